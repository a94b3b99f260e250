"""Days between rare events, counted on a calendar; the limits are those of the t chart, worked out here."""

from datetime import date, timedelta
from statistics import fmean

import pytest

from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.process.rare import interval_said, rare, rare_of, rare_points, rare_said
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.scope import Scope

NOVEMBER = Scope(date(2021, 11, 30))
# The disabling and fatal accidents of data/demo/sst_event.csv, typed.
DAYS = """2020-01-01 2020-01-07 2020-03-05 2020-06-10 2020-09-13 2020-09-13 2020-09-17 2020-10-26 2020-11-17 2020-12-28
2021-01-02 2021-03-08 2021-03-24 2021-03-27 2021-06-18 2021-08-18 2021-08-24"""


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


def test_the_accidents_of_the_demonstration(dataset):
    found = rare(dataset, dataset.catalog.indicator("MEJ-02"), NOVEMBER)
    assert found.days == tuple(map(date.fromisoformat, DAYS.split()))
    assert found.between == (6, 58, 97, 95, 0, 4, 39, 22, 41, 5, 65, 16, 3, 83, 61, 6)
    roots = [each ** (1 / 3.6) for each in found.between]
    wide = 2.66 * fmean(abs(after - before) for before, after in zip(roots, roots[1:]))
    assert found.limits.centre[0] == pytest.approx(fmean(roots) ** 3.6)
    assert found.limits.upper[0] == pytest.approx((fmean(roots) + wide) ** 3.6) and found.limits.lower[0] == 0
    assert found.signals == ()
    assert rare_said(found) == (
        "Gráfico t: 17 en estos meses, menos de uno al mes. El último fue hace 98 días; entre uno y otro suelen pasar "
        "22, y más de 457 serían señal de que mejora."
    )
    assert (rare_points(found)[0]["month"], rare_points(found)[0]["name"]) == ("07/01/2020", "SST-2020-003")


def test_it_is_of_the_months_that_are_looked_at(dataset):
    """To the end of May 2021 there are fourteen; of 2020, ten, whose nine intervals have no limits. It is of SGSST."""
    index = dataset.catalog.indicator("MEJ-02")
    assert len(rare(dataset, index, Scope(date(2021, 5, 31))).days) == 14
    assert len(rare(dataset, index, Scope(NOVEMBER.cutoff, system="SGSST")).days) == 17
    assert rare(dataset, index, Scope(date(2020, 12, 31)), 12).limits is None
    assert rare_said(rare(dataset, index, Scope(date(2020, 12, 31)), 12)) == (
        "10 en estos meses, menos de uno al mes. El último fue hace 3 días; con 12 intervalos habrá límites."
    )


def test_what_is_not_rare_or_names_no_events_has_no_such_chart(dataset):
    index = dataset.catalog.indicator("MEJ-02")
    assert rare(dataset, index, Scope(date(2021, 3, 31)), 7) is None  # ten since September
    assert rare(dataset, index, Scope(date(2020, 12, 31)), 9) is None  # seven since April: six intervals
    assert rare(dataset, dataset.catalog.indicator("SEG-07"), NOVEMBER) is None


def test_a_long_time_without_one_is_better_and_several_together_are_worse():
    """Thirteen a month apart, then half a year; then eight in a week."""
    days = [date(2020, 1, 1)]
    for step in [30, 34] * 6 + [190] + [1] * 8:
        days.append(days[-1] + timedelta(days=step))
    found = rare_of(tuple(days), tuple(map(str, range(len(days)))), days[-1])
    rows = rare_points(found)
    assert found.waiting == 0 and Signal("run", 13, 20, -1) in found.signals
    assert (rows[12]["tone"], rows[20]["tone"]) == ("improvement", "concern")
    assert "8 intervalos seguidos más cortos que la media" in rows[20]["said"]
    assert interval_said(Signal("outside", 0, 0, 1)) == "más días de lo habitual sin uno"
