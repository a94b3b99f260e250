"""A value that adds up from January: a line a year over its twelve months, so that no line falls because a year began."""

import plotly.graph_objects as go

from sig_metrics.language.words import MONTHS, NO_DATA, SHORT_MONTHS, amount
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, spread
from sig_metrics.present.theme import Palette


@kept(64)
def years_line(
    rows: list[dict],
    target: float | None,
    unit: str,
    colours: Palette,
    mark: str = "",
    height: int = 280,
    decimals: int = 1,
) -> go.Figure:
    """`rows`: year, month (1 to 12), value (None: no data, a gap); the last year is in ink, those before it in grey.
    Each line says its year and its last value at its end; the target is a dashed line."""
    sketch = Sketch(colours, height, left=52, right=132, top=24)
    factor = 100 if unit == "percent" else 1
    years, ends = sorted({row["year"] for row in rows}), []
    for year in years:
        mine = [row for row in rows if row["year"] == year]
        _line(sketch, mine, year == years[-1], factor, unit, decimals)
        known = [row["value"] for row in mine if row["value"] is not None]
        if known:
            said, last = f"{year} · {amount(known[-1], unit, decimals)}", year == years[-1]
            ends.append(
                (known[-1] * factor, f"<b>{said}</b>" if last else said, colours.ink if last else colours.muted)
            )
    if target is not None:
        sketch.rule(colours.common, y=target * factor, dash="dash", width=1.5)
        ends.append((target * factor, f"meta {amount(target, unit, decimals)}", colours.muted))
    heights = [y for trace in sketch.data for y in trace["y"] if y is not None] + [height for height, _, _ in ends]
    top = (max(heights, default=1) or 1) * 1.12
    for (_, text, colour), at in zip(ends, spread([height for height, _, _ in ends], sketch.lines(0, top))):
        sketch.note(12.3, at, text, colour, yanchor="middle")
    if not ends:
        sketch.note(0.5, 0.5, NO_DATA, colours.muted, xref="paper", yref="paper", xanchor="center")
    sketch.months(0.7, 12.3)
    sketch.y |= {"range": [0, top], "nticks": 6, "ticksuffix": " %" if unit == "percent" else ""}
    return sketch.figure(mark)


def _line(sketch: Sketch, rows: list[dict], last: bool, factor: int, unit: str, decimals: int) -> None:
    """The line of a year."""
    colour = sketch.colours.ink if last else sketch.colours.common
    sketch.data.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [row["month"] for row in rows],
            "y": [None if row["value"] is None else row["value"] * factor for row in rows],
            "connectgaps": False,
            "line": {"color": colour, "width": 2.5 if last else 1.5},
            "marker": {"color": colour, "size": 6 if last else 4},
            "hovertext": [
                f"{SHORT_MONTHS[row['month'] - 1]} {row['year']}: <b>{amount(row['value'], unit, decimals)}</b>"
                for row in rows
            ],
            "hoverinfo": "text",
        }
    )


def years_alt(rows: list[dict], target: float | None, unit: str, decimals: int = 1) -> str:
    """What the lines show, in one sentence."""
    said = []
    for year in sorted({row["year"] for row in rows}):
        known = [row for row in rows if row["year"] == year and row["value"] is not None]
        if known:
            value = amount(known[-1]["value"], unit, decimals)
            said.append(f"{year}, {value} hasta {MONTHS[known[-1]['month'] - 1]}")
    goal = f"; la meta es {amount(target, unit, decimals)}" if target is not None and said else ""
    return f"Acumulado de cada año: {'; '.join(said) or NO_DATA}{goal}."
