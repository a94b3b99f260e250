"""Owns the decisions about indicators off their target: one for each of a scope that nothing else speaks of.

What has a decision of its own (its cases open past a term, the overdue deliverables of the plan) is told by that one."""

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.against import of_plan
from sig_metrics.measure.beside import few_text, goal_text, overdue_text, parts_text, whole_text, without_text
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.decision import Decision
from sig_metrics.measure.filters import concerns
from sig_metrics.measure.judgement import months_without
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.standing import distance

OWED = ("overdue", "unsupported")  # decisions that tell why an indicator of deliverables is off its target


def off_target(dataset: Dataset, scope: Scope, found: list[Decision]) -> list[Decision]:
    """One an indicator of the scope that missed its target and that no decision of `found` is about, the furthest
    from it first."""
    places, owed = {each.place for each in found}, any(each.kind in OWED for each in found)
    # asked whole, as what changed asks it too: the answer is remembered
    asked = tuple(each for each in dataset.catalog.indicators.values() if concerns(each, scope))
    missed = [
        each
        for each in measures(dataset, asked, scope)
        if each.status == "missed"
        and f"overdue.{each.indicator.code}" not in places
        and not (owed and of_plan(each.indicator) and "deliverable" in each.indicator.source_registers)
    ]
    return [_decision(dataset, scope, each) for each in sorted(missed, key=lambda m: (-distance(m), m.indicator.code))]


def _decision(dataset: Dataset, scope: Scope, measured: Measure) -> Decision:
    indicator = measured.indicator
    units = answers_for(dataset, indicator)
    said = (
        units,
        parts_text(measured),
        overdue_text(measured.open_overdue, measured.oldest_overdue_days),
        whole_text(tuple(name for name in measured.ignored if name != "stage")),
        without_text(months_without(dataset, indicator, measured.cutoff)),
    )
    return Decision(
        "off_target",
        "",
        scope.cutoff.month,
        0,
        0,
        units,
        words.say(
            "decision_off_target",
            name=indicator.short or indicator.title,
            value=few_text(measured),
            goal=goal_text(measured),
        ),
        " · ".join(each for each in (*said, indicator.code) if each),
        f"ficha.{indicator.code}",
        norm=indicator.code,
        when=words.say("decision_off_target_when"),
    )


def answers_for(dataset: Dataset, indicator: Indicator) -> str:
    """The unit that answers for an indicator; «» of one that is still to be assigned."""
    known = indicator.owner in dataset.catalog.vocabularies["unit"]
    return units_label(dataset.catalog, indicator.owner) if known else ""
