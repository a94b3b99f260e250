"""Owns the papers and the slides that are made of a corte: one model of what they say, and a writer for each format."""
