"""Owns the charts and tables of the topics, by form: each draws what `screens.toml` says of a chart. Those of cases are in
`case_charts.py`."""

from functools import partial

from pages._kit.blocks.figure import Evidence, reading, source, undivided
from pages._kit.blocks.series import series
from pages._kit.shell.frame import View, section
from pages._kit.topics.case_charts import STATES, ages, controls, flow, incidents, places, reasons
from pages._kit.topics.drawing import Draw, Form, behind, of_the_day, points, put, show, whole
from pages._kit.topics.tables import latest, listed, objectives
from sig_metrics.catalog.screen_model import Chart
from sig_metrics.language import words
from sig_metrics.measure import compute, follow_up, freshness
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts

SHARES = {
    "label": "Grupo",
    "value": "Valor (%)",
    "numerator": "Numerador",
    "denominator": "Denominador",
    "status": "Estado",
}
# weights and points are nobody: they are not shown as counts
SAMPLED = {"label": "Grupo", "value": "Valor (%)", "n": "n", "status": "Estado"}
STOCK = {"overdue": "Abiertos fuera de plazo", "oldest": "El más antiguo (días vencido)"}
PROJECTS = {"label": "Proyecto", "planned": "Programado (%)", "actual": "Real (%)", "reported_on": "Último reporte"}


def drawn_by(about: Chart) -> Draw:
    """What draws a chart of `screens.toml`."""
    return partial(_drawn, about)


def _drawn(about: Chart, view: View, scope: Scope) -> None:
    FORMS[about.form](view, scope, about)


