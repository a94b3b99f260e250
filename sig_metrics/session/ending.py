"""Owns the acts that end a session: it is closed and its rows are loaded, its minutes are approved, and come back signed.

Rows and fact are one publication (`rows`): of a load that is refused nothing stays, and the session is as it was."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sig_metrics.catalog.model import Catalog
from sig_metrics.language.problems import refuse
from sig_metrics.session import permits, rows, rules
from sig_metrics.session.facts import acted, session_of
from sig_metrics.session.model import APPROVED, HELD, IN_SESSION, SUSPENDED, TO_APPROVE, Session, Signed
from sig_metrics.session.texts import column, hour
from sig_metrics.store import LocalStore


def close(store: LocalStore, catalog: Catalog, code: str, *, ends_at: str, who: str, on: date | None = None) -> Session:
    """Ends it (S10, S11; `on` is the day on which it is written) and loads its rows: its minutes are to be approved."""
    at = hour(ends_at, column("minutes", "ends_at").heading)
    asked = rows.concludes(catalog)

    def verified(session: Session) -> dict:
        permits.in_state(session, "close", IN_SESSION)
        day = on or rules.last_day(session)
        permits.close(session, at, day, asked.get(session.kind, ()))
        return {"ends_at": at, "on": day}

    return rows.loaded(store, catalog, code, "close", who, verified)


def approve(
    store: LocalStore, catalog: Catalog, code: str, *, who: str, in_session: str = "", on: date | None = None
) -> Session:
    """Approves its minutes (S12, S13): at its end, or at the start of `in_session`, which is in course."""
    within = "" if in_session == code else in_session

    def verified(session: Session) -> dict:
        permits.in_state(session, "approve", TO_APPROVE)
        other = session_of(store, within) if within else None
        day = on or rules.last_day(other or session)
        permits.approve(session, other, day)
        return {"in_session": within, "on": day}

    return rows.loaded(store, catalog, code, "approve", who, verified)


def sign(store: LocalStore, catalog: Catalog, code: str, *, signed: Signed, who: str) -> Session:
    """Keeps that the minutes came back signed by all who sign (S14), once they are approved: their hash, never a name."""
    offices = tuple(dict.fromkeys(signed.signers))

    def verified(session: Session) -> dict:
        permits.in_state(session, "sign", APPROVED)
        if not re.fullmatch("[0-9a-f]{64}", signed.sha256):
            raise refuse("session_signed_hash")
        if signed.intact is False:
            raise refuse("session_signed_altered")
        permits.sign(session, offices, signed.on)
        return {"signed": replace(signed, signers=offices)}

    return rows.loaded(store, catalog, code, "sign", who, verified)


def also_sign(store: LocalStore, code: str, *, offices: Sequence[str], who: str) -> Session:
    """Adds the members who ask to sign the minutes (S14)."""

    def verified(session: Session) -> dict:
        permits.in_state(session, "also_sign", IN_SESSION, SUSPENDED, *HELD[:2])
        permits.also_sign(session, offices)
        return {"offices": tuple(dict.fromkeys(offices))}

    return acted(store, code, "also_sign", who, verified)
