"""Owns how a group of indicators stands: how many have each word, and which are the worst."""

from dataclasses import dataclass

from sig_metrics.catalog.model import Catalog, Code
from sig_metrics.language import words
from sig_metrics.measure.compute import Measure

# from the worst; what is met may have cases open past their term, and is worse for that
ORDER = (
    "missed",
    "beyond",
    "watch",
    "near",
    "backlog",
    "met",
    "no_target",
    "stale",
    "not_yet",
    "no_file",
    "not_computable",
    "not_loaded",
    "protected",
    "no_data",
)
TROUBLED = ("missed", "beyond", "watch", "near", "backlog")  # those that a short list of the worst is made of


@dataclass(frozen=True)
class Count:
    """How many indicators have a word: the word, its short form that agrees with the count, «9 fuera»."""

    status: str
    word: Code
    count: int
    said: str


def distance(measured: Measure) -> float:
    """How far a value is from its target, as a part of the target (of a target of zero, the value itself); below zero
    when it is better, and zero without one of the two."""
    if measured.value is None or measured.target is None:
        return 0.0
    goal = measured.target.value
    lacking = measured.value - goal if measured.indicator.lower_is_better else goal - measured.value
    return lacking / abs(goal) if goal else lacking


def counts(catalog: Catalog, found: list[Measure]) -> list[Count]:
    """How many have each word, the worst first; less of what is to be more and more of what is to be less are two
    words. What is not of the scope is not counted."""
    held: dict[tuple[str, str], list[Measure]] = {}
    for each in found:
        if each.status in ORDER:
            held.setdefault((each.status, catalog.standing(each.indicator, each.status).label), []).append(each)
    made = []
    for (status, label), some in sorted(held.items(), key=lambda item: (ORDER.index(item[0][0]), item[0][1])):
        word = catalog.standing(some[0].indicator, status)
        down = word is not catalog.vocabularies["status"][status]
        one, _, many = words.say(f"standing_{status}_down" if down else f"standing_{status}").partition("|")
        made.append(Count(status, word, len(some), words.count(len(some), one, many or one)))
    return made


def counts_text(catalog: Catalog, found: list[Measure]) -> str:
    """«9 fuera · 8 bajo · 3 cerca · 4 cumplen · 1 sin dato»."""
    return " · ".join(each.said for each in counts(catalog, found))


def ranked(found: list[Measure]) -> list[Measure]:
    """All of them, the worst first: those off their target, then those with cases open past their term, then by
    their word; and, of those alike, the furthest from its target."""

    def place(measured: Measure) -> tuple:
        word = ORDER.index(measured.status) if measured.status in ORDER else len(ORDER)
        off = word < ORDER.index("watch")
        return (not off, not off and not measured.open_overdue, word, -distance(measured), measured.indicator.code)

    return sorted(found, key=place)


def worst(found: list[Measure], most: int = 6) -> list[Measure]:
    """The first of them that are not simply well: off or short of their target, or with cases open past their term."""
    return [each for each in ranked(found) if each.status in TROUBLED][:most]
