"""Holds the commands of the papers: what each writes and says, and the way of the minutes out, signed outside, and back."""

import hashlib
import json
import shutil
from datetime import date

import pytest
from pypdf import PdfReader
from test_pack_session import store  # noqa: F401

from sig_metrics.cli.commands import main
from sig_metrics.session import acts
from sig_metrics.session.facts import session_of
from sig_metrics.store.local import LocalStore
from support.reviewed import ALTERNATE, DE, UAJ, UCI, UPPM
from support.signing import signed

SIGNERS = [UPPM, DE, UAJ, ALTERNATE, UCI]


@pytest.fixture
def run(store, tmp_path, capsys):  # noqa: F811
    """A command on the store with a closed session: (its code, what it said)."""

    def told(*arguments, at=store):
        code = main([arguments[0], "--store", str(at.folder), *map(str, arguments[1:])])
        out = capsys.readouterr()
        return code, out.out + out.err

    return told


@pytest.mark.parametrize(
    "kind,more,name,said",
    [
        ("call", [], "c.docx", "CONVOCATORIA"),
        ("minutes", [], "a.pdf", "ACTA DE SESIÓN"),
        ("certificate", ["--agreement", "ACU-2021-082"], "c.pdf", "CONSTANCIA DE ACUERDO"),
        ("memorandum", ["--unit", "UCI"], "m.pdf", "MEMORANDO"),
        ("index", [], "i.pdf", "ÍNDICE DEL EXPEDIENTE"),
    ],
)
def test_each_paper_is_written_as_it_is_asked_for(run, tmp_path, kind, more, name, said):
    code, out = run("paper", "ACT-2021-05", kind, tmp_path / name, *more)
    assert code == 0 and said in out and (tmp_path / name).stat().st_size > 8_000
    if name.endswith(".pdf"):
        assert said in PdfReader(tmp_path / name).pages[0].extract_text()


@pytest.mark.parametrize(
    "kind,more,name,said",
    [
        ("call", [], "c.txt", "debe terminar en .docx o .pdf"),
        ("certificate", ["--agreement", "ACU-2021-084"], "c.pdf", "no se aprobó"),
        ("certificate", [], "c.pdf", "Diga con --agreement uno de los que se aprobaron: ACU-2021-082"),
        ("memorandum", ["--unit", "URH"], "m.pdf", "URH no tiene acuerdos a su cargo"),
        ("memorandum", [], "m.pdf", "Falta la unidad del memorando: diga con --unit"),
    ],
)
def test_what_is_no_paper_yet_is_refused_in_words(run, tmp_path, kind, more, name, said):
    code, out = run("paper", "ACT-2021-05", kind, tmp_path / name, *more)
    assert code == 1 and said in out and not (tmp_path / name).exists()


def test_a_pack_is_written_where_it_is_asked(run, tmp_path):
    code, out = run("pack", "ACT-2021-05", tmp_path / "p.zip")
    assert code == 0 and "verifica.py" in out and (tmp_path / "p.zip").read_bytes().startswith(b"PK")
    code, out = run("pack", "ACT-2021-05", tmp_path / "p.pdf")
    assert code == 1 and "«p.pdf» debe terminar en .zip." in out and not (tmp_path / "p.pdf").exists()
    code, out = run("pack", "ACT-2020-99", tmp_path / "q.zip")
    assert code == 1 and "ACT-2021-05" in out and not (tmp_path / "q.zip").exists()


@pytest.fixture
def approved(store, tmp_path, whole_catalog):  # noqa: F811
    shutil.copytree(store.folder, tmp_path / "mine")
    mine = LocalStore(tmp_path / "mine", wait=1)
    acts.approve(mine, whole_catalog, "ACT-2021-05", who=UPPM, in_session="", on=date(2021, 12, 3))
    return mine


def test_the_minutes_go_out_are_signed_and_come_back(approved, run, tmp_path):
    out = tmp_path / "acta.pdf"
    assert run("paper", "ACT-2021-05", "minutes", out, at=approved)[0] == 0
    back = tmp_path / "acta firmada.pdf"
    back.write_bytes(signed(out.read_bytes()))
    asked = ("signed", "ACT-2021-05", back, "--offices", *SIGNERS, "--on", "2021-12-09", "--by", UPPM)
    code, said = run(*asked, at=approved)
    assert (
        code == 0 and "Firma digital n.º 1: íntegra" in said and "Contiene, byte por byte, el PDF que se emitió" in said
    )
    found = session_of(approved, "ACT-2021-05")
    assert found.state == "signed" and found.signed.sha256 == hashlib.sha256(back.read_bytes()).hexdigest()
    assert (found.signed.intact, found.signed.on, set(found.signed.signers)) == (True, date(2021, 12, 9), set(SIGNERS))
    again = tmp_path / "otra vez.pdf"
    assert run("paper", "ACT-2021-05", "minutes", again, at=approved)[0] == 0
    assert again.read_bytes() == out.read_bytes()  # what was signed can always be made again
    code, said = run("paper", "ACT-2021-05", "index", tmp_path / "i.pdf", at=approved)
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "i.pdf").pages)
    assert "9 de diciembre de 2021" in text and "FIRMADA-ACT-2021-05" in text
    assert found.signed.sha256 in "".join(text.split())


def test_the_file_that_was_issued_is_no_signed_copy(approved, run, tmp_path):
    out = tmp_path / "acta.pdf"
    run("paper", "ACT-2021-05", "minutes", out, at=approved)
    code, said = run("signed", "ACT-2021-05", out, "--offices", *SIGNERS, "--on", "2021-12-09", at=approved)
    assert code == 1 and "sin firmar" in said and "se añadieron firmas" not in said
    out.write_bytes(signed(out.read_bytes()))
    code, said = run("signed", "ACT-2021-05", out, "--offices", *SIGNERS, "--on", "2021-12-02", at=approved)
    assert code == 1 and "(02/12/2021) es anterior a la de la aprobación del acta (03/12/2021)" in said
    assert session_of(approved, "ACT-2021-05").state == "approved"


def test_a_copy_that_was_altered_is_not_registered(approved, run, tmp_path):
    out = tmp_path / "acta.pdf"
    run("paper", "ACT-2021-05", "minutes", out, at=approved)
    content = bytearray(signed(out.read_bytes()))
    content[content.index(b"/Creator") + 10] ^= 1
    out.write_bytes(bytes(content))
    code, said = run("signed", "ACT-2021-05", out, "--offices", *SIGNERS, at=approved)
    assert code == 1 and session_of(approved, "ACT-2021-05").state == "approved"
    code, said = run("signed", "ACT-2021-05", tmp_path / "no.pdf", "--offices", *SIGNERS, "--json", at=approved)
    assert code == 1 and json.loads(said)["problems"][0]["code"] == "file_missing"
