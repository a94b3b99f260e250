"""Proves when a register is stale, from cases typed by hand, and what a stale one does: grey, a decision, a source
line."""

import shutil
from dataclasses import replace
from datetime import date, datetime

import duckdb
import pytest

from conftest import LEGAL, ROOT, incomings
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.reader import default_catalog, load_catalog
from sig_metrics.measure.compute import all_series, measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.freshness import freshness, known, next_value, period_end, stale
from sig_metrics.measure.insights import decisions, overview, standing, status_document
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.sources import expected, source_line, sources
from sig_metrics.measure.value_document import value_document
from sig_metrics.publish import merge
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore
from sig_metrics.store.seal import seal_of

NOVEMBER, MAY, JUNE, JULY = date(2021, 11, 30), date(2021, 5, 31), date(2021, 6, 30), date(2021, 7, 31)
AUGUST, SEPTEMBER, OCTOBER = date(2021, 8, 31), date(2021, 9, 30), date(2021, 10, 31)


def calendar(periods=(), cadence="monthly", due_day=10, dense=True, rows=1, loaded_on=None) -> dict:
    return {
        "register": "r",
        "cadence": cadence,
        "dense": dense,
        "due_day": due_day,
        "rows": rows,
        "periods": list(periods) or None,
        "loaded_on": loaded_on,
    }


def told(found) -> tuple:
    return found.covered_until, found.missing, found.due_on, found.stale


def test_a_dense_register_without_the_month_that_was_due_is_stale():
    assert told(known(calendar([AUGUST, SEPTEMBER]), NOVEMBER)) == (SEPTEMBER, OCTOBER, date(2021, 11, 10), True)
    assert told(known(calendar([AUGUST, SEPTEMBER, OCTOBER]), NOVEMBER)) == (
        OCTOBER,
        NOVEMBER,
        date(2021, 12, 10),
        False,
    )
    assert told(known(calendar([AUGUST, SEPTEMBER]), OCTOBER)) == (SEPTEMBER, OCTOBER, date(2021, 11, 10), False)


def test_due_on_the_very_cut_off_is_stale_and_the_day_after_is_not():
    assert told(known(calendar([SEPTEMBER], due_day=30), NOVEMBER)) == (SEPTEMBER, OCTOBER, NOVEMBER, True)
    assert told(known(calendar([SEPTEMBER], due_day=31), NOVEMBER)) == (SEPTEMBER, OCTOBER, date(2021, 12, 1), False)


def test_a_hole_before_the_last_month_is_not_staleness():
    assert told(known(calendar([JULY, OCTOBER]), NOVEMBER)) == (OCTOBER, NOVEMBER, date(2021, 12, 10), False)
    assert told(known(calendar([JULY, OCTOBER]), SEPTEMBER)) == (JULY, AUGUST, date(2021, 9, 10), True)


def test_what_comes_after_the_cut_off_is_not_known_at_it():
    later = [SEPTEMBER, date(2021, 12, 31), date(2022, 1, 31)]
    assert known(calendar(later), NOVEMBER) == known(calendar([SEPTEMBER]), NOVEMBER)
    assert told(known(calendar([date(2021, 12, 31)]), NOVEMBER)) == (None, None, None, False)


@pytest.mark.parametrize(
    "given",
    [
        calendar(rows=0),
        calendar(rows=0, loaded_on=SEPTEMBER),
        calendar(rows=0, dense=False),
        calendar(rows=0, dense=False, loaded_on=SEPTEMBER),
    ],
)
def test_a_register_that_never_had_rows_has_no_data_and_is_not_stale(given):
    assert told(known(given, NOVEMBER)) == (None, None, None, False)


