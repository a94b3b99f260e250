"""Owns what a read plan is worth before anybody loads it: its rows as the register has them, and each cell that a person
has to look at, with the reason.

A cell is doubtful when its reader could not tell it, or when the judge of every Anexo 01 would refuse it: a month that
is no number, months that do not add up to the target, a unit that nobody knows. Here nothing is refused."""

from dataclasses import dataclass, field, replace

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.annex.annex import staged, united, with_cause
from sig_metrics.intake.annex.table import annex_table
from sig_metrics.intake.annex.words import quantity
from sig_metrics.intake.document.whole import Whole
from sig_metrics.intake.judge.validate import validate
from sig_metrics.intake.table.read import TextTable
from sig_metrics.language import words
from sig_metrics.language.problems import Problem

SKIPPED = {"letters_broken", "annex_once", "header_unknown"}


@dataclass(frozen=True)
class Doubt:
    """A cell that a person has to look at: the row of the grid, from 0, its column, the reason in a sentence; `read`:
    its reader could not tell it, so that it stays doubtful whatever it says now."""

    row: int
    column: str
    why: str
    read: bool = False


@dataclass(frozen=True)
class Grid:
    """The activities of a plan, a dictionary of texts each, the page of each, and what is doubtful."""

    rows: list[dict[str, str]]
    pages: list[int]
    bands: list[list[float]]
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def grid_of(whole: Whole, register: Register, catalog: Catalog) -> Grid:
    """Raises Refused when the rows are not those of a plan: an activity without its number, for one."""
    table = TextTable(**annex_table([whole.sheet()], register))
    own = {column.name for column in register.columns}
    named = {row: n for n, row in enumerate(table.rows)}
    table, _ = staged(table, catalog)
    table = united(table, catalog)
    at = {row: n for n, row in enumerate(table.rows)}
    doubts = [
        Doubt(at[r + 2], whole.columns[c], words.say(f"document_doubt_{code}"), True)
        for (r, c), code in sorted(whole.doubts.items())
        if r + 2 in named and r + 2 in at and whole.columns[c] in own
    ]
    doubts += _judged(table, catalog, at)
    doubts = _once(doubts)
    rows = [_row(table, n, catalog) for n in range(len(table.rows))]
    notes = [replace(each, sheet="", row=None) for each in table.warnings if each.code not in SKIPPED]
    at_rows = [row - 2 for row in table.rows]
    return Grid(rows, [whole.pages[n] for n in at_rows], [whole.bands[n] for n in at_rows], doubts, notes)


def doubts_of(rows: list[dict[str, str]], register: Register, catalog: Catalog) -> list[Doubt]:
    """What the judge would refuse of rows that a person may have corrected."""
    columns = {column.name: [row.get(column.name, "") for row in rows] for column in register.columns}
    numbers = list(range(2, len(rows) + 2))
    places = {column.name: f"«{column.heading}»" for column in register.columns}
    columns |= {
        name: list(map(quantity, texts)) for name, texts in columns.items() if name[0] == "m" and name[1:].isdigit()
    }
    table = TextTable(register, "", columns, numbers, places)
    table = united(staged(table, catalog)[0], catalog)
    return _once(_judged(table, catalog, {row: n for n, row in enumerate(table.rows)}))


def _judged(table: TextTable, catalog: Catalog, at: dict[int, int]) -> list[Doubt]:
    errors = with_cause(validate(table, catalog)[1])
    names = {place: name for name, place in table.places.items()}
    found = [
        Doubt(at[each.row], names[each.column], each.message)
        for each in errors
        if each.row in at and each.column in names
    ]
    stageless = [n for n, text in enumerate(table.columns["stage"]) if not text]
    return found + [Doubt(n, "stage", words.say("document_doubt_stage")) for n in stageless]


def _once(doubts: list[Doubt]) -> list[Doubt]:
    """One doubt a cell, with every reason."""
    found: dict[tuple[int, str], Doubt] = {}
    for each in doubts:
        held = found.setdefault((each.row, each.column), each)
        if each.why not in held.why:
            found[(each.row, each.column)] = replace(held, why=f"{held.why} {each.why}", read=held.read or each.read)
    return [found[place] for place in sorted(found)]


def _row(table: TextTable, n: int, catalog: Catalog) -> dict[str, str]:
    row = {column.name: table.columns[column.name][n] for column in table.register.columns}
    stages = catalog.vocabularies["stage"]
    if row.get("stage") in stages:
        row["stage"] = stages[row["stage"]].label
    if row["activity"].isdecimal():
        row["activity"] = row["activity"].zfill(2)
    if row["target"].isdecimal():
        row["target"] = str(int(row["target"]))
    units = catalog.vocabularies["unit"]
    parts = row["units"].split("/")
    if all(part in units for part in parts):
        row["units"] = "/".join(units[part].label if len(parts) == 1 else part for part in parts)
    return row
