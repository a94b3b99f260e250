"""Owns the painting of a row in a copy of a workbook, whose every other part stays as it came: the parts that change are
the styles, the sheet of the row and which sheet opens; and, with notes, a sheet more.

XML is changed as text, and read again: what cannot be painted so is told by None, and never by a damaged copy."""

import io
import re
import zipfile
from xml.etree import ElementTree

from sig_metrics.intake.files.grid import LARGE
from sig_metrics.intake.files.package import Package, open_package, sheet_parts
from sig_metrics.present.origin_sheet import text_of as _text
from sig_metrics.present.origin_sheet import with_notes

PAINT = "FFFFE08A"
ABOVE = 4  # rows that are seen above the painted one
NAME = r"(?:\w+:)?"


def painted_book(content: bytes, rows: dict[str, int], notes: tuple[str, ...] = ()) -> bytes | None:
    """The workbook with a row of each of some sheets painted, the first of them in view, and the notes in a sheet at its
    end; None where it cannot be."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = open_package(archive, LARGE)
        changed = _changed(package, rows, notes)
        if changed is None:
            return None
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as made:
            for info in archive.infolist():
                part = changed.pop(info.filename, None) or archive.read(info)
                made.writestr(info, part, compress_type=zipfile.ZIP_DEFLATED)
            for name, part in changed.items():
                made.writestr(name, part)
    return memory.getvalue()


def _changed(package: Package, rows: dict[str, int], notes: tuple[str, ...]) -> dict[str, bytes] | None:
    """{part as the archive names it: its new bytes}, a part that it has not after those that it has."""
    parts = {name: part for name, part, _ in sheet_parts(package)}
    styles = package.known.get("styles", "")
    if styles not in package.parts or not rows.keys() <= parts.keys():
        return None
    paint, texts = _Paint(_text(package, styles)), {}
    for name, part in parts.items():
        text = _unselected(_text(package, part))
        if name in rows:
            text = _row_painted(text, rows[name], paint)
            if text is None:
                return None
            text = _in_view(text, rows[name], first=name == next(iter(rows)))
        texts[part] = text
    opened = _opened_at(_text(package, package.known["workbook"]), next(iter(rows)))
    told = with_notes(package, opened, notes) if notes else {package.known["workbook"]: opened}
    if told is None:
        return None
    texts |= {styles: paint.written(), **told}
    names = {part: info.filename for part, info in package.parts.items()}
    found = {names.get(part, part): text.encode() for part, text in texts.items() if text is not None}
    try:
        for each in found.values():
            ElementTree.fromstring(each)
    except ElementTree.ParseError:
        return None
    return found if len(found) == len(texts) else None


class _Paint:
    """The styles of a workbook, to which those of the painted cells are added: the same with another ground."""

    def __init__(self, text: str):
        self.text, self.made = text, {}
        frames = re.search(rf"<({NAME})cellXfs\b[^>]*>(.*?)</{NAME}cellXfs>", text, re.S)
        fills = re.search(rf"<({NAME})fills\b[^>]*>(.*?)</{NAME}fills>", text, re.S)
        self.prefix = frames[1] if frames else ""
        self.frames = re.findall(rf"<{NAME}xf\b[^>]*?/>|<{NAME}xf\b.*?</{NAME}xf>", frames[2], re.S) if frames else []
        self.fills = len(re.findall(rf"<{NAME}fill\b", fills[2])) if fills else 0

    def of(self, style: str) -> str | None:
        """The painted style of a style; None for one that is not there."""
        if style not in self.made:
            if not style.isdigit() or int(style) >= len(self.frames) or not self.fills:
                return None
            self.made[style] = str(len(self.frames) + len(self.made))
        return self.made[style]

    def written(self) -> str | None:
        """The styles with those that were asked for."""
        p = self.prefix
        solid = (
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{PAINT}"/><{p}bgColor indexed="64"/>'
            f"</{p}patternFill></{p}fill>"
        )
        frames = "".join(self._frame(self.frames[int(style)]) for style in self.made)
        text = _added(self.text, "fills", solid, self.fills + 1)
        return text and _added(text, "cellXfs", frames, len(self.frames) + len(self.made))

    def _frame(self, frame: str) -> str:
        head, mark, rest = re.match(r"(<[^>]*?)(/?>)(.*)\Z", frame, re.S).groups()
        return _given(_given(head, "fillId", str(self.fills)), "applyFill", "1") + mark + rest


def _added(text: str, name: str, more: str, count: int) -> str | None:
    """The text with more at the end of an element that counts what it holds."""
    found = re.search(rf"(<{NAME}{name}\b[^>]*?)(>.*?)(</{NAME}{name}>)", text, re.S)
    if not found:
        return None
    head = _given(found[1], "count", str(count))
    return text[: found.start()] + head + found[2] + more + found[3] + text[found.end() :]


def _given(head: str, name: str, value: str) -> str:
    """The beginning of an element with an attribute in place of what it had."""
    bare = re.sub(rf"""\s{name}\s*=\s*("[^"]*"|'[^']*')""", "", head)
    return f'{bare.rstrip()} {name}="{value}"'


