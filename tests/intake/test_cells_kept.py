"""A cell's type is kept until somebody has asked, and a filled cell is not evidence. Values typed by hand from what
a person sees."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from conftest import codes
from sig_metrics.intake.prepare import Incoming, prepare
from sig_metrics.intake.values.nothing import is_error, is_no_day, is_zero, nothing_finder
from sig_metrics.intake.values.parse import code_finder, parser
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import preview
from sig_metrics.publish.references import prepare_for

APP = ["Código", "Nombre", "Año", "Mes", "Peso (%)", "Avance programado (%)", "Avance real (%)"]
PAPER = [
    "Año",
    "N° Act.",
    "Mes programado",
    "N.º en el mes",
    "Entregable",
    "Unidad",
    "Fecha de entrega",
    "Tipo de documento",
    "N° de documento",
    "Estado",
]
AGREEMENT = ["Acuerdo", "Acta", "Tipo", "Unidad", "Fecha límite", "Fecha de cumplimiento", "Nota"]
QRD = [
    "Código del caso",
    "Tipo",
    "Canal",
    "Fecha de registro",
    "UT",
    "Unidad",
    "Motivo",
    "Estado",
    "Fecha de derivación",
    "Fecha de observación",
    "Fecha de subsanación",
    "Fecha de respuesta",
    "Resultado",
    "Fecha de notificación",
    "Fecha de archivo o salida",
    "Reclasificado a",
    "Fecha de reclasificación",
]


@pytest.fixture(scope="session")
def catalog(whole_catalog):
    return whole_catalog


def book(head: list[str], rows: list[list], formats: dict[str, str] | None = None, from_1904: bool = False) -> bytes:
    """A workbook; `formats` is {heading: number format}."""
    made = openpyxl.Workbook()
    if from_1904:
        made.epoch = CALENDAR_MAC_1904
    page = made.active
    page.append(head)
    for row in rows:
        page.append(row)
    for heading, look in (formats or {}).items():
        for row in range(2, len(rows) + 2):
            page.cell(row, head.index(heading) + 1).number_format = look
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def typed(catalog, register: str, content: bytes, name: str = "x.xlsx", blank: bool = False):
    """(rows, codes of the warnings) of a file that is taken, or the problems of one that is refused."""
    try:
        prepared = prepare(Incoming(register, name, content, blank=blank), catalog)
    except Refused as refusal:
        return None, refusal.problems
    return prepared.parts[register].to_pylist(), codes(prepared.warnings)


def app(*shares: float) -> list[list]:
    return [[f"APP-{n:02d}", "Un aplicativo", 2021, 11, 50, 90, share] for n, share in enumerate(shares, 1)]


# ---------------------------------------------------------------- spaces


def test_the_spaces_and_the_apostrophe_of_a_code_are_dress_though_it_is_no_key(whole_catalog):
    head = ["Hallazgo", "Auditoría", "Sistemas", "Cláusula", "Tipo", "Fecha de compromiso", "Fecha de cierre", "Unidad"]
    head += ["Enunciado"]
    clauses = ["ISO\u00a09001 §\u00a08.5.1", "ISO 9001  § 8.5.1", "'ISO 9001 § 8.5.1"]
    lines = [
        [f"HAL-{n}", "AUD-2021-01", "SGC", clause, "Observación", None, None, "UTI", "Dice  'así"]
        for n, clause in enumerate(clauses)
    ]
    rows, said = typed(whole_catalog, "finding", book(head, lines))
    assert [row["clause"] for row in rows] == ["ISO 9001 § 8.5.1"] * 3 and said == ["quotes_removed"]
    assert {row["statement"] for row in rows} == {"Dice  'así"}  # a free text is as it was written


# ---------------------------------------------------------------- percentages


@pytest.mark.parametrize("look", ["0%", "0.00%", "0.0 %"])
def test_a_cell_with_the_percent_format_is_what_it_shows(catalog, look):
    rows, said = typed(catalog, "app_project", book(APP, app(0.804, 0.5, 1.0), {"Avance real (%)": look}))
    assert [row["actual"] for row in rows] == [80.4, 50.0, 100.0] and said == []


def test_percent_cells_beside_plain_numbers(catalog):
    content = book(APP, app(85, 0.5))
    made = openpyxl.load_workbook(io.BytesIO(content))
    made.active["G3"].number_format = "0%"
    memory = io.BytesIO()
    made.save(memory)
    rows, said = typed(catalog, "app_project", memory.getvalue())
    assert [row["actual"] for row in rows] == [85.0, 50.0] and said == []


def raw(content: bytes, typed_in: str, kept: str) -> bytes:
    """The same book with a number kept as Excel keeps the result of a formula, which openpyxl would round."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book_in, zipfile.ZipFile(out, "w") as book_out:
        for name in book_in.namelist():
            book_out.writestr(
                name, book_in.read(name).replace(f"<v>{typed_in}</v>".encode(), f"<v>{kept}</v>".encode())
            )
    return out.getvalue()


