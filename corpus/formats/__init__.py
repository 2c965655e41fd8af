"""Files of the corpus: bytes in, values out, and back."""
