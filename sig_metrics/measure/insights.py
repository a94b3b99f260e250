"""Owns what the numbers say: the state of the plan in one object, and its sentences.

Deterministic: the same snapshot and scope give the same words. In a sentence, **…** is strong and
!!…!! is strong in the colour of a breach; nothing else is markup.
"""

from datetime import date

from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.language import words
from sig_metrics.measure import plan
from sig_metrics.measure.against import plan_document
from sig_metrics.measure.compute import NOTHING, judge, measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.decisions import decisions, owed
from sig_metrics.measure.filters import EACH, OF_ACTIVITY
from sig_metrics.measure.freshness import plan_unknown
from sig_metrics.measure.judgement import stands
from sig_metrics.measure.months import added, stock
from sig_metrics.measure.scope import PlanVersion, Scope
from sig_metrics.measure.state import Overview, State

PARTS = ("programmed", "delivered", "on_time", "overdue", "unsupported", "current")
WHOLE = {"delivered": "programmed", "current": "activities"}  # what a part is counted of
NAMED = 3  # units that the one sentence names; the others it counts


def _states(dataset: Dataset, scope: Scope, by: tuple[str, ...]) -> dict[tuple[str, ...], State]:
    """{group: State} of the parts of the plan indicators, which are those of their values."""
    named = dataset.catalog.screens.plan.state
    names = {named[part]: (part, WHOLE.get(part)) for part in PARTS}
    found: dict[tuple[str, ...], dict[str, int]] = {}
    why = plan_unknown(dataset, scope.cutoff)
    known = why != "not_loaded" and plan.ruling_of(dataset, scope) is not None
    start = {"known": known, "waiting": why == "not_yet"}
    asked = dataset.indicators(names)
    rows = added(dataset, asked, scope, by)
    for indicator in asked:
        numerator, denominator = names[indicator.name]
        stand = stands(dataset, indicator, scope.cutoff)
        for row in rows[indicator.name] or ([] if by else [NOTHING]):
            parts = found.setdefault(tuple(row[name] for name in by), {})
            parts[numerator] = int(row["numerator"] or 0) if stand else 0
            if denominator and stand and row["denominator"] is not None:  # known without what was delivered
                parts[denominator] = int(row["denominator"])
    for row in stock(dataset, asked, scope, by):  # of a group that has only what is owed of another year
        found.setdefault(tuple(row[name] for name in by), {})
    return {group: State(**start, **parts) for group, parts in found.items()}


@remembered(256)
def overview(dataset: Dataset, scope: Scope) -> Overview:
    """The state of the plan in a scope: total, by stage, system, unit, line and activity, matrix and decisions."""
    catalog = dataset.catalog
    total = _states(dataset, scope, ())[()]
    every, groups = _states(dataset, scope, EACH), {}
    for dimension in OF_ACTIVITY:
        found = {value: state for (name, value), state in every.items() if name == dimension}
        if dimension == "unit":  # what each owes, not the whole of what it shares
            found = {value: state for (value,), state in _states(dataset, scope, ("unit",)).items()}
        order = catalog.vocabularies.get(dimension, {})
        groups[dimension] = {
            value: found[value]
            for value in sorted(found, key=lambda v: (order[v].order if v in order else len(order), v))
        }
    headlines = measures(dataset, dataset.indicators(catalog.screens.plan.headlines), scope)
    ruling = plan.ruling_of(dataset, scope)
    matrix = crossings(dataset, scope)
    return Overview(
        scope, total, headlines, ruling, groups, matrix, list(owed(dataset, scope)), lambda: decisions(dataset, scope)
    )


@remembered(256)
def whole(dataset: Dataset, scope: Scope) -> Overview:
    """The plan of a scope without its parts: what another cut-off is compared with."""
    return Overview(scope, _states(dataset, scope, ())[()], [], plan.ruling_of(dataset, scope))


@remembered(256)
def crossings(dataset: Dataset, scope: Scope) -> dict[tuple[str, str], State]:
    """{(system, stage): State} of a scope."""
    return _states(dataset, scope, ("system", "stage"))


