"""Owns decks as XLSX, to calculate with: the tables and the charts of each slide on a sheet, numbers that are numbers and
read as in the papers, and where they come from. Refuses a formula: what a text says is a text.

The same deck gives the same bytes."""

import re
from collections.abc import Iterator

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sig_metrics.language import words
from sig_metrics.present.export import EMPTY, FORMATS, RISKY, add_format, clean, new_book, sheet_name, write_text
from sig_metrics.present.origin_sheet import ORIGIN
from sig_metrics.present.theme import LIGHT
from sig_metrics.report.model import Cell, Chart, Deck, Marks, Number, Slide, Table
from sig_metrics.report.writers import xlsx_chart
from sig_metrics.report.writers.look import BREACH, PLAIN, as_table, cell_runs, foot, line, said, seen, unmarked

CHART_ROWS = 19  # that a chart covers
WIDEST, NARROWEST = 60, 9
GAP = ""  # a chart draws a text as 0, and an empty cell as the gap that it is
_READ = re.compile(r"(S/ )?(-?[0-9][0-9,]*)(?:\.([0-9]+))?( %| días)?")


class Book:
    """A workbook that is being written: its formats, each made once, and the names of its sheets."""

    def __init__(self) -> None:
        self.book, self.memory = new_book()
        self.formats: dict[str, Format] = {}
        self.sheets: list[tuple[str, str]] = []

    def look(self, name: str, **more: object) -> Format:
        key = f"{name} {sorted(more.items())}"
        if key not in self.formats:
            base = {"header": {**FORMATS["header"], "font_color": LIGHT.ink, "bg_color": LIGHT.surface}}
            self.formats[key] = add_format(self.book, {**{**FORMATS, **base}.get(name, {}), **more})
        return self.formats[key]

    def sheet(self, title: str, marks: Marks) -> Worksheet:
        """A sheet with its name, its page and its foot; no two have the same name, in any letters."""
        taken, name, n = {each.casefold() for each, _ in self.sheets} | {"history"}, sheet_name(title), 2
        while name.casefold() in taken:
            end = f" ({n})"
            name, n = sheet_name(title)[: 31 - len(end)].rstrip() + end, n + 1
        self.sheets.append((name, title))
        made = self.book.add_worksheet(name)
        made.hide_gridlines(2)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        page = words.say("report_page", page="&P", pages="&N")
        mark = foot(marks).replace("&", "&&")[:190]
        made.set_footer(f"&L&8{mark}&R&8{page}")
        return made

    def text(self, sheet: Worksheet, row: int, column: int, given: str, name: str = "text", **more: object) -> None:
        given = clean(seen(given))
        name = "risky" if name == "text" and given.startswith(RISKY) else name
        write_text(sheet, row, column, given, self.look(name, **more))

    def cell(self, sheet: Worksheet, row: int, column: int, given: Cell, right: bool) -> None:
        """A figure as the number that it is, shown as the papers write it; anything else as its text."""
        form = shown(given) if isinstance(given, Number) else None
        if given == GAP:
            sheet.write_blank(row, column, None, self.look("number", **_edge))
        elif form:
            sheet.write_number(row, column, given.value, self.look("number", num_format=form, **_edge))
        else:
            strong = {
                "bold": True,
                "font_color": LIGHT.breach if any(each.how == BREACH for each in cell_runs(given)) else LIGHT.ink,
            }
            more = strong if any(each.how != PLAIN for each in cell_runs(given)) else {}
            self.text(
                sheet, row, column, said(given), **({"align": "right"} if right else {"indent": 1}), **_edge, **more
            )


_edge = {"bottom": 1, "bottom_color": LIGHT.border}


def shown(given: Number) -> str | None:
    """The format with which a spreadsheet writes the value as it is said; None where that is no single number."""
    found = _READ.fullmatch(given.said)
    if given.value is None or not found:
        return None
    money, whole, decimals, unit = found.groups(default="")
    ratio = unit == " %"
    read = float(whole.replace(",", "") + "." + (decimals or "0"))
    if abs(words.rounded(given.value * (100 if ratio else 1), len(decimals)) - read) > 1e-9:
        return (
            '"' + given.said + '"'
        )  # the papers round it in another way («99.9 %» is not all): its text, over its value
    form = ("0" if ratio else "#,##0") + ("." + "0" * len(decimals) if decimals else "")
    return ('"S/ "' if money else "") + form + {" %": "\\ %", " días": '" días"'}.get(unit, "")


