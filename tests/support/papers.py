"""Owns how a paper or a deck is read back from its bytes, in any format, by programs that did not write it: its texts, its
numbers as they read, and the bare values of charts and cells.

`texts_of`, `numbers_of` and `values_of` take a format («docx», «pdf», «pptx», «xlsx», «html») and the bytes. A number that is
a value of a chart or of a cell reads as its own number format writes it."""

import io
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser

import docx
import openpyxl
import pptx
import pypdf
from docx.oxml.ns import qn

NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?: %)?")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ASIDE = {"style", "script"}  # of an HTML: what is not read
EMPTY = {"meta", "br", "link", "img", "input", "hr", "col"}  # what has no end
Values = Iterator[tuple[float, str]]  # each with its number format


def texts_of(kind: str, data: bytes) -> list[str]:
    """Every text, in the order in which it is read, what a chart shows in words included."""
    return [text for text in READERS[kind](data) if text.strip()]


def numbers_of(kind: str, data: bytes) -> list[str]:
    """Every number as it reads: «1,234», «93.3 %», «-4.2»."""
    shown = [written(value, form) for value, form in _values(kind, data)]
    return [found.strip(",") for text in [*texts_of(kind, data), *shown] for found in NUMBER.findall(text)]


def values_of(kind: str, data: bytes) -> list[float]:
    """The bare values of charts and cells; a format that only writes text has none."""
    return [value for value, _ in _values(kind, data)]


def flat(texts: list[str]) -> str:
    """All of the texts in one line: what a format breaks into lines and cells is found in it."""
    return " ".join(" ".join(texts).replace("\u200b", "").split())


def written(value: float, form: str) -> str:
    """A value as a spreadsheet writes it with a number format."""
    form = form.split(";")[0]
    if re.fullmatch(r'"[^"]*"', form):
        return form[1:-1]
    if form == "General":
        return f"{value:g}"
    bare = re.sub(r'"[^"]*"', "", form)
    pattern = re.search(r"[#0][#,0]*(?:\.(0+))?", bare)
    decimals = len(pattern[1] or "")
    exact = Decimal(str(value)) * (100 if "%" in bare else 1)
    read = f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):{',' if ',' in bare else ''}.{decimals}f}"
    return form.replace(pattern[0], read).replace("\\", "").replace('"', "")


def _docx(data: bytes) -> Iterator[str]:
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    for root in (section.header._element, document.element.body, section.footer._element):
        for each in root.iter(qn("w:p"), qn("wp:docPr")):
            if each.tag == qn("w:p"):
                yield "".join(
                    "\n" if part.tag == qn("w:br") else part.text or "" for part in each.iter(qn("w:t"), qn("w:br"))
                )
            else:
                yield each.get("descr", "")


def _pdf(data: bytes) -> Iterator[str]:
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        yield from page.extract_text().replace("\u200b", "").split("\n")


def _pptx(data: bytes) -> Iterator[str]:
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from (paragraph.text.replace("\v", "\n") for paragraph in shape.text_frame.paragraphs)
            elif shape.has_table:
                yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
            elif shape.has_chart:
                yield shape._element.nvGraphicFramePr.cNvPr.get("descr")
                yield from _chart_texts(shape.chart._chartSpace)


def _chart_texts(chart: object) -> Iterator[str]:
    for series in chart.iter(CHART + "ser"):
        for part in (CHART + "tx", CHART + "cat"):
            yield from (value.text for value in series.find(part).iter(CHART + "v"))


def _xlsx(data: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        yield sheet.title
        yield from (cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


def _html(data: bytes) -> Iterator[str]:
    reader = Page()
    reader.feed(data.decode("utf-8"))
    reader.close()
    yield from reader.texts


class Page(HTMLParser):
    """Reads what a person may read of a page, once: a drawing for narrow screens says what its wide one says."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        about = dict(attrs)
        self.tags.append((tag, about))
        hidden = (bool(self.open) and self.open[-1][1]) or tag in ASIDE or about.get("class") == "narrow"
        if not hidden and about.get("aria-label"):
            self.texts.append(about["aria-label"])
        if tag not in EMPTY and tag not in ("rect", "line", "circle", "polyline"):
            self.open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.open and not self.open[-1][1]:
            self.texts.append(data)


READERS = {"docx": _docx, "pdf": _pdf, "pptx": _pptx, "xlsx": _xlsx, "html": _html}


def _values(kind: str, data: bytes) -> Values:
    if kind == "xlsx":
        for sheet in openpyxl.load_workbook(io.BytesIO(data)):
            cells = (cell for row in sheet.iter_rows() for cell in row)
            yield from ((cell.value, cell.number_format) for cell in cells if isinstance(cell.value, (int, float)))
    if kind == "pptx":
        for slide in pptx.Presentation(io.BytesIO(data)).slides:
            for shape in slide.shapes:
                if shape.has_chart:
                    yield from _chart_values(shape.chart._chartSpace)


def _chart_values(chart: object) -> Values:
    for series in chart.iter(CHART + "ser"):
        kept = series.find(CHART + "val").find(f".//{CHART}numCache")
        form = kept.findtext(CHART + "formatCode")
        yield from ((float(value.text), form) for value in kept.iter(CHART + "v"))
