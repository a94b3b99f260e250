"""Statement of applicability by domain: controls that apply, those implemented, and those nobody has verified."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import count, number
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import keys_of
from sig_metrics.present.charts.rows import coloured, row_bars, rows_sketch
from sig_metrics.present.theme import Palette


@kept(64)
def domain_bars(rows: list[dict], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: domain (label), applicable, implemented, unverified (implemented, never verified), key."""
    sketch = rows_sketch(
        [row["domain"] for row in rows], max((row["applicable"] for row in rows), default=1), colours, right=150
    )
    hover = [f"{in_plotly(row['domain'])}<br>{_said(row)}" for row in rows]
    keys = keys_of(rows)
    row_bars(sketch, [row["applicable"] for row in rows], colours.pending, hover, customdata=keys)
    row_bars(sketch, [row["implemented"] for row in rows], colours.done, hover, customdata=keys)
    for n, row in enumerate(rows):
        never = f" · {coloured(_never(row), colours.concern)}" if row["unverified"] else ""
        shown = (
            f" {number(row['implemented'])} de {number(row['applicable'])}{never}"
            if row["applicable"]
            else " no aplica"
        )
        sketch.note(row["applicable"], n, shown, colours.ink if row["applicable"] else colours.muted)
    return sketch.figure(mark)


def _never(row: dict) -> str:
    return f"{number(row['unverified'])} sin verificar"


def _said(row: dict) -> str:
    implemented = count(row["implemented"], "implementado", "implementados")
    return f"{implemented} de {count(row['applicable'], 'control aplicable', 'controles aplicables')}, {_never(row)}"


def domains_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    whole = {part: sum(row[part] for row in rows) for part in ("applicable", "implemented", "unverified")}
    return f"Controles por dominio: {_said(whole)}."
