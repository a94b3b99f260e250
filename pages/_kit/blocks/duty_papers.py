"""Owns the paper of a duty in its drawer: the draft that is taken away, made when it is asked for."""

from collections.abc import Callable

import streamlit as st

from pages._kit.shell import frame
from sig_metrics.catalog.build import folder, using
from sig_metrics.catalog.paper_model import PaperKind
from sig_metrics.language import words
from sig_metrics.language.literal import in_file_name, in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.measure.duties_due import Due
from sig_metrics.measure.duties_said import of_said
from sig_metrics.measure.told import CASE
from sig_metrics.report.drafts.duty_sight import duty_sight, papers_of

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def papers(view: frame.View, due: Due) -> None:
    """A button a paper that is the draft of what is owed; of one that cannot be written yet, why."""
    for kind in papers_of(view.catalog, due):
        row = due.row.removeprefix(f"{CASE}.{kind.register}.") if kind.register else ""
        try:
            seen = duty_sight(view.dataset, kind, due.span and due.span[1], row)
        except Refused as refused:
            st.caption(in_markdown(words.say("duty_draft_not", why=str(refused))))
            continue
        st.download_button(
            in_markdown(words.say("duty_draft", title=kind.title)),
            data=_written(view, kind, due, row),
            file_name=in_file_name(f"{due.code} {of_said(view.catalog, due)} {kind.title}") + f".{kind.format}",
            mime=MIMES[kind.format],
            key=f"redactar_{kind.name}_{due.uid}",
            on_click="ignore",
            icon=":material/edit_document:",
            help=in_markdown(words.say("duty_draft_help", blanks=len(kind.blanks))),
        )
        if seen.is_partial:
            st.caption(in_markdown(words.say("duty_draft_partial", day=words.day(seen.cutoff))))


def _written(view: frame.View, kind: PaperKind, due: Due, row: str) -> Callable[[], bytes]:
    """What makes the draft when it is asked for, in the thread that asks."""
    root, dataset, corte = folder(), view.dataset, view.corte

    def write() -> bytes:
        from sig_metrics.report.drafts.duty import drafted

        with using(root):
            return drafted(dataset, kind, due.span and due.span[1], row, corte).content

    return write
