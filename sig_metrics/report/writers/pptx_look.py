"""Owns how a PPTX looks: the one layout that is kept of the template, in our typeface and colours, and texts and tables in
their boxes, with their language and without what PowerPoint would add of its own."""

import re

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation
from pptx.shapes.shapetree import SlideShapes
from pptx.text.text import TextFrame
from pptx.util import Pt

from sig_metrics.language import words
from sig_metrics.present.theme import LIGHT
from sig_metrics.report.model import BLANK, HEADING, ITEM, NOTE, SUBHEADING, Table, Text
from sig_metrics.report.writers.columns import columns
from sig_metrics.report.writers.look import BREACH, OFFICE_FACE, OPEN, STRONG, Run, cell_runs, line, runs
from sig_metrics.report.writers.placed import AIR, BOTTOM, CELL, HIGH, LEFT, RIGHT, TOP, WIDE, Box, Placed

LAYOUT, LAYOUT_NAME = "Title Only", "Lámina"
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # a table without lines nor fills of its own
THEME = {"accent1": "ink", "accent2": "common", "accent3": "improvement", "accent4": "concern", "accent5": "breach"}
THEME |= {"accent6": "neutral", "dk2": "ink", "lt2": "surface", "hlink": "accent", "folHlink": "muted"}
INK = {NOTE: "muted", BLANK: "notice_ink"}


def prepare(presentation: Presentation) -> None:
    """16:9, one layout with its title in its place, and the theme of the house."""
    presentation.slide_width, presentation.slide_height = Pt(WIDE), Pt(HIGH)
    presentation.element.sldSz.attrib.pop("type", None)  # that of a screen of 4:3
    layouts = presentation.slide_layouts
    for layout in [each for each in layouts if each.name != LAYOUT]:
        layouts.remove(layout)
    layouts[0].name = LAYOUT_NAME
    for holder in (presentation.slide_master, layouts[0]):
        for shape in [*holder.placeholders]:
            if shape.placeholder_format.type == 1:  # a title
                _place(shape, Box(LEFT, TOP + 23, RIGHT - LEFT, 78))
            elif holder is presentation.slide_master and shape.placeholder_format.type == 2:  # a body
                _place(shape, Box(LEFT, 130, RIGHT - LEFT, BOTTOM - 130))
            else:
                shape._element.getparent().remove(shape._element)
    for each in presentation.slide_master._element.iter(qn("a:lvl1pPr")):
        if each.getparent().tag == qn("p:titleStyle"):
            each.set("algn", "l")
    _theme(presentation)
    for rels in (presentation.part.package._rels, presentation.part.rels):
        for mark, relation in [*rels.items()]:
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                rels.pop(mark)


def _theme(presentation: Presentation) -> None:
    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8").replace('typeface="Calibri"', f'typeface="{OFFICE_FACE}"')
    for name, role in THEME.items():
        colour = getattr(LIGHT, role).lstrip("#").upper()
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', text)
    part._blob = text.encode("utf-8")


def _place(shape: object, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(box.x), Pt(box.y), Pt(box.wide), Pt(box.high)


def title(shape: object, placed: Placed) -> None:
    """The title of a slide, in the placeholder that outlines and screen readers know."""
    _place(shape, placed.box)
    frame = _bare(shape.text_frame)
    _paragraph(frame, placed.block.said, placed.size, LIGHT.ink, first=True, bold=True)


def text(
    shapes: SlideShapes, box: Box, given: str, size: float, colour: str, align: PP_ALIGN | None = None
) -> TextFrame:
    """A text in a box of its own."""
    shape = shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.wide), Pt(box.high))
    frame = _bare(shape.text_frame)
    for n, each in enumerate(given.split("\n")):
        _paragraph(frame, each, size, colour, first=n == 0).alignment = align
    return frame


