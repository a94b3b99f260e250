"""Owns the way from a PDF to its letters and ruled lines, with their places as the page is seen, and to the picture of a
page. PDFium reads it; it is always a child that calls this.

Refuses, each with its remedy, a file that has a password, is broken, has too many pages or lines, and one whose pages
are pictures. Nothing in the file is run: neither scripts nor forms, attachments or links."""

import ctypes
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sig_metrics.language.problems import refuse

PAGES_LIMIT = 400
GLYPHS_LIMIT, LINES_LIMIT = 60_000, 30_000  # of a page
LEGIBLE = 20  # letters that a page with text has
WIDEST = 2_000  # points of the picture of a page
THIN = 3.0  # points: a filled box that is thinner is a line
DEEP = 4  # forms inside forms
LARGE_PICTURE = 0.5  # of a page: what a scan is


@dataclass(frozen=True)
class Glyph:
    """A letter and its box, from the top left of the page as it is seen, in points; `upright` unless it is turned."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    upright: bool = True
    spaced: bool = False  # a space comes before it in the file

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass
class Page:
    """What is on a page: letters in the order of the file; lines across (y, x from, x to) and down (x, y from, y to)."""

    number: int
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)


class Book:
    """An open PDF. Raises Refused for one that cannot be opened."""

    def __init__(self, content: bytes):
        try:
            self.pdf = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as fault:
            locked = getattr(fault, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
            raise refuse("pdf_locked" if locked else "pdf_broken") from None
        self.count = len(self.pdf)
        if not self.count:
            raise refuse("pdf_broken")
        if self.count > PAGES_LIMIT:
            raise refuse("pdf_pages", found=self.count, limit=PAGES_LIMIT)

    def texts(self) -> list[str]:
        """The plain text of each page; raises Refused when none has any, as those of a scan."""
        found = [self._text(n) for n in range(self.count)]
        if not any(len("".join(text.split())) >= LEGIBLE for text in found):
            raise refuse("pdf_scan")
        return found

    def _text(self, n: int) -> str:
        try:
            return self.pdf[n].get_textpage().get_text_bounded()
        except pdfium.PdfiumError:
            raise refuse("pdf_broken") from None

    def page(self, n: int) -> Page:
        """The letters and lines of a page, by its index."""
        page = self.pdf[n]
        text = page.get_textpage()
        angles = _angles(text, n + 1)
        seen = _Seen(page, max((0, 90, 180, 270), key=angles.count))
        glyphs = list(_glyphs(text, angles, seen))
        across, down = [], []
        for x0, y0, x1, y1 in _segments(page, seen):
            if abs(y1 - y0) <= 1 and abs(x1 - x0) > 1:
                across.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) <= 1 and abs(y1 - y0) > 1:
                down.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
            if len(across) + len(down) > LINES_LIMIT:
                raise refuse("pdf_crowded", page=n + 1)
        return Page(n + 1, glyphs, across, down)

    def pictured(self) -> list[int]:
        """The numbers of the pages without letters that a picture covers."""
        return [n + 1 for n in range(self.count) if len(self._text(n).split()) < 5 and _covered(self.pdf[n])]

    def picture(self, n: int, bands: list[list[float]], width: int = 1700) -> bytes:
        """A page, by its index, as PNG; with a tint from one height to another of each band, in points, when the page is
        seen as its letters stand."""
        page = self.pdf[n]
        scale = min(max(width / max(page.get_width(), 1), 0.1), 4, WIDEST / max(page.get_height(), 1))
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=False)
        pixels = bytearray(bitmap.buffer)
        angles = _angles(page.get_textpage(), n + 1)
        if bitmap.n_channels == 3 and max((0, 90, 180, 270), key=angles.count) == page.get_rotation() % 360:
            for top, bottom in bands:
                _tint(pixels, bitmap.stride, max(int(top * scale), 0), min(int(bottom * scale), bitmap.height))
        return png(bytes(pixels), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)


def _tint(pixels: bytearray, stride: int, first: int, last: int) -> None:
    """Makes whole lines of pixels orange, as ink on coloured paper."""
    for colour, kept in ((1, 0.90), (2, 0.74)):
        shades = bytes(int(n * kept) for n in range(256))
        for start in range(first * stride, last * stride, stride):  # a line may end in bytes of no pixel
            line = slice(start + colour, start + stride, 3)
            pixels[line] = pixels[line].translate(shades)


class _Seen:
    """How a point of the file stands when most of the letters are upright, whatever the page says of its turn."""

    def __init__(self, page: pdfium.PdfPage, turn: int):
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.turn = turn

    def at(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def _angles(text: pdfium.PdfTextPage, number: int) -> list[int]:
    """The turn of each letter: 0, 90, 180 or 270 degrees."""
    count = raw.FPDFText_CountChars(text)
    if count > GLYPHS_LIMIT:
        raise refuse("pdf_crowded", page=number)
    return [-round(raw.FPDFText_GetCharAngle(text, n) * 57.29578 / 90) * 90 % 360 for n in range(count)]


def _glyphs(text: pdfium.PdfTextPage, angles: list[int], seen: _Seen) -> Iterator[Glyph]:
    box = raw.FS_RECTF()  # as high as the type, whatever the letter: letters of a line stand at one height
    spaced = True
    for n, angle in enumerate(angles):
        code = raw.FPDFText_GetUnicode(text, n)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if letter.isspace():
            spaced = True
            continue
        if not raw.FPDFText_GetLooseCharBox(text, n, box):
            continue
        (x0, y0), (x1, y1) = seen.at(box.left, box.bottom), seen.at(box.right, box.top)
        yield Glyph(letter, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), angle == seen.turn, spaced)
        spaced = False


def _segments(page: pdfium.PdfPage, seen: _Seen) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes of a page, and the edges of its thin filled boxes."""
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=DEEP):
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(each.raw, ctypes.byref(filled), ctypes.byref(stroked))
        points = list(_points(each, seen))
        if not points or not (filled.value or stroked.value):
            continue
        if not stroked.value:
            wide = max(x for _, x, _ in points) - min(x for _, x, _ in points)
            high = max(y for _, _, y in points) - min(y for _, _, y in points)
            if min(wide, high) > THIN:  # a shade
                continue
            yield from _middle(points, wide, high)
            continue
        start = before = None
        for kind, x, y in points:
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = (x, y)
            elif before:
                yield (*before, x, y)
            before = (x, y)
            if kind < 0 and start:  # the path is closed here
                yield (*before, *start)


