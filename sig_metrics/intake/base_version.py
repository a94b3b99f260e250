"""Owns the mark that a workbook carries of the data it was made from, as document properties that every office program
keeps.

Reads it from the bytes of a file that anybody may have sent: whatever is not a sound mark, or is too much, is no mark.
Says nothing of whether those data are still the ones of now.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

REGISTER, SNAPSHOT, LOAD = "sig_register", "sig_base_snapshot", "sig_base_load"
PART = "docprops/custom.xml"
LIMIT = 64 * 1024  # bytes of the part, unpacked; ours takes half a kilobyte
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
NUMBER = re.compile(r"([1-9]\d{0,8})(?:\.0+)?", re.A)  # some programs keep every number with decimals


@dataclass(frozen=True)
class Base:
    """What a workbook was made from: its register, the snapshot and the last load in it (None: nothing was loaded
    yet)."""

    register: str
    snapshot: int | None = None
    load: int | None = None

    def properties(self) -> dict[str, str]:
        """{name: text} of the document properties; texts, which no program writes in another way."""
        found = {REGISTER: self.register, SNAPSHOT: self.snapshot, LOAD: self.load}
        return {name: str(value) for name, value in found.items() if value is not None}


def base_of(content: bytes) -> Base | None:
    """The mark of a workbook; None when it has none that is sound. Never raises."""
    try:
        return _base(_properties(_part(content)))
    except Exception:  # of a file that anybody sends: the mark only helps, and the reader of the cells judges the file
        return None


def _part(content: bytes) -> bytes:
    """The part with the properties; raises ValueError when it is not there once, or is more than `LIMIT`."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        (member,) = [
            each for each in package.infolist() if each.filename.replace("\\", "/").lstrip("/").casefold() == PART
        ]
        if member.file_size > LIMIT or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError
        with package.open(member) as file:
            found = file.read(LIMIT + 1)
    if len(found) > LIMIT:
        raise ValueError
    return found


def _properties(written: bytes) -> dict[str, str]:
    """{name: text} of our properties; raises ValueError for a DTD, another encoding in which one may hide, or a name
    twice."""
    if b"\0" in written or DTD.search(written):
        raise ValueError
    found: dict[str, str] = {}
    for each in ElementTree.fromstring(written):
        name = each.get("name", "")
        if name in (REGISTER, SNAPSHOT, LOAD):
            if name in found or len(each) != 1:
                raise ValueError
            found[name] = (each[0].text or "").strip()
    return found


def _base(properties: dict[str, str]) -> Base:
    if not NAME.fullmatch(properties[REGISTER]):
        raise ValueError
    return Base(properties[REGISTER], *(_number(properties.get(name)) for name in (SNAPSHOT, LOAD)))


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not (found := NUMBER.fullmatch(text)):
        raise ValueError
    return int(found[1])
