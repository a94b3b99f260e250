"""Owns what charts of horizontal bars share: a row a label, the first on top, and words at the end of each bar."""

from textwrap import wrap

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import short
from sig_metrics.present.charts.base import Sketch
from sig_metrics.present.theme import Palette

STANDOFF = 6  # between the name of a row and its bar
WIDTH = 28  # characters of a label's line; two lines at most


def two_lines(label: str) -> list[str]:
    """A long label on two lines, cut with «…» when even that is not enough."""
    lines = wrap(short(label, 2 * WIDTH - 2), WIDTH, break_long_words=False)
    return lines[:2] if len(lines) < 3 else [lines[0], f"{short(lines[1], WIDTH - 1)}…"]


def joined(lines: list[str]) -> str:
    """The lines of a label as a chart takes them."""
    return "<br>".join(in_plotly(line) for line in lines)


def rows_sketch(labels: list[str], longest_bar: float, colours: Palette, right: int = 150, tall: int = 0) -> Sketch:
    """A sketch with one row a label; bars are drawn at 0, 1, 2… and lie over each other."""
    shown = [two_lines(label) for label in labels]
    widest = max((len(line) for lines in shown for line in lines), default=0)
    tall = tall or (40 if any(len(lines) > 1 for lines in shown) else 30)
    sketch = Sketch(
        colours, 34 + tall * max(len(shown), 1), left=14 + STANDOFF + round(6.4 * widest), right=right, top=20, bottom=8
    )
    sketch.layout["barmode"] = "overlay"
    sketch.y |= {
        "tickvals": list(range(len(shown))),
        "ticktext": [joined(lines) for lines in shown],
        "range": [max(len(shown), 1) - 0.5, -0.5],
        "showgrid": False,
        "rangemode": "normal",
        "tickfont": {"color": colours.ink, "size": 13},
        "ticklabelstandoff": STANDOFF,
    }
    sketch.x |= {"visible": False, "range": [0, longest_bar or 1]}
    return sketch


def row_bars(sketch: Sketch, values: list[float], colour: str, hover: list[str], **more: object) -> None:
    """One tone of the bars, a value a row."""
    sketch.bars(values, list(range(len(values))), colour, hover, orientation="h", width=0.62, **more)


def coloured(text: str, colour: str) -> str:
    """Words of a label, already literal, in the colour of their meaning."""
    return f"<span style='color:{colour}'><b>{text}</b></span>"
