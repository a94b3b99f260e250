"""Owns what may be done in a session: each function refuses what its rule does not admit, naming the article.

Articles are those of the TUO of Ley 27444; they rule the sessions of the regime «legal». A session of the regime «simple»
has its states, its order of the day and its corte, and no quorum or votes."""

from collections.abc import Iterable
from datetime import date, timedelta

from sig_metrics.language import words
from sig_metrics.language.problems import Refused, refuse
from sig_metrics.session import rules
from sig_metrics.session.model import (
    ABSENT,
    ABSTENTION,
    AGAINST,
    ALTERNATE,
    CALLED,
    CHOSEN,
    EXCUSED,
    IN_FAVOUR,
    IN_SESSION,
    LEGAL,
    NO_QUORUM,
    OPEN,
    TIED,
    TITULAR,
    Agreement,
    Attendance,
    Conclusion,
    Item,
    Seat,
    Session,
    Vote,
)
from sig_metrics.store.cortes import Corte


def in_state(session: Session, act: str, *states: str) -> None:
    """Refuses an act that is not of this moment of the session."""
    if session.state not in states:
        state = words.say(f"session_is_{session.state}")
        raise refuse("session_not_now", key=session.code, state=state, what=words.say(f"session_do_{act}"))


def legal(session: Session) -> bool:
    return session.regime == LEGAL


def roles(seats: tuple[Seat, ...], day: date) -> None:
    """S1: a presidency and a secretariat, of that day."""
    for role in rules.ROLES:
        if not any(seat.role == role for seat in seats):
            raise refuse("session_no_role", role=words.say(f"session_signs_{role}"), day=words.day(day))


def attendance(session: Session, given: Iterable[Attendance]) -> None:
    """S2: a seat is taken by its titular, its alternate, or a member whom the body chose, who is there; by one person
    each."""
    seats = {seat.office: seat for seat in session.seats}
    there = session.present if session.state == IN_SESSION else ()  # before it begins, it is said of all of them
    taken = {each.office: each for each in there} | {each.office: each for each in given}
    for each in given:
        if each.office not in seats:
            raise refuse("session_no_seat", office=words.short(each.office, 80))
        if each.attended_as not in (TITULAR, ALTERNATE, CHOSEN, EXCUSED, ABSENT):
            raise refuse("session_word", heading=each.office, value=words.short(each.attended_as, 60))
        _taken(session, seats[each.office], each)
    sitting = [each.replaced_by for each in taken.values() if each.present and each.replaced_by]
    for office in sitting:
        if sitting.count(office) > 1:
            raise refuse("session_two_seats", office=office)
    for each in taken.values():
        own = taken.get(each.replaced_by)
        if each.attended_as == CHOSEN and each.replaced_by in seats and (own is None or own.attended_as != TITULAR):
            raise refuse("session_chosen_absent", office=each.office, other=each.replaced_by)


def _taken(session: Session, seat: Seat, each: Attendance) -> None:
    if each.attended_as not in (ALTERNATE, CHOSEN):
        if each.replaced_by:
            raise refuse("session_replaced", office=seat.office)
        return
    if not each.replaced_by:
        raise refuse(f"session_who_{each.attended_as}", office=seat.office)
    if each.attended_as == ALTERNATE and each.replaced_by not in seat.alternates:
        known = words.listing(list(seat.alternates)) or "—"
        raise refuse("session_alternate", office=seat.office, other=each.replaced_by, known=known)
    members = {office for other in session.seats for office in (other.office, *other.alternates)} - {seat.office}
    if each.attended_as == CHOSEN and each.replaced_by not in members:
        raise refuse("session_chosen", office=seat.office, other=each.replaced_by)


def moved(session: Session, given: Iterable[Attendance]) -> None:
    """In a sitting, a seat that already voted is not taken by somebody else: its vote would be of another. When the session
    goes on another day, it may be."""
    was = {each.office: each for each in session.attendance}
    sitting = len(session.sittings) - 1
    voted = {vote.office for each in session.agreements if each.sitting == sitting for vote in each.votes}
    for each in given:
        if each.office in voted and each.present and each != was[each.office]:
            raise refuse("session_voted", office=each.office)


