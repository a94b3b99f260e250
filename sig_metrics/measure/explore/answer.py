"""Owns the answer to a question: its points by period, group and part, its total, what was left out and why, and the
query that ran.

Groups that are too many are «Otros», which adds up: what adds is added, and what does not (distinct values, a median)
is asked of their rows together. A period whose file did not come is a gap, and no zero."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import fsum

from sig_metrics.catalog.model import Register
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.explore import sql as written
from sig_metrics.measure.explore.asking import Asking, Kept
from sig_metrics.measure.explore.question import (
    ALL,
    COUNT,
    DISTINCT,
    GRAINS,
    MEDIAN,
    SHARE,
    SUM,
    YEAR,
    Question,
    askable,
    checked,
)
from sig_metrics.measure.filters import unfollowed
from sig_metrics.measure.freshness import period_end, seen_months
from sig_metrics.measure.labels import cell_label
from sig_metrics.measure.scope import Scope, months_before

PREVIOUS, LAST_YEAR = AGAINST = ("previous", "year")  # what an answer can be compared with


@dataclass(frozen=True)
class Cell:
    """A group of an answer: one value, what has none, the others together, or all without groups."""

    kind: str  # one, none, others, all
    code: str = ""


WHOLE, NONE, OTHERS = Cell("all"), Cell("none"), Cell("others")
Place = tuple[date | None, Cell, Cell]  # period, group and part


@dataclass(frozen=True)
class Point:
    """What is behind a place: its value (None: no data), its rows, those with a value, and those that its number
    counts."""

    value: float | None
    size: int = 0
    valued: int = 0
    counted: int = 0


@dataclass(frozen=True)
class Answer:
    """`points` has every place of `periods` × `groups` × `splits`; `since` is None of everything that came; `gaps`: the
    months of its window whose file did not come, and `came` the last one whose file did; `shared`: a row may be of several groups, which pass the total;
    `ignored`: filters of the scope that the register cannot follow; `left_out`: rows that are not counted, by why;
    `as_loaded`: its words may be of after the cut-off."""

    question: Question
    register: Register
    scope: Scope
    since: date | None
    periods: tuple[date | None, ...]
    groups: tuple[Cell, ...]
    splits: tuple[Cell, ...]
    points: dict[Place, Point]
    total: Point
    left_out: dict[str, int]
    gaps: tuple[date, ...]
    came: date | None
    shared: bool
    ignored: tuple[str, ...]
    sql: str
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    as_loaded: bool = False

    def label(self, cell: Cell, column: str) -> str:
        """A group as it reads."""
        return self.labels[(column, cell.code)] if cell.kind == "one" else words.say(f"explore_{cell.kind}")

    def at(self, group: Cell, split: Cell = WHOLE, period: date | None = None) -> Point:
        return self.points.get((period, group, split), Point(None))


def ask(dataset: Dataset, question: Question, scope: Scope) -> Answer:
    """The answer to a question at a cut-off; raises Refused for one that names what is not there."""
    question = checked(dataset.catalog, question)
    return _answer(dataset, question, scope, window(dataset, question, scope.cutoff), None)


def against(dataset: Dataset, found: Answer, kind: str) -> Answer | None:
    """The answer to the same question in the window before, or in the same one a year earlier, with the same groups; as
    it was known then. None without a window."""
    if found.since is None:
        return None
    length = _months(found.since, found.scope.cutoff)
    back = 12 if kind == LAST_YEAR else length
    scope = replace(found.scope, cutoff=months_before(found.scope.cutoff, back))
    since = months_before(scope.cutoff, length) + timedelta(days=1)
    kept = tuple(tuple(cell.code for cell in cells if cell.kind == "one") for cells in (found.groups, found.splits))
    return _answer(dataset, found.question, scope, since, kept)


def window(dataset: Dataset, question: Question, cutoff: date) -> date | None:
    """The first day of the window of a question, at the beginning of one of its periods; None of all."""
    register = dataset.catalog.register(question.register)
    if question.span == ALL or not written.day_of(register, question.day):
        return None
    months = cutoff.month if question.span == YEAR else int(question.span)
    size = GRAINS.get(question.grain, 1)
    first = months_before(cutoff, months - 1)
    return months_before(period_end(first, size), size) + timedelta(days=1)


def _months(since: date, until: date) -> int:
    return (until.year - since.year) * 12 + until.month - since.month + 1


@remembered(64)
def _answer(dataset: Dataset, question: Question, scope: Scope, since: date | None, kept: Kept | None) -> Answer:
    register = askable(dataset.catalog)[question.register]
    run = Asking(dataset, register, question, scope, since)
    rows = run.rows(kept)
    found: dict[Place, list[dict]] = {}
    for row in rows:
        found.setdefault(_place(question, row), []).append(row)
    groups, splits = (_ordered(register, question, found, at) for at in (1, 2))
    periods, lost, gaps, seen = _periods(dataset, question, scope, since, found)
    points = {
        (period, group, split): _point(question, found.get((period, group, split), []), period in lost)
        for period in periods
        for group in groups
        for split in splits
    }
    total = run.total(rows)
    scoped = written.scoped(register)
    return Answer(
        question,
        register,
        scope,
        since,
        periods,
        groups,
        splits,
        points,
        _point(question, total, bool(gaps) and not seen and not any(row["size"] for row in total)),
        run.left_out(total),
        gaps,
        max(seen, default=None),
        run.shared,
        unfollowed(scope, tuple(scoped), system=dataset.catalog.screens.served(register.name)),
        ";\n\n".join(run.ran),
        _labels(dataset, register, question, (groups, splits)),
        run.as_loaded(),
    )


def _place(question: Question, row: dict) -> Place:
    return (
        row.get("period"),
        _cell(row["piece"], row.get("others")) if question.group else WHOLE,
        _cell(row["part"], row.get("rest")) if question.split else WHOLE,
    )


def _cell(value: str | None, others: bool | None) -> Cell:
    return OTHERS if others else NONE if value is None else Cell("one", value)


def _point(question: Question, rows: list[dict], unknown: bool) -> Point:
    """What some rows of a query make together; one that does not add up has one row. Nothing is 0 of what is counted or
    summed, and no data of what is shared or lasted, or not known yet."""
    if unknown and not rows:
        return Point(None)
    size, valued = sum(row["size"] for row in rows), sum(row.get("valued", row["size"]) for row in rows)
    if not question.additive:
        value = rows[0]["answer"] if rows else None
        return Point(0 if value is None and question.measure == DISTINCT else value, size, valued, valued)
    if question.measure == COUNT:
        return Point(size, size, size, size)
    added = fsum(row["added"] for row in rows if row["added"] is not None)
    added = int(added) if added.is_integer() else added
    if question.measure == SHARE:
        return Point(added / size if size else None, size, valued, int(added))
    return Point(None if size and not valued else added, size, valued, valued)


def _ordered(register: Register, question: Question, found: dict[Place, list[dict]], at: int) -> tuple[Cell, ...]:
    """The groups of an answer: numbers in their order, others by how much is in them; what has none and the others
    last."""
    cells: dict[Cell, float] = {}
    alone = question.measure in (SHARE, DISTINCT, MEDIAN) and not question.grain and not question.split
    for place, rows in found.items():
        point = _point(question, rows, False)
        weight = (point.value or 0) if alone or question.measure in (COUNT, SUM) else point.size
        cells[place[at]] = cells.get(place[at], 0) + weight
    name = (question.group, question.split)[at - 1]
    if name and register.column(name).type == "int":
        cells = {cell: -int(cell.code) if cell.kind == "one" else 0 for cell in cells}
    last = {"one": 0, "all": 0, "others": 1, "none": 2}
    return tuple(sorted(cells, key=lambda cell: (last[cell.kind], -cells[cell], cell.code))) or (WHOLE,)


def _periods(
    dataset: Dataset, question: Question, scope: Scope, since: date | None, found: dict[Place, list[dict]]
) -> tuple[tuple[date | None, ...], set[date], tuple[date, ...], set[date]]:
    """(the periods of the window, those of which nothing is known, its months whose file did not come, those whose file
    did)."""
    grain, there = GRAINS.get(question.grain, 0), [place[0] for place in found if place[0]]
    register = dataset.catalog.register(question.register)
    if not (question.day or register.dated_by):
        return (None,), set(), (), set()
    first = since or months_before(min(there, default=scope.cutoff), max(grain, 1) - 1)
    months = (
        [months_before(scope.cutoff, n) for n in range(_months(first, scope.cutoff))][::-1] if since or grain else []
    )
    seen = seen_months(dataset, register.name, months)
    gaps = tuple(month for month in months if month not in seen)
    if not grain:
        return (None,), set(), gaps, seen
    known = {period_end(month, grain) for month in seen}
    periods = tuple(dict.fromkeys(period_end(month, grain) for month in months))
    return periods, {each for each in periods if each not in known}, gaps, seen


def _labels(dataset: Dataset, register: Register, question: Question, cells: tuple) -> dict[tuple[str, str], str]:
    """The words of every group of an answer."""
    found = {}
    for name, some in zip((question.group, question.split), cells):
        for cell in (each for each in some if each.kind == "one"):
            found[(name, cell.code)] = cell_label(dataset, name, cell.code, register.column(name).vocabulary)
    return found
