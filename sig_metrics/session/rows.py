"""Owns what a session leaves in the registers, by the ordinary load: its minutes, who attended, its agenda, what was agreed
and each vote.

The rows and the fact that they follow from are one publication: both are written, or none. If the machine stops between
them the session is as it was, and the same act loads nothing again and writes its fact. Refuses, naming it, a row of the
registers that says otherwise of what this session has a code for."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.catalog.review import load_cross_walk
from sig_metrics.language.problems import refuse
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.session.facts import by, event, session_of
from sig_metrics.session.folding import after
from sig_metrics.session.known import AGREEMENT, MINUTES, values
from sig_metrics.session.model import Agreement, Session
from sig_metrics.session.shapes import packed, written
from sig_metrics.store import LocalStore

ALWAYS = ("suitability", "adequacy", "effectiveness")  # of a review, whatever its definitions say (§ 9.3)
LOADED = {  # the registers of each act
    "close": (MINUTES, "session_attendance", "agenda_item", AGREEMENT, "vote"),
    "approve": (MINUTES, "vote"),  # reasons may have come the next day
    "sign": (MINUTES,),
}


def concludes(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """{kind of session: the columns in which it says what it concludes}; none for one that is no review."""
    held = load_cross_walk(catalog.root).held
    if held is None or held.register != MINUTES or held.column != "kind":
        return {}
    return dict.fromkeys(held.among, tuple(dict.fromkeys((*ALWAYS, *held.concludes))))


def loaded(
    store: LocalStore, catalog: Catalog, code: str, act: str, who: str, verified: Callable[[Session], dict]
) -> Session:
    """Writes an act and the rows that the session then has; `verified` as in `facts.acted`."""
    who, before = by(who), session_of(store, code)
    said = verified(before)
    made = after(before, act, json.loads(written(packed(said))))
    rows = {name: of(made) for name, of in ROWS.items() if name in LOADED[act]}

    def events() -> list[dict]:
        """Under the lock: nobody did anything else meanwhile."""
        if session_of(store, code) != before:
            raise refuse("session_moved", key=code)
        verified(before)
        _undisputed(store, made, rows if act == "close" else {})
        return [event(code, act, who, said)]

    files = [file_of(catalog.register(name), code, found) for name, found in rows.items() if found]
    load_files(store, catalog, files, who, events=events)
    now = session_of(store, code)
    if now.facts == before.facts:  # the rows were published, and the log could not be written
        raise refuse("session_unwritten", key=code)
    return now


def file_of(register: Register, code: str, rows: list[dict]) -> Incoming:
    """Some rows as a file of a register, with the columns that they have: the others stay as they are."""
    names = [column.name for column in register.columns if column.name in rows[0]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return Incoming(register.name, f"sesion-{code}-{register.name}.csv", out.getvalue().encode("utf-8"))


def _cell(value: object) -> str:
    """A text of several lines is one line in its cell."""
    return "" if value is None else " ".join(str(value).split())


def minutes_rows(session: Session) -> list[dict]:
    same = ("kind", "held_on", "period", "called_on", "place", "starts_at", "ends_at", "state", "approved_on")
    concluded = ("suitability", "adequacy", "effectiveness", "alignment")
    row = {MINUTES: session.code, "session_call": session.call} | {name: getattr(session, name) for name in same}
    return [row | {name: getattr(session.conclusion, name) for name in concluded}]


def attendance_rows(session: Session) -> list[dict]:
    return [{MINUTES: session.code, **packed(each)} for each in session.attendance]


def item_rows(session: Session) -> list[dict]:
    return [
        {
            MINUTES: session.code,
            "item": each.number,
            "topic": each.topic,
            "review_input": each.review_input,
            "unit": each.unit,
            "urgent": "yes" if each.urgent else "no",
        }
        for each in session.items
    ]


def agreement_rows(session: Session) -> list[dict]:
    """What was adopted; what was rejected is in the log, and in the minutes."""
    return [_agreement_row(session, each) for each in session.adopted]


def _agreement_row(session: Session, each: Agreement) -> dict:
    same = ("kind", "unit", "due_on", "item", "agreed", "grounds", "answers_kind", "answers", "output")
    row = {AGREEMENT: each.code, MINUTES: session.code, "fulfilled_on": None, "systems": "/".join(each.systems)}
    return row | {name: getattr(each, name) for name in same}


def vote_rows(session: Session) -> list[dict]:
    return [{AGREEMENT: each.code, **packed(vote)} for each in session.adopted for vote in each.votes]


ROWS: dict[str, Callable[[Session], list[dict]]] = {
    MINUTES: minutes_rows,
    "session_attendance": attendance_rows,
    "agenda_item": item_rows,
    AGREEMENT: agreement_rows,
    "vote": vote_rows,
}
KEYS = {"session_attendance": "office", "agenda_item": "item", AGREEMENT: AGREEMENT, "vote": "office"}


def _undisputed(store: LocalStore, session: Session, rows: dict[str, list[dict]]) -> None:
    """Refuses what a file brought under the codes of this session, or what stayed of a closing that did not end and was
    decided otherwise since: a merge would hide the first, and leave the second."""
    if not rows:
        return
    with closing(store.open()) as snapshot:
        for row in values(snapshot, MINUTES, MINUTES, "kind", "held_on"):
            if row[MINUTES] == session.code and (row["kind"], row["held_on"]) != (session.kind, session.held_on):
                raise refuse("session_disputed", row=session.code)
        codes = {each.code for each in session.agreements}
        for row in values(snapshot, AGREEMENT, AGREEMENT, MINUTES):
            if row[AGREEMENT] in codes and row[MINUTES] != session.code:
                raise refuse("session_disputed", row=row[AGREEMENT])
        for name, key in KEYS.items():
            owner = AGREEMENT if name == "vote" else MINUTES
            mine = {str(each[owner]) for each in rows[name]} if name == "vote" else {session.code}
            ours = {(str(each[owner]), str(each[key])) for each in rows[name]}
            for row in _stored(values(snapshot, name, *dict.fromkeys((owner, key))), owner, key):
                if row[0] in mine and row not in ours:
                    raise refuse("session_disputed", row=" · ".join(dict.fromkeys(row)))


def _stored(rows: list[dict], owner: str, key: str) -> Iterator[tuple[str, str]]:
    return ((str(row[owner]), str(row[key])) for row in rows)
