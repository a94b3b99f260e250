"""Owns what is followed up, topic by topic: each is one chart (or one table) of a line of action, with the rows behind it.

A topic belongs to the line of its activity; a screen shows those of its stage, or of its system, that have data.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages._kit import state
from pages._kit.blocks import measures
from pages._kit.figure import Evidence, chart, reading
from pages._kit.frame import View, section
from sig_metrics import charts, follow_up, words
from sig_metrics.scope import Scope

FLOW = {"month": "Mes", "inflow": "Ingresaron", "outflow": "Se cerraron", "stock": "Abiertos al cierre"}
AGES = {"band": "Antigüedad", "count": "Abiertos", "overdue": "Fuera de plazo", "oldest": "El más antiguo (días)"}
PLACES = {"band": "Unidad Territorial", "count": "Abiertos", "overdue": "Fuera de plazo"}
STATES = {"severity": "Registro", "state": "Situación", "count": "Cantidad"}
SHARES = {"label": "Grupo", "value": "Valor", "numerator": "Numerador", "denominator": "Denominador", "status": "Estado"}
PROJECTS = {"label": "Proyecto", "planned": "Programado", "actual": "Real", "reported_on": "Último reporte"}


@dataclass(frozen=True)
class Topic:
    """What is followed up of some activities: indicators (codes) and charts; `registers` are those that must have rows.

    A wide topic takes a whole row, with `beside` charts at the side of its indicators; the others go two a row.
    """

    key: str
    title: str
    stage: str
    activities: tuple[str, ...]
    systems: tuple[str, ...]
    indicators: tuple[str, ...]
    registers: tuple[str, ...]
    charts: tuple[Callable[[View, Scope], None], ...] = ()
    wide: bool = False
    beside: int = 1
    on_system: tuple[str, ...] = ()  # the system screens that show its charts
    splits_by_unit: bool = True

    def belongs(self, view: View, scope: Scope) -> bool:
        return scope.system in (None, *self.systems) and any(view.kept.sources()[name].rows for name in self.registers)


def behind(what: str) -> Callable[[str], None]:
    """What a click on a point does: the drawer with its rows."""
    return lambda key: state.place(casos=f"{what}.{key}" if what else key)


def _flow(register: str, title: str, ficha: str) -> Callable[[View, Scope], None]:
    def draw(view: View, scope: Scope) -> None:
        rows = view.kept.case_flow(register, scope)
        last = rows[-1] if rows else {"stock": 0, "inflow": 0}
        sentence = f"{words.count(last['stock'], 'abierta', 'abiertas')} al cierre; {words.count(last['inflow'], 'ingresó', 'ingresaron')} en el mes"
        chart(view, f"flujo_{register}", title, sentence, charts.case_flow(rows, view.colours, view.mark), charts.flow_alt(rows),
              Evidence(rows, FLOW, (register,), ficha, behind("")))  # fmt: skip

    return draw


def _ages(view: View, scope: Scope) -> None:
    rows = view.kept.case_ages("qrd", scope)
    late, total = sum(row["overdue"] for row in rows), sum(row["count"] for row in rows)
    sentence = f"{words.number(late)} de {words.count(total, 'abierta está', 'abiertas están')} fuera de su plazo al {words.day(scope.cutoff)}"
    chart(view, "antiguedad_qrd", "QRD abiertas por antigüedad", sentence, charts.ageing_bars(rows, view.colours, view.mark),
          charts.ageing_alt(rows), Evidence(rows, AGES, ("qrd",), "SEG-07", behind("age")))  # fmt: skip


def _places(view: View, scope: Scope) -> None:
    rows = view.kept.case_places("qrd", scope)
    worst = next((row["band"] for row in rows if row["overdue"]), None)
    sentence = f"Primero la que tiene más fuera de plazo: {worst}" if worst else "Ninguna tiene casos fuera de plazo"
    chart(view, "ut_qrd", "QRD abiertas por Unidad Territorial", sentence, charts.ageing_bars(rows, view.colours, view.mark),
          charts.ageing_alt(rows), Evidence(rows, PLACES, ("qrd", "territorial_unit"), "SEG-07", behind("ut")))  # fmt: skip


def _reasons(view: View, scope: Scope) -> None:
    rows = view.kept.case_reasons(scope)
    chart(view, "motivos_qrd", "Motivos de las QRD en el año", "De mayor a menor, con su parte acumulada",
          charts.pareto_bars(rows, view.colours, view.mark), charts.pareto_alt(rows),
          Evidence(rows, {"label": "Motivo", "count": "Casos"}, ("qrd",), "SEG-10", behind("reason")))  # fmt: skip


def _incidents(view: View, scope: Scope) -> None:
    rows = view.kept.incidents(scope)
    chart(view, "incidentes", "Incidentes de seguridad del año", "Por severidad y situación a la fecha de corte",
          charts.severity_stack(rows, view.colours, view.mark), charts.severity_alt(rows),
          Evidence(rows, {**STATES, "severity": "Severidad"}, ("security_incident",), "SEG-14", behind("incident")))  # fmt: skip


def _controls(view: View, scope: Scope) -> None:
    rows = view.kept.controls(scope)
    chart(view, "controles", "Controles de la SoA por dominio", "Implementados entre aplicables; lo nunca verificado se dice aparte",
          charts.domain_bars(rows, view.colours, view.mark), charts.domains_alt(rows),
          Evidence(rows, {"domain": "Dominio", "applicable": "Aplicables", "implemented": "Implementados", "unverified": "Nunca verificados"},
                   ("soa_control",), "SEG-17", behind("control")))  # fmt: skip


def _commitments(key: str, title: str, registers: tuple[str, ...], ficha: str) -> Callable[[View, Scope], None]:
    def draw(view: View, scope: Scope) -> None:
        rows = view.kept.commitments(scope, registers)
        late = sum(row["count"] for row in rows if row["role"] == "breach")
        sentence = f"{words.count(late, 'vencida', 'vencidas')} sin cumplir al {words.day(scope.cutoff)}; lo del año y lo que venía abierto"
        chart(view, key, title, sentence, charts.severity_stack(rows, view.colours, view.mark), charts.severity_alt(rows),
              Evidence(rows, STATES, registers, ficha, behind("commitment")))  # fmt: skip

    return draw


def _documents(view: View, scope: Scope) -> None:
    rows = view.kept.documents(scope)
    late = sum(row["count"] for row in rows if row["role"] == "breach")
    sentence = f"{words.count(late, 'tiene', 'tienen')} vencida su fecha de próxima revisión"
    chart(view, "documentos", "Documentos vigentes por tipo", sentence, charts.severity_stack(rows, view.colours, view.mark),
          charts.severity_alt(rows), Evidence(rows, {**STATES, "severity": "Tipo"}, ("document",), "MAN-01", behind("document")))  # fmt: skip


def _risks(view: View, scope: Scope) -> None:
    rows = view.kept.risks(scope)
    levels = follow_up.risk_levels(view.catalog, rows)
    named = dict(levels)
    shown = [{**row, "inherent": named[row["inherent"]], "residual": named[row["residual"]]} for row in rows]
    chart(view, "riesgos", "Riesgos antes y después de tratarlos", "El borde marca los niveles residuales por encima del apetito (propuesto: alto o muy alto)",
          charts.risk_heat(rows, levels, follow_up.ABOVE, view.colours, view.mark), charts.heat_alt(rows, follow_up.ABOVE),
          Evidence(shown, {"probability": "Probabilidad", "impact": "Impacto", "inherent": "Nivel inherente", "residual": "Nivel residual",
                           "count": "Riesgos"}, ("risk",), "SEG-05", behind("")))  # fmt: skip


def _groups(key: str, title: str, sentence: str, ficha: str, dimension: str, what: str) -> Callable[[View, Scope], None]:
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


def _milestones(view: View, scope: Scope) -> None:
    rows = view.kept.milestones(scope)
    missing = sum(row["planned"] - row["done"] for row in rows if row["done"] is not None)
    sentence = f"{words.count(missing, 'requisito programado', 'requisitos programados')} hasta {words.month(scope.cutoff)} sin implementar"
    chart(view, "hitos_sst", "Requisitos del SGSST por mes programado", sentence, charts.milestone_bars(rows, view.colours, view.mark),
          charts.milestones_alt(rows), Evidence(rows, {"month": "Mes", "planned": "Programados", "done": "Implementados"},
                                                ("sst_requirement",), "MEJ-01", behind("milestone")))  # fmt: skip


def _trend(key: str, title: str, ficha: str) -> Callable[[View, Scope], None]:
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


def _projects(register: str, title: str, ficha: str) -> Callable[[View, Scope], None]:
    def draw(view: View, scope: Scope) -> None:
        rows = view.kept.projects(register, scope)
        late = sum(row["actual"] is not None and row["actual"] < row["planned"] for row in rows)
        named = [{**row, "planned": words.percent(row["planned"]), "actual": words.percent(row["actual"])} for row in rows]
        chart(view, f"avance_{register}", title, f"{words.number(late)} de {words.count(len(rows), 'proyecto', 'proyectos')} por debajo de lo programado",
              charts.plan_bars(rows, view.colours, view.mark), charts.plan_alt(rows),
              Evidence(named, PROJECTS, (register,), ficha, behind("project")))  # fmt: skip

    return draw


def _digital(view: View, scope: Scope) -> None:
    rows = view.kept.projects("digital_project", scope)
    late = sum(row["actual"] is not None and row["actual"] < row["planned"] for row in rows)
    section("Proyectos del Plan de Gobierno Digital", f"{words.number(late)} de {words.count(len(rows), 'proyecto', 'proyectos')} por debajo de lo programado")
    reading([{**row, "planned": words.percent(row["planned"], 0), "actual": words.percent(row["actual"], 0)} for row in rows], PROJECTS, numbers=("planned", "actual"))
    st.caption(view.source(("digital_project",)))


def _complaints(view: View, scope: Scope) -> None:
    rows, periods = view.kept.complaint_cells(scope)
    section("Conteos protegidos", words.say("complaints_protected"))
    reading(rows, {"category": "Categoría", **periods})
    st.caption(view.source(("corruption_status",)))


EVERY = ("SGC", "SGAS", "SGSI", "SGSST")
MAINTENANCE, MONITORING, IMPROVEMENT = "maintenance", "monitoring", "improvement"
TOPICS = (
    Topic("comunes", "Requisitos comunes", MAINTENANCE, ("02", "03", "04", "05", "06"), EVERY,
          ("MAN-02", "MAN-03", "MAN-05", "MAN-06", "MAN-07", "PLN-03"), ("finding", "agreement", "context_review"),
          (_commitments("compromisos", "Hallazgos y acuerdos según su plazo", ("finding", "agreement"), "MAN-06"),
           _groups("socios", "Debida diligencia de socios de negocio", "Vigente, por riesgo de soborno", "MAN-03", "severity", "associate")),
          wide=True, beside=2, on_system=("SGAS",)),
    Topic("documentos", "Documentos del SIG", MAINTENANCE, ("01",), EVERY, ("MAN-01", "MAN-04"), ("document",), (_documents,)),
    Topic("capacitacion", "Capacitación", MAINTENANCE, ("07",), EVERY, ("MAN-08",), ("training",),
          (_groups("capacitacion", "Cobertura por unidad", "Servidores con algún evento en el año entre los activos", "MAN-08", "unit", "training"),)),
    Topic("riesgos", "Riesgos", MAINTENANCE, ("08",), EVERY, ("MAN-09",), ("risk",), (_risks,), on_system=EVERY, splits_by_unit=False),
    Topic("integridad", "Modelo de integridad", MAINTENANCE, ("10",), ("SGAS",), ("MAN-11",), ("integrity_component",),
          (_groups("integridad", "Puntaje por componente", "Sobre el máximo, en la última evaluación completa", "MAN-11", "domain", "component"),),
          on_system=("SGAS",), splits_by_unit=False),
    Topic("satisfaccion", "Satisfacción de los hogares", MAINTENANCE, ("09",), ("SGC",), ("MAN-10",), ("survey_answer",),
          (_groups("satisfaccion", "Satisfacción por Unidad Territorial", "Respuestas 4 y 5, ponderadas, en la última ola", "MAN-10", "ut", "survey"),),
          on_system=("SGC",), splits_by_unit=False),
    Topic("revision", "Declaración de Aplicabilidad", MAINTENANCE, ("11", "12", "13"), ("SGSI",), ("MAN-12",), ("soa_control",),
          (_groups("revision_soa", "Controles revisados por dominio", "En los últimos doce meses", "MAN-12", "domain", "control"),),
          on_system=("SGSI",)),
    Topic("reporte", "Reporte de los indicadores", MONITORING, ("14",), EVERY, ("SEG-01",), ("indicator_report",)),
    Topic("implementacion", "Implementación de documentos", MONITORING, ("17",), EVERY, ("SEG-06",), ("document",)),
    Topic("acciones", "Acciones de mejora y tratamiento de riesgos", MONITORING, ("15", "16"), EVERY, ("SEG-02", "SEG-03", "SEG-04", "SEG-05"),
          ("improvement_action", "risk_treatment"),
          (_commitments("acciones", "Acciones según su plazo", ("improvement_action", "risk_treatment"), "SEG-02"),), wide=True, on_system=EVERY),
    Topic("qrd", "Quejas, reclamos, denuncias y sugerencias", MONITORING, ("18",), ("SGC",), ("SEG-07", "SEG-08", "SEG-09", "SEG-10"), ("qrd",),
          (_flow("qrd", "Ingresos, cierres y abiertas", "SEG-07"), _ages, _reasons), wide=True, on_system=("SGC",)),
    Topic("ut", "QRD por Unidad Territorial", MONITORING, ("18",), ("SGC",), (), ("qrd",), (_places,)),
    Topic("alertas", "Alertas CTVC", MONITORING, ("18",), ("SGC", "SGAS"), ("SEG-11",), ("ctvc_alert",),
          (_flow("ctvc_alert", "Ingresos, cierres y abiertas", "SEG-11"),), on_system=("SGAS",)),
    Topic("denuncias", "Denuncias por corrupción", MONITORING, ("19",), ("SGAS",), ("SEG-12", "SEG-13"), ("corruption_status",),
          (_complaints,), on_system=("SGAS",), splits_by_unit=False),
    Topic("incidentes", "Incidentes y vulnerabilidades", MONITORING, ("20",), ("SGSI",), ("SEG-14", "SEG-15", "SEG-16"), ("security_incident",),
          (_incidents,), on_system=("SGSI",), splits_by_unit=False),
    Topic("controles", "Controles de la SoA y cumplimiento legal", MONITORING, ("21", "22"), ("SGSI",), ("SEG-17", "SEG-18"), ("soa_control",),
          (_controls,), on_system=("SGSI",), splits_by_unit=False),
    Topic("digital", "Plan de Gobierno Digital", MONITORING, ("23",), ("SGSI",), ("SEG-19",), ("digital_project",), (_digital,),
          on_system=("SGSI",), splits_by_unit=False),
    Topic("sst", "Implementación del SGSST", IMPROVEMENT, ("24",), ("SGSST",), ("MEJ-01", "MEJ-02", "MEJ-03", "MEJ-04", "MEJ-05", "PLN-03"),
          ("sst_requirement",), (_milestones, _trend("frecuencia", "Índice de frecuencia de accidentes", "MEJ-02"),
                                 _groups("obligaciones", "Obligaciones periódicas", "Cumplidas hasta su vencimiento, entre las que vencieron en el año",
                                         "MEJ-05", "kind", "obligation")),
          wide=True, on_system=("SGSST",), splits_by_unit=False),
    Topic("aplicativos", "Aplicativos para hogares usuarios", IMPROVEMENT, ("25",), ("SGC",), ("MEJ-06",), ("app_project",),
          (_projects("app_project", "Avance real sobre lo programado", "MEJ-06"),), wide=True, on_system=("SGC",), splits_by_unit=False),
)  # fmt: skip


def show(view: View, scope: Scope, topics: list[Topic]) -> None:
    """Topics in their order: a wide one in a row of its own, the others two a row."""
    waiting: list[Topic] = []
    for topic in [*topics, None]:
        if waiting and (topic is None or topic.wide or len(waiting) == 2):
            for column, one in zip(st.columns(2, gap="large"), waiting):
                with column:
                    _head(view, scope, one)
                    charts_of(view, scope, one, one.charts)
            waiting = []
        if topic and topic.wide:
            _wide(view, scope, topic)
        elif topic:
            waiting.append(topic)


def _wide(view: View, scope: Scope, topic: Topic) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        _head(view, scope, topic)
    with right:
        charts_of(view, scope, topic, topic.charts[: topic.beside])
    rest = topic.charts[topic.beside :]
    for n in range(0, len(rest), 2):
        for column, draw in zip(st.columns(2, gap="large"), rest[n : n + 2]):
            with column:
                draw(view, scope)


def _head(view: View, scope: Scope, topic: Topic) -> None:
    """The line of action, the topic with its activities, and its indicators."""
    activities = view.kept.grid(scope)
    line = next((a.line for a in activities if a.activity in topic.activities), "")
    with st.container(gap=None):
        st.html(f'<p class="sig-line">{words.listing([f"Act. {topic.activities[0]}", *topic.activities[1:]])} · {line.rstrip(".")}</p>')
        if topic.indicators:
            st.subheader(topic.title, anchor=False)
    found = [view.catalog.indicator(code) for code in topic.indicators]
    if names := tuple(i.name for i in found if scope.system in (None, *i.systems)):
        measures(view, scope, names, key=f"measures_{topic.key}")


def charts_of(view: View, scope: Scope, topic: Topic, drawn: tuple[Callable[[View, Scope], None], ...]) -> None:
    for draw in drawn:
        draw(view, scope)
    if drawn and scope.unit and not topic.splits_by_unit:
        st.caption(words.say("undivided"))


def of_stage(view: View, scope: Scope, stage: str) -> list[Topic]:
    """The topics of a stage that have data, for the system of the scope and the activities that its filters leave."""
    left = {activity.activity for activity in view.kept.grid(scope)}
    return [topic for topic in TOPICS if topic.stage == stage and left & set(topic.activities) and topic.belongs(view, scope)]


def of_system(view: View, scope: Scope, system: str) -> list[Topic]:
    """The topics whose charts a system's screen shows."""
    return [topic for topic in TOPICS if system in topic.on_system and topic.belongs(view, scope)]
