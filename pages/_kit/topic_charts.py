"""Owns the charts and tables of the topics: each takes the View and its scope and draws one, with the rows behind its points."""

from collections.abc import Callable

import streamlit as st

from pages._kit import state
from pages._kit.figure import Evidence, chart, reading, source, undivided
from pages._kit.frame import View, section
from sig_metrics.language import words
from sig_metrics.measure import follow_up
from sig_metrics.present import charts
from sig_metrics.measure.filters import unfollowed
from sig_metrics.measure.scope import Scope

Draw = Callable[[View, Scope], None]
FLOW = {"month": "Mes", "inflow": "Ingresaron", "outflow": "Se cerraron", "stock": "Abiertos al cierre"}
AGES = {"band": "Antigüedad", "count": "Abiertos", "overdue": "Fuera de plazo", "oldest": "El más antiguo (días)"}
PLACES = {"band": "Unidad Territorial", "count": "Abiertos", "overdue": "Fuera de plazo"}
STATES = {"severity": "Registro", "state": "Situación", "count": "Cantidad"}
SHARES = {"label": "Grupo", "value": "Valor (%)", "numerator": "Numerador", "denominator": "Denominador", "status": "Estado"}
SAMPLED = {"label": "Grupo", "value": "Valor (%)", "n": "n", "status": "Estado"}  # weights and points are nobody: they are not shown as counts
STOCK = {"overdue": "Abiertos fuera de plazo", "oldest": "El más antiguo (días vencido)"}
PROJECTS = {"label": "Proyecto", "planned": "Programado (%)", "actual": "Real (%)", "reported_on": "Último reporte"}
REGISTER_SYSTEMS = {"qrd": ("SGC",), "ctvc_alert": ("SGC", "SGAS"), "security_incident": ("SGSI",), "soa_control": ("SGSI",), "sst_requirement": ("SGSST",),
                    "app_project": ("SGC",), "digital_project": ("SGSI",), "corruption_status": ("SGAS",)}  # fmt: skip


def behind(what: str) -> Callable[[str], None]:
    """What a click on a point does: the drawer with its rows."""
    return lambda key: state.place(casos=f"{what}.{key}" if what else key)


def whole(scope: Scope, divided: tuple[str, ...], register: str = "") -> tuple[str, ...]:
    """The filters of the reader that a chart of a register does not follow; the stage is the screen's own."""
    left = unfollowed(scope, divided, system=REGISTER_SYSTEMS.get(register, ()))
    return tuple(name for name in left if name != "stage")


def of_the_day(title: str, *registers: str) -> Callable[[Draw], Draw]:
    """What a figure of the day of the cut-off says instead, while one of its registers is not known that day."""

    def kept(draw: Draw) -> Draw:
        def drawn(view: View, scope: Scope) -> None:
            last = view.kept.awaited(registers, scope)
            if last is None:
                return draw(view, scope)
            section(title, words.say("stock_not_yet", month=words.month(scope.cutoff).capitalize(), last=words.month(last)))

        return drawn

    return kept


def points(share: float | None) -> float | None:
    """A share as percentage points, for a column «(%)» that sorts as a number."""
    return None if share is None else round(share * 100, 4)


def flow(register: str, title: str, ficha: str) -> Draw:
    def draw(view: View, scope: Scope) -> None:
        rows = view.kept.case_flow(register, scope)
        sentence = _flow_sentence(rows)
        chart(view, f"flujo_{register}", title, sentence, charts.case_flow(rows, view.colours, view.mark), charts.flow_alt(rows),
              Evidence([{**row, "month": row["period"]} for row in rows], FLOW, (register,), ficha, behind(""), whole(scope, ("unit",), register)))  # fmt: skip

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


@of_the_day("QRD abiertas por antigüedad", "qrd")
def ages(view: View, scope: Scope) -> None:
    rows = view.kept.case_ages("qrd", scope)
    late, total = sum(row["overdue"] for row in rows), sum(row["count"] for row in rows)
    sentence = f"{words.number(late)} de {words.count(total, 'abierta está', 'abiertas están')} fuera de su plazo al {words.day(scope.cutoff)}"
    chart(view, "antiguedad_qrd", "QRD abiertas por antigüedad", sentence, charts.ageing_bars(rows, view.colours, view.mark),
          charts.ageing_alt(rows), Evidence(rows, AGES, ("qrd",), "SEG-07", behind("age"), whole(scope, ("unit",), "qrd")))  # fmt: skip


@of_the_day("QRD abiertas por Unidad Territorial", "qrd")
def places(view: View, scope: Scope) -> None:
    rows = view.kept.case_places("qrd", scope)
    worst = next((row["band"] for row in rows if row["overdue"]), None)
    sentence = f"Primero la que tiene más fuera de plazo: {worst}" if worst else "Ninguna tiene casos fuera de plazo"
    chart(view, "ut_qrd", "QRD abiertas por Unidad Territorial", sentence, charts.ageing_bars(rows, view.colours, view.mark),
          charts.ageing_alt(rows), Evidence(rows, PLACES, ("qrd", "territorial_unit"), "SEG-07", behind("ut"), whole(scope, ("unit",), "qrd")))  # fmt: skip


