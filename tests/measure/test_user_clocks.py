"""Proves the clocks of QRD, suggestions and alerts: days typed by hand, a naïve second count, and no look ahead.

The naïve count reads the demonstration's files and walks the calendar day by day; it shares no code with the SQL.
"""

import csv
from collections import Counter
from datetime import date, timedelta

import duckdb
import pytest

from conftest import DEMO, LEGAL, V05
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish.tables import write_law

CATALOG = default_catalog()
TABLES = {V05: ("plan_version",), DEMO: ("qrd", "qrd_monthly", "suggestion", "ctvc_alert", "household")}
EMPTY = (
    "calendar_coverage",
    "calendar_day",
    "legal_term",
    "parameter",
    "security_incident",
    "vulnerability",
    "document",
    "sst_event",
)
VIEWS = (
    "month_end",
    "law_calendar",
    "law_coverage",
    "law_parameter",
    "law_term",
    "calendar_range",
    "parameter_in_force",
    "term_in_force",
    "ut_calendar",
    "working_day",
    "term_start",
    "term_due",
    "qrd_term",
    "qrd_clock",
    "suggestion_clock",
    "ctvc_clock",
    "qrd_registered",
    "household_at_month",
)
INDICATORS = (
    "claim_answered_on_time_rate",
    "claim_referred_on_time_rate",
    "request_answered_on_time_rate",
    "qrd_registered_per_household_rate",
    "ctvc_alert_answered_on_time_rate",
)
STARTS = {"qrd": "registered_on", "suggestion": "received_on", "ctvc_alert": "received_on"}


def tables() -> duckdb.DuckDBPyConnection:
    """The registers of the demonstration with the types of the catalogue, and nothing derived."""
    connection = duckdb.connect()
    types = {
        "text": "varchar",
        "code": "varchar",
        "codes": "varchar",
        "int": "bigint",
        "decimal": "double",
        "date": "date",
    }
    write_law(connection, CATALOG)
    # the months are those of the plan
    connection.execute("create table register_period (register varchar, period date)")
    connection.execute("create table register_due (register varchar, dense boolean)")
    for folder, names in (TABLES | {None: EMPTY}).items():
        for name in names:
            columns = ", ".join(f"{c.name} {types[c.type]}" for c in CATALOG.register(name).columns)
            connection.execute(f"create table {name} ({columns})")
            if folder is None:
                continue
            connection.execute(
                f"insert into {name} by name from read_csv('{folder / name}.csv', all_varchar = true, header = true)"
            )
    return connection


def cubes(connection: duckdb.DuckDBPyConnection) -> dict[str, dict]:
    """{indicator: {(period, dimensions…): (numerator, denominator)}}."""
    for name in VIEWS:
        connection.execute(f"create or replace table {name} as {CATALOG.views[name].sql}")
    found = {name: connection.execute(CATALOG.indicators[name].sql).fetchall() for name in INDICATORS}
    return {name: {row[:-2]: row[-2:] for row in rows} for name, rows in found.items()}


@pytest.fixture(scope="module")
def whole() -> dict[str, dict]:
    return cubes(tables())


@pytest.mark.parametrize("cutoff", ["2020-08-31", "2021-03-31", "2021-06-30", "2021-09-30"])
def test_nothing_dated_after_a_month_changes_it(whole, cutoff):
    connection = tables()
    for name, start in STARTS.items():
        connection.execute(f"delete from {name} where {start} > '{cutoff}'")
        if name == "qrd":
            connection.execute(f"update qrd set reclassified_as = null where reclassified_on > '{cutoff}'")
        for column in (c.name for c in CATALOG.register(name).columns if c.type == "date"):
            connection.execute(f"update {name} set {column} = null where {column} > '{cutoff}'")
    connection.execute(f"delete from household where make_date(year, 2 * bimester::integer, 1) > '{cutoff}'")
    connection.execute(f"delete from qrd_monthly where make_date(year, month, 1) > '{cutoff}'")
    then = cubes(connection)
    until = lambda cube: {key: parts for key, parts in cube.items() if str(key[0]) <= cutoff}  # noqa: E731
    for name in INDICATORS:
        assert until(then[name]) == until(whole[name]) != {}, name


DUE = """
select qrd_clock.due_on, qrd_clock.referral_due_on from qrd_clock where qrd_clock.case_number = 'case'
"""


