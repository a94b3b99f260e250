"""The calendar that a program subscribes to, asked of the running server as such a program asks, and read by another's parser."""

from datetime import date

import icalendar
import pytest
from starlette.requests import Request
from test_server import ask

from browser.conftest import serving
from pages._kit.shell import data, feed
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.duties import duties
from sig_metrics.measure.duties_due import at_end_of


@pytest.fixture(scope="module")
def port(demo_folder, tmp_path_factory):
    with serving(demo_folder, tmp_path_factory.mktemp("feed") / "log.txt") as running:
        yield int(running.url.rpartition(":")[2])


def read(content: bytes) -> dict[str, icalendar.Event]:
    return {str(each["UID"]): each for each in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def test_a_unit_has_its_calendar(port, demo_snapshot, whole_catalog):
    status, headers, body = ask(port, "/agenda/UTI.ics")
    assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    found = read(body)
    # no plan is of this year, so it is of the last month with data
    here = duties(dataset_of(demo_snapshot, whole_catalog), at_end_of(date(2021, 11, 30)), "UTI")
    assert set(found) == {f"{each.uid}@agenda.sig" for each in here if each.when.on} and len(found) == 36
    assert str(found["plan-2021-22-2@agenda.sig"]["URL"]) == f"http://127.0.0.1:{port}/plan?act=22&mes=10"
    assert headers["x-content-type-options"] == "nosniff" and int(headers["content-length"]) == len(body)


def test_every_unit_and_all_of_them_have_one(port):
    every = {unit: read(ask(port, f"/agenda/{unit}.ics")[2]) for unit in ("UPPM", "URH", "UTI", "UCI", "CT", "DE")}
    whole = read(ask(port, "/agenda/todas.ics")[2])
    assert set().union(*every.values()) == set(whole) and not every["DE"]
    assert ask(port, "/agenda/uti.ics")[2] == ask(port, "/agenda/UTI.ics")[2]


def test_what_has_not_changed_is_not_sent_again(port):
    _, headers, body = ask(port, "/agenda/UTI.ics")
    again, kept, nothing = ask(port, "/agenda/UTI.ics", if_none_match=headers["etag"])
    assert (again, kept["etag"], nothing) == (304, headers["etag"], b"")
    for other in (f'"x", W/{headers["etag"]}', "*"):
        assert ask(port, "/agenda/UTI.ics", if_none_match=other)[0] == 304
    assert ask(port, "/agenda/UTI.ics", if_none_match='"x"')[::2] == (200, body)
    assert ask(port, "/agenda/URH.ics", if_none_match=headers["etag"])[0] == 200
    status, _, nothing = ask(port, "/agenda/UTI.ics", "HEAD")
    assert (status, nothing) == (200, b"")


@pytest.mark.parametrize("unit", ["UPX", "%3Cb%3E", "UTI.ics", "..%2e"])
def test_a_unit_that_does_not_exist_is_told_in_spanish(port, unit):
    status, headers, body = ask(port, f"/agenda/{unit}.ics")
    assert status == 404 and headers["content-type"].startswith("text/plain")
    said = body.decode()
    assert said.startswith("No hay una unidad «") and said.endswith("/agenda/UPPM.ics; o /agenda/todas.ics, de todas.")


def test_it_is_read_and_nothing_else(port):
    assert ask(port, "/agenda/UTI.ics", "POST", b"x")[0] == 405
    assert ask(port, "/agenda/UTI.ics", host="attacker.example")[0] == 421
    status, headers, body = ask(port, "/agenda", accept="text/html")
    assert status == 200 and b"<html" in body, "the screen is where it was"


def _asked(unit: str) -> Request:
    scope = {"type": "http", "method": "GET", "path": f"/agenda/{unit}.ics", "path_params": {"unit": unit}}
    return Request(
        {
            **scope,
            "headers": [(b"host", b"sig.example")],
            "scheme": "https",
            "server": ("sig.example", 443),
            "query_string": b"",
            "root_path": "",
        }
    )


def test_without_data_it_says_to_wait(tmp_path, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(tmp_path / "store"))
    data.let_go()
    answer = feed._feed(_asked("UTI"))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "300")
    assert "cargue un plan en Datos › Carga" in answer.body.decode()
    data.let_go()


def test_the_address_of_the_server_is_the_one_that_its_installer_says(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    data.let_go()
    monkeypatch.setenv("SIG_URL", "https://tablero.entidad.gob.pe/sig/")
    said = feed._feed(_asked("CT")).body.replace(b"\r\n ", b"")
    assert b"URL:https://tablero.entidad.gob.pe/sig/plan?act=18&mes=10\r\n" in said
    monkeypatch.delenv("SIG_URL")
    assert b"URL:https://sig.example/plan?act=18&mes=10\r\n" in feed._feed(_asked("CT")).body.replace(b"\r\n ", b"")
    data.let_go()
