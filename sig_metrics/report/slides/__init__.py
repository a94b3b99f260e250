"""Owns the slides of a session or of a corte, by what they tell of, in the order in which a session treats it."""
