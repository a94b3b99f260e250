"""Owns the list of sessions, the newest first, and the line that says on the matrix which session asks for something."""

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import drawer
from pages._kit.session import place
from pages._kit.shell import data, frame
from pages._kit.shell.frame import marked
from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.session import facts
from sig_metrics.session.listed import MINUTES, Line, in_hand, lines
from sig_metrics.session.model import TO_APPROVE, Session
from sig_metrics.session.said import state_said
from sig_metrics.store.cortes import Corte, cortes

OPENED = "sesion."  # of a key of the board: a session of the log; another is a row of its register
# the sign and the tone of each state: an open session asks for something, minutes that wait are late by nobody
OPEN_NOW = ("called", "no_quorum", "installed", "in_session", "suspended")  # not held yet
SIGNS = {
    "called": ("○", "neutral"),
    "installed": ("◆", "neutral"),
    "in_session": ("◆", "neutral"),
    "suspended": ("◌", "concern"),
    "no_quorum": ("■", "concern"),
    "to_approve": ("◌", "concern"),
    "approved": ("●", "improvement"),
    "signed": ("●", "improvement"),
}


def shown(view: frame.View) -> None:
    """Every session with how it stands; one of the log opens, and of another one, what its register says."""
    found = lines(view.dataset, facts.sessions(data.store()))
    named = {each.number: each for each in cortes(data.store())}
    board = {
        "label": "Sesiones",
        "head": ["", "Sesión", "Fecha", "Quórum", "Cómo está"],
        "empty": words.say("sitting_none"),
        "items": [_row(view.catalog, each, named) for each in found],
        "more": None,
        "uncut": True,
        "reasons": True,
    }
    with frame.reserved(1.5 + 1.64 * max(1, len(found)), "sesiones"):
        boards.decisions(board, key="sesiones", on_pick=_pick)
    if any(each.session is None for each in found):
        st.caption(in_markdown(words.say("sitting_of_register")))


def sentences(view: frame.View) -> list[str]:
    """How many sessions there are, the last one that was held, and the minutes that wait."""
    found = lines(view.dataset, facts.sessions(data.store()))
    held = next((each for each in found if each.state not in OPEN_NOW), None)
    if held is None:
        return [words.say("sitting_none")]
    waits = [each for each in found if each.state == TO_APPROVE]
    told = [
        words.say(
            "sitting_count",
            count=words.count(len(found), "sesión", "sesiones"),
            last=held.code,
            day=words.long_day(held.held_on),
        )
    ]
    here, loaded = [each.code for each in waits if each.session], [each.code for each in waits if not each.session]
    told += [words.say("sitting_count_waits", codes=words.listing(here))] if here else []
    return told + ([words.say("sitting_count_waits_loaded", codes=words.listing(loaded))] if loaded else [])


def _pick(key: str) -> None:
    if key.startswith(OPENED):
        place.go(**{place.SESSION: key.removeprefix(OPENED)})
    else:
        drawer.pick_cell(key)


def _row(catalog: Catalog, line: Line, named: dict[int, Corte]) -> dict:
    icon, tone = SIGNS.get(line.state, ("○", "muted"))
    kind = catalog.label("minutes_kind", line.kind)
    state = state_said(line.state) if line.state else words.say("sitting_state_unsaid")
    agreed = words.count(line.agreements, "acuerdo", "acuerdos") if line.agreements else ""
    call = words.say("sitting_second_call") if line.call == 2 else ""
    told = " · ".join(filter(None, (state, call, agreed, _corte(line, named))))
    quorum = words.say("shown_of", shown=line.present, count=line.seats) if line.present is not None else "—"
    title = f"{line.code} · {kind}"
    return {
        "key": f"{OPENED}{line.code}" if line.session else f"case.{MINUTES}.{line.code}",
        "icon": icon,
        "tone": tone,
        "title": title,
        "whose": words.day(line.held_on),
        "when": quorum,
        "norm": told,
        "hint": told,
        "label": f"{title}, {words.long_day(line.held_on)}: {told}. Abrir",
    }


def _corte(line: Line, named: dict[int, Corte]) -> str:
    return words.say("sitting_corte", name=named[line.corte].name) if line.corte in named else ""


def standing(view: frame.View, listed: bool) -> None:
    """Beside the parts, in a line: the session that is called, in course or waits for its minutes, and the way to it; where
    there is none, or all are `listed`, the way to call one."""
    session = in_hand(facts.sessions(data.store()))
    with st.container(key="sig-sitting", horizontal=True, vertical_alignment="center", gap="small", width="content"):
        if session is None or listed:
            if session is None:
                st.markdown(in_markdown(words.say("sitting_line_none")), width="content")
            if view.corte is None:
                _button("Convocar una sesión", "sesion_convocar", **{place.PART: place.CALL})
            return
        st.markdown(marked(line_said(view.catalog, session)), width="content")
        _button("Abrir la sesión", "sesion_abrir", **{place.SESSION: session.code})


def _button(said: str, key: str, **given: str) -> None:
    st.button(in_markdown(said), key=key, type="tertiary", on_click=place.go, kwargs=given)


def line_said(catalog: Catalog, session: Session) -> str:
    """«Comité del SIG ACT-2021-05, del 26/11/2021: convocada.»"""
    kind, state = catalog.label("minutes_kind", session.kind), state_said(session.state)
    return words.say("sitting_line", kind=kind, code=session.code, day=words.day(session.held_on), state=state.lower())
