"""Rows become a new snapshot, and back again."""
