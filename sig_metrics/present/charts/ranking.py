"""Ranked values: a bar a group, dark for what is told by itself and grey for the others, over a pale one of how it was
before."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import NO_DATA
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import keys_of
from sig_metrics.present.charts.rows import row_bars, rows_sketch
from sig_metrics.present.theme import Palette

LETTER = 6.6  # pixels of one, at the end of a bar
WIDE, THIN = 0.62, 0.34  # of a row: a bar, and the one that lies over that of before


@kept(64)
def value_bars(rows: list[dict], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: label, value (None: no data), said, aside (muted, beside it), before (None: nothing to compare with), pale
    and key; the first on top."""
    values = [row["value"] or 0 for row in rows]
    then = [row["before"] or 0 for row in rows]
    longest, least = max([0, *values, *then]), min([0, *values, *then])
    said = [_said(row) for row in rows]
    right = 24 + round(LETTER * max(map(len, said), default=0))
    sketch = rows_sketch([row["label"] for row in rows], longest, colours, right=min(right, 300))
    sketch.x["range"] = [least, longest if longest > least else least + 1]
    hover = [f"{in_plotly(row['label'])}<br>{in_plotly(text)}" for row, text in zip(rows, said)]
    if any(row["before"] is not None for row in rows):
        row_bars(sketch, then, colours.pending, hover, customdata=keys_of(rows))
    width = THIN if any(row["before"] is not None for row in rows) else WIDE
    tones = [colours.common if row["pale"] else colours.ink for row in rows]
    sketch.bars(values, list(range(len(rows))), tones, hover, orientation="h", width=width, customdata=keys_of(rows))
    for n, row in enumerate(rows):
        aside = f" <span style='color:{colours.muted}'>{in_plotly(row['aside'])}</span>" if row["aside"] else ""
        sketch.note(max(values[n], then[n], 0), n, f" <b>{in_plotly(row['said'])}</b>{aside}", colours.ink)
    if not rows:
        sketch.note(0.5, 0.5, NO_DATA, colours.muted, xref="paper", yref="paper", xanchor="center")
    return sketch.figure(mark)


def _said(row: dict) -> str:
    return " ".join(filter(None, (row["said"], row["aside"])))


def values_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    return "; ".join(f"{row['label']}: {_said(row)}" for row in rows) + "." if rows else f"{NO_DATA.capitalize()}."
