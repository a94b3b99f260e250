"""Owns the way from a session to its slides: the presentation, and the table in which the secretary arranges them."""

import streamlit as st

from pages._kit.presenting.arrange import arrange_form
from pages._kit.presenting.made import whole_deck
from pages._kit.session import acting, place
from pages._kit.shell import data, frame, state, work
from sig_metrics.catalog.build import using
from sig_metrics.corte.reopen import definitions_of
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.session.model import Session
from sig_metrics.store.cortes import Corte

ARRANGING = "laminas"  # of the address: the table of the slides is open


def present(session: Session) -> None:
    """The presentation, in another tab: it takes the whole window."""
    if session.corte is None:
        return
    said = f"{place.PRESENT}?{place.SESSION}={session.code}"
    st.link_button("Presentar", said, icon=":material/slideshow:", key="sesion_presentar")


def arranging(view: frame.View, session: Session, corte: Corte | None) -> None:
    """The table of the slides of a corte, which is made when it is asked for."""
    if corte is None or corte.released_at:
        return
    open_now = state.seen(ARRANGING, ("1",)) is not None
    st.button(
        in_markdown("Cerrar las láminas" if open_now else "Ordenar las láminas"),
        key="sesion_laminas",
        icon=":material/view_carousel:",
        type="tertiary",
        on_click=state.look,
        kwargs={ARRANGING: "" if open_now else "1"},
    )
    if not open_now:
        return
    try:
        with using(definitions_of(data.store(), corte)):
            deck = work.read(
                words.say("sitting_slides_doing"),
                lambda: whole_deck(data.store(), data.frozen(corte), corte, session),
            )
    except Refused as refused:
        acting.fault([str(refused)])
        return
    arrange_form(view, session, deck)
