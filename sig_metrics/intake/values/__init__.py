"""A written text becomes a value."""
