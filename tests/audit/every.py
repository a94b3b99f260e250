"""Owns the list: every indicator, the function that computes it again, and the dimensions its ficha declares."""

from collections.abc import Callable
from datetime import date

from audit import common, infosec, integrity, plan, safety, users
from audit.book import Book, Found, tally
from audit.calendar import ONE, month_end

OF_PLAN = ("activity", "stage", "line", "system", "unit")
FAMILIES = (common, infosec, integrity, plan, safety, users)
DIMENSIONS = {
    "agreement_on_time_rate": ("unit", "kind"),
    "app_progress_rate": (),
    "associate_due_diligence_rate": ("kind", "severity"),
    "audit_done_rate": ("system",),
    "budget_accrued_rate": (),
    "claim_answered_on_time_rate": ("unit", "ut", "reason"),
    "claim_referred_on_time_rate": ("unit", "ut"),
    "context_review_age_days": (),
    "control_implemented_rate": ("unit", "domain"),
    "control_reviewed_rate": ("unit", "domain"),
    "corruption_protection_rate": (),
    "corruption_verified_rate": (),
    "ctvc_alert_answered_on_time_rate": ("unit", "ut"),
    "digital_plan_progress_rate": ("unit",),
    "document_current_rate": ("system", "unit"),
    "document_implemented_on_time_rate": ("system", "unit"),
    "document_published_on_time_rate": ("system", "unit"),
    "finding_closed_on_time_rate": ("system", "unit", "kind"),
    "household_satisfied_rate": ("ut",),
    "improvement_effective_rate": ("system", "unit"),
    "improvement_on_time_rate": ("system", "unit"),
    "indicator_reported_on_time_rate": ("unit",),
    "integrity_capacity_rate": ("domain",),
    "legal_requirement_met_rate": ("unit",),
    "plan_activities_current_rate": OF_PLAN,
    "plan_delivered_count": OF_PLAN,
    "plan_delivered_rate": OF_PLAN,
    "plan_delivered_uncapped_rate": OF_PLAN,
    "plan_on_time_rate": OF_PLAN,
    "plan_overdue_count": OF_PLAN,
    "plan_programmed_count": OF_PLAN,
    "plan_unsupported_count": OF_PLAN,
    "qrd_registered_per_household_rate": ("ut",),
    "request_answered_on_time_rate": ("unit", "ut", "kind"),
    "risk_above_appetite_rate": ("system",),
    "risk_matrix_current_rate": ("system",),
    "risk_treatment_done_rate": ("system", "unit"),
    "security_incident_notified_rate": ("kind", "severity"),
    "security_incident_resolved_rate": ("kind", "severity"),
    "sst_frequency_index": ("ut",),
    "sst_obligations_rate": ("kind",),
    "sst_requirements_rate": ("kind",),
    "sst_severity_index": ("ut",),
    "training_coverage_rate": ("unit",),
    "vulnerability_remediated_rate": ("kind", "severity"),
}


# The registers whose file comes every month, and what dates their rows: of a flow «más allá de todo lo que llegó» there
# is no value.
MONTHLY = {
    "claim_answered_on_time_rate": ("qrd",),
    "claim_referred_on_time_rate": ("qrd",),
    "request_answered_on_time_rate": ("qrd", "suggestion"),
    "ctvc_alert_answered_on_time_rate": ("ctvc_alert",),
    "indicator_reported_on_time_rate": ("indicator_report",),
}
DATED = {"qrd": "registered_on", "suggestion": "received_on", "ctvc_alert": "received_on", "indicator_report": "period"}
LAG = ("indicator_report",)  # its rows tell of the month before


def function(name: str) -> Callable[[Book], object]:
    return next(getattr(family, name) for family in FAMILIES if hasattr(family, name))


def accident_index(found: Found, book: Book) -> Found:
    """MEJ-04. «Producto del índice de frecuencia y el índice de gravedad acumulados al corte, entre 1,000. No hay
    dato si falta cualquiera de los dos índices.»"""
    made: Found = {}
    for period in book.periods:
        parts = [found.get((name, period, None, None)) for name in ("sst_frequency_index", "sst_severity_index")]
        if all(part and part[1] for part in parts):
            (accidents, hours), (days, _) = parts
            made[("sst_accident_index", period, None, None)] = (accidents / hours * (days / hours) / 1000, None)
    return made


def came_until(book: Book, register: str) -> date:
    """The last month that the rows of a monthly register reach."""
    last = max((month_end(row[DATED[register]]) for row in book[register]), default=date.min)
    return month_end(last + ONE) if register in LAG and book[register] else last


def recompute(book: Book) -> Found:
    """{(indicator, month end, dimension, value): (numerator, denominator)} of every indicator, over the month ends
    of a book."""
    found: Found = {}
    for name, dimensions in DIMENSIONS.items():
        until = min((came_until(book, register) for register in MONTHLY.get(name, ())), default=book.periods[-1])
        facts = (fact for fact in function(name)(book) if fact.period <= until and fact.period in book.periods)
        found |= tally(name, facts, dimensions)
    return found | accident_index(found, book)
