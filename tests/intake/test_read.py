"""Proves that a file becomes a whole table of texts with its row numbers, or is refused in Spanish."""

import io
import random
import re
import unicodedata
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from conftest import DEMO, codes
from sig_metrics.catalog.model import Column, Register
from sig_metrics.intake.judge.validate import validate
from sig_metrics.intake.table.read import read_file
from sig_metrics.language.problems import Refused
from sig_metrics.language.text import fold, letter

HEAD = [
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
    "Evidencia",
    "Observación",
]
ROW = [
    "2021",
    "02",
    "3",
    "1",
    "Informe de revisión",
    "UPPM",
    "31/03/2021",
    "Informe",
    "N° 19-2021",
    "Entregado",
    "",
    "Ñandú",
]
OTHER = ["2021", "18", "11", "2", "Informe, con coma", "CT", "30/11/2021", "Acta", "N° 20-2021", "Validado", "", ""]
TOY = Register(
    "toy",
    "Juguete",
    "",
    "",
    (
        Column("code", "Código", "text", "", aliases=("N°",)),
        Column("day", "Fecha", "date", "", optional_heading=True),
        Column("amount", "Monto", "decimal", ""),
    ),
    ("code",),
    1,
)


@pytest.fixture(scope="module")
def register(catalog):
    return catalog.register("deliverable")


def text(rows, delimiter=",") -> str:
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def book(rows, name="Hoja1", **others) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = name
    for sheet, content in {name: rows, **others}.items():
        page = made[sheet] if sheet in made.sheetnames else made.create_sheet(sheet)
        for row in content:
            page.append(row)
    return saved(made)


def saved(made) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def refusal(name, content, register) -> list:
    with pytest.raises(Refused) as caught:
        read_file(name, content, register)
    for problem in caught.value.problems:
        assert not re.search(r"Traceback|Error\b|Exception|/tmp|\.py", problem.message), problem.message
        assert problem.message.endswith((".", "?"))
    return caught.value.problems


def test_a_plain_csv(register):
    table = read_file("x.csv", text([HEAD, ROW, OTHER]).encode(), register)
    assert table.rows == [2, 3] and table.warnings == [] and table.sheet == ""
    assert [table.columns[c.name][0] for c in register.columns if c.name != "signature"] == ROW
    assert table.columns["signature"] == ["", ""], "a column that the file does not bring is empty"
    assert table.columns["name"][1] == "Informe, con coma"
    assert table.places["delivered_on"] == "G «Fecha de entrega»"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_the_same_table_in_every_dress(register, delimiter, encoding, ending):
    content = text([HEAD, ROW, OTHER], delimiter).replace("\r\n", ending).encode(encoding)
    assert (
        read_file("x.CSV", content, register).columns
        == read_file("x.csv", text([HEAD, ROW, OTHER]).encode(), register).columns
    )


def test_csv_and_workbook_give_the_same_rows(register, catalog):
    plain = validate(read_file("x.csv", text([HEAD, ROW, OTHER]).encode(), register), catalog)
    typed = [
        [2021, 2, 3, 1, *ROW[4:6], date(2021, 3, 31), *ROW[7:]],
        [2021, "18", 11.0, 2, *OTHER[4:6], datetime(2021, 11, 30), *OTHER[7:]],
    ]
    other = validate(read_file("x.xlsx", book([HEAD, *typed]), register), catalog)
    assert plain[0] is not None and plain[0].equals(other[0])
    assert plain[0].column("activity").to_pylist() == ["02", "18"]


def test_every_row_of_the_demonstration_comes_back(register, catalog):
    content = (DEMO / "deliverable.csv").read_bytes()
    rows, errors, _ = validate(read_file("deliverable.csv", content, register), catalog)
    assert errors == [] and rows.num_rows == 76 == len(content.splitlines()) - 1
    assert rows.column("_row").to_pylist() == list(range(2, 78))


def test_titles_above_and_totals_below_are_not_data(register):
    rows = [
        ["Entregables del SIG"] + [""] * 11,
        [""] * 12,
        HEAD,
        ROW,
        [""] * 12,
        OTHER,
        ["Total", "", "2"] + [""] * 9,
        ["TOTAL GENERAL"] + [""] * 11,
    ]
    for name, content in (("x.csv", text(rows).encode()), ("x.xlsx", book(rows))):
        table = read_file(name, content, register)
        assert table.rows == [4, 6] and table.columns["activity"] == ["02", "18"]
        assert table.above[0][0] == "Entregables del SIG"


def test_a_row_with_its_whole_key_is_data_although_it_begins_with_total():
    table = Register(
        "t",
        "T",
        "",
        "",
        (Column("cut", "Corte", "text", ""), Column("year", "Año", "int", ""), Column("n", "Cantidad", "int", "")),
        ("cut", "year"),
        1,
    )
    rows = [["Corte", "Año", "Cantidad"], ["total", "2021", "5"], ["Total", "", "5"], ["TOTAL GENERAL", "", ""]]
    read = read_file("x.csv", text(rows).encode(), table)
    assert read.rows == [2] and codes(read.warnings) == ["rows_total", "rows_total_kept"]
    assert "filas 3 y 4" in read.warnings[0].message and "fila 2" in read.warnings[1].message


