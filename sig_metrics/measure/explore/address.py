"""Owns how a question is said in an address: short keys, what its register opens with left out. What an address asks for
and does not exist is told, and the rest stands."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote, unquote, urlencode

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.measure.explore.question import Question, askable, checked, default

REGISTER, NOTHING = "reg", "-"  # the key of a register, and what says that a part is left empty
KEYS = {
    "measure": "mide",
    "column": "de",
    "other": "a",
    "group": "por",
    "split": "y",
    "day": "dia",
    "grain": "cada",
    "span": "meses",
    "top": "top",
    "filters": "si",
}
TOGETHER = (("measure", "column", "other"), ("group",), ("split",), ("day",), ("grain",), ("span",), ("top",))
LONGEST = 400  # characters of a link, all in all
OTHERS = 150  # of them, those of the host, the screen, the scope, the chart and the point
APART = ":,;"  # what parts the filters of an address


def first(catalog: Catalog) -> str:
    """The register that the screen opens with: the first that is followed month by month."""
    known = askable(catalog)
    return next((name for name, each in known.items() if each.dense and each.cadence == "monthly"), next(iter(known)))


def read(catalog: Catalog, given: Mapping[str, str]) -> tuple[Question, list[str]]:
    """(the question of an address, what it asks for and does not exist, a sentence each)."""
    told, known, given = [], askable(catalog), {key: text for key, text in given.items() if text}
    register = given.get(REGISTER) or first(catalog)
    if register not in known:
        told.append(_unknown(register))
        register = first(catalog)
    found = default(catalog, known[register])
    for names in TOGETHER:
        if any(KEYS[name] in given for name in names):
            asked = {name: _value(name, given[KEYS[name]]) for name in names if KEYS[name] in given}
            found = _tried(catalog, found, asked, told)
    for each in filter(None, given.get(KEYS["filters"], "").split(";")):
        name, _, values = each.partition(":")
        held = (name, tuple(dict.fromkeys(_text(value) for value in values.split(","))))
        found = _tried(catalog, found, {"filters": (*found.filters, held)}, told, name)
    return found, told


def keys_of(catalog: Catalog, question: Question) -> dict[str, str]:
    """The keys of a question; those of its register's own are left out."""
    usual = default(catalog, askable(catalog)[question.register])
    said = {} if question.register == first(catalog) else {REGISTER: question.register}
    for name in (name for names in TOGETHER for name in names):
        if (value := getattr(question, name)) != getattr(usual, name):
            said[KEYS[name]] = str(value) or NOTHING
    if question.filters:
        said[KEYS["filters"]] = ";".join(
            f"{name}:{','.join(_said(value) for value in values)}" for name, values in question.filters
        )
    return said


def too_long(said: Mapping[str, str]) -> bool:
    """Whether a link with these keys, and those of the scope, may be longer than a link is."""
    return len(urlencode(said)) > LONGEST - OTHERS


def _tried(catalog: Catalog, found: Question, asked: dict, told: list[str], name: str = "") -> Question:
    try:
        return checked(catalog, replace(found, **asked))
    except Refused:
        told.append(_unknown(name or next((str(value) for value in asked.values() if value), NOTHING)))
        return found


def _unknown(value: str) -> str:
    return words.say("explore_address", value=words.short(words.plain(value), 40))


def _value(name: str, text: str) -> str | int:
    if name == "top":
        number = words.whole(text)
        return -1 if number is None else number
    return "" if text == NOTHING else text


def _said(value: str) -> str:
    """A value among others: what parts them is written by its number."""
    if not value:
        return NOTHING
    return "".join(quote(sign) if sign in (*APART, "%") else sign for sign in value) if value != NOTHING else "%2D"


def _text(said: str) -> str:
    return "" if said == NOTHING else unquote(said)
