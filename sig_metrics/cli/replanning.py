"""Owns the command that simulates a reformulation of the plan: what a draft changes and what would be so of it."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.arguments import scope_arguments
from sig_metrics.cli.output import print_json, table
from sig_metrics.cli.store import opened, scope_of
from sig_metrics.cli.usage import write_out
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.plan import ruling_of
from sig_metrics.measure.replan.draft import drafted
from sig_metrics.measure.replan.said import Simulated, before_after, document, figures, simulated, summary
from sig_metrics.measure.scope import Scope
from sig_metrics.present.template import drafted_annex
from sig_metrics.report.drafts import replanned
from sig_metrics.report.writers import docx


def add_commands(command: Callable) -> None:
    """Adds `replan`; `command` makes a subcommand."""
    made = command(
        "replan", _replan, "simula una reformulación del plan: qué cambia y qué pasaría, sin tocar las cifras"
    )
    made.add_argument("draft", help="los cambios, como en la dirección de la pantalla: «05~pasa~10~11.18~mas~12»")
    made.add_argument("--out", type=Path, metavar="DIR", help="escribe también el Anexo 01 y los papeles del cambio")
    scope_arguments(made)


def _replan(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    asked = scope_of(given, dataset)
    ruling = ruling_of(dataset, asked)
    if ruling is None:
        raise refuse("replan_no_plan")
    draft = drafted(dataset, ruling.year, ruling.version, given.draft)
    found = simulated(dataset, Scope(asked.cutoff, asked.plan), draft)
    if given.out:
        _papers(dataset, found, given.out)
    print_json(document(found)) if given.json else _print(dataset, found)
    return 1 if draft.told else 0


def _papers(dataset: Dataset, found: Simulated, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_out(folder / "anexo-01.xlsx", drafted_annex(dataset, found.draft))
    for kind in replanned.KINDS:
        made = replanned.paper(dataset, found, kind, words.today())
        write_out(folder / f"{made.name}.docx", docx.paper(made))


def _print(dataset: Dataset, found: Simulated) -> None:
    print(*(re.sub("!!|[*]{2}", "", each) for each in [*found.draft.told, *summary(found)]), sep="\n")
    rows = before_after(dataset, found.draft)
    if rows:
        table(
            [[words.say(f"replan_table_{name}") for name in ("activity", "what", "before", "after")], *map(list, rows)]
        )
    table(
        [["", "antes", "borrador"], *([each["label"], each["before"], each["after"]] for each in figures(found))],
        {1, 2},
    )
