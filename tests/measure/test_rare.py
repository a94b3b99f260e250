"""Days and cases between rare events, counted in the files; the limits are those of the t and the g chart, worked out here."""

from datetime import date, timedelta
from statistics import fmean

import pytest

from audit.book import Book, open_book
from audit.draw import DEMO, FIRST, LAST, LEGAL
from audit.infosec import security_incident_notified_rate, security_incident_resolved_rate
from audit.registers import read_folder, with_law
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.process.rare import (
    common_said,
    happened,
    interval_said,
    rare,
    rare_cases,
    rare_of,
    rare_points,
    rare_said,
)
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.scope import Scope

NOVEMBER = Scope(date(2021, 11, 30))
# The disabling and fatal accidents of data/demo/sst_event.csv, typed.
DAYS = """2020-01-01 2020-01-07 2020-03-05 2020-06-10 2020-09-13 2020-09-13 2020-09-17 2020-10-26 2020-11-17 2020-12-28
2021-01-02 2021-03-08 2021-03-24 2021-03-27 2021-06-18 2021-08-18 2021-08-24"""


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def book() -> Book:
    return open_book(with_law(read_folder(DEMO), read_folder(LEGAL)), FIRST, LAST)


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


def test_the_incidents_between_one_that_was_late_and_the_next(dataset, book):
    """By the audit: 34 late of 233 since January 2020, and none in six of the 23 months; ten in time since the last. Six
    in time usually go before a late one (199 and those of the ends ÷ 33), of which half are over 3.58."""
    facts = [fact for fact in security_incident_resolved_rate(book) if fact.period <= NOVEMBER.cutoff]
    late = [fact.period for fact in facts if not fact.numerator]
    first = min(fact.period for fact in facts)
    months = 12 * (2021 - first.year) + 11 - first.month + 1
    found = rare(dataset, dataset.catalog.indicator("SEG-14"), NOVEMBER)
    assert (len(found.days), found.of) == (len(late), len(facts)) == (34, 233)
    assert (found.quiet, found.months) == (months - len(set(late)), months) == (6, 23)
    assert sorted(f"{day:%Y-%m}" for day in found.days) == sorted(f"{day:%Y-%m}" for day in late)
    assert rare_said(found) == (
        "Gráfico g: en 6 de 23 meses no hubo incumplidos, y el porcentaje de un mes dice poco. 34 incumplidos de 233; van "
        "10 casos desde el último. Entre uno y otro suelen pasar 4, y más de 38 serían señal de que mejora."
    )
    assert found.signals == (Signal("run", 6, 12, 1), Signal("run", 18, 24, -1))
    assert rare_points(found)[24]["said"] == "7 intervalos seguidos con menos casos que la mediana"


def test_the_vulnerabilities_between_one_closed_late_and_the_next(dataset, book):
    """Of vulnerability.csv, one by one, in the order of their days."""
    cases = []
    for row in book["vulnerability"]:
        due = row["severity"] in ("critical", "high") and book.due(
            f"vulnerability_{row['severity']}", row["detected_on"]
        )
        if due and row["accepted_on"] and row["accepted_until"] and row["accepted_on"] <= due:
            due = row["accepted_until"]
        if due and date(2019, 12, 1) <= due <= NOVEMBER.cutoff:
            cases.append((due, row["id"], not (row["closed_on"] and row["closed_on"] <= due)))
    between, names, well = [], [], 0
    for _, name, failed in sorted(cases):
        between, names = ([*between, well], [*names, name]) if failed else (between, names)
        well = 0 if failed else well + 1
    found = rare(dataset, dataset.catalog.indicator("SEG-16"), NOVEMBER)
    assert (found.between, found.names, found.waiting) == (tuple(between[1:]), tuple(names), well)
    assert found.limits.form == "g" and len(names) == 32


def test_where_some_fail_in_most_months_it_is_said_why_there_is_no_g_chart(dataset, book):
    """By the audit: of the notifications, 40 late of 236, and none in five of the 23 months: 22 %, and a quarter is asked for."""
    facts = [fact for fact in security_incident_notified_rate(book) if fact.period <= NOVEMBER.cutoff]
    late = [fact.period for fact in facts if not fact.numerator]
    indicator = dataset.catalog.indicator("SEG-15")
    found = happened(dataset, indicator, NOVEMBER, date(2020, 1, 1))
    assert (len(late), len(facts), len(set(late))) == (40, 236, 18)
    assert sorted(f"{case['happened_on']:%Y-%m}" for case in found if case["failed"]) == sorted(
        f"{day:%Y-%m}" for day in late
    )
    assert len(found) == len(facts) and rare(dataset, indicator, NOVEMBER) is None
    assert common_said(dataset, indicator, NOVEMBER) == (
        "Sin gráfico g: solo en 5 de 23 meses no hubo incumplidos, menos de uno de cada cuatro: basta el porcentaje de "
        "cada mes."
    )
    assert [common_said(dataset, dataset.catalog.indicator(code), NOVEMBER) for code in ("SEG-14", "MEJ-02")] == [
        "",
        "",
    ]


def test_what_fails_in_most_months_or_seldom_has_no_g_chart():
    """Forty cases, two a month: one in four months fails in ten of twenty, and then in sixteen of them."""

    def of(failing: set[int]) -> list[dict]:
        days = [date(2020 + month // 12, month % 12 + 1, 10) for month in range(20) for _ in range(2)]
        return [{"happened_on": day, "id": str(n), "failed": n in failing} for n, day in enumerate(days)]

    end = date(2021, 8, 31)
    found = rare_cases(of(set(range(0, 40, 4))), end)
    assert (found.quiet, found.months, set(found.between), found.limits) == (10, 20, {3}, None)
    assert rare_said(found).startswith("En 10 de 20 meses no hubo incumplidos") and found.waiting == 3
    assert rare_cases(of(set(range(0, 32, 2))), end) is None  # sixteen of twenty: a fifth have none
    assert rare_cases(of(set(range(0, 30, 2))), end).quiet == 5
    assert rare_cases(of({0, 4, 8, 12, 16, 20, 24, 28}), end) is None  # eight: seven intervals
