"""Owns what a text must be before it stays with a corte for ever (its name, who, why): whole, and with no personal data."""

from sig_metrics.intake.personal.search import find
from sig_metrics.language import words
from sig_metrics.language.problems import refuse

WHOLE = 1_000_000  # letters of a text that is read to say how long it is
WHO = 120


def kept(said: str, heading: str, longest: int) -> str:
    """A text in one line; raises Refused when it is too long or has personal data. `heading` names it."""
    text = words.plain(said, WHOLE)
    if len(text) > longest:
        raise refuse("corte_long", heading=heading, letters=words.number(len(text)), longest=words.number(longest))
    if find(text):
        raise refuse("corte_personal", heading=heading)
    return text


def by(who: str) -> str:
    """Who acts: an office, or who works there; raises Refused for what says more of a person."""
    said = words.plain(who, WHO)
    if any(each.kind != "name" for each in find(said)):
        raise refuse("corte_personal", heading=words.say("corte_who_heading"))
    return said