def test_bimesters_semesters_and_years():
    bimester = calendar([AUGUST], "bimonthly", 15)
    assert told(known(bimester, OCTOBER)) == (AUGUST, OCTOBER, date(2021, 11, 15), False)
    assert told(known(bimester, NOVEMBER)) == (AUGUST, OCTOBER, date(2021, 11, 15), True)
    semester = calendar([date(2020, 12, 31)], "half_yearly", 31)
    assert told(known(semester, JUNE)) == (date(2020, 12, 31), JUNE, JULY, False)
    assert told(known(semester, JULY)) == (date(2020, 12, 31), JUNE, JULY, True)
    quarter = calendar([MAY], "quarterly", 0)  # a row of May is the file of the second quarter
    assert told(known(quarter, SEPTEMBER)) == (JUNE, SEPTEMBER, SEPTEMBER, True)
    year = calendar([date(2019, 12, 31), JUNE], "yearly", 30)  # the wave of this year came in June
    assert told(known(year, NOVEMBER)) == (date(2021, 12, 31), date(2022, 12, 31), date(2023, 1, 30), False)
    assert told(known(year, MAY)) == (date(2019, 12, 31), date(2020, 12, 31), date(2021, 1, 30), True)
    ends = [period_end(date(2020, 2, 3), months) for months in (1, 2, 3, 4, 6, 12)]
    assert ends == [
        date(2020, 2, 29),
        date(2020, 2, 29),
        date(2020, 3, 31),
        date(2020, 4, 30),
        date(2020, 6, 30),
        date(2020, 12, 31),
    ]


def test_rare_events_are_covered_to_the_day_of_the_last_load():
    before, on_the_last_day = (calendar(dense=False, loaded_on=day) for day in (date(2021, 10, 30), OCTOBER))
    assert told(known(before, NOVEMBER)) == (date(2021, 10, 30), OCTOBER, date(2021, 11, 10), True)
    assert told(known(on_the_last_day, NOVEMBER)) == (OCTOBER, NOVEMBER, date(2021, 12, 10), False)
    # months without events, and a load after the cut-off
    later = calendar([MAY], dense=False, loaded_on=date(2026, 1, 5))
    assert told(known(later, NOVEMBER)) == (NOVEMBER, date(2021, 12, 31), date(2022, 1, 10), False)


def test_what_is_loaded_when_it_changes_is_never_stale():
    assert told(known(calendar(cadence="on_change", dense=False, loaded_on=date(2019, 1, 1)), NOVEMBER)) == (
        date(2019, 1, 1),
        None,
        None,
        False,
    )


MONTHS = "project,year,month,name,unit,weight,planned_progress,actual_progress,state,note\n" + "".join(
    f"PGD-01,2021,{month},Uno,UTI,10,50,45,in_progress,\n" for month in (1, 2, 5, 8)
)
APPS = "project,name,year,month,weight,planned,actual,note\n" + "".join(
    f"APP-1,Uno,2021,{month},1,{month * 8},{month * 8 if month < 5 else ''},\n" for month in range(1, 13)
)
HOMES = "year,bimester,ut,affiliated,paid,note\n2021,2,AMA,100,90,\n"
WAVE = "wave,item,ut,stratum,question,score,weight\n2020-12,1,AMA,rural,overall_satisfaction,5,1.0\n"
UNITS = "ut,name,valid_from,valid_until,note\nAMA,Amazonas,2018-01-01,,\n"


