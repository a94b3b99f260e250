"""Owns the certificate of an agreement (constancia), which the secretary gives before the minutes are approved, or after
(art. 113.2 of the TUO of Ley 27444). Refuses an agreement that was not adopted."""

from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.report.model import LEAD, NOTE, Block, Paper, Signature
from sig_metrics.report.papers.agreed import told
from sig_metrics.report.papers.desk import Desk, blank, text, weekday
from sig_metrics.session import rules
from sig_metrics.session.model import Agreement, Session
from sig_metrics.store.cortes import Corte


def certificate(session: Session, dataset: Dataset, corte: Corte | None, code: str) -> Paper:
    """The certificate of an agreement of a session."""
    agreement = session.agreement(code)
    if agreement is None:
        known = words.listing([each.code for each in session.adopted]) or "—"
        said = words.short(code, 40) or "—"
        raise refuse("paper_agreement_unknown", key=said, session=session.code, known=known)
    if agreement not in session.adopted:
        raise refuse("paper_agreement_not_adopted", key=agreement.code)
    desk = Desk(session, dataset, corte)
    return Paper(
        name=words.say("paper_certificate_name", key=agreement.code),
        institution=desk.over(rules.day_agreed(session, agreement)),
        title=words.say("paper_certificate_title", number=blank("number")),
        heading=_heading(desk, agreement),
        blocks=_blocks(desk, agreement),
        signatures=(Signature(desk.secretariat, words.say("paper_as_secretariat", body=desk.body)),),
        marks=desk.marks(),
    )


def _heading(desk: Desk, agreement: Agreement) -> tuple[tuple[str, str], ...]:
    return (
        (words.say("paper_agreement_row"), agreement.code),
        (words.say("paper_session"), words.say("paper_kind_code", kind=desk.kind, key=desk.session.code)),
        (words.say("paper_session_date"), desk.days),
    )


def _blocks(desk: Desk, agreement: Agreement) -> tuple[Block, ...]:
    session, item = desk.session, desk.session.item(agreement.item)
    count, code = {}, "paper_certified_unvoted"
    if quorum := rules.needed(session):
        count, code = (
            {"present": len(agreement.votes), "whole": len(session.seats), "quorum": quorum},
            "paper_certified",
        )
    held = session.sittings[agreement.sitting]
    where = {"kind": desk.kind, "key": session.code, "day": weekday(held.on), "place": held.place}
    point = {"number": agreement.item, "topic": item.topic if item else words.say("paper_none")}
    found: list[Block] = [
        text("paper_certifies", LEAD, body=desk.body, law=desk.law("113.2")),
        text(code, **where, **count, **point, body=desk.body),
        told(desk, agreement),
    ]
    if agreement.at_once:
        found.append(text("paper_at_once", law=desk.law("113.2")))
    if session.approved_on:
        found.append(text("paper_certified_after", NOTE, day=words.long_day(session.approved_on)))
    else:
        found.append(text("paper_certified_before", NOTE))
    city = desk.catalog.screens.institution.city
    return (*found, text("paper_certificate_end", city=city, day=blank("issue")))
