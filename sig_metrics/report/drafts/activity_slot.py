"""Owns which deliverable of the plan a paper that comes back answers for, where nobody pressed its cell: of an activity and a
month, the one that is asked for, that of the draft, or the only one there is.

Refuses a month in which the plan programs none, several of which nobody says which, and one that has its document."""

from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.measure.scope import IN_FORCE, LATEST, horizon, month_end
from sig_metrics.measure.year_slots import Slot
from sig_metrics.report.drafts.activity_back import REGISTER, Back, Place, place_of
from sig_metrics.report.drafts.activity_sight import slots


def answered(dataset: Dataset, back: Back, activity: str, year: int, month: int, item: int = 0) -> tuple[Place, Slot]:
    """The place of a paper, and its deliverable; `item`: which of its month, 0 where nobody says it."""
    mine = _programmed(dataset, activity, year, month)
    there = {each.item: each for each in mine if each.month == month}
    if not there:
        months = words.listing(list(dict.fromkeys(words.MONTHS[each.month - 1] for each in mine)))
        said = {"activity": words.short(activity, 20), "month": words.month(month_end(year, month))}
        raise refuse("back_not_programmed", **said, months=months or words.say("activity_no_month"))
    drafted = back.identity.item if back.identity else 0
    chosen = item or (drafted if drafted in there else next(iter(there)) if len(there) == 1 else 0)
    if chosen not in there:
        items = words.listing([str(each) for each in there])
        raise refuse("back_several", activity=activity, month=words.month(month_end(year, month)), items=items)
    place = Place(year, activity, month, chosen)
    for row in register_rows(dataset, REGISTER):
        if place_of(row) == place and row["document_number"]:
            raise refuse("back_answered", place=place.said, number=row["document_number"])
    return place, there[chosen]


def _programmed(dataset: Dataset, activity: str, year: int, month: int) -> list[Slot]:
    """The deliverables of an activity in the version in force at a month, or else in the last of its year."""
    day, mine = month_end(year, month), None
    for choice in (IN_FORCE, LATEST):
        ruling = horizon(dataset).ruling(day, choice)
        if ruling is None or ruling.year != year:
            continue
        mine = [each for each in slots(dataset, ruling, day) if each.activity == activity]
        if any(each.month == month for each in mine):
            break
    if mine is None:
        raise refuse("activity_no_plan", year=year)
    return mine