def test_the_result_of_a_formula_is_what_its_cell_shows(whole_catalog):
    people = ["Cierre de mes", "Unidad", "Servidores"]
    content = raw(book(people, [[datetime(2021, 11, 30), "UTI", 77]]), "77", "49.000000000000007")
    assert typed(whole_catalog, "headcount", content)[0][0]["servers"] == 49
    content = raw(book(APP, app(77)), "77", "100.00000000000001")
    assert typed(whole_catalog, "app_project", content)[0][0]["actual"] == 100
    content = raw(book(APP, app(77), {"Avance real (%)": "0%"}), "77", "0.80300000000000016")
    assert typed(whole_catalog, "app_project", content)[0][0]["actual"] == 80.3


def test_a_percent_sign_that_is_only_a_letter_is_no_percentage(catalog):
    rows, _ = typed(catalog, "app_project", book(APP, app(85, 40), {"Avance real (%)": '0"%"'}))
    assert [row["actual"] for row in rows] == [85.0, 40.0]


def test_more_than_all_in_percent_is_refused(catalog):
    _, problems = typed(catalog, "app_project", book(APP, app(85.0), {"Avance real (%)": "0%"}))
    assert codes(problems) == ["above"] and "8500%" in problems[0].value


def test_a_whole_number_column_takes_percent_cells_too(catalog):
    head = [column.heading for column in catalog.register("sst_requirement").columns]
    row = {"Código": "REQ-900", "Avance (%)": 0.85}
    columns = {column.heading: column for column in catalog.register("sst_requirement").columns}
    filled = [row.get(heading, columns[heading].example if columns[heading].required else None) for heading in head]
    rows, problems = typed(catalog, "sst_requirement", book(head, [filled], {"Avance (%)": "0%"}))
    assert rows and [each for name, each in rows[0].items() if columns_named(catalog, name) == "Avance (%)"] == [85], (
        problems
    )


def columns_named(catalog, name: str) -> str:
    return next((column.heading for column in catalog.register("sst_requirement").columns if column.name == name), "")


def test_a_csv_of_proportions_cannot_tell_and_is_refused(catalog):
    line = "APP-01,Un aplicativo,2021,11,50,90,"
    text = ",".join(f'"{heading}"' for heading in APP) + f"\n{line}0.5\n"
    _, problems = typed(catalog, "app_project", text.encode(), "x.csv")
    assert codes(problems) == ["percent_scale"]
    rows, _ = typed(catalog, "app_project", text.replace("0.5\n", "0.5%\n").encode(), "x.csv")
    assert rows[0]["actual"] == 0.5
    rows, _ = typed(catalog, "app_project", text.replace("0.5\n", "50%\n").encode(), "x.csv")
    assert rows[0]["actual"] == 50.0


@pytest.mark.parametrize(
    "cells", [[(0.8, "0%"), (0.75, "General")], [(0.8, "0%"), (0.75, "General"), (0.9, "General"), (1, "General")]]
)
def test_a_proportion_beside_a_percentage_is_told(catalog, cells):
    lines = [[f"APP-0{n}", "Un aplicativo", 2021, 11, 25, 90, value] for n, (value, _) in enumerate(cells, 1)]
    workbook = openpyxl.Workbook()
    for line in [APP, *lines]:
        workbook.active.append(line)
    for n, (_, look) in enumerate(cells, 2):
        workbook.active.cell(n, 7).number_format = look
    kept = io.BytesIO()
    workbook.save(kept)
    prepared = prepare(Incoming("app_project", "x.xlsx", kept.getvalue()), catalog)
    assert [(each.code, each.row) for each in prepared.warnings if each.code == "percent_scale"] == [
        ("percent_scale", 3)
    ]


