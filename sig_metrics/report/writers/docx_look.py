"""Owns how a DOCX looks: the page, Word's own styles in the typeface of the house, what every page says at its head and
its foot, and the little of Word that python-docx has no words for."""

import re

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from sig_metrics.language import words
from sig_metrics.present.theme import LIGHT
from sig_metrics.report.model import Marks
from sig_metrics.report.writers.look import A4, BOTTOM, LEFT, OFFICE_FACE, PAPER, RIGHT, TOP, foot, line, text_width

# name → (what it is based on, size, colour, bold, before, after)
STYLES = {
    "Normal": ("", "body", "ink", False, 0, 7),
    "Title": ("Normal", "title", "ink", True, 8, 14),
    "Heading 1": ("Normal", "heading", "ink", True, 16, 6),
    "Heading 2": ("Normal", "subheading", "ink", True, 10, 5),
    "List Bullet": ("Normal", "body", "ink", False, 0, 4),
    "Institución": ("Normal", "note", "muted", False, 0, 2),
    "Entradilla": ("Normal", "lead", "ink", False, 0, 9),
    "Nota": ("Normal", "note", "muted", False, 0, 8),
    "Completar": ("Normal", "body", "notice_ink", False, 4, 8),
    "Título de tabla": ("Normal", "body", "ink", True, 10, 4),
    "Celda": ("Normal", "table", "ink", False, 2, 2),
    "Firma": ("Normal", "body", "ink", True, 0, 2),
    "Pie": ("Normal", "foot", "muted", False, 0, 0),
    "Demostración": ("Normal", "foot", "notice_ink", True, 0, 0),
}
# What may stand in each of these elements after what is put there, in the order of the schema (ECMA-376, part 1, 17).
ORDER = {
    name: ["w:" + each for each in order.split()]
    for name, order in {
        "pPr": "pBdr shd tabs suppressAutoHyphens bidi snapToGrid spacing ind contextualSpacing mirrorIndents jc "
        "textDirection textAlignment outlineLvl cnfStyle rPr sectPr",
        "rPr": "shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish",
        "tblPr": "tblBorders shd tblLayout tblCellMar tblLook",
        "tcPr": "shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    }.items()
}
KEPT = re.compile(r"Normal|No |Default|Title|Heading [12]|List|Table Grid|Header|Footer")


def prepare(document: Document, title: str, wide: bool = False) -> None:
    """The page, the styles, the language and the properties, with nothing left of the template that is not used."""
    for style in [each for each in document.styles if not KEPT.match(each.name)]:
        style.delete()
    _defaults(document, wide)
    for name in STYLES:
        _style(document, name)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Institución"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Firma"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Heading 1", "Heading 2", "Título de tabla"):
        document.styles[name].paragraph_format.keep_with_next = True
    blank = document.styles["Completar"].element.get_or_add_pPr()
    put(blank, edged("left", LIGHT.notice_border, 18))
    put(blank, shade(LIGHT.notice))
    _properties(document, title)


def _defaults(document: Document, wide: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(each) for each in (A4[::-1] if wide else A4))
    if wide:  # one that stands says nothing
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin, section.right_margin = Cm(LEFT), Cm(RIGHT)
    section.top_margin, section.bottom_margin = Cm(TOP), Cm(BOTTOM)
    section.header_distance, section.footer_distance = Cm(1.1), Cm(1.0)
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), "es-PE")
    settings = document.settings.element
    for each in settings.iter(qn("w:compatSetting")):
        if (
            each.get(qn("w:name")) == "compatibilityMode"
        ):  # of Word 2013 and later: no «compatibility mode» in its title
            each.set(qn("w:val"), "15")
    for each in settings.iter(qn("w:themeFontLang")):
        each.set(qn("w:val"), "es-PE")


def _style(document: Document, name: str) -> ParagraphStyle:
    based, size, colour, bold, before, after = STYLES[name]
    styles = document.styles
    known = name in {each.name for each in styles}
    style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if based:
        style.base_style = styles[based]
    for each in style.element.xpath("w:pPr/w:pBdr | w:pPr/w:contextualSpacing | w:rPr"):
        each.getparent().remove(each)
    font = style.font
    font.name, font.size, font.bold = OFFICE_FACE, Pt(PAPER[size]), bold
    font.color.rgb = colour_of(getattr(LIGHT, colour))
    for kind in ("w:hAnsi", "w:cs", "w:eastAsia"):
        style.element.rPr.rFonts.set(qn(kind), OFFICE_FACE)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.12
    style.quick_style, style.hidden, style.unhide_when_used = True, False, False
    return style


def _properties(document: Document, title: str) -> None:
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = core.category = ""
    core.title, core.language, core.revision = title[:255], "es-PE", 1
    for rels in (document.part.package.rels, document.part.rels):
        for mark, relation in [*rels.items()]:
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                del rels[mark]


def dress(document: Document, marks: Marks, wide: bool = False) -> None:
    """What every page says: the demonstration at its head; the corte, its hash and the number of the page at its foot."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    if marks.demonstration:
        head.style, head.alignment = document.styles["Demostración"], WD_ALIGN_PARAGRAPH.RIGHT
        put(head.add_run(f" {line(marks.demonstration)} ")._r.get_or_add_rPr(), shade(LIGHT.notice))
    below = section.footer.paragraphs[0]
    below.style = document.styles["Pie"]
    put(below._p.get_or_add_pPr(), edged("top", LIGHT.border, 4, 6))
    below.paragraph_format.tab_stops.add_tab_stop(Cm(text_width(wide)), WD_TAB_ALIGNMENT.RIGHT)
    below.add_run(f"{foot(marks)}\t")
    said = words.say("report_page", page="\x01", pages="\x02")
    for part in re.split("([\x01\x02])", said):
        if part in ("\x01", "\x02"):
            _field(below, "PAGE" if part == "\x01" else "NUMPAGES")
        else:
            below.add_run(part)


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word counts."""
    for kind in ("begin", "instr", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "instr":
            code = OxmlElement("w:instrText")
            code.text = f" {name} "
            run._r.append(code)
        elif kind != "shown":
            run._r.append(element("w:fldChar", fldCharType=kind))


def element(tag: str, **attributes: object) -> OxmlElement:
    """An element of Word with its attributes."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def put(parent: OxmlElement, child: OxmlElement) -> None:
    """A child in the place that Word's schema has for it: an element out of its place is a file to repair."""
    order = ORDER[parent.tag.rpartition("}")[2]]
    parent.insert_element_before(child, *order[order.index("w:" + child.tag.rpartition("}")[2]) + 1 :])


def shade(colour: str) -> OxmlElement:
    return element("w:shd", val="clear", color="auto", fill=colour.lstrip("#").upper())


def edged(side: str, colour: str, size: int, space: int = 4) -> OxmlElement:
    """A line at one side of a paragraph, in eighths of a point."""
    made = OxmlElement("w:pBdr")
    made.append(element(f"w:{side}", val="single", sz=size, space=space, color=colour.lstrip("#").upper()))
    return made


def colour_of(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())
