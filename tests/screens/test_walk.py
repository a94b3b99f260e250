"""Every screen × cut-off × system × unit × version, with what can be looked at inside, a comparison and drawers: no
exception, no value that is not there, no English, no code, no heading over nothing.

Any two of them meet in a place, and the places take turns; SIG_HEAVY=1 walks the whole. Both institutions: what is of one is not of
the screens."""

import logging
import os
import random

import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT, made_once
from pages._kit.screens import screens
from sig_metrics.catalog.build import ELSEWHERE
from sig_metrics.catalog.reader import default_catalog, load_catalog
from sig_metrics.catalog.units import known_to
from sig_metrics.demo import build_demo
from sig_metrics.measure.dataset import Dataset
from sig_metrics.store import LocalStore
from support import places, told
from support.app import go
from support.turns import share

HEAVY = os.environ.get("SIG_HEAVY") == "1"
CUIDAR = ROOT / "examples" / "cuidar" / "definitions"
EVERY = 3  # places, between one drawer and the next


class Walk:
    """A reader that goes from place to place and keeps what it finds: {what is wrong: the places, the first few}."""

    def __init__(self, folder, definitions=None):
        self.snapshot = LocalStore(folder).open()
        catalog = load_catalog(definitions) if definitions else default_catalog()
        self.dataset = Dataset(self.snapshot, known_to(catalog, self.snapshot.connection))
        self.codes = told.untranslated(self.dataset.catalog)
        self.app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
        self.found: dict[str, list[str]] = {}
        self.visited, self.titles = 0, set()
        self.chance = random.Random(2021)

    def visit(self, at: places.Place) -> None:
        self.app.query_params.clear()
        self.app.query_params.update(at.query)
        go(self.app, at.screen).run()
        self.visited += 1
        self.titles |= {each.value for each in self.app.title}
        chosen = {"sistema", "unidad"} & {*self.app.query_params}  # also what was before, which goes with the reader
        unasked = [] if chosen else list(told.filters_nobody_set(self.app))
        for line in [*told.wrong(self.app, self.dataset.catalog, self.codes), *unasked]:
            seen = self.found.setdefault(line, [])
            if len(seen) < 3:
                seen.append(str(at))

    def along(self, way) -> dict[str, list[str]]:
        for turn, at in enumerate(way):
            self.visit(at)
            if turn % EVERY == 0 and (behind := places.opened_from(self.app, at)):
                self.visit(self.chance.choice(behind))
        return self.found


def spoiled():
    """A screen that says what none may."""
    import plotly.graph_objects as go
    import streamlit as st

    from pages._kit import boards

    st.title("Pantalla")
    st.header("Sin nada debajo")
    st.header("Con algo")
    st.caption("0 de 0 casos")
    st.caption("Sin datos con estos filtros.")
    st.markdown("El plan no tiene entregables con estos filtros.")
    left, right = st.columns(2)
    left.header("Columna sin nada")
    right.markdown("SGC · Mantenimiento")
    st.table([{"Estado": "on_change", "Valor": None}, {"Estado": "delivered", "Valor": "nan"}])
    st.button("Sort ascending")
    boards.measures({"label": "None", "head": [], "rows": []}, key="nada")
    figure = go.Figure(layout={"title": "vence el NaT", "height": 90})
    boards.chart(figure, {"alt": "de 3 , 1", "file": "x", "opens": False, "picked": None}, key="fig_nada")
    st.html("<p>UTI · </p>")
    raise ValueError("se rompió")


def test_what_no_screen_may_say_is_found(whole_catalog):
    app = AppTest.from_function(spoiled, default_timeout=60).run()
    found = list(told.wrong(app, whole_catalog, told.untranslated(whole_catalog)))
    for said in (
        "excepción:",
        "título sin nada debajo: «Sin nada debajo»",
        "título sin nada debajo: «Columna sin nada»",
        "caption: «0 de 0»",
        "table: «on_change»",
        "table: «delivered»",
        "table: «nan»",
        "button: «Sort»",
        "bidi_component: «None»",
        "tablero vacío: sig_measures",
        "tablero vacío: sig_chart",
        "bidi_component: «NaT»",
        "bidi_component: « , »",
        "html: « ·»",
    ):
        assert any(line.startswith(said) for line in found), (said, found)
    assert not any("Con algo" in line or "Mantenimiento" in line for line in found), found
    assert list(told.filters_nobody_set(app)) == [
        "filtros que nadie puso: «Sin datos con estos filtros.»",
        "filtros que nadie puso: «El plan no tiene entregables con estos filtros.»",
    ]


@pytest.fixture(scope="module")
def cuidar_folder(tmp_path_factory):
    return made_once(tmp_path_factory, "cuidar", lambda at: build_demo(LocalStore(at), load_catalog(CUIDAR)))


@pytest.fixture(params=["demonstration", "another institution"])
def walk(request, demo_folder, monkeypatch):
    ours = request.param == "demonstration"
    folder = demo_folder if ours else request.getfixturevalue("cuidar_folder")
    monkeypatch.setenv("SIG_STORE", str(folder))
    if not ours:
        monkeypatch.setenv(ELSEWHERE, str(CUIDAR))
    walking = Walk(folder, None if ours else CUIDAR)
    yield walking
    walking.snapshot.close()


def test_wherever_two_choices_meet_nothing_is_wrong(walk, caplog):
    every = places.sample(walk.dataset)
    way = [*{at.screen: at for at in every}.values(), *share(every, 0.4)]
    assert walk.along(way) == {} and walk.visited > len(way)
    assert len(walk.titles) >= len(screens(walk.dataset.catalog)), "a screen that says why it cannot be read is none"
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == []


if HEAVY:  # the better part of an hour of a processor

    @pytest.mark.parametrize("screen", dict.fromkeys([*screens(default_catalog()), *screens(load_catalog(CUIDAR))]))
    def test_wherever_all_meet_nothing_is_wrong(walk, screen):
        if screen in screens(walk.dataset.catalog):  # of the other institution, it has none to walk
            assert walk.along(places.whole(walk.dataset, screen)) == {}
