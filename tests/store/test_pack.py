"""Proves that a pack is verified by a Python with nothing of ours, and that one character anywhere makes it another."""

import io
import os
import random
import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from test_log import SECRET, annulled, ledger, line

from sig_metrics.language.problems import Refused
from sig_metrics.store import LocalStore
from sig_metrics.store.ledger.audit import audit_log
from sig_metrics.store.ledger.note import Signer, opened, signer_of
from sig_metrics.store.ledger.pack import CHECKER, sealed_pack, zipped

HEAVY = os.environ.get("SIG_HEAVY") == "1"
BESIDES = {"informe.csv": "año,valor\n2021,69\n".encode(), "anexos/acta.txt": "Acta n.º 3\n".encode()}
# One process that runs the checker of each folder it is told, as `python verifica.py` would in each.
MANY = """
import contextlib, io, runpy, sys
sys.path[:] = [path for path in sys.path if "site-packages" not in path] + [sys.argv.pop(1)]
for told in sys.stdin:
    folder, *sys.argv[1:] = told.rstrip("\\n").split("\\t")
    said, code = io.StringIO(), None
    with contextlib.redirect_stdout(said):
        try:
            runpy.run_path(folder + "/verifica.py", run_name="__main__")
        except SystemExit as end:
            code = int(end.code or 0)
        except BaseException as fault:
            code = 2
    print(code, said.getvalue().rstrip().splitlines()[-1:], flush=True)
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A folder with `cryptography` and what it needs, and nothing else that is installed."""
    folder = tmp_path_factory.mktemp("alone")
    for name in ("cryptography", "_cffi_backend"):
        if spec := find_spec(name):
            here = Path(spec.submodule_search_locations[0] if spec.submodule_search_locations else spec.origin)
            (folder / here.name).symlink_to(here)
    return folder


