"""Compares the cube with the naive implementation of `oracle.py` on generated plans and deliveries."""

from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import DEMO, V04, V05, incomings, what_it_needs
from sig_metrics.publish.load import prepare
from sig_metrics.publish.tables import create_tables, derive
from support import oracle

VERSIONS = [(2020, "01"), (2021, "01"), (2021, "02")]
ACTIVITIES = ["01", "02"]
EVERY = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Days near the month ends, where a mistake of one day shows; and both neighbouring years.
near = st.builds(
    lambda year, month, days: oracle.month_end(year, month) + timedelta(days),
    st.integers(2020, 2022),
    st.integers(1, 12),
    st.integers(-1, 1),
)
around = lambda year, month: st.integers(-1, 1).map(lambda days: oracle.month_end(year, month) + timedelta(days))  # noqa: E731
any_day = st.dates(date(2019, 12, 1), date(2022, 2, 1))


@st.composite
def plans(draw):
    """(activities, schedule, deliveries): a small plan of two years and three versions."""
    activities, schedule = [], []
    for year, version in VERSIONS:
        for activity in draw(st.lists(st.sampled_from(ACTIVITIES), unique=True, min_size=1)):
            months = draw(st.dictionaries(st.integers(1, 12), st.integers(1, 3), max_size=5))
            target = sum(months.values()) or draw(st.sampled_from([None, 0]))
            activities.append({"year": year, "version": version, "activity": activity, "target": target})
            schedule += [
                {"year": year, "version": version, "activity": activity, "month": month, "quantity": quantity}
                for month, quantity in months.items()
            ]
    keys = st.tuples(
        st.sampled_from([2020, 2021, 2021, 2021]), st.sampled_from(ACTIVITIES), st.integers(1, 12), st.integers(1, 4)
    )
    deliveries = []
    for year, activity, month, item in draw(
        st.lists(keys, unique=True, min_size=draw(st.sampled_from([0, 8])), max_size=16)
    ):
        state = draw(st.sampled_from(["delivered", "validated", "delivered", "in_progress"]))
        deliveries.append(
            {
                "year": year,
                "activity": activity,
                "programmed_month": month,
                "item": item,
                "state": state,
                "delivered_on": None
                if state == "in_progress" and draw(st.booleans())
                else draw(st.one_of(around(year, month), near, any_day)),
                "document_number": draw(st.sampled_from(["N° 1", "N° 2", "N° 3", None])),
            }
        )
    return activities, schedule, deliveries


@pytest.fixture(scope="module")
def lean(catalog):
    return what_it_needs(catalog, *catalog.indicators)


@pytest.fixture(scope="module")
def connection(lean):
    with duckdb.connect(":memory:", config={"threads": "1"}) as connection:
        create_tables(connection, lean)
        yield connection


FILLING = {
    "_load": 1,
    "_row": 1,
    "resolution": "RDE",
    "approved_on": date(2020, 1, 1),
    "stage": "monitoring",
    "line": "L",
    "units": "UPPM",
    "title": "T",
    "deliverable": "E",
    "unit": "UPPM",
}


def insert(connection, catalog, table: str, rows: list[dict]) -> None:
    """Replaces the rows of a register's table; columns that the row lacks take a filling or NULL."""
    connection.execute(f"delete from {table}")
    names = [column.name for column in catalog.registers[table].columns] + ["_load", "_row"]
    values = [[row.get(name, FILLING.get(name) if name in FILLING else None) for name in names] for row in rows]
    if values:
        marks = ", ".join([f"({', '.join('?' * len(names))})"] * len(values))
        connection.execute(
            f"insert into {table} ({', '.join(names)}) values {marks}", [cell for row in values for cell in row]
        )


def computed(connection, catalog, activities, schedule, deliveries) -> dict[tuple, tuple]:
    versions = sorted({(row["year"], row["version"]) for row in activities})
    insert(connection, catalog, "plan_version", [{"year": year, "version": version} for year, version in versions])
    insert(connection, catalog, "plan_activity", activities)
    insert(connection, catalog, "plan_schedule", schedule)
    insert(connection, catalog, "deliverable", deliveries)
    derive(connection, catalog)
    rows = connection.execute(
        "select indicator, period, version, activity, numerator, denominator from cube where year(period) = cube.year::bigint "
        "and coalesce(plan_part, 'own') = 'own'"
    ).fetchall()  # after its December: test_years.py
    found = {tuple(row[:4]): (row[4], row[5]) for row in rows}
    assert len(found) == len(rows), "a cell of the cube is there twice"
    return found


