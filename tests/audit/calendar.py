"""Owns days: month ends, «de fecha a fecha», and the working days of a place (TUO LPAG arts. 142.1, 144.1 and 145)."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from audit.registers import Row
from audit.terms import in_force

ONE = timedelta(days=1)


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def end_of(year: int, month: int) -> date:
    return month_end(date(year, month, 1))


def month_ends(first: date, last: date) -> list[date]:
    """Every month end from the month of `first` to that of `last`."""
    found = [month_end(first)]
    while found[-1] < month_end(last):
        found.append(month_end(found[-1] + ONE))
    return found


def a_year_after(day: date) -> date:
    """«De fecha a fecha» (art. 145.3): the same day twelve months later; of 29 February, the 28th."""
    return date(day.year + 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


class Calendar:
    """Which days are workable in a place («nacional», or the code of a territorial unit).

    «Lo que no está y cae de lunes a viernes es hábil, hasta donde el calendario está completo». Days of the public
    sector count as workable while the parameter `count_public_non_working` in force that day is 1. A day «laborable»
    is one that a norm gives back to work."""

    def __init__(self, days: list[Row], coverage: list[Row], parameters: list[Row]):
        self.closed: dict[str, set[date]] = {}
        self.worked: dict[str, set[date]] = {}
        for row in days:
            place, day = row["scope"], row["day"]
            if row["kind"] == "working":
                self.worked.setdefault(place, set()).add(day)
                continue
            if row["kind"] == "public_non_working":
                switch = in_force(parameters, "parameter", "count_public_non_working", day)
                if switch and switch["value"] == 1:
                    continue
            self.closed.setdefault(place, set()).add(day)
        known = [row for row in coverage if row["part"] == "holiday"]
        years = [row["day"].year for row in days if row["kind"] == "holiday"]
        self.since = known[0]["since"] if known else date(min(years, default=9999), 1, 1)
        self.until = known[0]["until"] if known else date(max(years, default=1), 12, 31)
        self.due = cache(self.due)  # of a case, each indicator, month and group asks the same

    def is_working(self, day: date, place: str | None) -> bool:
        if day.weekday() > 4:
            return False
        if place and day in self.worked.get(place, ()):
            return True
        if place and day in self.closed.get(place, ()):
            return False
        return day not in self.closed.get("nacional", ()) or day in self.worked.get("nacional", ())

    def due(self, start: date, days: int, place: str | None, pause: tuple[date, date] | None = None) -> date | None:
        """The last of so many working days, counted from the day after `start`; the days of `pause` (after its
        first, to its last) do not count. None where a day is needed that the calendar does not know."""
        day = start
        while days:
            day += ONE
            if not self.since <= day <= self.until:
                return None
            if self.is_working(day, place) and not (pause and pause[0] < day <= pause[1]):
                days -= 1
        return day
