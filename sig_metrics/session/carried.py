"""Owns the agreements of earlier sessions that come back to a session by themselves: where each stands at a cut-off, and its
*arrastre*, in how many sessions held since its own it was still open.

One comes back while it is open; one that was fulfilled comes back once, to the session that follows. What the registers of a
corte did not have yet, because its session was closed later, is taken from the log; so is the last date that another session
gave one, which never moves its own: it is late by the date on which it was due."""

from datetime import date

from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.session.model import HELD, NO_QUORUM, Carried, Session

MINUTES, AGREEMENT = "minutes", "agreement"


def carried(dataset: Dataset, cutoff: date, before: date, sessions: tuple[Session, ...] = ()) -> tuple[Carried, ...]:
    """Those of the sessions held before a day, as known at a cut-off: the overdue first, the longest due first."""
    if not {MINUTES, AGREEMENT} <= set(dataset.catalog.registers):
        return ()
    closed = [each for each in sessions if each.state in HELD and each.held_on < before]
    held = {each.code: each.held_on for each in closed}
    held |= {
        row[MINUTES]: row["held_on"]
        for row in register_rows(dataset, MINUTES)
        if row["held_on"] < before and row.get("state") != NO_QUORUM
    }
    last = max(held.values(), default=None)
    moved = _moved(closed)
    rows = [row for row in _rows(dataset, closed) if row[MINUTES] in held]
    found = [_carried(row, held, cutoff, moved) for row in rows if _comes(row, held, cutoff, last)]
    return tuple(sorted(found, key=lambda each: (ORDER.index(each.state), each.due_on, each.agreement)))


ORDER = ("overdue", "open", "late", "fulfilled")


def _rows(dataset: Dataset, closed: list[Session]) -> list[dict]:
    """The agreements of the registers, and those of the log that came after they were frozen."""
    rows = list(register_rows(dataset, AGREEMENT))
    known = {row[AGREEMENT] for row in rows}
    later = [(of, each) for of in closed for each in of.adopted if each.code not in known]
    return rows + [
        {
            AGREEMENT: each.code,
            MINUTES: of.code,
            "unit": each.unit,
            "due_on": each.due_on,
            "agreed": each.agreed,
            "fulfilled_on": None,
        }
        for of, each in later
    ]


def _fulfilled(row: dict, cutoff: date) -> date | None:
    """When it was fulfilled, if that had happened by the cut-off."""
    return row["fulfilled_on"] if row["fulfilled_on"] and row["fulfilled_on"] <= cutoff else None


def _comes(row: dict, held: dict[str, date], cutoff: date, last: date) -> bool:
    """Whether it is open, or was fulfilled since the last session."""
    done = _fulfilled(row, cutoff)
    return done is None or done > last or held[row[MINUTES]] == last


def _carried(row: dict, held: dict[str, date], cutoff: date, moved: dict[str, tuple[date, str]]) -> Carried:
    done, due, own = _fulfilled(row, cutoff), row["due_on"], held[row[MINUTES]]
    state = ("late" if done > due else "fulfilled") if done else "overdue" if due < cutoff else "open"
    since = [day for code, day in held.items() if day > own and (done is None or done > day)]
    to, by = moved.get(row[AGREEMENT], (None, ""))
    return Carried(
        row[AGREEMENT],
        row[MINUTES],
        row["unit"],
        due,
        state,
        max(((done or cutoff) - due).days, 0),
        len(since),
        row.get("agreed") or "",
        done,
        to,
        by,
    )


def _moved(closed: list[Session]) -> dict[str, tuple[date, str]]:
    """{agreement: (the last date that another session gave it, the agreement that did)}."""
    ordered = sorted(closed, key=lambda each: (each.held_on, each.code))
    return {each.reschedules: (each.due_on, each.code) for of in ordered for each in of.adopted if each.reschedules}
