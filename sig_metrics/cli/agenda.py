"""Owns the commands of the agenda: what is due, and the message that reminds each unit of it."""

import argparse
import os
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli import mailing
from sig_metrics.cli.output import print_json, table
from sig_metrics.cli.store import opened
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.duties import duties, moment_of
from sig_metrics.measure.duties_due import Due, Moment, at_end_of
from sig_metrics.measure.duties_said import (
    agenda_document,
    grouped,
    norm_said,
    of_said,
    proposed,
    summary,
    unheard,
    units_said,
    wait_said,
)
from sig_metrics.present.agenda_file import asked_unit
from sig_metrics.present.reminder import Message, messages
from sig_metrics.store import open_store

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST = 92  # days ahead
URL = "SIG_URL"
BRIEF = 70  # letters of a title


def add_commands(command: Callable) -> None:
    """Adds `agenda` and `remind`; `command` makes a subcommand."""
    made = command(
        "agenda", _agenda, "lo que la ley y el plan mandan entregar o comunicar: vencido, esta semana, después"
    )
    _arguments(made)
    made = command(
        "remind", _remind, "un mensaje por unidad con lo vencido y lo que vence; lo escribe o lo envía", False
    )
    _arguments(made)
    made.add_argument(
        "--out", type=Path, metavar="DIR", help="carpeta donde escribir un .eml por unidad; sin esto, se imprime"
    )
    made.add_argument(
        "--send",
        action="store_true",
        help="envía por correo a los buzones de SIG_SMTP_TO; nunca dos veces el mismo día",
    )
    made.add_argument("--days", metavar="N", help=f"lo que vence en N días, en vez de lo del mes (hasta {MOST})")


def _arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("--unit", default="", help="solo lo de una unidad")
    made.add_argument(
        "--day",
        metavar="AAAA-MM-DD",
        help="con lo que se sabía al terminar ese día (por defecto: ahora, o el último corte con datos)",
    )


def _asked(given: argparse.Namespace, dataset: Dataset) -> tuple[Moment, str | None]:
    unit = asked_unit(dataset, given.unit)
    if given.day is None:
        return moment_of(dataset, datetime.now(words.LIMA).replace(tzinfo=None)), unit
    try:
        day = date.fromisoformat(given.day) if DAY.fullmatch(given.day) else None
    except ValueError:
        day = None
    if day is None:
        raise refuse("agenda_day", value=words.plain(given.day, 40))
    return at_end_of(day), unit


def _agenda(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    moment, unit = _asked(given, dataset)
    found = duties(dataset, moment, unit)
    if given.json:
        print_json(agenda_document(dataset, found, moment))
        return 0
    print(re.sub(r"\*\*|!!", "", summary(found, moment)))
    for group, dues in grouped(found, moment).items():
        if dues:
            title = words.say(f"agenda_group_{group}", sunday=words.day(moment.week), until=words.day(moment.month))
            print(f"\n{title} ({len(dues)})")
            table([_line(dataset, each, moment) for each in dues])
    if said := unheard(dataset.catalog, found, moment):
        print(f"\n{said}")
    return 0


def _line(dataset: Dataset, due: Due, moment: Moment) -> list[str]:
    told = of_said(dataset.catalog, due)
    title = f"{words.short(due.title, BRIEF)}{f' ({told})' if told else ''}"
    norm = " · ".join(filter(None, (norm_said(due), proposed(due))))
    state = dataset.catalog.label("duty_state", due.state)
    return [f"  {due.code}", wait_said(due, moment), units_said(dataset.catalog, due), title, state, norm]


def _remind(given: argparse.Namespace, catalog: Catalog) -> int:
    days = _days(given.days)
    server = mailing.mailer() if given.send else None
    dataset = opened(given, catalog)
    moment, unit = _asked(given, dataset)
    base = os.environ.get(URL, "").strip()
    dues = duties(dataset, moment)
    found = messages(dataset, dues, moment, base, unit, days)
    if unit is None and (said := unheard(dataset.catalog, dues, moment)):
        print(said, file=sys.stderr)
    if not found:
        print(words.say("remind_nobody"))
    if server:
        return _send(server, found, mailing.record_of(open_store(given.store).folder))
    for each in found:
        _write(given.out, each) if given.out else print(f"{each.subject}\n\n{each.text}")
    return 0


def _days(text: str | None) -> int:
    if text is None:
        return 0
    days = words.whole(text)
    if days is None or not 1 <= days <= MOST:
        raise refuse("remind_days", value=words.plain(text, 20))
    return days


def _write(folder: Path, message: Message) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{re.sub(r'[^A-Za-z0-9_-]', '_', message.unit)}.eml"
    path.write_bytes(bytes(mailing.written(message, "agenda@sig.invalid", f"{message.unit.lower()}@sig.invalid")))
    print(words.say("remind_written", unit=message.unit, file=words.plain(str(path), 1000)))


def _send(server: mailing.Mailer, found: list[Message], record: mailing.Record) -> int:
    """Sends to each unit that was not written today; 1 when some could not be."""
    failed = 0
    with record.alone():
        today = words.today()
        written = record.sent(today)
        for each in found:
            said = _sent(server, each, written)
            failed |= said[0]
            print(said[1], file=sys.stderr if said[0] else sys.stdout)
            if said[2]:
                record.add(today, each.unit, server.boxes[each.unit])
    return failed


def _sent(server: mailing.Mailer, message: Message, written: set[str]) -> tuple[int, str, bool]:
    """(whether it failed, what is said, whether it was sent)."""
    unit = message.unit
    if unit in written:
        return 0, words.say("remind_already", unit=unit), False
    if unit not in server.boxes:
        return 1, words.say("remind_no_box", unit=unit, file=words.plain(server.named, 200)), False
    if why := mailing.send(server, message):
        return 1, words.say("remind_failed", unit=unit, why=why), False
    return 0, words.say("remind_sent", unit=unit, to=server.boxes[unit]), True
