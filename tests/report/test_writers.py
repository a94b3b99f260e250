"""Proves that what a paper or a deck says comes back whole from each format, whoever wrote it: its texts, its numbers, what
is emphasised, what is missing; and that a hostile text is a text."""

import io
import re
import zipfile

import docx
import openpyxl
import pptx
import pytest
from docx.oxml.ns import qn

from sig_metrics.report.model import BODY, HEADING, SUBHEADING, Marks, Text
from sig_metrics.report.writers import look
from support import paper_samples
from support.paper_samples import HASH, HOSTILE, LONG, MARKS
from support.papers import Page, flat, numbers_of, texts_of, values_of


@pytest.fixture(scope="module")
def files():
    return paper_samples.files()


PAPERS, DECKS = ("docx", "pdf"), ("pptx", "xlsx", "html")
IN_A_PAPER = (
    "Ministerio de Desarrollo e Inclusión Social",
    "ACTA DE REVISIÓN POR LA DIRECCIÓN N.° ACT-2021-05",
    "LUGAR Y FECHA",
    "Desempeño del sistema al 31 de octubre",
    "Se abrió la sesión con 8 de 11 miembros; el cuórum es 6.",
    "I. Asistencia",
    "Satisfacción: 3 reclamos pasaron de 30 días hábiles en noviembre.",
    "II. Debate",
    "2.1. Reclamos",
    "Días hábiles de respuesta",
    "[completar: lo que se debatió]",
    "III. Acuerdos",
    "ACU-2021-060",
    "Acuerdos suspendidos",
    "Sin filas.",
    "IV. Conclusión",
    "Adecuado; línea una",
    "línea dos.",
    "Unidad de Recursos Humanos",
    "Miembro que votó en contra",
    "cc.: Órgano de Control Institucional y Archivo",
    "Corte n.º 3 «Cierre de noviembre», datos al 30/11/2021 · SHA-256 1f0c9a2b77de",
    "Fuente: registro de reclamos, carga n.º 12 (03/12/2021).",
    "Datos de demostración",
)
IN_A_DECK = (
    "Los reclamos se responden en 22 días; antes, en 33",
    "Aun así, 3 reclamos pasaron de 30 días hábiles en noviembre.",
    "Meta legal",
    "a veces se incumple",
    "mediana",
    "meta legal",
    "Unidad de Recursos Humanos y Bienestar",
    "May 21",
    "Entregables por mes",
    "ACU-2021-060",
    "Acuerdos suspendidos",
    "Datos de demostración",
)


@pytest.mark.parametrize("kind", PAPERS)
def test_every_text_of_a_paper_comes_back(files, kind):
    said = flat(texts_of(kind, files[kind]))
    assert [each for each in IN_A_PAPER if each not in said] == []
    assert said.count(LONG.strip()) == 3 and "**" not in said and "!!" not in said


@pytest.mark.parametrize("kind", DECKS)
def test_every_text_of_a_deck_comes_back(files, kind):
    said = flat(texts_of(kind, files[kind]))
    assert [each for each in IN_A_DECK if each not in said] == []
    assert "**" not in said and "!!" not in said
    assert kind == "xlsx" or "93.3 % y 50.0 %; la meta es 90.0 %." in said  # what a chart shows, in words


@pytest.mark.parametrize("kind", [*PAPERS, *DECKS])
def test_every_number_of_a_table_comes_back_once_and_as_it_is_written(files, kind):
    numbers = numbers_of(kind, files[kind])
    # 1,234 × 10 to × 60, of which no other number of the sample is one
    assert [each for each in (f"{n * 1234:,}" for n in range(10, 61)) if numbers.count(each) != 1] == []


@pytest.mark.parametrize("kind", DECKS)
def test_every_number_of_a_chart_comes_back_as_it_is_written(files, kind):
    numbers = numbers_of(kind, files[kind])
    assert {"31", "28", "22", "23", "1,047", "93.3 %", "50.0 %", "90.0 %", "13"} <= set(numbers)


