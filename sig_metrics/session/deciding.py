"""Owns the acts of a session in course: what is debated and included, what is agreed and by which votes, and what it
concludes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.session import known, permits, rules
from sig_metrics.session.facts import acted
from sig_metrics.session.model import (
    APPROVED,
    CALLED,
    IN_SESSION,
    NO_QUORUM,
    SUSPENDED,
    TO_APPROVE,
    Agreement,
    Conclusion,
    Deck,
    Item,
    Session,
    Vote,
)
from sig_metrics.session.texts import DEBATED, NOTES, address, cell, column, day, line, prose, text, word
from sig_metrics.store import LocalStore

CONCLUDES = ("suitability", "adequacy", "effectiveness", "alignment")


def include(store: LocalStore, code: str, *, item: Item, in_favour: Sequence[str], who: str) -> Session:
    """Adds an item for urgency, all the members being present and in favour (S5); it takes the next number."""
    with known.now(store) as (_, catalog):
        made = known.item(item, item.number, catalog, urgent=True)

    def verified(session: Session) -> dict:
        permits.going_on(session, "include")
        permits.include(session, in_favour)
        permits.new_view(session, made)
        number = max((each.number for each in session.items), default=0) + 1
        return {"item": replace(made, number=number), "in_favour": tuple(dict.fromkeys(in_favour))}

    return acted(store, code, "include", who, verified)


def debate(store: LocalStore, code: str, *, item: int, text: str, who: str) -> Session:
    """Writes what was said of an item, for the minutes."""
    said = _debated(text)

    def verified(session: Session) -> dict:
        permits.in_state(session, "debate", IN_SESSION)
        permits.on_agenda(session, item)
        return {"item": item, "text": said}

    return acted(store, code, "debate", who, verified)


def _debated(said: str) -> str:
    return text(said, words.say("session_debated_heading"), DEBATED)


def agree(store: LocalStore, dataset: Dataset, code: str, *, agreement: Agreement, who: str) -> Session:
    """Puts an agreement to the vote: on an item of the agenda (S5), with its grounds and the view that motivated it. Its code
    is the next; one that reschedules an earlier agreement answers it."""

    def verified(session: Session) -> dict:
        permits.going_on(session, "agree")
        permits.on_agenda(session, agreement.item)
        with known.now(store) as (snapshot, catalog):
            made = _written(session, agreement, catalog)
            if made.reschedules:
                known.still_open(store, snapshot, session, made.reschedules, rules.last_day(session))
                made = replace(made, answers_kind=known.AGREEMENT, answers=made.reschedules)
            elif made.answers_kind or made.answers:
                known.answered(store, snapshot, catalog, made.answers_kind, made.answers)
            number = known.next_agreement(store, snapshot, session.held_on.year)
        return {"agreement": replace(made, code=number, votes=(), casting="", at_once=False)}

    return acted(store, code, "agree", who, verified)


def _written(session: Session, given: Agreement, catalog: Catalog) -> Agreement:
    """An agreement with its texts and words verified."""
    words_of = {name: catalog.vocabularies[column("agreement", name).vocabulary] for name in ("kind", "unit", "output")}
    coded = {
        name: word(getattr(given, name), known_words, column("agreement", name).heading)
        for name, known_words in words_of.items()
    }
    for system in given.systems or ("",):
        word(system, catalog.vocabularies["system"], column("agreement", "systems").heading)
    if day(given.due_on, column("agreement", "due_on").heading) < rules.last_day(session):
        raise refuse("session_due", due=words.day(given.due_on), day=words.day(rules.last_day(session)))
    if given.reschedules and (given.answers or given.reschedules) != given.reschedules:
        raise refuse("session_reschedules_other", key=given.reschedules)
    return replace(
        given,
        **coded,
        agreed=prose(given.agreed, "agreement", "agreed", required=True),
        grounds=prose(given.grounds, "agreement", "grounds", required=True),
        systems=tuple(each for each in catalog.vocabularies["system"] if each in given.systems),
        answers=cell(given.answers, "agreement", "answers"),
        view=address(given.view, session.corte),
    )


def vote(
    store: LocalStore, code: str, *, agreement: str, votes: Sequence[Vote], who: str, casting: str = ""
) -> Session:
    """Writes the vote of every member that is present (S11); a tie asks for the casting vote of the president (S9). Written
    again, it takes the place of what was written."""
    given = tuple(_vote(each) for each in votes)

    def verified(session: Session) -> dict:
        permits.going_on(session, "vote")
        permits.votes(session, _of(session, agreement), given, casting)
        return {"agreement": agreement, "votes": given, "casting": casting}

    return acted(store, code, "vote", who, verified)


def _vote(given: Vote) -> Vote:
    return replace(given, reasons=prose(given.reasons, "vote", "reasons"), norm=cell(given.norm, "vote", "norm"))


def reason(
    store: LocalStore,
    code: str,
    *,
    agreement: str,
    office: str,
    reasons: str,
    who: str,
    on: date | None = None,
) -> Session:
    """Adds the reasons that who voted otherwise gave in writing, `on` a day not later than the next (S10)."""
    said = prose(reasons, "vote", "reasons", required=True)

    def verified(session: Session) -> dict:
        permits.in_state(session, "reason", IN_SESSION, SUSPENDED, TO_APPROVE)
        given = on or rules.last_day(session)
        permits.reasons(session, _of(session, agreement), office, given)
        return {"agreement": agreement, "office": office, "reasons": said, "on": given}

    return acted(store, code, "reason", who, verified)


def authorise(store: LocalStore, code: str, *, agreement: str, who: str) -> Session:
    """Authorises that an agreement is carried out before the minutes are approved (S13)."""

    def verified(session: Session) -> dict:
        permits.in_state(session, "authorise", IN_SESSION, TO_APPROVE)
        permits.at_once(session, _of(session, agreement))
        return {"agreement": agreement}

    return acted(store, code, "authorise", who, verified)


def _of(session: Session, code: str) -> Agreement:
    found = session.agreement(code)
    if found is None:
        known_codes = words.listing([each.code for each in session.agreements]) or "—"
        raise refuse("session_no_agreement", key=words.short(code, 40), known=known_codes)
    return found


def conclude(store: LocalStore, code: str, *, conclusion: Conclusion, who: str) -> Session:
    """Writes what a review concludes of the system."""
    said = Conclusion(*(prose(getattr(conclusion, name), "minutes", name) for name in CONCLUDES))

    def verified(session: Session) -> dict:
        permits.in_state(session, "conclude", IN_SESSION)
        return {"conclusion": said}

    return acted(store, code, "conclude", who, verified)


def arrange(store: LocalStore, code: str, *, deck: Deck, who: str) -> Session:
    """Keeps how the slides are ordered, which are hidden and what the presenter noted."""
    heading = words.say("session_notes_heading")
    notes = {key: kept for key, said in deck.notes.items() if (kept := text(said, heading, NOTES))}
    keys = [tuple(dict.fromkeys(line(key, heading, NOTES) for key in given)) for given in (deck.order, deck.hidden)]

    def verified(session: Session) -> dict:
        permits.in_state(session, "arrange", CALLED, NO_QUORUM, IN_SESSION, SUSPENDED, TO_APPROVE, APPROVED)
        return {"deck": Deck(*keys, notes)}

    return acted(store, code, "arrange", who, verified)
