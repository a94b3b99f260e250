"""Owns where each block stands on a slide of 16:9, and on how many slides it goes on: text is measured, shrinks a little, and
what still has no room goes on to the next. Refuses to let anything out of its slide, or a heading to stand alone.

Measures are points, of a slide of 960 × 540."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sig_metrics.language import words
from sig_metrics.report.model import HEADING, LEAD, NOTE, SUBHEADING, Block, Cell, Chart, Slide, Table, Text
from sig_metrics.report.writers.columns import columns
from sig_metrics.report.writers.look import BREACH, SLIDE, STRONG, cell_runs, cut, line, lines, said

WIDE, HIGH = 960.0, 540.0
LEFT, RIGHT, TOP, BOTTOM = 55.0, 905.0, 32.0, 488.0
BESIDE = 216.0  # what stands beside a chart
GAP = 12.0
LEAST_CHART = 200.0
LARGER, SCALES = (1.4, 1.2), (1.0, 0.92, 0.84)
AIR = 1.22  # of a line, over its size
CELL = 4.0  # above and below the text of a cell, and a little more at its sides
SIZES = {HEADING: ("body", True), SUBHEADING: ("aside", True), NOTE: ("note", False), LEAD: ("lead", False)}


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True)
class Placed:
    """A block in its box; `size`: of its text; `rows`: the heights of the rows of a table, its head first."""

    block: Block
    box: Box
    size: float
    rows: tuple[float, ...] = ()


@dataclass(frozen=True)
class Page:
    """A slide as it is drawn: its title and lead with their boxes and sizes, its blocks, and what stands beside."""

    title: Placed
    lead: Placed | None
    blocks: tuple[Placed, ...]
    aside: Placed | None = None


def pages(slide: Slide) -> tuple[Page, ...]:
    """The slide in the largest text with which it is one (larger than usual, if nothing is drawn); if it is not one in any,
    in the smallest."""
    drawn = any(isinstance(block, Chart) for block in slide.blocks)
    for scale in SCALES if drawn else (*LARGER, *SCALES):
        made = tuple(_pages(slide, scale))
        if len(made) == 1:
            break
    return made


def _pages(slide: Slide, scale: float) -> Iterator[Page]:
    todo, first = list(slide.blocks), True
    while first or todo:
        title, lead = _head(slide, first)
        top = (lead or title).box.y + (lead or title).box.high + 14
        beside = _aside(slide, top) if first and slide.aside else None
        wide = RIGHT - LEFT - (BESIDE + 34 if beside else 0)
        blocks, todo = _filled(todo, Box(LEFT, top, wide, BOTTOM - top), scale)
        yield Page(title, lead, tuple(blocks), beside)
        first = False


def measured(cell: Cell, size: float, wide: float, bold: bool = False) -> int:
    """In how many lines a text stands; one with something strong in it is taken as strong, which is wider."""
    return lines(said(cell), size, wide, bold or any(run.how in (STRONG, BREACH) for run in cell_runs(cell)))


def shrunk(text: str, size: float, wide: float, most: int, least: float, bold: bool = False) -> tuple[float, float]:
    """The largest size with which a text has so many lines at most, and how high it is."""
    while size > least and measured(text, size, wide, bold) > most:
        size -= 1
    return size, measured(text, size, wide, bold) * size * AIR


def _head(slide: Slide, first: bool) -> tuple[Placed, Placed | None]:
    title_said = line(slide.title) if first else words.say("report_goes_on", title=line(slide.title))
    top = TOP + SLIDE["eyebrow"] * AIR + 6
    size, high = shrunk(title_said, SLIDE["title"], RIGHT - LEFT, 2, 18, bold=True)
    title = Placed(Text(title_said), Box(LEFT, top, RIGHT - LEFT, high), size)
    if not first or not slide.lead:
        return title, None
    size, tall = shrunk(slide.lead, SLIDE["lead"], RIGHT - LEFT, 3, 13)
    return title, Placed(Text(slide.lead), Box(LEFT, top + high + 4, RIGHT - LEFT, tall), size)


def _aside(slide: Slide, top: float) -> Placed:
    size = float(SLIDE["aside"])
    while size > 9 and sum(measured(each, size, BESIDE) * size * AIR + 8 for each in slide.aside) > BOTTOM - top:
        size -= 1
    return Placed(Text("\n".join(slide.aside)), Box(RIGHT - BESIDE, top, BESIDE, BOTTOM - top), size)


def _filled(todo: list[Block], box: Box, scale: float) -> tuple[list[Placed], list[Block]]:
    """The blocks that a box takes, in their order, and what is left; charts grow into the room that nobody takes."""
    placed: list[list[Placed]] = []  # what stands side by side is in one list
    y, end = box.y, box.y + box.high
    while todo:
        row, rest = _next(
            todo, Box(box.x, y, box.wide, end - y), scale, alone=all(_heads(each[0].block) for each in placed)
        )
        if not row:
            break
        placed.append(row)
        y, todo = row[0].box.y + max(each.box.high for each in row) + GAP, rest
    while len(placed) > 1 and todo and _heads(placed[-1][0].block):
        todo = [placed.pop()[0].block, *todo]
    return _grown(placed, end), todo


def _heads(block: Block) -> bool:
    return isinstance(block, Text) and block.style in (HEADING, SUBHEADING)


def _next(todo: list[Block], box: Box, scale: float, alone: bool) -> tuple[list[Placed], list[Block]]:
    """The next block in its box (two charts stand side by side) and what is left; nothing, if it has no room there."""
    block = todo[0]
    if isinstance(block, Chart):
        if box.high < LEAST_CHART * scale**2 and not alone:
            return [], todo
        pair = 2 if len(todo) > 1 and isinstance(todo[1], Chart) and box.wide > 700 else 1
        wide = (box.wide - 28 * (pair - 1)) / pair
        high = min(LEAST_CHART * scale**2, box.high)
        row = [Placed(todo[n], Box(box.x + n * (wide + 28), box.y, wide, high), SLIDE["note"]) for n in range(pair)]
        return row, todo[pair:]
    if isinstance(block, Text):
        return _text(block, todo[1:], box, scale, alone)
    return _table(block, todo[1:], box, SLIDE["table"] * scale, alone)


def _text(block: Text, rest: list[Block], box: Box, scale: float, alone: bool) -> tuple[list[Placed], list[Block]]:
    name, bold = SIZES.get(block.style, ("body", False))
    size = SLIDE[name] * (min(scale, 1.2) if name != "note" else 1)
    high = measured(block.said, size, box.wide - 16, bold) * size * AIR
    if high > box.high and not alone:
        return [], [block, *rest]
    if high > box.high:
        first, more = cut(said(block.said), size, box.wide - 16, int(box.high / size / AIR))
        block, rest, high = replace(block, said=first), [replace(block, said=more), *rest], box.high
    return [Placed(block, replace(box, high=high), size)], rest


def _table(block: Table, rest: list[Block], box: Box, size: float, alone: bool) -> tuple[list[Placed], list[Block]]:
    """The table, or as many of its rows as there is room for; the others go on under the same headings."""
    wide = columns(block, box.wide, size)
    heights = [_high(row, wide, size, head=n == 0) for n, row in enumerate((block.headings, *block.rows))]
    room = box.high - (size * AIR * 1.3 if block.title else 0) - heights[0]
    count, used = 0, 0.0
    while count < len(block.rows) and used + heights[count + 1] <= room:
        used, count = used + heights[count + 1], count + 1
    if count < min(3, len(block.rows)) and not alone or (not block.rows and room < size * 2 and not alone):
        return [], [block, *rest]
    if count == 0 and block.rows:
        head, tail = _parted(block.rows[0], wide, size, max(1, int((room - 2 * CELL) / size / AIR)))
        return _table(replace(block, rows=(head, tail, *block.rows[1:])), rest, box, size, alone)
    high = box.high - room + (used if block.rows else size * 2)
    shown = Placed(replace(block, rows=block.rows[:count]), replace(box, high=high), size, tuple(heights[: count + 1]))
    more = replace(block, rows=block.rows[count:])
    return [shown], [more, *rest] if more.rows else rest


def _high(row: tuple, wide: tuple[float, ...], size: float, head: bool) -> float:
    return max(measured(cell, size, each - 13, head) for cell, each in zip(row, wide)) * size * AIR + 2 * CELL


def _parted(row: tuple, wide: tuple[float, ...], size: float, most: int) -> tuple[tuple, tuple]:
    """A row that is higher than a slide, as two."""
    halves = [
        cut(cell, size, each - 13, most) if isinstance(cell, str) else (cell, "") for cell, each in zip(row, wide)
    ]
    return tuple(first for first, _ in halves), tuple(more for _, more in halves)


def _grown(placed: list[list[Placed]], end: float) -> list[Placed]:
    """Charts share the room that is left below, and what is under them goes down."""
    if not placed:
        return []
    drawn = [row for row in placed if isinstance(row[0].block, Chart)]
    free = end - max(each.box.y + each.box.high for each in placed[-1])
    each_more, shift, out = free / len(drawn) if drawn else 0.0, 0.0, []
    for row in placed:
        grows = each_more if isinstance(row[0].block, Chart) else 0.0
        for each in row:
            out.append(replace(each, box=replace(each.box, y=each.box.y + shift, high=each.box.high + grows)))
        shift += grows
    return out
