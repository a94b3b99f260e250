"""Owns how long cases take to end, those that are open counted: how many, the median, the ninth decile, the oldest.

The curve is that of Kaplan and Meier, computed at publication (`case_survival.sql`): of what was open some day of the
twelve months up to the cut-off, as it was known that day, the share still open after some days. What was counted adds up
with the flow: what ended in the twelve months, and what is open. Days of a suspension are told apart; a reopened case is
another cycle. Fewer than ten cases have no curve: they are counted, and no more is said of them."""

from dataclasses import dataclass, replace

from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import unfollowed
from sig_metrics.measure.scope import Scope

WORKING, CALENDAR = "working", "calendar"
CLOCKS = (WORKING, CALENDAR)
ALL = "all"  # the kind of a key of the drawer that is every kind
FEW = 10  # cases: fewer are only counted
HALF, TENTH = 0.5, 0.1
EXACT = 1e-6  # a share is kept with seven figures


@dataclass(frozen=True)
class Step:
    """After `days`, `survival` of the cases are open, with its band at 95 % (None where none is left); `at_risk` could
    have ended that day, and `ended` did."""

    days: int
    at_risk: int
    ended: int
    survival: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Times:
    """How long the cases of a group take: `n` were open some day of the twelve months, `closed` ended in them and `open`
    are so, the oldest for `oldest` calendar days. `suspended` were so at some time, for `suspended_days` (the median, in
    calendar days); `reopened` came in again. `term`: that of its law or its house, in the days of the curve."""

    by: str  # «kind», «unit», or «» of all
    code: str
    label: str
    closed: int
    open: int
    oldest: int | None = None
    suspended: int = 0
    suspended_days: float | None = None
    reopened: int = 0
    curve: tuple[Step, ...] = ()
    term: int | None = None
    is_legal: bool = False

    @property
    def n(self) -> int:
        return self.closed + self.open

    @property
    def is_few(self) -> bool:
        return self.n < FEW

    @property
    def median(self) -> int | None:
        return self.until(HALF)

    @property
    def p90(self) -> int | None:
        return self.until(TENTH)

    @property
    def reached(self) -> int | None:
        """The last day of which the curve tells something."""
        return self.curve[-1].days if self.curve else None

    def until(self, share: float) -> int | None:
        """The days after which no more than a share is open; None while the curve does not come so low."""
        return next((step.days for step in self.curve if step.survival <= share + EXACT), None)

    def still_open(self, days: int) -> float | None:
        """The share that is open after some days; None without a curve."""
        if not self.curve:
            return None
        return next((step.survival for step in reversed(self.curve) if step.days <= days), 1.0)


@dataclass(frozen=True)
class Durations:
    """The times of a register at a cut-off, on a clock: of all its cases, and of its kinds and units, if it has more
    than one of them."""

    register: str
    clock: str
    whole: Times
    groups: tuple[Times, ...]

    @property
    def kinds(self) -> tuple[Times, ...]:
        return tuple(each for each in self.groups if each.by == "kind")

    def of(self, kind: str) -> Times:
        """The times of a kind; of all, where there is no such kind."""
        return next((each for each in self.kinds if each.code == kind), self.whole)


def registers(dataset: Dataset) -> tuple[str, ...]:
    """The registers whose cases have a clock, in the order of the catalogue."""
    if "case_survival" not in dataset.catalog.views:
        return ()
    known = {row["register"] for row in dataset.rows(query("cases_registers"))}
    return tuple(name for name in dataset.catalog.registers if name in known)


def ignored(dataset: Dataset, register: str, scope: Scope) -> tuple[str, ...]:
    """The filters of a scope that the durations of a register do not follow."""
    return unfollowed(scope, ("unit",), system=dataset.catalog.screens.served(register))


