"""What needs a decision and in which order: counted by hand from the files of the demonstration, and as a kind.

The 11 incidents, 5 obligations and 11 agreements are those of data/demo with their due day on or before 30/11/2021
and no day, up to it, on which they were notified, done or fulfilled."""

from datetime import date

import pytest
from test_pages import opened

from conftest import NOVEMBER
from pages._kit.blocks import drawer
from sig_metrics.measure import decisions as module
from sig_metrics.measure import drill
from sig_metrics.measure.compute import measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.decisions import decisions
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.targets import target_at

LATE_SST = {
    "OBL-2020-CS-04": 579,
    "OBL-2020-CS-05": 548,
    "OBL-2020-RT-2": 518,
    "OBL-2021-CS-08": 91,
    "OBL-2021-CA-3": 61,
}
LATE_AGREEMENTS = {
    "ACU-2020-010": "UPPM",
    "ACU-2020-009": "UCI",
    "ACU-2020-030": "UCI",
    "ACU-2020-035": "DE",
    "ACU-2020-032": "URH",
    "ACU-2020-031": "UPPM",
    "ACU-2021-047": "UCI",
    "ACU-2021-058": "URH",
    "ACU-2021-060": "UTI",
    "ACU-2021-050": "UPPM",
    "ACU-2021-063": "UPPM",
}


def said(snapshot, catalog, *kinds: str, **filters) -> list[tuple]:
    return [
        (d.title, d.detail, d.key)
        for d in decisions(Dataset(snapshot, catalog), Scope(NOVEMBER, **filters))
        if d.kind in kinds
    ]


INCIDENTS = (
    "11 incidentes sin notificar fuera de plazo legal",
    "UTI · el más antiguo venció hace 683 días · DU 007-2020 art. 9.1.a; DS 029-2021-PCM art. 108",
    "overdue.SEG-15",
)
CLAIMS = (
    "24 reclamos sin cerrar fuera de plazo legal",
    "CT / UCI / URH / UTI · el más antiguo venció hace 655 días · DS 007-2020-PCM art. 14",
    "overdue.SEG-07",
)
NORM_SST = "Ley 29783 art. 35.b; DS 005-2012-TR arts. 42.p, 42.r y 110"
OBLIGATIONS = (
    "5 obligaciones de SST sin cumplir fuera de plazo legal",
    f"URH · la más antigua venció hace 579 días · {NORM_SST}",
    "overdue.MEJ-05",
)


def test_every_legal_term_that_passed_is_a_decision(demo_snapshot, whole_catalog):
    assert said(demo_snapshot, whole_catalog, "legal") == [INCIDENTS, CLAIMS, OBLIGATIONS]
    assert (
        said(demo_snapshot, whole_catalog, "legal", stage="improvement")
        == [OBLIGATIONS]
        == said(demo_snapshot, whole_catalog, "legal", system="SGSST")
    )
    assert (
        said(demo_snapshot, whole_catalog, "legal", system="SGSI") == [INCIDENTS]
        and said(demo_snapshot, whole_catalog, "legal", system="SGAS") == []
    )
    assert said(demo_snapshot, whole_catalog, "legal", stage="maintenance") == []


def test_a_legal_decision_of_a_unit_is_what_it_has_or_answers_for(demo_snapshot, whole_catalog):
    assert said(demo_snapshot, whole_catalog, "legal", unit="CT") == [
        (
            "9 reclamos sin cerrar fuera de plazo legal",
            "CT · el más antiguo venció hace 655 días · DS 007-2020-PCM art. 14",
            "overdue.SEG-07",
        )
    ]
    # URH answers for them; the register has no unit
    whole = (OBLIGATIONS[0], f"{OBLIGATIONS[1]} · todas las unidades", OBLIGATIONS[2])
    assert said(demo_snapshot, whole_catalog, "legal", unit="URH")[0] == whole


