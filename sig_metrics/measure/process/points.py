"""Owns the rows of a process: each month with its parts, its limits, its target, and the signal it ends or belongs to."""

from collections.abc import Sequence

from sig_metrics.language import words
from sig_metrics.measure.comparison import begins_again
from sig_metrics.measure.kept import kept
from sig_metrics.measure.noted import Note, by_month
from sig_metrics.measure.process.chosen import Process
from sig_metrics.measure.process.reading import BETTER
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.process.spoken import rule_said

TONES = {1: "improvement", -1: "concern"}


@kept(64)
def points(found: Process, notes: Sequence[Note] = ()) -> list[dict]:
    """One row a month: month (label), day, value, shown, numerator, denominator, lower, centre, upper, target, tone
    (a role of the palette; «»: no signal), said (of its signals), noted (what happened in it), number (of what is
    noted, in order; None: nothing), begins (what was decided of the limits from it on), again (it counts since another
    January than the month before), key («2021-11»)."""
    happened = by_month(notes, [each.cutoff for each in found.history])
    numbers = {at: n for n, at in enumerate(sorted(happened), 1)}
    begun = {each.first: each.decision.kind for each in found.segments if each.decision}
    again = begins_again(found.history)
    return [
        _point(found, at)
        | {
            "noted": " · ".join(f"{words.day(each.day)}: {each.text}" for each in happened.get(at, ())),
            "number": numbers.get(at),
            "begins": words.say(f"process_begins_{begun[at]}") if at in begun else "",
            "again": at in again,
        }
        for at in range(len(found.history))
    ]


def _point(found: Process, at: int) -> dict:
    measured, limits = found.history[at], found.limits
    mine = [each for each in found.signals if _belongs(found, each, at)]
    return {
        "month": words.short_month(measured.cutoff),
        "day": measured.cutoff,
        "value": measured.value,
        "shown": words.amount(measured.value, found.indicator.unit, found.indicator.decimals),
        "numerator": measured.numerator,
        "denominator": measured.denominator,
        **{name: getattr(limits, name)[at] if limits else None for name in ("lower", "centre", "upper")},
        "target": measured.target.value if measured.target else None,
        "tone": _tone(found, mine[0]) if mine else "",
        "said": " · ".join(dict.fromkeys(rule_said(each) for each in mine)),
        "key": f"{measured.cutoff:%Y-%m}",
    }


def _belongs(found: Process, signal: Signal, at: int) -> bool:
    """Of two of three near a limit, only the two are the signal."""
    if not signal.first <= at <= signal.last or found.values[at] is None:
        return False
    score = found.limits.scores[at] * signal.side
    return signal.rule != "near" or score > 2


def _tone(found: Process, signal: Signal) -> str:
    better = BETTER.get(found.indicator.direction)
    return "neutral" if better is None else TONES[signal.side * better]
