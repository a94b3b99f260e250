"""Owns the places of a workbook that its cells do not show and in which somebody can write: comments, properties,
names, prompts, headers of the print, links, drawings, caches, parts of other programs, the package itself.

It gives the texts, each with the place in words. What is there is read by nobody else, so nothing here refuses; it
is linear, and beyond `MOST` bytes it says that it did not look."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import chain
from xml.parsers import expat

from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.outside import likely

MOST = 30_000_000  # bytes of parts that are looked into, unpacked; the sheets themselves do not count
CHUNK = 1 << 18
DEEP = 2  # books inside books
PICTURES = (".png", ".jpeg", ".jpg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".ico", ".svgz", ".ttf", ".odttf")
OTHER = "una parte del libro que no se muestra"
PARTS = {
    "comment": "un comentario",
    "person": "quien hizo los comentarios",
    "docprops/": "las propiedades del documento",
    "pivot": "una tabla dinámica",
    "customxml/": "datos XML que no se muestran",
    "embeddings/": "un objeto incrustado",
    "printersettings/": "los datos de la impresora",
    "drawing": "un cuadro de texto o un dibujo",
    "chart": "un gráfico",
    "externallinks/": "un vínculo a otro libro",
    "tables/": "el nombre de una tabla",
    "connections": "una conexión",
    "query": "una conexión",
    "_rels/": "un enlace",
}
TAGS = {
    "definedname": "un nombre definido",
    "sheet": "el nombre de una hoja",
    "datavalidation": "un mensaje de validación",
    "hyperlink": "un enlace",
    "formula": "un formato condicional",
    "cfrule": "un formato condicional",
    "numfmt": "un formato de número",
    "rph": "la lectura fonética de una celda",
    **dict.fromkeys(
        ("oddheader", "oddfooter", "evenheader", "evenfooter", "firstheader", "firstfooter"),
        "el encabezado o pie de impresión",
    ),
    **dict.fromkeys(("formula1", "formula2", "prompt", "error"), "un mensaje de validación"),
}
ATTRIBUTES = frozenset(
    """name title descr tooltip prompt prompttitle error errortitle display target location displayname userid
    formatcode alttext alt href caption author comment description text username codename help statusbar
    shortcutkey connection command refersto string""".split()
)
# of one text
INLINE = frozenset(
    ("t", "r", "rpr", "font", "b", "i", "u", "span", "sz", "color", "rfont", "family", "scheme", "strong", "em", "a")
)
FIGURES = ("xl/charts/", "xl/pivot")  # whose bare numbers are amounts
LATIN, WIDE = re.compile(rb"[\x20-\x7e\xa0-\xff]{6,}"), re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\0){6,}")
ALOUD = re.compile(rb"<(?:\w+:)?rPh\b[^>]*>"), re.compile(rb"</(?:\w+:)?rPh>")  # where each begins and ends
INSIDE = re.compile(rb"<(?:\w+:)?is>"), re.compile(rb"</(?:\w+:)?is>")
NOTED = re.compile(rb"<!--"), re.compile(rb"-->")
STRING = re.compile(r"<(?:\w+:)?si[\s>/]")
WRITTEN = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)<")  # in a cell: its formula, whose texts are in quotes
DRESSED = re.compile(r"<(?:\w+:)?(?:r|rPh)[\s>]|&#")  # its letters may be in pieces
# a program's, and some begin with eight digits
GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
UNSHOWN = "una hoja oculta o una celda borrada"
Found = tuple[str, str]  # place, text


def hidden_texts(content: bytes, sheets: list[Sheet]) -> tuple[list[Found], bool]:
    """(place and text of what the cells of a book do not show, whether all was looked at). `sheets`: as they were
    read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        budget = [MOST]
        found = list(_package(archive, content, budget, 0, not all(sheet.visible for sheet in sheets)))
        found += _strings(archive)
    return _unshown(found, sheets), budget[0] >= 0


