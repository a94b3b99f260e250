"""Proves that years follow one another: which plan a cut-off is against, what December leaves owed, and the months
without a plan.

Every expected number is counted by hand from the rows typed here: a plan of 2021 with three versions, one of 2022, a
few deliverables."""

from dataclasses import replace
from datetime import date

import pytest
from test_pages import opened

from conftest import deliverables
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language.problems import Refused
from sig_metrics.measure.comparison import differences_said
from sig_metrics.measure.compute import measure, measures, series
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import decisions, overview, status_document, summary
from sig_metrics.measure.plan import behind_cell, grid
from sig_metrics.measure.scope import LATEST, Scope, check_plan, horizon, month_end, parse_cutoff
from sig_metrics.measure.value_document import value_document
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

VERSIONS = """year,version,resolution,approved_on,report,supersedes,note
2021,01,RDE 1,2021-02-25,,,
2021,02,RDE 2,2021-08-31,,01,
2022,01,RDE 3,2022-02-25,,,
"""
# In 2021, activity 01 owes March, September and December; 02 owes June, and the second version moves it to October and
# takes 03 out.
ACTIVITIES = """year,version,activity,stage,line,units,title,deliverable,target
2021,01,01,maintenance,Línea,UPPM,Uno,Informe,3
2021,01,02,monitoring,Línea,UTI,Dos,Informe,1
2021,01,03,improvement,Línea,URH,Tres,Informe,1
2021,02,01,maintenance,Línea,UPPM,Uno,Informe,3
2021,02,02,monitoring,Línea,UTI,Dos,Informe,1
2022,01,01,maintenance,Línea,UCI,Uno de 2022,Informe,2
"""
SCHEDULE = """year,version,activity,month,quantity
2021,01,01,3,1
2021,01,01,9,1
2021,01,01,12,1
2021,01,02,6,1
2021,01,03,5,1
2021,02,01,3,1
2021,02,01,9,1
2021,02,01,12,1
2021,02,02,10,1
2022,01,01,1,1
2022,01,01,3,1
"""
SYSTEMS = "year,activity,system,basis,reason\n" + "".join(
    f"{key},explicit,prueba\n" for key in ("2021,01,SGC", "2021,02,SGSI", "2021,03,SGSST", "2022,01,SGC")
)
# March in time; May (activity 03) in time; December late, in January; September and activity 02 never.
DELIVERED = (
    "01,3,1,2021-03-20,Informe 1,delivered",
    "03,5,1,2021-05-31,Informe 2,delivered",
    "01,12,1,2022-01-10,Informe 3,delivered",
)


def plan_files(
    versions: str = VERSIONS, activities: str = ACTIVITIES, schedule: str = SCHEDULE, systems: str = SYSTEMS
) -> list[Incoming]:
    texts = {
        "plan_version": versions,
        "plan_activity": activities,
        "plan_schedule": schedule,
        "activity_system": systems,
    }
    return [Incoming(name, f"{name}.csv", text.encode()) for name, text in texts.items()]


def without(text: str, start: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(start))


def published(folder, whole_catalog, files):
    load_files(LocalStore(folder, wait=1), whole_catalog, files, "pruebas")
    return LocalStore(folder, wait=1).open()


@pytest.fixture(scope="module")
def years(tmp_path_factory, whole_catalog):
    return published(
        tmp_path_factory.mktemp("years"),
        whole_catalog,
        [*plan_files(), Incoming("deliverable", "d.csv", deliverables(*DELIVERED))],
    )


@pytest.fixture(scope="module")
def until_2021(tmp_path_factory, whole_catalog):
    files = plan_files(
        without(VERSIONS, "2022"), without(ACTIVITIES, "2022"), without(SCHEDULE, "2022"), without(SYSTEMS, "2022")
    )
    return published(
        tmp_path_factory.mktemp("until"),
        whole_catalog,
        [*files, Incoming("deliverable", "d.csv", deliverables(*DELIVERED))],
    )


def numbers(snapshot, whole_catalog, code: str, month: tuple[int, int], **scope) -> tuple:
    found = measure(Dataset(snapshot, whole_catalog), whole_catalog.indicator(code), Scope(month_end(*month), **scope))
    return found.numerator, found.denominator


