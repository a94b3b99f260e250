"""Compares the cube of the indicators that have registers of their own with cases worked out by hand.

`golden/<indicator>/` holds the registers of the case, typed small and cruel, and `expected.csv`: every cube row of each
period it names (period, the indicator's dimensions, numerator, denominator; empty is NULL). A derived index, which has
no rows of its own, gives period and value. The calendar, the terms and the parameters are the real ones.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from conftest import LEGAL, incomings, what_it_needs
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.load import load_files
from sig_metrics.store import LocalStore

GOLDEN = Path(__file__).parents[1] / "golden"
CATALOG = default_catalog()
NAMES = [name for name, indicator in CATALOG.indicators.items() if "activity" not in indicator.dimensions]


def hand_written(name: str) -> list[dict]:
    with (GOLDEN / name / "expected.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, strict=True))


def store_of(name: str, folder: Path) -> LocalStore:
    """The registers of the case; those it does not bring come from the parameters and the base plan."""
    found = {
        each.register: each for part in (LEGAL, GOLDEN / "base", GOLDEN / name) for each in incomings(part, CATALOG)
    }
    store, needed = LocalStore(folder), what_it_needs(CATALOG, name)
    load_files(store, needed, [found[register] for register in needed.registers if register in found], "pruebas")
    return store


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize("name", NAMES)
def test_the_cube_is_the_one_worked_out_by_hand(name, tmp_path):
    rows, indicator = hand_written(name), CATALOG.indicators[name]
    snapshot = store_of(name, tmp_path).open()
    assert len(rows) >= 4 and len({row["period"] for row in rows}) >= 2
    if indicator.factors:
        for row in rows:
            value = measure(Dataset(snapshot, CATALOG), indicator, Scope(date.fromisoformat(row["period"]))).value
            assert value == pytest.approx(number(row["value"])) if row["value"] else value is None
        return
    dimensions = list(indicator.dimensions)
    key = lambda row: (str(row["period"]), *(row[d] or "" for d in dimensions))  # noqa: E731
    hand = {key(row): (number(row["numerator"]), number(row["denominator"])) for row in rows}
    assert len(hand) == len(rows), "a row is written twice"
    columns = ", ".join(["period", *dimensions, "numerator", "denominator"])
    found = {
        key(row): (row["numerator"], row["denominator"])
        for row in snapshot.rows(f"select {columns} from cube where indicator = ?", [name])
        if str(row["period"]) in {row["period"] for row in rows}
    }
    differences = {k: (hand.get(k), found.get(k)) for k in hand | found if hand.get(k) != found.get(k)}
    assert not differences, f"(a mano, calculado): {differences}"
    if indicator.added:
        rows_add_up(indicator, snapshot, hand)


def rows_add_up(indicator, snapshot, hand):
    """The rows that its evidence shows add up, part by part, to what was worked out by hand."""
    columns = ", ".join(["period", *indicator.dimensions])
    sql = f"select {columns}, part, sum(amount) as added from ({indicator.added}\n) group by {columns}, part"
    added = {}
    for row in snapshot.rows(sql):
        if str(row["period"]) in {period for period, *_ in hand}:
            group = (str(row["period"]), *(row[name] or "" for name in indicator.dimensions))
            added.setdefault(group, {})[row["part"]] = row["added"]
    said = {group: (parts.get("numerator", 0), parts.get("denominator", 0)) for group, parts in added.items()}
    expected = {group: tuple(value or 0 for value in parts) for group, parts in hand.items()}
    assert {group: parts for group, parts in said.items() if any(parts)} == {
        group: pytest.approx(parts) for group, parts in expected.items() if any(parts)
    }
