"""What a screen shows is of its stage or of its system: counted by hand in the files of the demonstration
(data/demo, data/plan)."""

import csv
import json
import runpy
from datetime import date
from types import SimpleNamespace

import pytest
from test_pages import board, opened

from conftest import DEMO, ROOT, V05
from pages._kit.blocks import parts
from sig_metrics.measure.scope import Scope
from sig_metrics.present.theme import LIGHT
from support import screen_reader

NOVEMBER = date(2021, 11, 30)
OF_STAGE = {"mantenimiento": "maintenance", "seguimiento": "monitoring", "mejora": "improvement"}


@pytest.fixture(autouse=True)
def demo(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))


def rows(folder, name: str) -> list[dict]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def counted(belongs) -> tuple[int, int]:
    """(delivered with a number and a ceiling per activity, programmed) to November 2021 of the activities that
    `belongs` keeps."""
    activities = {row["activity"] for row in rows(V05, "plan_activity") if row["target"] and belongs(row)}
    due, came = dict.fromkeys(activities, 0), dict.fromkeys(activities, 0)
    for row in rows(V05, "plan_schedule"):
        if row["activity"] in activities and int(row["month"]) <= 11:
            due[row["activity"]] += int(row["quantity"])
    for row in rows(DEMO, "deliverable"):
        accepted = (
            row["state"] in ("delivered", "validated")
            and row["document_number"]
            and row["delivered_on"] <= "2021-11-30"
        )
        if row["activity"] in activities and row["delivered_on"] and accepted:
            came[row["activity"]] += 1
    return sum(min(came[each], due[each]) for each in activities), sum(due.values())


def sums(app) -> dict[str, str]:
    return {
        row["key"]: row["sub"]
        for each in app.get("bidi_component")
        if each.proto.component_name == "sig_measures"
        for row in json.loads(each.proto.bytes)["board"]["rows"]
    }


@pytest.mark.parametrize(("screen", "numbers"), [("mantenimiento", (21, 23)), ("mejora", (4, 4))])
def test_the_numbers_of_a_stage_are_of_its_activities(screen, numbers):
    assert counted(lambda row: row["stage"] == OF_STAGE[screen]) == numbers
    app = opened(screen)
    assert f"**{numbers[0]} de {numbers[1]}** entregables" in app.markdown[0].value


def test_a_tile_says_whose_cases_its_value_does_not_have(monkeypatch):
    def october(_, measured):
        return {each.indicator.name: "sin casos de Oct 21" for each in measured if each.indicator.code == "SEG-07"}

    monkeypatch.setattr("pages._kit.screens.stage.all_without", october)
    about = {tile["why"]: tile["about"] for tile in board(opened("seguimiento"), "sig_tiles")["tiles"]}
    assert about["ficha.SEG-07"] == "Reclamos en plazo · sin casos de Oct 21"
    assert sum("sin casos" in said for said in about.values()) == 1


@pytest.mark.parametrize(
    ("screen", "keys"),
    [
        ("mantenimiento", ["06.11", "ficha.MAN-12", "ficha.MAN-04", "ficha.MAN-01", "overdue.MAN-07", "05.11"]),
        ("mejora", ["overdue.MEJ-05", "rule.SST-01", "ficha.PLN-02", "ficha.MEJ-01"]),
    ],
)
def test_what_a_stage_must_settle_is_its_own(screen, keys):
    """Of maintenance, the minutes of November (activity 06) did not come, three indicators are off their target (70.2 %
    of 100, 75 and 79.2 of 95), agreements passed their date and the report of audit (05) came without a number; of
    improvement, obligations of the law passed theirs, a grave rule finds rows and two indicators are off their target
    (2 of 4 on time, 66.7 % of 90)."""
    shown = board(opened(screen), "sig_decisions")
    assert [item["key"] for item in shown["items"]] == keys and shown["more"] is None


SGSST = [
    "MAN-01",
    "MAN-02",
    "MAN-04",
    "MAN-05",
    "MAN-06",
    "MAN-07",
    "MAN-08",
    "MAN-09",
    "MEJ-01",
    "MEJ-02",
    "MEJ-03",
    "MEJ-04",
    "MEJ-05",
    "PLN-03",
    "SEG-01",
    "SEG-02",
    "SEG-03",
    "SEG-04",
    "SEG-05",
    "SEG-06",
]


def test_the_screen_of_a_system_is_of_that_system_whatever_the_address_says():
    app = opened("sgsst", sistema="SGC", parte="actividades")
    of_system = [row for row in rows(V05, "activity_system") if row["system"] == "SGSST"]
    assert len(of_system) == 12
    assert app.expander[-1].label == "Por qué cada actividad está aquí (12)"
    assert sorted(app.table[-1].value["Act."]) == sorted(row["activity"] for row in of_system)
    about = next(row for row in rows(V05, "system_scope") if row["system"] == "SGSST")
    first = opened("sgsst", sistema="SGC")
    assert f"**Objetivo**\n\n{about['objective']}" in [each.value for each in first.markdown]
    assert first.expander[-1].label == "Objetivo, alcance y sedes · ISO 45001:2018"
    found = sums(opened("sgsst", sistema="SGC", parte="indicadores"))
    assert [key for key in found if not key.startswith("PLN-0") or key == "PLN-03"] == SGSST
    assert (
        counted(lambda row: row["activity"] in {each["activity"] for each in of_system}) == (22, 23)
        and found["PLN-01"] == "22 de 23"
    )


