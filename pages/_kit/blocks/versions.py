"""Owns the comparison of two plan versions and the budget, as Plan y versiones shows them."""

import streamlit as st

from pages._kit.blocks.figure import Evidence, chart, reading, undivided
from pages._kit.shell import frame
from sig_metrics.catalog.labels import units_label
from sig_metrics.language import words
from sig_metrics.measure import plan
from sig_metrics.measure.dataset import register_rows
from sig_metrics.measure.filters import unfollowed
from sig_metrics.measure.plan import reformulation, ruling_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.present import charts

KINDS = {
    "added": "Actividad nueva",
    "removed": "Actividad retirada",
    "moved": "Cambio de mes",
    "target": "Cambio de meta",
    "unit": "Cambio de unidad",
    "text": "Cambio de texto",
}
HEADINGS = {"activity": "Act.", "kind": "Qué cambió", "title": "Actividad", "before": "Antes", "after": "Después"}


def pair(view: frame.View, scope: Scope) -> tuple[str, str] | None:
    """The last two versions of the year that were approved by the cut-off, or are before the one in view; None with
    fewer."""
    ruling = ruling_of(view.dataset, scope)
    known = max(scope.cutoff, ruling.approved_on) if ruling else scope.cutoff
    found = [version.version for version in view.horizon.of(view.plan_year(scope)) if version.approved_on <= known]
    return (found[-2], found[-1]) if len(found) > 1 else None


def sentence(view: frame.View, scope: Scope) -> str:
    """What the last reformulation changed, in one sentence."""
    versions = pair(view, scope)
    if not versions:
        return "A esta fecha el plan del año tiene una sola versión."
    return reformulation(
        *versions, plan.changes(view.dataset, view.plan_year(scope), *versions, scope), bool(scope.filters())
    )


def compare(view: frame.View, scope: Scope) -> None:
    """Both versions as cumulative steps."""
    versions = pair(view, scope)
    if not versions:
        frame.section(
            "Versiones lado a lado", "A esta fecha el plan del año tiene una sola versión: no hay con qué comparar."
        )
        return
    rows = plan.version_curves(view.dataset, view.plan_year(scope), *versions)
    named = [{**row, "period": month_end(view.plan_year(scope), row["month"])} for row in rows]
    synthetic = [v.version for v in view.horizon.of(view.plan_year(scope)) if v.synthetic and v.version in versions]
    note = f" El contenido de la versión {words.listing(synthetic)} es sintético." if synthetic else ""
    chart(
        view,
        "versiones",
        "Versiones lado a lado",
        f"Programado acumulado en cada versión.{note}",
        charts.versions_curve(rows, *versions, view.colours, view.mark),
        charts.versions_alt(rows, *versions),
        Evidence(
            named,
            {"period": "Mes", "before": f"Versión {versions[0]}", "after": f"Versión {versions[1]}"},
            ("plan_schedule",),
            view.catalog.screens.plan.charts["versions"],
            whole=_whole(scope),
        ),
    )


def changes(view: frame.View, scope: Scope) -> None:
    """What the last reformulation changed, activity by activity, of those in the filters."""
    versions = pair(view, scope)
    if not versions:
        return
    frame.section(f"Qué cambió de la versión {versions[0]} a la {versions[1]}")
    rows = [
        {
            "activity": c.activity,
            "kind": KINDS[c.kind],
            "title": c.title,
            "before": units_label(view.catalog, c.before) if c.kind == "unit" else c.before,
            "after": units_label(view.catalog, c.after) if c.kind == "unit" else c.after,
        }
        for c in plan.changes(view.dataset, view.plan_year(scope), *versions, scope)
    ]
    reading(rows, HEADINGS)


def _whole(scope: Scope) -> tuple[str, ...]:
    """Versions and budget are those of the whole plan, whatever the filters."""
    return unfollowed(scope, ())


def budget(view: frame.View, scope: Scope) -> None:
    """Section 12 of the plan and the table of versions of section 13."""
    left, right = st.columns([1, 1], gap="large")
    with left:
        frame.section(
            "Presupuesto asignado", "Numeral 12 del plan; la ejecución se muestra cuando se carga su registro."
        )
        rows = [
            {**row, "amount": words.money(row["amount"]) if row["amount"] is not None else "no repartido"}
            for row in register_rows(view.dataset, "plan_budget")
            if row["year"] == view.plan_year(scope)
        ]
        reading(rows, {"task": "Tarea", "amount": "Monto", "note": "Nota"}, numbers=("amount",))
        undivided(view, _whole(scope))
    with right:
        frame.section("Control de cambios", "Numeral 13 del plan.")
        rows = [row for row in register_rows(view.dataset, "plan_change") if row["year"] == view.plan_year(scope)]
        reading(
            rows,
            {
                "version": "Versión",
                "changed_on": "Fecha",
                "justification": "Justificación",
                "document": "Documento",
                "owner": "Responsable",
            },
        )
