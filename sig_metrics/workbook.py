"""Owns the way from an .xlsx to its sheets: a look at the package before anything is unfolded, then the values.

The package is inflated once, member by member, counting; sheets go through expat, which sees what calamine does not give
(Excel errors, formulas never calculated, hidden rows, how far the cells reach). Nothing is extracted to a disk.
Refuses what is damaged, locked, swells, declares a DTD or reaches beyond the limits. Values are python-calamine's.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from sig_metrics.problems import Refused, refuse
from sig_metrics.sheet import ORDINARY, Limits, Sheet, as_text, check_span, letter

MEMBERS_LIMIT = 200
RATIO_LIMIT = 100  # of a member over 1 MB; a sheet of real data packs 5 to 20 times
CHUNK = 1 << 18
DIGITS, LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
NEVER_CALCULATED = "#¡SIN VALOR GUARDADO!"
OTHER_BOOKS = ((b"macroEnabled.main+xml", "file_xlsm"), (b"sheet.binary.macroEnabled.main", "file_xlsb"))


def read_workbook(content: bytes, limits: Limits = ORDINARY) -> list[Sheet]:
    """The sheets with cells of an .xlsx, as texts; a hidden one comes without its grid. Raises Refused."""
    try:
        scanned = _scan(content, limits)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_values(book, name, seen) if seen.visible else Sheet(name, [], visible=False) for name, seen in scanned.items()]
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
    """What the XML of one sheet shows; `faults` is {(row, column): text} of cells that calamine gives as empty."""

    visible: bool
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def _values(book: CalamineWorkbook, name: str, seen: _Seen) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    left = [""] * (sheet.start[1] if sheet.start else 0)
    same: dict[str, str] = {}  # repeated texts are kept once
    grid = [left + list(map(same.setdefault, texts, texts)) for texts in (list(map(as_text, row)) for row in sheet.iter_rows())]
    for (row, column), text in seen.faults.items():
        grid += [[] for _ in range(row + 1 - len(grid))]
        grid[row] += [""] * (column + 1 - len(grid[row]))
        grid[row][column] = text
    merges = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
    return Sheet(name, grid, 1, merges, hidden=seen.hidden)


def _scan(content: bytes, limits: Limits) -> dict[str, _Seen]:
    """{sheet: what its XML shows}; raises Refused for a package that is not sound, or that would grow beyond the limits."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        _check_package(package, limits)
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target"))).lstrip("/") for each in relations
                   if each.get("Type", "").endswith("/worksheet")}  # fmt: skip
        found = {}
        for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
            if sheet.tag.rpartition("}")[2] != "sheet":
                continue
            target = targets.get(next(value for name, value in sheet.attrib.items() if name.endswith("}id")))
            if target is not None:  # a sheet that is a chart has no cells
                visible = sheet.get("state", "visible") == "visible"
                found[sheet.get("name")] = _see(package, target, sheet.get("name"), limits) if visible else _Seen(False)
        return found


def _check_package(package: zipfile.ZipFile, limits: Limits) -> None:
    """Members, declared sizes and then real ones, CRC (zipfile's, at the end of each member), DTD, and that it is an .xlsx."""
    members = package.infolist()
    names = {member.filename.casefold() for member in members}
    if len(members) > MEMBERS_LIMIT:
        raise refuse("file_members", found=len(members), limit=MEMBERS_LIMIT)
    if len(names) < len(members):
        raise refuse("file_twins")
    if any(member.flag_bits & 1 for member in members):
        raise refuse("file_locked")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise refuse("file_broken")
    _check_sizes([(member.file_size, member.compress_size) for member in members], limits)
    _check_type(package, names)
    total = 0
    for member in members:
        watch = _Watch(member, total, limits)
        _stream(package, member, watch)
        if watch.size != member.file_size:
            raise refuse("file_broken")
        total += watch.size


