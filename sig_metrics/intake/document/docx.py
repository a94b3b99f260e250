"""Owns the way from a Word document to its tables and its lines of text.

The package goes by the guards of a workbook; then only the part with the text is parsed, as XML without a DTD. What a
revision took out is not read; what it put in is."""

import io
import posixpath
import zipfile
from xml.etree import ElementTree

from sig_metrics.intake.document.table import Table
from sig_metrics.intake.files.grid import Limits
from sig_metrics.intake.files.package import open_parts, related
from sig_metrics.language.problems import Refused, refuse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
USUAL = "word/document.xml"
GONE = {f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText")}
TWIPS = 20.0  # a point has


def read_docx(content: bytes, limits: Limits) -> tuple[list[Table], list[str]]:
    """(tables in their order, lines of text outside them). Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = open_parts(archive, limits)
            name = _main(archive, parts)
            written = archive.read(parts[name])
            if b"\0" in written[:64]:  # UTF-16, in which a DTD could hide
                raise refuse("docx_broken")
            body = ElementTree.fromstring(written).find(f"{W}body")
    except (Refused, MemoryError):
        raise
    except Exception as fault:
        raise refuse("docx_broken") from fault
    if body is None:
        raise refuse("docx_broken")
    return _walk(body)


def _main(archive: zipfile.ZipFile, parts: dict) -> str:
    found = next(
        (target for kind, target in related(archive, parts, "_rels/.rels").values() if kind == "officeDocument"), USUAL
    )
    name = found if found in parts else USUAL
    if name not in parts or not posixpath.dirname(name).startswith("word"):
        raise refuse("docx_not")
    return name


def _walk(body: ElementTree.Element) -> tuple[list[Table], list[str]]:
    tables: list[Table] = []
    lines: list[str] = []
    seen = 0
    for each in _blocks(body):
        if each.tag == f"{W}p":
            lines += [line for line in _text(each).split("\n") if line.strip()]
        else:
            tables.append(_table(each, len(tables) + 1, lines[seen:]))
            lines += [" ".join(filter(None, row)) for row in tables[-1].grid if any(row)]
            seen = len(lines)
    return tables, lines


def _blocks(body: ElementTree.Element):
    """The paragraphs and tables of the text, also inside boxes of content."""
    for each in body:
        if each.tag in (f"{W}p", f"{W}tbl"):
            yield each
        elif each.tag in (f"{W}sdt", f"{W}ins", f"{W}moveTo"):
            inner = each.find(f"{W}sdtContent") if each.tag == f"{W}sdt" else each
            yield from _blocks(inner) if inner is not None else ()


def _text(paragraph: ElementTree.Element) -> str:
    found: list[str] = []

    def visit(node: ElementTree.Element) -> None:
        if node.tag in GONE or node.tag == f"{W}tbl":
            return
        if node.tag == f"{W}t":
            found.append(node.text or "")
        elif node.tag in (f"{W}br", f"{W}cr"):
            found.append("\n")
        elif node.tag == f"{W}tab":
            found.append("\t")
        elif node.tag == f"{W}noBreakHyphen":
            found.append("-")
        for each in node:
            visit(each)

    visit(paragraph)
    return "".join(found)


def _value(node: ElementTree.Element | None, path: str, default: int) -> int:
    found = node.find("/".join(f"{W}{name}" for name in path.split("/"))) if node is not None else None
    try:
        return int(found.get(f"{W}val", default)) if found is not None else default
    except ValueError:
        return default


def _table(node: ElementTree.Element, number: int, above: list[str]) -> Table:
    rows = [_cells(row) for row in _rows(node)]
    wide = min(max((left + span for row in rows for left, span, *_ in row), default=0), 512)
    grid = [[""] * wide for _ in rows]
    open_at: dict[int, tuple[int, int]] = {}  # left → (row where the merge began, columns)
    ends: dict[tuple[int, int, int], int] = {}
    nested = set()
    for r, row in enumerate(rows):
        for left, span, merge, text, inner in row:
            if left + span > wide:
                continue
            if merge == "continue" and left in open_at:
                top, columns = open_at[left]
                ends[(top, left, columns)] = r
                if text:  # a merged cell may hold a text that is not seen
                    nested.add((r, left))
                continue
            open_at[left] = (r, span)
            ends[(r, left, span)] = r
            grid[r][left] = text
            nested |= {(r, left)} if inner else set()
    merges = [
        (top, left, bottom, left + span - 1) for (top, left, span), bottom in ends.items() if bottom > top or span > 1
    ]
    return Table(number, grid, _edges(node, wide), merges, dict.fromkeys(nested, "nested"), above)


def _rows(node: ElementTree.Element):
    for each in node:
        if each.tag == f"{W}tr":
            if each.find(f"{W}trPr/{W}del") is None:
                yield each
        elif each.tag == f"{W}sdt" and (inner := each.find(f"{W}sdtContent")) is not None:
            yield from _rows(inner)
        elif each.tag == f"{W}ins":
            yield from _rows(each)


def _cells(row: ElementTree.Element) -> list[tuple[int, int, str, str, bool]]:
    """(first column, columns, «restart», «continue» or «», text, whether a table is inside) of each cell of a row."""
    at, found = _value(row, "trPr/gridBefore", 0), []
    for cell in _of_row(row):
        properties = cell.find(f"{W}tcPr")
        span = min(max(_value(properties, "gridSpan", 1), 1), 512)
        vertical = properties.find(f"{W}vMerge") if properties is not None else None
        merge = "" if vertical is None else vertical.get(f"{W}val", "continue")
        texts = [_text(each) for each in _blocks(cell) if each.tag == f"{W}p"]
        text = " ".join(" ".join(texts).split())
        found.append((at, span, merge, text, any(each.tag == f"{W}tbl" for each in cell)))
        at += span
    return found


def _of_row(row: ElementTree.Element):
    for each in row:
        if each.tag == f"{W}tc":
            yield each
        elif each.tag == f"{W}sdt" and (inner := each.find(f"{W}sdtContent")) is not None:
            yield from _of_row(inner)


def _edges(node: ElementTree.Element, wide: int) -> list[float]:
    widths = [float(each.get(f"{W}w", "0") or 0) / TWIPS for each in node.findall(f"{W}tblGrid/{W}gridCol")][:wide]
    widths += [1.0] * (wide - len(widths))
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + max(width, 0.1))
    return edges
