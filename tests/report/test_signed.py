"""Holds what is known of a copy that comes back signed: whole or not, the one that was issued or not, and no name of a person;
a file that is none is refused in words."""

import hashlib
import io
import json
from dataclasses import asdict
from datetime import date, datetime

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter

from sig_metrics.language.problems import Refused
from sig_metrics.report.model import Marks, Paper, Text
from sig_metrics.report.signed import LIMITS, read_signed, registered
from sig_metrics.report.writers import pdf
from support.signing import PERSON, signed

PAPER = Paper("acta", ("Entidad",), "ACTA", (), (Text("Se acordó."),), (), Marks("Corte n.º 1", "a" * 64))


@pytest.fixture(scope="module")
def issued():
    return pdf.paper(PAPER)


def edited(content: bytes) -> bytes:
    """Another page text in an update of the file."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_signature_is_whole_and_the_content_is_that_which_was_issued(issued):
    content = signed(issued)
    found = read_signed(content, "acta firmada.pdf", issued)
    assert found.sha256 == hashlib.sha256(content).hexdigest() and found.pages == 1
    assert found.intact is True and found.same is True and len(found.signatures) == 1
    assert (datetime.now().astimezone() - datetime.fromisoformat(found.signatures[0].at)).total_seconds() < 600
    assert "Firma digital n.º 1: íntegra, con fecha " in found.told[1] and found.told[1].endswith("según quien firmó.")
    assert found.told[-1] == "Contiene, byte por byte, el PDF que se emitió; después solo se añadieron firmas."


def test_no_name_of_who_signed_is_kept(issued):
    content = signed(issued)
    found = read_signed(content, "acta.pdf", issued)
    kept = registered(found, ("Jefatura de la UPPM",), date(2021, 12, 1))
    assert PERSON.encode().hex() in content.decode("latin-1").lower()  # it was there to be kept
    assert PERSON not in json.dumps([asdict(found), found.told, asdict(kept)], default=str, ensure_ascii=False)
    assert (kept.sha256, kept.pages, kept.signers, kept.intact) == (found.sha256, 1, ("Jefatura de la UPPM",), True)


def test_a_second_signature_that_is_seen_leaves_the_first_whole(issued):
    found = read_signed(signed(signed(issued, seen=True), "Firma2", seen=True), "a.pdf", issued)
    assert [each.whole and each.intact for each in found.signatures] == [True, True]
    assert found.intact is True and found.same is True


def test_a_byte_of_what_was_signed_that_changes_breaks_it(issued):
    content = bytearray(signed(issued))
    content[issued.index(b"/Creator") + 10] ^= 1
    found = read_signed(bytes(content), "a.pdf", issued)
    assert found.intact is False and found.same is False and "no es íntegra" in found.told[1]


def test_a_page_that_is_written_again_after_the_signature_is_not_covered(issued):
    found = read_signed(edited(signed(issued)), "a.pdf", issued)
    assert found.signatures[0].intact and not found.signatures[0].whole
    assert found.intact is False and found.same is False
    assert "después se añadió al archivo algo más que firmas" in found.told[1]


def test_a_page_that_is_written_again_before_the_signature_is_not_what_was_issued(issued):
    content = signed(edited(issued))
    found = read_signed(content, "a.pdf", issued)
    assert content.startswith(issued) and found.intact is True and found.same is False


def test_a_scanned_copy_has_no_signature_and_says_so(issued):
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    found = read_signed(out.getvalue(), "escaneada.pdf", issued)
    assert (found.pages, found.intact, found.same, found.signatures) == (3, None, False, ())
    assert found.told[1].startswith("No tiene firma digital") and found.told[2].startswith("No contiene")
    assert registered(found, ("Jefatura de la UPPM",), date(2021, 12, 1)).intact is None
    assert read_signed(issued, "a.pdf").same is None


def test_what_was_issued_and_nobody_signed_is_not_registered(issued):
    found = read_signed(issued, "a.pdf", issued)
    assert found.same is True and found.unsigned and len(found.told) == 1  # nothing of signatures that there are not
    with pytest.raises(Refused, match="todavía sin firmar. Suelte la copia firmada"):
        registered(found, ("Jefatura de la UPPM",), date(2021, 12, 1))
    assert not read_signed(signed(issued), "a.pdf", issued).unsigned


def locked(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("secreta", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "spoil,said",
    [
        (lambda content: b"", "vacío"),
        (lambda content: b"PK\x03\x04" + content, "no es un PDF"),
        (lambda content: b"%PDF-1.7\n" + b"\x00" * 2000, "no se puede leer como PDF"),
        (lambda content: content[:-2000], "no se puede leer como PDF"),
        (lambda content: content.replace(b"/Count", b"/Count -"), "no se puede leer como PDF"),
        (lambda content: b"%PDF-1.7\n" + b"[" * 3_000_000, "no se puede leer como PDF"),
        (locked, "pide una contraseña"),
        (lambda content: content.ljust(LIMITS.mb * 1_000_000 + 1, b"\n"), "25 MB"),
    ],
    ids=["empty", "zip", "nothing", "cut", "count", "nested", "locked", "large"],
)
def test_what_cannot_be_read_is_refused_in_words(issued, spoil, said):
    with pytest.raises(Refused, match=said):
        read_signed(spoil(issued), "x/y/acta.pdf", issued)