@pytest.mark.in_turn(8)
@pytest.mark.parametrize(
    "cutoff", [date(2020, 6, 30), date(2020, 12, 31), date(2021, 3, 31), date(2021, 7, 31), NOVEMBER]
)
@pytest.mark.parametrize(
    "filters", [{}, {"system": "SGSST"}, {"system": "SGC"}, {"stage": "monitoring"}, {"unit": "UCI"}], ids=str
)
def test_what_the_norm_gives_a_term_to_and_passed_it_is_never_left_out(demo_snapshot, whole_catalog, cutoff, filters):
    dataset = Dataset(demo_snapshot, whole_catalog)
    scope = Scope(cutoff, **filters)
    timed = [
        each
        for each in whole_catalog.indicators.values()
        if each.backlog and (target := target_at(each, cutoff)) and target.basis == "N"
    ]
    late = {
        m.indicator.code: m.open_overdue
        for m in measures(dataset, tuple(timed), scope)
        if m.open_overdue
        and m.status != "excluded"
        and ("unit" in m.indicator.dimensions or not scope.unit or scope.unit == m.indicator.owner)
    }
    found = {d.key.partition(".")[2]: int(d.title.split()[0]) for d in decisions(dataset, scope) if d.kind == "legal"}
    assert found == late and (
        late or filters in ({"system": "SGSST"}, {"system": "SGC"}, {"unit": "UCI"}) or cutoff.year == 2020
    )
    assert {
        each.code
        for each in whole_catalog.indicators.values()
        if each.backlog and any(t.basis == "N" for t in each.targets)
    } == {"SEG-07", "SEG-08", "SEG-15", "MEJ-05"}


def test_a_decision_opens_exactly_its_rows(demo_snapshot, whole_catalog):
    dataset = Dataset(demo_snapshot, whole_catalog)

    def rows(key: str, **filters) -> list[dict]:
        return drill.behind(dataset, Scope(NOVEMBER, **filters), key).rows

    assert {row["id"]: row["days"] for row in rows("overdue.MEJ-05")} == LATE_SST
    assert {row["id"]: row["unit"] for row in rows("overdue.MAN-07")} == LATE_AGREEMENTS
    # they have no system
    assert {row["id"] for row in rows("overdue.MAN-07", unit="URH", system="SGAS")} == {"ACU-2020-032", "ACU-2021-058"}
    assert (len(rows("overdue.SEG-15")), len(rows("overdue.SEG-07", unit="CT"))) == (11, 9)
    for decision in decisions(dataset, Scope(NOVEMBER)):
        if decision.key.startswith("overdue."):
            assert len(rows(decision.key)) == int(decision.title.split()[0]), decision


@pytest.mark.parametrize("key", ["overdue.", "overdue.SEG-10", "overdue.PLN-02", "overdue.SEG-12", "overdue.nada"])
def test_what_has_no_clock_or_is_the_plan_s_has_no_such_rows(demo_snapshot, whole_catalog, key):
    assert drill.behind(Dataset(demo_snapshot, whole_catalog), Scope(NOVEMBER), key) is None


def test_overdue_agreements_are_one_decision(demo_snapshot, whole_catalog):
    units = "DE / UCI / UPPM / URH / UTI"
    assert said(demo_snapshot, whole_catalog, "agreement") == [
        (
            "11 acuerdos sin cumplir pasada su fecha",
            f"{units} · el más antiguo venció hace 538 días",
            "overdue.MAN-07",
        )
    ]
    assert (
        said(demo_snapshot, whole_catalog, "agreement", system="SGAS")[0][1]
        == f"{units} · el más antiguo venció hace 538 días · todos los sistemas"
    )
    assert said(demo_snapshot, whole_catalog, "agreement", unit="UTI") == [
        # due on 23/06/2021
        (
            "1 acuerdo sin cumplir pasada su fecha",
            "UTI · el más antiguo venció hace 160 días",
            "overdue.MAN-07",
        )
    ]
    assert (
        said(demo_snapshot, whole_catalog, "agreement", unit="CT")
        == []
        == said(demo_snapshot, whole_catalog, "agreement", stage="monitoring")
    )


def test_a_grave_rule_with_rows_is_a_decision(demo_snapshot, whole_catalog):
    rule = (
        "Accidente mortal o incidente peligroso sin notificación en 24 horas",
        "SST-01 · 2 filas · mira todo lo cargado",
        "rule.SST-01",
    )
    for filters in ({}, {"system": "SGSST"}, {"unit": "URH"}, {"stage": "improvement"}):
        assert said(demo_snapshot, whole_catalog, "rule", **filters) == [rule], filters
    for filters in ({"system": "SGC"}, {"unit": "CT"}, {"stage": "monitoring"}):
        assert said(demo_snapshot, whole_catalog, "rule", **filters) == [], filters


@pytest.mark.parametrize("cutoff", [date(2020, 12, 31), date(2021, 10, 31)])
def test_a_closed_month_does_not_tell_what_a_rule_finds_today(demo_snapshot, whole_catalog, cutoff):
    """SST-2021-030 is of September 2021: December 2020 could not know it, and no rule says when it would have found
    what."""
    assert [d for d in decisions(Dataset(demo_snapshot, whole_catalog), Scope(cutoff)) if d.kind == "rule"] == []


