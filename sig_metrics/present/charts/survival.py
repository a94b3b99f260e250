"""How long cases last: the share still open after each day, as steps with a band, and the end of their term."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import number, percent
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, spread
from sig_metrics.present.theme import Palette

HEIGHT = 330
FAR = 0.55  # of the width: beyond it, the words of the term stand on its left
LEAST = 8  # days of the axis, so that its steps are whole days
TOP, HIGHEST = 104, 92  # of the upright axis, and of the words in it
QUANTILES = ((0.5, "la mitad"), (0.1, "nueve de cada diez"))
ROOM = 0.7  # of the width: words begin no further


@kept(64)
def survival_curve(rows: list[dict], term: dict | None, colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: days, survival, lower, upper (shares; None: no band), at_risk, ended, of each step. `term`: days, label,
    share (still open then)."""
    sketch = Sketch(colours, HEIGHT, left=46, right=18, top=24)
    found = _quantiles(rows)
    far = max([row["days"] for row in rows] + [term["days"] if term else 0, LEAST])
    reach = max([1.06 * far, *(days / ROOM for days in found)])
    if rows:
        _band(sketch, rows)
        sketch.data.append(_steps(rows, colours))
    if term:
        _term(sketch, term, reach)
    _points(sketch, rows, found)
    sketch.x |= {"range": [0, reach], "nticks": 8, "ticksuffix": " d"}
    sketch.y |= {"range": [0, TOP], "tickvals": [0, 25, 50, 75, 100], "ticksuffix": " %"}
    return sketch.figure(mark, "right")


def _band(sketch: Sketch, rows: list[dict]) -> None:
    """Around the steps, from each to the next; where nothing is left there is none."""
    drawn = [row for row in rows if row["lower"] is not None]
    if not drawn:
        return
    end = max(row["days"] for row in rows)
    edges = [*(row["days"] for row in drawn), end]
    x, upper, lower = [], [], []
    for n, row in enumerate(drawn):
        x += [edges[n], edges[n + 1]]
        upper += [row["upper"] * 100] * 2
        lower += [row["lower"] * 100] * 2
    sketch.data.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": [*x, *reversed(x)],
            "y": [*upper, *reversed(lower)],
            "fill": "toself",
            "fillcolor": sketch.colours.grid,
            "line": {"color": sketch.colours.grid, "width": 0},
            "hoverinfo": "skip",
        }
    )


def _steps(rows: list[dict], colours: Palette) -> dict:
    """All is open when it comes in: the steps begin there."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, *(row["days"] for row in rows)],
        "y": [100, *(row["survival"] * 100 for row in rows)],
        "line": {"color": colours.ink, "width": 2, "shape": "hv"},
        "hoverinfo": "text",
        "hovertext": ["Al ingresar: <b>100 %</b>", *map(_hover, rows)],
    }


def _hover(row: dict) -> str:
    band = f"<br>de {percent(row['lower'])} a {percent(row['upper'])}" if row["lower"] is not None else ""
    ended = f"{number(row['ended'])} de {number(row['at_risk'])} se cerraron ese día"
    return f"{_days(row['days'])}: sigue abierto el <b>{percent(row['survival'])}</b>{band}<br>{ended}"


def _days(days: int) -> str:
    return f"{number(days)} {'día' if days == 1 else 'días'}"


def _term(sketch: Sketch, term: dict, reach: float) -> None:
    sketch.rule(sketch.colours.concern, x=term["days"], dash="dash", width=1.5)
    said = f"{in_plotly(term['label'])}: {_days(term['days'])}<br>sigue abierto el <b>{percent(term['share'], 0)}</b>"
    side = "right" if term["days"] > FAR * reach else "left"
    shift = {"xanchor": side, "xshift": -4 if side == "right" else 4, "align": side}
    ground = sketch.colours.background
    sketch.note(term["days"], 100, said, sketch.colours.concern, yanchor="top", bgcolor=ground, **shift)


def _quantiles(rows: list[dict]) -> dict[int, tuple[float, str]]:
    """{days after which no more than a share is open: the share, its words}; of one day, the last of them says both."""
    found = {}
    for share, said in QUANTILES:
        days = next((row["days"] for row in rows if row["survival"] <= share + 1e-6), None)
        if days is not None:
            found[days] = (share, said)
    return found


def _points(sketch: Sketch, rows: list[dict], found: dict[int, tuple[float, str]]) -> None:
    """Those points, with their words over the band."""
    upper = {row["days"]: row["upper"] or row["survival"] for row in rows}
    heights = [min(100 * max(upper[days], share), HIGHEST) for days, (share, _) in found.items()]
    for (days, (_, said)), height in zip(found.items(), spread(heights, sketch.lines(0, TOP))):
        text, ground = f"{said}: <b>{_days(days)}</b>", sketch.colours.background
        sketch.note(days, height, text, sketch.colours.ink, bgcolor=ground, xshift=6, yanchor="bottom")
    sketch.data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": list(found),
            "y": [100 * share for share, _ in found.values()],
            "marker": {"color": sketch.colours.ink, "size": 8},
            "hoverinfo": "skip",
        }
    )


def survival_alt(rows: list[dict], said: str) -> str:
    """What the curve shows, in a sentence or two."""
    if not rows:
        return said
    last = rows[-1]
    return f"{said}. A los {_days(last['days'])} sigue abierto el {percent(last['survival'])}."
