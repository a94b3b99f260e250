"""Proves that a column of written numbers is read in one form that fits them all, or refused, never guessed."""

import io
import math
import os

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sig_metrics.catalog.model import Column
from sig_metrics.intake.values.numbers import decide
from sig_metrics.intake.values.parse import parser
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, prepare

MANY = 20 if os.environ.get("SIG_HEAVY") == "1" else 1
AMOUNT = Column("c", "Horas", "decimal", "")
SOLES = Column("c", "Monto (S/)", "decimal", "")
POINTS = Column("c", "Avance (%)", "decimal", "", minimum=0, maximum=100)
COUNT = Column("c", "Hogares", "int", "")


def read(texts, column=AMOUNT):
    """The readings of the texts of one column."""
    return [parser(column, {}, texts)(text) for text in texts]


def values(texts, column=AMOUNT):
    found = read(texts, column)
    assert all(code == "" for _, code in found), found
    return [value for value, _ in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234,5", 1234.5),
        ("1 234.5", 1234.5),
        ("S/ 1,200.00", 1200),
        ("S/.1,200.00", 1200),
        ("S/ 1.200,00", 1200),
        ("S/ 1,200", 1200),
        ("(500)", -500),
        ("(S/ 500.00)", -500),
        ("S/ (1,500.50)", -1500.5),
        ("-S/ 5", -5),
        ("S/ -5", -5),
        (" S/ -   ", 0),
        ("S/. -", 0),
        ("−7.5", -7.5),
        ("-1.234,5", -1234.5),
        ("1'234,567.89", 1234567.89),
        ("0.234", 0.234),
        ("0,234", 0.234),
        ("1234.567", 1234.567),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("1e-05", 0.00001),
        ("100", 100),
        ("1,234.5", 1234.5),
        ("12.345,6", 12345.6),
    ],
)
def test_what_can_be_read_in_one_way_only(text, value):
    assert values([text]) == [pytest.approx(value)]


@pytest.mark.parametrize(
    "text",
    [
        "6, 8",
        "1 23",
        "12 34",
        "1,23,4",
        "1.2.3",
        "1,234.56,7",
        "--5",
        "-(5)",
        "(5",
        "5)",
        "1.234,56.7",
        "12,345 678",
        "S/",
        "%",
        "1_000",
        "١٢",
        "0x10",
        "1E+400",
        "1 2345",
        "doce",
        "12 hogares",
        "5-",
        "1..5",
        "01,234",
        "½",
    ],
)
def test_what_is_no_number(text):
    value, code = read([text])[0]
    assert value is None and code == "not_decimal", (text, value, code)


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "999,000", "-1.234", "(1,234)", "1.000"])
@pytest.mark.parametrize(("column", "code"), [(AMOUNT, "ambiguous"), (COUNT, "ambiguous.whole")])
def test_one_group_of_three_alone_is_ambiguous(text, column, code):
    assert read([text], column) == [(None, code)]
    assert read([text, "5", "1 234"], column)[0] == (None, code), "whole numbers tell nothing"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1.234", "12.5"], [1.234, 12.5]),
        (["1.234", "12,5"], [1234, 12.5]),
        (["1,234", "12.5"], [1234, 12.5]),
        (["1,234", "12,5"], [1.234, 12.5]),
        (["1.234", "1.234.567"], [1234, 1234567]),
        (["1,234", "0.5", "7"], [1234, 0.5, 7]),
        (["1.234", "1875.4"], [1.234, 1875.4]),
        (["1 234", "1.234", "3,5"], [1234, 1234, 3.5]),
    ],
)
def test_another_text_of_the_column_decides(texts, expected):
    assert values(texts) == expected
    assert values(texts[::-1]) == expected[::-1], "the order of the rows does not matter"


def test_a_column_with_both_forms_is_a_fault_of_the_other_form():
    texts = ["12.5", "1.234,56", "1.234", "7", "0,5"]
    assert decide(texts, AMOUNT).clash == ("12.5", "1.234,56")
    assert [code for _, code in read(texts)] == ["", "number_forms", "", "", "number_forms"]


def test_less_than_half_a_centimo_is_none():
    assert values(["-2.9103830456733704e-11", "3.637978807091713e-12", "0.004", "0.01"], SOLES) == [0, 0, 0, 0.01]
    assert values(["0.004"], AMOUNT) == [0.004]


