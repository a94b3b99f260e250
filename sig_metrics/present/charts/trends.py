"""Several series through time: a line each, from ink to grey, with its name and its last value at its end."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import NO_DATA, short
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, spread
from sig_metrics.present.theme import Palette, mixed

WIDTH = 30  # characters of the name of a series
LETTER = 6.8  # pixels of one


@kept(64)
def series_lines(rows: list[dict], unit: str, colours: Palette, mark: str = "", height: int = 340) -> go.Figure:
    """`rows`: series, pale, at (a place of the axis, the same in every series), value (None: a gap), said and key."""
    names, places = (list(dict.fromkeys(row[part] for row in rows)) for part in ("series", "at"))
    factor = 100 if unit == "percent" else 1
    ends, heights = [], []
    sketch = Sketch(colours, height, left=60, top=24)
    for n, name in enumerate(names):
        mine = [row for row in rows if row["series"] == name]
        tone = colours.faint if mine[0]["pale"] else mixed(colours.ink, colours.common, n / max(len(names) - 1, 1))
        values = [None if row["value"] is None else row["value"] * factor for row in mine]
        heights += [value for value in values if value is not None]
        _line(sketch, mine, values, tone, n == 0)
        known = [at for at, value in enumerate(values) if value is not None]
        if known:
            when = "" if known[-1] == len(mine) - 1 else f" ({mine[known[-1]]['at']})"
            label = f"{short(name, WIDTH)} · {mine[known[-1]]['said']}{when}"
            ends.append((values[known[-1]], label, tone, n == 0))
    top, low = max([*heights, 0]) or 1, min([*heights, 0])
    _names(sketch, ends, len(places) - 0.6, (low, top * 1.1))
    sketch.layout["margin"]["r"] = 24 + round(LETTER * max((len(text) for _, text, _, _ in ends), default=4))
    if not heights:
        sketch.note(0.5, 0.5, NO_DATA, colours.muted, xref="paper", yref="paper", xanchor="center")
    sketch.y["ticksuffix"] = " %" if unit == "percent" else ""
    sketch.categories(places)
    return sketch.figure(mark)


def _line(sketch: Sketch, rows: list[dict], values: list, tone: str, first: bool) -> None:
    sketch.data.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": list(range(len(rows))),
            "y": values,
            "connectgaps": False,
            "line": {"color": tone, "width": 2.5 if first else 1.8},
            "marker": {"color": tone, "size": 6 if first else 5},
            "hovertext": [
                f"{in_plotly(row['series'])}<br>{in_plotly(row['at'])}: <b>{in_plotly(row['said'])}</b>" for row in rows
            ],
            "hoverinfo": "text",
            "customdata": [row["key"] for row in rows],
        }
    )


def _names(sketch: Sketch, ends: list[tuple], x: float, limits: tuple[float, float]) -> None:
    """The names at the right edge, apart; the axis goes as high as they need."""
    low, high = limits
    apart = sketch.lines(low, high)
    places = spread([height for height, *_ in ends], apart)
    for (_, text, tone, first), at in zip(ends, places):
        said = in_plotly(text)
        sketch.note(
            x, at, f" <b>{said}</b>" if first else f" {said}", tone if first else sketch.colours.muted, yanchor="middle"
        )
    high = max([high, *(at + apart / 4 for at in places)])
    sketch.y |= {"range": [low, high], "rangemode": "normal", "nticks": 6}


def series_alt(rows: list[dict]) -> str:
    """What the lines show, in one sentence."""
    said = []
    for name in dict.fromkeys(row["series"] for row in rows):
        known = [row for row in rows if row["series"] == name and row["value"] is not None]
        if known:
            said.append(f"{name}: de {known[0]['said']} en {known[0]['at']} a {known[-1]['said']} en {known[-1]['at']}")
    return "; ".join(said) + "." if said else f"{NO_DATA.capitalize()}."
