"""Owns what happened that helps to read an indicator: what its unit noted by hand, what was decided about its limits,
and the events of the plan that `screens.toml` names.

Each is known at a cut-off when its day has come and, of what became known later, when that day has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from string import Formatter

from sig_metrics.catalog.labels import shown_value
from sig_metrics.catalog.model import Catalog, Indicator, Register
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, register_rows, remembered
from sig_metrics.measure.process.chosen import Process
from sig_metrics.measure.process.decided import decisions

REGISTER, EVERY = "annotation", "ALL"
ORDER = ("noted", "decided", "event")


@dataclass(frozen=True)
class Note:
    """One of them: `kind` is noted (by hand), decided or event; `who`, the unit or the source that says it."""

    day: date
    kind: str
    text: str
    who: str


@remembered(256)
def notes(dataset: Dataset, indicator: Indicator, since: date, cutoff: date) -> tuple[Note, ...]:
    """What is known at a cut-off of the days after `since` (the end of the month before), in its order."""
    found = [*_by_hand(dataset, indicator, cutoff), *_decided(dataset, indicator, cutoff), *_events(dataset, indicator)]
    kept = [each for each in found if since < each.day <= cutoff]
    return tuple(sorted(kept, key=lambda each: (each.day, ORDER.index(each.kind), each.text)))


def notes_of(dataset: Dataset, found: Process) -> tuple[Note, ...]:
    """The same, of the months of a process."""
    first = found.history[0].cutoff
    return notes(dataset, found.indicator, first.replace(day=1) - timedelta(days=1), found.history[-1].cutoff)


def _by_hand(dataset: Dataset, indicator: Indicator, cutoff: date) -> Iterator[Note]:
    if REGISTER in dataset.catalog.registers:
        for row in register_rows(dataset, REGISTER):
            if row["indicator"] in (indicator.code, EVERY) and (row["known_on"] or row["happened_on"]) <= cutoff:
                yield Note(row["happened_on"], "noted", row["text"], dataset.catalog.label("unit", row["unit"]))


def _decided(dataset: Dataset, indicator: Indicator, cutoff: date) -> Iterator[Note]:
    for each in decisions(dataset, indicator, cutoff):
        body = dataset.catalog.label("deciding_body", each.decided_by)
        yield Note(each.decided_on, "decided", words.say(f"noted_{each.kind}", month=words.month(each.since)), body)


def _events(dataset: Dataset, indicator: Indicator) -> Iterator[Note]:
    """The rows that happened, of the systems of the indicator."""
    catalog = dataset.catalog
    for name, event in catalog.screens.events.items() if catalog.screens else ():
        register = catalog.register(name)
        for row in register_rows(dataset, name):
            served = (row[event.systems] or "").split("/") if event.systems else indicator.systems
            if row[event.on] and set(served) & set(indicator.systems):
                yield Note(row[event.on], "event", _said(catalog, register, event.says, row), register.title)


def _said(catalog: Catalog, register: Register, says: str, row: dict) -> str:
    """«Auditoría {kind}» of a row; the word of a code goes on in small letters, unless it begins."""
    said = ""
    for before, name, _, _ in Formatter().parse(says):
        said += before
        if name:
            shown = str(shown_value(catalog, register, name, row[name]) or "")
            of_code = said and register.column(name).type == "code"
            said += shown[:1].lower() + shown[1:] if of_code else shown
    return said


def next_position(dataset: Dataset, code: str, day: date) -> int:
    """The place of one more note of an indicator on a day."""
    rows = register_rows(dataset, REGISTER)
    taken = [row["position"] for row in rows if (row["indicator"], row["happened_on"]) == (code, day)]
    return max(taken, default=0) + 1


def note_said(each: Note) -> str:
    """«16/03/2020: cierran las oficinas (UCI)»."""
    return words.say("note", day=words.day(each.day), text=each.text, who=each.who)


def by_month(found: Sequence[Note], months: Sequence[date]) -> dict[int, list[Note]]:
    """{place of a month: what happened in it}, of those that have something."""
    places = {(month.year, month.month): n for n, month in enumerate(months)}
    made: dict[int, list[Note]] = {}
    for each in found:
        if (at := places.get((each.day.year, each.day.month))) is not None:
            made.setdefault(at, []).append(each)
    return made


def numbered(found: Sequence[Note], months: Sequence[date]) -> list[tuple[int, Note]]:
    """Each with the number of its mark: of its month, among those in which something happened."""
    happened = by_month(found, months)
    return [(n, each) for n, at in enumerate(sorted(happened), 1) for each in happened[at]]


def line_said(n: int, each: Note) -> str:
    """«2 · 16/03/2020: cierran las oficinas (UCI)»; without a number where there are no marks."""
    return f"{n} · {note_said(each)}" if n else note_said(each)
