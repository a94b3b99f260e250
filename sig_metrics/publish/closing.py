"""Owns what arrives one at a time and ends something: an agreement fulfilled, an incident closed, an alert answered.

A closing is a load of one row that keeps the other columns of the row: the same validation and the same ledger.
"""

from dataclasses import dataclass

from sig_metrics.catalog.labels import shown_value
from sig_metrics.catalog.model import Catalog, CatalogError, Column, Register
from sig_metrics.publish.entry import entry
from sig_metrics.publish.load import Incoming
from sig_metrics.store.snapshot import Snapshot

CONTAINED = ("contained_on", "contained_hour")
RESOLVED = (*CONTAINED, "resolved_on", "resolved_hour", "cause")


@dataclass(frozen=True)
class Closing:
    """How the rows of a register end.

    `state` is its column of states («» when it has none: `asks[""]` is what an open row lacks); `paths` says from
    each open state where a row may go; `asks`, the columns to fill for each end, the one that dates it first;
    `shown`, what tells a row from another; `since`, the date that orders them.
    """

    asks: dict[str, tuple[str, ...]]
    shown: tuple[str, ...]
    since: str
    state: str = ""
    paths: dict[str, tuple[str, ...]] | None = None


CLOSINGS = {
    "agreement": Closing(asks={"": ("fulfilled_on", "note")}, shown=("agreement", "due_on", "unit", "kind"), since="due_on"),
    "security_incident": Closing(
        state="state", shown=("id", "known_on", "severity", "kind", "state"), since="known_on",
        asks={"contained": CONTAINED, "resolved": RESOLVED, "closed": (*RESOLVED, "closed_on", "note"), "discarded": ("discarded_on", "note")},
        paths={"open": ("resolved", "contained", "closed", "discarded"), "contained": ("resolved", "closed", "discarded"), "resolved": ("closed",)},
    ),
    "ctvc_alert": Closing(
        state="state", shown=("alert", "received_on", "ut", "topic", "state"), since="received_on",
        asks={"in_progress": ("referred_on", "unit"), "answered": ("answered_on", "unit", "note"), "dismissed": ("dismissed_on", "note")},
        paths={"received": ("answered", "in_progress", "dismissed"), "in_progress": ("answered", "dismissed")},
    ),
}  # fmt: skip


def closing_of(register: Register) -> Closing:
    """How the rows of `register` end; raises CatalogError when its rows are not closed one at a time."""
    if register.name not in CLOSINGS:
        raise CatalogError(f"«{register.title}» no se cierra por formulario")
    return CLOSINGS[register.name]


def open_rows(snapshot: Snapshot, catalog: Catalog, register: Register) -> list[dict]:
    """The rows that can be closed, the oldest first, with every declared column: {column: value}."""
    how = closing_of(register)
    columns = ", ".join(column.name for column in register.columns)
    condition = f"list_contains($open, {how.state})" if how.state else f"{how.asks[''][0]} is null"
    given = {"open": list(how.paths)} if how.state else {}
    return snapshot.rows(f"select {columns} from {register.name} where {condition} order by {how.since}, {', '.join(register.key)}", given)


def ends(register: Register, row: dict) -> tuple[str, ...]:
    """The states a row may go to, the usual first; («»,) for a register without states."""
    how = closing_of(register)
    return how.paths[row[how.state]] if how.state else ("",)


def asked(register: Register, row: dict, end: str) -> list[Column]:
    """The columns that are still to be filled for a row to end so; its note is always offered."""
    return [register.column(name) for name in closing_of(register).asks[end] if row[name] is None or name == "note"]


def closing(register: Register, row: dict, values: dict[str, object]) -> Incoming:
    """The load of one row: `row` as it is, with `values` on top; raises KeyError for a column that is not of the register."""
    strange = values.keys() - {column.name for column in register.columns}
    if strange:
        raise KeyError(f"{register.name}: {sorted(strange)}")
    return entry(register, {**row, **values})


def row_label(catalog: Catalog, register: Register, row: dict) -> str:
    """A row in one line for a list of choices: its key, its date and the labels of its codes."""
    return " · ".join(str(shown_value(catalog, register, name, row[name])) for name in closing_of(register).shown if row[name] is not None)