def _check_sizes(sizes: list[tuple[int, int]], limits: Limits) -> None:
    """Raises Refused for (unpacked, packed) bytes beyond the limits."""
    swollen = any(size > 1_000_000 and size > RATIO_LIMIT * packed for size, packed in sizes)
    if swollen or sum(size for size, _ in sizes) > limits.unpacked_mb * 1_000_000:
        raise refuse("file_swells", limit=limits.unpacked_mb, ratio=RATIO_LIMIT)


def _check_type(package: zipfile.ZipFile, names: set[str]) -> None:
    """Raises Refused, with the remedy of each, for another kind of book under the name of an .xlsx."""
    if "mimetype" in names and b"opendocument" in package.read("mimetype")[:200]:
        raise refuse("file_ods")
    types = package.read("[Content_Types].xml") if "[content_types].xml" in names else b""
    for mark, code in OTHER_BOOKS:
        if mark in types:
            raise refuse(code)
    if "xl/workbook.bin" in names:
        raise refuse("file_xlsb")
    if "xl/workbook.xml" not in names:
        raise refuse("file_not_book")


class _Watch:
    """Counts the real bytes of a member, and looks for a DTD in those that are XML."""

    def __init__(self, member: zipfile.ZipInfo, before: int, limits: Limits):
        self.limits, self.packed, self.before, self.size, self.tail = limits, member.compress_size, before, 0, b""
        self.markup = member.filename.lower().endswith((".xml", ".rels", ".vml"))

    def __call__(self, chunk: bytes) -> None:
        if self.markup:
            if not self.size and b"\0" in chunk[:64]:  # UTF-16: Excel writes UTF-8, and a DTD could hide in it
                raise refuse("file_broken")
            if DTD.search(self.tail + chunk):
                raise refuse("file_dtd")
            self.tail = chunk[-16:]
        self.size += len(chunk)
        _check_sizes([(self.size, self.packed), (self.before, self.before)], self.limits)


def _stream(package: zipfile.ZipFile, member: zipfile.ZipInfo | str, visit: Callable[[bytes], object]) -> None:
    with package.open(member) as file:
        while chunk := file.read(CHUNK):
            visit(chunk)


def _see(package: zipfile.ZipFile, target: str, name: str, limits: Limits) -> _Seen:
    """One sheet's XML through expat; raises Refused when its cells reach beyond the limits."""
    cells = _Cells()
    parser = expat.ParserCreate()
    cells.listen(parser)
    _stream(package, target, parser.Parse)
    parser.Parse(b"", True)
    cells.settle()
    rows = max((int(row) for row in cells.rows if row), default=0)
    columns = max((_index(letters) + 1 for letters in cells.letters), default=0)
    check_span(rows, columns, name, limits)
    return _Seen(True, cells.faults, cells.hidden)


def _index(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    found = 0
    for character in letters[:9]:
        found = found * 26 + ord(character) - 64
    return found - 1


class _Cells:
    """The listener of one sheet: which rows and columns hold something, and the cells that calamine would give as empty."""

    def __init__(self):
        self.rows: set[str] = set()
        self.letters: set[str] = set()
        self.faults: dict[tuple[int, int], str] = {}
        self.hidden: set[int] = set()
        self.all_hidden = False
        self.row, self.column, self.place = 0, -1, ""
        self.kind, self.formula, self.valued = "", False, False
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
        elif tag == "v" or tag == "is" or tag == "f":
            self._holds(tag)
        elif tag == "row":
            self._row(attributes)
        elif tag == "sheetFormatPr":
            self.all_hidden = attributes.get("zeroHeight") in ("1", "true")

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
        self.kind, self.formula, self.parser.CharacterDataHandler = "", False, None
        self.value.clear()

    def _at(self) -> tuple[int, int]:
        if self.place:
            return int(self.place.lstrip(LETTERS)) - 1, _index(self.place.rstrip(DIGITS))
        return self.row - 1, self.column
