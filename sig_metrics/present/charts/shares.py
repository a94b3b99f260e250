"""Shares by group: a bar a group against its target or its programme, with value and parts in words at its end."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import NO_DATA, number, percent
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import keys_of
from sig_metrics.present.charts.rows import coloured, row_bars, rows_sketch
from sig_metrics.present.theme import Palette

WORST = ("missed",)


@kept(64)
def share_bars(rows: list[dict], target: float | None, colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: label, value (share of 1, or None), parts («3 de 4», «n = 11»), few, beside, status, key; the target
    as a dashed line."""
    sketch = rows_sketch([row["label"] for row in rows], 1, colours, right=150)
    hover = ["<br>".join(in_plotly(part) for part in (row["label"], _said(row), row["beside"]) if part) for row in rows]
    row_bars(
        sketch, [1 if row["value"] is not None else 0 for row in rows], colours.pending, hover, customdata=keys_of(rows)
    )
    row_bars(sketch, [min(row["value"] or 0, 1) for row in rows], colours.ink, hover, customdata=keys_of(rows))
    for n, row in enumerate(rows):
        bad = row["status"] in WORST and row["value"] is not None
        said = in_plotly(_said(row))
        sketch.note(1, n, f" {coloured(said, colours.breach) if bad else said}", colours.ink)
    if target is not None and rows:
        sketch.rule(colours.common, x=target, dash="dash", width=1.5)
        sketch.note(
            target, 0, f"meta {percent(target, 0)}", colours.muted, 12, xanchor="center", yref="paper", yanchor="top"
        )
        sketch.layout["margin"]["b"] = 24
    if not rows:
        sketch.note(0.5, 0.5, NO_DATA, colours.muted, xref="paper", yref="paper", xanchor="center")
    return sketch.figure(mark)


def _said(row: dict) -> str:
    """«82 % · 177 de 216»; when few stand behind it, «3 de 4» first."""
    if row["value"] is None:
        return NO_DATA
    share = percent(row["value"], 0)
    return f"{row['parts']} ({share})" if row["few"] else f"{share} · {row['parts']}"


def shares_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    return (
        "; ".join(", ".join(filter(None, (f"{row['label']}: {_said(row)}", row["beside"]))) for row in rows) + "."
        if rows
        else "Sin grupos con dato."
    )


@kept(64)
def plan_bars(rows: list[dict], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: label, planned, actual (shares of 1; actual None: never reported), key. Pale for the programme, dark
    for what is real."""
    sketch = rows_sketch([row["label"] for row in rows], 1, colours, right=190)
    hover = [f"{in_plotly(row['label'])}<br>{_against(row)}" for row in rows]
    row_bars(sketch, [row["planned"] for row in rows], colours.pending, hover, customdata=keys_of(rows))
    row_bars(sketch, [row["actual"] or 0 for row in rows], colours.ink, hover, customdata=keys_of(rows))
    for n, row in enumerate(rows):
        behind = row["actual"] is not None and row["actual"] < row["planned"]
        late = f" · {coloured(_behind(row), colours.concern)}" if behind else ""
        sketch.note(max(row["planned"], row["actual"] or 0), n, f" {_against(row)}{late}", colours.ink)
    if not rows:
        sketch.note(0.5, 0.5, NO_DATA, colours.muted, xref="paper", yref="paper", xanchor="center")
    return sketch.figure(mark)


def _against(row: dict) -> str:
    return f"{percent(row['actual'], 0)} de {percent(row['planned'], 0)}"


def _behind(row: dict) -> str:
    return f"{number((row['planned'] - row['actual']) * 100)} puntos menos"


def plan_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    return (
        "Avance real sobre lo programado. " + "; ".join(f"{row['label']}: {_against(row)}" for row in rows) + "."
        if rows
        else "Sin proyectos."
    )