def test_a_plan_that_goes_on_keeps_its_texts():
    """In January of 2022 the plan of 2021 still rules: its systems, its stages and its reasons are those of 2021."""
    app = opened("sgsst", corte="2022-01")
    line = next(each.proto.popover.label for each in screen_reader.blocks_of(app, "popover"))
    assert line.startswith("Enero de 2022 · v05 de 2021 vigente")
    assert app.expander[-1].label == "Objetivo, alcance y sedes · ISO 45001:2018"
    reasons = opened("sgsst", corte="2022-01", parte="actividades")
    assert reasons.expander[-1].label == "Por qué cada actividad está aquí (12)"
    stage = opened("mantenimiento", corte="2022-01")
    assert stage.expander[-1].label == "Qué dice el plan de esta etapa (numeral 10.2)"
    source = next(each.value for each in stage.caption if each.value.startswith("Fuente:"))
    assert "v05 del plan 2021: a esta fecha no hay plan 2022 aprobado" in source
    systems = {row["label"]: row["sub"] for row in board(opened("resumen", corte="2022-01"), "sig_matrix")["rows"]}
    assert systems == {"SGC": "ISO 9001", "SGAS": "ISO 37001", "SGSI": "ISO/IEC 27001", "SGSST": "ISO 45001"}


def test_a_summary_compares_only_when_asked():
    with_it, without = (opened("resumen", **params).markdown[0].value for params in ({}, {"comparar": "no"}))
    assert "Desde octubre: " in with_it and "Desde" not in without


@pytest.fixture
def page(monkeypatch):
    """The module of a screen, whose body is not run: {name: function}."""

    def read(name: str, **patches) -> dict:
        monkeypatch.setattr("pages._kit.shell.start.show", lambda *_: None)
        # what it imports keeps what is real: a patch is for this test alone
        runpy.run_path(str(ROOT / "pages" / f"{name}.py"))
        for place, other in patches.items():
            monkeypatch.setattr(f"pages._kit.{place.replace('__', '.')}", other)
        return runpy.run_path(str(ROOT / "pages" / f"{name}.py"))

    return read


def test_a_crossing_opens_its_stage_with_its_system(monkeypatch):
    gone = []
    monkeypatch.setattr(parts.state, "go", lambda place, **given: gone.append((place, given)))
    for key in ("SGAS.monitoring", "SGSI", "maintenance"):
        parts._pick_crossing(key)
    assert gone == [("seguimiento", {"sistema": "SGAS"}), ("sgsi", {}), ("mantenimiento", {})]


def test_the_slip_of_the_plan_has_what_came_early_too_and_its_own_month(page, monkeypatch, whole_catalog):
    drawn = []
    slip = page(
        "plan",
        blocks__figure__chart=lambda _, key, title, sentence, picture, alt, evidence: drawn.append(
            (sentence, evidence)
        ),
    )["slip"]
    late = [
        {"activity": "05", "month": month, "item": 1, "days": days, "state": state, "units": "UTI", "title": "x"}
        for month, days, state in ((1, 12, "late"), (12, 0, "on_time"), (6, -3, "on_time"))
    ]
    monkeypatch.setattr("sig_metrics.measure.plan.lateness", lambda *_: late)
    slip(
        SimpleNamespace(dataset=None, colours=LIGHT, mark="", catalog=whole_catalog),
        Scope(NOVEMBER),
    )
    sentence, evidence = drawn[0]
    assert sentence == "De 3 entregables, 1 llegó con atraso; el mayor atraso es de 12 días, en la actividad 05."
    assert [(row["name"], row["days"]) for row in evidence.rows] == [
        ("Enero", 12),
        ("Diciembre", 0),
        ("Junio", -3),
    ] and evidence.ficha == "PLN-02"


def test_calidad_counts_apart_what_has_no_calendar_and_what_has_no_rows(page, monkeypatch, whole_catalog):
    said, states = [], ["current"] * 4 + ["stale"] + ["on_change"] * 3 + ["unused"]
    calendar = page(
        "calidad",
        boards__plan_grid=lambda *_, **__: None,
        shell__frame__section=lambda *_: None,
        boards__quality__calendar=lambda *_: {"groups": [{"rows": []}], "legend": []},
    )["calendar"]
    monkeypatch.setattr("streamlit.caption", said.append)
    calendar(SimpleNamespace(catalog=whole_catalog), [SimpleNamespace(situation=state) for state in states], 11)
    assert said == ["3 registros sin calendario: se cargan cuando cambian.  \n1 registro todavía sin datos."]


def test_rules_that_found_nothing_are_those_that_found_nothing(page, monkeypatch, whole_catalog):
    tables, rules = [], list(whole_catalog.checks.values())[:3]
    found = [SimpleNamespace(check=check, count=n) for check, n in zip(rules, (4, 1, 0))]
    xray = page(
        "calidad",
        boards__measures=lambda board, **_: tables.append([row["key"] for row in board["rows"]]),
        shell__frame__section=lambda *_: None,
        blocks__figure__reading=lambda rows, _: tables.append([row["code"] for row in rows]),
    )["xray"]
    monkeypatch.setattr("sig_metrics.measure.consistency.findings", lambda _: found)
    monkeypatch.setattr("sig_metrics.measure.consistency.trend", lambda _: [])
    xray(SimpleNamespace(catalog=whole_catalog, dataset=None))
    assert tables == [[rules[0].code, rules[1].code], [rules[2].code]]


def test_a_topic_kept_without_its_activity_in_view_says_its_line_whole(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    lines = [
        element.proto.body
        for element in opened("mantenimiento", corte="2021-11", unidad="CT", tema="documentos").get("html")
        if "sig-line" in element.proto.body
    ]
    assert '<p class="sig-line">Act. 01 · Actualización de documentos normativos del SIG</p>' in lines
    assert not [line for line in lines if "· <" in line]
