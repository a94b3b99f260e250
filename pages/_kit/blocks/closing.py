"""Owns what is shown of how the year of the plan can close: its sentences, what each unit owes, and what lacks, row by
row; and, of what has a term, what of the open ones can still come on time."""

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import changed, drawer
from pages._kit.blocks.figure import reading
from pages._kit.boards import listed
from pages._kit.shell import frame
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.still_open import clock_said, still_open
from sig_metrics.measure.year_close import Close, close_by_unit, close_said, closes, items_lacking

UNITS = {"unit": "Unidad", "open": "Falta", "counted": "Cuenta", "total": "Del año", "worst": "Peor", "best": "Mejor"}


def said(view: frame.View, scope: Scope, indicator: Indicator) -> None:
    """What is still possible for the year, in words, and of each unit."""
    if lines := close_said(view.dataset, indicator, scope):
        frame.section(words.say("close_title"))
        st.markdown("  \n".join(in_markdown(each) for each in lines))
        units = close_by_unit(view.dataset, indicator, scope)
        rows = [_unit(view, indicator, unit, close) for unit, close in units.items()]
        if len(rows) > 1:
            with frame.reserved(1.5 * (len(rows) + 1), f"cierre_{indicator.code}"):
                reading(rows, UNITS, numbers=tuple(UNITS)[1:])
            st.caption(in_markdown(words.say("close_both")))


def clock(view: frame.View, scope: Scope, indicator: Indicator) -> None:
    """Of what has a term, what of the open ones can still come on time, of each unit, and the way to its rows."""
    if not (lines := clock_said(view.dataset, indicator, scope)):
        return
    frame.section(words.say("clock_title"))
    st.markdown("  \n".join(in_markdown(each) for each in lines))
    found = still_open(view.dataset, indicator, scope)
    if len(found.units) > 1:
        rows = [{"unit": unit, "open": words.number(count)} for unit, count in found.units.items()]
        with frame.reserved(1.5 * (len(rows) + 1), f"plazo_{indicator.code}"):
            reading(rows, {"unit": "Unidad", "open": "En plazo"}, numbers=("open",))
    if found.in_time:
        st.button(
            in_markdown(words.say("clock_list")),
            key="clock_rows",
            type="tertiary",
            on_click=drawer.pick_cell,
            args=(f"intime.{indicator.code}",),
        )


def _unit(view: frame.View, indicator: Indicator, unit: str, close: Close) -> dict:
    counts = {name: words.number(getattr(close, name)) for name in ("open", "counted", "total")}
    ends = {name: words.amount(getattr(close, name), indicator.unit, indicator.decimals) for name in ("worst", "best")}
    return {"unit": view.catalog.label("unit", unit), **counts, **ends}


def lacking(view: frame.View, scope: Scope, indicator: Indicator) -> None:
    """The shortest list that closes the year as well as it can; a row opens its deliverable."""
    found = items_lacking(view.dataset, indicator, scope) if closes(view.dataset, indicator) else []
    if not found:
        return
    whole = indicator.name == view.catalog.screens.plan.state["delivered"]
    title = words.say("close_list" if whole else "close_list_of", year=found[0].slot.due_on.year)
    frame.section(title, aside=words.number(len(found)))
    board = listed.lacking(found, changed.UNFOLDED not in st.query_params)
    lines = 1.5 + min(len(found), listed.CHANGES_SHOWN) * 1.45
    boards.decisions(board, key="lacking", on_pick=changed.pick_change, lines=lines)
