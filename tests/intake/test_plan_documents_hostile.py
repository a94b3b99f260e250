"""Proves that a document that somebody sends is read by a child that may die, and that what is broken, locked, hostile
or of another kind is refused in one sentence, with nothing half done."""

import io
import random
import re
import zipfile
from dataclasses import replace

import pypdf
import pytest

from conftest import codes
from sig_metrics.intake.annex.rows import MONTHS
from sig_metrics.intake.document.apart import picture_of, read_plan
from sig_metrics.intake.document.reading import read_document
from sig_metrics.intake.files.grid import ORDINARY
from sig_metrics.language.problems import Refused
from support.plan_documents import Laid, as_docx, as_pdf

NEVER = re.compile(r"Traceback|Error\b|Exception|/tmp|\.py\b")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return as_pdf()


@pytest.fixture(scope="module")
def docx() -> bytes:
    return as_docx()


def refused(content: bytes, name: str, catalog, **limits) -> list[str]:
    """The codes of a refusal, by a child."""
    with pytest.raises(Refused) as caught:
        read_plan(name, content, catalog.register("plan"), catalog, replace(ORDINARY, **limits))
    for problem in caught.value.problems:
        assert problem.message.endswith((".", "?")) and not NEVER.search(problem.message)
    return codes(caught.value.problems)


def here(content: bytes, name: str, catalog) -> list[str]:
    """The same in this process; [] when it was read."""
    try:
        read_document(name, content, catalog.register("plan"), catalog)
    except Refused as refusal:
        return codes(refusal.problems)
    return []


def repacked(content: bytes, **parts: bytes) -> bytes:
    """A package with some parts changed, by the end of their names."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as made:
        for each in old.infolist():
            made.writestr(each.filename, parts.get(each.filename.rpartition("/")[2].partition(".")[0], old.read(each)))
    return memory.getvalue()


def written(change) -> bytes:
    made = pypdf.PdfWriter(clone_from=io.BytesIO(as_pdf(Laid(before=()))))
    change(made)
    memory = io.BytesIO()
    made.write(memory)
    return memory.getvalue()


def amounts(row: dict[str, str]) -> list[str]:
    return [row["activity"], row["target"], *(row[month] for month in MONTHS)]


def test_a_child_reads_the_same_and_draws_the_page(catalog, pdf):
    register = catalog.register("plan")
    assert read_plan("plan.pdf", pdf, register, catalog) == read_document("plan.pdf", pdf, register, catalog)
    drawn = picture_of(pdf, 2, [])
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n") and drawn[16:24] == (1700).to_bytes(4, "big") + drawn[20:24]
    assert len(drawn) > 50_000 and picture_of(pdf, 2, [[100.0, 120.0]]) != drawn


def test_what_asks_for_too_much_dies_in_the_child(catalog, pdf):
    assert refused(pdf, "plan.pdf", catalog, seconds=0.05) == ["file_slow"]
    assert refused(pdf, "plan.pdf", catalog, memory_mb=60)[0] in ("file_memory", "file_crash")
    assert refused(pdf * 3, "plan.pdf", catalog, mb=0) == ["file_large"]
    assert refused(b"", "plan.pdf", catalog) == ["file_empty"]


def test_a_password_is_said(catalog, pdf):
    assert here(written(lambda made: made.encrypt("clave")), "plan.pdf", catalog) == ["pdf_locked"]
    # one that only forbids to print or to copy opens without it
    assert here(written(lambda made: made.encrypt("", "clave")), "plan.pdf", catalog) == []
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert here(locked, "plan.docx", catalog) == ["docx_locked"]


def test_a_name_that_lies_is_refused(catalog, pdf, docx):
    assert here(docx, "plan.pdf", catalog) == here(pdf, "plan.docx", catalog) == ["document_lies"]
    assert here(pdf, "plan.txt", catalog) == here(docx, "plan.md", catalog) == ["document_lies"]
    assert here(pdf, "plan.doc", catalog) == here(b"x", "plan.odt", catalog) == ["document_old"]


def test_a_turned_page_is_read_as_its_letters_stand(catalog):
    for turn in (90, 180, 270):
        assert here(written(lambda made: [page.rotate(turn) for page in made.pages]), "plan.pdf", catalog) == []


def test_a_pdf_cut_anywhere_is_refused_or_read(catalog, pdf):
    """By the child's function in this process; PDFium mends what it can, and then the months are those, or are marked:
    a letter that was spoilt in a title is a title with another letter."""
    chance = random.Random(3)
    whole = read_document("plan.pdf", pdf, catalog.register("plan"), catalog)
    for _ in range(12):
        cut = pdf[: chance.randint(20, len(pdf) - 20)]
        assert here(cut, "plan.pdf", catalog) in (["pdf_broken"], ["document_none"], ["pdf_scan"])
    for _ in range(12):
        at = chance.randrange(len(pdf) - 4)
        spoilt = pdf[:at] + chance.randbytes(4) + pdf[at + 4 :]
        found = here(spoilt, "plan.pdf", catalog)
        if not found:
            read = read_document("plan.pdf", spoilt, catalog.register("plan"), catalog)
            assert [amounts(row) for row in read.rows] == [amounts(row) for row in whole.rows] or read.doubts


def test_a_word_bomb_a_dtd_and_a_twin_are_refused(catalog, docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        text = package.read("word/document.xml")
    dtd = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]>' + text.partition(b"?>")[2]
    assert here(repacked(docx, document=dtd), "plan.docx", catalog) == ["file_dtd"]
    wide = re.sub("encoding=.UTF-8.", 'encoding="UTF-16"', text.decode()).encode("utf-16")  # a DTD could hide in it
    assert here(repacked(docx, document=wide), "plan.docx", catalog) == ["docx_broken"]
    assert here(repacked(docx, document=b" " * 120_000_000), "plan.docx", catalog) == ["file_swells"]
    assert here(repacked(docx, document=text[:-900]), "plan.docx", catalog) == ["docx_broken"]
    assert here(docx[: len(docx) // 2], "plan.docx", catalog) == ["docx_broken"]
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as made:
        made.writestr("nada.txt", "nada")
    assert here(memory.getvalue(), "plan.docx", catalog) == ["docx_not"]


def test_what_a_revision_took_out_is_not_read(catalog, docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        text = package.read("word/document.xml").decode()
    gone = "<w:del w:id='1' w:author='x'><w:r><w:delText>7</w:delText></w:r></w:del>"
    came = "<w:ins w:id='2' w:author='x'><w:r><w:t>9</w:t></w:r></w:ins>"
    at = text.index("<w:t>24</w:t></w:r>") + len("<w:t>24</w:t></w:r>")
    changed = repacked(docx, document=(text[:at] + gone + came + text[at:]).encode())
    reading = read_document("plan.docx", changed, catalog.register("plan"), catalog)
    assert next(row["target"] for row in reading.rows if row["activity"] == "18") == "249"
    assert [(reading.rows[each.row]["activity"], each.column) for each in reading.doubts] == [("18", "target")]


def test_pages_and_lines_have_a_limit(catalog):
    assert here(written(lambda made: [made.add_blank_page() for _ in range(400)]), "plan.pdf", catalog) == ["pdf_pages"]
    import typst

    many = (
        '#set page(paper: "a0")\n'
        + "Ene Feb Mar Abr May Jun Jul Ago Sep Oct Nov Dic\n"
        + ("#for n in range(31000) { place(dx: 1pt, dy: 1pt, line(length: 3pt)) }")
    )
    assert here(typst.compile(many.encode(), format="pdf"), "plan.pdf", catalog) == ["pdf_crowded"]
