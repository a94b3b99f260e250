"""How a draft of `mutants` gets its mutations, from a seed, and becomes the bytes of a file."""

import csv
import io
import random
from datetime import date

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from sig_metrics.catalog.model import Catalog, Register
from support.bad_files import as_csv, as_parquet
from support.excel_xml import Saved, as_excel
from support.mutant_formats import FORMATS, SHEETS
from support.mutant_rows import COLUMNS, HEADS, ROWS, merged, rows_hidden
from support.mutants import CELLS, Cell, Draft, draft

SAVED = (
    Saved(),
    Saved(bars=False, formulas=False),
    Saved(workbook="workbook22.xml"),
    Saved(absolute=True),
    Saved(backslashes=True),
    Saved(mac=True),
    Saved(spare=40),
)
ORDER = {
    each.__name__: n for n, each in enumerate((*CELLS, *FORMATS, *COLUMNS, *HEADS, *ROWS, rows_hidden, merged, *SHEETS))
}
# one of them is enough for a file
EMPTY = {
    "placeholder",
    "zero_day",
    "excel_error",
    "error_cell",
    "long_code",
    "code_as_day",
    "truth_value",
    "heading_erased",
    "scientific",
    "uncalculated",
}
IN_PARQUET = {each.__name__ for each in CELLS} | {
    "rows_shuffled",
    "headings_dressed",
    "shuffled",
    "dropped",
    "extra_column",
}
RARE = {
    "heading_erased": 0.4,
    "long_code": 0.4,
    "code_as_day": 0.4,
    "truth_value": 0.4,
    "error_cell": 0.4,
    "uncalculated": 0.3,
    "row_twice": 0.3,
    "excel_error": 0.5,
    "sheet_again": 0.4,
    "key_without_zeros": 0.5,
}


def mutant(seed: int, register: Register, catalog: Catalog, rows: list[dict]) -> tuple[Draft, str, bytes]:
    """(what was done and must come back, name, bytes) of a seed."""
    dice = random.Random(f"mutant {seed} {register.name}")
    pack = dice.choices(("xlsx", "csv", "parquet"), (62, 32, 6))[0]
    d = draft(dice, register, catalog, pack, rows)
    kinds = [*CELLS, *COLUMNS, *HEADS, *ROWS, *((rows_hidden, merged, *FORMATS, *SHEETS) if pack == "xlsx" else ())]
    kinds = [
        each
        for each in kinds
        if (pack != "parquet" or each.__name__ in IN_PARQUET) and dice.random() < RARE.get(each.__name__, 1)
    ]
    chosen = dice.sample(kinds, min(len(kinds), dice.randrange(2, 7)))
    for kind in sorted(chosen, key=lambda each: ORDER[each.__name__]):
        if not (kind.__name__ in EMPTY and EMPTY & set(d.done)) and kind(dice, d):
            d.done.append(kind.__name__)
    if pack == "xlsx":
        return d, "x.xlsx", _book(dice, d)
    return (d, "x.csv", _csv(dice, d)) if pack == "csv" else (d, "x.parquet", _parquet(dice, d))


# --- packing


def _grid(d: Draft) -> tuple[list[list], list[int]]:
    """(every line of the sheet, where each row of data is, from 0)."""
    grid, places = [*d.above, *d.over, d.head], []
    for n, line in enumerate(d.lines):
        grid = grid + [cells for before, cells in d.between if before == n]
        places.append(len(grid))
        grid = [*grid, line]
    return [*grid, *d.below], places


def _book(dice: random.Random, d: Draft) -> bytes:
    if "openpyxl" in d.done or dice.random() < 0.4:
        d.done += ["openpyxl"] * ("openpyxl" not in d.done)
        return _openpyxl(d)
    content = _xlsxwriter(d)
    if dice.random() < 0.6:
        how = dice.choice(SAVED)
        d.done.append(
            "as Excel"
            + (
                " 22"
                if how.workbook != "workbook.xml"
                else " backslashes" * how.backslashes + " mac" * how.mac + " absolute" * how.absolute
            )
        )
        return as_excel(content, how)
    return content


def _pages(d: Draft) -> list[tuple[str, str, list[list] | None]]:
    """The sheets in their order; None is the table."""
    others = [(name, state, lines) for name, state, lines, first in d.sheets if first]
    return [
        *others,
        ("Datos", "visible", None),
        *((name, state, lines) for name, state, lines, first in d.sheets if not first),
    ]


def _write(book, looks: dict, page, row: int, at: int, value: object) -> None:
    """A cell by xlsxwriter, with its type and format."""
    code = value.format if isinstance(value, Cell) else "dd/mm/yyyy" if isinstance(value, date) else ""
    value = value.value if isinstance(value, Cell) else value
    if code == "error":
        page.write_formula(row, at, "=1/0", None, value)
        return
    look = looks.setdefault(code, book.add_format({"num_format": code})) if code else None
    if isinstance(value, str):
        page.write_string(row, at, value, look) if value else None
    else:
        (
            page.write_boolean
            if isinstance(value, bool)
            else page.write_datetime
            if isinstance(value, date)
            else page.write_number
        )(row, at, value, look)


