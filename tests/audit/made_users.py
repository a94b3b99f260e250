"""Owns made cases: complaints, claims, suggestions, alerts, households and answers, with the twists that broke the
product."""

from datetime import date, timedelta

from audit.book import Book
from audit.calendar import month_ends
from audit.draw import FIRST, LAST, UNITS, UTS, Draw
from audit.users import ANSWER

CASES, OTHERS = 70, 14
KINDS = ("claim", "claim", "claim", "complaint", "denunciation")


def after(draw: Draw, first: date, day: date | None) -> date:
    """A day around another, or around forty days on where that cannot be known, but never before the first."""
    return max(first, draw.around(day or first + timedelta(40)))


def claim_days(draw: Draw, book: Book, kind: str, start: date, ut: str) -> dict[str, date]:
    """What can be known of a case, each around the day on which it matters."""
    due = book.due(ANSWER[kind], start, ut) or start + timedelta(45)
    referral = book.due("claim_referral", start, ut) or start + timedelta(5)
    days = {"referred_on": draw.blank(after(draw, start, referral), 0.2)}
    if draw.chance(0.4):
        days["observed_on"] = after(
            draw,
            start,
            draw.one(start, referral, referral - timedelta(1), due, due - timedelta(1), due - timedelta(20)),
        )
        days["corrected_on"] = draw.blank(
            after(draw, days["observed_on"], draw.one(days["observed_on"], due, days["observed_on"] + timedelta(9))),
            0.4,
        )
    if draw.chance(0.3):
        days["reclassified_on"] = after(draw, start, draw.one(start, referral, due, due - timedelta(10)))
    days["ending"] = after(
        draw, start, draw.one(referral, due, due, days.get("corrected_on") or due, days.get("reclassified_on") or due)
    )
    return days


def case(draw: Draw, book: Book, number: int) -> None:
    """One case of QRD; its state is the one that its days allow."""
    kind, ut, start = draw.one(*KINDS), draw.one(*UTS), draw.day(date(2020, 1, 2), date(2022, 1, 31))
    days = claim_days(draw, book, kind, start, ut)
    ending, found = days.pop("ending"), {}
    moved = "reclassified_on" in days
    if moved:
        found["reclassified_as"] = draw.one("claim", "complaint", "denunciation")
    end = draw.one("answered", "answered", "answered", "open", "open", "gone" if not moved else "open", "reopened")
    if end in ("answered", "reopened"):
        found |= {"answered_on": ending, "outcome": draw.one("accepted", "denied"), "state": "answered"}
        if end == "reopened":
            found |= {"state": "reopened", "reopened_on": ending + timedelta(draw.number(0, 60))}
            found["reanswered_on"] = draw.blank(found["reopened_on"] + timedelta(draw.number(0, 40)), 0.6)
    elif end == "gone":
        found |= {"closed_on": ending, "state": draw.one("archived_withdrawn", "referred_out", "archived_duplicate")}
    elif moved:
        found["state"] = "reclassified"
    elif days.get("observed_on") and not days.get("corrected_on"):
        found["state"] = "observed"
    else:
        found["state"] = "in_progress" if days["referred_on"] else "registered"
    blanks = dict.fromkeys(
        (
            "answered_on",
            "outcome",
            "notified_on",
            "closed_on",
            "reopened_on",
            "reanswered_on",
            "reclassified_as",
            "merged_into",
        )
    )
    draw.write(
        "qrd",
        **blanks | days | found,
        case_number=f"C-{number:05}",
        kind=kind,
        ut=ut,
        registered_on=start,
        unit=draw.blank(draw.one(*UNITS), 0.15),
    )


def suggestion(draw: Draw, book: Book, number: int) -> None:
    start, ut = draw.day(last=date(2022, 1, 31)), draw.one(*UTS)
    answered = draw.blank(after(draw, start, book.due("suggestion_internal", start, ut)), 0.3)
    draw.write(
        "suggestion",
        suggestion=f"S-{number:04}",
        received_on=start,
        ut=ut,
        unit=draw.blank(draw.one(*UNITS), 0.15),
        answered_on=answered,
        state="accepted" if answered else "received",
    )


def alert(draw: Draw, book: Book, number: int) -> None:
    start, ut = draw.day(last=date(2022, 1, 31)), draw.one(*UTS)
    ending = after(draw, start, book.due("ctvc_alert_internal", start, ut))
    end = draw.one("answered", "answered", "dismissed", "received")
    draw.write(
        "ctvc_alert",
        alert=f"A-{number:04}",
        received_on=start,
        ut=ut,
        unit=draw.blank(draw.one(*UNITS), 0.15),
        state=end,
        answered_on=ending if end == "answered" else None,
        dismissed_on=ending if end == "dismissed" else None,
    )


def households(draw: Draw) -> None:
    """Bimesters of three territorial units; one joins another and has no row any more; a bimester did not come; one
    is late."""
    joined, lost = draw.number(2, 10), draw.one(None, *range(13))
    for number in range(13):
        year, bimester = (2019, 6) if number == 0 else (2020 + (number - 1) // 6, (number - 1) % 6 + 1)
        for ut in UTS:
            if number != lost and not (ut == "AMA" and number >= joined) and not draw.chance(0.05):
                draw.write(
                    "household", year=year, bimester=bimester, ut=ut, affiliated=draw.number(800, 9000), paid=700
                )


def monthly_totals(draw: Draw) -> None:
    """Totals of some months, also of months and kinds that have cases."""
    for period in month_ends(FIRST, LAST):
        for kind in ("claim", "complaint", "denunciation"):
            if draw.chance(0.25):
                draw.write("qrd_monthly", year=period.year, month=period.month, kind=kind, quantity=draw.number(0, 9))


def survey(draw: Draw) -> None:
    for wave in ("2019-12", "2020-11", draw.one("2021-10", "2021-12")):
        for item in range(1, draw.number(4, 9)):
            for question in ("overall_satisfaction", "payment_service"):
                draw.write(
                    "survey_answer",
                    wave=wave,
                    item=item,
                    ut=draw.one(*UTS),
                    question=question,
                    score=draw.blank(draw.number(1, 5), 0.2),
                    weight=draw.number(1, 90000) / 10,
                )


def make(draw: Draw, book: Book) -> None:
    for number in range(CASES):
        case(draw, book, number)
    for number in range(OTHERS):
        suggestion(draw, book, number)
        alert(draw, book, number)
    households(draw)
    monthly_totals(draw)
    survey(draw)
