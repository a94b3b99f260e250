"""What a draft of a plan issues: Anexo 01, which is loaded as any other, and the papers that tell the change."""

import io
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Cm
from PIL import ImageFont
from pypdf import PdfReader

from conftest import NOVEMBER
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.replan.draft import drafted
from sig_metrics.measure.replan.said import simulated
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.versions import changes
from sig_metrics.present.template import drafted_annex
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.report.drafts import replanned
from sig_metrics.report.writers import pdf
from sig_metrics.report.writers.docx import paper
from sig_metrics.report.writers.look import FONTS

EDITS = "06~pasa~11~12.23~mas~1.23~meta~3"
DAY = date(2021, 12, 3)
FACES = {True: "Bold", False: "Regular"}


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def found(dataset):
    return simulated(dataset, Scope(NOVEMBER), drafted(dataset, 2021, "05", EDITS))


def texts(made: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(made))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return [*(each.text for each in document.paragraphs), *cells]


def test_its_annex_is_loaded_as_the_next_version(found, dataset, demo_copy):
    """With the head that its approval brings; what the version then changes is what the draft changed."""
    head = PlanHeader("2021", "06", "RDE N° 150-2021-MIDIS/PNADP-DE", "13/12/2021")
    content = drafted_annex(dataset, found.draft)
    report = load_file(demo_copy, default_catalog(), Incoming("plan", "anexo.xlsx", content, header=head), "UPPM")
    assert report.loaded, report.problems
    loaded = dataset_of(demo_copy.open(), default_catalog())
    told = [(each.activity, each.kind, each.before, each.after) for each in changes(loaded, 2021, "05", "06")]
    loaded.close()
    assert told == [("06", "moved", "Nov", "Dic"), ("23", "target", "2", "3")]


def test_the_report_that_supports_it_says_what_changes_and_what_is_still_owed(found, dataset):
    said = texts(paper(replanned.paper(dataset, found, "sustento", DAY)))
    for each in (
        "Los 6 entregables vencidos frente a la versión 05 siguen pendientes de entrega, se apruebe o no la propuesta.",
        "La propuesta contiene 3 cambios a la programación vigente, que se detallan en el cuadro de este informe.",
    ):
        assert each in said
    at = said.index("Mes programado")
    assert said[at - 1 : at + 3] == ["06", "Mes programado", "Noviembre", "Diciembre"]
    blanks = [each for each in said if each.startswith("[completar:")]
    assert {"[completar: motivo de la reformulación]", "[completar: recomendación]"} <= set(blanks)


def test_who_it_goes_to_and_what_rules_it_is_of_the_institution(found, dataset):
    """As `[institution]` of the definitions says of JUNTOS; of another one there is a blank (tests/examples)."""
    said = texts(paper(replanned.paper(dataset, found, "sustento", DAY)))
    assert any("Dirección Ejecutiva" in each for each in said)
    assert any(each.startswith("Numeral 11.2 del Plan, sobre sus cambios") for each in said)
    assert any("Plan de Desarrollo del SIG 2021, versión 05" in each for each in said)


def test_the_memorandum_goes_to_the_units_whose_deliverables_change(found, dataset):
    said = texts(paper(replanned.paper(dataset, found, "memorando", DAY)))
    assert any("UPPM y UTI" in each for each in said) and not any("URH" in each for each in said)


def test_the_annex_as_a_paper_has_every_activity_and_its_months(found, dataset):
    document = docx.Document(io.BytesIO(paper(replanned.paper(dataset, found, "anexo", DAY))))
    rows = {row.cells[0].text: [cell.text for cell in row.cells] for row in document.tables[-1].rows}
    assert len(rows) == 26
    assert rows["06"][3:] == ["", "1", "1", "", "", "1", "", "", "", "", "", "1", "4"]


def test_the_annex_lies_and_none_of_its_columns_parts_a_word(found, dataset):
    """An A4 has 21 × 29.7 cm; a column is as wide as its longest word in the typeface of the paper, 9 points high, and the
    room that Word leaves beside a text (0.19 cm a side)."""
    faces = {bold: ImageFont.truetype(FONTS / f"LiberationSans-{name}.ttf", 900) for bold, name in FACES.items()}
    made = docx.Document(io.BytesIO(paper(replanned.paper(dataset, found, "anexo", DAY))))
    section = made.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    table = made.tables[-1]
    for n, column in enumerate(table.columns):
        words = [(w, at == 0) for at, row in enumerate(table.rows) for w in row.cells[n].text.split()]
        longest = max(faces[bold].getlength(word) / 100 for word, bold in words)
        assert longest + 2 * Cm(0.19).pt <= column.width.pt, (n, longest, column.width.pt)
        assert {row.cells[n].width for row in table.rows} == {column.width}
    assert sum(column.width.cm for column in table.columns) == pytest.approx(29.7 - 2.5 - 2.3, abs=0.01)


@pytest.mark.parametrize("kind", [each for each in replanned.KINDS if each != "anexo"])
def test_the_other_papers_stand(found, dataset, kind):
    section = docx.Document(io.BytesIO(paper(replanned.paper(dataset, found, kind, DAY)))).sections[0]
    assert section.orientation == WD_ORIENT.PORTRAIT and section.page_width < section.page_height


def test_its_pdf_lies_too(found, dataset):
    made = PdfReader(io.BytesIO(pdf.paper(replanned.paper(dataset, found, "anexo", DAY))))
    assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in made.pages} == {
        (842, 595)
    }


@pytest.mark.parametrize("kind", replanned.KINDS)
def test_the_same_draft_gives_the_same_paper(found, dataset, kind):
    assert paper(replanned.paper(dataset, found, kind, DAY)) == paper(replanned.paper(dataset, found, kind, DAY))
