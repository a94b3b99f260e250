"""The same series in each group, a small picture each, on one scale: which of them moved, and where from."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import short
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch
from sig_metrics.present.charts.stretches import stretches
from sig_metrics.present.theme import Palette

PANEL = 112  # pixels from a picture to the one below
STRIP = 14  # and under them all, for the mark; `plot.js` knows it
LONGEST = 60  # letters of a name, where there is room; the whole of it is under the pointer and in the table
LABEL, TICK = 12, 11
EDGE = 34  # pixels of the words of the axis, over which a name begins


@kept(64)
def small_multiples(
    panels: list[dict],
    months: list[str],
    targets: list[float | None],
    unit: str,
    colours: Palette,
    mark: str = "",
    columns: int = 4,
) -> go.Figure:
    """`panels`: title, beside (its last value in words), few (few stand behind it), tone (a role of the palette, of its
    last value), points: [{value (None: a gap), said (under the pointer), key (what a click leads to), again (it is not
    joined with the month before)}], one a month; `targets`: of each month."""
    rows = -(-len(panels) // columns) or 1
    sketch = Sketch(colours, PANEL * rows + STRIP, left=38, right=24, top=26, bottom=20)
    factor = 100 if unit == "percent" else 1
    goals = [None if each is None else each * factor for each in targets]
    low, high = _range([*(p["value"] * factor for p in _known(panels)), *filter(None, goals)], unit)
    sketch.x |= {
        "tickvals": sorted({0, max(len(months) - 1, 0)}),
        "ticktext": [in_plotly(each) for each in dict.fromkeys((*months[:1], *months[-1:]))],
        "range": [-0.8, max(len(months), 1) - 0.2],
        "tickfont": {"color": colours.muted, "size": TICK},
    }
    suffix = " %" if unit == "percent" else ""
    ticks = {"range": [low, high], "nticks": 2, "ticksuffix": suffix, "rangemode": "normal"}
    sketch.y |= {**ticks, "tickfont": {"color": colours.muted, "size": TICK}}
    for n, panel in enumerate(panels):
        _panel(sketch, n, panel, goals, factor)
    if panels:
        sketch.layout["grid"] = {"rows": rows, "columns": columns, "pattern": "independent"}
    if mark:
        below = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "top", "yshift": -6}
        sketch.note(1, 0, in_plotly(mark), colours.muted, 10, **below)
    return sketch.figure()


def _panel(sketch: Sketch, n: int, panel: dict, goals: list[float | None], factor: int) -> None:
    """One of them: its target, its line, the last point in its tone, and its words above."""
    colours, at = sketch.colours, "" if n == 0 else str(n + 1)
    axes = {"xaxis": f"x{at}", "yaxis": f"y{at}"}
    if n:
        sketch.layout |= {f"xaxis{at}": dict(sketch.x), f"yaxis{at}": dict(sketch.y)}
    line = {"color": colours.common, "width": 1.2, "dash": "dash"}
    whole = {"type": "scatter", "x": list(range(len(goals)))}
    if any(each is not None for each in goals):
        target = {"mode": "lines", "y": goals, "line": {**line, "shape": "hvh"}, "hoverinfo": "skip"}
        sketch.data.append({**whole, **target, **axes})
    points, ink = panel["points"], colours.faint if panel["few"] else colours.ink
    last = max((n for n, each in enumerate(points) if each["value"] is not None), default=None)
    tone = colours.faint if panel["few"] else getattr(colours, panel["tone"])
    months = {
        **whole,
        **axes,
        "mode": "lines+markers",
        "y": [None if each["value"] is None else each["value"] * factor for each in points],
        "connectgaps": False,
        "line": {"color": ink, "width": 1.5},
        "marker": {
            "color": [tone if n == last else ink for n in range(len(points))],
            "size": [8 if n == last else 2.5 for n in range(len(points))],
        },
        "hovertext": [in_plotly(each["said"]) for each in points],
        "hoverinfo": "text",
        "customdata": [each["key"] for each in points],
    }
    sketch.data += stretches(months, [n for n, each in enumerate(points) if each.get("again")])
    _words(sketch, at, panel)


def _words(sketch: Sketch, at: str, panel: dict) -> None:
    """The name of a panel and its last value, above it."""
    colours = sketch.colours
    above = {"y": 1, "yref": f"y{at} domain", "xref": f"x{at} domain", "yanchor": "bottom", "yshift": 1}
    title, said = in_plotly(short(panel["title"], LONGEST)), in_plotly(panel["beside"])
    words = colours.muted if panel["few"] else colours.ink
    sketch.note(0, text=title, colour=words, size=LABEL, **above, xshift=-EDGE)
    sketch.note(
        1,
        text=f"<b>{said}</b>" if not panel["few"] else said,
        colour=words,
        size=LABEL,
        **above,
        xanchor="right",
        xshift=EDGE // 2,
    )


def _known(panels: list[dict]) -> list[dict]:
    return [each for panel in panels for each in panel["points"] if each["value"] is not None]


def _range(heights: list[float], unit: str) -> tuple[float, float]:
    """One scale for all; never beyond what can happen."""
    low, high = min(heights, default=0.0), max(heights, default=1.0)
    room = 0.08 * ((high - low) or abs(high) or 1.0)
    least = max(low - room, -2.0 if unit == "percent" else -room) if low >= 0 else low - room
    return least, high + room


def multiples_alt(panels: list[dict], hidden: int = 0) -> str:
    """What the pictures show, in one sentence."""
    said = "; ".join(f"{panel['title']}: {panel['beside']}" for panel in panels)
    return f"{said}; y {hidden} más." if hidden else f"{said}."
