"""The funnel of some groups: limits worked out with sums of exact chances, and a false alarm as seldom as they say."""

from fractions import Fraction
from math import comb, exp, factorial, inf

import pytest

from sig_metrics.measure.process.funnel import CLOSE, FAR, funnel, limits

SIZES = (4, 8, 11, 12, 24, 24, 28, 30, 33, 34, 38, 41, 53, 67, 70)


def tails(centre: Fraction, of: int) -> list[tuple[Fraction, Fraction]]:
    """[(chance of so many or fewer, of so many or more)] of a binomial, exactly."""
    each = [comb(of, k) * centre**k * (1 - centre) ** (of - k) for k in range(of + 1)]
    return [(sum(each[: k + 1]), sum(each[k:])) for k in range(of + 1)]


@pytest.mark.parametrize(
    ("centre", "of", "tail", "low", "high"),
    [
        # of 10 with 90 %: 4 or fewer, 0.000147; 5 or fewer, 0.001635, of which 0.4267 of the chance of a 5 is over 0.001
        (0.9, 10, FAR, 0.4573304737, inf),
        (0.9, 10, CLOSE, 0.6212643402, inf),
        (0.9, 50, FAR, 0.7398715812, inf),
        (0.9, 50, CLOSE, 0.8002772724, 0.9861370731),
        (0.5, 20, FAR, 0.1367357895, 0.8632642105),
        (0.5, 20, CLOSE, 0.2558235294, 0.7441764706),
        (0.2, 30, FAR, -inf, 0.4651860162),
        (0.2, 30, CLOSE, 0.0476718335, 0.3679407270),
    ],
)
def test_the_limits_of_a_share_are_those_of_exact_chances(centre, of, tail, low, high):
    assert limits(centre, of, tail) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(
    ("tail", "low", "high"), [(FAR, 0.2441058637, 4.3324001672), (CLOSE, 0.7550375896, 3.4319901347)]
)
def test_the_limits_of_a_rate_are_those_of_poisson(tail, low, high):
    """Ten are expected: 2 a unit over 5 of them. 3 or fewer, 0.010336; 4 or fewer, 0.029253: 0.2248 of the chance of a 4."""
    assert limits(2.0, 5, tail, "poisson") == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("centre", [Fraction(1, 20), Fraction(1, 2), Fraction(9, 10), Fraction(97, 100)])
@pytest.mark.parametrize("of", [1, 7, 40, 131])
def test_a_group_is_beyond_a_limit_where_its_tail_is_less_likely_and_never_otherwise(centre, of):
    for tail in (FAR, CLOSE):
        low, high = limits(float(centre), of, tail)
        for count, (fewer, more) in enumerate(tails(centre, of)):
            assert (count / of < low) == (fewer < Fraction(tail)), (count, "below")
            assert (count / of > high) == (more < Fraction(tail)), (count, "above")


@pytest.mark.parametrize(
    ("counted", "least", "most", "tail"),
    [
        # χ² of 0.025 with twice as many degrees, and of 0.975 with two more: 0.0506 and 11.143; 3.247 and 23.337…
        (1, 0.0506 / 2, 11.143 / 2, CLOSE),
        (5, 3.247 / 2, 23.337 / 2, CLOSE),
        (10, 9.591 / 2, 36.781 / 2, CLOSE),
        (20, 24.433 / 2, 61.777 / 2, CLOSE),
        # of 0.001 and 0.999: 0.00200 and 18.467; 1.479 and 32.909; 5.921 and 48.268
        (1, 0.002001 / 2, 18.467 / 2, FAR),
        (5, 1.479 / 2, 32.909 / 2, FAR),
        (10, 5.921 / 2, 48.268 / 2, FAR),
    ],
)
def test_the_limits_of_a_rate_agree_with_the_printed_table_of_chi_square(counted, least, most, tail):
    """The mean of a Poisson from which so many or more (or fewer) have exactly that chance is half of a χ² (Garwood,
    «Fiducial limits for the Poisson distribution», Biometrika 28, 1936: of 10, from 4.795 to 18.391). So many are on the
    limit of a group that expects just that."""
    assert limits(least, 1, tail, "poisson")[1] == pytest.approx(counted, abs=0.01)
    assert limits(most, 1, tail, "poisson")[0] == pytest.approx(counted, abs=0.01)


