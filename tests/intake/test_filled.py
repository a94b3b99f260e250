"""Whoever downloads a register, opens it in an office program, saves it and loads it back changes nothing.

Every register of the demonstration, read back as it was given, as Excel saves it and as LibreOffice does; and a
register whose values are those that spreadsheets lose, with what must come back typed by hand."""

import io
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from conftest import LEGAL, rows_only
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.cli.commands import main
from sig_metrics.intake.base_version import Base, base_of
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import Dataset
from sig_metrics.present import template
from sig_metrics.present.template import filled, filled_annex
from sig_metrics.publish.differences import differences
from sig_metrics.publish.load import Incoming, load_file, load_files, prepare, preview
from sig_metrics.store import LocalStore
from support.cruel_values import COLUMNS, REGISTER, ROWS, holding, small
from support.excel_xml import EXCEL, Saved, as_excel
from support.office import by_office
from support.turns import in_turn

REGISTERS = list(default_catalog().registers)
SOME = in_turn(REGISTERS, 18)  # what is done with a workbook is the same for each


@pytest.fixture(scope="module")
def catalog(whole_catalog):
    return whole_catalog


@pytest.fixture(scope="module")
def cruel(catalog):
    """(catalogue, snapshot, workbook) of the register of this file."""
    made = small(catalog, REGISTER)
    snapshot = holding(made, list(reversed(ROWS)))
    yield made, snapshot, filled(Dataset(snapshot, made), REGISTER)
    snapshot.close()


@pytest.fixture(scope="module")
def demo_snapshot(demo_folder, catalog, tmp_path_factory):
    """The demonstration in a store that has also loaded as its own the law that comes with the program."""
    store = LocalStore(Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("lawful") / "store")))
    load_files(
        store,
        rows_only(catalog),
        [Incoming(name, f"{name}.csv", (LEGAL / f"{name}.csv").read_bytes()) for name in catalog.law],
        "pruebas",
    )
    snapshot = store.open()
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="module")
def books(demo_snapshot, catalog, cruel):
    """{register: its workbook with every row}, made when it is asked for, and «cruel»."""

    class Books(dict):
        def __missing__(self, name: str) -> bytes:
            self[name] = filled(Dataset(demo_snapshot, catalog), catalog.register(name))
            return self[name]

    return Books(cruel=cruel[2])


@pytest.fixture(scope="module")
def office(books, tmp_path_factory):
    """{register: the same, as LibreOffice saves it}; one run of the office for all."""
    folder = tmp_path_factory.mktemp("office")
    given = {name: books[name] for name in (*SOME, "cruel")}
    for name, content in given.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    out = by_office(list(folder.glob("*.xlsx")), folder / "out")
    return {name: (out / f"{name}.xlsx").read_bytes() for name in given}


def changes_nothing(snapshot, catalog, name: str, content: bytes) -> None:
    prepared = prepare(Incoming(name, f"{name}.xlsx", content), catalog)
    report = preview(snapshot.connection, catalog, prepared)
    assert differences(snapshot.connection, catalog, prepared, 5) == []
    assert (report.new, report.changed, report.removed) == (0, 0, 0) and report.same > 0
    assert {warning.code for warning in report.warnings} <= {"required_when"}, "what the data themselves deserve"
    assert base_of(content) == Base(name, snapshot.number, 74)


def held(name: str, snapshot) -> bool:
    return name == "plan" or snapshot.rows(f"select count(*) as n from {name}")[0]["n"] > 0


def test_every_register_of_the_demonstration_has_rows(demo_snapshot):
    assert len(REGISTERS) == 72 and all(held(name, demo_snapshot) for name in REGISTERS), (
        "those that follow say something of each"
    )


@pytest.mark.parametrize("name", SOME)
def test_a_register_loaded_back_as_it_was_given_changes_nothing(demo_snapshot, catalog, books, name):
    changes_nothing(demo_snapshot, catalog, name, books[name])


@pytest.mark.parametrize("name", SOME)
def test_nor_after_excel_saves_it(demo_snapshot, catalog, books, name):
    changes_nothing(demo_snapshot, catalog, name, as_excel(books[name]))


