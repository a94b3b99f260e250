"""The router: page list and navigation; and, for the server that imports it, the application that it serves."""

import streamlit as st

from pages._kit import letting_go
from pages._kit.guard import guards
from pages._kit.start import begin, logo, run

if __name__ == "dashboard":  # the server imports it once; every run of a session is of the script
    letting_go.begin()
    app = st.App(__file__, middleware=guards())
else:
    st.set_page_config(page_title="Cuadro de mando del SIG", page_icon="📋", layout="wide", initial_sidebar_state="expanded")
    logo()
    PAGES = {
        "Comité": [st.Page("pages/resumen.py", title="Resumen", default=True)],
        "Etapas": [
            st.Page("pages/mantenimiento.py", title="Mantenimiento"),
            st.Page("pages/seguimiento.py", title="Seguimiento"),
            st.Page("pages/mejora.py", title="Mejora"),
        ],
        "Sistemas": [
            st.Page("pages/sgc.py", title="SGC · Calidad"),
            st.Page("pages/sgas.py", title="SGAS · Antisoborno"),
            st.Page("pages/sgsi.py", title="SGSI · Seguridad de la información"),
            st.Page("pages/sgsst.py", title="SGSST · Seguridad y salud en el trabajo"),
        ],
        "Análisis": [st.Page("pages/plan.py", title="Plan y versiones")],
        "Datos": [
            st.Page("pages/carga.py", title="Carga"),
            st.Page("pages/calidad.py", title="Calidad"),
            st.Page("pages/catalogo.py", title="Catálogo"),
        ],
    }
    page = st.navigation(PAGES, position="top")
    if begin(page):
        run(page)
