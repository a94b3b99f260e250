"""Owns what a reader looks at: cut-off, plan version and filters; which of them exist, and which plan rules at a
cut-off.

A cut-off is a month end, with or without a plan of its year. Nothing here reads a clock: the caller says what day it
is."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from sig_metrics.catalog.model import CADENCE_MONTHS
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset, remembered

LATEST, IN_FORCE = "latest", "in_force"
FILTERS = ("stage", "system", "unit", "line", "activity")


@dataclass(frozen=True)
class Scope:
    """`plan` is «in_force» (the version that ruled at each cut-off), «latest» (the last approved) or a version."""

    cutoff: date
    plan: str = IN_FORCE
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

    @property
    def filtered(self) -> str:
        """« con estos filtros», said of what there is nothing of; « en esta etapa» or « en este sistema» where it is all
        that is set, as on its own screen; «» where nothing is."""
        held = tuple(self.filters())
        return (
            words.say({("stage",): "filtered_stage", ("system",): "filtered_system"}.get(held, "filtered"))
            if held
            else ""
        )


@dataclass(frozen=True)
class PlanVersion:
    """One approved version; `synthetic` when it came from a demonstration load."""

    year: int
    version: str
    resolution: str
    approved_on: date
    note: str
    synthetic: bool

    def note_at(self, cutoff: date) -> str:
        """What whoever sees a figure of a cut-off against this version must know; «» when it ruled then, in its own
        year."""
        if self.approved_on > cutoff:
            return words.say("plan_later", version=self.version)
        return (
            words.say("plan_continued", version=self.version, of=self.year, year=cutoff.year)
            if self.year < cutoff.year
            else ""
        )


@dataclass(frozen=True)
class Horizon:
    """What can be chosen in a snapshot: plan versions (oldest first), the last day with a delivery, the month ends
    there are, for each dense register with rows the last month that it came for, and the months with rows of one or
    with a delivery."""

    versions: tuple[PlanVersion, ...]
    last_delivery: date | None
    months: tuple[date, ...] = ()
    came: tuple[date, ...] = ()
    received: frozenset[date] = frozenset()

    @property
    def years(self) -> list[int]:
        return sorted({version.year for version in self.versions})

    def of(self, year: int) -> list[PlanVersion]:
        return [version for version in self.versions if version.year == year]

    def latest(self, year: int) -> str:
        """The last approved version of a year («» when it has no plan)."""
        return max(self.of(year), key=_approval).version if self.of(year) else ""

    def ruling(self, cutoff: date, plan: str = IN_FORCE) -> PlanVersion | None:
        """The version a cut-off is measured against; None without a plan by then.

        In force: the last approved of its year; when none was, that of the last year with a plan, which goes on until
        another is approved; and without either, the earliest of the year, approved later.
        """
        own = self.of(cutoff.year)
        approved = [version for version in own if version.approved_on <= cutoff]
        before = [version for version in self.versions if version.year < cutoff.year and version.approved_on <= cutoff]
        last = [version for version in before if version.year == max(each.year for each in before)]
        if plan != IN_FORCE:
            among = own or last
            return (
                max(among, key=_approval, default=None)
                if plan == LATEST
                else next((v for v in among if v.version == plan), None)
            )
        ruled = approved or last
        return max(ruled, key=_approval) if ruled else min(own, key=_approval, default=None)

    def earlier(self, cutoff: date, ruling: PlanVersion) -> list[PlanVersion]:
        """The versions in force at a cut-off of the plans before the one that rules: what they owe is still owed."""
        by_year: dict[int, list[PlanVersion]] = {}
        for version in self.versions:
            if version.year < ruling.year and version.approved_on <= cutoff:
                by_year.setdefault(version.year, []).append(version)
        return [max(some, key=_approval) for some in by_year.values()]

    def choices(self, cutoff: date) -> list[PlanVersion]:
        """The versions that can be chosen at a cut-off: those of its year, or of the plan that goes on into it."""
        ruling = self.ruling(cutoff)
        return self.of(cutoff.year) or (self.of(ruling.year) if ruling else [])

    def default_cutoff(self, today: date) -> date | None:
        """The last month that more than half of the dense registers came for; without any, that of the last
        delivery, or the last one already over. None when there is no month to look at."""
        if not self.months:
            return None
        over = month_end(today.year, today.month - 1) if today.month > 1 else month_end(today.year - 1, 12)
        half = sorted(self.came)[(len(self.came) - 1) // 2] if self.came else self.last_delivery
        last = month_end(self.years[-1], 12) if self.years else self.months[-1]
        seen = half or min(over, last)
        cutoff = min(month_end(seen.year, seen.month), over)
        return min(max(cutoff, self.months[0]), self.months[-1])

    @cached_property
    def _offered(self) -> tuple[date, ...]:
        known = [*self.received, *(month_end(year, month) for year in self.years for month in (1, 12))]
        return tuple(month for month in self.months if known and min(known) <= month <= max(known))

    def offered(self) -> list[date]:
        """The months to offer: those of the years with a plan, and from the first to the last that has rows."""
        return list(self._offered)


def _approval(version: PlanVersion) -> tuple[date, str]:
    return version.approved_on, version.version


@lru_cache(4096)
def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months_before(day: date, months: int) -> date:
    """The month end so many months before one."""
    at = day.year * 12 + day.month - 1 - months
    return month_end(at // 12, at % 12 + 1)


@remembered(2)
def horizon(dataset: Dataset) -> Horizon:
    """What a dataset offers to choose from."""
    found = dataset.rows(query("plan_versions"))
    last = dataset.rows(query("last_delivery"))[0]["day"]
    months = tuple(row["period"] for row in dataset.rows(query("month_ends")))
    received = dataset.rows(query("months_received")) if keeps_calendar(dataset) else []
    return Horizon(
        tuple(PlanVersion(**row) for row in found),
        last,
        months,
        _came(dataset),
        frozenset(row["month"] for row in received),
    )


@remembered(2)
def keeps_calendar(dataset: Dataset) -> bool:
    """Whether a snapshot keeps a calendar: one made before does not."""
    return bool(dataset.rows(query("keeps_calendar")))


def _came(dataset: Dataset) -> tuple[date, ...]:
    """For each dense register of every month that has rows, the last month that it came for; when none is monthly, of
    each dense one.

    A slower register came for every month until its next period ends; one that tells of the month before (`lag`),
    for one more."""
    if not keeps_calendar(dataset):
        return ()
    dense = dataset.rows(query("dense_registers"))
    found = [row for row in dense if row["cadence"] == "monthly"] or dense
    return tuple(_served(row["last"], CADENCE_MONTHS[row["cadence"]], row["lag"]) for row in found)


def _served(last: date, months: int, lag: int) -> date:
    """The month before the end of the period after the one that `last` belongs to, and `lag` months more."""
    ended = months_before(month_end(last.year, -(-last.month // months) * months), -months)
    return months_before(ended, 1 - lag)


def parse_cutoff(text: str, available: Horizon) -> date:
    """«2021-11» → 30/11/2021; raises Refused for another form or a month outside what the data and the plans reach."""
    shape = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
    if not shape or not 1 <= int(shape[2]) <= 12 or not int(shape[1]):
        raise refuse("cutoff_form", value=words.short(text, 40))
    cutoff = month_end(int(shape[1]), int(shape[2]))
    if not available.months:
        raise refuse("cutoff_nothing", value=text.strip())
    if cutoff not in available.months:
        raise refuse(
            "cutoff_outside",
            value=text.strip(),
            first=f"{available.months[0]:%Y-%m}",
            last=f"{available.months[-1]:%Y-%m}",
        )
    return cutoff


def check_plan(text: str, cutoff: date, available: Horizon) -> str:
    """A version, «latest» or «in_force»; raises Refused naming the versions that can be chosen at a cut-off."""
    if text in (LATEST, IN_FORCE):
        return text
    return _one_of(text, cutoff.year, available.choices(cutoff))


def check_version(text: str, year: int, available: Horizon) -> str:
    """A version of a year; raises Refused naming those it has."""
    return _one_of(text, year, available.of(year))


def _one_of(text: str, year: int, versions: list[PlanVersion]) -> str:
    known = [version.version for version in versions]
    if text not in known:
        raise refuse("version_unknown", value=words.short(text, 40), year=year, known=words.listing(known) or "—")
    return text


def check_dimension(text: str, known: tuple[str, ...]) -> str:
    """One of `known`; raises Refused with the nearest right word."""
    if text not in known:
        raise refuse("dimension_unknown", value=words.short(text, 40), hint=nearest(text, known))
    return text
