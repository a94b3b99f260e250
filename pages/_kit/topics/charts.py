"""Owns the charts and tables of the topics: a form takes the View, its scope and what `screens.toml` says of the
chart, and draws it, with the rows behind its points."""

from collections.abc import Callable
from functools import partial, wraps

from pages._kit.blocks.figure import Evidence, chart, reading, source, undivided
from pages._kit.shell import state
from pages._kit.shell.frame import View, section
from sig_metrics.catalog.screen_model import Chart
from sig_metrics.language import words
from sig_metrics.measure import cases, compute, follow_up, freshness
from sig_metrics.measure.filters import unfollowed
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts

Draw = Callable[[View, Scope], None]
Form = Callable[[View, Scope, Chart], None]
FLOW = {"month": "Mes", "inflow": "Ingresaron", "outflow": "Se cerraron", "stock": "Abiertos al cierre"}
AGES = {"band": "Antigüedad", "count": "Abiertos", "overdue": "Fuera de plazo", "oldest": "El más antiguo (días)"}
PLACES = {"band": "Unidad Territorial", "count": "Abiertos", "overdue": "Fuera de plazo"}
STATES = {"severity": "Registro", "state": "Situación", "count": "Cantidad"}
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


def behind(what: str) -> Callable[[str], None]:
    """What a click on a point does: the drawer with its rows."""
    return lambda key: state.place(casos=f"{what}.{key}" if what else key)


def whole(view: View, scope: Scope, divided: tuple[str, ...], register: str = "") -> tuple[str, ...]:
    """The filters of the reader that a chart of a register does not follow; the stage is the screen's own."""
    left = unfollowed(scope, divided, system=view.catalog.screens.served(register))
    return tuple(name for name in left if name != "stage")


def drawn_by(about: Chart) -> Draw:
    """What draws a chart of `screens.toml`."""
    return partial(_drawn, about)


def _drawn(about: Chart, view: View, scope: Scope) -> None:
    FORMS[about.form](view, scope, about)


def of_the_day(draw: Form) -> Form:
    """What a figure of the day of the cut-off says instead, while its registers are not known that day."""

    @wraps(draw)
    def drawn(view: View, scope: Scope, about: Chart) -> None:
        last = freshness.awaited(
            view.dataset,
            tuple(name for name in about.registers if view.catalog.registers[name].cadence != "on_change"),
            scope.cutoff,
        )
        if last is None:
            return draw(view, scope, about)
        section(
            about.title,
            words.say("stock_not_yet", month=words.month(scope.cutoff).capitalize(), last=words.month(last)),
        )

    return drawn


def points(share: float | None) -> float | None:
    """A share as percentage points, for a column «(%)» that sorts as a number."""
    return None if share is None else round(share * 100, 4)


def flow(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.flow(view.dataset, about.registers[0], scope)
    chart(
        view,
        about.key,
        about.title,
        _flow_sentence(rows),
        charts.case_flow(rows, view.colours, view.mark),
        charts.flow_alt(rows),
        Evidence(
            [{**row, "month": row["period"]} for row in rows],
            FLOW,
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, ("unit",), about.registers[0]),
        ),
    )


def _flow_sentence(rows: list[dict]) -> str:
    """What the last month with data says, and which months did not come."""
    last = next((row for row in reversed(rows) if row["stock"] is not None), None)
    if last is None:
        return words.say("flow_none")
    if rows[-1]["stock"] is None:
        return words.say(
            "flow_not_yet", month=words.month(rows[-1]["period"]).capitalize(), last=words.month(last["period"])
        )
    said = f"{words.count(last['stock'], 'abierta', 'abiertas')} al cierre; {words.count(last['inflow'], 'ingresó', 'ingresaron')} en el mes"
    return said + charts.flow_missing([row["month"] for row in rows if row["stock"] is None])


@of_the_day
def ages(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.ages(view.dataset, about.registers[0], scope)
    late, total = sum(row["overdue"] for row in rows), sum(row["count"] for row in rows)
    sentence = f"{words.number(late)} de {words.count(total, 'abierta está', 'abiertas están')} fuera de su plazo al {words.day(scope.cutoff)}"
    chart(
        view,
        about.key,
        about.title,
        sentence,
        charts.ageing_bars(rows, view.colours, view.mark),
        charts.ageing_alt(rows),
        Evidence(
            rows,
            AGES,
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, ("unit",), about.registers[0]),
        ),
    )


@of_the_day
def places(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.by_ut(view.dataset, about.registers[0], scope)
    worst = next((row["band"] for row in rows if row["overdue"]), None)
    sentence = f"Primero la que tiene más fuera de plazo: {worst}" if worst else "Ninguna tiene casos fuera de plazo"
    chart(
        view,
        about.key,
        about.title,
        sentence,
        charts.ageing_bars(rows, view.colours, view.mark),
        charts.ageing_alt(rows),
        Evidence(
            rows,
            PLACES,
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, ("unit",), about.registers[0]),
        ),
    )


def reasons(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.reasons(view.dataset, scope)
    chart(
        view,
        about.key,
        about.title,
        about.sentence + charts.flow_missing(cases.missing(view.dataset, about.registers[0], scope)),
        charts.pareto_bars(rows, view.colours, view.mark),
        charts.pareto_alt(rows),
        Evidence(
            rows,
            {"label": "Motivo", "count": "Casos"},
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, ("unit",), about.registers[0]),
        ),
    )


