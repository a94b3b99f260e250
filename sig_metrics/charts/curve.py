"""The cumulative curve of the plan: what should be delivered, what is, and the gap between them."""

import plotly.graph_objects as go

from sig_metrics.charts.base import figure, note
from sig_metrics.theme import Palette
from sig_metrics.words import SHORT_MONTHS, count, percent


def cumulative_curve(rows: list[dict], approvals: list[dict], colours: Palette, height: int = 300) -> go.Figure:
    """`rows`: month (1–12), programmed, delivered (None after the cut-off), uncapped; `approvals`: month, text."""
    made = figure(colours, height, right=104, left=28, top=24)
    months = [row["month"] for row in rows]
    known = [row for row in rows if row["delivered"] is not None]
    made.add_scatter(x=months, y=[row["programmed"] for row in rows], mode="lines", name="Programado",
                     line={"color": colours.common, "width": 2, "dash": "dash"},
                     hovertemplate="Programado a %{customdata}: <b>%{y}</b><extra></extra>",
                     customdata=[SHORT_MONTHS[m - 1] for m in months])  # fmt: skip
    made.add_scatter(x=[row["month"] for row in known], y=[row["delivered"] for row in known], mode="lines", name="Entregado",
                     line={"color": colours.ink, "width": 3},
                     hovertemplate="Entregado a %{customdata}: <b>%{y}</b><extra></extra>",
                     customdata=[SHORT_MONTHS[row["month"] - 1] for row in known])  # fmt: skip
    top = max((row["programmed"] for row in rows), default=0)
    made.update_xaxes(tickvals=list(range(1, 13)), ticktext=list(SHORT_MONTHS), range=[0.8, 12.15], tickfont={"size": 12})
    made.update_yaxes(range=[0, max(top * 1.12, 1)], nticks=6)
    for approval in approvals:
        made.add_vline(x=approval["month"], line={"color": colours.accent, "width": 1, "dash": "dot"})
        note(made, approval["month"], 1.0, approval["text"], colours.accent, yref="paper", yanchor="bottom", xanchor="center",
             font={"color": colours.accent, "size": 12})  # fmt: skip
    if top:
        note(made, 12, top, f" {top} en el año", colours.muted, yanchor="middle")
    if known:
        _gap(made, known[-1], top, colours)
    return made


def _gap(made: go.Figure, last: dict, top: int, colours: Palette) -> None:
    """The last point, its label, and in the colour of concern what is missing."""
    behind = last["programmed"] - last["delivered"]
    made.add_scatter(x=[last["month"]], y=[last["delivered"]], mode="markers", marker={"color": colours.ink, "size": 10},
                     hoverinfo="skip")  # fmt: skip
    beside = 12.0 if last["month"] >= 10 else last["month"]  # near the edge the labels go to the margin
    step = max(top, 1) * 0.085
    low = min(last["delivered"], (top - 2.2 * step) if beside == 12 and last["month"] < 12 else last["delivered"])
    note(made, beside, low - (step if last["month"] == 12 else 0), f" <b>{last['delivered']} entregados</b>", colours.ink, yanchor="middle")
    if behind > 0:
        made.add_shape(type="line", x0=last["month"], x1=last["month"], y0=last["delivered"], y1=last["programmed"],
                       line={"color": colours.breach, "width": 3})  # fmt: skip
        note(made, beside, low - (2 if last["month"] == 12 else 1) * step, f" {count(behind, 'vencido', 'vencidos')}", colours.breach,
             yanchor="middle")  # fmt: skip


def curve_alt(rows: list[dict]) -> str:
    """What the curve shows, in one sentence."""
    known = [row for row in rows if row["delivered"] is not None]
    if not known:
        return "Curva acumulada de entregables programados; todavía no hay entregas."
    last = known[-1]
    share = percent(last["delivered"] / last["programmed"] if last["programmed"] else None, 0)
    return (f"Curva acumulada: a {SHORT_MONTHS[last['month'] - 1]} se programaron {last['programmed']} entregables y se entregaron "
            f"{last['delivered']} ({share}).")  # fmt: skip
