"""Owns the command of how long the cases of a register take: `durations`."""

import argparse
from collections.abc import Callable

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.arguments import scope_arguments
from sig_metrics.cli.output import print_json, table
from sig_metrics.cli.store import opened, scope_of
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest
from sig_metrics.language.problems import refuse
from sig_metrics.measure.beside import undivided_text
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.durations.document import durations_document
from sig_metrics.measure.durations.paths import Path, paths
from sig_metrics.measure.durations.spoken import curve_said, times_said
from sig_metrics.measure.durations.tables import path_said, time_rows
from sig_metrics.measure.durations.times import ALL, CLOCKS, Durations, clock_of, durations, ignored, registers
from sig_metrics.measure.freshness import stock_unknown
from sig_metrics.measure.scope import Scope


def add_commands(command: Callable) -> None:
    """Adds `durations`; `command` makes a subcommand."""
    made = command(
        "durations", _durations, "cuánto tardan los casos de un registro, cerrados y abiertos, y por dónde pasan"
    )
    made.add_argument("register")
    made.add_argument("--kind", default=ALL, help="solo los recorridos y la curva de este tipo de caso")
    made.add_argument("--days", choices=CLOCKS, help="días hábiles o calendario (por defecto, los de su plazo)")
    scope_arguments(made)


def _durations(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    scope, known = scope_of(given, dataset), registers(dataset)
    if given.register not in known:
        raise refuse("times_unknown_register", name=given.register, hint=nearest(given.register, known))
    found = durations(dataset, given.register, scope, given.days or clock_of(dataset, given.register, scope))
    kinds = [each.code for each in found.kinds]
    if given.kind not in (ALL, *kinds):
        raise refuse("times_unknown_kind", name=given.kind, hint=nearest(given.kind, [ALL, *kinds]))
    if given.json:
        print_json(durations_document(dataset, found, scope, given.kind))
    else:
        _print(dataset, found, scope, given.kind, paths(dataset, given.register, scope, given.kind))
    return 0


def _print(dataset: Dataset, found: Durations, scope: Scope, kind: str, taken: tuple[Path, ...]) -> None:
    if why := stock_unknown(dataset, (found.register,), scope.cutoff):
        return print(dataset.catalog.registers[found.register].title, why, sep="\n")
    shown = found.of(kind)
    said = times_said(found, shown, scope).replace("**", "")
    whole = undivided_text(dataset.catalog, ignored(dataset, found.register, scope))
    told = [said, curve_said(found, shown), *([whole] if whole else [])]
    print(dataset.catalog.registers[found.register].title, *told, sep="\n")
    names = ("n", "closed", "open", "median", "p90", "oldest", "suspended")
    head = ["", *words.say("times_columns").split(" · ")]
    table(
        [head, *([row["label"], *(_cell(row[name]) for name in names)] for row in time_rows(found))], {1, 2, 3, 4, 5, 6}
    )
    print(*(f"{words.percent(each.share)}  {path_said(dataset.catalog, each)}" for each in taken), sep="\n")


def _cell(value: object) -> str:
    return value if isinstance(value, str) else "—" if value is None else words.number(value)
