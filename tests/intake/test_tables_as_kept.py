"""Proves what is read of a table as offices keep it, and in which one sentence it is refused: what would have come in
twice, or been lost, without a word."""

import openpyxl
import pytest
from test_read import book, refusal, saved

from conftest import codes
from sig_metrics.intake.prepare import Incoming, prepare
from sig_metrics.intake.table.read import read_file
from sig_metrics.language.problems import Refused

AGREED = ["Acuerdo", "Acta", "Tipo", "Unidad", "Fecha límite", "Fecha de cumplimiento"]
SPENT = [
    *("Año", "Mes", "Tarea", "PIA (S/)", "PIM (S/)"),
    *("Certificado (S/)", "Comprometido (S/)", "Devengado (S/)"),
]


def agreed(n: int, *others) -> list:
    return [f"ACU-2021-{n}", "ACT-2021-02", "Mejora", "UPPM", "15/03/2021", "20/03/2021", *others]


def merged(rows: list[list], *blocks: str) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for block in blocks:
        made.active.merge_cells(block)
    return saved(made)


@pytest.fixture
def agreement(whole_catalog):
    return whole_catalog.register("agreement")


@pytest.fixture
def spent(whole_catalog):
    return whole_catalog.register("budget_execution")


# merged cells


def test_a_number_merged_over_two_rows_is_refused_with_its_cells(whole_catalog, spent):
    homes = ["Año", "Bimestre", "UT", "Hogares afiliados", "Hogares abonados"]
    content = merged([homes, [2021, 6, "CAJ", 300, 280], [2021, 6, "PIU", None, None]], "A2:A3", "D2:D3", "E2:E3")
    (problem,) = refusal("x.xlsx", content, whole_catalog.register("household"))
    assert (problem.code, problem.row) == ("merged_number", 2) and "(D2:D3 y E2:E3)" in problem.message
    rows = [SPENT, [2021, 12, "Auditoría", 60000, 60000, 1, 1, 100], [2021, 12, "Asistencia", None, 5, 1, 1, 200]]
    (problem,) = refusal("x.xlsx", merged(rows, "D2:D3"), spent)
    assert problem.code == "merged_number" and "D2:D3" in problem.message


def test_one_value_merged_over_two_columns_is_refused_with_its_cells(agreement):
    content = merged([AGREED, agreed(1), [*agreed(2)[:5], None]], "E3:F3")
    (problem,) = refusal("x.xlsx", content, agreement)
    assert (problem.code, problem.row) == ("merged_across", 3) and "(E3:F3)" in problem.message


def test_a_text_a_date_and_a_key_merged_downwards_are_of_all_their_rows_and_told_with_their_cells(agreement, spent):
    rows = [AGREED, agreed(1), [*agreed(2)[:3], None, None, None]]
    table = read_file("x.xlsx", merged(rows, "D2:D3", "E2:E3"), agreement)
    assert table.columns["unit"] == ["UPPM", "UPPM"] and table.columns["due_on"] == ["15/03/2021", "15/03/2021"]
    assert codes(table.warnings) == ["cells_merged"] and "2 bloques" in table.warnings[0].message
    assert "(D2:D3 y E2:E3)" in table.warnings[0].message
    rows = [SPENT, [2021, 12, "Auditoría", 6, 6, 1, 1, 1], [None, None, "Asistencia", 5, 5, 1, 1, 2]]
    table = read_file("x.xlsx", merged(rows, "A2:A3", "B2:B3"), spent)
    assert table.columns["year"] == ["2021", "2021"] and table.columns["month"] == ["12", "12"]


# CSV


def lines(*rows: list) -> bytes:
    return "".join(";".join(map(str, row)) + "\r\n" for row in rows).encode()


def test_a_code_that_a_system_dressed_as_a_formula_is_the_code(agreement):
    content = lines(
        ['="Acuerdo"', *AGREED[1:], "Nota"],
        ['="ACU-2020-009"', *agreed(1)[1:], '="a ""b"""'],
        ['"=""ACU-2020-010"""', *agreed(2)[1:4], '="24/07/2020"', "", '=1+"2"'],
    )
    table = read_file("x.csv", content, agreement)
    assert table.columns["agreement"] == ["ACU-2020-009", "ACU-2020-010"]
    assert table.columns["due_on"] == ["15/03/2021", "24/07/2020"] and table.columns["note"] == ['a "b"', '=1+"2"']


