"""Owns the screens to compare with: the same number of each element, drawn from constants.

An inventory (written by `screens.py` from what each real screen sent) says what a screen has. Charts are figures with as
many lines or bars and points, without labels, notes or hovers, drawn by the same component; tables have the same rows
and columns; boards are one component with the same data. No store, no query, no calculation. With BENCH_TURN, boards are
those of the program, and what is chosen from the first list moves the points of every chart and turns every text and
every board to those of another month, so that a browser has as much to draw."""

import json
import os
from contextlib import nullcontext
from functools import cache, partial
from pathlib import Path

import plotly.graph_objects as go
import pyarrow as pa
import streamlit as st
from streamlit.proto.Element_pb2 import Element

from pages._kit import boards
from sig_metrics.present.charts.base import Sketch
from sig_metrics.present.theme import LIGHT

SECTIONS = {"Comité": 1, "Etapas": 3, "Sistemas": 4, "Análisis": 3, "Datos": 3, "Partes": 3}
CHART = "sig_chart"
LOGO = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
JS = "export default function ({ parentElement, data }) { parentElement.firstElementChild.textContent = data.board.label }"


def describe(element: Element) -> list:
    """One element of a real screen as [kind, what a constant needs to be like it]."""
    kind = element.WhichOneof("type")
    real = getattr(element, kind)
    if kind == "bidi_component" and real.component_name == CHART:
        figure = json.loads(real.bytes)["board"]["figure"]
        return ["chart", [[trace["type"], len(trace.get("y") or [])] for trace in figure["data"]]]
    if kind in ("dataframe", "table"):
        table = pa.ipc.open_stream(real.arrow_data.data).read_all()
        return [kind, {name: table[name].to_pylist() for name in table.column_names}]
    if kind == "bidi_component":
        return [kind, [real.component_name.removeprefix("sig_"), real.bytes.decode()]]
    if kind in ("selectbox", "button_group"):
        return [kind, [option if kind == "selectbox" else option.content for option in real.options]]
    return [kind, getattr(real, "body", "") or getattr(real, "code_text", "") or getattr(real, "label", "")]


@cache
def inventory() -> dict:
    return json.loads(Path(os.environ["BENCH_INVENTORY"]).read_text(encoding="utf-8"))


@cache
def _board():
    return st.components.v2.component("bench_board", html="<div></div>", js=JS)


@cache
def _table(screen: str, at: int) -> pa.Table:
    return pa.table(inventory()[screen]["elements"][at][1])


@cache
def _data(screen: str, at: int) -> dict:
    return json.loads(inventory()[screen]["elements"][at][1][1])


@cache
def _months(screen: str) -> int:
    """The place of the first list that has a year of months; other lists of a screen may be as long."""
    elements = inventory()[screen]["elements"]
    return next((at for at, (kind, what) in enumerate(elements) if kind == "selectbox" and len(what) >= 12), -1)


def _turn() -> int:
    """How far the points are moved by what is chosen."""
    return st.session_state.get("turn", 0) if os.environ.get("BENCH_TURN") else 0


def _other() -> None:
    """Callback of a list: of the two months that are known of a screen, the other one."""
    st.session_state["other"] = not st.session_state.get("other", False)


def _shown(screen: str) -> list:
    """The elements of a screen; with BENCH_TURN, those of its one month or of its other one, which are alike in kind."""
    first, second = inventory()[screen]["elements"], inventory()[screen].get("turned", [])
    if not (os.environ.get("BENCH_TURN") and st.session_state.get("other")):
        return first
    lists = ("selectbox", "button_group")  # what is chosen stays
    alike = [mine[0] == theirs[0] and mine[0] not in lists for mine, theirs in zip(first, second)]
    return [theirs if same else mine for mine, theirs, same in zip(first, second, alike)] if second else first


def _figure(traces: list) -> go.Figure:
    moved, sketch = _turn(), Sketch(LIGHT, 300)
    for kind, points in traces:
        at, values = list(range(points)), [(n + moved) % points for n in range(points)]
        if kind == "scatter":
            sketch.line(at, values, LIGHT.ink, "", [])
        else:
            sketch.bars(values, at, LIGHT.ink, [], orientation="h", width=0.6)
    longest = max((points for _, points in traces), default=1)
    for axis in (sketch.x, sketch.y):
        axis["range"] = [-1, longest]
    return sketch.figure()


def draw(screen: str, at: int, kind: str, what: object) -> None:
    """One element."""
    key = f"{screen}_{at}"
    if kind == "chart":
        boards.chart(_figure(what), {"alt": key, "file": key, "opens": False, "picked": None}, key=key)
    elif kind == "dataframe":
        st.dataframe(_table(screen, at), hide_index=True, key=key)
    elif kind == "table":
        st.table(_table(screen, at), border="horizontal")
    elif kind == "bidi_component" and os.environ.get("BENCH_TURN"):
        boards.put(what[0], what[1].encode(), key, None)
    elif kind == "bidi_component":
        _board()(key=key, data=_data(screen, at), on_picked_change=lambda: None)
    elif kind == "selectbox":
        chosen = st.selectbox(f"{at}", what, key=key, on_change=_other)
        if at == _months(screen):
            st.session_state["turn"] = what.index(chosen)
    elif kind == "button_group":
        st.segmented_control(f"{at}", what, key=key)
    elif kind == "download_button":
        st.download_button(what, lambda: b"", key=key, on_click="ignore")
    elif kind == "button":
        st.button(what, key=key)
    elif kind == "file_uploader":
        st.file_uploader(what, key=key)
    elif kind == "text_input":
        st.text_input(what, key=key)
    elif kind == "heading":
        st.subheader(what, anchor=False)
    elif kind == "html":
        st.html(what, unsafe_allow_javascript="<script" in what)
    elif kind == "code":
        st.code(what, language="sql")
    else:
        st.markdown(what)


def plain_path(screen: str) -> str:
    """The url path of a screen of constants: a part is a page of its own."""
    return screen.replace("?", "-").replace("=", "-")


def page(screen: str) -> None:
    """A screen of constants: its containers, then its elements; what is chosen from a list is behind the line of the
    scope, as on the real one."""
    for _ in range(inventory()[screen]["blocks"]):
        st.container()
    scope = st.popover("Scope", type="tertiary")
    for at, (kind, what) in enumerate(_shown(screen)):
        with scope if kind == "selectbox" else nullcontext():
            draw(screen, at, kind, what)


def main() -> None:
    st.set_page_config(page_title="Constants", page_icon="📋", layout="wide")
    st.logo(LOGO)
    screens = iter(inventory())
    pages = {}
    for section, count in SECTIONS.items():
        named = [next(screens) for _ in range(count)]
        pages[section] = [
            st.Page(partial(page, name), title=name, url_path=plain_path(name), default=name == "resumen")
            for name in named
        ]
    st.navigation(pages, position="top").run()