@remembered(64)
def durations(dataset: Dataset, register: str, scope: Scope, clock: str) -> Durations:
    """How long the cases of a register take, of the unit of the scope; with a unit, there are no groups: what is left
    of a kind in it is not published."""
    asked = {"register": register, "cutoff": scope.cutoff, "unit": scope.unit}
    counted = dataset.rows(query("cases_counted"), asked)
    curves, paused = _curves(dataset, {**asked, "clock": clock}), _paused(dataset, asked)
    terms = _terms(dataset, register, scope)
    own = ("unit", scope.unit) if scope.unit else ("", "")
    whole = _times(counted, own, curves, paused)
    label = dataset.catalog.label("unit", scope.unit) if scope.unit else words.say("times_all")
    whole = replace(whole, by="", code="", label=label, **_shared(terms, counted, clock))
    return Durations(
        register, clock, whole, () if scope.unit else _groups(dataset, counted, curves, paused, terms, clock)
    )


def _groups(dataset: Dataset, counted: list, curves: dict, paused: dict, terms: dict, clock: str) -> tuple[Times, ...]:
    found = []
    for by, vocabulary in (("kind", "case_kind"), ("unit", "unit")):
        codes = {row[by] for row in counted}
        order = [*dataset.catalog.vocabularies[vocabulary], "unknown"]
        if len(codes) > 1:
            for code in sorted(codes, key=order.index):
                known = code in dataset.catalog.vocabularies[vocabulary]
                label = dataset.catalog.label(vocabulary, code) if known else words.say(f"times_no_{by}")
                made = replace(_times(counted, (by, code), curves, paused), label=label)
                found.append(replace(made, **_term(terms.get(code), clock)) if by == "kind" else made)
    return tuple(found)


def _times(counted: list[dict], group: tuple[str, str], curves: dict, paused: dict) -> Times:
    by, code = group
    rows = [row for row in counted if not by or row[by] == code]
    told = paused.get(group, {"suspended": 0, "suspended_days": None, "reopened": 0})
    return Times(
        by,
        code,
        "",
        sum(row["closed"] for row in rows),
        sum(row["open"] for row in rows),
        max((row["oldest"] for row in rows if row["oldest"] is not None), default=None),
        curve=curves.get(group, ()),
        **told,
    )


def _group(row: dict) -> tuple[str, str]:
    return ("kind", row["kind"]) if row["kind"] else ("unit", row["unit"]) if row["unit"] else ("", "")


def _curves(dataset: Dataset, asked: dict) -> dict[tuple[str, str], tuple[Step, ...]]:
    found: dict[tuple[str, str], list[Step]] = {}
    for row in dataset.rows(query("cases_survival"), asked):
        step = Step(**{name: row[name] for name in Step.__dataclass_fields__})
        found.setdefault(_group(row), []).append(step)
    return {group: tuple(steps) for group, steps in found.items()}


def _paused(dataset: Dataset, asked: dict) -> dict[tuple[str, str], dict]:
    rows = dataset.rows(query("cases_paused"), asked)
    return {_group(row): {name: row[name] for name in ("suspended", "suspended_days", "reopened")} for row in rows}


@remembered(64)
def _terms(dataset: Dataset, register: str, scope: Scope) -> dict[str, dict]:
    """{kind: its term in each clock, and whether it is of a law}."""
    rows = dataset.rows(query("cases_terms"), {"register": register, "cutoff": scope.cutoff})
    return {row["kind"]: row for row in rows}


def _term(term: dict | None, clock: str) -> dict:
    """A term written in the other days, or in hours, is not drawn: it is not the same number for every case."""
    known = term is not None and bool(term[clock])
    return {"term": term[clock], "is_legal": term["is_legal"]} if known else {"term": None, "is_legal": False}


def _shared(terms: dict[str, dict], counted: list[dict], clock: str) -> dict:
    """The term of all, where all have the same."""
    kinds = {row["kind"] for row in counted}
    found = [_term(terms.get(kind), clock) for kind in kinds]
    return found[0] if found and all(each == found[0] for each in found) else _term(None, clock)


def clock_of(dataset: Dataset, register: str, scope: Scope) -> str:
    """The days in which the terms of a register are written: working days, if any is."""
    terms = _terms(dataset, register, scope).values()
    return CALENDAR if not any(each[WORKING] for each in terms) else WORKING