def test_a_rate_is_beyond_its_limit_where_its_tail_is_less_likely():
    chances = [exp(-10) * 10**k / factorial(k) for k in range(80)]
    low, high = limits(2.0, 5, FAR, "poisson")
    for count in range(60):
        assert (count / 5 < low) == (sum(chances[: count + 1]) < FAR)
        assert (count / 5 > high) == (sum(chances[count:]) < FAR)


def test_of_fifteen_groups_that_nothing_tells_apart_chance_puts_one_outside_once_in_33_funnels_at_most():
    """The exact chance that one or more of fifteen is beyond 99.8 %, whatever their rate: 3 % at most, as is said."""
    found = funnel({str(n): (of * 0.9, of) for n, of in enumerate(SIZES)})
    assert found.expected == pytest.approx(0.03) and len(found.points) == 15
    for rate in (Fraction(1, 2), Fraction(9, 10), Fraction(96, 100)):
        none = 1.0
        for of in SIZES:
            low, high = limits(float(rate), of, FAR)
            none *= 1 - sum(
                float(comb(of, k) * rate**k * (1 - rate) ** (of - k))
                for k in range(of + 1)
                if not low <= k / of <= high
            )
        assert 0 < 1 - none <= 0.03


def test_only_what_chance_does_not_explain_is_outside():
    """Nine groups of 50 with 45, and one with 34: together 439 of 500, 87.8 %. Of 50, 34 or fewer is rarer than 1 in
    1,000 and 45 is what is expected; of 50, 38 would be between the limits of 95 % and 99.8 %."""
    parts = {chr(65 + n): (45, 50) for n in range(9)} | {"J": (34, 50)}
    found = funnel(parts)
    assert found.centre == pytest.approx(0.878)
    assert [each.group for each in found.outside] == ["J"] and found.outside[0].side == -1
    fewer = tails(Fraction(439, 500), 50)
    assert fewer[34][0] < Fraction(1, 1000) < fewer[38][0] < Fraction(25, 1000)
    near = {point.group: point for point in funnel(parts | {"J": (38, 50), "I": (49, 50)}).points}["J"]
    assert near.side == -1 and not near.outside


def test_the_dispersion_is_of_scores_whose_ends_are_brought_in():
    """Ten groups of 100, with 50 as their mean: a sigma is 5. Scores -4, -2, -1, -1, 0, 0, 1, 1, 2, 4; the first and the
    last are taken as -2 and 2: squares 4, 4, 1, 1, 0, 0, 1, 1, 4, 4, whose mean is 2. With ten it counts from
    1 + 2·√(2/10) = 1.894."""
    counts = (30, 40, 45, 45, 50, 50, 55, 55, 60, 70)
    parts = {chr(65 + n): (count, 100) for n, count in enumerate(counts)}
    found, wide = funnel(parts), funnel(parts, widened=True)
    assert found.dispersion == pytest.approx(2.0) and found.dispersed and not found.widened
    assert [each.group for each in found.outside] == ["A", "J"]
    # √2 times as far: from 0.349… to 0.287…, so that 30 of 100 is within
    low, high = found.points[0].far
    assert wide.points[0].far == pytest.approx((0.5 + 2**0.5 * (low - 0.5), 0.5 + 2**0.5 * (high - 0.5)))
    assert wide.widened and wide.outside == ()
    calm = funnel({chr(65 + n): (50 + n % 2, 100) for n in range(10)}, widened=True)
    assert not calm.dispersed and not calm.widened


@pytest.mark.parametrize(
    "parts",
    [
        {chr(65 + n): (45, 50) for n in range(7)},
        {chr(65 + n): (45, 50) for n in range(7)} | {"H": (0, 0)},
        {chr(65 + n): (50, 50) for n in range(9)},
        {chr(65 + n): (0, 50) for n in range(9)},
        {},
    ],
    ids=["seven", "seven_and_nothing", "all", "none", "empty"],
)
def test_there_is_no_funnel_of_few_groups_nor_of_what_does_not_vary(parts):
    assert funnel(parts) is None
