"""Owns what stands beside the months of a series: its target, a step each time it changes, and what it is compared with."""

from typing import NamedTuple

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import amount
from sig_metrics.present.charts.base import Sketch
from sig_metrics.present.charts.stretches import stretches
from sig_metrics.present.theme import Palette

Ends = list[tuple[float, str, str]]  # what is written at the right edge: height, words, colour
RING = 2.5  # pixels around the point that is compared with


class Versus(NamedTuple):
    """What the months are compared with: a value each (`line`, which begins `again` at some), or the last with one month,
    at a place of those drawn or at none of them."""

    label: str
    values: tuple[float | None, ...]
    line: bool = False
    at: int | None = None
    again: tuple[int, ...] = ()


def target_line(sketch: Sketch, rows: list[dict], target: float | None, unit: str, decimals: int) -> Ends:
    """The target of each month, dashed: a level where it is the same in all, and otherwise a step where it changes."""
    factor = 100 if unit == "percent" else 1
    dated = [row.get("target", target) for row in rows]
    look = {"dash": "dash", "width": 1.5}
    if set(dated) - {target}:
        drawn = [None if each is None else each * factor for each in dated]
        sketch.data.append(_line(drawn, {"color": sketch.colours.common, "shape": "hvh", **look}))
    elif target is not None:
        sketch.rule(sketch.colours.common, y=target * factor, **look)
    if target is None:
        return []
    return [(target * factor, f"meta {amount(target, unit, decimals)}", sketch.colours.muted)]


def versus_line(sketch: Sketch, versus: Versus | None, unit: str, decimals: int) -> Ends:
    """The year before as a thin grey line; of an earlier month only its words, or a level where it is not drawn."""
    if versus is None:
        return []
    factor, colours = 100 if unit == "percent" else 1, sketch.colours
    drawn = [None if each is None else each * factor for each in versus.values]
    if versus.line:
        sketch.data += stretches(_line(drawn, {"color": colours.faint, "width": 1.5}), versus.again)
    elif versus.at is None:
        sketch.rule(colours.faint, y=drawn[-1], dash="dot")
    last = next((each for each in reversed(drawn) if each is not None), None)
    value = next((each for each in reversed(versus.values) if each is not None), None)
    if last is None:
        return []
    said = f"{in_plotly(versus.label)} {amount(value, unit, decimals)}"
    return [(last, said if versus.line or versus.at is None else f"○ {said}", colours.muted)]


def versus_heights(versus: Versus | None, factor: int) -> list[float]:
    """What the axis has to reach for it."""
    return [each * factor for each in versus.values if each is not None] if versus else []


def ring(months: int, versus: Versus | None, colours: Palette) -> dict:
    """The outline of the point that is compared with."""
    if versus is None or versus.at is None:
        return {}
    return {"line": {"color": colours.faint, "width": [RING if n == versus.at else 0 for n in range(months)]}}


def _line(drawn: list[float | None], line: dict) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(len(drawn))),
        "y": drawn,
        "line": line,
        "hoverinfo": "skip",
    }
