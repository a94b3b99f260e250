"""Owns what needs a decision: its kinds, in the order of the vocabulary, with what each leads to.

A legal term is not named here: any indicator whose target is of the norm and that has cases open past their term
gives a decision, by the same filters as its value. Nothing is computed twice: counts are those that stand beside the
indicators."""

from collections.abc import Iterator
from datetime import date, timedelta

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure import cases, plan
from sig_metrics.measure.beside import whole_text
from sig_metrics.measure.compute import ABSENT, Measure, measures, open_overdue
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.decision import Decision
from sig_metrics.measure.filters import answers, groupings
from sig_metrics.measure.freshness import Freshness, freshness, plan_unknown
from sig_metrics.measure.off_target import off_target
from sig_metrics.measure.scope import Scope, horizon
from sig_metrics.measure.signalled import signalled
from sig_metrics.measure.targets import target_at
from sig_metrics.measure.wording import capital, late, named, past, verbs, waiting

PLACES = {"term": "term", "due_soon": "soon"}  # the kind of point of `drill.toml` that has their cases
GRAVE = "error"  # severity of the rules of Rayos X that a meeting must know


def deliverable_title(deliverable: str, item: int) -> str:
    """The item-th of the deliverables an activity names in one text («Informe A · Informe B»)."""
    parts = deliverable.split(" · ")
    return parts[(item - 1) % len(parts)].rstrip(".")


def decisions(dataset: Dataset, scope: Scope) -> list[Decision]:
    """What must be settled, kind by kind in the order of the vocabulary; within a kind, what has waited longest
    first, and of what is off its target or gives a signal, the furthest or the least likely."""
    catalog = dataset.catalog
    order, ruling = list(catalog.vocabularies["decision"]), plan.ruling_of(dataset, scope)
    found = [
        *owed(dataset, scope),
        *_past_term(dataset, scope),
        *grave_rules(dataset, scope),
        *_deadlines(dataset, scope),
        *_stale(dataset, scope),
    ]
    if ruling and plan_unknown(dataset, scope.cutoff) == "not_loaded":
        found.append(
            Decision(
                "not_loaded",
                "",
                scope.cutoff.month,
                0,
                0,
                "",
                words.say("decision_not_loaded", register=catalog.registers["deliverable"].title),
                words.say("decision_not_loaded_sub"),
                "register.deliverable",
                when=catalog.label("status", "not_loaded"),
            )
        )
    found.sort(key=lambda d: (order.index(d.kind), -d.days, d.activity, d.item, d.place))
    found = _in_place(found, signalled(dataset, scope), order.index("signal"), order)
    return _in_place(found, off_target(dataset, scope, found), order.index("off_target"), order)


def _in_place(found: list[Decision], more: list[Decision], place: int, order: list[str]) -> list[Decision]:
    """The same with others of one kind, in their own order, where their kind goes."""
    before = [d for d in found if order.index(d.kind) < place]
    return [*before, *more, *found[len(before) :]]


@remembered(256)
def owed(dataset: Dataset, scope: Scope) -> tuple[Decision, ...]:
    """Deliverables of the plan past their month, never delivered or without support; what has waited longest first."""
    return tuple(sorted(_owed(dataset, scope), key=lambda d: (-d.days, d.activity, d.item, d.place)))


def _owed(dataset: Dataset, scope: Scope) -> Iterator[Decision]:
    ruling = plan.ruling_of(dataset, scope)
    for row in plan.overdue(dataset, scope):
        bare, earlier = row["unsupported_on"], row["year"] if row["year"] != ruling.year else 0
        month = words.MONTHS[row["month"] - 1] + (f" de {row['year']}" if row["year"] != scope.year else "")
        units = units_label(dataset.catalog, row["units"])
        values = {
            "activity": row["activity"],
            "units": units,
            "month": month,
            "late": late(row["days_late"]),
            "day": words.day(bare),
        }
        kind = "unsupported" if bare else "overdue"
        title = deliverable_title(row["name"] or row["deliverable"], 1 if row["name"] else row["item"])
        yield Decision(
            kind,
            row["activity"],
            row["month"],
            row["item"],
            row["days_late"],
            units,
            title,
            words.say(f"decision_{kind}_sub", **values),
            year=earlier,
            norm=words.say("decision_unsupported_norm", day=words.day(bare)) if bare else month,
            when=words.say("decision_unsupported_when") if bare else waiting(row["days_late"]),
        )


