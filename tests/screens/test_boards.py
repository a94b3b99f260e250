"""What a board is given, word by word: the numbers, the tone and the key of each cell, from values typed here."""

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import plotly.graph_objects as go
import pytest

from pages._kit import boards
from pages._kit.boards import listed, plan_months, quality, tables
from sig_metrics.catalog.model import Target
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.consistency import Finding, Version
from sig_metrics.measure.coverage import Cell as Month
from sig_metrics.measure.coverage import Line
from sig_metrics.measure.decisions import Decision
from sig_metrics.measure.freshness import Freshness
from sig_metrics.measure.insights import Overview, State
from sig_metrics.measure.plan import Activity, Cell
from sig_metrics.measure.scope import PlanVersion, Scope
from sig_metrics.measure.signals import Alarms
from sig_metrics.measure.since import Item, Since
from sig_metrics.measure.topics import TopicStanding

NOVEMBER = date(2021, 11, 30)
RULING = PlanVersion(2021, "05", "RDE", date(2021, 9, 30), "", False)
TARGET = Target(0.9, "90 %", "S", date(2021, 1, 1))


def decision(item: int, kind: str = "overdue") -> Decision:
    return Decision(kind, "05", 3, item, 10, "UTI", f"Informe {item}", "detalle")


def activity(**given) -> Activity:
    parts = {
        "programmed": 5,
        "credited": 4,
        "delivered": 7,
        "overdue": 0,
        "on_time": 4,
        "unsupported": 0,
        "target": 9,
        "cells": (Cell("none"),) * 12,
    }
    return Activity("05", "maintenance", "Línea.", "UTI/CT", "Hacer", "Informe", **{**parts, **given})


def row_of(catalog, **given) -> dict:
    return plan_months.grid(catalog, [activity(**given)], 3)["groups"][0]["rows"][0]


def test_what_does_not_fit_in_the_list_is_counted(whole_catalog):
    found = [decision(n) for n in range(1, 10)]
    board = listed.decisions(whole_catalog, found, most=7)
    assert board["more"] == {"key": "decisions.all", "text": "Ver las 9 →"} and not board["whole"]
    assert (
        listed.decisions(whole_catalog, found[:7], most=7)["more"] is None
        and len(listed.decisions(whole_catalog, found, most=7)["items"]) == 7
    )


def test_what_changed_beyond_twelve_is_folded_in_the_list_itself(whole_catalog):
    many = tuple(Item("05", 3, n, "UTI", f"Informe {n}", "a tiempo") for n in range(1, 14))
    found = Since(date(2021, 10, 31), NOVEMBER, True, came=many)
    board = listed.changes(whole_catalog, found)[0]
    assert (board["rest"], len(board["items"])) == (
        {"key": "unfold.0", "most": 12, "text": "Ver las 13 →"},
        13,
    )
    assert listed.changes(whole_catalog, replace(found, came=many[:12]))[0]["rest"] is None


def test_a_decision_keeps_its_kind_its_place_and_its_columns(whole_catalog):
    made = replace(decision(1, "unsupported"), norm="entregado 28/10/2021", when="sin número")
    item = listed.decisions(whole_catalog, [made])["items"][0]
    assert (item["key"], item["tone"], item["icon"], item["label"]) == (
        "05.03",
        "concern",
        "▲",
        "Entregado sin documento de sustento: Informe 1. detalle",
    )
    shown = (item["title"], item["whose"], item["when"], item["norm"])
    assert shown == ("Informe 1 (act. 05)", "UTI", "sin número", "entregado 28/10/2021")
    legal = listed.decisions(whole_catalog, [replace(made, kind="legal", title="24 reclamos")])["items"][0]
    assert legal["title"] == "24 reclamos" and legal["icon"] == "■"
    stale = replace(made, kind="stale", title="Registro sin actualizar: QRD")
    assert listed.decisions(whole_catalog, [stale])["items"][0]["label"] == "Registro sin actualizar: QRD. detalle"


