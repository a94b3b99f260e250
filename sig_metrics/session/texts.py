"""Owns what a text of a session must be before the log keeps it for ever: with no personal data, no longer than the column of
the register that it will be a cell of, and an hour where an hour is asked for.

What is wrong is said by the heading of that column, and what was written is not repeated."""

import re
from datetime import date
from urllib.parse import unquote_plus

from sig_metrics.catalog.model import Column
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.intake.personal.search import find
from sig_metrics.language import words
from sig_metrics.language.problems import refuse

DEBATED = 2000  # letters of what was said of an item, which no register keeps
NOTES = 2000  # of the presenter, on a slide
ADDRESS = 600
WHOLE = 1_000_000
HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def column(register: str, name: str) -> Column:
    return default_catalog().register(register).column(name)


def cell(said: str, register: str, name: str, required: bool = False) -> str:
    """A text that will be a cell of a register, in one line."""
    return prose(words.plain(said or "", WHOLE), register, name, required)


def prose(said: str, register: str, name: str, required: bool = False) -> str:
    """The same, in the lines in which it was written: its cell has them in one."""
    of = column(register, name)
    return text(said, of.heading, of.longest, required)


def line(said: str, heading: str, longest: int, required: bool = False) -> str:
    """A text, in one line."""
    return text(words.plain(said or "", WHOLE), heading, longest, required)


def text(said: str, heading: str, longest: int, required: bool = False) -> str:
    """A text, in the lines in which it was written; raises Refused when it is empty and asked for, is too long, or has
    personal data."""
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(words.plain(each, WHOLE) for each in (said or "").splitlines())).strip()
    if required and not kept:
        raise refuse("session_empty", heading=heading)
    if longest and len(kept) > longest:
        raise refuse("session_long", heading=heading, letters=words.number(len(kept)), longest=words.number(longest))
    if find(words.plain(kept, WHOLE)):
        raise refuse("session_personal", heading=heading)
    return kept


def hour(said: str, heading: str) -> str:
    """An hour of the day, «09:05»."""
    found = HOUR.fullmatch(words.plain(said or "", 20))
    if not found:
        raise refuse("session_hour", heading=heading)
    return f"{int(found[1]):02d}:{found[2]}"


def word(code: str, vocabulary: dict, heading: str) -> str:
    """A word of a vocabulary."""
    if code not in vocabulary:
        raise refuse("session_word", heading=heading, value=words.short(str(code), 60))
    return code


def day(value: object, heading: str) -> date:
    if not isinstance(value, date):
        raise refuse("session_empty", heading=heading)
    return value


def address(said: str, corte: int | None = None) -> str:
    """The address of a screen; of an agreement, one is asked for, and if it names a corte it is that of the session."""
    heading = words.say("session_view_heading")
    kept = line(said, heading, ADDRESS, corte is not None)
    plain = kept
    while (
        bare := unquote_plus(plain)
    ) != plain:  # what somebody looked for is in it, with its letters dressed, maybe twice
        plain = bare
        line(plain, heading, 0)
    named = re.search(r"[?&]corte_fijo=([^&#]*)", kept)
    if corte is not None and named and named[1] != str(corte):
        raise refuse("session_view_corte", corte=corte, other=words.short(named[1], 20))
    return kept
