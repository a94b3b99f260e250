"""Owns the rows behind the numbers of a sentence and of a crossing of the plan, which deliverables each of them counts, and
behind those of the tile of a topic.

A number of the plan is the part of an indicator, and its rows are those of its evidence; what a unit owes, what lacks a
number and what changed are some of those rows. The count of the rows is the number that is read."""

from dataclasses import dataclass, replace

from sig_metrics.catalog.screen_model import Topic
from sig_metrics.language import words
from sig_metrics.measure import drill
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.decision import Decision
from sig_metrics.measure.evidence import Evidence, Part, evidence
from sig_metrics.measure.insights import comparable, overview, owed_by, whole
from sig_metrics.measure.origin import ORIGIN
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.state import Overview
from sig_metrics.measure.topics import topics_standing

PLACE = ("year", "activity", "programmed_month", "item")  # what tells a deliverable from another
CHANGE = {"change": "Cambio"}
OF = {"of": "Registro"}


@dataclass(frozen=True)
class Number:
    """A number as it is read, what it counts, and its rows; `total` is that of all of them. Of a change, what adds less
    what takes away is the number. `registers`: whose rows they are, where they are not the plan's."""

    name: str
    says: str
    part: Part
    number: int
    registers: tuple[str, ...] = ()


@remembered(64)
def crossing(dataset: Dataset, scope: Scope) -> tuple[Number, ...]:
    """What is overdue, delivered and programmed where a system and a stage meet, or in any other scope."""
    late, advance = (_evidence(dataset, scope, role) for role in ("overdue", "delivered"))
    found = [_number(late, "numerator", "spoken_overdue")] if late.parts else []
    if advance.parts:
        found += [_number(advance, part, f"spoken_{part}") for part in ("numerator", "denominator")]
    return tuple(found)


@remembered(16)
def headline_numbers(dataset: Dataset, scope: Scope, before: Scope | None) -> tuple[Number, ...]:
    """The numbers of the one sentence of a screen, in its order."""
    late = _evidence(dataset, scope, "overdue").parts.get("numerator")
    if late is None:
        return ()
    overdue, *advance = crossing(dataset, scope)
    found = [*advance, overdue]
    seen = overview(dataset, scope)
    bare = [each for each in seen.owed if each.kind == "unsupported"]
    named = [(words.say("spoken_unsupported"), bare)] if bare else []
    named += [(units, [each for each in seen.owed if each.units == units]) for units, _ in owed_by(seen)]
    found += [_among(late, some, seen, name) for name, some in named]
    if before and comparable(seen, whole(dataset, before)):
        month = words.MONTHS[before.cutoff.month - 1]
        for role, code in (("delivered", "spoken_numerator"), ("overdue", "spoken_overdue")):
            now, then = (_evidence(dataset, each, role).parts.get("numerator") for each in (scope, before))
            if now and then:
                found.append(_change(now, then, words.say("spoken_since", what=words.say(code), month=month)))
    return tuple(each for each in found if each.part.rows)


@remembered(32)
def tile(dataset: Dataset, scope: Scope, topic: Topic) -> tuple[Number, ...]:
    """What a topic has past its term, and open, as its tile counts them."""
    standing = topics_standing(dataset, scope, (topic,))[topic.key]
    asked = (("late", standing.overdue, standing.late_keys), ("open", standing.open, standing.open_keys))
    return tuple(_of_points(dataset, scope, name, number, keys) for name, number, keys in asked if number)


def _of_points(dataset: Dataset, scope: Scope, name: str, number: int, keys: tuple[str, ...]) -> Number:
    """The rows of several points together, the longest past its day first, each with its register where there are
    several."""
    found = [each for key in keys if (each := drill.behind(dataset, scope, key)) and each.total]
    titles = {each.registers[0]: dataset.catalog.registers[each.registers[0]].title for each in found}
    rows = [{**row, "of": titles[each.registers[0]]} for each in found for row in each.rows]
    headings = {name: heading for each in found for name, heading in each.headings.items()}
    last = {name: headings.pop(name) for name in ORIGIN if name in headings}
    late = {name: headings.pop(name) for name in ("days",) if name in headings}
    first = dict([*headings.items()][:1])
    headings = {**first, **late, **(OF if len(titles) > 1 else {}), **headings, **last}
    part = Part(
        sorted(rows, key=lambda row: -(row.get("days") or 0))[: drill.MOST], headings, sum(each.total for each in found)
    )
    return Number(words.say(f"tile_{name}"), words.say(f"tile_{name}_says"), part, number, tuple(titles))


def _evidence(dataset: Dataset, scope: Scope, role: str) -> Evidence:
    return evidence(dataset, dataset.catalog.indicators[dataset.catalog.screens.plan.state[role]], scope)


def _number(found: Evidence, part: str, code: str) -> Number:
    indicator = found.measured.indicator
    return Number(words.say(code), getattr(indicator, part), found.parts[part], int(found.parts[part].total))


def _among(late: Part, decided: list[Decision], seen: Overview, name: str) -> Number:
    """Those of some overdue deliverables that some decisions are of."""
    places = {(each.year or seen.ruling.year, each.activity, each.month, each.item) for each in decided}
    rows = [row for row in late.rows if _place(row) in places]
    return Number(name, words.say("spoken_among"), replace(late, rows=rows, total=len(rows)), len(rows))


def _change(now: Part, then: Part, name: str) -> Number:
    """What counts now and did not, and what did and does not."""
    here, there = ({_place(row): row for row in part.rows} for part in (now, then))
    came = [{**row, "change": words.say("spoken_adds")} for place, row in here.items() if place not in there]
    went = [{**row, "change": words.say("spoken_takes")} for place, row in there.items() if place not in here]
    part = Part([*came, *went], {**CHANGE, **now.headings}, len(came) + len(went))
    said = words.say("spoken_change", came=words.number(len(came)), went=words.number(len(went)))
    return Number(name, said, part, len(came) - len(went))


def _place(row: dict) -> tuple:
    return tuple(row[name] for name in PLACE)
