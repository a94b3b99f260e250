"""Proves that from a file as offices keep it comes the table of its register, or one sentence that says why not:
sheets, rows and columns."""

import io

import openpyxl
import pytest
from test_read import book, refusal, saved, text

from conftest import codes
from sig_metrics.catalog.model import Column, Register
from sig_metrics.intake.judge.rules import duplicates
from sig_metrics.intake.judge.validate import validate
from sig_metrics.intake.judge.wording import Cells
from sig_metrics.intake.table.read import parts, read_file
from sig_metrics.present.problem_report import problem_report

CASE = Register(
    "case",
    "Casos",
    "",
    "",
    (
        Column("code", "Código", "text", "", required=True, pattern=r"R-\d+"),
        Column("kind", "Tipo", "text", "", required=True),
        Column("day", "Fecha", "date", "", required=True),
        Column("ut", "UT", "text", "", required=True),
        Column("amount", "Monto", "decimal", ""),
        Column("note", "Observación", "text", "", optional_heading=True),
    ),
    ("code",),
    1,
)
AGREED = Register(
    "agreed",
    "Acuerdos",
    "",
    "",
    (
        Column("note", "Nota", "text", ""),
        Column("agreement", "Acuerdo", "text", "", required=True),
        Column("kind", "Tipo", "text", "", required=True),
        Column("unit", "Unidad", "text", "", required=True),
    ),
    ("agreement",),
    1,
)
HEAD = ["Código", "Tipo", "Fecha", "UT", "Monto", "Observación"]


def row(n: int, note: str = "") -> list[str]:
    return [f"R-{n}", "Queja", "15/03/2021", "CAJ", "5", note]


def blank(*cells: str) -> list[str]:
    return [*cells, *[""] * (len(HEAD) - len(cells))]


def both(lines):
    """The table of the same lines in a workbook and in a CSV."""
    for name, content in (("x.xlsx", book(lines)), ("x.csv", text(lines, ";").encode())):
        yield read_file(name, content, CASE)


def refused(lines, name: str = "x.xlsx", register=CASE):
    return refusal(name, book(lines) if name == "x.xlsx" else text(lines, ";").encode(), register)


# sheets


def test_sheets_with_the_same_columns_are_one_table_and_each_row_keeps_its_sheet(whole_catalog):
    content = book([HEAD, row(1), row(2)], "Enero", Febrero=[["Informe"], HEAD, row(3), row(1)], Marzo=[HEAD])
    table = read_file("x.xlsx", content, CASE)
    assert table.columns["code"] == ["R-1", "R-2", "R-3", "R-1"] and table.rows == [2, 3, 3, 4]
    assert [table.sheet_at(at) for at in range(4)] == ["Enero", "Enero", "Febrero", "Febrero"]
    assert codes(table.warnings) == ["sheets_joined"]
    assert (
        table.warnings[0].message
        == "Se leen juntas, como una sola tabla, las hojas «Enero» (2 filas) y «Febrero» (2 filas)."
    )
    _, (problem,), _ = validate(table, whole_catalog)
    assert (problem.sheet, problem.row) == (
        "Febrero",
        4,
    ) and "ya está en la fila 2 de la hoja «Enero»" in problem.message
    assert [(part.sheet, part.rows, part.header) for part in parts(table)] == [
        ("Enero", [2, 3], 1),
        ("Febrero", [3, 4], 2),
    ]
    copy = openpyxl.load_workbook(io.BytesIO(problem_report(table, [problem], CASE)))
    assert (
        copy.sheetnames[:2] == ["Enero", "Febrero"]
        and copy["Febrero"]["A4"].comment
        and not copy["Enero"]["A2"].comment
    )


def test_the_sheet_with_the_name_of_the_register_does_not_hide_the_others():
    table = read_file("x.xlsx", book([HEAD, row(1)], "Casos", **{"Casos (2)": [HEAD, row(2)]}), CASE)
    assert table.columns["code"] == ["R-1", "R-2"]


