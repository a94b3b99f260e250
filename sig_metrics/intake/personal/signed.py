"""Owns who and why, as they stay in the history of a store for ever: an office, or who works there, and nothing else of a
person."""

from sig_metrics.intake.personal.search import find
from sig_metrics.language import words
from sig_metrics.language.problems import refuse

WHOLE = 1_000_000  # letters of a text that is read to say how long it is


def signed(who: str) -> str:
    """Who acts, in one line; raises Refused for what says more of a person than where they work."""
    said = words.plain(who)
    if any(each.kind != "name" for each in find(said)):
        raise refuse("history_personal", heading=words.say("history_who"))
    return said


def kept(said: str, heading: str, longest: int) -> str:
    """A text, in one line; raises Refused when it is too long or has personal data. `heading` names it."""
    text = words.plain(said, WHOLE)
    if len(text) > longest:
        raise refuse("history_long", heading=heading, letters=words.number(len(text)), longest=words.number(longest))
    if find(text):
        raise refuse("history_personal", heading=heading)
    return text
