"""Owns what a part of a screen keeps in the address besides the reader's choice: a section, a search, what is folded, which
figures are seen as tables; and, of a drawer, its filters, its search and its tab.

Reloading and going back keep it: the widget says what the address says, never the other way round."""

from collections.abc import Iterable

import streamlit as st

from pages._kit.shell.state import KEYS, look, seen
from sig_metrics.language.words import whole

TAB = "hoja"  # of the address: the tab of a drawer


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


def several(name: str) -> list[str]:
    """The parts of this screen that the address names together: «tabla=curva.unidades»."""
    return [each for each in st.query_params.get(name, "").split(".") if each]


def turn(name: str, part: str, on: bool) -> None:
    """From a callback: a part of this screen is named in the address beside others, or not any more. What else is there
    stays; parts that this screen does not have leave."""
    held = [each for each in several(name) if each != part and f"{name}_{each}" in st.session_state]
    put_beside(name, ".".join([*held, part] if on else held))


def put_beside(name: str, value: str) -> None:
    """From a callback: a value in the address, «» for none, beside all that is there, with what a drawer shows."""
    others = {key: held for key, held in st.query_params.items() if key != name}
    if {**others, **({name: value} if value else {})} != dict(st.query_params):
        st.query_params.from_dict({**others, **({name: value} if value else {})})


def tabs(labels: list[str], key: str) -> list:
    """The tabs of a drawer, of which the address says the open one by its place («hoja=2»)."""
    at = whole(st.query_params.get(TAB, "")) or 1
    st.session_state[key] = labels[min(at, len(labels)) - 1]
    return st.tabs(labels, key=key, on_change=_open_tab, args=(key, labels))


def _open_tab(key: str, labels: list[str]) -> None:
    at = labels.index(st.session_state[key])
    put_beside(TAB, str(at + 1) if at else "")
