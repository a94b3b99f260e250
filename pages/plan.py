"""Plan y versiones: the 25 × 12 calendar, who delivers, how late, and what a reformulation changed."""

from dataclasses import replace

import streamlit as st

from pages._kit.blocks import address, budget, closing, drawer, parts, replan, versions
from pages._kit.blocks.figure import Evidence, chart
from pages._kit.shell import frame, state
from pages._kit.shell.start import show
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import insights, plan
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts

OVERDUE = "vencidos"
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
        said = parts.without_plan(view, scope) or f"Nada entregado a la fecha{view.filtered}."
        frame.section("Desfase de lo entregado", said)
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


def chips(view: frame.View, scope: Scope) -> bool:
    """What the calendar is folded to: what is overdue, which is said, and a unit, which is the reader's own filter."""
    groups = insights.overview(view.dataset, replace(scope, unit=None)).groups["unit"]
    units = {unit: of_unit for unit, of_unit in groups.items() if unit != "ALL"}
    with st.container(horizontal=True, gap="medium"):
        only = address.chosen("plan_ver", "ver", (OVERDUE,)) == OVERDUE
        st.pills(
            in_markdown(words.say("plan_fold")),
            [OVERDUE],
            format_func=lambda _: in_markdown(words.say("plan_only_overdue")),
            key="plan_ver",
            on_change=address.fold,
            args=("ver", "plan_ver"),
            label_visibility="collapsed",
        )
        if len(units) > 1:
            st.session_state["plan_unidad"] = scope.unit if scope.unit in units else None
            st.pills(
                in_markdown(words.say("plan_by_unit")),
                list(units),
                format_func=lambda unit: in_markdown(_unit(view, unit, units[unit].overdue)),
                key="plan_unidad",
                on_change=lambda: state.set_choice(unidad=st.session_state["plan_unidad"] or ""),
                label_visibility="collapsed",
            )
    return only


def _unit(view: frame.View, unit: str, overdue: int) -> str:
    """«UTI · 3 vencidos»."""
    late = words.count(overdue, "vencido", "vencidos") if overdue else ""
    return " · ".join(filter(None, (view.catalog.label("unit", unit), late)))


def calendar(view: frame.View, scope: Scope) -> None:
    """The activity × month calendar, whole or folded to what is overdue; a cell opens the deliverables behind it."""
    frame.section("Calendario de entregables", words.say("plan_calendar"))
    only, activities = chips(view, scope), plan.grid(view.dataset, scope)
    shown = plan.behind(activities) if only else activities
    if only and activities:
        said = words.say("plan_folded" if shown else "plan_folded_none", shown=len(shown), of=len(activities))
        st.caption(in_markdown(said))
    if shown or not activities:
        parts.calendar(view, scope, only=shown)


def ending(view: frame.View, scope: Scope) -> None:
    """How the year can close: what lacks and who owes it."""
    delivered = view.catalog.indicators[view.catalog.screens.plan.state["delivered"]]
    left, right = st.columns([3, 2], gap="large")
    with left:
        closing.lacking(view, scope, delivered)
    with right:
        closing.said(view, scope, delivered)


def page(view: frame.View) -> None:
    scope = view.scope()
    if replan.asked():
        replan.screen(view, scope)
        return
    seen = insights.overview(view.dataset, scope)
    said = [*insights.summary(view.catalog, seen)[:2], versions.sentence(view, scope)]
    frame.title("Plan y versiones", list(filter(None, said)))
    calendar(view, scope)
    ending(view, scope)
    versions.changes(view, scope)
    left, right = st.columns([1, 1], gap="large")
    with left:
        parts.curve(view, scope)
    with right:
        parts.by_unit(view, scope)
    left, right = st.columns([1, 1], gap="large")
    with left:
        slip(view, scope)
    with right:
        budget.show(view, scope)
    versions.control(view, scope)
    replan.way(view, scope)
    drawer.open_if_asked(view, scope)


show(page)
