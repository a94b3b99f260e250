"""Owns decks as PPTX, to be presented elsewhere: charts and tables that can be edited, titles that an outline and a screen
reader know, and the corte at the foot of every slide. The same deck gives the same bytes."""

import io
from dataclasses import replace
from itertools import groupby

import pptx
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Pt

from sig_metrics.language import words
from sig_metrics.present.theme import LIGHT
from sig_metrics.report.model import Chart, Deck, Slide, Table, Text
from sig_metrics.report.writers import pptx_chart, pptx_look
from sig_metrics.report.writers.look import SLIDE, foot, line, width
from sig_metrics.report.writers.packed import packed
from sig_metrics.report.writers.placed import GAP, LEFT, RIGHT, TOP, Box, Page, Placed, pages
from sig_metrics.report.writers.scale import fitted


def deck(given: Deck) -> bytes:
    """The deck as PPTX."""
    presentation = pptx.Presentation()
    pptx_look.prepare(presentation)
    _properties(presentation, given)
    drawn = [(slide, page) for slide in given.slides for page in pages(slide)]
    for n, (slide, page) in enumerate(drawn, 1):
        made = presentation.slides.add_slide(presentation.slide_layouts[0])
        _slide(made.shapes, slide, page)
        _foot(made.shapes, given, n, len(drawn))
    memory = io.BytesIO()
    presentation.save(memory)
    return packed(memory.getvalue())


def _properties(presentation: object, given: Deck) -> None:
    core = presentation.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = core.category = ""
    core.title, core.language, core.revision = line(given.title)[:255], "es-PE", 1


def _slide(shapes: SlideShapes, slide: Slide, page: Page) -> None:
    """A slide, in the order in which it is read aloud: its title, what it is of, its lead, its blocks."""
    pptx_look.title(shapes.title, page.title)
    size = SLIDE["eyebrow"]
    pptx_look.text(shapes, Box(LEFT, TOP, RIGHT - LEFT, size * 1.3), line(slide.eyebrow), size, LIGHT.accent)
    if page.lead:
        pptx_look.text(shapes, page.lead.box, page.lead.block.said, page.lead.size, LIGHT.ink)
    for is_text, group in groupby(page.blocks, lambda each: isinstance(each.block, Text)):
        if is_text:
            pptx_look.texts(shapes, [*group], GAP)
            continue
        for each in group:
            _block(shapes, each)
    if page.aside:
        frame = pptx_look.text(shapes, page.aside.box, page.aside.block.said, page.aside.size, LIGHT.muted)
        for paragraph in frame.paragraphs:
            paragraph.space_after = Pt(8)


def _block(shapes: SlideShapes, placed: Placed) -> None:
    if isinstance(placed.block, Table):
        pptx_look.table(shapes, placed)
        return
    drawn: Chart = placed.block
    box, title = placed.box, line(drawn.title)
    if title:
        size = SLIDE["table"]
        pptx_look.text(shapes, Box(box.x, box.y, box.wide, size * 1.3), f"**{title}**", size, LIGHT.ink)
        box = Box(box.x, box.y + size * 1.6, box.wide, box.high - size * 1.6)
    if any(value is not None for each in drawn.series for value in each.values):
        pptx_chart.chart(shapes, drawn, box)
    else:
        pptx_look.text(shapes, box, words.say("report_no_data"), SLIDE["body"], LIGHT.muted)


def _foot(shapes: SlideShapes, given: Deck, n: int, count: int) -> None:
    """Below a thin rule: the session and its corte, the demonstration, and the number of the slide."""
    rule = shapes.add_connector(1, Pt(LEFT), Pt(498), Pt(RIGHT), Pt(498))
    rule.line.color.rgb, rule.line.width = pptx_look.rgb(LIGHT.border), Pt(0.75)
    rule._element.remove(rule._element.find(qn("p:style")))  # the shadow of the theme
    size, marks, end = SLIDE["foot"], given.marks, RIGHT - 70
    whole = words.say("report_deck_foot", title=line(given.title), corte=line(marks.corte))
    said = foot(replace(marks, corte=fitted(whole, size, end - LEFT - width(foot(replace(marks, corte="")), size))))
    pptx_look.text(shapes, Box(LEFT, 504, end - LEFT, 14), said, size, LIGHT.muted)
    if marks.demonstration:
        mark = fitted(line(marks.demonstration), size, end - LEFT, bold=True)
        pptx_look.text(shapes, Box(LEFT, 518, end - LEFT, 14), f"**{mark}**", size, LIGHT.notice_ink)
    pptx_look.text(shapes, Box(RIGHT - 70, 504, 70, 14), f"{n} / {count}", size, LIGHT.muted, PP_ALIGN.RIGHT)
