"""Owns which files each register should have sent in a year, and which of them came: register × month, knowing a
cut-off.

Built on the calendars of `freshness`: a month of a dense register came when it has rows; of any other, when a load
was made after it ended. A file is judged late only where that is certain: its rows are not demonstration data, the
register was in use when the file was due, and nothing tells that an earlier load brought it and a later one only
corrected it. What came otherwise is «received», without a word about its day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from sig_metrics.catalog.model import CADENCE_MONTHS, Catalog, Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.freshness import Freshness, calendars, freshness, period_end
from sig_metrics.measure.scope import Scope, month_end

CAME = ("on_time", "received", "late")
MOST = 3  # stale registers that the sentence names


@dataclass(frozen=True)
class Load:
    """A load of a register: its number, its day in Lima, whether it was demonstration data and how many rows it
    corrected."""

    number: int
    day: date
    synthetic: bool
    changed: int


@dataclass(frozen=True)
class Cell:
    """A month of a register: `state` is a word of `coverage_state`; `due_on` and `came_on` only where they are
    known."""

    month: date
    state: str
    due_on: date | None = None
    came_on: date | None = None


@dataclass(frozen=True)
class Line:
    """A register in a year: twelve cells, what is known of its freshness, and the indicators of the scope that it
    serves."""

    register: str
    cadence: str
    cells: tuple[Cell, ...]
    fresh: Freshness
    indicators: tuple[Indicator, ...]

    @cached_property
    def received(self) -> int:
        return sum(cell.state in CAME for cell in self.cells)

    @cached_property
    def expected(self) -> int:
        return self.received + sum(cell.state == "missing" for cell in self.cells)

    @cached_property
    def situation(self) -> str:
        """A word of `freshness_state`."""
        if self.fresh.covered_until is None:
            return "unused"
        if self.fresh.due_on is None:
            return "on_change"
        return "stale" if self.fresh.stale else "gap" if self.received < self.expected else "current"

    @property
    def dated(self) -> bool:
        """Whether it has a calendar and rows: something is expected of it."""
        return self.situation not in ("on_change", "unused")

    @property
    def missing(self) -> tuple[date, ...]:
        """The months whose file was due and did not come."""
        return tuple(cell.month for cell in self.cells if cell.state == "missing")


@remembered(64)
def coverage(dataset: Dataset, scope: Scope) -> list[Line]:
    """The registers of a scope, in the order of the catalogue: those that serve its indicators (of a unit, those it
    owns), and all of them without filters."""
    catalog = dataset.catalog
    fresh, lines = freshness(dataset, scope.cutoff), []
    loads, periods = _loads(dataset), _periods(dataset)
    known = {each["register"]: each for each in calendars(dataset)}
    serving = _serving(dataset, scope.stage, scope.system, scope.unit)
    for name in (name for name in catalog.registers if name in known):
        served = serving.get(name, ())
        if served or not (scope.stage or scope.system or scope.unit):
            cells = year(known[name], fresh[name], loads.get(name, []), periods.get(name, {}), scope.cutoff)
            lines.append(Line(name, known[name]["cadence"], cells, fresh[name], served))
    return lines


@remembered(256)
def _serving(
    dataset: Dataset, stage: str | None, system: str | None, unit: str | None
) -> dict[str, tuple[Indicator, ...]]:
    """{register: the indicators that it serves} of those that answer for a stage, a system, a unit."""
    scope, found = Scope(date.max, stage=stage, system=system, unit=unit), {}
    for indicator in dataset.catalog.indicators.values():
        for name in indicator.source_registers if serves(indicator, scope) else ():
            found[name] = (*found.get(name, ()), indicator)
    return found


@remembered(256)
def deliveries(dataset: Dataset, scope: Scope, registers: tuple[str, ...] | None = None) -> tuple[int, int]:
    """(received, expected) files of the year up to the cut-off, of `registers` or of every one in the scope."""
    lines = [line for line in coverage(dataset, scope) if registers is None or line.register in registers]
    return sum(line.received for line in lines), sum(line.expected for line in lines)


def serves(indicator: Indicator, scope: Scope) -> bool:
    """Whether an indicator answers for the stage, the system and, as its owner, the unit of a scope."""
    return (
        scope.stage in (None, *indicator.stages)
        and scope.system in (None, *indicator.systems)
        and scope.unit in (None, indicator.owner)
    )


def greyed(lines: list[Line]) -> tuple[Indicator, ...]:
    """The indicators that some stale register leaves in grey, once each, by code."""
    found = {indicator.code: indicator for line in lines if line.fresh.stale for indicator in line.indicators}
    return tuple(found[code] for code in sorted(found))


def lacking(lines: list[Line]) -> list[Line]:
    """The registers that lack some file, what greys an indicator first."""
    return sorted((line for line in lines if line.missing), key=lambda line: not line.fresh.stale)


def lacking_said(catalog: Catalog, line: Line) -> str:
    """«Falta «Sugerencias» de febrero y marzo de 2021», and which indicators that leaves in grey."""
    months = words.listing([words.MONTHS[month.month - 1] for month in line.missing])
    codes = [indicator.code for indicator in line.indicators] if line.fresh.stale else []
    return words.say(
        "coverage_lacking",
        register=catalog.registers[line.register].title,
        months=f"{months} de {line.missing[0].year}",
        greyed=words.say("coverage_lacking_greyed", codes=words.listing(codes)) if codes else "",
    )


def stage_of(catalog: Catalog, register: str) -> str:
    """The only stage whose indicators a register serves; «all» when there are several, «» when it serves none."""
    stages = {stage for i in catalog.indicators.values() if register in i.source_registers for stage in i.stages}
    return "" if not stages else stages.pop() if len(stages) == 1 else "all"


def summary(catalog: Catalog, lines: list[Line], cutoff: date, owned: bool = False, filtered: str = "") -> list[str]:
    """What came of what was expected, what is late and what it greys, and how many registers have no rows yet;
    `owned`: of those of a unit; `filtered`: said of nothing, where there are filters."""
    received, expected = sum(line.received for line in lines), sum(line.expected for line in lines)
    if not expected:
        return [words.say("coverage_nothing", filtered=filtered)]
    late = [line for line in lines if line.fresh.stale]
    said = [
        words.say(
            "coverage_sentence",
            received=words.number(received),
            expected=words.number(expected),
            year=cutoff.year,
            whose=words.say("coverage_owned") if owned else "",
        )
    ]
    if late:
        titles = [f"«{catalog.registers[line.register].title}»" for line in late[:MOST]]
        more = [words.count(len(late) - MOST, "más", "más")] if len(late) > MOST else []
        said.append(
            words.say(
                "coverage_stale",
                count=words.count(len(late), "registro", "registros"),
                registers=words.listing(titles + more),
                greyed=words.count(len(greyed(lines)), "indicador", "indicadores"),
            )
        )
    elif not lacking(lines):
        said.append(words.say("coverage_fresh", whose=words.say("coverage_own") if owned else ""))
    unused = sum(line.situation == "unused" for line in lines)
    return said + ([words.say("coverage_unused", count=words.count(unused, "registro", "registros"))] if unused else [])


def year(
    calendar: dict, fresh: Freshness, loads: list[Load], periods: dict[date, int], cutoff: date
) -> tuple[Cell, ...]:
    """The twelve cells of a register in the year of a cut-off. `loads`: its loads, oldest first; `periods`: {month
    end with rows: number of the earliest load they come from}; a period stands in its last month."""
    months, ends = CADENCE_MONTHS.get(calendar["cadence"]), _ends(cutoff.year)
    if fresh.covered_until is None:
        return _undated(cutoff.year, "unused")
    if months is None:
        return _undated(cutoff.year, "on_change")
    came = (
        _by_rows(periods, loads, months, cutoff) if calendar["dense"] else _by_loads(ends, loads, fresh.covered_until)
    )
    since = min((period_end(end, months) for end in periods), default=date.min) if calendar["dense"] else date.min
    cells = []
    for end in ends:
        if period_end(end, months) != end or end < since:
            cells.append(Cell(end, "not_expected"))
            continue
        due = date.fromordinal(end.toordinal() + calendar["due_day"])
        if end in came:
            cells.append(Cell(end, judged(came[end], loads, end, due), due, came[end].day if came[end] else None))
        else:
            cells.append(Cell(end, "missing" if due <= cutoff else "pending", due))
    return tuple(cells)


@lru_cache(64)
def _ends(year: int) -> tuple[date, ...]:
    return tuple(month_end(year, month) for month in range(1, 13))


@lru_cache(64)
def _undated(year: int, state: str) -> tuple[Cell, ...]:
    """The year of a register of which no month is expected."""
    return tuple(Cell(end, state) for end in _ends(year))


def judged(load: Load | None, loads: list[Load], end: date, due: date) -> str:
    """How the file of a period that ended on `end` came, by the load that brought it: on time, late, or neither is
    certain."""
    if load is None or load.synthetic:
        return "received"
    if load.day <= due:
        return "on_time"
    in_use = any(each.day <= due for each in loads)
    # perhaps it only corrected a file that came in time
    corrected = load.changed and any(end < each.day <= due for each in loads)
    return "late" if in_use and not corrected else "received"


def _by_rows(periods: dict[date, int], loads: list[Load], months: int, cutoff: date) -> dict[date, Load | None]:
    """{end of a period with rows dated by the cut-off: the earliest load they come from}."""
    numbered, first = {load.number: load for load in loads}, {}
    for end, number in periods.items():
        if end <= cutoff:
            period = period_end(end, months)
            first[period] = min(first.get(period, number), number)
    return {period: numbered.get(number) for period, number in first.items()}


def _by_loads(ends: tuple[date, ...], loads: list[Load], covered: date) -> dict[date, Load | None]:
    """{month end covered by a load: the first load made after it}."""
    return {end: next((load for load in loads if load.day >= end), None) for end in ends if end <= covered}


@remembered(2)
def _loads(dataset: Dataset) -> dict[str, list[Load]]:
    """{register: its loads, oldest first}."""
    found: dict[str, list[Load]] = {}
    for row in dataset.rows(query("loads")):
        day, synthetic = words.in_lima(row["loaded_at"]).date(), row["origin"] == "synthetic"
        found.setdefault(row["register"], []).append(Load(row["load"], day, synthetic, row["rows_changed"] or 0))
    return found


@remembered(2)
def _periods(dataset: Dataset) -> dict[str, dict[date, int]]:
    """{register: {month end with rows: the earliest load they come from}}."""
    found: dict[str, dict[date, int]] = {}
    for row in dataset.rows(query("periods_with_rows")):
        found.setdefault(row["register"], {})[row["period"]] = row["first_load"]
    return found
