"""Bytes of a file become a grid of texts."""
