"""Proves that the journal grows as a signed tree: old journals are taken in, what a crash left is completed, what was
signed is never signed otherwise, and a destroyed text leaves its leaf."""

import json
import shutil
from datetime import datetime

import pytest

from sig_metrics.store import LocalStore
from sig_metrics.store.journal import KEPT, MARK, Journal, line_of
from sig_metrics.store.ledger.leaf import leaf
from sig_metrics.store.ledger.merkle import EMPTY, grown, in_row, kept, leaf_hash, root
from sig_metrics.store.ledger.note import checkpoint_of, opened, verifier_of

SECRET = "María del expediente 77"


def line(load: int, **other) -> dict:
    made = {**dict.fromkeys((*KEPT, *MARK)), "load": load, "register": "training", "file": f"{SECRET}.csv"}
    made |= {"sha256": f"{load:064x}", "bytes": 10, "loaded_at": datetime(2021, 11, 29, 12), "who": "Ana"}
    return made | {"mode": "merge", "origin": "real", "snapshot": load, "suffix": ".csv", "header": ""} | other


def ledger(loads: int) -> list[dict]:
    return [line(load) for load in range(1, loads + 1)]


def annulled(each: dict, **other) -> dict:
    mark = {"annulled_at": datetime(2021, 11, 30), "annulled_by": "Rosa", "reason": "prueba", "destroyed": False}
    return each | mark | other


def leaves(journal: Journal) -> list[bytes]:
    entries = list(journal.entries())
    assert [entry["n"] for entry in entries] == list(range(len(entries)))
    return [leaf(entry) for entry in entries]


def sound(journal: Journal) -> list[int]:
    """The sizes signed, after looking at each checkpoint and at the row of hashes by the leaves alone."""
    found = leaves(journal)
    vkeys = [entry["vkey"] for entry in journal.entries() if entry["event"] in ("begin", "key")]
    read = in_row(grown(in_row(b""), 0, map(leaf_hash, found)))
    assert journal.log.hashes.read_bytes() == b"".join(read(at) for at in range(kept(len(found))))
    notes = journal.log.notes()
    assert "\n".join(notes) == journal.log.checkpoints.read_text(encoding="utf-8")
    heads = [checkpoint_of(opened(note, *map(verifier_of, vkeys))[0]) for note in notes]
    assert [head.root for head in heads] == [root(read, head.size) for head in heads]
    assert heads[-1].size == len(found)
    return [head.size for head in heads]


@pytest.fixture
def journal(tmp_path):
    (tmp_path / "archive").mkdir()
    return Journal(tmp_path / "archive")


def test_each_publication_signs_what_it_brought(journal):
    for loads in (2, 3, 3, 5):
        journal.record(ledger(loads))
    assert sound(journal) == [3, 4, 6], (
        "the first leaf says that the log begins; one that brought nothing signs nothing"
    )
    first = json.loads(leaves(journal)[0])
    vkey = verifier_of(first["vkey"])
    assert (first["event"], first["earlier"], first["n"]) == ("begin", 0, 0)
    assert vkey.name.startswith("sig/") and vkey.name in journal.log.checkpoints.read_text().splitlines()
    key = journal.path.parents[1] / "signing.key"
    assert key.read_text().startswith(f"PRIVATE+KEY+{vkey.name}+") and key.stat().st_mode & 0o777 == 0o600
    assert not list(journal.path.parent.glob("*.key"))


