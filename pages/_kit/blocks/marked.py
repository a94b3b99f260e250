"""Owns what the list of indicators is narrowed to by its processes and its targets, and the marks beside a sentence."""

import streamlit as st

from pages._kit import boards
from pages._kit.shell import state
from pages._kit.shell.frame import View
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.process.chosen import Process
from sig_metrics.measure.process.marks import KINDS, Marks, all_marks, marks, narrowed
from sig_metrics.measure.scope import Scope

ONLY, CHOSEN = "solo", "indicadores_solo"  # of the address and of the chips


def chips() -> None:
    """Which indicators are left: those whose last month is a signal, those off their target; both, those that are
    both."""
    st.session_state[CHOSEN] = _asked()
    st.pills(
        in_markdown(words.say("process_only")),
        KINDS,
        format_func=lambda kind: in_markdown(words.say(f"process_only_{kind}")),
        selection_mode="multi",
        key=CHOSEN,
        label_visibility="collapsed",
        on_change=_keep,
        width="content",
    )


def _asked() -> list[str]:
    """What the address asks for."""
    return [kind for kind in KINDS if kind in st.query_params.get(ONLY, "").split(".")]


def _keep() -> None:
    state.look(**{ONLY: ".".join(kind for kind in KINDS if kind in (st.session_state[CHOSEN] or ()))})


def left(view: View, scope: Scope, names: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, Marks]]:
    """(those that the chips leave, the marks of those that have some)."""
    asked = view.dataset.indicators(names)
    found = all_marks(view.dataset, asked, scope)
    return narrowed(view.dataset, asked, scope, tuple(_asked())), found


def beside(found: Process) -> bool:
    """The marks of a process, each with its sentence; whether there are any."""
    made = marks(found)
    if made:
        shown = [mark._asdict() for mark in made if mark]
        boards.marked({"label": words.say("process_reading"), "items": shown}, key="process_marks")
    return bool(made)
