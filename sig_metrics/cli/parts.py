"""Owns the list of the parts of the command line, in the order in which they are told, and the commands that each adds.

A part is imported when one of its commands is asked for, or all are to be told: writers of papers and readers of signatures
take as long to import as most commands do."""

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType

from sig_metrics.intake.child import WithoutPandas

OWN = ("demo", "load", "refresh", "value", "series", "list", "status", "template", "check")  # of `commands`, in no part
Parts = Mapping[str, tuple[str, ...]]  # {module of this room: the commands that it adds}
ASKING: Parts = {  # of the data
    "analysis": ("process", "insights"),
    "reviewing": ("review",),
    "replanning": ("replan",),
    "lasting": ("durations",),
    "explore": ("explore",),
}
KEEPING: Parts = {  # of what is kept, decided and written
    "ledger": ("history", "annul", "rebuild", "watch"),
    "cortes": ("freeze", "cortes", "release"),
    "sessions": ("sessions", "session"),
    "drafting": ("report",),
    "returning": ("returned",),
    "papers": ("paper", "pack", "signed"),
    "verify": ("verify",),
    "agenda": ("agenda", "remind"),
}
MAKING: Parts = {"making": ("describe", "new")}  # of the definitions


def asked_for(parts: Parts, first: str) -> Iterator[ModuleType]:
    """The parts that are needed where `first` is what a person asks for: its own, or all if it is no command."""
    known = {*OWN, *(name for group in (ASKING, KEEPING, MAKING) for names in group.values() for name in names)}
    for module, names in parts.items():
        if first in names or first not in known:
            yield import_module(f"sig_metrics.cli.{module}")


def without_pandas() -> None:
    """Of a process that runs one command and ends: it has no use for pandas, which takes a third of its time to import."""
    sys.meta_path.insert(0, WithoutPandas)
