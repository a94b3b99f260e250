"""Owns the commands about the project itself: its documents, the skeleton of what is added, and what is forgotten."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from sig_metrics.catalog.build import HERE, folder
from sig_metrics.catalog.forgotten import forgotten, told_unfilled, unfilled
from sig_metrics.catalog.model import Catalog, CatalogError, Register
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.catalog.skeleton import (
    KINDS,
    SCREEN_TABLE,
    new_chart,
    new_check,
    new_indicator,
    new_paper,
    new_register,
    new_screen,
    screen_line,
)
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.present.documents import write_docs
from sig_metrics.present.schema import write_schemas

ROOT = Path(__file__).parents[2]
MADE = ("indicator", "register", "check", "paper", "chart", "screen")
OF_PROGRAM = ("chart", "screen")  # code: of the program, whatever the definitions
OF, KIND = ("indicator", "check"), ("indicator",)  # what --of and --kind are of


def add_commands(command: Callable) -> None:
    """Adds `describe` and `new`; `command` makes a subcommand."""
    command(
        "describe",
        _describe,
        "escribe los documentos de docs/ que salen de las definiciones, y los esquemas para editores",
        as_json=False,
        store=False,
    )
    made = command("new", _new, "el esqueleto de lo que se añade, que falla hasta llenarse", as_json=False, store=False)
    made.add_argument("what", choices=MADE)
    made.add_argument("name")
    made.add_argument(
        "--of", metavar="REGISTER", help="de un indicador o una regla: el registro que lee, con sus columnas"
    )
    made.add_argument(
        "--kind",
        choices=tuple(KINDS),
        help="de un indicador: porcentaje, cuenta o índice (por defecto, lo que diga su nombre)",
    )


def tell_forgotten(given: argparse.Namespace) -> int:
    """Names what is forgotten in the project, before anything else is asked of it; 1 when there is something. Beside
    a JSON document it goes to the error output. What is added to another folder of definitions has no tests here: only
    what is left to fill is named."""
    found = forgotten(ROOT) if folder() == HERE else told_unfilled(folder())
    if found:
        print(
            f"{words.say('forgotten')}:",
            *(f"  {sentence}" for sentence in found),
            sep="\n",
            file=sys.stderr if given.json else sys.stdout,
        )
    return 1 if found else 0


def catalog_of(given: argparse.Namespace, default: Callable[[], Catalog]) -> Catalog:
    """The catalogue of a command. What a skeleton left to fill keeps neither another skeleton from being made nor the
    rest from being checked: it is left out, and told."""
    try:
        return default()
    except CatalogError:
        left = unfilled(folder()) if given.command in ("new", "check") else frozenset()
        if not left:
            raise
    catalog = load_catalog(without=left)  # what else is wrong is told
    names = sorted({f"{path.parent.name}/{path.name.partition('.')[0]}" for path in left})
    print(words.say("left_unfilled", names=words.listing(names)), file=sys.stderr)
    return catalog


def _describe(given: argparse.Namespace, catalog: Catalog) -> int:
    # those of another folder of definitions stay beside it
    docs = ROOT / "docs" if catalog.root == HERE else catalog.root / "docs"
    for path in [*write_docs(catalog, docs), *write_schemas(catalog, catalog.root / "schema")]:
        print(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
    return 0


def _new(given: argparse.Namespace, catalog: Catalog) -> int:
    for option, kinds in (("of", OF), ("kind", KIND)):
        if getattr(given, option) and given.what not in kinds:
            raise refuse("new_option", option=f"--{option}", what=given.what)
    made = _made(given, catalog, _table(catalog, given.of) if given.of else None)
    print(*(f"Por llenar: {path}" for path in made), sep="\n")
    print(
        words.say(
            f"new_{given.what}" if _ours(catalog) or given.what in OF_PROGRAM else f"new_{given.what}_elsewhere",
            name=given.name,
            made=made[-1].parent,
            register=given.of or "registro",
            table=SCREEN_TABLE,
            line=screen_line(given.name),
        )
    )
    return 0


def _ours(catalog: Catalog) -> bool:
    return catalog.root == ROOT / "sig_metrics" / "definitions"


def _made(given: argparse.Namespace, catalog: Catalog, of: Register | None) -> list[Path]:
    match given.what:
        case "indicator":
            # golden cases of another institution stay beside its definitions
            cases = ROOT / "tests" if _ours(catalog) else catalog.root.parent
            return new_indicator(catalog.root, cases, given.name, given.kind or "", of, catalog.vocabularies)
        case "register":
            rows = (catalog.root / catalog.screens.demonstration.folder).resolve()
            return new_register(catalog.root, rows, given.name)
        case "check":
            return new_check(catalog.root, given.name, of)
        case "paper":
            return new_paper(catalog.root, given.name)
        case "chart":
            return new_chart(ROOT, given.name)
        case _:
            return new_screen(
                ROOT, given.name, *(next(iter(catalog.vocabularies[name])) for name in ("unit", "system"))
            )


def _table(catalog: Catalog, name: str) -> Register:
    """A register whose rows have a table of their own."""
    register = catalog.register(name)
    if register.layout != "table":
        raise refuse("new_of", register=register.title, feeds=words.listing([f"«{each}»" for each in register.feeds]))
    return register
