"""Proves what `verify` says, in text and in JSON, and how it ends."""

import json
import zipfile
from contextlib import closing

from sig_metrics.cli.commands import main
from sig_metrics.publish.condition import told
from sig_metrics.store.ledger.note import Signer, verifier_of
from sig_metrics.store.ledger.pack import sealed_pack
from sig_metrics.store.ledger.proof import proves_fact, proves_growth


def run(capsys, store, *given: str) -> tuple[int, str]:
    code = main(["verify", "--store", str(store.folder), *given])
    return code, capsys.readouterr().out


def test_a_store_that_conforms(plan_copy, capsys):
    code, out = run(capsys, plan_copy)
    lines = out.splitlines()
    assert (code, lines[0]) == (0, "CONFORME")
    assert lines[1].startswith("17 hechos, 1 punto de control y 16 archivos originales. Registro «sig/")
    assert lines[2].startswith("La clave es la que dice el propio registro.")
    assert str(verifier_of(lines[3])) == lines[3].strip()


def test_the_proofs_that_are_asked_for(plan_copy, capsys, tmp_path):
    point = tmp_path / "punto"
    assert run(capsys, plan_copy, "--keep", str(point))[0] == 0
    plan_copy.record_event("release", "Rosa", number=1)
    code, out = run(capsys, plan_copy, "--json", "--event", "17", "--since", str(point))
    found = json.loads(out)
    key = verifier_of(found["key"])
    assert (
        code == 0 and found["conforms"] is True and found["problems"] == [] and found["facts"] == found["signed"] == 18
    )
    assert proves_fact(found["fact"], key) and proves_growth(found["growth"], key)
    assert json.loads(found["fact"]["fact"])["event"] == "release" and not found["key_trusted"]
    code, out = run(capsys, plan_copy, "--event", "17", "--since", str(point), "--key", found["key"])
    assert code == 0 and "Desde el punto de control de 17 hechos solo se ha añadido." in out
    assert "El hecho n.º 17 está en el registro: {" in out and "Firmado con la clave que usted dio:" in out


def test_what_does_not_conform_is_told_with_its_place_and_ends_with_1(plan_copy, capsys, tmp_path):
    code, out = run(capsys, plan_copy, "--event", "99")
    assert (code, out) == (1, "NO CONFORME\n  No hay un hecho n.º 99 firmado; el último es el 16.\n")
    foreign = str(Signer("sig/otro", bytes(32)).verifier)
    code, out = run(capsys, plan_copy, "--key", foreign)
    assert code == 1 and "y la clave que usted dio es de «sig/otro»." in out
    (tmp_path / "punto").write_text("hola")
    code, out = run(capsys, plan_copy, "--since", str(tmp_path / "punto"))
    assert code == 1 and "no es un punto de control" in out
    text = plan_copy.journal.path.read_bytes()
    plan_copy.journal.path.write_bytes(text.replace(b'"load": 3,', b'"load": 4,', 1))
    code, out = run(capsys, plan_copy, "--json", "--pack", str(tmp_path / "p.zip"), "--keep", str(tmp_path / "p"))
    found = json.loads(out)
    assert code == 1 and not found["conforms"] and not list(tmp_path.glob("p*"))[1:]
    assert {"code": "verify_line", "message": "La línea 4 del diario no es la que se escribió."} in found["problems"]


def test_a_key_that_is_none_and_a_file_that_is_not_there(plan_copy, capsys, tmp_path):
    assert main(["verify", "--store", str(plan_copy.folder), "--key", "x"]) == 1
    assert "«x» no es una clave pública" in capsys.readouterr().err
    assert main(["verify", "--store", str(plan_copy.folder), "--since", str(tmp_path / "nada")]) == 1
    assert capsys.readouterr().out == ""


def test_the_pack_that_is_written(plan_copy, capsys, tmp_path):
    code, out = run(capsys, plan_copy, "--pack", str(tmp_path / "p.zip"))
    assert code == 0 and "Quien lo recibe ejecuta «python verifica.py»." in out
    with zipfile.ZipFile(tmp_path / "p.zip") as book:
        assert {name: book.read(name) for name in book.namelist()} == sealed_pack(plan_copy.journal, {})
    assert main(["verify", "--store", str(plan_copy.folder), "--pack", str(tmp_path / "p.docx")]) == 1
    assert "«p.docx» debe terminar en .zip." in capsys.readouterr().err


def test_an_empty_store_has_nothing_to_verify(empty_store, capsys):
    code, out = run(capsys, empty_store)
    assert (code, out.splitlines()[0]) == (1, "NO CONFORME") and "el registro empieza con la próxima carga" in out


def test_what_is_told_of_the_key_and_of_what_is_not_signed(plan_copy, capsys):
    with closing(plan_copy.open()) as snapshot:
        assert told(plan_copy, snapshot) == []
        (plan_copy.folder / "signing.key").unlink()
        assert told(plan_copy, snapshot) == [
            "Falta «signing.key», la clave que firma el registro del archivo. Restáurela de una copia antes de la próxima carga; "
            "si no, se hará otra y el registro lo dirá."
        ]
        plan_copy.record_event("release", "Rosa")
        assert told(plan_copy, snapshot) == []
        signed = plan_copy.journal.log.checkpoints
        signed.write_bytes(signed.read_bytes()[:-5])
        plan_copy.journal.path.touch()
        assert told(plan_copy, snapshot) == [
            "El diario de «archive» tiene 19 hechos y están firmados 17. La próxima carga firma los que faltan; si este aviso "
            "sigue, la orden «verify» dice qué pasó."
        ]
    code, out = run(capsys, plan_copy)
    assert code == 1 and "Falta firmar 2 hechos." in out
