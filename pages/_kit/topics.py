"""Owns what is followed up, topic by topic: indicators beside their charts.

A topic hangs on its registers; which activities answer for it, the plan says (register «activity_topic»). A screen shows those of
its stage, or of its system, that have data, and on a stage those too that the plan has an activity for, which say what to load.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from pages._kit import topic_charts
from pages._kit.blocks import measures
from pages._kit.frame import View
from sig_metrics.language import words
from sig_metrics.measure.filters import groupings
from sig_metrics.language.literal import filled, in_markdown
from sig_metrics.measure.scope import Scope


@dataclass(frozen=True)
class Topic:
    """What is followed up: indicators (codes) and charts; `registers` are those that must have rows. Its title is a word of `topic`.

    A wide topic takes a whole row, with `beside` charts at the side of its indicators; the others go two a row.
    """

    key: str
    stage: str
    systems: tuple[str, ...]
    indicators: tuple[str, ...]
    registers: tuple[str, ...]
    charts: tuple[Callable[[View, Scope], None], ...] = ()
    wide: bool = False
    beside: int = 1
    on_system: tuple[str, ...] = ()  # the system screens that show its charts

    def belongs(self, view: View, scope: Scope) -> bool:
        return scope.system in (None, *self.systems) and self.has_rows(view)

    def has_rows(self, view: View) -> bool:
        return any(view.kept.sources()[name].rows for name in self.registers)

    def divides(self, view: View, scope: Scope) -> bool:
        """Whether there is something of the unit asked for: an indicator that divides by unit, or charts alone (cases have a unit)."""
        return scope.unit is None or not self.indicators or any("unit" in groupings(view.catalog.indicator(code)) for code in self.indicators)

    def title(self, view: View) -> str:
        return view.catalog.label("topic", self.key)


LINE = '<p class="sig-line">$line</p>'
EVERY = ("SGC", "SGAS", "SGSI", "SGSST")
MAINTENANCE, MONITORING, IMPROVEMENT = "maintenance", "monitoring", "improvement"
TOPICS = (
    Topic("comunes", MAINTENANCE, EVERY,
          ("MAN-02", "MAN-03", "MAN-05", "MAN-06", "MAN-07", "PLN-03"), ("finding", "agreement", "context_review"),
          (topic_charts.commitments("compromisos", "Hallazgos y acuerdos según su plazo", ("finding", "agreement"), "MAN-06"),
           topic_charts.groups("socios", "Debida diligencia de socios de negocio", "Vigente, por riesgo de soborno", "MAN-03", "severity", "associate")),
          wide=True, beside=2, on_system=("SGAS",)),
    Topic("documentos", MAINTENANCE, EVERY, ("MAN-01", "MAN-04"), ("document",), (topic_charts.documents,)),
    Topic("capacitacion", MAINTENANCE, EVERY, ("MAN-08",), ("training",),
          (topic_charts.groups("capacitacion", "Cobertura por unidad", "Servidores con algún evento en el año entre los activos", "MAN-08", "unit", "training"),)),
    Topic("riesgos", MAINTENANCE, EVERY, ("MAN-09",), ("risk",), (topic_charts.risks,), on_system=EVERY),
    Topic("integridad", MAINTENANCE, ("SGAS",), ("MAN-11",), ("integrity_component",),
          (topic_charts.groups("integridad", "Puntaje por componente", "Sobre el máximo, en la última evaluación completa", "MAN-11", "domain", "component"),),
          on_system=("SGAS",)),
    Topic("satisfaccion", MAINTENANCE, ("SGC",), ("MAN-10",), ("survey_answer",),
          (topic_charts.groups("satisfaccion", "Satisfacción por Unidad Territorial", "Respuestas 4 y 5, ponderadas, en la última ola", "MAN-10", "ut", "survey"),),
          on_system=("SGC",)),
    Topic("revision", MAINTENANCE, ("SGSI",), ("MAN-12",), ("soa_control",),
          (topic_charts.groups("revision_soa", "Controles revisados por dominio", "En los últimos doce meses", "MAN-12", "domain", "control"),),
          on_system=("SGSI",)),
    Topic("reporte", MONITORING, EVERY, ("SEG-01",), ("indicator_report",)),
    Topic("implementacion", MONITORING, EVERY, ("SEG-06",), ("document",)),
    Topic("acciones", MONITORING, EVERY, ("SEG-02", "SEG-03", "SEG-04", "SEG-05"),
          ("improvement_action", "risk_treatment"),
          (topic_charts.commitments("acciones", "Acciones según su plazo", ("improvement_action", "risk_treatment"), "SEG-02"),), wide=True, on_system=EVERY),
    Topic("qrd", MONITORING, ("SGC",), ("SEG-07", "SEG-08", "SEG-09", "SEG-10"), ("qrd",),
          (topic_charts.flow("qrd", "Ingresos, cierres y abiertas", "SEG-07"), topic_charts.ages, topic_charts.reasons), wide=True, on_system=("SGC",)),
    Topic("ut", MONITORING, ("SGC",), (), ("qrd",), (topic_charts.places,)),
    Topic("alertas", MONITORING, ("SGC", "SGAS"), ("SEG-11",), ("ctvc_alert",),
          (topic_charts.flow("ctvc_alert", "Ingresos, cierres y abiertas", "SEG-11"),), on_system=("SGAS",)),
    Topic("denuncias", MONITORING, ("SGAS",), ("SEG-12", "SEG-13"), ("corruption_status",),
          (topic_charts.complaints,), on_system=("SGAS",)),
    Topic("incidentes", MONITORING, ("SGSI",), ("SEG-14", "SEG-15", "SEG-16"), ("security_incident",),
          (topic_charts.incidents,), on_system=("SGSI",)),
    Topic("controles", MONITORING, ("SGSI",), ("SEG-17", "SEG-18"), ("soa_control",),
          (topic_charts.controls,), on_system=("SGSI",)),
    Topic("digital", MONITORING, ("SGSI",), ("SEG-19",), ("digital_project",), (topic_charts.digital,),
          on_system=("SGSI",)),
    Topic("sst", IMPROVEMENT, ("SGSST",), ("MEJ-01", "MEJ-02", "MEJ-03", "MEJ-04", "MEJ-05", "PLN-03"),
          ("sst_requirement",), (topic_charts.milestones, topic_charts.trend("frecuencia", "Índice de frecuencia de accidentes", "MEJ-02"),
                                 topic_charts.groups("obligaciones", "Obligaciones periódicas", "Cumplidas hasta su vencimiento, entre las que vencieron en el año",
                                         "MEJ-05", "kind", "obligation")),
          wide=True, on_system=("SGSST",)),
    Topic("aplicativos", IMPROVEMENT, ("SGC",), ("MEJ-06",), ("app_project",),
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
    """The line of action with the activities that answer for the topic, if any does, and its indicators."""
    activities = view.kept.serving(scope, topic.key)
    line = next((a.line for a in view.kept.grid(replace(scope, system=None, unit=None)) if a.activity in activities), "")
    with st.container(gap=None):
        if activities:
            st.html(filled(LINE, line=f"{words.listing([f'Act. {activities[0]}', *activities[1:]])} · {line.rstrip('.')}"))
        if topic.indicators:
            st.subheader(in_markdown(topic.title(view)), anchor=False)
    found = [view.catalog.indicator(code) for code in topic.indicators]
    if names := tuple(i.name for i in found if scope.system in (None, *i.systems)):
        measures(view, scope, names, key=f"measures_{topic.key}")


def charts_of(view: View, scope: Scope, topic: Topic, drawn: tuple[Callable[[View, Scope], None], ...]) -> None:
    if drawn and not topic.has_rows(view):
        st.caption(in_markdown(words.say("topic_unloaded", registers=words.listing([f"«{view.catalog.registers[name].title}»" for name in topic.registers]))))
        return
    for draw in drawn:
        draw(view, scope)


def of_stage(view: View, scope: Scope, stage: str) -> tuple[list[Topic], list[Topic]]:
    """(the topics of a stage to show, those that the filters leave out), of those with data or that the plan has an activity for.

    A topic stays with the activities that answer for it, and without them when its rows can be divided by the unit asked for.
    """
    there, shown, out = {activity.activity for activity in view.kept.grid(scope)}, [], []
    for topic in (each for each in TOPICS if each.stage == stage):
        serving = set(view.kept.serving(scope, topic.key))
        if not (serving or topic.has_rows(view)):
            continue
        kept = scope.system in (None, *topic.systems) and (there & serving or not serving or (topic.has_rows(view) and topic.divides(view, scope)))
        (shown if kept else out).append(topic)
    return shown, out


def left_out(view: View, scope: Scope, shown: list[Topic], out: list[Topic]) -> str:
    """What the filters take from a stage: whole topics by name, and indicators of the topics that stay; «» when nothing."""
    codes = [code for topic in shown for code in topic.indicators if scope.system not in (None, *view.catalog.indicator(code).systems)]
    names = [topic.title(view) for topic in out]
    parts = [f"{words.count(len(found), *nouns)} ({words.listing(found)})" for found, nouns in
             ((names, ("tema", "temas")), (codes, ("indicador", "indicadores"))) if found]  # fmt: skip
    return words.say("left_out", what=words.listing(parts)) if parts else ""


def of_system(view: View, scope: Scope, system: str) -> list[Topic]:
    """The topics whose charts a system's screen shows."""
    return [topic for topic in TOPICS if system in topic.on_system and topic.belongs(view, scope)]
