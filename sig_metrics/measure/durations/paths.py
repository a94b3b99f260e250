"""Owns the paths of cases: the dates of a register in their order, how many took each path, and the days of each step."""

from dataclasses import dataclass

from sig_metrics.catalog.drill import queries
from sig_metrics.catalog.queries import query
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.durations.times import ALL
from sig_metrics.measure.scope import Scope

OTHERS = 7  # the number of all the paths beyond the six most taken


@dataclass(frozen=True)
class Path:
    """A path: its steps (words of `case_step`; none: all the other paths), how many cases took it, the share of all,
    the median days of each step after the first, and those of all of it."""

    place: int
    steps: tuple[str, ...]
    cases: int
    share: float
    days: tuple[float, ...]
    taken: float


@remembered(64)
def paths(dataset: Dataset, register: str, scope: Scope, kind: str = ALL) -> tuple[Path, ...]:
    """The six paths most taken by the cases of a register, or of a kind, that were open some day of the twelve months up
    to the cut-off, and the others together: they add up to all."""
    asked = {"register": register, "kind": kind, "place": 0, "cutoff": scope.cutoff, "unit": scope.unit}
    rows = dataset.rows(query("cases_paths", rows=f"({queries()['path'].sql}\n)"), asked)
    total = sum(row["cases"] for row in rows)
    return tuple(
        Path(
            row["place"],
            tuple(row["path"].split("-")) if row["path"] else (),
            row["cases"],
            row["cases"] / total,
            tuple((row["days"] or ())[1:]),
            row["taken"],
        )
        for row in rows
    )
