"""Owns the marks of a process, which a list shows and a search asks for: how its last month varies, and whether its target
can be relied on, each as its picture, its word and its tone («Making Data Count», NHS England). A process without
limits has none."""

from typing import NamedTuple

from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.compute import measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.process.chosen import Process, process, varies
from sig_metrics.measure.process.reading import BETTER
from sig_metrics.measure.scope import Scope

KINDS = SIGNALS, MISSED = "senales", "fuera"  # of the address: what a list is narrowed to
OFF = ("missed", "beyond")
TONES = {
    "common": "common",
    "improving": "improvement",
    "concerning": "concern",
    "special": "neutral",
    "passes": "improvement",
    "fails": "concern",
    "hit_or_miss": "common",
}


class Mark(NamedTuple):
    """A picture (`common`, `high`, `low` of variation; `passes`, `fails`, `hit_or_miss` of assurance), its word, its
    sentence and its tone."""

    icon: str
    word: str
    said: str
    tone: str


class Marks(NamedTuple):
    """Of a process: `variation` of its last month, `assurance` of its target, if it has one."""

    variation: Mark
    assurance: Mark | None

    @property
    def special(self) -> bool:
        """Whether its last month is a signal."""
        return self.variation.icon != "common"


def marks(found: Process) -> Marks | None:
    """The marks of a process with limits; of one whose limits began again and are not there yet, none."""
    if not found.limits or not found.variation:
        return None
    tried = found.assurance and _mark(found.assurance, found.assurance, "assurance")
    return Marks(_mark(_side(found), found.variation, "variation"), tried or None)


def _mark(icon: str, what: str, kind: str) -> Mark:
    return Mark(icon, words.say(f"process_word_{what}"), words.say(f"process_{kind}_{what}"), TONES[what])


def _side(found: Process) -> str:
    """Where the last month is: «high» and «low» are of the chart, better or worse."""
    if found.variation == "common":
        return "common"
    better = BETTER.get(found.indicator.direction)
    if better is None:
        sides = [each.side for each in found.signals if each.last == found.last]
        return "high" if sides[-1] > 0 else "low"
    return "high" if better == (1 if found.variation == "improving" else -1) else "low"


@remembered(64)
def all_marks(dataset: Dataset, indicators: tuple[Indicator, ...], scope: Scope) -> dict[str, Marks]:
    """{name: its marks} of those that have some."""
    found = {each.name: marks(process(dataset, each, scope)) for each in indicators if varies(each)}
    return {name: made for name, made in found.items() if made}


def narrowed(
    dataset: Dataset, indicators: tuple[Indicator, ...], scope: Scope, kinds: tuple[str, ...]
) -> tuple[str, ...]:
    """The names of those that are of every kind asked for: whose last month is a signal, that are off their target."""
    found = all_marks(dataset, indicators, scope) if SIGNALS in kinds else {}
    missed = {m.indicator.name for m in measures(dataset, indicators, scope) if m.status in OFF} if kinds else set()
    return tuple(
        each.name
        for each in indicators
        if (SIGNALS not in kinds or each.name in found and found[each.name].special)
        and (MISSED not in kinds or each.name in missed)
    )