def test_a_row_inside_the_quotes_of_another_is_refused_with_its_lines(agreement):
    content = lines([*AGREED, "Nota"], agreed(1, '"ver acta'), agreed(2, 'ver acta"'), agreed(3, "x"))
    for start, rows in ((b"", "2 a 3"), (b"sep=;\r\n", "3 a 4")):
        (problem,) = refusal("x.csv", start + content, agreement)
        assert (problem.code, problem.row) == ("file_swallowed", 2) and f"líneas {rows} " in problem.message


def test_a_note_of_several_lines_is_read(agreement):
    note = "ver acta:\n- A; B; C; D; E; F; G; H\n- SGC;SGAS;SGSI\nLima;Ica;Piura;Tacna;Cusco;Puno;Loreto"
    table = read_file("x.csv", lines([*AGREED, "Nota"], agreed(1, f'"{note}"'), agreed(2, "x")), agreement)
    assert table.columns["note"] == [note, "x"]


def test_the_end_of_a_text_of_ms_dos_is_no_row(agreement):
    content = lines(["Acuerdo", *AGREED[1:]], agreed(1)).decode().encode("cp1252")
    for end in (b"\x1a", b"\x1a\x1a\x1a", b"\x1a\r\n"):
        assert read_file("x.csv", content + end, agreement).columns["agreement"] == ["ACU-2021-1"]


def test_lines_that_came_whole_in_quotes_are_read(agreement):
    content = lines(
        [f'"{";".join([*AGREED, "Nota"])}"'],
        [f'"{";".join(agreed(1))};""uno; dos"""', ""],
        [f'"{";".join(agreed(2))};"'],
    )
    table = read_file("x.csv", content, agreement)
    assert table.columns["agreement"] == ["ACU-2021-1", "ACU-2021-2"] and table.rows == [2, 3]
    assert table.columns["note"] == ["uno; dos", ""]


# rows


@pytest.mark.parametrize(
    "task",
    [
        *("Subtotal UPPM", "Sub-total UPPM", "Total presupuesto", "Presupuesto total", "Acumulado", "T O T A L"),
        *("TOTALES S/.", "Acumulado a diciembre", "Suma", "TOTAL", "% de ejecución"),
        *("Promedio", "PROMEDIOS", "Σ"),
    ],
)
def test_a_total_with_all_its_data_is_read_and_told(spent, task):
    content = book([SPENT, [2021, 12, "Auditoría", 6, 6, 1, 1, 1], [2021, 12, task, 6, 6, 1, 1, 1]])
    table = read_file("x.xlsx", content, spent)
    assert table.columns["task"] == ["Auditoría", task]
    assert [(each.code, each.row) for each in table.warnings] == [("rows_total_kept", 3)]
    assert "fila 3" in table.warnings[0].message


@pytest.mark.parametrize("every", ["Todas", "TODAS LAS UNIDADES"])
@pytest.mark.parametrize(
    ("register", "head", "of_a_unit"),
    [
        ("headcount", ["Cierre de mes", "Unidad", "Servidores"], lambda unit, n: ["30/11/2021", unit, n]),
        (
            "qrd_monthly",
            ["Año", "Mes", "Tipo", "Canal", "Unidad", "Estado", "Cantidad"],
            lambda unit, n: [2021, 7, "Reclamo", "Línea 1880", unit, "Respondido", n],
        ),
    ],
)
def test_all_the_units_beside_each_of_them_are_their_total(whole_catalog, register, head, of_a_unit, every):
    rows = [of_a_unit("UTI", 10), of_a_unit("UCI", 5), of_a_unit(every, 15)]
    with pytest.raises(Refused) as caught:
        prepare(Incoming(register, "x.xlsx", book([head, *rows])), whole_catalog)
    (problem,) = caught.value.problems
    assert (problem.code, problem.row) == ("unit_total", 4)
    assert problem.message == (
        f"«{every}» es el total de las unidades que están en otras filas, y se sumaría a ellas. Borre la fila."
    )
    alone = prepare(Incoming(register, "x.xlsx", book([head, of_a_unit(every, 15)])), whole_catalog)
    assert [row["unit"] for row in alone.parts[register].to_pylist()] == ["ALL"]


