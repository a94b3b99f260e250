"""Owns the screen of an ISO system: how it stands in one screen; and, at an address each, its indicators, its activities,
what is followed up in it and what evidences its clauses."""

import streamlit as st

from pages._kit import topics
from pages._kit.blocks import drawer, parts, registers
from pages._kit.blocks.figure import one_source, reading
from pages._kit.shell import frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import compute, insights
from sig_metrics.measure.dataset import register_rows
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.standing import counts_text
from sig_metrics.measure.standing import worst as worst_of

PARTS = {
    "resumen": "Resumen",
    "indicadores": "Indicadores",
    "actividades": "Actividades",
    "seguimiento": "Lo que se sigue",
    "evidencia": "Evidencia",
}


def system_page(view: frame.View, system: str) -> None:
    """Draws a system, or the part of it that the address asks for."""
    scope = view.scope(system=system)
    seen = insights.overview(view.dataset, scope)
    before = view.before(scope)
    earlier = before.whole() if before else None
    word = view.catalog.vocabularies["system"][system]
    frame.title(
        f"{word.label} · {word.name}",
        [insights.headline(view.catalog, seen, earlier)],
        why=drawer.SENTENCE if seen.total.has_rows else "",
    )
    part = state.seen("parte", PARTS) or "resumen"
    st.segmented_control(
        "Qué ver de este sistema",
        list(PARTS),
        format_func=PARTS.get,
        default=part,
        required=True,
        key=f"parte_{system}_{part}",
        label_visibility="collapsed",
        on_change=_look,
        args=(f"parte_{system}_{part}",),
    )
    {
        "resumen": _standing,
        "indicadores": _indicators,
        "actividades": _activities,
        "seguimiento": _followed,
        "evidencia": _evidence,
    }[part](view, scope, seen)
    drawer.open_if_asked(view, scope)


def _look(key: str) -> None:
    chosen = st.session_state[key]
    state.look(parte="" if chosen == "resumen" else chosen)


def _names(view: frame.View, system: str) -> tuple[str, ...]:
    """The indicators of a system: those of the plan, with the activities that serve it, and its own."""
    own = tuple(each.name for each in insights.indicators_of(view.catalog, system=system))
    return tuple(dict.fromkeys(view.catalog.screens.plan.headlines + own))


def _standing(view: frame.View, scope: Scope, seen: insights.Overview) -> None:
    """The first screen: advance by stage, how many indicators stand how, the six worst, and what to decide."""
    found = compute.measures(view.dataset, view.dataset.indicators(_names(view, scope.system)), scope)
    left, right = st.columns([27, 24], gap="medium")
    with left:
        parts.decisions(view, seen.decisions, most=12)
    with right:
        parts.crossings(view, scope, seen, "Avance por etapa")
        frame.section("Indicadores", aside=counts_text(view.catalog, found))
        own = {each.name for each in insights.indicators_of(view.catalog, system=scope.system)}
        worst = worst_of([each for each in found if each.indicator.name in own])
        if worst:
            parts.measures(view, scope, tuple(each.indicator.name for each in worst), tight=True, sourced=False)
        else:
            st.caption(in_markdown(words.say("worst_none")))
        registers.unanswered(view, scope)
    _scope_of_system(view, scope)


def _indicators(view: frame.View, scope: Scope, seen: insights.Overview) -> None:
    frame.section(
        "Indicadores del sistema",
        "Lo del plan, con las actividades que le sirven; lo que no se divide por sistema lo dice a su lado.",
    )
    names = _names(view, scope.system)
    half = -(-len(names) // 2)
    with one_source(view):
        for n, column in enumerate(st.columns(2, gap="large")):
            with column:
                parts.measures(view, scope, names[n * half : (n + 1) * half], key=f"measures_{n}")


def _activities(view: frame.View, scope: Scope, seen: insights.Overview) -> None:
    frame.section("Actividades que sirven a este sistema", "Pulse una celda para ver los entregables que hay detrás.")
    parts.calendar(view, scope)
    left, right = st.columns(2, gap="large")
    with left:
        parts.by_unit(view, scope)
    with right:
        _reasons(view, scope.system, view.plan_year(scope))


def _followed(view: frame.View, scope: Scope, seen: insights.Overview) -> None:
    """The charts of what the system follows up, two a row, with one source line."""
    drawn = [(topic, draw) for topic in topics.of_system(view, scope, scope.system) for draw in topics.drawers(topic)]
    if not drawn:
        st.caption(in_markdown(words.say("nothing_followed", filtered=view.filtered)))
    with one_source(view):
        for n, column in enumerate(st.columns(2, gap="large")):
            with column:
                for topic, draw in drawn[n::2]:
                    topics.charts_of(view, scope, topic, [draw])


def _evidence(view: frame.View, scope: Scope, seen: insights.Overview) -> None:
    registers.evidence(view, scope, scope.system)
    registers.gaps(view, system=scope.system)


def _scope_of_system(view: frame.View, scope: Scope) -> None:
    """Cuadro N° 01 of the plan, folded in one line."""
    year = view.plan_year(scope)
    rows = register_rows(view.dataset, "system_scope")
    about = next((row for row in rows if (row["system"], row["year"]) == (scope.system, year)), None)
    if not about:
        return
    with st.expander(f"Objetivo, alcance y sedes · {in_markdown(about['standard'])}"):
        for column, (name, key) in zip(
            st.columns([5, 6, 3], gap="large"), (("Objetivo", "objective"), ("Alcance", "scope"), ("Sedes", "sites"))
        ):
            said = about[key].split(" · ")
            listed = "\n".join(f"- {in_markdown(each)}" for each in said) if len(said) > 1 else in_markdown(said[0])
            column.markdown(f"**{name}**\n\n{listed}")
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
        reading(rows, {"activity": "Act.", "basis": "Base", "reason": "Motivo"}, narrow="coded")
