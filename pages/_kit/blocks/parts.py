"""Owns the parts that several screens show alike: curve, bars, indicators, calendar of activities."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import drawer
from pages._kit.blocks.figure import Evidence, chart, source
from pages._kit.blocks.whole_list import SIGNALS
from pages._kit.boards import listed, plan_months, tables
from pages._kit.shell import frame, state
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import compute, insights, plan
from sig_metrics.measure import crossings as compared
from sig_metrics.measure.beside import all_without
from sig_metrics.measure.comparison import TARGET, differences_said, from_target
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.dataset import register_rows
from sig_metrics.measure.decisions import Decision
from sig_metrics.measure.insights import State
from sig_metrics.measure.plan import Activity
from sig_metrics.measure.process.marks import Marks
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.signals import alarms
from sig_metrics.present import charts
from sig_metrics.present.charts.curve import Then

PLAN_REGISTERS = ("plan_schedule", "deliverable")
PROGRESS_HEADINGS = {
    "label": "Grupo",
    "programmed": "Programado",
    "delivered": "Entregado",
    "on_time": "A tiempo",
    "overdue": "Vencido",
}


def curve(view: frame.View, scope: Scope, key: str = "curva") -> None:
    """What should be delivered, what is, month by month, with the approvals of the plan."""
    rows = plan.curve(view.dataset, scope)
    if not any(row["programmed"] for row in rows):
        said = without_plan(view, scope) or f"Nada programado en el año{view.filtered}."
        frame.section("Entregables acumulados", said)
        return
    total = insights.overview(view.dataset, scope).total
    sentence = "Al día con lo programado" if total.programmed else "Nada programado todavía a la fecha"
    if not total.known:
        sentence = words.say("nothing_delivered_known")
    elif total.waiting:
        sentence = words.say("delivered_not_yet", month=words.month(scope.cutoff))
    elif total.overdue:
        sentence = f"{words.count(total.overdue, 'entregable por debajo', 'entregables por debajo')} de lo programado"
    approvals = [
        {"month": v.approved_on.month - 1 + v.approved_on.day / 31, "text": f"v{v.version} aprobada"}
        for v in view.horizon.of(view.plan_year(scope))
        if v.approved_on <= scope.cutoff and v.approved_on.year == v.year
    ][-1:]
    then = _then(view, scope)
    chart(
        view,
        key,
        "Entregables acumulados",
        sentence,
        charts.cumulative_curve(rows, approvals, view.colours, view.mark, judged=not total.waiting, then=then),
        charts.curve_alt(rows, then),
        _curve_table(view, scope, rows, then),
    )


def _curve_table(view: frame.View, scope: Scope, rows: list[dict], then: Then | None) -> Evidence:
    """The curve as a table, with what was delivered in the plan of then, where it is another."""
    headings = {
        "period": "Mes",
        "programmed": "Programado acumulado",
        "delivered": "Entregado acumulado",
        "uncapped": "Entregado sin tope",
    }
    was = {row["month"]: row["delivered"] for row in then.rows} if then else {}
    if was:
        headings["then"] = words.say("curve_then", label=then.label)
    named = [
        {
            **row,
            "period": month_end(view.plan_year(scope), row["month"]),
            **({"then": was.get(row["month"])} if was else {}),
        }
        for row in rows
    ]
    return Evidence(named, headings, PLAN_REGISTERS, view.catalog.screens.plan.charts["curve"])


def _then(view: frame.View, scope: Scope) -> Then | None:
    """The earlier day that the reader compares the curve with."""
    before = view.before(scope)
    if before is None:
        return None
    label = before.curve_said(scope)
    return Then(before.cutoff.month, label, tuple(before.curve(view.dataset, scope)))


def progress(
    view: frame.View,
    key: str,
    title: str,
    sentence: str,
    groups: dict[str, State],
    labels: dict[str, str],
    on_pick: Callable[[str], None] | None = None,
) -> None:
    """Bars of delivered over programmed, the group with most overdue first; a bar may be picked by its code."""
    rows = [
        {
            "code": value,
            "label": labels.get(value, value),
            "programmed": s.programmed,
            "delivered": s.delivered,
            "on_time": s.on_time,
            "overdue": s.overdue,
        }
        for value, s in sorted(groups.items(), key=lambda item: (-item[1].overdue, -item[1].programmed))
        if s.programmed and s.known and not s.waiting
    ]
    if not rows:
        frame.section(title, _nothing_drawn(view))
        return
    chart(
        view,
        key,
        title,
        sentence,
        charts.progress_bars(rows, view.colours, view.mark),
        charts.progress_alt(rows),
        Evidence(rows, PROGRESS_HEADINGS, PLAN_REGISTERS, view.catalog.screens.plan.charts["curve"], on_pick),
    )


def without_plan(view: frame.View, scope: Scope) -> str:
    """That there is no plan at the cut-off; «» where there is."""
    return "" if plan.ruling_of(view.dataset, scope) else words.say("nothing_without_plan", year=scope.year)


def _nothing_drawn(view: frame.View) -> str:
    """Why there is no bar: no plan, nothing programmed, nothing loaded, or the month has not come."""
    total = insights.overview(view.dataset, view.scope()).total
    if said := without_plan(view, view.scope()):
        return said
    if total.waiting:
        return words.say("delivered_not_yet", month=words.month(view.scope().cutoff))
    return f"Nada programado a la fecha{view.filtered}." if total.known else words.say("nothing_delivered_known")


def by_unit(view: frame.View, scope: Scope, key: str = "unidades") -> None:
    labels = {code: word.label for code, word in view.catalog.vocabularies["unit"].items()}
    progress(
        view,
        key,
        "Por unidad responsable",
        "Cada entregable en la unidad que lo debe; lo que deben dos cuenta en ambas. Pulse una barra",
        insights.overview(view.dataset, scope).groups["unit"],
        labels,
        lambda unit: state.set_choice(unidad=unit),
    )


def measures(
    view: frame.View,
    scope: Scope,
    names: tuple[str, ...],
    key: str = "measures",
    tight: bool = False,
    sourced: bool = True,
    on_pick: Callable[[str], None] = drawer.pick_ficha,
    marks: dict[str, Marks] | None = None,
) -> None:
    """The table of indicators, with the months of each; a row opens its ficha, or what `on_pick` opens of its code.
    `tight`: a line each; `marks`: of their processes."""
    found = compute.measures(view.dataset, view.dataset.indicators(names), scope)
    histories = compute.all_series(view.dataset, view.dataset.indicators(names), scope)
    without = all_without(view.dataset, found)
    board = tables.measures(view.catalog, found, histories, tight, _versus(view, scope, found), marks, without)
    boards.measures(board, key=key, on_pick=on_pick, lines=1.5 + len(found) * (1.6 if tight else 2.7))
    if sourced:
        source(view, tuple(dict.fromkeys(register for m in found for register in m.indicator.source_registers)))


def _versus(view: frame.View, scope: Scope, found: list[Measure]) -> dict[str, str]:
    """How each indicator differs from what the reader compares with, in words."""
    if view.choice.comparar == TARGET:
        return {m.indicator.name: from_target(m) for m in found}
    before = view.before(scope)
    return differences_said(view.dataset, found, before) if before else {}


def decisions(view: frame.View, found: list[Decision], most: int, title: str = "Requiere decisión") -> None:
    """What requires a decision, with how many are shown; the rest is one click away."""
    shown = min(most, len(found))
    aside = (
        "" if not found else words.say("shown_of", shown=shown, count=len(found)) if shown < len(found) else str(shown)
    )
    frame.section(title, aside=aside)
    lines = 1.5 + max(1, shown) * 1.45 + (1.5 if shown < len(found) else 0)
    board = listed.decisions(view.catalog, found, most)
    boards.decisions(board, key="decisions", on_pick=drawer.pick_cell, lines=lines)


def _plan_month(view: frame.View, scope: Scope) -> int:
    """The month of the plan that a cut-off is at: December when the plan goes on after its year."""
    return scope.cutoff.month if view.plan_year(scope) == scope.year else 12


def crossings(view: frame.View, scope: Scope, seen: insights.Overview, title: str) -> None:
    """Systems × stages: what is overdue, the advance, what is out of its target; and what each differs from."""
    changed, aside = _crossed(view, scope, seen)
    frame.section(title, aside=aside)
    standards = {
        row["system"]: row["standard"].partition(":")[0]
        for row in register_rows(view.dataset, "system_scope")
        if row["year"] == view.plan_year(scope)
    }
    programmed = frozenset(insights.overview(view.dataset, replace(scope, unit=None)).matrix if scope.unit else ())
    board = tables.matrix(view.catalog, seen, standards, programmed, alarms(view.dataset, scope), changed)
    boards.matrix(board, key="matrix", on_pick=_pick_crossing, lines=1.6 + 1.82 * len(board["rows"]))


def _crossed(
    view: frame.View, scope: Scope, seen: insights.Overview
) -> tuple[dict[compared.Crossed, compared.Change], str]:
    """How each crossing differs from what the reader compares with, and what is said beside the heading."""
    if view.choice.comparar == TARGET:
        return compared.to_target(view.dataset, scope), words.say("crossing_target")
    before = view.before(scope)
    found = compared.since(view.dataset, seen, before) if before else {}
    month = before.plan_said(scope) if before else ""
    return found, words.say("crossing_since", month=month) if found else words.say("crossing_aside")


def _pick_crossing(key: str) -> None:
    """«SGC.maintenance», «SGC» or «maintenance»: opens the stage with its system, the system, or the stage;
    «cruce.SGC.maintenance», the rows of that cell; «signal.SGC.maintenance», its signals."""
    system, _, stage = key.partition(".")
    if system == SIGNALS:
        state.place(decisiones=key)
        return
    if system == drawer.CROSSING:
        state.place(casos=key)
        return
    shown = default_catalog().screens
    if stage:
        state.go(shown.stages[stage].address, sistema=system)
    else:
        state.go({**shown.stages, **shown.systems}[system].address)


def calendar(
    view: frame.View, scope: Scope, by: str = "stage", key: str = "grid", only: list[Activity] | None = None
) -> None:
    """The activity × month calendar; a cell opens the deliverables behind it. `only`: the rows to show, if not all."""
    activities = plan.grid(view.dataset, scope) if only is None else only
    if not activities:
        st.caption(in_markdown(f"Ninguna actividad{view.filtered}."))
        return
    board = plan_months.grid(view.catalog, activities, _plan_month(view, scope), by)
    lines = 4.4 + 1.65 * len(activities) + 2.2 * len(board["groups"]) * bool(by)
    boards.plan_grid(board, key=key, on_pick=drawer.pick_cell, lines=lines)
    source(view, PLAN_REGISTERS)
