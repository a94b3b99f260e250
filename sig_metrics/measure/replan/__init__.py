"""Owns the draft of a plan: what it would change of a version, and what would be so of it; no official figure reads it."""
