"""The original row of a figure: the cells of its file as they came, its sheet, and a copy with that row painted in which
everything else is as it was; of a reserved register, nothing."""

import io
import zipfile
from datetime import date
from functools import partial
from hashlib import sha256
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from conftest import NOVEMBER, ROOT
from sig_metrics.intake.table.cited import cited
from sig_metrics.intake.table.read import sheets_of
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.evidence import evidence
from sig_metrics.measure.origin import original_at
from sig_metrics.measure.scope import Scope
from sig_metrics.present.original import original, painted_copy
from sig_metrics.present.painting import PAINT, painted_book
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.store import LocalStore
from sig_metrics.store.journal import read_ledger
from support.annex_book import STAGES, Kept, books
from support.excel_xml import Saved, as_excel
from support.office import by_office

LINES = [
    ("Sugerencias de noviembre",),
    (
        "suggestion",
        "received_on",
        "channel",
        "ut",
        "unit",
        "topic",
        "state",
        "evaluated_on",
        "answered_on",
        "implemented_on",
        "note",
    ),
    (
        "S-1",
        date(2021, 11, 5),
        "letter",
        "JUN",
        "UCI",
        "payment",
        "not_viable",
        date(2021, 11, 13),
        date(2021, 11, 14),
        None,
        "uno",
    ),
    (
        "S-2",
        date(2021, 11, 6),
        "letter",
        "JUN",
        "UCI",
        "payment",
        "not_viable",
        date(2021, 11, 16),
        date(2021, 11, 17),
        None,
        "nota",
    ),
]


