"""The rules that tell a signal, point by point, typed by hand; and what is said of a process."""

from math import erf, sqrt

import pytest

from sig_metrics.measure.process.limits import Limits
from sig_metrics.measure.process.reading import assurance, capability, variation
from sig_metrics.measure.process.rules import Signal, crossings_needed, longest_allowed, run_test, signals


def scored(*scores: float | None, floor: float = -99, ceiling: float = 99) -> Limits:
    """Points so many sigmas from a centre of 0, sigma 1."""
    return Limits("xmr", (0.0,) * len(scores), (1.0,) * len(scores), floor, ceiling, scores=scores)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((0, 3.0, 0), []),  # on the limit is not outside
        ((0, 3.1, 0), [Signal("outside", 1, 1, 1)]),
        ((0, -3.1, 0), [Signal("outside", 1, 1, -1)]),
        ((2.1, 0, 2.5), [Signal("near", 0, 2, 1)]),
        ((2.1, -0.5, -0.5, 2.5), []),  # two of four
        ((2.1, -2.5, 0), []),  # not the same limit
        ((2.0, 2.0, 2.0), []),  # on the third is not in it
        ((-2.2, -2.2, 0.1, -2.2), [Signal("near", 0, 3, -1)]),  # told once
        ((-2.2, -2.2, 0.1, 0.1, 0.1, -2.2, -2.2), [Signal("near", 0, 1, -1), Signal("near", 5, 6, -1)]),
        ((2.1, None, 2.5), []),
        ((0.1, 0.2, 0.3, 0.1, 0.2, 0.1), []),  # six
        ((0.1, 0.2, 0.3, 0.1, 0.2, 0.1, 0.3), [Signal("run", 0, 6, 1)]),
        ((0.1, 0.2, 0.3, 0, 0.2, 0.1, 0.3, 0.1), []),  # one on the centre
        ((-0.1, -0.2, -0.3, None, -0.2, -0.1, -0.3), []),
        ((-0.6, -0.4, -0.2, 0.1, 0.3, 0.5), []),  # six that rise
        ((-0.6, -0.4, -0.2, 0.1, 0.3, 0.5, 0.7), [Signal("trend", 0, 6, 1)]),
        ((0.7, 0.5, 0.3, 0.1, -0.2, -0.4, -0.6, -0.8), [Signal("trend", 0, 7, -1)]),
        ((-0.6, -0.4, -0.2, -0.2, 0.3, 0.5, 0.7), []),  # two alike
    ],
)
def test_a_signal_is_what_the_rule_says(scores, expected):
    assert signals(scored(*scores)) == expected


def test_where_a_limit_cannot_be_passed_nothing_is_near_it():
    """A share of 96 % with a sigma of 3 points: its outer third is above 100 %."""
    shares = Limits("p", (0.96,) * 3, (0.03,) * 3, 0.0, 1.0, scores=(2.1, 2.2, 2.3))
    assert signals(shares) == [] and shares.upper == (1, 1, 1)


@pytest.mark.parametrize(
    ("useful", "longest", "crossings"),
    # Anhøj and Olesen (2014), table 1
    [(10, 6, 2), (11, 6, 2), (12, 7, 3), (15, 7, 4), (16, 7, 4), (20, 7, 6), (22, 7, 7), (23, 8, 7), (24, 8, 8)],
)
def test_the_bounds_of_a_run_chart_depend_on_how_many_points_there_are(useful, longest, crossings):
    assert (longest_allowed(useful), crossings_needed(useful)) == (longest, crossings)


def test_a_run_chart_that_moved():
    """Median 5.5: six below, six above, one crossing; none is on it."""
    found = run_test([1, 2, 3, 4, 5, 5, None, 6, 6, 7, 8, 9, 9])
    assert (found.centre, found.useful, found.longest, found.crossings) == (5.5, 12, 6, 1)
    assert found.shifted and (found.longest_allowed, found.crossings_needed) == (7, 3)


def test_a_run_chart_that_did_not():
    found = run_test([3, 2, 7, 8, 5, 1, 9, 4, 6])
    assert (found.centre, found.useful) == (5, 8)  # the median itself is not on a side
    assert found.longest == 2 and found.crossings == 5 and not found.shifted  # - - + + - + - +
    assert run_test([4, 4, 4]) is None and run_test([]) is None


def signal(rule: str, last: int, side: int) -> Signal:
    return Signal(rule, last, last, side)


@pytest.mark.parametrize(
    ("found", "direction", "expected"),
    [
        ([], "up", "common"),
        ([signal("outside", 3, -1)], "up", "common"),  # an older month
        ([signal("outside", 5, -1)], "up", "concerning"),
        ([signal("outside", 5, -1)], "down", "improving"),
        ([signal("run", 5, 1)], "zero", "concerning"),
        ([signal("run", 5, 1)], "neutral", "special"),
        ([signal("outside", 5, -1), signal("run", 5, 1)], "up", "concerning"),
    ],
)
def test_variation_is_of_the_last_month(found, direction, expected):
    assert variation(found, 5, direction) == expected


def shares(centre: float, sigma: float) -> Limits:
    return Limits("p", (centre,), (sigma,), 0.0, 1.0)


@pytest.mark.parametrize(
    ("limits", "target", "direction", "expected"),
    [
        (shares(0.9, 0.02), 0.95, "up", "hit_or_miss"),  # 84 to 96
        (shares(0.8, 0.02), 0.95, "up", "fails"),  # 74 to 86
        (shares(0.97, 0.005), 0.95, "up", "passes"),  # 95.5 to 98.5
        (shares(0.2, 0.02), 0.3, "down", "passes"),
        (shares(0.4, 0.02), 0.3, "down", "fails"),
        (shares(0.99, 0.02), 1.0, "up", "hit_or_miss"),  # 100 % can be reached, not passed
        (shares(0.9, 0.02), None, "up", None),
        (shares(0.9, 0.02), 0.95, "neutral", None),
        (shares(0.1, 0.02), 0.0, "zero", None),
    ],
)
def test_assurance_is_where_the_target_is(limits, target, direction, expected):
    assert assurance(limits, target, direction) == expected


def test_capability_is_the_share_of_months_that_will_reach_the_target():
    """Half a sigma below the target: 31 of 100 of a normal."""
    assert capability(shares(0.94, 0.02), [], 0.95, "up") == pytest.approx(0.3085, abs=1e-4)
    assert capability(shares(0.94, 0.02), [], 0.95, "down") == pytest.approx(0.5 * (1 + erf(0.5 / sqrt(2))))
    assert capability(shares(0.94, 0.02), [signal("run", 0, 1)], 0.95, "up") is not None
    assert capability(shares(0.94, 0.02), [signal("outside", 0, 1)], 0.95, "up") is None
    assert capability(shares(0.94, 0.02), [], None, "up") is None
    assert capability(shares(0.94, 0.02), [], 0.0, "zero") is None
