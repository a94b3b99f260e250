"""Owns the bar of a screen that is shared: why it shows no row of a case, and, over a live figure that was opened from a
slide, the way back to it, by one press or one key."""

import streamlit as st

from pages._kit.presenting import SESSION, SLIDE
from pages._kit.screens import PRESENT
from pages._kit.shell import state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown

KEY = "V"


def bar(choice: state.Choice) -> None:
    """Nothing while the screen is not shared."""
    if not choice.compartida and not choice.volver:
        return
    with st.container(key="sig-shared", horizontal=True, vertical_alignment="center", gap="small"):
        _back(choice.volver)
        if choice.compartida:
            st.markdown(f":material/cast: {in_markdown(words.say('shared_on'))}", width="content")
            leave = {"compartida": "", "volver": ""}
            st.button(
                in_markdown(words.say("shared_leave")),
                key="shared_leave",
                type="tertiary",
                on_click=state.set_choice,
                kwargs=leave,
            )


def _back(slide: str) -> None:
    """«Volver a la lámina 6», while the address says which: «ACT-2021-05.6.entrada-11»."""
    code, _, rest = slide.partition(".")
    number, _, key = rest.partition(".")
    if not key:
        return
    st.button(
        in_markdown(words.say("slide_back", number=number)),
        key="volver_lamina",
        icon=":material/arrow_back:",
        shortcut=KEY,
        on_click=state.go,
        args=(PRESENT,),
        kwargs={**({SESSION: code} if code else {}), SLIDE: key},
    )
