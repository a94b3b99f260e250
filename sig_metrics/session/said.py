"""Owns how a session reads where it is looked at: its state, what it asks for next, its quorum and the outcome of a vote."""

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.session.model import (
    ABSTENTION,
    ADOPTED,
    AGAINST,
    CALLED,
    IN_FAVOUR,
    OPEN,
    PRESIDENCY,
    REJECTED,
    SECRETARIAT,
    SUSPENDED,
    TIED,
    Agreement,
    Carried,
    Session,
)
from sig_metrics.session.rules import has_quorum, lacking, needed, voters

TONES = {"fulfilled": ("●", "improvement"), "late": ("●", "common"), "open": ("○", "muted"), "overdue": ("■", "breach")}
OUTCOMES = {ADOPTED: ("●", "improvement"), REJECTED: ("–", "muted"), TIED: ("◆", "concern"), OPEN: ("○", "concern")}


def state_said(state: str) -> str:
    """«Convocada», «Acta por aprobar»."""
    return words.say(f"sitting_state_{state}")


def summary(catalog: Catalog, session: Session) -> str:
    """Where a session stands and what it asks for next, in a sentence."""
    given = {
        "day": words.long_day(session.held_on),
        "at": session.starts_at,
        "place": session.place,
        "notice": words.count(session.notice_days(), "día", "días"),
        "present": words.number(len(session.present)),
        "seats": words.number(len(session.seats)),
        "agreements": _agreed(session),
        "ended": session.ends_at,
    }
    if session.state == CALLED:
        return words.say("sitting_is_called_second" if session.call == 2 else "sitting_is_called", **given)
    if session.state == SUSPENDED and session.suspensions:
        last = session.suspensions[-1]
        return words.say(
            "sitting_is_suspended", goes_on=words.long_day(last.goes_on), where=last.place, reason=last.reason
        )
    itself = session.approved_in in ("", session.code)
    where = words.say("sitting_at_its_end" if itself else "sitting_in_another", session=session.approved_in)
    approved = {"approved": words.day(session.approved_on), "where": where}
    return words.say(f"sitting_is_{session.state}", **given, **approved)


def _agreed(session: Session) -> str:
    count = len(session.agreements)
    return words.count(count, "acuerdo", "acuerdos") if count else words.say("sitting_no_agreements")


def quorum_said(session: Session) -> str:
    """«5 de 7: hay quórum (se necesitan 4: mayoría absoluta, art. 110.1)»; where none is asked for, who is there."""
    code = "sitting_quorum" if has_quorum(session) else "sitting_no_quorum"
    present, seats = words.number(len(voters(session))), words.number(len(session.seats))
    if not needed(session):
        return words.say("sitting_attend", present=present, seats=seats)
    law = words.say(
        "sitting_law_second" if session.call == 2 else "sitting_law_first", needed=words.number(needed(session))
    )
    return words.say(code, present=present, seats=seats, law=law)


def outcome_said(agreement: Agreement, session: Session | None = None) -> str:
    """«6 a favor, 1 en contra: se adopta (mayoría de los presentes, art. 111.1)»; what a session adopts without votes says
    so."""
    if session and _without_votes(session, agreement):
        return words.say("sitting_outcome_agreed")
    if agreement.outcome == OPEN:
        return words.say("sitting_outcome_open")
    code = f"sitting_outcome_{agreement.outcome}" + ("_casting" if agreement.casting else "")
    return words.say(code, votes=votes_said(agreement))


def votes_said(agreement: Agreement) -> str:
    """«5 a favor, 1 en contra y 1 abstención»."""
    counted = [
        (IN_FAVOUR, "a favor", "a favor"),
        (AGAINST, "en contra", "en contra"),
        (ABSTENTION, "abstención", "abstenciones"),
    ]
    return words.listing([words.count(n, one, many) for sense, one, many in counted if (n := agreement.count(sense))])


def decided_said(agreement: Agreement, session: Session) -> str:
    """«adoptado», «adoptado con el voto dirimente», «adoptado sin votación»."""
    if _without_votes(session, agreement):
        return words.say("session_agreed")
    return words.say(f"session_{agreement.outcome}" + ("_casting" if agreement.casting else ""))


def _without_votes(session: Session, agreement: Agreement) -> bool:
    """Whether it was adopted where no article asks for votes."""
    return agreement.outcome == OPEN and agreement in session.adopted


def carried_said(each: Carried) -> str:
    """«vencía el 30/09/2021; en 3 sesiones»: when it was due and in how many sessions it was still open."""
    told = [words.say("sitting_due", day=words.day(each.rescheduled_to or each.due_on))]
    if each.rescheduled_to:
        told.append(words.say("sitting_moved", day=words.day(each.due_on), by=each.rescheduled_by))
    if each.sessions:
        told.append(words.say("sitting_dragged", count=words.count(each.sessions, "sesión", "sesiones")))
    return "; ".join(told)


def lacking_said(session: Session) -> list[str]:
    """Which elements of art. 113.1 the minutes lack, in words: the points of which nothing was written, in one phrase."""
    agreed = {each.item for each in session.agreements}
    points = [each.number for each in session.items if not each.debated and each.number not in agreed]
    alone = {words.say("session_lacks_debated", item=number) for number in points}
    rest = [each for each in lacking(session) if each not in alone]
    if not points or len(rest) == len(lacking(session)):
        return rest
    if len(points) == 1:
        return [*rest, *alone]
    return [*rest, words.say("sitting_lacks_points", items=words.listing([str(each) for each in points]))]


def roles_missing(session: Session) -> list[str]:
    """Of the two roles of art. 107.1, those that no seat has."""
    return [role for role in (PRESIDENCY, SECRETARIAT) if session.seat(role) is None]


def state_of(each: Carried) -> str:
    """«vencido hace 55 días», «cumplido el 12/10/2021»."""
    given = {"days": words.count(each.days, "día", "días"), "on": words.day(each.fulfilled_on)}
    return words.say(f"sitting_back_{each.state}", **given)
