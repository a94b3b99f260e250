"""Owns the list of sessions: those of the log and, of before there was one, those that the register of minutes alone has.

A session of the log stands by what its acts made it, whatever its rows say. What only the register knows is read, never
acted upon: it has no quorum where nobody wrote who attended."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.model import Catalog
from sig_metrics.measure.dataset import Dataset, register_rows, remembered
from sig_metrics.session.model import CALLED, IN_SESSION, PRESENT, SIGNED, Session
from sig_metrics.session.rules import MEMBERS

MINUTES, ATTENDANCE, AGREEMENTS = "minutes", "session_attendance", "agreement"


@dataclass(frozen=True)
class Line:
    """A session in the list. `seats` and `present`: None where nobody wrote who attended; `session`: of the log."""

    code: str
    kind: str
    held_on: date
    state: str  # of a session, or of its minutes in the register; «» where they do not say
    call: int | None
    present: int | None
    seats: int | None
    agreements: int
    corte: int | None = None
    session: Session | None = None

    @property
    def open(self) -> bool:
        """Whether something is to be done in it yet."""
        return self.session is not None and self.session.state != SIGNED


def keeps_sessions(catalog: Catalog) -> bool:
    """Whether this institution has the registers that a session asks for and leaves."""
    return {MINUTES, ATTENDANCE, AGREEMENTS, MEMBERS} <= set(catalog.registers)


def lines(dataset: Dataset, sessions: tuple[Session, ...]) -> tuple[Line, ...]:
    """Every session, the newest first."""
    known = {each.code for each in sessions}
    found = [_of_log(each) for each in sessions]
    found += [each for each in _of_registers(dataset) if each.code not in known]
    return tuple(sorted(found, key=lambda each: (each.held_on, each.code), reverse=True))


def in_hand(sessions: tuple[Session, ...]) -> Session | None:
    """The session that asks for something: the last that is not signed."""
    open_now = [each for each in sessions if each.state != SIGNED]
    return max(open_now, key=lambda each: (each.held_on, each.code), default=None)


def takers(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    """The sessions that can take a point, the nearest first: called, and in course for urgency (art. 109.4)."""
    return tuple(each for each in sessions if each.state in (CALLED, IN_SESSION))


def _of_log(session: Session) -> Line:
    seats, taken = len(session.seats) or None, bool(session.attendance)
    return Line(
        session.code,
        session.kind,
        session.held_on,
        session.state,
        session.call,
        len(session.present) if taken else None,
        seats,
        len(session.agreements),
        session.corte,
        session,
    )


@remembered(4)
def _of_registers(dataset: Dataset) -> tuple[Line, ...]:
    attended, agreed = _grouped(dataset, ATTENDANCE), _grouped(dataset, AGREEMENTS)
    return tuple(_of_row(row, attended.get(row["minutes"], []), agreed) for row in _rows(dataset, MINUTES))


def _of_row(row: dict, attended: list[dict], agreed: dict[str, list[dict]]) -> Line:
    present = [each for each in attended if each["attended_as"] in PRESENT]
    return Line(
        row["minutes"],
        row["kind"],
        row["held_on"],
        row["state"] or "",
        row["session_call"],
        len(present) if attended else None,
        len(attended) or None,
        len(agreed.get(row["minutes"], ())),
    )


def _grouped(dataset: Dataset, register: str) -> dict[str, list[dict]]:
    """{code of the minutes: the rows of a register that are of them}."""
    found: dict[str, list[dict]] = {}
    for row in _rows(dataset, register):
        found.setdefault(row["minutes"], []).append(row)
    return found


def _rows(dataset: Dataset, register: str) -> list[dict]:
    """The rows of a register; none where this institution keeps no such register."""
    return register_rows(dataset, register) if register in dataset.catalog.registers else []
