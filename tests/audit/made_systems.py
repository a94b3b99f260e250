"""Owns made rows of integrity, information security and safety at work."""

from datetime import date, timedelta

from audit.book import Book
from audit.calendar import month_ends
from audit.draw import FIRST, LAST, UNITS, UTS, Draw

MANY = 4
PARTS = (
    "top_management",
    "risk_management",
    "policies",
    "transparency",
    "controls",
    "communication",
    "complaint_channel",
    "oversight",
    "model_officer",
)


def integrity(draw: Draw) -> None:
    for number in range(3 * MANY):
        since = draw.day(last=date(2021, 10, 31))
        draw.write(
            "business_associate",
            associate=f"SN-{number:04}",
            kind=draw.one("lessor", "agreement", "cash_carrier"),
            related_from=since,
            bribery_risk=draw.one("low", "medium", "high"),
            related_until=draw.blank(max(since, draw.day()), 0.6),
        )
        for day in sorted({draw.day() for _ in range(draw.number(0, 2))}):
            draw.write(
                "due_diligence",
                associate=f"SN-{number:04}",
                due_diligence_on=day,
                valid_until=max(day, draw.around(day + timedelta(200), 90)),
            )
    for period in (date(2020, 6, 30), date(2020, 12, 31), date(2021, 6, 30)):
        for part in PARTS:
            maximum = draw.one(0, 10, 20)
            draw.write(
                "integrity_component",
                period_end=period,
                component=part,
                maximum=maximum,
                score=draw.blank(draw.number(0, maximum), 0.04),
            )


def complaints(draw: Draw) -> None:
    """Protected cells; some semesters are published long after their end, and some are hidden."""
    for year, semester, usual in (
        (2020, "first", date(2020, 7, 15)),
        (2020, "second", date(2021, 1, 15)),
        (2021, "first", date(2021, 7, 31)),
    ):
        released = max(usual - timedelta(14), draw.around(usual, 60))
        draw.write(
            "corruption_status",
            year=year,
            semester=semester,
            tabulation="national_total",
            category="total",
            count_shown="60",
            within_shown=None,
            due_shown=None,
            released_on=released,
        )
        for category in ("verify", "notify", "grant"):
            due = draw.one("<5", "5", "10", "40", "60", "60")
            within = (
                "<5"
                if due == "<5" or draw.chance(0.15)
                else draw.one(*(str(count) for count in range(5, int(due) + 1, 5)))
            )
            draw.write(
                "corruption_status",
                year=year,
                semester=semester,
                tabulation="by_clock",
                category=category,
                count_shown=None,
                within_shown=within,
                due_shown=due,
                released_on=released,
            )


def incidents(draw: Draw, book: Book) -> None:
    for number in range(6 * MANY):
        known, severity = draw.day(last=date(2022, 1, 31)), draw.one("critical", "high", "medium", "low")
        days = {"critical": 1, "high": 1, "medium": 7, "low": 14}[severity]
        limit = known + timedelta(days)
        end = draw.one("open", "resolved", "resolved", "discarded")
        ending = max(known, draw.around(limit))
        told = {
            name: draw.blank(max(known, draw.around(known + timedelta(2), 5)), 0.2)
            for name in ("notified_cnsd_on", "notified_anpd_on")
        }
        hours = {
            name: draw.blank(draw.number(0, 23), 0.3)
            for name in ("known_hour", "resolved_hour", "notified_cnsd_hour", "notified_anpd_hour")
        }
        hours |= {
            name: None
            for name, day in (
                ("resolved_hour", end == "resolved"),
                ("notified_cnsd_hour", told["notified_cnsd_on"]),
                ("notified_anpd_hour", told["notified_anpd_on"]),
            )
            if not day
        }
        draw.write(
            "security_incident",
            id=f"SI-2020-{number:03}",
            detected_on=known,
            known_on=known,
            detected_hour=0,
            severity=severity,
            state=end,
            kind=draw.one("malware", "phishing"),
            resolved_on=ending if end == "resolved" else None,
            contained_hour=None,
            discarded_on=ending if end == "discarded" else None,
            personal_data=draw.blank(draw.one("yes", "no")),
            **told,
            **hours,
        )


def vulnerabilities(draw: Draw) -> None:
    for number in range(5 * MANY):
        found, severity = draw.day(last=date(2021, 12, 31)), draw.one("critical", "high", "high", "medium", "low")
        limit = found + timedelta(15 if severity == "critical" else 30)
        accepted = draw.blank(max(found, draw.around(limit)), 0.6)
        until = accepted and max(accepted, draw.around(limit + timedelta(50), 60))
        closed = draw.blank(max(found, draw.around(draw.one(limit, until or limit))), 0.3)
        state = "closed" if closed else "risk_accepted" if accepted else "open"
        draw.write(
            "vulnerability",
            id=f"VU-2020-{number:04}",
            detected_on=found,
            severity=severity,
            component=draw.one("application", "data"),
            state=state,
            closed_on=closed,
            accepted_on=accepted,
            accepted_until=until,
        )


