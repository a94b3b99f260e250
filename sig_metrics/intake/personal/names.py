"""Owns the names of persons in a written text: words of the list of frequent names that stand together, and what a
title introduces.

`personal.toml` of the definitions has the words. Two together are a name in any case and order, also parted by
hyphens in a code, unless they are a place or a work called after somebody. Names that the list lacks are seen by
what is before («la señora») or after them («DNI»)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sig_metrics.catalog.build import personal_words
from sig_metrics.intake.personal.text import WORD

Span = tuple[int, int]
_GIVEN = personal_words()
NAMES, GIVEN, FAMILY, BEFORE, TITLES, BY, NO_NAMES = (
    frozenset(_GIVEN[key].split()) for key in ("names", "given", "family", "before", "titles", "by", "no_names")
)
KNOWN = NAMES | GIVEN | FAMILY
PLACES = frozenset(tuple(place.split()) for place in _GIVEN["places"].replace("\n", " ").split("|"))
LONGEST = max(map(len, PLACES))
LINKS = frozenset("de del la las los y da vda viuda san ma".split())
LONG = re.compile(r"[a-z]{2,}")
JOIN = re.compile(r"\s{0,2}[,;_./-]?\s{0,2}\Z")
IDENTIFIED = frozenset("identificado identificada dni".split())
MEANWHILE = frozenset("local lider se llama es llamado llamada a o y de nombre nombres apellidos como".split())


SAINTS = frozenset(("san", "santa", "santo", "sto", "sta", "virgen"))
MONTHS = frozenset(
    "enero febrero marzo abril mayo junio julio agosto setiembre septiembre octubre noviembre diciembre".split()
)


class Word(NamedTuple):
    """A word, and where it is."""

    low: str
    start: int
    end: int
    capital: bool  # it begins with a capital letter


def names(text: str, low: str) -> Iterator[Span]:
    """Where each probable name is, in order of place but for those of a title."""
    words = set(LONG.findall(low))
    known = words & KNOWN
    titled, identified, by = words & TITLES, words & IDENTIFIED, "por" in words and words & BY
    if len(known) < 2 and not (known & NAMES or titled or identified or by):
        return
    tokens = [Word(m[0], m.start(), m.end(), text[m.start()].isupper()) for m in WORD.finditer(low)]
    if known:
        yield from _listed(text, tokens, low)
    if titled or by:
        yield from _titled(tokens, low)
    if identified:
        yield from _identified(tokens, low)


def _joined(low: str, first: Word, second: Word) -> bool:
    """Whether two words go together: a space, a comma, a hyphen…; a full stop and a space only after an initial."""
    gap = low[first.end : second.start]
    if len(gap) > 4 or not JOIN.match(gap):
        return False
    return not ("." in gap and len(gap) > 1) or first.end - first.start < 3


def _listed(text: str, tokens: list[Word], low: str) -> Iterator[Span]:
    """Runs of words of the list."""
    at = 0
    while at < len(tokens):
        if tokens[at].low not in KNOWN:
            at += 1
            continue
        run, end = [at], at + 1
        while end < len(tokens) and _joined(low, tokens[end - 1], tokens[end]):
            if tokens[end].low in KNOWN:
                run.append(end)
            elif not (tokens[end].low in LINKS or len(tokens[end].low) == 1) or end - run[-1] > 2:
                break
            end += 1
        person = _without_places(tokens, run, at > 0 and _joined(low, tokens[at - 1], tokens[at]))
        if _is_person([tokens[n] for n in person]):
            yield tokens[person[0]].start, tokens[person[-1]].end
        elif len(person) == 1 and (beside := _unlisted(text, tokens, low, person[0])):
            yield beside
        at = end


def _unlisted(text: str, tokens: list[Word], low: str, at: int) -> Span | None:
    """A name and, after it, a word that is written as one and is not of the list: «Zoraida Marcatoma»; or before it
    and a comma."""
    one = tokens[at]
    for other in (at + 1, at - 1):
        if (
            0 <= other < len(tokens)
            and one.low in NAMES
            and _is_written_as_a_name(text, one)
            and _is_written_as_a_name(text, tokens[other])
        ):
            first, second = sorted((one, tokens[other]), key=lambda word: word.start)
            if _joined(low, first, second) and (other > at or "," in low[first.end : second.start]):
                return first.start, second.end
    return None


def _is_written_as_a_name(text: str, word: Word) -> bool:
    return (
        word.capital
        and text[word.start + 1].islower()
        and len(word.low) > 3
        and word.low not in NO_NAMES | BEFORE | TITLES | MONTHS
    )


def _without_places(tokens: list[Word], run: list[int], joined: bool) -> list[int]:
    """The words of a run that are of no place: neither called after somebody nor preceded by «San», «Av.», «I.E.»…"""
    first = run[0]
    around = {
        tokens[first - back].low
        for back in (1, 2)
        if back <= first and (back == 1 or tokens[first - 1].low in LINKS or len(tokens[first - 1].low) < 3)
    }
    if around & BEFORE or (joined and len(tokens[first - 1].low) == 1 and first > 1 and tokens[first - 2].low == "i"):
        return run[len(run) :] if around & BEFORE - SAINTS or len(run) < 3 else run[1:]
    words = tuple(word.low for word in tokens[first : run[-1] + LONGEST])
    for size in range(min(LONGEST, len(words)), 0, -1):
        for start in range(len(words) - size + 1 if len(words) < 3 * LONGEST else 1):
            if words[start : start + size] in PLACES:
                return [n for n in run if not start <= n - first < start + size]
    return run


def _is_person(words: list[Word]) -> bool:
    """Two names, one of them nothing else; or, written as names are, a given name and a family name that are also
    words."""
    if len(words) < 2:
        return False
    low = [word.low for word in words]
    if any(word in NAMES for word in low):
        return len(set(low)) > 1
    mixed = any(one in GIVEN and two in FAMILY or one in FAMILY and two in GIVEN for one, two in zip(low, low[1:]))
    return mixed and all(word.capital for word in words) and len(set(low)) > 1


def _titled(tokens: list[Word], low: str) -> Iterator[Span]:
    """What a title or a label introduces."""
    for n, token in enumerate(tokens):
        first = n + 1
        if token.low in BY and first < len(tokens) and tokens[first].low == "por":
            first += 1
        elif token.low not in TITLES:
            continue
        while first < len(tokens) and first < n + 4 and tokens[first].low in MEANWHILE and not tokens[first].capital:
            if tokens[first].low == "de" and not (
                token.low.startswith(("nombre", "apellido"))
                or tokens[first + 1 : first + 2]
                and tokens[first + 1].low == "nombre"
            ):
                break
            first += 1
        if (
            first < len(tokens)
            and set(low[tokens[first - 1].end : tokens[first].start]) <= set(" \t\n.,:()\"«'-")
            and (person := _capitals(tokens, low, first))
        ):
            yield person


def _capitals(tokens: list[Word], low: str, first: int) -> Span | None:
    """Two to five words as names are written, from one on; or a word of the list and another beside it, in small
    letters."""
    run, end = [], first
    while (
        end < len(tokens)
        and len(run) < 5
        and end - first < 12
        and (end == first or _joined(low, tokens[end - 1], tokens[end]))
    ):
        if tokens[end].low in LINKS and (tokens[end].capital or run):
            pass
        elif tokens[end].capital and len(tokens[end].low) > 1:
            run.append(tokens[end])
        else:
            break
        end += 1
    if (
        not run
        and len(pair := tokens[first : first + 2]) == 2
        and _joined(low, *pair)
        and pair[0].low in NAMES
        and len(pair[1].low) > 4
        and pair[1].low not in NO_NAMES
    ):
        run = pair
    if (
        len(run) > 1
        and not any(word.low in NO_NAMES for word in run[:2])
        and (tokens[first] is run[0] or any(word.low in KNOWN for word in run))
    ):
        return run[0].start, run[-1].end
    return None


def _identified(tokens: list[Word], low: str) -> Iterator[Span]:
    """The words before «identificado» or «DNI», when they are as names are written."""
    for n, token in enumerate(tokens):
        if token.low not in IDENTIFIED:
            continue
        last = n - 1
        if last >= 0 and tokens[last].low == "con":
            last -= 1
        run: list[Word] = []
        while (
            last >= 0
            and len(run) < 6
            and set(low[tokens[last].end : (run[-1].start if run else token.start)]) <= set(" ,(con")
        ):
            if not tokens[last].capital and not (run and tokens[last].low in LINKS):
                break
            run += [tokens[last]]
            last -= 1
        run = [word for word in reversed(run) if word.capital]
        if len(run) > 1 and not any(word.low in NO_NAMES for word in run[:2]):
            yield run[0].start, run[-1].end
