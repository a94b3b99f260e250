"""Owns what the chapters of the common requirements share: working weekdays, outcomes of a due date and rows as
text."""

import random
from datetime import date, timedelta

CUT_OFF = date(2021, 11, 30)
NOTE = "Sintético"
# A fact of one system, of two or of the four; quality and anti-bribery weigh more, as in the plan.
SYSTEMS = ("SGC", "SGC/SGAS", "SGAS", "SGSI", "SGSST", "SGC/SGAS/SGSI/SGSST")
WEIGHTS = (30, 20, 15, 20, 10, 5)
UNITS = ("UPPM", "URH", "UTI", "UCI", "CT", "UAJ", "DE")
UNIT_WEIGHTS = (28, 18, 20, 10, 14, 6, 4)


def weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def some_day(rng: random.Random, year: int, month: int) -> date:
    """A weekday of a month."""
    return weekday(date(year, month, rng.randint(3, 28)))


def systems(rng: random.Random) -> str:
    return rng.choices(SYSTEMS, WEIGHTS)[0]


def unit(rng: random.Random) -> str:
    return rng.choices(UNITS, UNIT_WEIGHTS)[0]


def outcome(rng: random.Random, start: date, due: date, on_time: float, late: float) -> date | None:
    """When what was due was done: on time, late or not at all; None if that is after the cut-off."""
    # drawn always: one row never moves another
    draw, early, delay = rng.random(), rng.randint(0, 20), rng.randint(2, 75)
    if draw >= on_time + late:
        return None
    day = max(weekday(due - timedelta(days=early)), start) if draw < on_time else weekday(due + timedelta(days=delay))
    return day if day <= CUT_OFF else None


def rows(columns: str, values: list[tuple]) -> list[dict]:
    """Text rows of a register, with its note: None is empty."""
    names = [*columns.split(), "note"]
    return [dict(zip(names, ["" if v is None else str(v) for v in (*row, NOTE)], strict=True)) for row in values]
