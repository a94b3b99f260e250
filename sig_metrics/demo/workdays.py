"""Owns the working days the demonstration counts with, from the calendar file and with no code of the product."""

import csv
from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

CALENDAR = Path(__file__).parents[2] / "data" / "legal" / "calendar_day.csv"
FIRST, LAST = date(2019, 1, 1), date(2023, 12, 31)


@lru_cache(maxsize=1)
def working_days() -> list[date]:
    """Every working day of 2019–2023: Monday to Friday, without national holidays and non-working days."""
    with CALENDAR.open(encoding="utf-8", newline="") as source:
        closed = {row["day"] for row in csv.DictReader(source) if row["scope"] == "nacional"}
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return [day for day in days if day.weekday() < 5 and day.isoformat() not in closed]


def after(day: date, quantity: int) -> date:
    """The day `quantity` working days after `day` (0: the last working day up to it)."""
    days = working_days()
    return days[bisect_right(days, day) + quantity - 1]