def _past_term(dataset: Dataset, scope: Scope) -> Iterator[Decision]:
    """One an indicator with cases open past a term of the norm, and one of the agreements past their date; each
    leads to those cases."""
    catalog = dataset.catalog
    legal = [
        each
        for each in catalog.indicators.values()
        if each.backlog and (target := target_at(each, scope.cutoff)) and target.basis == "N"
    ]
    decided = catalog.screens.commitments.decided
    asked = {each.name: "legal" for each in legal} | ({decided: "agreement"} if decided else {})
    some = tuple(
        each
        for each in catalog.indicators.values()
        if each.name in asked
        and answers(each, scope)
        and (scope.unit in (None, each.owner) or "unit" in groupings(each))
    )
    known = [measured for measured in measures(dataset, some, scope) if measured.status not in ABSENT]
    stock = {row["indicator"]: row for row in open_overdue(dataset, some, scope)}
    for measured in known:
        if row := stock.get(measured.indicator.name):
            yield _of_indicator(dataset, scope, measured, asked[measured.indicator.name], row)


def _of_indicator(dataset: Dataset, scope: Scope, measured: Measure, kind: str, row: dict) -> Decision:
    catalog = dataset.catalog
    indicator, days = measured.indicator, row["oldest_days"]
    units = units_label(catalog, "/".join(_charged(dataset, scope, indicator)))
    code = f"backlog_{indicator.name}"
    one, many, oldest = named(words.say(code if words.known(code) else "backlog_other", indicator=indicator.code))
    norm = (measured.target.text if measured.target else "").partition("(")[2].rstrip(")") if kind == "legal" else ""
    said = (
        units,
        f"{oldest} {past(days)}",
        norm,
        whole_text(tuple(name for name in measured.ignored if name != "stage")),
    )
    serves = catalog.screens.serves
    topic = next(
        (serves[name].topic for name in indicator.source_registers if name in serves and serves[name].topic), ""
    )
    activity = next(iter(plan.serving(dataset, scope, topic)), "") if topic else ""
    return Decision(
        kind,
        activity,
        scope.cutoff.month,
        0,
        days,
        units,
        words.say(f"decision_{kind}", cases=words.count(row["overdue"], one, many), **verbs(row["overdue"])),
        capital(" · ".join(each for each in said if each)),
        f"overdue.{indicator.code}",
        norm=norm.partition("; ")[0] or words.say("decision_since", day=words.day(scope.cutoff - timedelta(days))),
        when=waiting(days),
    )


def _charged(dataset: Dataset, scope: Scope, indicator: Indicator) -> list[str]:
    """The units that have some of those cases; of what is not divided by unit, the one that answers for it."""
    if "unit" in groupings(indicator):
        return sorted(row["unit"] for row in open_overdue(dataset, (indicator,), scope, ("unit",)) if row["unit"])
    return [indicator.owner] if indicator.owner in dataset.catalog.vocabularies["unit"] else []


def grave_rules(dataset: Dataset, scope: Scope) -> Iterator[Decision]:
    """Grave rules of Rayos X that find rows, of registers that serve an indicator of the scope (of a unit: one it
    owns). They look at all that is loaded, so a month before the one that opens by itself does not tell of them: it
    would count what came later."""
    catalog = dataset.catalog
    seen = horizon(dataset)
    newest = seen.default_cutoff(date.max) if seen.came or seen.last_delivery else None
    if newest and scope.cutoff < newest:
        return
    counts = _found(dataset)
    for check in catalog.checks.values():
        if (
            check.severity == GRAVE
            and counts.get(check.name)
            and (not scope.filters() or any(_serving(catalog, scope, name) for name in check.reads))
        ):
            rows = words.count(counts[check.name], "fila", "filas")
            yield Decision(
                "rule",
                "",
                scope.cutoff.month,
                0,
                0,
                _owners(catalog, [each for name in check.reads for each in _serving(catalog, scope, name)]),
                words.say("decision_rule", rule=check.title),
                words.say("decision_rule_sub", check=check.code, rows=rows),
                f"rule.{check.code}",
                norm=check.code,
                when=rows,
            )


