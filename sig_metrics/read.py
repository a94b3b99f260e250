"""Owns the way from the bytes of a file to a table of texts with its row numbers.

Values come out as written (dates of a workbook as ISO text); nothing is interpreted here.
Refuses files it cannot read whole. Deciding whether a value is right is `validate.py`'s.
"""

import csv
import io
import posixpath
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from sig_metrics import words
from sig_metrics.definitions import Column, Register, nearest
from sig_metrics.problems import Problem, Refused, refuse

LIMIT_MB = 25
UNPACKED_MB = 200
CELLS_LIMIT = 20_000_000  # 200,000 rows of 100 columns; calamine reserves the whole rectangle before reading
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.S)
PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
SAVED = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
HEADER_ROWS = 30
DELIMITERS = ",;\t|"


@dataclass
class Sheet:
    """A sheet as a grid of texts; `merges` are (first row, first column, last row, last column), from 0."""

    name: str
    grid: list[list[str]]
    first_row: int = 1
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


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


def fold(text: str) -> str:
    """Case, accents, spaces and N°/Nº/Nro. do not tell headings or words apart."""
    text = text.casefold()
    if not text.isascii():  # plain text has nothing to take apart, and most cells are plain
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = re.sub(r"\bn\s*\.?\s*(?:°|º|ro\.?|o\.?(?=\s))", "n°", text)
    return re.sub(r"\s+", " ", text).strip(" .:*")


def letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(65 + index % 26)


def _text(value: object) -> str:
    """A workbook value as text; whole numbers lose their «.0», dates become ISO."""
    if isinstance(value, bool):
        return "VERDADERO" if value else "FALSO"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip() if value is not None else ""


def _index(letters: bytes) -> int:
    """A → 0, Z → 25, AA → 26."""
    found = 0
    for code in letters:
        found = found * 26 + code - 64
    return found - 1


def _flaws(xml: bytes) -> dict[tuple[int, int], str]:
    """{(row, column): text} of the cells calamine gives as empty: Excel errors and formulas never calculated."""
    rows, columns = 1, {b"A"}
    for place in PLACE.finditer(xml):
        rows = max(rows, int(place[2]))
        columns.add(place[1])
    if rows * (max(map(_index, columns)) + 1) > CELLS_LIMIT or b"<!DOCTYPE" in xml[:1000]:
        raise refuse("file_broken")
    found = {}
    for cell in CELL.finditer(xml) if b't="e"' in xml or b"<f" in xml else ():
        attributes, inside = cell.groups()
        place, value = PLACE.search(attributes), SAVED.search(inside)
        if place and b't="e"' in attributes:
            found[int(place[2]) - 1, _index(place[1])] = value[1].decode() if value else "#N/A"
        elif place and b"<f" in inside and not value and b't="str"' not in attributes:
            found[int(place[2]) - 1, _index(place[1])] = "#¡SIN VALOR GUARDADO!"
    return found


