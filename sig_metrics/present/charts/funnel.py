"""Groups against how many stand behind each, between the limits of chance: who is outside, instead of who is last."""

from textwrap import wrap

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import amount, short
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, spread
from sig_metrics.present.charts.rows import joined
from sig_metrics.present.theme import Palette

WIDEST = 36  # letters of a line of what stands behind the groups
LINES = (("far", "99.8 %", 1.2, "solid"), ("close", "95 %", 1.0, "dot"))


@kept(64)
def funnel_chart(
    points: list[dict],
    limits: list[dict],
    centre: float | None,
    unit: str,
    colours: Palette,
    mark: str = "",
    decimals: int = 1,
    of: str = "",
) -> go.Figure:
    """`of`: what stands behind each, in words; `points`: label, of (how many stand behind), value, tone (a role of the palette, of one that chance does not
    explain; «»: it does), close (beyond the limits of 95 %), said and where (under the pointer), key; `limits`: of, far, close
    (pairs; None: there is none on that side)."""
    sketch = Sketch(colours, 340, left=52, right=116, top=24)
    factor = 100 if unit == "percent" else 1
    most = max((each["of"] for each in points), default=1.0)
    low, high = _range(points, limits, factor, unit)
    ends = _lines(sketch, limits, factor)
    if centre is not None:
        sketch.rule(colours.faint, y=centre * factor, width=1.2)
        ends.append((centre * factor, f"todos {amount(centre, unit, decimals)}"))
    sketch.data.append(_points(points, factor, colours))
    inside = [end for end in ends if low <= end[0] <= high]
    edge = most * 1.06
    for (_, text), height in zip(inside, spread([end for end, _ in inside], sketch.lines(low, high))):
        sketch.note(edge, height, f" {text}", colours.muted, yanchor="middle", size=12)
    told = [each for each in points if each["tone"]]
    for each, height in zip(told, spread([p["value"] * factor for p in told], sketch.lines(low, high))):
        _name(sketch, each, height, most)
    if points:
        said = {"xanchor": "right", "yanchor": "bottom", "size": 12, "bgcolor": colours.background}
        sketch.note(edge, low, joined(wrap(f"{short(of, 2 * WIDEST - 6)} →", WIDEST)), colours.muted, **said)
    sketch.x |= {"range": [0, edge], "nticks": 8, "tickfont": {"color": colours.muted, "size": 12}}
    suffix = " %" if unit == "percent" else ""
    sketch.y |= {"range": [low, high], "rangemode": "normal", "nticks": 6, "ticksuffix": suffix}
    return sketch.figure(mark)


def _lines(sketch: Sketch, limits: list[dict], factor: int) -> list[tuple[float, str]]:
    """The limits of chance, and their words for the right edge."""
    ends = []
    for name, said, width, dash in LINES:
        for side in (0, 1):
            drawn = [None if each[name][side] is None else each[name][side] * factor for each in limits]
            if not any(each is not None for each in drawn):
                continue
            sketch.data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": [each["of"] for each in limits],
                    "y": drawn,
                    "line": {"color": sketch.colours.faint, "width": width, "dash": dash},
                    "hoverinfo": "skip",
                }
            )
            if drawn[-1] is not None:
                ends.append((drawn[-1], said))
    return ends


def _points(points: list[dict], factor: int, colours: Palette) -> dict:
    """The groups, larger and in colour where chance does not explain them; hollow, those only beyond 95 %."""
    tones = [getattr(colours, each["tone"]) if each["tone"] else colours.ink for each in points]
    hollow = [each["close"] and not each["tone"] for each in points]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [each["of"] for each in points],
        "y": [each["value"] * factor for each in points],
        "marker": {
            "color": [colours.background if empty else tone for tone, empty in zip(tones, hollow)],
            "size": [11 if each["tone"] else 8 for each in points],
            "line": {"color": tones, "width": [2 if empty else 0 for empty in hollow]},
        },
        "hovertext": [f"{in_plotly(each['said'])}<br>{in_plotly(each['where'])}" for each in points],
        "hoverinfo": "text",
        "customdata": [each["key"] for each in points],
    }


def _name(sketch: Sketch, each: dict, height: float, most: float) -> None:
    """The name of a group outside, beside its point, towards the middle of the picture."""
    left = each["of"] > most * 0.7
    sketch.note(
        each["of"],
        height,
        f"{in_plotly(each['label'])}   " if left else f"   {in_plotly(each['label'])}",
        getattr(sketch.colours, each["tone"]),
        xanchor="right" if left else "left",
        yanchor="middle",
    )


def _range(points: list[dict], limits: list[dict], factor: int, unit: str) -> tuple[float, float]:
    """Around the groups and the limits of most of them; those of very few may be beyond the picture."""
    sizes = sorted(each["of"] for each in points)
    typical = sizes[len(sizes) // 4] if sizes else 0
    edges = [edge * factor for each in limits if each["of"] >= typical for edge in each["far"] if edge is not None]
    heights = [*(each["value"] * factor for each in points), *edges]
    low, high = min(heights, default=0.0), max(heights, default=1.0)
    room = 0.06 * ((high - low) or abs(high) or 1.0)
    return max(low - room, -1.0 if unit == "percent" else 0.0), min(
        high + room, 103
    ) if unit == "percent" else high + room


def funnel_alt(points: list[dict], said: str) -> str:
    """What the picture shows, in a sentence or two."""
    told = "; ".join(each["said"] for each in points if each["tone"])
    return f"{said} {told}." if told else said
