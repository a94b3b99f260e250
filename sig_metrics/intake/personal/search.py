"""Owns the search of personal data in a written text: identity document, e-mail, telephone, and a probable name of a
person.

No register has a column for them (Ley 29733), so finding one in a free text or in a code is a fault. It looks at the
form and at the list of frequent names, and keeps nothing: numbers of documents, amounts, codes and dates are none,
and neither are places, offices and the SHA-256 of a file. A text of more than `LONGEST` characters, which no cell holds, is looked at up to
there, and the rest counts as found: nobody looked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from sig_metrics.intake.personal import mail as person_mail
from sig_metrics.intake.personal import names as person_names
from sig_metrics.intake.personal import numbers as person_numbers
from sig_metrics.intake.personal.hint import likely
from sig_metrics.intake.personal.text import plain

__all__ = ["FEW", "likely", "MASK", "Finding", "find", "kinds", "masked"]

MASK = "••••"
LONGEST = 200_000  # characters
SHA = re.compile(r"(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])")  # as an original is called in the archive
FEW = 5_000  # characters; to search them all costs less than to make the expression of `likely` ready


@dataclass(frozen=True)
class Finding:
    """One piece of personal data: «dni», «email», «phone», «name», or «long» for what was not looked at; and where
    it is."""

    kind: str
    start: int
    end: int


def _each(whole: str) -> dict[str, Iterator[tuple[int, int]]]:
    """The places of each kind, searched as they are asked for."""
    text = whole[:LONGEST]
    low = SHA.sub(" " * 64, plain(text))
    within, people = person_numbers.places(low), cache(lambda: list(person_names.names(text, low)))
    return {
        "dni": person_numbers.identities(text, low, within),
        "email": person_mail.addresses(low),
        "phone": _telephones(text, low, within, people),
        "name": (place for place in people()),
        "long": iter([(LONGEST, len(whole))] if len(whole) > LONGEST else ()),
    }


def _telephones(
    text: str, low: str, within: list[tuple[int, int]], people: Callable[[], list[tuple[int, int]]]
) -> Iterator[tuple[int, int]]:
    """Telephones by themselves, and numbers beside a name."""
    yield from person_numbers.telephones(text, low, within)
    for _, end in people() if within else ():
        if number := person_numbers.beside(low, end):
            yield number


def kinds(text: str) -> list[str]:
    """The kinds of personal data in a text; each is looked for until there is one."""
    return [kind for kind, places in _each(text).items() if next(places, None)]


def find(text: str) -> list[Finding]:
    """What looks like personal data in a text, in order of place; overlapping findings count once."""
    found = [Finding(kind, *place) for kind, places in _each(text).items() for place in places]
    kept: list[Finding] = []
    for each in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def masked(text: str) -> str:
    """The text with «••••» where there is personal data."""
    shown, last = [], 0
    for each in find(text):
        shown += [text[last : each.start], MASK]
        last = each.end
    return "".join([*shown, text[last:]])