def test_a_leaf_is_the_fact_in_canonical_json_and_nothing_of_its_texts(journal):
    journal.record(ledger(1))
    found = leaves(journal)[1]
    fact = json.loads(found)
    assert found == json.dumps(fact, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert (fact["event"], fact["load"], fact["sha256"], fact["after"]) == ("load", 1, f"{1:064x}", 0)
    assert set(fact["texts"]) == {"file", "who", "header"} and b"Ana" not in found and "María".encode() not in found
    # HMAC-SHA256(HMAC-SHA256(salt, "who"), the canonical JSON of «Ana»), by openssl's own names
    import hmac

    salt = bytes.fromhex(list(journal.entries())[1]["salt"])
    assert fact["texts"]["who"] == hmac.new(hmac.new(salt, b"who", "sha256").digest(), b'"Ana"', "sha256").hexdigest()


def test_the_same_text_never_has_the_same_commitment(journal):
    journal.record(ledger(2))
    one, other = (json.loads(each)["texts"] for each in leaves(journal)[1:])
    assert not set(one.values()) & set(other.values())


def test_a_journal_of_an_earlier_program_is_taken_in_and_the_log_says_so(journal):
    journal.record([*ledger(2), annulled(line(3))])
    old = [
        {name: value for name, value in entry.items() if name not in ("n", "after", "salt")}
        for entry in journal.entries()
        if entry["event"] != "begin"
    ]

    def as_before() -> None:
        journal.path.write_bytes(b"".join(map(line_of, old)))
        for path in (journal.log.hashes, journal.log.checkpoints, journal.path.parents[1] / "signing.key"):
            path.unlink()

    as_before()
    wanted = journal.lines()
    journal.record([*ledger(2), annulled(line(3)), line(4)])
    assert sound(journal) == [6] and {load: journal.lines()[load] for load in (1, 2, 3)} == wanted
    told = [json.loads(each) for each in leaves(journal)]
    assert [each["event"] for each in told] == ["load", "load", "load", "annul", "begin", "load"]
    assert told[4]["earlier"] == 4
    # the earlier program goes on with the same archive, and this one again
    more = {**old[0], "load": 5, "sha256": f"{5:064x}"}
    with journal.path.open("ab") as file:
        file.write(line_of(more))
    journal.record([*ledger(2), annulled(line(3)), line(4), line(5)])
    assert sound(journal) == [6, 7]


def test_what_a_crash_kept_out_is_completed_by_the_next(journal, tmp_path):
    journal.record(ledger(3))
    kept_out = {path.name: path.read_bytes() for path in (journal.log.hashes, journal.log.checkpoints)}
    journal.record(ledger(5))
    whole = {path.name: path.read_bytes() for path in (journal.log.hashes, journal.log.checkpoints)}
    for hashes in (kept_out["loads.hashes"], whole["loads.hashes"], whole["loads.hashes"][:-7], b"", b"x" * 99):
        for cut in (0, 1, 40, len(whole["loads.checkpoints"]) - len(kept_out["loads.checkpoints"])):
            shutil.copytree(tmp_path, copy := tmp_path.parent / "copia")
            again = Journal(copy / "archive")
            again.log.hashes.write_bytes(hashes)
            end = len(kept_out["loads.checkpoints"]) if cut == 0 else len(whole["loads.checkpoints"]) - cut
            again.log.checkpoints.write_bytes(whole["loads.checkpoints"][:end])
            again.record(ledger(6))
            assert sound(again) == [4, 7]
            shutil.rmtree(copy)


def test_a_crash_before_the_first_checkpoint_begins_again_with_the_same_key(journal):
    journal.record(ledger(1))
    key = (journal.path.parents[1] / "signing.key").read_bytes()
    for left in ((journal.log.checkpoints,), (journal.log.checkpoints, journal.log.hashes, journal.path)):
        for path in left:  # killed before it signed, and before it wrote anything but the key
            path.unlink()
        journal.record(ledger(2))
        assert sound(journal) == [3] and (journal.path.parents[1] / "signing.key").read_bytes() == key


def test_a_publication_that_brings_nothing_signs_what_a_crash_left(journal):
    journal.record(ledger(3))
    before = journal.log.checkpoints.read_bytes()
    journal.record(ledger(4))
    journal.log.checkpoints.write_bytes(before)
    journal.record(ledger(4))
    assert sound(journal) == [4, 5]


def test_a_line_that_was_signed_and_lost_never_gives_its_place(journal):
    journal.record(ledger(3))
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(b"".join(lines[:3]) + lines[3][:30])
    journal.record(ledger(3))
    assert [entry["n"] for entry in journal.entries()] == [0, 1, 2, 4]
    assert checkpoint_of(journal.log.notes()[-1].rpartition("\n\n")[0] + "\n").size == 5


def test_what_does_not_begin_with_what_was_signed_is_not_signed(journal, tmp_path):
    journal.record(ledger(3))
    journal.record(ledger(4))
    signed = journal.log.checkpoints.read_bytes()
    cases = {
        "the older checkpoints are gone": lambda: journal.log.checkpoints.unlink(),
        "the last one is gone, after which others signed": lambda: journal.log.checkpoints.write_bytes(
            signed[: signed.index(b"\n\n", signed.index(b"\n\n") + 2) + 1]
        ),
    }
    journal.record(ledger(5))
    whole = journal.log.checkpoints.read_bytes()
    for spoil in cases.values():
        spoil()
        left = journal.log.checkpoints.read_bytes() if journal.log.checkpoints.exists() else b""
        journal.record(ledger(6))
        assert journal.last() == 6, "the data are published all the same"
        assert (journal.log.checkpoints.read_bytes() if journal.log.checkpoints.exists() else b"") == left
    journal.log.checkpoints.write_bytes(whole)
    journal.record(ledger(7))
    assert sound(journal) == [4, 5, 6, 8]
    rewritten = journal.path.read_bytes()
    entries = [{**entry, "bytes": 11} if entry.get("load") == 2 else entry for entry in journal.entries()]
    journal.path.write_bytes(b"".join(map(line_of, entries)))
    journal.log.hashes.write_bytes(b"")
    before = journal.log.checkpoints.read_bytes()
    journal.record(ledger(8))
    assert journal.log.checkpoints.read_bytes() == before and journal.path.read_bytes() != rewritten


def test_a_lost_key_is_followed_by_another_of_the_same_name_and_the_log_says_so(journal):
    journal.record(ledger(1))
    key = journal.path.parents[1] / "signing.key"
    first = key.read_text()
    key.unlink()
    journal.record(ledger(2))
    assert key.read_text() != first and sound(journal) == [2, 4]
    told = [json.loads(each) for each in leaves(journal)]
    assert [each["event"] for each in told] == ["begin", "load", "key", "load"]
    assert (
        told[2]["before"] == told[0]["vkey"] and verifier_of(told[2]["vkey"]).name == verifier_of(told[0]["vkey"]).name
    )


@pytest.mark.parametrize("spoilt", ["", "no es una clave", "PRIVATE+KEY+sig/otro+00000000+AAAA"])
def test_a_key_that_cannot_be_read_is_neither_used_nor_written_over(journal, spoilt):
    journal.record(ledger(1))
    key, signed = journal.path.parents[1] / "signing.key", journal.log.checkpoints.read_bytes()
    good = key.read_text()
    key.write_text(spoilt)
    journal.record(ledger(2))
    assert key.read_text() == spoilt and journal.log.checkpoints.read_bytes() == signed and journal.last() == 2
    key.write_text(good)
    journal.record(ledger(3))
    assert sound(journal) == [2, 4]


def test_the_key_of_another_log_does_not_sign_this_one(journal, tmp_path):
    journal.record(ledger(1))
    (tmp_path / "otro" / "archive").mkdir(parents=True)
    (other := Journal(tmp_path / "otro" / "archive")).record(ledger(1))
    signed = journal.log.checkpoints.read_bytes()
    shutil.copyfile(tmp_path / "otro" / "signing.key", tmp_path / "signing.key")
    journal.record(ledger(2))
    assert journal.log.checkpoints.read_bytes() == signed and sound(other) == [2]


def test_where_the_key_is_and_what_the_log_is_called_may_be_said(journal, tmp_path, monkeypatch):
    monkeypatch.setenv("SIG_KEY", str(tmp_path / "llaves"))
    monkeypatch.setenv("SIG_ORIGIN", " sig.ejemplo.gob.pe/registro +1\n")
    journal.record(ledger(1))
    assert not (tmp_path / "signing.key").exists()
    assert (tmp_path / "llaves").read_text().startswith("PRIVATE+KEY+sig.ejemplo.gob.pe/registro-1+")
    monkeypatch.setenv("SIG_ORIGIN", "otro")
    journal.record(ledger(2))
    assert sound(journal) == [2, 3], "a log keeps the name that it began with"


def test_a_destroyed_load_leaves_its_leaf_and_no_letter(journal):
    journal.record([line(1), annulled(line(2), reason=f"era de {SECRET}")])
    before = leaves(journal)
    gone = annulled(line(2), file="(destruido)", header="", reason="pedido del titular", destroyed=True)
    journal.redact(gone)
    assert leaves(journal) == before and sound(journal) == [4]
    assert journal.path.read_text(encoding="utf-8").count(SECRET) == 1, "the load that stands keeps its name"
    load, annul = [entry for entry in journal.entries() if entry.get("load") == 2]
    assert "salt" not in load and set(load["sealed"]) == {"file"} and set(load["keys"]) == {"who", "header"}
    assert set(annul["sealed"]) == {"reason"} and annul["destroyed"] is True and "salt" not in annul
    journal.redact(gone)
    assert leaves(journal) == before
    # a text that is left may still be proved, and one that somebody writes in its place may not
    assert leaf({**load, "who": "Otra"}) != before[2] and leaf({**load, "file": "lo que sea"}) == before[2]


def test_an_event_of_another_kind_is_a_leaf_too(tmp_path):
    store = LocalStore(tmp_path)
    assert store.record_event("corte", "Rosa", name="Noviembre", snapshot=3, hash="ab" * 32, text="para el comité") == 1
    assert store.record_event("release", "Rosa", number=None) == 2
    fact = json.loads(leaves(store.journal)[1])
    assert (fact["event"], fact["name"], fact["snapshot"]) == ("corte", "Noviembre", 3)
    assert set(fact["texts"]) == {"who", "text"} and sound(store.journal) == [2, 3]
    assert store.journal.lines() == {} and store.journal.annulled() == set()
    before = store.journal.path.read_bytes()
    for wrong in ({"rate": 0.5}, {"rows": [1]}, {"n": 7}, {"salt": "00"}):
        with pytest.raises(TypeError):
            store.record_event("corte", "Rosa", **wrong)
    assert store.journal.path.read_bytes() == before and EMPTY not in before
