"""The calendar file, read by another program's parser, and line by line as RFC 5545 asks."""

from datetime import date, datetime, timedelta, timezone

import icalendar
import pytest

from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.duties import duties
from sig_metrics.measure.duties_due import at_end_of
from sig_metrics.present.agenda_file import agenda_file, asked_unit
from sig_metrics.present.icalendar import Event, Made, calendar, escaped, folded

MADE = Made(7, datetime(2021, 12, 1, 15, 4, 5))
NOVEMBER = at_end_of(date(2021, 11, 30))
CRUEL = 'Ñandú; «reloj», \\ barra\nsegunda línea\r\ntercera\x07 — 日本語 😀 "comillas": ' + "á" * 200


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_a_parser_reads_what_was_written():
    given = [
        Event(
            "a@sig",
            CRUEL,
            date(2021, 12, 31),
            text=CRUEL,
            url="https://sig.example/x?a=1&b=2",
            categories=("F7-B", "a,b"),
        ),
        Event("b@sig", "Aviso", date(2021, 9, 11), at=datetime(2021, 9, 11, 12, 45), alarm=0),
        Event("c@sig", "Informe", date(2021, 2, 28), alarm=2),
    ]
    content = calendar("Agenda; de, UPPM", given, MADE, about="x")
    read = icalendar.Calendar.from_ical(content)
    assert b"X-WR-CALNAME:Agenda\\; de\\, UPPM\r\n" in content and (read["VERSION"], read.errors) == ("2.0", [])
    one, two, three = events(content)
    said = CRUEL.replace("\r\n", "\n").replace("\x07", "")
    assert (str(one["SUMMARY"]), str(one["DESCRIPTION"])) == (said, said)
    assert one["CATEGORIES"].cats == ["F7-B", "a,b"] and str(one["URL"]) == "https://sig.example/x?a=1&b=2"
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2021, 12, 31), date(2022, 1, 1))
    # 07:45 in Lima
    assert two["DTSTART"].dt == datetime(2021, 9, 11, 12, 45, tzinfo=timezone.utc) and "DTEND" not in two
    assert three.walk("VALARM")[0]["TRIGGER"].dt == timedelta(days=-2) and not two.walk("VALARM")
    assert {(e["SEQUENCE"], e["LAST-MODIFIED"].dt, e["DTSTAMP"].dt) for e in (one, two, three)} == {
        (7, datetime(2021, 12, 1, 15, 4, 5, tzinfo=timezone.utc), datetime(2021, 12, 1, 15, 4, 5, tzinfo=timezone.utc))
    }


def test_lines_have_75_octets_and_cut_no_letter():
    content = calendar("x", [Event("a@sig", CRUEL, date(2021, 1, 1), text=CRUEL * 3)], MADE)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) == 75 and lines[-1] == b"" and b"\n" not in b"".join(lines)
    assert all(line.decode() for line in lines[:-1])
    assert folded("x" * 75) == "x" * 75 and folded("x" * 76) == "x" * 75 + "\r\n x"
    assert folded("é" * 38) == "é" * 37 + "\r\n é"  # 76 octets


def test_text_is_marked_where_it_means_something():
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"
    assert escaped("BEGIN:VEVENT\r\nX:y") == "BEGIN:VEVENT\\nX:y"  # no text begins a line of its own


def test_the_agenda_of_a_unit_in_a_calendar(dataset):
    """UTI owes 7 with a day until the year ends, 2 in January, and did 24 of which each has a day; two of the law that nobody
    can tell had one too: F15-A and the two of F15-B. Counted in tests/screens/agenda.md."""
    dues = duties(dataset, NOVEMBER, "UTI")
    found = events(agenda_file(dataset, dues, "UTI", "https://sig.example"))
    assert len(found) == 7 + 2 + 24 + 3
    by_uid = {str(each["UID"]): each for each in found}
    assert len(by_uid) == len(found)
    late = by_uid["plan-2021-22-2@agenda.sig"]
    assert late["DTSTART"].dt == date(2021, 10, 31) and str(late["URL"]) == "https://sig.example/plan?act=22&mes=10"
    assert str(late["SUMMARY"]).startswith("UTI · Informe sobre el estatus de implementación")
    notice = by_uid["deber-F12-A-SI-2021-018@agenda.sig"]
    assert notice["DTSTART"].dt == datetime(2021, 2, 25, 15, tzinfo=timezone.utc)  # 10:00 in Lima
    assert "Autoridad Nacional de Protección de Datos Personales" in str(notice["DESCRIPTION"])
    done = by_uid["plan-2021-20-1@agenda.sig"]
    assert str(done["SUMMARY"]).startswith("Cumplido: ") and not done.walk("VALARM")
    assert all("Datos de demostración" in str(each["DESCRIPTION"]) for each in found)


def test_a_date_that_moves_is_the_same_event_and_a_newer_one(dataset):
    """What version 05 moved: the same UID, another day."""
    before = {
        str(e["UID"]): e["DTSTART"].dt
        for e in events(agenda_file(dataset, duties(dataset, at_end_of(date(2021, 8, 31))), None))
    }
    after = {str(e["UID"]): e["DTSTART"].dt for e in events(agenda_file(dataset, duties(dataset, NOVEMBER), None))}
    moved = {uid for uid in before.keys() & after.keys() if before[uid] != after[uid]}
    assert moved and all(uid.startswith("plan-2021-") for uid in moved)


def test_nothing_reserved_and_no_row_is_in_it(dataset):
    content = agenda_file(dataset, duties(dataset, NOVEMBER), None)
    text = icalendar.Calendar.from_ical(content).to_ical().replace(b"\r\n ", b"")
    reserved = [each for each in dataset.catalog.registers.values() if each.reserved]
    assert reserved and b"demo://" not in text and b"Informe N" not in text
    assert agenda_file(dataset, duties(dataset, NOVEMBER), None) == content, "the same data, the same file"


@pytest.mark.parametrize(
    "value, unit", [("UPPM", "UPPM"), ("uppm", "UPPM"), (" Uti ", "UTI"), ("todas", None), ("ALL", None), ("", None)]
)
def test_a_unit_is_named_in_any_letters(dataset, value, unit):
    assert asked_unit(dataset, value) == unit


@pytest.mark.parametrize("value", ["UPX", "../UPPM", "UPPM.ics", "<b>"])
def test_what_is_no_unit_is_refused_with_those_there_are(dataset, value):
    with pytest.raises(Refused, match="No hay una unidad «"):
        asked_unit(dataset, value)