@remembered(2)
def _found(dataset: Dataset) -> dict[str, int]:
    """{rule: how many rows it finds}, of those that find some."""
    return {row["rule"]: row["n"] for row in dataset.rows(query("rules_counted"))}


def _owners(catalog: Catalog, served: list[Indicator]) -> str:
    """The units that answer for some indicators, of those that this institution has."""
    owners = sorted({each.owner for each in served} & set(catalog.vocabularies["unit"]))
    return units_label(catalog, "/".join(owners)) if owners else ""


def _deadlines(dataset: Dataset, scope: Scope) -> Iterator[Decision]:
    """Internal terms of cases that are past, marked as proposed; and what of any term ends within five working days."""
    catalog = dataset.catalog
    if "case_open" not in catalog.views:
        return
    fresh = freshness(dataset, scope.cutoff)
    for row in cases.deadlines(dataset, scope):
        register, about = row["register"], catalog.screens.serves[row["register"]]
        serves, topic = about.systems, about.topic
        if scope.stage not in (None, catalog.screens.topic(topic).stage) or scope.system not in (None, *serves):
            continue
        if register in fresh and fresh[register].unseen(scope.cutoff):
            continue
        activity = next(iter(plan.serving(dataset, scope, topic)), "")
        one, many, oldest = named(words.say(f"cases_{register}_{'legal' if row['is_legal'] else 'internal'}"))
        days = int(row["oldest"] or 0)
        # cases of several systems are not divided
        whole = f" · {words.say('whole_system')}" if scope.system and len(serves) > 1 else ""
        for kind, n, waited, held in (
            ("term", 0 if row["is_legal"] else row["overdue"], days, row["units"]),
            ("due_soon", row["due_soon"], 0, row["soon_units"]),
        ):
            if n:
                units = units_label(catalog, "/".join(held)) if held else ""
                said = words.say(f"decision_{kind}_sub", units=units, oldest=f"{oldest} {past(days)}")
                yield Decision(
                    kind,
                    activity,
                    scope.cutoff.month,
                    0,
                    waited,
                    units,
                    words.say(f"decision_{kind}", cases=words.count(n, one, many), **verbs(n)),
                    capital(said.removeprefix(" · ")) + whole,
                    f"{PLACES[kind]}.{register}.{'legal' if row['is_legal'] else 'internal'}",
                    norm=words.say("decision_legal_norm" if row["is_legal"] else "decision_term_norm"),
                    when=words.say("decision_soon_when") if kind == "due_soon" else waiting(days),
                )


def _stale(dataset: Dataset, scope: Scope) -> Iterator[Decision]:
    """Registers whose file did not come and that serve an indicator of the scope (of a unit: one it owns)."""
    catalog = dataset.catalog
    for name, known in freshness(dataset, scope.cutoff).items():
        served = _serving(catalog, scope, name) if known.stale and name in catalog.registers else []
        if served:
            units = _owners(catalog, served)
            yield Decision(
                "stale",
                "",
                scope.cutoff.month,
                0,
                (scope.cutoff - known.due_on).days,
                units,
                words.say("decision_stale", register=catalog.registers[name].title),
                _stale_detail(known, len(served)),
                f"register.{name}",
                norm=words.say("decision_stale_norm", due=words.day(known.due_on)),
                when=waiting((scope.cutoff - known.due_on).days),
            )


def _serving(catalog: Catalog, scope: Scope, register: str) -> list[Indicator]:
    return [
        i
        for i in catalog.indicators.values()
        if register in i.source_registers and answers(i, scope) and scope.unit in (None, i.owner)
    ]


def _stale_detail(known: Freshness, served: int) -> str:
    counted = words.count(served, "indicador", "indicadores")
    last = words.month(known.covered_until) if known.dense else words.day(known.covered_until)
    return words.say(
        "decision_stale_sub" if known.dense else "decision_stale_load_sub",
        last=last,
        due=words.day(known.due_on),
        count=counted,
    )
