"""How long cases take, against the printed example of 6-MP and a product-limit written from the textbook.

Printed values: Freireich et al., *Blood* 21 (1963), as worked out in Kleinbaum and Klein, *Survival Analysis*, chapter 2, and in
Collett, *Modelling Survival Data in Medical Research*, chapter 2."""

from datetime import date, timedelta
from math import exp, log

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sig_metrics.catalog.reader import default_catalog
from support.lasting import FIRST, by_hand, stretch

SQL = default_catalog().views["case_survival"].sql
CUTOFF = date(2021, 11, 30)
SIX_MP = (
    6,
    6,
    6,
    -6,
    7,
    -9,
    10,
    -10,
    -11,
    13,
    16,
    -17,
    -19,
    -20,
    22,
    23,
    -25,
    -32,
    -32,
    -34,
    -35,
)  # below zero: in remission
PRINTED = {
    6: (21, 0.857),
    7: (17, 0.807),
    10: (15, 0.753),
    13: (12, 0.690),
    16: (11, 0.627),
    22: (7, 0.538),
    23: (6, 0.448),
}
ERRORS = {6: 0.0764, 7: 0.0869, 10: 0.0963, 13: 0.1068, 16: 0.1141, 22: 0.1282, 23: 0.1346}


def published(spells: list[dict], months: tuple[date, ...] = (CUTOFF,)) -> dict[tuple, list[dict]]:
    """{(month, kind, unit, clock): the steps} of what publication makes of some stretches."""
    connection = duckdb.connect()
    connection.execute("create table month_end as select unnest($months) as period", {"months": list(months)})
    connection.execute("create table ut_calendar (ut varchar)")
    connection.execute(
        "create table working_day as select 'nacional' as calendar, day::date as day, sum((isodow(day) <= 5)::int) over (order by day) as position "
        f"from generate_series(date '{FIRST}', date '2023-12-31', interval 1 day) as days (day)"
    )
    names = list(stretch("", CUTOFF, None))
    types = {"opening": "int", "stage": "int", "is_first": "bool", "is_last": "bool"}
    typed = ", ".join(
        f"{name} {types.get(name, 'date' if name in ('opened_on', 'since', 'until') else 'varchar')}" for name in names
    )
    connection.execute(f"create table case_spell ({typed})")
    connection.executemany(
        f"insert into case_spell values ({', '.join('?' * len(names))})",
        [[each[name] for name in names] for each in spells],
    )
    found = connection.execute(SQL)
    columns, steps = [column[0] for column in found.description], {}
    for row in (dict(zip(columns, values)) for values in found.fetchall()):
        steps.setdefault((row["period"], row["kind"], row["unit"], row["clock"]), []).append(row)
    return steps


def back(days: int, since: date = CUTOFF) -> date:
    return since - timedelta(days=days)


def six_mp(lag: int = 40) -> list[dict]:
    """The patients of the example as cases: who relapsed came in `lag` days ago, who did not, as long ago as observed."""
    return [
        stretch(f"P{n}", back(lag), back(lag) + timedelta(days=weeks))
        if weeks > 0
        else stretch(f"P{n}", back(-weeks), None)
        for n, weeks in enumerate(SIX_MP)
    ]


def test_the_printed_example_of_6_mp():
    steps = published(six_mp())[CUTOFF, None, None, "calendar"]
    assert {step["days"]: (step["at_risk"], round(step["survival"], 3)) for step in steps} == PRINTED
    for step in steps:
        survival, error = step["survival"], ERRORS[step["days"]]
        reach = exp(1.959963984540054 * error / survival / -log(survival))
        assert step["lower"] == pytest.approx(survival**reach, abs=5e-4)
        assert step["upper"] == pytest.approx(survival ** (1 / reach), abs=5e-4)


def test_what_ended_after_the_cut_off_was_open_that_day():
    later = [each | {"until": each["until"] or CUTOFF + timedelta(days=n + 1)} for n, each in enumerate(six_mp())]
    assert published(later)[CUTOFF, None, None, "calendar"] == published(six_mp())[CUTOFF, None, None, "calendar"]


def test_where_nothing_is_left_there_is_no_band():
    steps = published([stretch(f"C{n}", back(60), back(60 - n)) for n in range(1, 11)])[CUTOFF, None, None, "calendar"]
    assert [round(step["survival"], 1) for step in steps] == [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0]
    assert (steps[-1]["survival"], steps[-1]["lower"], steps[-1]["upper"]) == (0.0, None, None)
    assert all(0 < step["lower"] < step["survival"] < step["upper"] < 1 for step in steps[:-1])


def test_what_all_is_open_has_no_step_and_few_have_no_curve():
    assert published([stretch(f"C{n}", back(n), None) for n in range(40)]) == {}
    assert published([stretch(f"C{n}", back(60), back(50)) for n in range(9)]) == {}
    assert published([stretch("C", back(60), back(50))]) == {}


def test_all_of_one_day_is_one_step_to_nothing():
    steps = published([stretch(f"C{n}", back(60), back(60)) for n in range(10)])[CUTOFF, None, None, "working"]
    assert [(step["days"], step["at_risk"], step["ended"], step["survival"]) for step in steps] == [(0, 10, 10, 0.0)]


