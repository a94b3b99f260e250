"""The cumulative curve of the plan: what should be delivered, what is, and the gap between them."""

import plotly.graph_objects as go

from sig_metrics.charts.base import Sketch
from sig_metrics.theme import Palette
from sig_metrics.words import SHORT_MONTHS, count, percent


def cumulative_curve(rows: list[dict], approvals: list[dict], colours: Palette, mark: str = "", height: int = 300) -> go.Figure:
    """`rows`: month (1–12), programmed, delivered (None after the cut-off), uncapped; `approvals`: month, text."""
    sketch = Sketch(colours, height, left=28, right=104, top=24)
    known = [row for row in rows if row["delivered"] is not None]
    top = max((row["programmed"] for row in rows), default=0)
    sketch.line([row["month"] for row in rows], [row["programmed"] for row in rows], colours.common,
                "Programado a %{customdata}: <b>%{y}</b>", list(SHORT_MONTHS), dash="dash")  # fmt: skip
    sketch.line([row["month"] for row in known], [row["delivered"] for row in known], colours.ink,
                "Entregado a %{customdata}: <b>%{y}</b>", list(SHORT_MONTHS), width=3)  # fmt: skip
    sketch.months(0.8, 12.15)
    sketch.y |= {"range": [0, max(top * 1.12, 1)], "nticks": 6}
    for approval in approvals:
        sketch.rule(colours.accent, x=approval["month"], dash="dot")
        sketch.note(approval["month"], 1, approval["text"], colours.accent, 12, yref="paper", yanchor="bottom", xanchor="center")
    if top:
        sketch.note(12, top, f" {top} en el año", colours.muted, yanchor="middle")
    if known:
        _gap(sketch, known[-1], top)
    return sketch.figure(mark)


def _gap(sketch: Sketch, last: dict, top: int) -> None:
    """The last point, its label, and in the colour of a breach what is missing."""
    colours, behind = sketch.colours, last["programmed"] - last["delivered"]
    sketch.data.append({"type": "scatter", "mode": "markers", "x": [last["month"]], "y": [last["delivered"]], "hoverinfo": "skip",
                        "marker": {"color": colours.ink, "size": 10}})  # fmt: skip
    step = max(top, 1) * 0.085
    beside = 12.0 if last["month"] >= 10 else last["month"]  # near the edge the labels go to the margin
    low = last["delivered"] if beside < 12 else min(last["delivered"], top - (1 if last["month"] == 12 else 2.2) * step)
    sketch.note(beside, low, f" <b>{last['delivered']} entregados</b>", colours.ink, yanchor="middle")
    if behind > 0:
        sketch.shapes.append({"type": "line", "x0": last["month"], "x1": last["month"], "y0": last["delivered"], "y1": last["programmed"],
                              "line": {"color": colours.breach, "width": 3}})  # fmt: skip
        sketch.note(beside, low - step, f" {count(behind, 'vencido', 'vencidos')}", colours.breach, yanchor="middle")


def curve_alt(rows: list[dict]) -> str:
    """What the curve shows, in one sentence."""
    known = [row for row in rows if row["delivered"] is not None]
    if not known:
        return "Curva acumulada de entregables programados; todavía no hay entregas."
    last = known[-1]
    share = percent(last["delivered"] / last["programmed"] if last["programmed"] else None, 0)
    return (f"Curva acumulada: a {SHORT_MONTHS[last['month'] - 1]} se programaron {last['programmed']} entregables y se entregaron "
            f"{last['delivered']} ({share}).")  # fmt: skip
