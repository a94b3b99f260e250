"""Owns made plans: three years, versions that remove and move activities, deliverables early, late, unsupported and
of next year."""

from datetime import date, timedelta

from audit.calendar import end_of
from audit.draw import ROOT, UNITS, Draw

OFFICIAL = ROOT / "data" / "plan" / "2021-v05"
STAGES = ("maintenance", "monitoring", "improvement")
ACTIVITIES = {"01": "ALL", "02": "UPPM", "03": "UCI/CT", "04": "UTI", "05": "URH/UPPM", "06": "UTI/URH/CT"}


def version(draw: Draw, year: int, number: int, approved: date) -> dict[tuple, int]:
    """One version; {(activity, month): deliverables}. A later one loses an activity and moves months."""
    code = f"{number:02}"
    draw.write(
        "plan_version",
        OFFICIAL / "plan_version.csv",
        year=year,
        version=code,
        approved_on=approved,
        resolution=f"RDE {year}-{code}",
    )
    schedule = {}
    gone = draw.one(None, "03", "04", "06") if number > 1 else None
    for activity, units in ACTIVITIES.items():
        if activity == gone:
            continue
        months = [] if activity == "01" else draw.random.sample(range(1, 13), draw.number(1, 6))
        if activity == "04":
            months = list(range(1, 13))
        planned = {month: draw.one(1, 1, 2, 3) for month in sorted(set(months) | ({12} if activity == "02" else set()))}
        draw.write(
            "plan_activity",
            OFFICIAL / "plan_activity.csv",
            year=year,
            version=code,
            activity=activity,
            units=units,
            stage=draw.one(*STAGES),
            line=draw.one("Línea A", "Línea B"),
            target=sum(planned.values()) or None,
        )
        for month, quantity in planned.items():
            draw.write(
                "plan_schedule",
                OFFICIAL / "plan_schedule.csv",
                year=year,
                version=code,
                activity=activity,
                month=month,
                quantity=quantity,
            )
            schedule[activity, month] = quantity
    return schedule


def deliveries(draw: Draw, year: int, schedule: dict[tuple, int]) -> None:
    keys = {
        (activity, month, item) for (activity, month), quantity in schedule.items() for item in range(1, quantity + 1)
    }
    keys |= {(draw.one("01", "02", "03"), draw.number(1, 12), draw.number(1, 4)) for _ in range(4)}
    for activity, month, item in sorted(keys):
        limit = end_of(year, month)
        day = draw.one(
            limit, limit, limit + timedelta(1), limit - timedelta(9), limit + timedelta(25), limit - timedelta(70), None
        )
        if day and draw.chance(0.75):
            draw.write(
                "deliverable",
                year=year,
                activity=activity,
                programmed_month=month,
                item=item,
                delivered_on=day,
                state="delivered",
                unit=draw.one(*UNITS),
                document_number=draw.blank(f"Informe N° {year}-{activity}-{month}-{item}", 0.15),
            )


def budget(draw: Draw) -> None:
    for year in (2020, 2021):
        for task in ("Tarea A", "Tarea B"):
            accrued = 0
            for month in range(1, 13):
                accrued += draw.number(0, 900)
                if draw.chance(0.8):
                    draw.write(
                        "budget_execution",
                        year=year,
                        month=month,
                        task=task,
                        pia=9000,
                        pim=draw.one(9000, 12000),
                        accrued=accrued,
                    )


def make(draw: Draw) -> None:
    approved = {
        2020: [date(2020, 1, 31)],
        2021: [draw.one(date(2021, 1, 31), date(2021, 2, 25)), draw.one(date(2021, 6, 30), date(2021, 7, 1))],
        2022: [draw.one(date(2022, 1, 15), date(2022, 2, 25))],
    }
    for year, days in approved.items():
        schedule: dict[tuple, int] = {}
        for number, day in enumerate(days, 1):
            schedule |= version(draw, year, number, day)
        deliveries(draw, year, schedule)
        for activity in ACTIVITIES:
            for system in draw.one(("SGC",), ("SGC", "SGAS"), ("SGSI",), ("SGAS", "SGSST")):
                draw.write(
                    "activity_system", OFFICIAL / "activity_system.csv", year=year, activity=activity, system=system
                )
    budget(draw)