@pytest.mark.parametrize(
    ("now", "then", "delivered", "overdue"),
    [
        ((2022, 2), (2022, 1), None, "1 más"),  # one of 2022's, against the three of 2021's
        ((2022, 1), (2021, 12), "1 más", "1 menos"),  # the plan of 2021 goes on: the document of December came
        ((2021, 12), (2021, 11), "igual", "1 más"),
        (
            (2022, 2),
            (2021, 2),
            "1 más",
            "3 más",
        ),  # two months of each plan: that document came in 2022; September, 02 and January
    ],
)
def test_what_counts_since_the_january_of_a_plan_is_subtracted_within_it(
    years, whole_catalog, now, then, delivered, overdue
):
    dataset = Dataset(years, whole_catalog)
    asked = tuple(map(whole_catalog.indicator, ("PLN-09", "PLN-06")))
    found = measures(dataset, asked, Scope(month_end(*now)))
    said = differences_said(dataset, found, Scope(month_end(*then)))
    assert (said.get("plan_delivered_count"), said["plan_overdue_count"]) == (delivered, overdue)


@pytest.mark.parametrize(
    ("month", "year", "version", "note"),
    [
        ((2021, 1), 2021, "01", "v01, aprobada después de esta fecha"),
        ((2021, 2), 2021, "01", ""),
        ((2021, 7), 2021, "01", ""),
        ((2021, 8), 2021, "02", ""),
        ((2021, 12), 2021, "02", ""),
        ((2022, 1), 2021, "02", "v02 del plan 2021: a esta fecha no hay plan 2022 aprobado"),
        ((2022, 2), 2022, "01", ""),
        ((2023, 5), 2022, "01", "v01 del plan 2022: a esta fecha no hay plan 2023 aprobado"),
    ],
)
def test_the_plan_of_a_cut_off_is_the_one_in_force_that_day(years, month, year, version, note):
    cutoff = month_end(*month)
    ruling = horizon(Dataset(years, default_catalog())).ruling(cutoff)
    assert (ruling.year, ruling.version, ruling.note_at(cutoff)) == (year, version, note)


def test_before_any_plan_there_is_none_and_its_figures_say_so_in_words(years, whole_catalog):
    dataset = Dataset(years, whole_catalog)
    scope = Scope(date(2020, 12, 31))
    assert horizon(dataset).ruling(scope.cutoff) is None and grid(dataset, scope) == []
    assert numbers(years, whole_catalog, "PLN-06", (2020, 12)) == (None, None)
    assert summary(whole_catalog, overview(dataset, scope))[0].startswith(
        "Al 31 de diciembre de 2020 no hay plan de 2020"
    )
    document = status_document(dataset, scope)
    assert document["plan"] is None and document["overdue"] is None and document["decisions"] == []


# cut-off: PLN-01, PLN-02, PLN-05 (numerator, denominator), PLN-06, PLN-08, PLN-09
BY_MONTH = {
    (2021, 6): ((2, 3), (2, 3), (2, 3), 1, 3, 2),  # version 01: March and May done, 02 owes June
    # version 02: 02 is due in October, 03 is out and its document still counts
    (2021, 8): ((1, 1), (1, 1), (1, 1), 0, 1, 2),
    (2021, 12): ((1, 4), (1, 4), (0, 2), 3, 4, 2),  # September, October and December owed
    (2022, 1): ((2, 4), (1, 4), (0, 2), 2, 4, 3),  # the plan of 2021 goes on; December came, late
    # the plan of 2022: January owed, and two of 2021; delivered in 2022, one
    (2022, 2): ((0, 1), (0, 1), (0, 1), 3, 1, 1),
    (2022, 3): ((0, 2), (0, 2), (0, 1), 4, 2, 1),
}


@pytest.mark.parametrize("month", BY_MONTH)
def test_the_rates_are_of_the_plan_that_rules_and_what_earlier_plans_owe_is_still_owed(years, whole_catalog, month):
    rates, on_time, current, overdue, programmed, delivered = BY_MONTH[month]
    found = [numbers(years, whole_catalog, code, month) for code in ("PLN-01", "PLN-02", "PLN-05")]
    assert found == [rates, on_time, current]
    assert [numbers(years, whole_catalog, code, month)[0] for code in ("PLN-06", "PLN-08", "PLN-09")] == [
        overdue,
        programmed,
        delivered,
    ]
    listed = [d for d in decisions(Dataset(years, whole_catalog), Scope(month_end(*month))) if d.kind == "overdue"]
    assert len(listed) == overdue == status_document(Dataset(years, whole_catalog), Scope(month_end(*month)))["overdue"]


def test_the_months_of_december_owe_the_same_with_and_without_the_next_plan(until_2021, years, whole_catalog):
    for month in [(2021, 6), (2021, 12), (2022, 1)]:
        assert numbers(until_2021, whole_catalog, "PLN-06", month) == numbers(years, whole_catalog, "PLN-06", month)
        assert numbers(until_2021, whole_catalog, "PLN-09", month) == numbers(years, whole_catalog, "PLN-09", month)
    assert numbers(until_2021, whole_catalog, "PLN-06", (2022, 3))[0] == 2


