"""Owns the minutes of a session (acta): who attended, where and when, what was debated, each agreement apart with its votes,
and who signs (art. 113 of the TUO of Ley 27444). Refuses, saying which, while an element of the article is missing."""

from collections.abc import Iterator

from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.report.model import HEADING, ITEM, LEAD, NOTE, SUBHEADING, Block, Paper, Signature, Table
from sig_metrics.report.papers.agreed import proposals
from sig_metrics.report.papers.desk import Desk, fields, hour, text, weekday
from sig_metrics.report.papers.earlier import earlier
from sig_metrics.report.papers.figures import figures, sources_said
from sig_metrics.report.papers.moved import moves
from sig_metrics.session import rules
from sig_metrics.session.model import ABSENT, PRESIDENCY, SECRETARIAT, Attendance, Carried, Item, Session
from sig_metrics.store.cortes import Corte

Sections = Iterator[tuple[str, list[Block]]]
ATTENDANCE_WIDTHS = (0.27, 0.1, 0.15, 0.18, 0.3)
AGENDA_WIDTHS = (0.07, 0.4, 0.13, 0.4)


def minutes(session: Session, dataset: Dataset, corte: Corte | None, carried: tuple[Carried, ...] = ()) -> Paper:
    """The minutes, to be approved or approved already; `carried`: the agreements of earlier sessions that came back."""
    if missing := rules.lacking(session):
        raise refuse("paper_minutes_lacking", key=session.code, missing=words.listing(list(missing)))
    desk = Desk(session, dataset, corte)
    blocks = [_opening(desk)]
    for title, found in _sections(desk, carried):
        blocks += [text(title, HEADING), *found]
    return Paper(
        name=words.say("paper_minutes_name", key=session.code),
        institution=desk.over(session.held_on),
        title=words.say("paper_minutes_title", key=session.code),
        heading=_heading(desk),
        blocks=tuple(blocks),
        signatures=tuple(Signature(office, as_what) for office, as_what in rules.signers(session)),
        marks=desk.marks(*sources_said(desk)),
    )


def _heading(desk: Desk) -> tuple[tuple[str, str], ...]:
    session = desk.session
    call = words.say(f"paper_call_{session.call}", day=words.day(session.called_on))
    return (
        (words.say("paper_session"), desk.kind),
        (words.say("paper_body"), desk.body),
        (words.say("paper_period"), desk.period),
        (words.say("paper_place"), words.listing(list(dict.fromkeys(each.place for each in session.sittings)))),
        (words.say("paper_date"), desk.days),
        (words.say("paper_hours"), _hours(session)),
        (words.say("paper_called"), call),
        (words.say("paper_corte_used"), desk.corte_said),
    )


def _hours(session: Session) -> str:
    """From when to when; of one that ended another day, with the days."""
    start, end, last = hour(session.starts_at), hour(session.ends_at), rules.last_day(session)
    if last != session.held_on:
        start = words.say("paper_hour_of", hour=start, day=weekday(session.held_on))
        end = words.say("paper_hour_of", hour=end, day=weekday(last))
    return words.say("paper_from_to", start=start, end=end)


def _opening(desk: Desk) -> Block:
    session = desk.session
    given = {"place": session.place, "hour": hour(session.starts_at), "day": weekday(session.held_on)}
    chairs = {role: desk.office(role, session.began_with) for role in (PRESIDENCY, SECRETARIAT)}
    return text("paper_minutes_lead", LEAD, **given, **chairs, body=desk.body, kind=desk.kind, period=desk.period)


def _sections(desk: Desk, carried: tuple[Carried, ...]) -> Sections:
    session = desk.session
    yield "paper_attendance", _attendance(desk)
    yield "paper_quorum" if rules.needed(session) else "paper_begun", _quorum(desk)
    yield "paper_agenda", _agenda(desk)
    if session.approves or carried:
        yield "paper_earlier", earlier(desk, carried)
    yield "paper_debated", [block for item in session.items for block in _debated(desk, item)]
    yield "paper_agreements", proposals(desk)
    yield "paper_conclusion", _conclusion(desk)
    if session.suspensions:
        yield "paper_suspensions", _suspensions(desk)
    if table := figures(desk):
        yield "paper_figures", [text("paper_figures_lead", corte=desk.corte_said), table]
    yield "paper_closing", _closing(desk)


