"""Owns what is followed up, topic by topic: the indicators of some activities beside their charts.

A topic belongs to the line of its activities; a screen shows those of its stage, or of its system, that have data.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages._kit import topic_charts
from pages._kit.blocks import measures
from pages._kit.frame import View
from sig_metrics import words
from sig_metrics.scope import Scope


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

    def belongs(self, view: View, scope: Scope) -> bool:
        return scope.system in (None, *self.systems) and any(view.kept.sources()[name].rows for name in self.registers)


EVERY = ("SGC", "SGAS", "SGSI", "SGSST")
MAINTENANCE, MONITORING, IMPROVEMENT = "maintenance", "monitoring", "improvement"
TOPICS = (
    Topic("comunes", "Requisitos comunes", MAINTENANCE, ("02", "03", "04", "05", "06"), EVERY,
          ("MAN-02", "MAN-03", "MAN-05", "MAN-06", "MAN-07", "PLN-03"), ("finding", "agreement", "context_review"),
          (topic_charts.commitments("compromisos", "Hallazgos y acuerdos según su plazo", ("finding", "agreement"), "MAN-06"),
           topic_charts.groups("socios", "Debida diligencia de socios de negocio", "Vigente, por riesgo de soborno", "MAN-03", "severity", "associate")),
          wide=True, beside=2, on_system=("SGAS",)),
    Topic("documentos", "Documentos del SIG", MAINTENANCE, ("01",), EVERY, ("MAN-01", "MAN-04"), ("document",), (topic_charts.documents,)),
    Topic("capacitacion", "Capacitación", MAINTENANCE, ("07",), EVERY, ("MAN-08",), ("training",),
          (topic_charts.groups("capacitacion", "Cobertura por unidad", "Servidores con algún evento en el año entre los activos", "MAN-08", "unit", "training"),)),
    Topic("riesgos", "Riesgos", MAINTENANCE, ("08",), EVERY, ("MAN-09",), ("risk",), (topic_charts.risks,), on_system=EVERY),
    Topic("integridad", "Modelo de integridad", MAINTENANCE, ("10",), ("SGAS",), ("MAN-11",), ("integrity_component",),
          (topic_charts.groups("integridad", "Puntaje por componente", "Sobre el máximo, en la última evaluación completa", "MAN-11", "domain", "component"),),
          on_system=("SGAS",)),
    Topic("satisfaccion", "Satisfacción de los hogares", MAINTENANCE, ("09",), ("SGC",), ("MAN-10",), ("survey_answer",),
          (topic_charts.groups("satisfaccion", "Satisfacción por Unidad Territorial", "Respuestas 4 y 5, ponderadas, en la última ola", "MAN-10", "ut", "survey"),),
          on_system=("SGC",)),
    Topic("revision", "Declaración de Aplicabilidad", MAINTENANCE, ("11", "12", "13"), ("SGSI",), ("MAN-12",), ("soa_control",),
          (topic_charts.groups("revision_soa", "Controles revisados por dominio", "En los últimos doce meses", "MAN-12", "domain", "control"),),
          on_system=("SGSI",)),
    Topic("reporte", "Reporte de los indicadores", MONITORING, ("14",), EVERY, ("SEG-01",), ("indicator_report",)),
    Topic("implementacion", "Implementación de documentos", MONITORING, ("17",), EVERY, ("SEG-06",), ("document",)),
    Topic("acciones", "Acciones de mejora y tratamiento de riesgos", MONITORING, ("15", "16"), EVERY, ("SEG-02", "SEG-03", "SEG-04", "SEG-05"),
          ("improvement_action", "risk_treatment"),
          (topic_charts.commitments("acciones", "Acciones según su plazo", ("improvement_action", "risk_treatment"), "SEG-02"),), wide=True, on_system=EVERY),
    Topic("qrd", "Quejas, reclamos, denuncias y sugerencias", MONITORING, ("18",), ("SGC",), ("SEG-07", "SEG-08", "SEG-09", "SEG-10"), ("qrd",),
          (topic_charts.flow("qrd", "Ingresos, cierres y abiertas", "SEG-07"), topic_charts.ages, topic_charts.reasons), wide=True, on_system=("SGC",)),
    Topic("ut", "QRD por Unidad Territorial", MONITORING, ("18",), ("SGC",), (), ("qrd",), (topic_charts.places,)),
    Topic("alertas", "Alertas CTVC", MONITORING, ("18",), ("SGC", "SGAS"), ("SEG-11",), ("ctvc_alert",),
          (topic_charts.flow("ctvc_alert", "Ingresos, cierres y abiertas", "SEG-11"),), on_system=("SGAS",)),
    Topic("denuncias", "Denuncias por corrupción", MONITORING, ("19",), ("SGAS",), ("SEG-12", "SEG-13"), ("corruption_status",),
          (topic_charts.complaints,), on_system=("SGAS",)),
    Topic("incidentes", "Incidentes y vulnerabilidades", MONITORING, ("20",), ("SGSI",), ("SEG-14", "SEG-15", "SEG-16"), ("security_incident",),
          (topic_charts.incidents,), on_system=("SGSI",)),
    Topic("controles", "Controles de la SoA y cumplimiento legal", MONITORING, ("21", "22"), ("SGSI",), ("SEG-17", "SEG-18"), ("soa_control",),
          (topic_charts.controls,), on_system=("SGSI",)),
    Topic("digital", "Plan de Gobierno Digital", MONITORING, ("23",), ("SGSI",), ("SEG-19",), ("digital_project",), (topic_charts.digital,),
          on_system=("SGSI",)),
    Topic("sst", "Implementación del SGSST", IMPROVEMENT, ("24",), ("SGSST",), ("MEJ-01", "MEJ-02", "MEJ-03", "MEJ-04", "MEJ-05", "PLN-03"),
          ("sst_requirement",), (topic_charts.milestones, topic_charts.trend("frecuencia", "Índice de frecuencia de accidentes", "MEJ-02"),
                                 topic_charts.groups("obligaciones", "Obligaciones periódicas", "Cumplidas hasta su vencimiento, entre las que vencieron en el año",
                                         "MEJ-05", "kind", "obligation")),
          wide=True, on_system=("SGSST",)),
    Topic("aplicativos", "Aplicativos para hogares usuarios", IMPROVEMENT, ("25",), ("SGC",), ("MEJ-06",), ("app_project",),
          (topic_charts.projects("app_project", "Avance real sobre lo programado", "MEJ-06"),), wide=True, on_system=("SGC",)),
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


def of_stage(view: View, scope: Scope, stage: str) -> list[Topic]:
    """The topics of a stage that have data, for the system of the scope and the activities that its filters leave."""
    left = {activity.activity for activity in view.kept.grid(scope)}
    return [topic for topic in TOPICS if topic.stage == stage and left & set(topic.activities) and topic.belongs(view, scope)]


def of_system(view: View, scope: Scope, system: str) -> list[Topic]:
    """The topics whose charts a system's screen shows."""
    return [topic for topic in TOPICS if system in topic.on_system and topic.belongs(view, scope)]
