"""The consultation bot: a pure core and composer, use cases around them, channels and the store at the edge."""
