"""What of the open ones can still come on time: counted from the files of the demonstration, and against the counts of the
charts that show what is open."""

import csv
from datetime import date, timedelta

import pytest
from test_golden_registers import CATALOG, store_of

from audit.book import Book, open_book
from audit.draw import DEMO, FIRST, LAST, LEGAL
from audit.registers import read_folder, with_law
from audit.users import clock, moved_on
from conftest import NOVEMBER
from sig_metrics.measure import drill
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.still_open import clock_said, still_open
from sig_metrics.measure.unfolding import in_time

AT_NOVEMBER, DAY = Scope(NOVEMBER), timedelta(1)


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


def of(dataset, code: str, scope: Scope = AT_NOVEMBER):
    return still_open(dataset, dataset.catalog.indicator(code), scope)


def actions(day: date) -> tuple[list[str], int]:
    """(the open improvement actions whose day has not passed, how many passed it) by a day, of the file itself."""

    def on(text: str) -> date:
        return date.fromisoformat(text) if text else date.max

    with (DEMO / "improvement_action.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["committed_on"] and on(row["opened_on"]) <= day]
    there = [row for row in rows if on(row["implemented_on"]) > day and on(row["cancelled_on"]) > day]
    return sorted(row["action"] for row in there if on(row["committed_on"]) > day), sum(
        on(row["committed_on"]) <= day for row in there
    )


@pytest.mark.parametrize("day", [NOVEMBER, date(2021, 6, 30), date(2020, 9, 30)], ids=str)
def test_the_actions_that_can_still_be_in_time_are_those_of_the_file(dataset, day):
    """Also on an earlier day, when others were open."""
    codes, late = actions(day)
    found = of(dataset, "SEG-02", Scope(day))
    assert (found.in_time, found.late) == (len(codes), late) and codes
    behind = drill.behind(dataset, Scope(day), "intime.SEG-02")
    assert sorted(row["id"] for row in behind.rows) == codes
    days = [row["due_on"] for row in behind.rows]
    assert days == sorted(days) and days[0] == found.first_on > day


def test_what_is_past_its_term_and_what_is_in_it_are_all_that_is_open(dataset):
    """As the tiles of November say: 38 alerts open and 24 past their term; of complaints and suggestions, 157 and 81; of
    actions and treatments, 48 and 26."""
    assert (of(dataset, "SEG-11").late, of(dataset, "SEG-11").in_time) == (24, 14)
    assert sum(of(dataset, code).in_time for code in ("SEG-07", "SEG-09")) == 157 - 81
    assert sum(of(dataset, code).in_time for code in ("SEG-02", "SEG-04")) == 48 - 26
    assert of(dataset, "SEG-14").in_time == 0  # ten incidents are open, and all of them are past their term


def test_a_filter_leaves_what_is_of_it(dataset):
    every = of(dataset, "SEG-11").units
    assert sum(every.values()) == 14
    assert sum(of(dataset, "SEG-07").units.values()) == 38  # two of them without a unit
    for unit, count in every.items():
        assert of(dataset, "SEG-11", Scope(NOVEMBER, unit=unit)).in_time == count


def test_it_is_said_with_what_is_due_first(dataset):
    """The first alert came on 18 November, and the fifteenth working day after it is 10 December: the 8th is a holiday."""
    said = clock_said(dataset, dataset.catalog.indicator("SEG-11"), AT_NOVEMBER)
    assert said[0] == "De 38 abiertos con plazo, 24 ya vencieron y 14 aún pueden llegar a tiempo."
    assert said[1].startswith("Lo primero vence el 10/12/2021; ") and said[1].endswith(" en lo que queda de 2021.")
    assert clock_said(dataset, dataset.catalog.indicator("SEG-14"), AT_NOVEMBER) == [
        "Lo que está abierto ya venció: nada de ello puede llegar a tiempo."
    ]


def of_demo(book: Book) -> dict[str, list[tuple]]:
    """{code: (id, since when it is open, its last day, when it was done or left)} of what the files say, None for never."""
    claims = []
    for case in book["qrd"]:
        done = min((day for day in (case["referred_on"], case["answered_on"]) if day), default=None)
        bare = book.due("claim_referral", case["registered_on"], case["ut"])
        known = done if done and bare and done > bare else case["answered_on"]
        one = clock(book, case, "claim_referral", "claim", case["registered_on"], None, known)
        if case["kind"] == "claim" and one and one.due:
            left = [day for day in (done, case["closed_on"], moved_on(case)) if day]
            claims.append((case["case_number"], case["registered_on"], one.due, min(left, default=None)))
    owed = [(each, date(each["due_on"].year, 1, 1)) for each in book["sst_obligation"]]
    return {
        "SEG-08": claims,
        "MAN-05": [
            (each["audit"], date(each["planned_on"].year, 1, 1), each["planned_on"], each["executed_on"])
            for each in book["audit"]
            if each["kind"] == "internal"
        ],
        "MEJ-05": [
            (
                each["id"],
                each["due_on"] - DAY if each["kind"] == "notification" else year,
                each["due_on"],
                each["done_on"],
            )
            for each, year in owed
        ],
        "SEG-01": [
            (f"{each['indicator']} {each['period']}", each["period"], each["due_on"], each["reported_on"])
            for each in book["indicator_report"]
        ],
    }


def test_what_can_be_in_time_is_what_the_files_say_at_each_month_end(dataset):
    """Of an audit and of an obligation that the norm fixes, since its year begins; of a report, since its month ended."""
    book = open_book(with_law(read_folder(DEMO), read_folder(LEGAL)), FIRST, LAST)
    ends = [month_end(year, month) for year in (2020, 2021) for month in range(1, 13)]
    for code, rows in of_demo(book).items():
        expected = {
            (day, name, due)
            for day in ends
            for name, since, due, done in rows
            if since <= day < due and (done is None or done > day)
        }
        sql = in_time(dataset.catalog.indicator(code).backlog)
        found = [(row["period"], row["id"], row["due_on"]) for row in dataset.rows(f"select * from ({sql}\n)")]
        assert len(found) == len(set(found)) and {each for each in found if each[0] in ends} == expected, code
        assert len(expected) > 9, code


def test_what_is_in_its_term_of_documents_and_incidents(tmp_path):
    """Their golden folders. On 31 March W3 is in its term, to Monday 5 April after Easter, and W2, W4 and W5 are past it. On
    30 November the ANPD may still be told of SI-2021-014; 005, 006, 011 and 013 are late."""
    late_then = [f"SI-2021-{n:03}" for n in (5, 6, 11, 13)]
    told = {
        "document_published_on_time_rate": (
            date(2021, 3, 31),
            ["W3 v01"],
            date(2021, 4, 5),
            ["W2 v01", "W4 v01", "W5 v01"],
        ),
        "security_incident_notified_rate": (NOVEMBER, ["SI-2021-014"], date(2021, 12, 1), late_then),
    }
    for name, (day, ids, due, late) in told.items():
        snapshot, backlog = store_of(name, tmp_path / name).open(), CATALOG.indicators[name].backlog
        for sql, expected in ((in_time(backlog), ids), (backlog, late)):
            rows = snapshot.rows(f"select * from ({sql}\n) where period = ? order by id", [day])
            assert [row["id"] for row in rows] == expected, name
            assert sql == backlog or [row["due_on"] for row in rows] == [due]


def test_what_of_the_six_is_said_in_november(dataset):
    """Read in the files: five obligations are late, and the session, the training and the report of December are due on its
    last day; the audits of the year are done."""
    said = lambda code: clock_said(dataset, dataset.catalog.indicator(code), AT_NOVEMBER)  # noqa: E731
    assert said("MEJ-05") == [
        "De 8 abiertos con plazo, 5 ya vencieron y 3 aún pueden llegar a tiempo.",
        "Lo primero vence el 31/12/2021; 3 vencen en lo que queda de 2021.",
    ]
    assert said("SEG-01") == ["Lo que está abierto ya venció: nada de ello puede llegar a tiempo."]
    assert said("MAN-05") == [] and of(dataset, "MAN-05") is None


def test_every_clock_says_since_when_it_is_open(dataset):
    """Were it known by its day alone, on an earlier day it would tell of what came later. The plan has its own list."""
    clocks = [each for each in dataset.catalog.indicators.values() if each.backlog]
    assert [each.code for each in clocks if not in_time(each.backlog)] == ["PLN-02"]
    assert (
        in_time("select\n    report.due_on\nfrom month_end\njoin report on report.due_on <= month_end.period") is None
    )
    for code in ("PLN-02", "MAN-10"):
        assert of(dataset, code) is None and clock_said(dataset, dataset.catalog.indicator(code), AT_NOVEMBER) == []
