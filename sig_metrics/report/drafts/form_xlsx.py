"""Owns a paper as a form in XLSX: a page that is wide, to be printed, filled in its blanks and signed; and, on a sheet of its
own, where its figures come from. Its widest table rules the grid, and everything else is laid over it.

Numbers are numbers and read as in the papers; a text is a text, never a formula. The same paper gives the same bytes."""

from collections.abc import Iterator
from itertools import groupby

from xlsxwriter.worksheet import Worksheet

from sig_metrics.catalog.labels import JOIN
from sig_metrics.language import words
from sig_metrics.present.export import RISKY, clean, write_text
from sig_metrics.present.origin_sheet import ORIGIN
from sig_metrics.present.theme import LIGHT
from sig_metrics.report.drafts.activity_identity import PROPERTY
from sig_metrics.report.drafts.form_grid import HEAD, PAGE, SMALL, across, boundary, ends_of, grid_of, indent
from sig_metrics.report.model import (
    BLANK,
    HEADING,
    ITEM,
    NOTE,
    SUBHEADING,
    Block,
    Cell,
    Chart,
    Number,
    Paper,
    Table,
    Text,
)
from sig_metrics.report.writers.look import (
    OFFICE_FACE,
    OPEN,
    as_table,
    cell_runs,
    line,
    lines,
    numbered,
    runs,
    said,
    seen,
    sources,
    unmarked,
    width,
)
from sig_metrics.report.writers.xlsx import Book, shown

TALL = 523.0  # points between the margins of an A4 that lies
SQUEEZED = 1.2  # so much more than a page is printed on one
SIZES = {HEADING: 10.5, SUBHEADING: 10, NOTE: 8, BLANK: 9.5}
SIZE, TITLE = 9.5, 14
ROOM = 26.0  # points that a blank has, to write in
LINE, PIXELS = 1.28, 96 / 72
MARGIN = 0.4  # inches
SHARED = 0.6  # of the page: how wide a line over the title is


class Sheet:
    """A sheet that is written from top to bottom over the columns of its grid."""

    def __init__(self, book: Book, made: Worksheet, grid: tuple[float, ...]) -> None:
        self.book, self.made, self.grid, self.row, self.high = book, made, grid, 0, 0.0
        for n, wide in enumerate(grid):
            made.set_column_pixels(n, n, round(wide * PIXELS))

    def put(self, first: int, last: int, given: Cell, **look: object) -> None:
        """A text or a figure in the columns from one to another of this row."""
        form = shown(given) if isinstance(given, Number) else None
        text = clean(seen(said(given)))
        more = {"num_format": form or "@", "quote_prefix": text.startswith(RISKY) and not form, "text_wrap": not form}
        styled = self.book.look(
            "form", **{"font_name": OFFICE_FACE, "valign": "vcenter", "font_size": SIZE, **more, **look}
        )
        if last > first:
            self.made.merge_range(self.row, first, self.row, last, "", styled)
        if form:
            self.made.write_number(self.row, first, given.value, styled)
        elif text:
            write_text(self.made, self.row, first, text, styled)
        else:
            self.made.write_blank(self.row, first, None, styled)

    def end(self, height: float) -> None:
        self.made.set_row(self.row, height)
        self.row, self.high = self.row + 1, self.high + height

    def line(self, given: str, size: float = SIZE, least: float = 0.0, **look: object) -> None:
        """A text over the whole page."""
        high = lines(given, size, sum(self.grid) - 12) * size * LINE + 3
        self.put(0, len(self.grid) - 1, given, font_size=size, **look)
        self.end(max(high, least))

    def gap(self, height: float = 6.0) -> None:
        self.end(height)


