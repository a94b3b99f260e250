"""Owns the command that says what a management review has of what the standards ask of it."""

import argparse
import re
from collections.abc import Callable

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.arguments import scope_arguments
from sig_metrics.cli.output import print_json, table
from sig_metrics.cli.store import opened, scope_of
from sig_metrics.language import words
from sig_metrics.measure.review import NOT_ASKED, Cell, Line, Review, review
from sig_metrics.measure.review_said import (
    activities_said,
    clauses_said,
    lacking_said,
    outputs_said,
    owners_said,
    review_document,
    summary,
)


def add_commands(command: Callable) -> None:
    """Adds `review`; `command` makes a subcommand."""
    help = "las entradas y salidas de la Revisión por la Dirección (9.3) por norma: su evidencia y lo que falta"
    scope_arguments(command("review", _review, help))


def _review(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    found = review(dataset, scope_of(given, dataset))
    print_json(review_document(dataset, found)) if given.json else _print(dataset.catalog, found)
    return 0


def _print(catalog: Catalog, found: Review) -> None:
    said = [*summary(catalog, found), *([outputs_said(found)] if found.outputs else [])]
    print(*(re.sub("!!|[*]{2}", "", each) for each in said), sep="\n")
    lines = [*found.inputs, *found.outputs]
    if not lines:
        return
    head = ["", *(catalog.label("system", system) for system in found.systems), ""]
    table([head, *([line.key, *(_cell(catalog, cell) for cell in line.cells), line.asked.title] for line in lines)])
    for line, cell in found.owed:
        print(f"  {_owed(catalog, found, line, cell)}")


def _cell(catalog: Catalog, cell: Cell) -> str:
    """«■ sin evidencia», or in brackets where the clause does not ask by name."""
    word = catalog.vocabularies["review_state"][cell.state]
    if cell.state == NOT_ASKED:
        return word.icon
    return f"({word.icon} {word.label})" if cell.indirect else f"{word.icon} {word.label}"


def _owed(catalog: Catalog, found: Review, line: Line, cell: Cell) -> str:
    whose = ", ".join(filter(None, (owners_said(catalog, cell), activities_said(cell))))
    return words.say(
        "review_owed",
        key=line.key,
        system=catalog.label("system", cell.system),
        clauses=clauses_said(cell),
        whose=whose,
        what="; ".join(lacking_said(catalog, found, cell)),
    )
