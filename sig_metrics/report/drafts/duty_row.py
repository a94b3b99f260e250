"""Owns the pieces of a paper that is of one row: what the row says, and by when its duty was owed and whether it was done.

The row is told as the register has it; what it does not say is said to be so. The due date is the one of the agenda. Personal
data are in no register, and no piece asks for them."""

from datetime import datetime

from sig_metrics.catalog.labels import shown_value
from sig_metrics.catalog.model import Register
from sig_metrics.catalog.paper_model import PaperBlock, PaperField
from sig_metrics.language import words
from sig_metrics.measure.duties_known import length
from sig_metrics.measure.labels import ut_names
from sig_metrics.report.drafts.duty_sight import DutySight
from sig_metrics.report.model import NOTE, Block, Table, Text

WIDTHS = (0.34, 0.66)


def row(sight: DutySight, block: PaperBlock) -> list[Block]:
    """What the row says, a line a field."""
    register = sight.catalog.register(sight.kind.register)
    lines = tuple((each.heading, _field(sight, register, each)) for each in block.fields)
    heads = (words.say("form_row_what"), words.say("form_row_says"))
    return [Table(heads, lines, block.title, widths=WIDTHS)]


def _field(sight: DutySight, register: Register, field: PaperField) -> str:
    said = [_said(sight, register, name, sight.case[name]) for name in field.columns] if sight.case else []
    known = [each for each in said if each]
    return ", ".join(known) or field.empty or words.say("form_row_empty")


def _said(sight: DutySight, register: Register, name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if name == "ut":
        called = ut_names(sight.dataset).get(value)
        return f"{called} ({value})" if called else str(value)
    if name.endswith("hour"):
        return _hour(value)
    return str(shown_value(sight.catalog, register, name, value))


def _hour(value: object) -> str:
    """«10:00 h», of an hour that is a text or a number from 0 to 23."""
    return words.say("form_hour", hour=f"{value:02}:00" if isinstance(value, int) else value)


def term(sight: DutySight, block: PaperBlock) -> list[Block]:
    """By when it was owed, and whether and when it was done."""
    event = sight.event
    quantity, unit = length(sight.dataset, sight.duty, event.day)
    lines = [
        ("form_term_since", _moment(event.happened_at, event.is_timed)),
        ("form_term_length", _length(sight, quantity, unit)),
        ("form_term_due", _due(sight)),
        ("form_term_done", _done(sight)),
        ("form_term_kept", _kept(sight)),
    ]
    heads = (words.say("form_row_what"), words.say("form_term_says"))
    made: list[Block] = [
        Table(heads, tuple((words.say(code), said) for code, said in lines), block.title, widths=WIDTHS)
    ]
    if event.is_answered and not event.is_timed:
        made.append(Text(words.say("form_term_days"), NOTE))
    return made


def _moment(at: datetime, timed: bool) -> str:
    return f"{at:%d/%m/%Y %H:%M}" if timed else words.day(at.date())


def _length(sight: DutySight, quantity: int | None, unit: str | None) -> str:
    if not quantity or not unit:
        return words.say("duty_reason_no_term")
    return f"{quantity} {sight.catalog.label('time_unit', unit)}"


def _due(sight: DutySight) -> str:
    if sight.when.at:
        return f"{sight.when.at:%d/%m/%Y %H:%M}"
    return words.day(sight.when.on) if sight.when.on else words.say(f"duty_reason_{sight.when.reason or 'no_term'}")


def _done(sight: DutySight) -> str:
    if not sight.event.is_answered:
        return words.say("form_term_untold")
    done = sight.event.done_at
    return _moment(done, sight.event.is_timed) if done else words.say("form_term_not_done")


def _kept(sight: DutySight) -> str:
    """«En plazo», «Fuera de plazo: 5 horas después», or that it cannot be known."""
    if not sight.event.is_answered or sight.when.on is None:
        return words.say("form_term_unknown")
    if sight.event.done_at is None:
        return words.say("form_term_open")
    if not sight.is_late:
        return words.say("form_term_in")
    return words.say("form_term_late", by=sight.due_number("late").said)