def _xlsxwriter(d: Draft) -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(
        memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "date_1904": d.from_1904}
    )
    looks: dict[str, object] = {}
    for name, state, lines in _pages(d):
        if state == "chart":
            page = book.add_chartsheet(name)
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=Datos!$A$2:$A$5"})
            page.set_chart(chart)
            continue
        page = book.add_worksheet(name)
        grid, places = _grid(d) if lines is None else (lines, [])
        for row, line in enumerate(grid):
            for at, value in enumerate(line):
                _write(book, looks, page, row, at, value)
        for first, last, at in d.merges if lines is None else ():
            page.merge_range(places[first], at, places[last], at, "")
            _write(book, looks, page, places[first], at, grid[places[first]][at])
        for n in d.hidden if lines is None else ():
            page.set_row(places[n], None, None, {"hidden": True})
        if state != "visible":
            page.hide() if state == "hidden" else page.very_hidden()
        elif lines is None:
            page.activate()
            page.set_first_sheet()
    book.close()
    return memory.getvalue()


def _openpyxl(d: Draft) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.epoch = (
        openpyxl.utils.datetime.CALENDAR_MAC_1904 if d.from_1904 else openpyxl.utils.datetime.CALENDAR_WINDOWS_1900
    )
    for name, state, lines in _pages(d):
        page = book.create_chartsheet(name) if state == "chart" else book.create_sheet(name)
        if state == "chart":
            page.add_chart(openpyxl.chart.BarChart())
            continue
        page.sheet_state = state
        grid, places = _grid(d) if lines is None else (lines, [])
        for row, line in enumerate(grid, 1):
            for at, value in enumerate(line, 1):
                _cell(page.cell(row, at), value)
        for first, last, at in d.merges if lines is None else ():
            page.merge_cells(
                start_row=places[first] + 1, end_row=places[last] + 1, start_column=at + 1, end_column=at + 1
            )
        for n in d.hidden if lines is None else ():
            page.row_dimensions[places[n] + 1].hidden = True
        if lines is None:
            book.active = len(book.sheetnames) - 1
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def _cell(cell, value: object) -> None:
    code = value.format if isinstance(value, Cell) else "dd/mm/yyyy" if isinstance(value, date) else ""
    value = value.value if isinstance(value, Cell) else value
    if value == "" and isinstance(value, str):
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = {"error": "e", "formula": "f"}.get(code, "s")
    if code and code not in ("error", "formula"):
        cell.number_format = code


def _csv(dice: random.Random, d: Draft) -> bytes:
    delimiter, ending = dice.choice(",;\t|"), dice.choice(("\r\n", "\r\n", "\n", "\r"))
    grid, _ = _grid(d)
    width, short = max(map(len, grid)), dice.random() < 0.25
    lines = [[str(cell) for cell in line] + [""] * (width - len(line)) for line in grid]
    if short and ending != "\r":
        head = len(d.above) + len(d.over)
        lines = [
            line if n <= head else line[: max((at for at, cell in enumerate(line) if cell), default=0) + 1]
            for n, line in enumerate(lines)
        ]
    text = as_csv(lines, delimiter, ending)
    if ending != "\r" and dice.random() < 0.3:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=1).writerows(lines)
        text = out.getvalue()
    text = (f"sep={delimiter}{ending}" if dice.random() < 0.2 else "") + text
    encoding = dice.choice(
        ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1252", "cp850", "mac_roman", "utf-16-be", "utf-16-le")
    )
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        encoding = "utf-8"
        content = text.encode()
    d.done += [encoding, repr(delimiter), repr(ending)] + ["short"] * short
    return content


def _parquet(dice: random.Random, d: Draft) -> bytes:
    kinds = {"int": pa.int64(), "decimal": pa.float64(), "date": pa.date32()}
    typed = dice.random() < 0.5 and all(
        line[at] in ("", row[name]) or not d.names[at]
        for line, row in zip(d.lines, d.truth)
        for at, name in enumerate(d.names)
        if name
        if d.register.column(name).type in kinds
    )
    if not typed:
        return as_parquet([[str(cell) for cell in line] for line in [d.head, *d.lines]])
    columns = []
    for at, name in enumerate(d.names):
        kind = kinds.get(d.register.column(name).type, pa.string()) if name else pa.string()
        columns.append(
            pa.array(
                [None if line[at] == "" else line[at] if kind != pa.string() else str(line[at]) for line in d.lines],
                kind,
            )
        )
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, names=list(d.head)), out)
    return out.getvalue()
