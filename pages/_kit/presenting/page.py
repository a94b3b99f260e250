"""Owns the screen of the presentation: which slides it shows, and what their keys ask of the program: the live figure of one,
an agreement, or the way out. A slide is turned in the browser alone."""

from urllib.parse import parse_qsl

import streamlit as st

from pages._kit import boards, screens
from pages._kit.presenting import SESSION, SPEAKER
from pages._kit.presenting.board import board
from pages._kit.presenting.made import shown_deck
from pages._kit.screens import CORTES, REVIEW
from pages._kit.session import acting, place
from pages._kit.session.agreement import agreement_form
from pages._kit.shell import data, frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.report.model import Deck
from sig_metrics.session.model import Session
from sig_metrics.store.cortes import corte_of

AGREEING = "presentar_acuerdo"  # of the session of the reader: the slide from which an agreement is recorded


def page(view: frame.View) -> None:
    session = _session()
    corte = str(session.corte) if session and session.corte else ""
    if corte and (view.corte is None or str(view.corte.number) != corte):
        _at(corte)
    if view.corte is None:
        return _nothing(session)
    deck = shown_deck(data.store(), view.dataset, view.corte, session)
    speaks = st.query_params.get(SPEAKER) == "1"
    frame.title(deck.title, hidden=True)
    made = board(view, deck, session, speaks)
    boards.slides(made, key="laminas_orador" if speaks else "laminas", on_pick=lambda said: _asked(deck, session, said))
    if done := st.session_state.pop(acting.DONE, ""):
        st.toast(in_markdown(done), icon=":material/check:")
    if session and _agreeing(session):
        _agree(view, deck, session)


def _session() -> Session | None:
    """The session that the address names; one that does not exist is told."""
    if not (code := st.query_params.get(SESSION, "")):
        return None
    try:
        return acting.look(code)[0]
    except Refused as refusal:
        st.warning(in_markdown(str(refusal)), icon=":material/warning:")
        return None


def _at(corte: str) -> None:
    """Opens the corte of the session, if it is there."""
    try:
        found = corte_of(data.store(), corte)
    except Refused as refusal:
        st.warning(in_markdown(str(refusal)), icon=":material/warning:")
        return
    state.set_choice(corte_fijo=str(found.number), corte=found.cutoff)
    st.rerun()


def _nothing(session: Session | None) -> None:
    """What there is to do before there are slides."""
    frame.title(words.say("slide_none_title"), [words.say("slide_none_session" if session else "slide_none")])
    st.page_link(screens.page_of(REVIEW), label=in_markdown(words.say("slide_to_session")), icon=":material/groups:")
    st.page_link(screens.page_of(CORTES), label=in_markdown(words.say("slide_to_cortes")), icon=":material/lock:")


def _asked(deck: Deck, session: Session | None, said: str) -> None:
    """From a key of the board: «drill.entrada-11», «agree.entrada-11», «leave.entrada-11»."""
    what, _, key = said.partition(".")
    code = session.code if session else ""
    slide = next((each for each in deck.slides if each.key == key), None)
    if what == "leave":
        # a session goes on in what is written now: of its corte it could only be read
        state.go(REVIEW if session else CORTES, **({SESSION: code, "corte_fijo": ""} if session else {}))
    elif what == "agree" and session:
        st.session_state[AGREEING] = key, session.facts
    elif what == "drill" and slide and slide.address:
        address, _, asked = slide.address.partition("?")
        number = deck.slides.index(slide) + 1
        state.go(address, **dict(parse_qsl(asked)), volver=f"{code}.{number}.{key}")


def _agreeing(session: Session) -> bool:
    """Whether the form is open: since it was, nothing was registered."""
    held = st.session_state.get(AGREEING)
    if held and held[1] != session.facts:
        del st.session_state[AGREEING]
        return False
    return bool(held)


def _agree(view: frame.View, deck: Deck, session: Session) -> None:
    """The form of an agreement over the slide that it is about."""
    slide = next((each for each in deck.slides if each.key == st.session_state[AGREEING][0]), None)
    address = place.address(session, slide.address) if slide and slide.address else ""

    @st.dialog(
        in_markdown(words.say("slide_agree_title")),
        width="large",
        on_dismiss=lambda: st.session_state.pop(AGREEING, None),
    )
    def drawn() -> None:
        agreement_form(view, session, slide.item if slide else None, address, choose=True)

    drawn()
