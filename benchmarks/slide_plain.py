"""The smallest Streamlit application with one chart, which a button changes: what a slide would cost as a rerun."""

import plotly.graph_objects as go
import streamlit as st

MONTHS, LINES = 23, 5  # as many points and lines as the chart of an indicator with its limits and its target


def page() -> None:
    turn = st.session_state.get("turn", 0)
    st.button("Otra", key="other", on_click=lambda: st.session_state.update(turn=turn + 1))
    lines = [
        go.Scatter(x=list(range(MONTHS)), y=[(n * (at + turn) * 7) % 31 for at in range(MONTHS)], mode="lines")
        for n in range(1, LINES + 1)
    ]
    st.title(f"Lámina {turn}")
    st.plotly_chart(go.Figure(lines), key="chart", height=460)


page()
