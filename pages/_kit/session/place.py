"""Owns where the screens of a session are: what their address says, and the way to them and to what a point shows."""

from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from pages._kit.screens import HOME, REVIEW, screens
from pages._kit.shell import data, state
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.scope import month_end
from sig_metrics.session import facts
from sig_metrics.session.listed import MINUTES
from sig_metrics.session.model import Session
from sig_metrics.store.cortes import Corte, cortes

# of the address: the part of the screen, the session, its step, its point, the agreement whose form is open
PART, SESSION, STEP, ITEM, AGREEMENT, RESCHEDULED = "parte", "sesion", "paso", "punto", "acuerdo", "reprograma"
MATRIX, LIST, CALL = "matriz", "sesiones", "convocar"
OURS = (PART, SESSION, STEP, ITEM, AGREEMENT, RESCHEDULED)
PRESENT = "presentar"


def go(**given: str) -> None:
    """From a callback: another place of this screen; what it opened leaves."""
    state.look(**{**dict.fromkeys(OURS, ""), **given})


def open_session(code: str) -> None:
    """From a callback of any screen: the session of a code."""
    state.go(REVIEW, **{SESSION: code})


def corte_of(session: Session) -> Corte | None:
    """The corte of a session, if it has one."""
    return next((each for each in cortes(data.store()) if each.number == session.corte), None)


def address(session: Session | None, view: str) -> str:
    """The link to a screen as a session sees it: with its corte."""
    screen, query = urlsplit(view).path, dict(parse_qsl(urlsplit(view).query))
    if session is not None and (corte := corte_of(session)) is not None:
        query |= {"corte": corte.cutoff, "corte_fijo": str(corte.number)}
    here = "./" if screen == HOME else screen  # the first screen is at the root
    return f"{here}?{urlencode(query)}" if query else here


def link(session: Session | None, view: str, said: str, key: str) -> None:
    """A link to a screen, in another tab: what is being written here stays."""
    if urlsplit(view).path in screens(default_catalog()):
        st.link_button(
            in_markdown(said), address(session, view), key=key, icon=":material/open_in_new:", type="tertiary"
        )


def sessions_in(keys: list[str]) -> list[str]:
    """Of some keys of rows, «case.minutes.ACT-2021-05», the codes of those that are sessions of the log."""
    known = {each.code for each in facts.sessions(data.store())}
    begins = f"case.{MINUTES}."
    codes = [each.removeprefix(begins) for each in keys if each.startswith(begins)]
    return [each for each in dict.fromkeys(codes) if each in known]


def look(**given: str) -> None:
    """From a callback: another part of what is seen."""
    state.look(**given)


def cutoff_of(corte: Corte) -> date:
    """The last day of the month of a corte."""
    return month_end(int(corte.cutoff[:4]), int(corte.cutoff[5:]))
