"""Owns what the year of a plan will be with what is known at a day: which of its deliverables count already, which can
still count and which are lost.

The documents answer for the deliverables as they will when all of the year is due: each for the place that it names, and
those left over, in the order in which they came, for the oldest places of their activity that nobody named. So a document
that came before its month counts already."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sig_metrics.catalog.queries import query
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import FILTER
from sig_metrics.measure.scope import PlanVersion, Scope


@dataclass(frozen=True)
class Document:
    """A document that counts, the place that it names and the day when it came."""

    activity: str
    month: int
    item: int
    delivered_on: date

    @property
    def place(self) -> tuple[str, int, int]:
        return self.activity, self.month, self.item


@dataclass(frozen=True)
class Slot:
    """A deliverable of the plan: its place, the day it is due, who owes it, what it is, and the day when what answers for
    it came."""

    activity: str
    month: int
    item: int
    due_on: date
    units: tuple[str, ...] = ()
    deliverable: str = ""
    delivered_on: date | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        return self.activity, self.month, self.item

    @property
    def key(self) -> str:
        return f"{self.activity}.{self.month:02d}"

    @property
    def on_time(self) -> bool:
        return self.delivered_on is not None and self.delivered_on <= self.due_on


def filled(slots: Iterable[Slot], documents: Iterable[Document]) -> list[Slot]:
    """The deliverables of a year with what answers for each."""
    slots = sorted(slots, key=lambda each: each.place)
    places, named, spare = {each.place for each in slots}, {}, {}
    for each in sorted(documents, key=lambda d: (d.delivered_on, d.month, d.item)):
        if each.place in places:
            named[each.place] = each.delivered_on
        else:
            spare.setdefault(each.activity, []).append(each.delivered_on)
    came = {}
    for each in slots:
        left = spare.get(each.activity)
        came[each.place] = named.get(each.place) or (left.pop(0) if left else None)
    return [replace(each, delivered_on=came[each.place]) for each in slots]


def slots_at(dataset: Dataset, scope: Scope, ruling: PlanVersion, day: date) -> list[Slot]:
    """The deliverables of the year of a version, in a scope, with what answered for each by a day."""
    known = (each for each in documents_of(dataset, ruling.year) if each.delivered_on <= day)
    every = filled(_slots(dataset, ruling, scope.system, scope.stage), known)
    return [each for each in every if scope.unit is None or scope.unit in each.units]


def slots_of(dataset: Dataset, ruling: PlanVersion) -> list[Slot]:
    """Every deliverable of the year of a version, with nothing said yet of what came."""
    return list(_slots(dataset, ruling, None, None))


@remembered(32)
def _slots(dataset: Dataset, ruling: PlanVersion, system: str | None, stage: str | None) -> tuple[Slot, ...]:
    held = {name: value for name, value in (("system", system), ("stage", stage)) if value}
    filters = " and ".join(["true", *(FILTER.format(name=name) for name in held)])
    values = {"year": ruling.year, "version": ruling.version, **held}
    rows = dataset.rows(query("plan_year_slots", filters=filters), values)
    return tuple(Slot(**{**row, "units": tuple((row["units"] or "").split("/"))}) for row in rows)


@remembered(8)
def documents_of(dataset: Dataset, year: int) -> tuple[Document, ...]:
    """The documents of a year that count as delivered, the oldest first."""
    return tuple(Document(**row) for row in dataset.rows(query("plan_year_documents"), {"year": year}))
