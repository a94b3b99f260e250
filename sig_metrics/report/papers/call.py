"""Owns the call to a session (convocatoria): to whom, when and where, and its order of the day, each point with what informs
it (arts. 108.1 and 109.2 of the TUO of Ley 27444)."""

from datetime import timedelta

from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.report.model import HEADING, LEAD, NOTE, Block, Paper, Signature, Table
from sig_metrics.report.papers.desk import Desk, blank, fields, hour, text, weekday
from sig_metrics.session import rules
from sig_metrics.session.model import LEGAL, PRESIDENCY, Item, Session
from sig_metrics.store.cortes import Corte

WIDTHS = (0.06, 0.3, 0.1, 0.32, 0.22)


def call(session: Session, dataset: Dataset, corte: Corte | None = None) -> Paper:
    """The call that the president makes; with the corte, if it was frozen already."""
    desk = Desk(session, dataset, corte)
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
    informed = "paper_call_informed" if desk.corte else "paper_call_to_freeze"
    return (
        text("paper_call_lead", LEAD, body=desk.body, kind=desk.kind, law=desk.law("108.1 y 109.2")),
        _when(desk),
        text("paper_agenda", HEADING),
        Table(
            tuple(words.say(f"paper_agenda_{name}") for name in ("number", "topic", "unit", "input", "view")),
            tuple(_item(desk, item) for item in session.items),
            numbers=(0,),
            widths=WIDTHS,
        ),
        text(informed, NOTE, corte=desk.corte_said),
        text("paper_call_absent", law=desk.law("107.3")),
        text("paper_call_only", law=desk.law("109.4")),
    )


def _when(desk: Desk) -> Table:
    session = desk.session
    first = session.held_on if session.call == 1 else session.held_on - timedelta(days=1)
    seats, rows = len(session.seats), []
    at = words.say("paper_call_at", day=weekday(first), hour=hour(session.starts_at))
    rows.append((words.say("paper_call_first"), at))
    rows.append((words.say("paper_call_quorum"), words.say("paper_of", part=rules.quorum(session), whole=seats)))
    if session.regime == LEGAL:
        second = session.second_on or first + timedelta(days=1)
        at = words.say("paper_call_at", day=weekday(second), hour=hour(session.starts_at))
        rows.append((words.say("paper_call_second"), at))
        quorum = words.say("paper_of", part=rules.second_quorum(session), whole=seats)
        rows.append((words.say("paper_call_second_quorum"), quorum))
    rows.append((words.say("paper_place_row"), session.place))
    notice = words.count((first - session.called_on).days, "día calendario", "días calendario")
    rows.append((words.say("paper_call_notice"), words.say("paper_call_noticed", days=notice)))
    return fields(words.say("paper_session_row"), words.say("paper_kind_code", kind=desk.kind, key=session.code), *rows)


def _item(desk: Desk, item: Item) -> tuple[str, ...]:
    view = item.view or words.say("paper_none")
    unit = desk.catalog.label("unit", item.unit)
    return str(item.number), item.topic, unit, desk.input_said(item.review_input), view
