"""A grid becomes the table of a register."""