@pytest.mark.parametrize(
    ("kind", "registered", "observed", "corrected", "due", "referral_due"),
    [
        ("claim", "2021-03-15", None, None, "2021-04-28", "2021-03-18"),
        ("claim", "2021-10-09", None, None, "2021-11-24", "2021-10-14"),  # a Saturday
        # 8 and 11 October are not working days: as if filed on the 9th
        ("claim", "2021-10-07", None, None, "2021-11-24", "2021-10-14"),
        ("claim", "2021-03-15", "2021-03-17", "2021-03-19", "2021-04-30", "2021-03-22"),  # suspended on 18 and 19 March
        # the last of the three days: the referral was spent
        ("claim", "2021-03-15", "2021-03-18", "2021-03-22", "2021-04-30", "2021-03-18"),
        # the last day but one: suspended 28, 29, 30
        ("claim", "2021-03-15", "2021-04-27", "2021-04-30", "2021-05-03", "2021-03-18"),
        ("claim", "2021-03-15", "2021-04-28", "2021-05-05", "2021-04-28", "2021-03-18"),  # day 30: spent
        ("claim", "2021-03-15", "2021-04-28", None, "2021-04-28", "2021-03-18"),
        # corrected on a Saturday: no working day inside
        ("claim", "2021-03-15", "2021-03-19", "2021-03-20", "2021-04-28", "2021-03-18"),
        ("claim", "2021-03-15", "2021-03-19", None, None, "2021-03-18"),  # still suspended
        ("claim", "2021-03-15", "2021-04-29", "2021-05-10", "2021-04-28", "2021-03-18"),  # observed when it had lapsed
        ("complaint", "2021-03-15", None, None, "2021-04-07", None),
        ("denunciation", "2021-04-09", None, None, "2021-04-30", None),
        ("claim", "2019-12-31", None, None, None, None),  # no term yet
    ],
)
def test_a_case_is_due_when_the_law_says(kind, registered, observed, corrected, due, referral_due):
    connection = tables()
    connection.execute("delete from qrd")
    connection.execute(
        "insert into qrd (case_number, kind, registered_on, observed_on, corrected_on, ut, state) "
        "values ('case', ?, ?, ?, ?, 'CAJ', 'in_progress')",
        [kind, registered, observed, corrected],
    )
    cubes(connection)
    assert [str(day) if day else None for day in connection.execute(DUE).fetchone()] == [due, referral_due]


def test_a_newer_term_ends_the_one_before(whole):
    connection = tables()
    connection.execute(
        "insert into legal_term by name select 'claim_response' as term, 'x' as title, 20 as quantity, "
        "'working_days' as unit, date '2021-03-15' as since, 'N' as basis, 'x' as norm"
    )
    cubes(connection)
    found = connection.execute(
        "select qrd.registered_on, count(*) from qrd_term join qrd using (case_number) where turn = 1 "
        "and obligation = 'response' group by case_number, qrd.registered_on having count(*) > 1"
    ).fetchall()
    assert found == []
    assert connection.execute(
        "select valid_until from term_in_force where term = 'claim_response' order by 1"
    ).fetchall() == [(date(2021, 3, 14),), (None,)]


# --- a naïve second count --------------------------------------------------------------------------------------------


def read(folder, name: str) -> list[dict]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return [{key: value or None for key, value in row.items()} for row in csv.DictReader(source)]


CLOSED = {row["day"] for row in read(LEGAL, "calendar_day") if row["scope"] == "nacional"}


def walk(start: str, days: int, suspended: set[str]) -> str:
    day = date.fromisoformat(start)
    while days:
        day += timedelta(days=1)
        if day.weekday() < 5 and str(day) not in CLOSED and str(day) not in suspended:
            days -= 1
    return str(day)


def due(case: dict, start: str, days: int) -> str:
    """The due date; «9999» while it is suspended."""
    base, answered = walk(start, days, set()), case["answered_on"]
    if not case["observed_on"] or not start <= case["observed_on"] < base:
        return base
    if not case["corrected_on"] or answered and case["corrected_on"] > answered:
        return base if answered and answered <= base else "9999"
    first, last = (date.fromisoformat(case[name]) for name in ("observed_on", "corrected_on"))
    return walk(start, days, {str(first + timedelta(days=n)) for n in range(1, (last - first).days + 1)})


def judged(case: dict) -> tuple[str, str] | None:
    """(kind, due date) of the procedure that rules a case."""
    days = {"claim": 30, "complaint": 15, "denunciation": 15}
    kind, limit = case["kind"], due(case, case["registered_on"], days[case["kind"]])
    change = case["reclassified_on"]
    if change and case["reclassified_as"] != kind and change <= min(limit, case["answered_on"] or "9999"):
        kind, limit = case["reclassified_as"], due(case, change, days[case["reclassified_as"]])
    return kind, limit


def test_the_naive_count_agrees(whole):
    claims, others = Counter(), Counter()
    for case in read(DEMO, "qrd"):
        kind, limit = judged(case)
        answered, left = case["answered_on"] or "9999", case["closed_on"] or "9999"
        when = min(limit, answered) if kind == "claim" else limit
        if when == "9999" or left <= when:
            continue
        found, apart = (claims, case["reason"]) if kind == "claim" else (others, kind)
        found[when[:7], case["unit"], case["ut"], apart, answered <= limit] += 1
    for found, name in ((claims, INDICATORS[0]), (others, INDICATORS[2])):
        naive = {
            key[:4]: (found[(*key[:4], True)], found[(*key[:4], True)] + found[(*key[:4], False)])
            for key in list(found)
        }
        cube = {(str(key[0])[:7], *key[1:]): parts for key, parts in whole[name].items()}
        assert naive == {key: parts for key, parts in cube.items() if key[3] != "suggestion"}
