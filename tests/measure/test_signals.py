"""What stands out where a system and a stage meet, counted by hand on the indicators of the demonstration."""

import pytest

from conftest import NOVEMBER
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signals import Alarms, alarms


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
