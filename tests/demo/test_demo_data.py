"""Proves the story the synthetic deliverables tell, with a matching of its own.

The matching here is deliberately naive and shares no code with the product's.
"""

import csv
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

from sig_metrics.demo.chapters import write_all

ROOT = Path(__file__).parents[2]
CSV = ROOT / "data" / "demo" / "deliverable.csv"
V05 = ROOT / "data" / "plan" / "2021-v05"
CUT_OFF = date(2021, 11, 30)

LATE = {
    ("03", 9): 26,
    ("08", 10): 17,
    ("10", 8): 9,
    ("11", 6): 19,
    ("15", 10): 10,
    ("18", 7): 12,
    ("19", 5): 4,
    ("24", 4): 38,
    ("25", 10): 23,
}


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, strict=True))


def month_end(month: int) -> date:
    return date.fromordinal(date(2021, month + 1, 1).toordinal() - 1)


def accepted(row: dict) -> bool:
    registered = row["state"] in ("delivered", "validated") and row["delivered_on"]
    return bool(registered and row["document_number"])


def slots_due() -> list[tuple]:
    """Return the slots programmed by November, one (activity, month, item) per unit."""
    schedule = rows(V05 / "plan_schedule.csv")
    return [
        (row["activity"], int(row["month"]), item)
        for row in schedule
        if int(row["month"]) <= 11
        for item in range(1, int(row["quantity"]) + 1)
    ]


def matched() -> dict[tuple, dict]:
    """Return {slot: deliverable}: own month first, then what is left, in order."""
    free, found, left = slots_due(), {}, []
    for row in filter(accepted, rows(CSV)):
        own = (row["activity"], int(row["programmed_month"]), int(row["item"]))
        if own in free:
            free.remove(own)
            found[own] = row
        else:
            left.append(row)
    for row in left:
        slot = next((s for s in free if s[0] == row["activity"]), None)
        if slot:
            free.remove(slot)
            found[slot] = row
    return found


def days_late(slot: tuple, row: dict) -> int:
    return (date.fromisoformat(row["delivered_on"]) - month_end(slot[1])).days


def test_the_committed_file_is_the_generators(tmp_path):
    written = write_all(tmp_path)
    assert {path.name for path in written} == {path.name for path in CSV.parent.glob("*.csv")}
    for path in written:
        assert path.read_bytes() == (CSV.parent / path.name).read_bytes(), (
            f"{path.name}: run python -m sig_metrics.demo"
        )


def test_columns_and_keys():
    found = rows(CSV)
    columns = ("year", "activity", "programmed_month", "item")
    keys = [tuple(row[column] for column in columns) for row in found]
    assert len(found) == 76
    assert all(all(key) for key in keys) and len(keys) == len(set(keys))
    assert {row["state"] for row in found} == {"in_progress", "delivered", "validated"}
    assert {row["document_type"] for row in found} == {"report", "minutes", "circular_memo"}
    assert {row["unit"] for row in found} == {"UPPM", "UTI", "URH", "UCI", "CT"}
    assert all(row["note"].startswith("Sintético") for row in found)


def test_only_work_in_progress_has_no_date():
    undated = [row for row in rows(CSV) if not row["delivered_on"]]
    assert [(row["activity"], row["programmed_month"], row["state"]) for row in undated] == [
        ("22", "10", "in_progress")
    ]
    assert all(bool(row["delivered_on"]) == bool(row["evidence"]) for row in rows(CSV))


def test_deliveries_are_on_working_days_up_to_the_cut_off():
    days = [date.fromisoformat(row["delivered_on"]) for row in rows(CSV) if row["delivered_on"]]
    assert max(days) <= CUT_OFF and min(days).year == 2021
    assert all(day.weekday() < 5 for day in days)


def test_document_numbers_are_unique_and_rise_with_the_date():
    numbers = [row["document_number"] for row in rows(CSV) if row["document_number"]]
    assert len(numbers) == len(set(numbers)) == 72
    series = defaultdict(list)
    for row in filter(accepted, rows(CSV)):
        number = re.search(r" N° (\d{4})-2021-MIDIS/PNADP-\w+$", row["document_number"])
        series[row["document_type"], row["unit"]].append((int(number[1]), row["delivered_on"]))
    for pairs in series.values():
        days = [day for _, day in sorted(pairs)]
        assert days == sorted(days)


def test_fulfilment_at_november():
    due, found = slots_due(), matched()
    assert len(due) == 75 and len(found) == 69
    delays = {slot: days_late(slot, row) for slot, row in found.items()}
    assert sum(days <= 0 for days in delays.values()) == 60
    assert {slot[:2]: days for slot, days in delays.items() if days > 0} == LATE


def test_what_is_missing_at_november():
    unmatched = set(slots_due()) - set(matched())
    registered = {
        (r["activity"], int(r["programmed_month"]), int(r["item"])): r["unit"]
        for r in rows(CSV)
        if r["delivered_on"] and not r["document_number"]
    }
    assert registered == {("05", 11, 1): "UPPM", ("18", 10, 2): "CT", ("20", 9, 1): "UTI"}
    assert unmatched - set(registered) == {("06", 11, 1), ("22", 10, 1), ("23", 10, 1)}


def test_a_deliverable_of_version_04_fills_the_july_slot_on_time():
    row = matched()["13", 7, 1]
    assert (row["programmed_month"], row["delivered_on"]) == ("6", "2021-07-15")


def test_one_early_and_three_as_needed():
    early = [s for s, row in matched().items() if int(row["delivered_on"][5:7]) < s[1]]
    assert early == [("21", 6, 1)]
    as_needed = [row["programmed_month"] for row in rows(CSV) if row["activity"] == "01"]
    assert as_needed == ["3", "6", "9"]


def test_nothing_looks_personal():
    text = CSV.read_text(encoding="utf-8")
    assert not re.search(r"\d{5,}", text)  # DNI, RUC and household codes have eight or more
    assert "@" not in text
    assert not re.search(r"\+51|\b9\d{2}[ -]\d{3}[ -]\d{3}\b|\b0?1\)?[ -]\d{3}[ -]\d{4}\b", text)
