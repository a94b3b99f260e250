"""A series with the limits of its process: what is between them moves by itself, and only what is not has a colour."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import amount
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, spread
from sig_metrics.present.charts.beside import Versus, ring, target_line, versus_heights, versus_line
from sig_metrics.present.charts.stretches import stretches
from sig_metrics.present.theme import Palette

MARK = 16  # pixels of a numbered mark
LINES = (("lower", "límite", "dot", 1.0), ("upper", "límite", "dot", 1.0), ("centre", "media", "solid", 1.2))


@kept(64)
def process_chart(
    rows: list[dict],
    target: float | None,
    unit: str,
    colours: Palette,
    mark: str = "",
    decimals: int = 1,
    versus: Versus | None = None,
    height: int = 360,
) -> go.Figure:
    """`rows`: month (label), value (None: a gap), lower, centre, upper (None: no limits), tone (a role of the palette,
    where a rule finds a signal; «»: none), said (of the signal), key (what a click leads to); and, where there is
    any, target (of its month, if it is not the same in all), noted (what happened in it) with its number, begins
    (what its limits are from it on), and again (it is not joined with the month before). `versus`: what they are
    compared with."""
    sketch = Sketch(colours, height, left=52, right=132, top=24)
    factor = 100 if unit == "percent" else 1
    at = list(range(len(rows)))
    ends = _limits(sketch, rows, at, factor, unit, decimals)
    ends += target_line(sketch, rows, target, unit, decimals) + versus_line(sketch, versus, unit, decimals)
    values = [None if row["value"] is None else row["value"] * factor for row in rows]
    points = _points(rows, values, unit, colours, decimals, versus)
    sketch.data += stretches(points, [n for n in at if rows[n].get("again")])
    known = [n for n in at if values[n] is not None]
    if known:
        ends.append((values[known[-1]], f"<b>{amount(rows[known[-1]]['value'], unit, decimals)}</b>", colours.ink))
    heights = [*(values[n] for n in known), *(height for height, _, _ in ends), *versus_heights(versus, factor)]
    low, high = _range(heights + _levels(rows, factor), unit)
    _named(sketch, ends, max(len(rows), 1) - 0.4, low, high)
    low = _happened(sketch, rows, low, high)
    _begun(sketch, rows, high)
    sketch.categories([row["month"] for row in rows], most=4)
    suffix = " %" if unit == "percent" else ""
    sketch.y |= {"range": [low, high], "rangemode": "normal", "nticks": 6, "ticksuffix": suffix}
    begun = next((n for n, row in enumerate(rows) if row.get("begins")), len(rows))
    return sketch.figure(mark, "left" if begun > len(rows) / 3 else "right")


def _levels(rows: list[dict], factor: int) -> list[float]:
    """What the axis has to reach for targets and limits: those of a month of few cases are far away, and a fifth of them
    may be beyond the picture."""
    lows = sorted(row["lower"] * factor for row in rows if row["lower"] is not None)
    return lows[len(lows) // 5 :][:1] + [row["target"] * factor for row in rows if row.get("target") is not None]


def _named(sketch: Sketch, ends: list[tuple], x: float, low: float, high: float) -> None:
    """The words at the right edge, apart; none of them among the months."""
    line = sketch.lines(low, high)
    places = spread([max(end, low + line / 2) for end, _, _ in ends], line)
    for (_, text, colour), height in zip(ends, places):
        sketch.note(x, height, f" {text}", colour, yanchor="middle")


def between_chart(rows: list[dict], colours: Palette, mark: str = "", unit: str = "days") -> go.Figure:
    """Days, or cases (`count`), between rare events, a row each as in `process_chart`; a limit far beyond all of them is left to words."""
    far = 2 * max((row["value"] for row in rows), default=0)
    near = [row if row["upper"] is None or row["upper"] <= far else {**row, "upper": None} for row in rows]
    return process_chart(near, None, unit, colours, mark, 0)


def _happened(sketch: Sketch, rows: list[dict], low: float, high: float) -> float:
    """A numbered mark over the months in which something happened, under everything else; the new foot of the axis."""
    at = [n for n, row in enumerate(rows) if row.get("number")]
    if not at:
        return low
    # a line of marks of its own: their room is above the axis, and none of the series is in it
    room = 1.4 * sketch.lines(low, high)
    height = low - room / 2
    sketch.data.append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": at,
            "y": [height] * len(at),
            "marker": {"color": sketch.colours.pending, "size": MARK},
            "text": [str(rows[n]["number"]) for n in at],
            "textfont": {"color": sketch.colours.ink, "size": 11},
            "hovertext": [f"{in_plotly(rows[n]['month'])}<br>{in_plotly(rows[n]['noted'])}" for n in at],
            "hoverinfo": "text",
        }
    )
    return low - room


def _begun(sketch: Sketch, rows: list[dict], high: float) -> None:
    """An upright rule where limits become others, with what they are from there on."""
    for n, row in enumerate(rows):
        if row.get("begins"):
            sketch.rule(sketch.colours.muted, x=n - 0.5, dash="dash")
            sketch.note(n - 0.5, high, f" {row['begins']}", sketch.colours.muted, 12, yanchor="bottom")


def _points(
    rows: list[dict],
    values: list[float | None],
    unit: str,
    colours: Palette,
    decimals: int,
    versus: Versus | None = None,
) -> dict:
    """The months, larger and in colour where a rule finds a signal; with a ring, the one compared with."""
    tones = [getattr(colours, row["tone"]) if row["tone"] else colours.ink for row in rows]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(rows))),
        "y": values,
        "connectgaps": False,
        "line": {"color": colours.ink, "width": 2},
        "marker": {
            "color": tones,
            "size": [10 if row["tone"] else 6 for row in rows],
            **ring(len(rows), versus, colours),
        },
        "hovertext": [_hover(row, unit, decimals) for row in rows],
        "hoverinfo": "text",
        "customdata": [row["key"] for row in rows],
    }


def _limits(sketch: Sketch, rows: list[dict], at: list[int], factor: int, unit: str, decimals: int) -> list[tuple]:
    """The lines of the process, as steps, since each month has its own; and their words for the right edge."""
    ends = []
    for name, said, dash, width in LINES:
        drawn = [None if row[name] is None else row[name] * factor for row in rows]
        if all(each is None for each in drawn):
            continue
        sketch.data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": at,
                "y": drawn,
                "line": {"color": sketch.colours.faint, "width": width, "dash": dash, "shape": "hvh"},
                "hoverinfo": "skip",
            }
        )
        if drawn[-1] is None:  # what begins there has none yet
            continue
        said = "mediana" if name == "centre" and unit == "count" else said
        ends.append((drawn[-1], f"{said} {amount(rows[-1][name], unit, decimals)}", sketch.colours.muted))
    return ends


def _hover(row: dict, unit: str, decimals: int) -> str:
    said = f"{in_plotly(row['month'])}: <b>{amount(row['value'], unit, decimals)}</b>"
    return f"{said}<br>{in_plotly(row['said'])}" if row["said"] else said


def _range(heights: list[float], unit: str) -> tuple[float, float]:
    """Around what is drawn, so that what moves is seen; never beyond what can happen."""
    top, low = max(heights, default=1.0), min(heights, default=0.0)
    room = 0.08 * ((top - low) or abs(top) or 1.0)
    return max(low - room, 0.0 if low >= 0 else low - room), min(top + room, 105) if unit == "percent" else top + room


def process_alt(rows: list[dict], chart: str, unit: str, decimals: int = 1) -> str:
    """What the picture shows, in a sentence or two."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return chart
    last, marked = known[-1], [row for row in known if row["said"]]
    told = "; ".join(f"{row['month']}: {row['said']}" for row in marked) or "ninguna señal"
    begun = "".join(f" Desde {row['month']}, {row['begins']}." for row in rows if row.get("begins"))
    noted = "".join(f" {row['number']}. {row['noted']}." for row in rows if row.get("number"))
    return f"{chart} {last['month']}: {amount(last['value'], unit, decimals)}. {told}.{begun}{noted}"
