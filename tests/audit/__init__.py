"""Owns a second, plain-Python computation of every indicator, from rows of CSV and the words of the fichas only.

Nothing here but the comparing test imports the product or a library: what it says was never taken from the code it
audits."""
