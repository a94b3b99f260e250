"""Turns a series into what its process does by itself, and what it does not."""
