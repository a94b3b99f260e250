"""`python -m sig_metrics COMMAND`."""

import sys

from sig_metrics.cli.commands import main

sys.exit(main())