def test_soles_have_two_decimals_at_most():
    assert values(["60,000", "S/ 1,200"], SOLES) == [60000, 1200]
    assert read(["60.000"], SOLES) == [(None, "ambiguous")]
    assert [code for _, code in read(["60,000", "5,5"], SOLES)] == ["", "number_forms"]
    assert read(["1.234", "1,234"], SOLES) == [(None, "ambiguous.soles"), (1234, "")]
    assert read(["12.345", "1234.5"], SOLES) == [(None, "ambiguous.soles"), (1234.5, "")]
    assert values(["12.345", "1234,5"], SOLES) == [12345, 1234.5]
    assert values(["0.125", "12.3450"], SOLES) == [0.125, 12.345]


def test_a_percentage_belongs_to_a_column_in_points():
    assert values(["12,5%", "7 %", "100", "0.5"][:3], POINTS) == [12.5, 7, 100]
    assert read(["12,5%"]) == [(None, "not_decimal.percent")] and read(["12%"], COUNT) == [(None, "not_int.percent")]
    assert read(["120%"], POINTS) == [(None, "above")] and read(["%"], POINTS) == [(None, "not_decimal")]
    assert values(["12,0%"], Column("c", "Avance (%)", "int", "", minimum=0, maximum=100)) == [12]


def test_whole_numbers_only_if_nothing_is_lost():
    assert values(["12.0", "1,200", "3"], COUNT) == [12, 1200, 3] and values(["12,0", "1.200"], COUNT) == [12, 1200]
    assert read(["1.5E+01", "1.42350E+05"], COUNT) == [(15, "number_exponent"), (142350, "number_exponent")]
    # Excel shows it so of 100,000 and of 96,413: whole figures may be lost
    for text in ("1E+05", "1.42E+05", "-1.4E+02"):
        assert read([text], COUNT) == read([text]) == [(None, "number_cut")], text
    assert values(["1e+05"], COUNT) == [100000]  # a program wrote it, with every figure
    for text in ("1.5", "12,5", "1E-02", "1E+20", "1234567890123456.0"):
        assert read([text], COUNT) == [(None, "not_int")], text


def styles(value: float) -> list[str]:
    """A number as offices write it with a point and with a comma."""
    point = f"{abs(value):,.2f}"
    comma = point.translate(str.maketrans(",.", ".,"))
    bare = [
        point,
        comma,
        point.replace(",", " "),
        comma.replace(".", "\u00a0"),
        point.replace(",", ""),
        comma.replace(".", ""),
    ]
    return [f"({b})" if value < 0 and n % 2 else f"-{b}" if value < 0 else b for n, b in enumerate(bare)] + [
        f"S/ {b}" for b in bare if value >= 0
    ]


@settings(max_examples=150 * MANY, deadline=None)
@given(st.floats(-9_999_999, 9_999_999).map(lambda value: round(value, 2) + 0.0))
def test_every_style_reads_back(value):
    for text in styles(value):
        assert values([text]) == [pytest.approx(value)], text


@settings(max_examples=150 * MANY, deadline=None)
@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=8), st.sampled_from(",."))
def test_a_column_of_grouped_numbers_is_right_or_ambiguous_but_never_wrong(numbers, mark):
    texts = [f"{number:,}".replace(",", mark) for number in numbers]
    for (value, code), number in zip(read(texts), numbers):
        assert code == "ambiguous" or value == number, (texts, value, number)


@settings(max_examples=300 * MANY, deadline=None)
@given(st.lists(st.text("0123456789., -()S/%eE'", max_size=10), max_size=5))
def test_no_text_breaks_the_reader(texts):
    for value, code in read(texts) + read(texts, COUNT):
        assert value is None or (math.isfinite(value) and code in ("", "number_exponent"))


HOURS = "year,month,ut,workers,hours,training_hours\n"


def refused(catalog, register: str, text: str) -> list:
    with pytest.raises(Refused) as caught:
        prepare(Incoming(register, "x.csv", text.encode()), catalog)
    return caught.value.problems


def test_an_ambiguous_number_says_what_to_write(whole_catalog):
    (problem,) = refused(whole_catalog, "sst_hours", HOURS + "2021,1,CAJ,10,1.234,8\n2021,2,CAJ,10,500,8\n")
    assert (problem.code, problem.row, problem.column, problem.value) == ("ambiguous", 2, "E «Horas-hombre»", "1.234")
    assert (
        "puede ser 1234 o 1.234" in problem.message
        and "Escriba 1234 si son miles, o 1.2340 si son decimales" in problem.message
    )


