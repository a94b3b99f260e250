"""Owns what lies beside a file that the inbox set apart: its free name, its hash and the report of what was done."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from sig_metrics.intake.files.source import clean_name
from sig_metrics.intake.prepare import LoadReport
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.publish.quiet import State


@dataclass
class Dealt:
    """What was done with one state of a file: its report, the title of its register and the hash of the bytes that
    were judged."""

    report: LoadReport
    title: str
    sha256: str = ""
    state: State | None = None


def hash_of(path: Path) -> str:
    """SHA-256 of a file as it is now; «» when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def free(path: Path, taken: Callable[[Path], Path] = lambda path: path) -> Path:
    """`path`, or «name (2).xlsx» when something is already there: by that name, or by what `taken` makes of it."""
    found, n = path, 1
    while taken(found).exists():
        n += 1
        found = path.with_name(f"{path.stem} ({n}){path.suffix}")
    return found


def report_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.informe.txt")


def stopped(problem: Problem) -> LoadReport:
    return LoadReport(
        problems=[problem], message=words.say("refused", problems=words.count(1, words.say("problem_one"), ""))
    )


def said_in_report(folder: Path, path: Path, dealt: Dealt, who: str) -> list[str]:
    """The report as lines: where the file was, what was loaded, or every problem with its place and remedy."""
    now, report = words.moment(datetime.now(timezone.utc).replace(tzinfo=None)), dealt.report
    where = "/".join(clean_name(part) for part in path.parts)
    lines = [
        f"Archivo: {where}",
        f"Estaba en: {words.plain(str(folder.absolute()), 1000)}",
        f"Registro: {dealt.title}",
        f"Revisado: {now}, por {who}",
        "",
        report.message,
    ]
    for title, found in (("Problemas", report.problems), ("Advertencias", report.warnings)):
        if found:
            lines += ["", f"{title} ({words.number(len(found))}):", *(f"  {problem}" for problem in found)]
    return lines
