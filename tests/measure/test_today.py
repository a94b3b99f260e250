"""«Hoy» is the day in Lima, wherever and in whatever zone the program runs; what was accepted before is judged by
its own day."""

import ast
import hashlib
from dataclasses import replace
from datetime import date, datetime, timezone

import pytest

from conftest import ROOT
from sig_metrics.intake import prepare as module
from sig_metrics.intake.prepare import Incoming, prepare
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import load_file
from sig_metrics.publish.rebuild import rebuild
from sig_metrics.publish.references import prepare_in


def clock(monkeypatch, *at: int) -> None:
    """Stops the clock of the program at an instant of UTC."""
    instant = datetime(*at, tzinfo=timezone.utc)

    class Clock(datetime):
        @classmethod
        def now(cls, zone=None):
            return instant.astimezone(zone) if zone else instant.replace(tzinfo=None)

    monkeypatch.setattr(words, "datetime", Clock)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ((2021, 12, 1, 2, 0), date(2021, 11, 30)),
        ((2021, 12, 1, 4, 59), date(2021, 11, 30)),
        ((2021, 12, 1, 5, 0), date(2021, 12, 1)),
        ((2022, 1, 1, 2, 0), date(2021, 12, 31)),
        ((2021, 11, 30, 12, 0), date(2021, 11, 30)),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Lima"])
def test_today_is_the_day_in_lima(monkeypatch, at, day, zone):
    monkeypatch.setenv("TZ", zone)
    clock(monkeypatch, *at)
    assert words.today() == day


@pytest.fixture(scope="module")
def lean(whole_catalog):
    """One register, of things that happened on a day."""
    kept = {"agreement": replace(whole_catalog.registers["agreement"], references=())}
    return replace(whole_catalog, registers=kept, views={}, indicators={}, checks={})


def agreement(number: int, fulfilled: str) -> Incoming:
    head = "agreement,minutes,kind,unit,due_on,fulfilled_on"
    return Incoming(
        "agreement",
        "a.csv",
        f"{head}\nACU-2021-{number:03d},ACT-2021-02,improvement,UTI,2021-12-15,{fulfilled}\n".encode(),
    )


@pytest.mark.parametrize("apart", [True, False], ids=["by a child", "here"])
def test_a_date_of_tomorrow_in_lima_is_refused_at_two_of_the_morning_in_utc(monkeypatch, empty_store, lean, apart):
    clock(monkeypatch, 2021, 12, 1, 2, 0)

    def judged(day: str):
        return prepare_in(empty_store, lean, agreement(1, day)) if apart else prepare(agreement(1, day), lean)

    assert judged("2021-11-30").read == 1
    with pytest.raises(Refused) as refused:
        judged("2021-12-01")
    assert [p.code for p in refused.value.problems] == ["not_future"]


def test_a_clock_set_back_refuses_no_rebuild_and_no_annulment(monkeypatch, empty_store, lean):
    assert load_file(empty_store, lean, agreement(1, "2021-11-30"), "Ana").loaded
    assert load_file(empty_store, lean, agreement(2, "2021-11-30"), "Ana").loaded
    clock(monkeypatch, 2020, 7, 1, 12, 0)
    report = rebuild(empty_store, lean, "Ana")
    assert report.hash == report.before
    assert annul(empty_store, lean, 2, "prueba", "Ana").removed == 1
    refused = load_file(empty_store, lean, agreement(3, "2021-11-30"), "Ana")
    assert {p.code for p in refused.problems} == {"not_future"}, "what comes now is judged by today"


def test_nobody_else_asks_what_day_it_is():
    """One function says «hoy»: no other module asks a clock for a day, nor for an hour without its zone."""
    guilty = []
    for path in [*(ROOT / "sig_metrics").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "dashboard.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                bare = node.func.attr in ("now", "fromtimestamp") and not node.args and not node.keywords
                if (
                    isinstance(node.func.value, ast.Name)
                    and node.func.value.id in ("date", "datetime")
                    and (node.func.attr in ("today", "utcnow") or bare)
                ):
                    guilty.append(f"{path.name}:{node.lineno}")
    assert guilty == []


def test_a_file_is_hashed_once_however_many_loads_it_is_compared_with(monkeypatch, tmp_path, catalog):
    counted = []
    monkeypatch.setattr(
        module.hashlib, "sha256", lambda content, real=hashlib.sha256: counted.append(1) or real(content)
    )
    file = Incoming("deliverable", "d.csv", b"one")
    assert {file.sha256 for _ in range(50)} == {
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    } and len(counted) == 1
    other = replace(file, content=b"two")
    assert other.sha256 == "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3" and file == Incoming(
        "deliverable", "d.csv", b"one"
    )
