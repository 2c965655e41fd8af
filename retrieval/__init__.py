"""Lexical retrieval for Chinese government text: clean, tokenise, rank. Pure."""
