"""Proves that days whose place may have been taken by their month are never loaded in another month without a word."""

from datetime import date

import pytest
from test_cells_kept import book, typed

HEAD = ["Evento", "Tema", "Sistemas", "Fecha", "Horas"]


def trained(*days) -> bytes:
    return book(HEAD, [[f"CAP-{n}", "Tema", "SGC", day, 4] for n, day in enumerate(days, 1)])


def in_text(*days: str) -> bytes:
    lines = [f"CAP-{n},Tema,SGC,{day},4" for n, day in enumerate(days, 1)]
    return "\n".join(["training,topic,systems,held_on,hours", *lines]).encode()


# of 5, 9 and 11 March, and 15, 18 and 23, as an Excel in English keeps them
TURNED = (date(2021, 5, 3), date(2021, 9, 3), date(2021, 11, 3), "15/03/2021", "18/03/2021", "23/03/2021")


def test_days_that_an_excel_in_english_turned_are_refused_for_that_alone(whole_catalog):
    rows, problems = typed(whole_catalog, "training", trained(*TURNED))
    assert rows is None
    assert [(each.code, each.row, each.column) for each in problems] == [
        ("days_turned", row, "D «Fecha»") for row in (2, 3, 4)
    ]
    (message,) = {each.message for each in problems}
    assert "(«15/03/2021»)" in message and "como texto, día/mes/año, o toda como fecha" in message


def test_what_comes_of_them_is_not_told_besides(whole_catalog):
    head = ["Código", "Fecha de recepción", "UT", "Unidad", "Tema", "Gravedad", "Estado", "Fecha de derivación"]
    head += ["Fecha de respuesta", "Fecha de desestimación"]
    lines = [
        [f"A-2021-{n:04d}", day, "CAJ", "", "", "", "En atención", date(2021, 3, 24)] for n, day in enumerate(TURNED)
    ]
    rows, problems = typed(whole_catalog, "ctvc_alert", book(head, lines))
    assert rows is None and [(each.code, each.row) for each in problems] == [("days_turned", row) for row in (2, 3, 4)]


@pytest.mark.parametrize(
    "days",
    [
        (*TURNED, date(2021, 3, 13)),  # a day beyond the twelfth that is a date
        (*TURNED, "05/03/2021"),  # and one of the first twelve that is a text
        (date(2021, 5, 3), "15/03/2021"),  # as happens one time in four
        (date(2021, 5, 3), date(2021, 9, 3), date(2021, 11, 3)),
        ("15/03/2021", "18/03/2021", "23/03/2021"),
        (date(2021, 5, 3), *["15/03/2021"] * 9),  # one day, however many times
    ],
)
def test_a_column_that_shows_otherwise_is_taken_as_it_is(whole_catalog, days):
    rows, said = typed(whole_catalog, "training", trained(*days))
    assert len(rows) == len(days) and said == []


def test_few_of_them_are_told_once(whole_catalog):
    days = (date(2021, 5, 3), date(2021, 9, 3), "15/03/2021", "18/03/2021")
    rows, said = typed(whole_catalog, "training", trained(*days))
    assert [row["held_on"] for row in rows] == [
        date(2021, 5, 3),
        date(2021, 9, 3),
        date(2021, 3, 15),
        date(2021, 3, 18),
    ]
    assert said == ["days_turned"]


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_where_some_have_the_month_first_those_that_could_are_refused_too(whole_catalog, name):
    days = ("03/15/2021", "05/03/2021", "04/04/2021", "18 de marzo de 2021")
    content = in_text(*days) if name == "x.csv" else trained(*days)
    rows, problems = typed(whole_catalog, "training", content, name)
    assert rows is None
    assert [(each.code, each.row) for each in problems[:2]] == [("not_date", 2), ("month_first", 3)]
    assert "(«03/15/2021»)" in problems[1].message and "en toda la columna" in problems[1].message
    assert len(problems) == 2


def test_also_the_dates_that_an_excel_in_spanish_made_of_them(whole_catalog):
    rows, problems = typed(
        whole_catalog, "training", trained("03/15/2021", "03/18/2021", date(2021, 3, 5), date(2021, 4, 4))
    )
    assert rows is None and [(each.code, each.row) for each in problems] == [
        ("not_date", 2),
        ("not_date", 3),
        ("month_first", 4),
    ]


def test_one_slip_beside_days_that_tell_is_that_one_alone(whole_catalog):
    rows, problems = typed(whole_catalog, "training", in_text("03/15/2021", "05/03/2021", "15/03/2021"), "x.csv")
    assert rows is None and [(each.code, each.row) for each in problems] == [("not_date", 2)]


def test_once_the_column_is_written_one_way_it_loads(whole_catalog):
    days = ("05/03/2021", "09/03/2021", "11/03/2021", "15/03/2021", "18/03/2021", "23/03/2021")
    rows, said = typed(whole_catalog, "training", trained(*days))
    assert [row["held_on"].day for row in rows] == [5, 9, 11, 15, 18, 23] and said == []
    assert {row["held_on"].month for row in rows} == {3}