def texts(shapes: SlideShapes, placed: list[Placed], gap: float) -> None:
    """Texts that follow each other, as paragraphs of one box."""
    first, last = placed[0].box, placed[-1].box
    shape = shapes.add_textbox(Pt(first.x), Pt(first.y), Pt(first.wide), Pt(last.y + last.high - first.y))
    frame = _bare(shape.text_frame)
    for n, each in enumerate(placed):
        block: Text = each.block
        bold = block.style in (HEADING, SUBHEADING)
        colour = getattr(LIGHT, INK.get(block.style, "ink"))
        made = _paragraph(frame, block.said, each.size, colour, first=n == 0, bold=bold)
        made.space_after = Pt(gap)
        if block.style == ITEM:
            about = made._p.get_or_add_pPr()
            about.set("marL", str(Pt(16)))
            about.set("indent", str(-Pt(16)))
            child(about, "a:buChar", char="•")


def _bare(frame: TextFrame) -> TextFrame:
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _paragraph(frame: TextFrame, given: str, size: float, colour: str, first: bool = False, bold: bool = False):
    paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
    return _written(paragraph, runs(given), size, colour, bold)


def _written(paragraph, given: tuple[Run, ...], size: float, colour: str, bold: bool):
    """A paragraph with its emphasis; a line of it is a line."""
    paragraph.line_spacing = Pt(size * AIR)
    for run in given:
        tone = {BREACH: LIGHT.breach, OPEN: LIGHT.notice_ink}.get(run.how, colour)
        for n, part in enumerate(run.said.split("\n")):
            if n:
                child(paragraph._p, "a:br")
            _run(paragraph._p, part, size, tone, bold or run.how in (STRONG, BREACH))
    return paragraph


def _run(paragraph: BaseOxmlElement, text: str, size: float, colour: str, bold: bool) -> None:
    """A run, written at once: a deck has thousands."""
    made = child(paragraph, "a:r")
    look = child(made, "a:rPr", lang="es-PE", sz=str(round(size * 100)), b=str(int(bold)))
    child(child(look, "a:solidFill"), "a:srgbClr", val=colour.lstrip("#").upper())
    child(look, "a:latin", typeface=OFFICE_FACE)
    child(made, "a:t").text = text


def table(shapes: SlideShapes, placed: Placed) -> None:
    """A native table, under its title; one without rows says so."""
    given: Table = placed.block
    box, size = placed.box, placed.size
    if given.title:
        text(shapes, Box(box.x, box.y, box.wide, size * AIR), f"**{line(given.title)}**", size, LIGHT.ink)
        box = Box(box.x, box.y + size * AIR * 1.3, box.wide, box.high - size * AIR * 1.3)
    if not given.rows:
        text(shapes, box, words.say("report_no_rows"), size, LIGHT.muted)
        return
    count = (len(given.rows) + 1, len(given.headings))
    frame = shapes.add_table(*count, Pt(box.x), Pt(box.y), Pt(box.wide), Pt(sum(placed.rows)))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", line(given.title))
    made = frame.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE
    made.horz_banding = False
    for column, wide in zip(made.columns, columns(given, box.wide, size)):
        column.width = Pt(wide)
    for n, row in enumerate((given.headings, *given.rows)):
        made.rows[n].height = Pt(placed.rows[n])
        for k, each in enumerate(row):
            _cell(made.cell(n, k), cell_runs(each), size, number=k in given.numbers, head=n == 0)


def _cell(cell: object, given: tuple[Run, ...], size: float, number: bool, head: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(5)
    cell.margin_top = cell.margin_bottom = Pt(CELL)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
    cell.text_frame.word_wrap = True
    paragraph = _written(cell.text_frame.paragraphs[0], given, size, LIGHT.ink, head)
    paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
    colour, thick = (LIGHT.ink, 1.25) if head else (LIGHT.border, 0.75)
    about = cell._tc.get_or_add_tcPr()
    edge = child(about, "a:lnB", w=str(Pt(thick)))
    child(child(edge, "a:solidFill"), "a:srgbClr", val=colour.lstrip("#").upper())


def child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    """A new element at the end of another."""
    made = parent.makeelement(qn(tag), attributes)
    parent.append(made)
    return made


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())
