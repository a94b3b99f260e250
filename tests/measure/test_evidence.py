"""The evidence of a number is that number: its rows, counted one by one, are the parts that its value divides; what adds
up adds up to it; and of a reserved register there is no row."""

from datetime import date

import pytest

from conftest import NOVEMBER
from sig_metrics.measure import evidence as room
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.evidence import evidence
from sig_metrics.measure.filters import belongs
from sig_metrics.measure.plan_evidence import COUNTS
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.unfolding import unfolded
from support.turns import in_turn

OVERDUE = [
    ("05", "noviembre"),
    ("06", "noviembre"),
    ("18", "octubre"),
    ("20", "setiembre"),
    ("22", "octubre"),
    ("23", "octubre"),
]
CUTOFFS = (NOVEMBER, date(2021, 4, 30))
# what counts each of its rows; the others add weights, amounts, or counts of many rows
COUNTED = """MAN-01 MAN-03 MAN-04 MAN-05 MAN-06 MAN-07 MAN-09 MAN-12 MEJ-01 MEJ-05 SEG-01 SEG-02 SEG-03 SEG-04 SEG-05 SEG-06
SEG-07 SEG-08 SEG-09 SEG-11 SEG-14 SEG-15 SEG-16 SEG-17 SEG-18""".split()


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


def scopes(catalog, cutoff):
    units = [code for code in catalog.vocabularies["unit"] if code != "ALL"]
    systems = list(catalog.vocabularies["system"])
    return [Scope(cutoff), *(Scope(cutoff, system=s) for s in systems), *(Scope(cutoff, unit=u) for u in units)]


def test_what_counts_rows_is_known_to(whole_catalog):
    assert [i.code for i in whole_catalog.indicators.values() if i.sql and unfolded(i.sql)] == COUNTED


@pytest.mark.parametrize("cutoff", CUTOFFS, ids=str)
def test_the_evidence_of_a_number_is_that_number(dataset, cutoff):
    compared, wrong = set(), []
    whole, *divided = scopes(dataset.catalog, cutoff)
    for scope in (whole, *in_turn(divided, 4)):
        for indicator in dataset.catalog.indicators.values():
            value, found = measure(dataset, indicator, scope), evidence(dataset, indicator, scope)
            if indicator.reserved or indicator.factors or value.numerator is None:
                assert not found.parts and found.why, (indicator.code, scope)
                continue
            for name in ("numerator", *(["denominator"] if indicator.denominator else [])):
                part, expected = found.parts[name], getattr(value, name) or 0
                rows = len(part.rows) if found.counted else sum(row[name] or 0 for row in part.rows)
                compared.add(indicator.code)
                if (rows, part.total) != pytest.approx((expected, expected)):
                    wrong.append((indicator.code, name, str(scope), expected, rows, part.total))
            if not belongs(indicator, scope):
                wrong.append((indicator.code, "of another system", str(scope)))
    assert not wrong
    assert len(compared) > 35 and set(COUNTED) - compared <= {"SEG-16", "MAN-05"}


def test_the_overdue_deliverables_of_november_are_the_six_of_the_plan(dataset):
    """Counted by hand in data/plan/2021-v05/plan_schedule.csv and data/demo/deliverable.csv."""
    rows = evidence(dataset, dataset.catalog.indicator("PLN-06"), Scope(NOVEMBER)).parts["numerator"].rows
    assert [(row["activity"], row["month"]) for row in sorted(rows, key=lambda row: row["activity"])] == OVERDUE
    assert all(row["days"] or row["due_on"] == NOVEMBER for row in rows)


@pytest.mark.parametrize(
    ("code", "cutoff", "parts"),
    [
        # of 25 activities, 01 and 09 have nothing due by then in plan_schedule.csv; the six overdue are of six
        ("PLN-05", NOVEMBER, {"numerator": 17, "denominator": 23}),
        # lines of data/demo/deliverable.csv delivered or validated by then, with a number
        ("PLN-09", NOVEMBER, {"numerator": 72}),
        ("PLN-09", date(2021, 4, 30), {"numerator": 29}),
    ],
)
def test_activities_and_documents_of_the_plan_are_rows(dataset, code, cutoff, parts):
    found = evidence(dataset, dataset.catalog.indicator(code), Scope(cutoff))
    assert found.counted and not found.why
    assert {name: part.total for name, part in found.parts.items()} == parts
    assert all(
        len(part.rows) == part.total and all(row["original"] for row in part.rows) for part in found.parts.values()
    )


