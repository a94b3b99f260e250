"""How a number is judged and against what, from values typed here: the edges of targets, of registers that came, of
filters and of plans."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from sig_metrics.catalog.model import Target
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.catalog.review import load_clauses, registers_of
from sig_metrics.measure import compute, coverage, freshness, judgement, value_document
from sig_metrics.measure.against import against, places
from sig_metrics.measure.beside import value_text
from sig_metrics.measure.compute import Measure, judge
from sig_metrics.measure.coverage import Line, Load
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.filters import ignored_filters
from sig_metrics.measure.freshness import Freshness, next_value, plan_unknown, seen_months
from sig_metrics.measure.scope import Horizon, PlanVersion, Scope, month_end
from sig_metrics.measure.targets import target_at
from sig_metrics.publish.closing import asked
from sig_metrics.store.snapshot import Snapshot

SEPTEMBER, OCTOBER, NOVEMBER = date(2021, 9, 30), date(2021, 10, 31), date(2021, 11, 30)
TARGET = Target(0.9, "90 %", "S", date(2021, 1, 1), NOVEMBER)


def version(year: int, name: str, approved: date) -> PlanVersion:
    return PlanVersion(year, name, f"RDE {name}", approved, "", False)


VERSIONS = (
    version(2020, "01", date(2020, 2, 28)),
    version(2020, "02", date(2020, 8, 31)),
    version(2021, "04", date(2021, 2, 26)),
    version(2021, "05", SEPTEMBER),
)
MONTHS = tuple(month_end(year, month) for year in (2020, 2021) for month in range(1, 13))


@pytest.fixture
def planned(monkeypatch, whole_catalog) -> Dataset:
    """A dataset whose plans are those above."""
    for module in ("against", "freshness"):
        monkeypatch.setattr(f"sig_metrics.measure.{module}.horizon", lambda _: Horizon(VERSIONS, None, MONTHS))
    return Dataset(None, whole_catalog)


# --- targets
# -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "value", "told"),
    [
        ("PLN-03", 1.0, "met"),
        ("PLN-03", 1.0001, "beyond"),  # nobody spends more than the whole budget; all of it, yes
        ("PLN-01", 0.95, "near"),
        ("PLN-01", 0.9499, "watch"),
        ("PLN-01", 0.80, "watch"),
        ("PLN-01", 0.7999, "missed"),
        ("PLN-01", 1.0, "met"),
        ("PLN-06", 0, "met"),
        ("PLN-06", 1, "missed"),
        ("PLN-08", 7, "no_target"),
        ("PLN-01", None, "no_data"),
    ],
)
def test_the_edges_of_a_judgement(whole_catalog, code, value, told):
    indicator = whole_catalog.indicator(code)
    assert judge(indicator, value, indicator.targets[-1] if indicator.targets else None) == told


def test_less_is_better_where_it_is(whole_catalog):
    indicator = whole_catalog.indicator("MEJ-02")  # accidents: no more than the year before
    assert indicator.direction == "down"
    assert [judge(indicator, value, Target(2.0, "x", "P", NOVEMBER)) for value in (1.9, 2.0)] == ["met", "met"]
    assert judge(indicator, 9.0, Target(2.0, "x", "P", NOVEMBER)) not in ("met", "near")


def test_a_target_rules_to_its_last_day_and_not_a_day_more(whole_catalog):
    indicator = replace(whole_catalog.indicator("SEG-07"), targets=(TARGET,))
    assert (
        target_at(indicator, NOVEMBER) == TARGET
        and target_at(indicator, date(2021, 12, 1)) is None
        and target_at(indicator, date(2020, 12, 31)) is None
    )


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2021, 1, 31), 1 / 12),
        (date(2021, 10, 31), 10 / 12),
        (date(2021, 12, 31), 0.95),
        (date(2026, 10, 31), 10 / 12),  # no year of its own
        (date(2027, 12, 31), 0.95),
        (date(2020, 12, 31), None),  # before it was proposed
    ],
)
def test_the_target_of_the_budget_is_the_share_of_any_year_that_is_over(whole_catalog, day, value):
    found = target_at(whole_catalog.indicator("PLN-03"), day)
    assert (found and found.value) == (value and pytest.approx(value, abs=1e-12))


def test_the_target_of_a_year_is_the_whole_of_the_year_before(whole_catalog, monkeypatch):
    asked_of = []

    def last_year(_, indicator, scope) -> Measure:
        asked_of.append((scope.cutoff, scope.unit, indicator.target_rule))
        return Measure(indicator, scope.cutoff, 2.4, 1, 1, "no_target", None)

    monkeypatch.setattr(compute, "measure", last_year)
    monkeypatch.setattr(compute, "restated", lambda *_: 0.5)
    found = compute._target(None, whole_catalog.indicator("MEJ-02"), Scope(NOVEMBER, unit="URH"))
    assert (found.value, asked_of) == (1.2, [(date(2020, 12, 31), "URH", "")])


def test_what_adds_up_over_the_year_begins_again_in_january(whole_catalog):
    months = [month_end(2020, 11), month_end(2020, 12), month_end(2021, 1), month_end(2021, 2)]
    rows = {month: {"numerator": n, "denominator": 2 * n, "cases": None} for month, n in zip(months, (1, 2, 3, 4))}
    found = compute._months(whole_catalog.indicator("MEJ-05"), months, rows, None)
    assert [(m.numerator, m.denominator) for m in found] == [(1, 2), (3, 6), (3, 6), (7, 14)]


# --- registers that came
# -----------------------------------------------------------------------------------------------------

FRESH = Freshness("qrd", True, NOVEMBER, date(2021, 12, 31), date(2022, 1, 10), False, last=NOVEMBER)
STALE = Freshness("household", True, SEPTEMBER, OCTOBER, date(2021, 11, 10), True, last=SEPTEMBER)
LISTED = Freshness("unit", False, NOVEMBER, date(2021, 12, 31), date(2022, 1, 10), False)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([FRESH, LISTED], "met"),
        ([FRESH, replace(STALE, last=NOVEMBER)], "stale"),
        ([STALE], "stale"),
        ([FRESH, replace(FRESH, covered_until=None, last=None)], "not_loaded"),
    ],
)
def test_a_stale_register_is_enough_to_leave_an_indicator_unjudged(whole_catalog, monkeypatch, found, told):
    monkeypatch.setattr(judgement, "sources_of", lambda *_: found)
    dataset = Dataset(None, whole_catalog)  # another one remembers nothing of this
    assert judgement.status_of(dataset, whole_catalog.indicator("MAN-03"), NOVEMBER, 0.9, "met")[0] == told


def test_a_month_missing_in_the_middle_of_the_year_leaves_its_sum_unjudged(whole_catalog, monkeypatch):
    dataset = Dataset(None, whole_catalog)
    months = [month_end(2021, month) for month in range(1, 12) if month != 4]
    calendar = {"register": "qrd", "dense": True, "cadence": "monthly", "periods": months}
    monkeypatch.setattr(freshness, "calendars", lambda _: [calendar])
    monkeypatch.setattr(judgement, "sources_of", lambda *_: [FRESH])
    # of the year: April lacks
    assert judgement.status_of(dataset, whole_catalog.indicator("MEJ-02"), NOVEMBER, 2.0, "met") == ("not_yet", True)
    assert judgement.status_of(dataset, whole_catalog.indicator("MEJ-02"), date(2021, 3, 31), 2.0, "met") == (
        "met",
        True,
    )
    # of the month
    assert judgement.status_of(dataset, whole_catalog.indicator("SEG-07"), NOVEMBER, 1.0, "met") == ("met", True)


# a monthly register whose first file is that of April 2020, and one of half years, of the first half of 2020
OF_APRIL = Freshness("qrd", True, None, None, None, False, last=NOVEMBER, first=date(2020, 4, 1))
OF_HALVES = Freshness(
    "corruption_status", True, None, None, None, False, last=date(2021, 6, 30), first=date(2020, 1, 1)
)


@pytest.mark.parametrize(
    ("code", "each", "cutoff", "value", "told"),
    [
        ("SEG-07", OF_APRIL, date(2020, 3, 31), None, ("no_file", False)),  # of the month: no part of it is known
        # another of its registers had begun
        ("SEG-07", OF_APRIL, date(2020, 3, 31), 1.0, ("no_file", True)),
        ("SEG-07", replace(OF_APRIL, covered_until=date(2020, 4, 30)), date(2020, 4, 30), 1.0, ("met", True)),
        # of the year: its first months will not come, and next year's are all there
        ("MEJ-02", replace(OF_APRIL, covered_until=date(2020, 12, 31)), date(2020, 12, 31), 2.0, ("no_file", True)),
        ("MEJ-02", replace(OF_APRIL, covered_until=date(2021, 1, 31)), date(2021, 1, 31), 2.0, ("met", True)),
        # the last known: before it there is none
        ("SEG-12", OF_APRIL, date(2020, 3, 31), None, ("no_file", True)),
        ("SEG-12", OF_HALVES, date(2019, 12, 31), None, ("no_file", True)),
    ],
)
def test_what_is_older_than_the_first_file_will_not_come(whole_catalog, monkeypatch, code, each, cutoff, value, told):
    monkeypatch.setattr(judgement, "sources_of", lambda *_: [each])
    monkeypatch.setattr(judgement, "unclocked", lambda _: {})
    monkeypatch.setattr(judgement, "_holed", lambda *_: False)
    found = judgement.status_of(Dataset(None, whole_catalog), whole_catalog.indicator(code), cutoff, value, "met")
    assert found == told


def test_what_cannot_be_computed_is_so_since_the_first_case_without_a_term():
    connection = duckdb.connect()
    connection.execute("create table check_row (rule varchar, row json)")
    connection.executemany(
        "insert into check_row values ('due_date_unknown', ?)",
        [['{"register": "qrd", "started_on": "2021-03-05"}'], ['{"register": "qrd", "started_on": "2021-07-01"}']],
    )
    assert judgement.unclocked(Dataset(Snapshot(1, Path("typed"), connection), default_catalog())) == {
        "qrd": date(2021, 3, 5)
    }


def test_a_list_loaded_on_the_last_day_of_a_month_came_for_it(monkeypatch, whole_catalog):
    calendar = {"register": "risk", "dense": False, "cadence": "monthly", "periods": None, "rows": 4}
    monkeypatch.setattr(freshness, "calendars", lambda _: [{**calendar, "loaded_on": OCTOBER}])
    seen = seen_months(Dataset(None, whole_catalog), "risk", [SEPTEMBER, OCTOBER, NOVEMBER])
    assert seen == {SEPTEMBER, OCTOBER}


def test_a_period_came_with_its_first_load_although_a_later_one_brought_another_of_its_months():
    loads = [Load(1, date(2021, 3, 10), False, 0), Load(2, date(2021, 4, 20), False, 0)]
    calendar = {"cadence": "bimonthly", "dense": True, "due_day": 15}
    fresh = Freshness("household", True, date(2021, 2, 28))
    cells = coverage.year(calendar, fresh, loads, {date(2021, 1, 31): 1, date(2021, 2, 28): 2}, date(2021, 5, 31))
    assert (cells[1].state, cells[1].came_on, cells[1].due_on) == ("on_time", date(2021, 3, 10), date(2021, 3, 15))


def test_the_next_value_waits_for_the_register_that_is_furthest_behind(whole_catalog, monkeypatch):
    indicator = replace(
        whole_catalog.indicator("SEG-10"), source_registers=("qrd", "household"), frequency="monthly", due_day=15
    )
    dataset = Dataset(None, whole_catalog)
    monkeypatch.setattr(freshness, "freshness", lambda *_: {"qrd": FRESH, "household": STALE})
    # October of the households, which came until September
    assert next_value(dataset, indicator, NOVEMBER) == date(2021, 11, 15)
    empty = replace(STALE, covered_until=None)
    monkeypatch.setattr(freshness, "freshness", lambda *_: {"qrd": FRESH, "household": empty})
    assert next_value(dataset, indicator, NOVEMBER) is None


def test_registers_that_are_not_named_are_counted(whole_catalog):
    names = ("qrd", "household", "risk", "training", "document")
    lines = [
        Line(name, "monthly", (coverage.Cell(OCTOBER, "missing", NOVEMBER),), replace(STALE, register=name), ())
        for name in names
    ]
    titles = [f"«{whole_catalog.registers[name].title}»" for name in names[:3]]
    said = coverage.summary(whole_catalog, lines, NOVEMBER)
    assert (
        said[1]
        == f"!!5 registros sin actualizar!!: {titles[0]}, {titles[1]}, {titles[2]} y 2 más; 0 indicadores en gris."
    )


def test_what_is_not_due_is_not_asked_for():
    cells = tuple(
        coverage.Cell(NOVEMBER, state)
        for state in ("on_time", "late", "received", "missing", "pending", "not_expected")
    )
    line = Line("qrd", "monthly", cells, FRESH, ())
    assert (line.received, line.expected) == (3, 4)


# --- plans
# -------------------------------------------------------------------------------------------------------------------


def test_the_plan_before_owes_by_its_last_version():
    available = Horizon(VERSIONS, None, MONTHS)
    assert [(each.year, each.version) for each in available.earlier(NOVEMBER, available.ruling(NOVEMBER))] == [
        (2020, "02")
    ]


@pytest.mark.parametrize(("came", "cutoff"), [([8, 9, 10, 11], 9), ([9, 9, 11], 9), ([9, 11, 11], 11), ([10], 10)])
def test_the_default_month_came_for_more_than_half_of_the_registers(came, cutoff):
    available = Horizon(VERSIONS, None, MONTHS, tuple(month_end(2021, month) for month in came))
    assert available.default_cutoff(date(2022, 3, 1)) == month_end(2021, cutoff)


@pytest.mark.parametrize(("covered", "told"), [(NOVEMBER, ""), (date(2021, 1, 5), ""), (date(2020, 12, 31), "not_yet")])
def test_a_plan_is_ahead_of_what_came_only_before_its_year_begins(planned, monkeypatch, covered, told):
    late = Freshness(
        "deliverable",
        False,
        covered,
        date(2021, 12, 31) if covered == NOVEMBER else OCTOBER,
        date(2021, 11, 10),
        covered != NOVEMBER,
    )
    monkeypatch.setattr(freshness, "freshness", lambda *_: {"deliverable": late})
    assert plan_unknown(planned, NOVEMBER) == told


def test_an_answer_names_the_version_it_is_against(whole_catalog, planned):
    advance = whole_catalog.indicator("PLN-01")
    told = [
        against(planned, advance, Scope(NOVEMBER, plan), month)["plan"]["version"]
        for plan, month in (
            ("in_force", NOVEMBER),
            ("04", NOVEMBER),
            ("in_force", date(2021, 6, 30)),
            ("latest", date(2021, 6, 30)),
        )
    ]
    assert (
        told == ["05", "04", "04", "05"]
        and against(planned, whole_catalog.indicator("SEG-07"), Scope(NOVEMBER), NOVEMBER) == {}
    )


def test_a_version_that_was_chosen_rules_its_year_only(planned):
    ruling, _ = places(planned, Scope(OCTOBER, "04"))
    assert ruling[-1] == "2021-10.2021.04" and "2020-11.2020.02" in ruling and len(ruling) == 22
    assert places(planned, Scope(OCTOBER))[0][-1] == "2021-10.2021.05"


def test_each_month_of_a_series_names_its_own_plan(whole_catalog, planned, monkeypatch):
    advance = whole_catalog.indicator("PLN-01")
    months = [date(2021, 8, 31), SEPTEMBER]
    monkeypatch.setattr(
        value_document, "series", lambda *_: [Measure(advance, month, 0.5, 1, 2, "missed", None) for month in months]
    )
    rows = value_document.series_document(planned, advance, Scope(SEPTEMBER))
    assert [(row["month"], row["plan"]["version"]) for row in rows] == [("2021-08", "04"), ("2021-09", "05")]


# --- what stands beside
# ------------------------------------------------------------------------------------------------------


def test_n_is_how_many_answered_and_not_what_they_weigh(whole_catalog):
    survey, claims = whole_catalog.indicator("MAN-10"), whole_catalog.indicator("SEG-07")
    weighed = Measure(survey, NOVEMBER, 0.6, 8717.0, 14111.0, "met", None, cases=11)
    told = value_document._parts(weighed)
    assert (told["numerator"], told["denominator"], told["n"]) == (8717.0, 14111.0, 11)
    assert value_document._parts(Measure(claims, NOVEMBER, 0.5, 4, 8, "met", None))["n"] == 8


def test_under_ten_the_count_is_said_first(whole_catalog):
    claims = whole_catalog.indicator("SEG-07")
    assert value_text(Measure(claims, NOVEMBER, 5 / 9, 5, 9, "missed", None)) == "5 de 9 (55.6 %)"
    assert value_text(Measure(claims, NOVEMBER, 0.5, 5, 10, "missed", None)) == "50.0 % (5 de 10)"
    assert value_text(Measure(claims, NOVEMBER, None, 0, 0, "no_data", None)) == "sin dato"


def test_what_belongs_to_several_systems_and_is_not_divided_is_not_of_one(whole_catalog):
    advance = replace(whole_catalog.indicator("SEG-11"), systems=("SGC", "SGAS"), dimensions=("unit",))
    assert ignored_filters(advance, Scope(NOVEMBER, system="SGAS")) == ("system",)
    assert ignored_filters(replace(advance, systems=("SGAS",)), Scope(NOVEMBER, system="SGAS")) == ()


def test_a_note_is_offered_although_there_is_one(whole_catalog):
    register = whole_catalog.register("agreement")
    row = {column.name: None for column in register.columns} | {"note": "Acta 4", "agreement": "A-1"}
    assert [column.name for column in asked(whole_catalog, register, row, "")] == ["fulfilled_on", "note"]
    assert [column.name for column in asked(whole_catalog, register, row | {"fulfilled_on": NOVEMBER}, "")] == ["note"]


def test_registers_evidence_the_clauses_of_the_standard_that_is_asked(whole_catalog):
    found = registers_of(whole_catalog, "SGAS", "ISO 37001", load_clauses())
    assert all(clause.startswith("ISO 37001 §") for clauses in found.values() for clause in clauses)
    # what is also of another system is its own
    assert {"ctvc_alert", "finding", "improvement_action"} <= set(found) and "security_incident" not in found
    assert found["ctvc_alert"] and {"ctvc_alert", "finding"} <= set(
        registers_of(whole_catalog, "SGAS", "ISO 37001", ())
    ), "without the review, by its fichas"
