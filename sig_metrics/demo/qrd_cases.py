"""Owns the synthetic complaints, claims and denunciations (none of corruption) of the demonstration.

The story: answers take longer until November 2020 and improve from December; a backlog stays open; claims are observed,
reclassified, archived, referred out and reopened now and then; of July 2020 and February 2021 only totals were kept;
the totals of September 2021 do not agree with its cases. Nothing describes a real case.
"""

import random
from collections import Counter
from datetime import date, timedelta

from sig_metrics.demo.workdays import after

SEED = 14  # DS 007-2020-PCM art. 14
CUT_OFF = date(2021, 11, 30)
BETTER_FROM = date(2020, 12, 1)
COUNTED_ONLY = {(2020, 7), (2021, 2)}
COUNTED_TOO = {(2021, 9), (2021, 10)}
KINDS = {"claim": 50, "complaint": 36, "denunciation": 14}
CHANNELS = {
    "claim": {"digital_book": 30, "physical_book": 45, "line_1880": 15, "web": 10},
    "complaint": {"line_1880": 45, "ut_office": 30, "email": 13, "letter": 12},
    "denunciation": {"letter": 40, "ut_office": 25, "email": 20, "web": 15},
}
ORIGINS = {"digital_book": "digital_platform", "physical_book": "sheet_2011"}
REASONS = {"treatment": 16, "information": 20, "waiting_time": 25, "access": 12, "result": 18, "trust": 6, "other": 3}
UNITS = {"UCI": 45, "CT": 35, "UTI": 12, "URH": 8}
# working days to answer: (mean, spread) before and from December 2020
PACE = {"claim": ((24, 6), (17, 5)), "complaint": ((12, 3.5), (9, 2.6)), "denunciation": ((13, 4), (10, 3))}
FATES = {
    "answered": 830,
    "open": 28,
    "observed": 50,
    "reclassified": 28,
    "referred_out": 16,
    "archived_duplicate": 18,
    "archived_withdrawn": 16,
    "merged": 14,
}
COLUMNS = (
    "case_number kind channel book_origin registered_on ut unit reason state referred_on observed_on corrected_on "
    "answered_on outcome notified_on reopened_on reanswered_on closed_on reclassified_as reclassified_on merged_into note"
).split()


def qrd(weights: dict[str, int]) -> tuple[list[dict], list[dict]]:
    """(cases, cases of the months of which only totals were kept); `weights` are households by territorial unit."""
    rng = random.Random(SEED)
    rows = [_case(rng, weights, number, day) for number, day in enumerate(_days(rng), 1)]
    oldest: dict[str, str] = {}
    for row in rows:  # joined to an older case of the same kind
        if row["state"] == "merged":
            row["merged_into"] = oldest.get(row["kind"], "")
        elif row["state"] == "notified":
            oldest[row["kind"]] = row["case_number"]
    return [row for row in rows if _month(row) not in COUNTED_ONLY], [
        row for row in rows if _month(row) in COUNTED_ONLY
    ]


def qrd_monthly(cases: list[dict], counted: list[dict]) -> list[dict]:
    """Totals of the months without cases and of two with them; one cell says three claims too many."""
    rows = counted + [row for row in cases if _month(row) in COUNTED_TOO]
    found = Counter((*_month(row), row["kind"], row["channel"], row["unit"] or "UCI", row["state"]) for row in rows)
    found[2021, 9, "claim", "physical_book", "UCI", "notified"] += 3
    names = ("year", "month", "kind", "channel", "unit", "state")
    return [dict(zip(names, key)) | {"quantity": quantity} for key, quantity in sorted(found.items())]


def _month(row: dict) -> tuple[int, int]:
    return int(row["registered_on"][:4]), int(row["registered_on"][5:7])


def _days(rng: random.Random) -> list[date]:
    """Days of registration: about 1,100 a year, more in months of payment, few in the first months of the pandemic."""
    found = []
    for year in (2020, 2021):
        for month in range(1, 13 if year == 2020 else 12):
            last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            level = 96 * (1.12 if month % 2 == 0 else 0.88) * (0.45 if (year, month) in ((2020, 4), (2020, 5)) else 1)
            found += sorted(last.replace(day=rng.randint(1, last.day)) for _ in range(round(rng.gauss(level, 6))))
    return found


