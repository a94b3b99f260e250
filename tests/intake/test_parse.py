"""Proves that a written value becomes the right value or a named fault, never a guess."""

from datetime import date

import pytest

from sig_metrics.catalog.model import YEAR_MONTH, Code, Column
from sig_metrics.intake.values.parse import parser
from sig_metrics.language.nearest import nearest_name

UNITS = {
    "UPPM": Code("UPPM", "UPPM", 0, "Unidad de Planeamiento, Presupuesto y Modernización"),
    "URH": Code("URH", "URH", 1, "Unidad de Recursos Humanos", aliases=("recursos humanos",)),
    "ALL": Code("ALL", "Todas", 2, "Todas las unidades"),
}


def read(text: str, kind: str = "text", **limits):
    limits.setdefault("vocabulary", "unit" if kind in ("code", "codes") else "")
    return parser(Column("c", "Columna", kind, "", **limits), {"unit": UNITS})(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", (0, "")),
        ("12", (12, "")),
        ("-3", (-3, "")),
        ("+7", (7, "")),
        ("007", (7, "")),
        ("1.5", (None, "not_int")),
        ("12.0", (12, "")),
        ("1,234", (None, "ambiguous.whole")),
        ("1,234,567", (1234567, "")),
        ("dos", (None, "not_int")),
        ("2 3", (None, "not_int")),
        ("1E+05", (None, "number_cut")),
        ("1.5E+00", (None, "not_int")),
        ("12 %", (None, "not_int.percent")),
        ("S/ 12", (None, "not_int")),
        ("9" * 16, (None, "not_int")),
        ("VERDADERO", (None, "not_int")),
        ("", (None, "")),
    ],
)
def test_whole_numbers(text, expected):
    assert read(text, "int") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234.5", (1234.5, "")),
        ("1,234.5", (1234.5, "")),
        ("1,234,567", (1234567.0, "")),
        ("S/ 60,000.00", (60000.0, "")),
        ("S/. 1,200", (1200.0, "")),
        ("-2.50", (-2.5, "")),
        ("0", (0.0, "")),
        ("1,23,4", (None, "not_decimal")),
        ("nan", (None, "not_decimal")),
        ("inf", (None, "not_decimal")),
        (".5", (None, "not_decimal")),
    ],
)
def test_decimals_in_peruvian_form(text, expected):
    assert read(text, "decimal") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("0", "below"), ("1", ""), ("12", ""), ("13", "above"), ("-1", "below")]
)
def test_limits_include_their_ends(text, expected):
    assert read(text, "int", minimum=1, maximum=12)[1] == expected


@pytest.mark.parametrize("text", ["2021-11-26", "26/11/2021", "26-11-2021", "26.11.2021", "2021-11-26 00:00:00"])
def test_dates(text):
    assert read(text, "date") == (date(2021, 11, 26), "")


def test_codes_that_excel_keeps_as_numbers():
    shape = {"pattern": r"\d{2}", "pad": 2}
    assert read("1", **shape) == ("01", "") and read("25", **shape) == ("25", "")
    assert read("125", **shape) == (None, "pattern") and read("1a", **shape) == (None, "pattern")
    assert read("7") == ("7", "") and read("1.0", **shape) == ("01", "")


@pytest.mark.parametrize("text", ["1E+05", "2.10021E+11", "4,5E+07"])
def test_a_code_that_excel_turned_into_a_power_of_ten_is_lost(text):
    assert read(text) == (None, "code_exponent")
    assert read(f"caso {text}") == (f"caso {text}", "")


@pytest.mark.parametrize("text", ["UPPM", "uppm", " Uppm ", "Unidad de planeamiento, presupuesto y MODERNIZACION"])
def test_one_code_in_every_spelling(text):
    assert read(text, "code") == ("UPPM", "")


def test_unknown_and_empty_codes():
    assert read("UPPN", "code") == (None, "unknown_code") and read("", "code") == (None, "")
    assert read("UPPM/URH", "code") == (None, "unknown_code")


@pytest.mark.parametrize(
    "text",
    [
        "URH/UPPM",
        "urh / uppm",
        "URH, UPPM",
        "URH; UPPM",
        "URH y UPPM",
        "URH|UPPM",
        "URH + UPPM",
        "URH\nUPPM",
        "Recursos Humanos · UPPM",
        "URH\ny UPPM",
        "URH; y UPPM",
        "Recursos Humanos, y UPPM",
        "URH/UPPM/URH",
        "URH e UPPM",
        "URH UPPM",
        "URH-UPPM",
        "URH – UPPM",
        "URH, UPPM y URH",
        "URH (Unidad de Recursos Humanos) / UPPM",
    ],
)
def test_several_codes_keep_their_order_once(text):
    assert read(text, "codes") == ("URH/UPPM", "")


