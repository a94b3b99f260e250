"""Owns the way back from damaged data, on the screen: what happened, and the button that makes them again from the
originals."""

import streamlit as st

from pages._kit.shell import data
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.store import StoreError

WHO = "pantalla"
ASKED, DONE = "por_reconstruir", "reconstruido"


def begin(damaged: str, busy: bool = False) -> None:
    """At the top of every screen: what the last rebuild did, once; and while something is `damaged`, or was found to
    lag behind its originals, the way back. What another program holds (`busy`) is only to be closed there."""
    if message := st.session_state.pop(DONE, None):
        st.success(in_markdown(message), icon=":material/check_circle:")
    elif busy:
        wait(damaged)
    elif message := damaged or st.session_state.get(ASKED):
        offer(message)


def wait(message: str) -> None:
    """Says that another program holds the data: nothing is to be made again, only tried again."""
    with st.container(border=True):
        st.warning(in_markdown(message), icon=":material/lock:")
        st.button("Volver a intentarlo", icon=":material/refresh:", key="reintentar")  # any press runs the screen again


def ask(message: str) -> None:
    """What a load found lacking is offered on the next runs of this session, until it is mended."""
    st.session_state[ASKED] = message
    st.rerun()


def offer(message: str) -> None:
    """Says what is damaged and rebuilds if asked; a refusal names each load that cannot be repeated."""
    with st.container(border=True):
        st.warning(in_markdown(message), icon=":material/warning:")
        if not st.button(
            "Reconstruir los datos",
            icon=":material/build:",
            key="reconstruir",
            help="Vuelve a hacerlos con los archivos originales de cada carga. No borra nada y nadie pierde lo cargado.",
        ):
            return
        try:
            with st.spinner("Repitiendo cada carga con su archivo original…"):
                from sig_metrics.publish.rebuild import rebuild  # with all that reads files

                report = rebuild(data.store(), default_catalog(), WHO)
        except Refused as refusal:
            for problem in refusal.problems:
                st.error(in_markdown(str(problem)), icon=":material/error:")
        except StoreError as fault:
            st.error(in_markdown(str(fault)), icon=":material/error:")
        else:
            st.session_state.pop(ASKED, None)
            st.session_state[DONE] = report.message
            st.rerun()
