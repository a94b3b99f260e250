"""Holds the way back of a paper: what is refused, each for its reason, and that a whole one turns its slot by the ordinary
load, with its SHA-256 and what is known of its signatures, and nothing of its content."""

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from conftest import codes
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language.problems import Refused
from sig_metrics.measure import plan
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.entry import entry
from sig_metrics.publish.load import load_files
from sig_metrics.report.drafts.activity import drafted
from sig_metrics.report.drafts.activity_back import Place, read_back, row_of
from sig_metrics.report.drafts.activity_sight import kind_of
from sig_metrics.report.model import BLANK
from sig_metrics.report.writers import pdf
from support.signing import PERSON, signed

SLOT = Place(2021, "18", 10, 2)  # deliverable.csv: it came in October without a number
NUMBER, DAY = "Informe N° 0099-2021-MIDIS/PNADP-CT", date(2021, 10, 29)


@pytest.fixture(scope="module")
def data(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def draft(data) -> bytes:
    return drafted(data, kind_of(data.catalog, "ctvc_status"), 2021, 10).docx


def filled(content: bytes, less: int = 0, without_identity: bool = False) -> bytes:
    """The draft as a person completes it: each blank but `less` of them with a sentence in its place."""
    document = docx.Document(io.BytesIO(content))
    blanks = [
        p
        for p in document.element.body.iter(qn("w:p"))
        if "[completar:" in "".join(t.text or "" for t in p.iter(qn("w:t")))
    ]
    for paragraph in blanks[: len(blanks) - less]:
        for n, each in enumerate(paragraph.iter(qn("w:t"))):
            each.text = "Lo que dijo la unidad." if n == 0 else ""
    if without_identity:
        for each in document.element.body.iter(qn("w:t")):
            each.text = (each.text or "").replace("SIG-BORRADOR", "")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def refused(data, content: bytes, place: Place = SLOT, number: str = NUMBER, day: date | None = DAY) -> list[str]:
    with pytest.raises(Refused) as found:
        row_of(data, read_back(content, "informe.docx"), place, number, day)
    return codes(found.value.problems)


def test_each_reason_why_a_paper_is_not_registered(data, draft):
    whole = filled(draft)
    assert refused(data, draft) == ["back_blank"]
    assert refused(data, filled(draft, less=1)) == ["back_blank"]
    assert refused(data, whole, Place(2021, "18", 9, 2)) == ["back_another"]  # of another month
    assert refused(data, whole, Place(2021, "18", 10, 1)) == ["back_another"]  # the other paper of the month
    assert refused(data, whole, Place(2021, "19", 10, 1)) == ["back_another"]
    # deliverable.csv, 18, October, item 1; written otherwise it is the same number
    assert refused(data, whole, number="informe n° 0064-2021-midis/pnadp-uci") == ["back_number"]
    assert refused(data, whole, number=" ", day=None) == ["back_no_number", "back_no_day"]
    for number in ("Informe S/N", "Informe N° ___-2021", "Adjunto"):
        assert refused(data, whole, number=number) == ["back_no_number"]
    assert refused(data, draft, Place(2021, "19", 10, 1), "", None) == [
        "back_blank",
        "back_another",
        "back_no_number",
        "back_no_day",
    ]


def test_a_blank_is_found_however_it_was_cut(data, draft):
    """Word parts a text into runs wherever somebody touched it, and a copy in capitals lacks the same."""
    document = docx.Document(io.BytesIO(filled(draft)))
    paragraph = document.add_paragraph("[comple")
    paragraph.add_run("tar: las cau")
    paragraph.add_run("sas]")
    document.add_paragraph("[COMPLETAR : otra cosa]")
    out = io.BytesIO()
    document.save(out)
    assert read_back(out.getvalue(), "x.docx").blanks == ("[completar: las causas]", "[COMPLETAR : otra cosa]")


def test_what_is_no_paper_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    for content, code in (
        (b"hola", "back_kind"),
        (b"%PDF-1.7 nada", "signed_unreadable"),
        (b"PK\x03\x04 nada", "back_unreadable"),
        (packed.getvalue(), "back_unreadable"),
    ):
        with pytest.raises(Refused) as found:
            read_back(content, "algo.pdf")
        assert codes(found.value.problems) == [code]


def test_one_that_is_no_draft_says_so_and_may_be_registered(data, draft):
    """The property of the file stays when the line is taken out; without both, nobody knows whose it is."""
    kept = read_back(filled(draft, without_identity=True), "x.docx")
    assert kept.identity and kept.identity.place == ("18", "2021-10", 2)
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Informe de las alertas, hecho aparte, sin borrador.")
    document.save(out)
    other = read_back(out.getvalue(), "x.docx")
    assert other.identity is None and any("No trae la línea" in each for each in other.told)
    assert row_of(data, other, SLOT, NUMBER, DAY)["document_number"] == NUMBER


def test_a_whole_one_turns_its_slot(demo_copy, draft):
    """deliverable.csv: item 2 of October came without a number, so that it is overdue at the close of the month."""
    catalog = default_catalog()
    content = filled(draft)
    before = dataset_of(demo_copy.open(), catalog)
    october = Scope(date(2021, 10, 31))
    assert [row["state"] for row in plan.behind_cell(before, october, "18", 10) if row["item"] == 2] == ["overdue"]
    row = row_of(before, read_back(content, "informe firmado.docx"), SLOT, NUMBER, DAY)
    before.close()
    load_files(demo_copy, catalog, [entry(catalog.register("deliverable"), {**row, "unit": "CT"})], "CT")
    after = dataset_of(demo_copy.open(), catalog)
    found = [each for each in plan.behind_cell(after, october, "18", 10) if each["item"] == 2]
    assert [(each["state"], each["document_number"]) for each in found] == [("on_time", NUMBER)]
    assert found[0]["evidence"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    with pytest.raises(Refused) as again:  # the same file for another deliverable
        row_of(after, read_back(content, "x.docx"), Place(2021, "18", 11, 2), "Informe N° 1", DAY)
    assert codes(again.value.problems) == ["back_another", "back_same_file"]
    after.close()
    kept = b"".join(path.read_bytes() for path in (demo_copy.folder / "archive").rglob("*") if path.is_file())
    assert b"Lo que dijo la unidad" not in kept and content[:200] not in kept


def test_a_signed_pdf_keeps_the_facts_of_its_signature_and_no_name(data):
    """The draft as a PDF, its blanks filled, signed as in `test_signed`: whole, and then with a byte changed."""
    made = drafted(data, kind_of(data.catalog, "ctvc_status"), 2021, 10).paper
    blocks = tuple(
        replace(each, said="Lo que dijo la unidad.") if getattr(each, "style", "") == BLANK else each
        for each in made.blocks
    )
    issued = pdf.paper(replace(made, blocks=blocks))
    content = signed(issued)
    found = read_back(content, "informe firmado.pdf")
    assert found.identity.place == ("18", "2021-10", 2) and not found.blanks and found.legible
    row = row_of(data, found, SLOT, NUMBER, DAY)
    assert row["evidence"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert re.fullmatch(r"1 firma digital, sin cambios después de firmar, \d\d/\d\d/\d{4}", row["signature"])
    assert PERSON not in str(row) and PERSON not in str(found.told)
    broken = bytearray(content)
    broken[issued.index(b"/Creator") + 10] ^= 1
    said = row_of(data, read_back(bytes(broken), "x.pdf"), SLOT, NUMBER, DAY)["signature"]
    assert said.startswith("1 firma digital, con cambios después de firmar")
    assert refused(data, pdf.paper(made)) == ["back_blank"]