def test_the_charts_of_a_deck_hold_the_bare_values_and_no_gap_is_a_zero(files):
    days, units, shares = [31, 28, 22, 23, *[30] * 5], [1047, 3], [0.933, 0.5, 0.9, 0.9]
    piled = [5, 4, 6, 7, 8, 0, 1, 2, 13]
    assert values_of("pptx", files["pptx"]) == [*days, *units, *shares, *piled]
    in_cells = values_of("xlsx", files["xlsx"])
    for value in (1047, 0.933, 0.9996, 60000.5, 121):
        assert value in in_cells
    assert in_cells.count(0) == 1  # «vencido» of January, and none of the four gaps


def test_a_chart_of_a_deck_is_edited_over_the_same_numbers(files):
    """What PowerPoint opens to edit: the workbook in the file says what the drawing says, and its texts are texts."""
    seen = []
    for slide in pptx.Presentation(io.BytesIO(files["pptx"])).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                blob = shape.chart.part.chart_workbook.xlsx_part.blob
                rows = [*openpyxl.load_workbook(io.BytesIO(blob))["Sheet1"].iter_rows(values_only=True)]
                plots = [series for plot in shape.chart.plots for series in plot.series]
                assert [*zip(*rows)][0][1:] == tuple(shape.chart.plots[0].categories)
                assert {column[0]: column[1:] for column in [*zip(*rows)][1:]} == {
                    series.name: tuple(series.values) for series in plots
                }
                seen.append(shape.chart.chart_type.name if len(shape.chart.plots) == 1 else "with a line over it")
    assert seen == ["LINE", "BAR_CLUSTERED", "with a line over it", "COLUMN_STACKED"]


def test_a_target_is_a_dashed_line_without_points(files):
    with zipfile.ZipFile(io.BytesIO(files["pptx"])) as package:
        charts = [
            package.read(name).decode() for name in package.namelist() if re.search(r"charts/chart\d+\.xml$", name)
        ]
    targets = [
        ser for chart in charts for ser in re.findall(r"<c:ser>.*?</c:ser>", chart, re.S) if re.search(">meta", ser)
    ]
    assert len(targets) == 2 and all('prstDash val="dash"' in ser and 'symbol val="none"' in ser for ser in targets)


@pytest.mark.parametrize("kind", [*PAPERS, *DECKS])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_comes_back_to_the_letter(files, kind, text):
    """In a PDF, spaces are where the words stand."""
    said = flat(texts_of(kind, files[kind]))
    assert re.sub(r"\s", "", text) in re.sub(r"\s", "", said)


