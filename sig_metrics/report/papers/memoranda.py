"""Owns the memoranda by which the secretary communicates the agreements: one a unit, with what it owes and until when
(art. 107.1 of the TUO of Ley 27444). Refuses a unit that owes none."""

from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.report.model import NOTE, Block, Paper, Signature, Table
from sig_metrics.report.papers.agreed import answers
from sig_metrics.report.papers.desk import Desk, blank, text
from sig_metrics.session.model import Agreement, Session
from sig_metrics.store.cortes import Corte

WIDTHS = (0.15, 0.37, 0.15, 0.15, 0.18)
HEADINGS = ("agreement_head", "agreement_agreed", "agreement_due", "agreement_systems", "agreement_answers")


def memoranda(session: Session, dataset: Dataset, corte: Corte | None) -> tuple[Paper, ...]:
    """One for each unit with an agreement, in the order of the agreements."""
    units = dict.fromkeys(each.unit for each in session.adopted)
    return tuple(memorandum(session, dataset, corte, unit) for unit in units)


def memorandum(session: Session, dataset: Dataset, corte: Corte | None, unit: str) -> Paper:
    desk = Desk(session, dataset, corte)
    owed = tuple(each for each in session.adopted if each.unit == unit)
    if not owed:
        known = [desk.catalog.label("unit", each.unit) for each in session.adopted]
        said = {"session": session.code, "known": words.listing(list(dict.fromkeys(known))) or "—"}
        if not unit:
            raise refuse("paper_unit_unsaid", **said)
        raise refuse("paper_unit_owes_none", unit=desk.catalog.label("unit", unit), **said)
    return Paper(
        name=words.say("paper_memorandum_name", key=session.code, unit=unit),
        institution=desk.over(session.held_on),
        title=words.say("paper_memorandum_title", number=blank("number")),
        heading=_heading(desk, unit),
        blocks=_blocks(desk, owed),
        signatures=(Signature(desk.secretariat, words.say("paper_as_secretariat", body=desk.body)),),
        marks=desk.marks(),
        copies=(words.say("paper_copy_file", key=session.code), desk.presidency),
    )


def _heading(desk: Desk, unit: str) -> tuple[tuple[str, str], ...]:
    session = desk.session
    city = desk.catalog.screens.institution.city
    head = next((seat.office for seat in session.seats if seat.unit == unit), "")
    to = words.say("paper_head_of", office=head, unit=desk.unit(unit)) if head else desk.unit(unit)
    return (
        (words.say("paper_to"), to),
        (words.say("paper_from"), words.say("paper_secretary_as", office=desk.secretariat, body=desk.body)),
        (words.say("paper_subject"), words.say("paper_memorandum_subject", unit=desk.catalog.label("unit", unit))),
        (words.say("paper_reference"), words.say("paper_memorandum_reference", kind=desk.kind, key=session.code)),
        (words.say("paper_date"), words.say("paper_dated", city=city, day=blank("issue"))),
    )


def _blocks(desk: Desk, owed: tuple[Agreement, ...]) -> tuple[Block, ...]:
    session = desk.session
    count = words.count(len(owed), "acuerdo", "acuerdos")
    given = {"kind": desk.kind, "day": desk.days, "body": desk.body, "count": count}
    found: list[Block] = [text("paper_memorandum_lead", **given, law=desk.law("107.1"))]
    rows = tuple(
        (
            each.code,
            each.agreed,
            words.day(each.due_on),
            desk.systems(each.systems) or words.say("paper_none"),
            answers(desk, each) or words.say("paper_none"),
        )
        for each in owed
    )
    found.append(Table(tuple(words.say(f"paper_{name}") for name in HEADINGS), rows, widths=WIDTHS))
    found.append(text("paper_memorandum_tell", first=words.long_day(min(each.due_on for each in owed))))
    if at_once := [each.code for each in owed if each.at_once]:
        found.append(text("paper_memorandum_at_once", NOTE, codes=words.listing(at_once), law=desk.law("113.2")))
    if session.approved_on is None:
        found.append(text("paper_memorandum_before", NOTE, law=desk.law("113.2")))
    return (*found, text("paper_memorandum_end"))
