"""How long cases last, by a product-limit written from the textbook: it knows no SQL.

Each case is followed to the cut-off, who could have ended is asked at every age, and the shares are multiplied. Greenwood's
variance and the interval on ln(-ln S): Collett, *Modelling Survival Data in Medical Research*, 2.1.2 and 2.1.3."""

from calendar import monthrange
from datetime import date, timedelta
from math import exp, log, sqrt

FIRST = date(2019, 1, 1)


def stretch(case: str, since: date, until: date | None, **more: object) -> dict:
    """A case that is one stretch of days."""
    whole = {"register": "qrd", "case_id": case, "opening": 1, "stage": 1, "kind": "claim", "unit": "UCI", "ut": "CAJ"}
    dates = {"opened_on": since, "since": since, "until": until, "situation": "open", "is_first": True, "is_last": True}
    return whole | dates | {"kind_before": None} | more


def working(day: date) -> int:
    """Working days up to a day, Saturdays and Sundays apart."""
    weeks, rest = divmod((day - FIRST).days + 1, 7)
    return weeks * 5 + sum((FIRST + timedelta(days=n)).weekday() < 5 for n in range(rest))


def ran(spells: list[dict], until: date, clock: str) -> int:
    """The days that a case ran by a day, its suspensions apart."""
    total = 0
    for each in spells:
        if each["situation"] != "suspended" and each["since"] <= until:
            end = min(each["until"] or until, until)
            total += (end - each["since"]).days if clock == "calendar" else working(end) - working(each["since"])
    return total


def by_hand(spells: list[dict], cutoff: date, clock: str, kind: str | None, unit: str | None) -> list[tuple]:
    """(days, at risk, ended, survival, lower, upper) by the product-limit with delayed entry; none of fewer than ten."""
    start = date(cutoff.year - 1, cutoff.month, monthrange(cutoff.year - 1, cutoff.month)[1])
    cases: dict[tuple, list[dict]] = {}
    for each in spells:
        cases.setdefault((each["case_id"], each["opening"]), []).append(each)
    lives = []
    for stretches in cases.values():
        known = [each for each in stretches if each["since"] <= cutoff]
        if not known or kind not in (None, known[-1]["kind"]) or unit not in (None, known[-1]["unit"]):
            continue
        ended = stretches[-1]["until"] if stretches[-1]["until"] and stretches[-1]["until"] <= cutoff else None
        if ended and ended <= start:
            continue
        age = ran(stretches, ended or cutoff, clock)
        before = ran(stretches, start, clock) if stretches[0]["since"] <= start else -1
        lives.append((before, age, bool(ended)))
    steps, survival, spread = [], 1.0, 0.0
    for day in sorted({age for _, age, ended in lives if ended}):
        ending = sum(ended and age == day for _, age, ended in lives)
        # somebody open when the twelve months began could end the day after, or that same age if its clock did not run
        risk = sum(age >= day and (before < day or (before == age == day and ended)) for before, age, ended in lives)
        survival *= 1 - ending / risk
        if ending == risk:
            steps.append((day, risk, ending, 0.0, None, None))
            break
        spread += ending / (risk * (risk - ending))
        reach = exp(1.959963984540054 * sqrt(spread) / abs(log(survival)))
        steps.append((day, risk, ending, survival, survival**reach, survival ** (1 / reach)))
    return steps if len(lives) >= 10 else []
