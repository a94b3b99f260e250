"""Bytes become typed rows or problems."""
