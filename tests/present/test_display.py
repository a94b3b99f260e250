"""The order of the rows of a table: by what a column holds, never by how it reads."""

from datetime import date, datetime

import pytest

from sig_metrics.present.display import in_order, kinds

ROWS = [
    {"n": "a", "cases": 1155, "share": 9.5, "on": date(2021, 11, 30), "code": "QRD-10", "unit": "Única", "at": None},
    {"n": "b", "cases": 98, "share": 100.0, "on": date(2020, 12, 2), "code": "QRD-9", "unit": "CT", "at": None},
    {"n": "c", "cases": None, "share": None, "on": None, "code": "", "unit": "ut", "at": None},
    {"n": "d", "cases": 1155, "share": 10.0, "on": date(2021, 1, 4), "code": "qrd-2", "unit": "Ámbar", "at": None},
]


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        ("cases", "badc", "adbc"),  # 98, 1155, 1155; two that are equal stay as they came
        ("share", "adbc", "bdac"),  # 9.5, 10, 100
        ("on", "bdac", "adbc"),  # 02/12/2020, 04/01/2021, 30/11/2021
        ("code", "dbac", "abdc"),  # 2, 9, 10, whatever the case
        ("unit", "dbac", "cabd"),  # Ámbar, CT, Única, ut
        ("at", "abcd", "abcd"),  # all empty
    ],
)
def test_rows_are_ordered_by_what_a_column_holds(column, up, down):
    """What is empty is last, both ways."""
    assert "".join(row["n"] for row in in_order(ROWS, column)) == up
    assert "".join(row["n"] for row in in_order(ROWS, column, down=True)) == down


def test_moments_are_ordered_as_moments():
    """As texts, 02/12/2020 09:00 would come before 30/11/2020 10:00."""
    moments = [datetime(2020, 12, 2, 9), datetime(2020, 11, 30, 10)]
    assert [row["at"] for row in in_order([{"at": each} for each in moments], "at")] == moments[::-1]


def test_years_are_whole_numbers_without_separators():
    rows = [{"year": 2021, "since": 2019, "cases": 2021}]
    headings = {"year": "Ejercicio", "since": "Año de inicio", "cases": "Casos"}
    assert kinds(rows, headings) == {"Ejercicio": "year", "Año de inicio": "year", "Casos": "whole"}
