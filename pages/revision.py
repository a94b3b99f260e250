"""Revisión por la Dirección: of what clause 9.3 of each standard asks, what has its evidence at the cut-off, what is missing
and who owes it; the sessions that look at it, and one of them with its steps."""

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import address, drawer
from pages._kit.boards import reviewed
from pages._kit.session import acting, convene, listing, place, screen
from pages._kit.shell import frame, state
from pages._kit.shell.start import show
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.review import INPUT, OUTPUT, Review, review
from sig_metrics.measure.review_said import outputs_said, summary
from sig_metrics.session.listed import keeps_sessions
from sig_metrics.session.rules import unkept

WHOLE = "lista"  # of the address: all that is missing is seen
PARTS = {place.MATRIX: "Entradas y salidas", place.LIST: "Sesiones"}


def asked(view: frame.View, found: Review, kind: str) -> None:
    """The inputs, or the outputs, × the systems."""
    board = reviewed.matrix(view.catalog, found, kind)
    if not board["rows"]:
        return
    frame.section(
        words.say(f"review_{kind}s"), outputs_said(found) if kind == OUTPUT else words.say("review_inputs_about")
    )
    with frame.reserved(1.8 + 2.2 * len(board["rows"]), f"review-{kind}"):
        boards.matrix(board, key=f"revision_{kind}", on_pick=drawer.pick_cell)


def owed(view: frame.View, found: Review) -> None:
    """What is missing and who owes it."""
    board = reviewed.owed(view.catalog, found, state.seen(WHOLE, ("todo",)) is not None)
    shown, total = len(board["items"]), len(found.owed)
    aside = words.say("shown_of", shown=shown, count=total) if shown < total else str(total) if total else ""
    frame.section(words.say("review_owed_title"), aside=aside)
    with frame.reserved(1.5 + 2.9 * max(1, shown), "review-owed"):
        boards.decisions(board, key="revision_falta", on_pick=_pick)


def _pick(key: str) -> None:
    if key == reviewed.REST:
        state.look(**{WHOLE: "todo"})
    else:
        drawer.pick_cell(key)


def matrix(view: frame.View, found: Review) -> None:
    """What the review asks for, and what is missing of it."""
    if found.inputs or found.outputs:
        left, right = st.columns([31, 20], gap="medium")
        with left:
            asked(view, found, INPUT)
            asked(view, found, OUTPUT)
        with right:
            owed(view, found)


def parts() -> None:
    """The parts of the screen, of which the address says the one in view."""
    address.chosen("revision_parte", place.PART, PARTS, place.MATRIX)
    st.segmented_control(
        "Parte de la pantalla",
        list(PARTS),
        format_func=PARTS.get,
        required=True,
        key="revision_parte",
        label_visibility="collapsed",
        on_change=_turn,
    )


def _turn() -> None:
    part = st.session_state["revision_parte"]
    place.go(**{place.PART: "" if part == place.MATRIX else part})


def _no_sessions(view: frame.View) -> None:
    """Whoever asks for a session where none is kept is told what lacks."""
    if st.query_params.get(place.SESSION) or state.seen(place.PART, (place.LIST, place.CALL)):
        which = words.listing(list(unkept(view.catalog)))
        st.info(in_markdown(words.say("session_registers", which=which)), icon=":material/info:")


def page(view: frame.View) -> None:
    held = keeps_sessions(view.catalog)
    if held and (code := st.query_params.get(place.SESSION)):
        screen.page(view, code)
        return
    if held and state.seen(place.PART, (place.CALL,)) and view.corte is None:
        convene.form(view)
        return
    scope = view.scope()
    found = review(view.dataset, scope)
    listed = held and state.seen(place.PART, PARTS) == place.LIST
    frame.title("Revisión por la Dirección", listing.sentences(view) if listed else summary(view.catalog, found))
    acting.tell()
    if not held:
        _no_sessions(view)
    if held:
        with st.container(key="sig-parts", horizontal=True, vertical_alignment="center", gap="medium"):
            parts()
            listing.standing(view, listed)
    if listed:
        listing.shown(view)
    else:
        matrix(view, found)
    drawer.open_if_asked(view, scope)


show(page)
