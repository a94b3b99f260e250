"""Owns what a session is after an act: each act takes the session that was and says the one that is.

Pure, and it refuses nothing: an act that stands in the log was verified before it was written (`permits`)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sig_metrics.session import shapes
from sig_metrics.session.model import (
    ABSENT,
    APPROVED,
    CALLED,
    IN_SESSION,
    LEGAL,
    NO_QUORUM,
    SIGNED,
    SUSPENDED,
    TO_APPROVE,
    Agreement,
    Attendance,
    Conclusion,
    Deck,
    Item,
    Move,
    Seat,
    Session,
    Signed,
    Suspension,
    Vote,
)
from sig_metrics.session.rules import day_of, has_quorum, last_day, sitting


def convened(code: str, values: dict) -> Session:
    """The session that a call makes."""
    return replace(_convened(code, **shapes.said(_convened, values)), facts=1)


def after(session: Session, act: str, values: dict, told_at: str = "") -> Session:
    """The session after an act, which was told at an instant; an act that this program does not know changes nothing of
    it."""
    change = ACTS.get(act)
    made = change(session, **shapes.said(change, {"told_at": told_at, **values})) if change else session
    return replace(made, facts=session.facts + 1)


def approving(session: Session, approved: str) -> Session:
    """The session in which the minutes of another one were approved."""
    return replace(session, approves=(*session.approves, approved), facts=session.facts + 1)


def _convened(
    code: str,
    kind: str,
    period: str,
    held_on: date,
    place: str,
    starts_at: str,
    called_on: date,
    items: tuple[Item, ...],
    seats: tuple[Seat, ...],
    regime: str,
) -> Session:
    return Session(code, kind, period, held_on, place, starts_at, called_on, items=items, seats=seats, regime=regime)


def _rearrange(session: Session, items: tuple[Item, ...]) -> Session:
    return replace(session, items=items)


def _attend(session: Session, attendance: tuple[Attendance, ...], told_at: str) -> Session:
    """Before it begins, who is there decides whether it may; once begun, who comes is added and who goes has left."""
    told = {each.office: each for each in attendance}
    if session.state not in (CALLED, NO_QUORUM):
        return _moved(session, told, told_at)
    seats = [each.office for each in session.seats]
    found = tuple(told.get(office, Attendance(office, ABSENT)) for office in seats)
    made = replace(session, attendance=found)
    return replace(made, state=CALLED if made.regime != LEGAL or has_quorum(made) else NO_QUORUM)


def _moved(session: Session, told: dict[str, Attendance], told_at: str) -> Session:
    was = {each.office: each for each in session.attendance}
    there = {each.office: each for each in session.present}
    voted = [each.code for each in session.agreements if each.votes]
    when = {"on": last_day(session), "after": voted[-1] if voted else "", "told_at": told_at}
    moves = [
        Move(there.get(office, Attendance(office, ABSENT)), each, **when)
        for office, each in told.items()
        if office in was and (each.present or office in there) and each != there.get(office)
    ]
    gone = {office for office, each in told.items() if not each.present and office in was and was[office].present}
    back = {office for office, each in told.items() if each.present}
    found = tuple(told[office] if office in told and office not in gone else each for office, each in was.items())
    left = [each for each in session.left if each not in back] + sorted(gone - {*session.left})
    return replace(session, attendance=found, left=tuple(left), moves=(*session.moves, *moves))


def _call_again(session: Session, held_on: date, place: str, starts_at: str) -> Session:
    again = {"held_on": held_on, "second_on": held_on, "place": place, "starts_at": starts_at}
    return replace(session, state=CALLED, call=2, attendance=(), first=session.called, **again)


def _install(session: Session, corte: int, unanimous_start: bool) -> Session:
    begun = {"unanimous_start": unanimous_start, "installed": session.present}
    return replace(session, state=IN_SESSION, corte=corte, **begun)


def _suspend(session: Session, reason: str, at: str, goes_on: date, place: str) -> Session:
    made = Suspension(reason, at, goes_on, place, on=day_of(session, at) or last_day(session))
    return replace(session, state=SUSPENDED, suspensions=(*session.suspensions, made))


def _resume(session: Session, on: date, at: str = "") -> Session:
    *before, last = session.suspensions
    return replace(session, state=IN_SESSION, suspensions=(*before, replace(last, resumed_on=on, resumed_at=at)))


def _include(session: Session, item: Item, in_favour: tuple[str, ...]) -> Session:
    return replace(session, items=(*session.items, replace(item, in_favour=in_favour)))


def _debate(session: Session, item: int, text: str) -> Session:
    return replace(session, items=tuple(replace(i, debated=text) if i.number == item else i for i in session.items))


def _agree(session: Session, agreement: Agreement) -> Session:
    return replace(session, agreements=(*session.agreements, agreement))


def _vote(session: Session, agreement: str, votes: tuple[Vote, ...], casting: str) -> Session:
    cast = tuple(replace(each, by=sitting(session, each.office)) for each in votes)
    now = len(session.sittings) - 1
    return _agreement(session, agreement, lambda each: replace(each, votes=cast, casting=casting, sitting=now))


def _reason(session: Session, agreement: str, office: str, reasons: str) -> Session:
    def given(each: Agreement) -> Agreement:
        return replace(each, votes=tuple(replace(v, reasons=reasons) if v.office == office else v for v in each.votes))

    return _agreement(session, agreement, given)


def _authorise(session: Session, agreement: str) -> Session:
    return _agreement(session, agreement, lambda each: replace(each, at_once=True))


def _agreement(session: Session, code: str, change: Callable[[Agreement], Agreement]) -> Session:
    return replace(
        session, agreements=tuple(change(each) if each.code == code else each for each in session.agreements)
    )


def _conclude(session: Session, conclusion: Conclusion) -> Session:
    return replace(session, conclusion=conclusion)


def _arrange(session: Session, deck: Deck) -> Session:
    return replace(session, deck=deck)


def _close(session: Session, ends_at: str) -> Session:
    on = day_of(session, ends_at) or last_day(session)
    return replace(session, state=TO_APPROVE, ends_at=ends_at, ends_on=on if on != last_day(session) else None)


def _approve(session: Session, in_session: str, on: date) -> Session:
    return replace(session, state=APPROVED, approved_in=in_session or session.code, approved_on=on)


def _sign(session: Session, signed: Signed) -> Session:
    return replace(session, state=SIGNED, signed=signed)


def _also_sign(session: Session, offices: tuple[str, ...]) -> Session:
    return replace(session, also_signs=tuple(dict.fromkeys((*session.also_signs, *offices))))


ACTS: dict[str, Callable[..., Session]] = {
    "rearrange": _rearrange,
    "attend": _attend,
    "call_again": _call_again,
    "install": _install,
    "suspend": _suspend,
    "resume": _resume,
    "include": _include,
    "debate": _debate,
    "agree": _agree,
    "vote": _vote,
    "reason": _reason,
    "authorise": _authorise,
    "conclude": _conclude,
    "arrange": _arrange,
    "close": _close,
    "approve": _approve,
    "sign": _sign,
    "also_sign": _also_sign,
}
