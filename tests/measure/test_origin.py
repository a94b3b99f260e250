"""Each row of a drawer says the row of the file that it came in. Expected: the lines of the files of the demonstration,
read by eye."""

from datetime import date

import pytest

from conftest import NOVEMBER
from sig_metrics.measure import drill, plan
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.origin import original_at
from sig_metrics.measure.scope import Scope


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


def test_a_cell_of_the_calendar_cites_its_documents_and_what_is_due_the_plan(dataset):
    """Of activity 18, two reports a month: lines 51 to 54 of `data/demo/deliverable.csv`, and line 48 of
    `data/plan/2021-v05/plan_schedule.csv` programs the two of December."""
    rows = [row for month in (10, 11, 12) for row in plan.behind_cell(dataset, Scope(NOVEMBER), "18", month)]
    assert [(row["month"], row["item"], row["state"], row["file"], row["file_row"]) for row in rows] == [
        (10, 1, "on_time", "deliverable.csv", 51),
        (10, 2, "overdue", "deliverable.csv", 52),
        (11, 1, "on_time", "deliverable.csv", 53),
        (11, 2, "on_time", "deliverable.csv", 54),
        (12, 1, "pending", "plan_schedule.csv", 48),
        (12, 2, "pending", "plan_schedule.csv", 48),
    ]
    assert [original_at(row["original"]) for row in rows] == [(row["load"], row["file_row"], ("18",)) for row in rows]


@pytest.mark.parametrize(
    ("key", "name", "value", "place"),
    [
        ("control.A.9", "control", "A.9.4.5", ("soa_control.csv", 154)),
        ("overdue.SEG-06", "id", "INS-117 v01", ("document.csv", 162)),
        ("overdue.SEG-01", "id", "SEG-13 2021-10-31", ("indicator_report.csv", 196)),
        ("project.app_project.APP-01", "period", NOVEMBER, ("app_project.csv", 24)),
        ("component.policies", "period_end", date(2020, 12, 31), ("integrity_component.csv", 13)),
    ],
)
def test_a_row_of_a_register_with_a_key_of_several_parts_is_found_too(dataset, key, name, value, place):
    found = drill.behind(dataset, Scope(NOVEMBER), key)
    row = next(row for row in found.rows if row[name] == value)
    assert (row["file"], row["file_row"]) == place and original_at(row["original"])[1] == place[1]
    assert {"load", "file", "file_row"} <= set(found.headings) and all(row.get("original") for row in found.rows)