def test_of_a_plan_before_only_what_was_delivered_in_the_year_counts():
    counts, _ = COUNTS["documents"]
    document = {"what": "document", "state": "accepted"}
    cases = [("own", False), ("own", True), ("earlier", False), ("earlier", True)]
    assert [counts({**document, "plan_part": part, "in_year": now}) for part, now in cases] == [True, True, False, True]
    assert not counts({"what": "document", "state": "unsupported", "plan_part": "own", "in_year": True})


def test_an_activity_says_what_it_lacks(dataset):
    found = evidence(dataset, dataset.catalog.indicator("PLN-05"), Scope(NOVEMBER)).parts
    lacking = [(row["activity"], row["lacking"]) for row in found["denominator"].rows if row["lacking"]]
    assert sorted(lacking) == OVERDUE
    assert not any(row["lacking"] for row in found["numerator"].rows)
    assert [row["due"] - row["filled"] for row in found["denominator"].rows] == [1] * 6 + [0] * 17


def test_a_row_says_where_it_came_from_and_is_there_once(dataset):
    for code in COUNTED:
        found = evidence(dataset, dataset.catalog.indicator(code), Scope(NOVEMBER))
        for name, part in found.parts.items():
            origins = [(row.get("file"), row.get("load"), row.get("file_row")) for row in part.rows]
            assert all(all(origin) for origin in origins), (code, name)
            assert len(set(origins)) == len(origins), (code, name)
            assert {"load", "file", "file_row"} <= set(part.headings), (code, name)


def test_what_adds_amounts_also_walks_down_to_the_rows_of_its_files(dataset):
    """All but what is a product, reserved, or of the plan, whose rows are told elsewhere."""
    plain = [each for each in dataset.catalog.indicators.values() if not each.reserved and not each.factors]
    added = [each.code for each in plain if each.code not in COUNTED and not each.code.startswith("PLN")]
    assert added == ["MAN-02", "MAN-08", "MAN-10", "MAN-11", "MEJ-02", "MEJ-03", "MEJ-06", "SEG-10", "SEG-19"]
    for code in (*added, "PLN-03"):
        found = evidence(dataset, dataset.catalog.indicator(code), Scope(NOVEMBER)).parts
        for part in found.values():
            origins = [(row.get("file"), row.get("load"), row.get("file_row")) for row in part.rows]
            assert origins and all(all(origin) for origin in origins), code
            assert {"load", "file", "file_row"} <= set(part.headings), code


@pytest.mark.parametrize(
    ("code", "part", "rows"),
    [  # read by eye in the files of data/demo: the line, and what it adds
        ("PLN-03", "numerator", [("budget_execution.csv", 46, 27000), ("budget_execution.csv", 47, 21600)]),
        ("PLN-03", "denominator", [("budget_execution.csv", 46, 36000), ("budget_execution.csv", 47, 24000)]),
        ("MEJ-02", "numerator", [("sst_event.csv", line, 1_000_000) for line in (37, 42, 46, 47, 55, 62, 63)]),
        (
            "MEJ-03",
            "numerator",
            [
                ("sst_event.csv", line, days * 1_000_000)
                for line, days in ((37, 5), (42, 20), (46, 15), (47, 2), (55, 7), (62, 6), (63, 5))
            ],
        ),
        # 62 days from 29/09/2021 to the cut-off
        ("MAN-02", "numerator", [("context_review.csv", 9, 62)]),
    ],
)
def test_each_row_says_how_much_it_adds(dataset, code, part, rows):
    found = evidence(dataset, dataset.catalog.indicator(code), Scope(NOVEMBER)).parts[part]
    assert sorted((row["file"], row["file_row"], row[part]) for row in found.rows) == rows
    assert not evidence(dataset, dataset.catalog.indicator(code), Scope(NOVEMBER)).counted


def test_of_people_only_events_are_told(dataset):
    """The servers of a coverage are counted by the event that was their last; none has a line of their own."""
    found = evidence(dataset, dataset.catalog.indicator("MAN-08"), Scope(NOVEMBER)).parts
    assert all("server" not in name for part in found.values() for name in part.headings)
    # counted from training.csv and training_attendance.csv: 177 servers, of 86 events and units
    assert (len(found["numerator"].rows), found["numerator"].total) == (86, 177)