def reasons(view: View, scope: Scope) -> None:
    rows = view.kept.case_reasons(scope)
    chart(view, "motivos_qrd", "Motivos de las QRD en el año", "De mayor a menor, con su parte acumulada" + charts.flow_missing(view.kept.missing("qrd", scope)),
          charts.pareto_bars(rows, view.colours, view.mark), charts.pareto_alt(rows),
          Evidence(rows, {"label": "Motivo", "count": "Casos"}, ("qrd",), "SEG-10", behind("reason"), whole(scope, ("unit",), "qrd")))  # fmt: skip


@of_the_day("Incidentes de seguridad del año", "security_incident")
def incidents(view: View, scope: Scope) -> None:
    rows = view.kept.incidents(scope)
    chart(view, "incidentes", "Incidentes de seguridad del año", "Por severidad y situación a la fecha de corte",
          charts.severity_stack(rows, view.colours, view.mark), charts.severity_alt(rows),
          Evidence(rows, {**STATES, "severity": "Severidad"}, ("security_incident",), "SEG-14", behind("incident"),
                   whole(scope, (), "security_incident")))  # fmt: skip


def controls(view: View, scope: Scope) -> None:
    rows = view.kept.controls(scope)
    if not rows:
        return section("Controles de la SoA por dominio", words.say("nothing_with_filters"))
    chart(view, "controles", "Controles de la SoA por dominio", "Implementados entre aplicables; lo nunca verificado se dice aparte",
          charts.domain_bars(rows, view.colours, view.mark), charts.domains_alt(rows),
          Evidence(rows, {"domain": "Dominio", "applicable": "Aplicables", "implemented": "Implementados", "unverified": "Nunca verificados"},
                   ("soa_control",), "SEG-17", behind("control"), whole(scope, ("unit",), "soa_control")))  # fmt: skip


def commitments(key: str, title: str, registers: tuple[str, ...], ficha: str) -> Draw:
    @of_the_day(title, *registers)
    def draw(view: View, scope: Scope) -> None:
        rows = view.kept.commitments(scope, registers)
        gender = "o" if set(registers) <= set(follow_up.MASCULINE) else "a"
        late = {whole: sum(row["count"] for row in rows if row["role"] == "breach" and row.get("whole", False) == whole) for whole in (False, True)}
        aside = words.say("commitments_aside", count=words.number(late[True])) if any(row.get("whole") for row in rows) else ""
        sentence = words.say("commitments_late", late=words.count(late[False], f"vencid{gender}", f"vencid{gender}s"), day=words.day(scope.cutoff), aside=aside)
        chart(view, key, title, sentence, charts.severity_stack(rows, view.colours, view.mark), charts.severity_alt(rows),
              Evidence(rows, STATES, registers, ficha, behind("commitment"), whole(scope, ("unit", "system"))))  # fmt: skip

    return draw


@of_the_day("Documentos vigentes por tipo", "document")
def documents(view: View, scope: Scope) -> None:
    rows = view.kept.documents(scope)
    late = sum(row["count"] for row in rows if row["role"] == "breach")
    sentence = f"{words.count(late, 'tiene', 'tienen')} vencida su fecha de próxima revisión"
    chart(view, "documentos", "Documentos vigentes por tipo", sentence, charts.severity_stack(rows, view.colours, view.mark),
          charts.severity_alt(rows), Evidence(rows, {**STATES, "severity": "Tipo"}, ("document",), "MAN-01", behind("document"),
                                                    whole(scope, ("unit", "system"))))  # fmt: skip


@of_the_day("Riesgos antes y después de tratarlos", "risk")
def risks(view: View, scope: Scope) -> None:
    rows = view.kept.risks(scope)
    levels = follow_up.risk_levels(view.catalog, rows)
    named = dict(levels)
    shown = [{**row, "inherent": named[row["inherent"]], "residual": named[row["residual"]]} for row in rows]
    chart(view, "riesgos", "Riesgos antes y después de tratarlos", "El borde marca los niveles residuales por encima del apetito (propuesto: alto o muy alto)",
          charts.risk_heat(rows, levels, follow_up.ABOVE, view.colours, view.mark), charts.heat_alt(rows, follow_up.ABOVE),
          Evidence(shown, {"probability": "Probabilidad", "impact": "Impacto", "inherent": "Nivel inherente", "residual": "Nivel residual",
                           "count": "Riesgos"}, ("risk",), "SEG-05", behind(""), whole(scope, ("system",))))  # fmt: skip


