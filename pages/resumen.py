"""Resumen: in ten seconds, how much should be delivered, how much is, what is overdue and whose it is."""

import streamlit as st

from pages._kit.blocks import changed, drawer, parts
from pages._kit.blocks.figure import one_source
from pages._kit.screens import LOADING, page_of
from pages._kit.shell import frame
from pages._kit.shell.start import show
from sig_metrics.measure import insights


def page(view: frame.View) -> None:
    scope = view.scope()
    seen = insights.overview(view.dataset, scope)
    before = view.before(scope)
    earlier = before.whole() if before else None
    frame.title(
        "Resumen",
        [insights.headline(view.catalog, seen, earlier)],
        hidden=True,
        why=drawer.SENTENCE if seen.total.has_rows else "",
    )
    if seen.ruling and not seen.total.known:
        st.page_link(page_of(LOADING), label="Cargar Entregables", icon=":material/upload_file:")
    left, right = st.columns([27, 24], gap="medium")
    with left:
        parts.decisions(view, seen.decisions, most=14)
    with right:
        parts.crossings(view, scope, seen, "Sistemas y etapas")
        frame.section("Indicadores principales")
        parts.measures(view, scope, view.catalog.screens.plan.summary, tight=True, sourced=False)
    changed.changed(view, scope, before)
    with one_source(view):
        left, right = st.columns(2, gap="large")
        with left:
            parts.curve(view, scope)
        with right:
            parts.by_unit(view, scope)
    drawer.open_if_asked(view, scope)


show(page)