def notes_of_parquet(content: bytes) -> list[Found]:
    """(place and text of what a Parquet says of itself and of its columns)."""
    import pyarrow.parquet as pq

    schema = pq.read_schema(io.BytesIO(content))
    notes = [schema.metadata or {}, *(each.metadata or {} for each in schema)]
    return [
        ("los datos que el archivo trae de sí mismo", text)
        for note in notes
        for pair in note.items()
        for each in pair
        for text in _runs(each)
    ]


def _package(archive: zipfile.ZipFile, content: bytes, budget: list[int], depth: int, hidden: bool) -> Iterator[Found]:
    members = archive.infolist()
    yield from ((OTHER, text) for text in _runs(content[: min((each.header_offset for each in members), default=0)]))
    yield from ((OTHER, text) for text in _runs(archive.comment))
    for member in members:
        name = member.filename.replace("\\", "/").lstrip("/").lower()
        yield from ((OTHER, text) for text in chain([member.filename], _runs(member.comment), _runs(member.extra)))
        if name.endswith(PICTURES) or member.is_dir() or name.endswith("sharedstrings.xml"):
            continue
        if name.startswith(("xl/worksheets/", "xl/macrosheets/")) and name.endswith(".xml") and not depth:
            yield from _sheet(archive, member, hidden)
            continue
        budget[0] -= member.file_size
        if budget[0] >= 0:
            with archive.open(member) as file:
                yield from _part(name, file.read(member.file_size), budget, depth)


def _part(name: str, content: bytes, budget: list[int], depth: int) -> Iterator[Found]:
    """The texts of one part: XML, another package, or the letters among bytes."""
    place = next((said for start, said in PARTS.items() if start in name), OTHER)
    if content.startswith(b"PK\x03\x04") and depth < DEEP:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as inside:
                if sum(each.file_size for each in inside.infolist()) <= budget[0]:
                    yield from ((place, text) for _, text in _package(inside, content, budget, depth + 1, False))
                else:
                    budget[0] = -1
        except Exception:  # of a package inside a file that anybody sends: what cannot be opened is looked at as bytes
            yield from ((place, text) for text in _runs(content))
    elif content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0").startswith(b"<"):
        listener = _Texts(place, all_of_it=name.startswith("customxml/"), figures=not name.startswith(FIGURES))
        whole = listener.read(content)
        yield from listener.found
        if not whole:
            yield from ((place, text) for text in _runs(content))
    else:
        yield from ((place, text) for text in _runs(content))


