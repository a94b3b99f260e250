"""Proves that nothing of a log may be changed without its verification saying so: not a byte of its files, nor what
somebody who knows them would write; and that a store is verified whole."""

import json
import random
import shutil
import time
from contextlib import closing
from datetime import datetime

import pytest
from test_log import SECRET, annulled, ledger, line

from conftest import deliverables, plan_part, rows_only
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.store import LocalStore
from sig_metrics.store.journal import Journal, entry_of, line_of
from sig_metrics.store.ledger.audit import audit_log, check_growth, check_key, prove
from sig_metrics.store.ledger.leaf import leaf
from sig_metrics.store.ledger.merkle import EMPTY, grown, in_row, leaf_hash
from sig_metrics.store.ledger.note import Checkpoint, NoteError, Signer, signer_of, verifier_of
from sig_metrics.store.ledger.proof import proves_fact, proves_growth
from sig_metrics.store.verify import verify

EDITS = 1000


def codes(found) -> set[str]:
    return {problem.code for problem in found.problems}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A log with everything: an older program, loads, an annulment, a destruction, a corte and another key."""
    store = LocalStore(tmp_path_factory.mktemp("verify") / "store")
    journal = store.journal
    journal.record(ledger(2))
    destroyed = annulled(line(2), file="(destruido)", reason="pedido", destroyed=True)
    journal.record([line(1), annulled(line(2), reason=SECRET, destroyed=True)])
    when = datetime(2021, 12, 1)
    journal.record([], {"event": "destroy", "at": when, "who": "Rosa", "load": 2})
    journal.redact(destroyed)
    journal.record([line(1), destroyed, line(3), line(4)])
    journal.record([], {"event": "corte", "at": when, "who": "Rosa", "name": "Noviembre", "snapshot": 4})
    (store.folder / "signing.key").unlink()
    journal.record([line(1), destroyed, line(3), line(4), line(5)])
    assert audit_log(journal).conforms, audit_log(journal).problems
    assert [head.size for head in audit_log(journal).heads] == [3, 4, 5, 7, 8, 10]
    return store.folder


@pytest.fixture
def log(made, tmp_path):
    shutil.copytree(made, tmp_path / "store")
    return Journal(tmp_path / "store" / "archive")


def pieces(name: str, content: bytes) -> list[bytes]:
    """Lines, hashes, or checkpoints each with the empty line before it."""
    if name == "loads.hashes":
        return [content[at : at + 32] for at in range(0, len(content), 32)]
    if name == "loads.jsonl":
        return content.splitlines(keepends=True)
    notes = content.decode().removesuffix("\n").split("\n\n")
    return [f"{a}\n\n{b}\n".encode() for a, b in zip(notes[::2], notes[1::2])]


def spoilt(name: str, content: bytes, chosen: random.Random) -> bytes:
    """A file changed in one of the ways of somebody who does not know what it is."""
    parts = pieces(name, content)
    join = b"\n".join if name == "loads.checkpoints" else b"".join
    at, other = chosen.sample(range(len(parts)), 2)
    start = chosen.randrange(len(content))
    end = start + chosen.choice((1, 1, 2, 16, 300))
    kinds = {
        "a byte": lambda: (
            content[:start]
            + bytes([chosen.choice([b for b in range(256) if b != content[start]])])
            + content[start + 1 :]
        ),
        "some bytes less": lambda: content[:start] + content[end:],
        "a byte more": lambda: content[:start] + chosen.choice((b" ", b"\n", b"0", b"\0")) + content[start:],
        "cut": lambda: content[:start],
        "one less": lambda: join([*parts[:at], *parts[at + 1 :]]),
        "twice": lambda: join([*parts[: at + 1], *parts[at:]]),
        "again at the end": lambda: join([*parts, parts[at]]),
        "changed over": lambda: join([parts[{at: other, other: at}.get(n, n)] for n in range(len(parts))]),
        "shuffled": lambda: join(chosen.sample(parts, len(parts))),
    }
    return kinds[chosen.choice(list(kinds))]()


def test_a_thousand_edits_cuts_and_reorders_of_the_files_are_refused(log):
    files = {name: (log.path.parent / name) for name in ("loads.jsonl", "loads.hashes", "loads.checkpoints")}
    whole = {name: path.read_bytes() for name, path in files.items()}
    tried = 0
    assert b"\n".join(pieces("loads.checkpoints", whole["loads.checkpoints"])) == whole["loads.checkpoints"]
    for seed in range(EDITS):
        chosen = random.Random(seed)
        name = chosen.choice(list(files))
        changed = spoilt(name, whole[name], chosen)
        if changed == whole[name]:
            continue
        files[name].write_bytes(changed)
        assert not audit_log(log).conforms, (seed, name)
        files[name].write_bytes(whole[name])
        tried += 1
    assert tried > EDITS * 0.95 and audit_log(log).conforms


def rewrite(log: Journal, entries: list[dict]) -> None:
    """As somebody who knows the program would: sound lines, and the tree that is theirs."""
    log.path.write_bytes(b"".join(map(line_of, entries)))
    log.log.hashes.write_bytes(grown(in_row(b""), 0, [leaf_hash(leaf(entry)) for entry in entries]))


FORGED = {
    "another figure": lambda entries: entries[1].update(rows_new=7),
    "another file": lambda entries: entries[1].update(sha256="f" * 64),
    "another author": lambda entries: entries[1].update(who="Otra"),
    "another salt": lambda entries: entries[1].update(salt="00" * 16),
    "another day": lambda entries: entries[6].update(loaded_at="2021-11-28T12:00:00"),
    "one field more": lambda entries: entries[1].update(nuevo=None),
    "a day that is none": lambda entries: entries[6].update(loaded_at="ayer"),
    "one field less": lambda entries: entries[1].pop("mode"),
    "the annulment hidden": lambda entries: entries.pop(3),
    "the last one hidden": lambda entries: entries.pop(),
    "one that never was": lambda entries: entries.append({**entries[-1], "n": len(entries), "load": 6}),
    "two in each other's place": lambda entries: entries.__setitem__(slice(5, 7), [entries[6], entries[5]]),
    "and renumbered": lambda entries: entries.__setitem__(
        slice(5, 7), [{**entries[6], "n": 5}, {**entries[5], "n": 6}]
    ),
    "a text taken out": lambda entries: entries.__setitem__(
        5,
        {
            **{k: v for k, v in entries[5].items() if k != "salt"},
            "keys": {},
            "sealed": json.loads(leaf(entries[5]))["texts"],
        },
    ),
    "a destruction unsaid": lambda entries: entries[3].update(destroyed=False),
    "another key from the beginning": lambda entries: entries[0].update(
        vkey=str(Signer("sig/otro", bytes(32)).verifier)
    ),
    "the key changed without a word": lambda entries: entries[8].update(before=None),
}


@pytest.mark.parametrize("case", FORGED)
def test_what_who_knows_the_program_would_write_is_refused(log, case):
    entries = list(log.entries())
    FORGED[case](entries)
    rewrite(log, entries)
    assert not audit_log(log).conforms
    whole = codes(verify(LocalStore(log.path.parents[1])).log)
    assert whole >= codes(audit_log(log)), "and the store, that has no data here, is verified to the end"


def test_who_has_no_key_signs_nothing_that_is_taken(log):
    """The last checkpoint anew, over other facts: by a key of the same name, of another, or by none."""
    entries = list(log.entries())
    entries[-1]["rows_new"] = 7
    rewrite(log, entries)
    notes = log.log.notes()
    found = audit_log(log)
    assert codes(found) == {"verify_root"}
    head = Checkpoint(found.key.name, len(entries), EMPTY)
    for signer in (Signer(found.key.name, bytes(32)), Signer("sig/otro", bytes(32))):
        forged = Checkpoint(signer.name, head.size, head.root)
        log.log.checkpoints.write_text("\n".join([*notes[:-1], signer.note(str(forged))]), encoding="utf-8")
        assert "verify_signature" in codes(audit_log(log))
    # nor the first key, once it was replaced; nor the right one in the name of another log
    key = signer_of((log.path.parents[1] / "signing.key").read_text())
    log.log.checkpoints.write_text("\n".join([*notes[:-1], key.note(str(Checkpoint("sig/otro", 10, head.root)))]))
    assert "verify_signature" in codes(audit_log(log))


def test_the_key_that_somebody_trusts_is_the_one_that_counts(log):
    found = audit_log(log)
    check_key(found, f" {found.key}\n")
    assert found.conforms
    check_key(found, str(found.keys[0][1]))  # the one that was lost
    assert codes(found) == {"verify_other_key"}
    found = audit_log(log)
    check_key(found, str(Signer("sig/otro", bytes(32)).verifier))
    assert codes(found) == {"verify_other_log"}
    with pytest.raises(NoteError):
        check_key(found, "cualquiera")


def test_growth_is_proved_from_every_older_checkpoint_and_a_rewritten_log_is_found(log):
    found = audit_log(log)
    for note in found.notes:
        document = check_growth(found, note)
        assert found.conforms and proves_growth(document, *found.verifiers)
    newest = found.notes[-1]
    # everything cut back to an older checkpoint conforms by itself: who kept a newer one sees it
    entries = list(log.entries())[:8]
    rewrite(log, entries)
    log.log.checkpoints.write_text("\n".join(found.notes[:-1]), encoding="utf-8")
    short = audit_log(log)
    assert short.conforms and check_growth(short, newest) is None
    assert "verify_since_signature" in codes(short) or "verify_since_longer" in codes(short)
    # another log under the same key: the store was copied and both went on
    key = signer_of((log.path.parents[1] / "signing.key").read_text())
    log.record([*(line(load) for load in (1, 3, 4)), line(6)])
    assert check_growth(fork := audit_log(log), key.note(newest.rpartition("\n\n")[0] + "\n")) is None
    assert codes(fork) & {"verify_since_root", "verify_since_signature"}
    for wrong in ("", "hola\n", newest[:-1], newest.replace("sig/", "sog/")):
        assert check_growth(other := audit_log(log), wrong) is None and not other.conforms


def test_a_thousand_edits_of_proofs_are_refused(log):
    found, tried = audit_log(log), 0
    for place in (0, 4, 9):
        assert proves_fact(prove(found, place), found.key), place
    documents = [(prove(found, 4), proves_fact), (check_growth(found, found.notes[2]), proves_growth)]
    for seed in range(EDITS):
        chosen = random.Random(seed)
        document, proves = documents[seed % 2]
        text = json.dumps(document, ensure_ascii=False)
        at = chosen.randrange(len(text))
        changed = text[:at] + chosen.choice('abcdef0123456789 +/="{') + text[at + 1 :]
        if changed == text:
            continue
        tried += 1
        try:
            read = json.loads(changed)
        except ValueError:
            continue
        assert read == document or not proves(read, *found.verifiers), (seed, changed)
    assert tried > EDITS * 0.9
    fact = prove(found, 4)
    foreign = Signer(found.key.name, bytes(32)).verifier
    assert (
        not proves_fact(fact, foreign) and not proves_fact(fact) and not proves_fact({**fact, "index": 4.0}, found.key)
    )
    assert not proves_fact({**fact, "proof": fact["proof"][::-1]}, found.key)
    assert prove(found, 10) is None and codes(found) == {"verify_no_fact"}


def test_a_hundred_thousand_facts_are_built_and_verified_in_seconds(tmp_path):
    """What it costs beside the bare hashes is measured in benchmarks; here it is only right, and not a matter of
    minutes."""
    (tmp_path / "archive").mkdir()
    journal = Journal(tmp_path / "archive")
    begun = time.process_time()
    journal.record([], {"event": "session", "number": 0})
    journal.record([], *({"event": "session", "number": n} for n in range(1, 100_000)))
    found = audit_log(journal)
    assert found.conforms and [head.size for head in found.heads] == [2, 100_001]
    assert proves_fact(prove(found, 77_777), found.key)
    assert proves_growth(check_growth(found, found.notes[0]), found.key)
    assert time.process_time() - begun < 60


# --- a store


FIRST = deliverables("25,11,1,2021-11-29,N° 900,delivered")


@pytest.fixture(scope="module")
def lean():
    return rows_only(plan_part(default_catalog()))


def test_a_store_conforms_and_keeps_conforming(plan_copy, lean):
    found = verify(plan_copy)
    assert found.log.conforms and found.originals == 16 and len(found.log.entries) == 17
    kept = found.log.notes[-1]
    load_file(plan_copy, lean, Incoming("deliverable", "a.csv", FIRST), "Ana")
    annul(plan_copy, lean, 17, "pedido del titular", "Rosa", destroy=True)
    found = verify(plan_copy, key=str(found.log.key), since=kept, event=17)
    assert found.log.conforms, found.log.problems
    assert proves_fact(found.fact, found.log.key) and json.loads(found.fact["fact"])["load"] == 17
    assert [entry["event"] for entry in found.log.entries][17:] == ["load", "annul", "destroy"]
    assert [head.size for head in found.log.heads][-3:] == [18, 19, 20] and proves_growth(found.growth, found.log.key)
    assert found.originals == 16 and "a.csv" not in plan_copy.journal.path.read_text()


def test_a_destruction_that_was_cut_is_told_by_the_log_once(plan_copy, lean, monkeypatch):
    from sig_metrics.publish import destroy
    from sig_metrics.publish.condition import attend

    load_file(plan_copy, lean, Incoming("deliverable", "a.csv", FIRST), "Ana")
    monkeypatch.setattr(destroy, "carried_out", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        annul(plan_copy, lean, 17, "pedido", "Rosa", destroy=True)
    monkeypatch.undo()
    attend(plan_copy, "Ana")
    assert [entry["event"] for entry in plan_copy.journal.entries()][17:] == ["load", "annul", "destroy"]
    assert verify(plan_copy).log.conforms


SPOILT = {
    "an original that is not what came": ("verify_original", lambda store: changed_original(store)),
    "an original that is gone": ("verify_original", lambda store: original_of(store).unlink()),
    "a version that is damaged": ("store_broken", lambda store: store.file(2).write_bytes(b"x")),
    "all versions damaged": ("verify_unread", lambda store: [store.file(n).write_bytes(b"x") for n in store.numbers()]),
    "other data of the same loads": (
        "verify_ledger",
        lambda store: forged(store, "update load_log set bytes = 1 where load = 3"),
    ),
    "a load that only the data have": (
        "verify_only_data",
        lambda store: forged(store, "insert into load_log select 99, * exclude (load) from load_log where load = 3"),
    ),
    "a load that only the journal has": (
        "verify_only_journal",
        lambda store: forged(store, "delete from load_log where load = 3"),
    ),
}


def original_of(store):
    return store.originals(store.journal.lines()[3]["sha256"], ".csv")[0]


def changed_original(store):
    path = original_of(store)
    path.write_bytes(path.read_bytes().replace(b"2", b"3", 1))


def forged(store, sql: str):
    """A version that somebody changed and sealed again."""
    import duckdb

    from sig_metrics.store.seal import seal

    path = store.file(store.current())
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute(sql)
    seal(path, path)


@pytest.mark.parametrize("case", SPOILT)
def test_what_the_store_keeps_is_compared_with_its_log(plan_copy, lean, case):
    load_file(plan_copy, lean, Incoming("deliverable", "a.csv", FIRST), "Ana")
    code, spoil = SPOILT[case]
    spoil(plan_copy)
    found = verify(plan_copy).log
    assert code in codes(found) and codes(found) == {code}
    assert any("n.º 3 " in problem.message for problem in found.problems) or code in (
        "store_broken",
        "verify_unread",
        "verify_only_data",
    )


def test_a_store_that_never_signed_says_so(plan_copy):
    journal = plan_copy.journal
    old = [
        {name: value for name, value in entry.items() if name not in ("n", "after", "salt")}
        for entry in journal.entries()
        if entry["event"] != "begin"
    ]
    journal.path.write_bytes(b"".join(map(line_of, old)))
    journal.log.hashes.unlink(), journal.log.checkpoints.unlink()
    found = verify(plan_copy)
    assert codes(found.log) == {"verify_unbegun"} and found.originals == 16
    assert all(entry_of(each) for each in journal.path.read_bytes().splitlines())
    journal.record([])
    assert verify(plan_copy).log.conforms and verify(plan_copy).log.keys[0][0] == 16


def test_the_verifier_that_is_printed_is_the_one_of_the_key(plan_copy):
    found = verify(plan_copy).log
    assert verifier_of(str(found.key)) == signer_of((plan_copy.folder / "signing.key").read_text()).verifier
