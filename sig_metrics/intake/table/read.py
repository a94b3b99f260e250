"""Owns the way from the bytes of a file to a table of texts with its row numbers.

Values come out as written (dates of a workbook as ISO text); nothing is interpreted here.
Refuses files it cannot read whole. Deciding whether a value is right is `validate.py`'s.
A file that somebody sends goes by `apart.prepare_apart`, which does this in another process.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sig_metrics.catalog.model import Register
from sig_metrics.intake.annex.table import annex_table
from sig_metrics.intake.files.csv_file import read_text
from sig_metrics.intake.files.grid import ORDINARY, Limits, Sheet
from sig_metrics.intake.files.hiding import hidden_texts, notes_of_parquet
from sig_metrics.intake.files.parquet import read_parquet
from sig_metrics.intake.files.shown import as_shown
from sig_metrics.intake.files.source import DOCUMENTS, kind_of
from sig_metrics.intake.files.workbook import read_workbook
from sig_metrics.intake.table.cleaning import clean, clean_columns, rows_said, too_long, undress
from sig_metrics.intake.table.headings import Match, headings
from sig_metrics.intake.table.headless import headless
from sig_metrics.intake.table.merged import spread, unmerge
from sig_metrics.intake.table.outside import Held, Outside, beside, personal
from sig_metrics.intake.table.sheets import find
from sig_metrics.intake.table.sift import Sifted, sift
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.language.text import index_of, letter

__all__ = ["TextTable", "read_file"]


@dataclass
class TextTable:
    """The rows under the headings: column code → texts («» is empty), and where each came from."""

    register: Register
    sheet: str
    columns: dict[str, list[str]]
    rows: list[int]
    places: dict[str, str]  # column code → «C «Fecha de entrega»»
    above: list[list[str]] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    header: int = 1  # the row of the headings, as the spreadsheet numbers it
    came: tuple[str, ...] = ()  # the columns that the file has: the rest are absent, which is not empty
    typed: bool = False  # its cells say what they are, as those of a workbook do and those of a CSV cannot
    kinds: dict[str, bytes] = field(default_factory=dict)  # column → what each cell was, where that matters
    # [sheet, how many rows, row of its headings] of each, when they are several
    joined: list[list] = field(default_factory=list)

    # what the file holds besides: of a reserved register all of it, else what is personal
    outside: list[Outside] = field(default_factory=list)

    def sheet_at(self, at: int) -> str:
        """The sheet of the row at a place of the table."""
        return sheet_of(self.joined, at) or self.sheet


def sheet_of(joined: list[list], at: int) -> str:
    """The sheet of a place in a table that joins several; «» when it joins none."""
    for name, size, _ in joined:
        if at < size:
            return name
        at -= size
    return ""


def parts(table: TextTable) -> Iterator[TextTable]:
    """The table of each sheet; what is above the headings is only kept of the first."""
    if not table.joined:
        yield table
        return
    at = 0
    for name, size, header in table.joined:
        columns = {column: texts[at : at + size] for column, texts in table.columns.items()}
        above = (table.above + [[]] * header)[: header - 1] if at == 0 else [[]] * (header - 1)
        yield replace(
            table, sheet=name, columns=columns, rows=table.rows[at : at + size], above=above, header=header, joined=[]
        )
        at += size


def read_file(name: str, content: bytes, register: Register, limits: Limits = ORDINARY) -> TextTable:
    """The table of `register` in a file; raises Refused naming every fault of its shape."""
    kind, sheets, told = sheets_of(name, content, register, limits)
    if register.layout == "annex":
        table, said = TextTable(**annex_table(sheets, register)), []
    else:
        table, said = _found(sheets, register)
    table.warnings[:0] = told + said
    if register.reserved or not register.rewritten:
        _look_outside(table, sheets, content, kind)
    return table


def sheets_of(
    name: str, content: bytes, register: Register, limits: Limits = ORDINARY
) -> tuple[str, list[Sheet], list[Problem]]:
    """(kind, sheets, what is told of its text) of a file; raises Refused."""
    if register.layout == "annex" and Path(name).suffix.lower() in DOCUMENTS:
        raise refuse("document_by_hand")
    kind = kind_of(name, content, limits)
    if kind == "workbook":
        return kind, read_workbook(content, limits), []
    if kind == "parquet":
        return kind, read_parquet(content, limits), []
    sheet, told = read_text(content, set(headings(register)), limits)
    return kind, [sheet], told


def _found(sheets: list[Sheet], register: Register) -> tuple[TextTable, list[Problem]]:
    """The table in the sheets that have it, and what is told of the others."""
    found, said = find(sheets, register)
    tables, faults = [], []
    for sheet, match in found:
        try:
            tables += filter(None, [_table(sheet, match, register)])
        except Refused as refusal:
            faults += refusal.problems
    if faults:
        raise Refused(faults)
    if not tables:
        raise refuse("no_rows")
    return tables[0] if len(tables) == 1 else _joined(tables), said


def _look_outside(table: TextTable, sheets: list[Sheet], content: bytes, kind: str) -> None:
    """Notes in the table what its file holds besides; one that is kept as it came is looked into, where no cell
    shows."""
    first = {sheet.name: sheet.first_row for sheet in sheets}
    columns = frozenset(index_of(place) for place in table.places.values() if place[:1].isalpha())
    held = [
        Held(
            each.sheet,
            frozenset(row - first[each.sheet] for row in each.rows),
            columns,
            each.header - first[each.sheet],
        )
        # a plan in several sheets names them together: all its cells are looked at
        for each in parts(table)
        if each.sheet in first
    ]
    table.outside, whole = beside(sheets, held, table.register)
    if kind != "text" and not table.register.rewritten:
        hidden, opened = hidden_texts(content, sheets) if kind == "workbook" else (notes_of_parquet(content), True)
        found, searched = personal([Outside(place, text) for place, text in hidden])
        table.outside += found
        whole = whole and opened and searched
    if not whole:
        table.warnings.append(Problem("places_unread", words.say("places_unread")))


def _table(sheet: Sheet, match: Match, register: Register) -> TextTable | None:
    """The table of one sheet; None when it has no row of data. Raises Refused."""
    unmerge(sheet, match.start)
    lengths = [] if sheet.name else [len(cells) for cells in sheet.grid]  # of a CSV, before they are padded
    found = sift(sheet, match, register)
    shared, merged = spread(sheet, found.kept, match.placed, register)
    refused, beside = headless(sheet, match, found.kept)
    faults, said = [*found.faults, *shared, *refused], [*match.warnings, *beside, *merged]
    if lengths:
        refused, short = _ragged(sheet, match, found, lengths, register)
        faults, said = [*faults, *refused], [*said, *short]
    if faults:
        raise Refused(faults)
    if not found.kept:
        return None
    said += _left_out(sheet, found)
    return _taken(sheet, match, register, found.kept, said)


def _taken(sheet: Sheet, match: Match, register: Register, kept: list[int], said: list[Problem]) -> TextTable:
    """The cells of the rows that are data, column by column: `kept` and `match.placed` are their places in the grid.
    Raises Refused for one that is too long."""
    columns = {name: [sheet.grid[at][index] for at in kept] for name, index in match.placed.items()}
    kinds = as_shown(sheet, register, match.placed, kept, columns)
    rows = [at + sheet.first_row for at in kept]
    places = {name: f"{letter(index)} «{register.column(name).heading}»" for name, index in match.placed.items()}
    if long := too_long(columns, rows, places, sheet.name):
        raise Refused(long)
    said += clean_columns(columns, rows, sheet.name, shows=not register.reserved)
    said += undress(columns, rows, sheet.name, register)
    came = tuple(columns)
    for column in register.columns:
        columns.setdefault(column.name, [""] * len(rows))
        places.setdefault(column.name, f"«{column.heading}»")
    above = [list(map(clean, row)) for row in sheet.grid[: match.header]]
    header = match.header + sheet.first_row
    return TextTable(register, sheet.name, columns, rows, places, above, said, header, came, bool(sheet.kinds), kinds)


def _left_out(sheet: Sheet, found: Sifted) -> list[Problem]:
    """What is told of the rows that are not read, and of the hidden ones that are."""
    said = [
        Problem(code, words.say(code, rows=rows_said(numbers)), sheet.name, numbers[0])
        for code, numbers in found.left.items()
        if numbers
    ]
    if hidden := [at + sheet.first_row for at in found.kept if at in sheet.hidden]:
        said.append(
            Problem(
                "rows_hidden",
                words.say("rows_hidden", rows=rows_said(hidden), count=words.number(len(hidden))),
                sheet.name,
                hidden[0],
            )
        )
    return said + found.said


def _check_repeated(tables: list[TextTable]) -> None:
    """Raises Refused for a sheet that has the rows of all the others."""
    keys = [list(zip(*(table.columns[name] for name in table.register.key))) for table in tables]
    for at, table in enumerate(tables):
        others = {key for n, each in enumerate(keys) if n != at for key in each}
        if others <= set(keys[at]):
            same = len(tables) == 2 and keys[0] == keys[1]
            named = [f"«{words.short(each.sheet, 40)}»" for each in tables]
            raise (
                refuse("sheets_same", sheets=words.listing(named))
                if same
                else refuse("sheets_repeated", sheet=named.pop(at), sheets=words.listing(named))
            )


def _joined(tables: list[TextTable]) -> TextTable:
    """Several sheets with the same columns as one table. Raises Refused for one that repeats the others."""
    register, first = tables[0].register, tables[0]
    _check_repeated(tables)
    counted = words.listing(
        [f"«{words.short(table.sheet, 40)}» ({words.count(len(table.rows), 'fila', 'filas')})" for table in tables]
    )
    said = [
        Problem("sheets_joined", words.say("sheets_joined", sheets=counted)),
        *(each for table in tables for each in table.warnings),
    ]
    columns = {name: [text for table in tables for text in table.columns[name]] for name in first.columns}
    rows = [row for table in tables for row in table.rows]
    odd = {name for table in tables for name in table.kinds}
    kinds = {name: b"".join(table.kinds.get(name, bytes(len(table.rows))) for table in tables) for name in odd}
    return TextTable(
        register,
        first.sheet,
        columns,
        rows,
        first.places,
        first.above,
        said,
        first.header,
        first.came,
        first.typed,
        kinds,
        [[table.sheet, len(table.rows), table.header] for table in tables],
    )


def _ragged(
    sheet: Sheet, match: Match, found: Sifted, lengths: list[int], register: Register
) -> tuple[list[Problem], list[Problem]]:
    """(what refuses, what is told) of the rows of a CSV with more cells than its headings, or fewer."""
    width = lengths[match.header]
    needed = max(
        (
            match.placed[column.name]
            for column in register.columns
            if column.name in match.placed and (column.required or column.name in register.key)
        ),
        default=0,
    )
    long = [at for at in found.kept if lengths[at] > width and any(sheet.grid[at][width:])]
    short = [at for at in found.kept if lengths[at] < width]
    broken = [at for at in short if lengths[at] <= needed]

    def said(code: str, places: list[int]) -> list[Problem]:
        rows = [at + sheet.first_row for at in places]
        counted = words.count(len(rows), "fila tiene", "filas tienen")
        return (
            [Problem(code, words.say(code, count=counted, rows=rows_said(rows), expected=width), row=rows[0])]
            if rows
            else []
        )

    return said("file_long", long) + said("file_short", broken), said("rows_short", short)
