"""Owns what a part of a screen keeps in the address besides the reader's choice: a section, a search, what is folded.

Reloading and going back keep it: the widget says what the address says, never the other way round."""

from collections.abc import Iterable

import streamlit as st

from pages._kit.shell import state
from pages._kit.shell.state import KEYS, look, seen


def chosen(key: str, name: str, known: Iterable[str], default: str | None = None) -> str | None:
    """What the address says under `name`, if it is known, given to the widget `key`, which is drawn next."""
    st.session_state[key] = seen(name, known) or default
    return st.session_state[key]


def keep(name: str, key: str, default: str | None = None) -> None:
    """Callback of the widget `key`: its value goes to the address, and what a drawer or a search had opened leaves."""
    put(**({name: st.session_state[key]} if st.session_state[key] not in (None, "", default) else {}))


def put(**places: str) -> None:
    """From a callback: the address of this screen is the reader's choice and `places`, nothing else."""
    kept = {key: value for key, value in st.query_params.items() if key in KEYS}
    if {**kept, **places} != dict(st.query_params):
        st.query_params.from_dict({**kept, **places})


def fold(name: str, key: str) -> None:
    """Callback of a chip: its value goes to the address beside what else is there, but for what a drawer shows."""
    look(**{name: st.session_state[key] or ""})


def inside(name: str, key: str) -> None:
    """Callback of what is in a drawer: its value goes to the address beside what the drawer shows."""
    held = {place: value for place, value in st.query_params.items() if place in state.PLACES and place != name}
    state.place(**held, **({name: st.session_state[key]} if st.session_state[key] else {}))
