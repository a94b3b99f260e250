"""Owns making the data again from the archive: every standing load, in the order of its number, with today's program.

It needs no sound snapshot: the ledger comes from the newest one that opens, and from the journal beside the originals.
It refuses whole, naming the loads, when an original is lost or is no longer accepted.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import partial

import duckdb

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.units import known_in
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.intake.files.grid import LARGE
from sig_metrics.intake.isolated import prepare_apart
from sig_metrics.intake.personal.signed import signed
from sig_metrics.intake.prepare import Incoming, Prepared, prepare
from sig_metrics.intake.table.read import read_file
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.publish.merge import repeat, write_line
from sig_metrics.publish.tables import create_tables, derive
from sig_metrics.store import LocalStore, Snapshot, StoreError
from sig_metrics.store.journal import LINE, MARK, read_ledger

BIG = 2_000_000  # bytes of an original that is read by another process


@dataclass(frozen=True)
class RebuildReport:
    """What a rebuild did. `hash` is of the new data, `before` of the snapshot that was being served (None: none
    opened); `changed` are the registers whose rows are not the same. `message` says it in Spanish."""

    snapshot: int
    loads: int
    annulled: int
    hash: str
    before: str | None = None
    changed: tuple[str, ...] = ()
    message: str = ""


def rebuild(store: LocalStore, catalog: Catalog, who: str, without: Iterable[int] = ()) -> RebuildReport:
    """Publishes a new snapshot made from the originals, with the same load numbers, moments and people.

    The loads in `without` are left out and stay in the ledger as annulled. Raises StoreError when there is nothing
    to make it from, Refused, naming loads, when one cannot be repeated; the store is then as it was."""
    left_out, who = set(without), signed(who)

    def build(connection: duckdb.DuckDBPyConnection, number: int) -> RebuildReport:
        lines = known_lines(store, left_out)
        if unknown := left_out - {line["load"] for line in lines}:
            raise refuse("annul_unknown", load=min(unknown), last=lines[-1]["load"])
        lines = [
            annulled(line, who, words.say("rebuild_without")) if line["load"] in left_out else line for line in lines
        ]
        replay(connection, catalog, store, lines)
        derive(connection, catalog)
        made, before = content_hashes(connection), _served(store)
        standing = sum(not line["annulled_at"] for line in lines)
        changed = (
            tuple(name for name in sorted({*made, *before}) if made.get(name) != before.get(name))
            if before is not None
            else ()
        )
        return RebuildReport(
            number,
            standing,
            len(lines) - standing,
            _joined(made),
            None if before is None else _joined(before),
            changed,
            _said(catalog, number, standing, before, changed),
        )

    report = store.publish(who, build, fresh=True, what="rebuild")
    note(store, "rebuild", who, snapshot=report.snapshot, loads=report.loads)
    return report


def known_lines(store: LocalStore, without: Iterable[int] = ()) -> list[dict]:
    """Every load ever accepted, as `read_ledger` gives them: those of the newest snapshot that opens, and what only
    the journal knows. Raises StoreError when neither says anything, Refused when a number is missing that is not in
    `without`."""
    try:
        with closing(store.open()) as snapshot:
            found = {line["load"]: line for line in read_ledger(snapshot.connection)}
    except (StoreError, duckdb.Error):
        found = {}
    for load, line in store.journal.lines().items():
        if load not in found:
            found[load] = line
        elif line["annulled_at"]:
            found[load] |= {name: line[name] for name in ("file", *MARK)}
    if not found:
        raise StoreError(words.say("store_empty"))
    found |= {load: _nothing(load) for load in set(without) - set(found) if 0 < load < max(found)}
    if missing := sorted(set(range(1, max(found))) - set(found)):
        raise refuse("journal_gap", loads=words.listing([str(load) for load in missing]))
    return [found[load] for load in sorted(found)]


def _nothing(load: int) -> dict:
    """What is left of a load that neither a snapshot nor the journal remembers: its number."""
    unknown = {
        "register": "",
        "file": "",
        "sha256": "",
        "bytes": 0,
        "who": "",
        "mode": "",
        "origin": "",
        "warnings": "[]",
        "snapshot": 0,
    }
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    return {**dict.fromkeys((*LINE, *MARK)), **unknown, "load": load, "loaded_at": now}


def annulled(line: dict, who: str, why: str, destroyed: bool = False) -> dict:
    """The line of a load, marked; one that was already marked keeps its mark."""
    if line["annulled_at"]:
        return {**line, "destroyed": line["destroyed"] or destroyed}
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    return {**line, "annulled_at": now, "annulled_by": who, "reason": why, "destroyed": destroyed}


def replay(connection: duckdb.DuckDBPyConnection, catalog: Catalog, store: LocalStore, lines: list[dict]) -> None:
    """Fills an empty database with the standing loads of a ledger, and with the ledger; raises Refused with every
    fault."""
    if not store.journal.path.parent.is_dir():
        raise refuse("archive_lost")
    create_tables(connection, catalog)
    problems: list[Problem] = []
    lost: list[int] = []
    for line in lines:
        if line["annulled_at"]:
            write_line(connection, line)
            continue
        try:
            prepared = read_again(store, known_in(catalog, connection, also=True), line)
        except Refused as refusal:
            problems += [_of_load(line, each) for each in refusal.problems]
            lost += [line["load"] for each in refusal.problems if each.code == "original_lost"]
            continue
        if not problems:
            if line["warnings"] is None:  # the journal does not keep them
                line = {
                    **line,
                    "warnings": json.dumps([each.as_dict() for each in prepared.warnings], ensure_ascii=False),
                }
            repeat(connection, catalog, prepared, line)
    if problems:
        raise Refused(_together(problems, lost))


def _together(problems: list[Problem], lost: list[int]) -> list[Problem]:
    """Originals that were lost are one cause, whatever their number."""
    if len(lost) < 2:
        return problems
    said = Problem("original_lost", words.say("originals_lost", loads=words.listing([str(load) for load in lost])))
    return [said, *(each for each in problems if each.code != "original_lost")]


def read_again(store: LocalStore, catalog: Catalog, line: dict) -> Prepared:
    """An original read and judged again as it was the first time, whatever limits it was loaded with; a big one
    apart, since the server may be who asks. Raises Refused when it is lost, or is no longer accepted."""
    incoming = _again(store, catalog, line)
    if len(incoming.content) > BIG:
        return prepare_apart(incoming, catalog, LARGE)
    return prepare(incoming, catalog, partial(read_file, limits=LARGE))


def _again(store: LocalStore, catalog: Catalog, line: dict) -> Incoming:
    """The file of a load as it came the first time."""
    if line["register"] not in catalog.registers:
        raise refuse("rebuild_register", register=line["register"])
    found = store.original(line["sha256"], line["suffix"])
    if found is None:
        raise refuse("original_lost", sha=line["sha256"][:12])
    name, content = found
    given = json.loads(line["header"] or "{}")
    blank, conflicts = given.pop("blank", False), given.pop("conflicts", "")
    # by UTC, which is never a day behind Lima: what was accepted then is not refused now
    accepted = line["loaded_at"].date()
    return Incoming(
        line["register"],
        name,
        content,
        line["mode"],
        line["origin"],
        PlanHeader(**given),
        blank,
        conflicts,
        accepted,
        again=True,
    )


def _of_load(line: dict, problem: Problem) -> Problem:
    said = words.say("rebuild_load", load=line["load"], file=line["file"], message=problem.message)
    return replace(problem, message=said)


def note(store: LocalStore, event: str, who: str, **values: object) -> None:
    """Leaves in the journal that somebody did something to the whole store."""
    store.record_event(event, who, **values)


def content_hash(snapshot: Snapshot) -> str:
    """SHA-256 of every row of every register of a snapshot: equal when the same data is in it, however it got there."""
    with closing(snapshot.connection.cursor()) as cursor:
        return _joined(content_hashes(cursor))


def content_hashes(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """{register: SHA-256 of its rows}, whatever the order they were loaded in; registers without rows are left out.

    A row is its filled columns by name: neither an empty column more nor where it came from makes another row.
    """
    columns: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from information_schema.columns order by all"
    ).fetchall():
        columns.setdefault(table, []).append(column)
    found = {}
    for table in sorted(name for name, has in columns.items() if "_load" in has and "_row" in has):
        cells = [
            f"'{name}:' || length({name}::varchar) || ':' || {name}::varchar"
            for name in columns[table]
            if name not in ("_load", "_row")
        ]
        rows = connection.execute(
            f"select sha256(concat_ws(';', {', '.join(cells)})) as row_hash from {table} order by row_hash"
        )
        digest = hashlib.sha256()
        while batch := rows.fetchmany(10_000):
            digest.update("".join(row[0] for row in batch).encode("ascii"))
            found[table] = digest
    return {table: digest.hexdigest() for table, digest in found.items()}


def _joined(hashes: dict[str, str]) -> str:
    return hashlib.sha256("\n".join(f"{table} {each}" for table, each in sorted(hashes.items())).encode()).hexdigest()


def _served(store: LocalStore) -> dict[str, str] | None:
    """The hashes of the data that readers have now; None when nothing opens."""
    try:
        with closing(store.open()) as snapshot:
            return content_hashes(snapshot.connection)
    except (StoreError, duckdb.Error):  # or it opens, and some part of it cannot be read
        return None


def _said(catalog: Catalog, number: int, loads: int, before: dict | None, changed: tuple[str, ...]) -> str:
    titles = [f"«{catalog.registers[name].title}»" if name in catalog.registers else f"«{name}»" for name in changed]
    compared = (
        words.say("rebuilt_alone")
        if before is None
        else words.say("rebuilt_same")
        if not changed
        else words.say("rebuilt_changed", registers=words.listing(titles))
    )
    return words.say(
        "rebuilt", snapshot=number, loads=words.count(loads, "carga repetida", "cargas repetidas"), compared=compared
    )
