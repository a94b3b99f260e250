"""Revisión por la Dirección: of what clause 9.3 of each standard asks, what has its evidence at the cut-off, what is missing
and who owes it."""

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import drawer
from pages._kit.boards import reviewed
from pages._kit.shell import frame, state
from pages._kit.shell.start import show
from sig_metrics.language import words
from sig_metrics.measure.review import INPUT, OUTPUT, Review, review
from sig_metrics.measure.review_said import outputs_said, summary

WHOLE = "lista"  # of the address: all that is missing is seen


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


def page(view: frame.View) -> None:
    scope = view.scope()
    found = review(view.dataset, scope)
    frame.title("Revisión por la Dirección", summary(view.catalog, found))
    if found.inputs or found.outputs:
        left, right = st.columns([31, 20], gap="medium")
        with left:
            asked(view, found, INPUT)
            asked(view, found, OUTPUT)
        with right:
            owed(view, found)
    drawer.open_if_asked(view, scope)


show(page)
