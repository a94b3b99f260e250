"""Owns the message that tells a unit what it owes: what is overdue, of this week, of this month; to an office, never to a
person.

What has no day, or what no register says, is not reminded: nobody could tell when it is over."""

from dataclasses import dataclass
from urllib.parse import quote

from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.duties_due import OVERDUE, UNKNOWN, WEEK, Due, Moment
from sig_metrics.measure.duties_known import EVERYONE
from sig_metrics.measure.duties_said import MONTH, due_said, grouped, norm_said, of_said, proposed
from sig_metrics.measure.scope import horizon
from sig_metrics.measure.sources import demo_notice, sources
from sig_metrics.present.agenda_file import place_of

TOLD = (OVERDUE, WEEK, MONTH)


@dataclass(frozen=True)
class Message:
    """What is written to a unit."""

    unit: str
    subject: str
    text: str


def messages(
    dataset: Dataset, dues: tuple[Due, ...], moment: Moment, base: str = "", unit: str | None = None, days: int = 0
) -> list[Message]:
    """One message a unit that has something overdue or that is due soon; `days`: so many ahead, instead of this month."""
    units = [each for each in dataset.catalog.vocabularies["unit"] if each != EVERYONE and unit in (None, each)]
    found = []
    for each in units:
        mine = tuple(due for due in dues if due.is_of(each))
        groups = _told(mine, moment, days)
        if any(groups.values()):
            text = _text(dataset, each, groups, moment, base, _unknown(mine))
            found.append(Message(each, _subject(dataset, each, groups, moment), text))
    return found


def _told(dues: tuple[Due, ...], moment: Moment, days: int) -> dict[str, list[Due]]:
    groups = grouped(dues, moment)
    told = {group: groups[group] for group in TOLD}
    if days:
        ahead = [each for group in (MONTH, "later") for each in groups[group]]
        told[MONTH] = [each for each in ahead if (each.when.on - moment.opens).days < days]
    return told


def _unknown(dues: tuple[Due, ...]) -> list[str]:
    """How many are past their day without a register that says whether they were done, in a line; none, no line."""
    passed = sum(each.state == UNKNOWN and each.when.on is not None for each in dues)
    if not passed:
        return []
    return [words.say("remind_unknown" if passed > 1 else "remind_unknown_one", count=words.number(passed)), ""]


def _subject(dataset: Dataset, unit: str, groups: dict[str, list[Due]], moment: Moment) -> str:
    late = len(groups[OVERDUE])
    return words.say(
        "remind_subject",
        unit=dataset.catalog.label("unit", unit),
        day=words.day(moment.known),
        late=words.count(late, "vencido", "vencidos") if late else words.say("remind_subject_late"),
        week=len(groups[WEEK]),
    )


def _text(
    dataset: Dataset, unit: str, groups: dict[str, list[Due]], moment: Moment, base: str, unknown: list[str]
) -> str:
    word = dataset.catalog.vocabularies["unit"][unit]
    notice = demo_notice(sources(dataset), horizon(dataset))
    said = [words.say("remind_hello", name=word.name or word.label), ""]
    said += [words.say("remind_lead", day=words.day(moment.known)), *([words.say("remind_demo")] if notice else []), ""]
    for group in TOLD:
        days = {"sunday": words.day(moment.week), "until": _until(groups, moment)}
        said += [words.say(f"agenda_group_{group}", **days).upper()]
        said += [_line(dataset, each, base) for each in groups[group]] or [words.say("remind_none")]
        said.append("")
    said += unknown
    if base:
        at = base.rstrip("/")
        said.append(words.say("remind_link", url=f"{at}/agenda?unidad={quote(unit)}"))
        said.append(words.say("remind_feed", url=f"{at}/agenda/{quote(unit)}.ics"))
    return "\n".join([*said, words.say("remind_foot"), ""])


def _until(groups: dict[str, list[Due]], moment: Moment) -> str:
    return words.day(max([moment.month, *(each.when.on for each in groups[MONTH])]))


def _line(dataset: Dataset, due: Due, base: str) -> str:
    late = due.state == OVERDUE
    code = ("remind_late" if due.days else "remind_late_today") if late else "remind_due"
    mark = proposed(due)
    line = words.say(
        "remind_line",
        title=due.title,
        of=of_said(dataset.catalog, due) or due.code,
        when=words.say(code, due=due_said(due), days=words.count(due.days, "día", "días")),
        norm=norm_said(due),
        mark=words.say("remind_mark", mark=mark) if mark else "",
    )
    return f"{line}\n  {place_of(due, base)}" if base else line
