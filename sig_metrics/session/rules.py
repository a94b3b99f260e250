"""Owns what is so of a session by its rules: who has a seat, what a quorum is, who votes and dissents, what its minutes lack
and who signs them. What may be done in it is in `permits`.

Articles are those of the TUO of Ley 27444. A seat is a vote, and a person has one: who was chosen to take the place of
another member, and has a seat of their own, counts once."""

import os
from collections.abc import Iterator
from datetime import date, timedelta

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.reader import shipped_title
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.session.model import (
    ADOPTED,
    AGAINST,
    CHOSEN,
    IN_FAVOUR,
    LEGAL,
    PRESIDENCY,
    REJECTED,
    SECRETARIAT,
    SIMPLE,
    TITULAR,
    Agreement,
    Attendance,
    Seat,
    Session,
    Vote,
)

SETTING = "SIG_SESSION"
DAY = 24 * 60  # minutes
FEWEST = 3  # of a second call (art. 110.2)
MEMBERS = "committee_member"
ROLES = (PRESIDENCY, SECRETARIAT)
KEPT = (MEMBERS, "minutes", "session_attendance", "agenda_item", "agreement", "vote")


def regime_in_use() -> str:
    """Whether arts. 107–113 rule the sessions that are called from now on: `SIG_SESSION`, or «legal»."""
    return SIMPLE if os.environ.get(SETTING, "").strip().lower() == SIMPLE else LEGAL


def unkept(catalog: Catalog) -> tuple[str, ...]:
    """The titles of the registers in which a session is kept and that some definitions do not have: without them none
    is held. What they lack has a title only in the definitions that come with the program."""
    return tuple(shipped_title(name) for name in KEPT if name not in catalog.registers)


def seats_on(dataset: Dataset, day: date) -> tuple[Seat, ...]:
    """The seats of the committee on a day, with the alternates of that day: the presidency, the secretariat, the rest."""
    if MEMBERS not in dataset.catalog.registers:
        return ()
    rows = [each for each in register_rows(dataset, MEMBERS) if each["since"] <= day <= (each["until"] or date.max)]
    held = [
        Seat(
            each["office"],
            each["unit"],
            each["role"],
            tuple(other["office"] for other in rows if other["alternate_of"] == each["office"]),
        )
        for each in rows
        if each["standing"] == TITULAR
    ]
    order = list(dataset.catalog.vocabularies["committee_role"])
    return tuple(sorted(held, key=lambda seat: (order.index(seat.role), seat.office)))


def quorum(session: Session) -> int:
    """The absolute majority of the members (art. 110.1)."""
    return len(session.seats) // 2 + 1


