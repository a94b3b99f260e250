"""Sends hostile texts out in CSV and Excel: none runs, none is lost, numbers and dates stay what they are."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from conftest import codes
from sig_metrics.language.problems import Refused
from sig_metrics.present import export
from sig_metrics.present.export import CELL_LIMIT, clean, sheet_name, to_csv, to_xlsx
from support.office import by_office

HOSTILE = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://x.example","ver")',
    "http://x.example",
    "https://x.example/a?b=1",
    "mailto:a@x.example",
    "internal:'Hoja'!A1",
    "{=1+1}",
    "12345678",
    "007",
    "1E+05",
    "-",
    "+51 999 999 999",
    "<script>alert(1)</script>",
    "a & b",
    "'comilla",
    '"doble"',
    "línea\nlínea",
    "ñandú á é í ó ú Ü",
    "🙂 emoji",
    "e\u0301",
    "\u202eRTL",
    "\u200bcero",
    "TRUE",
    "#REF!",
    "N/A",
    "None",
    " espacios ",
    "_x0041_",
    "a,b;c|d\te",
    "2021-11-30",
    "30/11/2021",
    "1,234.5",
    "x;=1+1;y",
    "x; =1+1",
    'x;"=1+1"',
    "x,=1+1",
    "x\t=1+1",
    "x|=1+1",
    "x;\u200b=1+1",
    "x;\ufeff@a",
    "x;\uff1d1+1",
    'x";=1+1;"',
    'x;""=1+1',
    "x;\n=1+1",
    "x\n;=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20a",
    " =1+1",
    "\u00a0=1+1",
    "\u3000@a",
    '"=1+1"',
    '""=1+1',
    ' "=1+1',
    "\ufeff=1+1",
    "\u200b\u200d-1",
    "\u2060+1",
    "\u00ad=1",
    "x\n=1+1",
    "x\r=1+1",
    "x\r\n=1+1",
    "x\n\n -1",
    "x\u2028=1+1",
    "x\u2029@a",
    "x\x85=1",
    'x\n"=1+1"',
    ";=1",
    ",=1",
    ";;;=1;;",
    ";",
    '";"',
    ';"',
    "Lima; -5 puntos",
    "a, -b",
    "x;'=1+1",
    "'=1+1",
    "=1+1;=2+2\n=3+3\t=4+4",
]
# Our own list of what may begin a formula, and of what is not seen or not counted before it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NOT_SEEN = ' \u00a0\u3000"\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u202e'
# a line that begins with a number of ours is one cell for whoever parts it by another separator
NUMBER = re.compile(r"-?\d+(\.\d+)?(,.*)?")
HEADINGS = {"name": "Entregable", "n": "Cantidad"}
ROWS = [{"name": text, "n": at - 3} for at, text in enumerate(HOSTILE)]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {
            name: packed.read(name).decode("utf-8") for name in packed.namelist() if name.endswith((".xml", ".rels"))
        }


def assert_inert(content: bytes) -> None:
    """No formula, no link, nothing outside the file."""
    for name, text in parts(content).items():
        assert not re.search(r"<f[ >]|<hyperlink|TargetMode|<externalLink", text), name


def first_column(content: bytes, notes: int = 0) -> list:
    """The values under the first heading, read by calamine: title, notes, an empty row and the headings are above."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [row[0] for row in sheet.to_python(skip_empty_area=False)[notes + 3 :]]


