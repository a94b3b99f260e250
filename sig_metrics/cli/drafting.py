"""Owns the command of the papers that the plan and the duties of the law ask for: `report`, one draft or all those of a year of
the plan."""

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.paper_model import PaperKind
from sig_metrics.cli.output import print_json
from sig_metrics.cli.store import opened
from sig_metrics.cli.usage import check_out, write_out
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import horizon, parse_cutoff
from sig_metrics.report.drafts import duty
from sig_metrics.report.drafts.activity import drafted, programmed
from sig_metrics.report.drafts.activity_identity import Identity
from sig_metrics.report.drafts.activity_sight import kind_of
from sig_metrics.report.drafts.draft import Draft
from sig_metrics.report.drafts.duty_identity import DutyIdentity
from sig_metrics.report.drafts.duty_sight import kinds_of_duty
from sig_metrics.report.model import BLANK, Text
from sig_metrics.store import open_store
from sig_metrics.store.cortes import Corte, corte_of

MONTH = re.compile(r"\d{4}-\d{2}")


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds the command; `command` makes a subcommand."""
    made = command(
        "report", _report, "redacta el documento de un entregable del plan o de un deber, o los del plan de un año"
    )
    made.add_argument("out", type=Path, help="archivo, DOCX o del formato del papel; con --all, la carpeta")
    made.add_argument("--activity", metavar="NN", help="número de la actividad del plan, por ejemplo 18")
    made.add_argument("--duty", metavar="CÓDIGO", help="código del deber con fecha, por ejemplo F13")
    made.add_argument(
        "--month", metavar="AAAA-MM", help="mes programado del entregable, o último mes del período del deber"
    )
    made.add_argument("--case", metavar="CÓDIGO", help="del deber que nace de un hecho: la fila que lo dice")
    made.add_argument("--paper", metavar="NAME", help="qué papel, cuando la actividad o el deber tiene varios")
    made.add_argument("--all", action="store_true", help="todos los de un año")
    made.add_argument("--year", type=int, metavar="AAAA", help="con --all: el año del plan")
    made.add_argument("--corte", metavar="N", help="con las cifras de un corte congelado: su número o su nombre")


def _report(given: argparse.Namespace, catalog: Catalog) -> int:
    one = given.activity or given.month or given.paper or given.duty or given.case
    if given.all != (given.year is not None) or given.all == bool(one):
        raise refuse("activity_usage")
    given.cutoff = None
    dataset = opened(given, catalog)
    corte = corte_of(open_store(given.store), given.corte) if given.corte else None
    if given.duty:
        return _of_duty(given, dataset, corte)
    return _every(given, dataset, corte) if given.all else _one(given, dataset, corte)


def _one(given: argparse.Namespace, dataset: Dataset, corte: Corte | None) -> int:
    if given.case or not (given.month and (given.activity or given.paper)):
        raise refuse("activity_usage")
    check_out(given.out)
    cutoff = parse_cutoff(given.month, horizon(dataset))
    kind = _asked(given, dataset.catalog, cutoff.year)
    made = drafted(dataset, kind, cutoff.year, cutoff.month, corte)
    write_out(given.out, made.docx)
    if given.json:
        print_json(_told(made))
    else:
        blanks = words.count(len(kind.blanks), "espacio", "espacios")
        print(words.say("activity_written", title=kind.title, month=words.month(cutoff), blanks=blanks))
    return 0


def _of_duty(given: argparse.Namespace, dataset: Dataset, corte: Corte | None) -> int:
    """The draft of a duty: of a period, by its last month, or of what happened, by the row that says it."""
    if given.activity or bool(given.month) == bool(given.case):
        raise refuse("activity_usage")
    kind = _of_its_kind(given, dataset.catalog)
    if bool(kind.register) != bool(given.case):
        raise refuse("activity_usage")
    check_out(given.out)
    day = parse_cutoff(given.month, horizon(dataset)) if given.month else None
    made = duty.drafted(dataset, kind, day, given.case or "", corte)
    write_out(given.out, made.content)
    if given.json:
        print_json(_told(made))
    else:
        open_still = sum(isinstance(each, Text) and each.style == BLANK for each in made.paper.blocks)
        blanks = words.count(open_still, "espacio", "espacios")
        print(words.say("duty_written", title=kind.title, of=words.month(day) if day else given.case, blanks=blanks))
    return 0


def _of_its_kind(given: argparse.Namespace, catalog: Catalog) -> PaperKind:
    """The kind of paper of a duty; raises Refused when there is none, or several."""
    found = kinds_of_duty(catalog, given.duty)
    year = int(given.month[:4]) if given.month and given.month[:4].isdecimal() else 0
    if given.paper:
        found = [each for each in found if each.name == kind_of(catalog, given.paper).name]
    elif year:
        found = [each for each in found if each.in_force(year)] or found
    if not found:
        raise refuse("activity_usage")
    if len(found) > 1:
        raise refuse("duty_several", duty=given.duty, names=words.listing([each.name for each in found]))
    return found[0]


def _asked(given: argparse.Namespace, catalog: Catalog, year: int) -> PaperKind:
    """The kind of paper that was asked for; raises Refused when there is none, or several."""
    if given.paper:
        kind = kind_of(catalog, given.paper)
        if kind.duty:
            raise refuse("activity_usage")
        return kind
    found = [each for each in catalog.papers.values() if each.of(given.activity, each.item, year)]
    if len(found) == 1:
        return found[0]
    if not found:
        known = sorted({each.activity for each in catalog.papers.values() if each.activity})
        raise refuse("activity_no_paper", activity=words.short(given.activity, 20), known=words.listing(known) or "—")
    raise refuse("activity_several", activity=given.activity, names=words.listing([each.name for each in found]))


def _every(given: argparse.Namespace, dataset: Dataset, corte: Corte | None) -> int:
    found, began = programmed(dataset, given.year), time.monotonic()
    if not found:
        raise refuse("activity_none", year=given.year)
    given.out.mkdir(parents=True, exist_ok=True)
    told = []
    for kind, month, item in found:
        made = drafted(dataset, kind, given.year, month, corte, item)
        write_out(given.out / f"{made.paper.name}.docx", made.docx)
        told.append(_told(made))
    seconds = time.monotonic() - began
    if given.json:
        print_json({"drafts": told, "seconds": round(seconds, 1)})
    else:
        print(words.say("activity_all", count=len(told), year=given.year, seconds=words.number(seconds, 1)))
    return 0


def _told(made: Draft) -> dict:
    identity = made.identity
    return {**_named(identity), "name": made.paper.name, "made_of": identity.of, "hash": identity.hash}


def _named(identity: Identity | DutyIdentity) -> dict:
    if isinstance(identity, DutyIdentity):
        return {"paper": identity.kind, "duty": identity.duty, "day": identity.day, "row": identity.row}
    return {"paper": identity.kind, "activity": identity.activity, "month": identity.month, "item": identity.item}
