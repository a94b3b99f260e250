"""What each topic draws and says, from rows typed here: its sentence, its table, and the drawer that a click on it
opens."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from pages._kit import topics
from pages._kit.topics import drawing
from sig_metrics.catalog.model import Target
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure import cases, follow_up, freshness, plan
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.scope import Scope
from sig_metrics.present.theme import LIGHT

NOVEMBER = date(2021, 11, 30)
TOPICS = {topic.key: topic for topic in default_catalog().screens.topics}
UCI = Scope(NOVEMBER, stage="monitoring", unit="UCI")
FLOW = [
    {
        "period": date(2021, month, 28),
        "month": name,
        "inflow": came,
        "outflow": went,
        "stock": held,
        "key": f"qrd.2021-{month:02d}",
    }
    for month, name, came, went, held in (
        (9, "Set 21", 5, 3, 12),
        (10, "Oct 21", None, None, None),
        (11, "Nov 21", 8, 6, 14),
    )
]
AGES = [
    {"band": "Hasta 15 días", "count": 9, "overdue": 0, "oldest": 12, "key": "qrd.1"},
    {"band": "Más de 90 días", "count": 5, "overdue": 3, "oldest": 200, "key": "qrd.5"},
]
DOCUMENTS = [
    {"severity": "Manual", "state": state, "count": n, "role": role, "key": f"manual.{role}"}
    for state, n, role in (("Vigentes", 7, "ink"), ("Con revisión vencida", 2, "breach"))
]
STEPS = [
    {"month": name, "period": NOVEMBER, "planned": planned, "done": done, "key": name}
    for name, planned, done in (("Oct", 4, 3), ("Nov", 2, 0), ("Dic", 5, None))
]
PROJECTS = [
    {
        "label": name,
        "planned": planned,
        "actual": actual,
        "reported_on": NOVEMBER,
        "key": f"app_project.{name}",
        "weight": 1,
    }
    for name, planned, actual in (("Uno", 0.5, 0.4), ("Dos", 0.5, 0.5), ("Tres", 0.2, 0.3), ("Cuatro", 0.9, None))
]


@pytest.fixture
def drawn(monkeypatch, whole_catalog):
    """(draw(what, scope, **what the data answer) → title, sentence, alternative text and evidence of its chart, what
    was asked of the data)."""
    asked = []

    def draw(what, scope: Scope, **answers) -> SimpleNamespace:
        def answering(name: str):
            return lambda _, *given: asked.append((name, *given)) or answers[name]

        monkeypatch.setattr(freshness, "awaited", lambda *_: None)
        monkeypatch.setattr(freshness, "begins", lambda *_: None)
        for name in answers:
            monkeypatch.setattr(cases if hasattr(cases, name) else follow_up, name, answering(name))
        view = SimpleNamespace(dataset=None, catalog=whole_catalog, colours=LIGHT, mark="", nothing="Nada.")
        found = []
        monkeypatch.setattr(
            drawing,
            "chart",
            lambda _, key, title, sentence, figure, alt, evidence: found.append(
                SimpleNamespace(key=key, title=title, sentence=sentence, alt=alt, evidence=evidence)
            ),
        )
        what(view, scope)
        return found[0]

    return draw, asked


@pytest.fixture
def opened(monkeypatch) -> list[dict]:
    found = []
    monkeypatch.setattr(drawing.state, "place", lambda **places: found.append(places))
    return found


def chart_of(topic: str, n: int = 0):
    return topics.drawers(TOPICS[topic])[n]


@pytest.mark.parametrize(("topic", "register"), [("qrd", "qrd"), ("alertas", "ctvc_alert")])
def test_a_flow_is_of_the_register_of_its_topic(drawn, topic, register):
    draw, asked = drawn
    figure = draw(chart_of(topic), UCI, flow=FLOW)
    assert (
        asked == [("flow", register, UCI)]
        and figure.evidence.registers == (register,)
        and figure.key == f"flujo_{register}"
    )
    assert (
        figure.sentence
        == "14 abiertas al cierre; 8 ingresaron en el mes; sin el archivo de Oct 21: lo que entró o salió entonces no se suma"
    )
    assert [(row["inflow"], row["outflow"], row["stock"]) for row in figure.evidence.rows] == [
        (5, 3, 12),
        (None, None, None),
        (8, 6, 14),
    ]


def test_a_last_month_that_did_not_come_is_said(drawn):
    draw, _ = drawn
    assert (
        draw(chart_of("qrd"), UCI, flow=FLOW[:2]).sentence
        == "Octubre de 2021 aún no llega: el último mes con datos es setiembre de 2021"
    )


@pytest.mark.parametrize(
    ("topic", "n", "answers", "key", "place"),
    [
        ("qrd", 0, {"flow": FLOW}, "stock.qrd.2021-11", "stock.qrd.2021-11"),
        ("qrd", 1, {"ages": AGES}, "qrd.5", "age.qrd.5"),
        (
            "qrd",
            2,
            {"reasons": [{"label": "Pago", "count": 3, "key": "payment"}], "missing": []},
            "payment",
            "reason.payment",
        ),
        ("qrd", 3, {"by_ut": AGES}, "qrd.CAJ", "ut.qrd.CAJ"),
        ("documentos", 0, {"documents": DOCUMENTS}, "manual.ink", "document.manual.ink"),
        ("acciones", 0, {"commitments": DOCUMENTS}, "finding.overdue", "commitment.finding.overdue"),
        ("incidentes", 0, {"incidents": DOCUMENTS}, "high.late", "incident.high.late"),
        (
            "controles",
            0,
            {"controls": [{"domain": "A.9", "applicable": 3, "implemented": 2, "unverified": 1, "key": "A.9"}]},
            "A.9",
            "control.A.9",
        ),
        ("sst", 0, {"milestones": STEPS}, "2021-11", "milestone.2021-11"),
        ("aplicativos", 0, {"projects": PROJECTS}, "app_project.Uno", "project.app_project.Uno"),
        (
            "riesgos",
            0,
            {"risks": [{"probability": 5, "impact": 2, "inherent": "high", "residual": "low", "count": 3}]},
            "risk.5.2",
            "risk.5.2",
        ),
    ],
)
def test_a_click_opens_the_rows_of_its_own_point(drawn, opened, topic, n, answers, key, place):
    draw, _ = drawn
    draw(chart_of(topic, n), UCI, **answers).evidence.on_pick(key)
    assert opened == [{"casos": place}]


def test_what_is_late_is_what_the_sentence_counts(drawn):
    draw, _ = drawn
    assert draw(chart_of("qrd", 1), UCI, ages=AGES).sentence == "3 de 14 abiertas están fuera de su plazo al 30/11/2021"
    assert draw(chart_of("qrd", 1), UCI, ages=[]).sentence == "Ninguna abierta al 30/11/2021"
    assert (
        draw(chart_of("documentos"), UCI, documents=DOCUMENTS).sentence
        == "2 tienen vencida su fecha de próxima revisión"
    )
    assert draw(chart_of("acciones"), UCI, commitments=DOCUMENTS).sentence.startswith(
        "2 vencidas sin cumplir al 30/11/2021"
    )
    assert (
        draw(chart_of("qrd", 3), UCI, by_ut=AGES[::-1]).sentence
        == "Primero la que tiene más fuera de plazo: Más de 90 días"
    )
    assert draw(chart_of("qrd", 3), UCI, by_ut=AGES[:1]).sentence == "Ninguna tiene casos fuera de plazo"
    # 1 + 2
    assert (
        draw(chart_of("sst"), UCI, milestones=STEPS).sentence
        == "3 requisitos programados hasta noviembre de 2021 sin implementar"
    )


def test_a_project_exactly_at_its_programme_is_not_below_it(drawn):
    draw, _ = drawn
    figure = draw(chart_of("aplicativos"), UCI, projects=PROJECTS)
    assert figure.sentence == "1 de 3 proyectos con avance reportado, por debajo de lo programado; 1 sin reportar"
    assert (
        draw(chart_of("aplicativos"), UCI, projects=PROJECTS[:3]).sentence
        == "1 de 3 proyectos por debajo de lo programado"
    )
    assert draw(chart_of("aplicativos"), UCI, projects=[]).sentence == "Nada."
    silent = [{**row, "actual": None} for row in PROJECTS]
    assert draw(chart_of("aplicativos"), UCI, projects=silent).sentence == "De 4 proyectos, ninguno reportó su avance"
    assert [(row["planned"], row["actual"]) for row in figure.evidence.rows] == [
        (50, 40),
        (50, 50),
        (20, 30),
        (90, None),
    ]


@pytest.mark.parametrize(
    ("topic", "n", "answers", "whole"),
    [
        ("incidentes", 0, {"incidents": DOCUMENTS}, ("unit",)),
        ("sst", 0, {"milestones": STEPS}, ("unit",)),
        ("qrd", 1, {"ages": AGES}, ()),
        ("documentos", 0, {"documents": DOCUMENTS}, ()),
        (
            "riesgos",
            0,
            {"risks": [{"probability": 5, "impact": 2, "inherent": "high", "residual": "low", "count": 3}]},
            ("unit",),
        ),
        ("aplicativos", 0, {"projects": PROJECTS}, ("unit",)),
    ],
)
def test_a_chart_says_the_filters_that_it_does_not_follow(drawn, topic, n, answers, whole):
    draw, _ = drawn
    assert draw(chart_of(topic, n), UCI, **answers).evidence.whole == whole
    assert draw(chart_of(topic, n), Scope(NOVEMBER), **answers).evidence.whole == ()


def test_a_trend_ends_at_the_cut_off_against_its_target(drawn, whole_catalog):
    draw, _ = drawn
    indicator = whole_catalog.indicator("MEJ-02")
    history = [
        Measure(indicator, day, value, 1, 1, "met", Target(limit, "x", "P", day))
        for day, value, limit in ((date(2020, 12, 31), 9.1, 8.0), (date(2021, 10, 31), 2.0, 9.1), (NOVEMBER, 2.5, 9.1))
    ]
    figure = draw(chart_of("sst", 1), Scope(NOVEMBER), two_years=history)
    assert [(row["month"], row["value"]) for row in figure.evidence.rows] == [
        (date(2020, 12, 31), 9.1),
        (date(2021, 10, 31), 2.0),
        (NOVEMBER, 2.5),
    ]
    assert (
        figure.sentence.startswith("2.5")
        and figure.sentence.endswith(" en noviembre de 2021")
        and "la meta es 9.1" in figure.alt
    )


# --- which topics a screen shows
# -----------------------------------------------------------------------------------------------


def test_a_chart_of_the_day_waits_for_its_register(drawn, monkeypatch, whole_catalog):
    said, asked = [], []
    monkeypatch.setattr(drawing, "section", lambda title, sentence="": said.append((title, sentence)))
    monkeypatch.setattr(drawing, "chart", lambda *_: pytest.fail("it was drawn"))
    monkeypatch.setattr(freshness, "awaited", lambda _, registers, day: asked.append(registers) or date(2021, 10, 31))
    for topic, n in (
        ("qrd", 1),
        ("qrd", 3),
        ("incidentes", 0),
        ("acciones", 0),
        ("comunes", 0),
        ("documentos", 0),
        ("riesgos", 0),
        ("sst", 0),
    ):
        chart_of(topic, n)(SimpleNamespace(dataset=None, catalog=whole_catalog), UCI)
    assert [title for title, _ in said] == [
        "QRD abiertas por antigüedad",
        "QRD abiertas por Unidad Territorial",
        "Incidentes de seguridad del año",
        "Acciones según su plazo",
        "Hallazgos y acuerdos según su plazo",
        "Documentos vigentes por tipo",
        "Riesgos antes y después de tratarlos",
        "Requisitos del SGSST por mes programado",
    ]
    assert {sentence for _, sentence in said} == {
        "Noviembre de 2021 aún no llega: lo abierto y lo vencido se verá cuando llegue; el último mes con datos es octubre de 2021."
    }
    assert asked == [
        ("qrd",),
        ("qrd",),
        ("security_incident",),
        ("improvement_action", "risk_treatment"),
        ("finding", "agreement"),
        ("document",),
        ("risk",),
        ("sst_requirement",),
    ]


@pytest.fixture
def view(monkeypatch):
    """view(catalog, rows of each register, {topic: its activities}, activities in view) → a View of them."""

    def made(catalog, rows: dict[str, int], serving: dict[str, list[str]], grid: list[str]) -> SimpleNamespace:
        every = {name: SimpleNamespace(rows=rows.get(name, 0)) for topic in TOPICS.values() for name in topic.registers}
        monkeypatch.setattr(plan, "serving", lambda _, scope, key: serving.get(key, []))
        monkeypatch.setattr(plan, "grid", lambda _, scope: [SimpleNamespace(activity=a) for a in grid])
        return SimpleNamespace(dataset=None, sources=every, catalog=catalog)

    return made


def test_a_topic_stays_with_its_activities_or_with_what_has_a_unit(whole_catalog, view):
    """Incidents have no unit; complaints, alerts and controls have; a topic without data stays only with an activity
    in view."""

    def of_stage(scope: Scope, **given) -> tuple[list[str], list[str]]:
        return tuple(
            [topic.key for topic in found]
            for found in topics.of_stage(view(whole_catalog, **given), scope, "monitoring")
        )

    scope = Scope(NOVEMBER, stage="monitoring", unit="UTI")
    serving = {"qrd": ["12"], "controles": ["22"], "digital": ["23"], "incidentes": ["20"]}
    rows = {"qrd": 5, "digital_project": 9, "security_incident": 3}
    assert of_stage(scope, rows=rows, serving=serving, grid=["22", "23"]) == (
        ["qrd", "controles", "digital"],
        ["incidentes"],
    )
    assert of_stage(scope, rows={"qrd": 5, "ctvc_alert": 2}, serving=serving, grid=["12"]) == (
        ["qrd", "alertas"],
        ["incidentes", "controles", "digital"],
    )
    assert of_stage(replace(scope, system="SGSI"), rows={"qrd": 5}, serving=serving, grid=["12", "23"]) == (
        ["digital"],
        ["qrd", "incidentes", "controles"],
    )


def test_what_the_filters_leave_out_is_said_by_name(whole_catalog, view):
    there = view(whole_catalog, {}, {}, [])
    shown, out = [TOPICS["comunes"], TOPICS["documentos"]], [TOPICS["satisfaccion"], TOPICS["revision"]]
    sgsst = Scope(NOVEMBER, stage="maintenance", system="SGSST")
    assert topics.left_out(there, sgsst, shown, out) == (
        "Con estos filtros quedan fuera 2 temas (Satisfacción de los hogares y Declaración de Aplicabilidad) y "
        "1 indicador (MAN-03)."
    )
    assert topics.left_out(there, Scope(NOVEMBER, stage="maintenance"), shown, []) == ""


def test_one_of_its_registers_is_enough_for_a_topic(view):
    common = TOPICS["comunes"]
    assert topics.has_rows(view(None, {"agreement": 1}, {}, []), common) and not topics.has_rows(
        view(None, {"qrd": 1}, {}, []), common
    )


def test_a_screen_of_a_system_has_the_topics_of_that_system(whole_catalog, view):
    every = {name: 1 for topic in TOPICS.values() for name in topic.registers}
    found = {
        system: [
            topic.key
            for topic in topics.of_system(view(whole_catalog, every, {}, []), Scope(NOVEMBER, system=system), system)
        ]
        for system in ("SGC", "SGAS", "SGSI", "SGSST")
    }
    assert found == {
        "SGC": ["riesgos", "satisfaccion", "reporte", "acciones", "qrd", "aplicativos"],
        "SGAS": ["comunes", "riesgos", "integridad", "reporte", "acciones", "alertas", "denuncias"],
        "SGSI": ["riesgos", "revision", "reporte", "acciones", "incidentes", "controles", "digital"],
        "SGSST": ["riesgos", "reporte", "acciones", "sst"],
    }


def test_a_topic_has_figures_in_every_system_that_keeps_it(whole_catalog):
    """One whose every figure would be «fuera del filtro» is left out by its systems, and named."""
    for topic in TOPICS.values():
        held = {system for code in topic.indicators for system in whole_catalog.indicator(code).systems}
        assert set(topic.systems) <= held or not topic.indicators, topic.key
