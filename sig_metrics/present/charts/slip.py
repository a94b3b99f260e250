"""Slip: how many days each deliverable came before or after the last day of its month."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import SHORT_MONTHS, count
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch
from sig_metrics.present.theme import Palette

END = 12.6  # where the months end, half a step after December


@kept(64)
def slip_chart(rows: list[dict], colours: Palette, mark: str = "", height: int = 250) -> go.Figure:
    """`rows`: activity, month, item, days (negative: ahead), state, title. One point a deliverable, by month
    programmed."""
    sketch = Sketch(colours, height, left=44, right=78, top=26)
    for state, colour, symbol, size in (
        ("on_time", colours.faint, "circle", 7),
        ("late", colours.concern, "diamond", 9),
    ):
        some = [row for row in rows if row["state"] == state]
        names = [f"Act. {in_plotly(row['activity'])} · {SHORT_MONTHS[row['month'] - 1]}" for row in some]
        edge = {"color": colours.background, "width": 1}
        sketch.data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [row["month"] + _spread(row) for row in some],
                "y": [row["days"] for row in some],
                "marker": {"color": colour, "size": size, "symbol": symbol, "line": edge},
                "hovertext": [f"{name}<br>{_said(row['days'])}" for name, row in zip(names, some)],
                "hoverinfo": "text",
                "customdata": [f"{row['activity']}.{row['month']:02d}" for row in some],
            }
        )
    sketch.rule(colours.ink, y=0)
    sketch.note(END, 0, " fin del mes", colours.muted, 12, yanchor="middle")  # in the margin: no point is beyond END
    for row in _worst(rows):
        text = f"Act. {in_plotly(row['activity'])}: +{row['days']} días"
        above = {"yanchor": "bottom", "xanchor": "center", "yshift": 6}
        sketch.note(row["month"] + _spread(row), row["days"], text, colours.concern, **above)
    sketch.months(0.4, END)
    sketch.y |= {
        "title": {"text": "días", "font": {"color": colours.muted, "size": 12}, "standoff": 4},
        "range": _range([row["days"] for row in rows]),
        "nticks": 6,
    }
    return sketch.figure(mark)


def _range(days: list[int]) -> list[float]:
    """Around every point and the end of the month, with room for the words over the highest."""
    low, high = min(days, default=0), max(days, default=0)
    room = 0.08 * (max(high, 0) - min(low, 0)) or 1
    return [min(low, 0) - room, max(high, 0) + 1.5 * room]


def _worst(rows: list[dict]) -> list[dict]:
    """Up to three of the latest, far enough from each other for their words."""
    found: list[dict] = []
    for row in sorted((r for r in rows if r["days"] > 0), key=lambda r: -r["days"]):
        if len(found) < 3 and all(
            abs(row["month"] - other["month"]) > 2 or abs(row["days"] - other["days"]) > 8 for other in found
        ):
            found.append(row)
    return found


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
    return f"De {len(rows)} entregables, {count(len(late), 'llegó', 'llegaron')} con atraso{ending}."