@pytest.mark.parametrize("fewer_first", [True, False])
def test_a_sheet_with_one_column_fewer_is_refused_saying_which(fewer_first):
    fewer, whole = [HEAD[:5], row(1)[:5]], [HEAD, row(2)]
    first, second = (fewer, whole) if fewer_first else (whole, fewer)
    (problem,) = refusal("x.xlsx", book(first, "Enero", Febrero=second), CASE)
    assert (
        problem.code == "sheets_differ"
        and f"falta «Observación» en «{'Enero' if fewer_first else 'Febrero'}»." in problem.message
    )
    (problem,) = refusal(
        "x.xlsx", book([HEAD, row(1)], "Enero", Febrero=[HEAD[:3] + HEAD[4:], row(2)[:3] + row(2)[4:]]), CASE
    )
    assert problem.code == "sheets_differ" and "falta «UT» en «Febrero»" in problem.message


def test_sheets_that_are_not_one_table_are_refused_in_one_sentence():
    moved = [["", *HEAD], ["", *row(2)]]
    assert codes(refusal("x.xlsx", book([HEAD, row(1)], "Enero", Febrero=moved), CASE)) == ["sheets_order"]
    assert codes(refusal("x.xlsx", book([HEAD, row(1)], "Enero", Copia=[HEAD, row(1)]), CASE)) == ["sheets_same"]
    from dataclasses import replace

    assert codes(
        refusal("x.xlsx", book([HEAD, row(1)], "Enero", Febrero=[HEAD, row(2)]), replace(CASE, reserved=True))
    ) == ["sheets_many"]


def test_what_is_not_read_is_named_and_what_is_of_the_template_is_not_asked():
    table = read_file(
        "x.xlsx",
        book(
            [HEAD, row(1)], "Datos", Resumen=[["Tipo", "Cantidad"], ["Queja", 3]], Léame=[["Llene la otra"]], Vacía=[]
        ),
        CASE,
    )
    assert codes(table.warnings) == ["sheets_unread"] and "«Resumen» y «Léame»" in table.warnings[0].message
    table = read_file("x.xlsx", book([HEAD, row(1)], "Datos", Resumen=[["Tipo", "Cantidad"]]), CASE)
    assert table.warnings[0].message == "La hoja «Resumen» no se lee: no tiene los encabezados de este registro."
    table = read_file(
        "x.xlsx",
        book([HEAD, row(1)], "Datos", Ejemplo=[HEAD, row(2)], Listas=[["Tipo"], ["Queja"]], Definiciones=[HEAD]),
        CASE,
    )
    assert table.columns["code"] == ["R-1"] and table.warnings == []
    # of another register: it has not the key
    other = [["N°", "Tipo", "Fecha", "UT", "Monto"], ["S-1", "x", "15/03/2021", "CAJ", "5"]]
    assert codes(read_file("x.xlsx", book([HEAD, row(1)], "Datos", Sugerencias=other), CASE).warnings) == [
        "sheet_unread"
    ]


def test_a_sheet_without_rows_does_not_count():
    table = read_file("x.xlsx", book([HEAD], "Casos", Llena=[HEAD, row(7)]), CASE)
    assert table.columns["code"] == ["R-7"] and table.sheet == "Llena" and table.joined == []
    table = read_file("x.xlsx", book([HEAD, blank("Total", "", "", "", "5")], "Casos", Llena=[HEAD, row(7)]), CASE)
    assert table.columns["code"] == ["R-7"]
    assert codes(refusal("x.xlsx", book([HEAD], "Casos", Otra=[HEAD]), CASE)) == ["no_rows"]


# rows


