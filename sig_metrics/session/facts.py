"""Owns the facts of a session: each act is one event of the signed log, and a session is what its acts made of it.

An act is verified on the session as it stands, and written, alone on the store: of two secretaries the second one sees what
the first did. If it cannot be written, nothing happened. What an act says is a text of its event; of a line that the journal
does not confirm nothing is taken."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path

from sig_metrics.intake.personal.signed import signed
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.session.folding import after, approving, convened
from sig_metrics.session.model import Session
from sig_metrics.session.shapes import packed, written
from sig_metrics.store import LocalStore
from sig_metrics.store.journal import Journal

EVENT, CONVENE, APPROVE = "session", "convene", "approve"
LONGEST_WHO = 80


def sessions(store: LocalStore) -> tuple[Session, ...]:
    """Every session of the log, the oldest first: by the day it was called for, and then by its code."""
    path = store.journal.path
    try:
        looks = path.stat()
    except OSError:
        return ()
    return _folded(path, looks.st_size, looks.st_mtime_ns, looks.st_ino)


def session_of(store: LocalStore, code: str) -> Session:
    """The session of a code; raises Refused naming those there are."""
    known = sessions(store)
    for each in known:
        if each.code == code:
            return each
    names = words.listing([each.code for each in known]) or "—"
    raise refuse("session_unknown", key=words.short(str(code), 40), known=names)


def acted(store: LocalStore, code: str, act: str, who: str, verified: Callable[[Session], dict]) -> Session:
    """Writes an act of a session, verified on what it is now: `verified` gives what the act says, or raises Refused."""
    who = by(who)
    with store.alone(who):
        values = verified(session_of(store, code))
        store.journal.record([], event(code, act, who, values))
    return session_of(store, code)


def event(code: str, act: str, who: str, values: dict) -> dict:
    """How the log tells an act."""
    now = datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0)
    said = {"event": EVENT, "session": code, "act": act, "at": now, "who": who}
    return {**said, "text": written(packed(values))}


def by(who: str) -> str:
    """Who acts, as it is kept; raises Refused for nobody, and for what says more of a person than where they work."""
    said = words.plain(who, LONGEST_WHO)
    if not said:
        raise refuse("session_who")
    return signed(said)


@lru_cache(8)
def _folded(path: Path, size: int, written_at: int, place: int) -> tuple[Session, ...]:
    """The sessions of a journal; each state of its file is read once a process."""
    found: dict[str, Session] = {}
    for entry in Journal(path.parent).entries():
        if entry["event"] == EVENT:
            with suppress(KeyError, ValueError, TypeError):  # a line that somebody made: verifying tells it
                _take(found, entry)
    return tuple(sorted(found.values(), key=lambda each: (each.held_on, each.code)))


def _take(found: dict[str, Session], entry: dict) -> None:
    code, act, values = entry["session"], entry["act"], json.loads(entry["text"])
    if act == CONVENE:
        found[code] = convened(code, values)
    elif code in found:
        found[code] = after(found[code], act, values, entry["at"])
        if act == APPROVE and (other := values["in_session"]) in found and other != code:
            found[other] = approving(found[other], code)
