"""Owns what a person is told before confirming a load: whether it was loaded before, and each difference in words."""

from sig_metrics.catalog.labels import JOIN, key_said, shown_value, typed_value
from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.language import words
from sig_metrics.publish.history import history
from sig_metrics.publish.load import LoadReport, Prepared
from sig_metrics.store.snapshot import Snapshot

KINDS = ("new", "changed", "removed")


def already(snapshot: Snapshot | None, catalog: Catalog, prepared: Prepared, report: LoadReport) -> str:
    """That a load would change nothing, and who loaded the same file before; «» when it would. `report` is its
    `preview`."""
    if report.new or report.changed or report.removed:
        return ""
    sha256 = prepared.incoming.sha256
    before = (
        next(
            (load for load in history(snapshot, catalog) if load["sha256"] == sha256 and not load["annulled_at"]), None
        )
        if snapshot
        else None
    )
    return (
        words.say("unchanged", when=words.moment(before["loaded_at"]), who=before["who"])
        if before
        else words.say("unchanged_new")
    )


def change_tables(
    catalog: Catalog, prepared: Prepared, found: list[dict]
) -> dict[str, tuple[list[dict], dict[str, str]]]:
    """{kind: (rows, headings)} of what `differences` found, ready to be read, for the kinds that have any.

    New and removed rows show their columns; a changed one its key, the column, and the values before and after. A
    file that feeds several registers names the register of each row, and its new and removed rows show their key
    alone."""
    tables = {}
    for kind in KINDS:
        lines = [line for line in found if line["kind"] == kind]
        if lines and kind != "changed" and len(prepared.parts) == 1:
            rows = [line["after" if kind == "new" else "before"] for line in lines]
            tables[kind] = _whole(catalog, catalog.register(prepared.incoming.register), rows)
        elif lines:
            tables[kind] = _lines(catalog, prepared, lines, kind)
    return tables


def _whole(catalog: Catalog, register: Register, rows: list[dict]) -> tuple[list[dict], dict[str, str]]:
    """Whole rows, with the columns that some of them fill."""
    headings = {
        column.name: column.heading for column in register.columns if any(row[column.name] is not None for row in rows)
    }
    return [{name: typed_value(catalog, register, name, row[name]) for name in headings} for row in rows], headings


def _lines(catalog: Catalog, prepared: Prepared, lines: list[dict], kind: str) -> tuple[list[dict], dict[str, str]]:
    """One line a change, with the key in one cell."""
    several, rows = len(prepared.parts) > 1, []
    main = catalog.register(next(iter(prepared.parts)))
    for line in lines:
        register = catalog.register(line["register"]) if line.get("register") else main
        row = {"register": register.title, "key": key_said(catalog, register, line["key"])}
        if kind == "changed":
            row |= {
                "column": register.column(line["column"]).heading,
                "before": shown_value(catalog, register, line["column"], line["before"]),
                "after": shown_value(catalog, register, line["column"], line["after"]),
            }
        rows.append({name: value if value is None else str(value) for name, value in row.items()})
    key = JOIN.join(main.column(name).heading for name in main.key) if not several else "Clave"
    headings = {**({"register": "Registro"} if several else {}), "key": key}
    return rows, headings | ({"column": "Columna", "before": "Antes", "after": "Después"} if kind == "changed" else {})