def test_an_activity_shows_what_counts_and_is_red_only_when_something_is_overdue(whole_catalog):
    # seven came: three of another month do not count
    assert row_of(whole_catalog)["total"] == {"text": "4 de 5", "tone": "ink"}
    assert row_of(whole_catalog, overdue=1)["total"]["tone"] == "breach"
    assert row_of(whole_catalog, unsupported=1)["total"]["tone"] == "ink"
    assert row_of(whole_catalog, programmed=0, credited=0)["total"] == {"text": "nada aún", "tone": "muted"}
    assert row_of(whole_catalog, target=None)["total"] == {"text": "7, sin meta", "tone": "muted"}


def test_a_cell_that_is_overdue_says_how_many_are_missing_of_how_many(whole_catalog):
    cells = (Cell("overdue", 3, 1, 1), Cell("pending", 2), *(Cell("none"),) * 10)
    first, second, third = row_of(whole_catalog, cells=cells)["cells"][:3]
    assert (first["text"], first["key"], first["flag"]) == ("2/3", "05.01", "s/d")
    assert first["label"] == "Act. 05, enero: vencido, 1 de 3 entregables; 1 sin número de documento"
    assert (second["text"], second["key"], second["state"]) == ("2", "05.02", "pending") and (
        third["text"],
        third["key"],
    ) == ("", None)


def test_the_line_of_the_cut_off_is_after_its_month(whole_catalog):
    shown = plan_months.grid(whole_catalog, [activity()], 3)
    assert shown["cutoff_index"] == 2  # marzo is the third, counted from zero


def crossing(catalog, state: State | None) -> dict:
    seen = Overview(Scope(NOVEMBER), State(), [], RULING, matrix={("SGC", "maintenance"): state} if state else {})
    return tables.matrix(catalog, seen, {})["rows"][0]["cells"][0]


def test_a_crossing_that_others_have_activities_in_is_not_empty_in_the_plan(whole_catalog):
    """The plan has activities of SGC in maintenance and none in improvement: of a unit without any, each cell says
    which it is."""
    nothing = Overview(Scope(NOVEMBER, unit="CT"), State(), [], RULING, matrix={})
    board = tables.matrix(whole_catalog, nothing, {}, frozenset({("SGC", "maintenance")}))
    said = {cell["key"]: cell["label"] for cell in board["rows"][0]["cells"]}
    assert said["SGC.maintenance"] == "SGC, Mantenimiento: sin actividades a su cargo. Abrir"
    assert said["SGC.improvement"] == "SGC, Mejora: sin actividades en el plan. Abrir"


def test_a_crossing_says_first_what_is_overdue_with_its_sign_and_its_word(whole_catalog):
    late = crossing(whole_catalog, State(programmed=8, delivered=6, on_time=5, overdue=2, unsupported=1))
    assert (late["icon"], late["value"], late["share"], late["tone"]) == ("■", "2 vencidos", "75 %", "breach")
    assert late["label"] == "SGC, Mantenimiento: 2 vencidos, 6 de 8 (75 %). Abrir"
    whole = crossing(whole_catalog, State(programmed=8, delivered=8, on_time=5))
    assert (whole["icon"], whole["value"], whole["share"], whole["tone"]) == ("●", "al día", "100 %", "improvement")
    one = crossing(whole_catalog, State(programmed=20, delivered=19, on_time=17, overdue=1))
    assert (one["value"], one["share"]) == ("1 vencido", "95 %")
    # what was owed by an earlier plan is overdue although this one has asked for nothing yet
    assert crossing(whole_catalog, State(overdue=3))["value"] == "3 vencidos"
    nothing = crossing(whole_catalog, State())
    assert (nothing["value"], nothing["icon"], nothing["share"]) == ("nada aún", None, None)
    assert crossing(whole_catalog, None)["value"] == "—"


def test_the_count_of_a_crossing_opens_its_rows_where_there_are_some(whole_catalog):
    late = crossing(whole_catalog, State(programmed=8, delivered=6, overdue=2))
    assert (late["key"], late["rows"]) == ("SGC.maintenance", "cruce.SGC.maintenance")
    assert late["why"] == "SGC, Mantenimiento: 2 vencidos. Ver sus filas"
    assert crossing(whole_catalog, State(overdue=3))["rows"] == "cruce.SGC.maintenance"
    for state in (State(), None, State(programmed=8, known=False), State(programmed=8, waiting=True)):
        assert not crossing(whole_catalog, state).get("rows")