def _case(rng: random.Random, weights: dict[str, int], number: int, day: date) -> dict:
    kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
    channel = rng.choices(list(CHANNELS[kind]), list(CHANNELS[kind].values()))[0]
    fate = rng.choices(list(FATES), list(FATES.values()))[0]
    if kind != "claim" and fate in ("observed", "reclassified"):
        fate = "answered"
    row = dict.fromkeys(COLUMNS, "") | {
        "case_number": f"{ {'claim': 'R', 'complaint': 'Q', 'denunciation': 'D'}[kind] }-{day.year}-{number:05d}",
        "kind": kind,
        "channel": channel,
        "book_origin": ORIGINS.get(channel, "outside_book") if kind == "claim" else "",
        "registered_on": day.isoformat(),
        "ut": rng.choices(list(weights), list(weights.values()))[0],
        "unit": rng.choices(list(UNITS), list(UNITS.values()))[0],
        "reason": rng.choices(list(REASONS), list(REASONS.values()))[0],
        "note": "Sintético",
    }
    events = _events(rng, kind, fate, day)
    row |= {name: value.isoformat() if isinstance(value, date) else value for name, value in _known(events).items()}
    row["state"] = _state(row, fate)
    if row["state"] == "registered" and rng.random() < 0.5:
        row["unit"] = ""  # not referred yet
    if row["answered_on"]:
        row["outcome"] = rng.choices(["accepted", "denied"], [55, 45])[0]
    return row


def _events(rng: random.Random, kind: str, fate: str, day: date) -> dict:
    """Everything that happens to a case, known or not at the cut-off."""
    better = day >= BETTER_FROM
    events: dict = {
        "referred_on": after(day, rng.choices([1, 2, 3, 4, 6], [46, 33, 18, 2, 1] if better else [34, 32, 23, 7, 4])[0])
    }
    if fate in ("referred_out", "archived_duplicate", "archived_withdrawn", "merged"):
        return events | {"closed_on": after(events["referred_on"], rng.randint(1, 6))}
    waited = 0
    if fate == "observed":
        events["observed_on"] = after(day, rng.randint(1, 3))
        waited = rng.choices([1, 2, 4, 0], [38, 34, 8, 20])[0]  # 0: never corrected
        if not waited:
            return events | {"closed_on": after(events["observed_on"], 3)}
        events["corrected_on"] = after(events["observed_on"], waited)
    if fate == "reclassified":
        events |= {
            "reclassified_as": rng.choice(["complaint", "denunciation"]),
            "reclassified_on": after(day, rng.randint(1, 3)),
        }
        kind, day = events["reclassified_as"], events["reclassified_on"]
    if fate != "open":
        events |= _answer(rng, after(day, waited + max(3, round(rng.gauss(*PACE[kind][better])))))
    return events


def _answer(rng: random.Random, day: date) -> dict:
    notified = after(day, rng.randint(1, 3))
    if rng.random() > 0.02:
        return {"answered_on": day, "notified_on": notified}
    reopened = after(notified, rng.randint(3, 15))
    return {
        "answered_on": day,
        "notified_on": notified,
        "reopened_on": reopened,
        "reanswered_on": after(reopened, rng.randint(4, 15)),
    }


def _known(events: dict) -> dict:
    """What was known at the cut-off."""
    known = {name: value for name, value in events.items() if not isinstance(value, date) or value <= CUT_OFF}
    if "reclassified_on" not in known:
        known.pop("reclassified_as", None)
    return known


def _state(row: dict, fate: str) -> str:
    if row["closed_on"]:
        return "archived_uncorrected" if fate == "observed" else fate
    if row["reopened_on"] and not row["reanswered_on"]:
        return "reopened"
    if row["answered_on"]:
        return "notified" if row["notified_on"] else "answered"
    if row["observed_on"] and not row["corrected_on"]:
        return "observed"
    if row["reclassified_on"]:
        return "reclassified"
    return "in_progress" if row["referred_on"] else "registered"