def install(session: Session, unanimous: bool, corte: Corte) -> None:
    """S1, S4 and S6: who presides and who writes are there, and there is a quorum; called in form, or begun by all. Its
    figures are none of a month that is to come."""
    if corte.cutoff > f"{session.held_on:%Y-%m}":
        month = words.month(date.fromisoformat(f"{corte.cutoff}-01"))
        raise refuse("session_corte_later", number=corte.number, month=month, day=words.day(session.held_on))
    if not legal(session):
        return
    if not rules.has_quorum(session):
        raise no_quorum(session)
    for role in rules.ROLES:
        seat = session.seat(role)
        if seat.office not in {each.office for each in session.present}:
            raise refuse("session_role_absent", role=words.say(f"session_signs_{role}"), office=seat.office)
    if unanimous and not rules.everybody(session):
        raise refuse("session_start_all", present=len(rules.voters(session)), seats=len(session.seats))
    if not unanimous and not rules.in_form(session):
        raise refuse("session_start_form")


def no_quorum(session: Session) -> Refused:
    """S6 and S7: what is said of a session that cannot open, or go on."""
    counted = {"present": len(rules.voters(session)), "seats": len(session.seats), "needed": rules.needed(session)}
    return refuse(f"session_quorum_{session.call}", **counted)


def second_call(session: Session, held_on: date) -> None:
    """S7: the next day, once, and only when the first had no quorum."""
    if not legal(session):
        raise refuse("session_second_simple")
    if session.call != 1:
        raise refuse("session_second_twice")
    if session.state == CALLED and not session.attendance:
        raise refuse("session_second_unasked")
    if session.state == CALLED:
        raise refuse("session_second_quorum", present=len(rules.voters(session)), needed=rules.quorum(session))
    in_state(session, "call_again", NO_QUORUM)
    if held_on != session.held_on + timedelta(days=1):
        raise refuse("session_second_day", day=words.day(session.held_on + timedelta(days=1)))


def suspend(session: Session, at: str, goes_on: date) -> None:
    """S8: it says when it goes on, and that is not before."""
    on = later(session, at, words.say("session_at_heading"))
    if goes_on < on:
        raise refuse("session_goes_on", day=words.day(on))


def resume(session: Session, on: date, at: str) -> None:
    """S8: it goes on when it had stopped; `at`: «» if nobody says at which hour."""
    last = rules.last_day(session)
    if on < last:
        raise refuse("session_goes_on", day=words.day(last))
    if at and on == last and at < rules.last_hour(session):
        heading = words.say("session_resumed_at_heading")
        raise refuse("session_later", heading=heading, hour=rules.last_hour(session), day=words.day(last))


def later(session: Session, at: str, heading: str) -> date:
    """The day of an hour, which comes after all that happened before."""
    day = rules.day_of(session, at)
    if day is None:
        before = {"hour": rules.last_hour(session), "day": words.day(rules.last_day(session))}
        raise refuse("session_later", heading=heading, **before)
    return day


def going_on(session: Session, act: str) -> None:
    """In session, and with the quorum that it needs at every moment (S6)."""
    in_state(session, act, IN_SESSION)
    if legal(session) and not rules.has_quorum(session):
        raise no_quorum(session)


def include(session: Session, in_favour: Iterable[str]) -> None:
    """S5: for urgency, with all the members present and all of them in favour."""
    if not legal(session):
        return
    if not rules.everybody(session):
        raise refuse("session_include_all", present=len(rules.voters(session)), seats=len(session.seats))
    against = [each.office for each in session.present if each.office not in set(in_favour)]
    if against:
        raise refuse("session_include_one", offices=words.listing(against))


def new_view(session: Session, item: Item) -> None:
    """A view is brought to a session once."""
    found = next((each.number for each in session.items if item.view and each.view == item.view), None)
    if found is not None:
        raise refuse("session_view_there", key=session.code, item=found)


def on_agenda(session: Session, item: int) -> None:
    """S5: nothing outside the order of the day."""
    if session.item(item) is None:
        numbers = words.listing([str(each.number) for each in session.items]) or "—"
        raise refuse("session_outside" if legal(session) else "session_no_item", item=item, known=numbers)