def test_all_the_units_may_owe_what_each_owes_too(whole_catalog, agreement):
    both = [agreed(1), [*agreed(2)[:3], "Todas", *agreed(2)[4:]]]
    rows = prepare(Incoming("agreement", "x.xlsx", book([AGREED, *both])), whole_catalog).parts["agreement"]
    assert rows["unit"].to_pylist() == ["UPPM", "ALL"]


@pytest.mark.parametrize(
    "summary",
    [
        [["Estado", "Cantidad"], ["Vigente", 3], ["Vencida", 5]],
        [["Estado", "Cantidad", "%"], ["Vigente", 3, 0.4], ["Vencida", 5, 0.6]],
        [["Unidad", "Total", "Observación"], ["UTI", 3, "al día"]],
    ],
)
@pytest.mark.parametrize(
    ("register", "head", "row"),
    [
        ("headcount", ["Cierre de mes", "Unidad", "Servidores"], ["30/11/2021", "UTI", 10]),
        (
            "due_diligence",
            ["Código del socio", "Fecha de la debida diligencia", "Vigente hasta"],
            ["SN-0012", "15/03/2021", "14/03/2022"],
        ),
    ],
)
def test_another_table_below_one_of_few_columns_is_told_once(whole_catalog, register, head, row, summary):
    (problem,) = refusal("x.xlsx", book([head, row, [], *summary]), whole_catalog.register(register))
    assert (problem.code, problem.row) == ("rows_below", 4)


@pytest.mark.parametrize(
    ("register", "head", "hint", "row"),
    [
        (
            "headcount",
            ["Cierre de mes", "Unidad", "Servidores"],
            ["dd/mm/aaaa", "sigla", "n°"],
            ["30/11/2021", "UTI", 9],
        ),
        (
            "sst_hours",
            ["Año", "Mes", "UT", "Trabajadores", "Horas-hombre"],
            ["AAAA", "MM", "XXX", "cantidad", "horas"],
            [2021, 11, "CAJ", 10, 1800],
        ),
        (
            "training",
            ["Evento", "Tema", "Sistemas", "Fecha", "Horas"],
            ["Código", "Breve", "SGC/SGAS", "(dd/mm/aaaa)", "obligatorio"],
            ["CAP-2021-07", "Riesgos", "SGC", "16/08/2021", 4],
        ),
    ],
)
def test_a_row_that_explains_the_columns_is_told_once(whole_catalog, register, head, hint, row):
    (problem,) = refusal("x.xlsx", book([head, hint, row]), whole_catalog.register(register))
    assert (problem.code, problem.row) == ("rows_doubtful", 2) and "o bórrelo" in problem.message


def test_a_first_row_with_one_day_in_words_is_a_row(whole_catalog):
    head = ["Evento", "Tema", "Sistemas", "Fecha", "Horas"]
    rows = [["CAP-1", "Riesgos", "SGC", "por definir", 4], ["CAP-2", "Riesgos", "SGC", "16/08/2021", 4]]
    with pytest.raises(Refused) as caught:
        prepare(Incoming("training", "x.xlsx", book([head, *rows])), whole_catalog)
    assert [(each.code, each.row) for each in caught.value.problems] == [("nothing", 2)]


def test_a_date_that_cannot_be_read_below_a_blank_row_is_still_one(whole_catalog):
    head = ["Cierre de mes", "Unidad", "Servidores"]
    rows = [["30/11/2021", "UTI", 10], [], ["fin de año", "UTI", 12], ["31/13/2021", "UCI", 5]]
    with pytest.raises(Refused) as caught:
        prepare(Incoming("headcount", "x.xlsx", book([head, *rows])), whole_catalog)
    assert [(each.code, each.row) for each in caught.value.problems] == [("not_date", 4), ("not_date", 5)]


@pytest.mark.parametrize("task", ["Totalizar las horas", "Reforma total del archivo", "Sumario", "A", "S P"])
def test_a_task_is_no_total(spent, task):
    assert read_file("x.xlsx", book([SPENT, [2021, 12, task, 6, 6, 1, 1, 1]]), spent).warnings == []


