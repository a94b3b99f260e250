"""Owns the due dates of the plan's own deliverables: computed from the plan, never loaded.

They stand as in its grid: a document answers for the deliverable that it names, and what is left over of an activity for
its oldest ones that are due. So what is overdue here is what is overdue in the plan. What was overdue by the last load
stays so until a later one says that it came; of what fell due after it, nobody knows yet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.decisions import deliverable_title
from sig_metrics.measure.duties_dates import When
from sig_metrics.measure.duties_due import OVERDUE, UNKNOWN, Due, Moment, distance, standing
from sig_metrics.measure.freshness import freshness, plan_unknown
from sig_metrics.measure.scope import PlanVersion, horizon
from sig_metrics.measure.year_slots import Document, Slot, documents_of, slots_of


def of_plan(dataset: Dataset, moment: Moment) -> Iterator[Due]:
    """The deliverables of the plan that rules, of those approved for later years, and what earlier ones still owe."""
    available = horizon(dataset)
    ruling = available.ruling(moment.known)
    if ruling is None:
        return
    told = _told_until(dataset, moment.known)
    later = {
        each.year: each for each in available.versions if each.year > ruling.year and each.approved_on <= moment.known
    }
    for each in (ruling, *later.values()):
        yield from _of_version(dataset, each, moment, ruling.year, told)
    for each in available.earlier(moment.known, ruling):
        yield from (
            due for due in _of_version(dataset, each, moment, ruling.year, told) if due.state in (OVERDUE, UNKNOWN)
        )


def _told_until(dataset: Dataset, known: date) -> date:
    """The last day on which something was due of which it is known whether it came."""
    if plan_unknown(dataset, known) == "":
        return date.max
    return freshness(dataset, known)["deliverable"].covered_until or date.min


def _of_version(dataset: Dataset, version: PlanVersion, moment: Moment, year: int, told: date) -> Iterator[Due]:
    known = [each for each in documents_of(dataset, version.year) if each.delivered_on <= moment.known]
    turn: dict[str, int] = {}
    for slot in as_in_grid(slots_of(dataset, version), known, moment.opens):
        turn[slot.activity] = turn.get(slot.activity, 0) + 1
        when = When(slot.due_on)
        yield Due(
            code=slot.activity,
            key=slot.key + (f".{version.year}" if version.year != year else ""),
            uid=f"plan-{version.year}-{slot.activity}-{turn[slot.activity]}",
            title=deliverable_title(slot.deliverable, slot.item),
            units=tuple(filter(None, slot.units)),
            when=when,
            state=standing(when, slot.delivered_on, slot.due_on <= told, moment),
            days=distance(when, moment),
            done_on=slot.delivered_on,
            year=version.year,
            month=slot.month,
        )


def as_in_grid(slots: list[Slot], documents: list[Document], opens: date) -> list[Slot]:
    """The deliverables with the day when what answers for each came, as the grid has them on a day: those due before
    `opens` first."""
    slots = sorted(slots, key=lambda each: each.place)
    due = {each.place: each for each in slots if each.due_on < opens}
    named = {each.place: each.delivered_on for each in documents if each.place in due}
    spare: dict[str, list[Document]] = {}
    for each in sorted(documents, key=lambda d: (d.delivered_on, d.month, d.item)):
        if each.place not in due:
            spare.setdefault(each.activity, []).append(each)
    found = []
    for each in slots:
        came = named.get(each.place)
        if came is None and each.place in due and spare.get(each.activity):
            came = spare[each.activity].pop(0).delivered_on
        found.append(replace(each, delivered_on=came))
    left = {each.place: each.delivered_on for some in spare.values() for each in some}
    return [each if each.place in due else replace(each, delivered_on=left.get(each.place)) for each in found]
