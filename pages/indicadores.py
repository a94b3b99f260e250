"""Indicadores: all of them, to search; one in depth, with what its process does by itself and what moved its number."""

import streamlit as st

from pages._kit.blocks import address, changed, closing, drawer, parts, process
from pages._kit.blocks.ficha import asked_of
from pages._kit.shell import frame, state
from pages._kit.shell.start import show
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.process import chosen
from sig_metrics.present import find

SPANS = ("24", "36", "60")
ONE, MONTHS = "ind", "meses"


def every(view: frame.View) -> None:
    """All the indicators in a line each; what is typed leaves those that say it."""
    frame.title("Indicadores")
    st.session_state["indicadores_buscar"] = text = words.plain(st.query_params.get("buscar", ""), 80)
    st.text_input(
        "Buscar un indicador",
        key="indicadores_buscar",
        type="search",
        icon=":material/search:",
        placeholder="Un código, una palabra, una unidad…",
        max_chars=80,
        on_change=address.keep,
        args=("buscar", "indicadores_buscar"),
        label_visibility="collapsed",
    )
    names = find.indicators(view.catalog, text)
    if not names:
        st.info(in_markdown(words.say("process_none", text=text)), icon=":material/search_off:")
        return
    scope = view.scope()
    if not text and changed.sentences(view, scope, lambda code: state.look(ind=code)):
        frame.section(words.say("process_all"), aside=words.number(len(names)))
    parts.measures(view, scope, names, "indicadores", True, False, lambda code: state.look(ind=code, buscar=""))


def one(view: frame.View, indicator: Indicator) -> None:
    """An indicator in depth."""
    scope, aside = asked_of(view.catalog, indicator, view.scope())
    span = address.chosen("indicador_meses", MONTHS, SPANS, SPANS[0])
    found = chosen.process(view.dataset, indicator, scope, int(span))
    about = (indicator.code, indicator.owner, view.catalog.label("frequency", indicator.frequency).lower())
    frame.title(indicator.title, process.sentence(view, found), " · ".join(about))
    if aside:
        st.info(in_markdown(f"{aside} {words.say('beside_aside')}"), icon=":material/filter_alt_off:")
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.button(
            in_markdown(words.say("process_all")),
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=state.look,
            kwargs={ONE: ""},
        )
        st.segmented_control(
            "Cuántos meses",
            SPANS,
            format_func=lambda months: in_markdown(words.say("process_span", months=months)),
            required=True,
            key="indicador_meses",
            label_visibility="collapsed",
            on_change=address.fold,
            args=(MONTHS, "indicador_meses"),
        )
    left, right = st.columns([13, 8], gap="large")
    with left:
        process.series(view, found)
        closing.lacking(view, scope, indicator)
    with right:
        process.reading(found)
        closing.said(view, scope, indicator)
        closing.clock(view, scope, indicator)
        process.moved(view, scope, indicator)


def page(view: frame.View) -> None:
    asked = {indicator.code: indicator for indicator in view.catalog.indicators.values()}.get(
        st.query_params.get(ONE, "")
    )
    one(view, asked) if asked else every(view)
    drawer.open_if_asked(view, view.scope())


show(page)
