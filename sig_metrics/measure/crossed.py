"""Owns what a browser is given so that its charts filter one another: the rows of a register counted by month and by
each thing that they can be crossed by, as known at the cut-off.

What is given are the cells that have rows, a column of bytes each; its labels come once. A register is crossed by its
codes and its territorial unit. A code that moves with a date (a state, a result) would be today's: it is left out, and
cases with a clock have in its place their situation at the cut-off, and their kind of that day. Reserved registers are
never offered."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from struct import pack

import pyarrow as pa

from sig_metrics.catalog.model import Catalog, Column, Register
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.freshness import calendars, seen_months
from sig_metrics.measure.labels import WITHOUT_UT, cell_label
from sig_metrics.measure.scope import Scope, month_end, months_before

MOST_CELLS = 20_000  # what a browser goes over in a few milliseconds
FETCHED = 25  # times as many are read before any is left out
MOST_VALUES = 250  # of a dimension: a byte each
MOST_MONTHS = 60
MOST_DIMENSIONS = 7  # and the months: eight charts
LEAST_DIMENSIONS = 2
PLACE, SITUATION, KIND = "ut", "situation", "kind"
BYTE = 255


@dataclass(frozen=True)
class Dimension:
    """What rows are crossed by: a column, its Spanish heading and the vocabulary of its codes («»: names of UT)."""

    name: str
    heading: str
    vocabulary: str = ""


@dataclass(frozen=True)
class Crossable:
    """A register whose rows can be crossed; `day`: the column that dates them, `clocked`: its cases have a clock, `kept`:
    the dimensions that are as they were at the cut-off."""

    register: Register
    day: Column
    dimensions: tuple[Dimension, ...]
    clocked: bool = False
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Values:
    """A dimension that the browser has: its codes (None: the rows without one), the one with most rows first and None
    last, how they read and how many rows each has."""

    dimension: Dimension
    codes: tuple[str | None, ...]
    labels: tuple[str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Feed:
    """What the browser is given. `in_months` are the rows of each month (None: it did not come); `columns` are the month of each cell and then its value of each dimension, as their places in
    `months` and in `codes`, a byte each; `counts` the rows of each, `size` bytes each. `left_out`: what did not fit."""

    crossable: Crossable
    months: tuple[date, ...]
    in_months: tuple[int | None, ...]
    values: tuple[Values, ...]
    columns: tuple[str, ...]
    counts: str
    size: int
    cells: int
    total: int
    left_out: tuple[Dimension, ...] = ()

    @property
    def gaps(self) -> tuple[date, ...]:
        """The months whose file did not come."""
        return tuple(month for month, counted in zip(self.months, self.in_months) if counted is None)


@remembered(2)
def crossable(dataset: Dataset) -> dict[str, Crossable]:
    """{register: what it can be crossed by}: those with rows, with a clock first."""
    catalog = dataset.catalog
    clocked = _clocked(dataset)
    loaded = {each["register"] for each in calendars(dataset) if each["rows"]}
    known = sorted(catalog.registers.values(), key=lambda each: (each.name not in clocked, each.order))
    found = (shape_of(catalog, each, each.name in clocked) for each in known if each.name in loaded)
    return {each.register.name: each for each in found if each}


def _clocked(dataset: Dataset) -> set[str]:
    """The registers whose cases have a clock."""
    if "case_open" not in dataset.catalog.views:
        return set()
    return {row["register"] for row in dataset.rows(query("crossed_registers"))}


def shape_of(catalog: Catalog, register: Register, clocked: bool) -> Crossable | None:
    """How a register can be crossed; None when it has no day or fewer than two dimensions, or is reserved."""
    if register.reserved or register.law or len(register.dated_by) != 1:
        return None
    day = register.column(register.dated_by[0])
    own = [each for each in _dimensions(register) if each.name not in _moving(register)]
    kept = {SITUATION} | {each.name for each in own if each.name == KIND and _of_cases(catalog, each)}
    own = own[: MOST_DIMENSIONS - clocked]
    found = [each for each in own if each.name != PLACE]
    found += [Dimension(SITUATION, words.say("crossed_situation"), "case_situation")] * clocked
    found += [each for each in own if each.name == PLACE]  # the longest
    if day.type != "date" or len(found) < LEAST_DIMENSIONS:
        return None
    return Crossable(register, day, tuple(found), clocked, frozenset(kept) if clocked else frozenset())


def _dimensions(register: Register) -> list[Dimension]:
    """Its columns of one code each, and its territorial unit."""
    places = {each.columns[0] for each in register.references if each.columns == (PLACE,)}
    return [
        Dimension(each.name, each.heading, each.vocabulary)
        for each in register.columns
        if each.name not in register.key and (each.type == "code" or each.name in places)
    ]


def _moving(register: Register) -> set[str]:
    """Its codes that move with a date: those that ask for one or forbid it, and what depends on those."""
    bound = [rule for rule in register.rules if rule.kind in ("required_when", "empty_when")]
    moving = {rule.when for rule in bound if register.column(rule.column).type == "date"}
    return moving | {rule.column for rule in bound if rule.when in moving}


def _of_cases(catalog: Catalog, dimension: Dimension) -> bool:
    """Whether the words of a dimension are those by which a clock tells cases apart."""
    return catalog.vocabularies[dimension.vocabulary].keys() <= catalog.vocabularies["case_kind"].keys()


def rows_sql(shape: Crossable, scope: Scope) -> str:
    """The query of the rows of a register as known at a cut-off: its key, `day` and its dimensions."""
    name = shape.register.name
    filters = f"{name}.unit = $unit" if scope.unit and follows_unit(shape) else "true"
    day = "known.opened_on" if shape.clocked else f"{name}.{shape.day.name}"
    columns = [
        *(f"{name}.{key}" for key in shape.register.key),
        f"{day} as day",
        *(f"{'known' if each.name in shape.kept else name}.{each.name}" for each in shape.dimensions),
    ]
    given = {"columns": ", ".join(columns), "register": name, "filters": filters}
    if shape.clocked:
        return query("crossed_cases", key=shape.register.key[0], **given)
    return query("crossed_rows", day=shape.day.name, **given)


def follows_unit(shape: Crossable) -> bool:
    """Whether the rows of a register can be taken by the unit of the reader."""
    return any(each.name == "unit" for each in shape.register.columns)


def given(shape: Crossable, scope: Scope) -> dict[str, object]:
    """What `rows_sql` is asked with."""
    return {
        "cutoff": scope.cutoff,
        "since": months_before(scope.cutoff, MOST_MONTHS),
        **({"register": shape.register.name} if shape.clocked else {}),
        **({"unit": scope.unit} if scope.unit and follows_unit(shape) else {}),
    }


@remembered(16)
def feed(dataset: Dataset, register: str, scope: Scope, most: int = MOST_CELLS) -> Feed | None:
    """What a browser is given of a register at a cut-off; None of one that cannot be crossed, or without rows by then.

    While there are more than `most` cells, the dimension with most values is left out.
    """
    shape = crossable(dataset).get(register)
    if shape is None:
        return None
    inside, left_out = list(shape.dimensions), []
    cells = _cells(dataset, shape, scope, inside, FETCHED * most)
    while inside:
        many = {each: len(cells[each.name].unique()) for each in inside}
        widest = max(inside, key=many.__getitem__)
        if cells.num_rows <= most and many[widest] <= MOST_VALUES:
            break
        inside.remove(widest)
        left_out.append(widest)
        whole = cells.num_rows < FETCHED * most
        cells = _together(cells, inside) if whole else _cells(dataset, shape, scope, inside, FETCHED * most)
    return _packed(dataset, shape, scope, inside, cells.to_pylist(), tuple(left_out)) if cells.num_rows else None


def _cells(dataset: Dataset, shape: Crossable, scope: Scope, inside: list[Dimension], most: int) -> pa.Table:
    """The first `most` cells that have rows: period, each dimension, counted."""
    sql = query(
        "crossed_cells",
        columns=", ".join(["last_day(crossed.day) as period", *(f"crossed.{each.name}" for each in inside)]),
        rows=f"(\n{rows_sql(shape, scope)}) as crossed",
    )
    return dataset.table(sql, {**given(shape, scope), "most": most})


def _together(cells: pa.Table, inside: list[Dimension]) -> pa.Table:
    """Cells that are the same but for a dimension that is left out, as one."""
    names = ["period", *(each.name for each in inside)]
    found = cells.group_by(names).aggregate([("counted", "sum")]).rename_columns([*names, "counted"])
    return found.sort_by([(name, "ascending") for name in names])


def _packed(
    dataset: Dataset,
    shape: Crossable,
    scope: Scope,
    inside: list[Dimension],
    rows: list[dict],
    left_out: tuple[Dimension, ...],
) -> Feed:
    """Cells as columns of places."""
    months = _months(min(row["period"] for row in rows), scope.cutoff)
    values = tuple(_values(dataset, each, rows) for each in inside)
    at = {month: n for n, month in enumerate(months)}
    seen = seen_months(dataset, shape.register.name, list(months))
    in_months = _counted(rows, "period")
    columns = [bytes(at[row["period"]] for row in rows)]
    for each in values:
        places = {code: n for n, code in enumerate(each.codes)}
        columns.append(bytes(places[row[each.dimension.name]] for row in rows))
    counts = [row["counted"] for row in rows]
    size = 1 if max(counts) <= BYTE else 4
    return Feed(
        shape,
        months,
        tuple(in_months.get(month, 0 if month in seen else None) for month in months),
        values,
        tuple(map(_text, columns)),
        _text(pack(f"<{len(counts)}{'B' if size == 1 else 'I'}", *counts)),
        size,
        len(rows),
        sum(counts),
        left_out,
    )


def _months(first: date, last: date) -> tuple[date, ...]:
    """The month ends from one to another, both included."""
    many = (last.year - first.year) * 12 + last.month - first.month
    return tuple(months_before(month_end(last.year, last.month), back) for back in range(many, -1, -1))


def _values(dataset: Dataset, dimension: Dimension, rows: list[dict]) -> Values:
    counted = _counted(rows, dimension.name)
    labels = {code: said(dataset, dimension, code) for code in counted}
    codes = sorted(counted, key=lambda code: (code is None, -counted[code], labels[code]))
    return Values(
        dimension, tuple(codes), tuple(labels[code] for code in codes), tuple(counted[code] for code in codes)
    )


def _counted(rows: list[dict], name: str) -> dict:
    """{value of a column of cells: how many rows}."""
    counted: dict = {}
    for row in rows:
        counted[row[name]] = counted.get(row[name], 0) + row["counted"]
    return counted


def said(dataset: Dataset, dimension: Dimension, code: str | None) -> str:
    """How a value of a dimension reads."""
    if code is None or (dimension.name == PLACE and code == WITHOUT_UT):
        return words.say("group_no_ut" if dimension.name == PLACE else "group_unknown")
    return cell_label(dataset, dimension.name, code, dimension.vocabulary)


def _text(column: bytes) -> str:
    return b64encode(column).decode("ascii")
