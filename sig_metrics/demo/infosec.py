"""Owns the synthetic incidents and vulnerabilities of the demonstration: January 2020 to November 2021.

No row describes a real event. The story: more incidents in the months of payment, a few that nobody closed,
notification that improves after the decree of February 2021, no vulnerability test in 2020 and one in August 2021,
and slow remediation in infrastructure.
"""

import random
from datetime import date, datetime, timedelta

SEED = 27001
END = datetime(2021, 11, 30, 23)
MONTHS = [(2020, month) for month in range(1, 13)] + [(2021, month) for month in range(1, 12)]
NOTE = "Sintético"
SEVERITIES = ("critical", "high", "medium", "low")
KINDS = {
    "phishing": 26,
    "malware": 16,
    "unauthorized_access": 12,
    "data_disclosure": 8,
    "service_interruption": 20,
    "equipment_loss": 6,
    "misuse": 9,
    "other": 3,
}
PROCESSES = {"settlement": 30, "affiliation": 25, "verification": 15, "family_support": 8, "support": 22}
CAUSES = {
    "human_error": 30,
    "attack": 25,
    "misconfiguration": 15,
    "missing_update": 12,
    "credentials": 10,
    "supplier": 5,
    "unknown": 3,
}
# median to resolve; the terms are 8 h, 24 h, 5 and 10 working days
TYPICAL_HOURS = {"critical": 4.5, "high": 13, "medium": 60, "low": 110}
IMPACTS = {
    "critical": ("interruption/reputation", "disclosure", "interruption"),
    "high": ("interruption", "disclosure", "financial"),
    "medium": ("interruption", "not_significant"),
    "low": ("not_significant",),
}
COMPONENTS = {"application": 34, "system": 26, "infrastructure": 18, "network": 14, "data": 8}
TYPICAL_DAYS = {"critical": 8, "high": 16, "medium": 50, "low": 90}


def registers() -> dict[str, list[dict]]:
    """{register: rows as texts}."""
    rng = random.Random(SEED)
    return {"security_incident": incidents(rng), "vulnerability": vulnerabilities(rng)}


def incidents(rng: random.Random) -> list[dict]:
    """About 120 a year; what would happen after the end has not happened yet."""
    found = []
    for year, month in MONTHS:
        usual = 12 if month % 2 == 0 else 8  # the incentive is paid every second month
        moments = sorted(
            datetime(year, month, rng.randint(1, 28), rng.randint(0, 23))
            for _ in range(rng.randint(usual - 3, usual + 3))
        )
        found += [(moment, _pick(rng, KINDS)) for moment in moments]
    numbers: dict[int, int] = {}
    rows = []
    for moment, kind in found:
        numbers[moment.year] = numbers.get(moment.year, 0) + 1
        rows.append(_incident(rng, f"SI-{moment.year}-{numbers[moment.year]:03d}", moment, kind))
    return rows