def controls(draw: Draw) -> None:
    """Two versions of the SoA; reviews before and after each begins, and on 29 February."""
    for version, since in (("2013-01", date(2020, 2, 29)), ("2013-02", draw.one(date(2021, 3, 31), date(2021, 4, 1)))):
        for number in range(1, 7):
            state = draw.one("implemented", "implemented", "partial", "never_verified")
            reviewed = None if state == "never_verified" else draw.one(draw.day(since, LAST), date(2020, 2, 29), since)
            draw.write(
                "soa_control",
                version=version,
                valid_from=since,
                control=f"A.5.1.{number}",
                domain=draw.one("A.5", "A.6"),
                implementation=state,
                applies=draw.one("yes", "yes", "yes", "no", "unassessed"),
                owner=draw.one("UTI", "UTI/URH"),
                reviewed_on=reviewed,
            )


def requirements(draw: Draw) -> None:
    for round_, usual in (("2020-1", date(2020, 5, 31)), ("2020-2", date(2020, 10, 31)), ("2021-1", date(2021, 5, 31))):
        for number in range(1, 7):
            verdict = draw.one("meets", "meets", "partial", "fails", "not_evaluated")
            state = (
                draw.one("in_force", "in_force", "in_force", "modified", "suspended", "repealed")
                if round_ == "2021-1"
                else "in_force"
            )
            draw.write(
                "legal_requirement",
                round=round_,
                id=f"RL-{number:03}",
                system=draw.one("SGSI", "SGSI/SGC") if number < 6 else "SGC",
                unit=draw.one(*UNITS),
                norm_state=state,
                norm_state_on=None if state == "in_force" else draw.around(usual, 90),
                evaluation=verdict,
                evaluated_on=None if verdict == "not_evaluated" else draw.around(usual, 20),
            )


def projects(draw: Draw) -> None:
    for number in range(3):
        done = 0
        for period in month_ends(date(2020, 7, 31), date(2021, 12, 31)):
            done = min(100, done + draw.number(0, 8))
            if draw.chance(0.7):
                told = draw.blank(done, 0.4 if number else 0.95)
                draw.write(
                    "digital_project",
                    project=f"PGD-{number:02}",
                    year=period.year,
                    month=period.month,
                    unit=draw.one("UTI", "UTI/URH"),
                    weight=draw.one(20, 30),
                    planned_progress=min(100, done + 3),
                    actual_progress=told,
                )
                draw.write(
                    "app_project",
                    project=f"APP-{number:02}",
                    year=period.year,
                    month=period.month,
                    weight=draw.one(20, 30),
                    planned=min(100, done + 2),
                    actual=told,
                )


def safety(draw: Draw) -> None:
    severities = ("minor", "disabling_temporary", "disabling_partial_permanent", "fatal")
    for number in range(3 * MANY):
        severity = draw.one(*severities)
        kind = draw.one("accident", "accident", "accident", "incident", "occupational_disease")
        severity = None if kind == "incident" else severity
        draw.write(
            "sst_event",
            id=f"SST-2020-{number:03}",
            happened_on=draw.day(),
            ut=draw.one(*UTS),
            kind=kind,
            severity=severity,
            state="reported",
            lost_days=draw.number(1, 40) if severity == "disabling_temporary" else draw.blank(5),
            investigated_on=None,
            charged_days=draw.number(100, 6000) if severity in severities[2:] else draw.blank(60, 0.8),
        )
        due = draw.day()
        draw.write(
            "sst_obligation",
            id=f"OBL-{number}",
            kind=draw.one("committee_session", "training"),
            due_on=due,
            done_on=draw.blank(draw.around(due)),
        )
        draw.write(
            "sst_requirement",
            id=f"REQ-{number:03}",
            standard=draw.one("law_29783", "iso_45001"),
            identified_on=draw.day(),
            applies=draw.one("applicable", "applicable", "not_applicable"),
            planned_on=date(2021, 12, 31),
            implemented_on=draw.blank(draw.day()),
        )
    for period in month_ends(FIRST, LAST):
        for ut in UTS:
            if draw.chance(0.8):
                draw.write(
                    "sst_hours",
                    year=period.year,
                    month=period.month,
                    ut=ut,
                    hours=draw.one(0, draw.number(1000, 9000)),
                    workers=20,
                    training_hours=0,
                )


def make(draw: Draw, book: Book) -> None:
    integrity(draw)
    complaints(draw)
    incidents(draw, book)
    vulnerabilities(draw)
    controls(draw)
    requirements(draw)
    projects(draw)
    safety(draw)
