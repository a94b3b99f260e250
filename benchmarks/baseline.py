"""The application to compare with: the same screens from constants (see constants.py)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.constants import main

main()
