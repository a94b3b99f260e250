"""Two versions of a plan as cumulative steps, to see what a reformulation moved."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import SHORT_MONTHS
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch
from sig_metrics.present.theme import Palette


@kept(64)
def versions_curve(
    rows: list[dict], before: str, after: str, colours: Palette, mark: str = "", height: int = 250
) -> go.Figure:
    """`rows`: month, before, after (cumulative deliverables programmed in each version)."""
    sketch = Sketch(colours, height, right=96)
    ends = {name: rows[-1][name] if rows else 0 for name in ("before", "after")}
    apart = 0.05 * max(*ends.values(), 1)
    for name, label, colour, dash, shift in (
        ("before", before, colours.common, "dot", -1),
        ("after", after, colours.ink, "solid", 1),
    ):
        sketch.line(
            [row["month"] for row in rows],
            [row[name] for row in rows],
            colour,
            f"Versión {in_plotly(label)}, %{{customdata}}: <b>%{{y}}</b>",
            list(SHORT_MONTHS),
            width=2.5,
            dash=dash,
            shape="hv",
        )
        nudge = apart * shift if abs(ends["before"] - ends["after"]) < 2 * apart else 0
        sketch.note(
            12,
            ends[name] + nudge,
            f" v{in_plotly(label)}: {ends[name]}",
            colours.muted if name == "before" else colour,
            yanchor="middle",
        )
    sketch.months(0.8, 12.15)
    sketch.y["range"] = [0, 1.06 * max(*ends.values(), 1)]
    return sketch.figure(mark)


def versions_alt(rows: list[dict], before: str, after: str) -> str:
    """What the chart shows, in one sentence."""
    if not rows:
        return "No hay dos versiones que comparar."
    return f"Entregables programados acumulados: {rows[-1]['before']} en la versión {before} y {rows[-1]['after']} en la {after}."
