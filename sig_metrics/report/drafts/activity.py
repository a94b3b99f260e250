"""Owns the draft of a deliverable of the plan: the paper of a public office that its definition describes, with the figures
of its day.

The number and the day of the paper are those of the document system of the institution. Refuses, in words, a paper of what
the plan does not program."""

from collections.abc import Iterator
from dataclasses import replace

from sig_metrics.catalog.paper_model import PaperBlock, PaperKind
from sig_metrics.language import words
from sig_metrics.measure import plan
from sig_metrics.measure.compute import measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.freshness import plan_unknown
from sig_metrics.measure.scope import LATEST, horizon, month_end
from sig_metrics.report.drafts.activity_identity import Identity
from sig_metrics.report.drafts.activity_sight import PlanSight, kinds_of, sight, slots
from sig_metrics.report.drafts.draft import Draft, draft_of, made_of, subject
from sig_metrics.report.model import NOTE, Block, Number, Paper, Signature, Text
from sig_metrics.report.parts import place
from sig_metrics.store.cortes import Corte


def draft(dataset: Dataset, kind: PaperKind, year: int, month: int, corte: Corte | None = None, item: int = 0) -> Paper:
    """The paper of a deliverable; raises Refused when the plan programs none that month."""
    return drafted(dataset, kind, year, month, corte, item).paper


def drafted(
    dataset: Dataset, kind: PaperKind, year: int, month: int, corte: Corte | None = None, item: int = 0
) -> Draft:
    """The same with what it says of itself."""
    seen = sight(dataset, kind, year, month, item, corte)
    identity = identity_of(seen)
    signature = Signature(seen.unit(seen.sender), words.say("activity_signs"))
    return draft_of(seen, identity, _name(identity), year, _heading(seen), signature, OWN)


def every(dataset: Dataset, year: int, corte: Corte | None = None) -> Iterator[Draft]:
    """The drafts of every deliverable of the plan of a year, month by month; raises Refused without a plan."""
    for kind, month, item in programmed(dataset, year):
        yield drafted(dataset, kind, year, month, corte, item)


def programmed(dataset: Dataset, year: int) -> list[tuple[PaperKind, int, int]]:
    """(kind of paper, month, which of that month) of what the plan of a year programs and has a draft."""
    day = month_end(year, 12)
    ruling = horizon(dataset).ruling(day, LATEST)
    found = [
        (each.month, kind, each.item)
        for each in (slots(dataset, ruling, day) if ruling and ruling.year == year else ())
        for kind in kinds_of(dataset, each.activity, each.item, year)
    ]
    return [
        (kind, month, item)
        for month, kind, item in sorted(found, key=lambda each: (each[0], each[1].activity, each[2]))
    ]


def identity_of(seen: PlanSight) -> Identity:
    return Identity(seen.kind.name, seen.kind.activity, f"{seen.cutoff:%Y-%m}", seen.slot.item, *made_of(seen))


def _name(identity: Identity) -> str:
    return f"{identity.month}-act{identity.activity}-{identity.item}-{identity.kind}"


def _heading(seen: PlanSight) -> tuple[tuple[str, str], ...]:
    house = seen.catalog.screens.institution
    body = seen.kind.addressee or house.body
    rows = (
        ("to", body),
        ("from", seen.unit(seen.sender)),
        ("subject", subject(seen)),
        ("reference", _reference(seen)),
        ("date", words.say("activity_day", city=house.city, year=seen.cutoff.year)),
    )
    return tuple((words.say(f"activity_{name}"), said) for name, said in rows if said)


def _reference(seen: PlanSight) -> str:
    """The plan and the report before, if it was registered."""
    ruling, before = seen.ruling, _before(seen)
    named = {"year": ruling.year, "version": ruling.version, "activity": seen.kind.activity}
    named["plan"] = seen.catalog.screens.institution.plan
    said = words.say("activity_plan", **named, month=words.MONTHS[seen.slot.month - 1])
    return words.say("activity_references", plan=said, number=before) if before else said


def _before(seen: PlanSight) -> str:
    """The number of the report before, as it was registered by the cut-off."""
    if seen.before is None or seen.first:
        return ""
    rows = plan.behind_cell(seen.dataset, seen.scope, seen.kind.activity, seen.before.cutoff.month, seen.ruling.year)
    of = (row for row in rows if row["document_number"] and row["item"] == seen.slot.item)
    return next((row["document_number"] for row in of), "")


def _plan(seen: PlanSight, block: PaperBlock) -> list[Block]:
    return list(_background(seen))


def _background(seen: PlanSight) -> Iterator[Text]:
    """What the plan asks, what was delivered of it by the cut-off, and the report before."""
    activity, ruling, catalog = seen.activity, seen.ruling, seen.catalog
    units = words.listing([seen.unit(unit) for unit in activity.units.split("/")])
    yield Text(
        words.say(
            "activity_background",
            plan=catalog.screens.institution.plan,
            year=ruling.year,
            version=ruling.version,
            activity=activity.activity,
            title=activity.title.rstrip("."),
            stage=catalog.label("stage", activity.stage),
            units=units,
            deliverable=(seen.kind.title if seen.kind.item else activity.deliverable).rstrip("."),
            month=words.MONTHS[seen.slot.month - 1],
        )
    )
    if note := ruling.note_at(seen.cutoff):
        yield Text(note, NOTE)
    if said := _delivered(seen):
        yield Text(said)
    if seen.first:
        code = "activity_first" if seen.before else "activity_first_alone"
        yield Text(words.say(code, before=seen.said["before"], year=seen.cutoff.year))
    elif seen.before:
        number = _before(seen)
        yield Text(
            words.say(
                "activity_before" if number else "activity_before_unknown", before=seen.said["before"], number=number
            )
        )


def _delivered(seen: PlanSight) -> str:
    """How many deliverables of the activity were programmed, delivered and overdue at the cut-off, of the plan of its year
    alone; «» when nobody knows."""
    state, activity = seen.catalog.screens.plan.state, seen.activity
    names = [state[name] for name in ("programmed", "documents", "overdue") if name in state]
    asked = tuple(seen.catalog.indicators[name] for name in names)
    found = measures(seen.dataset, asked, replace(seen.scope, activity=activity.activity))
    if len(found) < 3 or any(m.value is None for m in found) or not found[0].value:
        return ""
    if plan_unknown(seen.dataset, seen.cutoff):
        return ""
    counted = (activity.programmed, activity.delivered, activity.overdue)
    # the figure of a month counts what earlier plans owed too: it is cited where they owed nothing
    figures = [f"{place(m)}.activity={activity.activity}" if m.value == n else "" for m, n in zip(found, counted)]
    of = [Number(words.number(n), n, figure) for n, figure in zip(counted, figures)]
    seen.cited.extend(each for each in of if each.of)
    programmed, delivered, overdue = counted
    many = words.say("activity_delivered_one" if delivered == 1 else "activity_delivered_many", n=of[1].said)
    told = {
        name: words.count(n, *words.say(f"activity_delivered_{name}").split("|"))
        for name, n in (("programmed", programmed), ("overdue", overdue))
    }
    told["overdue"] = told["overdue"] if overdue else words.say("activity_delivered_none")
    return words.say("activity_delivered", day=words.long_day(seen.cutoff), delivered=many, **told)


OWN = {"plan": _plan}
