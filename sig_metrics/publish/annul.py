"""Owns taking a load back: the data is made again without it, and the ledger keeps its line, marked.

With `destroy` nothing of the file stays in the store (`destroy.py`). Refuses a load that others need, one that is
already annulled, and a reason that holds personal data: it stays in the history for good."""

from contextlib import closing

import duckdb

from sig_metrics.catalog.labels import JOIN
from sig_metrics.catalog.model import Catalog
from sig_metrics.intake.personal.signed import kept, signed
from sig_metrics.intake.prepare import LoadReport
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.publish import destroy as destruction
from sig_metrics.publish.rebuild import annulled, content_hashes, known_lines, replay
from sig_metrics.publish.references import pointed_of, points
from sig_metrics.publish.tables import derive
from sig_metrics.store import LocalStore, Snapshot
from sig_metrics.store.order import Order, give_order

REASON = 200  # letters of why


def annul(store: LocalStore, catalog: Catalog, load: int, why: str, who: str, destroy: bool = False) -> LoadReport:
    """Publishes the data without a load. The report's counts are rows against the data before: new (they come back),
    changed and removed; `loaded` is False.

    With `destroy`, which a load already annulled admits too, the original and every snapshot with something of it are
    deleted. Raises Refused, having changed nothing, or StoreError on an empty store.
    """
    why, who = _texts(why, who)

    def build(connection: duckdb.DuckDBPyConnection, number: int) -> LoadReport:
        lines = known_lines(store)
        line = next((each for each in lines if each["load"] == load), None)
        if line is None:
            raise refuse("annul_unknown", load=load, last=lines[-1]["load"])
        if line["annulled_at"] and not destroy:
            raise refuse("annul_already", load=load, when=words.moment(line["annulled_at"]), who=line["annulled_by"])
        marked = annulled(line, who, why, destroy)
        if destroy:
            destruction.check(store, lines, line)
            marked = destruction.blank(store, catalog, line, marked, why, who)
        replay(connection, catalog, store, [marked if each is line else each for each in lines])
        with closing(_sound(store, catalog)) as before:
            _still_whole(connection, before.connection, catalog, load)
            report = _compared(
                connection, before, catalog, LoadReport(load=load, snapshot=number, read=line["rows_read"] or 0)
            )
        derive(connection, catalog)
        if destroy:
            give_order(store.folder, Order(load, line["sha256"], line["suffix"]))
        return report

    report = store.publish(who, build, fresh=True, what="annul")
    if destroy and (done := destruction.carry_out(store, who)):
        report.message += done.said
    return report


def _texts(why: str, who: str) -> tuple[str, str]:
    """The reason and who, as they stay in the history."""
    said = kept(why, words.say("history_why"), REASON)
    if not said:
        raise refuse("annul_why")
    return said, signed(who)


def _sound(store: LocalStore, catalog: Catalog) -> Snapshot:
    """The current snapshot; refuses a damaged one, or one of other definitions, against which nothing can be
    compared."""
    snapshot = store.open()
    if not snapshot.damaged and snapshot.fingerprint == catalog.fingerprint:
        return snapshot
    snapshot.close()
    if snapshot.busy:
        raise refuse("store_busy", snapshot=snapshot.damaged)
    if snapshot.damaged:
        raise refuse("store_broken", snapshot=snapshot.damaged, previous=snapshot.number)
    raise refuse("outdated", store="")


def _still_whole(
    after: duckdb.DuckDBPyConnection, before: duckdb.DuckDBPyConnection, catalog: Catalog, load: int
) -> None:
    """Refuses when rows of other loads would point to something that goes away."""
    known = {each[:-2] for each in _dangling(before, catalog)}
    problems = []
    for register, reference, values, user, rows in _dangling(after, catalog):
        if (register, reference, values) in known:
            continue
        shown = JOIN.join(map(str, values))
        problems.append(
            Problem(
                "annul_reference",
                words.say(
                    "annul_reference",
                    load=load,
                    rows=words.count(rows, "fila", "filas"),
                    register=catalog.register(register).title,
                    user=user,
                    value=shown,
                    reference=catalog.register(reference).title,
                ),
                value=shown,
            )
        )
    if problems:
        raise Refused(problems)


def _dangling(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> list[tuple[str, str, tuple, int, int]]:
    """(register, register referred to, values that are not in it, load, rows), in a fixed order."""
    found = []
    for register in (each for each in catalog.registers.values() if each.layout == "table"):
        for reference in register.references:
            columns = ", ".join(reference.columns)
            rows = connection.execute(
                f"select {columns}, _load, count(*) from {register.name} anti join "
                f"({pointed_of(reference, reference.register)}) using ({columns}) where {points(reference)} group by {columns}, _load order by _load, {columns}"
            ).fetchall()
            found += [(register.name, reference.register, tuple(values), user, n) for *values, user, n in rows]
    return found


def _compared(
    connection: duckdb.DuckDBPyConnection, before: Snapshot, catalog: Catalog, report: LoadReport
) -> LoadReport:
    """The report with what changes for whoever reads, and its sentence."""
    was, now = content_hashes(before.connection), content_hashes(connection)
    for name in sorted(each for each in {*was, *now} if was.get(each) != now.get(each) and each in catalog.registers):
        register = catalog.registers[name]
        columns, key = ", ".join(column.name for column in register.columns), ", ".join(register.key)
        connection.register("earlier", before.table(f"select {columns} from {name}"))
        new = _count(connection, f"select {key} from {name} anti join earlier using ({key})")
        removed = _count(connection, f"select {key} from earlier anti join {name} using ({key})")
        other = _count(connection, f"select {columns} from {name} except select {columns} from earlier") - new
        connection.unregister("earlier")
        report.count(name, new, other, 0, removed)
    said = [
        words.count(report.removed, "fila sale", "filas salen"),
        words.count(report.changed, "vuelve a su valor anterior", "vuelven a su valor anterior"),
        words.count(report.new, "reaparece", "reaparecen"),
    ]
    report.message = words.say("annulled", load=report.load, said=words.listing(said), snapshot=report.snapshot)
    return report


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return connection.execute(f"select count(*) from ({sql})").fetchone()[0]
