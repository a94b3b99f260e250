"""Compares the cube with cases worked out by hand: `golden/<indicator>/expected.csv`, never regenerated.

`golden/base` holds the registers, typed small and cruel; a folder that has a register of its own uses it
instead. A row of `expected.csv` whose activity is «total» is the sum of a version at a cut-off.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from conftest import incomings
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish.load import Incoming, load_file, load_files
from sig_metrics.store import LocalStore

GOLDEN = Path(__file__).parents[1] / "golden"
BASE = GOLDEN / "base"
ALL = default_catalog().indicators
# the others: test_golden_registers.py
INDICATORS = sorted(name for name, indicator in ALL.items() if "activity" in indicator.dimensions)
Key = tuple[date, str, str]


def expected(name: str) -> dict[Key, tuple]:
    """{(period, version, activity or «total»): (numerator, denominator)}; an empty denominator is None."""
    with (GOLDEN / name / "expected.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, strict=True))
    found = {
        (date.fromisoformat(r["period"]), r["version"], r["activity"]): (
            float(r["numerator"]),
            float(r["denominator"]) if r["denominator"] else None,
        )
        for r in rows
    }
    assert len(found) == len(rows), "a row is written twice"
    return found


def cube(store: LocalStore, name: str) -> dict[Key, tuple]:
    rows = store.open().rows(
        "select period, version, activity, numerator, denominator from cube where indicator = ? and year(period) = cube.year::bigint "
        "and coalesce(plan_part, 'own') = 'own'",
        [name],
    )  # after its December: test_years.py
    return {(row["period"], row["version"], row["activity"]): (row["numerator"], row["denominator"]) for row in rows}


def with_totals(parts: dict[Key, tuple]) -> dict[Key, tuple]:
    """The parts and, as «total», their sums; a sum of no denominators is no denominator."""
    groups: dict[tuple, list] = {}
    for (period, version, _), part in parts.items():
        groups.setdefault((period, version), []).append(part)
    totals = {
        (*group, "total"): (sum(n for n, _ in each), None if each[0][1] is None else sum(d for _, d in each))
        for group, each in groups.items()
    }
    return parts | totals


def registers(name: str, catalog) -> list[Incoming]:
    """The registers of the case: the base, with those of the indicator's folder in their place."""
    own = {each.register: each for each in incomings(GOLDEN / name, catalog)}
    return [own.get(each.register, each) for each in incomings(BASE, catalog)]


@pytest.fixture(scope="module")
def base_store(tmp_path_factory, catalog):
    store = LocalStore(tmp_path_factory.mktemp("golden") / "store", wait=1)
    load_files(store, catalog, incomings(BASE, catalog), "pruebas")
    return store


@pytest.fixture
def case(base_store, catalog, tmp_path):
    """name → the store with the registers of that case."""

    def made(name: str) -> LocalStore:
        if not incomings(GOLDEN / name, catalog):
            return base_store
        store = LocalStore(tmp_path / "store", wait=1)
        load_files(store, catalog, registers(name, catalog), "pruebas")
        return store

    return made


def test_every_indicator_has_its_case_and_every_case_its_indicator():
    folders = {path.name for path in GOLDEN.iterdir() if path.is_dir()} - {"base"}
    without = [f"tests/golden/{name}/expected.csv" for name in ALL if not (GOLDEN / name / "expected.csv").exists()]
    assert not without, f"falta escribir a mano: {', '.join(without)}"
    assert not folders - set(ALL), f"sin indicador: {sorted(folders - set(ALL))}"


@pytest.mark.parametrize("name", INDICATORS)
def test_the_cube_is_the_one_worked_out_by_hand(case, name):
    hand = expected(name)
    cutoffs = {period for period, _, _ in hand}
    assert len(cutoffs) >= 3 and len(hand) >= 10 and any(activity == "total" for _, _, activity in hand)
    found = {key: part for key, part in with_totals(cube(case(name), name)).items() if key[0] in cutoffs}
    differences = {key: (hand.get(key), found.get(key)) for key in hand | found if hand.get(key) != found.get(key)}
    assert not differences, f"(a mano, calculado): {differences}"


@pytest.mark.parametrize("name", INDICATORS)
def test_the_case_is_cruel(name):
    hand = expected(name)
    parts = {key: part for key, part in hand.items() if key[2] != "total"}
    assert any(n == 0 for n, _ in parts.values()) and any(n > 0 for n, _ in parts.values())
    assert len({key[0].year for key in hand}) > 1 and len({key[1] for key in hand}) > 2
    # groups of different size
    assert len({sum(1 for k in parts if k[:2] == group) for group in {key[:2] for key in parts}}) > 1


def test_the_base_is_cruel():
    with (BASE / "deliverable.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    days = {row["delivered_on"] for row in rows}
    assert {"2021-01-31", "2021-02-28", "2021-04-30"} <= days  # exactly on a cut-off
    assert {"2021-04-01", "2021-05-01"} <= days  # the day after
    assert {day[:4] for day in days} == {"", "2020", "2021", "2022"}
    for column in ("name", "delivered_on", "document_type", "document_number", "evidence", "note"):
        assert any(not row[column] for row in rows), column
    assert {(bool(row["delivered_on"]), bool(row["document_number"]), row["state"]) for row in rows} >= {
        (False, True, "in_progress"),
        (False, False, "in_progress"),
        (True, False, "delivered"),
        (True, False, "validated"),
    }


LATER = """year,activity,programmed_month,item,name,unit,delivered_on,document_type,document_number,state,evidence,note
2021,01,6,1,,UPPM,2021-05-01,report,L-1,delivered,,
2021,02,4,1,,UPPM,2021-06-30,report,L-2,delivered,,
2021,03,2,2,,CT,2021-05-02,report,L-3,delivered,,
2021,04,11,1,,UTI,2021-05-01,report,,delivered,,
2021,05,2,1,,URH,2021-05-01,report,L-4,validated,,
2021,05,3,1,,URH,2021-05-01,report,L-5,validated,,
2021,06,5,1,,URH,2021-05-01,report,L-6,delivered,,
"""


@pytest.fixture(scope="module")
def earlier_and_later(tmp_path_factory, catalog):
    """The cubes before and after loading only rows dated after 30 April; the two cells they replace were not
    counted."""
    store = LocalStore(tmp_path_factory.mktemp("later") / "store", wait=1)
    files = incomings(BASE, catalog)
    files[-1] = Incoming(
        "deliverable",
        "d.csv",
        files[-1].content.replace(b"2021,03,2,2,Informe,CT,2021-02-10,report,,delivered,,Sin documento\n", b""),
    )
    load_files(store, catalog, files, "pruebas")
    before = {name: cube(store, name) for name in INDICATORS}
    assert load_file(store, catalog, Incoming("deliverable", "later.csv", LATER.encode()), "pruebas").loaded
    return before, {name: cube(store, name) for name in INDICATORS}


@pytest.mark.parametrize("name", INDICATORS)
def test_no_value_depends_on_what_came_after_its_cut_off(earlier_and_later, name):
    before, after = (each[name] for each in earlier_and_later)
    old = {key: part for key, part in before.items() if key[0] <= date(2021, 4, 30)}
    assert len(old) > 20 and old == {key: after.get(key) for key in old}
    assert set(before) == set(after)
    if name != "plan_programmed_count":
        assert before != after, "the rows that came after change nothing at all"
