"""Explorador: any question of a register, its charts crossed, and how long its cases take."""

import streamlit as st

from pages._kit.blocks import address, ask, crossing, drawer, times
from pages._kit.shell import frame
from pages._kit.shell.start import show
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown

VIEW, ASK, CROSS, TIMES = "vista", "preguntar", "cruzar", "tiempos"
VIEWS = {ASK: ask.body, CROSS: crossing.body, TIMES: times.body}


def page(view: frame.View) -> None:
    frame.title("Explorador")
    asked = address.chosen("explorador_vista", VIEW, VIEWS, ASK)
    st.segmented_control(
        "Qué se ve",
        VIEWS,
        format_func=lambda name: in_markdown(words.say(f"explorer_{name}")),
        required=True,
        key="explorador_vista",
        label_visibility="collapsed",
        on_change=address.keep,
        args=(VIEW, "explorador_vista", ASK),
    )
    VIEWS[asked](view)
    drawer.open_if_asked(view, view.scope())


show(page)