def test_a_row_of_percentages_below_the_amounts_is_left_out_or_is_one_problem(spent):
    rows = [
        SPENT,
        [2021, 12, "Auditoría", 6, 6, 1, 1, 1],
        [2021, 12, "% de ejecución", None, None, "71%", "53%", "27%"],
    ]
    table = read_file("x.xlsx", book(rows), spent)
    assert table.columns["task"] == ["Auditoría"]
    assert [(each.code, each.row) for each in table.warnings] == [("rows_total", 3)]
    rows[2][2] = "Porcentaje de ejecución"
    assert codes(refusal("x.xlsx", book(rows), spent)) == ["rows_below"]


@pytest.mark.parametrize("code", ["Ejemplo:", "EJEMPLO 1", "Texto de ejemplo", "ANULADO", "(anulada)"])
def test_an_example_or_what_was_annulled_is_no_code(agreement, code):
    rows = [AGREED, agreed(1), [code, *agreed(2)[1:]], agreed(3)]
    (problem,) = refusal("x.xlsx", book(rows), agreement)
    assert (problem.code, problem.row) == ("rows_example", 3) and "fila 3" in problem.message


@pytest.mark.parametrize(
    "row",
    [
        [1, 2, 3, 4, 5, 6],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [2, 3, 4, 5, 6, 7],
        ["a", "b", "c", "d", "e", "f"],
        ["texto", "texto", "lista", "lista", "fecha", "fecha"],
        ["varchar(20)", "varchar(20)", "text", "text", "date", "date"],
        ["---", "---", "---", "---", "---", "---"],
        ["-------", "-", "----", "------", "-----", "---"],
    ],
    ids=str,
)
def test_what_numbers_types_or_underlines_the_columns_is_left_out(agreement, row):
    table = read_file("x.xlsx", book([AGREED, row, agreed(1), agreed(2)]), agreement)
    assert table.columns["agreement"] == ["ACU-2021-1", "ACU-2021-2"]
    assert [(each.code, each.row) for each in table.warnings] == [("rows_heading", 2)]


def test_numbers_that_do_not_follow_one_another_are_data(whole_catalog):
    register = whole_catalog.register("ctvc_monthly")
    head = ["Año", "Mes", "Estado", "Cantidad"]
    table = read_file("x.xlsx", book([head, [2021, 1, "Atendida", 2], [1, 2, 3, 5]]), register)
    assert table.rows == [2, 3] and table.warnings == []


def test_values_written_once_for_several_rows_are_one_problem(whole_catalog, agreement):
    head = ["Año", "Mes", "Tipo", "Canal", "Unidad", "Estado", "Cantidad"]
    pivot = [
        [2021, 12, "Reclamo", "Web", "UTI", "Notificado", 24],
        [None, None, None, "Correo", "UTI", "Notificado", 3],
        [None, None, "Total Reclamo", None, None, None, 27],
        [None, None, "Queja", "Web", "UTI", "Notificado", 5],
        ["Total general", None, None, None, None, None, 32],
    ]
    (problem,) = refusal("x.xlsx", book([head, *pivot]), whole_catalog.register("qrd_monthly"))
    assert (problem.code, problem.row) == ("rows_blank", 3) and "filas 3 y 5" in problem.message
    assert "(«Año», «Mes» y «Tipo»)" in problem.message
    once = [[f"ACU-2021-{n}", None, None, "UPPM" if n == 4 else None, "15/03/2021", None] for n in range(2, 6)]
    (problem,) = refusal("x.xlsx", book([AGREED, agreed(1), *once]), agreement)
    assert (problem.code, problem.row) == ("rows_blank", 3) and "filas 3 a 6" in problem.message


# texts and headings


def test_a_letter_that_became_a_question_mark_is_told_once(agreement):
    notes = ["Aprobaci?n de la pol?tica", "¿Se aprobó? Sí", "ver https://x.pe/doc?id=3 y lista.aspx?id=4", "la UPPM?"]
    rows = [[*AGREED, "Nota"], *(agreed(n, note) for n, note in enumerate(notes, 1))]
    table = read_file("x.xlsx", book(rows), agreement)
    assert table.columns["note"] == notes
    assert [(each.code, each.row) for each in table.warnings] == [("letters_broken", 2)]
    assert "1 celda: fila 2 («Aprobaci?n de la pol?tica»)" in table.warnings[0].message