@pytest.mark.parametrize("name", SOME)
def test_nor_after_libreoffice_saves_it(demo_snapshot, catalog, office, name):
    changes_nothing(demo_snapshot, catalog, name, office[name])


def typed_by_somebody(catalog, name: str, given: bytes) -> tuple[bytes, int]:
    """The empty template with its example and three rows of the demonstration, typed under its headings; and how
    many rows."""
    source, book = (
        openpyxl.load_workbook(io.BytesIO(given)).worksheets[0],
        openpyxl.load_workbook(io.BytesIO(template.workbook_for(catalog.register(name), catalog, Base(name, 1, 57)))),
    )
    sheet = book.worksheets[0]
    rows = [
        [cell.value for cell in row]
        for row in source.iter_rows(min_row=5, max_row=7)
        if any(cell.value is not None for cell in row)
    ]
    rows.append([cell.value for cell in book["Ejemplo"][5]])
    for n, row in enumerate(rows, 5):
        for at, value in enumerate(row, 1):
            sheet.cell(n, at).value = value
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue(), len(rows)


@pytest.mark.parametrize("name", [name for name in SOME if name != "plan"])
def test_a_template_filled_by_hand_brings_those_rows_and_no_more(demo_snapshot, catalog, books, name):
    content, count = typed_by_somebody(catalog, name, books[name])
    try:
        prepared = prepare(Incoming(name, "x.xlsx", content), catalog)
    except Refused as refusal:  # the example is one of the three rows
        assert {problem.code for problem in refusal.problems} == {"duplicate"}
        return
    report = preview(demo_snapshot.connection, catalog, prepared)
    assert (
        report.read == count and report.same >= count - 1 and report.new + report.changed <= 1 and report.removed == 0
    )
    assert base_of(content) == Base(name, 1, 57)


HOWS = {
    "without formulas nor bars": Saved(bars=False, formulas=False, spare=0, query=False),
    "workbook22": Saved(workbook="workbook22.xml"),
    "absolute": Saved(absolute=True),
    "back-slashes": Saved(backslashes=True),
    "zipped on a Mac": Saved(mac=True),
}


@pytest.mark.parametrize("how", HOWS)
def test_nor_in_the_packages_that_other_hands_make(demo_snapshot, catalog, books, how):
    for name in ("plan", "deliverable", "digital_project"):
        changes_nothing(demo_snapshot, catalog, name, as_excel(books[name], HOWS[how]))


def test_loading_it_says_so_and_leaves_no_load(demo_copy, catalog):
    with closing(demo_copy.open()) as snapshot:
        given = {
            name: filled(Dataset(snapshot, catalog), catalog.register(name))
            for name in ("plan", "deliverable", "corruption_status")
        }
        before = snapshot.number
    for name, content in given.items():
        report = load_file(demo_copy, catalog, Incoming(name, "x.xlsx", as_excel(content)), "prueba")
        assert (report.loaded, report.problems) == (False, []) and report.message.startswith("Sin cambios"), (
            report.message
        )
    with closing(demo_copy.open()) as snapshot:
        assert snapshot.number == before


# ---------------------------------------------------------------- what is in the book


def typed(catalog, content: bytes) -> list[tuple]:
    (rows,) = prepare(Incoming("cruel", "cruel.xlsx", content), catalog).parts.values()
    return [tuple(row[column.name] for column in COLUMNS) for row in rows.to_pylist()]


@pytest.mark.parametrize("how", ["as given", "excel", "openpyxl"])
def test_the_values_that_spreadsheets_lose_come_back_as_they_were(cruel, how):
    made, _, content = cruel
    if how == "excel":
        content = as_excel(content)
    if how == "openpyxl":
        memory = io.BytesIO()
        openpyxl.load_workbook(io.BytesIO(content)).save(memory)
        content = memory.getvalue()
    for row, back in zip(ROWS, typed(made, content), strict=True):
        assert back == row or (how == "openpyxl" and row[0] == "A5"), (
            "openpyxl takes _x0041_ for a letter, and saves the letter"
        )