# ---------------------------------------------------------------- codes


def paper(number: object, look: str = "General") -> bytes:
    return book(
        PAPER,
        [[2021, "05", 11, 1, "Informe", "UPPM", datetime(2021, 11, 29), "Informe", number, "Entregado"]],
        {"N° de documento": look},
    )


@pytest.mark.parametrize(
    "number, look, kept",
    [
        (8.1, "0.00", "8.10"),
        (123, "00000", "00123"),
        (7, '"INF-"000', "INF-007"),
        (210, "General", "210"),
        ("12-2021", "@", "12-2021"),
        ("8.10", "@", "8.10"),
    ],
)
def test_a_number_in_a_column_of_codes_is_what_it_shows(catalog, number, look, kept):
    rows, said = typed(catalog, "deliverable", paper(number, look))
    assert rows[0]["document_number"] == kept and said == []


def test_a_number_that_may_have_lost_its_zero_is_told(catalog):
    rows, said = typed(catalog, "deliverable", paper(8.1))
    assert rows[0]["document_number"] == "8.1" and said == ["code_decimal"]


@pytest.mark.parametrize("look", ["dd/mm/yyyy", "mmm-yy", "yyyy-mm-dd"])
def test_a_code_that_excel_made_a_date_is_refused(catalog, look):
    _, problems = typed(catalog, "deliverable", paper(datetime(2021, 12, 1), look))
    assert codes(problems) == ["code_date"] and "I «N° de documento»" == problems[0].column


def test_a_date_in_a_note_is_written_as_a_person_reads_it(catalog):
    rows, _ = typed(
        catalog,
        "agreement",
        book(
            AGREEMENT,
            [["ACU-2021-901", "ACT-2021-01", "Mejora", "UPPM", datetime(2021, 7, 23), None, datetime(2021, 3, 15)]],
        ),
    )
    assert rows[0]["note"] == "15/03/2021"


@pytest.mark.parametrize("code", [20211100000012340, 1234567890123456, 2.02111000000999e16])
def test_a_code_of_more_digits_than_excel_keeps_is_refused(catalog, code):
    row = [code, "Reclamo", "Línea 1880", datetime(2021, 11, 3), "CAJ", "UCI", "Acceso", "Registrado", *[None] * 9]
    _, problems = typed(catalog, "qrd", book(QRD, [row]))
    assert codes(problems) == ["code_digits"]
    rows, _ = typed(catalog, "qrd", book(QRD, [["20211100000012341", *row[1:]]]))
    assert rows[0]["case_number"] == "20211100000012341"


def test_a_month_in_a_column_of_months_may_be_a_date(catalog):
    head = [column.heading for column in catalog.register("survey_answer").columns]
    columns = {column.heading: column for column in catalog.register("survey_answer").columns}
    row = [datetime(2021, 6, 1) if columns[heading].name == "wave" else columns[heading].example for heading in head]
    rows, problems = typed(catalog, "survey_answer", book(head, [row]))
    assert rows and rows[0]["wave"] == "2021-06", problems


# ---------------------------------------------------------------- days


def test_a_book_that_counts_from_1904_says_the_same_days_whatever_the_format_of_the_cell(catalog):
    """15/03/2018 is day 43,174 of Excel, and 1,462 fewer from 01/01/1904."""
    row = ["ACU-2021-901", "ACT-2021-01", "Mejora", "UPPM", 41_712, None, ""]
    rows, said = typed(catalog, "agreement", book(AGREEMENT, [row], {"Fecha límite": "General"}, from_1904=True))
    assert rows[0]["due_on"] == date(2018, 3, 15) and said == ["date_serial"]
    rows, said = typed(
        catalog, "agreement", book(AGREEMENT, [[*row[:4], 43_174, None, ""]], {"Fecha límite": "General"})
    )
    assert rows[0]["due_on"] == date(2018, 3, 15) and said == ["date_serial"]


