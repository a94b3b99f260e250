"""Owns what is shown where there are no data to show: the demonstration of a first start, an empty store, and data that other
definitions published."""

import streamlit as st

from pages._kit import screens
from pages._kit.shell import data
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.demo import build_demo, demo_files, own_loads
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import refresh
from sig_metrics.store import StoreError


def first_start() -> bool:
    """Builds the demonstration store, showing each step, and starts again."""
    st.title("Preparando la demostración", anchor=False)
    st.write(in_markdown(default_catalog().screens.demonstration.sentence))
    steps = len(demo_files(default_catalog())) + 1
    bar, done = st.progress(0.0, text="Abriendo"), []

    def step(text: str) -> None:
        done.append(text)
        bar.progress(min(len(done) / steps, 1.0), text=in_markdown(text))

    try:
        build_demo(data.store(), default_catalog(), step)
    except (Refused, StoreError) as fault:
        st.error(in_markdown(str(fault)), icon=":material/error:")
        return False
    st.rerun()


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
