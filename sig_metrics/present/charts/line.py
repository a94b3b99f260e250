"""One indicator through time: the series with its gaps, the target as a dashed line, the last point in figures."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import NO_DATA, amount
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, spread
from sig_metrics.present.charts.stretches import stretches
from sig_metrics.present.theme import Palette


@kept(64)
def indicator_line(
    rows: list[dict],
    target: float | None,
    bands: list[dict],
    unit: str,
    colours: Palette,
    mark: str = "",
    height: int = 280,
    decimals: int = 1,
) -> go.Figure:
    """`rows`: month (label), value (None: no data, a gap), again (it is not joined with the month before); `bands`:
    label, value of each limit; `unit` as in the vocabulary."""
    sketch = Sketch(colours, height, left=52, right=132, top=24)
    factor = 100 if unit == "percent" else 1
    said = [f"{in_plotly(row['month'])}: <b>{amount(row['value'], unit, decimals)}</b>" for row in rows]
    values = [None if row["value"] is None else row["value"] * factor for row in rows]
    months = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(rows))),
        "y": values,
        "connectgaps": False,
        "line": {"color": colours.ink, "width": 2.5},
        "marker": {"color": colours.ink, "size": 6},
        "hovertext": said,
        "hoverinfo": "text",
    }
    sketch.data += stretches(months, [n for n, row in enumerate(rows) if row.get("again")])
    ends = _limits(sketch, target, bands, unit, factor, decimals) + _last(sketch, rows, unit, factor, decimals)
    heights = [*(v for v in values if v is not None), *(height for height, _, _ in ends)]
    low, high = _range(heights, unit)
    high = _edge(sketch, ends, max(len(rows), 1) - 0.4, (low, high))
    if not any(v is not None for v in values):
        sketch.note(0.5, 0.5, NO_DATA, colours.muted, xref="paper", yref="paper", xanchor="center")
    sketch.categories([row["month"] for row in rows], most=6)
    suffix = " %" if unit == "percent" else ""
    sketch.y |= {"range": [low, high], "rangemode": "normal", "nticks": 6, "ticksuffix": suffix}
    return sketch.figure(mark)


def _edge(sketch: Sketch, ends: list[tuple], x: float, limits: tuple[float, float]) -> float:
    """The words at the right edge, apart; the top that the axis needs, since what is said over it is not drawn."""
    low, high = limits
    apart = sketch.lines(low, high)
    places = spread([end for end, _, _ in ends], apart)
    for (_, text, colour), at in zip(ends, places):
        sketch.note(x, at, f" {text}", colour, yanchor="middle")
    return max([high, *(at + apart / 4 for at in places)])


def _limits(
    sketch: Sketch, target: float | None, bands: list[dict], unit: str, factor: int, decimals: int
) -> list[tuple]:
    """The level rules, and their words for the right edge: (height, text, colour)."""
    ends = []
    for band in bands:
        if band["value"] != target:
            sketch.rule(sketch.colours.border, y=band["value"] * factor, dash="dot")
            ends.append(
                (
                    band["value"] * factor,
                    f"{in_plotly(band['label'])} {amount(band['value'], unit, decimals)}",
                    sketch.colours.muted,
                )
            )
    if target is not None:
        sketch.rule(sketch.colours.common, y=target * factor, dash="dash", width=1.5)
        ends.append((target * factor, f"meta {amount(target, unit, decimals)}", sketch.colours.muted))
    return ends


def _last(sketch: Sketch, rows: list[dict], unit: str, factor: int, decimals: int) -> list[tuple]:
    """The last point with a value, marked, and its words."""
    at = max((n for n, row in enumerate(rows) if row["value"] is not None), default=None)
    if at is None:
        return []
    height = rows[at]["value"] * factor
    sketch.data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [at],
            "y": [height],
            "hoverinfo": "skip",
            "marker": {"color": sketch.colours.ink, "size": 11},
        }
    )
    when = "" if at == len(rows) - 1 else f" ({in_plotly(rows[at]['month'])})"
    return [(height, f"<b>{amount(rows[at]['value'], unit, decimals)}</b>{when}", sketch.colours.ink)]


def _range(heights: list[float], unit: str) -> tuple[float, float]:
    """From zero, or from the lowest value when it is negative; a share that never passes 100 % ends just above it."""
    top, low = max(heights, default=1) or 1, min([0, *heights])
    return low, 105 if unit == "percent" and 50 < top <= 100 else top + 0.12 * (top - low)


def line_alt(rows: list[dict], target: float | None, unit: str, decimals: int = 1) -> str:
    """What the line shows, in one sentence."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return "Serie del indicador: sin dato."
    begun = max((n for n, row in enumerate(rows) if row.get("again")), default=0)
    of_last = [row for row in rows[begun:] if row["value"] is not None] or known  # what counts since the last January
    first, last = of_last[0], of_last[-1]
    goal = f"; la meta es {amount(target, unit, decimals)}" if target is not None else ""
    gaps = (
        f"; {len(rows) - len(known)} meses sin dato"
        if len(known) < len(rows) - 1
        else "; 1 mes sin dato"
        if len(known) < len(rows)
        else ""
    )
    return (
        f"Serie del indicador: de {amount(first['value'], unit, decimals)} en {first['month']} a "
        f"{amount(last['value'], unit, decimals)} en {last['month']}{goal}{gaps}."
    )
