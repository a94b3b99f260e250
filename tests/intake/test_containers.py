"""Proves that a workbook or a Parquet is judged before it is unfolded, and that each fault has its own remedy."""

import io
import os
import random
import re
import socket
import struct
import time
import tracemalloc
import zipfile
from datetime import date, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from test_read import HEAD, OTHER, ROW, TOY, book, refusal, repacked, saved, text

from conftest import DEMO, codes
from sig_metrics.intake.files.source import clean_name, kind_of, read_regular
from sig_metrics.intake.judge.validate import validate
from sig_metrics.intake.table.read import read_file
from sig_metrics.language.problems import Refused

HEAVY = os.environ.get("SIG_HEAVY") == "1"
SHEET = "xl/worksheets/sheet1.xml"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def register(catalog):
    return catalog.register("deliverable")


@pytest.fixture
def no_sockets(monkeypatch):
    def closed(*_, **__):
        raise AssertionError("a file opened a socket")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, closed)


def changed(change, rows=(HEAD, ROW, OTHER), member=SHEET) -> bytes:
    return repacked(book(list(rows)), member, change)


def with_members(content: bytes, *members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, inside in members:
            package.writestr(name, inside)
    return out.getvalue()


def cells(xml: str) -> bytes:
    """A workbook of TOY whose rows of data are written in XML by hand."""
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Código</t></is></c><c r="B1" t="inlineStr"><is><t>Fecha</t></is></c><c r="C1" t="inlineStr"><is><t>Monto</t></is></c></row>'
    return changed(
        lambda old: re.sub(
            rb"<sheetData>.*</sheetData>", b"<sheetData>" + (head + xml).encode() + b"</sheetData>", old, flags=re.S
        )
    )


# rows 13 and 17: damaged, locked, of another kind


def test_cut_anywhere_it_is_refused(register):
    samples = [book([HEAD, ROW, OTHER]), parquet({"Código": ["1"], "Monto": [2.5]})]
    dice, tries = random.Random(13), 200 if HEAVY else 40
    for n in range(tries):
        whole, name = samples[n % 2], ("x.xlsx", "x.parquet")[n % 2]
        size = dice.randrange(1, len(whole))
        assert set(codes(refusal(name, whole[:size], TOY))) <= {"file_broken", "file_broken_parquet", "file_lies"}


def test_with_flipped_bytes_it_is_refused_or_reads_the_same(register):
    dice, tries, refused = random.Random(14), 500 if HEAVY else 60, 0
    whole = book([HEAD, ROW, OTHER])
    flat = parquet({"Código": ["1", "2"], "Monto": [2.5, 3.0]})
    expected = {"x.xlsx": read_file("x.xlsx", whole, register), "x.parquet": read_file("x.parquet", flat, TOY)}
    for n in range(tries):
        name, good, kind = ("x.xlsx", whole, register) if n % 3 else ("x.parquet", flat, TOY)
        at = dice.randrange(len(good))
        try:
            read = read_file(name, good[:at] + bytes([good[at] ^ dice.randrange(1, 256)]) + good[at + 1 :], kind)
        except Refused as refusal:
            refused += 1
            assert all(problem.message.endswith((".", "?")) for problem in refusal.problems)
        else:
            assert (read.columns, read.rows) == (expected[name].columns, expected[name].rows)
    assert refused > tries // 3


def test_a_member_with_a_wrong_crc_is_refused(register):
    content = bytearray(book([HEAD, ROW]))
    at = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02"))
    while SHEET.encode() not in content[at : at + 100]:
        at = content.index(b"PK\x01\x02", at + 1)
    content[at + 16] ^= 1
    assert codes(refusal("x.xlsx", bytes(content), register)) == ["file_broken"]


def test_a_member_that_is_twice_is_refused(register):
    with pytest.warns(UserWarning):
        content = with_members(book([HEAD, ROW]), (SHEET, b"<worksheet/>"))
    assert codes(refusal("x.xlsx", content, register)) == ["file_twins"]
    assert codes(refusal("x.xlsx", with_members(book([HEAD, ROW]), (SHEET.upper(), b"<worksheet/>")), register)) == [
        "file_twins"
    ]


def test_sizes_that_lie_are_refused(register):
    content = bytearray(changed(lambda xml: xml + b" " * 90_000))
    at = content.index(b"PK\x01\x02")
    while SHEET.encode() not in content[at : at + 100]:
        at = content.index(b"PK\x01\x02", at + 1)
    real = struct.unpack_from("<I", content, at + 24)[0]
    for told in (real // 3, real * 2, 0):
        struct.pack_into("<I", content, at + 24, told)
        assert codes(refusal("x.xlsx", bytes(content), register)) == ["file_broken"]


LOCKED = OLE2 + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def opendocument() -> bytes:
    return with_members(b"", ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<a/>"))


def macros(kind: bytes) -> bytes:
    return repacked(
        book([HEAD, ROW]), "[Content_Types].xml", lambda xml: xml.replace(b"spreadsheetml.sheet.main+xml", kind)
    )


@pytest.mark.parametrize(
    ("name", "make", "code", "remedy"),
    [
        ("x.xls", lambda: OLE2 + b"\0" * 999, "file_xls", ".xlsx"),
        ("x.xlsx", lambda: OLE2 + b"\0" * 999, "file_xls", ".xlsx"),
        ("x.csv", lambda: OLE2 + b"\0" * 999, "file_xls", ".xlsx"),
        ("x.xlsx", lambda: LOCKED, "file_locked", "quítela"),
        ("x.xls", lambda: LOCKED, "file_locked", "quítela"),
        ("x.xlsb", lambda: b"PK", "file_xlsb", ".xlsx"),
        ("x.ods", lambda: b"PK", "file_ods", ".xlsx"),
        ("x.xlsm", lambda: b"PK", "file_xlsm", "sin macros"),
        ("x.xlsx", opendocument, "file_ods", ".xlsx"),
        ("x.xlsx", lambda: macros(b"vnd.ms-excel.sheet.macroEnabled.main+xml"), "file_xlsm", "sin macros"),
        ("x.xlsx", lambda: macros(b"vnd.ms-excel.sheet.binary.macroEnabled.main"), "file_xlsb", ".xlsx"),
        ("x.xlsx", lambda: with_members(b"", ("word/document.xml", b"<a/>")), "file_not_book", ".xlsx"),
        ("x.csv", lambda: book([HEAD, ROW]), "file_lies", ".xlsx"),
        ("x.xlsx", lambda: text([HEAD, ROW]).encode(), "file_lies", ".xlsx"),
        ("x.xlsx", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "file_lies", ".xlsx"),
        ("x.csv", lambda: b"%PDF-1.7\n%\xe2\xe3", "file_lies", ".xlsx"),
        ("x.parquet", lambda: text([HEAD, ROW]).encode(), "file_lies", ".xlsx"),
        ("x.csv", lambda: parquet({"Código": ["1"]}), "file_lies", ".xlsx"),
        ("x.csv", lambda: b"MZ\x90\0\3" + b"\0" * 99, "file_lies", ".xlsx"),
        ("x.pdf", lambda: b"%PDF", "file_kind", ".xlsx"),
    ],
)
def test_each_other_kind_has_its_remedy(register, name, make, code, remedy):
    problems = refusal(name, make(), register)
    assert codes(problems) == [code] and remedy in problems[0].message


def test_a_csv_may_begin_with_the_letters_of_a_signature():
    for heading in ("MZ total", "PAR1"):
        assert read_file("x.csv", f"{heading},codigo,monto\n1,2,3\n".encode(), TOY).columns["amount"] == ["3"]


# row 14: what swells


def test_a_bomb_is_refused_before_it_is_inflated(register, monkeypatch):
    whole = changed(lambda xml: xml + b" " * 210_000_000)
    ratio = changed(lambda xml: xml + b" " * 30_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was inflated"))
    for content in (whole, ratio):
        tracemalloc.start()
        began = time.perf_counter()
        assert codes(refusal("x.xlsx", content, register)) == ["file_swells"]
        assert time.perf_counter() - began < 1 and tracemalloc.get_traced_memory()[1] < 10_000_000
        tracemalloc.stop()


def test_a_bomb_in_a_part_that_is_no_sheet_is_refused(register):
    assert codes(
        refusal("x.xlsx", with_members(book([HEAD, ROW]), ("xl/media/a.bin", b"\0" * 20_000_000)), register)
    ) == ["file_swells"]


def test_too_many_members_are_refused(register):
    content = with_members(book([HEAD, ROW]), *((f"xl/media/{n}.bin", b"1") for n in range(200)))
    assert codes(refusal("x.xlsx", content, register)) == ["file_members"]


# rows 15 and 18: how far the cells reach


@pytest.mark.parametrize(
    "far",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576' ><v>1</v></c>",
        '<c\n r = "XFD1048576"><f>1+1</f><v>2</v></c>',
        '<c r="xfd1048576" t="inlineStr"><is><t>x</t></is></c>',
    ],
)
def test_a_sparse_sheet_is_refused_saying_its_cells(register, far):
    content = changed(lambda xml: xml.replace(b"</sheetData>", f'<row r="1048576">{far}</row></sheetData>'.encode()))
    problems = refusal("x.xlsx", content, register)
    assert (
        codes(problems) == ["file_span"]
        and "17,179,869,184" in problems[0].message
        and "XFD1048576" in problems[0].message
    )


def test_a_declared_extent_is_neither_believed_nor_feared(register):
    for told in (b"A1", b"A1:B2", b"A1:XFD1048576"):
        content = changed(lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + told + b'"', xml))
        assert read_file("x.xlsx", content, register).rows == [2, 3], told


def test_cells_with_only_a_format_do_not_count(register):
    content = changed(lambda xml: xml.replace(b"</sheetData>", b'<row r="900"><c r="XFD900" s="0"/></row></sheetData>'))
    assert read_file("x.xlsx", content, register).rows == [2, 3]


def test_too_many_columns_or_rows_are_refused(register):
    wide = [*HEAD, *(f"C{n}" for n in range(501))]
    assert codes(refusal("x.xlsx", book([wide, ROW]), register)) == ["file_columns"]
    assert codes(refusal("x.csv", text([wide, ROW]).encode(), register)) == ["file_columns"]
    far = changed(
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1000000"><c r="A1000000"><v>1</v></c></row></sheetData>')
    )
    assert codes(refusal("x.xlsx", far, register)) == ["file_rows"]
    problems = refusal("x.csv", b"codigo,monto\n" + b"1,2\n" * 1_000_000, TOY)
    assert codes(problems) == ["file_rows"] and "1,000,00" in problems[0].message and "200,000" in problems[0].message


def test_cells_that_do_not_say_their_place(catalog):
    xml = '<row><c><v>1</v></c><c/><c t="e"><v>#REF!</v></c></row><row><c r="A3"><v>2</v></c><c><v>44000</v></c><c><f>1+1</f></c></row>'
    rows, errors, _ = validate(read_file("x.xlsx", cells(xml), TOY), catalog)
    assert [(p.code, p.row, p.column) for p in errors if p.code == "cell_error"] == [
        ("cell_error", 2, "C «Monto»"),
        ("cell_error", 3, "C «Monto»"),
    ]


# row 16: what an XML may bring with it


@pytest.mark.parametrize(
    "member",
    [
        SHEET,
        "xl/workbook.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "docProps/core.xml",
    ],
)
@pytest.mark.parametrize(
    "bomb",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_document_type_is_refused_without_a_socket(register, member, bomb, no_sockets):
    for before in (b"", b" " * 300_000):  # also where two pieces of the reading meet
        content = changed(
            lambda xml: re.sub(rb"^(<\?xml.*?\?>)?", lambda found: found[0] + before + bomb, xml, count=1, flags=re.S),
            member=member,
        )
        assert codes(refusal("x.xlsx", content, register)) == ["file_dtd"]


def test_a_document_type_in_another_encoding_is_refused(register, no_sockets):
    def utf16(xml: bytes) -> bytes:
        return ('<!DOCTYPE a [<!ENTITY b "c">]>' + re.sub(r"^<\?xml.*?\?>", "", xml.decode(), flags=re.S)).encode(
            "utf-16"
        )

    assert codes(refusal("x.xlsx", changed(utf16), register)) == ["file_broken"]


def test_addresses_in_a_workbook_are_not_visited(register, no_sockets):
    schema = b' xsi:schemaLocation="http://127.0.0.1:9/a http://127.0.0.1:9/a.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    content = changed(lambda xml: xml.replace(b"<worksheet", b"<worksheet" + schema, 1))
    link = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x/externalLinkPath" Target="http://127.0.0.1:9/b.xlsx" TargetMode="External"/></Relationships>'
    content = with_members(content, ("xl/externalLinks/_rels/externalLink1.xml.rels", link))
    assert read_file("x.xlsx", content, register).rows == [2, 3]


# row 20: paths inside and outside


def test_members_are_never_extracted(register, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outside = tmp_path.parent / "fuera.txt"
    content = with_members(book([HEAD, ROW]), ("../fuera.txt", b"x"), ("/tmp/fuera.txt", b"x"), ("..\\fuera.txt", b"x"))
    assert read_file("x.xlsx", content, register).rows == [2]
    assert list(tmp_path.iterdir()) == [] and not outside.exists()
    lost = repacked(
        book([HEAD, ROW]),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd"),
    )
    assert codes(refusal("x.xlsx", lost, register)) == ["file_broken"]


def test_only_a_regular_file_is_read_from_the_disk(tmp_path):
    good = tmp_path / "a.csv"
    good.write_bytes(b"codigo,monto\n1,2\n")
    assert read_regular(good) == good.read_bytes()
    (tmp_path / "empty.csv").touch()
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(25_000_001)
    expected = {
        tmp_path: "file_special",
        tmp_path / "no.csv": "file_missing",
        tmp_path / "empty.csv": "file_empty",
        large: "file_large",
        good / "b.csv": "file_missing",
    }
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe.csv")
        (tmp_path / "link.csv").symlink_to(good)
        (tmp_path / "broken.csv").symlink_to(tmp_path / "no.csv")
        expected |= {tmp_path / name: "file_special" for name in ("pipe.csv", "link.csv", "broken.csv")}
        expected[type(good)(os.devnull).parent / "zero"] = "file_special"
    for path, code in expected.items():
        began = time.perf_counter()
        with pytest.raises(Refused) as caught:
            read_regular(path)
        assert codes(caught.value.problems) == [code], path
        assert str(tmp_path) not in caught.value.problems[0].message and time.perf_counter() - began < 1


# row 19: names


HOSTILE = [
    "../../x.csv",
    "..\\..\\x.csv",
    "C:\\x.csv",
    "/etc/x.csv",
    "\\\\server\\share\\x.csv",
    "a\0b.csv",
    "a\nb.csv",
    "a\r\n[2J.csv",
    "\x1b[31mrojo.csv",
    "[tabla].csv",
    "x.csv;rm -rf",
    "a\u202evsc.csv",
    "a\u200bb.csv",
    "x" * 300 + ".csv",
    "ñandú.csv",
    "n\u0303.csv",
    "",
    " ",
    "..",
    ".",
    "/",
    "\ud800.csv",
    "\u2066x\u2069.csv",
    "\ufeffx.csv",
    "x\x85.csv",
    "'; drop table x;--.csv",
    "<b>x</b>.csv",
    "CON.csv",
    "a/b/c/d.csv",
    "x" * 200,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_shown_cleaned(name):
    shown = clean_name(name)
    assert shown and len(shown) <= 120 and "/" not in shown and "\\" not in shown and shown == clean_name(shown)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", shown)
    assert shown.endswith(".csv") or not name.endswith(".csv")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_never_reaches_a_message_or_a_path(name, register, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        kind_of(name, b"codigo,monto\n1,2\n")
    except Refused as refusal:
        assert (
            not re.search("[\x00-\x1f\u202e\ud800-\udfff/\\\\]", refusal.problems[0].message)
            and len(refusal.problems[0].message) < 400
        )
    assert list(tmp_path.iterdir()) == []


# rows 30 to 33: sheets


def sheet_of(*lines, merges=(), hidden=(), others=()) -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    page.title = "Datos"
    for line in lines:
        page.append(list(line))
    for each in merges:
        page.merge_cells(each)
    for row in hidden:
        page.row_dimensions[row].hidden = True
    for name, state, rows in others:
        other = made.create_sheet(name)
        other.sheet_state = state
        for row in rows:
            other.append(list(row))
    return saved(made)


def test_headings_merged_over_two_and_three_rows():
    two = sheet_of(
        ["Código", "Fecha", "Valores", ""],
        ["", "", "Monto", "Otro"],
        ["1", "02/01/2021", "5", "x"],
        merges=("A1:A2", "B1:B2", "C1:D1"),
    )
    three = sheet_of(
        ["Código", "Fecha", "Monto"],
        ["", "", ""],
        ["", "", ""],
        ["1", "02/01/2021", "5"],
        merges=("A1:A3", "B1:B3", "C1:C3"),
    )
    units = sheet_of(
        ["Título"], ["Código", "Fecha", "Monto"], ["", "", "(S/)"], ["1", "02/01/2021", "5"], merges=("A2:A3", "B2:B3")
    )
    loose = text([["Código", "", "Valores"], ["", "Fecha", "Monto"], ["1", "02/01/2021", "5"]]).encode()
    for name, content, row, header in (
        ("x.xlsx", two, 3, 2),
        ("x.xlsx", three, 4, 1),
        ("x.xlsx", units, 4, 2),
        ("x.csv", loose, 3, 2),
    ):
        table = read_file(name, content, TOY)
        assert table.columns == {"code": ["1"], "day": ["02/01/2021"], "amount": ["5"]}, (name, row)
        assert table.rows == [row] and table.header == header


def test_a_heading_written_over_two_rows(register):
    upper = [*HEAD[:6], "Fecha de", *HEAD[7:]]
    table = read_file("x.xlsx", sheet_of(upper, ["", "", "", "", "", "", "entrega", "", "", "", "", ""], ROW), register)
    assert table.columns["delivered_on"] == ["31/03/2021"] and table.rows == [3]


def test_a_table_at_the_side_is_told_and_not_read():
    lines = [
        ["Código", "Fecha", "Monto", "", "Código", "Significado"],
        ["1", "", "5", "", "A", "Alta"],
        ["", "", "", "", "B", "Baja"],
        ["Total", "", "5", "", "", ""],
    ]
    for name, content in (("x.xlsx", sheet_of(*lines)), ("x.csv", text(lines).encode())):
        table = read_file(name, content, TOY)
        assert table.columns["code"] == ["1"] and table.rows == [2]
        assert codes(table.warnings) == ["side_table", "rows_total", "rows_outside"]
        assert "E a F" in table.warnings[0].message and "fila 3" in table.warnings[2].message
    left = [["Monto", "", "Código", "Fecha", "Monto"], ["Total", "", "1", "", "5"]]
    assert read_file("x.xlsx", sheet_of(*left), TOY).columns["amount"] == ["5"]


def test_totals_notes_and_blank_rows_are_told_and_not_read():
    lines = [
        ["Informe anual"],
        [],
        ["Código", "Fecha", "Monto"],
        ["1", None, 5],
        [],
        ["TOTAL", None, 5],
        ["Fuente: UPPM"],
        ["* cifras preliminares"],
        [],
        [],
    ]
    table = read_file("x.xlsx", sheet_of(*lines), TOY)
    assert table.rows == [4] and table.header == 3
    assert [(p.code, p.row) for p in table.warnings] == [("rows_total", 6), ("rows_note", 7)]


def test_hidden_sheets_are_told_and_hidden_rows_are_read_and_counted():
    head, row = ["Código", "Fecha", "Monto"], ["1", None, 5]
    content = sheet_of(
        head,
        row,
        ["2", None, 6],
        row[:0],
        ["3", None, 7],
        hidden=(3, 5),
        others=(("Oculta", "hidden", [head, row]), ("Muy", "veryHidden", [head, row])),
    )
    table = read_file("x.xlsx", content, TOY)
    assert table.sheet == "Datos" and table.columns["code"] == ["1", "2", "3"]
    assert codes(table.warnings) == ["sheet_hidden", "sheet_hidden", "rows_hidden"]
    assert "«Oculta»" in table.warnings[0].message and ": 2 (filas 3 y 5)" in table.warnings[2].message
    only = sheet_of(["Nada"], others=(("Oculta", "hidden", [head, row]),))
    assert codes(refusal("x.xlsx", only, TOY)) == ["header_missing", "sheet_hidden_only"]


def test_filtered_rows_are_read_and_counted():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    page = made.add_worksheet()
    for at, line in enumerate([["Código", "Monto"], ["1", 5], ["2", 6]]):
        page.write_row(at, 0, line)
    page.autofilter(0, 0, 2, 1)
    page.filter_column(0, "x == 1")
    page.set_row(2, options={"hidden": True})
    made.close()
    table = read_file("x.xlsx", out.getvalue(), TOY)
    assert table.columns["code"] == ["1", "2"] and codes(table.warnings) == ["rows_hidden"]


def test_two_sheets_with_the_same_table_are_not_chosen_by_chance(register):
    head, row = ["Código", "Fecha", "Monto"], ["1", None, 5]
    problems = refusal("x.xlsx", sheet_of(head, row, others=(("Otra", "visible", [head, row]),)), TOY)
    assert codes(problems) == ["sheets_same"] and "«Datos» y «Otra»" in problems[0].message
    assert read_file("x.xlsx", sheet_of(head, row, others=(("Ejemplo", "visible", [head, row]),)), TOY).sheet == "Datos"
    assert read_file(
        "x.xlsx", sheet_of(head, row, others=(("Juguete", "visible", [head, ["9", None, 1]]),)), TOY
    ).columns["code"] == ["1", "9"]
    assert read_file("x.xlsx", sheet_of(head, others=(("Otra", "visible", [head, row]),)), TOY).sheet == "Otra"


def test_merged_cells_of_data_give_their_value_to_all_and_are_told():
    table = read_file(
        "x.xlsx", sheet_of(["Código", "Fecha", "Monto"], ["1", "02/01/2021", 5], ["2", "", 6], merges=("B2:B3",)), TOY
    )
    assert table.columns["day"] == ["02/01/2021"] * 2 and codes(table.warnings) == ["cells_merged"]


def test_errors_and_formulas_without_value_are_found_wherever_they_are(catalog):
    far = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="C{n}"><v>1</v></c></row>' for n in range(2, 40))
    xml = (
        far
        + '<row r="40"><c r="A40"><v>1</v></c><c r="C40"><f>SUM(A1)</f></c></row><row r="41"><c r="A41" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C41"><f>2</f><v>2</v></c></row>'
    )
    _, errors, _ = validate(read_file("x.xlsx", cells(xml), TOY), catalog)
    found = [(p.row, p.column, p.value) for p in errors if p.code == "cell_error"]
    assert found == [(40, "C «Monto»", "#¡SIN VALOR GUARDADO!"), (41, "A «Código»", "#DIV/0!")]


def test_a_strict_workbook_is_read(register):
    def strict(xml: bytes) -> bytes:
        xml = xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        return xml.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    content = book([HEAD, ROW, OTHER])
    for member in zipfile.ZipFile(io.BytesIO(content)).namelist():
        content = repacked(content, member, strict)
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")
    assert (
        read_file("x.xlsx", content, register).columns
        == read_file("x.xlsx", book([HEAD, ROW, OTHER]), register).columns
    )


def test_a_chart_on_its_own_sheet_does_not_hinder():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    page, chart = made.add_worksheet("Datos"), made.add_chart({"type": "line"})
    page.write_row(0, 0, ["Código", "Monto"])
    page.write_row(1, 0, ["1", 5])
    chart.add_series({"values": "=Datos!$B$2:$B$2"})
    made.add_chartsheet("Gráfico").set_chart(chart)
    made.close()
    assert read_file("x.xlsx", out.getvalue(), TOY).columns["amount"] == ["5"]


# Parquet


def parquet(columns: dict, **options) -> bytes:
    out = io.BytesIO()
    pq.write_table(
        columns if isinstance(columns, pa.Table) else pa.table(columns), out, write_page_checksum=True, **options
    )
    return out.getvalue()


def test_a_parquet_gives_the_same_table_as_a_csv(register, catalog):
    import csv

    with (DEMO / "deliverable.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    content = parquet({name: [row[name] for row in rows] for name in rows[0]})
    plain = read_file("x.csv", (DEMO / "deliverable.csv").read_bytes(), register)
    assert read_file("x.parquet", content, register) == plain
    assert validate(plain, catalog)[0].num_rows == len(rows)


def test_the_values_of_a_parquet():
    table = pa.table(
        {
            "Código": pa.array([1, 2]),
            "Fecha": pa.array([datetime(2021, 11, 26), None], pa.timestamp("ns")),
            "Monto": pa.array([60000.0, 1.25]),
        }
    )
    assert read_file("x.parquet", parquet(table), TOY).columns == {
        "code": ["1", "2"],
        "day": ["2021-11-26", ""],
        "amount": ["60000", "1.25"],
    }
    table = pa.table(
        {
            "Código": pa.array(["a", "b"]).dictionary_encode(),
            "Fecha": pa.array([date(2021, 1, 2), None]),
            "Monto": pa.array([1, 2], pa.decimal128(9, 2)),
        }
    )
    assert read_file("x.parquet", parquet(table), TOY).columns == {
        "code": ["a", "b"],
        "day": ["2021-01-02", ""],
        "amount": ["1.00", "2.00"],
    }


def test_what_a_parquet_may_not_bring():
    assert codes(refusal("x.parquet", parquet({"Código": ["1"], "Monto": [1]}, compression="brotli"), TOY)) == [
        "file_brotli"
    ]
    problems = refusal("x.parquet", parquet({"Código": [[1]], "Monto": [b"a"]}), TOY)
    assert codes(problems) == ["file_column_type"] * 2 and "«Código»" in problems[0].message
    assert codes(refusal("x.parquet", parquet({"Código": ["1"] * 300_000, "Monto": [1] * 300_000}), TOY)) == [
        "file_rows"
    ]
    assert codes(refusal("x.parquet", parquet({f"c{n}": [1] for n in range(600)}), TOY)) == ["file_columns"]