def book(*sheets: str) -> bytes:
    """A workbook with notes in its first sheet and a table in each of the others, whose keys say which it is."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active.title = "Notas"
    for at, name in enumerate(sheets, 1):
        sheet = made.create_sheet(name)
        for n, line in enumerate(LINES):
            sheet.append([f"S-2021-0{at}{n:02d}" if n > 1 else line[0], *line[1:]])
        sheet["A4"].font, sheet["H4"].number_format = Font(bold=True), "dd/mm/yyyy"
        sheet.freeze_panes, sheet.row_dimensions[4].hidden = "A3", True
    made.save(out)
    return out.getvalue()


def painted_rows(content: bytes, sheet: str | None = None) -> set[int]:
    """The rows with a painted cell of the sheet that opens, or of another."""
    made = openpyxl.load_workbook(io.BytesIO(content))
    sheet = made[sheet] if sheet else made.active
    return {cell.row for row in sheet for cell in row if cell.fill.fgColor.rgb == PAINT}


@pytest.fixture
def loaded(tmp_path, whole_catalog):
    """What a load of a workbook leaves: its dataset, to be asked for its rows."""
    opened = []

    def load(*sheets: str) -> Dataset:
        store = LocalStore(tmp_path / "store")
        uts = ROOT / "data" / "demo" / "territorial_unit.csv"
        assert load_file(store, whole_catalog, Incoming("territorial_unit", uts.name, uts.read_bytes()), "ana").loaded
        report = load_file(store, whole_catalog, Incoming("suggestion", "noviembre.xlsx", book(*sheets)), "ana")
        assert report.loaded, report.problems
        opened.append(store.open())
        return Dataset(opened[-1], whole_catalog)

    yield load
    for each in opened:
        each.close()


def test_the_row_is_seen_as_it_came_with_its_sheet(loaded):
    found = original(loaded("Entregas"), 2, 4)
    assert found.said == "Fila 4 de noviembre.xlsx, hoja «Entregas»"
    cells = found.places[0].cells
    assert (cells[0], cells[-1]) == (("A", "suggestion", "S-2021-0103"), ("K", "note", "nota"))


def test_a_workbook_is_copied_whole_with_the_row_painted_and_its_sheet_open(loaded):
    copy = painted_copy(loaded("Entregas"), (2, 4, ()), ("Datos de demostración: sugerencias.",))
    made = openpyxl.load_workbook(io.BytesIO(copy))
    assert made.sheetnames == ["Notas", "Entregas", "Origen"] and made.active.title == "Entregas"
    said, mark = [row[0] for row in made["Origen"].values]
    assert said.startswith("Copia de noviembre.xlsx, carga n.º 2, SHA-256 ")
    assert mark == "Datos de demostración: sugerencias."
    assert painted_rows(copy) == {4} and not painted_rows(copy, "Notas")
    assert not made["Notas"].sheet_view.tabSelected and made["Entregas"].sheet_view.tabSelected
    sheet = made["Entregas"]
    assert (sheet["A4"].font.b, sheet["H4"].number_format, sheet["K3"].value) == (True, "dd/mm/yyyy", "uno")
    assert sheet.freeze_panes and not sheet.row_dimensions[4].hidden


def test_of_two_sheets_it_is_the_one_with_its_key_and_else_none_is_guessed(loaded):
    dataset = loaded("Uno", "Dos")
    assert original(dataset, 2, 4, ("S-2021-0203",)).said == "Fila 4 de noviembre.xlsx, hoja «Dos»"
    copy = painted_copy(dataset, (2, 4, ("S-2021-0203",)))
    assert painted_rows(copy) == {4} and not painted_rows(copy, "Uno")
    assert original(dataset, 2, 4).said == (
        "Fila 4 de noviembre.xlsx; puede ser de las hojas «Uno» y «Dos»: el registro de cargas no guarda de cuál"
    )
    copy = painted_copy(dataset, (2, 4, ()))
    assert painted_rows(copy, "Uno") == painted_rows(copy, "Dos") == {4}


def test_of_a_plan_with_a_sheet_a_stage_it_is_the_one_with_the_activity(whole_catalog):
    parts = {name: Kept(only=(code,)) for code, name in zip(STAGES, ("Mant.", "Seg.", "Mej."))}
    register = whole_catalog.register("plan")
    _, sheets, _ = sheets_of("anexo.xlsx", books(parts), register)
    told = 0
    for name, kept in parts.items():
        for activity, row in kept.row.items():
            (found,) = cited(sheets, register, row, (activity,))
            assert (found.sheet, found.row) == (name, row)
            assert ("N° Act.", activity) in [(heading, text.zfill(2)) for _, heading, text in found.cells]
            told += 1
    assert told == 25


def test_everything_else_of_a_book_stays_byte_by_byte():
    memory = io.BytesIO()
    made = xlsxwriter.Workbook(memory, {"in_memory": True})
    first, other = made.add_worksheet("Uno"), made.add_worksheet("D&os «ñ»")
    for n in range(40):
        first.write(n, 0, n)
        other.write(n, 0, f"x{n}")
    drawn = made.add_chart({"type": "line"})
    drawn.add_series({"values": "=Uno!$A$1:$A$9"})
    first.insert_chart("C3", drawn)
    made.close()
    copy = painted_book(memory.getvalue(), {"D&os «ñ»": 14})
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (memory.getvalue(), copy))
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert before.namelist() == after.namelist()
    assert changed == {"xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert painted_rows(copy) == {14} and painted_rows(copy, "Uno") == set()
    told = zipfile.ZipFile(io.BytesIO(painted_book(memory.getvalue(), {"D&os «ñ»": 14}, ("<Datos> & «marca»",))))
    more = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert {name for name in before.namelist() if before.read(name) != told.read(name)} == changed | more
    assert set(told.namelist()) - set(before.namelist()) == {"xl/worksheets/sheet3.xml"}


def straight(content: bytes) -> bytes:
    """A package with the slashes that openpyxl looks for."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(memory, "w") as made:
        for name in read.namelist():
            made.writestr(name.replace(chr(92), "/"), read.read(name))
    return memory.getvalue()


