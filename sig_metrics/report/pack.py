"""Owns the pack of a session: its papers, its slides and its figures in one file that a stranger verifies with nothing of
ours, and the index of the session's file, made of what the pack brings.

What a session in course does not have yet is left out, and the pack says which and why. Nothing of one case goes in, nothing
of a reserved register, and no signed copy: of that one the index says the SHA-256."""

from dataclasses import dataclass

from sig_metrics.corte.reopen import frozen_values
from sig_metrics.corte.values import line, rows_of
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.report.book import sheets
from sig_metrics.report.model import Paper
from sig_metrics.report.papers.index import Filed, filed, index
from sig_metrics.report.papers.issue import came_back, documents, written
from sig_metrics.report.slides.deck import arranged, deck
from sig_metrics.report.writers import html, pptx, xlsx
from sig_metrics.session.model import Session
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import Corte
from sig_metrics.store.ledger.pack import sealed_pack, zipped


@dataclass(frozen=True)
class File:
    """The file of a session: {name: content} of all but its index, the index, and why what is not there is not."""

    files: dict[str, bytes]
    index: Paper
    missing: tuple[str, ...]


def pack(store: LocalStore, dataset: Dataset, corte: Corte, session: Session) -> bytes:
    """The pack, as one zip; `dataset`: of the corte. Raises Refused when the log does not conform, or has no key."""
    whole = file_of(store, dataset, corte, session)
    files = dict(whole.files)
    for format in ("docx", "pdf"):
        files[_paper_name(whole.index, format)] = written(whole.index, format)
    return zipped(sealed_pack(store.journal, files, about(dataset, corte, session, whole.missing)))


def file_of(store: LocalStore, dataset: Dataset, corte: Corte, session: Session) -> File:
    """What a pack brings, and its index: the PDF of each paper, then slides and figures. A DOCX is a copy to edit."""
    made, missing = documents(store, dataset, corte, session)
    files, listed = {}, []
    for each in made:
        files[_paper_name(each.paper, "docx")] = written(each.paper, "docx")
        content = files[_paper_name(each.paper, "pdf")] = written(each.paper, "pdf")
        listed.append(filed(each.code, each.title, each.on, content))
    for kind, (name, content) in _annexes(store, dataset, corte, session).items():
        files[name] = content
        code = words.say(f"pack_coded_{kind}", key=session.code)
        listed.append(filed(code, words.say(f"pack_titled_{kind}"), session.held_on, content))
    if session.signed:
        listed.append(_signed(session))
    return File(files, index(session, dataset, corte, listed), missing)


def about(dataset: Dataset, corte: Corte, session: Session, missing: tuple[str, ...]) -> str:
    """What the pack says of itself before how it is verified."""
    kind = dataset.catalog.label("minutes_kind", session.kind)
    corte_said = words.say("pack_corte", number=corte.number, name=corte.name, hash=corte.hash)
    lines = [words.say("pack_about", kind=kind, key=session.code, day=words.day(session.held_on), corte=corte_said)]
    if missing:
        lines += ["", words.say("pack_missing"), *(f"  - {each}" for each in missing)]
    return "\n".join([*lines, "", ""])


def public(values: bytes, dataset: Dataset) -> bytes:
    """The frozen values, as they were frozen; without the figures of reserved indicators, if any of those has one."""
    reserved = {each.code for each in dataset.catalog.indicators.values() if each.reserved}
    told = [row for row in rows_of(values) if row.get("code") in reserved and row["kind"] == "value"]
    if all(row["value"] is None for row in told):
        return values
    return b"".join(line(row) for row in rows_of(values) if row.get("code") not in reserved)


def _annexes(store: LocalStore, dataset: Dataset, corte: Corte, session: Session) -> dict[str, tuple[str, bytes]]:
    """{kind: (name, content)} of slides and figures."""
    back = came_back(store, dataset, corte, session)
    shown = arranged(deck(dataset, corte, session, back), session.deck)
    values = frozen_values(store, corte)
    return {
        "slides": (words.say("pack_slides", key=session.code), pptx.deck(shown)),
        "page": (words.say("pack_page", key=session.code), html.deck(shown)),
        "book": (words.say("pack_book", key=session.code), xlsx.book(shown, sheets(dataset, rows_of(values)))),
        "values": (words.say("pack_values"), public(values, dataset)),
    }


def _signed(session: Session) -> Filed:
    signed = session.signed
    title = words.say("pack_titled_signed", offices=words.listing(list(signed.signers)))
    return Filed(words.say("pack_coded_signed", key=session.code), title, signed.on, signed.sha256, signed.pages)


def _paper_name(paper: Paper, format: str) -> str:
    return words.say("pack_paper", name=paper.name, format=format)