def test_nor_does_libreoffice_lose_them(cruel, office):
    for row, back in zip(ROWS, typed(cruel[0], office["cruel"]), strict=True):
        assert back == row


def sheet_of(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def test_texts_stay_texts_dates_are_dates_and_nothing_runs(cruel):
    sheet = sheet_of(cruel[2])
    assert sheet.title == "Valores lo que se pierde prueba" and sheet.freeze_panes == "A5"
    assert {cell.data_type for column in "ABCDEF" for cell in sheet[column][4:] if cell.value is not None} == {"s"}
    by_id = {row[0].value: row for row in sheet.iter_rows(min_row=5)}
    assert (
        by_id["=1+1"][1].quotePrefix
        and by_id["@x"][1].quotePrefix
        and by_id["-"][0].quotePrefix
        and not by_id["A1"][1].quotePrefix
    )
    assert {cell.number_format for row in by_id.values() for cell in row[:6] if cell.value is not None} == {"@"}
    assert by_id["A1"][9].is_date and by_id["A1"][9].number_format == "dd/mm/yyyy"
    assert by_id["A1"][4].value == "Quejas y reclamos" and by_id["#5 de 2021"][5].value == "both/slash"
    assert (by_id["+51 999"][4].value, by_id["-"][4].value) == ("Otro", "other_b"), (
        "a label of two codes is that of the first"
    )


def test_a_day_that_spreadsheets_do_not_share_is_a_text_as_it_is_read(cruel):
    days = [date(1821, 7, 28), date(1899, 12, 31), date(1900, 2, 28), date(1900, 3, 1)]
    with closing(holding(cruel[0], [(f"A{n}", *ROWS[0][1:9], day) for n, day in enumerate(days)])) as snapshot:
        cells = sheet_of(filled(Dataset(snapshot, cruel[0]), REGISTER))["J"][4:]
    assert [cell.value for cell in cells[:3]] == ["28/07/1821", "31/12/1899", "28/02/1900"] and cells[
        3
    ].value.date() == days[3]
    assert [cell.number_format for cell in cells] == ["@"] * 3 + ["dd/mm/yyyy"]


def test_the_format_shows_every_decimal_and_the_column_every_digit(cruel):
    sheet = sheet_of(cruel[2])
    assert sheet["H5"].number_format == "#,##0.00" + "#" * 11, "0.1234567890123 has 13 decimals"
    assert sheet["G5"].number_format == "0" and sheet["I5"].number_format == "#,##0.00####"
    assert (sheet["H6"].value, sheet["H6"].number_format) == ("0.30000000000000004", "@"), (
        "LibreOffice would save it as 0.3"
    )
    assert sheet.column_dimensions["G"].width > len("999,999,999,999,999")


def test_lists_and_limits_are_those_of_the_empty_one_and_reach_below_the_rows(cruel, catalog):
    made, _, content = cruel
    empty = template.template(REGISTER, made)
    rules = [
        {
            (rule.type, rule.formula1, rule.formula2): str(rule.sqref)
            for rule in sheet_of(each).data_validations.dataValidation
        }
        for each in (content, empty)
    ]
    assert rules[0] == rules[1] and ("list", "Listas!$A$2:$A$8", None) in rules[0]
    many = holding(made, ROWS[:1])
    many.connection.execute(
        "insert into cruel by name (select c.* replace (printf('K%05d', n) as id) from cruel as c, range(5999) as r(n))"
    )
    book = filled(Dataset(many, made), REGISTER)
    assert {str(rule.sqref).split(":")[1][1:] for rule in sheet_of(book).data_validations.dataValidation} == {"7004"}
    report = preview(many.connection, made, prepare(Incoming("cruel", "x.xlsx", book), made))
    assert (report.new, report.changed, report.same) == (0, 0, 6000)
    many.close()


def test_the_sheets_and_what_they_say(demo_snapshot, catalog, books):
    book = openpyxl.load_workbook(io.BytesIO(books["deliverable"]))
    assert book.sheetnames == ["Entregables", "Definiciones", "Listas"]
    said = book.worksheets[0]["A3"].value
    assert said.startswith("Trae 76 filas: lo cargado hasta la carga n.º 74 · datos de demostración. Corrija")
    assert "demostración" not in openpyxl.load_workbook(io.BytesIO(books["legal_basis"])).worksheets[0]["A3"].value, (
        "the law is real"
    )
    keys = [tuple(row[:4]) for row in book.worksheets[0].iter_rows(min_row=5, values_only=True)]
    assert keys == sorted(keys) and len(keys) == 76


def test_equal_rows_give_equal_bytes(demo_snapshot, catalog, books):
    for name in ("plan", "deliverable", "corruption_status"):
        assert filled(Dataset(demo_snapshot, catalog), catalog.register(name)) == books[name]


def test_a_register_without_rows_gives_the_workbook_to_fill(catalog):
    made = small(catalog, REGISTER)
    with closing(holding(made, [])) as snapshot:
        assert filled(Dataset(snapshot, made), REGISTER) == template.workbook_for(
            REGISTER, made, Base("cruel", 9, None)
        )


def test_more_rows_than_a_sheet_and_a_text_longer_than_a_cell_are_refused_in_one_sentence(catalog, cruel, monkeypatch):
    made, snapshot, _ = cruel
    with closing(holding(made, [("A", "🙂" * 16_384, *ROWS[0][2:])])) as one, pytest.raises(Refused) as caught:
        filled(Dataset(one, made), REGISTER)
    assert str(caught.value).startswith(
        "El texto de «Nota» en la fila n.º 1 ocupa 32,768 caracteres y una celda de Excel admite 32,767."
    )
    monkeypatch.setattr(template, "SHEET_ROWS", 20)
    with pytest.raises(Refused) as caught:
        filled(Dataset(snapshot, made), REGISTER)
    assert str(caught.value).startswith(
        "«Valores: lo que se pierde / [prueba]» tiene 25 filas y una hoja de Excel admite 20."
    )


# ---------------------------------------------------------------- Anexo 01, and the command line


@pytest.mark.parametrize("version", ["04", "05"])
def test_an_annex_of_any_version_loaded_back_changes_nothing(demo_snapshot, catalog, version):
    content = filled_annex(Dataset(demo_snapshot, catalog), 2021, version)
    for each in (content, as_excel(content, EXCEL)):
        changes_nothing(demo_snapshot, catalog, "plan", each)


def test_an_annex_carries_the_four_facts_of_its_version(demo_snapshot, catalog):
    sheet = sheet_of(filled_annex(Dataset(demo_snapshot, catalog), 2021, "05"))
    facts = [sheet.cell(row, 2).value for row in range(3, 7)]
    assert facts == [
        "2021",
        "05",
        "Resolución de Dirección Ejecutiva (número no consta en el texto fuente)",
        "30/09/2021",
    ]


def test_the_plan_asked_for_as_a_register_is_its_last_version(demo_snapshot, catalog):
    dataset = Dataset(demo_snapshot, catalog)
    assert filled(dataset, catalog.register("plan")) == filled_annex(dataset, 2021, "05")


def test_the_command_line_gives_the_rows_and_says_from_which_data(demo_folder, catalog, tmp_path, capsys):
    out = tmp_path / "acuerdos.xlsx"
    with closing(LocalStore(demo_folder).open()) as snapshot:
        book = filled(Dataset(snapshot, catalog), catalog.register("agreement"))
    assert main(["template", "agreement", str(out), "--filled", "--store", str(demo_folder)]) == 0
    assert out.read_bytes() == book
    assert main(["template", "agreement", str(out), "--store", str(demo_folder)]) == 0
    assert base_of(out.read_bytes()) == base_of(book) and len(sheet_of(out.read_bytes())["A"]) == 4
    assert main(["template", "agreement", str(out), "--store", str(tmp_path / "none")]) == 0
    assert base_of(out.read_bytes()) == Base("agreement", None, None) and not (tmp_path / "none").exists()
    assert main(["template", "agreement", str(out), "--filled", "--store", str(tmp_path / "none")]) == 1
    assert "vacío" in capsys.readouterr().err
