"""Owns what a paper or a slide is made of, before any format: texts, tables and charts, in sections or on slides.

A block knows nothing of files, and a number in it was written by `words` already. A cell, or a value of a series, that is a
figure of the corte says which (`Number.of`), so that whoever reads a file again can ask the corte for it."""

from dataclasses import dataclass

# How a text stands. In a text, or in a cell that is one, **…** is strong and !!…!! is strong in the colour of a breach;
# nothing else is markup.
BODY, LEAD, NOTE, HEADING, SUBHEADING, ITEM, BLANK = "body", "lead", "note", "heading", "subheading", "item", "blank"
LINE, BARS, STACKED = "line", "bars", "stacked"


@dataclass(frozen=True)
class Text:
    """A paragraph. `item`: one of a list; `blank`: what only a person can write, «[completar: …]»."""

    said: str
    style: str = BODY


@dataclass(frozen=True)
class Number:
    """A figure of the corte: as it is written, its value, and which it is («SEG-07.2021-10», «SEG-07.2021-10.unit=UCI»,
    «status.overdue»)."""

    said: str
    value: float | int | None
    of: str = ""


Cell = str | Number


@dataclass(frozen=True)
class Table:
    """Rows under their headings. `numbers`: the columns whose cells are set to the right; `widths`: shares of the width;
    `over`: in a workbook, what stands over each heading, once over those side by side that have the same."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    numbers: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """Values of a chart, one a category (None: a gap). `tone`: a role of the palette; a `dashed` one is a target or a limit;
    a line is not joined before the categories where what it counts begins `again`."""

    name: str
    values: tuple[float | None, ...]
    tone: str = "ink"
    dashed: bool = False
    of: tuple[str, ...] = ()  # which figure of the corte each value is
    again: tuple[int, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Numbers to be drawn; `unit` and `decimals` as an indicator's (`words.amount`). `alt`: what it shows, in words."""

    kind: str  # «line», «bars» or «stacked»
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    unit: str = "count"
    decimals: int = 0
    alt: str = ""


Block = Text | Table | Chart


@dataclass(frozen=True)
class Signature:
    """Who signs, by office, and as what: «Presidencia», «Secretaría», «Miembro que votó en contra»."""

    office: str
    as_what: str


@dataclass(frozen=True)
class Marks:
    """What every page says of where it comes from: the corte and its hash, and the demonstration, if it is one."""

    corte: str  # «Corte n.º 3 «Cierre de noviembre», datos al 30/11/2021»
    hash: str  # the whole SHA-256
    sources: tuple[str, ...] = ()
    demonstration: str = ""


@dataclass(frozen=True)
class Paper:
    """A document: its heading (label → text), blocks, who signs. `name`: of its file, without ending; `wide`: on a page that
    lies, for a table of many columns."""

    name: str
    institution: tuple[str, ...]  # lines above the title
    title: str  # «ACTA DE REVISIÓN POR LA DIRECCIÓN N.° ACT-2021-05»
    heading: tuple[tuple[str, str], ...]  # («PARA», «…»)
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    marks: Marks
    copies: tuple[str, ...] = ()  # cc.
    wide: bool = False


@dataclass(frozen=True)
class Slide:
    """A slide. `key` names it for ever in its deck; `eyebrow` says what it is of; `title`, what it says. `address`: the
    screen with the live figure, without the corte."""

    key: str
    eyebrow: str
    title: str
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    aside: tuple[str, ...] = ()  # short lines beside the chart
    address: str = ""
    item: int | None = None  # the point of the order of the day that it serves


@dataclass(frozen=True)
class Deck:
    """The slides of a session, in their order, and what their foot says."""

    title: str  # «Revisión por la Dirección · 26/11/2021»
    slides: tuple[Slide, ...]
    marks: Marks
