"""Owns what changed since the cut-off or the corte to compare with, as two lists or as sentences with their rule; the address says which
of them are shown whole."""

from collections.abc import Callable

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import address, between, drawer
from pages._kit.boards import listed
from pages._kit.shell import frame
from sig_metrics.language import words
from sig_metrics.measure.before import Before
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signalled import PLACE
from sig_metrics.measure.since import since

UNFOLDED = "cambios"  # of the address: the lists that are shown whole, by their place


def changed(view: frame.View, scope: Scope, before: Before | None) -> None:
    """Which things changed since the cut-off to compare with: deliverables, indicators, data."""
    if before is None:
        return
    found = since(view.dataset, scope, before)
    month, unfolded = before.said(scope), st.query_params.get(UNFOLDED, "")
    frame.section(words.say("since_title", month=month), aside=listed.changes_said(found))
    shown = listed.changes(view.catalog, found, unfolded)
    for n, (column, board) in enumerate(zip(st.columns(2, gap="large"), shown)):
        lines = 1.5 + max(1, min(len(board["items"]), listed.CHANGES_SHOWN)) * 1.45
        with column:
            boards.decisions(board, key=f"changes_{n}", on_pick=pick_change, lines=lines)
    between.why(view, scope, before)


def sentences(view: frame.View, scope: Scope, on_indicator: Callable[[str], None]) -> bool:
    """What changed of the indicators and the data since the cut-off to compare with, in sentences with their rule; whether
    there was any."""
    before = view.before(scope)
    found = since(view.dataset, scope, before) if before else None
    if found is None or not (found.signals or found.crossed or found.terms or found.corrected or before.corte):
        return False
    board = listed.sentences(view.catalog, found, UNFOLDED in st.query_params)
    title = words.say("since_sentences_title", month=before.said(scope))
    frame.section(title, words.say("since_order"), aside=words.number(len(board["items"])))

    def pick(key: str) -> None:
        kind, _, code = key.partition(".")
        on_indicator(code) if kind in (PLACE, "ficha") else pick_change(key)

    lines = 1.5 + min(len(board["items"]), listed.SENTENCES_SHOWN) * 1.45
    boards.decisions(board, key="sentences", on_pick=pick, lines=lines)
    between.why(view, scope, before)
    return True


def pick_change(key: str) -> None:
    """A row of a list, or what shows the rest of it, which the address keeps."""
    kind, _, place = key.partition(".")
    if kind == listed.UNFOLD:
        address.put_beside(UNFOLDED, "".join(sorted({*st.query_params.get(UNFOLDED, ""), place})))
    else:
        drawer.pick_cell(key)
