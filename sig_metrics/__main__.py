"""`python -m sig_metrics COMMAND`."""

import sys

from sig_metrics.cli import main

sys.exit(main())
