"""Owns what a management review has at a cut-off of what the four standards ask of it: each input and output × system,
with its evidence, and what is missing and who owes it.

A cell is asked of by the clauses of its system. Its evidence is the registers of its row, with rows of that system known
at the cut-off and a file that came for it, and the indicators, with a value: all of it there is «con evidencia», some
«en parte», none «sin evidencia»; where all that is missing may still come in its time, «aún no llega». How well a value stands against its target is no matter of evidence. What a system has
no part in (an indicator of another one) is not asked of it; a register that is not divided by system serves all of
them. Of a unit, only what it answers for is looked at. An `indirect` cell is no gap: its clause does not ask by name."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.review import Clause, OutputRows, ReviewInput, ReviewOutput, undefined
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import answers
from sig_metrics.measure.freshness import Freshness, freshness
from sig_metrics.measure.objectives import measured_by
from sig_metrics.measure.review_rows import (
    Held,
    Rows,
    cross_walk,
    divided,
    held_at,
    input_rows,
    of_review,
    output_rows,
    since,
)
from sig_metrics.measure.scope import Scope

EVIDENT, MISSING, PARTIAL, AWAITED = "evident", "missing", "partial", "awaited"
NOT_ASKED, OF_OTHERS = "not_asked", "of_others"
GAPS = (MISSING, PARTIAL, AWAITED)  # in their order
WAITING = ("awaited", "not_yet")  # of a register and of an indicator: nobody is late with it
INPUT, OUTPUT = "input", "output"
KEYS = {INPUT: "e", OUTPUT: "s"}
# of the words of an indicator, those of one that has a value that is its own, or protects it
VALUED = ("met", "backlog", "near", "watch", "missed", "beyond", "no_target", "protected")
PRESENT = "present"


@dataclass(frozen=True)
class Item:
    """A register or an indicator that evidences a cell. `state`: of a register, «present», «undefined» (no register,
    or not those columns), «not_loaded», «no_review», «no_rows», «late» or «awaited»; of an indicator, its word."""

    name: str
    state: str
    owners: tuple[str, ...]
    activities: tuple[str, ...]  # of the plan, that bring it
    rows: int | None = None  # of a register; None where they are not to be told
    fresh: Freshness | None = None
    whole: bool = False  # not divided by system: its rows are of all of them
    of: OutputRows | None = None  # of an output, which of its rows
    in_minutes: bool = False  # its rows say of which review they are
    measure: Measure | None = None

    @property
    def there(self) -> bool:
        return self.state == PRESENT or self.state in VALUED

    @property
    def counts(self) -> bool:
        """Whether the system asks for it: an indicator of another one does not."""
        return self.state != "excluded"


@dataclass(frozen=True)
class Cell:
    """A row of the review in a system: the clauses that ask for it, and its evidence."""

    system: str
    clauses: tuple[Clause, ...]
    items: tuple[Item, ...] = ()

    @property
    def indirect(self) -> bool:
        """Whether no clause asks for it by name."""
        return bool(self.clauses) and all(clause.indirect for clause in self.clauses)

    @property
    def counted(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.counts)

    @property
    def lacking(self) -> tuple[Item, ...]:
        return tuple(item for item in self.counted if not item.there)

    @cached_property
    def state(self) -> str:
        """A word of `review_state`."""
        if not self.clauses:
            return NOT_ASKED
        if not self.counted:
            return OF_OTHERS
        if all(item.state in WAITING for item in self.lacking):
            return AWAITED if self.lacking else EVIDENT
        return PARTIAL if len(self.lacking) < len(self.counted) else MISSING

    @property
    def owed(self) -> bool:
        """Whether something is missing that the standard asks for by name."""
        return not self.indirect and self.state in GAPS

    @property
    def owners(self) -> tuple[str, ...]:
        """Who owes what is missing of it."""
        return tuple(dict.fromkeys(unit for item in self.lacking for unit in item.owners))

    @property
    def activities(self) -> tuple[str, ...]:
        """The activities of the plan that bring what is missing of it."""
        return tuple(sorted({activity for item in self.lacking for activity in item.activities}))


@dataclass(frozen=True)
class Line:
    """An input or an output of the review, with a cell for each system of the scope."""

    kind: str
    asked: ReviewInput | ReviewOutput
    cells: tuple[Cell, ...]

    @property
    def key(self) -> str:
        """«e11», of an input, or «s2», of an output."""
        return f"{KEYS[self.kind]}{self.asked.number}"

    @property
    def owed(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.owed)

    @property
    def place(self) -> tuple:
        """Gaps first: by how many systems have none of it, then by how many lack some, then by how many wait."""
        states = [cell.state for cell in self.owed]
        return *(-states.count(gap) for gap in GAPS), self.asked.number


@dataclass(frozen=True)
class Review:
    """All of it at a cut-off, gaps first, and the last review that was held by then."""

    scope: Scope
    systems: tuple[str, ...]
    inputs: tuple[Line, ...]
    outputs: tuple[Line, ...]
    held: Held | None
    since: date  # since when an output counts
    keeps: bool  # whether the minutes of the reviews are kept; without them, an output is of the year

    def tally(self, kind: str, system: str | None = None) -> dict[str, int]:
        """{evident and each gap: how many} of what a standard, or all of them, asks for by name."""
        return tally(self.inputs if kind == INPUT else self.outputs, system)

    @property
    def owed(self) -> list[tuple[Line, Cell]]:
        """What is missing of what is asked for by name: what has nothing first and what waits last, inputs before outputs."""
        found = [(line, cell) for line in (*self.inputs, *self.outputs) for cell in line.owed]
        return sorted(found, key=lambda each: (GAPS.index(each[1].state), each[0].kind != INPUT))

    def at(self, system: str) -> Scope:
        """The scope of a system in it, of all the units."""
        return replace(self.scope, system=system, stage=None, unit=None)

    def cell(self, key: str, system: str) -> tuple[Line, Cell] | None:
        """The cell of a row («e11», «s2») in a system, if both are in it."""
        found = ((line, cell) for line in (*self.inputs, *self.outputs) for cell in line.cells)
        return next((each for each in found if (each[0].key, each[1].system) == (key, system)), None)


@remembered(64)
def review(dataset: Dataset, scope: Scope) -> Review:
    """The review at a cut-off, of every system or of one, and of what a unit answers for."""
    walk, systems = cross_walk(dataset), _systems(dataset, scope)
    outputs = [
        Line(OUTPUT, each, tuple(_output_cell(dataset, scope, each, system) for system in systems))
        for each in walk.outputs
    ]
    held, first = held_at(dataset, scope.cutoff), since(dataset, scope.cutoff)
    return Review(scope, systems, inputs(dataset, scope), _placed(outputs), held, first, walk.held is not None)


@remembered(64)
def inputs(dataset: Dataset, scope: Scope) -> tuple[Line, ...]:
    """The inputs of the review, gaps first."""
    walk, systems = cross_walk(dataset), _systems(dataset, scope)
    valued = {system: _valued(dataset, replace(scope, system=system, stage=None, unit=None)) for system in systems}
    return _placed(
        [
            Line(INPUT, each, tuple(_input_cell(dataset, scope, each, system, valued[system]) for system in systems))
            for each in walk.inputs
        ]
    )


def tally(lines: tuple[Line, ...], system: str | None = None) -> dict[str, int]:
    """{evident and each gap: how many} of what a standard, or all of them, asks for by name."""
    cells = (cell for line in lines for cell in line.cells if not cell.indirect and system in (None, cell.system))
    states = [cell.state for cell in cells]
    return {word: states.count(word) for word in (EVIDENT, *GAPS)}


def _systems(dataset: Dataset, scope: Scope) -> tuple[str, ...]:
    return tuple(code for code in dataset.catalog.vocabularies["system"] if scope.system in (None, code))


def _placed(lines: list[Line]) -> tuple[Line, ...]:
    """Those that concern the scope, gaps first."""
    concerned = [line for line in lines if any(cell.state not in (NOT_ASKED, OF_OTHERS) for cell in line.cells)]
    return tuple(sorted(concerned, key=lambda line: line.place))


def _valued(dataset: Dataset, scope: Scope) -> dict[str, Measure]:
    """{code: the measure} of every indicator in a system."""
    found = measures(dataset, tuple(dataset.catalog.indicators.values()), scope)
    return {each.indicator.code: each for each in found}


def _input_cell(dataset: Dataset, scope: Scope, each: ReviewInput, system: str, valued: dict[str, Measure]) -> Cell:
    clauses = each.asked_by(system)
    named = [name for name in each.registers if any(clause.evidenced_by(name) for clause in clauses)]
    counted = input_rows(dataset, scope.cutoff)
    items = [_register(dataset, scope, each, system, name, counted.get(name, {})) for name in named]
    codes = dict.fromkeys(each.indicators)
    at = replace(scope, system=system, stage=None)
    if each.objectives and clauses:
        names = measured_by(dataset, at, each.objectives)
        codes |= dict.fromkeys(indicator.code for indicator in dataset.indicators(names))
    if each.every_indicator:
        codes |= dict.fromkeys(i.code for i in dataset.catalog.indicators.values() if answers(i, at))
    items += [_indicator(valued[code]) for code in codes if clauses]
    return Cell(system, clauses, _answered_by(scope, items))


def _output_cell(dataset: Dataset, scope: Scope, each: ReviewOutput, system: str) -> Cell:
    clauses, found = each.asked_by(system), output_rows(dataset, scope.cutoff)
    items = [
        _register(dataset, scope, each, system, part.register, found.get(part, {}), part)
        for part in each.rows
        if clauses and system in (part.systems or (system,))
    ]
    return Cell(system, clauses, _answered_by(scope, items))


def _answered_by(scope: Scope, items: list[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if scope.unit is None or scope.unit in item.owners)


def _indicator(found: Measure) -> Item:
    indicator = found.indicator
    return Item(indicator.code, found.status, (indicator.owner,), indicator.activities, measure=found)


def _register(
    dataset: Dataset,
    scope: Scope,
    each: ReviewInput | ReviewOutput,
    system: str,
    name: str,
    rows: Rows,
    part: OutputRows | None = None,
) -> Item:
    """A register as evidence of a cell: what it has of the system, or of all where it is not divided."""
    register, fresh = dataset.catalog.registers.get(name), freshness(dataset, scope.cutoff).get(name)
    reading = _reading(dataset, each, system, name)
    owners = tuple(dict.fromkeys(i.owner for i in reading)) or (each.owner,)
    activities = tuple(dict.fromkeys(code for i in reading for code in i.activities))
    whole = register is None or not divided(register)
    count = rows.get(None, 0) + rows.get(system, 0)  # what names no system is of all
    if register is None or part and undefined(part, dataset.catalog):
        state = "undefined"
    elif fresh is None or not fresh.loaded:
        state = "not_loaded"
    elif part and cross_walk(dataset).held and held_at(dataset, scope.cutoff) is None:
        state = "no_review"
    else:
        state = _came(scope, fresh, count, part)
    told = None if register is None or register.reserved else count
    in_minutes = bool(part and register and of_review(dataset, register))
    return Item(name, state, owners, activities, told, fresh, whole, part, in_minutes)


def _came(scope: Scope, fresh: Freshness, count: int, part: OutputRows | None) -> str:
    """What a loaded register is as evidence. What is of a review that was held stays so, whatever its next file says."""
    if part and count:
        return PRESENT
    told = fresh.came(scope.cutoff) or fresh.begins_after(scope.cutoff)
    late = "late" if fresh.stale else "" if told else "awaited"
    return (late if part or count else "") or (PRESENT if count else "no_rows")


def _reading(dataset: Dataset, each: ReviewInput | ReviewOutput, system: str, register: str) -> list[Indicator]:
    """The indicators of a system that read a register: those that the row names, or else any."""
    found = [i for i in dataset.catalog.indicators.values() if register in i.source_registers and system in i.systems]
    named = [i for i in found if isinstance(each, ReviewInput) and i.code in each.indicators]
    return named or found
