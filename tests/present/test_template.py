"""Fills every workbook that the library hands out and loads it back, also through an office program."""

import io
import zipfile
from functools import lru_cache

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from conftest import codes
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.intake.annex.annex import PlanHeader, split_annex
from sig_metrics.intake.judge.validate import validate
from sig_metrics.intake.table.read import read_file
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import Dataset
from sig_metrics.present.template import annex_template, example_row, filled_annex, template, workbook_for
from sig_metrics.publish.load import Incoming, load_file, prepare
from support.office import by_office
from support.turns import in_turn


@pytest.fixture(scope="session")
def catalog(whole_catalog):
    return whole_catalog


REGISTERS = list(default_catalog().registers)
SOME = in_turn(REGISTERS, 18)  # what is done with a workbook is the same for each
HEADER = PlanHeader("2022", "01", "RDE N° 001-2022-MIDIS/PNADP-DE", "03/01/2022")


def open_book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def headings_at(book: openpyxl.Workbook) -> int:
    """The row of the headings of the first sheet: the frozen one."""
    return int(book.worksheets[0].freeze_panes[1:]) - 1


@lru_cache(maxsize=100)  # each is wanted by three tests
def with_example(content: bytes) -> bytes:
    """The workbook with the row of «Ejemplo» copied under the headings of its first sheet."""
    book = open_book(content)
    data, at = book.worksheets[0], headings_at(book) + 1
    for cell in book["Ejemplo"][5]:
        data.cell(at, cell.column).value = cell.value
    return saved(book)


def judge(name: str, content: bytes, catalog):
    """(rows, errors, warnings) of a workbook read as `name`."""
    table = read_file("lleno.xlsx", content, catalog.register(name))
    assert not table.warnings, "every heading is known"
    if table.register.layout == "annex":
        split = split_annex(table, HEADER, catalog)
        return split.parts.get("plan_activity"), split.errors, split.warnings
    return validate(table, catalog)


@pytest.fixture(scope="session")
def resaved(tmp_path_factory, catalog):
    """{register: its filled workbook, as LibreOffice saves it}; one run of the office for all."""
    folder = tmp_path_factory.mktemp("office")
    files = []
    for name in SOME:
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(with_example(workbook_for(catalog.register(name), catalog)))
    out = by_office(files, folder / "out")
    return {path.stem: (out / path.name).read_bytes() for path in files}


@pytest.mark.parametrize("name", SOME)
def test_every_workbook_opens_in_two_readers_and_has_its_sheets(catalog, name):
    register = catalog.register(name)
    content = workbook_for(register, catalog)
    book = open_book(content)
    assert book.sheetnames[1:3] == ["Ejemplo", "Definiciones"] and len(book.sheetnames[0]) <= 31
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == book.sheetnames
    row = [cell.value for cell in book.worksheets[0][headings_at(book)]]
    assert row == [column.heading for column in register.columns]
    assert [row[0].value for row in book["Definiciones"].iter_rows(min_row=2)] == row
    assert all(cell.comment and cell.font.bold for cell in book.worksheets[0][headings_at(book)])


@pytest.mark.parametrize("name", SOME)
def test_an_empty_workbook_is_recognised_and_says_it_has_no_rows(catalog, name):
    with pytest.raises(Refused) as caught:
        read_file("vacio.xlsx", workbook_for(catalog.register(name), catalog), catalog.register(name))
    assert codes(caught.value.problems) == ["no_rows"] and "No hay filas" in str(caught.value)


@pytest.mark.parametrize("name", SOME)
def test_no_other_sheet_is_ever_taken_for_the_data(catalog, name):
    book = open_book(workbook_for(catalog.register(name), catalog))
    del book[book.sheetnames[0]]
    with pytest.raises(Refused) as caught:
        read_file("sin-datos.xlsx", saved(book), catalog.register(name))
    assert codes(caught.value.problems) == ["header_missing"]


@pytest.mark.parametrize("name", REGISTERS)
def test_the_example_loads_without_errors(catalog, name):
    rows, errors, warnings = judge(name, with_example(workbook_for(catalog.register(name), catalog)), catalog)
    assert not errors and not warnings and rows.num_rows == 1
    assert {column.name for column in catalog.register(name).columns if column.example and column.vocabulary} <= {
        name for name, value in example_row(catalog.register(name), catalog).items() if value
    }


@pytest.mark.parametrize("name", SOME)
def test_the_example_loads_the_same_after_an_office_program_saves_it(catalog, resaved, name):
    rows, errors, warnings = judge(name, resaved[name], catalog)
    assert not errors and not warnings
    direct, *_ = judge(name, with_example(workbook_for(catalog.register(name), catalog)), catalog)
    assert rows.to_pylist() == direct.to_pylist()


@pytest.mark.parametrize("name", SOME)
def test_codes_are_text_dates_are_dates_and_lists_offer_the_catalogue(catalog, name):
    register = catalog.register(name)
    book = open_book(workbook_for(register, catalog))
    sheet, first = book.worksheets[0], headings_at(book) + 1
    rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}
    for at, column in enumerate(register.columns, 1):
        shape = (
            sheet.cell(first, at).number_format
            if register.layout == "annex"
            else sheet.column_dimensions[openpyxl.utils.get_column_letter(at)].number_format
        )
        if column.type in ("text", "code", "codes"):
            assert shape == "@", column.name
        if column.type == "date":
            assert (shape, rules[at].type) == ("dd/mm/yyyy", "date")
        if column.type == "int":
            assert rules[at].type == ("custom" if column.null_words else "whole")
        if column.type == "code" and not column.opens:  # a new unit can be written
            letter, count = rules[at].formula1.split("$")[1], int(rules[at].formula1.split("$")[-1])
            offered = [book["Listas"][f"{letter}{row}"].value for row in range(2, count + 1)]
            assert offered == [word.label for word in catalog.vocabularies[column.vocabulary].values()]
        if column.type == "codes":
            assert at not in rules, "several codes are written freely, joined by «/»"