def test_the_second_mark_of_a_crossing_is_grave_rules_or_else_indicators_out_of_their_target(whole_catalog):
    state = State(programmed=8, delivered=8, on_time=8)
    seen = Overview(Scope(NOVEMBER), State(), [], RULING, matrix={("SGC", "maintenance"): state})
    marks = []
    for alarms in (Alarms(), Alarms(missed=4), Alarms(missed=4, grave=1), Alarms(grave=2)):
        board = tables.matrix(whole_catalog, seen, {}, alarms={("SGC", "maintenance"): alarms})
        marks.append(board["rows"][0]["cells"][0])
    assert [mark["mark"] and (mark["mark"]["icon"], mark["mark"]["text"]) for mark in marks] == [
        None,
        ("▼", "4"),
        ("■", "1 grave"),
        ("■", "2 graves"),
    ]
    assert marks[1]["label"] == "SGC, Mantenimiento: al día, 8 de 8 (100 %). 4 indicadores fuera de meta. Abrir"
    assert marks[2]["label"] == "SGC, Mantenimiento: al día, 8 de 8 (100 %). 1 regla grave. Abrir"


def test_the_signals_of_a_crossing_are_a_mark_of_their_own_that_opens_them(whole_catalog):
    """Also where nothing is programmed, or it is not known what was delivered."""
    where = ("SGC", "maintenance")
    for state in (State(programmed=8, delivered=8, on_time=8), State(programmed=8, known=False), None):
        seen = Overview(Scope(NOVEMBER), State(), [], RULING, matrix={where: state} if state else {})
        cells = [
            tables.matrix(whole_catalog, seen, {}, alarms={where: Alarms(missed=4, signals=n)})["rows"][0]["cells"][0]
            for n in (0, 1, 2)
        ]
        none, one, two = (cell["signals"] for cell in cells)
        assert none is None and (two["icon"], two["text"]) == ("◆", "2")
        assert one == {
            "key": "signal.SGC.maintenance",
            "icon": "◆",
            "text": "1",
            "label": "SGC, Mantenimiento: 1 señal de que un proceso empeoró. Ver cuáles",
        }
        assert two["label"] == "SGC, Mantenimiento: 2 señales de que procesos empeoraron. Ver cuáles"
        assert {cell["mark"]["text"] for cell in cells} == {"4"}


def test_a_tile_has_the_worst_indicator_of_its_topic_and_what_is_open(whole_catalog):
    indicator, topic = whole_catalog.indicator("SEG-07"), whole_catalog.screens.topic("qrd")
    months = [Measure(indicator, date(2021, n, 28), 0.9, 9, 10, "met", TARGET) for n in (1, 2)]
    worst = Measure(indicator, NOVEMBER, 0.75, 9, 12, "missed", TARGET, open_overdue=3, oldest_overdue_days=40)
    kept = replace(worst, value=None, status="protected")
    standings = [
        ("Quejas", TopicStanding(topic, (worst,), 100, 48, 40), months),
        ("Acciones", TopicStanding(topic, (worst,), None, 1, 40), []),
        ("Lugares", TopicStanding(topic, (), None, None, None), []),
        ("Denuncias", TopicStanding(topic, (kept,), None, None, None), []),
    ]
    full, some, bare, reserved = tables.tiles(whole_catalog, standings)["tiles"]
    assert (full["key"], full["name"], full["value"], full["icon"]) == ("qrd", "Quejas", "75.0 %", "■")
    assert (full["word"], full["about"]) == ("fuera de meta · 48 de 100 vencidos", "Reclamos en plazo")
    assert (full["spark"], full["target"], full["tone"]) == ([0.9, 0.9], 0.9, "breach")
    assert some["word"] == "fuera de meta · 1 vencido"
    (holed,) = tables.tiles(whole_catalog, standings[:1], {indicator.name: "sin casos de Oct 21"})["tiles"]
    assert holed["about"] == "Reclamos en plazo · sin casos de Oct 21"
    assert "75.0 % (9 de 12), fuera de meta · 48 de 100 vencidos, sin casos de Oct 21, meta " in holed["label"]
    near = TopicStanding(topic, (replace(worst, status="near"),), 100, 48, 40)
    calm = TopicStanding(topic, (replace(worst, status="near"),), 100, 0, None)
    tones = [tile["tone"] for tile in tables.tiles(whole_catalog, [("A", near, []), ("B", calm, [])])["tiles"]]
    assert tones == ["concern", "ink"], "no calm over what is overdue"
    assert (bare["value"], bare["word"]) == ("—", "sin indicador propio")
    assert (reserved["value"], reserved["word"], reserved["small"]) == ("protegido", "", True)
    assert reserved["label"].startswith("Denuncias. Reclamos respondidos dentro del plazo legal: protegido, meta ")