def test_of_many_rows_that_add_the_first_are_shown_and_all_are_added(dataset, monkeypatch):
    monkeypatch.setattr(room, "MOST", 3)
    found = evidence.__wrapped__(dataset, dataset.catalog.indicator("PLN-03"), Scope(NOVEMBER)).parts["denominator"]
    assert (len(found.rows), found.total) == (2, 60000)
    found = evidence.__wrapped__(dataset, dataset.catalog.indicator("MEJ-02"), Scope(NOVEMBER)).parts["numerator"]
    assert (len(found.rows), found.total) == (3, 7_000_000)


def test_the_numerator_is_among_the_denominator(dataset):
    for code in COUNTED:
        parts = evidence(dataset, dataset.catalog.indicator(code), Scope(NOVEMBER)).parts

        def places(name):
            return {(row["file"], row["file_row"]) for row in parts[name].rows} if name in parts else set()

        assert places("numerator") <= places("denominator") and not places("left_out") & places("denominator"), code


def test_the_late_claims_of_november_are_those_of_the_file(dataset):
    """Read by eye in data/demo/qrd.csv: of the claims judged in November, these two have no answer."""
    parts = evidence(dataset, dataset.catalog.indicator("SEG-07"), Scope(NOVEMBER)).parts
    answered = {row["case_number"] for row in parts["numerator"].rows}
    late = [row for row in parts["denominator"].rows if row["case_number"] not in answered]
    assert [(row["case_number"], row["file"], row["file_row"], row["answered_on"]) for row in late] == [
        ("R-2021-01874", "qrd.csv", 1689, None),
        ("R-2021-01911", "qrd.csv", 1726, None),
    ]
    assert all(row["days"] > 0 for row in late)


def test_nothing_that_came_after_the_cutoff_is_shown(dataset):
    april = date(2021, 4, 30)
    told = {
        (register.name, rule.column)
        for register in dataset.catalog.registers.values()
        for rule in register.rules
        if rule.kind == "not_future"
    }
    seen = 0
    for code in COUNTED:
        found = evidence(dataset, dataset.catalog.indicator(code), Scope(april))
        past = {column for register, column in told if register in found.registers}
        for part in found.parts.values():
            for row in part.rows:
                days = [value for name, value in row.items() if name in past and isinstance(value, date)]
                seen += len(days)
                assert all(day <= april for day in days), (code, row)
    assert seen > 500


def test_days_late_are_to_the_day_it_was_done(dataset):
    """The alert of line 1010 of `data/demo/ctvc_alert.csv`: received on Thursday 14 October 2021, 15 working days with 1
    and 2 November off (`data/legal/calendar_day.csv`) end on Monday 8, and it was answered on Tuesday 9."""
    rows = evidence(dataset, dataset.catalog.indicator("SEG-11"), Scope(NOVEMBER)).parts["denominator"].rows
    assert next((row["file_row"], row["days"]) for row in rows if row["alert"] == "A-2021-1048") == (1010, 1)


def test_more_rows_than_are_shown_are_counted(dataset, monkeypatch):
    monkeypatch.setattr(room, "MOST", 3)
    found = evidence.__wrapped__(dataset, dataset.catalog.indicator("SEG-05"), Scope(NOVEMBER)).parts["denominator"]
    assert (len(found.rows), found.total) == (3, 141)


def test_the_query_that_ran_is_in_the_language_of_the_reader_or_silent(dataset):
    for indicator in dataset.catalog.indicators.values():
        said = evidence(dataset, indicator, Scope(NOVEMBER)).sql
        assert "--" not in said and (said or indicator.reserved or indicator.factors)


def test_a_reserved_register_has_no_row_and_says_so(dataset):
    for indicator in (i for i in dataset.catalog.indicators.values() if i.reserved):
        found = evidence(dataset, indicator, Scope(NOVEMBER))
        assert found.parts == {} and found.sql == "" and found.why.startswith("Registro reservado")


@pytest.mark.parametrize(
    "sql",
    [
        "select\n    t.period,\n    sum(t.w) as numerator,\n    count(*) as denominator\nfrom t\ngroup by\n    t.period",
        "select\n    t.period,\n    t.a as numerator,\n    1 as denominator\nfrom t",
        "select\n    t.period,\n    count(*) as numerator,\n    null as denominator\nfrom t\ngroup by t.period\nunion all\nselect 1",
    ],
)
def test_what_does_not_count_rows_is_left_as_it_is(sql):
    assert unfolded(sql) is None
