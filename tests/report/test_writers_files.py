"""Proves what a file is: the same bytes for the same paper, in any process, of no typeface of the machine; a PDF that is
kept for ever; files that an office program opens; slides from which nothing falls out."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import docx
import pptx
import pypdf
import pytest
import typst

from conftest import ROOT
from sig_metrics.report.model import (
    BARS,
    BLANK,
    BODY,
    HEADING,
    ITEM,
    LEAD,
    LINE,
    NOTE,
    STACKED,
    SUBHEADING,
    Chart,
    Number,
    Series,
    Slide,
    Table,
    Text,
)
from sig_metrics.report.writers import docx as docx_writer
from sig_metrics.report.writers import html, pdf, xlsx
from sig_metrics.report.writers import pptx as pptx_writer
from sig_metrics.report.writers.columns import columns
from sig_metrics.report.writers.look import cut, lines, width
from sig_metrics.report.writers.placed import BOTTOM, LEFT, RIGHT, measured, pages
from support import paper_samples
from support.office import by_office
from support.paper_samples import CRUEL, DAYS, DECK, HOSTILE, LONG, MANY, NONE, PAPER, UNITS, made
from support.papers import flat, texts_of

ORDER = {  # ECMA-376, part 1, 17.3.1.26, 17.3.2.28, 17.4.59 and 17.4.66: an element out of its order is a file to repair
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def files():
    return paper_samples.files()


def test_the_same_paper_is_the_same_bytes_in_another_process(files, tmp_path):
    """It has another seed, another zone, another home and another language."""
    strange = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "HOME": str(tmp_path), "LC_ALL": "C"}
    command = [sys.executable, str(ROOT / "tests" / "support" / "paper_samples.py")]
    told = subprocess.run(command, env={**os.environ, **strange}, capture_output=True, text=True, check=True).stdout
    assert dict(line.split() for line in told.splitlines()) == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }


def test_the_same_paper_is_the_same_bytes_later(files):
    assert made() == files


def test_another_paper_is_other_bytes(files):
    assert docx_writer.paper(replace(PAPER, title="OTRA")) != files["docx"]
    assert pdf.paper(replace(PAPER, title="OTRA")) != files["pdf"]


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_a_package_tells_no_moment_and_no_person(files, kind):
    with zipfile.ZipFile(io.BytesIO(files[kind])) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        assert not [name for name in package.namelist() if "thumbnail" in name or "printer" in name]
    assert set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", core)) == {"2021-01-01T00:00:00Z"}
    assert not re.search(r"<(?:dc:creator|cp:lastModifiedBy)>[^<]", core)


def test_a_pdf_is_kept_for_ever_and_read_aloud(files):
    reader = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    known = reader.xmp_metadata.stream.get_data().decode()
    assert re.search(r'pdfaid:part(?:>|=")2', known) and re.search(r'pdfaid:conformance(?:>|=")A', known)
    assert re.search(r'pdfuaid:part(?:>|=")1', known)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith("es") and "/StructTreeRoot" in root
    assert reader.metadata.title == "ACTA DE REVISIÓN POR LA DIRECCIÓN N.° ACT-2021-05" and not reader.metadata.author
    assert [each.title for each in reader.outline if not isinstance(each, list)][:2] == ["I. Asistencia", "II. Debate"]


def test_every_typeface_of_a_pdf_is_ours_or_of_typst_and_is_in_it(files):
    """A sign that ours lacks («◆») would be drawn by a typeface of this machine, if one were asked."""
    fonts = {}
    for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[inner["/BaseFont"].partition("+")[2]] = bool(
                {"/FontFile2", "/FontFile3"} & {*inner["/FontDescriptor"]}
            )
    ours = {"LiberationSans", "LiberationSans-Bold"}
    assert all(fonts.values()) and ours <= {*fonts}
    assert {name.split("-")[0] for name in {*fonts} - ours} <= {
        "NewCMMath",
        "NewCM10",
        "LibertinusSerif",
        "DejaVuSansMono",
    }


def test_a_sign_that_no_typeface_here_has_is_a_box_and_the_pdf_is_one():
    known = pdf.drawable()
    assert set("áéíóúñÑüÁ«»–—…°º·•▲□1,.%") <= known and "中" not in known and "\U0001f600" not in known
    said = flat(texts_of("pdf", pdf.paper(replace(PAPER, blocks=(Text("antes 中 después ◆ ◇ ✓ ◷ ● ▲ ▼ ■"),)))))
    assert "antes □ después ◆ ◇ ✓ ◷ ● ▲ ▼ ■" in said
    with pytest.raises(typst.TypstError):  # as the standard asks
        typst.compile("中".encode(), ignore_system_fonts=True, pdf_standards=["a-2a"])


def test_a_long_address_breaks_and_is_copied_as_it_was_written():
    address = "https://sig.example.gob.pe/indicadores?ficha=SEG-07&corte_fijo=1&unidad=UTI&agrupar=territorio&ver=tabla"
    table = Table(("Vista", "Huella"), ((address, "f" * 64),), widths=(0.5, 0.5))
    content = pdf.paper(replace(PAPER, blocks=(table,)))
    said = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "\u200b" not in said and address not in said  # it takes more than a line
    assert address in said.replace("\n", "") and "f" * 64 in said.replace("\n", "")


def test_the_head_of_a_table_is_on_every_page_that_it_goes_on(files):
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages]
    held = [text for text in pages if "ACU-2021-0" in text]
    assert len(held) > 1 and all("Responsable" in text for text in held)
    assert all(re.search(rf"Página {n} de {len(pages)}\b", text) for n, text in enumerate(pages, 1))


def test_a_word_document_has_its_elements_in_their_order(files):
    seen = 0
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as package:
        for part in ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml"):
            for each in docx.oxml.parse_xml(package.read(part)).iter(*(W + name for name in ORDER)):
                order = ORDER[each.tag.removeprefix(W)].split()
                places = [order.index(child.tag.removeprefix(W)) for child in each]
                assert places == sorted(places), (part, each.tag, [child.tag for child in each])
                seen += len(places) > 1
    assert seen > 100


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_an_office_program_opens_it_whole(files, kind, tmp_path):
    path = tmp_path / f"papel.{kind}"
    path.write_bytes(files[kind])
    out = by_office([path], tmp_path / "out", "pdf") / "papel.pdf"
    said = flat(texts_of("pdf", out.read_bytes()))
    for each in ("ACU-2021-001", "ACU-2021-060", "Unidad de Tecnologías" if kind != "docx" else "Presidencia"):
        assert each in said
    if kind == "pptx":
        drawn = len(pptx.Presentation(io.BytesIO(files[kind])).slides)
        assert len(pypdf.PdfReader(out).pages) == drawn


CRUEL_SLIDES = (
    *DECK.slides,
    Slide("a", "e" * 200, "Título " * 60, LONG * 4, (DAYS,), tuple(LONG for _ in range(6))),
    Slide("b", "", "T", "", (Table(("A", "B"), ((LONG * 30, "1"), ("x", "2"))),)),
    Slide("c", "", "T", "", (Text("Sola", HEADING), DAYS, UNITS, MANY, NONE, CRUEL, Text(LONG))),
    Slide("d", "", "w" * 300, "w" * 300, (Text("w" * 5000), MANY)),
    Slide("e", "", "Nada"),
    *(
        Slide(f"f{n}", "", "T", "", (replace(MANY, rows=MANY.rows[:n]), Text("Título", HEADING), Text(LONG * 12)))
        for n in range(6, 14)
    ),
)


@pytest.mark.parametrize("slide", CRUEL_SLIDES, ids=lambda slide: slide.key)
def test_nothing_falls_out_of_a_slide_and_nothing_is_lost(slide):
    made = pages(slide)
    for page in made:
        last = 0.0
        for each in page.blocks:
            box = each.box
            assert box.x >= LEFT - 0.01 and box.x + box.wide <= RIGHT + 0.01 and box.y >= last - 0.01
            assert box.y + box.high <= BOTTOM + 0.5 or len(page.blocks) == 1 and page.lead and page.lead.box.high > 150
            last = box.y if isinstance(each.block, Chart) else box.y + box.high
        if page.blocks and page is not made[-1]:
            last_block = page.blocks[-1].block
            assert not (isinstance(last_block, Text) and last_block.style == HEADING), "a heading alone"
    rows = [row for page in made for each in page.blocks if isinstance(each.block, Table) for row in each.block.rows]
    given = [row for block in slide.blocks if isinstance(block, Table) for row in block.rows]
    assert re.sub(r"\s", "", "".join(map(str, (r[0] for r in rows)))) == re.sub(
        r"\s", "", "".join(map(str, (r[0] for r in given)))
    )
    texts = "".join(each.block.said for page in made for each in page.blocks if isinstance(each.block, Text))
    assert re.sub(r"\s", "", texts) == re.sub(
        r"\s", "", "".join(block.said for block in slide.blocks if isinstance(block, Text))
    )


def test_a_slide_that_goes_on_says_so_and_has_its_title_in_the_outline():
    shown = pptx.Presentation(io.BytesIO(pptx_writer.deck(replace(DECK, slides=DECK.slides[3:4]))))
    titles = [slide.shapes.title.text_frame.text for slide in shown.slides]
    assert len(titles) > 1 and all(each.endswith("(continúa)") for each in titles[1:])
    assert [layout.name for layout in shown.slide_layouts] == ["Lámina"]
    assert (shown.slide_width, shown.slide_height) == (12192000, 6858000)  # 16:9


def test_every_chart_and_table_of_a_slide_is_told_in_words(files):
    for slide in pptx.Presentation(io.BytesIO(files["pptx"])).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_no_column_is_narrower_than_its_longest_word():
    table = Table(("Responsable", "Acuerdo"), (("UPPM", LONG), ("UCI", "ACU-2021-001")), widths=(1, 20))
    wide = columns(table, 460, 9)
    assert sum(wide) == pytest.approx(460) and wide[0] > width("Responsable", 9, bold=True)
    assert wide[1] > 300
    assert sum(columns(Table(("w" * 90, "w" * 90, "a"), ()), 100, 9)) == pytest.approx(100)


def test_what_is_strong_or_has_lines_takes_the_room_that_it_takes():
    text = "El más antiguo venció hace 636 días"
    just = width(text, 12) + 1
    assert (measured(text, 12, just), measured(f"!!{text}!!", 12, just)) == (1, 2)
    assert measured("a\nb\nc", 12, 300) == 3


def test_a_text_is_cut_between_words_and_nothing_of_it_is_lost():
    first, rest = cut(LONG * 5, 10, 200, 4)
    assert lines(first, 10, 200) <= 4 < lines(LONG * 5, 10, 200) and (LONG * 5).startswith(first + " " + rest[:20])
    assert cut("w" * 500, 10, 100, 1)[0] and "".join(cut("w" * 500, 10, 100, 1)) == "w" * 500
    assert cut(HOSTILE[2], 10, 100, 1) == (HOSTILE[2], "")


def test_every_sign_of_a_state_is_drawn_in_a_pdf(whole_catalog):
    """The icons of the vocabulary, whichever they are."""
    icons = {each.icon for codes in whole_catalog.vocabularies.values() for each in codes.values() if each.icon}
    assert len(icons) > 5 and icons <= pdf.drawable()
    pdf.paper(replace(PAPER, blocks=(Text(" ".join(sorted(icons | pdf.BESIDES))),)))


def test_a_pdf_tells_no_moment_of_its_making(files):
    known = pypdf.PdfReader(io.BytesIO(files["pdf"])).metadata
    assert known.creation_date.isoformat() == "2021-01-01T00:00:00+00:00"


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_a_package_begins_with_its_types(files, kind):
    """And the others follow by name, in whatever order they were made."""
    with zipfile.ZipFile(io.BytesIO(files[kind])) as package:
        first, *names = package.namelist()
    assert first == "[Content_Types].xml" and names == sorted(names)


ODD_CHARTS = [
    Chart(kind, categories, series, unit="percent", decimals=1)
    for kind in (LINE, BARS, STACKED)
    for categories, series in (
        ((), ()),
        (("a",), (Series("", (0.5,)),)),
        (("a", "b"), (Series("x", (-0.5, 0.2)), Series("y", (None, None)))),
        (("a", "b"), (Series("solo la meta", (0.5, 0.5), "breach", True),)),
        (("Unidad de Cumplimiento e Información",) * 30, (Series("x", (1e9,) * 30, "tono que no hay"),)),
    )
]
ODD = (
    *ODD_CHARTS,
    Table(("",), ()),
    Table(("a", "b"), (("x\ny", Number("1", 1)), ("**n**", Number("−3.2 %", -0.032)))),
    Table(tuple("abcdefghijklmnop"), (tuple("x" * n for n in range(16)),) * 3),
    Table(("a",), (("x",),), "t", (0,), (0,)),
    *(Text("a\nb\n\nc", style) for style in (BODY, LEAD, NOTE, HEADING, SUBHEADING, ITEM, BLANK)),
    Text(""),
    Text("****!!!![completar: x"),
)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("write", [docx_writer.paper, pdf.paper], ids=lambda each: each.__module__.rpartition(".")[2])
def test_a_paper_of_anything_is_written(write):
    write(replace(PAPER, heading=(), institution=(), copies=(), signatures=PAPER.signatures * 5, blocks=ODD))
    write(replace(PAPER, blocks=(), signatures=(), marks=replace(PAPER.marks, demonstration="", sources=())))


def test_a_line_of_an_office_program_is_not_joined_where_it_begins_again():
    """In a slide it is two series; in a workbook, which has one column of it, points without a line."""
    line = Series("devengado", (0.9, 0.98, 0.05, 0.1), again=(2,))
    given = replace(DECK, slides=(Slide("a", "", "", "", (Chart(LINE, tuple("abcd"), (line,), unit="percent"),)),))
    shapes = pptx.Presentation(io.BytesIO(pptx_writer.deck(given))).slides[0].shapes
    drawn = next(shape.chart for shape in shapes if shape.has_chart).plots[0].series
    assert [(each.name, tuple(each.values)) for each in drawn] == [
        ("devengado", (0.9, 0.98, None, None)),
        ("devengado", (None, None, 0.05, 0.1)),
    ]
    assert [len(each._element.findall(f".//{C}dLbl")) for each in drawn] == [0, 1]  # named once, at its end
    with zipfile.ZipFile(io.BytesIO(xlsx.book(given))) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    assert re.search(r"</c:tx><c:spPr><a:ln[^>]*><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val=.circle.", chart)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "write", [pptx_writer.deck, xlsx.book, html.deck], ids=lambda each: each.__module__.rpartition(".")[2]
)
def test_a_deck_of_anything_is_written(write):
    write(replace(DECK, slides=tuple(Slide(str(n), "", "", "", (block,)) for n, block in enumerate(ODD))))
    write(replace(DECK, slides=()))
