"""Owns the charts and tables of the topics: each takes the View and its scope and draws one, with the rows behind its points."""

from collections.abc import Callable

import streamlit as st

from pages._kit import state
from pages._kit.figure import Evidence, chart, reading
from pages._kit.frame import View, section
from sig_metrics import charts, follow_up, words
from sig_metrics.scope import Scope

Draw = Callable[[View, Scope], None]
FLOW = {"month": "Mes", "inflow": "Ingresaron", "outflow": "Se cerraron", "stock": "Abiertos al cierre"}
AGES = {"band": "Antigüedad", "count": "Abiertos", "overdue": "Fuera de plazo", "oldest": "El más antiguo (días)"}
PLACES = {"band": "Unidad Territorial", "count": "Abiertos", "overdue": "Fuera de plazo"}
STATES = {"severity": "Registro", "state": "Situación", "count": "Cantidad"}
SHARES = {"label": "Grupo", "value": "Valor", "numerator": "Numerador", "denominator": "Denominador", "status": "Estado"}
PROJECTS = {"label": "Proyecto", "planned": "Programado", "actual": "Real", "reported_on": "Último reporte"}


def behind(what: str) -> Callable[[str], None]:
    """What a click on a point does: the drawer with its rows."""
    return lambda key: state.place(casos=f"{what}.{key}" if what else key)


def flow(register: str, title: str, ficha: str) -> Draw:
    def draw(view: View, scope: Scope) -> None:
        rows = view.kept.case_flow(register, scope)
        sentence = _flow_sentence(rows)
        chart(view, f"flujo_{register}", title, sentence, charts.case_flow(rows, view.colours, view.mark), charts.flow_alt(rows),
              Evidence(rows, FLOW, (register,), ficha, behind("")))  # fmt: skip

    return draw


def _flow_sentence(rows: list[dict]) -> str:
    """What the last month with data says, and which months did not come."""
    last = next((row for row in reversed(rows) if row["stock"] is not None), None)
    if last is None:
        return words.say("flow_none")
    if rows[-1]["stock"] is None:
        return words.say("flow_not_yet", month=words.month(rows[-1]["period"]).capitalize(), last=words.month(last["period"]))
    said = f"{words.count(last['stock'], 'abierta', 'abiertas')} al cierre; {words.count(last['inflow'], 'ingresó', 'ingresaron')} en el mes"
    return said + charts.flow_missing([row["month"] for row in rows if row["stock"] is None])


def ages(view: View, scope: Scope) -> None:
    rows = view.kept.case_ages("qrd", scope)
    late, total = sum(row["overdue"] for row in rows), sum(row["count"] for row in rows)
    sentence = f"{words.number(late)} de {words.count(total, 'abierta está', 'abiertas están')} fuera de su plazo al {words.day(scope.cutoff)}"
    chart(view, "antiguedad_qrd", "QRD abiertas por antigüedad", sentence, charts.ageing_bars(rows, view.colours, view.mark),
          charts.ageing_alt(rows), Evidence(rows, AGES, ("qrd",), "SEG-07", behind("age")))  # fmt: skip


def places(view: View, scope: Scope) -> None:
    rows = view.kept.case_places("qrd", scope)
    worst = next((row["band"] for row in rows if row["overdue"]), None)
    sentence = f"Primero la que tiene más fuera de plazo: {worst}" if worst else "Ninguna tiene casos fuera de plazo"
    chart(view, "ut_qrd", "QRD abiertas por Unidad Territorial", sentence, charts.ageing_bars(rows, view.colours, view.mark),
          charts.ageing_alt(rows), Evidence(rows, PLACES, ("qrd", "territorial_unit"), "SEG-07", behind("ut")))  # fmt: skip


def reasons(view: View, scope: Scope) -> None:
    rows = view.kept.case_reasons(scope)
    chart(view, "motivos_qrd", "Motivos de las QRD en el año", "De mayor a menor, con su parte acumulada" + charts.flow_missing(view.kept.missing("qrd", scope)),
          charts.pareto_bars(rows, view.colours, view.mark), charts.pareto_alt(rows),
          Evidence(rows, {"label": "Motivo", "count": "Casos"}, ("qrd",), "SEG-10", behind("reason")))  # fmt: skip


def incidents(view: View, scope: Scope) -> None:
    rows = view.kept.incidents(scope)
    chart(view, "incidentes", "Incidentes de seguridad del año", "Por severidad y situación a la fecha de corte",
          charts.severity_stack(rows, view.colours, view.mark), charts.severity_alt(rows),
          Evidence(rows, {**STATES, "severity": "Severidad"}, ("security_incident",), "SEG-14", behind("incident")))  # fmt: skip


def controls(view: View, scope: Scope) -> None:
    rows = view.kept.controls(scope)
    chart(view, "controles", "Controles de la SoA por dominio", "Implementados entre aplicables; lo nunca verificado se dice aparte",
          charts.domain_bars(rows, view.colours, view.mark), charts.domains_alt(rows),
          Evidence(rows, {"domain": "Dominio", "applicable": "Aplicables", "implemented": "Implementados", "unverified": "Nunca verificados"},
                   ("soa_control",), "SEG-17", behind("control")))  # fmt: skip


def commitments(key: str, title: str, registers: tuple[str, ...], ficha: str) -> Draw:
    def draw(view: View, scope: Scope) -> None:
        rows = view.kept.commitments(scope, registers)
        late = sum(row["count"] for row in rows if row["role"] == "breach")
        sentence = f"{words.count(late, 'vencida', 'vencidas')} sin cumplir al {words.day(scope.cutoff)}; lo del año y lo que venía abierto"
        chart(view, key, title, sentence, charts.severity_stack(rows, view.colours, view.mark), charts.severity_alt(rows),
              Evidence(rows, STATES, registers, ficha, behind("commitment")))  # fmt: skip

    return draw