def form(given: Paper, identity: str = "") -> bytes:
    """The paper as XLSX; `identity`: what the draft says of itself, as a property of the workbook."""
    book = Book()
    usual = book.book.formats[0]  # whose digits measure the columns
    usual.set_font_name(OFFICE_FACE)
    usual.set_font_size(10)
    blocks = numbered(given.blocks)
    at = next((n for n, each in enumerate(blocks) if _is_annexes(each)), len(blocks))
    tables = [_table_of(each) for each in blocks[:at] if isinstance(each, (Table, Chart))]
    first = Sheet(book, _page(book, words.say("form_sheet"), given), grid_of(tables))
    _head(first, given)
    split = _after_widest(blocks[:at], first.grid)
    _blocks(first, blocks[:split])
    row, high = first.row, first.high
    _blocks(first, blocks[split:at])
    _signed(first, given)
    scale = min(1.0, PAGE / sum(first.grid))
    one = first.high * scale <= TALL * SQUEEZED
    first.made.fit_to_pages(1, 1 if one else 0)
    if not one and split < at and high * scale <= TALL:
        first.made.set_h_pagebreaks([row])
    annex = [_table_of(each) for each in blocks[at + 1 :] if isinstance(each, (Table, Chart))]
    origin = Sheet(book, _page(book, ORIGIN, given), grid_of(annex))
    _origin(origin, given, blocks[at + 1 :])
    if identity:
        book.book.set_custom_property(PROPERTY, identity)
    book.book.close()
    return book.memory.getvalue()


def _after_widest(blocks: tuple[Block, ...], grid: tuple[float, ...]) -> int:
    """The first heading after the table that rules the grid: what follows it may begin a page."""
    at = next((n for n, each in enumerate(blocks) if isinstance(each, Table) and len(each.headings) == len(grid)), 0)
    heads = (n for n, each in enumerate(blocks) if n > at and isinstance(each, Text) and each.style == HEADING)
    return next(heads, len(blocks)) if at else len(blocks)


def _is_annexes(block: Block) -> bool:
    return isinstance(block, Text) and block.style == HEADING and block.said.endswith(words.say("activity_annexes"))


def _table_of(block: Table | Chart) -> Table:
    return block if isinstance(block, Table) else as_table(block)


def _page(book: Book, name: str, given: Paper) -> Worksheet:
    made = book.sheet(name, given.marks)
    made.set_margins(MARGIN, MARGIN, MARGIN, 0.6)
    made.center_horizontally()
    return made


def _head(sheet: Sheet, given: Paper) -> None:
    for each in _packed(given.institution, sum(sheet.grid) * SHARED):
        sheet.line(each, SMALL + 0.5, align="center", font_color=LIGHT.muted)
    sheet.line(line(given.title), TITLE, bold=True, align="center")
    sheet.gap()
    last = len(sheet.grid) - 1
    split = boundary(sheet.grid, 0.16)
    for label, text in given.heading:
        is_open = any(run.how == OPEN for run in runs(text))
        wide = sum(sheet.grid[split:]) - 10
        sheet.put(0, split - 1, line(label), bold=True, valign="top")
        sheet.put(split, last, _unmarked_lines(text), valign="top", **({"bg_color": LIGHT.notice} if is_open else {}))
        sheet.end(max(lines(text, SIZE, wide) * SIZE * LINE + 2, 14))
    if given.marks.demonstration:
        sheet.gap(4)
        sheet.line(line(given.marks.demonstration), SMALL + 0.5, font_color=LIGHT.breach, bold=True)


def _packed(given: tuple[str, ...], wide: float) -> Iterator[str]:
    """The lines over a title, as many on one as there is room for."""
    held = ""
    for each in map(line, given):
        both = f"{held}{JOIN}{each}" if held else each
        if held and width(both, SMALL + 0.5) > wide:
            yield held
            both = each
        held = both
    if held:
        yield held


def _unmarked_lines(text: str) -> str:
    """A text without the signs of its emphasis, with its lines."""
    return "".join(run.said for run in runs(text))


def _blocks(sheet: Sheet, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Text):
            _text(sheet, block)
        else:
            _table(sheet, _table_of(block))


