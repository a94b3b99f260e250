"""Owns the form that freezes the figures of a cut-off, with what would be frozen that is not whole: of the screen of cortes,
and of a session."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from pages._kit.loading.changes import NOBODY
from pages._kit.shell import data, frame
from sig_metrics.corte.freeze import freeze, preview
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.measure.scope import month_end
from sig_metrics.store import StoreError
from sig_metrics.store.cortes import Corte


def month_of(code: str) -> date:
    return month_end(int(code[:4]), int(code[5:]))


def form(view: frame.View, done: Callable[[Corte], None], name: str = "", office: str = "") -> None:
    """Asks for a cut-off, a name and an office; once frozen, hands the corte over and draws the screen anew. `name` and
    `office`: what is proposed."""
    months = [f"{month:%Y-%m}" for month in reversed(view.horizon.offered())]
    with st.container(border=True, key="corte-nuevo"):
        left, right = st.columns([2, 3], gap="large")
        with left:
            cutoff = st.selectbox(
                in_markdown(words.say("corte_cutoff")),
                months,
                index=months.index(view.choice.corte) if view.choice.corte in months else 0,
                format_func=lambda code: words.month(month_of(code)).capitalize(),
                key="corte_mes",
                filter_mode="contains",
            )
            with st.form("corte_form", border=False):
                example = words.say("corte_name_example")
                called = st.text_input(in_markdown(words.say("corte_name")), value=name, placeholder=example)
                who = st.text_input("Quién congela (cargo o unidad)", value=office, max_chars=60)
                sent = st.form_submit_button(
                    in_markdown(words.say("corte_button")), type="primary", icon=":material/lock:"
                )
        with right:
            _preview(view, month_of(cutoff))
    if sent:
        _freeze(view, called, month_of(cutoff), who, done)


def _preview(view: frame.View, cutoff: date) -> None:
    told = preview(view.dataset, cutoff).told
    frame.section(words.say("corte_preview", day=words.day(cutoff)))
    if not told:
        st.markdown(f":green[:material/check:] {in_markdown(words.say('corte_whole'))}")
    for each in told:
        st.markdown(f":orange[:material/warning:] {in_markdown(each)}")


def _freeze(view: frame.View, name: str, cutoff: date, who: str, done: Callable[[Corte], None]) -> None:
    try:
        with st.spinner(in_markdown(words.say("corte_doing"))):
            made = freeze(data.store(), view.dataset, name, cutoff, who.strip() or NOBODY)
    except (Refused, StoreError) as fault:
        st.error(in_markdown(str(fault)), icon=":material/error:")
        return
    done(made)
    st.rerun()