@of_the_day
def commitments(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.commitments(view.dataset, scope, about.registers)
    gender = "o" if set(about.registers) <= set(view.catalog.screens.commitments.masculine) else "a"
    late = {
        of_all: sum(row["count"] for row in rows if row["role"] == "breach" and row.get("whole", False) == of_all)
        for of_all in (False, True)
    }
    aside = (
        words.say("commitments_aside", count=words.number(late[True])) if any(row.get("whole") for row in rows) else ""
    )
    sentence = words.say(
        "commitments_late",
        late=words.count(late[False], f"vencid{gender}", f"vencid{gender}s"),
        day=words.day(scope.cutoff),
        aside=aside,
    )
    put(
        view,
        scope,
        about,
        sentence,
        charts.severity_stack(rows, view.colours, view.mark),
        charts.severity_alt(rows),
        rows,
        STATES,
        ("unit", "system"),
        of="",
    )


@of_the_day
def documents(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.documents(view.dataset, scope)
    late = sum(row["count"] for row in rows if row["role"] == "breach")
    sentence = f"{words.count(late, 'tiene', 'tienen')} vencida su fecha de próxima revisión"
    put(
        view,
        scope,
        about,
        sentence,
        charts.severity_stack(rows, view.colours, view.mark),
        charts.severity_alt(rows),
        rows,
        {**STATES, "severity": "Tipo"},
        ("unit", "system"),
        of="",
    )


@of_the_day
def risks(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.risks(view.dataset, scope)
    levels = follow_up.risk_levels(view.catalog, rows)
    named = dict(levels)
    shown = [
        {
            **row,
            "inherent": named[row["inherent"]],
            "residual": named[row["residual"]],
            "key": f"risk.{row['probability']}.{row['impact']}",
        }
        for row in rows
    ]
    put(
        view,
        scope,
        about,
        about.sentence,
        charts.risk_heat(rows, levels, follow_up.ABOVE, view.colours, view.mark),
        charts.heat_alt(rows, follow_up.ABOVE),
        shown,
        {
            "probability": "Probabilidad",
            "impact": "Impacto",
            "inherent": "Nivel inherente",
            "residual": "Nivel residual",
            "count": "Riesgos",
        },
        ("system",),
        of="",
    )


def groups(view: View, scope: Scope, about: Chart) -> None:
    indicator = view.catalog.indicator(about.indicator)
    if scope.system not in (None, *indicator.systems):
        return
    measured = compute.measures(view.dataset, (indicator,), scope)[0]
    if measured.status == "not_yet" and (
        last := freshness.awaited(view.dataset, indicator.source_registers, scope.cutoff)
    ):
        return section(
            about.title, words.say("flow_not_yet", month=words.month(scope.cutoff).capitalize(), last=words.month(last))
        )
    rows = [{**row, "key": row["code"]} for row in follow_up.groups(view.dataset, indicator, scope, about.dimension)]
    target = measured.target
    named = [
        {**row, "value": points(row["value"]), "status": view.catalog.standing(indicator, row["status"]).label}
        for row in rows
    ]
    headings = {**(SAMPLED if indicator.sample else SHARES), **(STOCK if indicator.backlog else {})}
    show(
        view,
        about,
        about.sentence,
        charts.share_bars(rows, target.value if target else None, view.colours, view.mark),
        charts.shares_alt(rows),
        Evidence(
            named,
            headings,
            indicator.source_registers,
            about.indicator,
            behind(about.rows) if about.rows else None,
            measured.ignored,
            of_ficha=True,
        ),
    )


@of_the_day
def milestones(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.milestones(view.dataset, scope)
    missing = sum(row["planned"] - row["done"] for row in rows if row["done"] is not None)
    sentence = f"{words.count(missing, 'requisito programado', 'requisitos programados')} hasta {words.month(scope.cutoff)} sin implementar"
    put(
        view,
        scope,
        about,
        sentence,
        charts.milestone_bars(rows, view.colours, view.mark),
        charts.milestones_alt(rows),
        rows,
        {"period": "Mes", "planned": "Programados", "done": "Implementados"},
        (),
    )


def trend(view: View, scope: Scope, about: Chart) -> None:
    indicator = view.catalog.indicator(about.indicator)
    history = follow_up.two_years(view.dataset, indicator, scope)
    figure, alt = series(view, indicator, history)
    named = [{"month": m.cutoff, "value": points(m.value) if indicator.unit == "percent" else m.value} for m in history]
    headings = {"month": "Mes", "value": "Valor (%)" if indicator.unit == "percent" else "Valor"}
    sentence = (
        f"{words.amount(history[-1].value, indicator.unit, indicator.decimals)} en {words.month(scope.cutoff)}"
        if history
        else ""
    )
    show(
        view,
        about,
        sentence,
        figure,
        alt,
        Evidence(
            named,
            headings,
            indicator.source_registers,
            about.indicator,
            whole=history[-1].ignored if history else (),
            of_ficha=True,
        ),
    )


def below_plan(rows: list[dict], nothing: str) -> str:
    """How many projects are under what was planned, of those that reported some progress, and how many never did; or that
    there is `nothing`."""
    if not rows:
        return nothing
    reported = [row for row in rows if row["actual"] is not None]
    if not reported:
        return words.say("projects_silent", projects=words.count(len(rows), "proyecto", "proyectos"))
    late, silent = sum(row["actual"] < row["planned"] for row in reported), len(rows) - len(reported)
    if not silent:
        return words.say(
            "projects_below", late=words.number(late), projects=words.count(len(rows), "proyecto", "proyectos")
        )
    return words.say(
        "projects_below_reported",
        late=words.number(late),
        projects=words.count(len(reported), "proyecto", "proyectos"),
        silent=words.number(silent),
    )


def projects(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.projects(view.dataset, about.registers[0], scope)
    named = [{**row, "planned": points(row["planned"]), "actual": points(row["actual"])} for row in rows]
    put(
        view,
        scope,
        about,
        below_plan(rows, view.nothing),
        charts.plan_bars(rows, view.colours, view.mark),
        charts.plan_alt(rows),
        named,
        PROJECTS,
        (),
    )


def project_table(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.projects(view.dataset, about.registers[0], scope)
    if not rows:
        return section(about.title, view.nothing)
    section(about.title, below_plan(rows, view.nothing))
    reading(
        [
            {**row, "planned": words.percent(row["planned"], 0), "actual": words.percent(row["actual"], 0)}
            for row in rows
        ],
        PROJECTS,
        numbers=("planned", "actual"),
        place=f"proyectos_{about.key}",
    )
    undivided(view, whole(view, scope, ("unit",), about.registers[0]))
    source(view, about.registers)


def protected(view: View, scope: Scope, about: Chart) -> None:
    rows, periods = follow_up.complaint_cells(view.dataset, scope)
    section(about.title, words.say("complaints_protected"))
    reading(rows, {"category": "Categoría", **periods})
    undivided(view, whole(view, scope, (), about.registers[0]))
    source(view, about.registers)


FORMS: dict[str, Form] = {
    "flow": flow,
    "ages": ages,
    "places": places,
    "reasons": reasons,
    "incidents": incidents,
    "controls": controls,
    "commitments": commitments,
    "documents": documents,
    "risks": risks,
    "groups": groups,
    "milestones": milestones,
    "trend": trend,
    "projects": projects,
    "project_table": project_table,
    "protected": protected,
    "latest": latest,
    "listed": listed,
    "objectives": objectives,
}