def test_a_signature_and_a_heading_in_two_rows_are_no_data_of_a_narrow_register(whole_catalog):
    """With three required columns, two cells are most of a row: what they say tells."""
    register = whole_catalog.register("headcount")
    data = [["30/11/2021", "UTI", "85"], ["30/11/2021", "UCI", "40"]]
    for signed in (["____________", "", "____________"], ["V°B°", "", "V°B°"], ["Elaborado por:", "Revisado por:", ""]):
        table = read_file("x.xlsx", book([["Cierre de mes", "Unidad", "Servidores"], *data, signed]), register)
        assert table.columns["servers"] == ["85", "40"] and codes(table.warnings) == ["rows_signature"], signed
    heads = [["Cierre", "", ""], ["de mes", "Unidad", "Servidores"]]
    table = read_file("x.xlsx", book([*heads, data[0], ["de mes", "Unidad", "Servidores"], data[1]]), register)
    assert table.columns["servers"] == ["85", "40"] and codes(table.warnings) == ["rows_heading"]


@pytest.mark.parametrize(
    ("left", "code"),
    [
        (blank("Subtotal reclamos", "", "15"), "rows_total"),
        (blank("SUB TOTAL", "", "", "", "5"), "rows_total"),
        (blank("Sub-total", "3"), "rows_total"),
        (blank("TOTAL GENERAL", "40"), "rows_total"),
        (blank("Suma", "", "", "", "5"), "rows_total"),
        (blank("Promedio", "", "", "", "5"), "rows_total"),
        (blank("", "", "", "Total:", "5"), "rows_total"),
        (blank("Casos registrados en el Libro al 31/03/2021."), "rows_note"),
        (blank("(*) Cifras preliminares"), "rows_note"),
        (blank("1/ Incluye traslados"), "rows_note"),
        (blank("Fuente: UCI"), "rows_note"),
        (blank("Nota:", "cifras al cierre"), "rows_note"),
        (blank("¹ Incluye denuncias"), "rows_note"),
        (blank("Elaborado por: área usuaria"), "rows_signature"),
        (blank("V°B°", "", "", "V°B°"), "rows_signature"),
        (blank("______________", "", "______________"), "rows_signature"),
        (HEAD, "rows_heading"),
        ([each.upper() for each in HEAD], "rows_heading"),
        (blank("Página 2 de 3"), "rows_heading"),
        (blank("REPORTE MENSUAL"), "rows_heading"),
    ],
)
def test_what_is_no_data_is_told_and_not_read(left, code):
    for table in both([["REPORTE MENSUAL", *[""] * 5], HEAD, row(1), row(2), left, row(3)]):
        assert table.columns["code"] == ["R-1", "R-2", "R-3"] and table.rows == [3, 4, 6], table.columns
        assert [(p.code, p.row) for p in table.warnings] == [(code, 5)] and "fila 5" in table.warnings[0].message


def test_a_row_that_fills_its_required_columns_is_data_whatever_its_words():
    lines = [
        ["Nota", "Acuerdo", "Tipo", "Unidad"],
        ["Totalizar las horas", "A-1", "Mejora", "UTI"],
        ["Suma", "A-2", "Mejora", "UTI"],
        ["Total de servidores: 12", "A-3", "Mejora", "UTI"],
        ["Nota: ver acta", "A-4", "Mejora", "UTI"],
        ["", "TOTAL", "Mejora", "UTI"],
    ]
    table = read_file("x.xlsx", book(lines), AGREED)
    assert table.columns["agreement"] == ["A-1", "A-2", "A-3", "A-4", "TOTAL"] and codes(table.warnings) == [
        "rows_total_kept"
    ]
    half = ["Total de servidores", "A-9", "", ""]  # it has its key, and lacks most of the rest
    for first in ("Total de servidores", "Nota: ver acta", "Elaborado por: UTI"):
        (problem,) = refused([*lines[:3], [first, *half[1:]], ["", "A-5", "Mejora", "UTI"]], register=AGREED)
        assert problem.code == "rows_doubtful" and "fila 4" in problem.message


