"""The application to compare with: the same screens from constants (see constants.py)."""

from constants import main

main()
