"""Proves that the day goes first on every day of twenty-one years in every form, and that what is no day is a named
fault."""

from datetime import date, timedelta

import pytest

from sig_metrics.catalog.model import Column
from sig_metrics.intake.annex.identity import PlanHeader, identify
from sig_metrics.intake.values.dates import parse_day
from sig_metrics.intake.values.parse import parser
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, prepare

SHORT = "ene feb mar abr may jun jul ago set oct nov dic".split()
LONG = "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre".split()
FORMS = {
    "dd/mm/yyyy": lambda d: f"{d:%d/%m/%Y}",
    "d-m-yy": lambda d: f"{d.day}-{d.month}-{d:%y}",
    "dd.mm.yyyy": lambda d: f"{d:%d.%m.%Y}",
    "d/m/yyyy": lambda d: f"{d.day}/{d.month}/{d.year}",
    "dd/mm/yy": lambda d: f"{d:%d/%m/%y}",
    "iso": lambda d: d.isoformat(),
    "iso with midnight": lambda d: f"{d} 00:00:00",
    "iso of a machine": lambda d: f"{d}T00:00:00.000",
    "15-ene-21": lambda d: f"{d.day}-{SHORT[d.month - 1]}-{d:%y}",
    "15-Ene-2021": lambda d: f"{d.day:02d}-{SHORT[d.month - 1].title()}-{d.year}",
    "15 de marzo de 2026": lambda d: f"{d.day} de {LONG[d.month - 1]} de {d.year}",
    "serial": lambda d: str((d - date(1899, 12, 30)).days),
}
SEPTEMBERS = (
    "5 set. 2021",
    "5 sept 2021",
    "05-sep-21",
    "5 de septiembre del 2021",
    "5 SETIEMBRE 2021",
    "5/Set/2021",
    "5 de set. de 2021",
    "05 Sept., 2021",
)


def read(text, name="held_on"):
    return parser(Column(name, "Fecha", "date", ""), {})(text)


@pytest.mark.parametrize("form", FORMS)
def test_every_day_reads_back(form):
    day, last, write = date(2015, 1, 1), date(2035, 12, 31), FORMS[form]
    note = "date_serial" if form == "serial" else ""
    while day <= last:
        assert read(write(day)) == (day, note), write(day)
        day += timedelta(days=1)


@pytest.mark.parametrize("text", SEPTEMBERS)
def test_the_ninth_month_has_four_spellings(text):
    assert read(text) == (date(2021, 9, 5), "")


