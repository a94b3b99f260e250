"""Owns which papers a session has at its state, and opening what each is made of: the data of its corte, with the definitions
of then.

Each has a code of its own in the file of the session, and the day of the act that it tells. What it lacks is said, and why:
minutes are of a session that was closed, and whole; memoranda, of one that was closed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.build import using
from sig_metrics.corte.reopen import definitions_of, open_corte
from sig_metrics.language import words
from sig_metrics.language.problems import Refused, refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import month_end
from sig_metrics.report.model import Paper
from sig_metrics.report.papers.call import call
from sig_metrics.report.papers.certificate import certificate
from sig_metrics.report.papers.memoranda import memorandum
from sig_metrics.report.papers.minutes import minutes
from sig_metrics.report.writers import docx, pdf
from sig_metrics.session.carried import carried
from sig_metrics.session.facts import sessions
from sig_metrics.session.model import HELD, Carried, Session
from sig_metrics.session.rules import day_agreed, last_day
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import Corte, corte_of

CALL, MINUTES, CERTIFICATE, MEMORANDUM, INDEX = KINDS = ("call", "minutes", "certificate", "memorandum", "index")
WRITERS = {"docx": docx.paper, "pdf": pdf.paper}


@dataclass(frozen=True)
class Document:
    """A paper as it stands in the file of a session; `on`: the day of the act that it tells."""

    kind: str
    code: str  # «ACTA-ACT-2021-05»
    title: str
    on: date
    paper: Paper


@contextmanager
def opened(store: LocalStore, session: Session, now: Callable[[], Dataset]) -> Iterator[tuple[Dataset, Corte | None]]:
    """The data of a session's corte, and the corte; of one that has none yet, the data of now."""
    if session.corte is None:
        yield now(), None
        return
    corte = corte_of(store, str(session.corte))
    dataset = open_corte(store, corte)
    try:
        with using(definitions_of(store, corte)):
            yield dataset, corte
    finally:
        dataset.close()


def came_back(store: LocalStore, dataset: Dataset, corte: Corte | None, session: Session) -> tuple[Carried, ...]:
    """The agreements of earlier sessions that come back to one, at its corte."""
    if corte is None:
        return ()
    cutoff = month_end(*map(int, corte.cutoff.split("-")))
    return carried(dataset, cutoff, session.held_on, sessions(store))


def paper(
    store: LocalStore, dataset: Dataset, corte: Corte | None, session: Session, kind: str, about: str = ""
) -> Paper:
    """A paper of a session, but its index; `about`: the agreement of a certificate, the unit of a memorandum. Raises
    Refused when there is none yet."""
    if kind == CALL:
        return call(session, dataset)
    if kind == CERTIFICATE:
        return certificate(session, dataset, corte, about)
    if session.state not in HELD:
        raise refuse(f"paper_not_yet_{kind}", key=session.code)
    if kind == MEMORANDUM:
        return memorandum(session, dataset, corte, about)
    return minutes(session, dataset, corte, came_back(store, dataset, corte, session))


def documents(
    store: LocalStore, dataset: Dataset, corte: Corte | None, session: Session
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The papers that a session has by now, in the order of its file, and why each other one is not there."""
    found, missing = [], []
    told = session.approved_on or last_day(session)
    units = dict.fromkeys(each.unit for each in session.adopted)
    asked = [
        (CALL, "", session.called_on),
        *((CERTIFICATE, each.code, day_agreed(session, each)) for each in session.adopted),
        (MINUTES, "", told),
        *((MEMORANDUM, unit, told) for unit in units),
    ]
    for kind, about, on in asked:
        try:
            made = paper(store, dataset, corte, session, kind, about)
        except Refused as refusal:
            missing += [str(each) for each in refusal.problems]
            continue
        blanks = {"key": session.code, "about": about}
        unit = dataset.catalog.label("unit", about) if kind == MEMORANDUM else about
        title = words.say(f"paper_titled_{kind}", about=unit)
        found.append(Document(kind, words.say(f"paper_coded_{kind}", **blanks), title, on, made))
    return tuple(found), tuple(dict.fromkeys(missing))


def written(made: Paper, format: str) -> bytes:
    """A paper in a format, «docx» or «pdf»."""
    return WRITERS[format](made)
