"""Risk maps: probability × impact before treatment, and from the inherent level to the residual one, with the risks
in each cell."""

from functools import lru_cache

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import count, number
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch
from sig_metrics.present.theme import Palette, contrast, mixed

# levels of probability and of impact, unless the rows go higher (proposed; the official scale could not be read)
SIZE = 5
GAP = 2.6  # room between both maps, where the names of the levels go
SIDE = 0.92  # of a cell
READ = 4.5  # the least contrast between a figure and its cell


@kept(64)
def risk_heat(
    rows: list[dict],
    levels: list[tuple[str, str]],
    above: tuple[str, ...],
    colours: Palette,
    mark: str = "",
    height: int = 354,
) -> go.Figure:
    """`rows`: probability, impact (1…), inherent, residual (codes of `levels`, from the lowest), count; `above`:
    levels beyond the appetite, whose cells have the border of a breach. Greys for how many. A click leads to
    «risk.4.5» or to «level.high.low»."""
    size = max([SIZE, *(max(row["probability"], row["impact"]) for row in rows)])
    sketch = Sketch(colours, height, left=46, right=16, top=52, bottom=58)
    labels = {code: in_plotly(label) for code, label in levels}
    steps = list(range(1, size + 1))

    def among(names: tuple[str, str], values: tuple) -> int:
        return sum(row["count"] for row in rows if tuple(row[name] for name in names) == values)

    risk, move = ("probability", "impact"), ("inherent", "residual")
    cells = [
        (i, p, among(risk, (p, i)), False, f"risk.{p}.{i}", f"Probabilidad {p}, impacto {i}")
        for p in steps
        for i in steps
    ]
    _cells(sketch, 0, cells)
    start = size + GAP
    at = {code: n for n, (code, _) in enumerate(levels, 1)}
    cells = [
        (at[now], at[was], among(move, (was, now)), now in above, f"level.{was}.{now}", said)
        for was in at
        if was != "unknown"
        for now in at
        for said in [f"De {labels[was].lower()} a {labels[now].lower()}"]
    ]
    _cells(sketch, start, cells)
    sketch.layout["barmode"] = "overlay"  # each bar is a cell, not a neighbour of the other map's
    _axes(sketch, size, start, levels)
    return sketch.figure(mark)


def _cells(sketch: Sketch, start: float, cells: list[tuple]) -> None:
    """One map: (column, row, risks, beyond the appetite, key, words) a cell, drawn as bars, which can be clicked."""
    colours = sketch.colours
    largest = max([1, *(found for _, _, found, _, _, _ in cells)])
    sketch.data.append(
        {
            "type": "bar",
            "x": [start + x for x, *_ in cells],
            "base": [y - SIDE / 2 for _, y, *_ in cells],
            "y": [SIDE] * len(cells),
            "width": SIDE,
            "marker": {
                "color": [
                    mixed(colours.surface, colours.common, _darkest(colours) * found / largest)
                    for _, _, found, *_ in cells
                ],
                "line": {
                    "width": 1.5,
                    "color": [
                        colours.breach if over and found else colours.background for _, _, found, over, *_ in cells
                    ],
                },
            },
            "hovertext": [f"{said}<br>{count(found, 'riesgo', 'riesgos')}" for _, _, found, _, _, said in cells],
            "hoverinfo": "text",
            "customdata": [key if found else "" for _, _, found, _, key, _ in cells],
        }
    )
    for x, y, found, *_ in cells:
        if found:
            sketch.note(
                start + x,
                y,
                f"<b>{number(found)}</b>",
                colours.ink,
                15,
                xanchor="center",
            )


@lru_cache(maxsize=4)
def _darkest(colours: Palette) -> float:
    """How far from the surface to the common grey a cell may go for its figure, in ink, to be read."""
    shares = [n / 20 for n in range(20, 0, -1)]
    return next(n for n in shares if contrast(mixed(colours.surface, colours.common, n), colours.ink) >= READ)


def _axes(sketch: Sketch, size: int, start: float, levels: list[tuple[str, str]]) -> None:
    colours = sketch.colours
    steps, title = list(range(1, size + 1)), {"font": {"color": colours.muted, "size": 12}, "standoff": 6}
    sketch.x |= {
        "tickvals": [*steps, *(start + n for n in range(1, len(levels) + 1))],
        "ticktext": [*map(str, steps), *(in_plotly(label) for _, label in levels)],
        "showline": False,
        "range": [0.4, start + len(levels) + 0.6],
        "tickfont": {"color": colours.muted, "size": 12},
    }
    sketch.y |= {
        "tickvals": steps,
        "range": [0.5, size + 0.5],
        "rangemode": "normal",
        "showgrid": False,
        "title": {"text": "probabilidad", **title},
    }
    for y, (code, label) in enumerate(levels, 1):
        if code != "unknown":
            sketch.note(start + 0.4, y, in_plotly(label), colours.muted, 12, xanchor="right")
    for x, name, under in (
        (0.5, "Riesgo inherente", "impacto"),
        (start + 0.5, "Inherente → residual", "nivel residual"),
    ):
        sketch.note(x, 1, f"<b>{name}</b>", colours.ink, 13, yref="paper", yanchor="bottom", yshift=14)
        sketch.note(x, 0, under, colours.muted, 12, yref="paper", yanchor="top", yshift=-36)


def heat_alt(rows: list[dict], above: tuple[str, ...]) -> str:
    """What the maps show, in one sentence."""
    total = sum(row["count"] for row in rows)
    over = {side: sum(row["count"] for row in rows if row[side] in above) for side in ("inherent", "residual")}
    return (
        f"Mapas de {count(total, 'riesgo', 'riesgos')}: por encima del apetito, {number(over['inherent'])} "
        f"antes del tratamiento y {number(over['residual'])} después."
    )
