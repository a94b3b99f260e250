"""Owns the writing of accepted rows into the tables, and of the line of a load in the ledger."""

import json
from datetime import datetime, timezone
from pathlib import Path

import duckdb

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.prepare import Incoming, LoadReport, Prepared, as_stored, counted_by_kind
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.publish.differences import absent, count_differences, stage
from sig_metrics.publish.identity import settle
from sig_metrics.publish.older import older
from sig_metrics.publish.references import against
from sig_metrics.store.journal import LINE, MARK


def apply(connection: duckdb.DuckDBPyConnection, catalog: Catalog, each: Prepared, who: str, number: int) -> LoadReport:
    """Merges one prepared file, settled, into the tables and writes its line in the ledger; raises Refused for what
    it cannot be."""
    load = connection.execute(
        "select coalesce(max(load), 0) + 1 from (select load from load_log union all select load from load_annulled)"
    ).fetchone()[0]
    if wrong := against(connection, catalog, each):
        raise Refused(wrong)
    report = LoadReport(read=each.read, warnings=each.warnings, snapshot=number, load=load)
    doubts = older(connection, catalog, each)
    each = as_stored(each, catalog)
    for name in each.parts:
        register = catalog.register(name)
        stage(connection, register, each)
        report.count(name, *count_differences(connection, register, each.incoming))
        _merge(connection, register, each.incoming, load)
    if not (report.new or report.changed or report.removed):
        return _unchanged(connection, report, each.incoming.sha256)
    report.loaded = True
    report.doubt(doubts)
    report.message = _message(report, catalog)
    write_line(connection, _line(each.incoming, report, who))
    return report


def _message(report: LoadReport, catalog: Catalog) -> str:
    """What was loaded in one sentence; of several registers, each in its own words."""
    if len(report.by_register) > 1:
        told = [
            words.say(f"loaded_{kind}", counted=counted) for kind, counted in counted_by_kind(report, catalog).items()
        ]
        return words.say("loaded_several", load=report.load, told="; ".join(told))
    taken = ", " + words.count(report.removed, "fila retirada", "filas retiradas") if report.removed else ""
    return words.say(
        "loaded",
        load=report.load,
        new=words.count(report.new, "fila nueva", "filas nuevas"),
        changed=words.count(report.changed, "cambiada", "cambiadas"),
        same=words.count(report.same, "igual", "iguales"),
        removed=taken,
    )


def repeat(connection: duckdb.DuckDBPyConnection, catalog: Catalog, each: Prepared, line: dict) -> None:
    """Merges a file that was accepted before, under the number it had; `line` goes to the ledger as it was."""
    each = settle(connection, catalog, each)
    for name in each.parts:
        register = catalog.register(name)
        stage(connection, register, each)
        _merge(connection, register, each.incoming, line["load"])
    write_line(connection, line)


def write_line(connection: duckdb.DuckDBPyConnection, line: dict) -> None:
    """Writes a line of the ledger among the standing loads, or among the annulled ones when it is marked."""
    table, names = ("load_annulled", [*LINE, *MARK]) if line.get("annulled_at") else ("load_log", list(LINE))
    connection.execute(
        f"insert into {table} ({', '.join(names)}) values ({', '.join('?' * len(names))})",
        [line[name] for name in names],
    )


def _line(incoming: Incoming, report: LoadReport, who: str) -> dict:
    return {
        "load": report.load,
        "register": incoming.register,
        "file": words.short(Path(incoming.name).name, 120),
        "sha256": incoming.sha256,
        "bytes": len(incoming.content),
        "loaded_at": datetime.now(timezone.utc).replace(tzinfo=None),
        "who": who,
        "mode": incoming.mode,
        "origin": incoming.origin,
        "rows_read": report.read,
        "rows_new": report.new,
        "rows_changed": report.changed,
        "rows_same": report.same,
        "rows_removed": report.removed,
        "warnings": json.dumps([p.as_dict() for p in report.warnings], ensure_ascii=False),
        "snapshot": report.snapshot,
        "suffix": incoming.suffix,
        "header": incoming.header_text,
    }


def _unchanged(connection: duckdb.DuckDBPyConnection, report: LoadReport, sha256: str) -> LoadReport:
    before = connection.execute(
        "select loaded_at, who from load_log where sha256 = ? order by load desc limit 1", [sha256]
    ).fetchone()
    report.load = report.snapshot = None
    report.message = (
        words.say("unchanged", when=words.moment(before[0]), who=before[1]) if before else words.say("unchanged_new")
    )
    return report


def _merge(connection: duckdb.DuckDBPyConnection, register: Register, incoming: Incoming, load: int) -> None:
    """Writes `incoming_rows` into the register; a row that did not change keeps its origin."""
    key = ", ".join(register.key)
    names = [column.name for column in register.columns]
    same = " and ".join(f"old_rows.{name} is not distinct from new_rows.{name}" for name in names)
    by_key = " and ".join(f"old_rows.{name} = new_rows.{name}" for name in register.key)
    connection.execute(
        f"delete from {register.name} as old_rows where exists "
        f"(select 1 from ({absent(register, incoming)}) as new_rows where {by_key})"
    )
    connection.execute(
        f"delete from incoming_rows as new_rows where exists (select 1 from {register.name} as old_rows where {same})"
    )
    connection.execute(
        f"delete from {register.name} as old_rows where exists (select 1 from incoming_rows as new_rows where {by_key})"
    )
    columns = ", ".join(names)
    connection.execute(
        f"insert into {register.name} ({columns}, _load, _row) "
        f"select {columns}, {int(load)}, _row from incoming_rows order by {key}"
    )
