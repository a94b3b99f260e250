"""Owns made law: days of one territorial unit and of the country, days given back, terms in other units and
parameters with an end."""

from datetime import date, timedelta

from audit.draw import LEGAL, UTS, Draw
from audit.registers import Row

FIRST, LAST = date(2020, 2, 1), date(2021, 12, 31)
DAYS, TERMS, PARAMETERS, COVERAGE = (
    LEGAL / f"{name}.csv" for name in ("calendar_day", "legal_term", "parameter", "calendar_coverage")
)
SCALES = {
    "claim_response": (30, 45),
    "claim_referral": (3, 5),
    "complaint_internal": (15, 20),
    "denunciation_internal": (10, 25),
    "suggestion_internal": (30, 40),
    "ctvc_alert_internal": (10, 14),
    "document_publication": (3, 4),
    "incident_sla_low": (8, 12),
}


def days(draw: Draw, program: list[Row]) -> None:
    """Regional days, alone and in a row; new ones of the country; and days that the program has closed, open
    everywhere or in one place."""
    found: dict[tuple[date, str], str] = {}
    for _ in range(90):
        found[draw.day(FIRST, LAST), draw.one(*UTS)] = draw.one(
            "regional", "regional", "regional", "holiday", "public_non_working"
        )
    strike, place = draw.day(FIRST, LAST), draw.one(*UTS)
    found |= {(strike + timedelta(number), place): "regional" for number in range(draw.number(3, 12))}
    for kind in ("holiday", "public_non_working", "public_non_working"):
        found[draw.day(FIRST, LAST), "nacional"] = kind
    closed = [row["day"] for row in program if FIRST <= row["day"] <= LAST]
    for place in ("nacional", *UTS):
        found |= {(day, place): "working" for day in draw.random.sample(closed, 10)}
    for (day, place), kind in found.items():
        draw.write("calendar_day", DAYS, day=day, name="Día de prueba", kind=kind, scope=place)


def terms(draw: Draw) -> None:
    """A newer row of a term, in working or calendar days; some end, and then the one before rules again; one closes
    what the program brings."""
    for term, (working, calendar) in SCALES.items():
        if draw.chance(0.5):
            unit = draw.one("working_days", "calendar_days")
            since = draw.day(date(2020, 9, 1), date(2021, 9, 30))
            draw.write(
                "legal_term",
                TERMS,
                term=term,
                quantity=working if unit == "working_days" else calendar,
                unit=unit,
                since=since,
                until=draw.blank(since + timedelta(draw.number(0, 150)), 0.5),
                basis="P",
            )
    for term, quantity, unit in (("vulnerability_high", 20, "calendar_days"), ("incident_sla_medium", 100, "hours")):
        if draw.chance(0.5):
            since = draw.day(date(2021, 1, 1), date(2021, 9, 30))
            draw.write("legal_term", TERMS, term=term, quantity=quantity, unit=unit, since=since, until=None, basis="P")
    if draw.chance(0.3):
        draw.write(
            "legal_term",
            TERMS,
            term="complaint_internal",
            quantity=15,
            unit="working_days",
            since=date(2020, 1, 1),
            until=draw.day(date(2021, 3, 1), date(2021, 9, 30)),
            basis="P",
        )


def make(draw: Draw, program: list[Row]) -> None:
    days(draw, program)
    terms(draw)
    if draw.chance(0.5):
        since = draw.day(FIRST, LAST)
        until = draw.blank(since + timedelta(draw.number(0, 300)))
        draw.write("parameter", PARAMETERS, parameter="count_public_non_working", value=1, since=since, until=until)
    if draw.chance(0.3):
        draw.write(
            "calendar_coverage",
            COVERAGE,
            part="holiday",
            since=date(2020, 1, 1),
            until=draw.day(date(2021, 6, 1), date(2021, 12, 31)),
        )