def csv_cells(content: bytes, separator: str = ",") -> list[list[str]]:
    """The lines of a CSV parted by a separator; no cell, of whoever parts it so, begins what a spreadsheet may run."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))
    for cell in (cell for line in lines for cell in line):
        begins = cell.lstrip(NOT_SEEN)
        assert not begins.startswith(DANGEROUS) or NUMBER.fullmatch(begins), (separator, cell)
    return lines


def same_but_for_marks(cell: str, text: str) -> bool:
    """Whether a cell of a CSV says what a text says: but for apostrophes, its line breaks are « ⏎ » and its tabs
    spaces."""
    said = re.sub("\r\n|[\n\r\x85\u2028\u2029]", " ⏎ ", text).replace("\t", " ")
    return cell.replace("'", "") == said.replace("'", "")


def test_no_hostile_text_runs_in_excel_and_all_come_back_equal():
    content = to_xlsx(ROWS, HEADINGS, "=Título", ["=nota", "Datos de demostración"])
    assert_inert(content)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [sheet.cell(row, 1) for row in range(6, 6 + len(HOSTILE))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert first_column(content, 2) == HOSTILE
    assert [cell.hyperlink for cell in cells] == [None] * len(cells)


def test_a_text_that_looks_like_a_formula_keeps_its_quote_when_edited():
    sheet = openpyxl.load_workbook(
        io.BytesIO(to_xlsx([{"name": "=1+1"}, {"name": "x"}], {"name": "N"}, "T", []))
    ).active
    assert sheet["A4"].quotePrefix and not sheet["A5"].quotePrefix


def test_every_csv_text_is_inert_and_comes_back_equal():
    content = to_csv(ROWS, HEADINGS)
    assert content.startswith(b"\xef\xbb\xbf")
    head, *lines = csv_cells(content)
    assert head == ["Entregable", "Cantidad"]
    for text, (cell, n), at in zip(HOSTILE, lines, range(len(HOSTILE)), strict=True):
        assert same_but_for_marks(cell, text), (cell, text)
        assert n == str(at - 3), "a negative number stays a number"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("x;=1+1;y", "x;'=1+1;y"),
        ("x; -1", "x;' -1"),
        ('x;"y"', 'x;\'"y"'),
        ('a, "b"', 'a, "b"'),
        ("a\n=1", "a ⏎ =1"),
        ("a\t=1", "a =1"),
        ('x;"=1"', 'x;\'"=1"'),
        ("a, b; c", "a, b; c"),
        ("31-12-2021", "31-12-2021"),
        ("a - b = c", "a - b = c"),
        ("a@b", "a@b"),
        ("＝1", "'＝1"),
        ("'=1", "'=1"),
        ("-", "'-"),
    ],
)
def test_a_text_of_a_csv_is_marked_only_where_a_formula_could_begin(text, written):
    assert csv_cells(to_csv([{"name": text}], {"name": "N"}))[1] == [written]


def test_a_csv_is_inert_whatever_separator_reads_it():
    """Each text first, last and between others, under a heading that is dangerous too."""
    rows = [{"a": text, "b": other, "n": -5, "c": text} for text, other in zip(HOSTILE, reversed(HOSTILE))]
    content = to_csv(rows, {"a": "=A;=1", "b": "@B", "n": "-N", "c": "C\n=1"})
    for separator in ",;\t|":
        csv_cells(content, separator)
    assert [line[2] for line in csv_cells(content)[1:]] == ["-5"] * len(HOSTILE)
    assert content.count(b"\r\n") == len(HOSTILE) + 1 and not re.search(rb"\n(?<!\r\n)|\r(?!\n)", content), (
        "a row is a line"
    )


def test_libreoffice_finds_no_formula_in_a_csv_parted_by_any_separator(tmp_path):
    """The same file parted by «;» (59), and by comma, semicolon and tab at once; its formulas are evaluated."""
    rows = [{"a": text, "b": other, "n": -5, "c": text} for text, other in zip(HOSTILE, reversed(HOSTILE))]
    content, found = to_csv(rows, {"a": "=A;=1", "b": "@B", "n": "-N", "c": "C"}), {}
    for code in ("59", "44/59/9"):
        folder = tmp_path / code.replace("/", "_")
        folder.mkdir()
        (folder / "tabla.csv").write_bytes(content)
        options = f"--infilter=CSV:{code},34,76,1,,1033,false,true,false,false,false,0,true"
        by_office([folder / "tabla.csv"], folder, "xlsx", options)
        book = openpyxl.load_workbook(folder / "tabla.xlsx")
        cells = [cell for line in book.active.iter_rows() for cell in line]
        found[code] = [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
        assert len(cells) > len(HOSTILE)
    assert found == {"59": [], "44/59/9": []}


@pytest.mark.parametrize("hidden", ["\x00=1+1", "\x07=1+1", "\ud800=1+1", "\x7f=1+1"])
def test_a_control_character_hides_no_formula(hidden):
    assert csv_cells(to_csv([{"name": hidden}], {"name": "N"}))[1] == ["'=1+1"]
    assert first_column(to_xlsx([{"name": hidden}], {"name": "N"}, "T", [])) == ["=1+1"]


def test_headings_cannot_run_either():
    assert to_csv([], {"a": "=1+1"}).decode("utf-8-sig").strip() == "'=1+1"
    assert_inert(to_xlsx([{"a": 1}], {"a": "=1+1"}, "T", []))


def test_numbers_days_and_moments_keep_their_type_and_their_peruvian_form():
    row = {
        "year": 2021,
        "n": 12345,
        "ratio": 0.9333,
        "money": Decimal("60000.50"),
        "day": date(2021, 11, 26),
        "at": datetime(2021, 12, 3, 15, 32),
        "yes": True,
        "none": None,
        "nan": float("nan"),
        "big": 2**60,
    }
    headings = {name: name for name in row}
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx([row], headings, "T", []))).active
    cells = {name: sheet.cell(4, at) for at, name in enumerate(row, 1)}
    assert cells["year"].number_format == "0" and cells["n"].number_format == "#,##0"
    assert (cells["ratio"].value, cells["money"].value) == (0.9333, 60000.5)
    assert cells["day"].value == datetime(2021, 11, 26) and cells["day"].number_format == "dd/mm/yyyy"
    assert cells["at"].value == datetime(2021, 12, 3, 10, 32), "the hour of Lima"
    assert (cells["yes"].value, cells["none"].value, cells["nan"].value) == ("Sí", None, None)
    assert cells["big"].value == str(2**60), "a number that Excel would round is written as text"
    line = to_csv([row], headings).decode("utf-8-sig").splitlines()[1]
    assert line == f"2021,12345,0.9333,60000.5,26/11/2021,03/12/2021 10:32,Sí,,,{2**60}"


def test_days_before_excel_exists_are_text():
    assert first_column(to_xlsx([{"d": date(1821, 7, 28)}], {"d": "D"}, "T", [])) == ["28/07/1821"]


def test_title_notes_frozen_headings_and_filter_are_there():
    notes = ["Fuente: Entregables, carga n.º 3", "Datos de demostración"]
    content = to_xlsx(ROWS, HEADINGS, "Entregables: vencidos / noviembre", notes)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["Entregables: vencidos / noviembre", *notes]
    assert sheet.freeze_panes == "A6" and sheet.auto_filter.ref == f"A5:B{5 + len(ROWS)}"
    assert sheet["A5"].font.bold and sheet["A5"].fill.fgColor.rgb == "FF8A1538"


def test_no_rows_say_so():
    assert first_column(to_xlsx([], HEADINGS, "T", ["Fuente"]), 1) == ["sin datos"]
    assert to_csv([], HEADINGS).decode("utf-8-sig") == "Entregable,Cantidad\r\n"


def test_a_text_longer_than_a_cell_is_cut_in_excel_only():
    long, wide = "a" * 40_000, "🙂" * 20_000
    assert clean(long) == "a" * CELL_LIMIT and len(clean(wide).encode("utf-16-le")) == (CELL_LIMIT - 1) * 2
    assert first_column(to_xlsx([{"name": long}], {"name": "N"}, "T", [])) == ["a" * CELL_LIMIT]
    assert long in to_csv([{"name": long}], {"name": "N"}).decode("utf-8-sig")


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(export, "SHEET_ROWS", 10)
    with pytest.raises(Refused) as caught:
        to_xlsx(ROWS, HEADINGS, "T", [])
    assert codes(caught.value.problems) == ["export_large"] and "CSV" in str(caught.value)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a[b]:c*d?e/f\\g", "a b c d e f g"),
        ("'Plan'", "Plan"),
        ("x" * 40, "x" * 31),
        ("***", "Datos"),
        ("\x00", "Datos"),
    ],
)
def test_sheet_names_are_legal(title, name):
    assert sheet_name(title) == name
    assert_inert(to_xlsx(ROWS, HEADINGS, title, []))


def test_equal_tables_give_equal_bytes():
    assert to_xlsx(ROWS, HEADINGS, "T", []) == to_xlsx(ROWS, HEADINGS, "T", [])
