"""What a process that forks has done before (`support/forked.py`): it has read the program and its catalogue, and its
children read files by themselves."""

import pandas  # noqa: F401  pyarrow looks for it at the first column

from conftest import prepared_here
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish import annul, history, rebuild, references, watch  # noqa: F401

references.prepare_apart = rebuild.prepare_apart = prepared_here
default_catalog()