@pytest.mark.parametrize(
    "text",
    [
        "lunes 15 de marzo de 2021",
        "Lunes, 15/03/2021",
        "15 /03/ 2021",
        "15–03–2021",
        "15 — mar — 21",
        "15/03/2021.",
        "15-Mar-2021",
        "15 March 2021",
        "15° de marzo de 2021",
        "15 º de marzo del 2021",
        "15 de marzo de 2021.",
    ],
)
def test_a_date_in_the_dress_of_a_letter(text):
    assert read(text) == (date(2021, 3, 15), "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1° de marzo de 2021", date(2021, 3, 1)),
        ("1ro. de marzo de 2021", date(2021, 3, 1)),
        ("15-Aug-21", date(2021, 8, 15)),
        ("15-Jan-21", date(2021, 1, 15)),
        ("15-Apr-21", date(2021, 4, 15)),
        ("15-Dec-2021", date(2021, 12, 15)),
        ("miércoles 17 de marzo de 2021", date(2021, 3, 17)),
        ("sábado, 15 de agosto del 2020", date(2020, 8, 15)),
    ],
)
def test_first_days_months_in_english_and_days_of_the_week(text, day):
    assert read(text) == (day, "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31/04/2021", "not_date.absent"),
        ("29/02/2021", "not_date.absent"),
        ("2021-02-29", "not_date.absent"),
        ("31-jun-21", "not_date.absent"),
        ("2021-13-01", "not_date.absent"),
        ("05/13/2021", "not_date.day_first"),
        ("11/26/21", "not_date.day_first"),
        ("13/13/2021", "not_date"),
        ("00/01/2021", "not_date"),
        ("01/00/2021", "not_date"),
        ("32/01/2021", "not_date"),
        ("0/0/0", "nothing"),
        ("26/11/50", "not_date.year"),
        ("26-nov-99", "not_date.year"),
        ("ene-21", "not_date.month"),
        ("202101", "not_date.month"),
        ("2021-01", "not_date.month"),
        ("setiembre de 2021", "not_date.month"),
        ("26 de noviembre", "not_date"),
        ("hoy", "not_date"),
        ("15-foo-21", "not_date"),
        ("20210315", "not_date"),
        ("2021", "not_date"),
        ("36525", "not_date"),
        ("73416", "not_date"),
        ("-44526", "not_date"),
        ("44526 00:00:00", "not_date"),
        ("2021-11-26T10:32:00Z", "not_date"),
        ("2021-11-26T10:32:00-05:00", "not_date"),
        ("26/11/2021 25:00", "not_date"),
        ("26/11/2021 10:99", "not_date"),
        ("26/11/2021 10:32 hoy", "not_date"),
        ("26/-11/2021", "not_date"),
        ("26--11--2021", "not_date"),
        ("jueves 26/11/2021", "not_date.weekday"),
        ("martes 15 de marzo de 2021", "not_date.weekday"),
        ("ayer 15 de marzo de 2021", "not_date"),
        ("１/１/2021x", "not_date"),
    ],
)
def test_what_is_no_date_says_why(text, fault):
    assert read(text) == (None, fault)


def test_the_fifth_of_march_is_never_the_third_of_may():
    assert (
        read("05/03/2021")[0] == date(2021, 3, 5)
        and read("5-3-21")[0] == date(2021, 3, 5)
        and read("13/05/2021")[0] == date(2021, 5, 13)
    )


@pytest.mark.parametrize(
    "text",
    [
        "26/11/2021 10:32",
        "2021-11-26 23:59:59",
        "2021-11-26T10:32:00.500",
        "26-nov-2021 1:05 p. m.",
        "44526.5",
        "26/11/21 9:00 AM",
    ],
)
def test_a_time_of_day_is_dropped_and_said(text):
    assert read(text) == (date(2021, 11, 26), "date_time")


def test_the_ends_of_what_is_counted():
    assert read("36526") == (date(2000, 1, 1), "date_serial") and read("73415") == (date(2100, 12, 31), "date_serial")
    assert read("1/1/49")[0] == date(2049, 1, 1) and read("1/1/00")[0] == date(2000, 1, 1)
    assert read("29/02/2024")[0] == date(2024, 2, 29) and read("44526.0") == (date(2021, 11, 26), "date_serial")


@pytest.mark.parametrize("text", ["feb-24", "202402", "2024-02", "02/2024", "febrero de 2024", "29/02/2024"])
def test_a_column_that_closes_a_period_takes_a_month(text):
    assert read(text, "period") == (date(2024, 2, 29), "") == read(text, "period_end")
    assert parse_day(text)[0] in (None, date(2024, 2, 29))


@pytest.mark.parametrize("text", ["01/02/2024", "15/02/2024", "28/02/2024", "2024-02-01", "15-feb-24"])
def test_a_day_that_closes_no_month_is_refused_in_a_column_that_closes_a_period(text):
    assert read(text, "period") == (None, "not_date.open") == read(text, "period_end")
    assert read(text)[1] == "" and read("28/02/2023", "period") == (date(2023, 2, 28), "")


@pytest.mark.parametrize("text", ["15/03/0021", "15/03/1021", "15/03/1821", "01/01/2101", "2201-03-15", "15-mar-3021"])
def test_a_year_beyond_these_centuries_is_refused(text):
    assert read(text) == (None, "not_date.far")


