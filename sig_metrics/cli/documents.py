"""Owns what «load plan» does with a document: it reads the plan in it, writes it as a book to confirm, or goes on with
that book when nothing is doubtful."""

import argparse
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.catalog.units import known_to
from sig_metrics.cli.output import print_json, print_load
from sig_metrics.cli.usage import check_out, write_out
from sig_metrics.intake.document.apart import may_be_document, read_plan
from sig_metrics.intake.document.reading import Reading
from sig_metrics.intake.files.grid import Limits
from sig_metrics.intake.prepare import Incoming, LoadReport
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.present.read_plan import book_name, book_of, doubt_problems
from sig_metrics.store import StoreError, open_store


def document_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--to",
        type=Path,
        metavar="OUT.xlsx",
        help="del plan en PDF, Word o texto: escribe lo leído como libro, con las celdas dudosas marcadas, y no carga nada",
    )
    made.add_argument(
        "--page", type=int, default=0, metavar="N", help="del plan en PDF: dónde empieza el Anexo 01, si hay varios"
    )


def from_document(
    given: argparse.Namespace, incoming: Incoming, register: Register, catalog: Catalog, limits: Limits
) -> Incoming | LoadReport:
    """The book that takes the place of a document, or the report of what was written or is doubtful; any other file as
    it came. Raises Refused."""
    reading = None
    if may_be_document(incoming.name, register):
        reading = read_plan(incoming.name, incoming.content, register, _known(given, catalog), limits, given.page)
    if reading is None:
        if given.to or given.page:
            raise refuse("document_not")
        return incoming
    if given.to:
        check_out(given.to)
        write_out(given.to, book_of(reading, catalog))
        return LoadReport(
            read=len(reading.rows), warnings=doubt_problems(reading, register), message=_written(reading, given.to)
        )
    if reading.doubts:
        said = words.say("document_doubts", activities=_activities(reading), file=reading.name, cells=_cells(reading))
        return LoadReport(read=len(reading.rows), problems=doubt_problems(reading, register), message=said)
    return replace(incoming, name=book_name(reading), content=book_of(reading, catalog))


def _known(given: argparse.Namespace, catalog: Catalog) -> Catalog:
    """The catalogue with the units and stages of the current data, if there are any."""
    try:
        snapshot = open_store(given.store).open()
    except StoreError:
        return catalog
    with closing(snapshot):
        return known_to(catalog, snapshot.connection) if snapshot.fingerprint == catalog.fingerprint else catalog


def _written(reading: Reading, out: Path) -> str:
    code = "document_written" if reading.doubts else "document_written_sure"
    return words.say(code, out=out.name, activities=_activities(reading), cells=_cells(reading))


def _activities(reading: Reading) -> str:
    return words.count(len(reading.rows), "actividad", "actividades")


def _cells(reading: Reading) -> str:
    return words.count(len(reading.doubts), "celda", "celdas")


def told(given: argparse.Namespace, report: LoadReport) -> int:
    """Prints the report of a document that was not loaded; the exit code."""
    print_json(report.as_dict()) if given.json else print_load(report)
    return 1 if report.problems else 0
