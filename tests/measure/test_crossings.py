"""How systems and stages differ from an earlier day and from the target of the plan, counted from the files of the
demonstration: what each activity programmed to date less the documents with a number that answer for it."""

from datetime import date

import pytest

from conftest import NOVEMBER
from sig_metrics.measure import crossings, insights
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope

MORE, LESS = "1 vencido más que en octubre", "1 vencido menos que en octubre"
# October: SGC 1, 2, 1; SGAS 1, 2; SGSI 1, 4; SGSST 1, 1, 0. November: SGC 2, 1, 0; SGAS 2, 1; SGSI 1, 3; SGSST 1, 0, 0
SINCE_OCTOBER = {
    ("SGC", "maintenance"): ("+1", MORE),
    ("SGC", "monitoring"): ("−1", LESS),
    ("SGC", "improvement"): ("−1", LESS),
    ("SGAS", "maintenance"): ("+1", MORE),
    ("SGAS", "monitoring"): ("−1", LESS),
    ("SGSI", "monitoring"): ("−1", LESS),
    ("SGSST", "monitoring"): ("−1", LESS),
}
SHORT_OF_ALL = {
    ("SGC", "maintenance"): "−12",  # 15 of 17, 88 %
    ("SGC", "monitoring"): "−4",  # 27 of 28, 96 %
    ("SGAS", "maintenance"): "−11",  # 17 of 19, 89 %
    ("SGAS", "monitoring"): "−3",  # 38 of 39, 97 %
    ("SGSI", "maintenance"): "−5",  # 18 of 19, 95 %
    ("SGSI", "monitoring"): "−20",  # 12 of 15, 80 %
    ("SGSST", "maintenance"): "−7",  # 14 of 15, 93 %
}


@pytest.fixture
def demonstration(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


def since(dataset, before, scope=Scope(NOVEMBER)):
    return crossings.since(dataset, insights.overview(dataset, scope), before)


def test_each_says_how_many_more_are_overdue_than_the_month_before(demonstration):
    found = since(demonstration, Scope(date(2021, 10, 31)))
    assert {crossed: (each.short, each.said) for crossed, each in found.items()} == SINCE_OCTOBER
    assert {each.of for each in found.values()} == {"overdue"}


def test_between_two_versions_of_the_plan_nothing_is_subtracted(demonstration):
    assert since(demonstration, Scope(date(2021, 8, 31))) == {}  # the fourth version ruled


def test_each_says_how_far_its_advance_is_from_the_target_as_both_are_read(demonstration):
    found = crossings.to_target(demonstration, Scope(NOVEMBER))
    assert {crossed: each.short for crossed, each in found.items()} == SHORT_OF_ALL
    assert found["SGSI", "monitoring"].said == "20 puntos por debajo de la meta"
    assert {each.of for each in found.values()} == {"rate"}
