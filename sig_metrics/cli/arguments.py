"""Owns what the commands take: the arguments that all have, those of a load and those of a scope."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sig_metrics.cli.usage import user
from sig_metrics.intake.files.grid import LARGE, ORDINARY
from sig_metrics.language import words
from sig_metrics.measure.scope import IN_FORCE


def add_command(
    commands: Any, name: str, run: Callable, help: str, as_json: bool = True, store: bool = True
) -> argparse.ArgumentParser:
    """A command with what every one takes; `run` is called with what was given."""
    made = commands.add_parser(name, help=help, description=help)
    made.set_defaults(run=run, opens=store)
    made.add_argument(
        "--store",
        help="carpeta del almacén (por defecto SIG_STORE, o data/store en la carpeta del programa)"
        if store
        else "no hace falta: no lee datos",
    )
    made.add_argument(
        "--definitions",
        type=Path,
        metavar="DIR",
        help="carpeta de definiciones de otra institución (por defecto SIG_DEFINITIONS, o las del programa)",
    )
    if as_json:
        made.add_argument("--json", action="store_true", help="un documento JSON y nada más")
    return made


def load_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("register", help="registro; «plan» para un libro con la forma del Anexo 01")
    made.add_argument("file", type=Path)
    made.add_argument("--mode", choices=("merge", "replace"), default="merge")
    made.add_argument(
        "--read-empty",
        action="store_true",
        help="lee como vacías las celdas opcionales que dicen «N/A», «-», «pendiente»…",
    )
    made.add_argument(
        "--conflicts",
        choices=("theirs", "mine"),
        default="",
        help="qué queda donde otra carga escribió después de que se hizo el libro",
    )
    made.add_argument("--by", type=words.plain, default=user(), metavar="WHO", help="quién carga")
    made.add_argument(
        "--large",
        action="store_true",
        help=f"admite un archivo de hasta {words.number(LARGE.rows)} filas y {LARGE.mb} MB; sin esto, {words.number(ORDINARY.rows)} y {ORDINARY.mb}",
    )
    made.add_argument(
        "--report",
        type=Path,
        metavar="OUT.xlsx",
        help="si hay problemas o advertencias, un libro con las celdas marcadas",
    )
    for name, meaning in (
        ("year", "año"),
        ("version", "versión"),
        ("resolution", "resolución"),
        ("approved-on", "fecha de aprobación"),
    ):
        made.add_argument(f"--{name}", default="", help=f"{meaning} del plan, si el libro no lo dice")


def scope_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("--cutoff", metavar="YYYY-MM", help="mes de corte (por defecto, el último con entregas)")
    made.add_argument(
        "--plan",
        default=IN_FORCE,
        help="versión del plan, «in_force» (por defecto: la vigente al corte) o «latest» (la última aprobada)",
    )
    for name in ("stage", "system", "unit"):
        made.add_argument(f"--{name}", help=f"solo este valor de {name}")
    made.add_argument(
        "--corte",
        metavar="CORTE",
        help="como se congeló: número o nombre de un corte, con los datos y definiciones de entonces",
    )
