"""Owns the questions of any register that is not reserved: measure × group × split × time, their answers, and the rows
behind each point."""
