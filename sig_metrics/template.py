"""Owns the workbooks that people fill: one for any register, and Anexo 01 with its header.

A workbook read back as it was given has no rows: examples are on a sheet of their own, under headings
that no register recognises. Codes stay text, dates are dates, and lists offer the words of the catalogue.
"""

from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sig_metrics import words
from sig_metrics.definitions import Catalog, Column, Register
from sig_metrics.describe import allowed_text, type_text
from sig_metrics.export import FORMATS, add_format, clean, new_book, sheet_name
from sig_metrics.parse import parser
from sig_metrics.problems import refuse
from sig_metrics.store.snapshot import Snapshot
from sig_metrics.theme import LIGHT

LAST_ROW = 5000  # rows under the headings with lists and limits
ANNEX_ROWS = 30
EXAMPLE, DEFINITIONS, LISTS, ANNEX = "Ejemplo", "Definiciones", "Listas", "Anexo 01"
HOW = ("Una fila por registro, debajo de los encabezados; no los cambie. Fondo de color: obligatorio; fondo blanco: opcional. "
       "«Ejemplo» muestra una fila llena y «Definiciones» qué va en cada columna.")  # fmt: skip
ANNEX_TITLE = "Anexo 01: Cronograma de actividades del SIG"
ANNEX_HEADER = {
    "year": ("Año:", "Cuatro cifras: 2021"),
    "version": ("Versión:", "Dos cifras: 06"),
    "resolution": ("Resolución:", "La que aprueba esta versión: RDE N° 032-2021-MIDIS/PNADP-DE"),
    "approved_on": ("Fecha de aprobación:", "Desde cuándo rige, día/mes/año: 30/09/2021"),
}
DEFINED = {"Encabezado": 24, "Definición": 60, "Tipo": 24, "Obligatorio": 12, "Valores": 60}  # its columns and widths
WIDTHS = {"text": 26, "int": 10, "decimal": 14, "date": 13, "code": 16, "codes": 18}
NUMBERS = {"text": "@", "code": "@", "codes": "@", "int": "0", "decimal": "#,##0.00", "date": "dd/mm/yyyy"}


class _Book:
    """A workbook being written, with its formats and the ranges of its lists (column → «=Listas!$A$2:$A$9»)."""

    def __init__(self, register: Register, catalog: Catalog):
        self.register, self.catalog = register, catalog
        self.book, self.memory = new_book()
        self.looks = {name: add_format(self.book, look) for name, look in FORMATS.items()}
        self.lists: dict[str, str] = {}

    def cell(self, column: Column, **extra: object) -> Format:
        """The format of the cells of a column."""
        small = column.type in ("int", "code") or column.pad
        look = {"num_format": NUMBERS[column.type], "text_wrap": True, "align": "center" if small else "left", **extra}
        return add_format(self.book, look)

    def close(self) -> bytes:
        self.book.close()
        return self.memory.getvalue()


def workbook_for(register: Register, catalog: Catalog) -> bytes:
    """The workbook to fill for any register, as .xlsx."""
    return annex_template(catalog) if register.layout == "annex" else template(register, catalog)


def template(register: Register, catalog: Catalog, codes: dict[str, list[str]] | None = None) -> bytes:
    """The workbook of a register of layout «table»; `codes` offers more lists (column → values)."""
    made = _Book(register, catalog)
    sheet = made.book.add_worksheet(sheet_name(register.title))
    example = made.book.add_worksheet(EXAMPLE)
    _support(made, codes or {})
    _titles(made, sheet, register.title, [register.description, HOW])
    _headings(made, sheet, 3)
    for at, column in enumerate(register.columns):
        sheet.set_column(at, at, _width(column), made.cell(column))
        _validation(made, sheet, column, at, 4, LAST_ROW)
    _example(made, example)
    return made.close()


