"""Who owes each deliverable of an activity of several units: the document says, else the order of the plan, else all
of them."""

from datetime import date

import pytest

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure import plan
from sig_metrics.measure.compute import measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import overview
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

CUTOFF = date(2021, 3, 31)
VERSION = "year,version,resolution,approved_on,report,supersedes,note\n2021,01,RDE 1,2021-01-04,,,\n"
ACTIVITIES = (
    "year,version,activity,stage,line,units,title,deliverable,target\n"
    "2021,01,01,monitoring,L,UCI/CT,Dos al mes,Informe,6\n"
    "2021,01,02,monitoring,L,URH/UPPM,Uno al mes,Informe,3\n"
    "2021,01,03,monitoring,L,UTI,De una sola,Informe,3\n"
)
SCHEDULE = "year,version,activity,month,quantity\n" + "".join(
    f"2021,01,{activity},{month},{quantity}\n"
    for activity, quantity in (("01", 2), ("02", 1), ("03", 1))
    for month in (1, 2, 3)
)
# Activity 01: UCI delivers its three; CT delivers that of January, the one of February without number, and nothing of
# March. Activity 02: January by UPPM; in February and March nobody says anything. Activity 03: UCI hands over what UTI
# owes.
DELIVERABLES = (
    "year,activity,programmed_month,item,name,unit,delivered_on,document_type,document_number,state,evidence,note\n"
    "2021,01,1,1,,UCI,2021-01-20,report,A-1,validated,,\n"
    "2021,01,1,2,,CT,2021-01-20,report,B-1,validated,,\n"
    "2021,01,2,1,,CT,2021-02-20,report,,delivered,,\n"
    "2021,01,2,2,,UCI,2021-02-20,report,A-2,validated,,\n"
    "2021,01,3,1,,UCI,2021-03-20,report,A-3,validated,,\n"
    "2021,02,1,1,,UPPM,2021-01-30,report,C-1,validated,,\n"
    "2021,03,1,1,,UCI,2021-01-30,report,D-1,validated,,\n"
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory, whole_catalog):
    store = LocalStore(tmp_path_factory.mktemp("owner") / "store")
    files = {
        "plan_version": VERSION,
        "plan_activity": ACTIVITIES,
        "plan_schedule": SCHEDULE,
        "deliverable": DELIVERABLES,
    }
    load_files(
        store, whole_catalog, [Incoming(name, f"{name}.csv", text.encode()) for name, text in files.items()], "prueba"
    )
    return store.open()


def test_each_slot_has_its_owner(snapshot):
    rows = snapshot.rows(
        "select activity, month, item, string_agg(unit, '/' order by place) as units from slot_owner group by all order by all"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("01", 1, 1, "UCI"),
        ("01", 1, 2, "CT"),
        ("01", 2, 1, "CT"),
        ("01", 2, 2, "UCI"),
        ("01", 3, 1, "UCI"),
        ("01", 3, 2, "CT"),
        ("02", 1, 1, "UPPM"),
        ("02", 2, 1, "URH/UPPM"),
        ("02", 3, 1, "URH/UPPM"),
        ("03", 1, 1, "UTI"),
        ("03", 2, 1, "UTI"),
        ("03", 3, 1, "UTI"),
    ]


@pytest.mark.parametrize(
    ("unit", "delivered", "programmed", "overdue", "unsupported", "current", "activities"),
    [
        ("UCI", 3, 3, 0, 0, 1, 1),
        ("CT", 1, 3, 2, 1, 0, 1),
        ("UPPM", 1, 3, 2, 0, 0, 1),
        ("URH", 0, 2, 2, 0, 0, 1),
        ("UTI", 1, 3, 2, 0, 0, 1),
    ],
)
def test_what_one_unit_owes_is_not_charged_to_another(
    snapshot, whole_catalog, unit, delivered, programmed, overdue, unsupported, current, activities
):
    dataset = Dataset(snapshot, whole_catalog)
    alone = overview(dataset, Scope(CUTOFF, unit=unit))
    expected = {
        "programmed": programmed,
        "delivered": delivered,
        "overdue": overdue,
        "unsupported": unsupported,
        "activities_current": current,
        "activities": activities,
    }
    assert expected.items() <= alone.total.as_dict().items()
    assert overview(dataset, Scope(CUTOFF)).groups["unit"][unit] == alone.total
    assert len([d for d in alone.decisions if d.kind in ("overdue", "unsupported")]) == overdue
    cells = plan.grid(dataset, Scope(CUTOFF, unit=unit))
    assert [(sum(cell.programmed for cell in row.cells), row.overdue) for row in cells] == [(programmed, overdue)]
    rows = [
        row for row in plan.behind_cell(dataset, Scope(CUTOFF, unit=unit), cells[0].activity) if row["state"] != "extra"
    ]
    assert len(rows) == programmed and sum(row["state"] == "overdue" for row in rows) == overdue


def test_a_document_without_number_marks_its_cell_since_it_was_delivered(snapshot):
    january, february = (
        plan.grid(Dataset(snapshot, default_catalog()), Scope(day))[0].cells[1]
        for day in (date(2021, 1, 31), date(2021, 2, 28))
    )
    assert (january.unsupported, february.unsupported) == (0, 1) and (january.state, february.state) == (
        "pending",
        "overdue",
    )


def test_the_whole_counts_each_deliverable_once_and_says_who_owes(snapshot, whole_catalog):
    whole = overview(Dataset(snapshot, whole_catalog), Scope(CUTOFF))
    assert (
        whole.total.programmed,
        whole.total.delivered,
        whole.total.overdue,
        whole.total.current,
        whole.total.activities,
    ) == (12, 6, 6, 0, 3)
    assert [(d.activity, d.month, d.units) for d in whole.decisions if d.kind in ("overdue", "unsupported")] == [
        ("02", 2, "URH / UPPM"),
        ("03", 2, "UTI"),
        ("01", 3, "CT"),
        ("02", 3, "URH / UPPM"),
        ("03", 3, "UTI"),
        ("01", 2, "CT"),
    ]


def test_alone_in_its_activity_a_unit_has_the_numbers_of_the_activity(snapshot, whole_catalog):
    every = [each for each in whole_catalog.indicators.values() if "activity" in each.dimensions]
    parts = [
        {
            (m.indicator.name, m.numerator, m.denominator)
            for m in measures(Dataset(snapshot, whole_catalog), tuple(every), Scope(CUTOFF, **only))
        }
        for only in ({"unit": "UTI"}, {"activity": "03"})
    ]
    assert len(every) == 8 and parts[0] == parts[1]
