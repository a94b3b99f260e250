"""Owns reading: CSV files of a folder as typed rows, the law of the program with the store's own rows over it."""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

Row = dict[str, object]

DATES = {
    "day",
    "since",
    "until",
    "valid_from",
    "valid_until",
    "related_from",
    "related_until",
    "accepted_until",
    "period_end",
}
DATED_PERIOD = ("headcount", "indicator_report")
NUMBERS = {
    "year",
    "month",
    "bimester",
    "quantity",
    "item",
    "programmed_month",
    "target",
    "servers",
    "affiliated",
    "paid",
    "score",
    "maximum",
    "weight",
    "planned",
    "actual",
    "planned_progress",
    "actual_progress",
    "pia",
    "pim",
    "accrued",
    "hours",
    "workers",
    "training_hours",
    "lost_days",
    "charged_days",
    "value",
    "known_hour",
    "resolved_hour",
    "notified_cnsd_hour",
    "notified_anpd_hour",
    "detected_hour",
    "contained_hour",
}
LISTS = {"systems", "units", "impact"}
LIST_OF = {("legal_requirement", "system"), ("soa_control", "owner"), ("digital_project", "unit")}
LAW_KEYS = {
    "calendar_day": ("day", "scope"),
    "calendar_coverage": ("part",),
    "legal_term": ("term", "since"),
    "parameter": ("parameter", "since"),
}
# «Lo que no es un documento»: the number of a document may not be one of these (vocabulary «nothing»).
NOT_NUMBERED = {"", "-", "s/n", "n/a", "pendiente", "en trámite"}


def cell(register: str, column: str, text: str) -> object:
    text = text.strip()
    if column == "document_number":
        return None if text.lower() in NOT_NUMBERED else text
    if not text:
        return [] if column in LISTS or (register, column) in LIST_OF else None
    if column.endswith("_on") or column in DATES or (column == "period" and register in DATED_PERIOD):
        return date.fromisoformat(text)
    if column in NUMBERS:
        return Fraction(text)
    if column in LISTS or (register, column) in LIST_OF:
        return text.split("/")
    return text


def read_text(register: str, text: str) -> list[Row]:
    """The rows of one CSV, typed by the name of their column."""
    return [
        {name: cell(register, name, value or "") for name, value in row.items()}
        for row in csv.DictReader(text.splitlines())
    ]


def read_folder(folder: Path) -> dict[str, list[Row]]:
    """{register: rows} of the CSV files of a folder."""
    return {
        path.stem: read_text(path.stem, path.read_text(encoding="utf-8-sig")) for path in sorted(folder.glob("*.csv"))
    }


def with_law(own: dict[str, list[Row]], law: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """What a store knows: its own rows, over those of the law that comes with the program; with the same key its own
    win."""
    found = dict(own)
    for register, keys in LAW_KEYS.items():
        rows = {tuple(row[key] for key in keys): row for row in law.get(register, [])}
        rows |= {tuple(row[key] for key in keys): row for row in own.get(register, [])}
        found[register] = list(rows.values())
    return found
