"""Owns what leaves a session: its papers, each as a DOCX and as a PDF, the pack of its files, and the approval and the signed
copy of its minutes. A file is made when it is asked for, with the data and the definitions of the corte."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from pages._kit.session import ending, place, signing
from pages._kit.shell import data, frame
from sig_metrics.catalog.build import folder, using
from sig_metrics.corte.reopen import definitions_of, open_corte
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.measure.dataset import Dataset
from sig_metrics.report.papers.call import call
from sig_metrics.report.papers.certificate import certificate
from sig_metrics.report.papers.memoranda import memorandum
from sig_metrics.report.papers.minutes import minutes
from sig_metrics.session.model import HELD, IN_SESSION, SUSPENDED, TO_APPROVE, Session
from sig_metrics.session.rules import lacking
from sig_metrics.store.cortes import Corte, cortes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
COLUMNS = [9, 2, 2]


@dataclass(frozen=True)
class Offered:
    """A paper of a session: what it is, what it is for, and what makes it of (session, data, corte)."""

    key: str
    title: str
    about: str
    make: Callable


def step(view: frame.View, session: Session, changed: bool) -> None:
    """At the left the papers; at the right the approval of the minutes and their signed copy."""
    left, right = st.columns([11, 9], gap="large")
    with left:
        frame.section("Documentos de la sesión", words.say("sitting_papers_about"))
        for each in _offered(session):
            _row(view, session, each)
        _pack(view, session)
    with right:
        if session.state == TO_APPROVE and view.corte is None:
            _waits(session)
            ending.approval(view, session, changed)
        signing.copy(view, session, changed, lambda: issued(view, session))


def _waits(session: Session) -> None:
    """What the minutes lack, said where they would be issued."""
    if lost := lacking(session):
        said = words.say("sitting_papers_lack", which=words.listing(list(lost)))
        st.warning(in_markdown(said), icon=":material/rule:")


def _offered(session: Session) -> Iterator[Offered]:
    """The papers that a session has by now."""
    yield Offered(
        "convocatoria",
        "Convocatoria",
        "Con el orden del día y la vista de cada punto (arts. 108.1 y 109.2)",
        call,
    )
    if session.state in HELD and not lacking(session):
        yield Offered("acta", "Acta", "Con los elementos del art. 113.1; para editar y para firmar", minutes)
    if session.state in (IN_SESSION, SUSPENDED, *HELD):
        for each in session.adopted:
            title = words.say("sitting_certificate", code=each.code)
            yield Offered(f"certificado_{each.code}", title, words.short(each.agreed, 90), _certificate(each.code))
    if session.state in HELD:
        units = dict.fromkeys(each.unit for each in session.adopted)
        for unit in units:
            title = words.say("sitting_memorandum", unit=unit)
            yield Offered(f"memorando_{unit}", title, "Sus acuerdos y hasta cuándo (art. 107.1)", _memorandum(unit))


def _certificate(code: str) -> Callable:
    def make(session: Session, dataset: Dataset, corte: Corte | None):
        return certificate(session, dataset, corte, code)

    return make


def _memorandum(unit: str) -> Callable:
    def make(session: Session, dataset: Dataset, corte: Corte | None):
        return memorandum(session, dataset, corte, unit)

    return make


def _row(view: frame.View, session: Session, each: Offered) -> None:
    """A paper in a line, with its two files."""
    with st.container(key=f"sig-paper-{each.key}"):
        one, two, three = st.columns(COLUMNS, gap="small", vertical_alignment="center")
        one.markdown(f"{in_bold(each.title)}  \n:gray[{in_markdown(each.about)}]")
        for column, kind, mime in ((two, "docx", DOCX), (three, "pdf", PDF)):
            name = f"{session.code} {each.title}.{kind}"
            column.download_button(
                in_markdown(kind.upper()),
                data=_written(view, session, each.make, kind),
                file_name=name,
                mime=mime,
                key=f"{each.key}_{kind}",
                on_click="ignore",
                icon=":material/download:",
                help=in_markdown(words.say("sitting_take", what=each.title, kind=kind.upper())),
            )


def _written(view: frame.View, session: Session, make: Callable, kind: str) -> Callable[[], bytes]:
    """What makes a file when it is asked for, in the thread that asks."""
    here, root = data.store(), folder()

    def write() -> bytes:
        from sig_metrics.report import docx, pdf

        with using(root), _opened(here, view, session) as (dataset, corte):
            return (docx if kind == "docx" else pdf).paper(make(session, dataset, corte))

    return write


@contextmanager
def _opened(here, view: frame.View, session: Session) -> Iterator[tuple[Dataset, Corte | None]]:
    """The data of the corte of a session with its definitions; before it has one, those in view."""
    corte = next((each for each in cortes(here) if each.number == session.corte), None)
    if corte is None or corte.released_at:
        yield view.dataset, corte
        return
    with using(definitions_of(here, corte)):
        dataset = open_corte(here, corte)
        try:
            yield dataset, corte
        finally:
            dataset.close()


def issued(view: frame.View, session: Session) -> bytes:
    """The PDF of the minutes as it was given to be signed."""
    return _written(view, session, minutes, "pdf")()


def _pack(view: frame.View, session: Session) -> None:
    """All of it in one file, with the slides, the book of figures and what verifies it."""
    if place.corte_of(session) is None:
        st.caption(in_markdown(words.say("sitting_pack_later")))
        return
    here, root = data.store(), folder()

    def made() -> bytes:
        from sig_metrics.report import pack

        with using(root), _opened(here, view, session) as (dataset, corte):
            return pack.pack(here, dataset, corte, session)

    st.download_button(
        "Descargar todo el expediente",
        data=made,
        file_name=f"{session.code}.zip",
        mime="application/zip",
        key="expediente",
        on_click="ignore",
        icon=":material/folder_zip:",
        type="primary",
        help="Documentos, láminas, libro de cifras, página para el teléfono y el verificador.",
    )
