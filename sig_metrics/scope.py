"""Owns what a reader looks at: year, cut-off, plan version and filters; and which of them exist.

A cut-off is a month end. Nothing here reads a clock: the caller says what day it is.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sig_metrics import words
from sig_metrics.definitions import nearest
from sig_metrics.problems import refuse
from sig_metrics.store.snapshot import Snapshot

LATEST, IN_FORCE = "latest", "in_force"
FILTERS = ("stage", "system", "unit", "line", "activity")


@dataclass(frozen=True)
class Scope:
    """`plan` is a version, «latest» (the last approved) or «in_force» (the one that ruled at each cut-off)."""

    cutoff: date
    plan: str = LATEST
    stage: str | None = None
    system: str | None = None
    unit: str | None = None
    line: str | None = None
    activity: str | None = None

    @property
    def year(self) -> int:
        return self.cutoff.year

    def filters(self) -> dict[str, str]:
        """{dimension: value} of the filters that are set."""
        return {name: getattr(self, name) for name in FILTERS if getattr(self, name)}


@dataclass(frozen=True)
class PlanVersion:
    """One approved version; `synthetic` when it came from a demonstration load."""

    year: int
    version: str
    resolution: str
    approved_on: date
    note: str
    synthetic: bool


@dataclass(frozen=True)
class Horizon:
    """What can be chosen in a snapshot: plan versions (oldest first) and the last day with a delivery."""

    versions: tuple[PlanVersion, ...]
    last_delivery: date | None

    @property
    def years(self) -> list[int]:
        return sorted({version.year for version in self.versions})

    def of(self, year: int) -> list[PlanVersion]:
        return [version for version in self.versions if version.year == year]

    def latest(self, year: int) -> str:
        """The last approved version of a year («» when it has no plan)."""
        return max(self.of(year), key=lambda v: (v.approved_on, v.version)).version if self.of(year) else ""

    def default_cutoff(self, today: date) -> date | None:
        """The month of the last delivery, or the last month already over; None without a plan."""
        if not self.versions:
            return None
        over = month_end(today.year, today.month - 1) if today.month > 1 else month_end(today.year - 1, 12)
        seen = self.last_delivery or min(over, month_end(self.years[-1], 12))
        cutoff = min(month_end(seen.year, seen.month), over)
        first, last = month_end(self.years[0], 1), month_end(self.years[-1], 12)
        return min(max(cutoff, first), last)


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def horizon(snapshot: Snapshot) -> Horizon:
    """What a snapshot offers to choose from, read once."""
    if "horizon" not in snapshot.memo:
        snapshot.memo["horizon"] = _horizon(snapshot)
    return snapshot.memo["horizon"]


def _horizon(snapshot: Snapshot) -> Horizon:
    found = snapshot.rows(
        "select year, version, resolution, approved_on, coalesce(note, '') as note, load_log.origin = 'synthetic' as synthetic "
        "from plan_version join load_log on load_log.load = plan_version._load order by year, approved_on, version"
    )
    last = snapshot.rows("select max(delivered_on) as day from deliverable")[0]["day"]
    return Horizon(tuple(PlanVersion(**row) for row in found), last)


def parse_cutoff(text: str, available: Horizon) -> date:
    """«2021-11» → 30/11/2021; raises Refused for another form or a year without a plan."""
    shape = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
    if not shape or not 1 <= int(shape[2]) <= 12:
        raise refuse("cutoff_form", value=words.short(text, 40))
    cutoff = month_end(int(shape[1]), int(shape[2]))
    if cutoff.year not in available.years:
        years = available.years or [0]
        raise refuse("cutoff_outside", value=text, first=f"{years[0]}-01", last=f"{years[-1]}-12")
    return cutoff


def check_plan(text: str, year: int, available: Horizon) -> str:
    """A version, «latest» or «in_force»; raises Refused naming the versions that exist."""
    known = [version.version for version in available.of(year)]
    if text not in (LATEST, IN_FORCE, *known):
        raise refuse("version_unknown", value=words.short(text, 40), year=year, known=words.listing(known))
    return text


def check_dimension(text: str, known: tuple[str, ...]) -> str:
    """One of `known`; raises Refused with the nearest right word."""
    if text not in known:
        raise refuse("dimension_unknown", value=words.short(text, 40), hint=nearest(text, known))
    return text
