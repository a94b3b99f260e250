"""Owns the long texts of a session while they are written: one that is left for another point, or for another screen, waits
as it was. Whoever presses something at once loses nothing: a text is kept as its box is left."""

import streamlit as st

from sig_metrics.language.literal import in_markdown

DRAFTS = "sesion_borradores"


def text_area(label: str, value: str, key: str, **more: object) -> str:
    """A box whose text is kept under its key; the first time, it says `value`."""
    held = st.session_state.setdefault(DRAFTS, {})
    return st.text_area(
        in_markdown(label), value=held.get(key, value), key=key, on_change=_keep, args=(key,), **more
    ).strip()


def _keep(key: str) -> None:
    """From a callback: what was written in a box."""
    st.session_state.setdefault(DRAFTS, {})[key] = st.session_state[key]


def forget(begins: str) -> None:
    """What was written under keys that begin so is settled."""
    held = st.session_state.get(DRAFTS, {})
    st.session_state[DRAFTS] = {key: text for key, text in held.items() if not key.startswith(begins)}