def _attribute(head: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*["']([^"']*)["']""", head)
    return found[1] if found else ""


def _row_painted(text: str, row: int, paint: _Paint) -> str | None:
    """A sheet with the cells of a row, and the row itself, painted and in sight."""
    found = re.search(rf"""(<{NAME}row\b[^>]*?\sr\s*=\s*["']{row}["'][^>]*?)(/>|>(.*?)(</{NAME}row>))""", text, re.S)
    if not found:
        return None
    style = paint.of(_attribute(found[1], "s") or "0")
    if style is None:
        return None
    head = _given(_given(found[1], "s", style), "customFormat", "1")
    head = re.sub(r"""\shidden\s*=\s*["'][^"']*["']""", "", head)
    cells = found[3] or ""
    for cell in reversed([*re.finditer(rf"(<{NAME}c\b[^>]*?)(/?>)", cells)]):
        mine = paint.of(_attribute(cell[1], "s") or "0")
        if mine is None:
            return None
        cells = cells[: cell.start()] + _given(cell[1], "s", mine) + cell[2] + cells[cell.end() :]
    inside = found[2] if found[3] is None else f">{cells}{found[4]}"
    return text[: found.start()] + head + inside + text[found.end() :]


def _unselected(text: str) -> str:
    """A sheet that is not the one that opens."""
    return re.sub(r"""(<(?:\w+:)?sheetView\b[^>]*?)\stabSelected\s*=\s*["'][^"']*["']""", r"\1", text, count=1)


def _in_view(text: str, row: int, first: bool) -> str:
    """A sheet that opens at a row, under its frozen headings if it has some."""
    found = re.search(rf"(<{NAME}sheetView\b[^>]*?)(/>|>)", text)
    if not found:
        return text
    head = _given(found[1], "tabSelected", "1") if first else found[1]
    at = f"A{max(1, row - ABOVE)}"
    pane = re.compile(rf"<{NAME}pane\b[^>]*?(?=/?>)")
    held = pane.search(text, found.end(), text.find("sheetData"))
    if not held:
        return text[: found.start()] + _given(head, "topLeftCell", at) + text[found.start(2) :]
    frozen = int(float(_attribute(held[0], "ySplit") or 0))
    column = re.sub(r"\d+", "", _attribute(held[0], "topLeftCell")) or "A"
    moved = _given(held[0], "topLeftCell", f"{column}{max(row - ABOVE, frozen + 1)}") if frozen else held[0]
    return text[: found.start()] + head + text[found.start(2) : held.start()] + moved + text[held.end() :]


def _opened_at(text: str, name: str) -> str:
    """A workbook that opens at a sheet."""
    sheets = [each for each in ElementTree.fromstring(text.encode()).iter() if each.tag.rpartition("}")[2] == "sheet"]
    at = next(n for n, each in enumerate(sheets) if each.get("name") == name)
    view = re.search(rf"<{NAME}workbookView\b[^>]*?(?=/?>)", text)
    if view:
        head = _given(_given(view[0], "activeTab", str(at)), "firstSheet", "0")
        return text[: view.start()] + head + text[view.end() :]
    return re.sub(
        rf"<({NAME})sheets\b", rf'<\1bookViews><\1workbookView activeTab="{at}"/></\1bookViews><\1sheets', text, count=1
    )
