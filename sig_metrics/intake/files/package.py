"""Owns the package that an .xlsx is: a ZIP whose members are inflated once, counting, before anybody reads a cell.

Refuses what is damaged, locked, swells, declares a DTD, holds a part twice, or is another kind of book. Nothing is
extracted to a disk. Finds the parts of the workbook by their relations, whatever their names; a package with names
that the reader of values does not look for (`xl/workbook22.xml`, back-slashes) is laid out again in memory under the
usual ones."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree

from sig_metrics.intake.files.grid import FORMATTED, ORDINARY, Limits
from sig_metrics.intake.files.number_format import BUILT_IN, changes
from sig_metrics.language.problems import refuse

MEMBERS_LIMIT = 200
RATIO_LIMIT = 100  # of a member over 1 MB; a sheet of real data packs 5 to 20 times
CHUNK = 1 << 18
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
OTHER_BOOKS = ((b"macroEnabled.main+xml", "file_xlsm"), (b"sheet.binary.macroEnabled.main", "file_xlsb"))
USUAL = {
    "workbook": "xl/workbook.xml",
    "relations": "xl/_rels/workbook.xml.rels",
    "sharedStrings": "xl/sharedStrings.xml",
    "styles": "xl/styles.xml",
}
# whatever else comes is counted, and read by nobody
OF_A_BOOK = ("xl/", "_rels/", "docProps/", "[Content_Types].xml", "mimetype")
MOST_FORMATS = 256 - FORMATTED  # that one byte can tell


@dataclass(frozen=True)
class Package:
    """A sound package: its parts by name (slashes, as the relations say them) and which of them the workbook is."""

    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    known: dict[str, str]  # «workbook», «relations», «sharedStrings», «styles» → part

    def read(self, part: str) -> bytes:
        return self.archive.read(self.parts[part])

    def stream(self, part: str, visit: Callable[[bytes], object]) -> None:
        _stream(self.archive, self.parts[part], visit)

    def usual(self, content: bytes) -> bytes:
        """The bytes of the package, laid out again when its names are not the usual ones."""
        renamed = {part: USUAL[name] for name, part in self.known.items() if part != USUAL[name]}
        if not renamed and all(info.filename == part for part, info in self.parts.items()):
            return content
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as made:
            for part in self.parts:
                made.writestr(renamed.get(part, part), self.read(part))
        return memory.getvalue()


def open_package(archive: zipfile.ZipFile, limits: Limits = ORDINARY) -> Package:
    """The package in a ZIP; raises Refused for one that is not sound, is no .xlsx, or would grow beyond the limits."""
    members = _sound(archive, limits)
    named = [
        (member.filename.replace("\\", "/").lstrip("/"), member) for member in members if not _of_a_mac(member.filename)
    ]
    inside = [(name, member) for name, member in named if name.startswith(OF_A_BOOK)]
    parts = dict(inside)
    if len(parts) < len(inside):
        raise refuse("file_twins")
    workbook = _check_type(archive, parts)
    _check_members(archive, members, limits)
    return Package(archive, parts, _known(archive, parts, workbook))


def open_parts(archive: zipfile.ZipFile, limits: Limits = ORDINARY) -> dict[str, zipfile.ZipInfo]:
    """The parts by name of a package that is no book; raises Refused for one that is not sound, or would grow beyond
    the limits."""
    members = _sound(archive, limits)
    _check_members(archive, members, limits)
    return {member.filename.replace("\\", "/").lstrip("/"): member for member in members}


def _sound(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """The members of a package, when what they say of themselves is sound."""
    members = archive.infolist()
    if len(members) > MEMBERS_LIMIT:
        raise refuse("file_members", found=len(members), limit=MEMBERS_LIMIT)
    if len({member.filename.casefold() for member in members}) < len(members):
        raise refuse("file_twins")
    if any(member.flag_bits & 1 for member in members):
        raise refuse("file_locked")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise refuse("file_broken")
    check_sizes([(member.file_size, member.compress_size) for member in members], limits)
    return members


def _of_a_mac(name: str) -> bool:
    """What the Finder of a Mac adds to a ZIP, which is no part of the book."""
    base = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or base == ".DS_Store" or base.startswith("._")


def check_sizes(sizes: list[tuple[int, int]], limits: Limits) -> None:
    """Raises Refused for (unpacked, packed) bytes beyond the limits."""
    swollen = any(size > 1_000_000 and size > RATIO_LIMIT * packed for size, packed in sizes)
    if swollen or sum(size for size, _ in sizes) > limits.unpacked_mb * 1_000_000:
        raise refuse("file_swells", limit=limits.unpacked_mb, ratio=RATIO_LIMIT)


def _check_type(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> str:
    """The part that is the workbook; raises Refused, with the remedy of each, for another kind of book under the
    name of an .xlsx."""
    if "mimetype" in parts and b"opendocument" in archive.read(parts["mimetype"])[:200]:
        raise refuse("file_ods")
    types = archive.read(parts["[Content_Types].xml"]) if "[Content_Types].xml" in parts else b""
    for mark, code in OTHER_BOOKS:
        if mark in types:
            raise refuse(code)
    if "xl/workbook.bin" in parts:
        raise refuse("file_xlsb")
    workbook = next(
        (target for kind, target in related(archive, parts, "_rels/.rels").values() if kind == "officeDocument"),
        USUAL["workbook"],
    )
    if workbook not in parts:
        workbook = USUAL["workbook"]
    if workbook not in parts or posixpath.dirname(workbook) != "xl":
        raise refuse("file_not_book")
    return workbook


def _known(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], workbook: str) -> dict[str, str]:
    """Which parts the workbook, its relations, its texts and its styles are."""
    relations = f"xl/_rels/{posixpath.basename(workbook)}.rels"
    found = {"workbook": workbook, "relations": relations}
    for kind, target in related(archive, parts, relations, "xl").values():
        if kind in USUAL and target in parts:
            found[kind] = target
    return found


def related(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], part: str, base: str = ""
) -> dict[str, tuple[str, str]]:
    """{id: (last word of the type, target)} of a part of relations; {} when there is none or it cannot be read."""
    if part not in parts or DTD.search(content := archive.read(parts[part])):
        return {}
    try:
        relations = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return {}
    return {
        each.get("Id", ""): (
            each.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join(f"/{base}", each.get("Target", "").replace("\\", "/"))).lstrip("/"),
        )
        for each in relations
        if each.get("TargetMode") != "External"
    }


def sheet_parts(package: Package) -> list[tuple[str, str, bool]]:
    """(name, part, whether it is visible) of each sheet with cells, in the order of the workbook."""
    relations = related(package.archive, package.parts, package.known["relations"], "xl")
    found = []
    for sheet in ElementTree.fromstring(package.read(package.known["workbook"])).iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        kind, target = relations.get(
            next(value for name, value in sheet.attrib.items() if name.endswith("}id")), ("", "")
        )
        if kind == "worksheet":  # a sheet that is a chart has no cells
            found.append((sheet.get("name"), target, sheet.get("state", "visible") == "visible"))
    return found


def counts_from_1904(package: Package) -> bool:
    """Whether the days of the workbook count from 1904, as those born on a Mac."""
    found = re.search(
        rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](1|true)[\"']", package.read(package.known["workbook"])
    )
    return bool(found)


def formats_of(package: Package) -> tuple[dict[str, int], tuple[str, ...]]:
    """({style of a cell: FORMATTED + place of its format}, the formats) of those that make a number read otherwise."""
    part = package.known.get("styles", "")
    if part not in package.parts:
        return {}, ()
    styles = ElementTree.fromstring(package.read(part))
    written = {
        each.get("numFmtId"): each.get("formatCode", "")
        for each in styles.iter()
        if each.tag.rpartition("}")[2] == "numFmt"
    }
    frames = next((each for each in styles if each.tag.rpartition("}")[2] == "cellXfs"), ())
    codes = [
        written.get(frame.get("numFmtId", "0")) or BUILT_IN.get(int(frame.get("numFmtId", "0")), "") for frame in frames
    ]
    formats = tuple(dict.fromkeys(code for code in codes if code and changes(code)))[:MOST_FORMATS]
    return {str(n): FORMATTED + formats.index(code) for n, code in enumerate(codes) if code in formats}, formats


def _check_members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Real sizes, CRC (zipfile's, at the end of each member) and DTD."""
    total = 0
    for member in members:
        watch = _Watch(member, total, limits)
        _stream(archive, member, watch)
        if watch.size != member.file_size:
            raise refuse("file_broken")
        total += watch.size


class _Watch:
    """Counts the real bytes of a member, and looks for a DTD in those that are XML."""

    def __init__(self, member: zipfile.ZipInfo, before: int, limits: Limits):
        self.limits, self.packed, self.before, self.size, self.tail = limits, member.compress_size, before, 0, b""
        name = member.filename.replace("\\", "/").lower()
        self.markup = name.endswith((".xml", ".rels", ".vml")) and not _of_a_mac(member.filename)
        # the rest (Power Query's customXml, in UTF-16) is parsed by nobody
        self.read = name.startswith(tuple(map(str.lower, OF_A_BOOK)))

    def __call__(self, chunk: bytes) -> None:
        if self.markup:
            # UTF-16: Excel writes UTF-8, and a DTD could hide in it
            if self.read and not self.size and b"\0" in chunk[:64]:
                raise refuse("file_broken")
            if DTD.search(self.tail + chunk):
                raise refuse("file_dtd")
            self.tail = chunk[-16:]
        self.size += len(chunk)
        check_sizes([(self.size, self.packed), (self.before, self.before)], self.limits)


def _stream(archive: zipfile.ZipFile, member: zipfile.ZipInfo, visit: Callable[[bytes], object]) -> None:
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            visit(chunk)
