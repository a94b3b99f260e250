"""Carga: template → file → problems → confirm → result; a form for one document; the history of loads."""

import streamlit as st

from pages._kit import data, frame, loading
from pages._kit.figure import grid
from pages._kit.start import show
from sig_metrics import ledger, words
from sig_metrics.catalog import default_catalog

WHAT = {"archivo": "Cargar un archivo", "formulario": "Registrar un entregable", "historial": "Historial de cargas"}
HISTORY = {"load": "N.º", "when": "Fecha y hora", "title": "Registro", "file": "Archivo", "who": "Quién", "origin": "Datos", "read": "Leídas",
           "new": "Nuevas", "changed": "Cambiadas", "same": "Iguales", "removed": "Retiradas", "warned": "Advertencias"}  # fmt: skip


def history() -> None:
    """Every accepted load, the newest first."""
    snapshot = data.current_snapshot()
    rows = ledger.history(snapshot, default_catalog()) if snapshot else []
    shown = [{**row, "when": words.moment(row["loaded_at"]), "warned": len(row["warnings"]),
              "origin": "de demostración" if row["origin"] == "synthetic" else "reales"} for row in rows]  # fmt: skip
    grid(shown, HISTORY, "historial")


def page(view: frame.View | None) -> None:
    frame.title("Carga", caption="Nada se carga a medias: o entra el archivo entero, o se dice qué corregir y los datos quedan como estaban.")
    what = st.segmented_control("Qué quiere hacer", list(WHAT), format_func=WHAT.get, default="archivo", required=True, key="carga",
                                label_visibility="collapsed", bind=None)  # fmt: skip
    if what == "archivo":
        loading.file_form(view)
    elif what == "formulario":
        loading.entry_form(view)
    else:
        history()


show(page)
