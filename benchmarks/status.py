"""Owns the price of the library's answer: `overview()` against hand-written SQL for the same numbers, of a
dataset just made; and remembered."""

import time
from collections.abc import Callable
from datetime import date
from statistics import median

from benchmarks.servers import demo_store
from sig_metrics.measure.dataset import Dataset

PARTS = """count(*) as rows, sum(activity_state.programmed)::int as programmed, sum(activity_state.credited)::int as delivered,
    sum(activity_state.on_time)::int as on_time, sum(activity_state.overdue)::int as overdue, sum(activity_state.unsupported)::int as unsupported,
    count(*) filter (where activity_state.programmed > 0 and activity_state.credited = activity_state.programmed) as current,
    count(*) filter (where activity_state.programmed > 0) as activities"""
STATE = "from activity_state {joins} where activity_state.period = $cutoff and activity_state.version = $version and {where}"
HELD = """join activity_dimension as {name} on {name}.year = activity_state.year and {name}.version = activity_state.version
    and {name}.activity = activity_state.activity"""
TOTAL = f"select {PARTS} {STATE}"
GROUPS = f"select held.dimension, held.value, {PARTS} {STATE} group by all order by all"
MATRIX = f"select held.value as system, stage.value as stage, {PARTS} {STATE} and held.dimension = 'system' and stage.dimension = 'stage' group by all"
OVERDUE = """select activity_state.activity, activity_state.month, activity_state.item, activity_state.days_late, plan_activity.units,
    plan_activity.deliverable, bare.delivered_on, bare.name from slot_state as activity_state
    join plan_activity on plan_activity.year = activity_state.year and plan_activity.version = activity_state.version
    and plan_activity.activity = activity_state.activity
    left join deliverable as bare on bare.year = activity_state.year and bare.activity = activity_state.activity
    and bare.programmed_month = activity_state.month and bare.item = activity_state.item and bare.document_number is null
    and bare.delivered_on <= $cutoff and bare.state in ('delivered', 'validated')
    where activity_state.period = $cutoff and activity_state.version = $version and activity_state.state = 'overdue' and {where}
    order by activity_state.due_on, activity_state.activity, activity_state.item"""
ONE_SYSTEM = """exists (select 1 from activity_dimension as chosen where chosen.year = activity_state.year
    and chosen.version = activity_state.version and chosen.activity = activity_state.activity
    and chosen.dimension = 'system' and chosen.value = $system)"""


def by_hand(connection, cutoff: date, version: str, system: str | None) -> dict:
    """The four queries that somebody who knows the tables would write."""
    where = ONE_SYSTEM if system else "true"
    values = {"cutoff": cutoff, "version": version, **({"system": system} if system else {})}
    one, two = HELD.format(name="held"), HELD.format(name="held") + " " + HELD.format(name="stage")
    with connection.cursor() as cursor:
        return {
            "total": cursor.execute(TOTAL.format(joins="", where=where), values).fetchall(),
            "groups": cursor.execute(GROUPS.format(joins=one, where=where), values).fetchall(),
            "matrix": cursor.execute(MATRIX.format(joins=two, where=where), values).fetchall(),
            "overdue": cursor.execute(OVERDUE.format(where=where), values).fetchall(),
        }


def check(seen, hand: dict) -> None:
    """Both ways must say the same before anything is timed."""
    state = seen.total
    assert hand["total"][0][1:] == (
        state.programmed,
        state.delivered,
        state.on_time,
        state.overdue,
        state.unsupported,
        state.current,
        state.activities,
    )
    groups = {(dimension, value): counts[1:3] for dimension, value, *counts in hand["groups"]}
    assert groups == {(d, v): [s.programmed, s.delivered] for d, found in seen.groups.items() for v, s in found.items()}
    assert {(system, stage) for system, stage, *_ in hand["matrix"]} == set(seen.matrix) and len(
        hand["overdue"]
    ) == len(seen.decisions)


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def status(rounds: int = 41) -> list[dict]:
    """`overview()` and `status_document()` of a cut-off, without and with a filter; the two ways alternate."""
    from sig_metrics.catalog.reader import default_catalog
    from sig_metrics.measure.insights import overview, status_document
    from sig_metrics.measure.scope import Scope, horizon
    from sig_metrics.store import LocalStore

    rows, catalog = [], default_catalog()
    with demo_store() as store:
        snapshot = LocalStore(store).open()
        for system in (None, "SGC"):
            scope = Scope(date(2021, 11, 30), system=system)
            dataset = Dataset(snapshot, catalog)
            version = horizon(dataset).latest(scope.year)
            check(overview(dataset, scope), by_hand(snapshot.connection, scope.cutoff, version, system))
            found = [
                (
                    timed(lambda: overview(Dataset(snapshot, catalog), scope)),
                    timed(lambda: status_document(Dataset(snapshot, catalog), scope)),
                    timed(lambda: by_hand(snapshot.connection, scope.cutoff, version, system)),
                )
                for _ in range(rounds)
            ]
            mine, document, hand = (median(each) for each in zip(*found))
            dataset = Dataset(snapshot, catalog)
            overview(dataset, scope)
            hit = median(timed(lambda: overview(dataset, scope)) for _ in range(rounds))
            rows.append(
                {
                    "what": f"status {system or 'whole plan'}",
                    "ratio": mine / hand,
                    "other": document / hand,
                    "n": rounds,
                    "raw": f"overview {mine * 1e3:.1f} ms, status_document {document * 1e3:.1f} ms, by hand {hand * 1e3:.1f} ms, "
                    f"remembered {hit * 1e6:.0f} µs",
                }
            )
        snapshot.close()
    return rows
