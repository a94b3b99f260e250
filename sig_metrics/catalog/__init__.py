"""Definitions become frozen objects."""
