"""Owns the sentences of how long cases take: the median, the ninth decile, what is open and what its term says of it."""

from sig_metrics.language import words
from sig_metrics.measure.durations.times import WORKING, Durations, Times
from sig_metrics.measure.scope import Scope


def unit_of(clock: str) -> str:
    """«días hábiles»."""
    return words.say(f"times_{clock}")


def days_said(days: float, clock: str = "") -> str:
    """«17 días hábiles»; of no clock, «17 días»."""
    one, many = ("día hábil", "días hábiles") if clock == WORKING else ("día", "días")
    whole = days == int(days)
    return words.count(int(days), one, many) if whole else f"{words.number(days, 1)} {many}"


def times_said(found: Durations, times: Times, scope: Scope) -> str:
    """«La mitad se cierra en 17 días hábiles; uno de cada diez tarda más de 25. 62 siguen abiertos…»."""
    if not times.n:
        said = words.say("times_nothing", day=words.day(scope.cutoff))
    elif times.is_few:
        said = words.say("times_few", cases=words.count(times.n, "caso", "casos"), open=_open_said(times))
    else:
        parts = (_half_said(times, found.clock), _tenth_said(times), _open_said(times))
        said = f"{'; '.join(filter(None, parts))}."
    return words.say("times_of", kind=times.label, said=said) if times.by else said


def _half_said(times: Times, clock: str) -> str:
    if not times.curve:
        return words.say("times_half_none")
    if times.median is None:
        return words.say("times_half_never", days=days_said(times.reached, clock))
    if times.median == 0:
        return words.say("times_half_same_day")
    return words.say("times_half", days=days_said(times.median, clock))


def _tenth_said(times: Times) -> str:
    if not times.curve:
        return ""
    if times.p90 is None:
        return words.say("times_tenth_never", days=words.number(times.reached))
    return words.say("times_tenth", days=words.number(times.p90)) if times.p90 else words.say("times_tenth_same_day")


def _open_said(times: Times) -> str:
    if not times.open:
        return words.say("times_open_none")
    still = words.count(times.open, "sigue abierto", "siguen abiertos")
    return words.say("times_open", open=still, oldest=days_said(times.oldest))


def curve_said(found: Durations, times: Times) -> str:
    """What is drawn, and what the curve says at the end of the term."""
    if not times.curve:
        return words.say("times_curve_none")
    said = [words.say("times_curve_said", unit=unit_of(found.clock))]
    if times.term is not None:
        basis = words.say(f"times_term_{'legal' if times.is_legal else 'internal'}")
        share = words.percent(times.still_open(times.term), 0)
        said.append(words.say("times_curve_term", days=days_said(times.term), basis=basis, share=share))
    if times.curve[-1].survival == 0:
        said.append(words.say("times_curve_ends"))
    return "; ".join(said)


def table_said(found: Durations, scope: Scope) -> str:
    """Which cases are counted, in which days, and how many came in again."""
    said = [words.say("times_table_said", day=words.day(scope.cutoff), unit=unit_of(found.clock))]
    if found.clock == WORKING:
        said.append(words.say(f"times_table_{'both' if found.whole.suspended else 'oldest'}"))
    if again := found.whole.reopened:
        code = "times_reopened_one" if again == 1 else "times_reopened"
        said.append(words.say(code, cases=words.number(again)))
    return "; ".join(said)


def quantile_said(times: Times, days: int | None) -> str:
    """A quantile in a table: «17», «más de 39» where the curve does not come so low, «—» without one."""
    if not times.curve:
        return "—"
    return words.number(days) if days is not None else words.say("times_more", days=words.number(times.reached))


def suspended_said(times: Times) -> str:
    """«28 (2 días)»: how many were suspended, and for how long (the median)."""
    if not times.suspended:
        return "—"
    return words.say("times_suspended", cases=words.number(times.suspended), days=days_said(times.suspended_days))
