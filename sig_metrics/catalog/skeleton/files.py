"""Owns how a skeleton is written: all its files or none, and never over another.

Refuses a name that is not snake_case, or that an indicator, register, view, check or table already has.
"""

import re
from pathlib import Path

from sig_metrics.language.problems import Problem, Refused

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
OWN_TABLES = {
    "cube",
    "backlog",
    "check_row",
    "load_log",
    "load_annulled",
    "register_source",
    "register_period",
    "register_due",
    "published_with",
    "incoming_rows",
    "arriving",
}
BLANK = "«escriba"  # what a text to fill starts with; `forgotten.py` names the files that still have it


def write_defined(root: Path, name: str, files: dict[Path, str]) -> list[Path]:
    """The files of a definition, whose name nothing else that is defined below `root` may have; returns their paths."""
    taken = (
        [
            path.name
            for folder in ("indicators", "registers", "views", "checks")
            for path in (root / folder).glob(f"{name}.*")
        ]
        if NAME.fullmatch(name)
        else []
    )
    return write(name, files, taken + ([f"la tabla interna {name}"] if name in OWN_TABLES else []))


def write(name: str, files: dict[Path, str], taken: list[str] = ()) -> list[Path]:
    """All the files, or none when the name is not good, is taken, or any of them exists."""
    if not NAME.fullmatch(name):
        raise _refuse(
            "name_form",
            f"«{name}» no sirve de nombre. Use minúsculas sin tildes, cifras y «_», por ejemplo audits_closed_rate.",
        )
    taken = [*taken, *(path.name for path in files if path.exists())]
    if taken:
        raise _refuse("name_taken", f"Ya existe «{name}»: {', '.join(dict.fromkeys(taken))}. Elija otro nombre.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as made:  # «x» never writes over a file
            made.write(text)
    return list(files)


def _refuse(code: str, message: str) -> Refused:
    return Refused([Problem(code, message)])
