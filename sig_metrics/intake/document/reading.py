"""Owns the way from the bytes of a document to the plan that it holds, or to why there is none.

A PDF, a Word document or a text: its kind is told by its name and its bytes. Refuses, saying what was looked for, one
without an Anexo 01; asks for the page of one with several."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.annex.identity import PlanHeader
from sig_metrics.intake.annex.words import month_at
from sig_metrics.intake.document.docx import read_docx
from sig_metrics.intake.document.facts import facts
from sig_metrics.intake.document.judge import Doubt, Grid, grid_of
from sig_metrics.intake.document.lattice import lines_of, tables
from sig_metrics.intake.document.table import Table
from sig_metrics.intake.document.text import read_text
from sig_metrics.intake.document.whole import MANY, Whole, wholes
from sig_metrics.intake.files.encodings import decode
from sig_metrics.intake.files.grid import ORDINARY, Limits
from sig_metrics.intake.files.source import DOCUMENTS, OLD_DOCUMENTS, OLE2, check_size, clean_name
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, refuse
from sig_metrics.language.text import fold

KINDS = {**DOCUMENTS, ".txt": "text"}
MARKS = {"pdf": b"%PDF", "docx": b"PK\x03\x04"}
LINES_SHOWN, LINE_SHOWN = 800, 400
MONTHS_SEEN = 6  # names of months that the text of a page with the table has


@dataclass(frozen=True)
class Reading:
    """A plan as it was read: from which file, its facts, its activities, the pages where it is (0: it has none) and
    how many the document has."""

    name: str
    sha256: str
    kind: str
    header: PlanHeader
    rows: list[dict[str, str]]
    pages: list[int]
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    bands: list[list[float]] = field(default_factory=list)  # of each activity in its page, in points from its top
    count: int = 0
    lines: list[str] = field(default_factory=list)  # of what has no pages: its text from the title of the table on


def document_kind(name: str, content: bytes) -> str:
    """«pdf», «docx», «text», or «» for what is no document; raises Refused when name and bytes do not agree."""
    suffix = Path(clean_name(name)).suffix.lower()
    if suffix in OLD_DOCUMENTS:
        raise refuse("document_old", suffix=suffix)
    kind = KINDS.get(suffix, "")
    if kind == "docx" and content.startswith(OLE2):
        raise refuse("docx_locked")
    if kind == "pdf" and MARKS["pdf"] not in content[:1024] or kind == "docx" and not content.startswith(MARKS["docx"]):
        raise refuse("document_lies", file=words.short(clean_name(name), 80), suffix=suffix)
    if kind == "text" and content.startswith((b"%PDF", b"PK\x03\x04", OLE2)):
        raise refuse("document_lies", file=words.short(clean_name(name), 80), suffix=suffix)
    return kind


def read_document(
    name: str, content: bytes, register: Register, catalog: Catalog, limits: Limits = ORDINARY, page: int = 0
) -> Reading:
    """The plan in a document; `page`: where the table begins, when there are several. Raises Refused."""
    check_size(len(content), limits)
    kind = document_kind(name, content)
    found, lines, count = _parts(kind, content, register, catalog, limits)
    whole = _chosen(*wholes(found, register), page, kind)
    grid: Grid = grid_of(whole, register, catalog)
    said = facts(lines, whole.above)
    pages = grid.pages if kind == "pdf" else [0] * len(grid.rows)
    digest = hashlib.sha256(content).hexdigest()
    beside = [] if kind == "pdf" else _beside(lines, whole)
    bands = grid.bands if kind == "pdf" else []
    held = (grid.rows, pages, grid.doubts, grid.notes, bands, count, beside)
    return Reading(clean_name(name), digest, kind, said, *held)


def _beside(lines: list[str], whole: Whole) -> list[str]:
    """The text that a person compares with the grid."""
    title = whole.above[-1].strip() if whole.above else ""
    first = max((n for n, line in enumerate(lines) if title and title in line), default=0)
    return [words.short(line.rstrip(), LINE_SHOWN) for line in lines[first : first + LINES_SHOWN]]


def _parts(
    kind: str, content: bytes, register: Register, catalog: Catalog, limits: Limits
) -> tuple[list[Table], list[str], int]:
    """(tables, lines of text, pages) of a document."""
    if kind == "docx":
        return *read_docx(content, limits), 0
    if kind == "text":
        text, _ = decode(content)
        return *read_text(text, register, catalog), 0
    return _pdf(content)


def _pdf(content: bytes) -> tuple[list[Table], list[str], int]:
    from sig_metrics.intake.document.pdf import Book  # its library is not loaded for a workbook

    book = Book(content)
    texts = book.texts()
    named = [n for n, text in enumerate(texts) if _may_hold(text)]
    if not named:
        raise _none(book.pictured())
    found: list[Table] = []
    goes_on = False
    for n in range(named[0], book.count):  # also a page without headings, after one with a wide table
        if n not in named and not goes_on:
            continue
        page = book.page(n)
        held = tables(page)
        for table in held:
            table.above = table.above or lines_of(page.glyphs)[:5]
        goes_on = any(len(table.edges) > MANY for table in held)
        found += held
    if not found:
        raise refuse("document_unruled", pages=words.listing([str(n + 1) for n in named[:5]]))
    return found, [line for text in texts for line in text.splitlines()], book.count


def _may_hold(text: str) -> bool:
    """Whether the text of a page may have the headings, which a narrow column cuts anywhere."""
    months = {month for word in text.split() if len(word) < 12 and (month := month_at(word)[1])}
    whole = fold("".join(text.split()))
    return len(months) >= MONTHS_SEEN or ("entregable" in whole and "actividad" in whole)


def _none(pictured: list[int]) -> Exception:
    if pictured:
        return refuse("document_pictures", pages=words.listing([str(n) for n in pictured[:8]]))
    return refuse("document_none")


def _chosen(found: list[Whole], near: list, page: int, kind: str) -> Whole:
    if not found:
        faults = [fault.message for head in near for fault in head.faults]
        if faults:
            raise refuse("document_near", fault=faults[0])
        raise refuse("document_none")
    starts = [whole.pages[0] for whole in found]
    if page and (asked := [whole for whole in found if page in whole.pages[:1] or page in whole.pages]):
        found = asked
    elif page:
        raise refuse("document_page", page=page, pages=words.listing([str(n) for n in starts]))
    if len(found) == 1:
        return found[0]
    titled = [whole for whole in found if any("anexo" in fold(line) and "01" in line for line in whole.above[-4:])]
    if len(titled) == 1 and not page:
        return titled[0]
    code = "document_two" if kind == "pdf" else "document_two_tables"
    listed = [str(n) for n in dict.fromkeys(starts)]
    raise_with = refuse(code, pages=words.listing(listed))
    raise type(raise_with)([Problem(code, raise_with.problems[0].message, value=",".join(listed))])
