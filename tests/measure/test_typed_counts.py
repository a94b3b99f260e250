"""What the tables of charts count, from a few rows typed here: cases, what is followed up, versions of a plan and
its calendar."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure import cases, follow_up, freshness, plan, versions
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.cube import parts
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import PlanVersion, Scope, month_end
from sig_metrics.store.snapshot import Snapshot

OCTOBER, NOVEMBER, DECEMBER = date(2021, 10, 31), date(2021, 11, 30), date(2021, 12, 31)


def typed(**tables: tuple[str, list[tuple]]) -> Snapshot:
    """A snapshot of nothing but these tables: {name: (columns, rows)}."""
    connection = duckdb.connect()
    for name, (columns, rows) in tables.items():
        connection.execute(f"create table {name} ({columns})")
        if rows:
            connection.executemany(f"insert into {name} values ({', '.join('?' * len(rows[0]))})", rows)
    return Snapshot(1, Path("typed"), connection)


MONTHS = ("period date", [(month_end(year, month),) for year in (2020, 2021) for month in range(1, 13)])
OPEN = (
    "register varchar, unit varchar, ut varchar, is_legal boolean, period date, band int, cases int, overdue int, due_soon int, oldest_days int, "
    "oldest_overdue_days int"
)


def test_the_flow_is_of_eighteen_months_and_ends_at_the_cut_off():
    flow = (
        "register varchar, unit varchar, period date, inflow int, outflow int",
        [
            ("qrd", "UCI", date(2020, 6, 30), 5, 1),
            ("qrd", "UCI", NOVEMBER, 3, 2),
            ("qrd", "CT", NOVEMBER, 4, 1),
            ("ctvc_alert", "CT", NOVEMBER, 9, 9),
        ],
    )
    held = (OPEN, [("qrd", "UCI", None, True, NOVEMBER, 1, 6, 0, 0, 3, None)])
    rows = cases.flow(
        Dataset(typed(month_end=MONTHS, case_flow=flow, case_open=held), default_catalog()), "qrd", Scope(NOVEMBER)
    )
    # from June of 2020 to November of 2021
    assert (len(rows), rows[0]["key"], rows[-1]["key"]) == (18, "qrd.2020-06", "qrd.2021-11")
    assert [(row["inflow"], row["outflow"], row["stock"]) for row in (rows[0], rows[-1])] == [(5, 1, 0), (7, 3, 6)]
    assert (
        cases.flow(
            Dataset(typed(month_end=MONTHS, case_flow=flow, case_open=held), default_catalog()),
            "qrd",
            Scope(NOVEMBER, unit="CT"),
        )[-1]["inflow"]
        == 4
    )


HELD = (
    OPEN,
    [
        ("qrd", "UCI", "AMA", True, NOVEMBER, 1, 9, 1, 2, 12, 30),
        ("qrd", "CT", "AMA", False, NOVEMBER, 5, 1, 0, 0, 120, None),
        ("qrd", "CT", "CAJ", True, NOVEMBER, 5, 4, 3, 1, 200, 80),
        ("qrd", "URH", None, True, NOVEMBER, 2, 2, 0, 1, 25, None),
        ("qrd", "UCI", "AMA", True, OCTOBER, 1, 50, 50, 0, 9, 9),
        ("ctvc_alert", "CT", "AMA", False, NOVEMBER, 1, 7, 7, 0, 7, 7),
    ],
)
NAMES = (
    "ut varchar, name varchar, valid_from date",
    [("AMA", "Amazonas", date(2018, 1, 1)), ("CAJ", "Cajamarca", date(2018, 1, 1))],
)


def test_the_place_with_most_past_its_term_is_the_first():
    rows = cases.by_ut(
        Dataset(typed(case_open=HELD, territorial_unit=NAMES), default_catalog()), "qrd", Scope(NOVEMBER)
    )
    assert [(row["band"], row["count"], row["overdue"], row["key"]) for row in rows] == [
        ("Cajamarca", 4, 3, "qrd.CAJ"),
        ("Amazonas", 10, 1, "qrd.AMA"),
        ("Sin UT", 2, 0, "qrd.none"),
    ]


def test_ages_are_those_of_the_day_of_the_cut_off():
    rows = cases.ages(Dataset(typed(case_open=HELD), default_catalog()), "qrd", Scope(NOVEMBER))
    assert [(row["count"], row["overdue"], row["oldest"]) for row in rows] == [
        (9, 1, 12),
        (2, 0, 25),
        (0, 0, 0),
        (0, 0, 0),
        (5, 3, 200),
    ]


def test_who_is_charged_with_what_is_past_its_term_has_some():
    rows = {
        (row["register"], row["is_legal"]): row
        for row in cases.deadlines(Dataset(typed(case_open=HELD), default_catalog()), Scope(NOVEMBER))
    }
    # of the internal terms of qrd nothing is past, nor is about to
    assert set(rows) == {("qrd", True), ("ctvc_alert", False)}
    legal = rows["qrd", True]
    # URH has one about to, and none past
    assert (legal["overdue"], legal["due_soon"], legal["oldest"], legal["units"]) == (4, 4, 80, ["CT", "UCI"])
    assert legal["soon_units"] == ["CT", "UCI", "URH"]
    assert [
        row["overdue"]
        for row in cases.deadlines(Dataset(typed(case_open=HELD), default_catalog()), Scope(NOVEMBER, unit="CT"))
        if row["is_legal"]
    ] == [3]


def test_reasons_are_those_of_the_year_up_to_the_cut_off(whole_catalog):
    reasons = (
        "reason varchar, unit varchar, period date, cases int",
        [
            ("payment", "CT", OCTOBER, 2),
            ("payment", "UCI", NOVEMBER, 3),
            ("payment", "CT", DECEMBER, 90),
            ("access", "CT", date(2020, 11, 30), 70),
        ],
    )
    rows = cases.reasons(Dataset(typed(month_end=MONTHS, case_reason=reasons), whole_catalog), Scope(NOVEMBER))
    assert [(row["key"], row["count"]) for row in rows] == [("payment", 5)]


def test_the_month_of_the_cut_off_may_be_the_one_that_did_not_come(monkeypatch):
    def missing(month: int, calendar: dict) -> list[date]:
        monkeypatch.setattr(freshness, "calendars", lambda _: [{"register": "qrd", "cadence": "monthly", **calendar}])
        return cases.missing(Dataset(typed(), default_catalog()), "qrd", Scope(month_end(2021, month)))

    dense = {"dense": True, "periods": [month_end(2021, month) for month in (1, 2, 3)]}
    assert missing(4, dense) == [date(2021, 4, 30)] and missing(3, dense) == []
    # loaded on the very 31 March: March came
    assert missing(4, {"dense": False, "periods": None, "rows": 3, "loaded_on": date(2021, 3, 31)}) == [
        date(2021, 4, 30)
    ]


def test_an_incident_due_on_the_day_and_open_is_late(whole_catalog):
    incidents = (
        "id int, severity varchar, known_on date, resolved_on date, discarded_on date",
        [
            (1, "high", date(2021, 11, 2), None, None),
            (2, "high", date(2021, 11, 3), None, None),
            (3, "high", date(2021, 11, 4), NOVEMBER, None),
            (4, "high", date(2021, 11, 5), None, NOVEMBER),
            (5, "high", date(2021, 11, 6), DECEMBER, None),
            (6, "high", date(2020, 1, 1), None, None),
            (7, "high", date(2021, 11, 7), NOVEMBER, None),
        ],
    )
    clocks = (
        "id int, clock varchar, due_at timestamp, is_on_time boolean",
        [(n, "resolution", f"2021-11-30 {n}:00" if n != 2 else "2021-12-01 0:00", n == 3) for n in range(1, 8)],
    )
    rows = cases.incidents(
        Dataset(typed(month_end=MONTHS, security_incident=incidents, incident_clock=clocks), whole_catalog),
        Scope(NOVEMBER),
    )
    assert [(row["state"], row["count"], row["role"]) for row in rows] == [
        ("Resueltos a tiempo", 1, "ink"),
        ("Resueltos con atraso", 1, "concern"),
        ("En plazo", 1, "pending"),
        ("Fuera de plazo", 2, "breach"),
        ("Descartados", 1, "common"),
    ]


CONTROLS = (
    "period date, domain varchar, owner varchar, applies varchar, implementation varchar",
    [
        (NOVEMBER, "A.5", "UTI/UPPM", "yes", "implemented"),
        (NOVEMBER, "A.5", "UTI", "yes", "never_verified"),
        (NOVEMBER, "A.5", "URH", "yes", "not_implemented"),
        (NOVEMBER, "A.5", "UTI", "no", "implemented"),
        (NOVEMBER, "A.10", "UPPM", "yes", "implemented"),
        (OCTOBER, "A.5", "UTI", "yes", "implemented"),
    ],
)
PROJECTS = (
    "period date, register varchar, project varchar, name varchar, unit varchar, planned double, actual double, weight double, reported_on date",
    [
        (NOVEMBER, "digital_project", "P1", "Uno", "UTI", 50, 40, 1, NOVEMBER),
        (NOVEMBER, "digital_project", "P2", "Dos", "UTI/UPPM", 50, 50, 1, NOVEMBER),
        (NOVEMBER, "digital_project", "P3", "Tres", None, 50, None, 1, None),
        (OCTOBER, "digital_project", "P4", "Cuatro", "CT", 50, 40, 1, OCTOBER),
        (NOVEMBER, "app_project", "A1", "Aplicativo", None, 50, 40, 1, NOVEMBER),
    ],
)


def test_a_control_nobody_verified_is_not_one_that_is_not_implemented(whole_catalog):
    snapshot = typed(control_state=CONTROLS)
    rows = cases.controls(Dataset(snapshot, whole_catalog), Scope(NOVEMBER))
    assert [(row["key"], row["applicable"], row["implemented"], row["unverified"]) for row in rows] == [
        ("A.5", 3, 1, 1),
        ("A.10", 1, 1, 0),
    ]


def test_controls_and_digital_projects_are_those_of_the_unit_asked_for(whole_catalog):
    snapshot = typed(control_state=CONTROLS, project_state=PROJECTS)
    dataset = Dataset(snapshot, whole_catalog)
    shown = {
        unit: [
            (row["key"], row["applicable"], row["implemented"])
            for row in cases.controls(dataset, Scope(NOVEMBER, unit=unit))
        ]
        for unit in ("UTI", "URH", "UPPM", "CT")
    }
    # one of A.5 is of two units
    assert shown == {"UTI": [("A.5", 2, 1)], "URH": [("A.5", 1, 0)], "UPPM": [("A.5", 1, 1), ("A.10", 1, 1)], "CT": []}
    projects = {
        unit: [row["project"] for row in follow_up.projects(dataset, "digital_project", Scope(NOVEMBER, unit=unit))]
        for unit in (None, "UTI", "UPPM", "CT")
    }
    assert projects == {None: ["P1", "P2", "P3"], "UTI": ["P1", "P2"], "UPPM": ["P2"], "CT": []}
    # of no unit: all of them
    assert [row["project"] for row in follow_up.projects(dataset, "app_project", Scope(NOVEMBER, unit="CT"))] == ["A1"]


@pytest.mark.parametrize(
    ("code", "order"),
    [("SEG-07", ["UCI", "CT", "URH"]), ("SEG-05", ["URH", "CT", "UCI"])],
    ids=["more_is_better", "less_is_better"],
)
def test_the_group_furthest_from_its_target_is_the_first(whole_catalog, monkeypatch, code, order):
    indicator = whole_catalog.indicator(code)
    found = [
        Measure(indicator, NOVEMBER, value, 1, 2, "met", None, (unit,))
        for unit, value in (("CT", 0.5), ("UPPM", None), ("UCI", 0.2), ("URH", 0.9))
    ]
    monkeypatch.setattr(follow_up, "measures", lambda *_: found)
    # «sin dato», last
    assert [
        row["code"] for row in follow_up.groups(Dataset(typed(), whole_catalog), indicator, Scope(NOVEMBER), "unit")
    ] == [
        *order,
        "UPPM",
    ]


def test_the_month_of_the_cut_off_is_over_that_day():
    states = (
        "period date, planned_on date, is_done boolean",
        [
            (NOVEMBER, date(2021, 11, 15), True),
            (NOVEMBER, date(2021, 11, 30), False),
            (NOVEMBER, date(2021, 12, 1), True),
            (OCTOBER, date(2021, 11, 15), False),
        ],
    )
    rows = follow_up.milestones(Dataset(typed(milestone_state=states), default_catalog()), Scope(NOVEMBER))
    assert [(row["month"], row["planned"], row["done"]) for row in rows[9:]] == [
        ("Oct", 0, 0),
        ("Nov", 2, 1),
        ("Dic", 1, None),
    ]


def test_a_commitment_of_several_systems_is_of_each_and_of_no_other(whole_catalog):
    states = (
        "period date, register varchar, unit varchar, systems varchar, state varchar",
        [
            (NOVEMBER, "finding", "URH", "SGC/SGAS", "overdue"),
            (NOVEMBER, "finding", "URH", "SGSI", "overdue"),
            (NOVEMBER, "agreement", "CT", None, "overdue"),
        ],
    )

    def counted(**filters) -> list[tuple]:
        rows = follow_up.commitments(
            Dataset(typed(commitment_state=states), whole_catalog), Scope(NOVEMBER, **filters), ("finding", "agreement")
        )
        return [(row["key"], row["count"]) for row in rows]

    assert [
        (row["severity"], row["state"], row["whole"])
        for row in follow_up.commitments(
            Dataset(typed(commitment_state=states), whole_catalog),
            Scope(NOVEMBER, system="SGAS"),
            ("finding", "agreement"),
        )
    ] == [("Hallazgos de auditoría", "Vencidos", False), ("Acuerdos (todos los sistemas)", "Vencidos", True)]
    # agreements are not divided by system
    assert counted(system="SGAS") == [("finding.overdue", 1), ("agreement.overdue", 1)]
    assert counted(system="SGAS", unit="URH") == [("finding.overdue", 1)] and counted() == [
        ("finding.overdue", 2),
        ("agreement.overdue", 1),
    ]


def test_what_two_units_share_is_of_both(whole_catalog):
    indicator = whole_catalog.indicator("MAN-01")
    cube = (
        "indicator varchar, period date, unit varchar, system varchar, numerator int, denominator int, cases int",
        [
            (indicator.name, NOVEMBER, "URH/UPPM", "SGC/SGAS", 3, 4, None),
            (indicator.name, NOVEMBER, "URH", "SGC", 1, 5, None),
        ],
    )
    found = {
        unit: [
            (row["numerator"], row["denominator"])
            for row in parts(
                Dataset(typed(cube=cube), whole_catalog),
                (indicator,),
                Scope(NOVEMBER, unit=unit),
                (),
                "cube.period = $cutoff",
            )
        ]
        for unit in ("UPPM", "URH", "UTI")
    }
    assert found == {"UPPM": [(3, 4)], "URH": [(4, 9)], "UTI": []}


# --- the plan
# ----------------------------------------------------------------------------------------------------------------


def test_a_cell_is_the_worst_of_its_deliverables_and_counts_what_came_late():
    cell = plan._cell({"on_time": 1, "late": 2, "overdue": 1}, 4, 1)
    assert (cell.state, cell.programmed, cell.delivered, cell.unsupported) == ("overdue", 4, 3, 1)
    assert (
        plan._cell({"on_time": 1, "late": 1}, 4, 0).state == "late"
        and plan._cell({"pending": 2, "on_time": 1}, 4, 0).state == "pending"
    )
    assert plan._cell(None, None, 0).state == "not_applicable" and plan._cell(None, 3, 0).state == "none"


ACTIVITIES = (
    "year int, version varchar, activity varchar, stage varchar, units varchar, line varchar, "
    "title varchar, deliverable varchar, target int",
    [
        (2021, "01", "01", "monitoring", "UTI", "Una", "Uno", "Informe", 4),
        (2021, "02", "01", "monitoring", "UTI/CT", "Una", "Uno", "Informe", 5),
        (2021, "01", "02", "monitoring", "CT", "Una", "Dos", "Acta", 1),
        (2021, "02", "03", "monitoring", "CT", "Una", "Tres", "Acta", 2),
    ],
)
SCHEDULE = (
    "year int, version varchar, activity varchar, month int, quantity int",
    [
        (2021, "01", "01", 3, 3),
        (2021, "01", "01", 9, 1),
        (2021, "02", "01", 3, 1),
        (2021, "02", "01", 10, 4),
        (2021, "01", "02", 6, 1),
        (2021, "02", "03", 12, 2),
    ],
)


def test_what_a_reformulation_moved_went_from_the_old_month_to_the_new():
    found = {
        (change.activity, change.kind): (change.before, change.after, change.moved)
        for change in versions.changes(
            Dataset(typed(plan_activity=ACTIVITIES, plan_schedule=SCHEDULE), default_catalog()), 2021, "01", "02"
        )
    }
    assert found == {
        ("01", "target"): ("4", "5", 0),
        ("01", "moved"): ("Mar, Set", "Oct", 3),
        ("01", "unit"): ("UTI", "UTI/CT", 0),
        ("02", "removed"): ("1 entregable", "", 0),
        ("03", "added"): ("", "2 entregables", 0),
    }


def test_what_changed_is_that_of_the_activities_in_the_filters():
    dimensions = (
        "year int, version varchar, activity varchar, dimension varchar, value varchar",
        [
            (2021, "01", "01", "unit", "UTI"),
            (2021, "02", "01", "unit", "UTI"),
            (2021, "02", "01", "unit", "CT"),
            (2021, "01", "02", "unit", "CT"),
            (2021, "02", "03", "unit", "CT"),
            (2021, "01", "01", "system", "SGSI"),
            (2021, "01", "02", "system", "SGC"),
            (2021, "02", "03", "system", "SGC"),
            (2020, "01", "02", "unit", "UTI"),
            (2021, "00", "02", "unit", "UTI"),
        ],
    )
    snapshot = typed(plan_activity=ACTIVITIES, plan_schedule=SCHEDULE, activity_dimension=dimensions)

    def changed(**filters) -> list[str]:
        return [
            change.activity
            for change in versions.changes(
                Dataset(snapshot, default_catalog()), 2021, "01", "02", Scope(NOVEMBER, **filters)
            )
        ]

    assert changed(unit="UTI") == ["01", "01", "01"]
    assert changed(unit="CT") == ["01", "01", "01", "02", "03"], "01 is of CT in the new version"
    assert changed(unit="CT", system="SGC") == ["02", "03"] and changed(system="SGSST") == [] and len(changed()) == 5
    assert versions.reformulation("01", "02", [], True) == "La versión 02 no cambió nada de la 01 con estos filtros."


def test_two_versions_add_up_to_the_month_that_is_said():
    rows = versions.version_curves(
        Dataset(typed(plan_activity=ACTIVITIES, plan_schedule=SCHEDULE), default_catalog()), 2021, "01", "02"
    )
    assert [row["before"] for row in rows] == [0, 0, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5] and [
        row["after"] for row in rows
    ] == [0, 0, 1, 1, 1, 1, 1, 1, 1, 5, 5, 7]


def test_the_curve_is_the_one_with_a_ceiling_and_stops_at_the_cut_off(whole_catalog, monkeypatch):
    values = {
        "plan_programmed_count": (10, None),
        "plan_delivered_rate": (6, 10),
        "plan_delivered_uncapped_rate": (8, 10),
    }

    def series(_, indicator, scope) -> list[Measure]:
        numerator, denominator = values[indicator.name]
        return [
            Measure(indicator, month_end(2021, month), numerator, numerator, denominator, "met", None)
            for month in range(1, scope.cutoff.month + 1)
        ]

    monkeypatch.setattr(plan, "series", series)
    monkeypatch.setattr(plan, "ruling_of", lambda *_: PlanVersion(2021, "05", "", date(2021, 9, 30), "", False))
    rows = plan.curve(Dataset(typed(), whole_catalog), Scope(NOVEMBER))
    assert rows[10] == {"month": 11, "programmed": 10, "delivered": 6, "uncapped": 8}
    assert rows[11] == {"month": 12, "programmed": 10, "delivered": None, "uncapped": None}
