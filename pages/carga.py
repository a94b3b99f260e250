"""Carga: a file with its difference and its confirmation; forms for what arrives one at a time; the history of
loads."""

import streamlit as st

from pages._kit.blocks import address, shown
from pages._kit.loading import changes, faults, file, forms, history, near
from pages._kit.shell import frame, state, work
from pages._kit.shell.start import show
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown

FIRST, ENTRY, CLOSING = "archivo", "formulario", "cierre"
WHAT = {
    FIRST: "Cargar un archivo",
    ENTRY: "Registrar un entregable",
    CLOSING: "Cerrar un pendiente",
    "historial": "Historial de cargas",
}


def page(view: frame.View | None) -> None:
    frame.title(
        "Carga",
        caption="Nada se carga a medias: o entra el archivo entero, o se dice qué corregir y los datos quedan como estaban.",
    )
    if state.shared():
        st.info(in_markdown(words.say("shared_loading")), icon=":material/cast:")
        return
    offered = {
        key: said for key, said in WHAT.items() if key != CLOSING or view is None or view.catalog.screens.closings
    }
    address.chosen("carga", "seccion", offered, FIRST)
    what = st.segmented_control(
        "Qué quiere hacer",
        list(offered),
        format_func=WHAT.get,
        required=True,
        key="carga",
        label_visibility="collapsed",
        on_change=address.keep,
        args=("seccion", "carga", FIRST),
    )
    report = work.result()
    changes.forget(report)
    shown.answered(report)
    if not near.take(report, what in (ENTRY, CLOSING)):
        faults.tell(report)
    work.follow()
    if what == FIRST:
        file.file_form(view)
    elif what == ENTRY:
        forms.entry_form(view)
    elif what == CLOSING:
        forms.closing_form(view)
    else:
        history.history()
    near.rest()


show(page)
