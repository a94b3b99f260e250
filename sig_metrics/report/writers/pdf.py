"""Owns papers as PDF: PDF/A-2a and PDF/UA-1, which a public office may keep for ever, sign digitally, and read aloud. The
same paper gives the same bytes, on any machine: no typeface of the system, no clock.

A paper goes to typst as data (`paper.typ` reads it): a text in it is never code, and nothing has to be escaped. Refuses
what the standard refuses: a sign that no typeface here can draw is set as «□»."""

import json
import struct
from functools import lru_cache
from pathlib import Path

import typst

from sig_metrics.language import words
from sig_metrics.present.theme import LIGHT
from sig_metrics.report.model import Block, Chart, Paper, Table, Text
from sig_metrics.report.writers import svg
from sig_metrics.report.writers.columns import columns
from sig_metrics.report.writers.look import (
    FACE,
    FONTS,
    PAPER,
    Run,
    cell_runs,
    foot,
    line,
    numbered,
    runs,
    seen,
    sources,
    text_width,
    unmarked,
)

STANDARDS = ["a-2a", "ua-1"]
MADE = 1_609_459_200  # 1 January 2021: a paper says its own date in its heading
UNDRAWN = "□"
BESIDES = frozenset("◆◇✓◷◐●○★⚠←→⏎")  # signs of states, which the typefaces within typst draw
SHEET = Path(__file__).with_name("paper.typ")
POINTS = 72 / 2.54  # in a centimetre
COLOURS = ("ink", "muted", "border", "surface", "breach", "notice", "notice_border", "notice_ink")


def paper(given: Paper) -> bytes:
    """The paper as PDF/A."""
    return typst.compile(
        SHEET.read_bytes(),
        format="pdf",
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=MADE,
        sys_inputs={"paper": _drawable(json.dumps(data(given), ensure_ascii=False))},
    )


def picture(drawn: str, ppi: int = 192) -> bytes:
    """An SVG as PNG, for a format that has no drawings."""
    page = (
        '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 17cm)'
    )
    return typst.compile(
        page.encode(),
        format="png",
        ppi=ppi,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"svg": _drawable(drawn)},
    )


def data(given: Paper) -> dict:
    """What `paper.typ` reads of a paper."""
    return {
        "look": _look(),
        "wide": given.wide,
        "institution": [line(each) for each in given.institution],
        "title": line(given.title),
        "titled": _runs(line(given.title)),
        "heading": [[line(label), _runs(text)] for label, text in given.heading],
        "blocks": [_block(block, given.wide) for block in numbered(given.blocks)],
        "signatures": [{"office": line(each.office), "as_what": line(each.as_what)} for each in given.signatures],
        "copies": words.say("report_copies", copies=words.listing([line(each) for each in given.copies]))
        if given.copies
        else "",
        "foot": foot(given.marks),
        "sources": sources(given.marks),
        "demonstration": line(given.marks.demonstration),
    }


def _look() -> dict:
    return {
        "face": FACE,
        "sizes": PAPER,
        "colours": {name: getattr(LIGHT, name) for name in COLOURS},
        "page": words.say("report_page", page="{page}", pages="{pages}"),
        "no_rows": words.say("report_no_rows"),
    }


def _runs(text: str) -> list[dict]:
    return _as_data(runs(text))


def _as_data(given: tuple[Run, ...]) -> list[dict]:
    return [{"said": run.said, "how": run.how} for run in given]


def _block(block: Block, wide: bool) -> dict:
    if isinstance(block, Text):
        return {"kind": "text", "style": block.style, "runs": _runs(block.said)}
    if isinstance(block, Chart):
        alt = unmarked(block.alt or block.title or words.say("report_chart"))
        return {"kind": "chart", "title": line(block.title), "svg": svg.chart(block, LIGHT), "alt": alt}
    return _table(block, wide)


def _table(block: Table, wide: bool) -> dict:
    return {
        "kind": "table",
        "title": line(block.title),
        "headings": [seen(each) for each in block.headings],
        "rows": [[_as_data(cell_runs(cell)) for cell in row] for row in block.rows],
        "numbers": list(block.numbers),
        "widths": list(columns(block, text_width(wide) * POINTS, PAPER["table"])),
    }


def _drawable(text: str) -> str:
    """A text in which every sign is one that the typeface can draw."""
    known = drawable()
    return "".join(c if c in known or c == "\n" else UNDRAWN for c in text)


@lru_cache(maxsize=1)
def drawable() -> frozenset[str]:
    """The signs that the typeface has in all its weights, and some besides: the table «cmap» of each file, of format 4."""
    faces = [_signs(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*faces) | BESIDES


def _signs(font: bytes) -> frozenset[str]:
    tables = {font[at : at + 4]: struct.unpack(">L", font[at + 8 : at + 12])[0] for at in range(12, 12 + 16 * 40, 16)}
    start = tables[b"cmap"]
    count = struct.unpack(">H", font[start + 2 : start + 4])[0]
    kept = (struct.unpack(">HHL", font[start + 4 + 8 * n : start + 12 + 8 * n]) for n in range(count))
    at = start + next(offset for platform, coding, offset in kept if (platform, coding) == (3, 1))
    double = struct.unpack(">H", font[at + 6 : at + 8])[0]
    ends = struct.unpack(f">{double // 2}H", font[at + 14 : at + 14 + double])
    starts = struct.unpack(f">{double // 2}H", font[at + 16 + double : at + 16 + 2 * double])
    return frozenset(chr(c) for first, last in zip(starts, ends) for c in range(first, last + 1) if c < 0xD800)
