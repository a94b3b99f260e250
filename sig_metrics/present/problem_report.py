"""Owns the problems of a file as people read them: equal ones as one line, and a workbook with the cells marked.

What a reserved register brought is never repeated: its values are covered and its table is not copied.
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sig_metrics.catalog.model import Register
from sig_metrics.intake.child import read_apart
from sig_metrics.intake.judge.causes import causes
from sig_metrics.intake.table.read import TextTable, parts
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused
from sig_metrics.language.text import index_of
from sig_metrics.present.export import FORMATS, RISKY, add_format, clean, new_book, sheet_name, write_text
from sig_metrics.present.theme import LIGHT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

COVERED = "•••"
LISTED = {
    "sheet": ("Hoja", 18),
    "row": ("Fila", 8),
    "column": ("Columna", 26),
    "value": ("Valor", 26),
    "message": ("Qué pasa y qué hacer", 90),
}
ROWS_NAMED = 5  # rows that a line of equal problems names
CELLS_COPIED = 500_000  # a larger table is not copied: writing it takes longer than correcting the original
COMMENTED = 2_000  # cells with a comment; the rest are only coloured, and all are listed
FAULTY = {
    "bg_color": LIGHT.notice,
    "font_color": LIGHT.breach,
    "bold": True,
    "border": 1,
    "border_color": LIGHT.breach,
    "text_wrap": True,
    "num_format": "@",
}
QUOTED = re.compile(r"«([^«»]*)»")
DAY = re.compile(r"\(\d{2}/\d{2}/\d{4}\)")
LETTERS = re.compile(r"[A-Z]{1,3}(?= |$)")


def grouped(problems: list[Problem]) -> list[dict]:
    """One line a cause, the most repeated first: count, sheet, column, value, message, rows («2, 3 y 40 más»), of
    how many rows."""
    return [
        {
            "count": len(cause.problems),
            "sheet": cause.first.sheet,
            "column": cause.column,
            "value": cause.first.value if cause.column else "",
            "message": cause.message,
            "rows": _rows(cause.rows),
            "of": len(cause.rows),
        }
        for cause in causes(problems)
    ]


def _rows(rows: list[int]) -> str:
    """«2», «2 y 3», «2, 3, 4, 5, 6 y 36 más»."""
    if len(rows) <= ROWS_NAMED:
        return words.listing([str(row) for row in rows])
    return ", ".join(map(str, rows[:ROWS_NAMED])) + f" y {words.number(len(rows) - ROWS_NAMED)} más"


def said(line: dict) -> str:
    """A line of `grouped` as one sentence: «42 filas (2, 3 y 40 más), columna C «Estado»: …»."""
    place = [f"hoja «{line['sheet']}»" if line["sheet"] else "", f"columna {line['column']}" if line["column"] else ""]
    if line["rows"]:
        place.insert(
            1, f"fila {line['rows']}" if line["of"] == 1 else f"{words.number(line['of'])} filas ({line['rows']})"
        )
    where = ", ".join(part for part in place if part)
    return f"{where}: {line['message']}" if where else line["message"]


def masked(problems: list[Problem], register: Register) -> list[Problem]:
    """The problems as they may be shown: those of a reserved register without any value, only its headings."""
    if not register.reserved:
        return problems
    known = {register.title, *(column.heading for column in register.columns)}

    def covered(text: str) -> str:
        return DAY.sub(f"({COVERED})", QUOTED.sub(lambda word: word[0] if word[1] in known else f"«{COVERED}»", text))

    return [
        replace(problem, value=COVERED if problem.value else "", message=covered(problem.message))
        for problem in problems
    ]


def report_of(
    name: str, content: bytes, problems: list[Problem], register: Register, notes: tuple[str, ...] = ()
) -> bytes:
    """`problem_report` of a file; one that could not be read, or of a reserved register, gives the list alone."""
    table = None
    if not register.reserved:
        try:
            table = read_apart(name, content, register)
        except Refused:
            table = None
    return problem_report(table, problems, register, notes)


def problem_report(
    table: TextTable | None, problems: list[Problem], register: Register, notes: tuple[str, ...] = ()
) -> bytes:
    """A workbook, as .xlsx: the table as it was read, faulty cells coloured and commented, and «Problemas» with all.

    Rows and columns stay where they were, so the copy can be corrected and loaded. Without `table`, the list alone.
    Under it go what it is of and the `notes` (demonstration mark)."""
    book, memory = new_book()
    problems = masked(problems, register)
    copied = table is not None and not register.reserved and len(table.rows) * len(table.columns) <= CELLS_COPIED
    for part in parts(table) if copied else []:
        _copy(book, part, [each for each in problems if not table.joined or each.sheet == part.sheet])
    _list(
        book,
        problems,
        [
            *([] if copied else [words.say("report_list_only")]),
            words.say("report_source", register=register.title),
            *notes,
        ],
    )
    book.close()
    return memory.getvalue()


def _list(book: "Workbook", problems: list[Problem], notes: list[str]) -> None:
    """The sheet «Problemas»: sheet, row, column, value, message, one line each."""
    sheet = book.add_worksheet("Problemas")
    header, text, risky, number = (add_format(book, FORMATS[name]) for name in ("header", "text", "risky", "int"))
    for at, (heading, width) in enumerate(LISTED.values()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, header)
    for row, problem in enumerate(problems, 1):
        for at, value in enumerate(problem.as_dict()[name] for name in LISTED):
            if isinstance(value, int):
                sheet.write_number(row, at, value, number)
            elif value:
                write_text(sheet, row, at, clean(value), risky if value.startswith(RISKY) else text)
    look = add_format(book, FORMATS["note"])
    for n, note in enumerate(notes):
        write_text(sheet, len(problems) + 2 + n, 0, clean(note), look)
    sheet.autofilter(0, 0, len(problems), len(LISTED) - 1)
    sheet.freeze_panes(1, 0)


def _copy(book: "Workbook", table: TextTable, problems: list[Problem]) -> None:
    """The table in its place, with the faulty cells marked."""
    sheet = book.add_worksheet(_own_name(table))
    header, text, risky = (add_format(book, FORMATS[name]) for name in ("header", "text", "risky"))
    columns = {name: _column(place) for name, place in table.places.items() if _column(place) is not None}
    top = len(table.above)
    for row, cells in enumerate(table.above):
        for at, value in enumerate(cells):
            write_cell(sheet, row, at, value, text, risky)
    for name, at in columns.items():
        sheet.set_column(at, at, 18)
        sheet.write_string(top, at, table.register.column(name).heading, header)
        for row, value in zip(table.rows, table.columns[name]):
            write_cell(sheet, row - 1, at, value, text, risky)
    _mark(book, sheet, table, problems, columns)
    sheet.freeze_panes(top + 1, 0)


def _own_name(table: TextTable) -> str:
    name = sheet_name(table.sheet or table.register.title)
    return "Datos" if name.casefold() == "problemas" else name


def write_cell(sheet: "Worksheet", row: int, at: int, value: str, text: "Format", risky: "Format") -> None:
    """A text of a file in its place; one that a spreadsheet may run stays text."""
    if value:
        write_text(sheet, row, at, clean(value), risky if value.startswith(RISKY) else text)


def _column(place: str) -> int | None:
    """«C «Estado»» → 2; None when the place has no letter."""
    letters = LETTERS.match(place)
    return index_of(letters[0]) if letters else None


def _mark(
    book: "Workbook", sheet: "Worksheet", table: TextTable, problems: list[Problem], columns: dict[str, int]
) -> None:
    """Colours each faulty cell and writes its message as a comment; several of one cell go together."""
    headings = {f"«{table.register.column(name).heading}»": at for name, at in columns.items()}
    held = {at: dict(zip(table.rows, table.columns[name])) for name, at in columns.items()}
    messages: dict[tuple[int, int], list[str]] = {}
    for problem in problems:
        at = headings.get(problem.column) if _column(problem.column) is None else _column(problem.column)
        if problem.row and at in held and problem.row in held[at]:
            messages.setdefault((problem.row, at), []).append(problem.message)
    look = add_format(book, FAULTY)
    risky = add_format(book, {**FAULTY, "quote_prefix": True})
    for n, ((row, at), said_here) in enumerate(messages.items()):
        value = clean(held[at][row])
        if value:
            write_text(sheet, row - 1, at, value, risky if value.startswith(RISKY) else look)
        else:
            sheet.write_blank(row - 1, at, None, look)
        if n < COMMENTED:
            sheet.write_comment(row - 1, at, clean("\n".join(said_here)), {"x_scale": 2, "y_scale": 1.2})
