"""What a reformulation moved and how late, which curves can be told apart, and the budget with its execution, from rows
typed here."""

from datetime import date
from pathlib import Path

import duckdb

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure import budget, plan, versions
from sig_metrics.measure.activity import Activity
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.versions import Change
from sig_metrics.store.snapshot import Snapshot


def dataset(register: str, rows: list[dict]) -> Dataset:
    """Of nothing but a register with some of its columns filled."""
    columns = [column.name for column in default_catalog().register(register).columns]
    connection = duckdb.connect()
    kinds = {
        "year": "int",
        "month": "int",
        "changed_on": "date",
        "amount": "double",
        "pim": "double",
        "accrued": "double",
    }
    shape = ", ".join(f"{name} {kinds.get(name, 'varchar')}" for name in columns)
    connection.execute(f"create table {register} ({shape})")
    for row in rows:
        connection.execute(
            f"insert into {register} values ({', '.join('?' * len(columns))})", [row.get(name) for name in columns]
        )
    return Dataset(Snapshot(1, Path("typed"), connection), default_catalog())


def change(activity: str, *moves: tuple[int, int], kind: str = "moved") -> Change:
    return Change(kind, activity, f"Actividad {activity}", "", "", moves)


def test_a_move_says_its_months_and_its_slip_and_equal_ones_are_told_once():
    found = versions.moves(
        [
            change("05", (10, 11)),
            change("06", (3, 1), (6, 9), (6, 9)),
            change("07", kind="target"),
            change("08", (6, 6)),
        ]
    )
    assert [(each.activity, each.count, each.months, each.slip) for each in found[:3]] == [
        ("05", 1, "De octubre a noviembre", "1 mes después"),
        ("06", 1, "De marzo a enero", "2 meses antes"),
        ("06", 2, "De junio a setiembre (2 entregables)", "3 meses después"),
    ]
    assert [each.activity for each in found] == ["05", "06", "06", "08"]


def curve(before: list[int], after: list[int]) -> list[dict]:
    return [{"month": n, "before": left, "after": right} for n, (left, right) in enumerate(zip(before, after), 1)]


def test_curves_are_told_apart_from_a_tenth_of_the_plan_on():
    assert not versions.told_apart([]) and not versions.told_apart(curve([0, 0], [0, 0]))
    assert not versions.told_apart(curve([10, 50, 85], [12, 50, 84])), "2 of 85"
    assert not versions.told_apart(curve([10, 50, 100], [10, 59, 100])), "9 of 100"
    assert versions.told_apart(curve([10, 50, 100], [10, 40, 100])), "10 of 100"


def test_a_version_of_the_table_of_changes_is_one_line_with_all_its_documents():
    rows = [
        {"year": 2021, "version": "02", "changed_on": date(2020, 8, 2), "justification": "Actualización", "document": "Informe 114", "owner": "UPPM"},
        {"year": 2021, "version": "01", "changed_on": None, "justification": "Inicio", "document": "Plan", "owner": "UPPM"},
        {"year": 2021, "version": "02", "changed_on": date(2020, 3, 12), "justification": "Actualización", "document": "Informe 043", "owner": "UPPM"},
        {"year": 2022, "version": "01", "changed_on": None, "justification": "Otro", "document": "Otro", "owner": "UCI"},
    ]  # fmt: skip
    assert versions.control(dataset("plan_change", rows), 2021) == [
        {"version": "01", "changed_on": [], "justification": ["Inicio"], "document": ["Plan"], "owner": ["UPPM"]},
        {
            "version": "02",
            "changed_on": [date(2020, 3, 12), date(2020, 8, 2)],
            "justification": ["Actualización"],
            "document": ["Informe 043", "Informe 114"],
            "owner": ["UPPM"],
        },
    ]


def spent(month: int, task: str, pim: float, accrued: float, year: int = 2021) -> dict:
    return {"year": year, "month": month, "task": task, "pim": pim, "accrued": accrued}


def test_of_each_task_the_last_month_up_to_the_cut_off_counts_and_one_that_did_not_come_is_not_zero():
    rows = [
        spent(10, "Auditoría", 36_000, 18_000),
        spent(11, "Auditoría", 36_000, 27_000),
        spent(12, "Auditoría", 36_000, 36_000),
        spent(9, "Asistencia", 24_000, 14_400),
        spent(12, "Nueva", 500, 100),
        spent(11, "Sin presupuesto", 0, 0),
        spent(11, "Auditoría", 34_000, 17_000, 2020),
    ]
    found = budget.execution(dataset("budget_execution", rows), 2021, date(2021, 11, 30))
    assert [(task.task, task.month, task.assigned, task.accrued, task.rate) for task in found] == [
        ("Auditoría", 11, 36_000, 27_000, 0.75),
        ("Asistencia", 9, 24_000, 14_400, 0.6),
        ("Sin presupuesto", 11, 0, 0, None),
    ]
    assert budget.execution(dataset("budget_execution", rows), 2021, date(2022, 3, 31))[0].month == 12
    assert budget.execution(dataset("budget_execution", []), 2021, date(2021, 11, 30)) == []


def test_the_indicator_of_the_budget_is_pln_03():
    assert budget.rate_of(dataset("budget_execution", [])).code == "PLN-03"


def test_only_what_has_something_overdue_is_behind():
    made = [
        Activity(code, *["x"] * 5, 1, 1, 1, 1, overdue, 0, 0, ()) for code, overdue in (("01", 0), ("05", 1), ("18", 2))
    ]
    assert [each.activity for each in plan.behind(made)] == ["05", "18"]
