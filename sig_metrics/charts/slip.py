"""Slip: how many days each deliverable came before or after the last day of its month."""

import plotly.graph_objects as go

from sig_metrics.charts.base import figure, note
from sig_metrics.theme import Palette
from sig_metrics.words import SHORT_MONTHS, count


def slip_chart(rows: list[dict], colours: Palette, height: int = 250) -> go.Figure:
    """`rows`: activity, month, item, days (negative: ahead), state, title. One point a deliverable, by month programmed."""
    made = figure(colours, height, left=44, right=20, top=26)
    for state, colour, symbol in (("on_time", colours.faint, "circle"), ("late", colours.concern, "diamond")):
        some = [row for row in rows if row["state"] == state]
        made.add_scatter(
            x=[row["month"] + _spread(row) for row in some], y=[row["days"] for row in some], mode="markers",
            marker={"color": colour, "size": 9 if state == "late" else 7, "symbol": symbol, "line": {"color": colours.background, "width": 1}},
            hovertext=[f"Act. {row['activity']} · {SHORT_MONTHS[row['month'] - 1]}<br>{_said(row['days'])}" for row in some],
            hoverinfo="text",
            customdata=[f"{row['activity']}.{row['month']:02d}" for row in some],
        )  # fmt: skip
    made.add_hline(y=0, line={"color": colours.ink, "width": 1})
    note(made, 12.6, 0, "fin del mes", colours.muted, xanchor="right", yanchor="top", font={"size": 12, "color": colours.muted})
    labelled: list[dict] = []
    for row in sorted((r for r in rows if r["days"] > 0), key=lambda r: -r["days"]):
        clear = all(abs(row["month"] - other["month"]) > 2 or abs(row["days"] - other["days"]) > 8 for other in labelled)
        if clear and len(labelled) < 3:
            labelled.append(row)
            note(made, row["month"] + _spread(row), row["days"], f"Act. {row['activity']}: +{row['days']} días", colours.concern,
                 yanchor="bottom", xanchor="center", yshift=6)  # fmt: skip
    made.update_xaxes(tickvals=list(range(1, 13)), ticktext=list(SHORT_MONTHS), range=[0.4, 12.6])
    made.update_yaxes(title={"text": "días", "font": {"color": colours.muted, "size": 12}, "standoff": 4}, rangemode="normal", nticks=6)
    return made


def _spread(row: dict) -> float:
    """A small, fixed step aside so that points of one month do not hide each other."""
    return ((int(row["activity"]) * 7 + row["item"] * 3) % 9 - 4) / 14


def _said(days: int) -> str:
    return f"{count(days, 'día', 'días')} de atraso" if days > 0 else f"{count(-days, 'día', 'días')} antes del plazo"


def slip_alt(rows: list[dict]) -> str:
    """What the chart shows, in one sentence."""
    late = [row for row in rows if row["days"] > 0]
    worst = max(late, key=lambda row: row["days"], default=None)
    ending = f"; el mayor atraso es de {worst['days']} días, en la actividad {worst['activity']}" if worst else ""
    return f"De {len(rows)} entregables, {len(late)} llegaron con atraso{ending}."
