"""Owns the acts by which a session comes to be held: it is called, attended, begun, suspended and resumed."""

from collections.abc import Sequence
from datetime import date

from sig_metrics.corte.reopen import open_corte
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.session import known, permits, rules
from sig_metrics.session.facts import CONVENE, acted, by, event, session_of
from sig_metrics.session.model import (
    CALLED,
    IN_SESSION,
    LEGAL,
    NO_QUORUM,
    SIMPLE,
    SUSPENDED,
    Attendance,
    Item,
    Session,
)
from sig_metrics.session.texts import cell, column, day, hour, line, word
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import corte_of

REASON = 600  # letters of why it was suspended


def convene(
    store: LocalStore,
    dataset: Dataset,
    *,
    kind: str,
    held_on: date,
    place: str,
    starts_at: str,
    called_on: date,
    items: Sequence[Item],
    who: str,
    period: str = "",
    regime: str = LEGAL,
) -> Session:
    """Calls a session (S1, S3), with the seats of that day; its code is the next of the registers and of the log."""
    catalog, who = dataset.catalog, by(who)
    if lost := rules.unkept(catalog):
        raise refuse("session_registers", which=words.listing(list(lost)))
    seats = rules.seats_on(dataset, day(held_on, column("minutes", "held_on").heading))
    if regime == LEGAL:
        permits.roles(seats, held_on)
    if day(called_on, column("minutes", "called_on").heading) > held_on:
        raise refuse("session_called_late", called=words.day(called_on), day=words.day(held_on))
    said = {
        "kind": word(kind, catalog.vocabularies["minutes_kind"], column("minutes", "kind").heading),
        "period": cell(period or f"{held_on.year}-S{(held_on.month + 5) // 6}", "minutes", "period"),
        "held_on": held_on,
        **_where(place, starts_at),
        "called_on": called_on,
        "items": known.items(tuple(items), catalog),
        "seats": seats,
        "regime": word(regime, dict.fromkeys((LEGAL, SIMPLE)), words.say("session_regime_heading")),
    }
    with store.alone(who):
        with known.now(store) as (snapshot, _):
            code = known.next_minutes(store, snapshot, held_on.year)
        store.journal.record([], event(code, CONVENE, who, said))
    return session_of(store, code)


def _where(place: str, starts_at: str) -> dict[str, str]:
    heading = column("minutes", "starts_at").heading
    return {"place": cell(place, "minutes", "place", required=True), "starts_at": hour(starts_at, heading)}


def rearrange(store: LocalStore, code: str, *, items: Sequence[Item], who: str) -> Session:
    """Gives another order of the day to a session that has not begun."""
    with known.now(store) as (_, catalog):
        said = known.items(tuple(items), catalog)

    def verified(session: Session) -> dict:
        permits.in_state(session, "rearrange", CALLED)
        return {"items": said}

    return acted(store, code, "rearrange", who, verified)


def bring(store: LocalStore, code: str, *, item: Item, who: str) -> Session:
    """Adds a point at the end of the order of the day of a session that has not begun, whatever others added meanwhile; a
    view that is a point of it already is refused."""
    with known.now(store) as (_, catalog):
        made = known.item(item, item.number, catalog)

    def verified(session: Session) -> dict:
        permits.in_state(session, "rearrange", CALLED)
        permits.new_view(session, made)
        return {"items": known.items((*session.items, made), catalog)}

    return acted(store, code, "rearrange", who, verified)


def attend(store: LocalStore, code: str, *, attendance: Sequence[Attendance], who: str) -> Session:
    """Says who is there (S2). Before it begins, a seat that is not named is absent; once begun, only what changes is said,
    and a seat that attended and is now absent has left."""

    def verified(session: Session) -> dict:
        permits.in_state(session, "attend", CALLED, NO_QUORUM, IN_SESSION)
        permits.attendance(session, attendance)
        if session.state == IN_SESSION:
            permits.moved(session, attendance)
        return {"attendance": tuple(attendance)}

    return acted(store, code, "attend", who, verified)


def call_again(store: LocalStore, code: str, *, held_on: date, place: str, starts_at: str, who: str) -> Session:
    """Calls it a second time, for the next day, because the first had no quorum (S7)."""
    where = _where(place, starts_at)

    def verified(session: Session) -> dict:
        permits.second_call(session, held_on)
        return {"held_on": held_on, **where}

    return acted(store, code, "call_again", who, verified)


def install(store: LocalStore, code: str, *, corte: int, who: str, unanimous_start: bool = False) -> Session:
    """Begins it with the figures of a corte, which is sound and is the only one that it will have (S4, S6)."""
    chosen = corte_of(store, str(corte))
    open_corte(store, chosen).close()

    def verified(session: Session) -> dict:
        permits.in_state(session, "install", CALLED, NO_QUORUM)
        permits.install(session, unanimous_start, chosen)
        if corte_of(store, str(corte)).released_at:
            raise refuse("corte_released", name=chosen.name, hash=chosen.hash[:12])
        return {"corte": chosen.number, "hash": chosen.hash, "unanimous_start": unanimous_start}

    return acted(store, code, "install", who, verified)


def suspend(store: LocalStore, code: str, *, reason: str, at: str, goes_on: date, place: str, who: str) -> Session:
    """Stops it, saying why, and when and where it goes on (S8)."""
    said = {
        "reason": _suspension(reason, "reason", REASON),
        "at": hour(at, words.say("session_at_heading")),
        "goes_on": day(goes_on, words.say("session_goes_on_heading")),
        "place": _suspension(place, "place", column("minutes", "place").longest),
    }

    def verified(session: Session) -> dict:
        permits.in_state(session, "suspend", IN_SESSION)
        permits.suspend(session, said["at"], goes_on)
        return said

    return acted(store, code, "suspend", who, verified)


def _suspension(said: str, what: str, longest: int) -> str:
    """A text without which it cannot be suspended."""
    heading = words.say(f"session_{what}_heading")
    if not (kept := line(said, heading, longest)):
        raise refuse("session_suspension", what=heading)
    return kept


def resume(store: LocalStore, code: str, *, who: str, on: date | None = None, at: str = "") -> Session:
    """Goes on with it, on the day that was said or on another, at an hour if somebody says it."""
    since = hour(at, words.say("session_resumed_at_heading")) if at else ""

    def verified(session: Session) -> dict:
        permits.in_state(session, "resume", SUSPENDED)
        resumed = on or session.suspensions[-1].goes_on
        permits.resume(session, resumed, since)
        return {"on": resumed, "at": since}

    return acted(store, code, "resume", who, verified)
