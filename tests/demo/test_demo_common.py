"""Proves the synthetic registers of the common requirements: volumes, dates, surrogates, and that the past never
moves."""

import csv
import io
import re
from datetime import date

import pytest

from conftest import DEMO, LEGAL, V05, incomings
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore


@pytest.fixture(scope="session")
def catalog(whole_catalog):
    return whole_catalog


CUT = "2021-06-30"
# When a row of a register came to be; those of another register follow it.
BORN = {
    "document": "approved_on",
    "context_review": "approved_on",
    "minutes": "held_on",
    "training": "held_on",
    "risk": "evaluated_on",
    "headcount": "period",
    "risk_matrix": "recorded_on",
    "improvement_action": "opened_on",
    "audit": "executed_on",
}
FOLLOWS = {"agreement": "minutes", "training_attendance": "training", "risk_treatment": "risk", "finding": "audit"}
EVENTS = (
    "published_on",
    "implemented_on",
    "obsolete_on",
    "executed_on",
    "closed_on",
    "fulfilled_on",
    "verified_on",
    "cancelled_on",
    "reported_on",
)
OWN = [*BORN, *FOLLOWS, "budget_execution", "indicator_report"]
VOLUMES = {
    "improvement_action": (130, 160),
    "risk_treatment": (120, 120),
    "audit": (6, 6),
    "agreement": (60, 90),
    "training": (35, 45),
}


def rows(name: str) -> list[dict]:
    with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, strict=True))


def known_by(cut: str) -> dict[str, list[dict]]:
    """The registers as they would have been on a day."""
    found = {}
    for name in OWN:
        born, parent = BORN.get(name), FOLLOWS.get(name)
        kept = [row for row in rows(name) if not born or row[born] <= cut]
        if parent:
            codes = {row[parent] for row in found[parent]}
            kept = [row for row in kept if row[parent] in codes]
        if name == "budget_execution":
            kept = [row for row in kept if f"{row['year']}-{int(row['month']):02d}" <= cut[:7]]
        found[name] = [_unknown(row, cut) for row in kept]
    return found


def _unknown(row: dict, cut: str) -> dict:
    """A row without what happened to it later."""
    row |= {event: "" for event in EVENTS if row.get(event, "") > cut}
    if "effective" in row and not row["verified_on"]:
        row["effective"] = ""
    if row.get("state") == "obsolete" and not row["obsolete_on"]:
        row["state"] = "in_force"
    return row


def incoming(name: str, some: list[dict]) -> Incoming:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(some[0]))
    writer.writeheader()
    writer.writerows(some)
    return Incoming(name, f"{name}.csv", out.getvalue().encode())


def cube(catalog, folder, registers: dict[str, list[dict]]) -> set[tuple]:
    found = {each.register: each for part in (LEGAL, V05) for each in incomings(part, catalog)}
    found |= {name: incoming(name, some) for name, some in registers.items()}
    store = LocalStore(folder)
    load_files(store, catalog, [found[name] for name in catalog.registers if name in found], "pruebas")
    sql = (
        "select indicator, period, system, unit, kind, numerator, denominator from cube "
        "where period <= ? and version is null"
    )
    return {tuple(row.values()) for row in store.open().rows(sql, [date.fromisoformat(CUT)])}


def test_nothing_that_happened_later_moves_the_past(catalog, tmp_path):
    whole = cube(catalog, tmp_path / "whole", {name: rows(name) for name in OWN})
    then = cube(catalog, tmp_path / "then", known_by(CUT))
    assert len(whole) > 1000 and whole == then


@pytest.mark.parametrize("name", VOLUMES)
def test_the_volumes_are_those_of_two_years(name):
    least, most = VOLUMES[name]
    assert least <= len(rows(name)) <= most


@pytest.mark.parametrize("name", OWN)
def test_every_row_is_synthetic_and_nothing_happens_after_the_cut_off(name):
    for row in rows(name):
        assert row["note"].startswith("Sintético")
        assert all(row[event] <= "2021-11-30" for event in (*EVENTS, BORN.get(name, "")) if event in row)


def test_master_list_and_risks():
    assert len({row["code"] for row in rows("document")}) == 120
    assert len({row["risk"] for row in rows("risk")}) == 150


def test_servers_are_random_codes():
    codes = {row["server_pseudo_id"] for row in rows("training_attendance")}
    assert len(codes) > 150 and all(re.fullmatch("[a-z][a-z0-9]{7}", code) for code in codes)


def test_months_of_the_emergency_have_no_headcount():
    assert {row["period"] for row in rows("headcount")}.isdisjoint({"2020-04-30", "2020-05-31"})
