"""Owns how fresh each register is at a cut-off: until when it is covered, and when its next file is due.

No clock: what is known at a cut-off follows from the rows, from the day of the last load (stored) and from the
cut-off. Two rules. A *dense* register must have rows in every period of its cadence, so it is covered to the end of
the last period with rows; any other one (rare events, lists) is covered to the day of its last load. What is covered
counts no further than the cut-off. A register is stale when the first period it does not cover was due by the
cut-off. One that never had rows is «sin dato», not stale; one that is loaded when it changes is never stale, nor the
law that comes with the program."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from sig_metrics.catalog.model import CADENCE_MONTHS, Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.scope import horizon, keeps_calendar, month_end, months_before


@dataclass(frozen=True)
class Freshness:
    """What is known of a register at a cut-off. `missing` is the end of the first period not covered, expected by
    `due_on` (both None without rows, or without a calendar of its own); `stale` when that day is not after the
    cut-off."""

    register: str
    dense: bool
    covered_until: date | None
    missing: date | None = None
    due_on: date | None = None
    stale: bool = False
    lag: int = 0  # months after a period in which its rows can exist
    # of a dense register, the last period with rows, whatever the cut-off
    last: date | None = field(default=None, compare=False)
    first: date | None = field(default=None, compare=False)  # of a dense register, the first day of the first
    stands_for: str = ""

    @property
    def loaded(self) -> bool:
        """Whether it has rows that a cut-off can know; a register never loaded is no empty one."""
        return self.covered_until is not None or self.last is not None

    def begins_after(self, day: date) -> bool:
        """Whether a day is before everything that ever came of a dense register: of it there is no file, nor will there
        be."""
        return self.first is not None and self.first > day

    def came(self, cutoff: date) -> bool:
        """Whether its file of the last period that ended by a cut-off came (some day: a hole before it is told
        apart)."""
        if self.covered_until is None:
            return self.last is None
        return self.missing is None or self.missing > months_before(cutoff, self.lag)

    def beyond(self, cutoff: date) -> bool:
        """Whether a cut-off is later than everything that ever came of a dense register."""
        return (
            self.dense and not self.came(cutoff) and (self.last is None or self.last <= months_before(cutoff, self.lag))
        )

    def unseen(self, cutoff: date) -> bool:
        """Whether a cut-off is later than what is known of it, so that what seems unanswered may have been answered."""
        return self.beyond(cutoff) or not self.dense and not self.came(cutoff) and not self.stale


@lru_cache(4096)
def period_end(day: date, months: int) -> date:
    """The end of the period of `months` (1, 2, 3, 4, 6 or 12, counted from January) that a day belongs to."""
    return month_end(day.year, -(-day.month // months) * months)


def _first_day(day: date, months: int) -> date:
    """The first day of the period of `months` that a day belongs to."""
    return months_before(period_end(day, months), months) + timedelta(days=1)


def known(calendar: dict, cutoff: date) -> Freshness:
    """The freshness of one register. `calendar`: register, cadence, dense, due_day, rows, periods (month ends with
    rows, or None) and loaded_on (day of its last load in Lima, or None)."""
    months, dense = CADENCE_MONTHS.get(calendar["cadence"]), calendar["dense"]
    of = {
        "lag": calendar.get("lag", 0),
        "last": max(calendar["periods"] or (), default=None) if dense else None,
        "first": _first_day(min(calendar["periods"]), months or 1) if dense and calendar["periods"] else None,
        "stands_for": calendar.get("stands_for", ""),
    }
    if dense:
        last = max((period for period in calendar["periods"] or () if period <= cutoff), default=None)
        covered = period_end(last, months) if last else None
    elif calendar["rows"] and not calendar["loaded_on"]:  # rows of no load: the law that came with the program
        covered = cutoff
    else:
        loaded = calendar["loaded_on"] if calendar["rows"] else None
        covered = min(loaded, cutoff) if loaded else None
    if covered is None or months is None:
        return Freshness(calendar["register"], dense, covered, **of)
    missing = period_end(covered + timedelta(days=1), months)
    due = missing + timedelta(days=calendar["due_day"])
    return Freshness(calendar["register"], dense, covered, missing, due, due <= cutoff, **of)


@remembered(256)
def freshness(dataset: Dataset, cutoff: date) -> dict[str, Freshness]:
    """{register: Freshness} at a cut-off, of every register of the dataset."""
    return {each["register"]: known(each, cutoff) for each in calendars(dataset)}


@remembered(2)
def calendars(dataset: Dataset) -> list[dict]:
    """What `known` needs of every register; nothing is known of a snapshot made before it kept a calendar."""
    rows = dataset.rows(query("calendars")) if keeps_calendar(dataset) else []
    invented = max((period for row in rows if _invented(row) for period in row["periods"] or ()), default=None)
    return [{**row, "loaded_on": _told_on(row, invented)} for row in rows]


def _invented(row: dict) -> bool:
    """Whether a register has nothing but demonstration rows."""
    return bool(row["rows"]) and row["synthetic"] == row["rows"]


def _told_on(row: dict, invented: date | None) -> date | None:
    """Until what day a register had the chance to tell: the day of its last load. A demonstration tells of its own
    months only (`invented` is the last of them), whatever day it was loaded."""
    day = words.in_lima(row["at"]).date() if row["at"] else None
    return min(day, invented) if day and invented and _invented(row) else day


@remembered(256)
def stale(dataset: Dataset, cutoff: date) -> frozenset[str]:
    """The registers that are stale at a cut-off."""
    return frozenset(name for name, each in freshness(dataset, cutoff).items() if each.stale)


@remembered(4096)
def sources_of(dataset: Dataset, indicator: Indicator, cutoff: date) -> list[Freshness]:
    """What is known at a cut-off of the registers that an indicator comes from (the law always came). Of a register
    and the one that stands for its months without rows, the one that came, or that was loaded."""
    found = freshness(dataset, cutoff)
    mine = {name: found[name] for name in indicator.source_registers if name in found}
    for name, each in list(mine.items()):
        if (main := mine.get(each.stands_for)) is not None:
            stands = not (main.loaded and main.came(cutoff)) and cutoff in periods_of(dataset, name)
            del mine[each.stands_for if stands else name]
    return list(mine.values())


def seen_months(dataset: Dataset, register: str, months: list[date]) -> set[date]:
    """Those of some month ends whose rows of a register came: of a dense one, those with rows; of any other, those
    that were over at its last load. A month that is not among them is a gap, never a zero."""
    calendar = next((each for each in calendars(dataset) if each["register"] == register), None)
    if calendar is None:
        return set(months)
    if calendar["dense"]:
        size = CADENCE_MONTHS[calendar["cadence"]]
        ends = {period_end(period, size) for period in calendar["periods"] or ()}
        return {month for month in months if period_end(month, size) in ends}
    loaded = calendar["loaded_on"] if calendar["rows"] else None
    return {month for month in months if loaded and month <= loaded}


def missing_months(dataset: Dataset, of: Freshness, months: list[date]) -> set[date]:
    """Those of some month ends whose file of a dense register did not come, though one of before and one of after did."""
    if not of.dense or of.lag or of.covered_until is None:
        return set()
    within = [month for month in months if (of.first or date.min) <= month <= of.covered_until]
    return set(within) - seen_months(dataset, of.register, within)


@remembered(256)
def awaited(dataset: Dataset, registers: tuple[str, ...], cutoff: date) -> date | None:
    """The last month known of those registers that are not known at a cut-off; None when all are. What is open or
    overdue that day cannot be said of them yet."""
    found = freshness(dataset, cutoff)
    return min(
        (
            found[name].covered_until
            for name in registers
            if name in found and found[name].covered_until and found[name].unseen(cutoff)
        ),
        default=None,
    )


@remembered(256)
def begins(dataset: Dataset, registers: tuple[str, ...], cutoff: date) -> date | None:
    """The first day told by those dense registers that begin after a cut-off; None when all had begun. What was open
    before is not known: it is no zero."""
    found = freshness(dataset, cutoff)
    begun = (found[name] for name in registers if name in found)
    return max((each.first for each in begun if each.begins_after(cutoff)), default=None)


def stock_unknown(dataset: Dataset, registers: tuple[str, ...], cutoff: date) -> str:
    """Why it cannot be said of some registers what is open or overdue at a cut-off, in words; «» when it can."""
    if last := awaited(dataset, registers, cutoff):
        return words.say("stock_not_yet", month=words.month(cutoff).capitalize(), last=words.month(last))
    first = begins(dataset, registers, cutoff)
    return words.say("stock_before", month=words.month(first)) if first else ""


@remembered(256)
def plan_unknown(dataset: Dataset, cutoff: date) -> str:
    """Why what was delivered of the plan is not known at a cut-off: «not_loaded», «not_yet», or «» when it is.

    A plan whose year had not begun by the last load of the deliverables owes nothing, however far the cut-off is.
    """
    known = freshness(dataset, cutoff).get("deliverable")
    if known is None:
        return ""
    if not known.loaded:
        return "not_loaded"
    ruling = horizon(dataset).ruling(cutoff)
    ahead = ruling is not None and known.covered_until is not None and ruling.year > known.covered_until.year
    return "not_yet" if ahead or not known.came(cutoff) and not known.stale else ""


def periods_of(dataset: Dataset, register: str) -> frozenset[date]:
    """The periods in which a register has rows."""
    return frozenset(next((each["periods"] or () for each in calendars(dataset) if each["register"] == register), ()))


def next_value(dataset: Dataset, indicator: Indicator, cutoff: date) -> date | None:
    """The day by which the next value of an indicator is expected: `due_day` days after the first period of its
    frequency that its registers do not cover. None while one of them has no rows."""
    found = freshness(dataset, cutoff)
    dated = [found[name] for name in indicator.source_registers if name in found]
    if any(each.covered_until is None for each in dated):
        return None
    covered = min((each.covered_until for each in dated if each.missing), default=cutoff)
    return period_end(covered + timedelta(days=1), CADENCE_MONTHS[indicator.frequency]) + timedelta(
        days=indicator.due_day
    )
