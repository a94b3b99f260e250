"""Owns what leaves a session: its papers, each as a DOCX and as a PDF, the pack of its files, and the approval and the signed
copy of its minutes. A file is made when it is asked for, with the data and the definitions of the corte."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import streamlit as st

from pages._kit.session import ending, place, signing
from pages._kit.shell import data, frame
from sig_metrics.catalog.build import folder, using
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.report.papers import issue
from sig_metrics.session.model import HELD, IN_SESSION, SUSPENDED, TO_APPROVE, Session
from sig_metrics.session.rules import lacking
from sig_metrics.session.said import lacking_said

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
COLUMNS = [9, 2, 2]


@dataclass(frozen=True)
class Offered:
    """A paper of a session: its kind, what it is of, and what it is for."""

    kind: str
    of: str
    title: str
    about: str


def step(view: frame.View, session: Session, changed: bool) -> None:
    """At the left the papers; at the right the approval of the minutes and their signed copy."""
    left, right = st.columns([11, 9], gap="large")
    with left:
        frame.section("Documentos de la sesión", words.say("sitting_papers_about"))
        for each in _offered(view, session):
            _row(view, session, each)
        _pack(view, session)
    with right:
        if session.state == TO_APPROVE and view.corte is None:
            _waits(session)
            ending.approval(view, session, changed)
        signing.copy(view, session, changed, lambda: _written(view, session, issue.MINUTES, "", "pdf")())


def _waits(session: Session) -> None:
    """What the minutes lack, said where they would be issued."""
    if lost := lacking_said(session):
        said = words.say("sitting_papers_lack", which=words.listing(list(lost)))
        st.warning(in_markdown(said), icon=":material/rule:")


def _offered(view: frame.View, session: Session) -> Iterator[Offered]:
    """The papers that a session has by now."""
    yield _paper(issue.CALL)
    if session.state in HELD and not lacking(session):
        yield _paper(issue.MINUTES)
    if session.state in (IN_SESSION, SUSPENDED, *HELD):
        for each in session.adopted:
            yield _paper(issue.CERTIFICATE, each.code, each.code, words.short(each.agreed, 90))
    if session.state in HELD:
        for unit in dict.fromkeys(each.unit for each in session.adopted):
            yield _paper(issue.MEMORANDUM, unit, view.catalog.label("unit", unit))
        if place.corte_of(session) is not None:
            yield _paper(issue.INDEX)


def _paper(kind: str, of: str = "", named: str = "", about: str = "") -> Offered:
    return Offered(
        kind, of, words.say(f"sitting_paper_{kind}", of=named), about or words.say(f"sitting_paper_{kind}_for")
    )


def _row(view: frame.View, session: Session, each: Offered) -> None:
    """A paper in a line, with its two files."""
    key = f"{each.kind}_{each.of}"
    with st.container(key=f"sig-paper-{key}"):
        first, *rest = st.columns(COLUMNS, gap="small", vertical_alignment="center")
        first.markdown(f"{in_bold(each.title)}  \n:gray[{in_markdown(each.about)}]")
        for column, (format, mime) in zip(rest, FORMATS.items()):
            column.download_button(
                in_markdown(format.upper()),
                data=_written(view, session, each.kind, each.of, format),
                file_name=f"{session.code} {each.title}.{format}",
                mime=mime,
                key=f"papel_{key}_{format}",
                on_click="ignore",
                icon=":material/download:",
                help=in_markdown(words.say("sitting_take", what=each.title, kind=format.upper())),
            )


def _written(view: frame.View, session: Session, kind: str, of: str, format: str) -> Callable[[], bytes]:
    """What makes a paper when it is asked for, in the thread that asks."""
    here, root = data.store(), folder()

    def write() -> bytes:
        with using(root), issue.opened(here, session, lambda: view.dataset) as (dataset, corte):
            if kind == issue.INDEX:
                from sig_metrics.report import pack

                made = pack.file_of(here, dataset, corte, session).index
            else:
                made = issue.paper(here, dataset, corte, session, kind, of)
            return issue.written(made, format)

    return write


def _pack(view: frame.View, session: Session) -> None:
    """All of it in one file, with the slides, the book of figures and what verifies it."""
    if place.corte_of(session) is None:
        st.caption(in_markdown(words.say("sitting_pack_later")))
        return
    here, root = data.store(), folder()

    def made() -> bytes:
        from sig_metrics.report import pack

        with using(root), issue.opened(here, session, lambda: view.dataset) as (dataset, corte):
            return pack.pack(here, dataset, corte, session)

    st.download_button(
        "Descargar el expediente",
        data=made,
        file_name=f"{session.code}.zip",
        mime="application/zip",
        key="expediente",
        on_click="ignore",
        icon=":material/folder_zip:",
        type="primary",
        help="Documentos, láminas, libro de cifras, página para el teléfono y el verificador, en un ZIP.",
    )
