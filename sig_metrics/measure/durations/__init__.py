"""Owns how long the cases of a register take: closed and open together, by group, and by which steps."""
