"""Owns the verification of a log by its files: every line as it was written, every leaf hashed again, every checkpoint
against the leaves it covers and the key that was to sign it, and nothing left out.

It believes nothing of what is kept for speed, and repairs nothing."""

from dataclasses import dataclass, field

from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.store.journal import Journal, entry_of, line_of
from sig_metrics.store.ledger.leaf import leaf
from sig_metrics.store.ledger.log import BEGIN, KEY
from sig_metrics.store.ledger.merkle import consistent, grown, in_row, leaf_hash, root
from sig_metrics.store.ledger.note import Checkpoint, NoteError, Verifier, checkpoint_of, verifier_of
from sig_metrics.store.ledger.proof import fact_proof, growth_proof, signed_head
from sig_metrics.store.order import ordered


@dataclass
class Audit:
    """What was found of a log: its facts, whose place is their index; its tree; and what does not conform."""

    entries: list[dict] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    row: bytes = b""
    notes: list[str] = field(default_factory=list)
    heads: list[Checkpoint] = field(default_factory=list)
    keys: list[tuple[int, Verifier]] = field(default_factory=list)  # from which place on each one signs
    problems: list[Problem] = field(default_factory=list)

    @property
    def conforms(self) -> bool:
        return not self.problems

    @property
    def head(self) -> Checkpoint | None:
        """What was signed last."""
        return self.heads[-1] if self.heads else None

    @property
    def key(self) -> Verifier | None:
        """The key that signs now."""
        return self.keys[-1][1] if self.keys else None

    @property
    def verifiers(self) -> list[Verifier]:
        return [key for _, key in self.keys]

    def say(self, code: str, **shown: object) -> None:
        self.problems.append(Problem(code, words.say(code, **shown)))


def audit_log(journal: Journal) -> Audit:
    """Verifies a log by itself."""
    log, found = journal.log, Audit()
    files = [path.read_bytes() if path.exists() else b"" for path in (log.checkpoints, log.hashes, journal.path)]
    if not (files[0] or files[1] or any("n" in entry for entry in journal.entries())):
        found.say("verify_unbegun")
        return found
    _read_facts(found, files[2])
    _read_keys(found)
    found.row = grown(in_row(b""), 0, map(leaf_hash, found.leaves))
    if files[1] != found.row:
        found.say("verify_hashes")
    _read_notes(found, files[0])
    _check_destroyed(found, ordered(log.folder))
    return found


def check_key(found: Audit, vkey: str) -> None:
    """Whether the key that signs now is the one that who verifies trusts; raises NoteError when that is no key."""
    wanted = verifier_of(vkey)
    if found.key and wanted.name != found.key.name:
        found.say("verify_other_log", wanted=wanted.name, origin=found.key.name)
    elif wanted != found.key:
        found.say("verify_other_key", key=str(found.key or "—"))


def check_growth(found: Audit, note: str) -> dict | None:
    """Whether the log only grew since a checkpoint that somebody kept; the proof, when it did."""
    try:
        old = _head(found, note)
    except NoteError as fault:
        found.say("verify_since_form" if fault.code == "form" else "verify_since_signature")
        return None
    head, read = found.head, in_row(found.row)
    if head is None or old.size > head.size:
        found.say("verify_since_longer", size=old.size, now=head.size if head else 0)
        return None
    try:
        proof = growth_proof(read, note, found.notes[-1])
    except ValueError:
        found.say("verify_since_form")
        return None
    if not consistent(old.size, old.root, head.size, head.root, [bytes.fromhex(each) for each in proof["proof"]]):
        found.say("verify_since_root", size=old.size)
        return None
    return proof


def prove(found: Audit, place: int) -> dict | None:
    """The proof of one fact under the last checkpoint; None when there is no such fact, or it is not signed."""
    if not found.head or not 0 <= place < min(found.head.size, len(found.leaves)):
        found.say("verify_no_fact", place=place, last=(found.head.size if found.head else 0) - 1)
        return None
    return fact_proof(in_row(found.row), place, found.leaves[place], found.notes[-1])


