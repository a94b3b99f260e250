"""A second, naive implementation of the indicators of the plan: lists, loops, no SQL, nothing of the product.

It follows the rule in words. At a cut-off a delivery is accepted when its state is delivered or validated,
it has a document number and its date is not after the cut-off. An accepted delivery fills the slot it names
if that slot is due. Those left over fill the oldest due free slots, in order of delivery date.
"""

from calendar import monthrange
from datetime import date


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def due_slots(schedule: list[dict], year: int, version: str, activity: str, cutoff: date) -> list[tuple[int, int]]:
    """(month, item) of what was programmed up to the cut-off, oldest first."""
    slots = []
    for row in schedule:
        if (row["year"], row["version"], row["activity"]) == (year, version, activity):
            if month_end(year, row["month"]) <= cutoff:
                for item in range(1, row["quantity"] + 1):
                    slots.append((row["month"], item))
    return sorted(slots)


def handed_over(deliveries: list[dict], year: int, activity: str, cutoff: date) -> list[dict]:
    """What was delivered by the cut-off, with or without a document number."""
    found = []
    for row in deliveries:
        if row["year"] != year or row["activity"] != activity:
            continue
        if row["state"] not in ("delivered", "validated"):
            continue
        if row["delivered_on"] is None or row["delivered_on"] > cutoff:
            continue
        found.append(row)
    return found


def fill(slots: list[tuple[int, int]], accepted: list[dict]) -> dict[tuple[int, int], date]:
    """Slot → day it was filled."""
    filled, left = {}, []
    for row in accepted:
        named = (row["programmed_month"], row["item"])
        if named in slots:
            filled[named] = row["delivered_on"]
        else:
            left.append(row)
    left.sort(key=lambda row: row["delivered_on"])
    for slot in slots:
        if slot not in filled and left:
            filled[slot] = left.pop(0)["delivered_on"]
    return filled


def taken_out(activities: list[dict], deliveries: list[dict]) -> dict[tuple, tuple]:
    """What was delivered of an activity that an earlier version of the year had and this one took out: delivered all
    the same."""
    found = {}
    for year, version in {(row["year"], row["version"]) for row in activities}:
        have = {row["activity"] for row in activities if (row["year"], row["version"]) == (year, version)}
        had = {row["activity"] for row in activities if row["year"] == year and row["version"] < version}
        for activity in had - have:
            for month in range(1, 13):
                cutoff = month_end(year, month)
                accepted = [
                    row for row in handed_over(deliveries, year, activity, cutoff) if row["document_number"] is not None
                ]
                found["plan_delivered_count", cutoff, version, activity] = (len(accepted), None)
    return found


def cube(activities: list[dict], schedule: list[dict], deliveries: list[dict]) -> dict[tuple, tuple]:
    """{(indicator, period, version, activity): (numerator, denominator)} for the twelve month ends of each year.

    Versions of a year are approved in the order of their numbers.
    """
    found = taken_out(activities, deliveries)
    for plan in activities:
        year, version, activity = plan["year"], plan["version"], plan["activity"]
        for month in range(1, 13):
            cutoff = month_end(year, month)
            slots = due_slots(schedule, year, version, activity, cutoff)
            handed = handed_over(deliveries, year, activity, cutoff)
            accepted = [row for row in handed if row["document_number"] is not None]
            filled = fill(slots, accepted)
            on_time = 0
            for slot, day in filled.items():
                if day <= month_end(year, slot[0]):
                    on_time += 1
            values = {
                "plan_delivered_rate": (len(filled), len(slots)),
                "plan_on_time_rate": (on_time, len(slots)),
                "plan_overdue_count": (len(slots) - len(filled), None),
                "plan_unsupported_count": (len(handed) - len(accepted), None),
                "plan_programmed_count": (len(slots), None),
                "plan_delivered_count": (len(accepted), None),
            }
            if plan["target"] is not None:
                values["plan_delivered_uncapped_rate"] = (len(accepted), len(slots))
            if slots:
                values["plan_activities_current_rate"] = (1 if len(filled) == len(slots) else 0, 1)
            for name, value in values.items():
                found[name, cutoff, version, activity] = value
    return found
