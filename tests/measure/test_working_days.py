"""Working days of Peru against vectors computed from the calendar of 2021, with the norm of each day; nobody loads
the calendar."""

from datetime import date

import pytest

DUE = (
    "select due.day from working_day as start join working_day as due on due.calendar = start.calendar and due.is_working "
    "and due.position = start.position + ? where start.calendar = 'nacional' and start.day = ?"
)


@pytest.mark.parametrize(
    ("filed", "days", "due"),
    [
        ("2021-03-15", 30, "2021-04-28"),
        ("2021-07-27", 30, "2021-09-10"),
        ("2021-09-15", 30, "2021-10-29"),
        ("2021-10-01", 30, "2021-11-18"),
        ("2021-10-09", 30, "2021-11-24"),
        ("2021-11-15", 30, "2021-12-30"),
        ("2021-10-07", 3, "2021-10-14"),
        ("2021-12-23", 2, "2021-12-29"),
        ("2021-12-23", 7, "2022-01-07"),
        # the year turns, and 1 January is closed
        ("2026-11-20", 30, "2027-01-07"),
        ("2026-11-24", 30, "2027-01-11"),
        ("2026-11-17", 30, "2027-01-04"),
        ("2022-04-29", 1, "2022-05-03"),
        ("2024-07-25", 1, "2024-07-30"),
        ("2025-12-24", 1, "2025-12-29"),  # days by decree
        ("2028-12-28", 1, "2028-12-29"),
    ],
)
def test_a_term_in_working_days_ends_when_the_law_says(plan_store, filed, days, due):
    assert plan_store.open().rows(DUE, [days, date.fromisoformat(filed)]) == [{"day": date.fromisoformat(due)}]


@pytest.mark.parametrize(("filed", "days"), [("2028-12-29", 1), ("2029-01-02", 1), ("2019-12-31", 1)])
def test_what_needs_a_day_that_is_not_known_is_not_counted(plan_store, filed, days):
    assert plan_store.open().rows(DUE, [days, date.fromisoformat(filed)]) == []


def test_working_days_of_each_month_of_2021(plan_store):
    found = plan_store.open().rows(
        "select month(day) as month, count(*) filter (is_working) as n from working_day where calendar = 'nacional' "
        "and year(day) = 2021 group by 1 order by 1"
    )
    assert [row["n"] for row in found] == [20, 20, 23, 20, 21, 21, 20, 21, 22, 19, 20, 19]
