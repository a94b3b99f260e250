"""Owns what is said of an agenda: what a due date is of, when, since how long, by which rule, and the whole in a sentence."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.model import CADENCE_MONTHS, Catalog
from sig_metrics.catalog.reader import DUTIES, shipped_title
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.duties_due import (
    NOT_APPLICABLE,
    OVERDUE,
    OWED,
    PENDING,
    UNDATED,
    UNKNOWN,
    WEEK,
    Due,
    Moment,
)
from sig_metrics.measure.duties_known import EVERYONE, Duty, length

MONTH, LATER, SILENT, DONE = "month", "later", "silent", "done"  # groups besides those that a state names
GROUPS = (OVERDUE, WEEK, MONTH, LATER, SILENT, DONE)


def group_of(due: Due, moment: Moment) -> str:
    """The part of an agenda in which a due date is: overdue, this week, this month, later; without a day or a register
    that says it; done."""
    if due.state == PENDING:
        return MONTH if due.when.on <= moment.month else LATER
    if due.state in (UNDATED, UNKNOWN, NOT_APPLICABLE):
        return SILENT
    return due.state if due.state in OWED else DONE


def grouped(dues: tuple[Due, ...], moment: Moment) -> dict[str, list[Due]]:
    """{group: its due dates}, in the order of the groups; a group without any is there and empty."""
    found: dict[str, list[Due]] = {group: [] for group in GROUPS}
    for each in dues:
        found[group_of(each, moment)].append(each)
    return found


def units_said(catalog: Catalog, due: Due) -> str:
    """«UCI / CT»; a unit that this institution does not have, as it is written."""
    known = catalog.vocabularies["unit"]
    return " / ".join(units_label(catalog, each) if each in known else each for each in due.units)


def of_said(catalog: Catalog, due: Due) -> str:
    """What it is of: «octubre de 2021», «tercer trimestre de 2021», «evento SST-2021-038»."""
    if due.event:
        register = catalog.registers.get(due.row.split(".")[1])
        return f"{register.counted[0] if register else ''} {due.subject}".strip()
    if due.span:
        return span_said(due.duty, *due.span)
    return words.month(date(due.year, due.month, 1)) if due.month else ""


def span_said(duty: Duty, start: date, end: date) -> str:
    """A period: «octubre de 2021», «tercer trimestre de 2021», «2021»."""
    months = CADENCE_MONTHS[duty.rule]
    if months == 1:
        return words.month(end)
    if months == 12:
        return str(end.year)
    return words.say(f"duty_{duty.rule}_{end.month // months}", year=end.year)


def due_said(due: Due) -> str:
    """«10/12/2021», «11/09/2021 07:45», or why it has no day."""
    if due.when.at:
        return f"{due.when.at:%d/%m/%Y %H:%M}"
    if due.when.on:
        return words.day(due.when.on)
    return words.say(f"duty_reason_{due.when.reason or 'no_term'}")


def wait_said(due: Due, moment: Moment) -> str:
    """How long, for a column: «61 días», «hoy», «en 10 días», or the day it has none."""
    if due.is_done:
        return words.day(due.done_on) if due.done_on else words.say("duty_done_rows")
    if due.when.on is None:
        return due_said(due)
    if due.state in (OVERDUE, UNKNOWN):
        return words.count(due.days, "día", "días") if due.days else words.say("duty_today")
    return words.say("duty_in", days=words.count(due.days, "día", "días")) if due.days else words.say("duty_today")


def norm_said(due: Due) -> str:
    """«DS 007-2020-PCM art. 19.2», or the activity of the plan."""
    if due.duty is None:
        return words.say("duty_of_plan", activity=due.code)
    return " ".join(filter(None, (due.duty.norm, due.duty.article)))


def rule_said(dataset: Dataset, due: Due) -> str:
    """How its day is known, in words."""
    duty = due.duty
    if duty is None:
        return words.say("duty_rule_plan")
    if duty.rule in CADENCE_MONTHS:
        every = dataset.catalog.label("duty_rule", duty.rule)
        code = "duty_rule_nth" if duty.time_unit == "working_days" else "duty_rule_day"
        last = duty.quantity >= 31 and duty.time_unit != "working_days"
        code = "duty_rule_last" if last else code
        return words.say(code, every=every, day=duty.quantity, month=_month_said(duty))
    if duty.rule != "event":
        return dataset.catalog.label("duty_rule", duty.rule)
    quantity, unit = length(dataset, duty, due.span[0] if due.span else due.when.on or duty.since)
    event = dataset.catalog.label("duty_event", duty.event)
    if not quantity or not unit:
        return words.say("duty_rule_event_free", event=event)
    return words.say("duty_rule_event", quantity=quantity, unit=dataset.catalog.label("time_unit", unit), event=event)


def _month_said(duty: Duty) -> str:
    months = duty.after or 0
    if duty.rule == "yearly" and months:
        return words.say("duty_month_named", month=words.MONTHS[(months - 1) % 12])
    return words.say(
        "duty_month_same" if not months else "duty_month_next" if months == 1 else "duty_month_after", n=months
    )


def basis_said(catalog: Catalog, due: Due) -> str:
    """Who obliges and who fixes the day: «norma; el día, propuesto»."""
    if due.duty is None:
        return catalog.label("target_basis", "S")
    basis, day = (catalog.label("target_basis", each) for each in (due.duty.basis, due.duty.date_basis))
    return basis if basis == day else words.say("duty_basis_day", basis=basis, day=day)


def proposed(due: Due) -> str:
    """The mark of what nobody but the program proposes; «» where a norm or the plan says it."""
    if due.duty is None or "P" not in (due.duty.basis, due.duty.date_basis):
        return ""
    return words.say("duty_proposed" if due.duty.basis == "P" else "duty_day_proposed")


def evidence_said(catalog: Catalog, due: Due) -> str:
    """What answers it: the register, or a paper that none says."""
    if due.duty is None:
        return catalog.registers["deliverable"].title
    name, _, kind = (due.duty.evidence or "").partition(".")
    register = catalog.registers.get(name)
    if register is None:
        return words.say("duty_evidence_paper")
    column = next((each for each in register.columns if each.name in ("kind", "place") and each.vocabulary), None)
    known = catalog.vocabularies.get(column.vocabulary, {}) if column else {}
    return f"{register.title} · {known[kind].label}" if kind in known else register.title


def summary(dues: tuple[Due, ...], moment: Moment, whose: str = "") -> str:
    """«Al 30/11/2021 hay 10 vencidos; 2 vencen esta semana y 3 más hasta el 31/12/2021.»"""
    found = {group: len(each) for group, each in grouped(dues, moment).items()}
    late = words.count(found[OVERDUE], "vencido", "vencidos")
    week, month = (_ahead(found[group], code) for group, code in ((WEEK, "week"), (MONTH, "month")))
    return words.say(
        "agenda_summary",
        day=words.day(moment.known),
        whose=f", de {whose}," if whose else "",
        late=words.say("agenda_late", n=late) if found[OVERDUE] else words.say("agenda_none_late"),
        week=week,
        sunday=words.day(moment.week),
        month=month,
        until=words.day(moment.month),
    )


def _ahead(n: int, code: str) -> str:
    return words.say(f"agenda_{code}_{min(n, 2)}", n=n)


@dataclass(frozen=True)
class Load:
    """What a unit owes, in numbers: {group: how many}."""

    unit: str
    counts: dict[str, int]


def by_unit(catalog: Catalog, dues: tuple[Due, ...], moment: Moment) -> list[Load]:
    """The units that owe something, in the order of the vocabulary; what several owe counts in each."""
    owed = [each for each in dues if not each.is_done]
    named = {unit for each in owed for unit in each.units}
    order = [unit for unit in catalog.vocabularies["unit"] if unit in named and unit != EVERYONE]
    return [Load(unit, dict(Counter(group_of(each, moment) for each in owed if each.is_of(unit)))) for unit in order]


def unheard(catalog: Catalog, dues: tuple[Due, ...], moment: Moment) -> str:
    """What nobody here is told of: what units that this institution does not have owe; «» where all have theirs."""
    known = {*catalog.vocabularies["unit"], EVERYONE}
    found = [each for each in dues if not known & set(each.units) and group_of(each, moment) not in (SILENT, DONE)]
    if not found:
        return ""
    late = sum(each.state == OVERDUE for each in found)
    units = list(dict.fromkeys(unit for each in found for unit in each.units))
    counted = [words.count(late, "vencido", "vencidos")] if late else []
    return words.say(
        "agenda_unheard" if len(units) > 1 else "agenda_unheard_one",
        units=words.listing(units),
        counted=words.listing([*counted, *([f"{len(found) - late} por vencer"] if len(found) > late else [])]),
        register=shipped_title("organizational_unit"),
        duties=shipped_title(DUTIES),
    )


def agenda_document(dataset: Dataset, dues: tuple[Due, ...], moment: Moment) -> list[dict]:
    """The same for other programs: codes and ISO dates."""
    return [
        {
            "code": each.code,
            "title": each.title,
            "of": of_said(dataset.catalog, each),
            "units": list(each.units),
            "due_on": each.when.on,
            "due_at": each.when.at.isoformat() if each.when.at else None,
            "reason": each.when.reason or None,
            "state": each.state,
            "group": group_of(each, moment),
            "days": each.days,
            "done_on": each.done_on,
            "norm": norm_said(each),
            "basis": each.duty.basis if each.duty else "S",
            "date_basis": each.duty.date_basis if each.duty else "S",
            "recipient": each.duty.recipient if each.duty else None,
            "evidence": each.duty.evidence if each.duty else "deliverable",
            "uid": each.uid,
        }
        for each in dues
    ]
