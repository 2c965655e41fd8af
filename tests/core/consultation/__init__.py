"""Tests of the three-way consultation."""
