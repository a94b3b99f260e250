"""Owns the charts of cases: what came and went, how old it is, where, why, and how grave."""

from pages._kit.shell.frame import View, section
from pages._kit.topics.drawing import of_the_day, put
from sig_metrics.catalog.screen_model import Chart
from sig_metrics.language import words
from sig_metrics.measure import cases
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts

FLOW = {"month": "Mes", "inflow": "Ingresaron", "outflow": "Se cerraron", "stock": "Abiertos al cierre"}
AGES = {"band": "Antigüedad", "count": "Abiertos", "overdue": "Fuera de plazo", "oldest": "El más antiguo (días)"}
PLACES = {"band": "Unidad Territorial", "count": "Abiertos", "overdue": "Fuera de plazo"}
STATES = {"severity": "Registro", "state": "Situación", "count": "Cantidad"}


def flow(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.flow(view.dataset, about.registers[0], scope)
    last = next((row["key"] for row in reversed(rows) if row["stock"] is not None), None)
    put(
        view,
        scope,
        about,
        _flow_sentence(rows),
        charts.case_flow(rows, view.colours, view.mark),
        charts.flow_alt(rows),
        [
            {**row, "month": row["period"], "key": f"stock.{row['key']}" if row["stock"] is not None else ""}
            for row in rows
        ],
        FLOW,
        ("unit",),
        points=(f"stock.{last}", f"inflow.{last}") if last else (),
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
    return said + charts.flow_missing([row["period"] for row in rows if row["stock"] is None])


@of_the_day
def ages(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.ages(view.dataset, about.registers[0], scope)
    late, total = sum(row["overdue"] for row in rows), sum(row["count"] for row in rows)
    day = words.day(scope.cutoff)
    sentence = (
        f"{words.number(late)} de {words.count(total, 'abierta está', 'abiertas están')} fuera de su plazo al {day}"
    )
    if not total:
        sentence = words.say("none_open", day=day)
    put(
        view,
        scope,
        about,
        sentence,
        charts.ageing_bars(rows, view.colours, view.mark),
        charts.ageing_alt(rows),
        rows,
        AGES,
        ("unit",),
    )


@of_the_day
def places(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.by_ut(view.dataset, about.registers[0], scope)
    worst = next((row["band"] for row in rows if row["overdue"]), None)
    sentence = f"Primero la que tiene más fuera de plazo: {worst}" if worst else "Ninguna tiene casos fuera de plazo"
    put(
        view,
        scope,
        about,
        sentence,
        charts.ageing_bars(rows, view.colours, view.mark),
        charts.ageing_alt(rows),
        rows,
        PLACES,
        ("unit",),
    )


def reasons(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.reasons(view.dataset, scope)
    put(
        view,
        scope,
        about,
        about.sentence + charts.flow_missing(cases.missing(view.dataset, about.registers[0], scope)),
        charts.pareto_bars(rows, view.colours, view.mark),
        charts.pareto_alt(rows),
        rows,
        {"label": "Motivo", "count": "Casos"},
        ("unit",),
    )


@of_the_day
def incidents(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.incidents(view.dataset, scope)
    put(
        view,
        scope,
        about,
        about.sentence,
        charts.severity_stack(rows, view.colours, view.mark),
        charts.severity_alt(rows),
        rows,
        {**STATES, "severity": "Severidad"},
        (),
    )


def controls(view: View, scope: Scope, about: Chart) -> None:
    rows = cases.controls(view.dataset, scope)
    if not rows:
        return section(about.title, view.nothing)
    put(
        view,
        scope,
        about,
        about.sentence,
        charts.domain_bars(rows, view.colours, view.mark),
        charts.domains_alt(rows),
        rows,
        {
            "domain": "Dominio",
            "applicable": "Aplicables",
            "implemented": "Implementados",
            "unverified": "Nunca verificados",
        },
        ("unit",),
    )
