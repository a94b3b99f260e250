"""Owns the synthetic voice of users: territorial units, households, survey, suggestions and CTVC alerts.

Nothing here describes a real household or case; volumes are the order of magnitude a programme of this size may have.
The codes of the territorial units are real names in a list still to be confirmed. Cases of QRD are in `qrd_cases`.
"""

import random
from collections import Counter
from datetime import date, timedelta

from sig_metrics.demo.qrd_cases import qrd, qrd_monthly
from sig_metrics.demo.workdays import after

SEED = 18
CUT_OFF = date(2021, 11, 30)
NOTE = "Sintético"
# code: (name, households around 2021: published figures where found, the rest proposed)
UNITS = {
    "AMA": ("Amazonas", 33000),
    "ANC": ("Áncash", 42000),
    "APU": ("Apurímac", 30967),
    "AYA": ("Ayacucho", 41000),
    "CAJ": ("Cajamarca", 101254),
    "CUS": ("Cusco", 56160),
    "HUV": ("Huancavelica", 31819),
    "HUC": ("Huánuco", 41238),
    "JUN": ("Junín", 38000),
    "LAL": ("La Libertad", 51889),
    "LOI": ("Loreto-Iquitos", 36000),
    "LOY": ("Loreto-Yurimaguas", 14869),
    "PAS": ("Pasco", 15000),
    "PIU": ("Piura", 88893),
    "PUN": ("Puno", 47000),
    "SAM": ("San Martín", 32000),
    "UCA": ("Ucayali", 15500),
    "LIM": ("Lima", 9800),
}
TOPICS = {
    "payment": 34,
    "affiliation": 20,
    "verification": 14,
    "family_support": 12,
    "staff_conduct": 8,
    "information": 9,
    "other": 3,
}
CHANNELS = {"ut_office": 40, "line_1880": 28, "web": 16, "email": 10, "letter": 6}
ALERTS_COUNTED_ONLY = {(2020, 4), (2020, 5)}  # months of which only the totals were kept
WAVES = {"2019-12": (6, 10, 18, 41, 25), "2020-12": (5, 8, 14, 44, 29)}  # shares of the answers 1 to 5


def registers() -> dict[str, list[dict]]:
    """{register: rows} of this chapter; same bytes every time."""
    rng = random.Random(SEED)
    weights = {code: households for code, (_, households) in UNITS.items()}
    cases, counted = qrd(weights)
    alerts, alert_counts = _alerts(rng, weights)
    return {
        "territorial_unit": [
            {"ut": code, "name": name, "valid_from": "2018-01-01", "valid_until": "", "note": "Lista por confirmar"}
            for code, (name, _) in UNITS.items()
        ],
        "qrd": cases,
        "qrd_monthly": qrd_monthly(cases, counted),
        "suggestion": _suggestions(rng, weights),
        "ctvc_alert": alerts,
        "ctvc_monthly": alert_counts,
        "household": _households(rng),
        "survey_answer": _answers(rng),
    }


