"""Owns the workbooks that people fill: one for any register, and Anexo 01 with its header; empty, or with the rows
stored.

A workbook read back as it was given changes nothing: an empty one has no rows, and examples are on a sheet of their
own, under headings that no register recognises; a filled one brings what is stored. Refuses more rows than a sheet
holds, and a text that no cell holds."""

from collections.abc import Callable, Iterable
from contextlib import closing

from xlsxwriter.worksheet import Worksheet

from sig_metrics.catalog.model import Catalog, Column, Register
from sig_metrics.catalog.queries import query
from sig_metrics.intake.base_version import Base
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.replan.draft import Draft
from sig_metrics.present.export import SHEET_ROWS, add_format, sheet_name
from sig_metrics.present.template_cells import check_lengths, decimals_of, is_number, shower, write, write_line
from sig_metrics.present.template_sheets import (
    EXAMPLE,
    Book,
    example_row,
    example_sheet,
    headings,
    height_of,
    limits,
    mark_wrong_target,
    support,
    titles,
    width_of,
)
from sig_metrics.present.theme import LIGHT
from sig_metrics.store.journal import read_ledger
from sig_metrics.store.snapshot import Snapshot

__all__ = ["ANNEX", "annex_template", "base_in", "example_row", "filled", "filled_annex", "template", "workbook_for"]
TOP = 3  # the row of the headings, from 0
LAST_ROW = 5000  # rows with lists and limits
SPARE_ROWS = 1000  # of them, under the rows that a book brings
ANNEX_ROWS = 30
ANNEX = "Anexo 01"
ANNEX_TITLE = "Anexo 01: Cronograma de actividades del SIG"
ANNEX_HOW = (
    "Llene los cuatro datos de abajo y una fila por actividad; no cambie los encabezados. "
    "La meta se pinta cuando no es la suma de sus meses."
)
ANNEX_HEADER = {
    "year": ("Año:", "Cuatro cifras"),
    "version": ("Versión:", "Dos cifras: 01 si es la primera del año"),
    "resolution": ("Resolución:", "La que aprueba esta versión: RDE N° …"),
    "approved_on": ("Fecha de aprobación:", "Desde cuándo rige, día/mes/año"),
}


def workbook_for(register: Register, catalog: Catalog, base: Base | None = None) -> bytes:
    """The workbook to fill for any register, as .xlsx; `base` says from which data it is made (`base_in`)."""
    return annex_template(catalog, base=base) if register.layout == "annex" else template(register, catalog, base=base)


def base_in(snapshot: Snapshot | None, register: Register) -> Base:
    """What a workbook made now from a snapshot is made from; None is an empty store."""
    if snapshot is None:
        return Base(register.name)
    with closing(snapshot.connection.cursor()) as cursor:
        return Base(register.name, snapshot.number, max((line["load"] for line in read_ledger(cursor)), default=None))


def template(
    register: Register, catalog: Catalog, codes: dict[str, list[str]] | None = None, base: Base | None = None
) -> bytes:
    """The workbook of a register of layout «table»; `codes` offers more lists (column → values)."""
    return _table(Book(register, catalog, base), words.say("template_how"), [], codes or {})


def filled(dataset: Dataset, register: Register) -> bytes:
    """The workbook of a register with its rows, in the order of its key; of «plan», Anexo 01 with the last version.

    Raises Refused when they do not fit. Without rows it is the workbook to fill.
    """
    if register.layout == "annex":
        last = max(((row["year"], row["version"]) for row in dataset.rows(query("plan_versions"))), default=None)
        return (
            filled_annex(dataset, *last)
            if last
            else workbook_for(register, dataset.catalog, base_in(dataset.snapshot, register))
        )
    names, key = ", ".join(column.name for column in register.columns), ", ".join(register.key)
    rows = dataset.rows(query("register_rows", columns=names, register=register.name, key=key))
    base = base_in(dataset.snapshot, register)
    if not rows:
        return workbook_for(register, dataset.catalog, base)
    if len(rows) > SHEET_ROWS - TOP - 1:
        raise refuse("filled_large", title=register.title, rows=words.number(len(rows)), limit=words.number(SHEET_ROWS))
    how = words.say(
        "filled_how", rows=words.count(len(rows), "fila", "filas"), load=base.load, mark=_mark(dataset, register.name)
    )
    return _table(Book(register, dataset.catalog, base), how, rows, {})


