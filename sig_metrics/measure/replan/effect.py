"""Owns what would be so of a plan that is programmed otherwise, with what is known to have been delivered at a cut-off.

The documents answer for the deliverables as those of a version do (`views/slot_state.sql`): each fills the place that it
names, and what is left over of its activity fills the oldest places that are due. It is a second calculation on purpose: the
first one is of versions that are in the store, and a draft is in no store. A test holds both together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.measure.replan.draft import Draft, Programme
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.state import State
from sig_metrics.measure.year_slots import Document, documents_of

ON_TIME, LATE, OVERDUE, PENDING = "on_time", "late", "overdue", "pending"


@dataclass(frozen=True)
class Place:
    """A deliverable that is programmed, who owes it, and what became of it by the cut-off."""

    activity: str
    month: int
    item: int
    due_on: date
    units: tuple[str, ...]
    state: str
    delivered_on: date | None = None


@dataclass(frozen=True)
class Effect:
    """The plan that a programme would be: its state as that of a version, its places, and how many deliverables each unit
    has in each month (what several owe together counts for each)."""

    total: State
    places: tuple[Place, ...]
    load: dict[str, tuple[int, ...]]

    def overdue(self, unit: str) -> int:
        return sum(each.state == OVERDUE and unit in each.units for each in self.places)


@dataclass(frozen=True)
class Rescheduled:
    """What a draft does to what was owed: places of the version that are overdue, how many of them would still be, and how
    many would no longer, only because they are programmed otherwise: nothing of them was delivered."""

    owed: int
    still: int
    hidden: int


def effect(dataset: Dataset, scope: Scope, year: int, programme: Programme) -> Effect:
    """What is so of a programme of a year at a cut-off, of all the units and systems."""
    known = [each for each in documents_of(dataset, year) if each.delivered_on <= scope.cutoff]
    named, units = _owners(dataset, year), {code: tuple(row["units"].split("/")) for code, row in programme.items()}
    places = []
    for code, row in programme.items():
        places += _of_activity(year, code, row["months"], known, scope.cutoff, (units[code], named))
    accepted = Counter(each.activity for each in known)
    return Effect(_total(programme, places, accepted, scope.cutoff), tuple(places), _load(places))


def rescheduled(before: Effect, after: Effect) -> Rescheduled:
    """Overdue places of the version, and of the draft, activity by activity: fewer in the draft are not delivered ones."""
    was, now = (Counter(p.activity for p in each.places if p.state == OVERDUE) for each in (before, after))
    hidden = sum(max(0, count - now[activity]) for activity, count in was.items())
    owed = sum(was.values())
    return Rescheduled(owed, owed - hidden, hidden)


def effects(dataset: Dataset, scope: Scope, draft: Draft) -> tuple[Effect, Effect]:
    """(of the version that the draft starts from, of the draft)."""
    return tuple(effect(dataset, scope, draft.year, each) for each in (draft.before, draft.after))


def _owners(dataset: Dataset, year: int) -> dict[tuple[str, int, int], str]:
    """The unit that the document of a place names."""
    rows = register_rows(dataset, "deliverable") if "deliverable" in dataset.catalog.registers else ()
    return {
        (row["activity"], row["programmed_month"], row["item"]): row["unit"]
        for row in rows
        if row["year"] == year and row["unit"]
    }


def _of_activity(
    year: int, code: str, months: list[int], known: Iterable[Document], cutoff: date, whose: tuple
) -> list[Place]:
    """The places of an activity in the order of the year, each with what answers for it."""
    slots = [(month, item) for month in range(1, 13) for item in range(1, months[month - 1] + 1)]
    due = {place for place in slots if month_end(year, place[0]) <= cutoff}
    mine = sorted((d for d in known if d.activity == code), key=lambda d: (d.delivered_on, d.month, d.item))
    named = {(d.month, d.item): d.delivered_on for d in mine if (d.month, d.item) in set(slots)}
    spare = [d for d in mine if (d.month, d.item) not in due]
    free = [place for place in slots if place in due and place not in named]
    came = {place: day for place, day in named.items() if place in due}
    came |= {place: d.delivered_on for place, d in zip(free, spare)}
    came |= {(d.month, d.item): d.delivered_on for d in spare[len(free) :] if (d.month, d.item) in named}
    return [
        _place(year, code, place, came.get(place), place in due, _units(code, place, months, *whose)) for place in slots
    ]


def _place(year: int, code: str, at: tuple[int, int], came: date | None, due: bool, units: tuple[str, ...]) -> Place:
    last = month_end(year, at[0])
    state = (ON_TIME if came <= last else LATE) if came else OVERDUE if due else PENDING
    return Place(code, *at, last, units, state, came)


def _units(code: str, at: tuple[int, int], months: list[int], units: tuple[str, ...], named: dict) -> tuple[str, ...]:
    """Who owes a place (`views/slot_owner.sql`): whom its document names, each its own where a month has as many as there
    are units, else all of them."""
    month, item = at
    if (unit := named.get((code, month, item))) in units:
        return (unit,)
    return (units[item - 1],) if months[month - 1] == len(units) else units


def _total(programme: Programme, places: list[Place], accepted: Counter, cutoff: date) -> State:
    due = Counter(each.activity for each in places if each.due_on <= cutoff)
    credited = {code: min(accepted[code], count) for code, count in due.items()}
    return State(
        programmed=sum(due.values()),
        delivered=sum(credited.values()),
        on_time=sum(each.state == ON_TIME and each.due_on <= cutoff for each in places),
        overdue=sum(each.state == OVERDUE for each in places),
        current=sum(credited[code] == count for code, count in due.items()),
        activities=len(due),
    )


def _load(places: Iterable[Place]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for each in places:
        for unit in each.units:
            found.setdefault(unit, [0] * 12)[each.month - 1] += 1
    return {unit: tuple(found[unit]) for unit in sorted(found)}
