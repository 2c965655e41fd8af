"""The corpus as editors see it: its list, forms, previews and differences."""
