"""Owns what the writers of every format share: the typeface and its sizes, emphasis as runs, the numbers of sections, and
what a text may not bring into a paper. Refuses nothing: a text is set as it is, without what nobody sees.

The typeface is metric compatible with Arial, which Word has everywhere, and stands in the repository: a paper breaks its
lines at the same words on every machine, whatever is installed there."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from sig_metrics.language import words
from sig_metrics.present.theme import LIGHT
from sig_metrics.report.model import HEADING, SUBHEADING, Block, Cell, Chart, Marks, Number, Table, Text

FONTS = Path(__file__).parent / "fonts"
FACE = "Liberation Sans"
OFFICE_FACE = "Arial"  # the same widths, in any office program
PAPER = {
    "title": 14,
    "heading": 11.5,
    "subheading": 10.5,
    "lead": 11.5,
    "body": 10.5,
    "table": 9,
    "note": 8.5,
    "foot": 8,
}
SLIDE = {"eyebrow": 14, "title": 32, "lead": 20, "body": 18, "aside": 16, "table": 14, "note": 12, "foot": 10}
A4 = (21.0, 29.7)  # cm
LEFT, RIGHT, TOP, BOTTOM = 2.5, 2.3, 2.6, 2.3  # cm around the text of a paper
TONES = frozenset(LIGHT.__dataclass_fields__)
PLAIN, STRONG, BREACH, OPEN = "plain", "strong", "breach", "open"
_NUMBERED = re.compile(r"(?:[IVXLC]+|[0-9]+(?:\.[0-9]+)*)[.)]\s|[A-Z][.)]\s")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Run:
    """A stretch of text that is set alike: «plain», «strong», «breach», or «open», which a person has to fill."""

    said: str
    how: str = PLAIN


def text_width(wide: bool) -> float:
    """Centimetres between the margins of a paper that stands, or lies."""
    return A4[1 if wide else 0] - LEFT - RIGHT


@lru_cache(maxsize=16384)
def seen(text: str) -> str:
    """A text with only what is seen of it: no control nor bidi characters, nor halves; a line break stays."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(c for c in text if c == "\n" or not unicodedata.category(c).startswith("C"))


def line(text: str) -> str:
    """A text that is seen, in one line."""
    return " ".join(seen(text).split("\n")).strip()


@lru_cache(maxsize=1)
def _marked() -> re.Pattern[str]:
    start, end = re.escape(words.say("paper_blank", what="\0")).split("\0")
    return re.compile(rf"\*\*(.+?)\*\*|!!(.+?)!!|({start}[^\[\]\n]+{end})", re.S)


@lru_cache(maxsize=16384)
def runs(said: str) -> tuple[Run, ...]:
    """«faltan !!3!!» → a plain run and one of breach; what is marked keeps its text only. «[completar: número]» is open."""
    said, found, at = seen(said), [], 0
    for each in _marked().finditer(said):
        how = (STRONG, BREACH, OPEN)[each.lastindex - 1]
        found += [Run(said[at : each.start()]), Run(each[each.lastindex], how)]
        at = each.end()
    return tuple(run for run in (*found, Run(said[at:])) if run.said)


def unmarked(said: str) -> str:
    """A text without the signs of its emphasis, in one line."""
    return line("".join(run.said for run in runs(said)))


def cell_runs(cell: Cell) -> tuple[Run, ...]:
    """A cell as runs: a figure is plain."""
    return (Run(seen(cell.said)),) if isinstance(cell, Number) else runs(cell)


def said(cell: Cell) -> str:
    """What a cell reads, without the signs of its emphasis; its lines are lines."""
    return "".join(run.said for run in cell_runs(cell))


def numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with their headings numbered («II. », «2.1. »); one that has its number keeps it, and a subheading before
    any heading is one."""
    out, heading, under = [], 0, 0
    for block in blocks:
        if not isinstance(block, Text) or block.style not in (HEADING, SUBHEADING):
            out.append(block)
            continue
        if block.style == HEADING or not heading:
            heading, under, mark, style = heading + 1, 0, f"{_roman(heading + 1)}. ", HEADING
        else:
            under, mark, style = under + 1, f"{heading}.{under + 1}. ", SUBHEADING
        out.append(replace(block, said=block.said if _NUMBERED.match(block.said) else mark + block.said, style=style))
    return tuple(out)


def _roman(n: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said, n = said + letters * (n // value), n % value
    return said


def foot(marks: Marks) -> str:
    """«Corte n.º 3 …, datos al 30/11/2021 · SHA-256 1f0c9a2b77de»; of a paper that has no corte yet, that alone."""
    if not marks.hash:
        return line(marks.corte)
    return words.say("report_foot", corte=line(marks.corte), hash=marks.hash[:12])


def sources(marks: Marks) -> str:
    """«Fuente: …», or nothing."""
    return words.say("report_sources", sources="; ".join(line(each) for each in marks.sources)) if marks.sources else ""


def number_format(drawn: Chart) -> str:
    """How a value of the chart is written, as a spreadsheet has it: «93.3 %», «121 días»."""
    decimals = "." + "0" * drawn.decimals if drawn.decimals else ""
    if drawn.unit == "percent":
        return f"0{decimals}\\ %"
    return f'#,##0{decimals}" días"' if drawn.unit == "days" else f"#,##0{decimals}"


def as_table(given: Chart, gap: Cell = words.NO_DATA) -> Table:
    """The numbers of a chart as a table: a row a category, a column a series; what there is not is the gap."""

    def cell(value: float | None, of: str) -> Cell:
        return gap if value is None else Number(words.amount(value, given.unit, given.decimals), value, of)

    rows = tuple(
        (name, *(cell(each.values[n], each.of[n] if each.of else "") for each in given.series))
        for n, name in enumerate(given.categories)
    )
    names = tuple(each.name for each in given.series)
    return Table(("", *names), rows, given.title, tuple(range(1, len(names) + 1)))


@lru_cache(maxsize=2)
def _face(bold: bool) -> ImageFont.FreeTypeFont:
    name = f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(FONTS / name, 100, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=65536)
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text is, in the unit of its size."""
    return _face(bold).getlength(text) * size / 100


def lines(text: str, size: float, wide: float, bold: bool = False) -> int:
    """In how many lines a text breaks in a width; a word longer than it breaks too."""
    count = 0
    for part in seen(text).split("\n"):
        at, count = 0.0, count + 1
        for word in part.split(" "):
            long = width(word, size, bold)
            space = width(" ", size, bold) if at else 0
            if at and at + space + long > wide:
                at, space, count = 0.0, 0, count + 1
            over = int(max(0.0, long - 0.01) // wide)
            at, count = at + space + long - over * wide, count + over
    return count


def cut(text: str, size: float, wide: float, most: int) -> tuple[str, str]:
    """As many words of a text as stand in so many lines, and the rest; a word longer than all of them is cut."""
    if lines(text, size, wide) <= most:
        return text, ""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if lines(text[:middle], size, wide) <= most else (low, middle - 1)
    at = text.rfind(" ", 0, low + 1)
    at = at if at > 0 else max(low, 1)
    return text[:at].rstrip(), text[at:].lstrip()