def _scan(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The flaws of each sheet; refuses a package that is damaged or would grow beyond the limits."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(member.file_size for member in package.infolist()) > UNPACKED_MB * 1_000_000 or package.testzip():
            raise refuse("file_broken")
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {each.get("Id"): posixpath.join("/xl", each.get("Target")) for each in relations}
        found = {}
        for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
            if sheet.tag.rpartition("}")[2] == "sheet":
                target = targets[next(value for name, value in sheet.attrib.items() if name.endswith("}id"))]
                found[sheet.get("name")] = _flaws(package.read(posixpath.normpath(target).lstrip("/")))
        return found


def _workbook(content: bytes) -> list[Sheet]:
    try:
        flaws = _scan(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            grid = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            for (row, column), text in flaws.get(name, {}).items():
                if row < len(grid) and column < len(grid[row]):
                    grid[row][column] = text
            merges = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
            sheets.append(Sheet(name, grid, 1, merges))
        return sheets
    except Refused:
        raise
    except Exception as fault:
        raise refuse("file_broken") from fault
    except BaseException as fault:  # a Rust panic reaches Python as a BaseException
        if type(fault).__name__ != "PanicException":
            raise
        raise refuse("file_broken") from None


def _decode(content: bytes) -> str:
    """BOM, else strict UTF-8, else Windows-1252 without C1 controls; otherwise refused with the line."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            raise refuse("file_encoding", row=content[: fault.start].count(b"\n") + 1) from None


def _delimiter(text: str, register: Register) -> str:
    """The separator whose first lines name most headings of the register; never a guess by frequency."""
    known = set(_headings(register))
    lines = text.splitlines()[:HEADER_ROWS]
    score = {d: max((len(known & {fold(cell.strip('"')) for cell in line.split(d)}) for line in lines), default=0)
             for d in DELIMITERS}  # fmt: skip
    return max(score, key=lambda d: score[d])


def _csv(content: bytes, register: Register) -> list[Sheet]:
    text = _decode(content)
    if "\0" in text:
        raise refuse("file_broken")
    csv.field_size_limit(32_767 * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, register), strict=True)
    try:
        return [Sheet("", [[cell.strip() for cell in row] for row in reader])]
    except csv.Error:
        raise refuse("file_broken") from None


def _headings(register: Register) -> dict[str, Column]:
    """Folded heading, alias or code → column."""
    found: dict[str, Column] = {}
    for column in register.columns:
        for heading in (column.heading, column.name, *column.aliases):
            found.setdefault(fold(heading), column)
    return found


def _header(sheet: Sheet, register: Register) -> tuple[int, int]:
    """(row index, headings matched) of the likeliest header row; -1 when none matches two."""
    known = _headings(register)
    scored = [(len({known[fold(cell)].name for cell in row if fold(cell) in known}), -n)
              for n, row in enumerate(sheet.grid[:HEADER_ROWS])]  # fmt: skip
    matches, row = max(scored, default=(0, 1))
    return (-row, matches) if matches >= min(2, len(register.columns)) else (-1, 0)


def _match(sheet: Sheet, at: int, register: Register) -> tuple[dict[str, int], list[Problem]]:
    """Column code → index in the sheet, and a problem for each missing, unknown or repeated heading."""
    known, placed, problems = _headings(register), {}, []
    for index, cell in enumerate(sheet.grid[at]):
        if not cell:
            continue
        place = {"sheet": sheet.name, "row": at + sheet.first_row, "column": letter(index), "value": cell}
        column = known.get(fold(cell))
        if column is None:
            hint = _hint(cell, [c.heading for c in register.columns])
            problems.append(Problem("header_unknown", words.say("header_unknown", heading=cell, hint=hint), **place))
        elif column.name in placed:
            problems.append(Problem("header_twice", words.say("header_twice", heading=cell), **place))
        else:
            placed[column.name] = index
    for column in register.columns:
        if column.name not in placed and not column.optional_heading:
            hint = _hint(column.heading, [c for c in sheet.grid[at] if c]).replace("¿Quiso decir", "¿Es")
            problems.append(Problem("header_column", words.say("header_column", heading=column.heading, hint=hint),
                                    sheet=sheet.name, row=at + sheet.first_row))  # fmt: skip
    return placed, problems


def _hint(word: str, known: list[str]) -> str:
    """The nearest heading, if one is near; the end of a sentence in any case."""
    hint = nearest(word, known) if len(word) < 60 else ""
    return hint if "Quiso" in hint else "."


def _is_total(cells: list[str]) -> bool:
    first = next((fold(cell) for cell in cells if cell), "")
    return first.startswith("total") or first in ("suma", "σ")


def _unmerge(sheet: Sheet, below: int) -> None:
    """Writes the value of each merged block in all its cells, under the header row."""
    for top, left, bottom, right in sheet.merges:
        if top <= below or right - left > 6:  # a wide block is a title row, not a cell of a column
            continue
        for row in range(top, min(bottom + 1, len(sheet.grid))):
            for index in range(left, min(right + 1, len(sheet.grid[row]))):
                sheet.grid[row][index] = sheet.grid[top][left]


def read_file(name: str, content: bytes, register: Register) -> TextTable:
    """The table of `register` in a file; raises Refused naming every fault of its shape."""
    if not content:
        raise refuse("file_empty")
    if len(content) > LIMIT_MB * 1_000_000:
        raise refuse("file_large", size=len(content) // 1_000_000, limit=LIMIT_MB)
    if name.lower().endswith(".xlsx"):
        sheets = _workbook(content)
    elif name.lower().endswith((".csv", ".txt")):
        sheets = _csv(content, register)
    else:
        raise refuse("file_kind", file=words.short(name, 80))
    best = max(sheets, key=lambda sheet: _header(sheet, register)[1])
    at, matches = _header(best, register)
    if not matches:
        missing = words.listing([f"«{c.heading}»" for c in register.columns if c.required])
        raise refuse("header_missing", register=register.title, missing=missing)
    placed, problems = _match(best, at, register)
    if any(problem.code != "header_unknown" for problem in problems):
        raise Refused(problems)
    return _table(best, at, placed, problems, register)


def _table(sheet: Sheet, at: int, placed: dict[str, int], warnings: list[Problem], register: Register) -> TextTable:
    if register.layout == "annex":
        _unmerge(sheet, at)
    width = len(sheet.grid[at])
    kept, rows, ragged = [], [], []
    for index in range(at + 1, len(sheet.grid)):
        cells = sheet.grid[index]
        if not any(cells) or _is_total(cells):
            continue
        if len(cells) != width and not sheet.name:
            row = index + sheet.first_row
            ragged.append(Problem("file_ragged", words.say("file_ragged", row=row, found=len(cells), expected=width), row=row))
        kept.append(cells + [""] * (width - len(cells)))
        rows.append(index + sheet.first_row)
    if ragged:
        raise Refused(ragged)
    if not rows:
        raise refuse("no_rows")
    columns = {name: [cells[index] for cells in kept] for name, index in placed.items()}
    places = {name: f"{letter(index)} «{register.column(name).heading}»" for name, index in placed.items()}
    for column in register.columns:
        columns.setdefault(column.name, [""] * len(rows))
        places.setdefault(column.name, f"«{column.heading}»")
    return TextTable(register, sheet.name, columns, rows, places, sheet.grid[:at], warnings)
