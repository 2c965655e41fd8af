"""Values and pure decisions; imports nothing else of `bot`."""
