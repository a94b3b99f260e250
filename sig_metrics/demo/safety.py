"""Owns the synthetic chapter of safety and health at work and of the applications for households.

Invented: 18 UT, 2020-01 to 2021-11. Fewer hours and accidents in the quarantine months of 2020, more accidents in the
rainy months of field work, a few obligations missed or late, one UT and month whose hours were never reported.
"""

import random
from calendar import monthrange
from datetime import date, timedelta

from sig_metrics.demo.safety_baseline import APPLICATIONS, REQUIREMENTS

UT = (
    "AMA",
    "ANC",
    "APU",
    "AYA",
    "CAJ",
    "CUS",
    "HUV",
    "HUC",
    "JUN",
    "LAL",
    "LOI",
    "LOY",
    "PAS",
    "PIU",
    "PUN",
    "SAM",
    "UCA",
    "LIM",
)
WORKERS = (72, 84, 88, 104, 182, 122, 96, 112, 98, 118, 92, 54, 46, 138, 126, 90, 58, 38)
MONTHS = tuple((year, month) for year in (2020, 2021) for month in range(1, 13) if (year, month) <= (2021, 11))
END = date(2021, 11, 30)
UNREPORTED = (2021, 8, "LOY")
NOTE = "Sintético"
QUARANTINE = {(2020, 3): 0.7, (2020, 4): 0.35, (2020, 5): 0.4, (2020, 6): 0.55, (2020, 7): 0.7, (2021, 2): 0.85}
SEASON = (1.3, 1.4, 1.3, 1.0, 0.8, 0.8, 0.8, 0.9, 1.0, 1.0, 1.1, 0.9)  # rains, January to March
KINDS = (
    ("incident", 18),
    ("minor", 10),
    ("disabling_temporary", 7),
    ("dangerous_incident", 4),
    ("occupational_disease", 1),
)
MISSED = {"OBL-2020-CS-04", "OBL-2020-CS-05", "OBL-2020-RT-2", "OBL-2021-CS-08", "OBL-2021-CA-3"}
LATE = {"OBL-2020-CS-07": 9, "OBL-2020-CA-2": 21, "OBL-2021-CS-02": 5, "OBL-2021-RT-1": 12}


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _iso(day: date | None) -> str:
    return day.isoformat() if day and day <= END else ""


def _hours() -> list[dict]:
    """One row a UT and month; a worker does about 160 hours, fewer in the quarantine."""
    rng = random.Random(2160)
    rows = []
    for year, month in MONTHS:
        for ut, staff in zip(UT, WORKERS):
            workers = staff + rng.randint(-3, 3)
            hours = round(workers * 160 * QUARANTINE.get((year, month), 1.0) * rng.uniform(0.95, 1.03))
            training = round(workers * rng.choice((0, 0, 0.5, 1, 2)))
            if (year, month, ut) != UNREPORTED:
                rows.append(
                    {
                        "year": str(year),
                        "month": str(month),
                        "ut": ut,
                        "workers": str(workers),
                        "hours": str(hours),
                        "training_hours": str(training),
                        "note": NOTE,
                    }
                )
    return rows


def _events() -> list[dict]:
    """About 40 a year, by day; the last ones are still being investigated."""
    rng = random.Random(2161)
    found = []
    for year, count in ((2020, 34), (2021, 39)):
        months = [month for y, month in MONTHS if y == year]
        weights = [SEASON[month - 1] * QUARANTINE.get((year, month), 1.0) for month in months]
        for month in rng.choices(months, weights, k=count):
            day = date(year, month, rng.randint(1, monthrange(year, month)[1]))
            found.append(
                (day, rng.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0], rng.choices(UT, WORKERS)[0])
            )
    found.append((date(2020, 9, 17), "disabling_partial_permanent", "HUC"))
    rows, turn = [], {2020: 0, 2021: 0}
    for day, what, ut in sorted(found):
        turn[day.year] += 1
        rows.append(_event(rng, f"SST-{day.year}-{turn[day.year]:03d}", day, what, ut))
    return rows


def _event(rng: random.Random, code: str, day: date, what: str, ut: str) -> dict:
    severity = what if what in ("minor", "disabling_temporary", "disabling_partial_permanent") else ""
    lost = {
        "disabling_temporary": min(1 + int(rng.expovariate(1 / 8)), 60),
        "disabling_partial_permanent": 42,
        "minor": 0,
    }.get(what, "")
    done = day + timedelta(days=rng.randint(4, 45))
    hour = rng.randint(7, 18)
    row = {
        "id": code,
        "happened_on": _iso(day),
        "hour": f"{hour:02d}:{rng.choice((0, 15, 30, 45)):02d}",
        "ut": ut,
        "kind": "accident" if severity else what,
        "severity": severity,
        "lost_days": str(lost),
        "charged_days": "300" if what == "disabling_partial_permanent" else "",
        "notified_on": "",
        "notified_hour": "",
        "investigated_on": _iso(done),
    }
    if what == "dangerous_incident":
        late = rng.random() < 0.2
        row |= {
            "notified_on": _iso(min(day + timedelta(days=3 if late else 1), END)),
            "notified_hour": f"{rng.randint(7, hour):02d}:00",
        }
    state = "investigated" if row["investigated_on"] else rng.choice(("reported", "under_investigation"))
    return {**row, "state": state, "note": NOTE}


