"""What a reader compares with, and how much an indicator differs: worked out by hand.

From the files of the demonstration: documents, 96 of 120 current in October 2021 and 95 in November; requirements of
the SGSST, 39 and 40 of 60; overdue deliverables, 7 and 6; delivered, 62 of 69 and 69 of 75."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import NOVEMBER
from sig_metrics.catalog.model import Target
from sig_metrics.measure.comparison import (
    begins_again,
    choices,
    difference,
    differences,
    earlier,
    earlier_day,
    from_target,
)
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import IN_FORCE, LATEST, Horizon, PlanVersion, Scope, horizon, month_end

OCTOBER = date(2021, 10, 31)


@pytest.mark.parametrize(
    ("choice", "cutoff", "day"),
    [
        ("mes", NOVEMBER, OCTOBER),
        ("mes", date(2021, 3, 31), date(2021, 2, 28)),
        ("mes", date(2021, 1, 31), date(2020, 12, 31)),  # December of the year before
        ("anio", NOVEMBER, date(2020, 11, 30)),
        ("anio", date(2020, 2, 29), date(2019, 2, 28)),
        ("2021-06", NOVEMBER, date(2021, 6, 30)),
        ("meta", NOVEMBER, None),
        ("no", NOVEMBER, None),
        ("", NOVEMBER, None),
        ("2021-13", NOVEMBER, None),
        ("2021-00", NOVEMBER, None),
        ("21-06", NOVEMBER, None),
    ],
)
def test_a_choice_means_a_month_end(choice, cutoff, day):
    assert earlier_day(choice, cutoff) == day


def plan(year: int, version: str, approved: date) -> PlanVersion:
    return PlanVersion(year, version, "RDE", approved, "", False)


MONTHS = tuple(month_end(year, month) for year in (2020, 2021, 2022) for month in range(1, 13))
KNOWN = Horizon(
    (plan(2021, "04", date(2021, 2, 25)), plan(2021, "05", date(2021, 9, 30)), plan(2022, "01", date(2022, 2, 15))),
    date(2021, 11, 30),
    MONTHS,
    (),
    frozenset({date(2020, 3, 31)}),
)


def compared(choice: str, scope: Scope) -> tuple | None:
    found = earlier(choice, scope, KNOWN)
    return found and (found.cutoff, found.plan)


def test_it_keeps_the_filters_and_the_version_of_the_same_plan():
    asked = Scope(NOVEMBER, "04", stage="monitoring", system="SGC", unit="UCI")
    assert earlier("mes", asked, KNOWN) == replace(asked, cutoff=OCTOBER)
    goes_on = replace(KNOWN, versions=KNOWN.versions[:2])  # into a year without one
    january = earlier("mes", Scope(date(2022, 1, 31), "04"), goes_on)
    assert (january.cutoff, january.plan) == (date(2021, 12, 31), "04")
    assert compared("mes", Scope(date(2022, 2, 28), "01")) == (date(2022, 1, 31), IN_FORCE)  # another plan ruled
    assert compared("anio", Scope(NOVEMBER, "05")) == (date(2020, 11, 30), IN_FORCE)  # and none did
    assert compared("mes", Scope(date(2022, 2, 28), LATEST)) == (date(2022, 1, 31), LATEST)


@pytest.mark.parametrize("choice", ["2021-11", "2021-12", "2020-02", "2019-12", "meta", "no", "nada"])
def test_what_is_not_earlier_or_not_offered_is_nothing(choice):
    assert compared(choice, Scope(NOVEMBER)) is None
    assert compared("2020-03", Scope(NOVEMBER)) == (date(2020, 3, 31), IN_FORCE)  # the first with rows
    assert compared("mes", Scope(date(2020, 3, 31))) is None


def test_what_can_be_chosen_is_said_with_its_month():
    found = choices(Scope(NOVEMBER), KNOWN)
    assert found[:3] == [
        ("mes", "Octubre de 2021, el mes anterior"),
        ("anio", "Noviembre de 2020, el mismo mes del año anterior"),
        ("2021-09", "Setiembre de 2021"),
    ]
    # from March 2020 to September 2021 there are 19 months, and November 2020 is among them
    assert len(found) == 2 + 18 + 2 and found[-3:] == [
        ("2020-03", "Marzo de 2020"),
        ("meta", "La meta"),
        ("no", "Nada"),
    ]
    assert choices(Scope(date(2020, 3, 31)), KNOWN) == found[-2:]
    for choice, _ in found[:-2]:
        assert earlier(choice, Scope(NOVEMBER), KNOWN)


def value(catalog, code: str, number: float | None, cutoff: date = NOVEMBER, status: str = "watch") -> Measure:
    return Measure(catalog.indicator(code), cutoff, number, number, None, status, None)


@pytest.mark.parametrize(
    ("code", "before", "after", "said"),
    [
        ("PLN-01", 0.899, 0.92, "+2.1 puntos"),
        ("MAN-01", 0.8, 95 / 120, "−0.8 puntos"),
        ("MAN-01", 0.70, 0.71, "+1.0 punto"),
        ("MAN-03", 32 / 42, 32 / 42, "igual"),
        ("MAN-01", 0.80001, 0.80004, "igual"),  # both are read 80.0 %
        ("PLN-06", 7, 6, "1 menos"),
        ("PLN-06", 3, 6, "3 más"),
        ("MAN-02", 32, 62, "30 días más"),
        ("MAN-02", 63, 62, "1 día menos"),
        ("MEJ-02", 2.62, 2.38, "−0.24"),
        ("SEG-10", 1.15, 1.43, "+0.28"),
    ],
)
def test_how_much_is_said_in_the_unit_of_what_is_read(whole_catalog, code, before, after, said):
    found = difference(value(whole_catalog, code, after), value(whole_catalog, code, before, OCTOBER))
    assert found.said == said and found.before.value == before
    assert (found.change > 0) == (said.startswith("+") or said.endswith("más"))


@pytest.mark.parametrize(
    "status", ["stale", "not_yet", "not_loaded", "no_data", "protected", "excluded", "not_computable"]
)
def test_nothing_is_subtracted_from_what_is_not_known(whole_catalog, status):
    good, grey = value(whole_catalog, "MAN-01", 0.8), value(whole_catalog, "MAN-01", 0.7, OCTOBER, status)
    assert difference(good, grey) is None and difference(grey, good) is None
    assert difference(good, value(whole_catalog, "MAN-01", None, OCTOBER)) is None


@pytest.mark.parametrize(
    ("code", "after", "before", "known"),
    [
        ("MEJ-02", date(2021, 1, 31), date(2020, 12, 31), False),  # it begins again in January
        ("MEJ-02", date(2021, 6, 30), date(2020, 9, 30), False),
        ("MEJ-02", date(2021, 6, 30), date(2020, 6, 30), True),
        ("MEJ-02", date(2021, 6, 30), date(2021, 5, 31), True),
        ("MAN-01", date(2021, 1, 31), date(2020, 12, 31), True),  # what is held at a day goes on
        ("PLN-03", date(2021, 1, 31), date(2020, 12, 31), False),  # its rows are already the sum of the year
        ("PLN-03", date(2021, 3, 31), date(2020, 3, 31), True),
        ("PLN-03", date(2021, 3, 31), date(2021, 2, 28), True),
        ("MAN-07", date(2021, 1, 31), date(2020, 12, 31), False),  # those met before January are no more of it
        ("MAN-08", date(2021, 1, 31), date(2020, 12, 31), False),
        ("PLN-09", date(2021, 1, 31), date(2020, 12, 31), False),
        ("PLN-06", date(2021, 1, 31), date(2020, 12, 31), True),  # what earlier plans owe is still owed
    ],
)
def test_a_sum_over_the_year_is_not_compared_across_january(whole_catalog, code, after, before, known):
    found = difference(value(whole_catalog, code, 2.0, after), value(whole_catalog, code, 1.0, before))
    assert bool(found) == known


@pytest.mark.parametrize(
    ("code", "begun", "again"),
    [
        ("MEJ-02", [None] * 4, {2}),
        ("PLN-09", [None] * 4, {2}),
        ("MAN-01", [None] * 4, set()),  # what is held at a day goes on
        ("SEG-07", [None] * 4, set()),  # each month is of itself
        ("PLN-03", [2020, 2020, 2021, 2021], {2}),
        ("PLN-03", [2020, 2020, 2020, 2021], {3}),  # the plan of the year came in February
        ("PLN-03", [None] * 4, {2}),
        ("PLN-06", [2020, 2020, 2021, 2021], set()),
    ],
)
def test_no_line_joins_two_months_that_count_since_different_januaries(whole_catalog, code, begun, again):
    months = [date(2020, 11, 30), date(2020, 12, 31), date(2021, 1, 31), date(2021, 2, 28)]
    history = [replace(value(whole_catalog, code, 1.0, day), begun=year) for day, year in zip(months, begun)]
    assert begins_again(history) == again


@pytest.mark.parametrize(
    ("code", "number", "target", "said"),
    [
        ("SEG-17", 68 / 110, 0.9, "28.2 puntos por debajo de la meta"),
        ("SEG-09", 0.952, 0.95, "0.2 puntos por encima de la meta"),
        ("MAN-05", 1.0, 1.0, "en la meta"),
        ("SEG-05", 0.112, 0.1, "1.2 puntos por encima del máximo"),
        ("MAN-02", 62, 183, "121 días por debajo del máximo"),
        ("PLN-06", 6, 0, "6 por encima de la meta"),
    ],
)
def test_how_far_from_the_target(whole_catalog, code, number, target, said):
    measured = replace(value(whole_catalog, code, number), target=Target(target, "", "P", date(2021, 1, 1)))
    assert from_target(measured) == said
    assert from_target(replace(measured, status="stale")) == "" == from_target(replace(measured, target=None))


def test_each_indicator_of_the_demonstration_against_october_and_the_year_before(demo_snapshot, whole_catalog):
    dataset, scope = Dataset(demo_snapshot, whole_catalog), Scope(NOVEMBER)
    found = measures(dataset, dataset.indicators(["MAN-01", "MEJ-01", "PLN-06", "PLN-01", "SEG-19"]), scope)
    told = differences(dataset, found, earlier("mes", scope, horizon(dataset)))
    assert {name: each.said for name, each in told.items()} == {
        "document_current_rate": "−0.8 puntos",
        "sst_requirements_rate": "+1.7 puntos",
        "plan_overdue_count": "1 menos",
        "plan_delivered_rate": "+2.1 puntos",
    }
    year = differences(dataset, found, earlier("anio", scope, horizon(dataset)))
    assert "plan_delivered_rate" not in year and "document_current_rate" in year  # there was no plan
