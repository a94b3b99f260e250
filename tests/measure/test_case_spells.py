"""What is known of a case day by day: spells typed by hand, and nothing at a cut-off that later days change.

The second proof cuts every register of cases at a cut-off (rows that had not come, dates that had not passed) and
derives everything again: what is shown of the months until then must be the same."""

import duckdb
import pytest

from conftest import DEMO, V05
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish.periods import write_periods
from sig_metrics.publish.tables import SQL_TYPES, create_tables, write_law

CATALOG = default_catalog()
CASES = {
    "qrd": "registered_on",
    "suggestion": "received_on",
    "ctvc_alert": "received_on",
    "security_incident": "known_on",
    "vulnerability": "detected_on",
}
CUBES = (
    "claim_answered_on_time_rate",
    "claim_referred_on_time_rate",
    "request_answered_on_time_rate",
    "ctvc_alert_answered_on_time_rate",
    "security_incident_resolved_rate",
    "vulnerability_remediated_rate",
)
ODD = [  # of a kind, registered, observed, corrected, answered, reopened, answered again, closed, reclassified as, on
    ("X-01", "claim", "2021-03-15", "2021-03-17", None, "2021-09-30", None, None, None, None, None),
    ("X-02", "claim", "2021-03-15", "2021-03-17", "2021-06-30", "2021-05-20", None, None, None, None, None),
    (
        "X-03",
        "claim",
        "2021-03-15",
        "2021-04-28",
        "2021-05-05",
        "2021-05-20",
        "2021-07-02",
        "2021-08-04",
        None,
        None,
        None,
    ),
    ("X-04", "complaint", "2021-03-15", "2021-03-18", "2021-03-22", None, None, None, None, "claim", "2021-04-05"),
    ("X-05", "claim", "2021-03-15", "2021-03-17", None, None, None, None, None, "denunciation", "2021-05-10"),
    ("X-06", "claim", "2021-03-15", None, None, "2021-04-01", "2021-05-10", None, None, "complaint", "2021-06-10"),
    ("X-07", "claim", "2021-03-15", None, None, "2021-05-20", None, None, None, "claim", "2021-04-20"),
    ("X-08", "claim", "2021-03-15", "2021-03-17", None, None, None, None, "2021-06-04", None, None),
    ("X-09", "claim", "2021-03-31", None, None, "2021-03-31", "2021-03-31", "2021-03-31", None, None, None),
]


def needed(names: tuple[str, ...]) -> list[str]:
    """The views that some tables rest on, each after those it reads."""
    found = {name for name in names if name in CATALOG.views}
    while more := {read for name in found for read in CATALOG.views[name].reads if read in CATALOG.views} - found:
        found |= more
    return [name for name in CATALOG.views if name in found]


READ = {name: tuple(CATALOG.indicators[name].reads) for name in CUBES}
VIEWS = needed(("case_open", "case_flow", "case_survival", *(view for reads in READ.values() for view in reads)))


def tables(*odd: tuple, demo: bool = True) -> duckdb.DuckDBPyConnection:
    """The registers of cases of the demonstration and some odd ones, with the law and the plan."""
    connection = duckdb.connect()
    create_tables(connection, CATALOG)
    write_law(connection, CATALOG)
    for folder, names in ((V05, ("plan_version",)), (DEMO, tuple(CASES) if demo else ())):
        for name in names:
            columns = [
                c.name
                for c in CATALOG.register(name).columns
                if c.name in (folder / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0].split(",")
            ]
            chosen = ", ".join(
                f"cast({c} as {SQL_TYPES[CATALOG.register(name).column(c).type]}) as {c}" for c in columns
            )
            connection.execute(
                f"insert into {name} by name select {chosen}, 1 as _load, 1 as _row from "
                f"read_csv('{folder / name}.csv', all_varchar = true, header = true)"
            )
    for case in odd:
        connection.execute(
            "insert into qrd (case_number, kind, registered_on, observed_on, corrected_on, answered_on, reopened_on, reanswered_on, closed_on, "
            "reclassified_as, reclassified_on, ut, state, _load, _row) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'CAJ', 'in_progress', 1, 1)",
            case,
        )
    return connection


def derived(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple]]:
    """What is shown of cases: {table: its rows, the month first}."""
    write_periods(connection, CATALOG)
    for name in VIEWS:
        connection.execute(f"create or replace table {name} as {CATALOG.views[name].sql}")
    shown = {
        name: connection.execute(f"select * from {name} order by all").fetchall() for name in ("case_open", "case_flow")
    }
    curves = "select period, register, clock, count(*), bit_xor(hash(case_survival)) from case_survival group by all order by all"
    shown["case_survival"] = connection.execute(curves).fetchall()
    return shown | {
        name: sorted(connection.execute(CATALOG.indicators[name].sql).fetchall(), key=str) for name in CUBES
    }


def cut(connection: duckdb.DuckDBPyConnection, cutoff: str) -> None:
    """Leaves only what was known on a day."""
    for name, start in CASES.items():
        connection.execute(f"delete from {name} where {start} > '{cutoff}'")
        for column in (c.name for c in CATALOG.register(name).columns if c.type == "date" and c.name != start):
            if not (name == "vulnerability" and column == "accepted_until"):  # a date ahead, known with the acceptance
                connection.execute(f"update {name} set {column} = null where {column} > '{cutoff}'")
    connection.execute("update qrd set reclassified_as = null where reclassified_on is null")
    connection.execute("update vulnerability set accepted_until = null where accepted_on is null")
    connection.execute("update security_incident set resolved_hour = null where resolved_on is null")


