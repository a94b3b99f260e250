"""Pareto: the few causes that make most cases, with the share they add up to; no second axis."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import count, number, percent
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import keys_of
from sig_metrics.present.charts.rows import row_bars, rows_sketch
from sig_metrics.present.theme import Palette

REST = "Otros"
VITAL = 0.8  # the «vital few» of Juran: the causes that reach 80 % are in the dark tone


def pareto_rows(rows: list[dict], top: int = 8) -> list[dict]:
    """`rows`: label, count, key → label, count, key, share (cumulative), from the largest; what is beyond `top` is
    one row «Otros»."""
    ranked = sorted(
        (row for row in rows if row["count"]), key=lambda row: (row["label"] == REST, -row["count"], row["label"])
    )
    kept = [{"label": row["label"], "count": row["count"], "key": row.get("key", "")} for row in ranked]
    if len(kept) > top + 1:
        kept = [*kept[:top], {"label": REST, "count": sum(row["count"] for row in kept[top:]), "key": ""}]
    total, added, shown = sum(row["count"] for row in kept), 0, []
    for row in kept:
        added += row["count"]
        shown.append({**row, "share": added / total})
    return shown


@kept(64)
def pareto_bars(rows: list[dict], colours: Palette, mark: str = "", top: int = 8) -> go.Figure:
    """`rows`: label, count, key, in any order; the words at the end of each bar say the cumulative share."""
    shown = pareto_rows(rows, top)
    sketch = rows_sketch(
        [row["label"] for row in shown], max((row["count"] for row in shown), default=1), colours, right=170
    )
    before = [0.0, *(row["share"] for row in shown)]
    for vital, colour in ((True, colours.ink), (False, colours.common)):
        some = [
            row["count"] if (row["label"] != REST and before[n] < VITAL) == vital else None
            for n, row in enumerate(shown)
        ]
        row_bars(
            sketch,
            some,
            colour,
            [f"{in_plotly(row['label'])}<br>{_said(row)}" for row in shown],
            customdata=keys_of(shown),
        )
    for n, row in enumerate(shown):
        sketch.note(row["count"], n, f" <b>{number(row['count'])}</b> · {percent(row['share'], 0)} acum.", colours.ink)
    if not shown:
        sketch.note(0.5, 0.5, "sin casos", colours.muted, xref="paper", yref="paper", xanchor="center")
    return sketch.figure(mark)


def _said(row: dict) -> str:
    return f"{count(row['count'], 'caso', 'casos')}, {percent(row['share'], 0)} acumulado"


def pareto_alt(rows: list[dict], top: int = 8) -> str:
    """What the bars show, in one sentence."""
    shown = pareto_rows(rows, top)
    if not shown:
        return "Pareto: no hay casos."
    few = next(n for n, row in enumerate(shown, 1) if row["share"] >= VITAL)
    return (
        f"Pareto de {count(sum(row['count'] for row in shown), 'caso', 'casos')}: {shown[0]['label']} es la primera causa, con "
        f"{number(shown[0]['count'])}; {count(few, 'causa reúne', 'causas reúnen')} {percent(shown[few - 1]['share'], 0)}."
    )
