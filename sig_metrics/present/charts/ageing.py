"""Ageing of what is open: how many cases in each band of days, and how many of them past their term."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import count, number
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import keys_of
from sig_metrics.present.charts.rows import coloured, row_bars, rows_sketch
from sig_metrics.present.theme import Palette


@kept(64)
def ageing_bars(rows: list[dict], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: band (label, from the youngest), count, overdue (part of count), key. The part past its term is in the
    colour of a breach."""
    sketch = rows_sketch(
        [row["band"] for row in rows], max((row["count"] for row in rows), default=1), colours, right=170
    )
    hover = [f"{in_plotly(row['band'])}<br>{_said(row)}" for row in rows]
    keys = keys_of(rows)
    row_bars(sketch, [row["count"] for row in rows], colours.common, hover, customdata=keys)
    row_bars(sketch, [row["overdue"] for row in rows], colours.breach, hover, customdata=keys)
    for n, row in enumerate(rows):
        late = f" · {coloured(_late(row), colours.breach)}" if row["overdue"] else ""
        sketch.note(row["count"], n, f" {number(row['count'])}{late}", colours.ink)
    return sketch.figure(mark)


def _late(row: dict) -> str:
    return count(row["overdue"], "fuera de plazo", "fuera de plazo")


def _said(row: dict) -> str:
    return f"{count(row['count'], 'abierto', 'abiertos')}, {_late(row)}"


def ageing_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    said = "; ".join(f"{row['band']}: {_said(row)}" for row in rows)
    return f"Antigüedad de lo abierto. {said}." if rows else "Antigüedad de lo abierto: no hay casos abiertos."
