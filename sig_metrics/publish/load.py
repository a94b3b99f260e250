"""Owns the way from accepted rows to a new snapshot: rows → views → cube → checks → ledger.

All or nothing: several files may go in one publication, and one bad reference refuses them all.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import duckdb

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.units import known_to, with_rows
from sig_metrics.intake.personal.signed import signed
from sig_metrics.intake.prepare import Incoming, LoadReport, Prepared, prepare, refused
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.publish.differences import count_differences, stage
from sig_metrics.publish.identity import settle
from sig_metrics.publish.merge import apply
from sig_metrics.publish.older import older
from sig_metrics.publish.references import references
from sig_metrics.publish.seen import Drawn, changed_since, row_changed, states
from sig_metrics.publish.tables import create_tables, derive
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.local import Unchanged
from sig_metrics.store.snapshot import published_with

__all__ = [
    "Incoming",
    "LoadReport",
    "Prepared",
    "RefreshReport",
    "load_file",
    "load_files",
    "prepare",
    "preview",
    "refresh",
    "refused",
]


@dataclass(frozen=True)
class RefreshReport:
    """What a refresh did: its snapshot (None: it was up to date), and in Spanish what it added and the result."""

    snapshot: int | None = None
    added: tuple[str, ...] = ()
    message: str = ""


def load_file(
    store: LocalStore,
    catalog: Catalog,
    incoming: Incoming | Prepared,
    who: str,
    on_step: Callable[[str], None] = lambda step: None,
    compared: dict[str, str] | None = None,
    drawn: Drawn | None = None,
) -> LoadReport:
    """Loads one file; a refusal comes back as a report with its problems, and nothing is changed."""
    try:
        return load_files(store, catalog, [incoming], who, on_step, compared, drawn)[0]
    except Refused as refusal:
        return refused(refusal)


def load_files(
    store: LocalStore,
    catalog: Catalog,
    incomings: list[Incoming | Prepared],
    who: str,
    on_step: Callable[[str], None] = lambda step: None,
    compared: dict[str, str] | None = None,
    drawn: Drawn | None = None,
    events: Callable[[], Iterable[dict]] = tuple,
) -> list[LoadReport]:
    """Loads several files as one snapshot; raises Refused, having changed nothing, if any is not accepted.

    `compared` is the state of the registers when somebody saw what would change (`LoadReport.compared` of
    `preview`): what was confirmed is what is written, so a register that is no longer so refuses the load, which is
    to be compared and asked again. So does the row that a form was drawn from (`drawn`). `events` go to the log with
    the loads (`LocalStore.publish`)."""
    who = signed(who)
    with _opened(store, incomings) as before:  # the publication opens the same: while it is open, that costs nothing
        prepared = _prepared_all(known_to(catalog, before), catalog, incomings, on_step)
        return _load(store, catalog, prepared, who, on_step, compared, drawn, events)


def _load(
    store: LocalStore,
    catalog: Catalog,
    prepared: list[Prepared],
    who: str,
    on_step: Callable[[str], None],
    compared: dict[str, str] | None,
    drawn: Drawn | None,
    events: Callable[[], Iterable[dict]] = tuple,
) -> list[LoadReport]:
    """Publishes what was read and judged; raises Refused for what it cannot be beside the data of now."""

    def build(connection: duckdb.DuckDBPyConnection, number: int) -> list[LoadReport]:
        create_tables(connection, catalog)
        if changed := changed_since(connection, catalog, compared or {}) + (
            row_changed(connection, catalog, drawn) if drawn else []
        ):
            raise Refused(changed)
        settled, reports = [], []
        for each in prepared:  # one after the other: a file may point to what the one before brings
            settled.append(settle(connection, catalog, each))
            reports.append(apply(connection, catalog, settled[-1], who, number))
        if not any(report.loaded for report in reports):
            raise Unchanged(reports)
        accepted = [each for each, report in zip(settled, reports) if report.loaded]
        if lost := [problem for each in accepted for problem in references(connection, catalog, each)]:
            raise Refused(lost)
        for each in accepted:
            store.archive(each.incoming.sha256, each.incoming.suffix, each.incoming.content)
        on_step("Calculando indicadores")
        derive(connection, catalog, {name for each in accepted for name in each.parts})
        return reports

    return store.publish(who, build, events=events)


def _prepared_all(
    known: Catalog, catalog: Catalog, incomings: list[Incoming | Prepared], on_step: Callable[[str], None]
) -> list[Prepared]:
    """The files read and judged in their order, each with the units and stages of the store (`known`) and of the files
    before it."""
    prepared: list[Prepared] = []
    for incoming in incomings:
        if isinstance(incoming, Incoming):
            on_step(f"Leyendo {incoming.cleaned(catalog.register(incoming.register)).name}")
            incoming = prepare(incoming, known)
        prepared.append(incoming)
        known = with_rows(known, incoming.parts)
    return prepared


@contextmanager
def _opened(store: LocalStore, incomings: list[Incoming | Prepared]) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """The current data, where some file is still to be read; None also when there are none yet."""
    if store.current() is None or not any(isinstance(each, Incoming) for each in incomings):
        yield None
        return
    with closing(store.open()) as snapshot:
        yield snapshot.connection


def refresh(store: LocalStore, catalog: Catalog, who: str) -> RefreshReport:
    """Publishes the rows that a store holds with today's definitions, as a new snapshot.

    Nothing is loaded, so the ledger gets no line. Raises StoreError on an empty store, Refused when a column has
    another type and its values do not fit. A column that is new stays empty in the rows already loaded, even a
    required one: only later loads are held to it."""
    who = signed(who)
    if store.current() is None:
        raise StoreError(words.say("store_empty"))

    def build(connection: duckdb.DuckDBPyConnection, number: int) -> RefreshReport:
        if published_with(connection) == catalog.fingerprint:
            raise Unchanged(RefreshReport(message=words.say("refreshed_same")))
        added = create_tables(connection, catalog)
        derive(connection, catalog)
        return RefreshReport(number, tuple(added), words.say("refreshed", snapshot=number))

    return store.publish(who, build, what="refresh")


def preview(connection: duckdb.DuckDBPyConnection | None, catalog: Catalog, prepared: Prepared) -> LoadReport:
    """What loading would do, without doing it; `connection` reads the current snapshot (None: no data yet)."""
    report = LoadReport(read=prepared.read, warnings=prepared.warnings, compared=states(connection, prepared.parts))
    if connection is None:
        for name, rows in prepared.parts.items():
            report.count(name, rows.num_rows, 0, 0, 0)
        return report
    with closing(connection.cursor()) as cursor:
        doubts = older(cursor, catalog, prepared)
        for name in prepared.parts:
            stage(cursor, catalog.register(name), prepared)
            report.count(name, *count_differences(cursor, catalog.register(name), prepared.incoming))
    report.doubt(doubts)
    return report
