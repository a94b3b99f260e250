"""Owns what goes with a pack that a stranger verifies: the facts, the checkpoints, the keys, and a manifest that is
signed; and `verifica.py`, which needs nothing of ours.

A manifest is a signed note: its first line is the origin of the log and «/paquete», which no checkpoint may say, and
each other one is the SHA-256 of a file and its name."""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.store.journal import Journal
from sig_metrics.store.ledger.audit import audit_log
from sig_metrics.store.ledger.key import key_file, signer
from sig_metrics.store.ledger.note import NoteError

MANIFEST = "MANIFIESTO.txt"
CHECKER = Path(__file__).with_name("verifica.py")
WHEN = (1980, 1, 1, 0, 0, 0)  # of every file in a pack: the same pack is the same bytes
PART = r"[^\\/:\x00-\x1f]+"


def sealed_pack(journal: Journal, files: Mapping[str, bytes], about: str = "") -> dict[str, bytes]:
    """{name: content} of a pack: what it brings, and what verifies it; `about` is said before how that is done. Raises Refused when the log does not conform,
    has no key, or a name is one of ours or no name of a file."""
    found = audit_log(journal)
    if not found.conforms:
        raise refuse("verify_pack_unsound")
    try:
        key = signer(journal.log.folder, found.key.name)
    except NoteError:
        key = None
    if key is None or key.verifier != found.key:
        raise refuse("verify_pack_key", file=key_file(journal.log.folder).name)
    ours = {
        "registro/hechos.jsonl": b"".join(leaf + b"\n" for leaf in found.leaves),
        "registro/puntos.txt": "\n".join(found.notes).encode(),
        "registro/claves.txt": "".join(f"{each}\n" for each in found.verifiers).encode(),
        "LEAME.txt": (about + words.say("pack_readme", key=str(found.key))).encode(),
        CHECKER.name: CHECKER.read_bytes(),
    }
    for name in files:
        if name in {*ours, MANIFEST} or not re.fullmatch(f"{PART}(/{PART})*", name) or {".", ".."} & {*name.split("/")}:
            raise refuse("verify_pack_name", name=words.plain(name))
    whole = {**files, **ours}
    lines = [f"{found.key.name}/paquete", *(f"{_sha256(whole[name])}  {name}" for name in sorted(whole))]
    return {**whole, MANIFEST: key.note("\n".join(lines) + "\n").encode()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files of a pack in one; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name in sorted(files):
            book.writestr(zipfile.ZipInfo(name, WHEN), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
