"""Owns the order of the day that is proposed for a session: what earlier sessions agreed, always first; what clause 9.3
asks to look at, gaps first; what requires a decision, a point a kind; and what the review concludes.

It is a proposal: the secretary orders, adds and takes out. Each point says the unit that brings it and the screen that shows
it. A review by the Direction goes through every input; another kind of session, through those that lack something."""

from dataclasses import replace
from datetime import date

from sig_metrics.catalog.labels import AMONG
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.decision import Decision
from sig_metrics.measure.decisions import decisions
from sig_metrics.measure.review import Line, Review, review
from sig_metrics.measure.scope import Scope
from sig_metrics.session.listed import AGREEMENTS
from sig_metrics.session.model import PRESIDENCY, SECRETARIAT, Item, Seat

REVIEW = "management_review"  # the kind that goes through every input
GRAVE = "breach"  # the role of what a session settles first
EARLIER = 1  # the input of clause 9.3 that is the actions of earlier reviews
SCREEN, HOME = "revision", "resumen"


def proposed(
    dataset: Dataset, cutoff: date, kind: str, seats: tuple[Seat, ...] = (), carried: int = 0
) -> tuple[Item, ...]:
    """The order of the day of a session of a kind, with the data of a cut-off; `carried`: how many agreements come back."""
    found, scope = review(dataset, Scope(cutoff)), Scope(cutoff)
    asked = [line for line in found.inputs if line.asked.number != EARLIER and (kind == REVIEW or line.owed)]
    drafts = [_earlier(dataset, found, seats, carried)]
    drafts += [_input(dataset, found, line) for line in asked]
    drafts += _decided(dataset, scope, _secretary(dataset, seats))
    if kind == REVIEW:
        drafts.append(
            (words.say("sitting_item_conclusion"), _presidency(dataset, seats), None, f"{SCREEN}?parte=matriz")
        )
    return tuple(Item(n, topic, unit, number, view) for n, (topic, unit, number, view) in enumerate(drafts, 1))


def only_gaps(dataset: Dataset, cutoff: date, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Of what is proposed, without the inputs that have all their evidence."""
    lacking = {line.asked.number for line in review(dataset, Scope(cutoff)).inputs if line.owed}
    kept = [each for each in items if each.review_input in (None, EARLIER, *lacking)]
    return tuple(replace(each, number=n) for n, each in enumerate(kept, 1))


def _earlier(dataset: Dataset, found: Review, seats: tuple[Seat, ...], carried: int) -> tuple:
    line = next((each for each in found.inputs if each.asked.number == EARLIER), None)
    topic = words.say("sitting_item_earlier_some" if carried else "sitting_item_earlier", count=words.number(carried))
    owner = line.asked.owner if line else _secretary(dataset, seats)
    return topic, owner, EARLIER, _view(line) if line else SCREEN


def _input(dataset: Dataset, found: Review, line: Line) -> tuple:
    lacking = [cell for cell in line.owed]
    systems = words.listing([dataset.catalog.label("system", cell.system) for cell in lacking])
    said = words.say("sitting_item_gap", topic=line.asked.title, systems=systems) if lacking else line.asked.title
    owners = [unit for cell in lacking for unit in cell.owners if unit in dataset.catalog.vocabularies["unit"]]
    return said, owners[0] if owners else line.asked.owner, line.asked.number, _view(line)


def _view(line: Line) -> str:
    """The evidence of the first cell that lacks something, or else of the first that is asked for."""
    cells = [*line.owed, *(cell for cell in line.cells if cell.clauses)]
    return f"{SCREEN}?casos=revision.{cells[0].system}.{line.key}" if cells else SCREEN


def _decided(dataset: Dataset, scope: Scope, secretary: str) -> list[tuple]:
    """A point for each grave kind of what requires a decision."""
    kinds: dict[str, list[Decision]] = {}
    known = dataset.catalog.vocabularies
    for each in decisions(dataset, scope):
        if known["decision"][each.kind].role == GRAVE and each.kind != AGREEMENTS:  # those are the first point already
            kinds.setdefault(each.kind, []).append(each)
    found = []
    for kind, some in kinds.items():
        label = known["decision"][kind].label
        topic = words.say("sitting_item_decide", what=label, count=words.number(len(some)))
        units = [unit for each in some for unit in each.units.split(AMONG) if unit in known["unit"]]
        found.append((topic, units[0] if units else secretary, None, f"{HOME}?decisiones=todas&clase={kind}"))
    return found


def _secretary(dataset: Dataset, seats: tuple[Seat, ...]) -> str:
    return next((each.unit for each in seats if each.role == SECRETARIAT), _any(dataset))


def _presidency(dataset: Dataset, seats: tuple[Seat, ...]) -> str:
    return next((each.unit for each in seats if each.role == PRESIDENCY), _any(dataset))


def _any(dataset: Dataset) -> str:
    return next(iter(dataset.catalog.vocabularies["unit"]), "")
