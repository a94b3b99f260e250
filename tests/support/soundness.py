"""What must hold after every fault, whatever it was: the invariants of the fault table, in one helper."""

import re
from pathlib import Path

from sig_metrics.language.problems import Problem

# I1: nothing of the machine reaches a reader
MACHINE = re.compile(
    r"Traceback|Exception|\bError\b|Error:|/tmp/|/work/|/home/|\.py\b|duckdb|pyarrow|openpyxl|calamine|sig-\d{6}|0x[0-9a-f]{6}"
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def trace(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file of a store but its locks, with its size and the moment it was written: equal traces are an
    untouched store."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        if path.is_file() and not path.name.startswith("."):
            stat = path.stat()
            found[str(path.relative_to(folder))] = (stat.st_size, stat.st_mtime_ns)
    return found


def check_said(problems: list[Problem]) -> None:
    """I1: every problem is a Spanish sentence that ends, with nothing of the machine and no control character."""
    for problem in problems:
        assert re.search(r"[.?!»]$", problem.message), problem
        said = problem.message.replace(problem.value, "") if problem.value else problem.message
        assert not MACHINE.search(said), problem
        assert not CONTROL.search(str(problem)), problem
        assert len(problem.message) < 1500, problem