HEADCOUNT = ["Cierre de mes", "Unidad", "Servidores"]


def test_a_month_in_a_cell_of_what_closes_a_month_is_its_last_day(catalog):
    """«dic-21» typed in Excel is kept as 01/12/2021; «nov-21» that a formula ended in 30/11/2021 is right."""
    rows = [[datetime(2021, 12, 1), "UTI", 80], [datetime(2021, 2, 1), "UTI", 81]]
    found, said = typed(catalog, "headcount", book(HEADCOUNT, rows, {"Cierre de mes": "mmm-yy"}))
    assert [row["period"] for row in found] == [date(2021, 12, 31), date(2021, 2, 28)] and said == []
    ends = [[datetime(2021, 12, 31), "UTI", 80], [datetime(2021, 2, 28), "UTI", 81]]
    found, said = typed(catalog, "headcount", book(HEADCOUNT, ends, {"Cierre de mes": "mmm-yy"}))
    assert [row["period"] for row in found] == [date(2021, 12, 31), date(2021, 2, 28)] and said == []


@pytest.mark.parametrize("day", [datetime(2021, 12, 1), datetime(2021, 12, 15), datetime(2021, 12, 30)])
def test_a_day_that_closes_no_month_is_refused_with_what_to_write(catalog, day):
    content = book(HEADCOUNT, [[day, "UTI", 80]], {"Cierre de mes": "dd/mm/yyyy"})
    _, problems = typed(catalog, "headcount", content)
    assert codes(problems) == ["not_date"] and "no es el último día de un mes" in problems[0].message


def due(days: list[datetime], look: str) -> bytes:
    rows = [[f"ACU-2021-9{n:02d}", "ACT-2021-01", "Mejora", "UPPM", day, None, ""] for n, day in enumerate(days)]
    return book(AGREEMENT, rows, {"Fecha límite": look})


@pytest.mark.parametrize("look", ["mmm-yy", "mmmm yyyy", "yyyy-mm"])
def test_a_month_in_a_cell_of_a_day_is_refused_as_its_text_is(catalog, look):
    _, problems = typed(catalog, "agreement", due([datetime(2021, 11, 1)], look))
    assert codes(problems) == ["not_date"] and "«nov-2021» es un mes y falta el día" in problems[0].message


def test_whole_days_that_their_format_hides_are_told(catalog):
    days = [datetime(2021, 11, 15), datetime(2021, 12, 1)]
    rows, said = typed(catalog, "agreement", due(days, "mmm-yy"))
    assert [row["due_on"] for row in rows] == [date(2021, 11, 15), date(2021, 12, 1)] and said == ["date_in_part"] * 2


@pytest.mark.parametrize("look", ["d-mmm", "dd/mm"])
def test_a_day_that_does_not_show_its_year_is_told_with_the_year_that_was_taken(catalog, look):
    prepared = prepare(Incoming("agreement", "x.xlsx", due([datetime(2026, 11, 15)], look)), catalog)
    (warning,) = prepared.warnings
    assert (warning.code, warning.row, warning.column) == ("date_in_part", 2, "E «Fecha límite»")
    assert "la que guarda es 15/11/2026: esa se cargó" in warning.message
    assert typed(catalog, "agreement", due([datetime(2026, 11, 15)], "dd/mm/yyyy"))[1] == []


# ---------------------------------------------------------------- hours


def test_a_lapse_and_an_hour_are_written_as_they_are_shown(catalog):
    for value, look, kept in (
        (timedelta(hours=30), "[h]:mm", "30:00"),
        (timedelta(hours=30, seconds=5), "[h]:mm:ss", "30:00:05"),
        (time(8, 5), "hh:mm", "08:05"),
        (time(8, 5, 9), "hh:mm:ss", "08:05:09"),
    ):
        content = book(
            AGREEMENT,
            [["ACU-2021-901", "ACT-2021-01", "Mejora", "UPPM", datetime(2021, 7, 23), None, value]],
            {"Nota": look},
        )
        rows, said = typed(catalog, "agreement", content)
        assert rows[0]["note"] == kept and said == []


