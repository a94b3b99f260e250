"""Owns what arrives one at a time and ends something: an agreement fulfilled, an incident closed, an alert answered.

A closing is a load of one row that keeps the other columns of the row: the same validation and the same ledger.
Which registers end so, and how, `screens.toml` says."""

from sig_metrics.catalog.labels import JOIN, shown_value
from sig_metrics.catalog.model import Catalog, CatalogError, Column, Register
from sig_metrics.catalog.screen_model import Closing
from sig_metrics.language import words
from sig_metrics.publish.entry import entry
from sig_metrics.publish.load import Incoming
from sig_metrics.store.snapshot import Snapshot

SHORT = 70  # letters of a text among choices


def closing_of(catalog: Catalog, register: Register) -> Closing:
    """How the rows of `register` end; raises CatalogError when its rows are not closed one at a time."""
    if register.name not in catalog.screens.closings:
        raise CatalogError(f"«{register.title}» no se cierra por formulario")
    return catalog.screens.closings[register.name]


def open_rows(snapshot: Snapshot, catalog: Catalog, register: Register) -> list[dict]:
    """The rows that can be closed, the oldest first, with every declared column: {column: value}."""
    how = closing_of(catalog, register)
    columns = ", ".join(column.name for column in register.columns)
    condition = f"list_contains($open, {how.state})" if how.state else f"{how.asks[''][0]} is null"
    given = {"open": list(how.paths)} if how.state else {}
    return snapshot.rows(
        f"select {columns} from {register.name} where {condition} order by {how.since}, {', '.join(register.key)}",
        given,
    )


def ends(catalog: Catalog, register: Register, row: dict) -> tuple[str, ...]:
    """The states a row may go to, the usual first; («»,) for a register without states."""
    how = closing_of(catalog, register)
    return how.paths[row[how.state]] if how.state else ("",)


def asked(catalog: Catalog, register: Register, row: dict, end: str) -> list[Column]:
    """The columns that are still to be filled for a row to end so; its note is always offered."""
    return [
        register.column(name) for name in closing_of(catalog, register).asks[end] if row[name] is None or name == "note"
    ]


def closing(register: Register, row: dict, values: dict[str, object]) -> Incoming:
    """The load of one row: `row` as it is, with `values` on top; raises KeyError for a column that is not of the
    register."""
    strange = values.keys() - {column.name for column in register.columns}
    if strange:
        raise KeyError(f"{register.name}: {sorted(strange)}")
    return entry(register, {**row, **values})


def row_label(catalog: Catalog, register: Register, row: dict) -> str:
    """A row in one line for a list of choices: its key, its date, the labels of its codes and its texts, cut short."""
    return JOIN.join(
        words.short(str(shown_value(catalog, register, name, row[name])), SHORT)
        for name in closing_of(catalog, register).shown
        if row[name] is not None
    )
