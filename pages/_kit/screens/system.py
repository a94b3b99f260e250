"""Owns the screen of an ISO system: its scope from Cuadro N° 01, its activities, indicators, registers and the
clauses they evidence."""

import streamlit as st

from pages._kit import boards, topics
from pages._kit.blocks import drawer, parts, registers
from pages._kit.blocks.figure import reading
from pages._kit.boards import tables
from pages._kit.shell import frame
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import insights
from sig_metrics.measure.dataset import register_rows
from sig_metrics.measure.scope import Scope


def system_page(view: frame.View, system: str) -> None:
    """Draws a system."""
    scope = view.scope(system=system)
    seen = insights.overview(view.dataset, scope)
    before = view.before(scope)
    about = next(
        (
            row
            for row in register_rows(view.dataset, "system_scope")
            if row["system"] == system and row["year"] == view.plan_year(scope)
        ),
        None,
    )
    word = view.catalog.vocabularies["system"][system]
    frame.title(
        f"{word.label} · {word.name}",
        insights.summary(view.catalog, seen, insights.overview(view.dataset, before) if before else None),
        about["standard"] if about else "",
    )
    if about:
        _scope_of_system(about)
    frame.section("Actividades que sirven a este sistema", "Pulse una celda para ver los entregables que hay detrás.")
    parts.calendar(view, scope)
    left, right = st.columns([13, 7], gap="large")
    with left:
        frame.section(
            "Indicadores del sistema",
            "Lo del plan, con las actividades que le sirven; lo que no se divide por sistema lo dice a su lado.",
        )
        own = tuple(i.name for i in insights.indicators_of(view.catalog, system=system))
        parts.measures(view, scope, view.catalog.screens.plan.headlines + own)
    with right:
        frame.section("Requiere decisión")
        boards.decisions(tables.decisions(view.catalog, seen.decisions), key="decisions", on_pick=drawer.pick_cell)
        parts.by_unit(view, scope)
    _followed(view, scope, system)
    registers.evidence(view, scope, system)
    registers.gaps(view, system=system)
    _reasons(view, system, view.plan_year(scope))
    drawer.open_if_asked(view, scope)


def _followed(view: frame.View, scope: Scope, system: str) -> None:
    """The charts of what the system follows up, two a row."""
    drawn = [(topic, draw) for topic in topics.of_system(view, scope, system) for draw in topics.drawers(topic)]
    if drawn:
        frame.section("Lo que se sigue en este sistema")
    for n in range(0, len(drawn), 2):
        for column, (topic, draw) in zip(st.columns(2, gap="large"), drawn[n : n + 2]):
            with column:
                topics.charts_of(view, scope, topic, [draw])


def _scope_of_system(about: dict) -> None:
    for column, (name, key) in zip(
        st.columns([5, 6, 3], gap="large"), (("Objetivo", "objective"), ("Alcance", "scope"), ("Sedes", "sites"))
    ):
        parts = [in_markdown(part) for part in about[key].split(" · ")]
        column.markdown(f"**{name}**\n\n{'- ' if key == 'sites' else ''}" + "\n- ".join(parts))
    st.caption(in_markdown(f"Cuadro N° 01 del plan, numeral {about['section']}"))


def _reasons(view: frame.View, system: str, year: int) -> None:
    """Why each activity is in this system: the text of the plan, or a declared inference."""
    rows = [
        {**row, "basis": view.catalog.label("basis", row["basis"])}
        for row in register_rows(view.dataset, "activity_system")
        if row["system"] == system and row["year"] == year
    ]
    with st.expander(f"Por qué cada actividad está aquí ({len(rows)})"):
        st.caption("Explícito: el plan nombra el sistema. Inferido: se deduce, y se dice de qué.")
        reading(rows, {"activity": "Act.", "basis": "Base", "reason": "Motivo"})
