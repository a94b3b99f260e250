"""Personal data are found in a written text."""
