"""`python -m sig_metrics COMMAND`."""

import sys

from sig_metrics.cli.commands import main
from sig_metrics.cli.parts import without_pandas

without_pandas()
sys.exit(main())
