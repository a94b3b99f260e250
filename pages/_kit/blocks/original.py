"""Owns the original row as the drawer shows it: the cells of its file as they came, and a copy of that file with the row
painted."""

import streamlit as st

from pages._kit.blocks.figure import XLSX, marked_name, reading
from pages._kit.shell.frame import View
from sig_metrics.catalog.build import using
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.measure.origin import original_at

CELLS = {"column": "Col.", "heading": "Encabezado", "text": "Valor"}


def _copy(view: View, place: tuple) -> bytes:
    """The copy, which is asked for in another thread: with the definitions of what is looked at."""
    from sig_metrics.present.original import painted_copy

    with using(view.catalog.root):
        return painted_copy(view.dataset, place, tuple(view.notes))


def original_of(view: View, key: str) -> None:
    """What the file of a row has in it; why not, where it cannot be seen."""
    place = original_at(key)
    if place is None:
        return
    from sig_metrics.present.original import copy_name, original  # with all that reads files

    try:
        found = original(view.dataset, *place)
    except Refused as refusal:
        st.caption(in_markdown(refusal.problems[0].message))
        return
    with st.container(border=True, key="sig-original"):
        st.markdown(in_bold(found.said))
        st.caption(in_markdown(found.way))
        st.download_button(
            in_markdown(words.say("original_copy")),
            lambda: _copy(view, place),
            f"{marked_name(view, copy_name(found.file, place[1]))}.xlsx",
            XLSX,
            key=f"original_{key}",
            on_click="ignore",
            icon=":material/download:",
        )
        for each in found.places:
            if len(found.places) > 1:
                st.caption(in_markdown(words.say("original_cells", sheet=each.sheet)))
            reading([dict(zip(CELLS, cell)) for cell in each.cells if cell[-1]], CELLS)
            if bare := [heading or column for column, heading, text in each.cells if not text]:
                st.caption(in_markdown(words.say("original_empty", columns=words.listing(bare))))