def prefixed(content: bytes) -> bytes:
    """The same book with a prefix in every element, as some exporters write it."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(memory, "w") as made:
        for name in read.namelist():
            plain = name.startswith("docProps") or "theme" in name
            made.writestr(
                name, read.read(name) if plain else ElementTree.tostring(ElementTree.fromstring(read.read(name)))
            )
    return memory.getvalue()


@pytest.mark.parametrize(
    "saved",
    [
        as_excel,
        partial(as_excel, how=Saved(workbook="workbook22.xml")),
        partial(as_excel, how=Saved(absolute=True)),
        partial(as_excel, how=Saved(backslashes=True, mac=True)),
        prefixed,
    ],
    ids=["excel", "numbered", "absolute", "of a mac", "prefixed"],
)
def test_the_mark_is_in_a_sheet_of_its_own_whoever_saved_the_book(saved):
    memory = io.BytesIO()
    made = xlsxwriter.Workbook(memory, {"in_memory": True})
    for name in ("Notas", "Entregas", "origen"):
        sheet = made.add_worksheet(name)
        for n in range(9):
            sheet.write(n, 0, f"{name} {n}")
    made.close()
    copy = painted_book(saved(memory.getvalue()), {"Entregas": 4}, ("Datos de demostración",))
    found = openpyxl.load_workbook(io.BytesIO(straight(copy)))
    assert found.sheetnames == ["Notas", "Entregas", "origen", "Origen (2)"] and found.active.title == "Entregas"
    assert {cell.row for row in found.active for cell in row if cell.fill.fgColor.rgb == PAINT} == {4}
    assert found["Origen (2)"]["A1"].value == "Datos de demostración" and found["origen"]["A4"].value == "origen 3"


def test_an_office_program_opens_the_copy_as_it_is(tmp_path):
    (tmp_path / "copia.xlsx").write_bytes(
        painted_book(book("Entregas"), {"Entregas": 4}, ("=1+1", "<Datos> & «marca»"))
    )
    again = openpyxl.load_workbook(by_office([tmp_path / "copia.xlsx"], tmp_path / "out") / "copia.xlsx")
    assert again.sheetnames == ["Notas", "Entregas", "Origen"] and again.active.title == "Entregas"
    assert [row[0] for row in again["Origen"].values] == ["=1+1", "<Datos> & «marca»"]
    assert again["Origen"]["A1"].data_type == "s"
    assert {cell.row for row in again.active for cell in row if cell.fill.fgColor.rgb == PAINT} == {4}


def test_what_cannot_be_painted_is_not_spoiled():
    content = book("Entregas")
    assert painted_book(content, {"Entregas": 999}) is None and painted_book(content, {"Otra": 4}) is None


def test_a_csv_becomes_a_workbook_with_its_rows_in_their_places(demo_snapshot, whole_catalog):
    """The row that `data/demo/qrd.csv` has in its line 1689, read by eye."""
    dataset = Dataset(demo_snapshot, whole_catalog)
    late = evidence(dataset, whole_catalog.indicator("SEG-07"), Scope(NOVEMBER)).parts["denominator"].rows
    load, row, key = next(original_at(each["original"]) for each in late if each["case_number"] == "R-2021-01874")
    assert key == ("R-2021-01874",)
    found = original(dataset, load, row, key)
    assert row == 1689 and found.said == "Fila 1689 de qrd.csv"
    hashed = sha256((ROOT / "data" / "demo" / "qrd.csv").read_bytes()).hexdigest()[:12]
    assert found.way == f"Quejas, reclamos y denuncias (QRD) › carga n.º {load} › qrd.csv › SHA-256 {hashed}…"
    assert found.places[0].cells[:2] == [("A", "case_number", "R-2021-01874"), ("B", "kind", "claim")]
    copy = painted_copy(dataset, (load, row, key), ("Datos de demostración",))
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert painted_rows(copy) == {1689}
    assert (sheet["A1"].value, sheet["A1689"].value, sheet["A1690"].value) == (
        "case_number",
        "R-2021-01874",
        "Q-2021-01875",
    )
    notes = [row[0] for row in openpyxl.load_workbook(io.BytesIO(copy))["Origen"].values]
    assert notes[0].startswith(f"Copia de qrd.csv, carga n.º {load}, SHA-256 {found.sha256}")
    assert notes[1] == "Datos de demostración"


def test_of_a_reserved_register_and_of_a_lost_file_nothing_is_seen(demo_snapshot, whole_catalog, loaded, tmp_path):
    dataset = Dataset(demo_snapshot, whole_catalog)
    cursor = demo_snapshot.connection.cursor()
    reserved = next(line["load"] for line in read_ledger(cursor) if line["register"] == "corruption_status")
    for load, said in ((reserved, "Registro reservado"), (9999, "9999")):
        with pytest.raises(Refused, match=said):
            original(dataset, load, 2)
        with pytest.raises(Refused, match=said):
            painted_copy(dataset, (load, 2, ()))
    mine = loaded("Entregas")
    for path in (tmp_path / "store" / "archive").glob("*.xlsx"):
        path.unlink()
    with pytest.raises(Refused, match="archive"):
        original(mine, 2, 4)