@pytest.mark.parametrize(
    "text",
    [
        "Unidad de Recursos Humanos (URH)",
        "URH (Unidad de Recursos Humanos)",
        "URH (recursos humanos)",
        "URH - Unidad de Recursos Humanos",
        "Unidad de Recursos Humanos – URH",
        "URH: Unidad de Recursos Humanos",
    ],
)
def test_a_code_beside_its_own_name_is_that_code(text):
    assert read(text, "code") == ("URH", "") == read(text, "codes")


@pytest.mark.parametrize("text", ["UPPM (Unidad de Recursos Humanos)", "URH (de Lima)", "URH - UPPM", "Otra (URH)"])
def test_a_code_beside_another_name_is_refused(text):
    assert read(text, "code") == (None, "unknown_code")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ISO 27001 e ISO 45001", "SGSI/SGSST"),
        ("ISO 9001:2015", "SGC"),
        ("ISO 9001:2015 e ISO/IEC 27001:2013", "SGC/SGSI"),
        ("SGC-SGAS", "SGC/SGAS"),
        ("SGC SGAS", "SGC/SGAS"),
        ("SGC\nSGAS", "SGC/SGAS"),
        ("Gestión de la Calidad (SGC)", "SGC"),
    ],
)
def test_the_systems_of_a_cell_as_they_are_written(whole_catalog, text, codes):
    column = Column("systems", "Sistemas", "codes", "", vocabulary="system")
    assert parser(column, whole_catalog.vocabularies)(text) == (codes, "")


@pytest.mark.parametrize(
    ("text", "pattern", "code"),
    [
        ("caj", "[A-Z]{3}", "CAJ"),
        ("Caj", "[A-Z]{3}", "CAJ"),
        ("CAJ.", "[A-Z]{3}", "CAJ"),
        ("a-2020-0001", "[A-Z0-9][A-Z0-9./-]{1,29}", "A-2020-0001"),
        ("A–2021–9001", "[A-Z0-9][A-Z0-9./-]{1,29}", "A-2021-9001"),
        ("A - 2021 - 9001", "[A-Z0-9][A-Z0-9./-]{1,29}", "A-2021-9001"),
        ("pln–01", r"[A-Z]{3}-\d{2}", "PLN-01"),
    ],
)
def test_the_dress_of_a_code_is_taken_off(text, pattern, code):
    assert read(text, pattern=pattern) == (code, "")


@pytest.mark.parametrize(
    ("text", "pattern"),
    [("reclamo", "[A-Z0-9][A-Z0-9./-]{1,29}"), ("caja", "[A-Z]{3}"), ("c a j", "[A-Z]{3}"), ("Mtorres7", "[a-z]{7}7")],
)
def test_what_is_not_a_code_in_any_dress_is_refused(text, pattern):
    assert read(text, pattern=pattern) == (None, "pattern")


@pytest.mark.parametrize("text", ["19", "19.", "19.0", "Act. 19", "ACT 19", "Actividad 19", "N° 19", "Nº19"])
def test_the_number_of_an_activity_as_the_annex_takes_it(catalog, text):
    column = next(column for column in catalog.register("deliverable").columns if column.name == "activity")
    assert parser(column, catalog.vocabularies)(text) == ("19", "")
    assert parser(column, catalog.vocabularies)("Act. 5") == ("05", "")
    assert parser(column, catalog.vocabularies)("Acta 19") == (None, "pattern")


def test_one_bad_code_spoils_the_list():
    assert read("URH/XX", "codes") == (None, "unknown_code") and read("/", "codes") == (None, "nothing")
    assert read("Unidad de Planeamiento, Presupuesto y Modernización / URH", "codes") == ("UPPM/URH", "")
    assert read("Todas", "codes") == ("ALL", "")


