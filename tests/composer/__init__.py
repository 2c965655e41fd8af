"""Tests of the composer: behaviour that is promised, not numbers that are tuned."""
