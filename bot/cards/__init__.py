"""Printed cards: one layout, written as PDF, PNG and SVG."""