def _attendance(desk: Desk) -> list[Block]:
    session, rows = desk.session, []
    attended = {each.office: each for each in session.attendance}
    for seat in session.seats:
        there = attended.get(seat.office, Attendance(seat.office, ABSENT))
        who = rules.sitting(session, seat.office) if there.present else words.say("paper_none")
        role = desk.catalog.label("committee_role", seat.role)
        unit = desk.catalog.label("unit", seat.unit)
        rows.append((seat.office, unit, role, desk.catalog.label("attended_as", there.attended_as), who))
    headings = tuple(words.say(f"paper_attendance_{name}") for name in ("office", "unit", "role", "how", "who"))
    part = len(rules.attended(session))
    told = text("paper_attended_one" if part == 1 else "paper_attended", part=part, whole=len(session.seats))
    found: list[Block] = [Table(headings, tuple(rows), widths=ATTENDANCE_WIDTHS), told]
    found += moves(desk)
    if any(each.replaced_by for each in session.attendance if each.present):
        found.append(text("paper_replaced", NOTE, law=desk.law("107.3")))
    return found


def _quorum(desk: Desk) -> list[Block]:
    session = desk.session
    notice = words.count(session.notice_days(), "día calendario", "días calendario")
    given = {"called": words.long_day(session.called_on), "notice": notice}
    present = words.count(len(rules.persons(session.began_with)), "presente", "presentes")
    if not rules.needed(session):
        return [text("paper_quorum_called", **given), text("paper_begun_with", present=present)]
    count = {"whole": len(session.seats), "present": present, "quorum": rules.needed(session)}
    code, article = ("second", "110.2") if session.call == 2 else ("first", "110.1")
    found = [text("paper_quorum_called", **given), text(f"paper_quorum_{code}", **count, law=desk.law(article))]
    if session.unanimous_start:
        found.append(text("paper_unanimous_start", law=desk.law("109.3")))
    return found


def _agenda(desk: Desk) -> list[Block]:
    rows = []
    for item in desk.session.items:
        topic = words.say("paper_urgent_topic", topic=item.topic) if item.urgent else item.topic
        unit = desk.catalog.label("unit", item.unit)
        rows.append((str(item.number), topic, unit, desk.input_said(item.review_input)))
    headings = tuple(words.say(f"paper_agenda_{name}") for name in ("number", "topic", "unit", "input"))
    found: list[Block] = [Table(headings, tuple(rows), numbers=(0,), widths=AGENDA_WIDTHS)]
    if urgent := [str(item.number) for item in desk.session.items if item.urgent]:
        found.append(text("paper_urgent", items=words.listing(urgent), law=desk.law("109.4")))
    return found


def _debated(desk: Desk, item: Item) -> list[Block]:
    unit = desk.unit(item.unit)
    found = [text("paper_item", SUBHEADING, number=item.number, topic=item.topic)]
    found.append(
        text("paper_item_shown", unit=unit, view=item.view) if item.view else text("paper_item_told", unit=unit)
    )
    if item.debated:
        found.append(text("paper_said", said=item.debated))
    mine = [each for each in desk.session.agreements if each.item == item.number]
    reached = [each.code for each in mine if not each.votes and each in desk.session.adopted]
    voted = [each.code for each in mine if each.code not in reached]
    if voted:
        found.append(text("paper_item_agreed", codes=words.listing(voted)))
    if reached:
        found.append(text("paper_item_reached", codes=words.listing(reached)))
    return found


def _conclusion(desk: Desk) -> list[Block]:
    said = desk.session.conclusion
    parts = ("suitability", "adequacy", "effectiveness", "alignment")
    rows = tuple((words.say(f"paper_{name}"), getattr(said, name)) for name in parts)
    if not any(text for _, text in rows):
        return [text("paper_no_conclusion")]
    return [fields(words.say("paper_concludes"), words.say("paper_concluded"), *rows)]


def _suspensions(desk: Desk) -> list[Block]:
    found = []
    for each in desk.session.suspensions:
        at = words.say("paper_hour_of", hour=hour(each.at), day=weekday(each.on or desk.session.held_on))
        given = {"at": at, "reason": each.reason, "day": weekday(each.goes_on), "place": each.place}
        found.append(text("paper_suspended", ITEM, **given, law=desk.law("110.3")))
        if each.resumed_on and each.resumed_at:
            found.append(text("paper_resumed_at", ITEM, day=weekday(each.resumed_on), hour=hour(each.resumed_at)))
        elif each.resumed_on:
            found.append(text("paper_resumed", ITEM, day=weekday(each.resumed_on)))
    return found


def _closing(desk: Desk) -> list[Block]:
    session, last = desk.session, rules.last_day(desk.session)
    ended = words.say("paper_hour_of", hour=hour(session.ends_at), day=weekday(last))
    found = [text("paper_closed", hour=hour(session.ends_at) if last == session.held_on else ended)]
    if session.approved_on is None:
        found.append(text("paper_to_approve", law=desk.law("113.2")))
    elif session.approved_in in ("", session.code):
        found.append(text("paper_approved_here", day=weekday(session.approved_on), law=desk.law("113.2")))
    else:
        given = {"day": weekday(session.approved_on), "key": session.approved_in}
        found.append(text("paper_approved_later", **given, law=desk.law("113.2")))
    found.append(text("paper_signed_by", law=desk.law("113.3")))
    return found