def annex_template(catalog: Catalog, plan: dict | None = None) -> bytes:
    """The workbook of Anexo 01. `plan` fills it: year, version, resolution, approved_on (texts) and rows (column → value)."""
    made = _Book(next(each for each in catalog.registers.values() if each.layout == "annex"), catalog)
    sheet = made.book.add_worksheet(ANNEX)
    example = None if plan else made.book.add_worksheet(EXAMPLE)
    _support(made, {})
    _titles(made, sheet, ANNEX_TITLE, ["Llene los cuatro datos de abajo y una fila por actividad; no cambie los encabezados. "
                                       "La meta se pinta cuando no es la suma de sus meses."])  # fmt: skip
    label, value = add_format(made.book, {"bold": True}), add_format(made.book, {"num_format": "@", "bottom": 1})
    for row, (name, (text, help_text)) in enumerate(ANNEX_HEADER.items(), 2):
        sheet.write_string(row, 0, text, label)
        _write(sheet, row, 1, str((plan or {}).get(name, "")), value)
        sheet.write_comment(row, 1, help_text)
    top = 2 + len(ANNEX_HEADER)
    _headings(made, sheet, top, also=("stage",))
    rows = plan["rows"] if plan else []
    _annex_rows(made, sheet, top + 1, rows, max(ANNEX_ROWS, len(rows) + 10))
    if example:
        _example(made, example)
    return made.close()


def _annex_rows(made: _Book, sheet: Worksheet, first: int, rows: list[dict], count: int) -> None:
    """Bordered rows with their limits, the first ones filled; a target that is not its sum stands out."""
    last = first + count - 1
    names = [column.name for column in made.register.columns]
    for at, column in enumerate(made.register.columns):
        look = made.cell(column, border=1, border_color=LIGHT.border)
        sheet.set_column(at, at, _width(column))
        for n in range(count):
            _write(sheet, first + n, at, rows[n].get(column.name) if n < len(rows) else None, look)
        _validation(made, sheet, column, at, first, last)
    sheet.set_column(0, 0, 22)  # room for «Fecha de aprobación:»
    widths = [_width(column) for column in made.register.columns]
    for n, row in enumerate(rows):
        sheet.set_row(first + n, _height([row.get(name) for name in names], widths))
    target, january, december = (names.index(name) for name in ("target", "m01", "m12"))
    months = f"${xl_col_to_name(january)}{first + 1}:${xl_col_to_name(december)}{first + 1}"
    wrong = made.book.add_format({"bold": True, "font_color": LIGHT.on_ink, "bg_color": LIGHT.breach})
    sheet.conditional_format(first, target, last, target, {
        "type": "formula", "criteria": f"=SUM({months})<>N(${xl_col_to_name(target)}{first + 1})", "format": wrong})  # fmt: skip


def filled_annex(snapshot: Snapshot, catalog: Catalog, year: int, version: str) -> bytes:
    """Anexo 01 with a version of the plan, to start the next one from; raises Refused when there is none."""
    approved = {row["version"]: row for row in snapshot.rows(
        "select version, resolution, approved_on from plan_version where year = ? order by version", [year])}  # fmt: skip
    if version not in approved:
        raise refuse("version_unknown", value=words.short(version, 40), year=year, known=words.listing(list(approved)))
    rows = snapshot.rows("select activity, stage, units, line, title, deliverable, target from plan_activity "
                         "where year = ? and version = ? order by activity", [year, version])  # fmt: skip
    by_activity = {row["activity"]: row for row in rows}
    months = "select activity, month, quantity from plan_schedule where year = ? and version = ?"
    for slot in snapshot.rows(months, [year, version]):
        by_activity[slot["activity"]][f"m{slot['month']:02d}"] = slot["quantity"]
    order = list(catalog.vocabularies["system"])
    held = snapshot.rows("select activity, system from activity_system where year = ?", [year])
    for each in sorted(held, key=lambda row: order.index(row["system"])):
        if each["activity"] in by_activity:
            by_activity[each["activity"]].setdefault("systems", []).append(each["system"])
    for row in rows:
        row["target"] = "No aplica" if row["target"] is None else row["target"]
        row["systems"] = "/".join(row.get("systems", []))
    columns = {column.name: column for column in next(r for r in catalog.registers.values() if r.layout == "annex").columns}
    shown = [{name: _label(columns[name], value, catalog) for name, value in row.items()} for row in rows]
    return annex_template(catalog, {"year": year, "version": version, "resolution": approved[version]["resolution"],
                                    "approved_on": words.day(approved[version]["approved_on"]), "rows": shown})  # fmt: skip


