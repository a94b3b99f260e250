"""Ranked bars of progress: what was programmed as a pale bar, what was delivered as a dark one inside it."""

import plotly.graph_objects as go

from sig_metrics.charts.base import figure
from sig_metrics.theme import Palette
from sig_metrics.words import count, short


def progress_bars(rows: list[dict], colours: Palette, width: int = 44) -> go.Figure:
    """`rows`: label, programmed, delivered, overdue; drawn in the order given, the first on top."""
    made = figure(colours, 44 + 34 * max(len(rows), 1), left=min(8 + 7 * width, 330), right=150, top=4, bottom=8)
    labels = [f"<span>{short(row['label'], width)}</span>" for row in rows]
    at = list(range(len(rows)))
    hover = [f"{row['label']}<br>{row['delivered']} de {row['programmed']} a la fecha · {count(row['overdue'], 'vencido', 'vencidos')}"
             for row in rows]  # fmt: skip
    made.add_bar(y=at, x=[row["programmed"] for row in rows], orientation="h", width=0.58, marker={"color": colours.pending, "line": {"width": 0}},
                 hovertext=hover, hoverinfo="text")  # fmt: skip
    made.add_bar(y=at, x=[row["delivered"] for row in rows], orientation="h", width=0.58, marker={"color": colours.ink, "line": {"width": 0}},
                 hovertext=hover, hoverinfo="text")  # fmt: skip
    for n, row in enumerate(rows):
        late = f" · <span style='color:{colours.breach}'><b>{count(row['overdue'], 'vencido', 'vencidos')}</b></span>" if row["overdue"] else ""
        made.add_annotation(x=row["programmed"], y=n, text=f" {row['delivered']} de {row['programmed']}{late}", showarrow=False,
                            xanchor="left", font={"size": 13, "color": colours.ink})  # fmt: skip
    made.update_layout(barmode="overlay")
    made.update_yaxes(tickvals=at, ticktext=labels, autorange="reversed", showgrid=False, tickfont={"color": colours.ink, "size": 13})
    made.update_xaxes(visible=False, range=[0, max((row["programmed"] for row in rows), default=1) or 1])
    return made


def progress_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    said = [f"{row['label']}: {row['delivered']} de {row['programmed']}" for row in rows]
    return "Barras de avance. " + "; ".join(said) + "."