def _mark(dataset: Dataset, register: str) -> str:
    """The demonstration mark, when some of the rows are synthetic."""
    found = dataset.rows(query("sources"))
    return words.say("synthetic_mark") if any(row["synthetic"] for row in found if row["register"] == register) else ""


def _table(made: Book, how: str, rows: list[dict], codes: dict[str, list[str]]) -> bytes:
    """The sheet of a register with some rows, and those that help to fill it: without rows, also the example."""
    register = made.register
    sheet = made.book.add_worksheet(sheet_name(register.title))
    example = None if rows else made.book.add_worksheet(EXAMPLE)
    support(made, codes)
    titles(made, sheet, register.title, [register.description, how])
    headings(made, sheet, TOP)
    columns = {column.name: [row[column.name] for row in rows] for column in register.columns}
    shown = {
        column.name: _column(made, sheet, at, column, columns[column.name])
        for at, column in enumerate(register.columns)
    }
    widths = [width_of(column) for column in register.columns]
    for n, values in enumerate(zip(*shown.values())):
        if (height := height_of(list(values), widths)) > height_of([""], [1]):
            sheet.set_row(TOP + 1 + n, height)
    limits(made, sheet, TOP + 1, min(max(LAST_ROW, TOP + len(rows) + SPARE_ROWS), SHEET_ROWS - 1))
    if example:
        example_sheet(made, example)
    return made.close()


def _column(made: Book, sheet: Worksheet, at: int, column: Column, values: list) -> list:
    """Writes a column, wide enough for its numbers, which must not show as «###»; returns what its cells show."""
    check_lengths(column, values)
    look = made.cell(column, decimals=decimals_of(values))
    show = shower(column, made.catalog)
    shown = [show(value) for value in values]
    numbers = max((len(f"{value:,}") + 3 for value in shown if is_number(value)), default=0)
    sheet.set_column(at, at, max(width_of(column), numbers), look.usual)
    for n, value in enumerate(shown, TOP + 1):
        if value is not None:
            write(sheet, n, at, value, look)
    return shown


def annex_template(
    catalog: Catalog,
    plan: dict | None = None,
    base: Base | None = None,
    also: Callable[[Book, Worksheet, int], None] | None = None,
) -> bytes:
    """The workbook of Anexo 01. `plan` fills it: year, version, resolution, approved_on (texts) and rows (column →
    value). `also` writes more in it, given the book, its sheet and its first row of data."""
    made = Book(next(each for each in catalog.registers.values() if each.layout == "annex"), catalog, base)
    sheet = made.book.add_worksheet(ANNEX)
    example = None if plan else made.book.add_worksheet(EXAMPLE)
    support(made, {})
    titles(made, sheet, ANNEX_TITLE, [ANNEX_HOW + (plan or {}).get("mark", "")])
    label = add_format(made.book, {"bold": True})
    text = made.cell(made.register.column("title"), bottom=1)
    for row, (name, (said, help_text)) in enumerate(ANNEX_HEADER.items(), 2):
        write_line(sheet, row, 0, said, label)
        write(sheet, row, 1, str((plan or {}).get(name, "")), text)
        sheet.write_comment(row, 1, help_text)
    top = 2 + len(ANNEX_HEADER)
    headings(made, sheet, top, also=("stage",))
    rows = plan["rows"] if plan else []
    _annex_rows(made, sheet, top + 1, rows, max(ANNEX_ROWS, len(rows) + 10))
    if example:
        example_sheet(made, example)
    if also:
        also(made, sheet, top + 1)
    return made.close()