def test_the_order_is_that_of_what_cannot_wait(demo_snapshot, whole_catalog):
    kinds = [d.kind for d in decisions(Dataset(demo_snapshot, whole_catalog), Scope(NOVEMBER))]
    assert list(dict.fromkeys(kinds)) == [
        "legal",
        "rule",
        "overdue",
        "off_target",
        "agreement",
        "unsupported",
        "term",
        "due_soon",
        "stale",
    ]
    assert list(whole_catalog.vocabularies["decision"]) == [
        "legal",
        "rule",
        "not_loaded",
        "overdue",
        "signal",
        "off_target",
        "agreement",
        "unsupported",
        "term",
        "due_soon",
        "stale",
    ]


def columns(snapshot, catalog, *kinds: str, cutoff: date = NOVEMBER) -> list[tuple[str, str]]:
    return [(d.norm, d.when) for d in decisions(Dataset(snapshot, catalog), Scope(cutoff)) if d.kind in kinds]


def test_a_row_of_the_table_says_the_norm_and_the_days_in_a_few_words(demo_snapshot, whole_catalog):
    """ACU-2020-010 was due on 10/06/2020, 538 days before the cut-off; activity 06 fell due that day; digital_project
    comes by the tenth."""
    assert columns(demo_snapshot, whole_catalog, "legal") == [
        ("DU 007-2020 art. 9.1.a", "683 días"),
        ("DS 007-2020-PCM art. 14", "655 días"),
        ("Ley 29783 art. 35.b", "579 días"),
    ]
    assert columns(demo_snapshot, whole_catalog, "rule", "overdue", "agreement") == [
        ("SST-01", "2 filas"),
        ("octubre", "30 días"),
        ("octubre", "30 días"),
        ("noviembre", "hoy"),
        ("desde el 10/06/2020", "538 días"),
    ]
    assert columns(demo_snapshot, whole_catalog, "unsupported") == [
        ("entregado 23/09/2021", "sin número"),
        ("entregado 28/10/2021", "sin número"),
        ("entregado 29/11/2021", "sin número"),
    ]
    assert columns(demo_snapshot, whole_catalog, "term")[0] == ("plazo propuesto", "648 días")
    assert columns(demo_snapshot, whole_catalog, "due_soon") == [("plazo propuesto", "≤ 5 días")] * 2
    assert columns(demo_snapshot, whole_catalog, "stale") == [("se esperaba el 10/11/2021", "20 días")]


def test_what_an_earlier_year_owes_says_its_year(demo_snapshot, whole_catalog):
    shown = columns(demo_snapshot, whole_catalog, "overdue", cutoff=date(2022, 1, 31))
    assert shown[0] == ("octubre de 2021", "92 días") and shown[-1] == ("diciembre de 2021", "31 días")


def test_a_term_that_nobody_named_is_said_by_its_ficha(whole_catalog, monkeypatch, demo_snapshot):
    monkeypatch.setattr(module.words, "known", lambda code: False)
    assert said(demo_snapshot, whole_catalog, "legal")[2][0] == "5 casos abiertos de MEJ-05 fuera de plazo legal"


def test_a_decision_leads_to_its_rows_or_to_its_rule(monkeypatch):
    found = []
    monkeypatch.setattr(drawer.state, "place", lambda **given: found.append(given))
    drawer.pick_cell("overdue.SEG-15")
    drawer.pick_cell("rule.SST-01")
    assert found == [{"casos": "overdue.SEG-15"}, {"regla": "SST-01"}]


@pytest.mark.parametrize(
    ("screen", "key", "rows"),
    [
        ("mejora", "overdue.MEJ-05", "5 filas"),
        ("sgsst", "overdue.MAN-07", "11 filas"),
        ("resumen", "overdue.SEG-15", "11 filas"),
        ("resumen", "term.ctvc_alert.internal", "24 filas"),
        ("resumen", "term.suggestion.internal", "33 filas"),
        ("seguimiento", "term.qrd.internal", "24 filas"),
        ("sgsi", "term.vulnerability.internal", "26 filas"),
        ("sgsi", "soon.vulnerability.internal", "2 filas"),
        ("sgc", "soon.suggestion.internal", "1 fila"),
    ],
)
def test_the_drawer_of_a_decision_has_its_rows(demo_folder, monkeypatch, screen, key, rows):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = opened(screen, corte="2021-11", casos=key)
    assert f"**{rows}**" in [each.value for each in app.markdown]
    shown = app.dataframe[-1].value
    assert len(shown) == int(rows.split()[0])
    if key.startswith("soon."):
        assert list(shown["Vence"]) == sorted(shown["Vence"])
    else:
        assert list(shown["Días vencido"]) == sorted(shown["Días vencido"], reverse=True)
