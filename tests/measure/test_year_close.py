"""How a year can close: every outcome of what is open, one by one; and the plan of the demonstration, counted by hand."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.year_close import Close, close_said, lacking, year_close


@given(st.integers(0, 12), st.integers(0, 9), st.integers(0, 12), st.sampled_from([0.5, 0.8, 0.9, 0.95, 1.0]))
def test_every_outcome_is_between_the_two_closes(counted, open_, lost, target):
    total = counted + open_ + lost
    if not total:
        return
    found = Close(2021, counted, open_, total, target)
    ends = [(sum(outcome), (counted + sum(outcome)) / total) for outcome in product((0, 1), repeat=open_)]
    shares = [share for _, share in ends]
    assert (min(shares), max(shares)) == (found.worst, found.best)
    reached = [some for some, share in ends if share >= target - 1e-9]
    assert found.needed == (min(reached) if reached else None)


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40))
def test_one_more_that_is_lost_is_never_better(counted, open_, lost):
    total = counted + open_ + lost
    now = Close(2021, counted, open_, total, 0.9)
    for after in (Close(2021, counted + 1, open_ - 1, total, 0.9), Close(2021, counted, open_ - 1, total, 0.9)):
        assert now.worst <= after.worst <= after.best <= now.best


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


def test_the_plan_of_november(dataset):
    """Of 85, 75 are due and 60 were in time: the best is 70 of 85, the worst 60. Of version 05 four were lost by July (24
    of April, 19 of May, 11 of June, one of 18 of July): 81 of 85 are 95.3 %. With 10 of August, 80 are 94.1 %. In June
    version 04 ruled, and it had 84 and 13 in June: 24, 19, 11 and 13 lost, 80 of 84 are 95.2 %."""
    late = dataset.catalog.indicator("PLN-02")
    found = year_close(dataset, late, Scope(date(2021, 11, 30)))
    assert (found.counted, found.open, found.total, found.needed) == (60, 10, 85, None)
    assert (round(found.best, 4), round(found.worst, 4)) == (0.8235, 0.7059)
    assert found.lost == date(2021, 8, 31)
    june = year_close(dataset, late, Scope(month_end(2021, 6)))
    assert june.lost is None and (june.counted + june.open, june.total) == (80, 84)
    assert close_said(dataset, late, Scope(date(2021, 11, 30))) == [
        "95.0 % es inalcanzable desde el 31/08/2021; lo mejor posible, 82.4 %.",
        "El año 2021 cerrará entre 70.6 % y 82.4 %.",
    ]


def test_what_lacks_to_close_whole_and_who_owes_it(dataset):
    """Six overdue and ten of December (07, 09, 10, 13, 14, 16, 19, 20 and both of 18): each in the units that owe it."""
    delivered = dataset.catalog.indicator("PLN-01")
    found = year_close(dataset, delivered, Scope(date(2021, 11, 30)))
    assert (found.counted, found.open, found.needed, found.best, found.lost) == (69, 16, 16, 1, None)
    # UPPM: 05, 06, 07, 09, 13, 14, 16; UTI: 20 twice, 22, 23; URH: 07, 10, 19; CT: one of 18 of October and of December
    assert lacking(dataset, Scope(date(2021, 11, 30))) == {"UPPM": 7, "UTI": 4, "URH": 3, "CT": 2, "UCI": 1}
    assert close_said(dataset, delivered, Scope(date(2021, 11, 30)))[-1] == (
        "Para cerrar al 100 % faltan 16: UPPM 7 · UTI 4 · URH 3 · CT 2 · UCI 1. Lo que deben dos cuenta en ambas."
    )


def test_what_is_not_a_share_of_the_plan_has_no_close(dataset):
    assert year_close(dataset, dataset.catalog.indicator("SEG-07"), Scope(date(2021, 11, 30))) is None
    assert close_said(dataset, dataset.catalog.indicator("PLN-02"), Scope(date(2020, 11, 30))) == []