def _text(sheet: Sheet, block: Text) -> None:
    size = SIZES.get(block.style, SIZE)
    if block.style in (HEADING, SUBHEADING):
        sheet.gap()
        sheet.line(unmarked(block.said), size, bold=True, font_color=LIGHT.ink)
    elif block.style == BLANK:
        sheet.line(unmarked(block.said), size, ROOM, bg_color=LIGHT.notice, border=1, border_color=LIGHT.border)
    else:
        sheet.line(f"• {unmarked(block.said)}" if block.style == ITEM else unmarked(block.said), size, **_muted(block))


def _muted(block: Text) -> dict:
    return {"font_color": LIGHT.muted} if block.style == NOTE else {}


def _table(sheet: Sheet, table: Table) -> None:
    """A table over the grid: one that is as wide has its columns, another one stands at the boundaries nearest to its own."""
    if table.title:
        sheet.gap(4)
        sheet.line(line(table.title), bold=True)
    ends = ends_of(sheet.grid, table)
    edge = {"border": 1, "border_color": LIGHT.border}
    if any(table.over):
        for said_over, first, last in _over(table.over):
            look = {"bold": True, "align": "center", "bg_color": LIGHT.surface, **edge}
            sheet.put(ends[first][0], ends[last][1], said_over, font_size=SMALL, **look)
        sheet.end(SMALL * LINE + 5)
    _row(sheet, ends, table, table.headings, bold=True, bg_color=LIGHT.surface, **edge)
    for n, row in enumerate(table.rows):
        strong = {"bold": True} if n == len(table.rows) - 1 and table.over else {}
        _row(sheet, ends, table, row, **strong, **edge)
    sheet.gap(4)


def _over(over: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """(what stands over, its first heading, its last one)."""
    at = 0
    for text, group in groupby(over):
        many = len(list(group))
        yield text, at, at + many - 1
        at += many


def _row(sheet: Sheet, ends: list[tuple[int, int]], table: Table, row: tuple[Cell, ...], **look: object) -> None:
    bold, high = bool(look.get("bold")), 1
    size = HEAD if table.over and row is table.headings else SMALL
    for n, (cell, (first, last)) in enumerate(zip(row, ends)):
        marked = {"bg_color": LIGHT.notice} if any(each.how == OPEN for each in cell_runs(cell)) else {}
        side = "center" if table.over and row is table.headings else "right" if n in table.numbers else "left"
        inside = {"align": side, "indent": 1 if side == "left" else 0}
        sheet.put(first, last, cell, font_size=size, **{**inside, **look, **marked})
        high = max(high, lines(said(cell), size, across(sheet.grid, first, last) - indent(table, n), bold))
    sheet.end(high * SMALL * LINE + 5)


def _signed(sheet: Sheet, given: Paper) -> None:
    """Who signs, by office, under a line; and where the figures come from."""
    last, many = len(sheet.grid) - 1, max(len(given.signatures), 1)
    sheet.gap(40)
    split = [boundary(sheet.grid, share / (many * 2 + 1)) for share in range(1, many * 2 + 1)]
    for row, of in enumerate(("office", "as_what")):
        for n, each in enumerate(given.signatures):
            first, end = split[2 * n], split[2 * n + 1] - 1
            top = {"top": 1, "top_color": LIGHT.ink} if row == 0 else {"font_color": LIGHT.muted}
            sheet.put(first, max(first, end), line(getattr(each, of)), align="center", font_size=SMALL + 1, **top)
        sheet.end(16)
    if given.copies:
        sheet.put(0, last, words.say("report_copies", copies=words.listing([line(each) for each in given.copies])))
        sheet.end(15)


def _origin(sheet: Sheet, given: Paper, blocks: tuple[Block, ...]) -> None:
    sheet.line(line(given.title), TITLE, bold=True)
    notes = [words.say("report_foot", corte=line(given.marks.corte), hash=given.marks.hash), sources(given.marks)]
    for note in (*notes, line(given.marks.demonstration)):
        if note:
            sheet.line(note, SMALL + 0.5, font_color=LIGHT.muted)
    _blocks(sheet, blocks)