def groups(key: str, title: str, sentence: str, ficha: str, dimension: str, what: str) -> Draw:
    def draw(view: View, scope: Scope) -> None:
        indicator = view.catalog.indicator(ficha)
        if scope.system not in (None, *indicator.systems):
            return
        measured = view.kept.measures((indicator.name,), scope)[0]
        if measured.status == "not_yet" and (last := view.kept.awaited(indicator.source_registers, scope)):
            return section(title, words.say("flow_not_yet", month=words.month(scope.cutoff).capitalize(), last=words.month(last)))
        rows = [{**row, "key": row["code"]} for row in view.kept.groups(indicator.name, scope, dimension)]
        target = measured.target
        named = [{**row, "value": points(row["value"]), "status": view.catalog.standing(indicator, row["status"]).label} for row in rows]
        headings = {**(SAMPLED if indicator.sample else SHARES), **(STOCK if indicator.backlog else {})}
        chart(view, key, title, sentence, charts.share_bars(rows, target.value if target else None, view.colours, view.mark), charts.shares_alt(rows),
              Evidence(named, headings, indicator.source_registers, ficha, behind(what), measured.ignored))  # fmt: skip

    return draw


@of_the_day("Requisitos del SGSST por mes programado", "sst_requirement")
def milestones(view: View, scope: Scope) -> None:
    rows = view.kept.milestones(scope)
    missing = sum(row["planned"] - row["done"] for row in rows if row["done"] is not None)
    sentence = f"{words.count(missing, 'requisito programado', 'requisitos programados')} hasta {words.month(scope.cutoff)} sin implementar"
    chart(view, "hitos_sst", "Requisitos del SGSST por mes programado", sentence, charts.milestone_bars(rows, view.colours, view.mark),
          charts.milestones_alt(rows), Evidence(rows, {"period": "Mes", "planned": "Programados", "done": "Implementados"},
                                                ("sst_requirement",), "MEJ-01", behind("milestone"), whole(scope, (), "sst_requirement")))  # fmt: skip


def trend(key: str, title: str, ficha: str) -> Draw:
    def draw(view: View, scope: Scope) -> None:
        indicator = view.catalog.indicator(ficha)
        history = view.kept.long_series(indicator.name, scope)
        rows = [{"month": words.short_month(m.cutoff), "value": m.value} for m in history]
        target = history[-1].target.value if history and history[-1].target else None
        named = [{"month": m.cutoff, "value": points(m.value) if indicator.unit == "percent" else m.value} for m in history]
        headings = {"month": "Mes", "value": "Valor (%)" if indicator.unit == "percent" else "Valor"}
        sentence = f"{words.amount(history[-1].value, indicator.unit, indicator.decimals)} en {words.month(scope.cutoff)}" if history else ""
        chart(view, key, title, sentence,
              charts.indicator_line(rows, target, [], indicator.unit, view.colours, view.mark, decimals=indicator.decimals),
              charts.line_alt(rows, target, indicator.unit, indicator.decimals),
              Evidence(named, headings, indicator.source_registers, ficha, whole=history[-1].ignored if history else ()))  # fmt: skip

    return draw


def below_plan(rows: list[dict]) -> str:
    """How many projects are under what was planned, of those that reported some progress, and how many never did."""
    reported = [row for row in rows if row["actual"] is not None]
    late, silent = sum(row["actual"] < row["planned"] for row in reported), len(rows) - len(reported)
    if not silent:
        return words.say("projects_below", late=words.number(late), projects=words.count(len(rows), "proyecto", "proyectos"))
    return words.say("projects_below_reported", late=words.number(late), projects=words.count(len(reported), "proyecto", "proyectos"), silent=words.number(silent))


def projects(register: str, title: str, ficha: str) -> Draw:
    def draw(view: View, scope: Scope) -> None:
        rows = view.kept.projects(register, scope)
        named = [{**row, "planned": points(row["planned"]), "actual": points(row["actual"])} for row in rows]
        chart(view, f"avance_{register}", title, below_plan(rows),
              charts.plan_bars(rows, view.colours, view.mark), charts.plan_alt(rows),
              Evidence(named, PROJECTS, (register,), ficha, behind("project"), whole(scope, (), register)))  # fmt: skip

    return draw


def digital(view: View, scope: Scope) -> None:
    rows = view.kept.projects("digital_project", scope)
    if not rows:
        return section("Proyectos del Plan de Gobierno Digital", words.say("nothing_with_filters"))
    section("Proyectos del Plan de Gobierno Digital", below_plan(rows))
    reading([{**row, "planned": words.percent(row["planned"], 0), "actual": words.percent(row["actual"], 0)} for row in rows], PROJECTS, numbers=("planned", "actual"))
    undivided(view, whole(scope, ("unit",), "digital_project"))
    source(view, ("digital_project",))


def complaints(view: View, scope: Scope) -> None:
    rows, periods = view.kept.complaint_cells(scope)
    section("Conteos protegidos", words.say("complaints_protected"))
    reading(rows, {"category": "Categoría", **periods})
    undivided(view, whole(scope, (), "corruption_status"))
    source(view, ("corruption_status",))
