"""Owns the papers that the plan, a duty or a draft of a plan asks for: the sections of each, its numbers and its blanks. What
only a person can write is left to a person, and what is issued is of nobody here."""
