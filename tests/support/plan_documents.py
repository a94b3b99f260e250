"""Builds the official plan of 2021, version 05, as the documents that approve a plan come: Word and PDF, each option one
way of laying it out.

The words and numbers are those of `data/plan/2021-v05` (`annex_book.OFFICIAL`)."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
import typst
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from support.annex_book import MONTHS, OFFICIAL, STAGES, UNITS

HEADINGS = ("Unidad responsable", "Líneas de acción", "N° Act.", "Actividades", "Entregables", "Meta física4", *MONTHS)
BEFORE = (
    "RESOLUCIÓN DE DIRECCIÓN EJECUTIVA N° 151-2021-MIDIS/PNADP-DE",
    "Lima, 30 de setiembre de 2021",
    "VISTOS:",
    "El Memorando N° 1207-2021-MIDIS/PNADP-UPPM; y,",
    "CONSIDERANDO:",
    "Que, mediante Resolución de Dirección Ejecutiva N° 032-2021-MIDIS/PNADP-DE de fecha 25 de febrero de 2021 se aprueba el plan;",
    "SE RESUELVE:",
    "Artículo 2.- Dejar sin efecto la Resolución de Dirección Ejecutiva N° 032-2021-MIDIS/PNADP-DE.",
    "13. Control de Cambios",
)
CHANGES = (("01", "05/01/2020", "Elaboración"), ("02", "12/03/2020", "Actualización"), ("03", "12/11/2020", "Actualización"),
           ("04", "25/01/2021", "Actualización"), ("05", "23/09/2021", "Actualización"))  # fmt: skip
TITLE = "Anexo 01: Cronograma de actividades del SIG – Año 2021"


@dataclass
class Laid:
    """How a document is laid out; `months` changes cells: {(activity, month): text}."""

    months: dict[tuple[str, int], str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    merged: bool = True  # units and lines over their rows
    repeated: bool = True  # the headings in each page
    size: float = 7.0
    page: str = "a4"
    flipped: bool = True
    hyphens: bool = False
    titles: bool = True  # the stage in a row of its own
    before: tuple[str, ...] = BEFORE
    title: str = TITLE
    bars: dict[str, tuple[int, int, str]] = field(default_factory=dict)  # activity: a cell over months from, to
    breakable: bool = True
    headings: tuple[str, ...] = HEADINGS
    ruled: bool = True


def rows(laid: Laid) -> Iterator[tuple[str, dict]]:
    """(kind, what it holds): «stage» with its title; «activity» with its texts and its twelve months."""
    stage = ""
    for number, each in OFFICIAL.items():
        if each["stage"] != stage and laid.titles:
            stage = each["stage"]
            yield "stage", {"text": f"Etapa: {STAGES[stage]}"}
        target = "No aplica5" if each["target"] is None else f"{each['target']:02d}"
        months = [laid.months.get((number, n), str(held) if held else "") for n, held in enumerate(each["months"], 1)]
        units = UNITS.get(each["units"], each["units"].replace("/", " / "))
        yield (
            "activity",
            each | {"number": number, "units": units, "target": laid.targets.get(number, target), "months": months},
        )


def _runs(laid: Laid, name: str) -> dict[str, int]:
    """{activity: rows} of each run of activities with the same text, within a stage."""
    found: dict[str, int] = {}
    first, before = "", None
    for kind, row in rows(laid):
        key = (row[name], row["stage"]) if kind == "activity" else None
        if key is None or key != before or not laid.merged:
            first = row["number"] if kind == "activity" else ""
        if kind == "activity":
            found[first] = found.get(first, 0) + 1
        before = key
    return found


def as_docx(laid: Laid | None = None) -> bytes:
    """The plan as a Word document."""
    laid = laid or Laid()
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1)
    for line in laid.before:
        made.add_paragraph(line)
    changes = made.add_table(0, 3)
    for change in CHANGES:
        for cell, text in zip(changes.add_row().cells, change):
            cell.text = text
    made.add_page_break()
    made.add_paragraph(laid.title)
    table = made.add_table(1, len(laid.headings), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, laid.headings):
        cell.text = text
    if laid.repeated:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    runs = {name: _runs(laid, name) for name in ("units", "line")}
    place: dict[str, int] = {}
    for kind, row in rows(laid):
        cells = table.add_row().cells
        if kind == "stage":
            cells[0].merge(cells[-1]).text = row["text"]
            continue
        place[row["number"]] = len(table.rows) - 1
        for at, name in enumerate(("units", "line", "number", "title", "deliverable", "target")):
            if name not in runs or row["number"] in runs[name]:
                cells[at].text = row[name]
        for at, text in enumerate(row["months"], 6):
            cells[at].text = text
    for at, name in enumerate(("units", "line")):
        for number, many in runs[name].items():
            if many > 1:
                table.cell(place[number], at).merge(table.cell(place[number] + many - 1, at))
    for number, (first, last, text) in laid.bars.items():
        cell = table.cell(place[number], 5 + first).merge(table.cell(place[number], 5 + last))
        cell.text = text
    table.autofit = False
    for column, width in zip(table.columns, (1.6, 2.8, 1.2, 5.0, 4.0, 1.5, *[0.8] * 12)):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(laid.size)
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def as_typst(laid: Laid | None = None) -> str:
    """The plan as the source of typst."""
    laid = laid or Laid()
    flipped = str(laid.flipped).lower()
    lines = [
        "#set document(date: none)",  # the same bytes for the same plan
        f'#set page(paper: "{laid.page}", flipped: {flipped}, margin: 1.2cm)',
        f'#set text(size: {laid.size}pt, lang: "es", hyphenate: {str(laid.hyphens).lower()})',
        *(f"#par({_typed(line)})" for line in laid.before),
        f"#table(columns: 3, {', '.join(_typed(cell) for change in CHANGES for cell in change)})",
        "#pagebreak()",
        f"#par({_typed(laid.title)})",
    ]
    stroke = "0.5pt" if laid.ruled else "none"
    widths = ", ".join(["1.4fr", "2.2fr", "0.8fr", "3.4fr", "2.8fr", "1.1fr", *["0.62fr"] * 12])
    lines.append(f"#table(columns: ({widths}), stroke: {stroke}, inset: 2.2pt,")
    lines.append(f"table.header(repeat: {str(laid.repeated).lower()}, {', '.join(map(_typed, laid.headings))}),")
    runs = {name: _runs(laid, name) for name in ("units", "line")}
    for kind, row in rows(laid):
        if kind == "stage":
            lines.append(f"table.cell(colspan: {len(laid.headings)})[*#{_typed(row['text'])}*],")
            continue
        cells = []
        for name in ("units", "line", "number", "title", "deliverable", "target"):
            many = runs.get(name, {}).get(row["number"], 0 if name in runs else 1)
            span = f"rowspan: {many}, " if many > 1 else ""
            if many:
                cells.append(f"table.cell({span}breakable: {str(laid.breakable).lower()})[#{_typed(row[name])}]")
        first, last, text = laid.bars.get(row["number"], (0, 0, ""))
        for n, held in enumerate(row["months"], 1):
            if n == first:
                cells.append(f"table.cell(colspan: {last - first + 1})[#{_typed(text)}]")
            elif not first < n <= last:
                cells.append(_typed(held))
        lines.append(", ".join(cells) + ",")
    lines.append(")")
    return "\n".join(lines)


def _typed(text: str) -> str:
    """A text of typst, in which no letter is a sign of its own."""
    return json.dumps(text, ensure_ascii=False)


def as_pdf(laid: Laid | None = None) -> bytes:
    """The plan as a PDF with a text layer."""
    return typst.compile(as_typst(laid).encode(), format="pdf")


def as_scan(content: bytes) -> bytes:
    """The pages of a PDF as pictures, without any text."""
    import pypdfium2 as pdfium

    made = pdfium.PdfDocument.new()
    for page in pdfium.PdfDocument(content):
        picture = io.BytesIO()
        page.render(scale=1).to_pil().convert("RGB").save(picture, "JPEG", quality=60)
        wide, high = page.get_size()
        image = pdfium.PdfImage.new(made)
        image.load_jpeg(io.BytesIO(picture.getvalue()), inline=True)
        image.set_matrix(pdfium.PdfMatrix().scale(wide, high))
        sheet = made.new_page(wide, high)
        sheet.insert_obj(image)
        sheet.gen_content()
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()