@pytest.fixture(scope="module")
def whole() -> dict[str, list[tuple]]:
    return derived(tables(*ODD))


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("cutoff", ["2020-08-31", "2021-03-31", "2021-04-30", "2021-05-31", "2021-06-30", "2021-09-30"])
def test_nothing_shown_of_a_month_depends_on_later_days(whole, cutoff):
    connection = tables(*ODD)
    cut(connection, cutoff)
    then = derived(connection)
    until = lambda rows: [row for row in rows if str(row[0]) <= cutoff]  # noqa: E731
    for name, rows in whole.items():
        assert until(then[name]) == until(rows) != [], name


SPELLS = "select kind, since::varchar, until::varchar, due_on::varchar, situation from case_spell where case_id = ? order by opening, stage"


@pytest.mark.parametrize(
    ("case", "spells"),
    [
        (
            "X-01",
            [
                ("claim", "2021-03-15", "2021-03-17", "2021-04-28", "open"),
                ("claim", "2021-03-17", "2021-09-30", None, "suspended"),
            ],
        ),
        (
            "X-02",
            [
                ("claim", "2021-03-15", "2021-03-17", "2021-04-28", "open"),
                ("claim", "2021-03-17", "2021-05-20", None, "suspended"),
            ],
        ),
        (
            "X-03",
            [
                ("claim", "2021-03-15", "2021-05-20", "2021-04-28", "open"),
                ("claim", "2021-07-02", "2021-08-04", None, "reopened"),
            ],
        ),
        # a complaint is due on 07/04 and, suspended on 19 and 22 March, on 09/04; as a claim, on 17/05: 30 working days
        # from 06/04
        (
            "X-04",
            [
                ("complaint", "2021-03-15", "2021-03-18", "2021-04-07", "open"),
                ("complaint", "2021-03-18", "2021-03-22", None, "suspended"),
                ("complaint", "2021-03-22", "2021-04-05", "2021-04-09", "open"),
                ("claim", "2021-04-05", None, "2021-05-17", "open"),
            ],
        ),
        # suspended, it had no date to lapse; as a denunciation it is due 15 working days from 11/05
        (
            "X-05",
            [
                ("claim", "2021-03-15", "2021-03-17", "2021-04-28", "open"),
                ("claim", "2021-03-17", "2021-05-10", None, "suspended"),
                ("denunciation", "2021-05-10", None, "2021-05-31", "open"),
            ],
        ),
        (
            "X-06",
            [
                ("claim", "2021-03-15", "2021-04-01", "2021-04-28", "open"),
                ("claim", "2021-05-10", "2021-06-10", None, "reopened"),
                ("complaint", "2021-06-10", None, None, "reopened"),
            ],
        ),
        ("X-07", [("claim", "2021-03-15", "2021-05-20", "2021-04-28", "open")]),
        (
            "X-08",
            [
                ("claim", "2021-03-15", "2021-03-17", "2021-04-28", "open"),
                ("claim", "2021-03-17", "2021-06-04", None, "suspended"),
            ],
        ),
    ],
)
def test_a_case_is_what_was_known_of_it(case, spells):
    connection = tables(*ODD, demo=False)
    derived(connection)
    assert connection.execute(SPELLS, [case]).fetchall() == spells


def test_a_case_that_came_and_went_in_a_day_came_and_went():
    connection = tables(*(case for case in ODD if case[0] == "X-09"), demo=False)
    derived(connection)
    assert connection.execute("select sum(inflow), sum(outflow), sum(moved) from case_flow").fetchone() == (2, 2, 0)
    assert connection.execute("select count(*) from case_open").fetchone() == (0,)


def test_the_acceptance_of_a_risk_moves_the_date_from_its_day():
    connection = tables(demo=False)
    rows = [
        ("V-1", "2021-03-01", None, "2021-03-10", "2021-05-31"),
        ("V-2", "2021-03-01", "2021-04-20", "2021-03-17", "2021-05-31"),
        ("V-3", "2021-03-01", "2021-03-08", "2021-03-10", "2021-05-31"),
    ]
    for row in rows:
        connection.execute(
            "insert into vulnerability (id, severity, origin, component, state, detected_on, closed_on, accepted_on, accepted_until, _load, _row) "
            "select ?, 'critical', 'x', 'x', 'x', ?, ?, ?, ?, 1, 1",
            row,
        )
    derived(connection)
    found = [connection.execute(SPELLS, [name]).fetchall() for name in ("V-1", "V-2", "V-3")]
    assert found == [
        [
            ("critical", "2021-03-01", "2021-03-10", "2021-03-16", "open"),
            ("critical", "2021-03-10", None, "2021-05-31", "open"),
        ],
        [("critical", "2021-03-01", "2021-04-20", "2021-03-16", "open")],  # accepted when it had lapsed
        [("critical", "2021-03-01", "2021-03-08", "2021-03-16", "open")],  # closed before it was accepted
    ]


def test_a_case_without_a_term_is_open_and_has_no_date():
    connection = tables(("Y-1", "claim", "2019-12-30", *[None] * 8), demo=False)
    connection.execute(
        "insert into vulnerability (id, severity, origin, component, state, detected_on, _load, _row) values ('V', 'low', 'x', 'x', 'x', '2021-03-01', 1, 1)"
    )
    derived(connection)
    assert connection.execute(
        "select register, sum(cases), sum(overdue) from case_open where period = '2021-03-31' group by all order by all"
    ).fetchall() == [("qrd", 1, 0), ("vulnerability", 1, 0)]
