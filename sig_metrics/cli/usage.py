"""Owns how the command line says, in Spanish, that an order is badly written or that a file cannot be read or written.

`argparse` speaks English: its titles are replaced, and each of its errors is worded by a sentence of `messages.toml`.
"""

import argparse
import errno
import getpass
import math
import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from sig_metrics.intake.files.source import clean_name
from sig_metrics.language import words
from sig_metrics.language.problems import refuse

# What argparse says → the sentence, whose blanks are the groups. The first that matches counts.
SAID = (
    (r"the following arguments are required: (?P<what>.+)", "usage_required"),
    (
        r"(?:argument (?P<where>.+?): )?invalid choice: (?P<value>'.*?'|\S+)(?:,.*)? \(choose from (?P<known>.+)\)",
        "usage_choice",
    ),
    (r"argument (?P<where>.+?): invalid (?P<kind>\S+) value: (?P<value>.+)", "usage_value"),
    (r"argument (?P<where>.+?): expected (?:one|at least one|at most one|\d+) arguments?", "usage_lacks"),
    (r"unrecognized arguments: (?P<what>.+)", "usage_unknown"),
    (r"ambiguous option: (?P<what>\S+) could match (?P<known>.+)", "usage_ambiguous"),
    (r"argument (?P<where>.+?): ignored explicit argument (?P<value>.+)", "usage_extra"),
    (r"argument (?P<where>.+?): not allowed with argument (?P<what>.+)", "usage_together"),
)
# What each argument without a dash is; an order shows its name
NAMES = {
    "COMMAND": "la orden",
    "register": "el registro",
    "file": "el archivo",
    "indicator": "el indicador",
    "out": "el archivo de salida",
    "what": "qué se pide",
    "name": "el nombre",
    "corte": "el corte",
    "load": "el número de la carga",
    "session": "la sesión",
    "kind": "la clase de papel",
    "draft": "los cambios",
    "code": "el código",
}
DAY = "fromisoformat"  # as argparse calls what reads a day
WIDTH = 400  # of what is repeated of an order


class Formatter(argparse.HelpFormatter):
    """Help that begins with «uso:»."""

    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "uso: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser, and its subparsers, that speak Spanish. Wrong usage still ends with 2."""

    def __init__(self, *given, **named):
        super().__init__(*given, **{"formatter_class": Formatter, **named, "add_help": False})
        self._positionals.title, self._optionals.title = "argumentos", "opciones"
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help="muestra esta ayuda y termina")

    def error(self, message: str):
        self.exit(
            2, words.say("usage", usage=self.format_usage().rstrip(), said=worded(message), prog=self.prog) + "\n"
        )


def worded(message: str) -> str:
    """An error of argparse as a Spanish sentence."""
    for pattern, code in SAID:
        if found := re.fullmatch(pattern, message, re.S):
            blanks = {
                name: words.plain(_quoted(value or "COMMAND"), WIDTH) for name, value in found.groupdict().items()
            }
            if code == "usage_required":
                blanks["what"] = words.listing([_named(name) for name in blanks["what"].split(", ")])
            if blanks.get("kind") == DAY:
                code = "usage_day"
            return words.say(code, **blanks)
    return words.say("usage_other")


def _named(name: str) -> str:
    """«file» → «el archivo (file)»."""
    return f"{NAMES[name]} ({name})" if name in NAMES else name


def _quoted(text: str) -> str:
    """'x', as Python writes it, → «x»."""
    return re.sub(r"'([^']*)'", r"«\1»", text)


def seconds(text: str) -> float:
    """The value of an option in seconds: zero or more."""
    value = float(text.replace(",", "."))
    if not math.isfinite(value) or not 0 <= value <= 86_400:
        raise ValueError
    return value


def user() -> str:
    """Who runs the program; an account without a name (a container) has none to say."""
    try:
        return words.plain(getpass.getuser()) or "sin indicar"
    except (KeyError, OSError, ImportError):
        return "sin indicar"


def check_out(path: Path, *endings: str) -> None:
    """Raises Refused when a file could not be written at a path, or has a name of another kind of file (`endings`, if
    any), before any work is done for it."""
    shown = clean_name(str(path.absolute()))
    if endings and path.suffix.lower() not in endings:
        raise refuse("out_ending", file=clean_name(path.name), endings=" o ".join(endings))
    if path.is_dir():
        raise refuse("out_folder", file=shown)
    if not path.parent.is_dir():
        raise refuse("out_missing", folder=clean_name(str(path.parent.absolute())), file=shown)
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise refuse("out_refused", file=shown)


def write_out(path: Path, content: bytes) -> None:
    """Writes an answer where it was asked; raises Refused when the disk does not take it."""
    check_out(path)
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise refuse(
            "out_full" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else "out_refused", file=clean_name(str(path))
        ) from None


def said_of(fault: OSError) -> str:
    """What the system refused, without the path of a machine."""
    name = clean_name(str(fault.filename)) if fault.filename else "?"
    return words.say(
        "system_refused",
        file=name,
        why=words.say("system_full" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else "system_other"),
    )


def mute() -> None:
    """After whoever was reading has gone (`| head`): what is left to say goes nowhere, and nobody complains of it at
    the end."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
