"""Owns the charts of the registers that a stage follows up: cases, incidents and controls."""

import streamlit as st

from pages._kit import frame
from pages._kit.figure import Evidence, chart
from sig_metrics import cases, charts, words
from sig_metrics.scope import Scope

FLOW = {"month": "Mes", "inflow": "Ingresaron", "outflow": "Se cerraron", "stock": "Abiertos al cierre"}
AGES = {"band": "Antigüedad", "count": "Abiertos", "overdue": "Fuera de plazo", "oldest": "El más antiguo (días)"}


def monitoring(view: frame.View, scope: Scope) -> None:
    """What Seguimiento holds: QRD, CTVC alerts, reasons, incidents and the statement of applicability."""
    if not view.kept.sources()["qrd"].rows and not view.kept.sources()["security_incident"].rows:
        return
    left, right = st.columns(2, gap="large")
    with left:
        _flow(view, scope, "qrd", "Quejas, reclamos y denuncias", "SEG-07")
    with right:
        _ages(view, scope, "qrd", "QRD abiertas por antigüedad", "SEG-07")
    left, right = st.columns(2, gap="large")
    with left:
        _flow(view, scope, "ctvc_alert", "Alertas CTVC", "SEG-11")
    with right:
        _reasons(view, scope)
    left, right = st.columns(2, gap="large")
    with left:
        _incidents(view, scope)
    with right:
        _controls(view, scope)


def _flow(view: frame.View, scope: Scope, register: str, title: str, ficha: str) -> None:
    rows = view.kept.case_flow(register, scope)
    last = rows[-1] if rows else {"stock": 0, "inflow": 0}
    sentence = f"{words.count(last['stock'], 'abierta', 'abiertas')} al cierre; {words.count(last['inflow'], 'ingresó', 'ingresaron')} en el mes"
    chart(view, f"flujo_{register}", title, sentence, charts.case_flow(rows, view.colours, view.mark), charts.flow_alt(rows),
          Evidence(rows, FLOW, (register,), ficha))  # fmt: skip


def _ages(view: frame.View, scope: Scope, register: str, title: str, ficha: str) -> None:
    rows = view.kept.case_ages(register, scope)
    late = sum(row["overdue"] for row in rows)
    sentence = f"{words.count(late, 'fuera de su plazo', 'fuera de su plazo')} al {words.day(scope.cutoff)}"
    chart(view, f"antiguedad_{register}", title, sentence, charts.ageing_bars(rows, view.colours, view.mark), charts.ageing_alt(rows),
          Evidence(rows, AGES, (register,), ficha))  # fmt: skip


def _reasons(view: frame.View, scope: Scope) -> None:
    rows = view.kept.case_reasons(scope)
    chart(view, "motivos_qrd", "Motivos de las QRD en el año", "De mayor a menor, con su parte acumulada",
          charts.pareto_bars(rows, view.colours, view.mark), charts.pareto_alt(rows),
          Evidence(rows, {"label": "Motivo", "count": "Casos"}, ("qrd",), "SEG-10"))  # fmt: skip


def _incidents(view: frame.View, scope: Scope) -> None:
    rows = view.kept.incidents(scope)
    chart(view, "incidentes", "Incidentes de seguridad del año", "Por severidad y situación a la fecha de corte",
          charts.severity_stack(rows, view.colours, view.mark), charts.severity_alt(rows),
          Evidence(rows, {"severity": "Severidad", "state": "Situación", "count": "Incidentes"}, ("security_incident",), "SEG-14"))  # fmt: skip


def _controls(view: frame.View, scope: Scope) -> None:
    rows = view.kept.controls(scope)
    chart(view, "controles", "Controles de la SoA por dominio", "Implementados entre aplicables; lo nunca verificado se dice aparte",
          charts.domain_bars(rows, view.colours, view.mark), charts.domains_alt(rows),
          Evidence(rows, {"domain": "Dominio", "applicable": "Aplicables", "implemented": "Implementados", "unverified": "Nunca verificados"},
                   ("soa_control",), "SEG-17"))  # fmt: skip


def gaps(view: frame.View, **which: str) -> None:
    """Where the law asks what the plan does not programme, for a stage or a system."""
    found = [gap for gap in view.kept.gaps() if which.get("stage") in (None, gap.stage) and which.get("system") in (None, *gap.systems)]
    if not found:
        return
    with st.expander(f"Brechas entre el plan y la norma ({len(found)})"):
        for gap in found:
            st.markdown(f"**{gap.title}.** {gap.text}")
            st.caption(f"{gap.norm} · actividades {words.listing(list(gap.activities))}")