@pytest.mark.parametrize(
    "heading",
    [
        "N° Act.",
        "Nº Act.",
        "Nro. Act.",
        "nro act",
        "N.º ACT.",
        "n°  act",
        " N° Act.: ",
        "N°\nAct.",
        "N°\u00a0Act.",
        "Actividad N°",
        "N°",
        "Código de actividad",
        "CODIGO DE ACTIVIDAD",
        "activity",
    ],
)
def test_headings_are_folded(register, heading):
    table = read_file("x.xlsx", book([[HEAD[0], heading, *HEAD[2:]], ROW]), register)
    assert table.columns["activity"] == ["02"]


def test_codes_serve_as_headings(register):
    names = [column.name for column in register.columns]
    assert read_file("x.csv", text([names, ROW]).encode(), register).columns["unit"] == ["UPPM"]


def test_a_thousand_dressed_headings(register):
    dice = random.Random(7)
    headings = [column.heading for column in register.columns]
    for _ in range(1000):
        word = dice.choice(headings)
        dressed = "".join(dice.choice((c.lower(), c.upper())) for c in word).replace(
            " ", dice.choice((" ", "  ", "\n", "\u00a0"))
        )
        dressed = dice.choice((dressed, unicodedata.normalize("NFD", dressed), f" {dressed}: "))
        assert fold(dressed) == fold(word), dressed
    assert len({fold(word) for word in headings}) == len(headings)
    assert fold("Norma") == "norma" and fold("No aplica") == fold("N° aplica")


def test_columns_in_any_order(register):
    table = read_file("x.csv", text([HEAD[::-1], ROW[::-1]]).encode(), register)
    assert table.columns["year"] == ["2021"] and table.places["year"] == "L «Año»"


def test_a_missing_heading_is_named_with_the_nearest(register):
    problems = refusal("x.csv", text([[*HEAD[:6], "Fecha entregas", *HEAD[7:]], ROW]).encode(), register)
    assert "header_column" in codes(problems)
    missing = next(p for p in problems if p.code == "header_column")
    assert "«Fecha de entrega»" in missing.message and "«Fecha entregas»" in missing.message and missing.row == 1
    unknown = next(p for p in problems if p.code == "header_unknown")
    assert (
        "«Fecha entregas»" in unknown.message
        and "¿Quiso decir «Fecha de entrega»?" in unknown.message
        and unknown.column == "G"
    )


def test_an_extra_column_is_a_warning_and_the_rest_loads(register):
    table = read_file("x.csv", text([[*HEAD, "Color"], [*ROW, "rojo"]]).encode(), register)
    assert codes(table.warnings) == ["header_unknown"] and "«Color»" in table.warnings[0].message
    assert table.columns["unit"] == ["UPPM"]


def test_a_repeated_heading_is_refused(register):
    problems = refusal("x.csv", text([[*HEAD, "unidad"], [*ROW, "UTI"]]).encode(), register)
    assert codes(problems) == ["header_twice"] and problems[0].column == "M" and "«unidad»" in problems[0].message


def test_without_headings_the_needed_ones_are_listed(register):
    problems = refusal("x.csv", text([ROW, OTHER]).encode(), register)
    assert codes(problems) == ["header_missing"]
    assert all(f"«{word}»" in problems[0].message for word in ("Año", "Unidad", "Estado"))


def test_a_column_that_may_be_missing():
    table = read_file("x.csv", b"codigo,monto\n1,5\n", TOY)
    assert table.columns == {"code": ["1"], "amount": ["5"], "day": [""]}


def test_headings_without_rows(register):
    assert codes(refusal("x.csv", text([HEAD]).encode(), register)) == ["no_rows"]
    assert codes(refusal("x.csv", text([HEAD, ["TOTAL"] + [""] * 11]).encode(), register)) == ["no_rows"]


def test_every_ragged_line_is_named(register):
    lines = [HEAD, ROW, [*ROW, "sobra"], ROW, ROW[:5]]
    problems = refusal("x.csv", text(lines).encode(), register)
    assert [(p.code, p.row) for p in problems] == [("file_long", 3), ("file_short", 5)]
    assert (
        problems[0].message
        == "1 fila tiene más celdas que el encabezado (12): fila 3. Revise comas o comillas sueltas, o el encabezado que falta."
    )
    assert "menos celdas que el encabezado (12)" in problems[1].message and "fila 5" in problems[1].message


def test_an_open_quote_is_refused(register):
    assert codes(refusal("x.csv", (text([HEAD, ROW]) + '2021,"02').encode(), register)) == ["file_quotes"]


def test_line_breaks_inside_a_cell(register):
    row = [*ROW[:4], "Informe\nde revisión", *ROW[5:]]
    content = text([HEAD]) + ",".join(f'"{cell}"' for cell in row) + "\r\n"
    assert read_file("x.csv", content.encode(), register).columns["name"] == ["Informe\nde revisión"]