def test_an_hour_that_excel_made_of_a_code_is_refused_but_where_hours_go(catalog):
    _, problems = typed(catalog, "deliverable", paper(time(8, 5), "hh:mm"))
    assert codes(problems) == ["code_date"] and "fecha u hora" in problems[0].message and "08:05" in problems[0].value
    register = catalog.register("minutes")
    head = [column.heading for column in register.columns if column.required or column.name == "starts_at"]
    filled = [
        time(9, 30) if column.name == "starts_at" else column.example
        for column in register.columns
        if column.heading in head
    ]
    rows, problems = typed(catalog, "minutes", book(head, [filled], {"Hora de inicio": "hh:mm"}))
    assert rows and rows[0]["starts_at"] == "09:30", problems


# ---------------------------------------------------------------- what says nothing

NOTHING = [
    "S/N",
    "s/n",
    "SN",
    "S.N.",
    "-",
    "--",
    "—",
    "–",
    "...",
    "N/A",
    "NA",
    "n.a.",
    "No aplica",
    "NO APLICA",
    "Pendiente",
    "PENDIENTE",
    "(pendiente)",
    "en trámite",
    "En tramite",
    "Por definir",
    "por emitir",
    "NULL",
    "null",
    "None",
    "NaN",
    "(en blanco)",
    "(blank)",
    "s/d",
    "Sin dato",
    "sin número",
    "Sin  número",
    "ninguno",
    "No tiene",
    "S/I",
    "N/D",
    "?",
    "0",
    "00",
    "x",
    "XX",
    ".",
    "_",
    "*",
    "/",
]


@pytest.mark.parametrize("word", NOTHING)
def test_a_word_is_no_document(catalog, word):
    rows, said = typed(catalog, "deliverable", paper(word, "@"))
    assert rows[0]["document_number"] is None and said == ["no_document"]


@pytest.mark.parametrize(
    "text",
    [
        "Informe N° ____-2021-MIDIS/PNADP-UTI",
        "Informe N° XXX-2021",
        "Informe N° …-2021",
        "Informe N° -2021-MIDIS/PNADP-UT05",
        "Informe N° 000-2021",
        "Informe N° ___-2021-MIDIS/PNADP-UT05",
        "Informe S/N",
        "Oficio s/n 2021",
        "Informe S/N del 15/03/2021",
        "INF-XXX-2021",
        "Informe N°",
        "Informe",
        "Informe 2021",
        "N°",
        "N° 0",
        "INF",
        "Adjunto",
        "Validado",
        "Entregado",
        "ok",
        "Sí",
        "ver correo",
        "Correo electrónico",
        "15/03/2021",
        "15-03-2021",
        "2021-03-15",
        "15 de marzo de 2021",
        "Mar-21",
        "setiembre de 2021",
    ],
)
def test_the_name_of_a_document_without_its_number_is_no_document(catalog, text):
    """In a cell and in a CSV."""
    rows, said = typed(catalog, "deliverable", paper(text, "@"))
    assert rows[0]["document_number"] is None and said == ["no_document"]
    line = f"{';'.join(PAPER)}\n2021;05;11;1;Informe;UPPM;29/11/2021;Informe;{text};Entregado\n"
    rows, said = typed(catalog, "deliverable", line.encode(), "x.csv")
    assert rows[0]["document_number"] is None and said == ["no_document"]


@pytest.mark.parametrize(
    "number",
    [
        "Informe N° 210-2021-MIDIS/PNADP-UTI",
        "Informe N° 0064-2021-MIDIS/PNADP-UCI",
        "RDE N° 180-2021-MIDIS/PNADP-DE",
        "210",
        "10",
        "00123",
        "12-2021",
        "01-2021",
        "Acta 5",
        "Acta 03",
        "Acta N° 3 del 15/03/2021",
        "Memorando 12",
        "Memorando Múltiple 12",
        "Oficio Múltiple N° D000045-2021-MIDIS",
        "INF-7",
        "Exp. 2021-0001234",
        "Informe S/N, Exp. 2021-0001234",
        "Informe N° 2021-2021-MIDIS",
        "Informe N° 210-____-MIDIS",
        "Informe N° 100-2021",
        "Informe N° 12-21",
    ],
)
def test_a_number_of_a_document_is_one(catalog, number):
    rows, said = typed(catalog, "deliverable", paper(number, "@"))
    assert rows[0]["document_number"] == number and said == []


