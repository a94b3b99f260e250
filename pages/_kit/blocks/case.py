"""Owns what a drawer shows of one row of a register: its words, what it answers and what answers it, each a way to the
next; and of all the rows of a register, a way to each."""

import streamlit as st

from pages._kit.blocks.figure import FIGURE, Evidence, source
from pages._kit.blocks.original import original_of
from pages._kit.blocks.rows import hides, rows_of
from pages._kit.shell import state
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.measure.drill import Behind
from sig_metrics.measure.told import Told, at, told


def case_of(view: View, original: str) -> None:
    """Under a table, of the row that is marked in it: its words and links, and the row of its file."""
    key = at(view.dataset, original)
    found = told(view.dataset, view.scope().cutoff, key) if key else None
    if found and found.speaks:
        with st.container(border=True, key="sig-told"):
            _said(found)
            _links(view, found, key)
    original_of(view, original)


@guarded("case")
def of_case(view: View, key: str, found: Told) -> None:
    """A row alone: what it says, what it answers, and below, what answers it or belongs to it."""
    if hides((found.register,)):
        return st.info(in_markdown(words.say("shared_case")), icon=":material/cast:")
    st.markdown(" · ".join(f":gray[{in_markdown(each)}] {in_markdown(text)}" for each, text in found.facts.items()))
    _said(found)
    _links(view, found, "")
    _session(found, key)
    for each in found.behind:
        st.markdown(f"{in_bold(each.title)} · {in_markdown(words.count(each.total, 'fila', 'filas'))}")
        table, name = f"{FIGURE}_caso_{each.registers[0]}", f"{key.replace('.', '_')}_{each.registers[0]}"
        evidence = Evidence(each.rows, each.headings, each.registers, "")
        rows_of(view, table, name, each.title, evidence, on_pick=_open, total=each.total)
    source(view, (found.register, *(each.registers[0] for each in found.behind)))


@guarded("rows")
def of_rows(view: View, key: str, found: Behind) -> None:
    """All the rows of a register that are known at the cut-off."""
    st.markdown(f"{in_bold(words.count(found.total, 'fila', 'filas'))}")
    table, name = f"{FIGURE}_registro_{found.registers[0]}", key.replace(".", "_")
    evidence = Evidence(found.rows, found.headings, found.registers, "")
    rows_of(view, table, name, found.title, evidence, on_pick=_open, total=found.total)
    source(view, found.registers)


def _said(found: Told) -> None:
    for heading, text in found.words.items():
        st.markdown(f"{in_bold(heading)}  \n{in_markdown(text)}")


def _links(view: View, found: Told, key: str) -> None:
    """Buttons to what a row answers or belongs to and, where it is not alone, to itself with what answers it."""
    asked = [(each.says, each.asks) for each in found.links]
    if key and found.behind:
        named = words.listing([each.title for each in found.behind])
        asked.append((words.say("told_behind", what=named), {"casos": key}))
    with st.container(horizontal=True, gap="small"):
        for says, asks in asked:
            name = "_".join(asks.values())
            st.button(
                in_markdown(says), key=f"enlace_{name}", icon=":material/link:", on_click=state.place, kwargs=asks
            )


def _session(found: Told, key: str) -> None:
    """The way to the session of a row that belongs to one: its minutes, or an agreement of it."""
    from pages._kit.session import place  # with all that a session has

    for code in place.sessions_in([key, *(each.asks.get("casos", "") for each in found.links)]):
        st.button(
            in_markdown(words.say("sitting_open", session=code)),
            key=f"sesion_de_{code}",
            icon=":material/gavel:",
            on_click=place.open_session,
            args=(code,),
        )


def _open(key: str) -> None:
    state.place(casos=key)