def test_a_number_of_a_tile_opens_its_rows_where_there_are_some(whole_catalog):
    indicator, topic = whole_catalog.indicator("SEG-07"), whole_catalog.screens.topic("qrd")
    worst = Measure(indicator, NOVEMBER, 0.75, 9, 12, "missed", TARGET, open_overdue=3, oldest_overdue_days=40)
    full = TopicStanding(topic, (worst,), 100, 48, 40, ("age.qrd.5",), ("term.qrd.legal",))
    kept = TopicStanding(topic, (replace(worst, value=None, status="protected"),), None, None, None)
    shown, reserved, calm = tables.tiles(
        whole_catalog, [("Quejas", full, []), ("Denuncias", kept, []), ("Al día", replace(full, overdue=0), [])]
    )["tiles"]
    assert shown["late"] == {
        "key": "tema.qrd",
        "text": "48 de 100 vencidos",
        "label": "Quejas: 48 de 100 vencidos. Ver sus filas",
    }
    assert (shown["standing"], shown["why"]) == ("fuera de meta", "ficha.SEG-07")
    assert shown["word"] == "fuera de meta · 48 de 100 vencidos"
    assert (reserved["late"], reserved["why"]) == (None, None) and (calm["late"], calm["why"]) == (None, "ficha.SEG-07")


@pytest.mark.parametrize(
    ("status", "tone", "icon", "word"),
    [
        ("met", "improvement", "●", "cumple"),
        ("backlog", "concern", "◆", "con vencidos"),
        ("missed", "breach", "■", "fuera de meta"),
        ("stale", "common", "◌", "dato antiguo"),
    ],
)
def test_bar_and_sign_of_an_indicator_have_the_tone_of_its_status(whole_catalog, status, tone, icon, word):
    indicator = whole_catalog.indicator("SEG-07")
    history = [
        Measure(indicator, date(2021, month, 28), share, 1, 2, "met", TARGET)
        for month, share in ((1, 0.5), (2, None), (3, 0.8))
    ]
    measured = Measure(indicator, NOVEMBER, 0.75, 9, 12, status, TARGET, open_overdue=3, oldest_overdue_days=40)
    row = tables.measures(whole_catalog, [measured], {indicator.name: history})["rows"][0]
    assert row["status"] == {"tone": tone, "icon": icon, "word": word} and row["bullet"]["tone"] == tone
    assert (row["value"], row["sub"], row["goal"], row["spark"]) == (
        "75.0 %",
        "9 de 12",
        "meta 90 % (plan)",
        [0.5, None, 0.8],
    )
    assert (row["bullet"]["value"], row["bullet"]["target"]) == (0.75, 0.9) and row["overdue"].startswith(
        "3 abiertos fuera de plazo"
    )
    assert row["again"] == [] and row["whole"] == ""


def test_a_row_says_where_its_months_begin_again_and_what_it_lacks(whole_catalog):
    """The plan of 2021 rules in January too; that of 2022 begins in February."""
    indicator = whole_catalog.indicator("PLN-01")
    days = (date(2022, 1, 31), 2021), (date(2022, 2, 28), 2022), (date(2022, 3, 31), 2022)
    history = [Measure(indicator, day, 0.5, 1, 2, "met", TARGET, begun=begun) for day, begun in days]
    board = tables.measures(
        whole_catalog, history[-1:], {indicator.name: history}, without={indicator.name: "sin casos de Feb 22"}
    )
    assert (board["rows"][0]["again"], board["rows"][0]["whole"]) == ([1], "sin casos de Feb 22")


def line(*states: str, due: date | None = date(2021, 12, 10), stale: bool = False) -> Line:
    cells = tuple(Month(date(2021, n, 28), state, date(2021, n, 28)) for n, state in enumerate(states, 1))
    return Line("qrd", "monthly", cells, Freshness("qrd", True, date(2021, 10, 31), date(2021, 11, 30), due, stale), ())


