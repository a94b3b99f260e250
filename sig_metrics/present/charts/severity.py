"""Severity (or register, or kind) by state: stacked counts, each with its figure, and its states in words under the
bar."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import number
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import keys_of
from sig_metrics.present.charts.rows import coloured, rows_sketch
from sig_metrics.present.theme import Palette

ONE_LINE = 4  # states whose words fit in one line
BAR, LIFT, UNDER = 0.38, 0.2, 0.02  # of a row: the bar, how far it is lifted, and where its words go
INSIDE = 0.05  # the smallest share of the longest bar that has room for its figure
TEXT = {"ink": "on_ink", "breach": "on_ink", "concern": "on_ink", "common": "on_common"}  # on the pale tones, ink


@kept(64)
def severity_stack(rows: list[dict], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: severity (label), state (label), count, key, role (a role of the palette: ink, common, pending, concern,
    breach).

    Severities and states are drawn in the order in which they first come.
    """
    severities = list(dict.fromkeys(row["severity"] for row in rows))
    totals = {name: sum(row["count"] for row in rows if row["severity"] == name) for name in severities}
    longest = max(totals.values(), default=1) or 1
    many = any(sum(row["severity"] == name and row["count"] > 0 for row in rows) > ONE_LINE for name in severities)
    sketch = rows_sketch(severities, longest, colours, right=56, tall=82 if many else 58)
    filled = dict.fromkeys(severities, 0)
    for row in rows:
        at, base = severities.index(row["severity"]), filled[row["severity"]]
        sketch.bars(
            [row["count"]],
            [at - LIFT],
            getattr(colours, row["role"]),
            [f"{in_plotly(row['severity'])}<br>{in_plotly(row['state'])}: {number(row['count'])}"],
            orientation="h",
            width=BAR,
            base=[base],
            customdata=keys_of([row]),
        )
        filled[row["severity"]] += row["count"]
        if row["count"] >= INSIDE * longest:
            sketch.note(
                base + row["count"] / 2,
                at - LIFT,
                number(row["count"]),
                getattr(colours, TEXT.get(row["role"], "ink")),
                xanchor="center",
            )
    for n, name in enumerate(severities):
        sketch.note(totals[name], n - LIFT, f" <b>{number(totals[name])}</b>", colours.ink)
        sketch.note(0, n + UNDER, _states(rows, name, colours), colours.muted, 12, yanchor="top", align="left")
    return sketch.figure(mark)


def _states(rows: list[dict], severity: str, colours: Palette | None = None) -> str:
    """«3 vencidos · 1 abierto»; what breaks its term is in its colour; more than four states take two lines."""
    said = []
    for row in (each for each in rows if each["severity"] == severity and each["count"]):
        first, *rest = row["state"].lower().split(" ")
        text = " ".join([number(row["count"]), first.removesuffix("s") if row["count"] == 1 else first, *rest])
        text = in_plotly(text) if colours else text  # in words alone there is no markup
        said.append(
            coloured(text, getattr(colours, row["role"])) if colours and row["role"] in ("breach", "concern") else text
        )
    lines = [said[:3], said[3:]] if colours and len(said) > ONE_LINE else [said]
    return "<br>".join(" · ".join(line) for line in lines) or "ninguno"


def severity_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    said = [f"{name}: {_states(rows, name)}" for name in dict.fromkeys(row["severity"] for row in rows)]
    return "; ".join(said) + "." if said else "No hay nada que mostrar."
