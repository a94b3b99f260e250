"""Owns what a session asks of the data of now of its store: its words and units, the codes that are taken, and whether what
an agreement answers or moves is there.

What is known is asked of the snapshot that readers open, and of the sessions of the log."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date

from sig_metrics.catalog.build import folder
from sig_metrics.catalog.model import YEAR_MONTH, Catalog
from sig_metrics.catalog.queries import query
from sig_metrics.catalog.reader import FICHAS, default_catalog
from sig_metrics.catalog.review import load_cross_walk
from sig_metrics.catalog.units import known_to
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.session.facts import sessions
from sig_metrics.session.model import REJECTED, Item, Session
from sig_metrics.session.texts import address, cell, column, word
from sig_metrics.store import LocalStore
from sig_metrics.store.snapshot import Snapshot

MINUTES, AGREEMENT = "minutes", "agreement"
NUMBERED = re.compile(r"(?P<head>.*?)(?P<year>\d{4})(?P<link>\D+)(?P<number>\d+)")


@contextmanager
def now(store: LocalStore) -> Iterator[tuple[Snapshot, Catalog]]:
    """The data of now, and the words that they know."""
    with closing(store.open()) as snapshot:
        yield snapshot, known_to(default_catalog(), snapshot.connection)


def items(given: tuple[Item, ...], catalog: Catalog) -> tuple[Item, ...]:
    """An order of the day, numbered as it comes; raises Refused for a text, a unit or an input that cannot be."""
    return tuple(item(each, n, catalog) for n, each in enumerate(given, 1))


def item(given: Item, number: int, catalog: Catalog, urgent: bool = False) -> Item:
    inputs = [each.number for each in load_cross_walk(folder()).inputs]
    if given.review_input is not None and given.review_input not in inputs:
        heading = column("agenda_item", "review_input").heading
        raise refuse("session_word", heading=heading, value=str(given.review_input))
    return Item(
        number,
        cell(given.topic, "agenda_item", "topic", required=True),
        word(given.unit, catalog.vocabularies["unit"], column("agenda_item", "unit").heading),
        given.review_input,
        address(given.view),
        urgent,
    )


def values(snapshot: Snapshot, register: str, *names: str) -> list[dict]:
    """Some columns of the rows of a register."""
    return snapshot.rows(query("register_rows", columns=", ".join(names), register=register, key=names[0]))


def next_code(register: str, year: int, taken: Iterator[str]) -> str:
    """The code that follows those of a year, in the form of the register's own example: «ACT-2021-05»."""
    form = NUMBERED.fullmatch(column(register, register).example)
    head, link, width = form["head"], form["link"], len(form["number"])
    begins = f"{head}{year}{link}"
    numbers = [int(each[len(begins) :]) for each in taken if each.startswith(begins) and each[len(begins) :].isdigit()]
    return f"{begins}{max(numbers, default=0) + 1:0{width}d}"


def next_minutes(store: LocalStore, snapshot: Snapshot, year: int) -> str:
    taken = [row[MINUTES] for row in values(snapshot, MINUTES, MINUTES)]
    return next_code(MINUTES, year, [*taken, *(each.code for each in sessions(store))])


def next_agreement(store: LocalStore, snapshot: Snapshot, year: int) -> str:
    taken = [row[AGREEMENT] for row in values(snapshot, AGREEMENT, AGREEMENT)]
    return next_code(AGREEMENT, year, [*taken, *(each.code for of in sessions(store) for each in of.agreements)])


def answered(store: LocalStore, snapshot: Snapshot, catalog: Catalog, kind: str, code: str) -> None:
    """Raises Refused when what an agreement says that it answers is not there: a row of a register, a month of its rows, or
    the code of a ficha."""
    if kind not in catalog.vocabularies["answered_kind"] or not code:
        raise refuse("session_answers", kind=words.short(kind or "—", 40), key=words.short(code or "—", 40))
    if kind == AGREEMENT and any(each.code == code for of in sessions(store) for each in of.adopted):
        return
    if not _there(snapshot, catalog, kind, code):
        label = catalog.label("answered_kind", kind)
        raise refuse("session_answers", kind=label, key=words.short(code, 40))


def _there(snapshot: Snapshot, catalog: Catalog, kind: str, code: str) -> bool:
    if kind == FICHAS:
        return any(each.code == code for each in catalog.indicators.values())
    register = catalog.registers.get(kind)
    if register is None or register.reserved:
        return False
    if re.fullmatch(YEAR_MONTH, code) and register.dated_by:
        serve = {kind, *(each.name for each in catalog.registers.values() if each.stands_for == kind)}
        came = snapshot.rows(query("periods_with_rows"))
        return any(row["register"] in serve and f"{row['period']:%Y-%m}" == code for row in came)
    return any(row[register.key[0]] == code for row in values(snapshot, register.name, register.key[0]))


def still_open(store: LocalStore, snapshot: Snapshot, session: Session, code: str, day: date) -> None:
    """Raises Refused unless an agreement is of an earlier session and was not fulfilled."""
    found = {row[AGREEMENT]: row for row in values(snapshot, AGREEMENT, AGREEMENT, MINUTES, "fulfilled_on")}
    earlier = {row[MINUTES]: row["held_on"] for row in values(snapshot, MINUTES, MINUTES, "held_on")}
    row = found.get(code)
    if row is None or row[MINUTES] == session.code or earlier.get(row[MINUTES], date.max) > day:
        raise refuse("session_reschedules_unknown", key=words.short(code, 40))
    if row["fulfilled_on"]:
        raise refuse("session_reschedules_done", key=code, day=words.day(row["fulfilled_on"]))
    if any(each.reschedules == code and each.outcome != REJECTED for each in session.agreements):
        raise refuse("session_reschedules_twice", key=code)
