"""Owns the corte: the figures of a date, frozen for ever under a name, opened again, and compared."""
