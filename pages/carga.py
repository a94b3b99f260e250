"""Carga: a file with its difference and its confirmation; forms for what arrives one at a time; the history of
loads."""

import streamlit as st

from pages._kit.blocks import shown
from pages._kit.loading import changes, faults, file, forms, history
from pages._kit.shell import frame, work
from pages._kit.shell.start import show

WHAT = {
    "archivo": "Cargar un archivo",
    "formulario": "Registrar un entregable",
    "cierre": "Cerrar un pendiente",
    "historial": "Historial de cargas",
}


def page(view: frame.View | None) -> None:
    frame.title(
        "Carga",
        caption="Nada se carga a medias: o entra el archivo entero, o se dice qué corregir y los datos quedan como estaban.",
    )
    what = st.segmented_control(
        "Qué quiere hacer",
        list(WHAT),
        format_func=WHAT.get,
        default="archivo",
        required=True,
        key="carga",
        label_visibility="collapsed",
        bind=None,
    )
    report = work.result()
    changes.forget(report)
    shown.answered(report)
    faults.tell(report)
    work.follow()
    if what == "archivo":
        file.file_form(view)
    elif what == "formulario":
        forms.entry_form(view)
    elif what == "cierre":
        forms.closing_form(view)
    else:
        history.history()


show(page)