def _obligations(events: list[dict]) -> list[dict]:
    """Twelve sessions, four trainings and four reports a year, and the notices its events call for."""
    rng = random.Random(2162)
    rows = []
    for year in (2020, 2021):
        for month in range(1, 13):
            code, norm = f"OBL-{year}-CS-{month:02d}", "DS 005-2012-TR art. 42.p"
            rows.append(_obligation(rng, code, "committee_session", _last(year, month), "Acta", norm))
        for quarter in (1, 2, 3, 4):
            due = _last(year, 3 * quarter)
            rows.append(
                _obligation(
                    rng, f"OBL-{year}-CA-{quarter}", "training", due, "Lista de asistencia", "Ley 29783 art. 35.b"
                )
            )
            rows.append(
                _obligation(
                    rng, f"OBL-{year}-RT-{quarter}", "quarterly_report", due, "Informe", "DS 005-2012-TR art. 42.r"
                )
            )
    for event in (each for each in events if each["kind"] == "dangerous_incident"):
        due = date.fromisoformat(event["happened_on"]) + timedelta(days=1)
        rows.append(
            {
                "id": f"OBL-NT-{event['id']}",
                "kind": "notification",
                "due_on": due.isoformat(),
                "done_on": event["notified_on"],
                "evidence": f"Cargo de notificación {event['id']}",
                "norm": "DS 005-2012-TR art. 110.a",
                "note": NOTE,
            }
        )
    return rows


def _obligation(rng: random.Random, code: str, kind: str, due: date, paper: str, norm: str) -> dict:
    done = due + timedelta(days=LATE[code]) if code in LATE else due - timedelta(days=rng.randint(0, 18))
    shown = "" if code in MISSED else _iso(done)
    return {
        "id": code,
        "kind": kind,
        "due_on": due.isoformat(),
        "done_on": shown,
        "evidence": f"{paper} {code[4:]}" if shown else "",
        "norm": norm,
        "note": NOTE,
    }


def _requirements() -> list[dict]:
    """The baseline of December 2020, programmed in four milestones; about one in four is late or still missing."""
    rng = random.Random(2163)
    rows = []
    for n, (standard, clause, text) in enumerate(REQUIREMENTS, 1):
        applies = clause not in ("8.1.4.3", "art. 64")
        planned = rng.choice(
            (date(2021, 2, 28), date(2021, 4, 30), date(2021, 7, 31), date(2021, 10, 31), date(2021, 12, 31))
        )
        done = planned + timedelta(days=rng.choice((-35, -20, -12, -6, -3, 0, 9, 24, 60, 400)))
        known = _iso(done) if applies else ""
        progress = "" if not applies else "100" if known else str(rng.choice((0, 20, 40, 60, 80)))
        rows.append(
            {
                "id": f"REQ-{n:03d}",
                "standard": standard,
                "clause": clause,
                "requirement": text,
                "identified_on": "2020-12-15",
                "applies": "applicable" if applies else "not_applicable",
                "planned_on": planned.isoformat() if applies else "",
                "implemented_on": known,
                "progress": progress,
                "note": NOTE,
            }
        )
    return rows


def _applications() -> list[dict]:
    """Five applications: the schedule of each up to December 2021, and its progress as reported."""
    rng = random.Random(2164)
    rows = []
    for n, (name, weight, start, length, pace) in enumerate(APPLICATIONS):
        actual = 0.0
        for at in range(24):
            year, month = 2020 + at // 12, at % 12 + 1
            planned = max(0.0, min(100.0, 100 * (at - start + 1) / length))
            if at >= start:
                actual = min(100.0, actual + 100 / length * pace * rng.uniform(0.7, 1.3))
            reported = (year, month) <= (2021, 11) and not (n == 3 and (year, month) in ((2021, 5), (2021, 6)))
            rows.append(
                {
                    "project": f"APP-{n + 1:02d}",
                    "name": name,
                    "year": str(year),
                    "month": str(month),
                    "weight": str(weight),
                    "planned": f"{planned:.1f}",
                    "actual": f"{actual:.1f}" if reported else "",
                    "note": NOTE,
                }
            )
    return rows


def registers() -> dict[str, list[dict]]:
    """{register: rows} of this chapter."""
    events = _events()
    return {
        "sst_event": events,
        "sst_hours": _hours(),
        "sst_obligation": _obligations(events),
        "sst_requirement": _requirements(),
        "app_project": _applications(),
    }
