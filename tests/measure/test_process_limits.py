"""Limits of a process against printed worked examples, and against what a formula must give where another is known."""

import random
from datetime import date
from math import inf, log, sqrt
from statistics import fmean

import pytest

from sig_metrics.measure.process.limits import between_cases, between_days, p_prime, u_prime, xmr
from sig_metrics.measure.process.rules import Signal, signals

# Wheeler, «Understanding Variation» (1993): monthly U.S. trade deficits of 1987, in billions of dollars.
DEFICITS = [10.7, 13.0, 11.4, 11.5, 12.5, 14.1, 14.8, 14.1, 12.6, 16.0, 11.7, 10.6]
# Montgomery, «Introduction to Statistical Quality Control», example 6.5: cost of mortgage applications; 20 weeks.
COSTS = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
# Benneyan, «Statistical Quality Control Methods in Infection Control and Hospital Epidemiology», part II (1998), as the manual
# of SAS/QC prints it: days of 1995 with an infection.
INFECTIONS = {
    4: (17, 17, 17, 19, 20),
    5: (3, 5, 5, 6, 7, 8, 9, 9, 10, 11, 27, 27, 28, 29, 31),
    6: (10, 11, 12, 14, 16, 16, 18, 21, 21),
}
# Montgomery, example 7.6: hours between failures of a valve.
HOURS = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]
# Mohammed, Panesar, Laney and Wilson, «BMJ Quality & Safety» 22 (2013): attendances seen within four hours, all.
SEEN = [266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320]
SEEN += [267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989]
ALL = [280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529]
ALL += [279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772]


def test_the_deficits_of_wheeler():
    found = xmr(DEFICITS)
    assert (found.centre[0], found.lower[0], found.upper[0]) == pytest.approx((12.75, 8.33, 17.17), abs=0.01)
    assert found.range_limit == pytest.approx(5.44, abs=0.01)


def test_the_costs_of_montgomery():
    found = xmr(COSTS)
    assert (found.centre[0], found.lower[0], found.upper[0]) == pytest.approx((300.5, 279.78, 321.22), abs=0.01)
    assert found.range_limit == pytest.approx(25.45, abs=0.01)


def test_the_valve_of_montgomery():
    """The transformed hours are printed to five figures; its limits, as R's qicharts2 gives them of the same hours
    (430.041 and 6937.93), which has 3 ÷ 1.128 where the individuals of others have 2.66."""
    assert [HOURS[n] ** 0.2777 for n in range(3)] == pytest.approx([4.80986, 6.70903, 5.72650], abs=1e-5)
    found = between_days(HOURS)
    assert (found.centre[0], found.upper[0]) == pytest.approx((430.041, 6937.93), rel=1e-3)
    assert found.lower[0] == 0
    assert not any(abs(score) > 3 for score in found.scores)


def test_the_attendances_of_laney_and_others():
    """Sigma z is 10.6: alone, the binomial would have nearly every week outside."""
    found = p_prime(SEEN, ALL)
    mean = sum(SEEN) / sum(ALL)
    assert found.centre[0] == pytest.approx(0.9529, abs=5e-5)
    assert found.sigmas[-1] / sqrt(mean * (1 - mean) / ALL[-1]) == pytest.approx(10.64, abs=0.005)
    assert (found.lower[-1], found.upper[-1]) == pytest.approx((0.9400, 0.9658), abs=5e-5)
    alone = [abs(seen / size - mean) / sqrt(mean * (1 - mean) / size) for seen, size in zip(SEEN, ALL)]
    assert sum(each > 3 for each in alone) >= 14 and not any(abs(score) > 3 for score in found.scores)


def test_medians_are_not_widened_by_a_wild_point():
    """Ranges 2, 2, 2, 90, 90, 2, 2, 2: their median is 2, and the mean of the values 22."""
    found = xmr([10, 12, 10, 12, 102, 12, 10, 12, 10], medians=True)
    assert found.centre[0] == pytest.approx(190 / 9)
    assert found.upper[0] - found.centre[0] == pytest.approx(3.145 * 2)
    assert found.range_limit == pytest.approx(3.865 * 2)


def test_where_sizes_are_equal_a_share_is_an_individual():
    chance = random.Random(3)
    counts = [chance.randint(20, 60) for _ in range(24)]
    mine, theirs = p_prime(counts, [100] * 24), xmr([each / 100 for each in counts])
    assert mine.centre[0] == pytest.approx(theirs.centre[0])
    assert mine.upper[0] - mine.centre[0] == pytest.approx(
        theirs.upper[0] - theirs.centre[0], rel=2e-4
    )  # 2.66 is 2.6596


def test_where_months_are_alike_laney_is_the_old_chart():
    """Binomial and Poisson months of different sizes: sigma z is 1, within its chance."""
    chance = random.Random(8)
    sizes = [chance.randint(50, 400) for _ in range(600)]
    counted = [sum(chance.random() < 0.3 for _ in range(size)) for size in sizes]
    share = p_prime(counted, sizes)
    assert share.sigmas[0] / sqrt(0.3 * 0.7 / sizes[0]) == pytest.approx(1, abs=0.08)
    rate = u_prime(counted, [size / 10 for size in sizes])
    assert rate.centre[0] == pytest.approx(10 * sum(counted) / sum(sizes)) and rate.ceiling == inf


