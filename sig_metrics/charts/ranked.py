"""Ranked bars of progress: what was programmed as a pale bar, what was delivered as a dark one inside it."""

from textwrap import wrap

import plotly.graph_objects as go

from sig_metrics.charts.base import figure
from sig_metrics.theme import Palette
from sig_metrics.words import count, short


WIDTH = 34  # characters of a label's line; two lines at most


def progress_bars(rows: list[dict], colours: Palette) -> go.Figure:
    """`rows`: code, label, programmed, delivered, overdue; drawn in the order given, the first on top."""
    labels = [_two_lines(row["label"]) for row in rows]
    longest = max((len(line) for label in labels for line in label.split("<br>")), default=0)
    tall = 46 if any("<br>" in label for label in labels) else 36
    made = figure(colours, 30 + tall * max(len(rows), 1), left=14 + 7 * longest, right=150, top=16, bottom=8)
    at = list(range(len(rows)))
    codes = [row["code"] for row in rows]
    hover = [f"{row['label']}<br>{row['delivered']} de {row['programmed']} a la fecha · {count(row['overdue'], 'vencido', 'vencidos')}"
             for row in rows]  # fmt: skip
    made.add_bar(y=at, x=[row["programmed"] for row in rows], orientation="h", width=0.58, marker={"color": colours.pending, "line": {"width": 0}},
                 hovertext=hover, hoverinfo="text", customdata=codes)  # fmt: skip
    made.add_bar(y=at, x=[row["delivered"] for row in rows], orientation="h", width=0.58, marker={"color": colours.ink, "line": {"width": 0}},
                 hovertext=hover, hoverinfo="text", customdata=codes)  # fmt: skip
    for n, row in enumerate(rows):
        late = f" · <span style='color:{colours.breach}'><b>{count(row['overdue'], 'vencido', 'vencidos')}</b></span>" if row["overdue"] else ""
        made.add_annotation(x=row["programmed"], y=n, text=f" {row['delivered']} de {row['programmed']}{late}", showarrow=False,
                            xanchor="left", font={"size": 13, "color": colours.ink})  # fmt: skip
    made.update_layout(barmode="overlay")
    made.update_yaxes(tickvals=at, ticktext=labels, autorange="reversed", showgrid=False, tickfont={"color": colours.ink, "size": 13})
    made.update_xaxes(visible=False, range=[0, max((row["programmed"] for row in rows), default=1) or 1])
    return made


def _two_lines(label: str) -> str:
    """A long label on two lines, cut with «…» when even that is not enough."""
    lines = wrap(short(label, 2 * WIDTH - 2), WIDTH, break_long_words=False)
    return "<br>".join(lines[:2]) if len(lines) < 3 else f"{lines[0]}<br>{short(lines[1], WIDTH - 1)}…"


def progress_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    said = [f"{row['label']}: {row['delivered']} de {row['programmed']}" for row in rows]
    return "Barras de avance. " + "; ".join(said) + "."
