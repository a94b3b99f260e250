"""Risk maps, before and after treatment, side by side: probability × impact, with the number of risks in each cell."""

import plotly.graph_objects as go

from sig_metrics.charts.base import Sketch
from sig_metrics.theme import Palette
from sig_metrics.words import count, number

SIZE = 5  # levels of each scale, unless the rows go higher (proposed; the official scale could not be read)
SIDES = (("inherent", "Inherente"), ("residual", "Residual"))


def risk_heat(rows: list[dict], colours: Palette, mark: str = "", height: int = 340) -> go.Figure:
    """`rows`: probability, impact (1…), inherent, residual (counts), above (True: beyond the appetite). Greys for how many."""
    size = max([SIZE, *(max(row["probability"], row["impact"]) for row in rows)])
    sketch = Sketch(colours, height, left=46, right=16, top=48, bottom=42)
    cells = {(side, row["probability"], row["impact"]): row for row in rows for side, _ in SIDES}
    largest = max([1, *(row[side] for row in rows for side, _ in SIDES)])
    grid = [[_count(cells, side, p, i) for side, i in _columns(size)] for p in range(1, size + 1)]
    said = [[_hover(side, p, i, _count(cells, side, p, i)) for side, i in _columns(size)] for p in range(1, size + 1)]
    sketch.data.append({"type": "heatmap", "z": grid, "x": list(range(2 * size + 1)), "y": list(range(1, size + 1)), "text": said,
                        "hoverinfo": "text", "hoverongaps": False, "showscale": False, "zmin": 0, "zmax": largest, "xgap": 3, "ygap": 3,
                        "colorscale": [[0, colours.surface], [1, colours.common]]})  # fmt: skip
    for n, (side, impact) in enumerate(_columns(size)):
        for probability in range(1, size + 1):
            _cell(sketch, n, cells.get((side, probability, impact)), side, probability, largest)
    _axes(sketch, size)
    return sketch.figure(mark)


def _columns(size: int) -> list[tuple[str, int]]:
    """The columns of both maps, with an empty one between them."""
    return [*(("inherent", i) for i in range(1, size + 1)), ("", 0), *(("residual", i) for i in range(1, size + 1))]


def _count(cells: dict, side: str, probability: int, impact: int) -> int | None:
    return cells.get((side, probability, impact), {}).get(side, 0) if side else None


def _hover(side: str, probability: int, impact: int, found: int | None) -> str:
    return f"{dict(SIDES)[side]}: probabilidad {probability}, impacto {impact}<br>{count(found, 'riesgo', 'riesgos')}" if side else ""


def _cell(sketch: Sketch, x: int, row: dict | None, side: str, y: int, largest: int) -> None:
    """The figure of one cell; beyond the appetite the cell also has the border of a breach."""
    colours = sketch.colours
    if not row:
        return
    if row.get("above"):
        sketch.shapes.append({"type": "rect", "x0": x - 0.46, "x1": x + 0.46, "y0": y - 0.46, "y1": y + 0.46,
                              "line": {"color": colours.breach, "width": 1.5}})  # fmt: skip
    if row[side]:
        sketch.note(x, y, f"<b>{number(row[side])}</b>", colours.on_common if row[side] > 0.6 * largest else colours.ink, 15, xanchor="center")


def _axes(sketch: Sketch, size: int) -> None:
    colours = sketch.colours
    steps = list(range(1, size + 1))
    title = {"font": {"color": colours.muted, "size": 12}, "standoff": 6}
    sketch.x |= {"tickvals": [*range(size), *range(size + 1, 2 * size + 1)], "ticktext": [str(s) for s in steps] * 2, "showline": False,
                 "range": [-0.5, 2 * size + 0.5], "title": {"text": "impacto", **title}}  # fmt: skip
    sketch.y |= {"tickvals": steps, "range": [0.5, size + 0.5], "rangemode": "normal", "showgrid": False,
                 "title": {"text": "probabilidad", **title}}  # fmt: skip
    for start, (_, label) in zip((-0.5, size + 0.5), SIDES):
        sketch.note(start, 1, f"<b>{label}</b>", colours.ink, 14, yref="paper", yanchor="bottom", yshift=14)


def heat_alt(rows: list[dict]) -> str:
    """What the maps show, in one sentence."""
    totals = {side: sum(row[side] for row in rows) for side, _ in SIDES}
    above = {side: sum(row[side] for row in rows if row.get("above")) for side, _ in SIDES}
    return (f"Mapas de calor de {count(max(totals.values()), 'riesgo', 'riesgos')}: por encima del apetito, {number(above['inherent'])} "
            f"antes del tratamiento y {number(above['residual'])} después.")  # fmt: skip
