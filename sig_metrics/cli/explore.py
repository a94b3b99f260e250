"""Owns the command that asks of any register: measure × group × split × time, with its SQL."""

import argparse
from collections.abc import Callable

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.arguments import scope_arguments
from sig_metrics.cli.output import print_json, table
from sig_metrics.cli.store import opened, scope_of
from sig_metrics.language import words
from sig_metrics.measure.beside import undivided_text
from sig_metrics.measure.explore import shaped, spoken
from sig_metrics.measure.explore.answer import Answer, ask
from sig_metrics.measure.explore.document import explore_document
from sig_metrics.measure.explore.question import COUNT, GRAINS, MEASURES, MOST_TOP, SPANS, Question

TEXTS = {
    "column": "columna de la medida: lo distinto, lo que se suma, la de la condición o la fecha de inicio",
    "other": "de «share», el valor que cumple; de «median», la fecha de término",
    "group": "columna que agrupa",
    "split": "columna que divide cada grupo",
    "day": "fecha que cuenta (por defecto, la del registro)",
}


def add_commands(command: Callable) -> None:
    """Adds `explore`; `command` makes a subcommand."""
    made = command("explore", _explore, "pregunta a un registro: medida por grupo, división y tiempo, con su SQL")
    made.add_argument("register")
    made.add_argument("--measure", choices=MEASURES, default=COUNT, help="medida (por defecto, cuántas filas)")
    for name, meaning in TEXTS.items():
        made.add_argument(f"--{name}", default="", metavar="COL" if name != "other" else "VALUE", help=meaning)
    made.add_argument("--grain", choices=GRAINS, default="", help="cada cuánto tiempo")
    made.add_argument("--span", choices=SPANS, default=SPANS[0], help="meses hasta el corte (por defecto, 12)")
    made.add_argument("--top", type=int, default=0, metavar="N", help=f"grupos por su nombre, hasta {MOST_TOP}")
    made.add_argument(
        "--where", action="append", default=[], metavar="COL=V,V", help="solo las filas con uno de esos valores"
    )
    made.add_argument("--sql", action="store_true", help="escribe también la consulta que corrió")
    scope_arguments(made)


def _explore(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    parts = {name: getattr(given, name) for name in ("register", "measure", *TEXTS, "grain", "span", "top")}
    filters = tuple(
        (name, tuple(values.split(","))) for name, _, values in (each.partition("=") for each in given.where)
    )
    found = ask(dataset, Question(**parts, filters=filters), scope_of(given, dataset))
    if given.json:
        print_json(explore_document(dataset.catalog, found))
    else:
        _print(dataset.catalog, found, given.sql)
    return 0


def _print(catalog: Catalog, found: Answer, sql: bool) -> None:
    whole = undivided_text(catalog, found.ignored)
    print(spoken.titled(catalog, found), spoken.sentence(catalog, found), *spoken.notes(found), sep="\n")
    print(*([whole] if whole else []), sep="\n", end="\n" if whole else "")
    rows, headings = shaped.laid_out(catalog, found)
    lines = [list(headings.values()), *([_said(row[name]) for name in headings] for row in rows)]
    table(lines, {n for n, name in enumerate(headings) if name in ("value", "size", "counted")})
    if sql:
        print(f"\n{found.sql}")


def _said(value: object) -> str:
    if isinstance(value, float):
        return words.number(value, 2)
    return words.number(value) if isinstance(value, int) else "—" if value is None else str(value)
