"""Owns what day it is for the data: that of Lima, and never before the day of the newest load.

A machine whose clock went back would open the screens at a month long closed, and take for future what was loaded:
it is told, and nothing is calculated by it."""

from datetime import date, datetime, timedelta, timezone

import duckdb

from sig_metrics.language import words
from sig_metrics.store.journal import read_ledger

SLACK = timedelta(minutes=5)  # between the clocks of two machines


def today(connection: duckdb.DuckDBPyConnection | None) -> date:
    """«Hoy» for whoever looks at some data, or brings more (None: there are none yet)."""
    return day(newest(connection) if connection else None)


def day(last: datetime | None) -> date:
    """«Hoy», when the newest load is of `last` (UTC)."""
    return max(words.today(), words.in_lima(last).date()) if last else words.today()


def newest(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """The moment (UTC) of the newest load or annulment; None when there is none."""
    return max(
        (each for line in read_ledger(connection) for each in (line["loaded_at"], line["annulled_at"]) if each),
        default=None,
    )


def behind(last: datetime | None) -> str:
    """What is said of a clock that is earlier than the newest load; «» when it is not."""
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    return (
        words.say("clock_behind", now=words.moment(now), last=words.moment(last)) if last and last - now > SLACK else ""
    )
