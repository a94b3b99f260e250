"""Owns the way from an .xlsx to its sheets: the look at its XML that finds what the reader of values does not give, and
the values.

Sheets go through expat, which sees Excel errors, formulas never calculated, hidden rows, how far the cells reach and
which numbers are shown otherwise than they are stored. What the package itself must be is `package.py`'s. Values are
python-calamine's."""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from sig_metrics.intake.files.grid import (
    COLUMNS_LIMIT,
    DAY,
    FORMATTED,
    HOUR,
    IN_PART,
    MONTH_ONLY,
    NUMBER,
    ORDINARY,
    TRUTH,
    Limits,
    Sheet,
    as_text,
    check_span,
)
from sig_metrics.intake.files.number_format import hides, is_percent, percent
from sig_metrics.intake.files.package import Package, counts_from_1904, formats_of, open_package, sheet_parts
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.language.text import letter

DIGITS, LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NEVER_CALCULATED = "#¡SIN VALOR GUARDADO!"
OF_A_CELL = {"v", "is", "f", "t", "r"}  # what is inside a cell; anything else ends it


def read_workbook(content: bytes, limits: Limits = ORDINARY) -> list[Sheet]:
    """The sheets with cells of an .xlsx, as texts; a hidden one comes without its grid. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = open_package(archive, limits)
            seen = _scan(package, limits)
            content = package.usual(content)
        return _read(content, seen)
    except (Refused, MemoryError):
        raise
    except Exception as fault:
        raise refuse("file_broken") from fault
    except BaseException as fault:  # a Rust panic reaches Python as a BaseException
        if type(fault).__name__ != "PanicException":
            raise
        raise refuse("file_broken") from None


@dataclass
class _Seen:
    """What the XML of one sheet shows; `faults` is {(row, column): text} of cells that calamine gives as empty, and
    `marks` {row: a byte a column, FORMATTED + the place of the format that changes what is read}."""

    visible: bool
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    marks: dict[int, bytearray] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    from_1904: bool = False


class _Kinds(dict):
    """Type of a value → what the cell was; anything else is a text."""

    def __missing__(self, key: type) -> int:
        return 0


KINDS = _Kinds({float: NUMBER, int: NUMBER, date: DAY, datetime: DAY, bool: TRUTH, time: HOUR, timedelta: HOUR})
HIDING = {"day": MONTH_ONLY, "part": IN_PART}


def _read(content: bytes, scanned: dict[str, _Seen]) -> list[Sheet]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for name, seen in scanned.items():
        if not seen.visible:
            sheets.append(Sheet(name, [], visible=False))
            continue
        try:
            sheets.append(_values(book, name, seen))
        except Exception:
            if not seen.faults:
                raise
            # an error of a newer Excel (#SPILL!) that calamine does not know
            raise Refused(_errors(name, seen)) from None
    return sheets


def _errors(name: str, seen: _Seen) -> list[Problem]:
    return [
        Problem("cell_error", words.say("cell_error", value=text), name, row + 1, letter(column), text)
        for (row, column), text in seen.faults.items()
    ]


def _values(book: CalamineWorkbook, name: str, seen: _Seen) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    left = sheet.start[1] if sheet.start else 0
    same: dict[str, str] = {}  # repeated texts are kept once
    percents = {FORMATTED + n for n, code in enumerate(seen.formats) if is_percent(code)}
    hiding = {FORMATTED + n: HIDING[part] for n, code in enumerate(seen.formats) if (part := hides(code))}
    grid, kinds = [], []
    for row in sheet.iter_rows():
        texts, what = [""] * left + list(map(as_text, row)), bytes(left) + bytes(map(KINDS.__getitem__, map(type, row)))
        if marks := seen.marks.get(len(grid)):
            what = _marked(texts, what, marks, percents, hiding, row, left)
        grid.append(list(map(same.setdefault, texts, texts)))
        kinds.append(what)
    for (row, column), text in seen.faults.items():
        grid += [[] for _ in range(row + 1 - len(grid))]
        grid[row] += [""] * (column + 1 - len(grid[row]))
        grid[row][column] = text
    merges = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
    return Sheet(name, grid, 1, merges, hidden=seen.hidden, kinds=kinds, formats=seen.formats, from_1904=seen.from_1904)


def _marked(
    texts: list[str],
    what: bytes,
    marks: bytearray,
    percents: set[int],
    hiding: dict[int, int],
    row: list,
    left: int,
) -> bytes:
    """The kinds of a row with those of its formats; a number that is shown as a percentage is written as one."""
    found = bytearray(what)
    for column, mark in enumerate(marks[: len(found)]):
        if mark and found[column] == NUMBER:
            found[column] = NUMBER if mark in percents else mark
            if mark in percents:
                texts[column] = percent(row[column - left])
        elif found[column] == DAY:
            found[column] = hiding.get(mark, DAY)
    return bytes(found)


def _scan(package: Package, limits: Limits) -> dict[str, _Seen]:
    """{sheet: what its XML shows}, in the order of the workbook."""
    styles, formats = formats_of(package)
    from_1904 = counts_from_1904(package)
    return {
        name: _see(package, part, name, limits, styles, formats, from_1904) if visible else _Seen(False)
        for name, part, visible in sheet_parts(package)
    }


def _see(
    package: Package,
    part: str,
    name: str,
    limits: Limits,
    styles: dict[str, int],
    formats: tuple[str, ...],
    from_1904: bool,
) -> _Seen:
    """One sheet's XML through expat; raises Refused when its cells reach beyond the limits."""
    cells = _Cells(styles)
    parser = expat.ParserCreate()
    cells.listen(parser)
    package.stream(part, parser.Parse)
    parser.Parse(b"", True)
    cells.settle()
    rows = max((int(row) for row in cells.rows if row), default=0)
    columns = max((_index(letters) + 1 for letters in cells.letters), default=0)
    check_span(rows, columns, name, limits)
    return _Seen(True, cells.faults, cells.hidden, cells.marks, formats, from_1904)