@of_the_day
def incidents(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.incidents(view.dataset, scope)
    chart(
        view,
        about.key,
        about.title,
        about.sentence,
        charts.severity_stack(rows, view.colours, view.mark),
        charts.severity_alt(rows),
        Evidence(
            rows,
            {**STATES, "severity": "Severidad"},
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, (), about.registers[0]),
        ),
    )


def controls(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.controls(view.dataset, scope)
    if not rows:
        return section(about.title, words.say("nothing_with_filters"))
    chart(
        view,
        about.key,
        about.title,
        about.sentence,
        charts.domain_bars(rows, view.colours, view.mark),
        charts.domains_alt(rows),
        Evidence(
            rows,
            {
                "domain": "Dominio",
                "applicable": "Aplicables",
                "implemented": "Implementados",
                "unverified": "Nunca verificados",
            },
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, ("unit",), about.registers[0]),
        ),
    )


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
    chart(
        view,
        about.key,
        about.title,
        sentence,
        charts.severity_stack(rows, view.colours, view.mark),
        charts.severity_alt(rows),
        Evidence(
            rows, STATES, about.registers, about.indicator, behind(about.rows), whole(view, scope, ("unit", "system"))
        ),
    )


@of_the_day
def documents(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.documents(view.dataset, scope)
    late = sum(row["count"] for row in rows if row["role"] == "breach")
    sentence = f"{words.count(late, 'tiene', 'tienen')} vencida su fecha de próxima revisión"
    chart(
        view,
        about.key,
        about.title,
        sentence,
        charts.severity_stack(rows, view.colours, view.mark),
        charts.severity_alt(rows),
        Evidence(
            rows,
            {**STATES, "severity": "Tipo"},
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, ("unit", "system")),
        ),
    )


@of_the_day
def risks(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.risks(view.dataset, scope)
    levels = follow_up.risk_levels(view.catalog, rows)
    named = dict(levels)
    shown = [{**row, "inherent": named[row["inherent"]], "residual": named[row["residual"]]} for row in rows]
    chart(
        view,
        about.key,
        about.title,
        about.sentence,
        charts.risk_heat(rows, levels, follow_up.ABOVE, view.colours, view.mark),
        charts.heat_alt(rows, follow_up.ABOVE),
        Evidence(
            shown,
            {
                "probability": "Probabilidad",
                "impact": "Impacto",
                "inherent": "Nivel inherente",
                "residual": "Nivel residual",
                "count": "Riesgos",
            },
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, ("system",)),
        ),
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
    chart(
        view,
        about.key,
        about.title,
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
        ),
    )


@of_the_day
def milestones(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.milestones(view.dataset, scope)
    missing = sum(row["planned"] - row["done"] for row in rows if row["done"] is not None)
    sentence = f"{words.count(missing, 'requisito programado', 'requisitos programados')} hasta {words.month(scope.cutoff)} sin implementar"
    chart(
        view,
        about.key,
        about.title,
        sentence,
        charts.milestone_bars(rows, view.colours, view.mark),
        charts.milestones_alt(rows),
        Evidence(
            rows,
            {"period": "Mes", "planned": "Programados", "done": "Implementados"},
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, (), about.registers[0]),
        ),
    )


def trend(view: View, scope: Scope, about: Chart) -> None:
    indicator = view.catalog.indicator(about.indicator)
    history = follow_up.two_years(view.dataset, indicator, scope)
    rows = [{"month": words.short_month(m.cutoff), "value": m.value} for m in history]
    target = history[-1].target.value if history and history[-1].target else None
    named = [{"month": m.cutoff, "value": points(m.value) if indicator.unit == "percent" else m.value} for m in history]
    headings = {"month": "Mes", "value": "Valor (%)" if indicator.unit == "percent" else "Valor"}
    sentence = (
        f"{words.amount(history[-1].value, indicator.unit, indicator.decimals)} en {words.month(scope.cutoff)}"
        if history
        else ""
    )
    chart(
        view,
        about.key,
        about.title,
        sentence,
        charts.indicator_line(rows, target, [], indicator.unit, view.colours, view.mark, decimals=indicator.decimals),
        charts.line_alt(rows, target, indicator.unit, indicator.decimals),
        Evidence(
            named, headings, indicator.source_registers, about.indicator, whole=history[-1].ignored if history else ()
        ),
    )


def below_plan(rows: list[dict]) -> str:
    """How many projects are under what was planned, of those that reported some progress, and how many never did."""
    reported = [row for row in rows if row["actual"] is not None]
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
    chart(
        view,
        about.key,
        about.title,
        below_plan(rows),
        charts.plan_bars(rows, view.colours, view.mark),
        charts.plan_alt(rows),
        Evidence(
            named,
            PROJECTS,
            about.registers,
            about.indicator,
            behind(about.rows),
            whole(view, scope, (), about.registers[0]),
        ),
    )


def project_table(view: View, scope: Scope, about: Chart) -> None:
    rows = follow_up.projects(view.dataset, about.registers[0], scope)
    if not rows:
        return section(about.title, words.say("nothing_with_filters"))
    section(about.title, below_plan(rows))
    reading(
        [
            {**row, "planned": words.percent(row["planned"], 0), "actual": words.percent(row["actual"], 0)}
            for row in rows
        ],
        PROJECTS,
        numbers=("planned", "actual"),
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
}
