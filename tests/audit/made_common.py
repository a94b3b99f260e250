"""Owns made rows of what the systems share: documents, audits, findings, agreements, actions, training, risks,
reports."""

from datetime import date, timedelta

from audit.book import Book
from audit.calendar import month_ends
from audit.draw import FIRST, LAST, SYSTEMS, UNITS, Draw

MANY = 4


def documents(draw: Draw, book: Book) -> None:
    for number in range(4 * MANY):
        approved = draw.day(last=date(2022, 1, 31))
        due = draw.blank(approved + timedelta(draw.number(0, 200)), 0.3)
        obsolete = draw.blank(max(approved, draw.around(due or approved, 200)), 0.6)
        draw.write(
            "document",
            code=f"DOC-{number:03}",
            version="01",
            systems=draw.one(*SYSTEMS),
            unit=draw.one(*UNITS),
            approved_on=approved,
            published_on=draw.blank(
                max(approved, draw.around(book.due("document_publication", approved) or approved, 6))
            ),
            next_review_on=draw.blank(max(approved, draw.day())),
            implementation_due_on=due,
            implemented_on=draw.blank(max(approved, draw.around(due or approved, 300)), 0.4),
            obsolete_on=obsolete,
            state="obsolete" if obsolete else "in_force",
        )


def audits(draw: Draw) -> None:
    for number in range(6):
        planned = draw.day()
        draw.write(
            "audit",
            audit=f"AUD-{number}",
            kind=draw.one("internal", "internal", "external"),
            systems=draw.one(*SYSTEMS),
            planned_on=planned,
            executed_on=draw.blank(draw.around(planned)),
        )
    for number in range(3 * MANY):
        due, kind = draw.day(), draw.one("major", "minor", "observation", "opportunity")
        draw.write(
            "finding",
            finding=f"HAL-{number:03}",
            audit=f"AUD-{draw.number(0, 5)}",
            systems=draw.one(*SYSTEMS),
            kind=kind,
            unit=draw.one(*UNITS),
            committed_on=draw.blank(due, 0 if kind in ("major", "minor") else 0.3),
            closed_on=draw.blank(draw.around(due, 400)),
        )


def agreements(draw: Draw) -> None:
    draw.write("minutes", minutes="ACT-1", held_on=date(2020, 1, 2), kind=draw.one("committee", "management_review"))
    for number in range(3 * MANY):
        due = draw.day()
        draw.write(
            "agreement",
            agreement=f"ACU-{number:03}",
            minutes="ACT-1",
            kind=draw.one("improvement", "change", "resource", "other"),
            unit=draw.one(*UNITS),
            due_on=due,
            fulfilled_on=draw.blank(draw.around(due, 400)),
        )


def actions(draw: Draw) -> None:
    for number in range(4 * MANY):
        opened = draw.day(last=date(2021, 12, 31))
        due = draw.blank(opened + timedelta(draw.number(0, 200)), 0.15)
        done = draw.blank(max(opened, draw.around(due or opened, 300)), 0.4)
        verified = draw.blank(max(done, draw.day()), 0.4) if done else None
        draw.write(
            "improvement_action",
            action=f"AM-{number:03}",
            systems=draw.one(*SYSTEMS),
            unit=draw.one(*UNITS),
            opened_on=opened,
            committed_on=due,
            implemented_on=done,
            verified_on=verified,
            effective=draw.blank(draw.one("yes", "no"), 0.2) if verified else None,
            cancelled_on=None if done else draw.blank(max(opened, draw.around(due or opened, 100)), 0.6),
        )


def training(draw: Draw) -> None:
    people = [f"per{number:05}" for number in range(8)]
    for number in range(7):
        held = draw.day()
        draw.write("training", training=f"CAP-{number:03}", held_on=held, systems=draw.one(*SYSTEMS))
        for person in draw.random.sample(people, draw.number(1, 5)):
            draw.write(
                "training_attendance",
                training=f"CAP-{number:03}",
                server_pseudo_id=person,
                unit=draw.one("UPPM", "URH", "UTI"),
            )
    for period in month_ends(FIRST, LAST):
        for unit in ("UPPM", "URH"):
            if draw.chance(0.85):
                draw.write("headcount", period=period, unit=unit, servers=draw.number(3, 30))


def risks(draw: Draw) -> None:
    """Some are closed, and some of those evaluated again."""
    for number in range(3 * MANY):
        day = draw.day(last=date(2021, 6, 30))
        for _ in range(draw.number(1, 3)):
            closed = draw.blank(day + timedelta(draw.number(0, 120)), 0.6)
            draw.write(
                "risk",
                risk=f"RIE-{number:03}",
                process="PM-01",
                systems=draw.one(*SYSTEMS),
                evaluated_on=day,
                closed_on=closed,
                residual_level=draw.blank(draw.one("low", "medium", "high", "very_high"), 0.15),
                response="reduce",
            )
            day = draw.around((closed or day) + timedelta(draw.number(2, 150)), 1)
    for number in range(3 * MANY):
        due = draw.day()
        done = draw.blank(draw.around(due, 300))
        draw.write(
            "risk_treatment",
            treatment=f"TRA-{number:03}",
            risk=f"RIE-{draw.number(0, 3 * MANY - 1):03}",
            unit=draw.one(*UNITS),
            planned_on=due,
            executed_on=done,
            cancelled_on=None if done else draw.blank(draw.around(due, 100), 0.5),
        )
    for process in ("PM-01", "PM-02", "PM-03"):
        for recorded in sorted({draw.day() for _ in range(3)}):
            draw.write(
                "risk_matrix",
                process=process,
                systems=draw.one(*SYSTEMS),
                recorded_on=recorded,
                in_scope=draw.one("yes", "yes", "no"),
                updated_on=draw.blank(
                    draw.one(recorded, recorded - timedelta(draw.number(0, 300)), date(2019, 2, 28)), 0.2
                )
                if recorded > date(2019, 2, 28)
                else None,
            )


def reports(draw: Draw) -> None:
    for period in month_ends(FIRST, date(2021, 12, 31)):
        if draw.chance(0.6):
            due = period + timedelta(draw.one(0, 1, 15, 31))
            draw.write(
                "indicator_report",
                indicator="SEG-07",
                period=period,
                unit=draw.one(*UNITS),
                due_on=due,
                reported_on=draw.blank(max(period, draw.around(due, 20))),
            )
    for day in sorted({draw.day() for _ in range(3)}):
        draw.write("context_review", approved_on=day, kind=draw.one("swot", "interested_parties"))


def make(draw: Draw, book: Book) -> None:
    documents(draw, book)
    audits(draw)
    agreements(draw)
    actions(draw)
    training(draw)
    risks(draw)
    reports(draw)
