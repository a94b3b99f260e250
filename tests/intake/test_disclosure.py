"""The rules of protected counts, file by file: which is taken, and which rule refuses the others. Expected values are
worked out by hand.

The cases that a year surely has: a count of 10 may be 8, «<5» may be none.
"""

import json

import pytest

from conftest import codes, rows_only
from sig_metrics.language.problems import Refused
from sig_metrics.measure.compute import stepped
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.publish.rebuild import content_hash, rebuild
from sig_metrics.publish.references import prepare_in
from sig_metrics.store import LocalStore

HEAD = "year,semester,tabulation,category,count_shown,within_shown,due_shown,released_on,note"


def total(year: int, shown: str, semester: str = "first") -> str:
    return f"{year},{semester},national_total,total,{shown},,,2022-01-17,protected"


def cell(year: int, semester: str, table: str, category: str, shown: str = "<5") -> str:
    return f"{year},{semester},{table},{category},{shown},,,2022-01-17,protected"


def clock(year: int, semester: str = "first", category: str = "verify", within: str = "10", due: str = "15") -> str:
    return f"{year},{semester},by_clock,{category},,{within},{due},2022-01-17,protected"


STATE = ("year", "by_state", "archived")
KIND = ("year", "year_kind", "telephone")
QUARTER = ("second", "quarter_state", "q3_referred")
# What is published before: 2016, 5 + 10 (3 + 8 = 11 surely); 2017, 15 + 15 (26); 2018, 50 + 50 (96); 2019, one cell of
# each kind.
BEFORE = (
    total(2016, "5"),
    total(2016, "10", "second"),
    total(2017, "15"),
    total(2017, "15", "second"),
    total(2018, "50"),
    total(2018, "50", "second"),
    total(2019, "<5"),
    clock(2019),
)
FILES = {  # file: (rows, mode, the rule that refuses it; «» when it is taken)
    "a total and its clocks of a small year": ([total(2020, "<5"), clock(2020, within="<5", due="<5")], "merge", ""),
    "an exact zero of the national total": ([total(2020, "0")], "merge", ""),
    "an exact zero by state": ([cell(2017, *STATE, "0")], "merge", "disclosure_zero"),
    "an exact zero by kind": ([cell(2017, *KIND, "0")], "merge", "disclosure_zero"),
    "an exact zero by quarter": ([cell(2018, *QUARTER, "0")], "merge", "disclosure_zero"),
    "an exact zero of a clock": ([clock(2020, due="0")], "merge", "pattern"),
    "four, by state": ([cell(2017, *STATE, "4")], "merge", "pattern"),
    "twelve, in the total": ([total(2020, "12")], "merge", "pattern"),
    "by state with 11": ([cell(2016, *STATE)], "merge", "disclosure_small"),
    "by kind with 11": ([cell(2016, *KIND, "5")], "merge", "disclosure_small"),
    "by state with no total of its year": ([cell(2021, *STATE, "15")], "merge", "disclosure_small"),
    "by state with 26": ([cell(2017, *STATE, "10")], "merge", ""),
    "by kind with 26": ([cell(2017, *KIND)], "merge", ""),
    "by state with 23 in the same file": (
        [total(2021, "25"), total(2021, "<5", "second"), cell(2021, *STATE)],
        "merge",
        "disclosure_small",
    ),
    "by state with 28 in the same file": (
        [total(2021, "30"), total(2021, "0", "second"), cell(2021, *STATE)],
        "merge",
        "",
    ),
    "by state with none before and 23 in the file": (
        [total(2019, "25", "second"), cell(2019, *STATE)],
        "merge",
        "disclosure_small",
    ),
    "by state with none before and 28 in the file": ([total(2019, "30", "second"), cell(2019, *STATE)], "merge", ""),
    "by quarter with 26": ([cell(2017, *QUARTER)], "merge", "disclosure_small"),
    "by quarter with 96": ([cell(2018, *QUARTER, "15")], "merge", ""),
    "by state with 96": ([cell(2018, *STATE, "15")], "merge", ""),
    "by state and semester": ([cell(2018, "first", "by_state", "archived", "15")], "merge", "disclosure_table"),
    "a third quarter in the first semester": (
        [cell(2018, "first", "quarter_state", "q3_referred", "15")],
        "merge",
        "disclosure_table",
    ),
    "a quarter without its quarter": (
        [cell(2018, "first", "quarter_state", "referred", "15")],
        "merge",
        "disclosure_table",
    ),
    "a total of a clock": ([cell(2020, "first", "national_total", "verify", "10")], "merge", "disclosure_table"),
    "a total of the whole year": ([total(2020, "10", "year")], "merge", "disclosure_table"),
    "a clock of the whole year": ([clock(2020, "year")], "merge", "disclosure_table"),
    "a kind in a table by state": ([cell(2018, "year", "by_state", "telephone", "15")], "merge", "disclosure_table"),
    "a table by unit": ([cell(2018, "year", "by_unit", "archived", "15")], "merge", "unknown_code"),
    "more in term than due": ([clock(2020, within="20", due="15")], "merge", "not_above"),
    "a published cell with another count": ([total(2019, "15")], "merge", "disclosure_restated"),
    "a published clock with another count": ([clock(2019, within="15")], "merge", "disclosure_restated"),
    "a published cell released another day": (
        [total(2019, "<5").replace("2022-01-17", "2022-02-17")],
        "merge",
        "disclosure_restated",
    ),
    "a published cell as it was": ([total(2019, "<5")], "merge", ""),
    "replacing with less": ([total(2019, "<5"), total(2020, "<5")], "replace", "disclosure_removed"),
    "replacing with the same and more": ([*BEFORE, total(2020, "<5")], "replace", ""),
    "replacing with another count": ([*BEFORE[:-2], total(2019, "15"), clock(2019)], "replace", "disclosure_restated"),
}


