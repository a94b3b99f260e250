"""Working days of Peru against vectors computed from the calendar of 2021, with the norm of each day."""

from datetime import date

import pytest

from conftest import LEGAL, incomings
from sig_metrics.publish import load_files
from sig_metrics.store import LocalStore

DUE = "select due.day from working_day as start join working_day as due on due.is_working and due.position = start.position + ? where start.day = ?"


@pytest.mark.parametrize(("filed", "days", "due"), [
    ("2021-03-15", 30, "2021-04-28"), ("2021-07-27", 30, "2021-09-10"), ("2021-09-15", 30, "2021-10-29"),
    ("2021-10-01", 30, "2021-11-18"), ("2021-10-09", 30, "2021-11-24"), ("2021-11-15", 30, "2021-12-30"),
    ("2021-10-07", 3, "2021-10-14"), ("2021-12-23", 2, "2021-12-29"), ("2021-12-23", 7, "2022-01-07"),
])  # fmt: skip
def test_a_term_in_working_days_ends_when_the_law_says(legal_snapshot, filed, days, due):
    assert legal_snapshot.rows(DUE, [days, date.fromisoformat(filed)]) == [{"day": date.fromisoformat(due)}]


def test_working_days_of_each_month_of_2021(legal_snapshot):
    found = legal_snapshot.rows("select month(day) as month, count(*) filter (is_working) as n from working_day where year(day) = 2021 "
                               "group by 1 order by 1")  # fmt: skip
    assert [row["n"] for row in found] == [20, 20, 23, 20, 21, 21, 20, 21, 22, 19, 20, 19]



@pytest.fixture(scope="module")
def legal_snapshot(tmp_path_factory, catalog):
    store = LocalStore(tmp_path_factory.mktemp("legal"))
    load_files(store, catalog, incomings(LEGAL, catalog), "pruebas")
    snapshot = store.open()
    yield snapshot
    snapshot.close()
