"""Owns the times and the paths of a register as rows to be read: on the screen, in a file, on the command line."""

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.durations.paths import Path
from sig_metrics.measure.durations.spoken import quantile_said, suspended_said
from sig_metrics.measure.durations.times import ALL, Durations, Times


def time_rows(found: Durations) -> list[dict]:
    """label, n, closed, open, median and p90 (days; as they read, if a curve does not come so low), oldest (days),
    suspended (as it reads), key (its rows), of all and of each group."""
    shown = (found.whole, *found.groups)
    rows = [_row(found, each) for each in shown]
    for name in ("median", "p90"):
        if not any(each.curve and getattr(each, name) is None for each in shown):
            rows = [{**row, name: getattr(each, name)} for row, each in zip(rows, shown)]
    return rows


def _row(found: Durations, times: Times) -> dict:
    counts = {name: getattr(times, name) for name in ("label", "n", "closed", "open", "oldest")}
    return counts | {
        "median": quantile_said(times, times.median),
        "p90": quantile_said(times, times.p90),
        "suspended": suspended_said(times),
        "key": f"time.{found.register}.{times.code or ALL}.all",
    }


def step_rows(times: Times) -> list[dict]:
    """The curve: days, at_risk, ended, survival, lower and upper (shares)."""
    return [vars(step) for step in times.curve]


def path_rows(catalog: Catalog, register: str, kind: str, found: tuple[Path, ...]) -> list[dict]:
    """path («Registrado → Derivado (2) → …»), cases, share, taken (days), key (its rows)."""
    return [
        {
            "path": path_said(catalog, each),
            "cases": each.cases,
            "share": each.share,
            "taken": int(words.rounded(each.taken, 0)),
            "key": f"path.{register}.{kind}.{each.place}",
        }
        for each in found
    ]


def path_said(catalog: Catalog, path: Path) -> str:
    """The steps of a path, each with the median of its days."""
    if not path.steps:
        return words.say("times_paths_others")
    first, *later = (catalog.label("case_step", step) for step in path.steps)
    return " → ".join(
        [first, *(f"{step} ({words.number(words.rounded(days, 0))})" for step, days in zip(later, path.days))]
    )
