"""Owns how minutes tell of what earlier sessions left: the minutes that this one approved, and their agreements as they stand
at the corte, each with its *arrastre*."""

from sig_metrics.language import words
from sig_metrics.report.model import Block, Number, Table
from sig_metrics.report.papers.desk import Desk, text
from sig_metrics.session.model import Carried

WIDTHS = (0.15, 0.08, 0.29, 0.2, 0.18, 0.1)


def earlier(desk: Desk, carried: tuple[Carried, ...]) -> list[Block]:
    found: list[Block] = []
    if desk.session.approves:
        found.append(text("paper_approves", codes=words.listing(list(desk.session.approves)), law=desk.law("113.2")))
    if not carried:
        return found
    late = sum(each.state == "overdue" for each in carried)
    found.append(text("paper_carried", count=words.number(len(carried)), late=words.number(late)))
    headings = tuple(words.say(f"paper_carried_{name}") for name in ("code", "unit", "agreed", "due", "state", "times"))
    rows = tuple(_row(desk, each) for each in carried)
    return [*found, Table(headings, rows, numbers=(5,), widths=WIDTHS)]


def _row(desk: Desk, each: Carried) -> tuple:
    due = words.day(each.due_on)
    if each.rescheduled_to:
        due = words.say("paper_moved", day=due, to=words.day(each.rescheduled_to), by=each.rescheduled_by)
    state = words.say(f"paper_carried_{each.state}", days=words.count(each.days, "día", "días"))
    unit = desk.catalog.label("unit", each.unit)
    times = Number(words.number(each.sessions), each.sessions)
    return each.agreement, unit, each.agreed or words.say("paper_none"), due, state, times