def example_row(register: Register, catalog: Catalog) -> dict[str, object]:
    """{column: typed value} of a row that the register accepts, made of the examples of its columns."""
    row = {column.name: parser(column, catalog.vocabularies)(column.example)[0] for column in register.columns}
    for rule in register.rules:
        if rule.kind == "month_sum":  # spread evenly: 2 → June and December
            target = int(row[rule.column] or 0)
            due = [-(-12 * n // target) for n in range(1, target + 1)]
            row |= {f"m{month:02d}": due.count(month) or None for month in range(1, 13)}
        if rule.kind == "empty_when" and row[rule.when] in rule.among:
            row[rule.column] = None
    return {column.name: _label(column, row[column.name], catalog) for column in register.columns}


def _label(column: Column, value: object, catalog: Catalog) -> object:
    """A code as its label («SGC/SGAS» when several); anything else as it is."""
    if not column.vocabulary or not value:
        return value
    return "/".join(catalog.label(column.vocabulary, code) for code in str(value).split("/"))


def _width(column: Column) -> int:
    """Room for the heading and the kind of content; long texts wrap."""
    if column.type == "text" and (column.pad or column.pattern):
        return 9
    if column.type == "int" and len(column.heading) <= 3:
        return 6
    longest = max(len(word) for word in column.heading.split()) + 3
    return max(WIDTHS[column.type] + (14 if len(column.example) > 45 else 0), longest)


def _height(values: list, widths: list[int]) -> float:
    """The height of a row in points for its longest wrapped text; not every program finds it by itself."""
    return 14 * max(-(-len(str(value or "")) // width) or 1 for value, width in zip(values, widths)) + 2


def _titles(made: _Book, sheet: Worksheet, title: str, lines: list[str]) -> None:
    """The title and its lines, each across the columns."""
    last = len(made.register.columns) - 1
    sheet.write_string(0, 0, title, made.looks["title"])
    look = add_format(made.book, {"font_color": LIGHT.muted, "text_wrap": True})
    width = sum(_width(column) for column in made.register.columns)
    for row, line in enumerate(lines, 1):
        if last:
            sheet.merge_range(row, 0, row, last, "", look)
        sheet.write_string(row, 0, line, look)
        sheet.set_row(row, 14 * (len(line) // max(width, 20) + 1))
    sheet.set_row(0, 24)
    _printing(sheet)


def _printing(sheet: Worksheet) -> None:
    """Landscape A4, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.fit_to_pages(1, 0)


def _headings(made: _Book, sheet: Worksheet, row: int, also: tuple[str, ...] = ()) -> None:
    """The heading row, frozen, with a comment on each heading; `also` look required too."""
    for at, column in enumerate(made.register.columns):
        look = made.looks["header" if column.required or column.name in also else "optional"]
        sheet.write_string(row, at, column.heading, look)
        note = [column.definition, f"Tipo: {type_text(column)}. {'Obligatorio' if column.required else 'Opcional'}."]
        note += [f"Ejemplo: {column.example}"] if column.example else []
        sheet.write_comment(row, at, "\n".join(note), {"x_scale": 2, "y_scale": 1.2})
    sheet.set_row(row, 30)
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)


def _example(made: _Book, sheet: Worksheet) -> None:
    """One filled row, in grey; its headings, between «», keep the sheet from being read as data."""
    _titles(made, sheet, f"Ejemplo de «{made.register.title}»", ["Así se llena una fila. Esta hoja no se carga."])
    values = example_row(made.register, made.catalog)
    for at, column in enumerate(made.register.columns):
        sheet.set_column(at, at, _width(column))
        sheet.write_string(3, at, f"«{column.heading}»", made.looks["header" if column.required else "optional"])
        _write(sheet, 4, at, values[column.name], made.cell(column, italic=True, font_color=LIGHT.muted))
    sheet.set_row(3, 30)
    sheet.set_row(4, _height(list(values.values()), [_width(column) for column in made.register.columns]))


def _support(made: _Book, codes: dict[str, list[str]]) -> None:
    """The sheets «Definiciones» and, when some column has a list, «Listas»."""
    sheet = made.book.add_worksheet(DEFINITIONS)
    for at, (heading, width) in enumerate(DEFINED.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, made.looks["header"])
    for row, column in enumerate(made.register.columns, 1):
        cells = [column.heading, column.definition, type_text(column), "sí" if column.required else "no",
                 allowed_text(column, made.catalog)]  # fmt: skip
        for at, text in enumerate(cells):
            sheet.write_string(row, at, clean(text), made.looks["text"])
        sheet.set_row(row, _height(cells, list(DEFINED.values())))
    sheet.freeze_panes(1, 1)
    _printing(sheet)
    words_of = {column.name: [word.label for word in made.catalog.vocabularies[column.vocabulary].values()]
                for column in made.register.columns if column.vocabulary} | codes  # fmt: skip
    if words_of:
        _list_sheet(made, made.book.add_worksheet(LISTS), words_of)


def _list_sheet(made: _Book, sheet: Worksheet, words_of: dict[str, list[str]]) -> None:
    for at, (name, values) in enumerate(words_of.items()):
        sheet.set_column(at, at, 28)
        sheet.write_string(0, at, f"«{made.register.column(name).heading}»", made.looks["header"])
        for row, value in enumerate(values, 1):
            sheet.write_string(row, at, clean(value), made.looks["text"])
        made.lists[name] = f"={LISTS}!{xl_range_abs(1, at, max(len(values), 1), at)}"
    sheet.freeze_panes(1, 0)
    _printing(sheet)


def _write(sheet: Worksheet, row: int, at: int, value: object, look: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, at, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, look)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, at, value, look)
    else:
        sheet.write_string(row, at, clean(str(value)), look)


def _validation(made: _Book, sheet: Worksheet, column: Column, at: int, first: int, last: int) -> None:
    """What Excel lets a person write in a column; columns with several codes and free texts have no limit."""
    rule = _limits(made, column, xl_rowcol_to_cell(first, at))
    if rule:
        allowed = allowed_text(column, made.catalog) if column.type != "code" else "un valor de la lista"
        message = words.short(f"«{column.heading}»: {type_text(column)}; {allowed}.".replace("; .", "."), 225)
        sheet.data_validation(first, at, last, at, {**rule, "ignore_blank": True, "error_title": "Valor no admitido",
                                                    "error_message": message})  # fmt: skip


def _limits(made: _Book, column: Column, cell: str) -> dict:
    low = -999_999_999 if column.minimum is None else column.minimum
    high = 999_999_999 if column.maximum is None else column.maximum
    if column.name in made.lists and column.type != "codes":
        return {"validate": "list", "source": made.lists[column.name]}
    if column.type == "date":
        return {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2100, 12, 31)}
    if column.type == "int" and column.null_words:
        word = column.null_words[0]
        return {"validate": "custom", "value": f'=OR({cell}="{word}",AND(ISNUMBER({cell}),{cell}>={low},{cell}<={high}))'}
    if column.type in ("int", "decimal"):
        kind = "integer" if column.type == "int" else "decimal"
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    return {}
