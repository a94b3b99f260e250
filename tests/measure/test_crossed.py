"""What a browser crosses by itself is what the files of the demonstration have, counted again in plain Python; the rows that
pass a choice are as many; a month that did not come is a gap; reserved registers are never given."""

import csv
from base64 import b64decode
from dataclasses import replace
from datetime import date
from struct import unpack
from urllib.parse import urlencode

import pytest

from conftest import DEMO, NOVEMBER
from sig_metrics.measure import crossed, crossed_choice
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope

MARCH = date(2021, 3, 31)
DATED = {
    "qrd": "registered_on",
    "ctvc_alert": "received_on",
    "suggestion": "received_on",
    "vulnerability": "detected_on",
    "improvement_action": "opened_on",
}


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


def filed(register: str, cutoff: date) -> list[dict]:
    """The rows of a file of the demonstration dated by a day, «» as None, with their month."""
    with (DEMO / f"{register}.csv").open(encoding="utf-8") as file:
        rows = [{name: value or None for name, value in row.items()} for row in csv.DictReader(file)]
    for row in rows:
        row["month"] = (row[DATED[register]] or "")[:7]
    return [row for row in rows if row[DATED[register]] and row[DATED[register]] <= cutoff.isoformat()]


def unpacked(found: crossed.Feed) -> list[dict]:
    """The cells of what a browser is given, as it reads them."""
    names = ["month", *(each.dimension.name for each in found.values)]
    codes = [[f"{month:%Y-%m}" for month in found.months], *(each.codes for each in found.values)]
    columns = [b64decode(each) for each in found.columns]
    counts = unpack(f"<{found.cells}{'B' if found.size == 1 else 'I'}", b64decode(found.counts))
    return [
        {name: some[column[n]] for name, some, column in zip(names, codes, columns)} | {"counted": counts[n]}
        for n in range(found.cells)
    ]


@pytest.mark.parametrize(
    ("register", "cutoff", "asked"),
    [
        ("qrd", NOVEMBER, {}),
        ("qrd", NOVEMBER, {"reason": ("treatment",)}),
        ("qrd", MARCH, {"reason": ("access", "trust"), "channel": ("web", "letter")}),
        ("qrd", NOVEMBER, {"book_origin": (None,), "unit": ("UCI",), "ut": ("CAJ", "PIU")}),
        ("ctvc_alert", NOVEMBER, {"severity": ("high",), "topic": ("payment",)}),
        ("ctvc_alert", MARCH, {"unit": (None, "CT")}),
        ("suggestion", NOVEMBER, {"topic": ("affiliation", "payment")}),
        ("vulnerability", NOVEMBER, {"severity": ("critical", "high"), "origin": ("scan",)}),
        ("improvement_action", NOVEMBER, {"unit": ("UTI", "UPPM")}),
    ],
)
@pytest.mark.parametrize("months", [None, ("2021-01", "2021-03")])
def test_cells_and_rows_are_those_of_the_file(dataset, register, cutoff, asked, months):
    rows = [
        row
        for row in filed(register, cutoff)
        if all(row[name] in codes for name, codes in asked.items())
        and (months is None or months[0] <= row["month"] <= months[1])
    ]
    assert rows
    found = crossed.feed(dataset, register, Scope(cutoff))
    cells = [
        cell
        for cell in unpacked(found)
        if all(cell[name] in codes for name, codes in asked.items())
        and (months is None or months[0] <= cell["month"] <= months[1])
    ]
    assert sum(cell["counted"] for cell in cells) == len(rows)
    named = ["month", *(name for name in ("reason", "channel", "unit", "ut", "topic", "severity") if name in cells[0])]
    for name in named:
        for value in {row[name] for row in rows}:
            in_cells = sum(cell["counted"] for cell in cells if cell[name] == value)
            assert in_cells == sum(row[name] == value for row in rows), (name, value)
    parts = [".".join((name, *(crossed_choice.written(code) for code in codes))) for name, codes in asked.items()]
    span = ["month." + ".".join(month.replace("-", "") for month in months)] if months else []
    behind = crossed_choice.behind(dataset, Scope(cutoff), register, "..".join([*span, *parts]))
    key = dataset.catalog.registers[register].key[0]
    assert behind.total == len(rows) and {row[key] for row in behind.rows} <= {row[key] for row in rows}


def test_a_case_has_its_kind_and_situation_of_that_day(dataset):
    scope = Scope(MARCH)
    rows = filed("suggestion", MARCH)
    answered = {row["suggestion"] for row in rows if row["answered_on"] and row["answered_on"] <= MARCH.isoformat()}
    closed = crossed_choice.behind(dataset, scope, "suggestion", "situation.closed")
    assert 0 < closed.total == len(answered) < len(rows)
    claims = crossed_choice.behind(dataset, scope, "qrd", "kind.claim")
    qrd = filed("qrd", MARCH)
    plain = {row["case_number"] for row in qrd if row["kind"] == "claim" and not row["reclassified_on"]}
    moved = {row["case_number"] for row in qrd if row["reclassified_on"]}
    assert claims.total == len(claims.rows) and plain <= {row["case_number"] for row in claims.rows} <= plain | moved
    # registered as another thing and reclassified as a claim on a day before the cut-off, in time
    late = {
        row["case_number"] for row in qrd if row["reclassified_as"] == "claim" and row["reclassified_on"] > "2021-03-31"
    }
    assert not late & {row["case_number"] for row in claims.rows}


