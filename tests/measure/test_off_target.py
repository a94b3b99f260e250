"""What is off its target is told, unless something else tells it: counted from the files of the demonstration.

At 30/11/2021 the SoA in force (2013-02) has 110 controls that apply, 68 implemented, and 80 of its 114 reviewed since
30/11/2020; 40 of the 60 requirements of the SGSST are implemented; 24 of the 34 documents whose term ended were
implemented within it; 39 of 55 treatments of risks were carried out; 95 of 120 documents are current. The SoA gives
UAJ 13 of those that apply, 8 implemented."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import NOVEMBER
from sig_metrics.catalog.model import Target
from sig_metrics.measure.beside import few_text, goal_text
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.decisions import Decision, decisions
from sig_metrics.measure.filters import belongs, groupings
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.standing import distance

COUNTED = {
    "SEG-17": ("Controles SoA implementados: 61.8 %, meta 90 %", "UTI · 68 de 110 · SEG-17"),
    "MAN-12": ("Controles SoA revisados: 70.2 %, meta 100 %", "UPPM · 80 de 114 · MAN-12"),
    "MEJ-01": ("Avance del SGSST: 66.7 %, meta 90 %", "URH · 40 de 60 · MEJ-01"),
    "SEG-04": ("Tratamiento de riesgos: 70.9 %, meta 90 %", None),
    "SEG-06": ("Documentos implementados: 70.6 %, meta 90 %", None),
    "MAN-01": ("Documentos vigentes: 79.2 %, meta 95 %", "UPPM · 95 de 120 · MAN-01"),
}


def found(snapshot, catalog, cutoff: date = NOVEMBER, **filters) -> dict[str, Decision]:
    listed = decisions(Dataset(snapshot, catalog), Scope(cutoff, **filters))
    return {d.norm: d for d in listed if d.kind == "off_target"}


def test_what_is_off_its_target_is_a_decision_the_furthest_first(demo_snapshot, whole_catalog):
    """31 % short of its target, 30, 26, 23, 22, 21, 21, 17 and 11."""
    listed = found(demo_snapshot, whole_catalog)
    assert list(listed) == ["SEG-17", "MAN-12", "MEJ-01", "SEG-16", "SEG-06", "SEG-04", "MAN-04", "MAN-01", "SEG-18"]
    for code, (title, detail) in COUNTED.items():
        assert listed[code].title == title and detail in (None, listed[code].detail)
    soa = listed["SEG-17"]
    assert (soa.key, soa.units, soa.when, soa.days) == ("ficha.SEG-17", "UTI", "fuera", 0)
    assert listed["SEG-04"].detail.startswith("UPPM · 39 de 55 · 16 abiertos fuera de plazo")


def test_what_another_decision_tells_is_not_told_twice(demo_snapshot, whole_catalog):
    """Fuera de meta too: claims to notify, obligations and agreements past their term, and the plan."""
    listed = decisions(Dataset(demo_snapshot, whole_catalog), Scope(NOVEMBER))
    assert {"overdue.SEG-15", "overdue.MEJ-05", "overdue.MAN-07"} <= {d.key for d in listed}
    assert not {"SEG-15", "MEJ-05", "MAN-07", "PLN-05", "PLN-06", "PLN-07"} & found(demo_snapshot, whole_catalog).keys()


def test_the_plan_is_told_where_nothing_of_it_is_overdue(demo_snapshot, whole_catalog):
    """Of the 4 deliverables of Mejora, all delivered, 2 were on time."""
    listed = found(demo_snapshot, whole_catalog, stage="improvement")
    assert list(listed) == ["PLN-02", "MEJ-01"]
    assert listed["PLN-02"].title == "Entregas a tiempo: 2 de 4 (50.0 %), meta 95 %"


def test_a_unit_is_told_of_what_it_has_or_answers_for(demo_snapshot, whole_catalog):
    soa = found(demo_snapshot, whole_catalog, unit="UAJ")["SEG-17"]
    assert (soa.title, soa.units) == ("Controles SoA implementados: 61.5 %, meta 90 %", "UTI")
    whole = found(demo_snapshot, whole_catalog, unit="URH")["MEJ-01"]
    assert whole.detail == "URH · 40 de 60 · todas las unidades · MEJ-01"  # it is not divided by unit
    assert "MEJ-01" not in found(demo_snapshot, whole_catalog, unit="UCI")


@pytest.mark.in_turn(16)
@pytest.mark.parametrize(
    "cutoff", [date(2020, 12, 31), date(2021, 1, 31), date(2021, 6, 30), NOVEMBER, date(2022, 1, 31)]
)
@pytest.mark.parametrize(
    "filters",
    [
        {},
        *({"stage": stage} for stage in ("maintenance", "monitoring", "improvement")),
        *({"system": system} for system in ("SGC", "SGAS", "SGSI", "SGSST")),
        *({"unit": unit} for unit in ("UTI", "DE")),
    ],
    ids=str,
)
def test_nothing_stands_off_its_target_without_a_decision(demo_snapshot, whole_catalog, cutoff, filters):
    dataset, scope = Dataset(demo_snapshot, whole_catalog), Scope(cutoff, **filters)
    listed = decisions(dataset, scope)
    places, owed = {d.key for d in listed}, {"overdue", "unsupported"} & {d.kind for d in listed}
    asked = tuple(
        each
        for each in whole_catalog.indicators.values()
        if belongs(each, scope) and (not scope.unit or "unit" in groupings(each) or each.owner == scope.unit)
    )
    missed = {m.indicator.code for m in measures(dataset, asked, scope) if m.status == "missed"}
    told = {code for code in missed if {f"ficha.{code}", f"overdue.{code}"} & places}
    assert {code for code in missed - told if not (owed and code.startswith("PLN-"))} == set()
    assert {d.norm for d in listed if d.kind == "off_target"} <= missed


def measured(catalog, code: str, value: float, target: float, denominator: float = 100.0) -> Measure:
    indicator = catalog.indicator(code)
    goal = Target(target, "", "P", date(2021, 1, 1))
    return Measure(indicator, NOVEMBER, value, value * denominator, denominator, "missed", goal)


@pytest.mark.parametrize(
    ("code", "value", "target", "said"),
    [
        ("SEG-17", 0.618, 0.9, "meta 90 %"),
        ("SEG-05", 0.112, 0.1, "por encima del máximo de 10 %"),
        ("SEG-05", 0.099, 0.1, "meta 10 %"),
        ("MEJ-02", 3.82, 3.79, "por encima del máximo de 3.79"),
        ("PLN-06", 6.0, 0.0, "meta 0"),
    ],
)
def test_a_goal_is_said_in_its_direction(whole_catalog, code, value, target, said):
    assert goal_text(measured(whole_catalog, code, value, target)) == said
    assert goal_text(replace(measured(whole_catalog, code, value, target), target=None)) == "sin meta"


def test_with_few_the_count_goes_before_the_percentage(whole_catalog):
    assert few_text(measured(whole_catalog, "SEG-17", 0.5, 0.9, 4.0)) == "2 de 4 (50.0 %)"
    assert few_text(measured(whole_catalog, "SEG-17", 0.5, 0.9, 10.0)) == "50.0 %"


def test_how_far_is_relative_to_the_target_and_in_its_direction(whole_catalog):
    assert distance(measured(whole_catalog, "SEG-17", 0.45, 0.9)) == 0.5
    assert distance(measured(whole_catalog, "SEG-17", 0.99, 0.9)) == pytest.approx(-0.1)
    assert distance(measured(whole_catalog, "SEG-05", 0.15, 0.1)) == pytest.approx(0.5)
    assert distance(measured(whole_catalog, "PLN-06", 6.0, 0.0)) == 6
    assert distance(replace(measured(whole_catalog, "SEG-17", 0.45, 0.9), value=None)) == 0