def test_what_is_doubtful_is_refused_in_one_sentence():
    (problem,) = refused([HEAD, row(1), blank("R-9"), row(2), blank("Cierre", "Queja"[:0], "", "", "8"), row(3)])
    assert (
        problem.code == "rows_doubtful"
        and "filas 3 y 5" in problem.message
        and "«Código», «Tipo», «Fecha» y «UT»" in problem.message
    )


def test_a_row_that_lacks_one_datum_keeps_its_own_problem(whole_catalog):
    table = read_file("x.xlsx", book([HEAD, row(1), ["R-2", "Queja", "", "CAJ", "", ""]]), CASE)
    assert [(p.code, p.row) for p in validate(table, whole_catalog)[1]] == [("required", 3)]


def test_below_the_table_a_summary_is_refused_and_signatures_are_told():
    (problem,) = refused([HEAD, row(1), blank(), blank("Tipo", "Cantidad"), blank("Queja", "1"), blank("Reclamo", "2")])
    assert problem.code == "rows_below" and problem.row == 4 and problem.message.startswith("Desde la fila 4 ")
    for table in both(
        [
            HEAD,
            row(1),
            blank(),
            blank("Elaborado por", "", "Revisado por"),
            blank("Área usuaria", "", "Jefatura"),
            blank("Fuente: UCI"),
        ]
    ):
        assert table.rows == [2] and [(p.code, p.row) for p in table.warnings] == [
            ("rows_note", 6),
            ("rows_signature", 4),
        ]
        assert "filas 4 y 5" in table.warnings[1].message


def test_headings_in_another_order_below_are_another_table():
    other = [HEAD[1], HEAD[0], *HEAD[2:]]
    assert codes(refused([HEAD, row(1), blank(), [*HEAD[::-1]], row(2)[::-1]])) == ["table_below"]
    assert other != HEAD


def test_a_note_over_merged_cells_is_a_note_and_a_merged_value_goes_down():
    made = openpyxl.Workbook()
    for line in ([*HEAD], row(1), row(2), ["Casos registrados en el Libro al cierre."]):
        made.active.append([cell or None for cell in line])
    made.active["B3"] = None
    made.active.merge_cells("B2:B3")
    made.active.merge_cells("A4:F4")
    table = read_file("x.xlsx", saved(made), CASE)
    assert table.columns["kind"] == ["Queja", "Queja"] and codes(table.warnings) == ["cells_merged", "rows_note"]
    assert "1 bloque" in table.warnings[0].message


# columns


def test_data_without_a_heading_is_refused_by_its_letter():
    for name in ("x.xlsx", "x.csv"):
        (problem,) = refused(
            [[*HEAD[:2], "", *HEAD[2:]], [*row(1)[:2], "", *row(1)[2:]], [*row(2)[:2], "rojo", *row(2)[2:]]], name
        )
        assert (problem.code, problem.row, problem.column) == (
            "header_empty",
            3,
            "C",
        ) and "columna C" in problem.message
        (problem,) = refused([["", *HEAD], ["1", *row(1)]], name)
        assert (problem.code, problem.row, problem.column) == ("header_empty", 2, "A")
        (problem,) = refused([[*HEAD, ""], [*row(1), "x"]], name)
        assert (problem.code, problem.row, problem.column) == ("header_empty", 2, "G")


def test_at_the_side_the_same_table_is_refused_and_another_is_told():
    (problem,) = refused([[*HEAD, "", *HEAD], [*row(1), "", *row(2)]])
    assert problem.code == "side_same" and "columnas H a M" in problem.message
    for table in both([[*HEAD, "", "Tipo", "Cantidad"], [*row(1), "", "Queja", "1"]]):
        assert codes(table.warnings) == ["side_table"] and "H a I" in table.warnings[0].message
    table = read_file("x.xlsx", book([[*HEAD, "", "", ""], [*row(1), "", "Queja", "1"]]), CASE)
    assert codes(table.warnings) == ["side_table"] and "H a I" in table.warnings[0].message


