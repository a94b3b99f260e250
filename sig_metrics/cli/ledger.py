"""Owns the commands about what was loaded: see it, take it back, make it again, and load what is dropped in a
folder."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.output import print_history, print_json
from sig_metrics.cli.store import opened
from sig_metrics.cli.usage import seconds, user
from sig_metrics.language import words
from sig_metrics.publish.annul import annul
from sig_metrics.publish.dropped import create
from sig_metrics.publish.history import history
from sig_metrics.publish.rebuild import rebuild
from sig_metrics.publish.watch import SETTLE, watch
from sig_metrics.store import open_store


def _history(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    rows = history(dataset.snapshot, dataset.catalog)
    print_json(rows) if given.json else print_history(rows)
    return 0


def _annul(given: argparse.Namespace, catalog: Catalog) -> int:
    report = annul(open_store(given.store), catalog, given.load, given.why, given.by, given.destroy)
    print_json(report.as_dict()) if given.json else print(report.message)
    return 0


def _rebuild(given: argparse.Namespace, catalog: Catalog) -> int:
    report = rebuild(open_store(given.store), catalog, given.by, given.without)
    print_json(asdict(report)) if given.json else print(
        report.message, f"SHA-256 del contenido: {report.hash}", sep="\n"
    )
    return 0


def _watch(given: argparse.Namespace, catalog: Catalog) -> int:
    if given.create:
        code = "watch_created" if create(given.folder, catalog) else "watch_created_before"
        print(words.say(code, folder=words.plain(str(given.folder), 1000)))
        if not given.once:
            return 0
    return watch(
        open_store(given.store),
        catalog,
        given.folder,
        given.by,
        given.once,
        given.every,
        lambda said: print(said, flush=True),
        given.settle,
    )


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds `history`, `annul`, `rebuild` and `watch`; `command` makes a subcommand."""
    command("history", _history, "las cargas aceptadas, y las anuladas")
    made = command("annul", _annul, "anula una carga: los datos vuelven a hacerse sin ella")
    made.add_argument("load", type=int, help="número de la carga, como en «history»")
    made.add_argument("--why", required=True, metavar="MOTIVO", help="por qué se anula; queda en el historial")
    made.add_argument(
        "--destroy", action="store_true", help="borra también su archivo original y toda versión con sus datos"
    )
    _by(made, "quién anula")
    made = command("rebuild", _rebuild, "vuelve a hacer los datos con los archivos originales")
    made.add_argument(
        "--without",
        type=int,
        nargs="+",
        default=[],
        metavar="LOAD",
        help="cargas que no se pueden repetir: quedan anuladas",
    )
    _by(made, "quién reconstruye")
    made = command("watch", _watch, "carga lo que se deja en una carpeta de entrada", as_json=False)
    made.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help="los archivos dicen su registro: deliverable.xlsx, deliverable_marzo.csv, deliverable/lo-que-sea.xlsx",
    )
    made.add_argument(
        "--create", action="store_true", help="hace la carpeta de entrada: nueva o vacía, con su marca y un LÉAME"
    )
    made.add_argument("--once", action="store_true", help="carga lo que hay y termina")
    made.add_argument("--every", type=seconds, default=5.0, metavar="SEGUNDOS", help="cada cuánto mira la carpeta (5)")
    made.add_argument(
        "--settle",
        type=seconds,
        default=SETTLE,
        metavar="SEGUNDOS",
        help=f"cuánto tiempo sin cambios da por terminado un archivo ({SETTLE:g})",
    )
    _by(made, "quién carga")


def _by(made: argparse.ArgumentParser, help: str) -> None:
    made.add_argument("--by", type=words.plain, default=user(), metavar="WHO", help=help)
