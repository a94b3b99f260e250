"""Owns the way from accepted rows to a new snapshot: rows → views → cube → checks → ledger.

All or nothing: several files may go in one publication, and one bad reference refuses them all.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path

import duckdb
import pyarrow as pa

from sig_metrics import words
from sig_metrics.annex import PlanHeader, split_annex
from sig_metrics.definitions import Catalog, Register
from sig_metrics.incoming import clean_name
from sig_metrics.problems import Problem, Refused
from sig_metrics.read import TextTable, read_file
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.local import Unchanged
from sig_metrics.store.snapshot import published_with
from sig_metrics.tables import create_tables, derive
from sig_metrics.validate import validate


@dataclass(frozen=True)
class Incoming:
    """One file to load: its register, name, bytes, mode («merge» or «replace») and origin («real», «synthetic»)."""

    register: str
    name: str
    content: bytes
    mode: str = "merge"
    origin: str = "real"
    header: PlanHeader = field(default_factory=PlanHeader)


@dataclass
class LoadReport:
    """What a load did. Counts are rows; `message` is the result in one Spanish sentence."""

    loaded: bool = False
    load: int | None = None
    snapshot: int | None = None
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    message: str = ""

    def as_dict(self) -> dict:
        """The shape of `load --json`."""
        shown = {name: getattr(self, name) for name in ("loaded", "load", "snapshot", "read", "new", "changed", "same", "removed")}
        return {**shown, "problems": [p.as_dict() for p in self.problems],
                "warnings": [p.as_dict() for p in self.warnings], "message": self.message}  # fmt: skip


@dataclass(frozen=True)
class RefreshReport:
    """What a refresh did: its snapshot (None: it was up to date), and in Spanish what it added and the result."""

    snapshot: int | None = None
    added: tuple[str, ...] = ()
    message: str = ""


@dataclass
class Prepared:
    """An incoming file, read and judged: typed rows by register."""

    incoming: Incoming
    parts: dict[str, pa.Table]
    warnings: list[Problem]

    @property
    def read(self) -> int:
        rows = self.parts.get("plan_activity") if len(self.parts) > 1 else next(iter(self.parts.values()))
        return rows.num_rows


def prepare(incoming: Incoming, catalog: Catalog, reader: Callable[..., TextTable] = read_file) -> Prepared:
    """Reads and validates one file; raises Refused with every problem. What somebody sends is read by `sandbox.read_apart`."""
    incoming = replace(incoming, name=clean_name(incoming.name))
    table = reader(incoming.name, incoming.content, catalog.register(incoming.register))
    if table.register.layout == "annex":
        parts, errors, warnings = split_annex(table, incoming.header, catalog)
    else:
        rows, errors, warnings = validate(table, catalog)
        parts = {incoming.register: rows}
    if errors:
        raise Refused(errors)
    return Prepared(incoming, parts, warnings)


def load_file(store: LocalStore, catalog: Catalog, incoming: Incoming | Prepared, who: str) -> LoadReport:
    """Loads one file; a refusal comes back as a report with its problems, and nothing is changed."""
    try:
        return load_files(store, catalog, [incoming], who)[0]
    except Refused as refusal:
        return refused(refusal)


def refused(refusal: Refused) -> LoadReport:
    """The report of a file that was not accepted."""
    counted = words.count(len(refusal.problems), words.say("problem_one"), words.say("problem_many"))
    return LoadReport(problems=refusal.problems, message=words.say("refused", problems=counted))


def load_files(store: LocalStore, catalog: Catalog, incomings: list[Incoming | Prepared], who: str,
               on_step: Callable[[str], None] = lambda step: None) -> list[LoadReport]:  # fmt: skip
    """Loads several files as one snapshot; raises Refused, having changed nothing, if any is not accepted."""
    prepared = []
    for incoming in incomings:
        if isinstance(incoming, Prepared):
            prepared.append(incoming)
            continue
        on_step(f"Leyendo {incoming.name}")
        prepared.append(prepare(incoming, catalog))

    def build(connection: duckdb.DuckDBPyConnection, number: int) -> list[LoadReport]:
        create_tables(connection, catalog)
        reports = [_apply(connection, catalog, each, who, number) for each in prepared]
        if not any(report.loaded for report in reports):
            raise Unchanged(reports)
        accepted = [(each, report.load) for each, report in zip(prepared, reports) if report.loaded]
        for each, load in accepted:
            _references(connection, catalog, each, load)
        for each, _ in accepted:
            store.archive(_sha256(each.incoming), Path(each.incoming.name).suffix.lower(), each.incoming.content)
        on_step("Calculando indicadores")
        derive(connection, catalog)
        return reports

    return store.publish(who, build)


def refresh(store: LocalStore, catalog: Catalog, who: str) -> RefreshReport:
    """Publishes the rows that a store holds with today's definitions, as a new snapshot.

    Nothing is loaded, so the ledger gets no line. Raises StoreError on an empty store, Refused when a column has another
    type and its values do not fit. A column that is new stays empty in the rows already loaded, even a required one:
    only later loads are held to it.
    """
    if store.current() is None:
        raise StoreError(words.say("store_empty"))

    def build(connection: duckdb.DuckDBPyConnection, number: int) -> RefreshReport:
        if published_with(connection) == catalog.fingerprint:
            raise Unchanged(RefreshReport(message=words.say("refreshed_same")))
        added = create_tables(connection, catalog)
        derive(connection, catalog)
        return RefreshReport(number, tuple(added), words.say("refreshed", snapshot=number))

    return store.publish(who, build)


def preview(connection: duckdb.DuckDBPyConnection | None, catalog: Catalog, prepared: Prepared) -> LoadReport:
    """What loading would do, without doing it; `connection` reads the current snapshot (None: no data yet)."""
    report = LoadReport(read=prepared.read, warnings=prepared.warnings)
    for name, rows in prepared.parts.items():
        if connection is None:
            report.new += rows.num_rows
            continue
        new, changed, same, removed = _differences(connection.cursor(), catalog.register(name), rows, prepared.incoming)
        report.new, report.changed = report.new + new, report.changed + changed
        report.same, report.removed = report.same + same, report.removed + removed
    return report


def _differences(connection: duckdb.DuckDBPyConnection, register: Register, rows: pa.Table, incoming: Incoming) -> tuple:
    """(new, changed, same, removed) of `rows` against the table; leaves them in the temporary table `incoming_rows`."""
    connection.register("arriving", rows)
    connection.execute("create or replace temp table incoming_rows as from arriving")
    connection.unregister("arriving")
    key = ", ".join(register.key)
    if register.additive and incoming.register != register.name:
        by_key = " and ".join(f"old_rows.{name} = new_rows.{name}" for name in register.key)
        connection.execute(f"delete from incoming_rows as new_rows where exists (select 1 from {register.name} as old_rows where {by_key})")
    rest = [c.name for c in register.columns if c.name not in register.key] or [register.key[0]]
    pairs = [f"(new_rows.{name} is distinct from old_rows.{name})" for name in rest]
    changed, matched = connection.execute(
        f"select count(*) filter ({' or '.join(pairs)}), count(*) from incoming_rows as new_rows "
        f"join {register.name} as old_rows using ({key})"
    ).fetchone()
    removed = connection.execute(f"select count(*) from ({_absent(register, incoming)})").fetchone()[0]
    arrived = connection.execute("select count(*) from incoming_rows").fetchone()[0]
    return arrived - matched, changed, matched - changed, removed


def _absent(register: Register, incoming: Incoming) -> str:
    """SQL: the keys of the table that the file does not bring and the load would take out."""
    key = ", ".join(register.key)
    base = f"select {key} from {register.name} as old_rows anti join incoming_rows using ({key})"
    annex = incoming.register != register.name  # an annex brings whole partitions (a version of a year)
    if incoming.mode != "replace" and not annex:
        return f"{base} where false"
    within = register.partition or (register.key if annex else ())
    return f"{base} semi join incoming_rows using ({', '.join(within)})" if within else base


def _sha256(incoming: Incoming) -> str:
    return hashlib.sha256(incoming.content).hexdigest()


def _apply(connection: duckdb.DuckDBPyConnection, catalog: Catalog, each: Prepared, who: str, number: int) -> LoadReport:
    """Merges one prepared file into the tables and writes its line in the ledger."""
    incoming = each.incoming
    load = connection.execute("select coalesce(max(load), 0) + 1 from load_log").fetchone()[0]
    report = LoadReport(read=each.read, warnings=each.warnings, snapshot=number, load=load)
    for name, rows in each.parts.items():
        register = catalog.register(name)
        new, changed, same, removed = _differences(connection, register, rows, incoming)
        report.new, report.changed = report.new + new, report.changed + changed
        report.same, report.removed = report.same + same, report.removed + removed
        _merge(connection, register, incoming, load)
    sha256 = _sha256(incoming)
    if not (report.new or report.changed or report.removed):
        return _unchanged(connection, report, sha256)
    report.loaded = True
    taken = ", " + words.count(report.removed, "fila retirada", "filas retiradas") if report.removed else ""
    report.message = words.say("loaded", load=load, new=words.count(report.new, "fila nueva", "filas nuevas"),
                               changed=words.count(report.changed, "cambiada", "cambiadas"),
                               same=words.count(report.same, "igual", "iguales"), removed=taken)  # fmt: skip
    warnings = json.dumps([p.as_dict() for p in report.warnings], ensure_ascii=False)
    connection.execute("insert into load_log values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       [load, incoming.register, words.short(Path(incoming.name).name, 120), sha256, len(incoming.content),
                        datetime.now(timezone.utc).replace(tzinfo=None), who, incoming.mode, incoming.origin, report.read,
                        report.new, report.changed, report.same, report.removed, warnings, number])  # fmt: skip
    return report


def _unchanged(connection: duckdb.DuckDBPyConnection, report: LoadReport, sha256: str) -> LoadReport:
    before = connection.execute("select loaded_at, who from load_log where sha256 = ? order by load desc limit 1", [sha256]).fetchone()
    report.load = report.snapshot = None
    report.message = (words.say("unchanged", when=words.moment(before[0]), who=before[1]) if before
                      else words.say("unchanged_new"))  # fmt: skip
    return report


def _merge(connection: duckdb.DuckDBPyConnection, register: Register, incoming: Incoming, load: int) -> None:
    """Writes `incoming_rows` into the register; a row that did not change keeps its origin."""
    key = ", ".join(register.key)
    names = [column.name for column in register.columns]
    same = " and ".join(f"old_rows.{name} is not distinct from new_rows.{name}" for name in names)
    by_key = " and ".join(f"old_rows.{name} = new_rows.{name}" for name in register.key)
    connection.execute(f"delete from {register.name} as old_rows where exists "
                       f"(select 1 from ({_absent(register, incoming)}) as new_rows where {by_key})")  # fmt: skip
    connection.execute(f"delete from incoming_rows as new_rows where exists (select 1 from {register.name} as old_rows where {same})")
    connection.execute(f"delete from {register.name} as old_rows where exists (select 1 from incoming_rows as new_rows where {by_key})")
    columns = ", ".join(names)
    connection.execute(f"insert into {register.name} ({columns}, _load, _row) "
                       f"select {columns}, {int(load)}, _row from incoming_rows order by {key}")  # fmt: skip


def _references(connection: duckdb.DuckDBPyConnection, catalog: Catalog, each: Prepared, load: int) -> None:
    """Refuses rows of this load that point to nothing."""
    problems = []
    for name in each.parts:
        register = catalog.register(name)
        for reference in register.references:
            columns = ", ".join(reference.columns)
            lost = connection.execute(f"select _row, {columns} from {name} anti join {reference.register} using ({columns}) "
                                      f"where _load = ? order by _row", [load]).fetchall()  # fmt: skip
            title = catalog.register(reference.register).title
            for row, *values in lost:
                shown = " · ".join(map(str, values))
                heading = register.column(reference.columns[-1]).heading
                problems.append(Problem("reference", words.say("reference", value=shown, register=title), row=row,
                                        column=f"«{heading}»", value=shown))  # fmt: skip
    if problems:
        raise Refused(problems)
