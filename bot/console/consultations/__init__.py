"""Cases as staff see them: how they went, and what is typed for them."""