def test_a_heading_merged_over_two_columns_is_one_when_the_second_is_empty(agreement):
    rows = [[*AGREED, "Nota", None], agreed(1, "larga", None), agreed(2, "otra", None)]
    for blocks in (["G1:H1"], ["G1:H1", "G2:H2", "G3:H3"]):
        table = read_file("x.xlsx", merged(rows, *blocks), agreement)
        assert table.columns["note"] == ["larga", "otra"] and table.warnings == []
    rows[2][7] = "resto"
    assert codes(refusal("x.xlsx", merged(rows, "G1:H1"), agreement)) == ["header_twice"]


def test_the_mark_of_a_footnote_and_a_format_are_no_part_of_a_heading(agreement, spent):
    head = ["Acuerdo:", "Acta*", "Tipo (1)", "Unidad 1/", "Fecha límite (dd/mm/aaaa)", "FECHA DE CUMPLIMIENTO²"]
    head.append("Nota *")
    table = read_file("x.xlsx", book([head, agreed(1, "x")]), agreement)
    assert table.came == ("agreement", "minutes", "kind", "unit", "due_on", "fulfilled_on", "note")
    assert table.columns["note"] == ["x"] and table.warnings == []
    # one that has it in its own name
    assert read_file("x.xlsx", book([SPENT, [2021, 12, "A", 6, 5, 1, 1, 1]]), spent).columns["pim"] == ["5"]
    twice = book([[*AGREED, "Unidad (1)"], agreed(1, "UTI")])
    assert codes(read_file("x.xlsx", twice, agreement).warnings) == ["header_unknown"]


def test_a_table_left_in_one_column_is_told_with_what_to_do(agreement):
    rows = [["Acuerdos de 2021"], [";".join(AGREED)], [";".join(agreed(1))]]
    (problem,) = refusal("x.xlsx", book(rows), agreement)
    assert (problem.code, problem.row) == ("header_together", 2)
    assert "Datos › Texto en columnas" in problem.message and "punto y coma" in problem.message
    assert codes(refusal("x.xlsx", book([["Acuerdos, actas y más"]]), agreement)) == ["header_missing"]


def test_one_column_that_is_missing_says_what_to_do(agreement):
    (problem,) = refusal("x.xlsx", book([AGREED[:4] + AGREED[5:], agreed(1)[:4] + agreed(1)[5:]]), agreement)
    assert problem.message == "Falta la columna «Fecha límite». Use la plantilla o escriba ese encabezado."


def test_headings_in_other_letters_are_one_problem_that_says_so(spent):
    (problem,) = refusal("x.xlsx", book([["AÃ±o", *SPENT[1:]], [2021, 12, "A", 6, 6, 1, 1, 1]]), spent)
    assert (problem.code, problem.row) == ("header_misread", 1)
    assert "(«AÃ±o» por «Año»)" in problem.message and "65001: Unicode (UTF-8)" in problem.message


def test_a_sheet_that_repeats_the_others_is_one_problem(agreement):
    sheets = {"Sesión 2": [AGREED, agreed(3)], "Consolidado": [AGREED, agreed(1), agreed(2), agreed(3)]}
    (problem,) = refusal("x.xlsx", book([AGREED, agreed(1), agreed(2)], "Sesión 1", **sheets), agreement)
    assert problem.code == "sheets_repeated"
    assert problem.message == (
        "La hoja «Consolidado» repite las filas de «Sesión 1» y «Sesión 2». Quítela, o deje solo esa."
    )


def test_what_is_told_of_one_row_or_column_is_said_of_one(agreement):
    rows = [[*AGREED, None, "Tipo"], agreed(1, None, "x"), agreed(2)]
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.active.row_dimensions[3].hidden = True
    table = read_file("x.xlsx", saved(made), agreement)
    assert [each.message for each in table.warnings] == [
        "Lo que está al lado de la tabla (columna H) no es de este registro y no se lee.",
        "Filas ocultas o filtradas que también se cargan: 1 (fila 3). Si no corresponde cargar lo oculto, bórrelo del archivo.",
    ]
    (problem,) = refusal("x.xlsx", book([[*AGREED, ""], agreed(1, "x")]), agreement)
    assert problem.message == "Hay datos sin encabezado desde la fila 2: columna G. Escriba su encabezado, o bórrelos."
