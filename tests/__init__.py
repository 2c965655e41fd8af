"""The test suite; a package so that `tests/bot` never shadows `bot`."""