def status_document(dataset: Dataset, scope: Scope) -> dict:
    """The shape of `status --json`: what Resumen shows."""
    seen = overview(dataset, scope)
    document = {
        "cutoff": scope.cutoff.strftime("%Y-%m"),
        "plan": plan_document(seen.ruling, scope.cutoff),
        **seen.total.as_dict(),
    }
    for dimension, name in (("stage", "stages"), ("system", "systems"), ("unit", "units")):
        document[name] = {value: state.as_dict() for value, state in seen.groups[dimension].items()}
    document["matrix"] = {f"{system}.{stage}": state.as_dict() for (system, stage), state in seen.matrix.items()}
    document["decisions"] = [
        {
            "kind": d.kind,
            "activity": d.activity,
            "month": d.month,
            "item": d.item,
            "days": d.days,
            "units": d.units,
            "title": d.title,
            "detail": d.detail,
            "norm": d.norm,
        }
        for d in seen.decisions
    ]
    return document


def indicators_of(catalog: Catalog, stage: str | None = None, system: str | None = None) -> list[Indicator]:
    """The indicators of a stage or a system that have registers of their own (those of the plan's advance apart), by
    code."""
    return [
        indicator
        for indicator in catalog.indicators.values()
        if "activity" not in indicator.dimensions
        and (stage is None or stage in indicator.stages)
        and (system is None or system in indicator.systems)
    ]


def standing(catalog: Catalog, seen: Overview, state: State) -> str:
    """How a group's advance stands against the target of the plan: a word of `status`, «stale», «not_yet» and
    «not_loaded» as the whole it is part of."""
    indicator = catalog.indicators[catalog.screens.plan.state["delivered"]]
    whole = next((measured.status for measured in seen.headlines if measured.indicator is indicator), "")
    return (
        whole
        if whole in ("not_loaded", "not_yet") or whole == "stale" and state.rate is not None
        else judge(indicator, state.rate, indicator.targets[-1])
    )


def owner_said(catalog: Catalog, indicator: Indicator) -> str:
    """Who answers for an indicator, as its ficha says; that it is to be assigned, where there is no such unit."""
    return (
        catalog.label("unit", indicator.owner)
        if indicator.owner in catalog.vocabularies["unit"]
        else words.say("owner_unassigned")
    )


def summary(catalog: Catalog, seen: Overview, before: Overview | None = None) -> list[str]:
    """The sentences of Resumen, most important first; `before` adds what changed since that cut-off."""
    total, day, ruling = seen.total, words.long_day(seen.scope.cutoff), seen.ruling
    if ruling is None:
        return [words.say("summary_no_plan", day=day, year=seen.scope.year)]
    against = words.say("summary_against", plan=plan_words(ruling, seen.scope.cutoff))
    why = next((measured.status for measured in seen.headlines if measured.status in ("not_loaded", "not_yet")), "")
    if why:
        return [words.say(f"summary_{why}", day=day, register=catalog.registers["deliverable"].title), against]
    if not total.programmed:
        nothing = words.say("summary_nothing", day=day, filtered=seen.scope.filtered)
        return [nothing, against, *([_overdue(catalog, seen)] if total.overdue else [])]
    said = [_advance(total, day), _overdue(catalog, seen), _activities(total)]
    if total.unsupported:
        counted = words.count(total.unsupported, "se entregó", "se entregaron")
        ending = "no cuenta como entregado" if total.unsupported == 1 else "no cuentan como entregados"
        said.append(words.say("summary_unsupported", unsupported=counted, count=ending))
    if before and before.ruling == ruling and before.total.known and before.total.programmed:
        said.append(
            words.say(
                "summary_since",
                month=before.named or words.MONTHS[before.scope.cutoff.month - 1],
                credited=_change(total.delivered - before.total.delivered, "entregado", "entregados"),
                overdue=_change(total.overdue - before.total.overdue, "vencido", "vencidos"),
            )
        )
    return [*said, against]


def headline(catalog: Catalog, seen: Overview, before: Overview | None = None) -> str:
    """The one sentence of a screen, of 25 words at most: what is overdue, whose, and what changed since `before`."""
    total, ruling = seen.total, seen.ruling
    day = _short_day(seen)
    if ruling is None:
        return words.say("headline_no_plan", day=day, year=seen.scope.year)
    why = next((measured.status for measured in seen.headlines if measured.status in ("not_loaded", "not_yet")), "")
    if why:
        return words.say(f"headline_{why}", day=day, register=catalog.registers["deliverable"].title)
    if not total.programmed and not total.overdue:
        return words.say("headline_nothing", day=day, filtered=seen.scope.filtered)
    said = words.say(
        "headline" if total.programmed else "headline_before",
        delivered=words.number(total.delivered),
        programmed=words.number(total.programmed),
        noun="entregable" if total.programmed == 1 else "entregables",
        day=day,
        overdue=_overdue_short(seen) if total.overdue else words.say("headline_none_overdue"),
    )
    changes = _changes(total, before.total) if before and comparable(seen, before) else None
    if changes is None:
        return said
    month = before.named or month_of(before.scope, seen.scope)
    return f"{said} {words.say('headline_since', month=month, changes=changes)}"