@pytest.mark.parametrize(
    "word",
    [
        "N/A",
        "-",
        "s/d",
        "No aplica",
        "Pendiente",
        "0",
        "00/00/0000",
        "00/01/1900",
        "1900-01-00",
        "01/01/1900",
        "31/12/9999",
        "0000-00-00",
        "NULL",
        "en trámite",
        "01/01/1970",
    ],
)
def test_an_optional_date_that_says_nothing_is_asked_once_and_may_be_read_as_empty(catalog, word):
    rows = [[f"ACU-2021-9{n:02d}", "ACT-2021-01", "Mejora", "UPPM", datetime(2021, 7, 23), word, ""] for n in range(40)]
    content = book(AGREEMENT, rows)
    _, problems = typed(catalog, "agreement", content)
    assert (
        set(codes(problems)) == {"nothing"}
        and len({problem.message for problem in problems}) == 1
        and "leyéndolas como vacías" in problems[0].message
    )
    found, said = typed(catalog, "agreement", content, blank=True)
    assert [row["fulfilled_on"] for row in found] == [None] * 40 and set(said) == {"nothing_emptied"}


def test_what_is_required_is_never_read_as_empty(catalog):
    content = book(AGREEMENT, [["-", "ACT-2021-01", "Mejora", "UPPM", "N/A", None, ""]])
    for blank in (False, True):
        _, problems = typed(catalog, "agreement", content, blank=blank)
        assert codes(problems) == ["nothing", "nothing"] and all(
            "obligatoria" in problem.message for problem in problems
        )


@pytest.mark.parametrize("word", ["En proceso", "Pendiente", "EN TRÁMITE", "En curso", "en espera"])
def test_a_state_that_the_list_does_not_have_is_one_and_not_the_lack_of_it(whole_catalog, word):
    head = ["Código", "Fecha de recepción", "UT", "Unidad", "Tema", "Gravedad", "Estado", "Fecha de derivación"]
    head += ["Fecha de respuesta", "Fecha de desestimación"]
    line = ["A-2021-0001", datetime(2021, 7, 23), "CAJ", None, None, None, word, None, None, None]
    for blank in (False, True):
        (problem,) = typed(whole_catalog, "ctvc_alert", book(head, [line]), blank=blank)[1]
        assert problem.code == "unknown_code" and "borre la fila" not in problem.message
        assert "Recibida, En atención, Atendida y Desestimada" in problem.message


def test_what_goes_with_a_word_names_the_column_of_that_word(whole_catalog):
    head = [
        "Código",
        "Fecha del evento",
        "UT",
        "Tipo",
        "Severidad",
        "Días perdidos",
        "Fecha de investigación",
        "Estado",
    ]
    day = datetime(2021, 10, 18)
    lines = [
        ["SST-1", day, "CAJ", "Incidente", "Leve", None, None, "Reportado"],
        ["SST-2", day, "CAJ", "Accidente de trabajo", None, None, None, "Reportado"],
        ["SST-3", day, "CAJ", "Incidente", None, None, None, "Investigado"],
    ]
    _, problems = typed(whole_catalog, "sst_event", book(head, lines))
    assert {(each.code, each.row): each.message for each in problems} == {
        ("empty_when", 2): "Si «Tipo» es «Incidente», «Severidad» queda sin llenar. Borre ese dato o cambie «Tipo».",
        (
            "required_when",
            3,
        ): "Si «Tipo» es «Accidente de trabajo», falta «Severidad». Escriba ese dato o cambie «Tipo».",
        (
            "required_when",
            4,
        ): "Con estado «Investigado» falta «Fecha de investigación». Escriba ese dato o cambie el estado.",
    }


