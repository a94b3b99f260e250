"""Owns the shape of a due date and how it stands at a moment: what is due, whose, when, whether it was done.

What no register answers is never overdue: past its day, nobody can know. What has no day is «sin fecha», with its reason."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sig_metrics.measure.duties_dates import When, week_end
from sig_metrics.measure.duties_known import EVERYONE, Duty
from sig_metrics.measure.scope import month_end

OVERDUE, WEEK, PENDING, UNDATED, UNKNOWN = "overdue", "this_week", "pending", "undated", "unknown"
LATE, DONE, NOT_APPLICABLE = "late", "fulfilled", "not_applicable"
REQUEST, ONCE = "request", "once"  # why some have no day, besides those of a term
OWED = (OVERDUE, WEEK, PENDING)


@dataclass(frozen=True)
class Moment:
    """What an agenda is of: all that is known until a day, and the first day that is not over. `clock`, of today: the
    hour it is."""

    known: date
    opens: date
    clock: datetime | None = None

    @property
    def week(self) -> date:
        """The last day of this week."""
        return week_end(self.opens)

    @property
    def month(self) -> date:
        """The last day of the month in which this week ends."""
        return month_end(self.week.year, self.week.month)

    @property
    def until(self) -> date:
        """The last day that an agenda tells of: of the year, and three months ahead."""
        ahead = self.opens + timedelta(92)
        return max(date(self.known.year, 12, 31), month_end(ahead.year, ahead.month))

    def is_past(self, when: When) -> bool:
        if when.on is None:
            return False
        return when.on < self.opens or bool(when.at and self.clock and when.at < self.clock)


def at_end_of(day: date) -> Moment:
    """What is known when a day is over, as at a cut-off."""
    return Moment(day, day + timedelta(1))


def at_clock(now: datetime) -> Moment:
    """What is known at an hour of a day, which is not over."""
    return Moment(now.date(), now.date(), now)


@dataclass(frozen=True)
class Due:
    """A thing that is owed. `code`: the duty, or the activity of the plan; `key`: which one, as the address calls it; `uid`:
    the same for as long as it is owed, though its day moves; `row`: the row that it is of or that answers it."""

    code: str
    key: str
    uid: str
    title: str
    units: tuple[str, ...]
    when: When
    state: str
    days: int = 0  # past its day, or until it
    done_on: date | None = None
    done_at: datetime | None = None
    span: tuple[date, date] | None = None  # the period that it is of
    event: str = ""  # what happened, and which
    subject: str = ""
    row: str = ""
    duty: Duty | None = field(default=None, compare=False)
    year: int = 0  # of the plan, and the month in which it programs it
    month: int = 0

    def is_of(self, unit: str | None) -> bool:
        return unit is None or unit in self.units or EVERYONE in self.units

    @property
    def is_done(self) -> bool:
        return self.state in (DONE, LATE)


def standing(when: When, done: datetime | date | None, answered: bool, moment: Moment) -> str:
    """The state of what is due, by what was known at a moment."""
    if done is not None:
        return LATE if _is_late(when, done) else DONE
    if moment.is_past(when):
        return OVERDUE if answered else UNKNOWN
    if when.on is None:
        return UNDATED if answered else UNKNOWN
    return WEEK if when.on <= moment.week else PENDING


def _is_late(when: When, done: datetime | date) -> bool:
    if when.on is None:
        return False
    if isinstance(done, datetime):
        return done > when.at if when.at else done.date() > when.on
    return done > when.on


def distance(when: When, moment: Moment) -> int:
    """Days past, or days that are left."""
    return abs((when.on - moment.known).days) if when.on else 0