def drawn(rng: random.Random, weights: dict[str, float]) -> str:
    """One key of `weights`, by its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def _days(rng: random.Random, monthly: int) -> list[date]:
    """Days of reception in order: fewer in the first months of the pandemic, more in months of payment."""
    found = []
    for year in (2020, 2021):
        for month in range(1, 13 if year == 2020 else 12):
            last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            level = (
                monthly * (1.15 if month % 2 == 0 else 0.85) * (0.4 if (year, month) in ((2020, 4), (2020, 5)) else 1)
            )
            quantity = round(rng.gauss(level, level * 0.08))
            found += sorted(last.replace(day=rng.randint(1, last.day)) for _ in range(quantity))
    return found


def _known(day: date | None) -> str:
    """A date as it is known at the cut-off: what comes later is still empty."""
    return day.isoformat() if day and day <= CUT_OFF else ""


def _suggestions(rng: random.Random, weights: dict[str, int]) -> list[dict]:
    rows = []
    for number, day in enumerate(_days(rng, 26), 1):
        evaluated = after(day, rng.randint(2, 9))
        answered = (
            after(evaluated, max(1, round(rng.gauss(19 if day < date(2020, 12, 1) else 13, 7))))
            if rng.random() > 0.05
            else None
        )
        accepted = rng.random() < 0.3
        done = after(answered, rng.randint(20, 90)) if answered and accepted and rng.random() < 0.5 else None
        state = (
            "implemented"
            if _known(done)
            else "accepted"
            if _known(answered) and accepted
            else "not_viable"
            if _known(answered)
            else "under_evaluation"
            if _known(evaluated)
            else "received"
        )
        rows.append(
            {
                "suggestion": f"S-{day.year}-{number:04d}",
                "received_on": day.isoformat(),
                "channel": drawn(rng, CHANNELS),
                "ut": drawn(rng, weights),
                "unit": drawn(rng, {"UCI": 6, "CT": 3, "UTI": 1}),
                "topic": drawn(rng, TOPICS),
                "state": state,
                "evaluated_on": _known(evaluated),
                "answered_on": _known(answered),
                "implemented_on": _known(done),
                "note": NOTE,
            }
        )
    return rows


def _alerts(rng: random.Random, weights: dict[str, int]) -> tuple[list[dict], list[dict]]:
    """(alerts, monthly totals): two months have totals only; of the last two both exist, and one disagrees."""
    rows = [_alert(rng, weights, number, day) for number, day in enumerate(_days(rng, 51), 1)]
    month = lambda row: (int(row["received_on"][:4]), int(row["received_on"][5:7]))  # noqa: E731
    counted = Counter(
        (*month(row), row["state"]) for row in rows if month(row) in ALERTS_COUNTED_ONLY | {(2021, 9), (2021, 10)}
    )
    counted[2021, 9, "answered"] += 2
    totals = [
        {"year": year, "month": number, "state": state, "quantity": quantity}
        for (year, number, state), quantity in sorted(counted.items())
    ]
    return [row for row in rows if month(row) not in ALERTS_COUNTED_ONLY], totals


def _alert(rng: random.Random, weights: dict[str, int], number: int, day: date) -> dict:
    referred = after(day, rng.randint(1, 3))
    pace = (12, 4.5) if day < date(2020, 12, 1) else (8, 3.5)
    answered = after(referred, max(1, round(rng.gauss(*pace)))) if rng.random() > 0.03 else None
    dismissed = rng.random() < 0.06
    state = (
        "dismissed"
        if dismissed and _known(answered)
        else "answered"
        if _known(answered)
        else "in_progress"
        if _known(referred)
        else "received"
    )
    return {
        "alert": f"A-{day.year}-{number:04d}",
        "received_on": day.isoformat(),
        "ut": drawn(rng, weights),
        "unit": drawn(rng, {"CT": 7, "UCI": 2, "UTI": 1}),
        "topic": drawn(rng, TOPICS),
        "severity": drawn(rng, {"low": 5, "medium": 4, "high": 1}),
        "state": state,
        "referred_on": _known(referred),
        "answered_on": _known(answered) if state == "answered" else "",
        "dismissed_on": _known(answered) if state == "dismissed" else "",
        "note": NOTE,
    }


def _households(rng: random.Random) -> list[dict]:
    """From November-December 2019 to September-October 2021, growing slowly."""
    rows = []
    for step, (year, bimester) in enumerate(
        [(2019, 6), *((2020, n) for n in range(1, 7)), *((2021, n) for n in range(1, 6))]
    ):
        for code, (_, households) in UNITS.items():
            affiliated = round(households * (0.96 + 0.004 * step) * rng.uniform(0.995, 1.005))
            rows.append(
                {
                    "year": year,
                    "bimester": bimester,
                    "ut": code,
                    "affiliated": affiliated,
                    "paid": round(affiliated * rng.uniform(0.93, 0.975)),
                    "note": NOTE,
                }
            )
    return rows


def _answers(rng: random.Random) -> list[dict]:
    """Twelve interviews a territorial unit and wave, two questions each; some do not answer."""
    rows = []
    for wave, shares in WAVES.items():
        people = [code for code in UNITS for _ in range(12)]
        for item, code in enumerate(people, 1):
            stratum = drawn(rng, {"rural": 7, "urban": 3})
            weight = f"{UNITS[code][1] / 12 * rng.uniform(0.8, 1.2):.1f}"
            for question in ("overall_satisfaction", "payment_service"):
                score = rng.choices(range(1, 6), shares)[0] if rng.random() > 0.03 else ""
                rows.append(
                    {
                        "wave": wave,
                        "item": item,
                        "ut": code,
                        "stratum": stratum,
                        "question": question,
                        "score": score,
                        "weight": weight,
                    }
                )
    return rows
