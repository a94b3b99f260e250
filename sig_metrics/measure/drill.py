"""Owns the way from a point of a chart to the rows behind it, for every register that is not reserved.

A key says which point: «age.qrd.5» is what is open in the fifth band of age. `drill.toml` and `drill/*.sql` say what
can be asked; the number of rows is the number that the chart shows (a test compares them). Reserved registers have
no query: only their protected cells are stored.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sig_metrics.catalog.drill import Query, queries
from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.cases import BANDS
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import HELD, answers
from sig_metrics.measure.labels import cell_label, ut_names
from sig_metrics.measure.origin import ORIGIN, origins_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.unfolding import in_time

OVERDUE = {"id": "Caso", "due_on": "Venció", "days": "Días vencido"}
IN_TIME = {"id": "Caso", "due_on": "Vence"}
ENDED = ("done_on", "ended_on")
MOST = 1000  # rows shown; the count is always of all


@dataclass(frozen=True)
class Behind:
    """The rows behind a point: `rows` (labelled, at most MOST) under `headings`, and how many there are in all;
    `subject` says which point, «Más de 90 días»."""

    title: str
    registers: tuple[str, ...]
    headings: dict[str, str]
    rows: list[dict]
    total: int
    subject: str = ""


def _month(text: str) -> date:
    year, month = text.split("-")
    return month_end(int(year), int(month))


READ: dict[str, Callable] = {"month": _month, "band": int, "place": int, "probability": int, "impact": int}


@remembered(64)
def behind(dataset: Dataset, scope: Scope, key: str) -> Behind | None:
    """The rows behind a point; None for a key that no chart has."""
    catalog = dataset.catalog
    what, _, rest = key.partition(".")
    if what in CLOCKS:
        return CLOCKS[what](dataset, scope, rest)
    asked = queries().get(what)
    given = rest.split(".", len(asked.arguments) - 1) if asked else []
    if not asked or len(given) != len(asked.arguments):
        return None
    try:
        values = {name: READ.get(name, str)(text) for name, text in zip(asked.arguments, given)}
    except ValueError:
        return None
    registers = (values["register"],) if asked.registers == ("register",) else asked.registers
    if any(name not in catalog.registers or catalog.registers[name].reserved for name in registers):
        return None
    said = _subject(dataset, values)
    found = replace(read(dataset, scope, asked, registers, values), subject=said)
    return found if found.total or _is_named(dataset, values.values()) else None


@remembered(64)
def together(dataset: Dataset, scope: Scope, keys: tuple[str, ...]) -> tuple[Behind, ...]:
    """The rows behind several points, those of a kind one after another."""
    kinds: dict[str, list[Behind]] = {}
    for key in dict.fromkeys(keys):
        if found := behind(dataset, scope, key):
            kinds.setdefault(found.title, []).append(found)
    return tuple(
        Behind(
            title,
            tuple(dict.fromkeys(name for each in some for name in each.registers)),
            {name: said for each in some for name, said in each.headings.items()},
            [row for each in some for row in each.rows][:MOST],
            sum(each.total for each in some),
        )
        for title, some in kinds.items()
    )


def _subject(dataset: Dataset, values: dict) -> str:
    """What a key is of, in words: its register, month, band of age or territorial unit."""
    registers, names = dataset.catalog.registers, ut_names(dataset)
    said = (
        registers[values["register"]].title if "register" in values else "",
        words.month(values["month"]) if "month" in values else "",
        BANDS.get(values.get("band"), ""),
        names.get(values.get("ut"), ""),
    )
    return " · ".join(filter(None, said))


def _is_named(dataset: Dataset, values: Iterable[object]) -> bool:
    """Whether every text of a key is a register, a territorial unit or a word of a vocabulary: no row may be behind
    it, and yet it is a point."""
    catalog = dataset.catalog
    known = {
        "none",
        *catalog.registers,
        *ut_names(dataset),
        *(code for vocabulary in catalog.vocabularies.values() for code in vocabulary),
    }
    return all(value in known for value in values if isinstance(value, str))


def _overdue(dataset: Dataset, scope: Scope, code: str) -> Behind | None:
    """What is open past its term at the cut-off, of an indicator that has a clock, by the filters that it can be
    divided by: the longest overdue first. It is what stands beside its value; the plan's is in its calendar."""
    indicator = clocked(dataset, scope, code)
    return indicator and _of_clock(dataset, scope, indicator, indicator.backlog, OVERDUE)


