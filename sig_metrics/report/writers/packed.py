"""Owns the bytes of an office package: the same content gives the same bytes, whatever the clock and the order in which its
parts were made. A package within a package (the numbers of a chart) too."""

import io
import re
import zipfile

FIRST = "[Content_Types].xml"
WHEN = (1980, 1, 1, 0, 0, 0)
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_DAY = rb"2021-01-01T00:00:00Z"


def packed(data: bytes) -> bytes:
    """The package with its parts in order of name, each of the same day, and the day in its properties too."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(memory, "w") as made:
        for name in sorted(given.namelist(), key=lambda name: (name != FIRST, name)):
            part = given.read(name)
            if name.endswith((".xlsx", ".docx", ".pptx")):
                part = packed(part)
            elif name == "docProps/core.xml":
                part = _MADE.sub(rb"\g<1>" + _DAY + rb"\g<2>", part)
            about = zipfile.ZipInfo(name, WHEN)
            about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, 3
            about.external_attr = 0o600 << 16
            made.writestr(about, part, zipfile.ZIP_DEFLATED, 6)
    return memory.getvalue()
