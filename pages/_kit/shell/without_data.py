"""Owns what is shown where there are no data to show: the demonstration of a first start, an empty store, and data that other
definitions published."""

import threading
from pathlib import Path

import streamlit as st

from pages._kit import screens
from pages._kit.shell import data
from pages._kit.shell.work import Work
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.demo import build_demo, demo_files, own_loads
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import refresh
from sig_metrics.store import StoreError

_ONE = threading.Lock()
_MADE: dict[Path, Work] = {}  # {folder of a store: its demonstration, while it is made and after}


def first_start() -> bool:
    """Shows each step of the making of the demonstration store, and starts again."""
    st.title("Preparando la demostración", anchor=False)
    st.write(in_markdown(default_catalog().screens.demonstration.sentence))
    made, steps = _demonstration(), len(demo_files(default_catalog())) + 2  # it begins, and it calculates
    bar, done = st.progress(0.0), made.steps
    while made.thread.is_alive():
        bar.progress(min(len(done) / steps, 1.0), text=in_markdown(done[-1]))
        made.thread.join(0.15)
    if problems := [] if made.report is None else made.report.problems:
        st.error(in_markdown(" ".join(each.message for each in problems)), icon=":material/error:")
        return False
    if isinstance(made.fault, StoreError):
        st.error(in_markdown(str(made.fault)), icon=":material/error:")
        return False
    if made.fault:
        raise made.fault
    st.rerun()


def _demonstration() -> Work:
    """The making of the demonstration: one for the server, which goes on whoever looks at it or leaves."""
    with _ONE:
        store, catalog = data.store(), default_catalog()
        made = _MADE.get(store.folder)
        if made is None or not made.thread.is_alive():
            made = _MADE[store.folder] = Work("Abriendo", lambda step: build_demo(store, catalog, step)[-1])
        return made


def outdated() -> None:
    """Data of other definitions: says so and offers to calculate again."""
    st.title("Hay que actualizar los cálculos", anchor=False)
    st.write(in_markdown(words.say("outdated_screen")))
    st.caption("Si el programa se actualizó con este servidor en marcha, reinícielo antes.")
    if st.button("Actualizar los cálculos", type="primary", icon=":material/refresh:"):
        try:
            with st.spinner("Calculando los indicadores…"):
                refresh(data.store(), default_catalog(), "pantalla")
        except (Refused, StoreError) as fault:
            st.error(in_markdown(str(fault)), icon=":material/error:")
            return
        st.rerun()


def empty() -> None:
    """An empty screen says how to fill it."""
    st.title("Todavía no hay un plan cargado", anchor=False)
    st.write(in_markdown(words.say("store_empty")))
    st.page_link(
        screens.page_of(screens.LOADING), label="Cargar el plan anual (Anexo 01)", icon=":material/upload_file:"
    )
    if own_loads(data.store()):
        return
    if st.button(
        "Ver la demostración en este almacén", help="Carga un plan oficial y datos sintéticos, marcados como tales."
    ):
        with st.spinner("Cargando la demostración…"):
            try:
                build_demo(data.store(), default_catalog())
            except (Refused, StoreError) as fault:
                st.error(in_markdown(str(fault)), icon=":material/error:")
                return
        st.rerun()
