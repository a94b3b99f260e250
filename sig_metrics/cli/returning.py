"""Owns the command by which the signed paper of a deliverable comes back without a screen: `returned`."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.output import print_json, print_load
from sig_metrics.cli.store import opened
from sig_metrics.cli.usage import user
from sig_metrics.intake.files.source import read_regular
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import horizon, parse_cutoff
from sig_metrics.measure.year_slots import Slot
from sig_metrics.publish.condition import today
from sig_metrics.publish.entry import entry
from sig_metrics.publish.load import load_files
from sig_metrics.publish.seen import drawn_from
from sig_metrics.report.drafts.activity_back import REGISTER, Place, read_back, row_of
from sig_metrics.report.drafts.activity_sight import kinds_of
from sig_metrics.report.drafts.activity_slot import answered
from sig_metrics.report.signed import LIMITS
from sig_metrics.store import open_store


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds the command; `command` makes a subcommand."""
    made = command("returned", _returned, "registra el documento firmado de un entregable del plan, que no se guarda")
    made.add_argument("file", type=Path, help="el PDF firmado, o el DOCX final")
    made.add_argument("--activity", required=True, metavar="NN", help="número de la actividad del plan, por ejemplo 18")
    made.add_argument("--month", required=True, metavar="AAAA-MM", help="mes programado del entregable")
    made.add_argument("--number", required=True, metavar="N°", help="número que le puso el sistema de trámite")
    made.add_argument("--on", required=True, type=date.fromisoformat, metavar="AAAA-MM-DD", help="fecha del documento")
    made.add_argument("--item", type=int, default=0, metavar="N", help="cuál del mes, si hay varios y él no lo dice")
    made.add_argument("--unit", default="", metavar="UNIDAD", help="quién lo entrega (por defecto, quien lo firma)")
    made.add_argument("--by", type=words.plain, default=user(), metavar="WHO", help="quién lo registra")


def _returned(given: argparse.Namespace, catalog: Catalog) -> int:
    back = read_back(read_regular(given.file, LIMITS), given.file.name)
    dataset = opened(given, catalog)
    cutoff = parse_cutoff(given.month, horizon(dataset))
    place, slot = answered(dataset, back, given.activity, cutoff.year, cutoff.month, given.item)
    if given.on > (latest := today(dataset.snapshot)):
        raise refuse("back_future", day=words.day(given.on), today=words.day(latest))
    row = row_of(dataset, back, place, given.number, given.on)
    register = dataset.catalog.register(REGISTER)
    drawn = drawn_from(dataset.snapshot.connection, register, row)
    incoming = entry(register, {**(drawn.row or {}), **_of_kind(dataset, place, slot, given.unit), **row})
    dataset.close()
    report = load_files(open_store(given.store), catalog, [incoming], given.by, drawn=drawn)[0]
    if given.json:
        print_json({**report.as_dict(), "sha256": back.sha256, "signature": back.signature, "told": back.told})
    else:
        print(*back.told, sep="\n")
        print_load(report)
        print(words.say("slot_registered", place=place.said))
    return 0


def _of_kind(dataset: Dataset, place: Place, slot: Slot, unit: str) -> dict[str, str]:
    """What its kind of paper says of the deliverable; raises Refused for a unit that there is not."""
    units = [each for each in dataset.catalog.vocabularies["unit"] if each != "ALL"]
    if unit and unit not in units:
        raise refuse("back_unit", unit=words.short(unit, 20), units=words.listing(units))
    kinds = kinds_of(dataset, place.activity, place.item, place.year)
    named = {"name": kinds[0].title, "document_type": kinds[0].document_type} if kinds else {}
    owed = [each for each in slot.units if each and each != "ALL"]
    sender = next(filter(None, (unit, kinds[0].sender if kinds else "", *owed)), "")
    if not sender:
        raise refuse("back_unit_unsaid", units=words.listing(units))
    return {**named, "unit": sender}
