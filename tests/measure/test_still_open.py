"""What of the open ones can still come on time: counted from the files of the demonstration, and against the counts of the
charts that show what is open."""

import csv
from datetime import date

import pytest

from audit.draw import DEMO
from conftest import NOVEMBER
from sig_metrics.measure import drill
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.still_open import clock_said, still_open
from sig_metrics.measure.unfolding import in_time

AT_NOVEMBER = Scope(NOVEMBER)


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


def test_what_does_not_say_since_when_it_is_open_is_not_told(dataset):
    """An audit, an obligation or a report is known by its day alone: on an earlier day it would tell of what came later."""
    told = [each.code for each in dataset.catalog.indicators.values() if each.backlog and in_time(each.backlog)]
    assert told == ["MAN-06", "MAN-07", "SEG-02", "SEG-04", "SEG-06", "SEG-07", "SEG-09", "SEG-11", "SEG-14", "SEG-16"]
    for code in ("MAN-05", "MEJ-05", "SEG-15", "SEG-01", "PLN-02", "MAN-10"):
        assert of(dataset, code) is None and clock_said(dataset, dataset.catalog.indicator(code), AT_NOVEMBER) == []
