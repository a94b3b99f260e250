"""Owns the screen of a stage: its sentences, its calendar by line of action, bars, and what needs a decision."""

import streamlit as st

from pages._kit import blocks, boards, drawer, frame, registers, tables
from sig_metrics import insights


def stage_page(view: frame.View, stage: str) -> None:
    """Draws Mantenimiento, Seguimiento or Mejora."""
    scope = view.scope(stage=stage)
    seen = view.kept.overview(scope)
    before = view.before(scope)
    about = next((row for row in view.kept.rows("plan_stage") if row["stage"] == stage and row["year"] == scope.year), None)
    title = view.catalog.label("stage", stage)
    frame.title(title, insights.summary(view.catalog, seen, view.kept.overview(before) if before else None),
                about and f"Plan, numeral {about['section']} · {about['name']}" or "")  # fmt: skip
    frame.section("Actividades por línea de acción", "Pulse una celda para ver los entregables que hay detrás.")
    blocks.calendar(view, scope, by="line")
    blocks.lines_of_action(view, scope)
    if stage == "monitoring":
        registers.monitoring(view, scope)
    left, right = st.columns([1, 1], gap="large")
    with left:
        blocks.by_line(view, scope)
    with right:
        blocks.curve(view, scope)
    left, right = st.columns([13, 7], gap="large")
    with left:
        frame.section("Indicadores de la etapa", "Calculados solo con las actividades de la etapa y los filtros elegidos.")
        blocks.measures(view, scope, insights.HEADLINES)
    with right:
        frame.section("Requiere decisión")
        boards.decisions(tables.decisions(view.catalog, seen.decisions), key="decisions", on_pick=drawer.pick_cell)
    registers.gaps(view, stage=stage)
    if about:
        with st.expander("Qué dice el plan de esta etapa"):
            st.markdown(about["description"])
    drawer.open_if_asked(view, scope)
