"""Owns how the sheets of a workbook to fill are drawn: titles, headings, examples, definitions, lists, and the limits
of a column.

Knows nothing of any store: what goes in the rows is given. Headings of sheets that are not to be loaded stand
between «»."""

from datetime import date

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from sig_metrics.catalog.model import Catalog, Column, Register
from sig_metrics.intake.base_version import Base
from sig_metrics.intake.values.parse import parser
from sig_metrics.language import words
from sig_metrics.present.columns import allowed_text, example_of, type_text
from sig_metrics.present.export import FORMATS, add_format, new_book
from sig_metrics.present.template_cells import Look, shower, write, write_line
from sig_metrics.present.theme import LIGHT

EXAMPLE, DEFINITIONS, LISTS = "Ejemplo", "Definiciones", "Listas"
DEFINED = {"Encabezado": 24, "Definición": 60, "Tipo": 24, "Obligatorio": 12, "Valores": 60}  # its columns and widths
WIDTHS = {"text": 26, "int": 10, "decimal": 14, "date": 13, "code": 16, "codes": 18}
TALLEST = 400  # points of a row; Excel admits 409


class Book:
    """A workbook being written, with its formats and the ranges of its lists (column → «=Listas!$A$2:$A$9»)."""

    def __init__(self, register: Register, catalog: Catalog, base: Base | None = None):
        self.register, self.catalog = register, catalog
        self.book, self.memory = new_book()
        for name, text in (base or Base(register.name)).properties().items():
            self.book.set_custom_property(name, text, "text")
        self.looks = {name: add_format(self.book, look) for name, look in FORMATS.items()}
        self.lists: dict[str, str] = {}

    def cell(self, column: Column, **extra: object) -> Look:
        """The formats of the cells of a column."""
        return Look(self.book, column, **extra)

    def close(self) -> bytes:
        self.book.close()
        return self.memory.getvalue()


def width_of(column: Column) -> int:
    """Room for the heading and the kind of content; long texts wrap."""
    if column.type == "text" and (column.pad or column.pattern):
        return 9
    if column.type == "int" and len(column.heading) <= 3:
        return 6
    longest = max(len(word) for word in column.heading.split()) + 3
    return max(WIDTHS[column.type] + (14 if len(column.example) > 45 else 0), longest)


