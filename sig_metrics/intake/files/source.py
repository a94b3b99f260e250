"""Owns a file as it arrives: its name as it may be shown, its bytes from a disk, and which kind it is.

Refuses, each with its remedy, what is not a workbook, a CSV or a Parquet, whatever its name says.
"""

import errno
import os
import re
import stat
import unicodedata
from pathlib import Path

from sig_metrics.intake.files.grid import LARGE, ORDINARY, Limits
from sig_metrics.language import words
from sig_metrics.language.problems import refuse

NAME_WIDTH = 120
# the file may be read later
HELD = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN, errno.ETXTBSY, errno.EMFILE, errno.ENFILE)
KINDS = {".xlsx": "workbook", ".csv": "text", ".txt": "text", ".parquet": "parquet"}
# of the plan, which a person confirms before it is loaded (`intake/document`)
DOCUMENTS = {".pdf": "pdf", ".docx": "docx", ".md": "text"}
OLD_DOCUMENTS = (".doc", ".rtf", ".odt")
OTHER_KINDS = {".xls": "file_xls", ".xlsb": "file_xlsb", ".xlsm": "file_xlsm", ".ods": "file_ods"}
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SIGNATURES = (
    (b"PK\x03\x04", "workbook"),
    (b"PK\x05\x06", "workbook"),
    (b"PAR1", "parquet"),
    (b"PARE", "parquet"),
    (b"%PDF", "pdf"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"SQLite format 3", "database"),
)
ALSO_TEXT = ("program", "parquet")  # signatures that a heading may begin with
MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|script)", re.I)


def clean_name(name: str) -> str:
    """The name of a file as it may be shown: its last part, without control or bidi characters, of 120 characters at
    most."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rstrip("/").rpartition("/")[2])
    name = "".join(
        " " if c in "\r\n\t" else c for c in name if c in "\r\n\t" or not unicodedata.category(c).startswith("C")
    )
    name = re.sub(r"\s+", " ", name).strip()
    stem, dot, suffix = name.rpartition(".")
    if len(name) > NAME_WIDTH and dot and len(suffix) <= 10:
        name = f"{stem[: NAME_WIDTH - len(suffix) - 2]}….{suffix}"
    return name[:NAME_WIDTH] or "sin nombre"


def read_regular(path: Path, limits: Limits = ORDINARY) -> bytes:
    """The bytes of a file of the disk; raises Refused for a link, a folder, a device or pipe, or one that is too large.

    The size is asked of the open descriptor, so what is checked is what is read.
    """
    shown = clean_name(str(path))
    if path.is_symlink():
        raise refuse("file_special", file=shown)
    try:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags)
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("file_missing", file=shown) from None
    except (OSError, ValueError) as fault:  # Windows does not open folders; a NUL in the name is a ValueError
        if getattr(fault, "errno", None) in HELD and not path.is_dir():
            raise refuse("file_held", file=shown) from None
        raise refuse("file_special" if path.exists() else "file_missing", file=shown) from None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise refuse("file_special", file=shown)
        check_size(found.st_size, limits)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(limits.mb * 1_000_000 + 1)  # it may grow while it is read
    finally:
        os.close(descriptor)
    check_size(len(content), limits)
    return content


def check_size(size: int, limits: Limits = ORDINARY) -> None:
    """Raises Refused for an empty file or one beyond the limit; `size` in bytes."""
    if not size:
        raise refuse("file_empty")
    if size > limits.mb * 1_000_000:
        larger = limits.larger if size <= LARGE.mb * 1_000_000 else ""
        raise refuse("file_large", size=size // 1_000_000, limit=limits.mb, larger=larger)


def kind_of(name: str, content: bytes, limits: Limits = ORDINARY) -> str:
    """«workbook», «text» or «parquet», when the name and the bytes agree; raises Refused with the remedy otherwise."""
    check_size(len(content), limits)
    suffix = Path(clean_name(name)).suffix.lower()
    if suffix in OTHER_KINDS:
        raise refuse("file_locked" if _locked(content) else OTHER_KINDS[suffix])
    if suffix not in KINDS:
        raise refuse("file_kind", file=words.short(clean_name(name), 80))
    if content.startswith(OLE2):
        raise refuse("file_locked" if _locked(content) else "file_xls")
    found = next(
        (kind for signature, kind in SIGNATURES if content.startswith(signature)),
        "markup" if MARKUP.match(content) else "text",
    )
    if found != KINDS[suffix] and not (found in ALSO_TEXT and KINDS[suffix] == "text" and _plain(content)):
        raise refuse("file_lies", file=words.short(clean_name(name), 80), suffix=suffix)
    return KINDS[suffix]


def _locked(content: bytes) -> bool:
    return content.startswith(OLE2) and ENCRYPTED in content


def _plain(content: bytes) -> bool:
    """Whether there are only characters of text at the beginning: a CSV may well begin with «MZ» or «PAR1»."""
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", content[:4096])