def test_the_days_of_a_suspension_are_not_counted():
    """Monday 2021-09-06 to Friday 2021-10-01, suspended from Monday 13 to Monday 27: 25 days less 14, 19 working days less 10."""
    days = [date(2021, 9, 6), date(2021, 9, 13), date(2021, 9, 27), date(2021, 10, 1)]
    one = [
        stretch("{}", days[0], days[1], is_last=False),
        stretch(
            "{}", days[1], days[2], stage=2, situation="suspended", is_first=False, is_last=False, kind_before="claim"
        ),
        stretch("{}", days[2], days[3], stage=3, is_first=False, kind_before="claim"),
    ]
    steps = published([each | {"case_id": f"C{n}"} for n in range(10) for each in one])
    assert [step["days"] for clock in ("calendar", "working") for step in steps[CUTOFF, None, None, clock]] == [11, 9]


def test_a_reopened_case_is_another_cycle():
    twice = [
        each
        for n in range(5)
        for each in (
            stretch(f"C{n}", back(90), back(80)),
            stretch(f"C{n}", back(40), back(35), opening=2, situation="reopened"),
        )
    ]
    steps = published(twice)[CUTOFF, None, None, "calendar"]
    assert [(step["days"], step["at_risk"], step["ended"]) for step in steps] == [(5, 10, 5), (10, 5, 5)]


def test_who_came_in_before_the_twelve_months_counts_since_the_age_that_it_had():
    """Ten that came in within the year and ended at 20 days; one of 100 days when the year began, that ended at 130; one
    that ended before it."""
    start = date(2020, 11, 30)
    older = [stretch("A", back(100, start), back(-30, start)), stretch("B", back(100, start), back(1, start))]
    steps = published(
        [*older, *(stretch(f"C{n}", back(60), back(40)) for n in range(9)), stretch("D", back(150), None)]
    )
    found = [(step["days"], step["at_risk"], step["ended"]) for step in steps[CUTOFF, None, None, "calendar"]]
    assert found == [(20, 10, 9), (130, 2, 1)]


def test_after_the_last_of_the_new_ones_nothing_is_told_of_older_ones():
    """Ten that came in within the year and ended at 20 days; one that was 100 days old when it began, and ended at 130."""
    start = date(2020, 11, 30)
    cases = [
        stretch("A", back(100, start), back(-30, start)),
        *(stretch(f"C{n}", back(60), back(40)) for n in range(10)),
    ]
    steps = published(cases)[CUTOFF, None, None, "calendar"]
    assert [(step["days"], step["at_risk"], step["ended"], step["survival"]) for step in steps] == [(20, 10, 10, 0.0)]


def test_a_reclassified_case_is_of_the_kind_that_it_had_that_day():
    """Ten complaints of August 2020 that became claims in October and ended in November, at 462 days: then they are claims
    that came in before the year, and of the ten that ended at 5 days and the one of 29 they are not at risk."""
    cases = [
        each
        for n in range(10)
        for each in (
            stretch(f"C{n}", date(2020, 8, 3), date(2021, 10, 4), kind="complaint", is_last=False),
            stretch(f"C{n}", date(2021, 10, 4), date(2021, 11, 8), stage=6, is_first=False, kind_before="complaint"),
            stretch(f"N{n}", date(2021, 11, 3), date(2021, 11, 8)),
        )
    ]
    found = published([*cases, stretch("M", date(2021, 11, 1), None)], (date(2021, 9, 30), CUTOFF))
    assert {(month, kind) for month, kind, _, clock in found if clock == "calendar"} == {
        (CUTOFF, None),
        (CUTOFF, "claim"),
    }
    steps = found[CUTOFF, "claim", None, "calendar"]
    assert [(step["days"], step["at_risk"], step["ended"]) for step in steps] == [(5, 11, 10), (462, 10, 10)]


@st.composite
def a_case(draw: st.DrawFn, number: int) -> list[dict]:
    opened = back(draw(st.integers(0, 800)))
    parts = draw(st.lists(st.integers(0, 60), min_size=1, max_size=4))
    kinds = draw(st.lists(st.sampled_from(("claim", "complaint")), min_size=len(parts), max_size=len(parts)))
    unit, goes_on = draw(st.sampled_from(("UCI", "URH"))), draw(st.booleans())
    found, since = [], opened
    for n, length in enumerate(parts):
        last = n == len(parts) - 1
        until = None if last and goes_on else since + timedelta(days=length)
        more = {"stage": n + 1, "kind": kinds[n], "kind_before": kinds[n - 1] if n else None, "unit": unit}
        situation = "suspended" if n % 2 else "open"
        found.append(stretch(f"C{number}", since, until, situation=situation, is_first=not n, is_last=last, **more))
        since = until or since
    return found


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(8, 30))
def test_any_cases_as_by_hand(data, many):
    spells = [each for n in range(many) for each in data.draw(a_case(n))]
    months = (date(2021, 2, 28), date(2021, 6, 30), CUTOFF)
    found = published(spells, months)
    groups = [(None, None), ("claim", None), ("complaint", None), (None, "UCI"), (None, "URH")]
    for month, (kind, unit), clock in ((m, g, c) for m in months for g in groups for c in ("calendar", "working")):
        told = [
            (step["days"], step["at_risk"], step["ended"], step["survival"], step["lower"], step["upper"])
            for step in found.pop((month, kind, unit, clock), [])
        ]
        wanted = by_hand(spells, month, clock, kind, unit)
        assert [step[:3] for step in told] == [step[:3] for step in wanted]
        for one, other in zip(told, wanted):
            assert one[3:] == tuple(each if each is None else pytest.approx(each, abs=2e-6) for each in other[3:])
    assert not found, "a curve that nobody asked for"
