"""Owns another folder of definitions, for what must not move when they change."""

import shutil
from pathlib import Path


def redefined(root: Path, place: Path) -> Path:
    """Another folder of definitions: a target, a formula, a view, a query and a word are others."""
    shutil.copytree(root, place, ignore=shutil.ignore_patterns("__pycache__"))
    for name, before, after in (
        ("indicators/plan_on_time_rate.toml", "value = 0.95", "value = 0.5"),
        ("indicators/plan_delivered_rate.sql", " as numerator", " * 0 as numerator"),
        ("views/month_end.sql", "-- grain: ", "-- grain: changed, "),
        ("queries/plan_grid.sql", "order by", "-- another order\norder by"),
        ("vocabulary.toml", "Bajo la meta", "Por debajo"),
    ):
        text = (place / name).read_text(encoding="utf-8")
        assert before.lower() in text.lower(), name
        at = text.lower().index(before.lower())
        (place / name).write_text(text[:at] + after + text[at + len(before) :], encoding="utf-8")
    return place
