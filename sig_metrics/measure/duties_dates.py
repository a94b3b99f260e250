"""Owns when a duty is due: the days of what is periodic and of what follows an event, in the calendar of the law.

Working days are those of the calendar of the data, national or of a territorial unit, counted from the day after (TUO LPAG
art. 144.1). Refuses to guess: beyond the last day of the calendar, or where no row says how long, there is no due date, and
the reason is said."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil

from sig_metrics.catalog.model import CADENCE_MONTHS
from sig_metrics.measure.scope import month_end, months_before

NO_TERM, NO_CALENDAR = "no_term", "no_calendar"
WORKING, HOURS = "working_days", "hours"
NATIONAL = "nacional"
END_OF_DAY = time(23, 59)


@dataclass(frozen=True)
class WorkingDays:
    """The working days that are known: {calendar: its days, in order}, from `first` to `last`."""

    days: dict[str, tuple[date, ...]]
    first: date | None = None
    last: date | None = None

    def after(self, day: date, quantity: int, ut: str | None = None) -> date | None:
        """The day that is so many working days after one; None where the calendar does not reach."""
        known = self._of(ut)
        if self.first is None or not self.first <= day:
            return None
        at = bisect_right(known, day) + quantity - 1
        return known[at] if at < len(known) else None

    def nth(self, year: int, month: int, quantity: int) -> date | None:
        """The nth working day of a month, or its last one; None where the calendar does not reach its end."""
        end = month_end(year, month)
        if self.first is None or self.last is None or not (self.first <= date(year, month, 1) and end <= self.last):
            return None
        found = [day for day in self._of(None) if (day.year, day.month) == (year, month)]
        return found[min(quantity, len(found)) - 1] if found else None

    def _of(self, ut: str | None) -> tuple[date, ...]:
        return self.days.get(ut or NATIONAL) or self.days.get(NATIONAL, ())


@dataclass(frozen=True)
class When:
    """When something is due: a day, its moment where hours count, or why there is none."""

    on: date | None
    at: datetime | None = None
    reason: str = ""


def periods(rule: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    """(first day, last day) of each period of a rule that has some day between two."""
    months = CADENCE_MONTHS[rule]
    start = date(first.year, (first.month - 1) // months * months + 1, 1)
    while start <= last:
        end = months_before(month_end(start.year, start.month), 1 - months)
        yield start, end
        start = end + timedelta(1)


def due_in(end: date, after: int, quantity: int, unit: str, calendar: WorkingDays) -> When:
    """When what is of a period that ends on a day is due: the nth day, or working day, of the month that is `after`
    months later."""
    month = months_before(month_end(end.year, end.month), -after)
    if unit == WORKING:
        found = calendar.nth(month.year, month.month, quantity)
        return When(found, reason="" if found else NO_CALENDAR)
    return When(date(month.year, month.month, min(quantity, monthrange(month.year, month.month)[1])))


def due_after(
    happened: datetime,
    timed: bool,
    quantity: int | None,
    unit: str | None,
    calendar: WorkingDays,
    ut: str | None = None,
) -> When:
    """When what an event begins is due. Hours run on every day, and where only the days are known they are as many days
    as they fill; days end with the day."""
    if not quantity or not unit:
        return When(None, reason=NO_TERM)
    day = happened.date()
    if unit == HOURS and timed:
        at = happened + timedelta(hours=quantity)
        return When(at.date(), at)
    if unit == WORKING:
        found = calendar.after(day, quantity, ut)
        return When(found, reason="" if found else NO_CALENDAR)
    return When(day + timedelta(ceil(quantity / 24) if unit == HOURS else quantity))


def week_end(day: date) -> date:
    """The Sunday of the week of a day."""
    return day + timedelta(6 - day.weekday())
