"""Owns the commands of the review sessions, which only read: `sessions` and `session`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.output import print_json, table
from sig_metrics.language import words
from sig_metrics.session import rules
from sig_metrics.session.facts import session_of, sessions
from sig_metrics.session.model import Agreement, Attendance, Session
from sig_metrics.session.said import decided_said
from sig_metrics.store import open_store


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds the commands; `command` makes a subcommand."""
    command("sessions", _sessions, "las sesiones de revisión: su estado, su convocatoria, su quórum y sus acuerdos")
    made = command("session", _session, "una sesión: quiénes asisten, qué se trata, qué se acordó y con qué votos")
    made.add_argument("code", help="código de la sesión, por ejemplo ACT-2021-05")


def _sessions(given: argparse.Namespace, catalog: Catalog) -> int:
    known = sessions(open_store(given.store))
    if given.json:
        print_json([_brief(each) for each in known])
    elif known:
        table([words.say("session_columns").split(" · "), *(_row(catalog, each) for each in known)])
    else:
        lost = rules.unkept(catalog)
        print(words.say("session_registers", which=words.listing(list(lost))) if lost else words.say("session_none"))
    return 0


def _brief(session: Session) -> dict:
    return {
        "code": session.code,
        "kind": session.kind,
        "period": session.period,
        "held_on": session.held_on,
        "state": session.state,
        "call": session.call,
        "corte": session.corte,
        **_quorum(session),
        "agreements": len(session.agreements),
        "adopted": len(session.adopted),
    }


def _quorum(session: Session) -> dict:
    counted = {"members": len(session.seats), "present": len(rules.voters(session))}
    return counted | {"quorum": rules.needed(session), "has_quorum": rules.has_quorum(session)}


def _row(catalog: Catalog, session: Session) -> list[str]:
    return [
        session.code,
        catalog.label("minutes_kind", session.kind),
        words.day(session.held_on),
        words.say(f"session_is_{session.state}"),
        words.say(f"session_call_{session.call}"),
        _present(session),
        words.number(len(session.adopted)),
    ]


def _present(session: Session) -> str:
    """«5 de 7 (quórum: 4)»; where none is asked for, without it."""
    counted = {"present": len(rules.voters(session)), "seats": len(session.seats)}
    if not (needed := rules.needed(session)):
        return words.say("session_present_alone", **counted)
    return words.say("session_present", **counted, needed=needed)


def _session(given: argparse.Namespace, catalog: Catalog) -> int:
    found = session_of(open_store(given.store), given.code)
    if given.json:
        print_json({**asdict(found), **_more(found)})
        return 0
    kind, state = catalog.label("minutes_kind", found.kind), words.say(f"session_is_{found.state}")
    print(words.say("session_line", key=found.code, kind=kind, day=words.day(found.held_on), place=found.place))
    told = {"state": state, "call": words.say(f"session_call_{found.call}"), "present": _present(found)}
    print(words.say("session_standing", **told, corte=found.corte or "—"))
    table([[str(each.number), catalog.label("unit", each.unit), each.topic] for each in found.items])
    table([_seat(catalog, each) for each in found.attendance])
    for each in found.agreements:
        print(_agreement(catalog, found, each))
        for vote in each.votes:
            print(f"  {vote.office}: {catalog.label('vote_sense', vote.sense)}")
    for lost in rules.lacking(found):
        print(words.say("session_lacks", what=lost))
    return 0


def _seat(catalog: Catalog, each: Attendance) -> list[str]:
    return [each.office, catalog.label("attended_as", each.attended_as), each.replaced_by]


def _more(session: Session) -> dict:
    """What is worked out of it."""
    outcomes = {each.code: each.outcome for each in session.agreements}
    signers = [{"office": office, "as": as_what} for office, as_what in rules.signers(session)]
    return {**_quorum(session), "outcomes": outcomes, "lacking": rules.lacking(session), "signers": signers}


def _agreement(catalog: Catalog, session: Session, each: Agreement) -> str:
    return words.say(
        "session_agreement",
        key=each.code,
        outcome=decided_said(each, session),
        unit=catalog.label("unit", each.unit),
        due=words.day(each.due_on),
        agreed=each.agreed,
    )
