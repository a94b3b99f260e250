"""Proves the plan's data against literal figures of the official annex.

The figures are written by hand: a file compared with itself proves nothing.
"""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

PLAN = Path(__file__).parents[2] / "data" / "plan"
V05 = PLAN / "2021-v05"
V04 = PLAN / "2021-v04-synthetic"
SYSTEMS = {"SGC", "SGAS", "SGSI", "SGSST"}

KEYS = {
    "activity_system": "year activity system",
    "activity_topic": "year activity topic",
    "definition": "year position",
    "legal_basis": "year position",
    "plan_activity": "year version activity",
    "plan_budget": "year position",
    "plan_change": "year version document",
    "plan_line": "year stage position",
    "plan_schedule": "year version activity month",
    "plan_stage": "year stage",
    "plan_version": "year version",
    "responsibility": "year position",
    "system_scope": "year system",
}
FILES = sorted(PLAN.glob("*/*.csv"))


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, strict=True))


def months_of(folder: Path) -> dict[str, dict[int, int]]:
    """Return {activity: {month: quantity}}."""
    found = defaultdict(dict)
    for row in rows(folder / "plan_schedule.csv"):
        found[row["activity"]][int(row["month"])] = int(row["quantity"])
    return dict(found)


def activities_of(folder: Path) -> dict[str, dict]:
    return {row["activity"]: row for row in rows(folder / "plan_activity.csv")}


def test_every_file_is_there():
    assert {path.stem for path in V05.glob("*.csv")} == set(KEYS)
    assert {p.stem for p in V04.glob("*.csv")} == {"plan_version", "plan_activity", "plan_schedule"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_text_is_clean_and_keys_are_unique(path):
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw and raw.endswith(b"\n")
    keys = [tuple(row[c] for c in KEYS[path.stem].split()) for row in rows(path)]
    assert keys and all(all(key) for key in keys)
    assert len(keys) == len(set(keys))
    for row in rows(path):
        assert None not in row and None not in row.values()
        assert all(value == " ".join(value.split()) for value in row.values())
        assert row["year"] == "2021"


@pytest.mark.parametrize("folder", [V05, V04], ids=lambda p: p.name)
def test_targets_equal_their_months(folder):
    months = months_of(folder)
    found = activities_of(folder).items()
    targets = {a: int(row["target"]) for a, row in found if row["target"]}
    assert targets == {a: sum(cells.values()) for a, cells in months.items()}
    assert len(targets) == (24 if folder == V05 else 23)
    assert "01" not in targets


def test_totals_of_the_annex():
    months, activities = months_of(V05), activities_of(V05)
    by_month, by_stage = Counter(), Counter()
    for activity, cells in months.items():
        by_month.update(cells)
        by_stage[activities[activity]["stage"]] += sum(cells.values())
    assert [by_month[m] for m in range(1, 13)] == [3, 6, 7, 13, 7, 8, 4, 5, 7, 9, 6, 10]
    assert by_stage == {"maintenance": 27, "monitoring": 54, "improvement": 4}
    assert sum(by_month.values()) == 85
    assert sum(len(cells) for cells in months.values()) == 73


def test_activities_by_stage_and_unit():
    assert list(activities_of(V05)) == [f"{n:02d}" for n in range(1, 26)]
    found = activities_of(V05).values()
    stages = Counter(row["stage"] for row in found)
    units = Counter(row["units"] for row in found)
    assert stages == {"maintenance": 13, "monitoring": 10, "improvement": 2}
    assert units == {
        "UPPM": 12,
        "UTI": 6,
        "URH": 3,
        "UCI/CT": 1,
        "URH/UPPM": 1,
        "UPPM/URH": 1,
        "ALL": 1,
    }


def test_cells_read_from_the_annex():
    months = months_of(V05)
    assert months["18"] == dict.fromkeys(range(1, 13), 2)
    assert months["19"] == dict.fromkeys(range(1, 13), 1)
    assert {a: list(months[a]) for a in ("03", "06", "13", "20", "25")} == {
        "03": [2, 4, 6, 9],
        "06": [2, 3, 6, 11],
        "13": [7, 12],
        "20": [3, 6, 9, 12],
        "25": [5, 10],
    }
    assert len(activities_of(V05)["18"]["deliverable"].split(" · ")) == 2


def test_systems_of_the_activities():
    found = rows(V05 / "activity_system.csv")
    explicit = {row["activity"] for row in found if row["basis"] == "explicit"}
    assert explicit == {"05", "11", "12", "13", "20", "21", "22", "24"}
    assert {row["activity"] for row in found} == set(activities_of(V05))
    assert {row["system"] for row in found} == SYSTEMS
    assert {row["basis"] for row in found} == {"explicit", "inferred"}
    assert all(row["reason"] for row in found)


def test_the_plan_text():
    assert len(rows(V05 / "legal_basis.csv")) == 21
    assert {row["system"] for row in rows(V05 / "system_scope.csv")} == SYSTEMS
    assert len(rows(V05 / "definition.csv")) == 10 + 21
    assert Counter(row["stage"] for row in rows(V05 / "plan_line.csv")) == {
        "maintenance": 7,
        "monitoring": 3,
        "improvement": 2,
    }
    assert len(rows(V05 / "plan_stage.csv")) == 3
    assert len(rows(V05 / "responsibility.csv")) == 6
    assert [row["amount"] for row in rows(V05 / "plan_budget.csv")] == ["60000", "", ""]


def test_versions_and_changes():
    old, new = (rows(folder / "plan_version.csv")[0] for folder in (V04, V05))
    changes = rows(V05 / "plan_change.csv")
    assert "sintético" in old["note"] and "no consta" in new["note"]
    assert [old["approved_on"], new["approved_on"]] == ["2021-02-25", "2021-09-30"]
    assert [(row["version"], row["changed_on"]) for row in changes] == [
        ("01", ""),
        ("02", "2020-03-12"),
        ("02", "2020-08-02"),
        ("03", "2020-11-12"),
        ("04", "2021-01-25"),
        ("05", "2021-09-23"),
    ]


def test_version_04_differs_only_where_stated():
    old, new = months_of(V04), months_of(V05)
    assert {a: list(old.get(a, {})) for a in new if old.get(a) != new[a]} == {
        "05": [4, 10],
        "06": [2, 3, 6, 10],
        "09": [11],
        "13": [6, 12],
        "16": [5, 8, 12],
        "25": [],
    }
    before, after = activities_of(V04), activities_of(V05)
    changed = {
        (a, column): (before[a][column], after[a][column])
        for a in before
        for column in after[a]
        if column != "version" and before[a][column] != after[a][column]
    }
    assert changed == {("16", "target"): ("3", "2"), ("23", "units"): ("UPPM", "UTI")}
    assert set(after) - set(before) == {"25"}