def _incident(rng: random.Random, code: str, detected: datetime, kind: str) -> dict:
    severity = rng.choices(SEVERITIES, (5, 18, 44, 33))[0]
    known = detected + timedelta(hours=rng.choice((0, 0, 0, 1, 3, 9)))
    lasted = TYPICAL_HOURS[severity] * rng.lognormvariate(0, 0.7)
    stuck = rng.random() < 0.03  # nobody closed it: it stays open and overdue
    resolved = None if stuck else _past(known + timedelta(hours=max(1, lasted)))
    contained = _past(known + timedelta(hours=max(1, lasted * 0.4)))
    closed = _past(resolved + timedelta(days=rng.randint(2, 15))) if resolved else None
    discarded = _past(known + timedelta(days=rng.randint(1, 6))) if rng.random() < 0.04 else None
    personal = "yes" if rng.random() < (0.7 if kind == "data_disclosure" else 0.07) else "no"
    unknown = not resolved and rng.random() < 0.4
    if discarded:
        contained = resolved = closed = None
    reached = {"discarded": discarded, "closed": closed, "resolved": resolved, "contained": contained, "open": True}
    state = next(name for name, moment in reached.items() if moment)
    told = 0.94 if known >= datetime(2021, 3, 1) else 0.82  # DS 029-2021-PCM was published on 19/02/2021
    cnsd = _notified(rng, known, told) if not discarded else None
    anpd = _notified(rng, known, told) if personal == "yes" and not discarded else None
    no_hour = rng.random() < 0.03
    return {
        "id": code,
        **_moment("detected", detected, no_hour),
        **_moment("known", known, no_hour),
        **_moment("contained", contained),
        **_moment("resolved", resolved),
        "closed_on": _day(closed),
        "discarded_on": _day(discarded),
        "kind": kind,
        "severity": severity,
        "impact": rng.choice(IMPACTS[severity]),
        "process": _pick(rng, PROCESSES),
        "personal_data": "" if unknown else personal,
        **_moment("notified_cnsd", cnsd),
        **_moment("notified_anpd", anpd),
        "cause": _pick(rng, CAUSES) if closed else "",
        "state": state,
        "note": NOTE,
    }


def _notified(rng: random.Random, known: datetime, share: float) -> datetime | None:
    """Within 44 hours for a share of the incidents; the rest late, and some never."""
    hours = rng.randint(1, 44) if rng.random() < share else rng.choice((55, 70, 120, 0))
    return _past(known + timedelta(hours=hours)) if hours else None


def vulnerabilities(rng: random.Random) -> list[dict]:
    """About 400 a year: a monthly scan, reports, and the test of August 2021."""
    rows: list[dict] = []
    for year, month in MONTHS:
        counts = {
            "scan": rng.randint(24, 38),
            "report": rng.randint(2, 6),
            "test": 48 if (year, month) == (2021, 8) else 0,
        }
        days = sorted(
            (date(year, month, rng.randint(16, 20) if origin == "test" else rng.randint(1, 28)), origin)
            for origin, count in counts.items()
            for _ in range(count)
        )
        first = sum(row["id"][3:7] == str(year) for row in rows)
        rows += [
            _vulnerability(rng, f"VU-{year}-{first + n:04d}", day, origin) for n, (day, origin) in enumerate(days, 1)
        ]
    return rows


def _vulnerability(rng: random.Random, code: str, detected: date, origin: str) -> dict:
    severity = rng.choices(SEVERITIES, (7, 23, 45, 25))[0]
    component = _pick(rng, COMPONENTS)
    slow = 1.5 if component == "infrastructure" else 1.0
    closed = detected + timedelta(days=max(1, round(TYPICAL_DAYS[severity] * slow * rng.lognormvariate(0, 0.5))))
    accepted = detected + timedelta(days=rng.randint(3, 12)) if rng.random() < 0.03 else None
    until = accepted + timedelta(days=rng.choice((90, 180, 365))) if accepted else None
    still = closed > END.date() or accepted is not None
    if accepted and accepted > END.date():
        accepted = until = None
    state = "risk_accepted" if accepted else rng.choice(("open", "in_remediation")) if still else "closed"
    return {
        "id": code,
        "detected_on": detected.isoformat(),
        "severity": severity,
        "origin": origin,
        "component": component,
        "closed_on": "" if still else closed.isoformat(),
        "accepted_on": _day(accepted),
        "accepted_until": _day(until),
        "state": state,
        "note": NOTE,
    }


def _pick(rng: random.Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _past(moment: datetime) -> datetime | None:
    return moment if moment <= END else None


def _day(moment: date | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


def _moment(name: str, moment: datetime | None, no_hour: bool = False) -> dict:
    """A milestone in its two columns: the day, and the hour unless it was not written down."""
    return {f"{name}_on": _day(moment), f"{name}_hour": str(moment.hour) if moment and not no_hour else ""}