def test_a_register_that_lacks_a_month_is_red_and_its_month_leads_to_its_load(whole_catalog):
    board = quality.calendar(whole_catalog, [line("received", "missing", "pending")], 3)
    row = board["groups"][0]["rows"][0]
    assert (row["total"], row["pick"]) == ({"text": "1 de 2", "tone": "breach"}, "register.qrd")
    assert [(cell["state"], cell["text"], cell["key"]) for cell in row["cells"]] == [
        ("received", "✓", None),
        ("overdue", "", "register.qrd"),
        ("pending", "", None),
    ]


def test_a_register_that_lacks_an_old_month_greys_nothing(whole_catalog):
    holed = replace(line("missing", "received"), indicators=(whole_catalog.indicator("SEG-07"),))
    assert [(row["codes"], row["files"]) for row in quality.freshness(whole_catalog, [holed])] == [("SEG-07", "1 de 2")]
    late = replace(holed, fresh=replace(holed.fresh, stale=True))
    assert [row["codes"] for row in quality.freshness(whole_catalog, [late])] == ["SEG-07 (en gris)"]
    assert [row["situation"][2:] for row in quality.freshness(whole_catalog, [holed, late])] == [
        "Sin actualizar",
        "Le falta un envío",
    ], "what is late first; what lacks a month is not up to date in one table and red in another"
    whole = line("received", "received", "pending")
    assert [row["situation"][2:] for row in quality.freshness(whole_catalog, [whole])] == ["Al día"]


def test_a_rule_is_beside_what_it_found_in_the_version_before(whole_catalog):
    check = next(iter(whole_catalog.checks.values()))
    versions = [Version(n, None, {check.name: count}) for n, count in ((1, 7), (2, 5), (3, 2))]
    several = quality.rules(whole_catalog, [Finding(check, 2, {}, [])], versions)
    row = several["rows"][0]
    assert (row["value"], row["aside"], row["spark"]) == ("2", f"{check.code} · antes 5", [7, 5, 2])
    assert several["head"] == ["Regla", "Filas", "", "Severidad", "Código", "Últimas versiones"]
    single = quality.rules(whole_catalog, [Finding(check, 2, {}, [])], versions[:1])
    assert (single["rows"][0]["aside"], single["rows"][0]["spark"], single["head"][-1]) == (check.code, [], "")


@pytest.mark.parametrize("name", ["matrix", "plan_grid", "decisions", "tiles", "measures", "found", "chart"])
def test_what_is_picked_on_a_board_is_what_its_screen_is_told(monkeypatch, name):
    drawn, told = {}, []
    monkeypatch.setitem(boards._BOARD, name, lambda **given: drawn.update(given))
    session = {"place": SimpleNamespace(picked="05.03")}
    monkeypatch.setattr(boards, "st", SimpleNamespace(session_state=session))
    given = {"label": "x", "rows": [{"key": "otra"}]}
    figure = [go.Figure(layout={"height": 200})] if name == "chart" else []
    getattr(boards, name)(*figure, given, key="place", on_pick=told.append)
    assert (drawn["key"], json.loads(drawn["data"])["board"]["label"]) == ("place", "x")
    drawn["on_picked_change"]()
    session["place"].picked = None  # the pick is forgotten: nothing is told twice
    drawn["on_picked_change"]()
    assert told == ["05.03"]


def test_what_is_sent_of_a_board_is_made_once_and_says_what_it_is_made_of():
    board = {"label": "Año \u202e1 < 2", "rows": [1, None]}
    sent = boards._sent(board)
    assert json.loads(sent) == {"board": {"label": "Año 1 < 2", "rows": [1, None]}}
    assert boards._sent(board) is sent and boards._sent(dict(board)) is not sent
    figure, about = go.Figure(layout={"height": 200}), {"alt": "x", "picked": None, "below": ["y"]}
    drawn = boards._drawn(figure, about)
    assert json.loads(drawn)["board"] == {**about, "figure": figure.to_dict()}
    assert boards._drawn(figure, dict(about)) is drawn and boards._drawn(figure, about | {"picked": "z"}) != drawn