def test_what_is_owed_from_before_keeps_its_unit_its_system_and_its_cell(years, whole_catalog):
    dataset = Dataset(years, whole_catalog)
    march = (2022, 3)
    assert [numbers(years, whole_catalog, "PLN-06", march, unit=unit)[0] for unit in ("UPPM", "UTI", "UCI")] == [
        1,
        1,
        2,
    ]
    assert [numbers(years, whole_catalog, "PLN-06", march, system=system)[0] for system in ("SGC", "SGSI")] == [3, 1]
    owed = {d.key: d for d in decisions(Dataset(years, whole_catalog), Scope(month_end(*march))) if d.kind == "overdue"}
    assert (
        list(owed) == ["01.09.2021", "02.10.2021", "01.01", "01.03"]
        and "setiembre de 2021" in owed["01.09.2021"].detail
    )
    rows = behind_cell(dataset, Scope(month_end(*march)), "01", 9, 2021)
    assert [(row["month"], row["state"], row["due_on"]) for row in rows] == [(9, "overdue", date(2021, 9, 30))]
    assert overview(dataset, Scope(month_end(*march))).groups["unit"]["UTI"].overdue == 1


def test_a_month_of_a_series_is_against_the_version_of_that_month(years, whole_catalog):
    dataset = Dataset(years, whole_catalog)
    history = series(dataset, whole_catalog.indicator("PLN-08"), Scope(date(2021, 12, 31)))
    assert [m.value for m in history] == [0, 0, 1, 1, 2, 3, 3, 1, 2, 3, 3, 4]
    assert [m.value for m in series(dataset, whole_catalog.indicator("PLN-08"), Scope(date(2021, 12, 31), "01"))] == [
        0,
        0,
        1,
        1,
        2,
        3,
        3,
        3,
        4,
        4,
        4,
        5,
    ]
    assert numbers(years, whole_catalog, "PLN-08", (2021, 7), plan=LATEST) == (1, None)


def test_every_answer_says_its_plan(years, whole_catalog):
    dataset = Dataset(years, whole_catalog)
    document = value_document(dataset, whole_catalog.indicator("PLN-01"), Scope(date(2022, 1, 31)))
    assert document["plan"] == {
        "year": 2021,
        "version": "02",
        "approved_on": "2021-08-31",
        "note": "v02 del plan 2021: a esta fecha no hay plan 2022 aprobado",
    }
    assert (
        summary(whole_catalog, overview(dataset, Scope(date(2021, 9, 30))))[-1]
        == "Contra la v02 del plan 2021, aprobada el 31/08/2021."
    )


def test_the_months_that_can_be_looked_at(years, until_2021):
    available = horizon(Dataset(until_2021, default_catalog()))
    # a delivery of 2022, and a year more
    assert (available.months[0], available.months[-1]) == (date(2020, 1, 31), date(2023, 12, 31))
    assert parse_cutoff("2022-03", available) == date(2022, 3, 31)
    assert (available.offered()[0], available.offered()[-1]) == (date(2021, 1, 31), date(2022, 1, 31))
    with pytest.raises(Refused) as caught:
        parse_cutoff("2019-12", available)
    assert "Escriba un mes de 2020-01 a 2023-12" in str(caught.value)
    assert check_plan("02", date(2022, 1, 31), available) == "02"  # the plan that goes on
    with pytest.raises(Refused):
        check_plan("02", date(2022, 3, 31), horizon(Dataset(years, default_catalog())))


def test_the_default_cut_off(years, until_2021):
    dataset = Dataset(years, default_catalog())
    today = date(2026, 11, 28)
    assert horizon(dataset).default_cutoff(today) == date(2022, 1, 31)  # the month of the last delivery
    came = (date(2021, 11, 30), date(2021, 11, 30), date(2021, 9, 30), date(2021, 12, 31))
    assert replace(horizon(dataset), came=came).default_cutoff(today) == date(
        2021, 11, 30
    )  # more than half came for it
    assert replace(horizon(dataset), came=came[:2] + came[3:]).default_cutoff(today) == date(2021, 11, 30)
    assert replace(horizon(dataset), came=came).default_cutoff(date(2021, 11, 15)) == date(2021, 10, 31)
    nothing = replace(horizon(dataset), last_delivery=None)
    assert nothing.default_cutoff(date(2021, 8, 3)) == date(2021, 7, 31) and nothing.default_cutoff(today) == date(
        2022, 12, 31
    )


