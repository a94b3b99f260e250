"""Owns the shape of an audit: a book of rows goes in, parts of facts come out, and are added by month and dimension."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from audit.calendar import Calendar, month_ends
from audit.registers import Row
from audit.terms import in_force

Parts = tuple[Fraction | None, Fraction | None]
Found = dict[tuple[str, date, str | None, str | None], Parts]


@dataclass(frozen=True)
class Fact:
    """One fact at one month end: what it adds to the numerator and to the denominator, and where it belongs. With
    `only`, it is told by that dimension alone and is no part of the total: what units owe together is not to be
    added."""

    period: date
    numerator: Fraction | int | None
    denominator: Fraction | int | None = None
    at: dict[str, object] = field(default_factory=dict)
    only: str | None = None


@dataclass(frozen=True)
class Book:
    rows: dict[str, list[Row]]
    periods: list[date]
    calendar: Calendar
    sorted_by: dict[tuple[str, ...], dict[tuple, list[Row]]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, register: str, **key: object) -> list[Row]:
        """The rows of a register with these values, in their order."""
        asked = (register, *key)
        if asked not in self.sorted_by:
            found = self.sorted_by[asked] = {}
            for row in self[register]:
                found.setdefault(tuple(row[column] for column in key), []).append(row)
        return self.sorted_by[asked].get(tuple(key.values()), [])

    def __getitem__(self, register: str) -> list[Row]:
        return self.rows.get(register, [])

    def due(
        self, term: str, start: date, place: str | None = None, pause: tuple[date, date] | None = None
    ) -> date | None:
        """The last day of a term in days that begins on `start`, by the row in force that day; None without row or
        calendar."""
        row = in_force(self["legal_term"], "term", term, start)
        if row is None:
            return None
        if row["unit"] == "calendar_days":
            stopped = (pause[1] - max(pause[0], start)).days if pause else 0
            return date.fromordinal(start.toordinal() + int(row["quantity"]) + stopped)
        return self.calendar.due(start, int(row["quantity"]), place, pause)


def open_book(rows: dict[str, list[Row]], first: date, last: date) -> Book:
    calendar = Calendar(rows.get("calendar_day", []), rows.get("calendar_coverage", []), rows.get("parameter", []))
    return Book(rows, month_ends(first, last), calendar)


Indicator = Callable[[Book], Iterable[Fact]]


def year_to_date(facts: Iterable[Fact], periods: list[date]) -> Iterator[Fact]:
    """«De enero al corte»: each fact counts at every month end of its year from its own."""
    for fact in facts:
        for period in periods:
            if fact.period <= period and fact.period.year == period.year:
                yield Fact(period, fact.numerator, fact.denominator, fact.at, fact.only)


def members(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def add(into: Found, key: tuple, fact: Fact) -> None:
    numerator, denominator = into.get(key, (None, None))
    if fact.numerator is not None:
        numerator = (numerator or 0) + fact.numerator
    if fact.denominator is not None:
        denominator = (denominator or 0) + fact.denominator
    into[key] = (numerator, denominator)


def tally(name: str, facts: Iterable[Fact], dimensions: tuple[str, ...]) -> Found:
    """{(indicator, month end, dimension, value): (numerator, denominator)}; the total has no dimension.

    A fact of several systems or units is one in the total and one in each of them; without unit it is in the total
    only."""
    found: Found = {}
    for fact in facts:
        if not fact.only:
            add(found, (name, fact.period, None, None), fact)
        for dimension in (each for each in dimensions if each in fact.at):
            for value in members(fact.at.get(dimension)):
                add(found, (name, fact.period, dimension, value), fact)
    return found
