"""What moved a rate: worked by hand, exact, and first what was planted."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sig_metrics.measure.moved import Move, moved, still


def test_a_change_worked_by_hand():
    """June: A 8 of 10, B 45 of 90: 53 %. July: A 30 of 50, B 25 of 50: 55 %. The mean of both is 54 %.

    A: its rate fell 20 points, at a mean share of 30 %: -6; its share rose 40 points, at 70 - 54 = 16: +6.4.
    B: its rate did not change: 0; its share fell 40 points, at 50 - 54 = -4: +1.6. Together, +2."""
    found = moved({"A": (8, 10), "B": (45, 90)}, {"A": (30, 50), "B": (25, 50)})
    assert [each.group for each in found] == ["B", "A"]
    parts = {each.group: (each.own, each.mix) for each in found}
    assert parts["A"] == pytest.approx((-0.06, 0.064)) and parts["B"] == pytest.approx((0, 0.016))
    assert sum(each.total for each in found) == pytest.approx(0.02)


def test_who_comes_or_goes_did_not_change_its_rate():
    """B is new, 0 of 50, where A keeps 40 of 50: all is of the mix. 80 % becomes 40 %; the mean is 60 %.

    A: its share falls from 1 to a half, at 80 - 60: -0.1. B: its share rises to a half, at 0 - 60: -0.3."""
    found = {each.group: each for each in moved({"A": (40, 50)}, {"A": (40, 50), "B": (0, 50)})}
    assert (found["A"].own, found["A"].mix) == pytest.approx((0, -0.1))
    assert (found["B"].own, found["B"].mix) == pytest.approx((0, -0.3))


def test_what_moved_within_itself_is_told_though_the_whole_is_the_same():
    """A falls 10 points and B rises 10, of fifty each: the whole is 60 % in both months. With the same cases, nothing moved."""
    assert not still(moved({"A": (30, 50), "B": (30, 50)}, {"A": (25, 50), "B": (35, 50)}))
    assert still(moved({"A": (1, 3), "B": (2, 7)}, {"A": (2, 6), "B": (4, 14)}))


def test_without_a_denominator_nothing_moved():
    assert moved({}, {"A": (1, 2)}) == [] and moved({"A": (0, 0)}, {"A": (1, 2)}) == []
    assert moved({"A": (1, 2), "B": (0, 0)}, {"A": (1, 2), "B": (0, 0)}) == [Move("A", 0.0, 0.0)]


counts = st.integers(0, 10_000).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))
days = st.dictionaries(st.sampled_from("ABCDEFGHIJ"), counts, min_size=1)


@given(days, days)
def test_the_parts_add_up_to_the_change(before, after):
    sizes = [sum(size for _, size in day.values()) for day in (before, after)]
    if not all(sizes):
        assert moved(before, after) == []
        return
    rates = [Fraction(sum(count for count, _ in day.values()), size) for day, size in zip((before, after), sizes)]
    assert abs(sum(each.total for each in moved(before, after)) - float(rates[1] - rates[0])) <= 1e-12


def test_what_was_planted_comes_first():
    """Of 18 units of different sizes about 90 % in time, one falls to 45 %: it is first in at least 95 of 100 runs."""
    chance, first = random.Random(18), 0
    for _ in range(1000):
        sizes = [chance.randint(20, 120) for _ in range(18)]
        driver = chance.randrange(18)
        day = [
            {
                f"UT {unit}": (
                    sum(chance.random() < (0.45 if planted and unit == driver else 0.9) for _ in range(n)),
                    n,
                )
                for unit, n in enumerate(sizes)
            }
            for planted in (False, True)
        ]
        first += moved(*day)[0].group == f"UT {driver}"
    assert first >= 950