def test_a_register_never_loaded_owes_nothing(tmp_path, whole_catalog):
    snapshot = published(tmp_path, whole_catalog, plan_files())
    dataset = Dataset(snapshot, whole_catalog)
    scope = Scope(date(2021, 12, 31))
    for code in ("PLN-01", "PLN-06", "PLN-07", "PLN-09"):
        document = value_document(dataset, whole_catalog.indicator(code), scope)
        assert (document["status"], document["value"]) == ("not_loaded", None), code
    assert numbers(snapshot, whole_catalog, "PLN-08", (2021, 12)) == (4, None)
    assert {cell.state for activity in grid(dataset, scope) for cell in activity.cells} == {"none", "unregistered"}
    assert [(d.kind, d.key, d.title) for d in decisions(Dataset(snapshot, whole_catalog), scope)] == [
        ("not_loaded", "register.deliverable", "Falta cargar: Entregables")
    ]
    assert summary(whole_catalog, overview(dataset, scope))[0].startswith("**Falta cargar Entregables**")


def test_a_plan_whose_year_has_not_begun_owes_nothing(tmp_path, whole_catalog):
    """Deliverables are loaded today (2026 or later); a plan far ahead is not overdue at any cut-off of its year."""
    files = plan_files(
        "year,version,resolution,approved_on,report,supersedes,note\n2090,01,RDE 1,2026-01-05,,,\n",
        "year,version,activity,stage,line,units,title,deliverable,target\n2090,01,01,maintenance,Línea,UPPM,Uno,Informe,1\n",
        "year,version,activity,month,quantity\n2090,01,01,1,1\n",
    )
    files[-1] = Incoming(
        "activity_system", "activity_system.csv", b"year,activity,system,basis,reason\n2090,01,SGC,explicit,prueba\n"
    )
    head = deliverables().decode()
    snapshot = published(
        tmp_path,
        whole_catalog,
        [*files, Incoming("deliverable", "d.csv", (head + "2090,01,1,1,,UPPM,,report,,in_progress,,\n").encode())],
    )
    dataset = Dataset(snapshot, whole_catalog)
    for month in (1, 5, 12):
        assert [
            d for d in decisions(Dataset(snapshot, whole_catalog), Scope(month_end(2090, month))) if d.kind == "overdue"
        ] == []
        assert (
            value_document(dataset, whole_catalog.indicator("PLN-06"), Scope(month_end(2090, month)))["status"]
            == "not_yet"
        )
    assert horizon(dataset).default_cutoff(date(2026, 11, 28)) == date(2089, 1, 31)


@pytest.mark.parametrize(
    ("address", "said", "charts"),
    [
        ({"corte": "2021-08"}, "A esta fecha el plan del año tiene una sola versión.", 0),
        ({"corte": "2021-08", "plan": "05"}, "De la versión 04 a la 05: ", 1),  # chosen
        ({"corte": "2021-09"}, "De la versión 04 a la 05: ", 1),  # approved on 30/09/2021
    ],
)
def test_versions_are_compared_when_both_were_approved_or_one_is_chosen(
    demo_folder, monkeypatch, address, said, charts
):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = opened("plan", **address)
    assert said in app.markdown[0].value
    titles = [each.value for each in app.header]
    assert titles.count("Qué cambió de la versión 04 a la 05") == charts


def test_twelve_months_are_from_date_to_date_in_a_leap_year(tmp_path, whole_catalog):
    # on 29/02/2024, what was reviewed on 28/02/2023 was so twelve months and a day ago; and so with a matrix of risks
    texts = [text.replace("2022", "2024") for text in (VERSIONS, ACTIVITIES, SCHEDULE, SYSTEMS)]
    controls = (
        "version,valid_from,control,name,domain,applies,justification,implementation,owner,reviewed_on,evidence\n"
        "2013-01,2023-01-01,A.5.1.1,Políticas,A.5,yes,Riesgo,implemented,UTI,2023-02-28,Informe 1\n"
        "2013-01,2023-01-01,A.5.1.2,Revisión,A.5,yes,Riesgo,implemented,UTI,2023-03-01,Informe 1\n"
    )
    matrices = (
        "process,systems,recorded_on,updated_on,in_scope,note\n"
        "P1,SGC,2023-02-28,2023-02-28,yes,\nP2,SGC,2023-03-01,2023-03-01,yes,\n"
    )
    files = [Incoming("soa_control", "s.csv", controls.encode()), Incoming("risk_matrix", "r.csv", matrices.encode())]
    snapshot = published(tmp_path, whole_catalog, [*plan_files(*texts), *files])
    for code in ("MAN-12", "MAN-09"):
        assert numbers(snapshot, whole_catalog, code, (2024, 1)) == (2, 2)
        assert numbers(snapshot, whole_catalog, code, (2024, 2)) == (1, 2)
