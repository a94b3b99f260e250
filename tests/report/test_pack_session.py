"""Holds the pack of a session to its word: a stranger verifies it with nothing of ours, it says what it does not have yet and
why, its index has the hash of what is beside it, and nothing of one case or of a reserved register is in it."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader

from conftest import made_once
from sig_metrics.corte.reopen import frozen_values
from sig_metrics.corte.values import hash_of, line, rows_of
from sig_metrics.language.problems import Refused
from sig_metrics.report.pack import file_of, pack, public
from sig_metrics.report.papers.issue import opened
from sig_metrics.session.facts import sessions
from sig_metrics.store.local import LocalStore
from support.sitting import called, closed, in_course

PAPERS = (
    "convocatoria-ACT-2021-05",
    "constancia-ACU-2021-082",
    "constancia-ACU-2021-083",
    "acta-ACT-2021-05",
    "memorando-ACT-2021-05-UCI",
    "memorando-ACT-2021-05-UTI",
    "indice-ACT-2021-05",
)


def of(store, session):
    """What a pack of a session is, as bytes."""
    with opened(store, session, None) as (dataset, corte):
        return pack(store, dataset, corte, session)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


@pytest.fixture(scope="module")
def store(demo_folder, whole_catalog, tmp_path_factory):
    """A store with a session that was closed; to be read only."""

    def make(at):
        shutil.copytree(demo_folder, at)
        closed(LocalStore(at), whole_catalog)

    return LocalStore(made_once(tmp_path_factory, "sitting", make), wait=1)


@pytest.fixture(scope="module")
def content(store, tmp_path_factory):
    made = made_once(tmp_path_factory, "pack", lambda at: at.write_bytes(of(store, sessions(store)[-1])))
    return made.read_bytes()


@pytest.fixture(scope="module")
def files(content):
    return unpacked(content)


@pytest.fixture
def place(files, tmp_path):
    return put(files, tmp_path / "paquete")


def put(files, folder):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def verified(folder) -> tuple[int, str]:
    """What `verifica.py` says in a process that has no path to anything of ours."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(folder / "verifica.py")], cwd=folder, env={}, capture_output=True
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_a_pack_has_each_paper_twice_and_each_format_once(files):
    assert set(files) == {
        *(f"papeles/{name}.{format}" for name in PAPERS for format in ("docx", "pdf")),
        "presentacion/presentacion-ACT-2021-05.pptx",
        "presentacion/presentacion-ACT-2021-05.html",
        "cifras/cifras-ACT-2021-05.xlsx",
        "cifras/valores.jsonl",
        "registro/hechos.jsonl",
        "registro/puntos.txt",
        "registro/claves.txt",
        "LEAME.txt",
        "MANIFIESTO.txt",
        "verifica.py",
    }
    said = files["LEAME.txt"].decode()
    assert said.startswith("Paquete de la sesión de Revisión por la Dirección ACT-2021-05, del 03/12/2021")
    assert hashlib.sha256(files["cifras/valores.jsonl"]).hexdigest() in said and "todavía no trae" not in said


def test_a_stranger_verifies_it_with_nothing_of_ours(place):
    nothing = subprocess.run([sys.executable, "-I", "-c", "import sig_metrics"], cwd=place, env={}, capture_output=True)
    assert b"No module named 'sig_metrics'" in nothing.stderr
    code, said = verified(place)
    assert code == 0 and said.endswith("\nCONFORME\n")


def test_one_digit_that_changes_in_any_file_does_not_conform(files, place):
    for name, content in files.items():
        at = re.search(rb"[0-9]", content).start()
        changed = bytearray(content)
        changed[at] = ord("8") if content[at] != ord("8") else ord("3")
        (place / name).write_bytes(changed)
        code, said = verified(place)
        assert code == 1 and "NO CONFORME" in said, name
        (place / name).write_bytes(content)
    assert verified(place)[0] == 0


def test_the_same_corte_and_session_give_the_same_bytes(store, content):
    assert of(store, sessions(store)[-1]) == content


