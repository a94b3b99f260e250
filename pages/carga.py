"""Carga: template → file → problems → confirm → result; a form for one document; the history of loads."""

import streamlit as st

from pages._kit import data, frame, loading
from pages._kit.figure import literal, reading
from pages._kit.start import show
from sig_metrics import ledger, words
from sig_metrics.catalog import default_catalog

WHAT = {"archivo": "Cargar un archivo", "formulario": "Registrar un entregable", "historial": "Historial de cargas"}
HISTORY = {"load": "N.º", "when": "Fecha y hora", "title": "Registro", "file": "Archivo", "who": "Quién", "origin": "Datos", "read": "Leídas",
           "changes": "Qué cambió", "warned": "Advertencias"}  # fmt: skip
CHANGES = {"new": ("nueva", "nuevas"), "changed": ("cambiada", "cambiadas"), "same": ("igual", "iguales"), "removed": ("retirada", "retiradas")}
LATEST = 60  # loads shown at once


def history() -> None:
    """Every accepted load, the newest first; those before the latest 60 when asked for."""
    snapshot = data.current_snapshot()
    rows = ledger.history(snapshot, default_catalog()) if snapshot else []
    earlier = len(rows) - LATEST
    if earlier > 0 and not st.toggle(f"Ver también {words.count(earlier, 'carga anterior', 'cargas anteriores')}", key="anteriores"):
        rows = rows[:LATEST]
    with st.container(key="historial"):
        reading([_load(row) for row in rows], HISTORY, numbers=("load", "read", "warned"))


def _load(row: dict) -> dict:
    """A load as a line of the history; names that people wrote are shown as they wrote them."""
    changes = [words.count(row[name], *forms).replace(" ", "\u00a0") for name, forms in CHANGES.items() if row[name]]
    return {"load": row["load"], "when": words.moment(row["loaded_at"]), "title": row["title"], "file": literal(row["file"]),
            "who": literal(row["who"]), "origin": "de\u00a0demostración" if row["origin"] == "synthetic" else "reales",
            "read": words.number(row["read"]), "changes": " · ".join(changes) or "nada", "warned": words.number(len(row["warnings"]))}  # fmt: skip


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