def book(given: Deck, tables: tuple[Table, ...] = ()) -> bytes:
    """The deck, and other tables each on a sheet of its own, as XLSX."""
    out = Book()
    contents = out.sheet(words.say("report_contents"), given.marks)
    for n, slide in enumerate(given.slides, 1):
        if any(isinstance(block, (Table, Chart)) for block in slide.blocks):
            _slide(out, out.sheet(f"{n:02} {unmarked(slide.title)}", given.marks), slide)
    for table in tables:
        sheet = out.sheet(table.title, given.marks)
        _titled(out, sheet, table.title)
        _grid(out, sheet, table, 2)
        _only(sheet, table, 2)
    _contents(out, contents, given)
    _origin(out, given)
    out.book.close()
    return out.memory.getvalue()


def _titled(out: Book, sheet: Worksheet, title: str) -> None:
    sheet.set_row(0, 24)
    out.text(sheet, 0, 0, unmarked(title), "title", font_color=LIGHT.ink)


def _slide(out: Book, sheet: Worksheet, slide: Slide) -> None:
    _titled(out, sheet, slide.title)
    row = 1
    for each in (slide.eyebrow, slide.lead, *slide.aside):
        if each:
            out.text(sheet, row, 0, unmarked(each), "note")
            row += 1
    row, blocks = row + 1, [block for block in slide.blocks if isinstance(block, (Table, Chart))]
    for block in blocks:
        if block.title:
            out.text(sheet, row, 0, line(block.title), "bold", bold=True)
            row += 1
        table = block if isinstance(block, Table) else as_table(block, GAP)
        _grid(out, sheet, table, row)
        used = len(table.rows) + 1
        if isinstance(block, Chart):
            if any(value is not None for each in block.series for value in each.values):
                xlsx_chart.chart(out.book, sheet, block, row, len(table.headings))
            used = max(used, CHART_ROWS)
        elif len(blocks) == 1:
            _only(sheet, table, row)
        row += used + 2
    _widths(sheet, [block if isinstance(block, Table) else as_table(block, GAP) for block in blocks])


def _grid(out: Book, sheet: Worksheet, table: Table, top: int) -> None:
    for k, heading in enumerate(table.headings):
        out.text(sheet, top, k, heading, "header", **({"align": "right"} if k in table.numbers else {"indent": 1}))
    for n, row in enumerate(table.rows, top + 1):
        for k, each in enumerate(row):
            out.cell(sheet, n, k, each, k in table.numbers)
    if not table.rows:
        out.text(sheet, top + 1, 0, EMPTY, "note")


def _only(sheet: Worksheet, table: Table, top: int) -> None:
    """A sheet of one table: its headings stay in sight and on every page, and it is sifted."""
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    if table.rows:
        sheet.autofilter(top, 0, top + len(table.rows), len(table.headings) - 1)
    _widths(sheet, [table])


def _widths(sheet: Worksheet, tables: list[Table]) -> None:
    for k in range(max((len(table.headings) for table in tables), default=0)):
        sheet.set_column(k, k, max(_wide(table, k) for table in tables if k < len(table.headings)))


def _wide(table: Table, column: int) -> float:
    texts: Iterator[str] = (part for row in table.rows[:500] for part in said(row[column]).split("\n"))
    longest = max([len(table.headings[column]) + 1, *map(len, texts)])
    return min(max(longest * 1.05 + 2, NARROWEST), WIDEST)


def _contents(out: Book, sheet: Worksheet, given: Deck) -> None:
    """What the workbook is, and a link to each sheet."""
    _titled(out, sheet, given.title)
    sheet.set_column(0, 0, 110)
    for row, each in enumerate(_notes(given.marks)[:1] + [line(given.marks.demonstration)], 1):
        out.text(sheet, row, 0, each, "note")
    link = out.look("link", font_color=LIGHT.accent)
    for row, (name, title) in enumerate(out.sheets[1:], 4):
        sheet.write_url(row, 0, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1", link, clean(unmarked(title)))


def _notes(marks: Marks) -> list[str]:
    return [words.say("report_foot", corte=line(marks.corte), hash=marks.hash), *map(line, marks.sources)]


def _origin(out: Book, given: Deck) -> None:
    sheet = out.sheet(ORIGIN, given.marks)
    sheet.set_column(0, 0, 110)
    for row, note in enumerate([line(given.title), *_notes(given.marks), line(given.marks.demonstration)]):
        out.text(sheet, row, 0, note)