def test_its_index_has_the_hash_of_each_document_beside_it(files):
    reader = PdfReader(io.BytesIO(files["papeles/indice-ACT-2021-05.pdf"]))
    said = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    documents = [name for name in files if name.split("/")[0] in ("papeles", "presentacion", "cifras")]
    documents = [name for name in documents if not name.endswith(".docx") and "indice" not in name]
    assert len(documents) == 10
    for name in documents:
        assert hashlib.sha256(files[name]).hexdigest() in said, name
    folios = sum(len(PdfReader(io.BytesIO(files[name])).pages) for name in documents if name.endswith(".pdf"))
    assert f"10documentosy{folios}folios" in said


def test_a_session_in_course_brings_what_there_is_and_says_the_rest(demo_copy, whole_catalog):
    session = in_course(demo_copy, whole_catalog)
    found = unpacked(of(demo_copy, session))
    assert {name for name in found if name.startswith("papeles/") and name.endswith(".pdf")} == {
        "papeles/convocatoria-ACT-2021-05.pdf",
        "papeles/indice-ACT-2021-05.pdf",
    }
    assert "presentacion/presentacion-ACT-2021-05.pptx" in found
    said = found["LEAME.txt"].decode()
    assert "Lo que todavía no trae, y por qué:\n  - El acta de ACT-2021-05 se emite cuando la sesión se cierra" in said


def test_a_session_that_was_called_has_a_call_and_no_pack(demo_copy, whole_catalog):
    session = called(demo_copy, whole_catalog)
    assert session.corte is None
    with opened(demo_copy, session, lambda: "the data of now") as found:
        assert found == ("the data of now", None)


def test_minutes_that_lack_something_stay_out_and_the_pack_says_what(store):
    session = sessions(store)[-1]
    first, *rest = session.items
    lacking = session.changed(items=(*rest, replace(first, number=9, debated="")))
    with opened(store, session, None) as (dataset, corte):
        found = file_of(store, dataset, corte, lacking)
    assert not any("acta-" in name for name in found.files)
    assert any("Le falta: lo deliberado en el punto 9" in each for each in found.missing)
    assert any("memorando" in name for name in found.files)


def test_the_values_are_those_that_were_frozen(store, files):
    session = sessions(store)[-1]
    with opened(store, session, None) as (_, corte):
        assert files["cifras/valores.jsonl"] == frozen_values(store, corte)
        assert hash_of(files["cifras/valores.jsonl"]) == corte.hash


def test_a_figure_of_a_reserved_indicator_never_goes_out(store):
    session = sessions(store)[-1]
    with opened(store, session, None) as (dataset, corte):
        values = frozen_values(store, corte)
        told = [
            row | ({"value": 0.4321} if row.get("code") == "SEG-12" and row["kind"] == "value" else {})
            for row in rows_of(values)
        ]
        leaky = b"".join(line(row) for row in told)
        assert b"0.4321" in leaky and b"0.4321" not in public(leaky, dataset)
        assert public(values, dataset) == values


def test_the_book_has_no_ficha_and_no_value_of_a_reserved_indicator(files):
    book = openpyxl.load_workbook(io.BytesIO(files["cifras/cifras-ACT-2021-05.xlsx"]), read_only=True)
    for sheet in ("Fichas", "Valores por mes", "Valores por grupo al corte"):
        codes = {row[0] for row in book[sheet].iter_rows(min_row=4, values_only=True)}
        assert "SEG-07" in codes and not {"SEG-12", "SEG-13"} & codes


def test_the_log_goes_out_without_the_words_of_the_session(files):
    facts = [json.loads(each) for each in files["registro/hechos.jsonl"].splitlines()]
    of_session = [each for each in facts if each["event"] == "session"]
    assert len(of_session) > 10
    assert b"Pasar al segundo equipo" not in files["registro/hechos.jsonl"]


def test_a_pack_is_refused_where_the_log_does_not_conform(store, tmp_path):
    shutil.copytree(store.folder, tmp_path / "store")
    other = LocalStore(tmp_path / "store", wait=1)
    journal = other.journal.path
    journal.write_bytes(journal.read_bytes().replace(b"Jefatura de la UPPM", b"Jefatura de la UPPX", 1))
    session = sessions(store)[-1]
    with opened(store, session, None) as (dataset, corte), pytest.raises(Refused):
        pack(other, dataset, corte, session)