def month_of(before: Scope, scope: Scope) -> str:
    """«octubre», with its year where it is another."""
    return words.MONTHS[before.cutoff.month - 1] if before.year == scope.year else words.month(before.cutoff)


def _short_day(seen: Overview) -> str:
    """«30 de noviembre», with its year when the plan is of another."""
    day = words.long_day(seen.scope.cutoff)
    return day.rpartition(" de ")[0] if seen.ruling and seen.ruling.year == seen.scope.year else day


def _overdue_short(seen: Overview) -> str:
    """«!!6 vencidos!! (3 entregados sin número), de **UTI 3 · UPPM 2 · CT 1**»: the second number is part of the
    first."""
    total = seen.total.overdue
    bare = sum(each.kind == "unsupported" for each in seen.owed)
    aside = ""
    if bare:
        counted = "entregado" if total == 1 else words.count(bare, "entregado", "entregados")
        aside = words.say("headline_unsupported", count=counted)
    owed = owed_by(seen)
    named = " · ".join(units if len(owed) == 1 else f"{units} {n}" for units, n in owed[:NAMED])
    rest = owed[NAMED:]
    counted = {"count": words.number(sum(n for _, n in rest)), "plural": "" if len(rest) == 1 else "s"}
    others = words.say("headline_others", **counted) if rest else ""
    who = words.say("headline_of", who=named) if named and named != seen.scope.unit else ""
    return f"!!{words.count(total, 'vencido', 'vencidos')}!!{aside}{who}{others}"


def comparable(seen: Overview, before: Overview) -> bool:
    """Whether the same plan rules both, and what was delivered is known of the earlier."""
    return (
        before.ruling == seen.ruling
        and before.total.known
        and not before.total.waiting
        and bool(before.total.programmed)
    )


def _changes(total: State, before: State) -> str:
    delivered, overdue = total.delivered - before.delivered, total.overdue - before.overdue
    said = [_change(delivered, "entregado", "entregados")] if delivered else []
    said += [_change(overdue, "vencido", "vencidos")] if overdue else []
    return ", ".join(said) or words.say("headline_no_change")


def _advance(total: State, day: str) -> str:
    return words.say(
        "summary_advance",
        day=day,
        credited=words.number(total.delivered),
        programmed=words.number(total.programmed),
        percent=words.percent(total.rate, 0),
        on_time=words.number(total.on_time),
        verb="se entregó" if total.programmed == 1 else "se entregaron",
        noun="entregable programado" if total.programmed == 1 else "entregables programados",
    )


def _activities(total: State) -> str:
    return words.say(
        "summary_activities",
        current=words.number(total.current),
        with_programme=words.number(total.activities),
        percent=words.percent(total.current / total.activities if total.activities else None, 0),
        verb="actividad está" if total.activities == 1 else "actividades están",
    )


def plan_words(ruling: PlanVersion, cutoff: date) -> str:
    """The version that figures are against, as it is read: «v05 del plan 2021, aprobada el 30/09/2021»."""
    return ruling.note_at(cutoff) or words.say(
        "plan_ruling", version=ruling.version, year=ruling.year, day=words.day(ruling.approved_on)
    )


def _overdue(catalog: Catalog, seen: Overview) -> str:
    if not seen.total.overdue:
        return words.say("summary_none_overdue")
    who = words.listing([f"{n} de {units}" for units, n in owed_by(seen)])
    return words.say(
        "summary_overdue", overdue=words.count(seen.total.overdue, "está vencido", "están vencidos"), who=who
    )


def owed_by(seen: Overview) -> list[tuple[str, int]]:
    """Who owes what is overdue and how much each, the most first."""
    by_units: dict[str, int] = {}
    for decision in seen.owed:
        by_units[decision.units] = by_units.get(decision.units, 0) + 1
    return sorted(by_units.items(), key=lambda item: (-item[1], item[0]))


def _change(change: int, one: str, many: str) -> str:
    if not change:
        return f"los mismos {many}"
    return f"{words.count(abs(change), one, many)} {'más' if change > 0 else 'menos'}"
