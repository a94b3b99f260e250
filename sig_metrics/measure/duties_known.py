"""Owns what the data say of the duties: those that are written, the events that begin them, and what answers them.

Where the definitions have no duties (the view `law_duty`) there are none; a reserved register answers nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sig_metrics.catalog.queries import query
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.duties_dates import NATIONAL, WorkingDays
from sig_metrics.measure.law_state import terms

EVERYONE = "ALL"  # the unit of what all of them owe


@dataclass(frozen=True)
class Duty:
    """A duty as a row of the law writes it."""

    duty: str
    title: str
    units: tuple[str, ...]
    norm: str
    rule: str
    since: date
    until: date | None = None
    office: str | None = None
    article: str | None = None
    after: int | None = None
    event: str | None = None
    quantity: int | None = None
    time_unit: str | None = None
    term: str | None = None
    recipient: str | None = None
    evidence: str | None = None
    applies: str = "yes"
    basis: str = "N"
    date_basis: str = "N"
    note: str | None = None
    origin: str = "program"

    def rules(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Event:
    """Something that happened and begins a duty: the row that says it, when, and when it was answered."""

    event: str
    register: str
    key: str
    day: date
    happened_at: datetime
    ut: str | None = None
    done_at: datetime | None = None
    is_timed: bool = False
    is_answered: bool = True


@dataclass(frozen=True)
class Answer:
    """A row that answers a periodic duty: of which month it is and when it was done, where that is known."""

    key: str
    period: date
    done_on: date | None


def has_duties(dataset: Dataset) -> bool:
    """Whether the definitions in use have duties, and the data were published with them."""
    return "law_duty" in dataset.catalog.views


@remembered(2)
def written(dataset: Dataset) -> tuple[Duty, ...]:
    """Every duty as it is written, the oldest row of each first."""
    rows = dataset.rows(query("duty_rows")) if has_duties(dataset) else []
    return tuple(Duty(**{**row, "units": tuple(row["units"].split("/"))}) for row in rows)


def in_force(duties: Iterable[Duty], day: date) -> dict[str, Duty]:
    """{code: the newest row that rules a day}, of the duties that have one."""
    return {each.duty: each for each in sorted(duties, key=lambda d: d.since) if each.rules(day)}


@remembered(2)
def events(dataset: Dataset) -> tuple[Event, ...]:
    """What happened that begins a duty, the oldest first."""
    return tuple(Event(**row) for row in dataset.rows(query("duty_events"))) if has_duties(dataset) else ()


@remembered(2)
def answers(dataset: Dataset) -> dict[str, tuple[Answer, ...]]:
    """{«sst_obligation.quarterly_report»: the rows that answer}, by kind; by register, the months that have rows."""
    if not has_duties(dataset):
        return {}
    found: dict[str, list[Answer]] = {}
    for row in dataset.rows(query("duty_answers")):
        found.setdefault(row["evidence"], []).append(Answer(row["key"], row["period"], row["done_on"]))
    for row in dataset.rows(query("periods_with_rows")):
        if row["register"] in dataset.catalog.registers and not dataset.catalog.registers[row["register"]].reserved:
            found.setdefault(row["register"], []).append(Answer("", row["period"], None))
    return {evidence: tuple(each) for evidence, each in found.items()}


@remembered(2)
def working_days(dataset: Dataset) -> WorkingDays:
    """The working days that are known, of every calendar; none where nothing keeps one."""
    if not has_duties(dataset):
        return WorkingDays({})
    days: dict[str, list[date]] = {}
    for row in dataset.rows(query("working_days")):
        days.setdefault(row["calendar"], []).append(row["day"])
    reach = next(iter(dataset.rows(query("calendar_known"))), {"first_day": None, "last_day": None})
    known = {calendar: tuple(each) for calendar, each in days.items()}
    return WorkingDays(known, reach["first_day"], reach["last_day"]) if NATIONAL in known else WorkingDays({})


def length(dataset: Dataset, duty: Duty, day: date) -> tuple[int | None, str | None]:
    """(how many, of what) from an event of a day: what the duty says, or the term that it names, in force that day."""
    if duty.quantity or not duty.term:
        return duty.quantity, duty.time_unit
    known = [
        row
        for row in terms(dataset)
        if row["term"] == duty.term and row["since"] <= day and (row["until"] is None or day <= row["until"])
    ]
    ruling = max(known, key=lambda row: row["since"], default=None)
    return (ruling["quantity"], ruling["unit"]) if ruling else (None, None)