def compare(by_hand: dict, by_sql: dict) -> None:
    different = {
        key: (by_hand.get(key), by_sql.get(key)) for key in by_hand | by_sql if by_hand.get(key) != by_sql.get(key)
    }
    assert not different, f"{len(different)} (oracle, cube): {dict(list(different.items())[:5])}"


@EVERY
@given(plan=plans())
def test_the_cube_is_the_oracles(connection, lean, plan):
    by_sql = computed(connection, lean, *plan)
    assert len(by_sql) >= 12 * 6 * len(plan[0])
    compare(oracle.cube(*plan), by_sql)
    slots_agree(connection, by_sql)


def slots_agree(connection, by_sql: dict) -> None:
    """The cells of the plan grid add up to the indicators, and no delivery fills two slots."""
    rows = connection.execute(
        "select period, version, activity, count(*) filter (due_on <= period and state in ('on_time', 'late')), "
        "count(*) filter (state = 'overdue'), count(delivered_on), count(distinct (delivered_month, delivered_item)) filter (delivered_on is not null), "
        "count(*), count(distinct (month, item)) from slot_state where year(period) = year group by period, version, activity"
    ).fetchall()
    for period, version, activity, filled, overdue, used, distinct, cells, slots in rows:
        assert filled == by_sql["plan_delivered_rate", period, version, activity][0]
        assert overdue == by_sql["plan_overdue_count", period, version, activity][0]
        assert used == distinct and cells == slots


@settings(EVERY, max_examples=20)
@given(plan=plans(), month=st.integers(1, 12))
def test_nothing_depends_on_rows_dated_after_the_cut_off(connection, lean, plan, month):
    activities, schedule, deliveries = plan
    cutoff = oracle.month_end(2021, month)
    known = [row for row in deliveries if row["delivered_on"] is None or row["delivered_on"] <= cutoff]
    before = computed(connection, lean, activities, schedule, known)
    after = computed(connection, lean, activities, schedule, deliveries)
    assert {k: v for k, v in before.items() if k[1] <= cutoff} == {k: v for k, v in after.items() if k[1] <= cutoff}


def test_the_oracle_on_the_demonstration(plan_store, catalog):
    rows = {}
    for folder in (V05, V04, DEMO):
        for incoming in incomings(folder, catalog):
            for name, part in prepare(incoming, catalog).parts.items():
                rows.setdefault(name, []).extend(part.to_pylist())
    by_hand = oracle.cube(rows["plan_activity"], rows["plan_schedule"], rows["deliverable"])
    found = plan_store.open().rows(
        "select indicator, period, version, activity, numerator, denominator from cube where year(period) = cube.year::bigint "
        "and coalesce(plan_part, 'own') = 'own'"
    )  # after its December: test_years.py
    by_sql = {
        (r["indicator"], r["period"], r["version"], r["activity"]): (r["numerator"], r["denominator"]) for r in found
    }
    assert len(by_sql) == len(found) > 4000
    compare(by_hand, by_sql)


def test_the_oracle_knows_every_indicator(catalog):
    activities = [{"year": 2021, "version": "01", "activity": "01", "target": 1}]
    schedule = [{"year": 2021, "version": "01", "activity": "01", "month": 1, "quantity": 1}]
    assert {key[0] for key in oracle.cube(activities, schedule, [])} == set(catalog.indicators)


def test_the_generated_plans_reach_the_hard_cases():
    """Without this, a generator that only made empty plans would prove nothing."""
    reached = set()

    @settings(max_examples=600, deadline=None, derandomize=True, database=None)
    @given(plan=plans())
    def look(plan):
        activities, schedule, deliveries = plan
        slots = {(r["year"], r["activity"], r["month"], i) for r in schedule for i in range(1, r["quantity"] + 1)}
        for row in deliveries:
            named = (row["year"], row["activity"], row["programmed_month"], row["item"]) in slots
            day, due = row["delivered_on"], oracle.month_end(row["year"], row["programmed_month"])
            if day is None:
                reached.add("in progress")
            elif row["document_number"] is None:
                reached.add("without document")
            elif not named:
                reached.add("of a month not programmed")
            else:
                reached.add(
                    "early" if (day.year, day.month) < (due.year, due.month) else "late" if day > due else "on time"
                )
                reached.update(
                    {"on the last day"} if day == due else {"the day after"} if day == due + timedelta(1) else ()
                )
            reached.update({"of another year"} if day and day.year != row["year"] else ())
        reached.update({"activity without target"} if any(a["target"] is None for a in activities) else ())

    look()
    assert reached >= {
        "in progress",
        "without document",
        "of a month not programmed",
        "early",
        "late",
        "on time",
        "on the last day",
        "the day after",
        "of another year",
        "activity without target",
    }
