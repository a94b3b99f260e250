"""Ranked bars of progress: what was programmed as a pale bar, what was delivered as a dark one inside it."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import count
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch
from sig_metrics.present.charts.rows import joined, two_lines
from sig_metrics.present.theme import Palette


@kept(64)
def progress_bars(rows: list[dict], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: code, label, programmed, delivered, overdue; drawn in the order given, the first on top."""
    labels = [two_lines(row["label"]) for row in rows]
    longest = max((len(line) for lines in labels for line in lines), default=0)
    tall = 46 if any(len(lines) > 1 for lines in labels) else 36
    sketch = Sketch(colours, 30 + tall * max(len(rows), 1), left=14 + 7 * longest, right=150, top=16, bottom=8)
    at = list(range(len(rows)))
    late = [count(row["overdue"], "vencido", "vencidos") for row in rows]
    hover = [
        f"{in_plotly(row['label'])}<br>{row['delivered']} de {row['programmed']} a la fecha · {said}"
        for row, said in zip(rows, late)
    ]
    sketch.data = [
        {
            "type": "bar",
            "orientation": "h",
            "width": 0.58,
            "y": at,
            "x": [row[part] for row in rows],
            "hovertext": hover,
            "hoverinfo": "text",
            "marker": {"color": colour, "line": {"width": 0}},
            "customdata": [row["code"] for row in rows],
        }
        for part, colour in (("programmed", colours.pending), ("delivered", colours.done))
    ]
    for n, row in enumerate(rows):
        behind = f" · <span style='color:{colours.breach}'><b>{late[n]}</b></span>" if row["overdue"] else ""
        sketch.note(row["programmed"], n, f" {row['delivered']} de {row['programmed']}{behind}", colours.ink)
    sketch.layout["barmode"] = "overlay"
    sketch.y |= {
        "tickvals": at,
        "ticktext": [joined(lines) for lines in labels],
        "range": [max(len(rows), 1) - 0.6, -0.4],
        "showgrid": False,
        "tickfont": {"color": colours.ink, "size": 13},
    }
    sketch.x |= {"visible": False, "range": [0, max((row["programmed"] for row in rows), default=1) or 1]}
    return sketch.figure(mark)


def progress_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    said = [f"{row['label']}: {row['delivered']} de {row['programmed']}" for row in rows]
    return "Barras de avance. " + "; ".join(said) + "."
