"""Owns the formats: a writer each, from the one model to its bytes, and what they share (letters, widths, scales, the bytes of
an office package). Knows nothing of what a paper is about."""
