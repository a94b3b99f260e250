"""Owns the list of the parts of the command line, each of which adds its commands, in the order in which they are told."""

from sig_metrics.cli import (
    agenda,
    analysis,
    cortes,
    drafting,
    explore,
    lasting,
    ledger,
    making,
    papers,
    replanning,
    returning,
    reviewing,
    sessions,
    verify,
)

ASKING = (analysis, reviewing, replanning, lasting, explore)  # of the data
KEEPING = (
    ledger,
    cortes,
    sessions,
    drafting,
    returning,
    papers,
    verify,
    agenda,
)  # of what is kept, decided and written
MAKING = (making,)  # of the definitions
