"""Owns the budget of the plan with its execution, as Plan y versiones shows it."""

import streamlit as st

from pages._kit.blocks.figure import reading, source, undivided
from pages._kit.shell import frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import Markdown, in_bold
from sig_metrics.measure import budget, compute
from sig_metrics.measure.filters import unfollowed
from sig_metrics.measure.scope import Scope

HEADINGS = {
    "task": "Tarea",
    "month": "Al cierre de",
    "assigned": "Asignado (PIM)",
    "accrued": "Devengado",
    "rate": "Avance",
}
PLAN = {"task": "Tarea", "amount": "Monto", "note": "Nota"}


def show(view: frame.View, scope: Scope) -> None:
    """Of each task, what it has and what was accrued up to the cut-off; and what the plan assigns."""
    year, whole = view.plan_year(scope), unfollowed(scope, ())
    register = budget.execution_register(view.dataset)
    tasks = budget.execution(view.dataset, year, scope.cutoff)
    if not tasks:
        missing = view.sources.get(register)
        said = words.say("budget_not_loaded", register=missing.title) if missing else ""
        frame.section(words.say("budget_title"), said)
        _assigned(view, year)
        undivided(view, whole)
        return
    rate = budget.rate_of(view.dataset)
    frame.section(words.say("budget_title"), _sentence(view, scope))
    total = budget.Task(
        words.say("budget_total"),
        max(task.month for task in tasks),
        sum(task.assigned for task in tasks),
        sum(task.accrued for task in tasks),
    )
    with st.container(key="wide-presupuesto"):
        reading(
            [*map(_row, tasks), {name: Markdown(in_bold(text)) for name, text in _row(total).items()}],
            HEADINGS,
            numbers=("assigned", "accrued", "rate"),
        )
    with st.container(gap=None):
        undivided(view, whole)
        source(view, (register,))
        if rate:
            st.button(
                "¿Por qué este número?",
                key="why_presupuesto",
                type="tertiary",
                on_click=state.place,
                kwargs={"ficha": rate.code},
            )
    with st.expander(words.say("budget_plan")):
        _assigned(view, year)


def _sentence(view: frame.View, scope: Scope) -> str:
    """What was accrued of the whole, and how that stands."""
    rate = budget.rate_of(view.dataset)
    if rate is None:
        return ""
    measured = compute.measures(view.dataset, (rate,), Scope(scope.cutoff, scope.plan))[0]
    if measured.value is None:
        return ""
    parts = {"numerator": words.number(measured.numerator), "denominator": words.number(measured.denominator)}
    value = words.amount(measured.value, rate.unit, rate.decimals)
    status = view.catalog.standing(rate, measured.status).label
    return f"{value}: {rate.sentence.format(**parts)}, al {words.day(scope.cutoff)} · {status}"


def _row(task: budget.Task) -> dict[str, str]:
    return {
        "task": task.task,
        "month": words.MONTHS[task.month - 1],
        "assigned": words.money(task.assigned),
        "accrued": words.money(task.accrued),
        "rate": words.percent(task.rate),
    }


def _assigned(view: frame.View, year: int) -> None:
    rows = [
        {**row, "amount": words.say("budget_not_shared") if row["amount"] is None else words.money(row["amount"])}
        for row in budget.assigned(view.dataset, year)
    ]
    reading(rows, PLAN, numbers=("amount",))