@pytest.mark.parametrize("text", ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#¡VALOR!"])
@pytest.mark.parametrize("kind", ["text", "int", "decimal", "date", "code", "codes"])
def test_an_excel_error_is_a_fault_in_any_column(text, kind):
    assert read(text, kind) == (None, "cell_error")


def test_words_that_mean_no_value():
    for text in ("No aplica", "NO APLICA", " no  aplica. ", "-"):
        assert read(text, "int", null_words=("No aplica", "-")) == (None, "")
    assert read("No aplica", "int") == (None, "not_int")


def test_every_example_of_the_catalogue_is_accepted(catalog):
    tried = 0
    for register in catalog.registers.values():
        for column in register.columns:
            if column.example:
                value, fault = parser(column, catalog.vocabularies)(column.example)
                assert fault == "" and value is not None, (register.name, column.name, column.example, fault)
                tried += 1
            if column.vocabulary:
                for word in catalog.vocabularies[column.vocabulary].values():
                    for text in (word.code, word.label, word.name or word.code, *word.aliases):
                        assert parser(column, catalog.vocabularies)(text)[0] == word.code, (
                            register.name,
                            column.name,
                            text,
                        )
    assert tried > 60


WAVE = {"pattern": YEAR_MONTH}


@pytest.mark.parametrize(
    "text", ["2021-01", "202101", "ene-21", "Ene. 2021", "enero de 2021", "01/2021", "1/2021", "2021-01-01"]
)
def test_a_text_that_is_a_month_is_read_in_every_form(text):
    assert read(text, **WAVE) == ("2021-01", "")


@pytest.mark.parametrize("text", ["2021-13", "202113", "2021-01-02", "enero", "2021", "ene-87", "eno-21", "01/01/2021"])
def test_what_is_no_month(text):
    assert read(text, **WAVE) == (None, "pattern")


def test_a_column_of_months_takes_their_names():
    def month(text, name):
        return parser(Column(name, "Mes", "int", "", minimum=1, maximum=12), {})(text)

    for n, name in enumerate(
        ("Enero ", "FEBRERO", "mar", "Abr.", "mayo", "jun", "Julio", "ago", "Set.", "oct", "nov", "DICIEMBRE"), 1
    ):
        assert month(name, "month") == (n, "") == month(name, "programmed_month")
    assert month("Setembre", "month")[1] == "not_int" and month("Enero", "quantity")[1] == "not_int"
    assert month("0", "month")[1] == "below" and month("13", "month")[1] == "above"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("respodnido", "Respondido"),
        ("Respondidos", "Respondido"),
        ("Notificado parcialmente", "Notificado"),
        ("en atencion.", "En atención"),
        ("contestado", ""),
        ("ERRORNOHAYRESULTADOS", ""),
        ("", ""),
        ("xx", ""),
        ("archivado", ""),
        ("Registrado y notificado", ""),
    ],
)
def test_a_state_is_suggested_only_when_it_is_near(whole_catalog, text, near):
    assert nearest_name(text, [word.named for word in whole_catalog.vocabularies["qrd_state"].values()]) == near


@pytest.mark.parametrize(
    ("vocabulary", "text", "near"),
    [
        ("day_kind", "No laborable", "No laborable (sector público)"),
        ("day_kind", "Día no laborable", "No laborable (sector público)"),
        ("day_kind", "Laborables", "Laborable"),
        ("legal_evaluation", "Incumple", ""),
        ("legal_evaluation", "No cumplen", "No cumple"),
        ("legal_evaluation", "Cumplen", "Cumple"),
        ("sst_applies", "No aplicable", "No aplica"),
        ("suggestion_state", "Viable", ""),
    ],
)
def test_the_contrary_of_a_word_is_never_suggested(whole_catalog, vocabulary, text, near):
    assert nearest_name(text, [word.named for word in whole_catalog.vocabularies[vocabulary].values()]) == near


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("UPPN", "UPPM"),
        ("UTTI", "UTI"),
        ("U.T.I", ""),
        ("Unidad de Comunicaciones", "UCI"),
        ("Oficina de Tecnologías de Información", "UTI"),
        ("Unidad de Planeamiento y Presupuesto", "UPPM"),
        ("Oficina de Asesoría Legal", "UAJ"),
        ("Recursos Humano", "URH"),
        ("UT", ""),
        ("Unidad de Operaciones", ""),
        ("ERRORNOHAYRESULTADOS", ""),
        ("Logística", ""),
    ],
)
def test_an_old_name_of_a_unit_leads_to_the_unit_of_today(whole_catalog, text, near):
    assert nearest_name(text, [word.named for word in whole_catalog.vocabularies["unit"].values()]) == near