def arriving(rows: list[str], mode: str = "merge", origin: str = "real") -> Incoming:
    return Incoming("corruption_status", "x.csv", "\n".join([HEAD, *rows, ""]).encode(), mode, origin)


@pytest.fixture(scope="module")
def published(tmp_path_factory, whole_catalog):
    """A folder with what was published before; to be copied."""
    store = LocalStore(tmp_path_factory.mktemp("published") / "store")
    assert load_file(store, rows_only(whole_catalog), arriving(list(BEFORE)), "pruebas").loaded
    return store.folder


@pytest.fixture
def store(published, tmp_path):
    import shutil

    shutil.copytree(published, tmp_path / "store")
    return LocalStore(tmp_path / "store")


@pytest.mark.parametrize("case", FILES)
def test_each_file_is_taken_or_refused_by_its_rule(store, whole_catalog, case):
    rows, mode, rule = FILES[case]
    before, catalog = store.current(), rows_only(whole_catalog)
    report = load_file(store, catalog, arriving(rows, mode), "pruebas")
    assert codes(report.problems) == ([rule] if rule else []), report.problems
    assert (report.loaded or case == "a published cell as it was") if not rule else store.current() == before
    said = json.dumps(report.as_dict(), ensure_ascii=False)
    assert not any(
        value in said for value in ("2022-0", "01/2022", "archived", "Archivada", "telephone", "Telefónica", "q3_")
    )


@pytest.mark.parametrize(
    "case", ["by state with 11", "a published cell with another count", "replacing with less", "an exact zero by state"]
)
def test_it_is_refused_before_anybody_confirms(store, whole_catalog, case):
    rows, mode, rule = FILES[case]
    with pytest.raises(Refused) as caught:
        prepare_in(store, rows_only(whole_catalog), arriving(rows, mode))
    assert codes(caught.value.problems) == [rule]
    if case == "by state with 11":  # nor with nothing published
        with pytest.raises(Refused) as caught:
            prepare_in(LocalStore(store.folder / "none"), rows_only(whole_catalog), arriving(rows, mode))
        assert codes(caught.value.problems) == [rule]


def test_one_sentence_a_cause_with_its_rows(store, whole_catalog):
    rows = [total(2019, "15"), cell(2016, *STATE), cell(2016, *KIND), total(2020, "<5"), clock(2019, within="15")]
    small, restated = load_file(store, rows_only(whole_catalog), arriving(rows), "pruebas").problems
    assert (small.code, restated.code) == ("disclosure_small", "disclosure_restated")
    assert (
        "filas 3 y 4" in small.message
        and "24" in small.message
        and "filas 2 y 6" in restated.message
        and "publicación siguiente" in restated.message
    )


def test_cells_of_the_demonstration_were_never_published(tmp_path, whole_catalog):
    store, catalog = LocalStore(tmp_path / "store"), rows_only(whole_catalog)
    assert load_file(
        store, catalog, arriving([total(2021, "<5"), total(2020, "<5")], origin="synthetic"), "pruebas"
    ).loaded
    changed = load_file(store, catalog, prepare_in(store, catalog, arriving([total(2021, "15")])), "pruebas")
    assert changed.changed == 1 and not changed.warnings, "nor is any cell named in the ledger"
    assert load_file(store, catalog, arriving([total(2021, "15")], "replace"), "pruebas").removed == 1
    assert codes(load_file(store, catalog, arriving([total(2021, "<5")], origin="synthetic"), "pruebas").problems) == [
        "disclosure_restated"
    ]


def test_what_was_taken_is_made_again(store, whole_catalog):
    catalog = rows_only(whole_catalog)
    for case in ("by state with 28 in the same file", "replacing with the same and more"):
        rows, _, _ = FILES[case]
        load_file(store, catalog, arriving(rows), "pruebas")
    snapshot = store.open()
    assert rebuild(store, catalog, "pruebas").hash == content_hash(snapshot)


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (10, 15, 0.65),  # 0.667 is nearer to 0.65 than to 0.70
        (35, 45, 0.80),  # 0.778
        (25, 30, 0.85),
        (110, 700, 0.15),
        (20, 995, 0.05),
        (15, 20, 0.75),
        (30, 40, 0.75),
        (0, 20, 0.0),
        (40, 40, 1.0),
        (5, 40, 0.15),  # 0.125, a half: upwards
        (490, 500, 0.95),  # 0.98 is nearer to 1, and ten are missing: never 100 %
        (5, 500, 0.05),  # nor 0 % of what is not nothing
    ],
)
def test_a_share_of_protected_counts_goes_in_steps_of_five_points(numerator, denominator, shown):
    assert stepped(numerator, denominator, 0.05) == shown


def test_both_indicators_go_in_steps(whole_catalog):
    found = {
        each.code: each.step for each in whole_catalog.indicators.values() if each.reserved and each.unit == "percent"
    }
    assert found == {"SEG-12": 0.05, "SEG-13": 0.05}
