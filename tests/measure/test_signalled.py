"""A process that worsened is a decision: of those that fell or rose for the worse, and of the scope that is looked at."""

from datetime import date

import pytest
from test_process_chosen import ALIKE, APART, months

from sig_metrics.measure import signalled as module
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.decisions import decisions
from sig_metrics.measure.process.chosen import process_of
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signalled import signalled

NOVEMBER = Scope(date(2021, 11, 30))
FELL = APART * 5 + [(22, 50), (35, 71), (12, 28)]  # of 89 % in its months, to 44, 49 and 43
ROSE = [(25, 50), (34, 71), (14, 28), (11, 22)] * 5 + [(49, 50), (70, 71), (28, 28)]


@pytest.fixture
def dataset(demo_snapshot, whole_catalog, monkeypatch):
    """The demonstration, whose claims fell and whose alerts rose; everything else is as always."""
    told = {"SEG-07": FELL, "SEG-11": ROSE}

    def process(dataset, indicator, scope):
        return process_of(indicator, months_of(indicator, told.get(indicator.code, ALIKE * 6)))

    def months_of(indicator, parts):
        return months(whole_catalog.indicator("SEG-07"), parts)

    monkeypatch.setattr(module, "process", process)
    return dataset_of(demo_snapshot, whole_catalog)


def test_what_fell_is_told_and_what_rose_is_not(dataset):
    (found,) = signalled(dataset, NOVEMBER)
    assert (found.kind, found.key, found.norm, found.units) == ("signal", "ind.SEG-07", "SEG-07", "UCI")
    assert found.title == "Reclamos en plazo: empeora más de lo habitual" and found.when == "señal"
    assert found.detail == (
        "UCI · setiembre de 2021 a noviembre de 2021: dos de tres meses cerca del límite inferior · SEG-07"
    )


def test_it_comes_after_what_is_overdue_and_before_what_is_off_its_target(dataset):
    kinds = list(dict.fromkeys(each.kind for each in decisions(dataset, NOVEMBER)))
    assert kinds[kinds.index("overdue") : kinds.index("off_target") + 1] == ["overdue", "signal", "off_target"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [({"system": "SGC"}, 1), ({"system": "SGSI"}, 0), ({"stage": "monitoring"}, 1), ({"stage": "improvement"}, 0)],
)
def test_it_is_of_the_scope_that_is_looked_at(dataset, filters, count):
    assert len(signalled(dataset, Scope(NOVEMBER.cutoff, **filters))) == count


def test_the_demonstration_has_none_in_november(demo_snapshot, whole_catalog):
    """Two of its processes are told of, and both improved: eleven months above their mean."""
    assert signalled(dataset_of(demo_snapshot, whole_catalog), NOVEMBER) == []