@pytest.fixture(scope="module")
def many(alone):
    command = [sys.executable, "-I", "-S", "-c", MANY, str(alone)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={}) as process:

        def run(folder: Path, *given: str) -> tuple[bool, str]:
            process.stdin.write("\t".join([str(folder), *given]) + "\n")
            process.stdin.flush()
            said = process.stdout.readline().strip()
            return said == "0 ['CONFORME']", said

        yield run
        process.stdin.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Thirteen facts, one of them of a key that took the place of another, and a load that was destroyed."""
    store = LocalStore(tmp_path_factory.mktemp("pack") / "store")
    store.journal.record(ledger(5))
    gone = annulled(line(2), file="(destruido)", reason="pedido", destroyed=True)
    (store.folder / "signing.key").unlink()
    store.journal.record([line(1), annulled(line(2), reason=SECRET, destroyed=True), *ledger(6)[2:]])
    store.record_event("destroy", "Rosa", load=2)
    store.journal.redact(gone)
    store.record_event("corte", "Rosa", name="Noviembre", snapshot=6, text=SECRET)
    assert audit_log(store.journal).conforms, audit_log(store.journal).problems
    return store


def put(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def pack(store, tmp_path):
    return put(sealed_pack(store.journal, BESIDES), tmp_path / "paquete")


def test_the_checker_is_one_short_file_that_needs_only_python_and_cryptography():
    text = CHECKER.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    used = {line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert used == {"json", "re", "sys", "base64", "hashlib", "pathlib", "cryptography"}


def test_a_pack_conforms_on_a_python_with_nothing_of_ours(pack, store, alone):
    """The command itself, once; the process of `many` does the same many times."""
    begin = "import sys, runpy; sys.path.append(sys.argv.pop(1)); runpy.run_path(sys.argv.pop(1), run_name='__main__')"
    command = [sys.executable, "-I", "-S", "-c", begin, str(alone), str(pack / "verifica.py")]
    found = subprocess.run(command, capture_output=True, text=True, env={"PYTHONIOENCODING": "utf-8"}, cwd=pack)
    key = str(audit_log(store.journal).key)
    assert found.returncode == 0 and found.stderr == "", found
    assert found.stdout.splitlines() == [
        f"{key.split('+')[0]}: 8 archivos y 11 hechos. "
        f"Clave que trae el paquete (compárela con la que la entidad publicó): {key}",
        "CONFORME",
    ]
    found = subprocess.run([*command, key], capture_output=True, text=True, env={}, cwd=pack)
    assert f"Clave que usted dio: {key}" in found.stdout and found.returncode == 0
    nothing = "import importlib.util as u; print([n for n in ('sig_metrics', 'duckdb', 'streamlit') if u.find_spec(n)])"
    without = subprocess.run([sys.executable, "-I", "-S", "-c", nothing], capture_output=True, text=True)
    assert without.stdout == "[]\n"


def test_no_text_of_the_journal_goes_in_a_pack(pack):
    held = b"".join(path.read_bytes() for path in pack.rglob("*") if path.is_file())
    assert SECRET.encode() not in held and b"Rosa" not in held and b"PRIVATE" not in held and b"Noviembre" in held


def test_one_character_anywhere_and_it_does_not_conform(pack, many):
    assert many(pack)[0]
    tried = 0
    for path in sorted(each for each in pack.rglob("*") if each.is_file()):
        whole = path.read_bytes()
        text = whole.decode()
        chosen = random.Random(path.name)
        places = range(len(text)) if HEAVY else sorted(chosen.sample(range(len(text)), min(30, len(text))))
        for at in places:
            other = "#" if path.suffix == ".py" else chosen.choice("aZ09 \n+/=,")  # code that goes on, and ends
            changed = text[:at] + other + text[at + 1 :]
            if changed != text:
                path.write_bytes(changed.encode())
                conforms, said = many(pack)
                assert not conforms, (path.name, at, text[max(0, at - 20) : at + 20], said)
                tried += 1
        path.write_bytes(whole)
    assert many(pack)[0] and tried > 180


def test_a_file_more_or_less_and_it_does_not_conform(pack, many):
    names = [path for path in pack.rglob("*") if path.is_file() and path.name != "verifica.py"]
    for path in names:
        whole = path.read_bytes()
        path.unlink()
        assert not many(pack)[0], path
        path.write_bytes(whole)
        (pack / "nuevo.txt").write_bytes(b"")
        assert many(pack)[1] == "1 ['NO CONFORME: «nuevo.txt» falta, sobra o se cambió']"
        (pack / "nuevo.txt").unlink()
    one, other = pack / "informe.csv", pack / "anexos" / "acta.txt"
    a, b = one.read_bytes(), other.read_bytes()
    one.write_bytes(b), other.write_bytes(a)
    assert not many(pack)[0] and len(names) == 7


def test_the_key_that_is_given_is_the_one_that_counts(pack, store, many, tmp_path):
    found = audit_log(store.journal)
    assert many(pack, str(found.key))[0]
    lost = str(found.keys[0][1])
    assert many(pack, lost)[1] == f"1 ['NO CONFORME: la clave del paquete no es la que usted dio, sino {found.key}']"
    # who makes a whole pack with a key of his own, under the same name: it conforms with itself, and not with the key
    (tmp_path / "otro").mkdir()
    (tmp_path / "otro" / "signing.key").write_text(Signer(found.key.name, bytes(32)).kept())
    other = LocalStore(tmp_path / "otro")
    other.journal.record(ledger(3))
    forged = put(sealed_pack(other.journal, BESIDES), tmp_path / "falso")
    assert many(forged)[0] and not many(forged, str(found.key))[0]
    # and a manifest of another log
    shutil.copy(forged / "MANIFIESTO.txt", pack / "MANIFIESTO.txt")
    assert not many(pack)[0]


def test_who_kept_a_checkpoint_sees_that_the_log_only_grew(pack, store, many, tmp_path):
    found = audit_log(store.journal)
    for note in found.notes:
        (tmp_path / "punto").write_text(note, encoding="utf-8")
        assert many(pack, str(found.key), str(tmp_path / "punto"))[0]
    signer = signer_of((store.folder / "signing.key").read_text())
    text, _ = opened(found.notes[-1], found.key)
    for wrong in (
        text.replace("\n11\n", "\n9\n"),  # another tree of nine facts
        text.replace("\n11\n", "\n12\n"),  # more than there are
        text.replace(found.key.name, "sig/otro"),
    ):
        (tmp_path / "punto").write_text(signer.note(wrong), encoding="utf-8")
        assert not many(pack, str(found.key), str(tmp_path / "punto"))[0], wrong
    foreign = Signer("sig/otro", bytes(32)).note(text)
    (tmp_path / "punto").write_text(foreign, encoding="utf-8")
    assert not many(pack, str(found.key), str(tmp_path / "punto"))[0]


def test_what_no_pack_can_be_made_of_is_refused(store, tmp_path):
    def refused(journal, files) -> str:
        with pytest.raises(Refused) as caught:
            sealed_pack(journal, files)
        return caught.value.problems[0].code

    for name in ("verifica.py", "MANIFIESTO.txt", "registro/claves.txt", "../x", "/x", "a//b", "a\nb", "", "a/", "c:x"):
        assert refused(store.journal, {name: b""}) == "verify_pack_name", name
    shutil.copytree(store.folder, tmp_path / "copia")
    copy = LocalStore(tmp_path / "copia")
    (copy.folder / "signing.key").unlink()
    assert refused(copy.journal, {}) == "verify_pack_key"
    (copy.folder / "signing.key").write_text(Signer("sig/otro", bytes(32)).kept())
    assert refused(copy.journal, {}) == "verify_pack_key"
    copy.journal.log.hashes.write_bytes(b"")
    assert refused(copy.journal, {}) == "verify_pack_unsound"


def test_the_same_pack_is_the_same_bytes(store):
    one, other = (zipped(sealed_pack(store.journal, BESIDES)) for _ in range(2))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as book:
        assert {name: book.read(name) for name in book.namelist()} == sealed_pack(store.journal, BESIDES)