def _in_time(dataset: Dataset, scope: Scope, code: str) -> Behind | None:
    """What is open at the cut-off and can still come in its term: what is due first before the rest."""
    indicator = clocked(dataset, scope, code)
    sql = indicator and in_time(indicator.backlog)
    return _of_clock(dataset, scope, indicator, sql, IN_TIME) if sql else None


def clocked(dataset: Dataset, scope: Scope, code: str) -> Indicator | None:
    """An indicator of a scope that has a clock and rows that may be shown."""
    catalog = dataset.catalog
    indicator = next(
        (
            each
            for each in catalog.indicators.values()
            if each.code == code and each.backlog and "activity" not in each.dimensions
        ),
        None,
    )
    if (
        indicator is None
        or not answers(indicator, scope)
        or any(catalog.registers[name].reserved for name in indicator.source_registers if name in catalog.registers)
    ):
        return None
    return indicator


def _of_clock(dataset: Dataset, scope: Scope, indicator: Indicator, sql: str, named: dict[str, str]) -> Behind:
    """The rows of what is open of an indicator, by a query that gives its id, its dimensions and its due day."""
    catalog = dataset.catalog
    shown = ["id", *indicator.dimensions, *(name for name in named if name != "id")]
    headings = {name: named.get(name) or catalog.label("dimension", name) for name in shown}
    labels = {
        name: vocabulary
        for name in indicator.dimensions
        if name != "ut" and (vocabulary := indicator.vocabulary(name)) in catalog.vocabularies
    }
    asked_sql = query(
        "past_term_rows",
        columns=", ".join(f"cube.{name}" for name in ("id", *indicator.dimensions)),
        cube=f"({sql}\n) as cube",
        filters=" and ".join(["true", *(HELD[name] for name in scope.filters() if name in indicator.dimensions)]),
    )
    title = words.say("behind_overdue" if named is OVERDUE else "behind_in_time", indicator=indicator.code)
    asked = Query(title, indicator.source_registers, (), headings, labels, asked_sql)
    return read(dataset, scope, asked, indicator.source_registers, {})


# of what is open of an indicator: past its term, or still in it
CLOCKS: dict[str, Callable] = {"overdue": _overdue, "intime": _in_time}


def read(dataset: Dataset, scope: Scope, asked: Query, registers: tuple[str, ...], values: dict) -> Behind:
    """The rows of a query in a scope, labelled, and how many there are in all."""
    values |= {
        name: value
        for name, value in {"cutoff": scope.cutoff, "unit": scope.unit, "system": scope.system}.items()
        if f"${name}" in asked.sql
    }
    rows = dataset.rows(f"{asked.sql}\nlimit {MOST}", values)
    total = (
        len(rows)
        if len(rows) < MOST
        else dataset.rows(query("rows_counted", rows=f"({asked.sql}\n)"), values)[0]["total"]
    )
    late = {} if "days" in asked.headings or "due_on" not in asked.headings else {"days": words.say("days_late")}
    for row in rows:
        row |= {"days": _late(row, scope.cutoff)} if late else {}
    late = late if any(row.get("days") for row in rows) else {}
    shown = [_labelled(dataset, asked, row) for row in rows]
    origins = origins_of(dataset, registers, rows)
    if any(origins):
        shown = [{**row, **origin} for row, origin in zip(shown, origins)]
    return Behind(asked.title, registers, {**asked.headings, **late, **(ORIGIN if any(origins) else {})}, shown, total)


def _late(row: dict, cutoff: date) -> int | None:
    """Days from its due day to the day on which it ended or, still open, to the cut-off; None in time."""
    done = next((row[name] for name in ENDED if row.get(name)), cutoff)
    return (done - row["due_on"]).days if row["due_on"] and done > row["due_on"] else None


def _labelled(dataset: Dataset, asked: Query, row: dict) -> dict:
    """A row as it is read: the words of its codes, the names of its territorial units; days and months stay days."""
    return {
        name: cell_label(dataset, name, value, asked.labels.get(name, "")) if isinstance(value, str) else value
        for name, value in row.items()
    }
