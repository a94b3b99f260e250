"""Owns the key that signs the checkpoints of a store: made at first use, outside the archive, its owner's alone.

It is one line in `signing.key`, beside the archive, or in the file that SIG_KEY names. Its name is the origin of the
log: what SIG_ORIGIN says when the log begins, else one that nobody else has. A lost key is never found again by
guessing: another is made under the same name, and the log says so (`log.py`)."""

import os
import re
import secrets
from pathlib import Path

from sig_metrics.store.disk import write_whole
from sig_metrics.store.ledger.note import NoteError, Signer, signer_of
from sig_metrics.store.private import private

FILE = "signing.key"
LONGEST = 200  # letters of an origin


def key_file(folder: Path) -> Path:
    """Where the key of a store is, or will be."""
    named = os.environ.get("SIG_KEY")
    return Path(named).expanduser() if named else folder / FILE


def signer(folder: Path, origin: str | None) -> Signer | None:
    """The key of a store; None when there is none. Raises NoteError when its file is no key, or is that of another
    log."""
    try:
        found = signer_of(key_file(folder).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise NoteError("key") from None
    if origin and found.name != origin:
        raise NoteError("origin")
    return found


def make_signer(folder: Path, origin: str | None) -> Signer:
    """A new key, on the disk when it returns; raises OSError when it cannot be kept."""
    made = Signer(origin or new_origin(), secrets.token_bytes(32))
    with private():
        key_file(folder).parent.mkdir(parents=True, exist_ok=True)
        write_whole(key_file(folder), made.kept().encode())
    return made


def new_origin() -> str:
    """The name of a log that begins: what the installation says, without spaces or «+», or one of its own."""
    said = re.sub(r"[\s+\x00-\x1f]+", "-", os.environ.get("SIG_ORIGIN", "").strip())[:LONGEST]
    return said or f"sig/{secrets.token_hex(6)}"