def test_an_ambiguous_amount_keeps_its_sign_and_drops_the_rest(whole_catalog):
    problem, *_ = refused(whole_catalog, "sst_hours", HOURS + '2021,1,CAJ,10,"(1,234)",8\n')
    assert problem.code == "ambiguous" and "Escriba -1234 si son miles, o -1.2340 si" in problem.message


def test_a_whole_number_is_not_offered_decimals(whole_catalog):
    (problem,) = refused(whole_catalog, "sst_hours", HOURS + "2021,1,CAJ,100.254,500,8\n")
    assert (problem.code, problem.row, problem.column) == ("ambiguous", 2, "D «Trabajadores»")
    assert "Escriba 100254 si son miles, o el número entero sin decimales" in problem.message


BUDGET = ["Año", "Mes", "Tarea", "PIA (S/)", "PIM (S/)", "Certificado (S/)", "Comprometido (S/)", "Devengado (S/)"]


def budget(*amounts: object) -> Incoming:
    """A workbook whose rows have these amounts, each a text or a number, as PIA."""
    made = openpyxl.Workbook()
    made.active.append(BUDGET)
    for n, amount in enumerate(amounts, 1):
        made.active.append([2021, n, "Auditoría interna", amount, 60000, None, None, 40000])
    memory = io.BytesIO()
    made.save(memory)
    return Incoming("budget_execution", "x.xlsx", memory.getvalue())


def pia(catalog, *amounts: object) -> list[float]:
    return prepare(budget(*amounts), catalog).parts["budget_execution"]["pia"].to_pylist()


def test_a_cell_that_is_a_number_does_not_tell_how_texts_are_written(whole_catalog):
    for amounts in (("12.345", 1234.5), (1234.5, "12.345"), ("12.345", 12.345), ("12.345", 60000)):
        with pytest.raises(Refused) as caught:
            prepare(budget(*amounts), whole_catalog)
        assert [(each.code, each.value) for each in caught.value.problems] == [("ambiguous", "12.345")], amounts


def test_a_cell_that_is_a_number_is_never_in_doubt(whole_catalog):
    assert pia(whole_catalog, 12.345) == [12.345], "no text says otherwise"
    assert pia(whole_catalog, "1.234,50", 12.345, 1234.5, 1000) == [1234.5, 12.345, 1234.5, 1000]
    assert pia(whole_catalog, "1,234.50", 12.345) == [1234.5, 12.345]


def test_in_soles_three_decimals_are_asked(whole_catalog):
    with pytest.raises(Refused) as caught:
        prepare(budget("1.234", "1,234"), whole_catalog)
    (problem,) = caught.value.problems
    assert (problem.code, problem.row, problem.column) == ("ambiguous", 2, "D «PIA (S/)»")
    assert "en soles no hay tres decimales" in problem.message and "Escriba 1234 si son miles" in problem.message


def test_two_forms_name_both_rows(whole_catalog):
    (problem,) = refused(whole_catalog, "sst_hours", HOURS + '2021,1,CAJ,10,12.5,8\n2021,2,CAJ,10,"1.234,5",8\n')
    assert (problem.code, problem.row, problem.value) == ("number_forms", 3, "1.234,5")
    assert "«12.5», en la fila 2" in problem.message


def test_percentages_written_as_proportions_are_refused_in_a_file_that_cannot_tell(whole_catalog):
    head = "project,name,month,year,weight,planned,actual,note\n"
    columns = [c.name for c in whole_catalog.register("app_project").columns]
    head = ",".join(columns) + "\n"
    fill = {c.name: c.example for c in whole_catalog.register("app_project").columns} | {"note": ""}

    def faults(*actual):
        rows = [
            ",".join(f'"{v}"' for v in (fill | {"project": f"APP-{n:02d}", "actual": text}).values())
            for n, text in enumerate(actual)
        ]
        try:
            prepare(Incoming("app_project", "x.csv", (head + "\n".join(rows) + "\n").encode()), whole_catalog)
        except Refused as refusal:
            return [(p.code, p.row) for p in refusal.problems]
        return []

    assert faults("1", "0.45", "0.8") == [("percent_scale", 3)]
    assert faults("0.45", "80") == [] and faults("1", "0") == [] and faults("0.45%", "0.80%") == []
    assert faults("80%", "0.45") == [("percent_scale", 3)] and faults("0.45%", "0.8", "1") == [("percent_scale", 3)]
    assert faults("80%", "0.45", "75") == [] and faults("80%", "1") == []