def _index(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    found = 0
    for character in letters[:9]:
        found = found * 26 + ord(character) - 64
    return found - 1


class _Cells:
    """The listener of one sheet: which rows and columns hold something, and the cells that calamine would give as
    empty."""

    def __init__(self, styles: dict[str, int]):
        self.styles = styles
        self.marks: dict[int, bytearray] = {}
        self.rows: set[str] = set()
        self.letters: set[str] = set()
        self.faults: dict[tuple[int, int], str] = {}
        self.hidden: set[int] = set()
        self.all_hidden = False
        self.row, self.column, self.place = 0, -1, ""
        self.kind, self.formula, self.valued, self.inside = "", False, False, False
        self.value: list[str] = []  # read only where it matters: errors and formulas

    def listen(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.StartElementHandler = self.start
        parser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *declared: object) -> None:
        raise refuse("file_dtd")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            if self.formula or self.kind == "e":
                self.settle()
            self.kind, self.valued = attributes.get("t", ""), False
            before, self.place = self.place, attributes.get("r", "").upper()
            if not self.place:  # a cell that does not say its place comes after the one before
                self.column = (_index(before.rstrip(DIGITS)) if before else self.column) + 1
            self.inside = True
            if (mark := self.styles.get(attributes.get("s"))) and self.kind in ("", "n"):
                self._mark(mark)
        elif tag == "v" or tag == "is" or tag == "f":
            if self.inside:  # lists, bars and sparklines of x14 have formulas too, and they are of no cell
                self._holds(tag)
        elif tag == "row":
            self._row(attributes)
        elif tag == "sheetFormatPr":
            self.all_hidden = attributes.get("zeroHeight") in ("1", "true")
        elif tag not in OF_A_CELL and self.inside:
            self.settle()

    def _holds(self, tag: str) -> None:
        if self.place:
            self.rows.add(self.place.lstrip(LETTERS))
            self.letters.add(self.place.rstrip(DIGITS))
        else:
            self.rows.add(str(self.row))
            self.letters.add(letter(self.column))
        if tag == "f":
            self.formula = True
        else:
            self.valued = True
            if self.kind == "e" or self.formula:
                self.parser.CharacterDataHandler = self.value.append

    def _mark(self, mark: int) -> None:
        row, column = self._at()
        if 0 <= column < COLUMNS_LIMIT:
            marks = self.marks.setdefault(row, bytearray())
            marks.extend(bytes(max(column + 1 - len(marks), 0)))
            marks[column] = mark

    def _row(self, attributes: dict[str, str]) -> None:
        self.settle()
        self.row = int(attributes.get("r", self.row + 1))
        self.column, self.place = -1, ""
        hidden = attributes.get("hidden")
        if hidden in ("1", "true") or (hidden is None and self.all_hidden):
            self.hidden.add(self.row - 1)

    def settle(self) -> None:
        """The end of a cell: an error, or a formula never calculated, is kept with its place."""
        value = "".join(self.value).strip()
        if self.kind == "e" and self.valued:
            self.faults[self._at()] = value or "#N/A"
        elif self.formula and not value and self.kind != "str":
            self.faults[self._at()] = NEVER_CALCULATED
        self.kind, self.formula, self.inside, self.parser.CharacterDataHandler = "", False, False, None
        self.value.clear()

    def _at(self) -> tuple[int, int]:
        if self.place:
            return int(self.place.lstrip(LETTERS)) - 1, _index(self.place.rstrip(DIGITS))
        return self.row - 1, self.column