def test_limits_never_leave_what_can_happen():
    found = p_prime([9, 10, 7, 10, 8, 10, 9, 10], [10, 10, 12, 10, 11, 10, 10, 10])
    assert max(found.upper) == 1 and all(0 <= each <= 1 for each in found.lower)
    assert xmr([0, 3, 0, 1, 0, 2], floor=0).lower[0] == 0


def test_a_month_that_is_not_known_is_no_range():
    """10, 12, ·, 30, 32: the ranges are 2 and 2, not 18."""
    assert xmr([10, 12, None, 30, 32]).upper[0] == pytest.approx(21 + 2.66 * 2)
    assert xmr([10, None, 12, None, 14]) is None and xmr([]) is None and xmr([None]) is None


def test_what_does_not_vary_has_no_limits():
    assert xmr([5, 5, 5, 5]) is None
    assert p_prime([10, 20, 30], [10, 20, 30]) is None and p_prime([0, 0], [10, 20]) is None
    assert between_cases([0, 0, 0]) is None and p_prime([None, None], [1, 1]) is None


def test_frozen_limits_are_of_the_months_they_were_frozen_on():
    found = xmr([10, 12, 10, 12, 40, 41, 44, 47], base=4)
    assert found.centre == (11,) * 8 and found.upper[0] == pytest.approx(11 + 2.66 * 2)
    assert found.scores[4] == pytest.approx(29 / (2.66 * 2 / 3))
    assert p_prime([5, 6, 50], [10, 10, 100], base=2).centre[0] == pytest.approx(0.55)


def test_the_infections_of_benneyan_have_the_limits_of_chance():
    """28 intervals whose sum is 65: a mean of 2.32, and of each day 28/93 that it has one. One of 16 is beyond 10.65, three
    sigmas as Benneyan has them (2.32 + 3 √(2.32 × 3.32)); 17 or more have a chance of 0.0023 and 18 or more of 0.0016, so
    that the limit of 0.00135 with half of its own is 17.99. SAS/QC gives 17.45 without it: ln 0.00135 ÷ ln(1 - p) - 1."""
    days = [date(1995, month, day) for month, some in INFECTIONS.items() for day in some]
    between = [(after - before).days for before, after in zip(days, days[1:])]
    assert (len(between), sum(between), max(between)) == (28, 65, 16)
    found = between_cases(between)
    assert found.chance == pytest.approx(28 / 93) and found.lower[0] == 0
    assert signals(found) == [Signal("run", 6, 13, -1)], "eight of none or one, where half are over 1"
    assert found.upper[0] == pytest.approx(log(0.0013499) / log(65 / 93) - log(1 - 14 / 93) / log(65 / 93), abs=1e-3)
    assert found.upper[0] == pytest.approx(17.99, abs=0.01)
    assert 17.45 < found.upper[0] < 17.45 + 1 and between[14] > 65 / 28 + 3 * sqrt(65 / 28 * 93 / 28)
    assert found.centre[0] == pytest.approx(log(0.5) / log(65 / 93) - log(1 - 14 / 93) / log(65 / 93))


def test_a_run_of_cases_is_beyond_its_limit_where_it_is_that_seldom():
    """With a chance of 1/7 each: so many or more, and half of just so many, summed one by one."""
    found = between_cases([6, 0, 12, *range(60)], base=3)
    each = [6**n / 7 ** (n + 1) for n in range(2000)]
    for count in range(60):
        beyond = sum(each[count + 1 :]) + each[count] / 2
        assert (found.scores[3 + count] > 3) == (beyond < 0.00135) == (count > found.upper[0]), count
        assert (found.scores[3 + count] > 0) == (beyond < 0.5) == (count > found.centre[0]), count


def test_a_g_chart_in_which_nothing_changes_seldom_says_that_it_did():
    """30 intervals, 400 times: by three sigmas of the mean, one of three charts has a point outside and more."""
    chance, told, sigmas = random.Random(98), 0, 0
    for _ in range(400):
        cases = [int(log(1 - chance.random()) / log(6 / 7)) for _ in range(30)]
        mean = fmean(cases)
        told += any(each.rule == "outside" for each in signals(between_cases(cases)))
        sigmas += max(cases) > mean + 3 * sqrt(mean * (mean + 1))
    assert told <= 0.05 * 400 and sigmas > 0.3 * 400


def two_months(chance: random.Random, planted: float) -> list[float]:
    """Four years of a programme that pays every two months: about 1,000 in one and 200 in the next, each within a
    tenth; the last low month is `planted` times what it was to be."""
    found = [chance.gauss(mean, mean / 10) for _ in range(24) for mean in (1000, 200)]
    return found[:-1] + [found[-1] * planted]


def test_a_cycle_compares_like_with_like():
    chance = random.Random(2021)
    runs = [two_months(chance, 1.8) for _ in range(2000)]
    assert sum(xmr(run, cycle=2, floor=0).scores[-1] > 3 for run in runs) >= 0.95 * 2000
    assert sum(abs(xmr(run, floor=0).scores[-1]) > 3 for run in runs) == 0


def test_a_cycle_without_a_rise_is_quiet():
    chance = random.Random(1)
    runs = [two_months(chance, 1) for _ in range(500)]
    assert sum(abs(xmr(run, cycle=2).scores[-1]) > 3 for run in runs) <= 0.02 * 500
