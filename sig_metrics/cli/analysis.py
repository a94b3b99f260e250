"""Owns the commands that look into numbers: what the process of one does by itself, and what changed since a day."""

import argparse
from collections.abc import Callable

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.against import MEANS, before_of, of_corte, print_since, since_corte
from sig_metrics.cli.arguments import scope_arguments
from sig_metrics.cli.output import print_json, table
from sig_metrics.cli.store import opened, scope_of
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.comparison import MONTH
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.noted import note_said, notes_of
from sig_metrics.measure.process.chosen import MONTHS, Process, month_of, process
from sig_metrics.measure.process.decided import decision_said
from sig_metrics.measure.process.document import process_document
from sig_metrics.measure.process.spoken import chart_said, read_said, signal_said
from sig_metrics.measure.since import since
from sig_metrics.measure.since_said import since_document, told_since

LONGEST = 120  # months


def add_commands(command: Callable) -> None:
    """Adds `process` and `insights`; `command` makes a subcommand."""
    made = command("process", _process, "el proceso de un indicador: sus límites, sus señales y si llegará a su meta")
    made.add_argument("indicator")
    made.add_argument("--months", type=int, default=MONTHS, metavar="N", help=f"meses (por defecto, {MONTHS})")
    scope_arguments(made)
    made = command("insights", _insights, "qué cambió desde otro corte, en frases, cada una con su regla")
    made.add_argument(
        "--since",
        default=MONTH,
        metavar="WHEN",
        help=f"desde cuándo: {MEANS}; por defecto, «{MONTH}»",
    )
    scope_arguments(made)


def _insights(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    scope = scope_of(given, dataset)
    before = before_of(given, dataset, scope, given.since)
    found, changed = since(dataset, scope, before), of_corte(before, dataset, scope)
    if given.json:
        print_json(since_document(dataset.catalog, found, scope) | since_corte(before, changed))
        return 0
    told = told_since(dataset.catalog, found)
    month = before.said(scope) if before.corte else words.month(before.cutoff)
    print(words.say("since_title", month=month) if told else words.say("since_nothing", month=month))
    print(*(f"  {each.with_rule}" for each in told), sep="\n", end="\n" if told else "")
    if told:
        print(words.say("since_order"))
    print_since(dataset.catalog, changed)
    return 0


def _process(given: argparse.Namespace, catalog: Catalog) -> int:
    if not 1 <= given.months <= LONGEST:
        raise refuse("process_months", value=given.months, most=LONGEST)
    indicator, dataset = catalog.indicator(given.indicator), opened(given, catalog)
    scope = scope_of(given, dataset)
    if given.json:
        print_json(process_document(dataset, indicator, scope, given.months))
    else:
        _print(dataset, process(dataset, indicator, scope, given.months))
    return 0


def _print(dataset: Dataset, found: Process) -> None:
    print(f"{found.indicator.code} {found.indicator.title}", chart_said(found), *read_said(found), sep="\n")
    print(*(f"  {signal_said(found, each)}" for each in found.signals), sep="\n", end="\n" if found.signals else "")
    for title, told in (
        ("process_decided", [decision_said(dataset.catalog, each) for each in found.decided]),
        ("process_noted", [note_said(each) for each in notes_of(dataset, found)]),
    ):
        print(
            *([words.say(title)] if told else []), *(f"  {each}" for each in told), sep="\n", end="\n" if told else ""
        )
    lines = [[f"{month_of(found, n):%Y-%m}", _amount(found, value)] for n, value in enumerate(found.values)]
    if found.limits:
        drawn = zip(found.limits.lower, found.limits.centre, found.limits.upper)
        lines = [[*line, *(_amount(found, edge) for edge in edges)] for line, edges in zip(lines, drawn)]
        lines.insert(0, ["", *words.say("process_columns").split(" · ")])
    table(lines, {1, 2, 3, 4})


def _amount(found: Process, value: float | None) -> str:
    return words.amount(value, found.indicator.unit, found.indicator.decimals)
