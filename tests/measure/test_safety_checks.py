"""Proves the rules that watch the safety registers, at their very limits."""

import json
from dataclasses import replace

import pytest

from conftest import LEGAL, V05, codes, incomings
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, load_files, prepare


@pytest.fixture(scope="module")
def catalog(whole_catalog):
    """Rules are asked of registers and views."""
    return replace(whole_catalog, indicators={})


EVENT = "id,happened_on,hour,ut,kind,severity,lost_days,charged_days,notified_on,notified_hour,investigated_on,state"
HOURS = "year,month,ut,workers,hours,training_hours"
PROJECT = "project,name,year,month,weight,planned,actual"


def arriving(register: str, head: str, *rows: str) -> Incoming:
    return Incoming(register, f"{register}.csv", "\n".join([head, *rows, ""]).encode())


def found_by(store, catalog, rule: str, key: str, *files: Incoming) -> list:
    load_files(store, catalog, [*incomings(LEGAL, catalog), *incomings(V05, catalog), *files], "pruebas")
    rows = store.open().rows("select row from check_row where rule = ? order by position", [rule])
    return sorted(json.loads(row["row"])[key] for row in rows)


def test_a_notice_has_24_hours_and_not_a_minute_more(empty_store, catalog):
    rows = (
        "ON,2021-05-03,10:30,CAJ,dangerous_incident,,,,2021-05-04,10:30,,reported",
        "LATE,2021-05-03,10:30,CAJ,dangerous_incident,,,,2021-05-04,10:31,,reported",
        "NEVER,2021-05-03,9:05,CAJ,accident,fatal,,6000,,,,reported",
        "DAYS,2021-05-03,,CAJ,dangerous_incident,,,,2021-05-04,23:59,,reported",
        "DAYS2,2021-05-03,,CAJ,dangerous_incident,,,,2021-05-05,,,reported",
        "NONE,2021-05-03,,CAJ,accident,disabling_temporary,3,,,,,reported",
    )
    assert found_by(empty_store, catalog, "sst_notification_late", "id", arriving("sst_event", EVENT, *rows)) == [
        "DAYS2",
        "LATE",
        "NEVER",
    ]


def test_an_accident_needs_the_hours_of_its_own_unit_and_month(empty_store, catalog):
    events = [
        f"{code},{day},,{ut},accident,{severity},{days},,,,,reported"
        for code, day, ut, severity, days in (
            ("HAS", "2021-05-31", "CAJ", "disabling_temporary", 2),
            ("NEXT", "2021-06-01", "CAJ", "disabling_temporary", 2),
            ("ZERO", "2021-05-31", "PUN", "disabling_temporary", 2),
            ("MINOR", "2021-06-01", "CAJ", "minor", ""),
        )
    ]
    hours = arriving("sst_hours", HOURS, "2021,5,CAJ,10,1600,", "2021,5,PUN,0,0,")
    assert found_by(
        empty_store, catalog, "sst_event_without_hours", "id", arriving("sst_event", EVENT, *events), hours
    ) == ["NEXT", "ZERO"]


def test_days_must_agree_with_the_severity(empty_store, catalog):
    rows = [
        f"{code},2021-05-03,,CAJ,accident,{severity},{lost},{charged},,,,reported"
        for code, severity, lost, charged in (
            ("A", "minor", 0, ""),
            ("B", "minor", 1, ""),
            ("C", "disabling_temporary", 1, ""),
            ("D", "disabling_temporary", "", 5),
            ("E", "disabling_partial_permanent", 40, ""),
            ("F", "fatal", "", 6000),
        )
    ]
    assert found_by(empty_store, catalog, "sst_days_mismatch", "id", arriving("sst_event", EVENT, *rows)) == [
        "B",
        "D",
        "E",
    ]


def test_the_weights_of_a_month_are_100(empty_store, catalog):
    rows = ("A,x,2021,1,33.3,0,", "B,x,2021,1,33.3,0,", "C,x,2021,1,33.4,0,", "A,x,2021,2,60,0,", "B,x,2021,2,30,0,")
    assert found_by(empty_store, catalog, "app_weight_mismatch", "month", arriving("app_project", PROJECT, *rows)) == [
        2
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("X,2021-05-03,,CAJ,accident,,,,,,,reported", "required_when"),
        ("X,2021-05-03,,CAJ,incident,minor,,,,,,reported", "empty_when"),
        ("X,2021-05-03,,CAJ,incident,,,,,,,investigated", "required_when"),
        ("X,2021-05-03,25:00,CAJ,incident,,,,,,,reported", "pattern"),
        ("X,2021-05-03,,CAJ,incident,,,,,,2021-05-02,investigated", "not_before"),
        ("X,2021-05-03,,CAJ,incident,,,,,,2021-05-09,reported", "empty_when"),
    ],
)
def test_an_impossible_event_refuses_the_file(catalog, row, problem):
    with pytest.raises(Refused) as caught:
        prepare(arriving("sst_event", EVENT, row), catalog)
    assert problem in codes(caught.value.problems)
