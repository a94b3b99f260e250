"""Owns signed notes and checkpoints, in the forms of C2SP (signed-note, tlog-checkpoint): Ed25519 alone.

Whoever reads is strict: a note has one way of being written, so that a character more or less is another note."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

ED25519 = b"\x01"  # the kind of a signature, as C2SP numbers them
SECRET = "PRIVATE+KEY+"  # before a key that signs
NAME = re.compile(r"[^\s+\x00-\x1f]+")


class NoteError(ValueError):
    """A note, a checkpoint or a key that is not what it should be; `code` says how."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Verifier:
    """The public half of a key, and the name that it signs with."""

    name: str
    public: bytes

    @property
    def mark(self) -> bytes:
        """The four bytes that tell it."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """As C2SP writes it (vkey)."""
        return f"{self.name}+{self.mark.hex()}+{_coded(ED25519 + self.public)}"

    def signed(self, text: str, signature: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
            return True
        except (InvalidSignature, ValueError):
            return False


@dataclass(frozen=True)
class Signer:
    """A key that signs: its name, and its 32 secret bytes."""

    name: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"

    @cached_property
    def private(self):
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.secret)

    @cached_property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.private.public_key().public_bytes_raw())

    def note(self, text: str) -> str:
        """A text, which ends in a line end, with its signature."""
        signature = self.private.sign(text.encode())
        return f"{text}\n— {self.name} {_coded(self.verifier.mark + signature)}\n"

    def kept(self) -> str:
        """The line by which it is kept."""
        return f"{SECRET}{self.name}+{self.verifier.mark.hex()}+{_coded(ED25519 + self.secret)}\n"


@dataclass(frozen=True)
class Checkpoint:
    """What a log said of itself: who it is, how many leaves it had, and their root."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{_coded(self.root)}\n"


def verifier_of(vkey: str) -> Verifier:
    """A public key as C2SP writes it; raises NoteError."""
    name, mark, public = _parts(vkey.strip())
    if (found := Verifier(name, public)).mark.hex() != mark:
        raise NoteError("key")
    return found


def signer_of(kept: str) -> Signer:
    """A key that signs, from the line by which it is kept; raises NoteError."""
    if not kept.startswith(SECRET):
        raise NoteError("key")
    name, mark, secret = _parts(kept.strip().removeprefix(SECRET))
    if (found := Signer(name, secret)).verifier.mark.hex() != mark:
        raise NoteError("key")
    return found


def opened(note: str, *keys: Verifier) -> tuple[str, Verifier]:
    """The text of a note that has one signature, and the key of those given that signed it; raises NoteError."""
    text, apart, line = note.rpartition("\n\n")
    found = re.fullmatch(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)\n", line)
    if not (apart and found):
        raise NoteError("form")
    signature = _decoded(found[2])
    for key in keys:
        if key.name == found[1] and key.mark == signature[:4]:
            if key.signed(text + "\n", signature[4:]):
                return text + "\n", key
            raise NoteError("signature")
    raise NoteError("unknown_key")


def signed_by(note: str) -> str:
    """The name and the mark of who says to have signed a note: nothing is proved by it."""
    found = re.search(r"\n\n— (\S+) (\S+)\n\Z", note)
    return f"{found[1]}+{_decoded(found[2])[:4].hex()}" if found else ""


def checkpoint_of(text: str) -> Checkpoint:
    """What the text of a note says as a checkpoint; raises NoteError. Lines beyond the third are none of ours."""
    found = re.fullmatch(r"([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n", text)
    if not found:
        raise NoteError("form")
    return Checkpoint(found[1], int(found[2]), _decoded(found[3]))


def _parts(text: str) -> tuple[str, str, bytes]:
    """Name, mark and 32 bytes of a key; raises NoteError."""
    name, _, rest = text.partition("+")
    mark, _, code = rest.partition("+")
    content = _decoded(code)
    if not NAME.fullmatch(name) or len(content) != 33 or content[:1] != ED25519:
        raise NoteError("key")
    return name, mark, content[1:]


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _decoded(text: str) -> bytes:
    """The bytes of a base64 that is written the one way; raises NoteError."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("form") from None
    if _coded(content) != text:
        raise NoteError("form")
    return content
