"""Owns the text of a paper that comes back, in the process that reads it: what it still lacks and what it says it is. Nothing
else of its content leaves that process.

Refuses a package that swells or declares a DTD, a PDF with a password, and what cannot be read. Nothing in it is run."""

import io
import json
import re
import zipfile
from typing import IO
from xml.etree import ElementTree

from sig_metrics.intake.child import end, say
from sig_metrics.intake.files.grid import Limits
from sig_metrics.language.problems import refuse
from sig_metrics.report.drafts.activity_identity import BLANK, FOUND, PLACE
from sig_metrics.report.drafts.duty_identity import DUTY_FOUND

MOST_MEMBERS, MOST_UNPACKED, MOST_PAGES = 2_000, 60_000_000, 2_000
READ = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEGIBLE = 20  # letters that a document with text has


def text_of(content: bytes) -> str:
    """All the text of a DOCX or of a PDF."""
    return _pdf(content) if content.startswith(b"%PDF-") else _docx(content)


def _docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
            raise ValueError
        names = [each.filename for each in members if READ.fullmatch(each.filename)]
        if "word/document.xml" not in names:
            raise ValueError
        parts = [_paragraphs(_sound(archive.read(name))) for name in names]
        if PLACE in archive.namelist():
            parts.append("".join(ElementTree.fromstring(_sound(archive.read(PLACE))).itertext()))
    return "\n".join(parts)


def _sound(part: bytes) -> bytes:
    if DTD.search(part):
        raise ValueError
    return part


def _paragraphs(part: bytes) -> str:
    """The paragraphs of a part, a line each: what was deleted under review is not read."""
    found = []
    for paragraph in ElementTree.fromstring(part).iter(f"{WORD}p"):
        marks = {f"{WORD}tab": " ", f"{WORD}br": " "}
        found.append(
            "".join(each.text or "" if each.tag == f"{WORD}t" else marks.get(each.tag, "") for each in paragraph.iter())
        )
    return "\n".join(found)


def _pdf(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if len(document) > MOST_PAGES:
        raise ValueError
    return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def _answer(name: str, content: bytes, about: None, limits: Limits, out: IO[bytes]) -> None:
    try:
        said = text_of(content)
    except MemoryError:
        raise
    except Exception:  # whatever a stranger's bytes make of it, it is one thing: they cannot be read
        raise refuse("back_unreadable", file=name) from None
    whole = re.sub(r"\s+", " ", said)
    found, of_duty = FOUND.search(whole), DUTY_FOUND.search(whole)
    told = {
        "legible": len(whole.strip()) >= LEGIBLE,
        "blanks": BLANK.findall(whole)[:20],
        "identity": found[0] if found else "",
        "duty": of_duty[0] if of_duty else "",
    }
    say(out, [])
    out.write(json.dumps(told).encode())


if __name__ == "__main__":
    end(_answer)
