"""Owns the synthetic integrity registers of the demonstration: protected counts, associates, integrity model.

With about four complaints a year the policy lets out only the national total and the legal clocks of a
closed semester, all under «<5»: the generator writes those cells and never draws, holds or counts a case.
Associates are codes, and who let a due diligence lapse comes from one seeded generator.
"""

import random
from datetime import date, timedelta

SEED = 37001
FIRST, LAST = date(2019, 3, 1), date(2021, 11, 30)
ASSOCIATES = 100
SYNTHETIC = "Sintético"

# Semesters closed and released by the cut-off; the second of 2021 is not over.
RELEASES = ((2020, "first", "2020-07-15"), (2020, "second", "2021-01-15"), (2021, "first", "2021-07-15"))
CLOCKS = ("verify", "correct", "evaluate", "notify", "grant")

# Kind: how many of each hundred, and the weights of its risk (low, medium, high).
KINDS = {
    "supplier_services": (38, (55, 35, 10)),
    "supplier_goods": (22, (70, 25, 5)),
    "consultancy": (14, (30, 50, 20)),
    "lessor": (12, (80, 20, 0)),
    "agreement": (8, (40, 45, 15)),
    "cash_carrier": (4, (0, 25, 75)),
    "financial_entity": (2, (0, 0, 100)),
}
COVERED = {"low": 0.10, "medium": 0.86, "high": 0.97}  # share that ever had a due diligence
SIGNED = {"low": 0.55, "medium": 0.90, "high": 0.95}
RENEWED = 0.92  # share of lapsing due diligences that are renewed, a few of them late

# Points of 20 of each component in each evaluation: the slow climb of a model that starts.
SCORES = {
    "top_management": (8, 10, 12),
    "risk_management": (5, 6, 9),
    "policies": (9, 10, 12),
    "transparency": (10, 12, 13),
    "controls": (6, 7, 8.5),
    "communication": (7, 8, 11),
    "complaint_channel": (9, 9, 10.5),
    "oversight": (3, 4, 6),
    "model_officer": (6, 10, 13),
}
EVALUATIONS = ("2020-06-30", "2020-12-31", "2021-06-30")


def corruption_status() -> list[dict]:
    """Protected cells: one national total and five clocks a released semester."""
    return [_cell(*release, category) for release in RELEASES for category in ("total", *CLOCKS)]


def _cell(year: int, semester: str, released_on: str, category: str) -> dict:
    total = category == "total"
    clock = "" if total else "<5"
    return {
        "year": year,
        "semester": semester,
        "tabulation": "national_total" if total else "by_clock",
        "category": category,
        "count_shown": "<5" if total else "",
        "within_shown": clock,
        "due_shown": clock,
        "released_on": released_on,
        "note": "synthetic_protected",
    }


def associates(rng: random.Random) -> list[dict]:
    """The associates in order of their code; contracts of a year or two, many open."""
    kinds = [kind for kind, (share, _) in KINDS.items() for _ in range(share * ASSOCIATES // 100)]
    rng.shuffle(kinds)
    return [_associate(number, kind, rng) for number, kind in enumerate(kinds, start=1)]


def _associate(number: int, kind: str, rng: random.Random) -> dict:
    risk = rng.choices(("low", "medium", "high"), KINDS[kind][1])[0]
    start = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days - 60))
    length = rng.choice((365, 730, 1095))
    ended = rng.random() < 0.45 and start + timedelta(days=length) <= LAST
    return {
        "associate": f"SN-{number:04d}",
        "kind": kind,
        "bribery_risk": risk,
        "related_from": str(start),
        "related_until": str(start + timedelta(days=length - 1)) if ended else "",
        "commitment": "yes" if rng.random() < SIGNED[risk] else "no",
        "note": SYNTHETIC,
    }


def due_diligences(rows: list[dict], rng: random.Random) -> list[dict]:
    """Those of each associate: valid for a year, renewed or lapsed, none after the relation ended."""
    found = []
    for row in rows:
        if rng.random() >= COVERED[row["bribery_risk"]]:
            continue
        end = min(LAST, date.fromisoformat(row["related_until"] or str(LAST)))
        day = date.fromisoformat(row["related_from"]) + timedelta(days=rng.choice((-12, -6, -2, 5, 20, 55)))
        while day <= end:
            found.append(
                {
                    "associate": row["associate"],
                    "due_diligence_on": str(day),
                    "valid_until": str(day + timedelta(days=364)),
                    "note": SYNTHETIC,
                }
            )
            if rng.random() >= RENEWED:
                break
            day += timedelta(days=365 + rng.choice((-20, -9, -3, 0, 14, 48)))
    return found


def components() -> list[dict]:
    """Nine rows an evaluation of the integrity model, of 20 points each."""
    return [
        {"period_end": day, "component": name, "score": scores[n], "maximum": 20, "note": SYNTHETIC}
        for n, day in enumerate(EVALUATIONS)
        for name, scores in SCORES.items()
    ]


def registers() -> dict[str, list[dict]]:
    """{register: rows} of this chapter."""
    rng = random.Random(SEED)
    known = associates(rng)
    return {
        "corruption_status": corruption_status(),
        "business_associate": known,
        "due_diligence": due_diligences(known, rng),
        "integrity_component": components(),
    }