def test_impossible_encodings_are_refused_with_the_line(register):
    content = text([HEAD, ROW]).encode("cp1252") + b"2021,02,3,1,\x81\x8d,,,,,,,\n"
    assert codes(refusal("x.csv", content, register)) == ["file_encoding"]
    assert codes(refusal("x.csv", b"\xff\xfea", register)) == ["file_encoding"]
    assert codes(refusal("x.csv", text([HEAD, ROW]).encode() + b"\0", register)) == ["file_nul"]


def test_workbook_values(register):
    made = openpyxl.Workbook()
    page = made.active
    page.append(["Código", "Fecha", "Monto"])
    page.append([1, date(2021, 11, 26), 1234.5])
    page.append(["01", datetime(2021, 1, 2), 60000.0])
    page.append([True, None, "S/ 1,200.00"])
    table = read_file("x.xlsx", saved(made), TOY)
    assert table.columns == {
        "code": ["1", "01", "VERDADERO"],
        "day": ["2021-11-26", "2021-01-02", ""],
        "amount": ["1234.5", "60000", "S/ 1,200.00"],
    }


def test_the_1904_calendar_is_honoured():
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append(["Código", "Fecha", "Monto"])
    made.active.append(["1", date(2021, 11, 26), 1])
    assert read_file("x.xlsx", saved(made), TOY).columns["day"] == ["2021-11-26"]


def test_error_cells_and_formulas_never_calculated_are_faults(catalog):
    made = openpyxl.Workbook()
    page = made.active
    page.append(["Código", "Fecha", "Monto"])
    page.append(["1", None, None])
    page.append(["2", None, None])
    page["C2"].value, page["C2"].data_type = "#DIV/0!", "e"
    page["B3"], page["C3"] = "=TODAY()", 5
    _, errors, _ = validate(read_file("x.xlsx", saved(made), TOY), catalog)
    assert [(p.code, p.row, p.column) for p in errors] == [
        ("cell_error", 2, "C «Monto»"),
        ("cell_error", 3, "B «Fecha»"),
    ]
    assert "#DIV/0!" in errors[0].message


def test_the_sheet_with_the_headings_is_the_one_read(register):
    table = read_file("x.xlsx", book([["Instrucciones"], ["Llene la otra hoja"]], "Leame", Datos=[HEAD, ROW]), register)
    assert table.sheet == "Datos" and table.columns["unit"] == ["UPPM"]


def test_letters():
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    for n in range(800):
        assert openpyxl.utils.column_index_from_string(letter(n)) == n + 1


XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.csv", b"", "file_empty"),
        ("x.xlsx", b"", "file_empty"),
        ("x.xls", XLS, "file_xls"),
        ("x.ods", b"PK", "file_ods"),
        ("x.xlsm", b"PK", "file_xlsm"),
        ("sin extension", b"a,b", "file_kind"),
        ("x.xlsx.exe", b"MZ", "file_kind"),
        ("x.xlsx", XLS, "file_xls"),
        ("x.xlsx", b"a,b\n1,2\n", "file_lies"),
        ("x.xlsx", b"PK\x03\x04" + b"\0" * 50, "file_broken"),
        ("x.csv", b"x" * 25_000_001, "file_large"),
    ],
)
def test_files_that_cannot_be_read(register, name, content, code):
    assert codes(refusal(name, content, register)) == [code]


def test_a_workbook_cut_short_anywhere_is_refused(register):
    whole = book([HEAD, ROW])
    assert read_file("x.xlsx", whole, register).rows == [2]
    for size in range(1, len(whole), len(whole) // 40):
        assert codes(refusal("x.xlsx", whole[:size], register)) == ["file_lies" if size < 4 else "file_broken"]


def test_a_workbook_with_a_flipped_byte_is_refused_or_reads_the_same(register):
    whole, dice, refused = book([HEAD, ROW, OTHER]), random.Random(3), 0
    expected = read_file("x.xlsx", whole, register).columns
    for _ in range(60):
        at = dice.randrange(len(whole))
        damaged = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        try:
            assert read_file("x.xlsx", damaged, register).columns == expected
        except Refused:
            refused += 1
    assert refused > 20


def repacked(content: bytes, member: str, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return out.getvalue()


def test_a_sheet_that_spans_seventeen_thousand_million_cells_is_refused(register):
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = repacked(book([HEAD, ROW]), sheet, lambda xml: xml.replace(b"</sheetData>", far))
    assert codes(refusal("x.xlsx", content, register)) == ["file_span"]


def test_a_workbook_that_swells_is_refused_before_unpacking(register):
    sheet = "xl/worksheets/sheet1.xml"
    content = repacked(book([HEAD, ROW]), sheet, lambda xml: xml + b" " * 210_000_000)
    assert len(content) < 1_000_000
    assert codes(refusal("x.xlsx", content, register)) == ["file_swells"]


def test_a_document_type_in_a_sheet_is_refused(register):
    bomb = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>'
    content = repacked(book([HEAD, ROW]), "xl/worksheets/sheet1.xml", lambda xml: bomb + xml)
    assert codes(refusal("x.xlsx", content, register)) == ["file_dtd"]
