"""Owns the day of a delivery in its form: the one that is proposed, so that the calendar opens in the month of the
deliverable, which is nobody's word until it is said."""

from datetime import date

import streamlit as st

from pages._kit.shell import data
from sig_metrics.measure.scope import month_end
from sig_metrics.publish.condition import today
from sig_metrics.publish.seen import Drawn

BORN = date(2015, 1, 1)  # before it no form takes a day


def _proposed(year: int, month: int) -> date:
    """The day that the form proposes: the last of the month of the deliverable, or today; its calendar opens there."""
    return min(month_end(year, month), today(data.current_snapshot()))


def delivered(where, year: int, month: int, held: dict) -> date:
    """The day of the delivery: what its row says, else the proposed one."""
    now = today(data.current_snapshot())
    return where.date_input(
        "Fecha de entrega",
        value=held.get("delivered_on") or _proposed(year, month),
        format="DD/MM/YYYY",
        min_value=min(date(year, 1, 1), held.get("delivered_on") or now, now),
        max_value=now,
    )


def confirmed(day: date, year: int, month: int, held: dict, drawn: Drawn) -> bool:
    """Whether a day is somebody's word: the proposed one is, once it was said that nobody had typed it."""
    asked_of = ("formulario_fecha", *drawn.key.values())
    if (
        held.get("delivered_on")
        or day != _proposed(year, month)
        or st.session_state.get("formulario_fecha") == asked_of
    ):
        return True
    st.session_state["formulario_fecha"] = asked_of
    return False
