"""Owns the call to a session (convocatoria): to whom, when and where, and its order of the day, each point with what informs
it (arts. 108.1 and 109.2 of the TUO of Ley 27444)."""

from dataclasses import replace
from datetime import timedelta

from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.report.model import HEADING, LEAD, NOTE, Block, Paper, Signature, Table
from sig_metrics.report.papers.desk import Desk, blank, fields, hour, text, weekday
from sig_metrics.session import rules
from sig_metrics.session.model import LEGAL, PRESIDENCY, Item, Session, Sitting

WIDTHS = (0.06, 0.3, 0.1, 0.32, 0.22)


def call(session: Session, dataset: Dataset) -> Paper:
    """The call that the president makes, as it was made: what came after it, a corte or a point that was included, is not
    of it."""
    desk = Desk(session, dataset)
    seat = session.seat(PRESIDENCY)
    by = seat.office if seat else blank("office")
    return Paper(
        name=words.say("paper_call_name", key=session.code),
        institution=desk.over(session.called_on),
        title=words.say("paper_call_title", number=blank("number")),
        heading=_heading(desk, by),
        blocks=_blocks(desk),
        signatures=(Signature(by, words.say("paper_as_presidency", body=desk.body)),),
        marks=desk.marks(),
    )


def _heading(desk: Desk, by: str) -> tuple[tuple[str, str], ...]:
    session = desk.session
    city = desk.catalog.screens.institution.city
    return (
        (words.say("paper_to"), words.say("paper_call_to", body=desk.body, offices=_members(session))),
        (words.say("paper_from"), words.say("paper_office_as", office=by, body=desk.body)),
        (words.say("paper_subject"), words.say("paper_call_subject", kind=desk.kind, key=session.code)),
        (words.say("paper_reference"), words.say("paper_call_reference", period=desk.period, corte=desk.corte_said)),
        (words.say("paper_date"), words.say("paper_dated", city=city, day=words.long_day(session.called_on))),
    )


def _members(session: Session) -> str:
    return words.listing([seat.office for seat in session.seats if seat.role != PRESIDENCY]) or blank("members")


def _blocks(desk: Desk) -> tuple[Block, ...]:
    session = desk.session
    return (
        text("paper_call_lead", LEAD, body=desk.body, kind=desk.kind, law=desk.law("108.1", "109.2")),
        _when(desk),
        text("paper_agenda", HEADING),
        Table(
            tuple(words.say(f"paper_agenda_{name}") for name in ("number", "topic", "unit", "input", "view")),
            tuple(_item(desk, item) for item in session.items if not item.urgent),
            numbers=(0,),
            widths=WIDTHS,
        ),
        text("paper_call_to_freeze", NOTE),
        text("paper_call_absent", law=desk.law("107.3")),
        text("paper_call_only", law=desk.law("109.4")),
    )


def _when(desk: Desk) -> Table:
    session = desk.session
    first, seats, rows = session.called, len(session.seats), []
    rows.append((words.say("paper_call_first"), _at(first)))
    if session.regime == LEGAL:
        rows.append((words.say("paper_call_quorum"), words.say("paper_of", part=rules.quorum(session), whole=seats)))
        rows.append((words.say("paper_call_second"), _second(session)))
        quorum = words.say("paper_of", part=rules.second_quorum(session), whole=seats)
        rows.append((words.say("paper_call_second_quorum"), quorum))
    rows.append((words.say("paper_place_row"), first.place))
    notice = words.count(session.notice_days(), "día calendario", "días calendario")
    rows.append((words.say("paper_call_notice"), words.say("paper_call_noticed", days=notice)))
    return fields(words.say("paper_session_row"), words.say("paper_kind_code", kind=desk.kind, key=session.code), *rows)


def _second(session: Session) -> str:
    """When the second call is: the next day, at the same hour; once it was called, when and where it was called for."""
    first, second = session.called, session.sittings[0]
    if session.call == 1:
        return _at(replace(first, on=first.on + timedelta(days=1)))
    return (
        _at(second)
        if second.place == first.place
        else words.say("paper_call_where", at=_at(second), place=second.place)
    )


def _at(held: Sitting) -> str:
    return words.say("paper_call_at", day=weekday(held.on), hour=hour(held.starts_at))


def _item(desk: Desk, item: Item) -> tuple[str, ...]:
    view = item.view or words.say("paper_none")
    unit = desk.catalog.label("unit", item.unit)
    return str(item.number), item.topic, unit, desk.input_said(item.review_input), view
