"""Owns what is shown of events that are rare: the days, or the cases, from each to the next."""

import streamlit as st

from pages._kit.blocks.figure import Evidence, chart
from pages._kit.shell import frame
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.process.rare import common_said, rare, rare_points, rare_said
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts

CASES = {"value": "Casos cumplidos desde el anterior", "centre": "Mediana"}
HEADINGS = {
    "day": "Fecha",
    "name": "Evento",
    "value": "Días desde el anterior",
    "lower": "Límite inferior",
    "centre": "Media",
    "upper": "Límite superior",
    "said": "Señal",
}


def between(view: frame.View, scope: Scope, indicator: Indicator, months: int) -> None:
    """The chart of an indicator that counts what is rare, or why it has none; nothing for the others."""
    found = rare(view.dataset, indicator, scope, months)
    if found is None:
        if said := common_said(view.dataset, indicator, scope, months):
            st.caption(in_markdown(said))
        return
    rows, said = rare_points(found), rare_said(found)
    unit, named = ("count", HEADINGS | CASES) if found.of_cases else ("days", HEADINGS)
    headings = {name: heading for name, heading in named.items() if any(row[name] not in (None, "") for row in rows)}
    chart(
        view,
        f"entre_{indicator.code}",
        words.say("rare_cases_title" if found.of_cases else "rare_title"),
        said,
        charts.between_chart(rows, view.colours, view.mark, unit),
        charts.process_alt(rows, said, unit, 0),
        Evidence(rows, headings, indicator.source_registers, indicator.code),
    )
