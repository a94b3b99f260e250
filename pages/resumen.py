"""Resumen: in ten seconds, how much should be delivered, how much is, what is overdue and whose it is."""

from dataclasses import replace

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import drawer, parts
from pages._kit.boards import tables
from pages._kit.screens import LOADING, page_of
from pages._kit.shell import frame, state
from pages._kit.shell.start import show
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure import insights
from sig_metrics.measure.dataset import register_rows
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signals import alarms


def pick_crossing(key: str) -> None:
    """«SGC.maintenance», «SGC» or «maintenance»: opens the stage with its system, the system, or the stage."""
    system, _, stage = key.partition(".")
    if stage:
        state.go(default_catalog().screens.stages[stage].address, sistema=system)
    else:
        shown = default_catalog().screens
        state.go({**shown.stages, **shown.systems}[system].address)


def page(view: frame.View) -> None:
    scope = view.scope()
    seen = insights.overview(view.dataset, scope)
    before = view.before(scope)
    earlier = insights.overview(view.dataset, before) if before else None
    frame.title("Resumen", [insights.headline(view.catalog, seen, earlier)], hidden=True)
    if seen.ruling and not seen.total.known:
        st.page_link(page_of(LOADING), label="Cargar Entregables", icon=":material/upload_file:")
    left, right = st.columns([27, 24], gap="medium")
    with left:
        parts.decisions(view, seen.decisions, most=14)
    with right:
        _crossings(view, scope, seen)
        frame.section("Indicadores principales")
        parts.measures(view, scope, view.catalog.screens.plan.summary, tight=True, sourced=False)
    _changed(view, scope, before)
    left, right = st.columns(2, gap="large")
    with left:
        parts.curve(view, scope)
    with right:
        parts.by_unit(view, scope)
    drawer.open_if_asked(view, scope)


def _crossings(view: frame.View, scope: Scope, seen: insights.Overview) -> None:
    """Systems × stages."""
    frame.section("Sistemas y etapas", aside="vencidos, avance, señales")
    standards = {
        row["system"]: row["standard"].partition(":")[0]
        for row in register_rows(view.dataset, "system_scope")
        if row["year"] == view.plan_year(scope)
    }
    programmed = frozenset(insights.overview(view.dataset, replace(scope, unit=None)).matrix if scope.unit else ())
    board = tables.matrix(view.catalog, seen, standards, programmed, alarms(view.dataset, scope))
    with frame.reserved(1.6 + 1.82 * len(board["rows"]), "matrix"):
        boards.matrix(board, key="matrix", on_pick=pick_crossing)


show(page)