def votes(session: Session, agreement: Agreement, given: tuple[Vote, ...], casting: str) -> None:
    """S9 and S11: each member that is present votes, once; who abstains says by which norm and why; the casting vote is
    for a tie."""
    if not legal(session) and not given:
        return
    asked, came = [each.office for each in rules.voters(session)], [vote.office for vote in given]
    if lost := [office for office in asked if office not in came]:
        raise refuse("session_vote_missing", offices=words.listing(lost))
    for vote in given:
        if vote.office not in asked or came.count(vote.office) > 1:
            raise refuse("session_vote_stranger", office=words.short(vote.office, 80))
        if vote.sense not in (IN_FAVOUR, AGAINST, ABSTENTION):
            raise refuse("session_word", heading=vote.office, value=words.short(vote.sense, 60))
        if legal(session) and vote.sense == ABSTENTION and not (vote.norm and vote.reasons):
            raise refuse("session_abstention", office=vote.office)
    count = [vote.sense for vote in given]
    tied = count.count(IN_FAVOUR) == count.count(AGAINST)
    if casting and (not tied or casting not in (IN_FAVOUR, AGAINST)):
        raise refuse("session_casting", key=agreement.code)


def reasons(session: Session, agreement: Agreement, office: str, on: date) -> None:
    """S10: of a vote that has them, in writing, until the next day."""
    vote = next((each for each in agreement.votes if each.office == office), None)
    if vote is None or vote.sense == IN_FAVOUR and vote not in rules.dissenters(agreement):
        raise refuse("session_reason_none", office=words.short(office, 80), key=agreement.code)
    until = rules.last_day(session) + timedelta(days=1)
    if not rules.last_day(session) <= on <= until:
        raise refuse("session_reason_late", office=office, day=words.day(until))


def at_once(session: Session, agreement: Agreement) -> None:
    """S13: what was agreed may be carried out before the minutes are approved, if that is authorised."""
    if agreement not in session.adopted:
        raise refuse("session_at_once", key=agreement.code)


def close(session: Session, at: str, on: date, asked: tuple[str, ...]) -> None:
    """S9 to S11, and what a review concludes (`asked`: its columns): nothing is left half decided, and it ends after it
    began."""
    later(session, at, words.say("session_ends_heading"))
    if legal(session):
        for each in session.agreements:
            if each.outcome in (OPEN, TIED):
                raise refuse(f"session_close_{each.outcome}", key=each.code)
        overdue = on > rules.last_day(session) + timedelta(days=1)
        for code, office in rules.unreasoned(session) if overdue else ():
            day = words.day(rules.last_day(session) + timedelta(days=1))
            raise refuse("session_close_reasons", key=code, office=office, day=day)
    concluded(session.conclusion, asked)


def concluded(conclusion: Conclusion, asked: tuple[str, ...]) -> None:
    if lost := [words.say(f"session_concludes_{name}") for name in asked if not getattr(conclusion, name)]:
        raise refuse("session_close_conclusion", which=words.listing(lost))


def approve(session: Session, other: Session | None, on: date) -> None:
    """S12 and S13: the minutes are whole, and are read and approved at the end of the session or at the start of a later
    one."""
    if legal(session) and (lost := rules.lacking(session)):
        raise refuse("session_approve_lacking", which=words.listing(list(lost)))
    if other is None:
        if legal(session) and on != rules.last_day(session):
            raise refuse("session_approve_day", day=words.day(rules.last_day(session)))
        return
    in_state(other, "approve_in", IN_SESSION)
    if other.held_on < rules.last_day(session):
        raise refuse("session_approve_order", key=session.code, other=other.code)
    if on != rules.last_day(other):
        raise refuse("session_approve_day", day=words.day(rules.last_day(other)))


def sign(session: Session, offices: Iterable[str], on: date) -> None:
    """S14: by all who sign, once they are approved."""
    if on < session.approved_on:
        raise refuse("session_sign_before", on=words.day(on), day=words.day(session.approved_on))
    lost = [office for office, _ in rules.signers(session) if office not in set(offices)]
    if lost and legal(session):
        raise refuse("session_sign_missing", offices=words.listing(lost))


def also_sign(session: Session, offices: Iterable[str]) -> None:
    """S14: who asks to sign was there."""
    there = {each.office for each in session.attendance if each.present}
    if strange := [words.short(each, 80) for each in offices if each not in there]:
        raise refuse("session_sign_stranger", offices=words.listing(strange))