def test_a_box_that_is_ticked_is_a_yes_in_every_register(whole_catalog):
    found = []
    for register in whole_catalog.registers.values():
        for column in register.columns:
            if {"yes", "no"} <= set(whole_catalog.vocabularies.get(column.vocabulary, ())):
                find = code_finder(whole_catalog.vocabularies[column.vocabulary])
                assert {find(text) for text in ("VERDADERO", "TRUE", "Sí", "SI")} == {"yes"}, column
                assert {find(text) for text in ("FALSO", "FALSE", "No", "NO")} == {"no"}, column
                found.append(f"{register.name}.{column.name}")
    assert {"improvement_action.effective", "security_incident.personal_data", "soa_control.applies"} <= set(found)
    head = ["Código del socio", "Tipo de socio", "Riesgo de soborno", "Inicio de la relación", "Fin de la relación"]
    head += ["Compromiso antisoborno"]
    lines = [[f"SN-000{n}", "Proveedor de bienes", "Bajo", datetime(2021, 3, 1), None, bool(n)] for n in (1, 0)]
    rows, said = typed(whole_catalog, "business_associate", book(head, lines))
    assert [row["commitment"] for row in rows] == ["yes", "no"] and said == []


def test_a_mark_in_a_month_or_a_date_is_not_nothing(catalog):
    _, problems = typed(
        catalog,
        "agreement",
        book(AGREEMENT, [["ACU-2021-901", "ACT-2021-01", "Mejora", "UPPM", datetime(2021, 7, 23), "x", ""]]),
    )
    assert codes(problems) == ["not_date"]


@pytest.mark.parametrize(
    "text",
    [
        "#N/A",
        "#N/D",
        "#¿NOMBRE?",
        "#¡REF!",
        "#REF!",
        "#¡DIV/0!",
        "#¡VALOR!",
        "#¡NUM!",
        "#NULL!",
        "#¡NULO!",
        "#SPILL!",
        "#¡DESBORDAMIENTO!",
        "#¡CALC!",
        "#GETTING_DATA",
        "######",
        "#CAMPO!",
    ],
)
def test_an_error_of_excel_is_one_in_any_language_and_in_a_csv(catalog, text):
    line = f"2021;05;11;1;Informe;UPPM;29/11/2021;Informe;{text};Entregado"
    _, problems = typed(catalog, "deliverable", f"{';'.join(PAPER)}\n{line}\n".encode(), "x.csv")
    assert is_error(text) and codes(problems) == ["cell_error"]
    assert not is_error("#5 de 2021") and not is_error("#hashtag") and not is_error("# 12")


def test_zeros_and_ends_of_time():
    assert all(map(is_zero, ("0", "00/00/0000", "0/1/1900", "00:00:00", "0000-00-00"))) and not any(
        map(is_zero, ("10", "1/1/2000", "", "100", "1900"))
    )
    assert (
        is_no_day(date(1899, 12, 31))
        and is_no_day(date(9999, 12, 31))
        and not is_no_day(date(1821, 7, 28))
        and not is_no_day(date(2021, 1, 1))
    )


def test_no_word_of_a_vocabulary_is_taken_for_nothing(catalog):
    says_nothing = nothing_finder(catalog.vocabularies["nothing"])
    assert says_nothing("Pendiente") and not says_nothing("Reclamo")
    for register in catalog.registers.values():
        for column in register.columns:
            if column.vocabulary:
                for word in catalog.vocabularies[column.vocabulary].values():
                    if says_nothing(word.label):  # a code is looked for first, so such a label still is itself
                        made = typed_word(catalog, column, word.label)
                        assert made == word.code


def typed_word(catalog, column, text: str) -> object:
    return parser(column, catalog.vocabularies)(text)[0]


def test_unsupported_deliverables_do_not_move(demo_snapshot, catalog):
    """Activity 05 of November is overdue in the demonstration: a paper «S/N» changes its row and gives it no
    document."""
    prepared = prepare_for(demo_snapshot.connection, catalog, Incoming("deliverable", "x.xlsx", paper("S/N", "@")))
    report = preview(demo_snapshot.connection, catalog, prepared)
    assert (report.new, report.changed, report.removed) == (0, 1, 0) and prepared.parts["deliverable"][
        "document_number"
    ].to_pylist() == [None]
