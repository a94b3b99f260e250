"""Owns the screen of an ISO system: its scope from Cuadro N° 01, its activities, indicators, clauses and reasons."""

import streamlit as st

from pages._kit import blocks, boards, drawer, frame, registers, tables
from pages._kit.figure import reading
from sig_metrics import insights


def system_page(view: frame.View, system: str) -> None:
    """Draws SGC, SGAS, SGSI or SGSST."""
    scope = view.scope(system=system)
    seen = view.kept.overview(scope)
    before = view.before(scope)
    about = next((row for row in view.kept.rows("system_scope") if row["system"] == system and row["year"] == scope.year), None)
    word = view.catalog.vocabularies["system"][system]
    frame.title(f"{word.label} · {word.name}", insights.summary(view.catalog, seen, view.kept.overview(before) if before else None),
                about["standard"] if about else "")  # fmt: skip
    if about:
        _scope_of_system(about)
    frame.section("Actividades que sirven a este sistema", "Pulse una celda para ver los entregables que hay detrás.")
    blocks.calendar(view, scope)
    left, right = st.columns([13, 7], gap="large")
    with left:
        frame.section("Indicadores del sistema", "Calculados con las actividades que le sirven; lo compartido cuenta en cada sistema.")
        own = tuple(i.name for i in insights.indicators_of(view.catalog, system=system))
        blocks.measures(view, scope, insights.HEADLINES + own)
    with right:
        frame.section("Requiere decisión")
        boards.decisions(tables.decisions(view.catalog, seen.decisions), key="decisions", on_pick=drawer.pick_cell)
    left, right = st.columns([1, 1], gap="large")
    with left:
        blocks.by_unit(view, scope)
    with right:
        _reasons(view, system, scope.year)
    registers.gaps(view, system=system)
    drawer.open_if_asked(view, scope)


def _scope_of_system(about: dict) -> None:
    for column, (name, key) in zip(st.columns([5, 6, 3], gap="large"), (("Objetivo", "objective"), ("Alcance", "scope"), ("Sedes", "sites"))):
        text = about[key].replace(" · ", "\n- ")
        column.markdown(f"**{name}**\n\n{'- ' if key == 'sites' else ''}{text}")
    st.caption(f"Cuadro N° 01 del plan, numeral {about['section']}")


def _reasons(view: frame.View, system: str, year: int) -> None:
    """Why each activity is in this system: the text of the plan, or a declared inference."""
    frame.section("Por qué cada actividad está aquí", "Explícito: el plan nombra el sistema. Inferido: se deduce, y se dice de qué.")
    rows = [{**row, "basis": view.catalog.label("basis", row["basis"])} for row in view.kept.rows("activity_system")
            if row["system"] == system and row["year"] == year]  # fmt: skip
    reading(rows, {"activity": "Act.", "basis": "Base", "reason": "Motivo"})
    clauses = sorted({clause for i in view.catalog.indicators.values() if system in i.systems for clause in i.clauses
                      if clause.startswith(view.standard_prefix(system))})  # fmt: skip
    if clauses:
        st.caption("Cláusulas que evidencian sus indicadores: " + " · ".join(clauses))