class Clock(datetime):
    """Two in the morning of 20 May in Greenwich: still the 19th in Lima."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2021, 5, 20, 2, 0, tzinfo=tz)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory, whole_catalog):
    """The typed plan and deliverables, loaded on 19 May 2021, and registers whose last months differ."""
    own = {
        "digital_project": MONTHS,
        "app_project": APPS,
        "household": HOMES,
        "survey_answer": WAVE,
        "territorial_unit": UNITS,
    }
    files = [
        *incomings(LEGAL, whole_catalog),
        *incomings(ROOT / "tests" / "golden" / "base", whole_catalog),
        *(Incoming(name, f"{name}.csv", own[name].encode()) for name in whole_catalog.registers if name in own),
    ]
    store = LocalStore(tmp_path_factory.mktemp("fresh"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "datetime", Clock)
        load_files(store, whole_catalog, files, "pruebas")
    return store.open()


def test_publishing_counts_the_rows_of_every_period(snapshot):
    found = {}
    for row in snapshot.rows("select register, period, rows from register_period order by all"):
        found.setdefault(row["register"], {})[row["period"]] = row["rows"]
    assert found["digital_project"] == {date(2021, 1, 31): 1, date(2021, 2, 28): 1, MAY: 1, AUGUST: 1}
    # the schedule goes on to December
    assert found["app_project"] == {date(2021, m, d): 1 for m, d in ((1, 31), (2, 28), (3, 31), (4, 30))}
    assert found["household"] == {date(2021, 4, 30): 1} and found["survey_answer"] == {date(2020, 12, 31): 1}
    # some have no date
    assert sum(found["deliverable"].values()) < snapshot.rows("select count(*) as n from deliverable")[0]["n"]
    assert set(found) == {"digital_project", "app_project", "household", "survey_answer", "deliverable"}


def test_a_semester_of_a_list_of_words_is_dated_by_its_last_month(whole_catalog, tmp_path):
    found = [each for each in incomings(ROOT / "data" / "demo", whole_catalog) if each.register == "corruption_status"]
    store = LocalStore(tmp_path)
    load_files(store, whole_catalog, found, "pruebas")
    rows = store.open().rows("select period, rows from register_period order by period")
    assert [(row["period"], row["rows"]) for row in rows] == [
        (date(2020, 6, 30), 6),
        (date(2020, 12, 31), 6),
        (date(2021, 6, 30), 6),
    ]


def test_what_is_stale_at_each_cut_off(snapshot):
    dataset = Dataset(snapshot, default_catalog())
    assert freshness(dataset, MAY)["deliverable"].covered_until == date(2021, 5, 19)
    assert stale(dataset, date(2021, 4, 30)) == {"digital_project"}  # March was due on 10 April
    assert stale(dataset, MAY) == set()
    assert stale(dataset, JUNE) == {"app_project", "deliverable"}  # May was due on 10 June; the load was on 19 May
    assert stale(dataset, JULY) == {"app_project", "deliverable", "digital_project", "household"}
    assert stale(dataset, AUGUST) == {"app_project", "deliverable", "household"}
    assert "survey_answer" not in stale(dataset, date(2021, 12, 31)) and "survey_answer" in stale(
        dataset, date(2022, 1, 31)
    )
    assert freshness(dataset, JULY)["qrd"].covered_until is None


def test_a_stale_indicator_keeps_its_value_and_loses_its_judgement(snapshot, whole_catalog):
    dataset = Dataset(snapshot, whole_catalog)
    digital, advance = (
        whole_catalog.indicators["digital_plan_progress_rate"],
        whole_catalog.indicators["plan_delivered_rate"],
    )
    before, after = measure(dataset, digital, Scope(JUNE)), measure(dataset, digital, Scope(JULY))
    assert before.value == after.value == pytest.approx(0.9) and (before.status, after.status) == ("near", "stale")
    history = all_series(dataset, (digital, advance), Scope(JULY))
    assert [m.status == "stale" for m in history[digital.name]] == [False, False, False, True, False, False, True]
    assert [m.status == "stale" for m in history[advance.name]] == [False] * 5 + [True] * 2
    for indicator in (digital, advance):
        at_once = value_document(dataset, indicator, Scope(JULY))
        assert (at_once["status"], at_once["value"]) == (
            history[indicator.name][-1].status,
            history[indicator.name][-1].value,
        )
        assert at_once["status"] == "stale"
    groups = measures(dataset, (advance,), Scope(JULY), ("unit",))
    assert groups and {m.status for m in groups} <= {"stale", "no_data"}


def test_of_a_register_never_loaded_there_is_no_value_to_be_old(snapshot, whole_catalog):
    dataset = Dataset(snapshot, whole_catalog)
    assert "household" in stale(dataset, JULY)
    assert (
        measure(dataset, whole_catalog.indicators["qrd_registered_per_household_rate"], Scope(JULY)).status
        == "not_loaded"
    )


def test_the_matrix_is_grey_with_the_advance(snapshot, whole_catalog):
    dataset = Dataset(snapshot, whole_catalog)
    fresh, old = overview(dataset, Scope(MAY)), overview(dataset, Scope(JULY))
    assert standing(whole_catalog, old, old.total) == "stale" != standing(whole_catalog, fresh, fresh.total)
    assert fresh.total.programmed and old.total.programmed


def test_a_stale_register_is_the_last_decision(snapshot, whole_catalog):
    found = decisions(Dataset(snapshot, whole_catalog), Scope(JULY))
    assert found[0].kind == "overdue" and list(whole_catalog.vocabularies["decision"])[-1] == "stale"
    kinds = [d.kind for d in found]
    assert kinds.index("stale") == len(kinds) - 4 and set(kinds[-4:]) == {"stale"}
    late = {d.place: d for d in found if d.kind == "stale"}
    assert [d.days for d in found[-4:]] == [51, 51, 21, 16] and list(late)[:3] == [
        "register.app_project",
        "register.deliverable",
        "register.digital_project",
    ]
    digital, plan = late["register.digital_project"], late["register.deliverable"]
    assert digital.title == "Registro sin actualizar: Proyectos del Plan de Gobierno Digital"
    assert digital.detail == "Último dato: mayo de 2021; debió llegar el 10/07/2021; 1 indicador en gris"
    assert plan.detail == "Última carga: 19/05/2021; debió actualizarse el 10/06/2021; 7 indicadores en gris"
    assert (digital.key, digital.units, digital.activity) == ("register.digital_project", "UTI", "")
    assert [d["kind"] for d in status_document(Dataset(snapshot, whole_catalog), Scope(JULY))["decisions"]] == kinds


@pytest.mark.parametrize(
    ("scope", "shown"),
    [
        ({"system": "SGSI"}, True),
        ({"system": "SGSST"}, False),
        ({"stage": "monitoring"}, True),
        ({"stage": "maintenance"}, False),
        ({"unit": "UTI"}, True),
        ({"unit": "URH"}, False),
    ],
)
def test_a_scope_lists_only_the_registers_of_its_indicators(snapshot, whole_catalog, scope, shown):
    places = [d.place for d in decisions(Dataset(snapshot, whole_catalog), Scope(JULY, **scope)) if d.kind == "stale"]
    assert ("register.digital_project" in places) == shown


def test_a_register_that_serves_no_indicator_asks_for_no_decision(snapshot, whole_catalog):
    none = replace(
        whole_catalog,
        indicators={
            name: i for name, i in whole_catalog.indicators.items() if "digital_project" not in i.source_registers
        },
    )
    assert not [d for d in decisions(Dataset(snapshot, none), Scope(JULY)) if d.place == "register.digital_project"]


def test_the_source_line_says_when_more_is_due(snapshot, whole_catalog):
    dataset = Dataset(snapshot, whole_catalog)

    def line(cutoff: date, *registers: str) -> str:
        return source_line(sources(dataset), registers, Scope(cutoff), freshness(dataset, cutoff))

    assert line(MAY, "digital_project").endswith(
        "(19/05/2021) · datos al 31/05/2021 · próxima actualización 10/07/2021"
    )
    # the other, on 15 July
    assert line(MAY, "digital_project", "household").endswith(" · próxima actualización 10/07/2021")
    assert line(MAY, "digital_project", "app_project").endswith(" · próxima actualización 10/06/2021")  # the earliest
    assert line(MAY, "digital_project", "household", "app_project", "calendar_day").endswith(
        " · próxima actualización 10/06/2021"
    )
    assert line(JULY, "digital_project").endswith(" · datos al 31/07/2021 · debió actualizarse el 10/07/2021")
    # one without a calendar, one without rows
    assert line(MAY, "calendar_day", "qrd").endswith(" · datos al 31/05/2021")


def test_the_ficha_says_when_the_next_value_is_expected(snapshot, whole_catalog):
    dataset = Dataset(snapshot, whole_catalog)
    advance, digital = (
        whole_catalog.indicators["plan_delivered_rate"],
        whole_catalog.indicators["digital_plan_progress_rate"],
    )
    assert (advance.frequency, advance.due_day, digital.frequency, digital.due_day) == (
        "monthly",
        15,
        "half_yearly",
        15,
    )
    assert next_value(dataset, advance, date(2021, 4, 30)) == date(2021, 6, 15)
    assert next_value(dataset, advance, JULY) == date(2021, 6, 15)
    assert expected(dataset, advance, Scope(date(2021, 4, 30))) == "se espera hasta el 15/06/2021"
    assert expected(dataset, advance, Scope(JULY)) == "debió estar el 15/06/2021; falta actualizar «Entregables»"
    assert expected(dataset, digital, Scope(date(2021, 4, 30))) == (
        "se espera hasta el 15/07/2021; falta actualizar «Proyectos del Plan de Gobierno Digital»"
    )
    assert expected(dataset, whole_catalog.indicators["claim_answered_on_time_rate"], Scope(JULY)) == ""


def test_a_snapshot_made_before_it_kept_a_calendar_still_opens(plan_copy, whole_catalog):
    found = plan_copy.open()
    path = found.path
    found.close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("drop table register_due")
    seal_of(path).unlink()
    old = plan_copy.open()
    dataset = Dataset(old, whole_catalog)
    assert (
        freshness(dataset, NOVEMBER) == {}
        and measure(dataset, whole_catalog.indicators["plan_delivered_rate"], Scope(NOVEMBER)).status == "watch"
    )


# register, what changes, what it becomes, words the error must have
BROKEN = {
    "cadence": ("digital_project", 'cadence = "monthly"', 'cadence = "montly"', ["cadence", "«montly»", "«monthly»"]),
    "a column that is not there": (
        "digital_project",
        'dated_by = ["year", "month"]',
        'dated_by = ["year", "mont"]',
        ["«mont»", "«month»"],
    ),
    "no date": (
        "digital_project",
        'dated_by = ["year", "month"]',
        'dated_by = ["name"]',
        ["dated_by", "name", "fecha"],
    ),
    "a year alone": ("digital_project", 'dated_by = ["year", "month"]', 'dated_by = ["year"]', ["dated_by", "year"]),
    "a year and a name": (
        "digital_project",
        'dated_by = ["year", "month"]',
        'dated_by = ["year", "name"]',
        ["dated_by", "year, name"],
    ),
    "dense without dates": ("digital_project", 'dated_by = ["year", "month"]\n', "", ["dense", "dated_by"]),
    "dense without periods": ("digital_project", 'cadence = "monthly"', 'cadence = "on_change"', ["dense", "cadencia"]),
    "a condition without dates": (
        "app_project",
        'dated_by = ["year", "month"]\ndated_if = "actual"\ndense = true',
        'dated_if = "actual"',
        ["dated_if"],
    ),
    "a column of the condition": ("app_project", 'dated_if = "actual"', 'dated_if = "actul"', ["«actul»", "«actual»"]),
    "days before the end": ("digital_project", "dense = true", "dense = true\ndue_day = -1", ["due_day", "-1"]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_calendar_is_named(tmp_path, case):
    register, old, new, words = BROKEN[case]
    shutil.copytree(ROOT / "sig_metrics" / "definitions", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "registers" / f"{register}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test would break nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(tmp_path)
    assert [word for word in [f"{register}.toml", *words] if word not in str(caught.value)] == [], str(caught.value)