def test_no_text_is_a_formula_or_a_link(files):
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}
    links = {
        cell.hyperlink.location or cell.hyperlink.target
        for row in book["Contenido"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links and all(link.split("!")[0].strip("'").replace("''", "'") in book.sheetnames for link in links)


def test_a_page_has_no_element_that_a_text_brought_and_asks_for_nothing(files):
    page = Page()
    page.feed(files["html"].decode("utf-8"))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "b", "f", "r", "a:x"}
    said = [(name, value) for _, about in page.tags for name, value in about.items()]
    assert not [name for name, _ in said if name.startswith("on") or name in ("src", "style")]
    assert {value[0] for name, value in said if name == "href"} == {"#"}
    policy = next(about["content"] for tag, about in page.tags if about.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy


def test_what_is_emphasised_is_strong_and_a_breach_has_its_colour(files):
    document = docx.Document(io.BytesIO(files["docx"]))
    runs = {run.text: run for paragraph in document.paragraphs for run in paragraph.runs}
    assert runs["8 de 11"].bold and runs["8 de 11"].font.color.rgb is None
    assert str(runs["3 reclamos pasaron de 30 días hábiles"].font.color.rgb) == "A5301C"
    assert b'<strong class="breach">3 reclamos pasaron de 30 d' in files["html"]


def test_a_number_of_a_spreadsheet_reads_as_the_papers_write_it(files):
    """Also where a paper rounds in its own way, or says more than a number."""
    rows = {
        row[0].value: row[1] for row in openpyxl.load_workbook(io.BytesIO(files["xlsx"]))["Fichas"].iter_rows(min_row=4)
    }
    forms = {name: (cell.value, cell.number_format) for name, cell in rows.items() if name}
    assert forms["Avance"] == (0.933, "0.0\\ %")
    assert forms["Casi todo"] == (0.9996, '"99.9 %"')  # «99.9 %» is not all: 100.0 % would say that it is
    assert forms["Gasto"] == (60000.5, '"S/ "#,##0.00')
    assert forms["Plazo"] == (121, '#,##0" días"')
    assert forms["Entregables"][0] == "4 de 68" and forms["Nadie lo midió"][0] == "sin dato"


def test_the_whole_hash_and_the_sources_are_where_a_reader_looks_for_them(files):
    origin = [row[0].value for row in openpyxl.load_workbook(io.BytesIO(files["xlsx"]))["Origen"].iter_rows()]
    assert any(HASH in each for each in origin) and "registro de reclamos, carga n.º 12 (03/12/2021)" in origin
    assert HASH in flat(texts_of("html", files["html"]))
    for kind in (*PAPERS, "pptx"):
        assert "SHA-256 1f0c9a2b77de" in flat(texts_of(kind, files[kind]))


def test_headings_are_numbered_once():
    blocks = (
        *(Text("Antecedentes", HEADING), Text("Uno", SUBHEADING), Text("Dos", SUBHEADING), Text("x", BODY)),
        *(
            Text("II. Base legal", HEADING),
            Text("2.1. Ley", SUBHEADING),
            Text("Análisis", HEADING),
            Text("Tres", SUBHEADING),
        ),
    )
    assert [block.said for block in look.numbered(blocks)] == [
        *("I. Antecedentes", "1.1. Uno", "1.2. Dos", "x", "II. Base legal", "2.1. Ley", "III. Análisis", "3.1. Tres"),
    ]
    assert look.numbered((Text("Sola", SUBHEADING),)) == (Text("I. Sola", HEADING),)
    assert look.numbered(tuple(Text("a", HEADING) for _ in range(19)))[-1].said == "XIX. a"


def test_nothing_that_nobody_sees_goes_into_a_paper():
    assert look.seen("a\u202eb\u200fc\x00d\ud800e\r\nf\tg") == "abcde\nf g"
    assert look.runs("a **b** !!c!! **d") == (
        *(look.Run("a "), look.Run("b", "strong"), look.Run(" "), look.Run("c", "breach"), look.Run(" **d")),
    )
    assert look.runs("N.° [completar: número] x") == (
        *(look.Run("N.° "), look.Run("[completar: número]", "open"), look.Run(" x")),
    )
    assert look.sources(Marks("c", "h")) == "" and look.foot(MARKS).endswith("· SHA-256 1f0c9a2b77de")


def test_a_word_document_has_real_styles_and_repeats_the_head_of_a_table(files):
    document = docx.Document(io.BytesIO(files["docx"]))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["I. Asistencia"] == "Heading 1" and styles["2.1. Reclamos"] == "Heading 2"
    assert styles["Conclusión."] == "List Bullet" and styles["[completar: lo que se debatió]"] == "Completar"
    table = next(table for table in document.tables if len(table.rows) == 61)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert {table.cell(n, 3).paragraphs[0].alignment for n in range(61)} == {2}  # to the right
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"es-PE"}
    fields = [each.text.strip() for each in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    core = document.core_properties
    assert core.title.startswith("ACTA DE") and not core.author + core.last_modified_by + core.comments


def test_a_gap_of_a_chart_is_an_empty_cell(files):
    """Excel draws a text as 0."""
    sheet = next(each for each in openpyxl.load_workbook(io.BytesIO(files["xlsx"])) if each.title.startswith("01"))
    rows = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value}
    assert rows["Feb 21"] == 28 and rows["Mar 21"] is None
