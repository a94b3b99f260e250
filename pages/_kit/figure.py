"""Owns the block around every chart: title, what it shows, chart and table tabs, downloads, source line."""

import plotly.graph_objects as go
import streamlit as st

from pages._kit.frame import View, section
from sig_metrics.charts import PLOTLY_CONFIG
from sig_metrics.display import display_table
from sig_metrics.export import to_csv, to_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chart(view: View, key: str, title: str, sentence: str, figure: go.Figure, alt: str, rows: list[dict],
          headings: dict[str, str], registers: tuple[str, ...]) -> None:  # fmt: skip
    """One figure with its evidence: the table says the same as the picture."""
    section(title, sentence)
    picture, table = st.tabs(["Gráfico", "Tabla"])
    with picture:
        config = {**PLOTLY_CONFIG, "toImageButtonOptions": {"filename": key, "scale": 2}}
        st.plotly_chart(figure, key=f"fig_{key}", theme=None, config=config, alt=alt)
    with table:
        grid(rows, headings, key)
        downloads(view, key, title, rows, headings, registers)
    st.caption(view.source(registers))


def grid(rows: list[dict], headings: dict[str, str], key: str) -> None:
    """A table with Spanish headings, dates and numbers; «sin datos» when there is nothing."""
    if not rows:
        st.caption("Sin datos con estos filtros.")
        return
    shown = display_table(rows, headings)
    st.dataframe(shown, hide_index=True, key=f"tab_{key}", width="stretch", height="content" if len(rows) <= 14 else 420, placeholder="—")


def reading(rows: list[dict], headings: dict[str, str]) -> None:
    """A short table meant to be read whole: long texts wrap."""
    if rows:
        st.table(display_table(rows, headings), border="horizontal", hide_index=True)
    else:
        st.caption("Sin datos con estos filtros.")


def downloads(view: View, key: str, title: str, rows: list[dict], headings: dict[str, str], registers: tuple[str, ...]) -> None:
    """CSV and Excel of a table, made only when asked for, with source and demonstration mark."""
    notes = [view.source(registers), *view.notes]
    name = f"{key}_{view.choice.corte}"
    left, right, _ = st.columns([1, 1, 4])
    left.download_button("CSV", lambda: to_csv(rows, headings), f"{name}.csv", "text/csv", key=f"csv_{key}", on_click="ignore",
                         icon=":material/download:", width="stretch")  # fmt: skip
    right.download_button("Excel", lambda: to_xlsx(rows, headings, title, notes), f"{name}.xlsx", XLSX, key=f"xlsx_{key}",
                          on_click="ignore", icon=":material/download:", width="stretch")  # fmt: skip
