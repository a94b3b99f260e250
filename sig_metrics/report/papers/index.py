"""Owns the index of the file of a session: each document with its code, its date, its folios and its SHA-256, when the file
was opened and closed, ready to be signed outside (arts. 42 and 43 of the DS 029-2021-PCM)."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyhanko.pdf_utils.reader import PdfFileReader

from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.report.model import LEAD, NOTE, Paper, Signature, Table
from sig_metrics.report.papers.desk import Desk, blank, text
from sig_metrics.session.model import Session
from sig_metrics.session.rules import last_day
from sig_metrics.store.cortes import Corte

HEADINGS = ("order", "code", "document", "date", "folios", "sha256")
WIDTHS = (0.05, 0.19, 0.19, 0.11, 0.07, 0.39)
GROUP = 16  # characters of a hash between two spaces


@dataclass(frozen=True)
class Filed:
    """A document of the file; `pages`: None of one that has none, as a book of figures."""

    code: str
    title: str
    on: date  # when it was made or came in
    sha256: str
    pages: int | None = None


def filed(code: str, title: str, on: date, content: bytes) -> Filed:
    """A document as it is filed: its pages are those of its PDF."""
    pages = pages_of(content) if content.startswith(b"%PDF") else None
    return Filed(code, title, on, hashlib.sha256(content).hexdigest(), pages)


def pages_of(content: bytes) -> int:
    """How many pages a PDF of ours has."""
    return int(PdfFileReader(io.BytesIO(content)).root["/Pages"]["/Count"])


def index(session: Session, dataset: Dataset, corte: Corte | None, documents: Sequence[Filed]) -> Paper:
    """The index of the documents, in their order."""
    desk = Desk(session, dataset, corte)
    on = closed_on(session) or session.approved_on or last_day(session)
    folios = sum(each.pages or 0 for each in documents)
    count = words.count(len(documents), "documento", "documentos")
    return Paper(
        name=words.say("paper_index_name", key=session.code),
        institution=desk.over(on),
        title=words.say("paper_index_title", key=session.code),
        heading=_heading(desk, on),
        blocks=(
            text("paper_index_lead", LEAD, documents=count, folios=words.count(folios, "folio", "folios")),
            _table(documents),
            text("paper_index_dates", NOTE),
            text("paper_index_sign"),
        ),
        signatures=(Signature(desk.secretariat, words.say("paper_as_secretariat", body=desk.body)),),
        marks=desk.marks(),
    )


def closed_on(session: Session) -> date | None:
    """When the file of a session was closed: with its minutes signed."""
    return session.signed.on if session.signed else None


def _heading(desk: Desk, on: date) -> tuple[tuple[str, str], ...]:
    session, closed = desk.session, closed_on(desk.session)
    return (
        (words.say("paper_index_code"), words.say("paper_index_own", key=session.code)),
        (words.say("paper_index_day"), words.long_day(on)),
        (words.say("paper_index_file"), words.say("paper_index_of", kind=desk.kind, key=session.code)),
        (words.say("paper_session_date"), desk.days),
        (words.say("paper_index_opened"), words.long_day(session.called_on)),
        (words.say("paper_index_closed"), words.long_day(closed) if closed else blank("closing")),
        (words.say("paper_index_keeper"), desk.secretariat),
    )


def _table(documents: Sequence[Filed]) -> Table:
    rows, last = [], 0
    for order, each in enumerate(documents, start=1):
        folios = words.say("paper_none")
        if each.pages:
            folios, last = _folios(last + 1, last + each.pages), last + each.pages
        rows.append((str(order), each.code, each.title, words.day(each.on), folios, _grouped(each.sha256)))
    headings = tuple(words.say(f"paper_filed_{name}") for name in HEADINGS)
    return Table(headings, tuple(rows), numbers=(0,), widths=WIDTHS)


def _grouped(sha256: str) -> str:
    """In groups that the eye compares, and a column parts."""
    return " ".join(sha256[at : at + GROUP] for at in range(0, len(sha256), GROUP))


def _folios(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
