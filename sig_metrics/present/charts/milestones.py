"""Milestones by month: what was planned, what was done, and in words what a closed month lacked."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import count, number
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, keys_of
from sig_metrics.present.theme import Palette


@kept(64)
def milestone_bars(rows: list[dict], colours: Palette, mark: str = "", height: int = 260) -> go.Figure:
    """`rows`: month (label), planned, done (None: the month is not closed), key. Pale for the plan, dark inside it
    for what is done."""
    sketch = Sketch(colours, height, left=32, right=20, top=34)
    at = list(range(len(rows)))
    hover = [f"{in_plotly(row['month'])}: {_said(row)}" for row in rows]
    keys = keys_of(rows)
    sketch.bars(at, [row["planned"] for row in rows], colours.pending, hover, width=0.7, customdata=keys)
    sketch.bars(at, [row["done"] for row in rows], colours.done, hover, width=0.42, customdata=keys)
    sketch.layout["barmode"] = "overlay"
    top = max((max(row["planned"], row["done"] or 0) for row in rows), default=0)
    for n, row in enumerate(rows):
        _label(sketch, n, row)
    sketch.categories([row["month"] for row in rows])
    sketch.y |= {"range": [0, max(top * 1.2, 1)], "nticks": 5}
    return sketch.figure(mark)


def _label(sketch: Sketch, at: int, row: dict) -> None:
    """«3 de 4» over a closed month, in the colour of a breach when something is missing; the plan alone over an open
    one."""
    if not row["planned"] and not row["done"]:
        return
    lacks = row["done"] is not None and row["done"] < row["planned"]
    text = number(row["planned"] if row["done"] is None else row["done"])
    if row["planned"] and row["done"] is not None:
        text += f" de {number(row['planned'])}"
    colour = sketch.colours.breach if lacks else sketch.colours.muted if row["done"] is None else sketch.colours.ink
    sketch.note(
        at,
        max(row["planned"], row["done"] or 0),
        f"<b>{text}</b>" if lacks else text,
        colour,
        12,
        xanchor="center",
        yanchor="bottom",
    )


def _said(row: dict) -> str:
    if not row["planned"]:
        return f"{count(row['done'], 'hito', 'hitos')} sin programar" if row["done"] else "sin hitos programados"
    if row["done"] is None:
        return f"{count(row['planned'], 'hito programado', 'hitos programados')}, aún no vence"
    missing = max(row["planned"] - row["done"], 0)
    return f"{number(row['done'])} de {count(row['planned'], 'hito', 'hitos')}" + (
        f", faltó {number(missing)}" if missing else ""
    )


def milestones_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    closed = [row for row in rows if row["done"] is not None]
    short = sum(1 for row in closed if row["done"] < row["planned"])
    return (
        f"Hitos por mes: {number(sum(row['done'] for row in closed))} cumplidos de {number(sum(row['planned'] for row in closed))} "
        f"programados a la fecha; en {count(short, 'mes', 'meses')} se cumplió menos de lo programado."
    )
