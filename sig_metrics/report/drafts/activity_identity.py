"""Owns what a draft says of itself, so that it is known again when it comes back: its kind, its activity, its month and what
it was made of. It is a property of the document and a line of its annex, which a copy in PDF keeps too.

Refuses nothing: of a document that says none, there is none."""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sig_metrics.language import words
from sig_metrics.report.writers.packed import packed

PROPERTY = "SIG borrador"
PLACE = "docProps/custom.xml"
FORM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of a property that somebody gives, in any office program
PATTERN = r"SIG-BORRADOR (?P<kind>[a-z0-9_]+) act\.(?P<activity>\d+) (?P<month>\d{4}-\d{2}) n\.(?P<item>\d+) (?P<of>[CD]\d+)-(?P<hash>[0-9a-f]{12})"
FOUND = re.compile(PATTERN.replace(" ", r"\s+"))
BLANK = re.compile(r"\[\s*completar\s*:[^\]]{0,200}\]?", re.I)


@dataclass(frozen=True)
class Identity:
    """Which draft a document is: `of` says what it was made of, a corte («C3») or the data of a publication («D41»)."""

    kind: str
    activity: str
    month: str  # «2021-10»
    item: int
    of: str
    hash: str

    @property
    def said(self) -> str:
        """«SIG-BORRADOR qrd_status act.18 2021-10 n.1 D41-1f0c9a2b77de»."""
        return f"SIG-BORRADOR {self.kind} act.{self.activity} {self.month} n.{self.item} {self.of}-{self.hash[:12]}"

    @property
    def place(self) -> tuple[str, str, int]:
        """The deliverable that it is the draft of."""
        return self.activity, self.month, self.item


def identity_in(text: str) -> Identity | None:
    """What a text says that its document is."""
    found = FOUND.search(text)
    if found is None:
        return None
    return Identity(found["kind"], found["activity"], found["month"], int(found["item"]), found["of"], found["hash"])


def blanks_in(text: str) -> tuple[str, ...]:
    """What a text still leaves to be filled, each once."""
    return tuple(dict.fromkeys(words.plain(each, 120) for each in BLANK.findall(text)))


def before_annexes(document: bytes) -> bytes:
    """A DOCX whose signatures and copies stand before its annexes, which begin a page; what is signed has its last lines
    beside the signature."""
    import docx
    from docx.text.paragraph import Paragraph

    made = docx.Document(io.BytesIO(document))
    ends = f". {words.say('activity_annexes')}"
    heading = next((p for p in made.paragraphs if p.style.name == "Heading 1" and p.text.endswith(ends)), None)
    if heading is None or not made.tables:
        return document
    last = heading._p.getprevious()
    copies = [p._p for p in made.paragraphs if p.text.startswith(words.say("report_copies", copies=""))]
    for each in (made.tables[-1]._tbl, *copies):
        heading._p.addprevious(each)
    if last is not None and last.tag.endswith("}p"):
        Paragraph(last, None).paragraph_format.keep_with_next = True
    heading.paragraph_format.page_break_before = True
    memory = io.BytesIO()
    made.save(memory)
    return packed(memory.getvalue())


def stamped(document: bytes, identity: Identity) -> bytes:
    """A DOCX with its identity as a property of its own."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as given, zipfile.ZipFile(memory, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b"</Types>", _TYPE + b"</Types>")
            elif name == "_rels/.rels":
                part = part.replace(b"</Relationships>", _RELATION + b"</Relationships>")
            made.writestr(name, part)
        made.writestr(PLACE, _PROPERTIES.format(fmtid=FORM, name=PROPERTY, said=escape(identity.said)))
    return packed(memory.getvalue())


_TYPE = (
    b'<Override PartName="/docProps/custom.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
)
_RELATION = (
    b'<Relationship Id="rIdSig" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" '
    b'Target="docProps/custom.xml"/>'
)
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{fmtid}" pid="2" name="{name}"><vt:lpwstr>{said}</vt:lpwstr></property></Properties>'
)
