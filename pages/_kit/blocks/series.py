"""Owns the picture of an indicator through time: a line of its months, or a line a year of what adds up from January."""

import plotly.graph_objects as go

from pages._kit.shell.frame import View
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.comparison import begins_again
from sig_metrics.measure.compute import Measure
from sig_metrics.present import charts


def series(view: View, indicator: Indicator, history: list[Measure], height: int = 280) -> tuple[go.Figure, str]:
    """(the figure, what it shows in words) of the months of an indicator."""
    target = history[-1].target.value if history and history[-1].target else None
    unit, decimals = indicator.unit, indicator.decimals
    if indicator.accumulation == "year_to_date":
        rows = [{"year": m.cutoff.year, "month": m.cutoff.month, "value": m.value} for m in history]
        figure = charts.years_line(rows, target, unit, view.colours, view.mark, height, decimals)
        return figure, charts.years_alt(rows, target, unit, decimals)
    again = begins_again(history)
    rows = [
        {"month": words.short_month(m.cutoff), "value": m.value, "again": n in again} for n, m in enumerate(history)
    ]
    figure = charts.indicator_line(rows, target, [], unit, view.colours, view.mark, height, decimals)
    return figure, charts.line_alt(rows, target, unit, decimals)