def _read_facts(found: Audit, content: bytes) -> None:
    """Every line of the journal, in its place."""
    lines = content.split(b"\n")
    if lines.pop():
        found.say("verify_line", line=len(lines) + 1)
    for number, text in enumerate(lines, 1):
        entry = entry_of(text)
        try:
            if entry is None or line_of(entry) != text + b"\n":
                found.say("verify_line", line=number)
                continue
            fact = leaf(entry)
            after = entry["after"]
            if entry["n"] != len(found.leaves) or type(after) is not int or not 0 <= after <= entry["n"]:
                found.say("verify_place", line=number, place=entry["n"])
        except (KeyError, ValueError, TypeError, AttributeError):
            found.say("verify_fact", line=number)
            continue
        found.entries.append(entry)
        found.leaves.append(fact)


def _read_keys(found: Audit) -> None:
    """The keys that the facts tell: the first when the log begins, each other after the one before it."""
    for place, entry in enumerate(found.entries):
        if entry["event"] not in (BEGIN, KEY):
            continue
        try:
            key = verifier_of(entry["vkey"])
            first = not found.keys and entry["event"] == BEGIN and entry["earlier"] == place
            if not first and not (
                found.keys
                and entry["before"] == str(found.key)
                and key.name == found.key.name
                and entry["event"] == KEY
            ):
                raise NoteError("key")
            found.keys.append((place, key))
        except (KeyError, NoteError, AttributeError):
            found.say("verify_key_event", place=place)
    if not found.keys:
        found.say("verify_no_key")


def _read_notes(found: Audit, content: bytes) -> None:
    """Every checkpoint, and that none is missing."""
    text = content.decode("utf-8", "replace")
    pieces = text.split("\n\n")
    found.notes = [f"{body}\n\n{line}" for body, line in zip(pieces[::2], pieces[1::2])]
    found.notes = [note if note.endswith("\n") else f"{note}\n" for note in found.notes]
    if "\n".join(found.notes).encode() != content:
        found.say("verify_notes")
    read = in_row(found.row)
    for number, note in enumerate(found.notes, 1):
        try:
            head = _head(found, note)
        except NoteError as fault:
            found.say("verify_note_form" if fault.code == "form" else "verify_signature", number=number)
            continue
        if head.size <= (found.head.size if found.head else 0):
            found.say("verify_order", number=number)
        elif head.size > len(found.leaves) or root(read, head.size) != head.root:
            found.say("verify_root", number=number, size=head.size)
        found.heads.append(head)
    sizes = {head.size for head in found.heads}
    for size in sorted({entry["after"] for entry in found.entries} - sizes - {0}):
        found.say("verify_missing", size=size)
    if found.keys and (lacking := len(found.leaves) - (found.head.size if found.head else 0)) > 0:
        found.say("verify_unsigned", facts=words.count(lacking, "hecho", "hechos"))


def _head(found: Audit, note: str) -> Checkpoint:
    """A checkpoint, signed by the key that was to sign a tree of its size."""
    head = checkpoint_of(note.rpartition("\n\n")[0] + "\n")
    due = [key for place, key in found.keys if place < head.size]
    return signed_head(note, *due[-1:])


def _check_destroyed(found: Audit, under_way: int | None) -> None:
    """A text goes only with a destruction that the log tells, and the mark of a load says what the log does."""
    told = {entry.get("load") for entry in found.entries if entry["event"] == "destroy"}
    earlier = found.keys[0][0] if found.keys else 0
    for place, entry in enumerate(found.entries):
        gone, load = entry.get("sealed"), entry.get("load")
        if gone and (load not in told or entry["event"] not in ("load", "annul")):
            found.say("verify_sealed", place=place)
        marked = entry.get("destroyed", load in told)
        if entry["event"] == "annul" and marked != (load in told) and place >= earlier and load != under_way:
            found.say("verify_destroyed", load=load)