def test_missing_headings_are_one_line():
    (problem,) = refused([["Código", "Tipos", "Monto"], ["R-1", "x", "5"]])[:1]
    assert (
        problem.message
        == "Faltan las columnas «Tipo» (¿es «Tipos»?), «Fecha» y «UT». Use la plantilla o escriba esos encabezados."
    )
    months = ["Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Set"]
    problems = refused([["Código", "Tipo", "UT", *months], ["R-1", "x", "CAJ", *["1"] * 9]])
    assert codes(problems) == ["header_column", "header_unknown"][: len(problems)] and len(problems) == 2
    assert "D «Ene»" in problems[1].message and "3 más" in problems[1].message


# the rows of a CSV


def csv(*lines: list[str]) -> bytes:
    return text(list(lines), ";").encode()


def test_trailing_columns_that_excel_drops_are_read_and_told():
    table = read_file("x.csv", csv(HEAD, *(row(n)[: 4 if 3 <= n < 19 else 6] for n in range(1, 21))), CASE)
    assert (
        len(table.rows) == 20 and table.columns["amount"][1:4] == ["5", "", ""] and table.columns["note"] == [""] * 20
    )
    assert (
        table.warnings[0].message
        == "16 filas tienen menos celdas que el encabezado (6): filas 4 a 19. Se leen con sus últimas columnas vacías."
    )


def test_rows_without_a_required_cell_are_one_problem_and_empty_extras_are_fine():
    (problem,) = refusal("x.csv", csv(HEAD, row(1), *(row(n)[:3] for n in range(2, 8))), CASE)
    assert problem.code == "file_short" and "6 filas" in problem.message and "filas 3 a 8" in problem.message
    assert read_file("x.csv", csv(HEAD, [*row(1), "", ""], row(2)), CASE).rows == [2, 3]
    (problem,) = refusal("x.csv", csv(HEAD, [*row(1), "", "x"]), CASE)
    assert (problem.code, problem.row) == ("file_long", 2)


def test_rows_are_counted_as_a_spreadsheet_does_also_after_a_line_break_in_quotes():
    lines = csv(HEAD, row(1, "una\ndos\ntres")).replace(b"una\ndos\ntres", b'"una\ndos\ntres"') + csv([*row(2), "x"])
    (problem,) = refusal("x.csv", lines, CASE)
    assert problem.row == 3 and "fila 3" in problem.message and "línea" not in problem.message


# how a cell is dressed


def test_the_apostrophe_and_the_spaces_of_excel_are_taken_out_where_there_is_no_doubt():
    table = read_file(
        "x.xlsx",
        book(
            [
                HEAD,
                ["'R-1", "Queja", "'15/03/2021", " CAJ ", "'120", "'dijo  así"],
                ["R-2", "Queja", "15  de\u00a0marzo de 2021", "CAJ", "1", ""],
            ]
        ),
        CASE,
    )
    assert (
        table.columns["code"][0] == "R-1"
        and table.columns["day"] == ["15/03/2021", "15 de marzo de 2021"]
        and table.columns["amount"][0] == "120"
    )
    assert table.columns["note"][0] == "'dijo  así"  # a free text is as it was written
    assert (
        codes(table.warnings) == ["quotes_removed"]
        and "3 celdas" in table.warnings[0].message
        and "fila 2" in table.warnings[0].message
    )


def test_duplicates_of_one_sheet_name_only_the_row(whole_catalog):
    table = read_file("x.xlsx", book([HEAD, row(1), row(1)]), CASE)
    values = {name: column for name, column in zip(table.columns, validate(table, whole_catalog)[0].columns)}
    (problem,) = duplicates(Cells(table, whole_catalog), values)
    assert "ya está en la fila 2." in problem.message