def second_quorum(session: Session) -> int:
    """A third of the legal number of members, and never fewer than three (art. 110.2)."""
    return max(FEWEST, -(-len(session.seats) // 3))


def needed(session: Session) -> int:
    """The quorum of the call in force; of a session that no article rules, none."""
    if session.regime != LEGAL:
        return 0
    return quorum(session) if session.call == 1 else second_quorum(session)


def has_quorum(session: Session) -> bool:
    return len(voters(session)) >= needed(session)


def voters(session: Session) -> tuple[Attendance, ...]:
    """The seats that are taken, each by somebody else: those that vote, and count for the quorum."""
    return persons(session.present)


def persons(taken: tuple[Attendance, ...]) -> tuple[Attendance, ...]:
    """Of some seats that are taken, one for each person."""
    own = {each.office for each in taken if each.attended_as == TITULAR}
    return tuple(each for each in taken if not (each.attended_as == CHOSEN and each.replaced_by in own))


def attended(session: Session) -> tuple[Attendance, ...]:
    """The seats that were taken at some moment, one for each person: also of who left, or was another before."""
    return persons(tuple(each for each in session.attendance if each.present))


def everybody(session: Session) -> bool:
    """Whether every member is present (arts. 109.3 and 109.4)."""
    return bool(session.seats) and len(voters(session)) == len(session.seats)


def in_form(session: Session) -> bool:
    """Whether it was called with its order of the day (arts. 108.1 and 109.2)."""
    return bool(session.items)


def last_day(session: Session) -> date:
    """The day on which it ends: of its call, or on which it last went on; of one that went past midnight, the next."""
    stopped = [day for each in session.suspensions for day in (each.on, each.resumed_on) if day]
    return max([session.held_on, *stopped, *([session.ends_on] if session.ends_on else [])])


def last_hour(session: Session) -> str:
    """The last hour that is known of its last day: of its start, or of when it was suspended or went on; «» if none is."""
    if not session.suspensions:
        return session.starts_at
    last = session.suspensions[-1]
    if not last.resumed_on:
        return last.at
    return last.resumed_at or (last.at if last.resumed_on == last.on else "")


def day_of(session: Session, at: str) -> date | None:
    """The day of what happens next, at an hour: its last, or the next one if less than twelve hours go, past midnight, from
    what happened before; None of an hour that was over."""
    day, before = last_day(session), last_hour(session)
    passed = _minutes(at) - _minutes(before) if before else DAY
    if passed > 0:
        return day
    return day + timedelta(days=1) if passed + DAY < DAY // 2 else None


def _minutes(at: str) -> int:
    hours, minutes = at.split(":")
    return 60 * int(hours) + int(minutes)


def day_agreed(session: Session, agreement: Agreement) -> date:
    """The day on which it was put to the vote."""
    return session.sittings[agreement.sitting].on


def dissenters(agreement: Agreement) -> tuple[Vote, ...]:
    """The votes other than the majority's, which have reasons (art. 111.2): against what was adopted, or in favour of what
    was rejected by more."""
    if agreement.outcome == ADOPTED:
        return tuple(each for each in agreement.votes if each.sense == AGAINST)
    beaten = agreement.count(AGAINST) > agreement.count(IN_FAVOUR) or agreement.casting == AGAINST
    if agreement.outcome == REJECTED and beaten:
        return tuple(each for each in agreement.votes if each.sense == IN_FAVOUR)
    return ()


def unreasoned(session: Session) -> tuple[tuple[str, str], ...]:
    """(agreement, office) of the dissenters whose reasons have not come."""
    if session.regime != LEGAL:
        return ()
    return tuple((a.code, vote.office) for a in session.agreements for vote in dissenters(a) if not vote.reasons)


def signers(session: Session) -> tuple[tuple[str, str], ...]:
    """(office, as what) of who signs the minutes (art. 113.3): the secretary, the president, who voted singularly and who
    asked to; by the office of who took the seat, once each."""
    found: dict[str, str] = {}
    for role in (SECRETARIAT, PRESIDENCY):
        if seat := session.seat(role):
            found.setdefault(sitting(session, seat.office), words.say(f"session_signs_{role}"))
    if session.regime == LEGAL:
        for office in (voter(session, vote) for each in session.agreements for vote in dissenters(each)):
            found.setdefault(office, words.say("session_signs_dissent"))
    for office in session.also_signs:
        found.setdefault(sitting(session, office), words.say("session_signs_asked"))
    return tuple(found.items())


def sitting(session: Session, office: str) -> str:
    """The office of who took a seat: its own, or of who replaced it."""
    return taken_by(session.attendance, office)


def taken_by(attendance: tuple[Attendance, ...], office: str) -> str:
    """The same, of an attendance."""
    found = next((each for each in attendance if each.office == office), None)
    return found.replaced_by if found and found.present and found.replaced_by else office


def voter(session: Session, vote: Vote) -> str:
    """The office of who voted in a seat."""
    return vote.by or sitting(session, vote.office)


def lacking(session: Session) -> tuple[str, ...]:
    """Which of the eleven elements of art. 113.1 the minutes do not have, in words; none where no article asks for them."""
    return tuple(dict.fromkeys(_lacking(session))) if session.regime == LEGAL else ()


def _lacking(session: Session) -> Iterator[str]:
    having = {
        "attendance": session.attendance,
        "place": session.place,
        "day": session.held_on,
        "starts": session.starts_at,
        "ends": session.ends_at,
        "items": session.items,
    }
    yield from (words.say(f"session_lacks_{name}") for name, there in having.items() if not there)
    treated = {each.item for each in session.agreements}
    for item in session.items:
        if not item.debated and item.number not in treated:
            yield words.say("session_lacks_debated", item=item.number)
    for each in session.agreements:
        yield from (words.say(f"session_lacks_{name}", key=each.code) for name in _lacking_of(session, each))
    for code, office in unreasoned(session):
        yield words.say("session_lacks_reasons", key=code, office=office)


def _lacking_of(session: Session, agreement: Agreement) -> Iterator[str]:
    """Of an agreement: its text, the sense of every vote, what was decided, and its grounds."""
    if not agreement.agreed:
        yield "agreed"
    if not agreement.votes or any(not vote.sense for vote in agreement.votes):
        yield "votes"
    elif agreement.outcome not in (ADOPTED, REJECTED):
        yield "decision"
    if not agreement.grounds:
        yield "grounds"