class _Texts:
    """The listener of a part: its texts, the runs of one together, and the attributes that hold words."""

    def __init__(self, place: str, all_of_it: bool = False, figures: bool = True):
        self.place, self.all_of_it, self.figures = place, all_of_it, figures
        self.found: list[Found] = []
        self.text: list[str] = []
        self.at, self.tag = place, ""

    def read(self, content: bytes) -> bool:
        """Whether the whole part was XML."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = (
            self.start,
            self.end,
            self.text.append,
        )
        parser.CommentHandler = lambda text: self.add(OTHER, text)
        parser.StartDoctypeDeclHandler = _no_entities
        parser.ProcessingInstructionHandler = lambda target, text: self.add(OTHER, text)
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError):
            self.flush()
            return False
        self.flush()
        return True

    def add(self, place: str, text: str, limits: bool = False) -> None:
        text = GUID.sub(" ", " ".join(text.split()))
        if len(text) > 4 and (self.figures and not limits or any(map(str.isalpha, text))):
            self.found.append((place, text))

    def flush(self) -> None:
        # the limits of a column are numbers of many digits
        self.add(self.at, "".join(self.text), limits=self.tag.startswith("formula"))
        self.text.clear()
        self.at, self.tag = self.place, ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2].lower()
        if tag not in INLINE:
            self.flush()
            self.at, self.tag = TAGS.get(tag, self.place), tag
        for name, value in attributes.items():
            name = name.rpartition(":")[2].lower()
            if self.all_of_it or name in ATTRIBUTES or (name == "v" and tag == "s"):
                self.add(TAGS.get(tag, self.place), value)

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2].lower() not in INLINE:
            self.flush()


def _no_entities(*declared: object) -> None:
    raise ValueError("DTD")


def _sheet(archive: zipfile.ZipFile, member: zipfile.ZipInfo, inline: bool) -> Iterator[Found]:
    """What a sheet says before and after its cells, and the texts of their formulas; with `inline`, whatever its
    cells hold in it."""
    around, tail, inside = bytearray(), b"", 0  # 0 before the cells, 1 among them, 2 after
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            chunk = tail + chunk
            tail = b""
            if inside == 0 and (at := chunk.find(b"sheetData")) >= 0:
                around += chunk[:at]
                inside, chunk = (2, chunk[at + 11 :]) if chunk[at + 9 : at + 11] == b"/>" else (1, chunk[at + 9 :])
                around += b"sheetData/>"
            if inside == 1:
                end = chunk.find(b"sheetData>")
                cells = chunk if end < 0 else chunk[:end]
                yield from _of_cells(cells, inline)
                if end >= 0:
                    inside, chunk = 2, chunk[end + 10 :]
                else:
                    tail = chunk[max(chunk.rfind(b"<c "), len(chunk) - 40_000) :][-40_000:]
            if inside != 1 and len(around) + len(chunk) <= MOST:
                around += chunk
    listener = _Texts(OTHER)
    listener.read(bytes(around))
    yield from listener.found


def _of_cells(written: bytes, inline: bool) -> Iterator[Found]:
    if b"<f" in written or b":f" in written:
        yield from (
            ("una fórmula", _bare(found[1]))
            for found in WRITTEN.finditer(written)
            if b'"' in found[1] or b"&" in found[1]
        )
    if b"<!--" in written:
        yield from ((OTHER, _bare(text)) for text in _blocks(written, NOTED))
    if b"rPh" in written:
        yield from ((TAGS["rph"], _bare(text)) for text in _blocks(written, ALOUD))
    if inline:
        yield from ((UNSHOWN, _bare(text)) for text in _blocks(written, INSIDE))


def _blocks(written: bytes, ends: tuple[re.Pattern, re.Pattern]) -> Iterator[bytes]:
    """What is between each beginning and its end."""
    at = 0
    while start := ends[0].search(written, at):
        if not (end := ends[1].search(written, start.end())):
            return
        yield written[start.end() : end.start()]
        at = end.end()


def _bare(written: bytes) -> str:
    return html.unescape(re.sub(rb"<[^>]*>", b"", written).decode("utf-8", "replace"))


def _strings(archive: zipfile.ZipFile) -> Iterator[Found]:
    """The texts that a book keeps for all its sheets, those that may say something; and how they are read aloud."""
    for member in archive.infolist():
        if not member.filename.replace("\\", "/").lower().endswith("sharedstrings.xml"):
            continue
        texts = STRING.split(archive.read(member).decode("utf-8", "replace"))[1:]
        for each in (text.encode() for text, may in zip(texts, likely(texts)) if may or DRESSED.search(text)):
            aloud = list(_blocks(each, ALOUD))
            yield from ((TAGS["rph"], _bare(text)) for text in aloud)
            for text in aloud:
                each = each.replace(text, b"")
            yield UNSHOWN, _bare(each if each.startswith(b"<") else each.partition(b">")[2])


def _unshown(found: list[Found], sheets: list[Sheet]) -> list[Found]:
    """The same without the texts that a visible cell shows, which are judged as cells."""
    if not any(place == UNSHOWN for place, _ in found):
        return found
    shown: set[str] = set()
    for sheet in sheets:
        for row in sheet.grid:
            shown.update(row)
    return [(place, text) for place, text in found if place != UNSHOWN or text.strip() not in shown]


def _runs(content: bytes) -> Iterator[str]:
    """The letters among bytes, of one byte each or of two."""
    yield from (found.decode("latin-1") for found in LATIN.findall(content))
    yield from (found.decode("utf-16-le", "replace") for found in WIDE.findall(content))
