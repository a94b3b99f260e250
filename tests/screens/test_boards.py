"""What a board is given, word by word: the numbers, the tone and the key of each cell, from values typed here."""

from datetime import date
from types import SimpleNamespace

import pytest

from pages._kit import boards
from pages._kit.boards import quality, tables
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
    return tables.grid(catalog, [activity(**given)], 3)["groups"][0]["rows"][0]


def test_what_does_not_fit_in_the_list_is_counted(whole_catalog):
    found = [decision(n) for n in range(1, 10)]
    assert tables.decisions(whole_catalog, found, most=7)["more"] == "y 2 más, en Plan y versiones"
    assert (
        tables.decisions(whole_catalog, found[:7], most=7)["more"] is None
        and len(tables.decisions(whole_catalog, found, most=7)["items"]) == 7
    )


def test_a_decision_keeps_its_kind_and_its_place(whole_catalog):
    item = tables.decisions(whole_catalog, [decision(1, "unsupported")])["items"][0]
    assert (item["key"], item["tone"], item["icon"], item["label"]) == (
        "05.03",
        "concern",
        "▲",
        "Entregado sin documento de sustento: Informe 1. detalle",
    )


def test_an_activity_shows_what_counts_and_is_red_only_when_something_is_overdue(whole_catalog):
    # seven came: three of another month do not count
    assert row_of(whole_catalog)["total"] == {"text": "4 de 5", "tone": "ink"}
    assert row_of(whole_catalog, overdue=1)["total"]["tone"] == "breach"
    assert row_of(whole_catalog, unsupported=1)["total"]["tone"] == "ink"
    assert row_of(whole_catalog, programmed=0, credited=0)["total"] == {"text": "0 de 0", "tone": "muted"}
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
    assert tables.grid(whole_catalog, [activity()], 3)["cutoff_index"] == 2  # marzo is the third, counted from zero


def crossing(catalog, state: State | None) -> dict:
    seen = Overview(Scope(NOVEMBER), State(), [], RULING, matrix={("SGC", "maintenance"): state} if state else {})
    return tables.matrix(catalog, seen, {})["rows"][0]["cells"][0]


def test_a_crossing_that_others_have_activities_in_is_not_empty_in_the_plan(whole_catalog):
    """The plan has activities of SGC in maintenance and none in improvement: of a unit without any, each cell says
    which it is."""
    nothing = Overview(Scope(NOVEMBER, unit="CT"), State(), [], RULING, matrix={})
    cells = {
        cell["key"]: cell["note"]
        for cell in tables.matrix(whole_catalog, nothing, {}, frozenset({("SGC", "maintenance")}))["rows"][0]["cells"]
    }
    assert (
        cells["SGC.maintenance"] == "sin actividades a su cargo"
        and cells["SGC.improvement"] == "sin actividades en el plan"
    )


def test_a_crossing_is_what_was_delivered_of_what_was_programmed(whole_catalog):
    late = crossing(whole_catalog, State(programmed=8, delivered=6, on_time=5, overdue=2, unsupported=1))
    assert (late["value"], late["note"], late["share"], late["tone"]) == (
        "75.0 %",
        "6 de 8 · 2 vencidos",
        0.75,
        "breach",
    )
    whole = crossing(whole_catalog, State(programmed=8, delivered=8, on_time=5))
    assert (whole["value"], whole["note"], whole["tone"]) == ("100 %", "8 de 8 · al día", "ink")
    # 85 %: between 80 and 95
    assert crossing(whole_catalog, State(programmed=20, delivered=17, on_time=17, overdue=3))["tone"] == "concern"
    assert (
        crossing(whole_catalog, State())["note"] == "nada programado a la fecha"
        and crossing(whole_catalog, None)["value"] == "—"
    )


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
    from dataclasses import replace

    holed = replace(line("missing", "received"), indicators=(whole_catalog.indicator("SEG-07"),))
    assert [(row["codes"], row["grey"], row["files"]) for row in quality.freshness(whole_catalog, [holed])] == [
        ("SEG-07", None, "1 de 2")
    ]
    late = replace(holed, fresh=replace(holed.fresh, stale=True))
    assert [row["grey"] for row in quality.freshness(whole_catalog, [late])] == ["SEG-07"]
    assert [row["situation"][2:] for row in quality.freshness(whole_catalog, [holed, late])] == [
        "Sin actualizar",
        "Al día",
    ], "what is late first"


def test_a_rule_is_beside_what_it_found_in_the_version_before(whole_catalog):
    check = next(iter(whole_catalog.checks.values()))
    versions = [Version(n, None, {check.name: count}) for n, count in ((1, 7), (2, 5), (3, 2))]
    row = quality.rules(whole_catalog, [Finding(check, 2, {}, [])], versions)["rows"][0]
    assert (row["value"], row["goal"], row["spark"]) == ("2", "antes 5", [7, 5, 2])
    assert quality.rules(whole_catalog, [Finding(check, 2, {}, [])], versions[:1])["rows"][0]["goal"] == "—"


@pytest.mark.parametrize("name", ["matrix", "plan_grid", "decisions", "measures"])
def test_what_is_picked_on_a_board_is_what_its_screen_is_told(monkeypatch, name):
    drawn, told = {}, []
    monkeypatch.setattr(boards, f"_{name.upper()}", lambda **given: drawn.update(given))
    session = {"place": SimpleNamespace(picked="05.03")}
    monkeypatch.setattr(
        boards,
        "st",
        SimpleNamespace(session_state=session, context=SimpleNamespace(theme=SimpleNamespace(type="dark"))),
    )
    getattr(boards, name)({"label": "x", "rows": [{"key": "otra"}]}, key="place", on_pick=told.append)
    assert (drawn["key"], drawn["data"]["mode"], drawn["data"]["board"]["label"]) == ("place", "dark", "x")
    drawn["on_picked_change"]()
    session["place"].picked = None  # the pick is forgotten: nothing is told twice
    drawn["on_picked_change"]()
    assert told == ["05.03"]
