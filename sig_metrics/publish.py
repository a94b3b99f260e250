"""Owns the way from accepted rows to a new snapshot: rows → views → cube → checks → ledger.

All or nothing: several files may go in one publication, and one bad reference refuses them all.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

import duckdb
import pyarrow as pa

from sig_metrics import words
from sig_metrics.annex import PlanHeader, split_annex
from sig_metrics.definitions import Catalog, CatalogError, Register
from sig_metrics.freshness import write_periods
from sig_metrics.problems import Problem, Refused
from sig_metrics.read import read_file
from sig_metrics.store import LocalStore
from sig_metrics.store.local import Unchanged
from sig_metrics.validate import validate

SQL_TYPES = {"text": "varchar", "int": "bigint", "decimal": "double", "date": "date", "code": "varchar", "codes": "varchar"}
# The columns of the cube; an indicator declares which of them it fills. `system` and `unit` may hold several codes
# («SGC/SGAS»): a fact is one row, whatever the number of systems it serves.
DIMENSIONS = ("version", "activity", "system", "unit", "ut", "kind", "severity", "domain")


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


def prepare(incoming: Incoming, catalog: Catalog) -> Prepared:
    """Reads and validates one file; raises Refused with every problem."""
    table = read_file(incoming.name, incoming.content, catalog.register(incoming.register))
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


def create_tables(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """One table a register (its columns, `_load` and `_row`) and the ledger of loads."""
    for register in catalog.registers.values():
        if register.layout != "table":
            continue
        columns = [f"{c.name} {SQL_TYPES[c.type]}{' not null' if c.required else ''}" for c in register.columns]
        connection.execute(f"create table if not exists {register.name} "
                           f"({', '.join(columns)}, _load bigint not null, _row bigint not null)")  # fmt: skip
    connection.execute(
        "create table if not exists load_log (load bigint not null, register varchar not null, file varchar not null, "
        "sha256 varchar not null, bytes bigint not null, loaded_at timestamp not null, who varchar not null, "
        "mode varchar not null, origin varchar not null, rows_read bigint, rows_new bigint, rows_changed bigint, "
        "rows_same bigint, rows_removed bigint, warnings varchar, snapshot bigint not null)"
    )


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


def derive(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """Rebuilds everything that follows from the registers: views, cube, checks, sources, periods."""
    for view in catalog.views.values():
        connection.execute(f"create or replace table {view.name} as {view.sql}")
    columns = ", ".join(f"{name} varchar" for name in DIMENSIONS)
    connection.execute(f"create or replace table cube (indicator varchar not null, period date not null, {columns}, "
                       "numerator double, denominator double)")  # fmt: skip
    for indicator in (each for each in catalog.indicators.values() if not each.factors):
        _fill_cube(connection, indicator.name, indicator.dimensions, indicator.sql)
    connection.execute("create or replace table check_row (rule varchar not null, position bigint not null, row varchar not null)")
    for check in catalog.checks.values():
        connection.execute(f"insert into check_row select '{check.name}', row_number() over (), to_json(found)::varchar "
                           f"from ({check.sql}\n) as found")  # fmt: skip
    connection.execute("create or replace table register_source (register varchar not null, load bigint, rows bigint not null, "
                       "synthetic bigint not null)")  # fmt: skip
    for register in catalog.registers.values():
        if register.layout == "table":
            connection.execute(
                f"insert into register_source select '{register.name}', max(_load), count(*), "
                f"count(*) filter (load_log.origin = 'synthetic') from {register.name} join load_log on load_log.load = _load"
            )
    write_periods(connection, catalog)


def _fill_cube(connection: duckdb.DuckDBPyConnection, name: str, dimensions: tuple[str, ...], sql: str) -> None:
    given = [column[0] for column in connection.execute(f"select * from ({sql}\n) limit 0").description]
    expected = ["period", *dimensions, "numerator", "denominator"]
    if given != expected:
        raise CatalogError(f"{name}.sql: devuelve {', '.join(given)} y debe devolver {', '.join(expected)}")
    filled = ", ".join(given)
    connection.execute(f"insert into cube (indicator, {filled}) select '{name}', {filled} from ({sql}\n)")