def test_more_lists_can_be_offered(catalog):
    book = open_book(template(catalog.register("deliverable"), catalog, {"activity": ["01", "02"]}))
    rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in book.worksheets[0].data_validations.dataValidation}
    assert rules[2].type == "list"
    letter = rules[2].formula1.split("$")[1]
    assert [book["Listas"][f"{letter}{row}"].value for row in (1, 2, 3)] == ["«N° Act.»", "01", "02"]


def test_a_wrong_cell_of_a_filled_template_is_named_where_it_is(catalog):
    book = open_book(with_example(workbook_for(catalog.register("deliverable"), catalog)))
    book.worksheets[0].cell(headings_at(book) + 1, 6).value = "UPPX"
    _, errors, _ = judge("deliverable", saved(book), catalog)
    assert codes(errors) == ["unknown_code"] and errors[0].row == 5 and errors[0].column.startswith("F ")


def test_a_column_taken_out_is_refused_and_the_example_is_not_loaded_in_its_place(catalog):
    book = open_book(with_example(workbook_for(catalog.register("deliverable"), catalog)))
    book.worksheets[0].delete_cols(7)
    with pytest.raises(Refused) as caught:
        read_file("x.xlsx", saved(book), catalog.register("deliverable"))
    assert codes(caught.value.problems) == ["header_column"]


def test_the_annex_has_its_header_cells_thirty_rows_and_marks_a_wrong_target(catalog):
    book = open_book(annex_template(catalog))
    sheet = book["Anexo 01"]
    assert sheet["A1"].value == "Anexo 01: Cronograma de actividades del SIG"
    assert [sheet.cell(row, 1).value for row in range(3, 7)] == [
        "Año:",
        "Versión:",
        "Resolución:",
        "Fecha de aprobación:",
    ]
    assert [sheet.cell(row, 2).value for row in range(3, 7)] == [None] * 4
    assert {sheet.cell(row, 2).number_format for row in range(3, 7)} == {"@"}
    ((area, rules),) = sheet.conditional_formatting._cf_rules.items()
    assert str(area.sqref) == "G8:G37" and rules[0].formula == ["SUM($H8:$S8)<>N($G8)"]


def test_the_header_cells_written_on_the_annex_are_read(catalog):
    book = open_book(with_example(annex_template(catalog)))
    for row, text in enumerate(("2022", "1", "RDE N° 001-2022-MIDIS/PNADP-DE", "03/01/2022"), 3):
        book["Anexo 01"].cell(row, 2).value = text
    table = read_file("plan.xlsx", saved(book), catalog.register("plan"))
    split = split_annex(table, PlanHeader(), catalog)
    assert not split.errors and split.parts["plan_version"].to_pylist()[0]["version"] == "01"
    assert [(row["month"], row["quantity"]) for row in split.parts["plan_schedule"].to_pylist()] == [(6, 1), (12, 1)]


def test_an_annex_without_its_header_names_the_four_missing_data(catalog):
    table = read_file("plan.xlsx", with_example(annex_template(catalog)), catalog.register("plan"))
    assert codes(split_annex(table, PlanHeader(), catalog).errors) == [
        "annex_year",
        "annex_version",
        "annex_resolution",
        "annex_approved",
    ]


def test_a_filled_annex_loads_as_the_next_version_with_the_same_plan(catalog, plan_copy):
    with_rows = filled_annex(Dataset(plan_copy.open(), catalog), 2021, "05")
    book = open_book(with_rows)
    assert "Ejemplo" not in book.sheetnames
    book["Anexo 01"]["B4"].value = "06"
    report = load_file(plan_copy, catalog, Incoming("plan", "plan-06.xlsx", saved(book)), "pruebas")
    assert report.loaded and not report.problems and not report.warnings and report.read == 25
    snapshot = plan_copy.open()
    for columns, table in (
        ("activity, month, quantity", "plan_schedule"),
        ("activity, stage, line, units, title, deliverable, target", "plan_activity"),
    ):
        sql = f"select {columns} from {table} where version = ? order by all"
        assert snapshot.rows(sql, ["06"]) == snapshot.rows(sql, ["05"]) != []


def test_a_filled_annex_brings_the_systems_and_the_resolution_of_its_version(catalog, plan_store):
    prepared = prepare(
        Incoming("plan", "p.xlsx", filled_annex(Dataset(plan_store.open(), catalog), 2021, "05")), catalog
    )
    rows = plan_store.open().rows("select activity, system from activity_system where year = 2021 order by all")
    systems = [
        {"activity": row["activity"], "system": row["system"]} for row in prepared.parts["activity_system"].to_pylist()
    ]
    assert sorted(systems, key=lambda row: (row["activity"], row["system"])) == rows
    assert prepared.parts["plan_version"].to_pylist()[0]["resolution"].startswith("Resolución de Dirección Ejecutiva")


def test_a_version_that_does_not_exist_is_refused_naming_those_that_do(catalog, plan_store):
    with pytest.raises(Refused) as caught:
        filled_annex(Dataset(plan_store.open(), catalog), 2021, "09")
    assert "«09»" in str(caught.value) and "05" in str(caught.value)


@pytest.mark.parametrize("name", SOME)
def test_no_workbook_holds_a_formula_in_a_cell_nor_a_link_and_equal_calls_give_equal_bytes(catalog, name):
    content = workbook_for(catalog.register(name), catalog)
    assert content == workbook_for(catalog.register(name), catalog)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = [packed.read(part).decode() for part in packed.namelist() if part.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in text or "<hyperlink" in text for text in sheets)