def height_of(values: list, widths: list[int]) -> float:
    """The height of a row in points for its longest wrapped text; not every program finds it by itself."""
    lines = [
        sum(-(-len(line) // width) or 1 for line in str(value or "").split("\n"))
        for value, width in zip(values, widths)
    ]
    return min(14 * max(lines) + 2, TALLEST)


def titles(made: Book, sheet: Worksheet, title: str, lines: list[str]) -> None:
    """The title and its lines, each across the columns."""
    last = len(made.register.columns) - 1
    write_line(sheet, 0, 0, title, made.looks["title"])
    look = add_format(made.book, {"font_color": LIGHT.muted, "text_wrap": True})
    width = sum(width_of(column) for column in made.register.columns)
    for row, line in enumerate(lines, 1):
        if last:
            sheet.merge_range(row, 0, row, last, "", look)
        write_line(sheet, row, 0, line, look)
        sheet.set_row(row, 14 * (len(line) // max(width, 20) + 1))
    sheet.set_row(0, 24)
    _printing(sheet)


def _printing(sheet: Worksheet) -> None:
    """Landscape A4, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.fit_to_pages(1, 0)


def headings(made: Book, sheet: Worksheet, row: int, also: tuple[str, ...] = ()) -> None:
    """The heading row, frozen, with a comment on each heading; `also` look required too."""
    for at, column in enumerate(made.register.columns):
        look = made.looks["header" if column.required or column.name in also else "optional"]
        write_line(sheet, row, at, column.heading, look)
        note = [column.definition, f"Tipo: {type_text(column)}. {'Obligatorio' if column.required else 'Opcional'}."]
        note += [f"Ejemplo: {example_of(column, made.catalog)}"] if column.example else []
        sheet.write_comment(row, at, "\n".join(note), {"x_scale": 2, "y_scale": 1.2})
    sheet.set_row(row, 30)
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)


def example_sheet(made: Book, sheet: Worksheet) -> None:
    """One filled row, in grey; its headings, between «», keep the sheet from being read as data."""
    titles(made, sheet, f"Ejemplo de «{made.register.title}»", ["Así se llena una fila. Esta hoja no se carga."])
    values = example_row(made.register, made.catalog)
    for at, column in enumerate(made.register.columns):
        sheet.set_column(at, at, width_of(column))
        write_line(sheet, 3, at, f"«{column.heading}»", made.looks["header" if column.required else "optional"])
        write(sheet, 4, at, values[column.name], made.cell(column, italic=True, font_color=LIGHT.muted))
    sheet.set_row(3, 30)
    sheet.set_row(4, height_of(list(values.values()), [width_of(column) for column in made.register.columns]))


def example_row(register: Register, catalog: Catalog) -> dict[str, object]:
    """{column: typed value} of a row that the register accepts, made of the examples of its columns."""
    row = {
        column.name: parser(column, catalog.vocabularies)(example_of(column, catalog))[0] for column in register.columns
    }
    for rule in register.rules:
        if rule.kind == "month_sum":  # spread evenly: 2 → June and December
            target = int(row[rule.column] or 0)
            due = [-(-12 * n // target) for n in range(1, target + 1)]
            row |= {f"m{month:02d}": due.count(month) or None for month in range(1, 13)}
        if rule.kind == "empty_when" and row[rule.when] in rule.among:
            row[rule.column] = None
    return {column.name: shower(column, catalog)(row[column.name]) for column in register.columns}


def support(made: Book, codes: dict[str, list[str]]) -> None:
    """The sheets «Definiciones» and, when some column has a list, «Listas»; `codes` are more lists (column →
    values)."""
    sheet = made.book.add_worksheet(DEFINITIONS)
    for at, (heading, width) in enumerate(DEFINED.items()):
        sheet.set_column(at, at, width)
        write_line(sheet, 0, at, heading, made.looks["header"])
    for row, column in enumerate(made.register.columns, 1):
        cells = [
            column.heading,
            column.definition,
            type_text(column),
            "sí" if column.required else "no",
            allowed_text(column, made.catalog),
        ]
        for at, text in enumerate(cells):
            write_line(sheet, row, at, text, made.looks["text"])
        sheet.set_row(row, height_of(cells, list(DEFINED.values())))
    sheet.freeze_panes(1, 1)
    _printing(sheet)
    words_of = {
        column.name: [word.label for word in made.catalog.vocabularies[column.vocabulary].values()]
        for column in made.register.columns
        if column.vocabulary and not column.opens
    } | codes
    if words_of:
        _list_sheet(made, made.book.add_worksheet(LISTS), words_of)


def _list_sheet(made: Book, sheet: Worksheet, words_of: dict[str, list[str]]) -> None:
    for at, (name, values) in enumerate(words_of.items()):
        sheet.set_column(at, at, 28)
        write_line(sheet, 0, at, f"«{made.register.column(name).heading}»", made.looks["header"])
        for row, value in enumerate(values, 1):
            write_line(sheet, row, at, value, made.looks["text"])
        made.lists[name] = f"={LISTS}!{xl_range_abs(1, at, max(len(values), 1), at)}"
    sheet.freeze_panes(1, 0)
    _printing(sheet)


def limits(made: Book, sheet: Worksheet, first: int, last: int) -> None:
    """What Excel lets a person write in each column; and no mark on texts such as «001», which invites to make them
    numbers."""
    for at, column in enumerate(made.register.columns):
        rule = _limits(made, column, xl_rowcol_to_cell(first, at))
        if rule:
            allowed = allowed_text(column, made.catalog) if column.type != "code" else "un valor de la lista"
            message = words.short(f"«{column.heading}»: {type_text(column)}; {allowed}.".replace("; .", "."), 225)
            sheet.data_validation(
                first,
                at,
                last,
                at,
                {**rule, "ignore_blank": True, "error_title": "Valor no admitido", "error_message": message},
            )
    texts = [
        xl_range(first, at, last, at)
        for at, column in enumerate(made.register.columns)
        if column.type in ("text", "code", "codes")
    ]
    if texts:
        sheet.ignore_errors({"number_stored_as_text": " ".join(texts)})


def _limits(made: Book, column: Column, cell: str) -> dict:
    """The rule of a column; columns with several codes and free texts have none."""
    low = -999_999_999 if column.minimum is None else column.minimum
    high = 999_999_999 if column.maximum is None else column.maximum
    if column.name in made.lists and column.type != "codes":
        return {"validate": "list", "source": made.lists[column.name]}
    if column.type == "date":
        return {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2100, 12, 31)}
    if column.type == "int" and column.null_words:
        word = column.null_words[0]
        return {
            "validate": "custom",
            "value": f'=OR({cell}="{word}",AND(ISNUMBER({cell}),{cell}>={low},{cell}<={high}))',
        }
    if column.type in ("int", "decimal"):
        kind = "integer" if column.type == "int" else "decimal"
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    if column.shortest or column.longest:
        most = column.longest or 32_767
        return {"validate": "length", "criteria": "between", "minimum": column.shortest, "maximum": most}
    return {}


def mark_wrong_target(made: Book, sheet: Worksheet, first: int, last: int) -> None:
    """In Anexo 01, a target that is not the sum of its months stands out."""
    names = [column.name for column in made.register.columns]
    target, january, december = (names.index(name) for name in ("target", "m01", "m12"))
    months = f"${xl_col_to_name(january)}{first + 1}:${xl_col_to_name(december)}{first + 1}"
    wrong = made.book.add_format({"bold": True, "font_color": LIGHT.on_ink, "bg_color": LIGHT.breach})
    sheet.conditional_format(
        first,
        target,
        last,
        target,
        {"type": "formula", "criteria": f"=SUM({months})<>N(${xl_col_to_name(target)}{first + 1})", "format": wrong},
    )