def _annex_rows(made: Book, sheet: Worksheet, first: int, rows: list[dict], count: int) -> None:
    """Bordered rows with their limits, the first ones filled; a target that is not its sum stands out."""
    for at, column in enumerate(made.register.columns):
        check_lengths(column, [row.get(column.name) for row in rows])
        look = made.cell(column, border=1, border_color=LIGHT.border)
        sheet.set_column(at, at, width_of(column))
        for n in range(count):
            write(sheet, first + n, at, rows[n].get(column.name) if n < len(rows) else None, look)
    sheet.set_column(0, 0, 22)  # room for «Fecha de aprobación:»
    widths = [width_of(column) for column in made.register.columns]
    for n, row in enumerate(rows):
        sheet.set_row(first + n, height_of([row.get(column.name) for column in made.register.columns], widths))
    limits(made, sheet, first, first + count - 1)
    mark_wrong_target(made, sheet, first, first + count - 1)


def filled_annex(dataset: Dataset, year: int, version: str) -> bytes:
    """Anexo 01 with a version of the plan, to start the next one from; raises Refused when there is none."""
    register = next(each for each in dataset.catalog.registers.values() if each.layout == "annex")
    approved = {row["version"]: row for row in dataset.rows(query("plan_versions")) if row["year"] == year}
    if version not in approved:
        raise refuse(
            "version_unknown", value=words.short(version, 40), year=year, known=words.listing(sorted(approved))
        )
    said = approved[version]
    show = {column.name: shower(column, dataset.catalog) for column in register.columns}
    rows = [{name: show[name](value) for name, value in row.items()} for row in _activities(dataset, year, version)]
    return annex_template(
        dataset.catalog,
        {
            "year": year,
            "version": version,
            "resolution": said["resolution"] or "",
            "rows": rows,
            "approved_on": words.day(said["approved_on"]) if said["approved_on"] else "",
            "mark": words.say("synthetic_mark") if said["synthetic"] else "",
        },
        base_in(dataset.snapshot, register),
    )


def drafted_annex(dataset: Dataset, draft: Draft) -> bytes:
    """Anexo 01 as a draft of a plan would have it, without version, resolution or date: they come with its approval."""
    register = next(each for each in dataset.catalog.registers.values() if each.layout == "annex")
    systems = {row["activity"]: row["systems"] for row in _activities(dataset, draft.year, draft.version)}
    rows = [
        {
            **{name: row[name] for name in ("activity", "stage", "units", "line", "title", "deliverable")},
            **{f"m{n:02d}": count for n, count in enumerate(row["months"], 1) if count},
            "target": "No aplica" if row["target"] is None else row["target"],
            "systems": systems.get(code, ""),
        }
        for code, row in draft.after.items()
    ]
    show = {column.name: shower(column, dataset.catalog) for column in register.columns}
    shown = [{name: show[name](value) for name, value in row.items()} for row in rows]
    head = {
        "year": draft.year,
        "version": "",
        "resolution": "",
        "approved_on": "",
        "mark": words.say("replan_annex_mark"),
    }
    return annex_template(dataset.catalog, {**head, "rows": shown}, base_in(dataset.snapshot, register))


def _activities(dataset: Dataset, year: int, version: str) -> Iterable[dict]:
    """The rows of Anexo 01 as its columns name them: an activity, its months and the systems it serves."""
    of = {"year": year, "version": version}
    rows = dataset.rows(query("plan_activities"), of)
    by_activity = {row["activity"]: row for row in rows}
    for slot in dataset.rows(query("plan_months"), of):
        if slot["activity"] in by_activity:
            by_activity[slot["activity"]][f"m{slot['month']:02d}"] = slot["quantity"]
    order = list(dataset.catalog.vocabularies["system"])
    held = dataset.rows(query("plan_systems"), {"year": year})
    for each in sorted(held, key=lambda row: order.index(row["system"])):
        if each["activity"] in by_activity:
            by_activity[each["activity"]].setdefault("systems", []).append(each["system"])
    for row in rows:
        row["target"] = "No aplica" if row["target"] is None else row["target"]
        row["systems"] = "/".join(row.get("systems", []))
    return rows
