"""Owns what the screens show of the registers: those that evidence a system, with the clauses, and the gaps between plan and law."""

import streamlit as st

from pages._kit import frame
from sig_metrics import words


def gaps(view: frame.View, **which: str) -> None:
    """Where the law asks what the plan does not programme, for a stage or a system."""
    found = [gap for gap in view.kept.gaps() if which.get("stage") in (None, gap.stage) and which.get("system") in (None, *gap.systems)]
    if not found:
        return
    with st.expander(f"Brechas entre el plan y la norma ({len(found)})"):
        for gap in found:
            st.markdown(f"**{gap.title}.** {gap.text}")
            st.caption(f"{gap.norm} · actividades {words.listing(list(gap.activities))}")
