"""`python -m sig_metrics COMMAND`."""

import sys

from sig_metrics.cli.commands import main
from sig_metrics.cli.parts import alone

alone()
sys.exit(main())
