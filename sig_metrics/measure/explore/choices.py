"""Owns what a screen offers of each part of a question, as it reads, and what a question becomes when a part changes."""

from dataclasses import replace

from sig_metrics.catalog.model import Catalog, Column
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.explore.question import (
    COUNT,
    MEDIAN,
    SHARE,
    SPANS,
    Question,
    askable,
    checked,
    days,
    default,
    grains_of,
    measured_by,
    measures_of,
    told_apart,
)
from sig_metrics.measure.explore.rows import values_of

TOPS = ("", "3", "5", "10", "15", "25")


def offered(dataset: Dataset, question: Question) -> dict[str, dict[str, str]]:
    """{part: {value: how it reads}} of the parts that this question has."""
    known = askable(dataset.catalog)
    register = known[question.register]
    groups = _headings(told_apart(register))
    found = {
        "register": {name: each.title for name, each in known.items()},
        "measure": {each: words.say(f"explore_measure_{each}") for each in measures_of(register)},
    }
    if question.measure != COUNT:
        found["column"] = _headings(measured_by(register, question.measure))
    if question.measure == SHARE:
        found["other"] = {value: said for value, said in values(dataset, question, question.column).items() if value}
        found["other"].setdefault(question.other, question.other)
    elif question.measure == MEDIAN:
        found["other"] = _headings(tuple(each for each in days(register) if each.name != question.column))
    nothing = {"": words.say("explore_nothing")}
    if groups:
        found["group"] = nothing | groups
        found["split"] = nothing | {name: said for name, said in groups.items() if name != question.group}
    if grains := grains_of(register, question.day):
        found["grain"] = nothing | {each: words.say(f"explore_grain_{each}") for each in grains}
        found["span"] = {each: words.say("explore_span", months=each) for each in SPANS if each.isdecimal()}
        found["span"] |= {each: words.say(f"explore_span_{each}") for each in SPANS if not each.isdecimal()}
    return found


def called(question: Question, part: str) -> str:
    """What a part is called: what a share has beside its column is a value, and no day."""
    return "value" if part == "other" and question.measure == SHARE else part


def rare(catalog: Catalog, question: Question) -> dict[str, dict[str, str]]:
    """The same, of the parts that are seldom another: the day that dates a row, and how many groups there are."""
    register = askable(catalog)[question.register]
    found = {}
    if some := _headings(days(register)):
        own = {"": words.say("explore_day_own" if register.dated_by else "explore_nothing")}
        found["day"] = own | some
    if question.group:
        tops = {
            each: words.say("explore_top_some", number=each) if each else words.say("explore_top_own") for each in TOPS
        }
        found["top"] = tops if str(question.top or "") in tops else tops | {str(question.top): str(question.top)}
    return found


def columns(catalog: Catalog, question: Question) -> dict[str, str]:
    """The columns that may still be filtered."""
    held = {name for name, _ in question.filters}
    register = askable(catalog)[question.register]
    return {name: said for name, said in _headings(told_apart(register)).items() if name not in held}


def values(dataset: Dataset, question: Question, name: str) -> dict[str, str]:
    """The values of a column that can be asked for, those that the question has among them."""
    found = dict(values_of(dataset, askable(dataset.catalog)[question.register], name))
    for value in dict(question.filters).get(name, ()):
        found.setdefault(value, value or words.say("explore_none"))
    return found


def changed(dataset: Dataset, question: Question, part: str, value: str) -> Question:
    """A question with another part: what it needs beside it is the first there is, and what it cannot have any more is
    left out."""
    catalog = dataset.catalog
    if part == "register":
        return default(catalog, askable(catalog)[value])
    asked = replace(question, **{part: int(value or 0) if part == "top" else value})
    if part == "measure":
        asked = replace(asked, column="", other="")
    asked = _measured(dataset, asked)
    if asked.split == asked.group or not asked.group:
        asked = replace(asked, group=asked.group or asked.split, split="")
    if asked.grain and asked.grain not in grains_of(askable(catalog)[asked.register], asked.day):
        asked = replace(asked, grain="")
    try:
        return checked(catalog, asked)
    except Refused:
        return question


def _measured(dataset: Dataset, question: Question) -> Question:
    """What a measure is of, where it is not said."""
    if question.measure == COUNT:
        return question
    register = askable(dataset.catalog)[question.register]
    column = question.column or measured_by(register, question.measure)[0].name
    other = question.other
    if question.measure == SHARE:
        known = [value for value in values_of(dataset, register, column) if value]
        other = other if other in known else next(iter(known), other)
    elif question.measure == MEDIAN and other in ("", column):
        other = next(each.name for each in days(register) if each.name != column)
    return replace(question, column=column, other=other)


def _headings(some: tuple[Column, ...]) -> dict[str, str]:
    return {each.name: each.heading for each in some}
