"""Owns the synthetic deliverables of the demonstration: January to November 2021.

The official plan carries no execution record, so the demonstration invents one
against version 05. Dates and document numbers come from one seeded generator;
who is late and what is missing is written down below as a story, not left to
chance. No row describes a real document or a person: every note says so.

`python -m sig_metrics.demo` rewrites `data/demo/*.csv`.
"""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "data" / "plan" / "2021-v05"
YEAR = SEED = 2021
CUT_OFF = date(YEAR, 11, 30)

COLUMNS = (
    "year activity programmed_month item name unit delivered_on document_type document_number state evidence note"
).split()

# The story. Keys are slots of version 05: (activity, month, item).
NEVER = {("06", 11, 1), ("23", 10, 1)}
UNNUMBERED = {("05", 11, 1), ("18", 10, 2), ("20", 9, 1)}
DAYS_LATE = {
    ("03", 9, 1): 26,
    ("08", 10, 1): 17,
    ("10", 8, 1): 9,
    ("11", 6, 1): 19,
    ("15", 10, 1): 10,
    ("18", 7, 1): 12,
    ("19", 5, 1): 4,
    ("24", 4, 1): 38,
    ("25", 10, 1): 23,
}
# The report of activity 22 is still being written; the one of 21 came a month early.
FIXED_DAY = {("13", 7, 1): date(YEAR, 7, 15), ("21", 6, 1): date(YEAR, 5, 27), ("22", 10, 1): None}
# Version 04 programmed this one in June; the row keeps the month it was registered with.
REGISTERED_MONTH = {("13", 7, 1): 6}
# Activity 01 has no target («según necesidad»): any unit may deliver, in any month.
AS_NEEDED = {("01", 3): "UPPM", ("01", 6): "UTI", ("01", 9): "URH"}
# The plan says «UCI / CT» and two reports; which unit does which is inferred.
SHARED_UNITS = {("18", 1): "UCI", ("18", 2): "CT"}
NOTES = {
    "13": "; programado en junio según la versión 04",
    "18": "; la unidad que elabora cada informe es una inferencia",
}
TYPES = {"04": "circular_memo", "06": "minutes"}
TYPE_NAMES = {"report": "Informe", "minutes": "Acta", "circular_memo": "Memorando Múltiple"}
MONTHS = ("enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre").split()
HOLIDAYS = {"01-01", "04-01", "04-02", "06-29", "07-28", "07-29", "08-30", "10-08", "11-01"}


def deliverables(schedule: list[dict], activities: list[dict]) -> list[dict]:
    """Return the deliverables registered at the cut-off, one dict of COLUMNS each.

    `schedule` has activity, month, quantity and `activities` has activity,
    units, deliverable: the rows of version 05, as text.
    """
    rng = random.Random(SEED)
    plan = {row["activity"]: row for row in activities}
    days = {slot: _delivery_day(slot, rng) for slot in _slots(schedule)}
    rows = [_row(slot, plan[slot[0]], day) for slot, day in days.items() if slot not in NEVER]
    _number(rows, rng)
    return sorted(rows, key=lambda r: (r["activity"], r["programmed_month"], r["item"]))


def _slots(schedule: list[dict]) -> list[tuple]:
    """Return the (activity, month, item) due by the cut-off, and those of activity 01."""
    due = [
        (row["activity"], int(row["month"]), item)
        for row in schedule
        for item in range(1, int(row["quantity"]) + 1)
        if int(row["month"]) <= CUT_OFF.month
    ]
    return sorted(due + [(*key, 1) for key in AS_NEEDED])


def _delivery_day(slot: tuple, rng: random.Random) -> date | None:
    """Return a working day: the story's, or one of the last eight of the month."""
    last = date(YEAR, slot[1] + 1, 1) - timedelta(days=1)
    days = [last - timedelta(days=n) for n in range(20)]
    working = [d for d in days if d.weekday() < 5 and f"{d:%m-%d}" not in HOLIDAYS]
    ordinary = rng.choice(working[:8])  # drawn always: a new chapter must not move other dates
    if slot in DAYS_LATE:
        return last + timedelta(days=DAYS_LATE[slot])
    return FIXED_DAY.get(slot, ordinary)


def _row(slot: tuple, plan: dict, day: date | None) -> dict:
    """Return one row; `document_number` holds None where a number is still to be given."""
    activity, month, item = slot[0], REGISTERED_MONTH.get(slot, slot[1]), slot[2]
    first = plan["units"].split("/")[0]
    unit = AS_NEEDED.get(slot[:2]) or SHARED_UNITS.get((activity, item), first)
    number = None if day and slot not in UNNUMBERED else ""
    evidence = f"demo://entregables/{YEAR}/{activity}/{month:02d}/{item}" if day else ""
    values = (
        YEAR,
        activity,
        month,
        item,
        _name(plan["deliverable"], month, item),
        unit,
        str(day or ""),
        TYPES.get(activity, "report"),
        number,
        _state(slot, day),
        evidence,
        "Sintético" + NOTES.get(activity, ""),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _name(deliverable: str, month: int, item: int) -> str:
    """Return the deliverable in the singular with its month: one row is one document."""
    texts = deliverable.split(" · ")  # activity 18 has one text per item
    text = texts[min(item, len(texts)) - 1].rstrip(".")
    text = text.replace("Informes ", "Informe ").replace("Actas ", "Acta ")
    return f"{text} – {MONTHS[month - 1]}"


def _state(slot: tuple, day: date | None) -> str:
    """Return the state; the last two months, and what has no number, await validation."""
    if day is None:
        return "in_progress"
    recent = day.month >= CUT_OFF.month - 1
    return "delivered" if recent or slot in UNNUMBERED else "validated"


def _number(rows: list[dict], rng: random.Random) -> None:
    """Give each unit's documents rising numbers in order of delivery, in place."""
    last: dict[tuple, int] = {}
    for row in sorted(rows, key=lambda r: (r["delivered_on"], r["activity"], r["item"])):
        if row["document_number"] is None:
            series = row["document_type"], row["unit"]
            last[series] = last.get(series, 0) + rng.randint(2, 12)
            number = f"{TYPE_NAMES[series[0]]} N° {last[series]:04d}-{YEAR}"
            row["document_number"] = f"{number}-MIDIS/PNADP-{row['unit']}"


def registers() -> dict[str, list[dict]]:
    """{register: rows} of this chapter, from the plan's CSVs."""
    return {"deliverable": deliverables(_read(PLAN / "plan_schedule.csv"), _read(PLAN / "plan_activity.csv"))}


def _read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))