def _middle(points: list, wide: float, high: float) -> Iterator[tuple[float, float, float, float]]:
    left, top = min(x for _, x, _ in points), min(y for _, _, y in points)
    if wide >= high:
        yield left, top + high / 2, left + wide, top + high / 2
    else:
        yield left + wide / 2, top, left + wide / 2, top + high


def _points(path: pdfium.PdfObject, seen: _Seen) -> Iterator[tuple[int, float, float]]:
    """(kind, x, y) of each point of a path; a curve has no straight line, and is left out."""
    matrix, outer = path.get_matrix(), path.container
    while outer is not None:  # of a form inside the page
        matrix, outer = matrix.multiply(outer.get_matrix()), outer.container
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(min(raw.FPDFPath_CountSegments(path.raw), LINES_LIMIT)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, n)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        at = matrix.on_point(x.value, y.value)
        closes = raw.FPDFPathSegment_GetClose(segment)
        yield (-1 if closes else kind), *seen.at(*at)


def _covered(page: pdfium.PdfPage) -> bool:
    """Whether a picture takes most of a page."""
    whole = page.get_width() * page.get_height() or 1
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=DEEP):
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) > LARGE_PICTURE * whole:
            return True
    return False


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Rows of grey or RGB pixels as a PNG."""
    rows = b"".join(b"\0" + pixels[at : at + width * channels] for at in range(0, stride * height, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held)) for kind, held in parts
    )