def documents(view: View, scope: Scope) -> None:
    rows = view.kept.documents(scope)
    late = sum(row["count"] for row in rows if row["role"] == "breach")
    sentence = f"{words.count(late, 'tiene', 'tienen')} vencida su fecha de próxima revisión"
    chart(view, "documentos", "Documentos vigentes por tipo", sentence, charts.severity_stack(rows, view.colours, view.mark),
          charts.severity_alt(rows), Evidence(rows, {**STATES, "severity": "Tipo"}, ("document",), "MAN-01", behind("document")))  # fmt: skip


def risks(view: View, scope: Scope) -> None:
    rows = view.kept.risks(scope)
    levels = follow_up.risk_levels(view.catalog, rows)
    named = dict(levels)
    shown = [{**row, "inherent": named[row["inherent"]], "residual": named[row["residual"]]} for row in rows]
    chart(view, "riesgos", "Riesgos antes y después de tratarlos", "El borde marca los niveles residuales por encima del apetito (propuesto: alto o muy alto)",
          charts.risk_heat(rows, levels, follow_up.ABOVE, view.colours, view.mark), charts.heat_alt(rows, follow_up.ABOVE),
          Evidence(shown, {"probability": "Probabilidad", "impact": "Impacto", "inherent": "Nivel inherente", "residual": "Nivel residual",
                           "count": "Riesgos"}, ("risk",), "SEG-05", behind("")))  # fmt: skip


def groups(key: str, title: str, sentence: str, ficha: str, dimension: str, what: str) -> Draw:
    def draw(view: View, scope: Scope) -> None:
        indicator = view.catalog.indicator(ficha)
        if scope.system not in (None, *indicator.systems):
            return
        rows = [{**row, "key": row["code"]} for row in view.kept.groups(indicator.name, scope, dimension)]
        target = view.kept.measures((indicator.name,), scope)[0].target
        named = [{**row, "value": words.amount(row["value"], indicator.unit, indicator.decimals), "status": view.catalog.label("status", row["status"])}
                 for row in rows]  # fmt: skip
        chart(view, key, title, sentence, charts.share_bars(rows, target.value if target else None, view.colours, view.mark), charts.shares_alt(rows),
              Evidence(named, SHARES, indicator.source_registers, ficha, behind(what)))  # fmt: skip

    return draw


def milestones(view: View, scope: Scope) -> None:
    rows = view.kept.milestones(scope)
    missing = sum(row["planned"] - row["done"] for row in rows if row["done"] is not None)
    sentence = f"{words.count(missing, 'requisito programado', 'requisitos programados')} hasta {words.month(scope.cutoff)} sin implementar"
    chart(view, "hitos_sst", "Requisitos del SGSST por mes programado", sentence, charts.milestone_bars(rows, view.colours, view.mark),
          charts.milestones_alt(rows), Evidence(rows, {"month": "Mes", "planned": "Programados", "done": "Implementados"},
                                                ("sst_requirement",), "MEJ-01", behind("milestone")))  # fmt: skip


def trend(key: str, title: str, ficha: str) -> Draw:
    def draw(view: View, scope: Scope) -> None:
        indicator = view.catalog.indicator(ficha)
        history = view.kept.long_series(indicator.name, scope)
        rows = [{"month": words.short_month(m.cutoff), "value": m.value} for m in history]
        target = history[-1].target.value if history and history[-1].target else None
        named = [{"month": words.month(m.cutoff).capitalize(), "value": words.amount(m.value, indicator.unit, indicator.decimals)} for m in history]
        sentence = f"{words.amount(history[-1].value, indicator.unit, indicator.decimals)} en {words.month(scope.cutoff)}" if history else ""
        chart(view, key, title, sentence,
              charts.indicator_line(rows, target, [], indicator.unit, view.colours, view.mark, decimals=indicator.decimals),
              charts.line_alt(rows, target, indicator.unit, indicator.decimals),
              Evidence(named, {"month": "Mes", "value": "Valor"}, indicator.source_registers, ficha))  # fmt: skip

    return draw


def projects(register: str, title: str, ficha: str) -> Draw:
    def draw(view: View, scope: Scope) -> None:
        rows = view.kept.projects(register, scope)
        late = sum(row["actual"] is not None and row["actual"] < row["planned"] for row in rows)
        named = [{**row, "planned": words.percent(row["planned"]), "actual": words.percent(row["actual"])} for row in rows]
        chart(view, f"avance_{register}", title, f"{words.number(late)} de {words.count(len(rows), 'proyecto', 'proyectos')} por debajo de lo programado",
              charts.plan_bars(rows, view.colours, view.mark), charts.plan_alt(rows),
              Evidence(named, PROJECTS, (register,), ficha, behind("project")))  # fmt: skip

    return draw


def digital(view: View, scope: Scope) -> None:
    rows = view.kept.projects("digital_project", scope)
    late = sum(row["actual"] is not None and row["actual"] < row["planned"] for row in rows)
    section("Proyectos del Plan de Gobierno Digital", f"{words.number(late)} de {words.count(len(rows), 'proyecto', 'proyectos')} por debajo de lo programado")
    reading([{**row, "planned": words.percent(row["planned"], 0), "actual": words.percent(row["actual"], 0)} for row in rows], PROJECTS, numbers=("planned", "actual"))
    st.caption(view.source(("digital_project",)))


def complaints(view: View, scope: Scope) -> None:
    rows, periods = view.kept.complaint_cells(scope)
    section("Conteos protegidos", words.say("complaints_protected"))
    reading(rows, {"category": "Categoría", **periods})
    st.caption(view.source(("corruption_status",)))
