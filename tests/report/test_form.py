"""Holds the form in XLSX to its paper, read back by programs that did not write it: every text and every number is there,
once; a text is never a formula; what follows the annexes is on the sheet of the origin; and a table is as wide as its page."""

import io

import openpyxl
import pytest

from sig_metrics.report.drafts.form_grid import PAGE, across, ends_of, grid_of
from sig_metrics.report.drafts.form_xlsx import form
from sig_metrics.report.model import BLANK, HEADING, ITEM, NOTE, Marks, Number, Paper, Signature, Table, Text
from support.office import by_office
from support.papers import texts_of, values_of

HOSTILE = ("=1+1", "+2", "-3", "@suma", '=HYPERLINK("http://x")', "<r>rico</r>", "\x07campana", "http://ejemplo")
NARROW = Table(("Qué", "Valor"), tuple((text, Number("1,234.50", 1234.5)) for text in HOSTILE), "Angosta", (1,))
HEADS = ("Mes", *(f"Columna {n}" for n in range(1, 10)))
WIDE = Table(
    HEADS,
    (("Enero", *(Number(f"{n}", n) for n in range(1, 10))), ("Total", *(Number("93.3 %", 0.933) for _ in range(9)))),
    numbers=tuple(range(1, 10)),
    over=("", *["Primeras"] * 4, *["Últimas"] * 5),
)
ANNEX = Table(("Registro", "Carga"), (("Eventos", "n.º 3"),))


def paper(*blocks) -> Paper:
    annexes = (Text("Anexos", HEADING), Text("De dónde salen"), ANNEX)
    marks = Marks("Datos publicados n.º 1", "f" * 64, ("Eventos, carga n.º 3",), "Datos de demostración")
    heading = (("DE", "Unidad\nOficina"), ("FECHA", "Lima, [completar: día]"))
    signed = (Signature("Unidad", "Responsable"), Signature("Comité", "Presidencia"))
    return Paper("forma", ("Entidad",), "REGISTRO", heading, (*blocks, *annexes), signed, marks, ("Archivo",))


@pytest.fixture(scope="module")
def made() -> bytes:
    return form(
        paper(Text("Uno", HEADING), WIDE, Text("=9", NOTE), NARROW, Text("falta", BLANK), Text("punto", ITEM)), "YO"
    )


def test_every_text_and_number_is_there_and_no_text_is_a_formula(made):
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    read = {cell.value for cell in cells if isinstance(cell.value, str)}
    wanted = {"REGISTRO", "Entidad", "DE", "Unidad\nOficina", "=9", "• punto", "falta", "Primeras", "Últimas", *HEADS}
    assert wanted | {each.replace("\x07", "") for each in HOSTILE} <= read
    assert sorted(values_of("xlsx", made)) == sorted([*range(1, 10), *[0.933] * 9, *[1234.5] * len(HOSTILE)])


def test_the_origin_has_what_follows_the_annexes_and_what_it_was_made_of(made):
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Formulario", "Origen"]
    first, origin = ({c.value for row in sheet.iter_rows() for c in row if c.value is not None} for sheet in book)
    assert {"De dónde salen", "Eventos", "n.º 3", "Datos de demostración"} <= origin and "De dónde salen" not in first
    assert any("f" * 64 in str(each) for each in origin)
    assert [each.value for each in book.custom_doc_props.props] == ["YO"]


def test_what_is_to_be_completed_is_marked(made):
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Formulario"]
    marked = {c.value for row in sheet.iter_rows() for c in row if c.value and c.fill.fill_type == "solid"}
    assert {"falta", "Lima, [completar: día]"} <= marked and "• punto" not in marked


def test_the_same_paper_is_the_same_bytes_and_an_office_program_keeps_it(made, tmp_path):
    again = paper(Text("Uno", HEADING), WIDE, Text("=9", NOTE), NARROW, Text("falta", BLANK), Text("punto", ITEM))
    assert form(again, "YO") == made
    (tmp_path / "forma.xlsx").write_bytes(made)
    kept = (by_office([tmp_path / "forma.xlsx"], tmp_path / "out") / "forma.xlsx").read_bytes()
    assert set(texts_of("xlsx", made)) <= set(texts_of("xlsx", kept))


def test_a_form_without_a_wide_table_has_a_grid_too():
    assert texts_of("xlsx", form(paper(NARROW)))
    assert sum(grid_of([])) == pytest.approx(PAGE)


@pytest.mark.parametrize("many", range(1, 8))
def test_a_narrow_table_covers_the_grid_once(many):
    grid = grid_of([WIDE])
    table = Table(tuple(f"C{n}" for n in range(many)), (tuple("texto largo " * n for n in range(many)),))
    ends = ends_of(grid, table)
    assert ends[0][0] == 0 and ends[-1][1] == len(grid) - 1
    assert all(first <= last for first, last in ends)
    assert all(before[1] + 1 == after[0] for before, after in zip(ends, ends[1:]))
    assert sum(grid) >= PAGE - 1e-6 and across(grid, 0, len(grid) - 1) < sum(grid)
