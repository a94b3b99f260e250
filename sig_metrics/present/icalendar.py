"""Owns the calendar file (RFC 5545) that other programs read: lines of 75 octets, escaped text, days without an hour and
moments in UTC, so that no time zone is to be told.

An event keeps its UID while its day moves: SEQUENCE and LAST-MODIFIED say which of two is the newer. It writes what it is
given and decides nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

PRODUCT = "-//Cuadro de mando del SIG//Agenda//ES"
OCTETS = 75
MIME = "text/calendar; charset=utf-8"
REFRESH = "PT6H"


@dataclass(frozen=True)
class Event:
    """One thing with a day, or with a moment in UTC."""

    uid: str
    title: str
    day: date
    at: datetime | None = None  # UTC, without zone
    text: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    alarm: int = 0  # days before, for whoever reads it; 0: none


@dataclass(frozen=True)
class Made:
    """What the events come from: its number, which only grows, and its moment (UTC)."""

    sequence: int
    modified: datetime


def calendar(name: str, events: Iterable[Event], made: Made, about: str = "") -> bytes:
    """The file of some events."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        f"NAME:{escaped(name)}",
        *([f"X-WR-CALDESC:{escaped(about)}"] if about else []),
        "X-WR-TIMEZONE:America/Lima",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        *(line for each in events for line in _lines(each, made)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _lines(event: Event, made: Made) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_moment(made.modified)}"
    yield f"LAST-MODIFIED:{_moment(made.modified)}"
    yield f"SEQUENCE:{made.sequence}"
    if event.at:
        yield f"DTSTART:{_moment(event.at)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.day + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{escaped(event.text)}"
    if event.url:
        yield f"URL:{event.url}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(escaped, event.categories))}"
    yield "TRANSP:TRANSPARENT"
    if event.alarm:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{event.alarm}D")
        yield from (f"DESCRIPTION:{escaped(event.title)}", "END:VALARM")
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as a value: what has a meaning there is marked, and no control character passes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(each for each in text if each == "\n" or each >= " " and each != "\x7f")
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, written)
    return text


def folded(line: str) -> str:
    """A line in pieces of 75 octets at most, none of which cuts a letter."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join([*pieces, piece])


def utc(moment: datetime, zone: timezone) -> datetime:
    """A moment of a zone on the clock of UTC, without zone."""
    return moment.replace(tzinfo=zone).astimezone(timezone.utc).replace(tzinfo=None)


def _moment(value: datetime) -> str:
    return f"{value:%Y%m%dT%H%M%SZ}"
