"""Owns the agenda: every due date of a year and of the coming months, of the duties of the law and of the plan's own
deliverables, with how each stands at a moment.

A day comes from the article, the plan or a proposal, and each says which. Refuses to tell of what is reserved: its registers
answer nothing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sig_metrics.catalog.model import CADENCE_MONTHS
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.duties_dates import When, due_after, due_in, periods
from sig_metrics.measure.duties_due import (
    NOT_APPLICABLE,
    ONCE,
    OVERDUE,
    REQUEST,
    Due,
    Moment,
    at_clock,
    at_end_of,
    distance,
    standing,
)
from sig_metrics.measure.duties_known import (
    Answer,
    Duty,
    Event,
    answers,
    events,
    in_force,
    length,
    working_days,
    written,
)
from sig_metrics.measure.duties_plan import of_plan
from sig_metrics.measure.freshness import freshness, period_end
from sig_metrics.measure.scope import horizon, month_end

CASE = "case"  # of the address: a row of a register
STATES = "duty_state"  # the vocabulary of how what is due stands


def tells(dataset: Dataset) -> bool:
    """Whether the definitions in use have the words of an agenda: those of an older corte do not."""
    return STATES in dataset.catalog.vocabularies


def moment_of(dataset: Dataset, now: datetime, cutoff: date | None = None) -> Moment:
    """What an agenda is of, when nobody says a day: the hour it is, while some plan is of this year; else the end of the
    cut-off, or of the last month that has data."""
    available = horizon(dataset)
    opens = available.default_cutoff(now.date())
    if now.year in available.years and cutoff in (None, opens):
        return at_clock(now)
    return at_end_of(cutoff or opens or now.date())


@remembered(64)
def duties(dataset: Dataset, moment: Moment, unit: str | None = None) -> tuple[Due, ...]:
    """Every due date, or those of a unit: in the order of the states, what is due first before the rest."""
    return tuple(each for each in _ordered(dataset, moment) if each.is_of(unit))


@remembered(8)
def _ordered(dataset: Dataset, moment: Moment) -> tuple[Due, ...]:
    order = list(dataset.catalog.vocabularies[STATES])
    found = list(_every(dataset, moment))
    found.sort(key=lambda d: (order.index(d.state), d.when.on or date.max, d.code, d.key, d.uid))
    return tuple(found)


def _every(dataset: Dataset, moment: Moment) -> Iterator[Due]:
    yield from of_plan(dataset, moment)
    rows = written(dataset)
    for code, duty in in_force(rows, moment.known).items():
        if duty.applies == "no":
            yield _plain(duty, f"{code}", NOT_APPLICABLE)
        elif duty.rule == REQUEST:
            yield _plain(duty, f"{code}", standing(When(None), None, True, moment), REQUEST)
        elif duty.rule == ONCE:
            yield _once(dataset, duty, moment)
    for duty in rows:
        if duty.rule in CADENCE_MONTHS and duty.applies != "no":
            yield from _periodic(dataset, duty, rows, moment)
    yield from _of_events(dataset, rows, moment)


def _plain(duty: Duty, key: str, state: str, reason: str = "") -> Due:
    return Due(
        duty.duty, f"deber.{key}", f"deber-{key}", duty.title, duty.units, When(None, reason=reason), state, duty=duty
    )


def _once(dataset: Dataset, duty: Duty, moment: Moment) -> Due:
    """What is owed once is done when its register has rows."""
    known = freshness(dataset, month_end(moment.known.year, moment.known.month)).get(duty.evidence or "")
    came = known is not None and known.loaded
    state = standing(When(None), moment.known if came else None, bool(duty.evidence), moment)
    return _plain(duty, duty.duty, state, ONCE)


def _periodic(dataset: Dataset, duty: Duty, rows: tuple[Duty, ...], moment: Moment) -> Iterator[Due]:
    """What a duty asks of each period, from the first that can be told; of earlier years, what is still owed."""
    known, year = answers(dataset).get(duty.evidence or "", ()), date(moment.known.year, 1, 1)
    first = min([year, *(each.period for each in known)])
    for start, end in periods(duty.rule, first - timedelta(400), moment.until + timedelta(400)):
        when = due_in(end, duty.after, duty.quantity, duty.time_unit or "", working_days(dataset))
        day = when.on or end
        rules = in_force([each for each in rows if each.duty == duty.duty], day).get(duty.duty) is duty
        if not rules or end < duty.since or not first <= day <= moment.until:
            continue
        due = _of_period(dataset, duty, (start, end), when, known, moment)
        if day >= year or due.state == OVERDUE:
            yield due


def _of_period(
    dataset: Dataset, duty: Duty, span: tuple[date, date], when: When, known: tuple[Answer, ...], moment: Moment
) -> Due:
    answer = _answer(dataset, duty, span, known, moment.known)
    done = answer and (answer.done_on or min(when.on or span[1], moment.known))
    code = f"{duty.duty}.{span[1]:%Y-%m}"
    return Due(
        code=duty.duty,
        key=f"deber.{code}",
        uid=f"deber-{duty.duty}-{span[1]:%Y-%m}",
        title=duty.title,
        units=duty.units,
        when=when,
        state=standing(when, done, bool(known), moment),
        days=distance(when, moment),
        done_on=answer and answer.done_on,
        span=span,
        row=f"{CASE}.{duty.evidence.partition('.')[0]}.{answer.key}" if answer and answer.key else "",
        duty=duty,
    )


def _answer(
    dataset: Dataset, duty: Duty, span: tuple[date, date], known: tuple[Answer, ...], day: date
) -> Answer | None:
    """What answers for a period by a day: a row done in time to be known, or rows of every part of the period."""
    within = [each for each in known if span[0] <= each.period <= span[1]]
    rows = [each for each in within if each.key]
    if rows:
        return min((e for e in rows if e.done_on and e.done_on <= day), key=lambda e: e.done_on, default=None)
    register = dataset.catalog.registers.get(duty.evidence or "")
    months = CADENCE_MONTHS.get(register.cadence, 0) if register else 0
    came = {each.period for each in within if each.period <= day}
    asked = {period_end(month, months) for month in _months(*span)} if months else set()
    covered = {period_end(each, months) for each in came} if months else came
    return Answer("", span[1], None) if came and asked <= covered else None


def _months(first: date, last: date) -> Iterator[date]:
    for at in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield month_end(at // 12, at % 12 + 1)


def _of_events(dataset: Dataset, rows: tuple[Duty, ...], moment: Moment) -> Iterator[Due]:
    """What each thing that happened begins; of earlier years, what is still owed."""
    for each in events(dataset):
        if each.day > moment.known:
            continue
        asked = in_force([row for row in rows if row.event == each.event], each.day).values()
        for duty in (row for row in asked if row.applies != "no"):
            due = _of_event(dataset, duty, each, moment)
            if each.day.year == moment.known.year or due.state == OVERDUE:
                yield due


def _of_event(dataset: Dataset, duty: Duty, event: Event, moment: Moment) -> Due:
    when = due_after(
        event.happened_at, event.is_timed, *length(dataset, duty, event.day), working_days(dataset), event.ut
    )
    done = event.done_at if event.done_at and event.done_at.date() <= moment.known else None
    return Due(
        code=duty.duty,
        key=f"deber.{duty.duty}.{event.key}",
        uid=f"deber-{duty.duty}-{event.key.replace('|', '-')}",
        title=duty.title,
        units=duty.units,
        when=when,
        state=standing(when, done, event.is_answered, moment),
        days=distance(when, moment),
        done_on=done and done.date(),
        done_at=done if event.is_timed else None,
        event=event.event,
        subject=words.plain(event.key.replace("|", " · "), 60),
        row=f"{CASE}.{event.register}.{event.key}",
        duty=duty,
    )
