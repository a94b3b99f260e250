"""How often a session is told of a signal that is not there: simulated years of a catalogue in which nothing changes."""

import os
import random
from dataclasses import replace
from datetime import date
from statistics import NormalDist

import pytest

from sig_metrics.measure.compute import Measure
from sig_metrics.measure.process.budget import BUDGET, _together, chance, told
from sig_metrics.measure.process.chosen import process_of
from sig_metrics.measure.process.decided import Decision
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.scope import months_before

YEARS = 1000 if os.environ.get("SIG_HEAVY") == "1" else 60
MONTHS = 36
# The flows of the catalogue: the share in the long run, and how many stand behind a month, from the fewest to the most.
FLOWS = [
    ("SEG-01", 0.945, 20, 20),
    ("SEG-07", 0.898, 28, 71),
    ("SEG-08", 0.932, 23, 50),
    ("SEG-09", 0.855, 21, 72),
    ("SEG-10", 0.08, 700, 900),
    ("SEG-11", 0.780, 16, 55),
    ("SEG-14", 0.854, 5, 15),
    ("SEG-15", 0.830, 8, 15),
    ("SEG-16", 0.860, 3, 14),
]


def year(chance_of: random.Random, share: float, least: int, most: int) -> list[tuple[int, int]]:
    """Three years of a process that does not change, a little wider than the binomial."""
    found = []
    for _ in range(MONTHS):
        size = chance_of.randint(least, most)
        here = min(max(chance_of.gauss(share, 0.1 * share * (1 - share)), 0), 1)
        found.append((sum(chance_of.random() < here for _ in range(size)), size))
    return found


FIRST, BASE = months_before(date(2024, 12, 31), MONTHS - 1), months_before(date(2024, 12, 31), MONTHS - 12)
DECIDED = {
    "as they are": (),
    "frozen on their first year": (Decision("freeze", FIRST, BASE, "", BASE, "committee"),),
    "anew since their second year": (
        Decision("rebase", months_before(date(2024, 12, 31), MONTHS - 13), None, "", BASE, "committee"),
    ),
}


@pytest.mark.parametrize("decided", DECIDED.values(), ids=DECIDED)
def test_a_session_is_seldom_told_of_what_is_not_there(whole_catalog, decided):
    """Four sessions a year, each with the data of its day: one false signal or more in at most a tenth, whatever was
    decided about their limits; without the budget, in more than a quarter."""
    chance_of, sessions, false, marked = random.Random(2021), 0, 0, 0
    flows = [(whole_catalog.indicator(code), *rest) for code, *rest in FLOWS]
    for _ in range(YEARS):
        lines = [
            [
                Measure(indicator, months_before(date(2024, 12, 31), MONTHS - 1 - n), a / b, a, b, "met", None)
                for n, (a, b) in enumerate(year(chance_of, *rest))
            ]
            for indicator, *rest in flows
        ]
        for end in (27, 30, 33, 36):
            seen = [
                process_of(replace(line[0].indicator, unit="percent"), tuple(line[:end]), decided) for line in lines
            ]
            sessions += 1
            false += bool(told(seen))
            marked += any(signal.last >= end - 3 for each in seen for signal in each.signals)
    assert sessions == 4 * YEARS
    assert false <= BUDGET * sessions and marked >= sessions / 4


def test_a_session_is_told_of_what_changed(whole_catalog):
    """Claims that fall from 90 % to 55 % for three months are told of, among eight that do not change."""
    chance_of, told_of = random.Random(7), 0
    flows = [(whole_catalog.indicator(code), *rest) for code, *rest in FLOWS]
    for _ in range(40):
        seen = []
        for indicator, *rest in flows:
            parts = year(chance_of, *rest)
            if indicator.code == "SEG-07":
                parts[-3:] = [(round(0.55 * size), size) for _, size in parts[-3:]]
            line = [
                Measure(indicator, months_before(date(2024, 12, 31), MONTHS - 1 - n), a / b, a, b, "met", None)
                for n, (a, b) in enumerate(parts)
            ]
            seen.append(process_of(replace(indicator, unit="percent"), tuple(line)))
        told_of += any(each.process.indicator.code == "SEG-07" for each in told(seen))
    assert told_of >= 38


def test_the_chance_of_a_run_and_of_a_trend():
    """Eleven on one side, in a month: 2 ÷ 2¹¹; in three, twice that. Seven that rise or fall: 2 of 5,040 orders."""
    assert chance(Signal("run", 0, 10, 1), (), 1) == pytest.approx(2 / 2**11)
    assert chance(Signal("run", 0, 10, 1), ()) == pytest.approx(4 / 2**11)
    assert chance(Signal("trend", 0, 6, -1), (), 1) == pytest.approx(2 / 5040)
    assert chance(Signal("trend", 0, 7, -1), (), 1) == pytest.approx(2 / 40320)


def test_the_chance_of_what_is_outside_is_of_student():
    """51 points have 31 degrees of freedom; beyond 3.633 there are 5 in 10,000 on each side (the usual table)."""
    scores = (0.0,) * 50 + (3.633,)
    assert chance(Signal("outside", 50, 50, 1), scores, 1) == pytest.approx(0.001, rel=0.02)
    many = (0.0,) * 20_000 + (3.1,)
    assert chance(Signal("outside", 20_000, 20_000, 1), many, 1) == pytest.approx(2 * NormalDist().cdf(-3.1), rel=0.01)
    assert chance(Signal("outside", 1, 1, 1), (0.0, float("inf")), 1) == 0


def test_the_chance_of_two_near_is_of_the_nearer_of_them():
    """2.5 and 2.9, of many points: twice three pairs of what is beyond 2.5."""
    scores = (0.0,) * 20_000 + (2.5, 0.1, 2.9)
    alone = NormalDist().cdf(-2.5)
    assert chance(Signal("near", 20_000, 20_002, 1), scores, 1) == pytest.approx(6 * alone**2, rel=0.01)


def test_months_beside_frozen_limits_share_the_error_of_these():
    """Of eight numbers drawn alike, the first is the least once in eight: seven are above one. Of many months, a coin;
    and two beyond 2.5 are each beyond it. Of twelve, 4 of a mean of twelve is 4 ÷ √(13/12) of Student's."""
    assert _together(0.0, 1, 7) == pytest.approx(1 / 8, rel=1e-3) and _together(0.0, 12, 1) == pytest.approx(1 / 2)
    assert _together(0.0, 1000, 7) == pytest.approx(0.5**7, rel=0.03)
    assert chance(Signal("run", 0, 6, 1), (), 1, 12, True) == pytest.approx(2 * _together(0.0, 12, 7))
    alone = chance(Signal("outside", 0, 0, 1), (4 / (13 / 12) ** 0.5,), 1, 12)
    assert chance(Signal("outside", 0, 0, 1), (4.0,), 1, 12, True) == pytest.approx(alone, rel=0.03)
    both = chance(Signal("near", 0, 2, 1), (2.5, 0.1, 2.9), 1, 12)
    assert chance(Signal("near", 0, 2, 1), (2.5, 0.1, 2.9), 1, 12, True) > 2 * both