def test_a_norm_may_rule_since_the_century_before():
    assert read("08/04/1991") == (date(1991, 4, 8), "")
    assert read("01/01/2000")[0] == date(2000, 1, 1) and read("31/12/2100")[0] == date(2100, 12, 31)


HEAD = "training,topic,systems,held_on,hours\n"


def training(day: str) -> Incoming:
    return Incoming("training", "x.csv", f"{HEAD}CAP-1,Tema,SGC,{day},4\n".encode())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("05/13/2021", ["«05/13/2021»", "el día va primero", "no hay mes 13"]),
        ("31/04/2021", ["«31/04/2021»", "no existe en el calendario"]),
        ("ene-21", ["«ene-21»", "falta el día"]),
        ("26/11/87", ["cuatro cifras"]),
        ("ayer", ["Escriba día/mes/año"]),
        ("05–13–2021", ["el día va primero", "no hay mes 13"]),
        ("martes 15/03/2021", ["no cayó en ese día de la semana"]),
        ("15/03/0021", ["«15/03/0021»", "1900 a 2100", "Corrija el año"]),
        ("16/08/1821", ["«16/08/1821»", "1900 a 2100"]),
        ("15/03/2201", ["«15/03/2201»", "1900 a 2100"]),
        ("2101-01-01", ["«2101-01-01»", "1900 a 2100"]),
    ],
)
def test_the_problem_says_what_to_do(whole_catalog, text, words):
    with pytest.raises(Refused) as caught:
        prepare(training(text), whole_catalog)
    (problem,) = caught.value.problems
    assert (problem.code, problem.row, problem.column) == ("not_date", 2, "D «Fecha»")
    assert all(word in problem.message for word in words), problem.message


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("16/08/2021 15:30", "date_time", "se cargó 16/08/2021"),
        ("44424", "date_serial", "se cargó 16/08/2021"),
        ("16/08/2001", "before_programme", "anterior al 07/04/2005"),
        ("07/04/2005", "", ""),
        ("06/04/2005", "before_programme", "07/04/2005"),
    ],
)
def test_what_is_read_with_a_doubt_is_a_warning(whole_catalog, text, code, words):
    warnings = prepare(training(text), whole_catalog).warnings
    assert [p.code for p in warnings] == [code] * bool(code)
    assert all(p.row == 2 and p.column == "D «Fecha»" and words in p.message for p in warnings)


PAPER = "year,activity,programmed_month,item,unit,delivered_on,document_number,state\n"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("15/11/2012", ["date_far"]),
        ("31/12/2018", ["date_far"]),
        ("01/01/2024", ["date_far"]),
        ("15/11/2026", ["date_far"]),
        ("01/01/2019", []),
        ("31/12/2023", []),
        ("15/11/2021", []),
        ("15/11/2003", ["before_programme"]),
    ],
)
def test_a_day_far_from_the_year_of_its_row_is_told_once(whole_catalog, day, said):
    line = f"2021,05,11,1,UPPM,{day},Informe N° 12-2021,delivered\n"
    warnings = prepare(Incoming("deliverable", "x.csv", (PAPER + line).encode()), whole_catalog).warnings
    assert [p.code for p in warnings] == said
    if said == ["date_far"]:
        assert (warnings[0].row, warnings[0].column) == (2, "F «Fecha de entrega»")
        assert f"({day}) está a más de dos años de 2021" in warnings[0].message


@pytest.mark.parametrize(("day", "told"), [("30/09/2020", True), ("30/09/2022", True), ("30/09/2019", False)])
def test_a_plan_is_approved_in_its_year_the_one_before_or_the_one_after(day, told):
    over = [["Año: 2021"], ["Versión: 05"], ["Resolución: RDE N° 1-2021"], [f"Fecha de aprobación: {day}"]]
    found, problems = identify(over, [], PlanHeader(), "Hoja1")
    assert [each.code for each in problems] == ([] if told else ["annex_approved"])
