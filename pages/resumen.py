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
    sentences = insights.summary(view.catalog, seen, insights.overview(view.dataset, before) if before else None)
    frame.title("Resumen", sentences)
    if seen.ruling and not seen.total.known:
        st.page_link(page_of(LOADING), label="Cargar Entregables", icon=":material/upload_file:")
    left, right = st.columns([11, 9], gap="large")
    with left:
        frame.section(
            "Sistemas y etapas", "Entregado sobre lo programado a la fecha; lo compartido no se suma. Pulse una celda."
        )
        standards = {
            row["system"]: row["standard"].partition(":")[0]
            for row in register_rows(view.dataset, "system_scope")
            if row["year"] == view.plan_year(scope)
        }
        programmed = frozenset(insights.overview(view.dataset, replace(scope, unit=None)).matrix if scope.unit else ())
        boards.matrix(tables.matrix(view.catalog, seen, standards, programmed), key="matrix", on_pick=pick_crossing)
        frame.section(
            "Indicadores principales", "Estado con palabra y signo; la línea vertical es la meta. Pulse uno: por qué."
        )
        parts.measures(view, scope, view.catalog.screens.plan.summary)
    with right:
        frame.section(
            "Requiere decisión",
            "Primero el plazo legal y las reglas graves; luego lo vencido, los acuerdos, lo que no tiene sustento y los plazos internos.",
        )
        boards.decisions(
            tables.decisions(view.catalog, seen.decisions, most=7), key="decisions", on_pick=drawer.pick_cell
        )
        parts.curve(view, scope)
    drawer.open_if_asked(view, scope)


show(page)