def test_what_moves_with_a_date_and_has_none_is_not_crossed(dataset):
    offered = {name: {each.name for each in shape.dimensions} for name, shape in crossed.crossable(dataset).items()}
    assert offered["qrd"] == {"kind", "channel", "book_origin", "ut", "unit", "reason", "situation"}
    assert offered["ctvc_alert"] == {"ut", "unit", "topic", "severity", "situation"}
    assert not any({"state", "outcome", "reclassified_as", "effective"} & names for names in offered.values())


def test_a_month_that_did_not_come_is_a_gap(dataset):
    came = {row["month"] for row in filed("qrd", NOVEMBER)}
    found = crossed.feed(dataset, "qrd", Scope(NOVEMBER))
    assert {f"{month:%Y-%m}" for month in found.gaps} == {"2020-07", "2021-02"}
    assert {f"{month:%Y-%m}" for month in found.months} - came == {"2020-07", "2021-02"}
    assert not crossed.feed(dataset, "vulnerability", Scope(NOVEMBER)).gaps


def test_a_reserved_register_is_never_given(dataset):
    offered = crossed.crossable(dataset)
    reserved = [name for name, each in dataset.catalog.registers.items() if each.reserved]
    assert reserved and not offered.keys() & set(reserved)
    for name in (*reserved, "calendar_day", "nothing"):
        assert crossed.feed(dataset, name, Scope(NOVEMBER)) is None
        assert crossed_choice.behind(dataset, Scope(NOVEMBER), name, "") is None


def test_what_is_protected_would_be_refused_with_a_day_and_codes(whole_catalog):
    plain = whole_catalog.registers["ctvc_alert"]
    assert crossed.shape_of(whole_catalog, plain, False) is not None
    assert crossed.shape_of(whole_catalog, replace(plain, reserved=True), False) is None


def test_the_rows_are_those_of_the_unit_of_the_reader(dataset):
    rows = [row for row in filed("qrd", NOVEMBER) if row["unit"] == "UCI"]
    assert crossed.feed(dataset, "qrd", Scope(NOVEMBER, unit="UCI")).total == len(rows) > 0
    reason = sum(row["reason"] == "treatment" for row in rows)
    assert crossed_choice.behind(dataset, Scope(NOVEMBER, unit="UCI"), "qrd", "reason.treatment").total == reason
    assert not crossed.follows_unit(crossed.crossable(dataset)["vulnerability"])


def test_what_does_not_fit_is_left_out_widest_first_and_nothing_is_lost(dataset):
    whole = crossed.feed(dataset, "qrd", Scope(NOVEMBER))
    small = crossed.feed(dataset, "qrd", Scope(NOVEMBER), most=700)
    assert small.cells <= 700 < whole.cells and small.total == whole.total == len(filed("qrd", NOVEMBER))
    assert small.left_out[0].name == "ut" and not whole.left_out
    assert {each.dimension.name for each in small.values} | {each.name for each in small.left_out} == {
        each.dimension.name for each in whole.values
    }


def test_an_address_is_read_and_what_it_asks_for_in_vain_is_told(dataset):
    found = crossed.feed(dataset, "qrd", Scope(NOVEMBER))
    read = crossed_choice.chosen(found, "month.202106.202103..kind.-.claim..ut.CAJ.XXX..book_origin.none")
    assert read.months == (date(2021, 3, 31), date(2021, 6, 30))
    assert {name: set(codes) for name, codes in read.values} == {
        "kind": {"complaint", "denunciation"},
        "ut": {"CAJ"},
        "book_origin": {None},
    }
    assert read.lost == ("ut.XXX",)
    assert crossed_choice.said(found, read) == (
        "Tipo: todo menos Reclamo; UT: Cajamarca; Origen del Libro: Sin registrar; de marzo a junio de 2021"
    )
    for text in ("month.202113.202201", "month.201901.202103", "month.202103", "odd", "kind.x", "'; drop--"):
        assert crossed_choice.chosen(found, text) == crossed_choice.Chosen(lost=(text,)), text


def test_the_longest_link_is_short(dataset):
    for name in crossed.crossable(dataset):
        parts = ["month.202003.202110"]
        for each in crossed.feed(dataset, name, Scope(NOVEMBER)).values:
            codes = sorted(map(crossed_choice.written, each.codes), key=len, reverse=True)
            parts.append(".".join([each.dimension.name, "-", *codes[: len(codes) // 2]]))
        asked = {
            "corte": "2021-11",
            "vista": "cruzar",
            "reg": name,
            "filtro": "..".join([*parts, "scaled"]),
            "casos": "filtro",
        }
        assert len(f"http://localhost:8501/explorador?{urlencode(asked)}") <= 400, name


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2021, 3), (2021, 3), "marzo de 2021"),
        ((2021, 3), (2021, 6), "de marzo a junio de 2021"),
        ((2020, 11), (2021, 1), "de noviembre de 2020 a enero de 2021"),
    ],
)
def test_a_span_of_months_is_said(first, last, said):
    assert crossed_choice.span(date(*first, 28), date(*last, 28)) == said
