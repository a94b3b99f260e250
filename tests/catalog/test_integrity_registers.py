"""Proves that the register of corruption complaints takes protected cells only, and the rules that watch it."""

import csv
import json
from datetime import date

import pytest

from conftest import DEMO, LEGAL, V05, codes, incomings
from sig_metrics.language.problems import Refused
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.load import Incoming, load_files, prepare


@pytest.fixture(scope="session")
def catalog(whole_catalog):
    return whole_catalog


HEAD = "year,semester,tabulation,category,count_shown,within_shown,due_shown,released_on,note"
TOTAL = "2021,first,national_total,total,<5,,,2021-07-15,protected"
VERIFY = "2021,first,by_clock,verify,,<5,<5,2021-07-15,protected"


def arriving(*rows: str) -> Incoming:
    return Incoming("corruption_status", "corruption_status.csv", "\n".join([HEAD, *rows, ""]).encode())


def published(empty_store, catalog, *rows: str):
    load_files(empty_store, catalog, [*incomings(LEGAL, catalog), *incomings(V05, catalog), arriving(*rows)], "pruebas")
    return empty_store.open()


def found_by(snapshot, rule: str) -> list[dict]:
    return [
        json.loads(row["row"])
        for row in snapshot.rows("select row from check_row where rule = ? order by position", [rule])
    ]


def test_protected_cells_are_taken(catalog):
    rows = (
        TOTAL,
        VERIFY,
        VERIFY.replace("verify,,<5,<5", "grant,,10,15"),
        TOTAL.replace("first", "second").replace("<5", "0"),
    )
    assert prepare(arriving(*rows), catalog).read == 4


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (TOTAL.replace("<5", "3"), "pattern"),
        (TOTAL.replace("<5", "12"), "pattern"),
        (TOTAL.replace("<5", "-5"), "pattern"),
        (TOTAL.replace("<5", "05"), "pattern"),
        (TOTAL.replace("<5", "5.0"), "pattern"),
        (TOTAL.replace("<5", ""), "required_when"),
        (VERIFY.replace("<5,<5", "0,<5"), "pattern"),
        (VERIFY.replace("<5,<5", "<5,7"), "pattern"),
        (VERIFY.replace("<5,<5", "<5,"), "required_when"),
        (VERIFY.replace("verify,", "verify,<5"), "empty_when"),
        (TOTAL.replace("<5,,", "<5,<5,"), "empty_when"),
        (TOTAL.replace("protected", "Denuncia contra un servidor"), "unknown_code"),
        (TOTAL.replace("total,<5", "UT Puno,<5"), "unknown_code"),
    ],
)
def test_anything_else_refuses_the_file(catalog, row, problem):
    with pytest.raises(Refused) as caught:
        prepare(arriving(TOTAL.replace("first", "second"), row), catalog)
    assert problem in codes(caught.value.problems)


def test_no_column_can_hold_a_text_of_a_case(catalog):
    register = catalog.register("corruption_status")
    assert register.reserved
    assert all(column.pattern for column in register.columns if column.type == "text")


def test_hidden_counts_have_no_value_and_do_not_fall_back_to_an_older_one(empty_store, catalog):
    older = VERIFY.replace("2021,first", "2020,second").replace("<5,<5", "10,10").replace("2021-07-15", "2021-01-15")
    snapshot = published(empty_store, catalog, older, VERIFY)
    dataset = Dataset(snapshot, catalog)
    indicator = catalog.indicator("SEG-12")
    assert measure(dataset, indicator, Scope(date(2021, 5, 31))).value == 1.0
    assert measure(dataset, indicator, Scope(date(2021, 6, 30))).value == 1.0, (
        "the first semester of 2021 was released in July"
    )
    hidden = measure(dataset, indicator, Scope(date(2021, 11, 30)))
    assert hidden.value is None and hidden.status == "protected"


def test_the_demonstration_holds_only_cells_that_the_policy_lets_out():
    with (DEMO / "corruption_status.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, strict=True))
    assert len(rows) == 18 and {row["note"] for row in rows} == {"synthetic_protected"}
    assert {row["tabulation"] for row in rows} == {"national_total", "by_clock"} and "year" not in {
        row["semester"] for row in rows
    }
    assert {value for row in rows for value in (row["count_shown"], row["within_shown"], row["due_shown"])} == {
        "",
        "<5",
    }


def test_an_evaluation_without_its_nine_scores_is_found(empty_store, catalog):
    words = list(catalog.vocabularies["integrity_part"])
    rows = [f"2020-12-31,{word},5,10," for word in words] + [f"2021-06-30,{word},5,10," for word in words[:8]]
    rows += [f"2021-06-30,{words[8]},,10,", *(f"2021-12-31,{number},{9 + number // 9},10," for number in range(1, 10))]
    content = "\n".join(["period_end,component,score,maximum,note", *rows, ""]).encode()
    files = [*incomings(LEGAL, catalog), *incomings(V05, catalog), Incoming("integrity_component", "icp.csv", content)]
    load_files(empty_store, catalog, files, "pruebas")
    assert sorted(row["period_end"] for row in found_by(empty_store.open(), "integrity_evaluation_incomplete")) == [
        "2021-06-30"
    ]


def test_an_open_associate_above_low_risk_without_commitment_is_found(empty_store, catalog):
    rows = ("1,high,,no", "2,low,,no", "3,medium,2021-06-30,no", "4,medium,,yes")
    shown = [
        f"SN-000{n},lessor,{risk},2021-01-01,{until},{signed},"
        for n, risk, until, signed in (row.split(",") for row in rows)
    ]
    content = "\n".join(["associate,kind,bribery_risk,related_from,related_until,commitment,note", *shown, ""]).encode()
    files = [
        *incomings(LEGAL, catalog),
        *incomings(V05, catalog),
        Incoming("business_associate", "socios.csv", content),
    ]
    load_files(empty_store, catalog, files, "pruebas")
    assert [row["associate"] for row in found_by(empty_store.open(), "associate_without_commitment")] == ["SN-0001"]
