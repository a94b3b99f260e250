"""Plan y versiones: the 25 × 12 calendar, who delivers, how late, and what a reformulation changed."""

import streamlit as st

from pages._kit.blocks import drawer, parts, versions
from pages._kit.blocks.figure import Evidence, chart
from pages._kit.shell import frame
from pages._kit.shell.start import show
from sig_metrics.language import words
from sig_metrics.measure import insights, plan
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts

LATE_HEADINGS = {
    "activity": "Act.",
    "name": "Mes programado",
    "days": "Días respecto del plazo",
    "units": "Unidad",
    "title": "Actividad",
}


def slip(view: frame.View, scope: Scope) -> None:
    """How many days before or after its month each deliverable came."""
    rows = plan.lateness(view.dataset, scope)
    if not rows:
        frame.section("Desfase de lo entregado", "Nada entregado a la fecha con estos filtros.")
        return
    named = [{**row, "name": words.MONTHS[row["month"] - 1].capitalize()} for row in rows]
    chart(
        view,
        "desfase",
        "Desfase de lo entregado",
        charts.slip_alt(rows),
        charts.slip_chart(rows, view.colours, view.mark),
        charts.slip_alt(rows),
        Evidence(
            named, LATE_HEADINGS, parts.PLAN_REGISTERS, view.catalog.screens.plan.charts["late"], drawer.pick_cell
        ),
    )


def page(view: frame.View) -> None:
    scope = view.scope()
    seen = insights.overview(view.dataset, scope)
    frame.title("Plan y versiones", [*insights.summary(view.catalog, seen)[:2], versions.sentence(view, scope)])
    frame.section(
        "Calendario de entregables", "Cada celda es una actividad y un mes; púlsela para ver sus entregables."
    )
    parts.calendar(view, scope)
    left, right = st.columns([1, 1], gap="large")
    with left:
        parts.curve(view, scope)
    with right:
        parts.by_unit(view, scope)
    left, right = st.columns([1, 1], gap="large")
    with left:
        slip(view, scope)
    with right:
        versions.compare(view, scope)
    versions.changes(view, scope)
    versions.budget(view, scope)
    drawer.open_if_asked(view, scope)


show(page)
