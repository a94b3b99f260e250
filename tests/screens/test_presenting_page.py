"""The screen of the presentation without a browser: what its window is sent, what it says without slides, the way to it and
back, and how the secretary arranges it."""

import json
import shutil
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT
from pages._kit.presenting.arrange import kept
from pages._kit.screens import screens
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.corte.freeze import freeze
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.session import acts, facts
from sig_metrics.session.model import Attendance, Deck, Item
from sig_metrics.store import LocalStore
from support.app import go

SECRET = "preguntar por la auditoría pendiente"


@pytest.fixture(scope="module")
def presented(demo_folder, tmp_path_factory):
    """A store with a session in course and its corte, and another that was only called; to be read only."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("presented") / "store")
    store = LocalStore(folder, wait=1)
    dataset = dataset_of(store.open(), default_catalog())
    corte = freeze(store, dataset, "Cierre", date(2021, 11, 30), "UPPM")
    given = {"place": "Sala", "starts_at": "09:00", "called_on": date(2021, 11, 26), "who": "UPPM"}
    items = (Item(1, "Resultados de las auditorías", "UPPM", 11),)
    held = acts.convene(store, dataset, kind="management_review", held_on=date(2021, 12, 3), items=items, **given)
    acts.convene(store, dataset, kind="committee", held_on=date(2021, 12, 10), items=items, **given)
    seated = tuple(Attendance(each.office, "titular") for each in held.seats)
    acts.attend(store, held.code, attendance=seated, who="UPPM")
    acts.install(store, held.code, corte=corte.number, who="UPPM")
    acts.arrange(store, held.code, deck=Deck(("conclusion", "portada"), ("plan",), {"entrada-11": SECRET}), who="UPPM")
    dataset.close()
    return folder, [each.code for each in facts.sessions(store)]


def opened(folder, monkeypatch, **query) -> AppTest:
    monkeypatch.setenv("SIG_STORE", str(folder))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.query_params.update(query)
    go(app, "presentar").run()
    assert not app.exception and not app.error, app.exception
    return app


def deck_of(app: AppTest) -> dict:
    return json.loads(next(each.proto.bytes for each in app.get("bidi_component")))["board"]


def test_it_is_no_entry_of_the_navigation_and_has_an_address(whole_catalog):
    found = screens(whole_catalog)["presentar"]
    assert not found.listed and found.freezes
    assert [each.address for each in screens(whole_catalog).values() if not each.listed] == ["presentar"]


def test_a_session_brings_its_corte_and_is_shared(presented, monkeypatch):
    folder, (code, _) = presented
    app = opened(folder, monkeypatch, sesion=code)
    assert app.query_params["corte_fijo"] in ("1", ["1"]) and app.query_params["compartida"] in ("1", ["1"])
    deck = deck_of(app)
    keys = [each["key"] for each in deck["slides"]]
    assert keys[0] == "conclusion" and "plan" not in keys and "portada" in keys
    assert deck["agrees"] and not deck["speaks"] and deck["mark"] == "Datos de demostración"
    drawn = [block["figure"] for each in deck["slides"] for block in each["blocks"] if block["kind"] == "chart"]
    # its words are apart by the least room that a slide leaves: 238 pixels of its letters, measured at both sizes
    assert len(drawn) > 8 and {each["layout"]["height"] for each in drawn} == {240}


def test_notes_go_to_the_presenter_alone(presented, monkeypatch):
    folder, (code, _) = presented
    shared, own = (opened(folder, monkeypatch, sesion=code, **more) for more in ({}, {"orador": "1"}))
    assert SECRET not in json.dumps(deck_of(shared), ensure_ascii=False) and "notes" not in deck_of(shared)
    assert deck_of(own)["notes"] == {"entrada-11": SECRET}
    assert deck_of(own)["items"] == {"1": "Resultados de las auditorías"}
    assert deck_of(own)["channel"] == deck_of(shared)["channel"]


def test_an_agreement_is_proposed_on_the_point_of_its_slide_and_on_no_other(presented, monkeypatch):
    folder, (code, _) = presented
    app = opened(folder, monkeypatch, sesion=code)
    held = facts.session_of(LocalStore(folder), code).facts

    def point(slide: str):
        app.session_state["presentar_acuerdo"] = slide, held
        app.run()
        return next(each for each in app.selectbox if each.label == "Punto del orden del día").value

    assert point("entrada-11") == 1 and point("entrada-9") is None
    assert any("Elija el punto del orden del día" in each.value for each in app.caption)
    assert not [each for each in app.text_area if each.label == "Qué se acuerda"]


def test_a_corte_alone_has_slides_and_nothing_is_agreed_on_them(presented, monkeypatch):
    deck = deck_of(opened(presented[0], monkeypatch, corte_fijo="1"))
    assert deck["slides"][0]["title"] == "El SIG al 30 de noviembre de 2021" and not deck["agrees"]


@pytest.mark.parametrize("query", [{}, {"sesion": "ACT-2021-99"}], ids=["nothing", "no such session"])
def test_without_a_corte_it_says_where_to_find_one(presented, monkeypatch, query):
    app = opened(presented[0], monkeypatch, **query)
    assert app.title[0].value == "Todavía no hay láminas" and not app.get("bidi_component")
    assert any("Una presentación es de un corte" in each.value for each in app.markdown)
    assert bool(app.warning) == bool(query)


def test_a_session_that_was_only_called_has_no_slides_yet(presented, monkeypatch):
    app = opened(presented[0], monkeypatch, sesion=presented[1][1])
    assert any("se congela al instalarla" in each.value for each in app.markdown)


def test_a_live_figure_has_the_way_back(presented, monkeypatch):
    folder, (code, _) = presented
    monkeypatch.setenv("SIG_STORE", str(folder))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.query_params.update({"corte_fijo": "1", "compartida": "1", "volver": f"{code}.6.entrada-11"})
    go(app, "sgsi").run()
    assert app.button(key="volver_lamina").label == "Volver a la lámina 6"
    app.query_params.update({"volver": "<b>"})
    app.run()
    assert not app.exception and not [each for each in app.button if each.key == "volver_lamina"]


def test_what_the_secretary_typed_is_an_arrangement():
    rows = [
        {"key": "a", "place": 3, "shown": True, "note": " hola "},
        {"key": "b", "place": 1, "shown": False, "note": ""},
        {"key": "c", "place": None, "shown": True, "note": None},
        {"key": "d", "place": 1, "shown": True, "note": "x"},
    ]
    assert kept(rows, {"b": "vieja"}) == Deck(("b", "d", "a", "c"), ("b",), {"a": "hola", "d": "x"})
    shared = [{name: value for name, value in row.items() if name != "note"} for row in rows]
    assert kept(shared, {"b": "vieja"}).notes == {"b": "vieja"}, "what was not shown is not lost"


def test_on_a_shared_screen_the_table_of_slides_has_no_notes(presented, monkeypatch):
    folder, (code, _) = presented
    monkeypatch.setenv("SIG_STORE", str(folder))
    for shared, columns in (("", True), ("1", False)):
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
        app.query_params.update({"sesion": code, "laminas": "1", "compartida": shared})
        go(app, "revision").run()
        told = next(each.value for each in app.get("data_editor") or app.dataframe if "title" in each.value.columns)
        assert ("note" in told.columns) == columns and (SECRET in told.to_csv()) == columns
