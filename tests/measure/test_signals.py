"""What stands out where a system and a stage meet, counted by hand on the indicators of the demonstration."""

from dataclasses import replace

import pytest
from test_process_chosen import ALIKE, APART, months

from conftest import NOVEMBER
from sig_metrics.measure import signalled
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.decisions import decisions
from sig_metrics.measure.process.chosen import process_of
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signals import Alarms, alarms, signals_of


@pytest.mark.parametrize(
    ("filters", "place", "found"),
    [
        # SEG-02, 04, 15, 16, 17 and 18; MAN-01, 04, 07 and 12
        ({}, ("SGSI", "monitoring"), Alarms(6)),
        ({}, ("SGSI", "maintenance"), Alarms(4)),
        ({}, ("SGC", "improvement"), Alarms()),
        # SEG-04 and 06; SEG-07 and 08 are near their target, and the six under it are not so far
        ({}, ("SGC", "monitoring"), Alarms(2)),
        # 40 of 60 requirements and 5 obligations past their term; SST-01 finds rows
        ({}, ("SGSST", "improvement"), Alarms(2, 1)),
        # the same rule is of improvement alone: SGSST in monitoring has two indicators, as resumen.md says, and no rule
        ({}, ("SGSST", "monitoring"), Alarms(2)),
        # of UTI, 52 of 89 controls and 14 of 16 requirements of the law; and what it answers for and no unit divides:
        # 6 of 7 notified and 8 of 11 vulnerabilities
        ({"unit": "UTI"}, ("SGSI", "monitoring"), Alarms(4)),
        # CT has 3 of 5 actions on time, and answers for neither incidents nor vulnerabilities
        ({"unit": "CT"}, ("SGSI", "monitoring"), Alarms(1)),
    ],
)
def test_what_is_out_of_its_target_is_counted_as_a_decision_is(demo_snapshot, whole_catalog, filters, place, found):
    assert alarms(Dataset(demo_snapshot, whole_catalog), Scope(NOVEMBER, **filters))[place] == found


def test_a_system_asked_for_is_the_only_one(demo_snapshot, whole_catalog):
    found = alarms(Dataset(demo_snapshot, whole_catalog), Scope(NOVEMBER, system="SGC"))
    assert {system for system, _ in found} == {"SGC"} and len(found) == 3


FELL = APART * 5 + [(22, 50), (35, 71), (12, 28)]  # of 89 % in its months, to 44, 49 and 43


@pytest.fixture
def fell(demo_snapshot, whole_catalog, monkeypatch):
    """The demonstration, in which claims (of SGC), alerts (of SGC and SGAS) and incidents (of SGSI) fell; all of them are of
    monitoring."""

    def process(dataset, indicator, scope):
        parts = FELL if indicator.code in ("SEG-07", "SEG-11", "SEG-14") else ALIKE * 6
        found = process_of(whole_catalog.indicator("SEG-07"), months(whole_catalog.indicator("SEG-07"), parts))
        return replace(found, indicator=indicator)

    monkeypatch.setattr(signalled, "process", process)
    return Dataset(demo_snapshot, whole_catalog)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"SGC": ["SEG-07", "SEG-11"], "SGAS": ["SEG-11"], "SGSI": ["SEG-14"], "SGSST": []}),
        ({"system": "SGAS"}, {"SGAS": ["SEG-11"]}),
        ({"unit": "CT"}, {"SGC": ["SEG-07", "SEG-11"], "SGAS": ["SEG-11"], "SGSI": [], "SGSST": []}),
    ],
    ids=str,
)
def test_each_crossing_has_the_signals_of_its_indicators(fell, filters, expected):
    scope = Scope(NOVEMBER, **filters)
    found = alarms(fell, scope)
    for system, codes in expected.items():
        listed = signals_of(fell, scope, system, "monitoring")
        assert sorted(each.norm for each in listed) == codes, system
        assert found[system, "monitoring"].signals == len(codes)
        assert found[system, "improvement"].signals == 0
    told = {each.norm for each in decisions(fell, scope) if each.kind == "signal"}
    assert told == {code for codes in expected.values() for code in codes}
