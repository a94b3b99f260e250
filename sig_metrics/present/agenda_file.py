"""Owns the agenda of a unit, or of all, as a calendar file: what it says of each due date, and what it leaves out.

What has no day is in no calendar. It says what is owed and by which norm, never a row: nothing reserved and nothing of a
person is in it."""

from datetime import datetime
from urllib.parse import quote

from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.duties_due import Due
from sig_metrics.measure.duties_known import EVERYONE
from sig_metrics.measure.duties_said import basis_said, norm_said, of_said, units_said
from sig_metrics.measure.scope import horizon
from sig_metrics.measure.sources import demo_notice, sources
from sig_metrics.present.icalendar import Event, Made, calendar, utc

ALL = "todas"  # of the address: the agenda of every unit
WARNED = 2  # days before
BEFORE = datetime(2020, 1, 1)  # of a store that nothing was loaded into


def asked_unit(dataset: Dataset, value: str) -> str | None:
    """The unit that an address or a command names, whatever its letters; None: all of them. Raises Refused with those
    that there are."""
    known = {code: word for code, word in dataset.catalog.vocabularies["unit"].items() if code != EVERYONE}
    if value.strip().lower() in ("", ALL, EVERYONE.lower()):
        return None
    for code, word in known.items():
        if value.strip().casefold() in (code.casefold(), word.label.casefold()):
            return code
    raise refuse("calendar_unit_unknown", value=words.plain(value, 40), hint=nearest(value.upper(), known))


def agenda_file(dataset: Dataset, dues: tuple[Due, ...], unit: str | None, base: str = "") -> bytes:
    """The file of some due dates. `base`: the address of the server («https://sig.example»), where it is known."""
    catalog = dataset.catalog
    name = catalog.vocabularies["unit"][unit].label if unit else words.say("calendar_everyone")
    notice = demo_notice(sources(dataset), horizon(dataset))
    found = [_event(dataset, each, base, notice) for each in dues if each.when.on]
    found.sort(key=lambda each: (each.day, each.uid))
    about = " ".join(filter(None, (words.say("calendar_product") + ".", notice)))
    return calendar(words.say("calendar_name", unit=name), found, made_of(dataset), about)


def made_of(dataset: Dataset) -> Made:
    """The number of the snapshot, which grows with what is published, and the moment of its last load."""
    return Made(dataset.snapshot.number, dataset.rows(query("last_load"))[0]["at"] or BEFORE)


def _event(dataset: Dataset, due: Due, base: str, notice: str) -> Event:
    catalog = dataset.catalog
    said = [
        words.say("calendar_of", of=of_said(catalog, due)),
        words.say("calendar_whose", units=units_said(catalog, due)),
        *([words.say("calendar_recipient", recipient=due.duty.recipient)] if due.duty and due.duty.recipient else []),
        words.say("calendar_norm", norm=norm_said(due), basis=basis_said(catalog, due)),
        *([words.say("calendar_demo")] if notice else []),
    ]
    title = f"{units_said(catalog, due)} · {due.title}"
    return Event(
        uid=f"{due.uid}@agenda.sig",
        title=words.say("calendar_done", title=title) if due.is_done else title,
        day=due.when.on,
        at=utc(due.when.at, words.LIMA) if due.when.at else None,
        text="\n".join(said),
        url=place_of(due, base) if base else "",
        categories=(due.code,),
        alarm=0 if due.is_done or due.when.at else WARNED,
    )


def place_of(due: Due, base: str) -> str:
    """The address of a due date on the screens."""
    if due.duty is None:
        year = f"&anio={due.key.split('.')[2]}" if due.key.count(".") == 2 else ""
        return f"{base.rstrip('/')}/plan?act={due.code}&mes={due.month}{year}"
    return f"{base.rstrip('/')}/agenda?casos={quote(due.key)}"
