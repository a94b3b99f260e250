"""Owns the comparison of two plan versions and the table of versions, as Plan y versiones shows them."""

import streamlit as st

from pages._kit.blocks.figure import Evidence, chart, reading, source
from pages._kit.shell import frame
from sig_metrics.catalog.labels import units_label
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.measure import versions
from sig_metrics.measure.filters import unfollowed
from sig_metrics.measure.plan import ruling_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.versions import Change
from sig_metrics.present import charts

MOVES = {"activity": "Act.", "title": "Actividad", "months": "Qué cambió", "slip": "Desfase"}
CONTROL = {
    "version": "Versión",
    "changed_on": "Fecha",
    "justification": "Justificación",
    "document": "Documento",
    "owner": "Responsable",
}


def pair(view: frame.View, scope: Scope) -> tuple[str, str] | None:
    """The last two versions of the year that were approved by the cut-off, or are before the one in view; None with
    fewer."""
    ruling = ruling_of(view.dataset, scope)
    known = max(scope.cutoff, ruling.approved_on) if ruling else scope.cutoff
    found = [version.version for version in view.horizon.of(view.plan_year(scope)) if version.approved_on <= known]
    return (found[-2], found[-1]) if len(found) > 1 else None


def sentence(view: frame.View, scope: Scope) -> str:
    """What the last reformulation changed, in one sentence; «» without a plan."""
    both = pair(view, scope)
    if not both:
        return words.say("version_single") if ruling_of(view.dataset, scope) else ""
    return versions.reformulation(*both, _changes(view, scope, both), bool(scope.filters()))


def _changes(view: frame.View, scope: Scope, both: tuple[str, str]) -> list[Change]:
    return versions.changes(view.dataset, view.plan_year(scope), *both, scope)


def changes(view: frame.View, scope: Scope) -> None:
    """What the last reformulation changed: what moved, with its slip, then the rest; and both curves, where they can be
    told apart."""
    both = pair(view, scope)
    if not both:
        return
    found = _changes(view, scope, both)
    frame.section(words.say("versions_title", before=both[0], after=both[1]), _synthetic(view, scope, both))
    if moved := versions.moves(found):
        rows = [{"activity": m.activity, "title": m.title, "months": m.months, "slip": m.slip} for m in moved]
        with st.container(key="wide-cambios"):
            reading(rows, MOVES, narrow="coded")
    if rest := [change for change in found if not change.moves]:
        st.markdown("\n".join(f"- {in_bold(each.activity)} · {in_markdown(_said(view, each))}" for each in rest))
    if not found:
        st.caption(in_markdown(versions.reformulation(*both, [], bool(scope.filters()))))
    source(view, ("plan_schedule", "plan_activity"))
    _compare(view, scope, both)


def _synthetic(view: frame.View, scope: Scope, both: tuple[str, str]) -> str:
    """Which of them holds demonstration data."""
    found = [v.version for v in view.horizon.of(view.plan_year(scope)) if v.synthetic and v.version in both]
    return words.say("versions_synthetic", versions=words.listing(found)) if found else ""


def _said(view: frame.View, change: Change) -> str:
    """A change that is no month, in words."""
    named = change.kind == "unit"
    before, after = (units_label(view.catalog, each) if named else each for each in (change.before, change.after))
    return words.say(f"version_{change.kind}", title=change.title.rstrip("."), before=before, after=after)


def _compare(view: frame.View, scope: Scope, both: tuple[str, str]) -> None:
    """Both versions as cumulative steps, where the eye can tell one from the other."""
    rows = versions.version_curves(view.dataset, view.plan_year(scope), *both)
    if not versions.told_apart(rows):
        return
    named = [{**row, "period": month_end(view.plan_year(scope), row["month"])} for row in rows]
    chart(
        view,
        "versiones",
        words.say("versions_beside"),
        words.say("versions_beside_what"),
        charts.versions_curve(rows, *both, view.colours, view.mark),
        charts.versions_alt(rows, *both),
        Evidence(
            named,
            {"period": "Mes", "before": f"Versión {both[0]}", "after": f"Versión {both[1]}"},
            ("plan_schedule",),
            view.catalog.screens.plan.charts["versions"],
            whole=unfollowed(scope, ()),
        ),
    )


def control(view: frame.View, scope: Scope) -> None:
    """The table of versions of section 13, a version a line."""
    lines = versions.control(view.dataset, view.plan_year(scope))
    rows = [
        {
            "version": row["version"],
            "changed_on": words.listing([words.day(day) for day in row["changed_on"]]) or words.say("control_no_date"),
            "justification": words.listing(row["justification"]),
            "document": words.listing(row["document"]),
            "owner": words.listing(row["owner"]),
        }
        for row in lines
    ]
    several = [row["version"] for row in lines if len(row["document"]) > 1]
    note = words.say("control_several", versions=words.listing(several)) if several else ""
    frame.section("Control de cambios", " ".join(filter(None, ("Numeral 13 del plan.", note))))
    with st.container(key="wide-control"):
        reading(rows, CONTROL, narrow="coded")
