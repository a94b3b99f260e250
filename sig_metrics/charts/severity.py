"""Severity by state: stacked counts, each with its figure, and its words at the end of the bar."""

import plotly.graph_objects as go

from sig_metrics.charts.rows import coloured, rows_sketch
from sig_metrics.theme import Palette
from sig_metrics.words import number

INSIDE = 0.05  # the smallest share of the longest bar that has room for its figure
TEXT = {"ink": "on_ink", "breach": "on_ink", "concern": "on_ink", "common": "on_common"}  # on the pale tones, ink


def severity_stack(rows: list[dict], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: severity (label), state (label), count, role (a role of the palette: ink, common, pending, concern, breach).

    Severities and states are drawn in the order in which they first come.
    """
    severities = list(dict.fromkeys(row["severity"] for row in rows))
    totals = {name: sum(row["count"] for row in rows if row["severity"] == name) for name in severities}
    longest = max(totals.values(), default=1) or 1
    sketch = rows_sketch(severities, longest, colours, right=280)
    filled = dict.fromkeys(severities, 0)
    for row in rows:
        at, base = severities.index(row["severity"]), filled[row["severity"]]
        sketch.bars([row["count"]], [at], getattr(colours, row["role"]), [f"{row['severity']}<br>{row['state']}: {number(row['count'])}"],
                    orientation="h", width=0.58, base=[base])  # fmt: skip
        filled[row["severity"]] += row["count"]
        if row["count"] >= INSIDE * longest:
            sketch.note(base + row["count"] / 2, at, number(row["count"]), getattr(colours, TEXT.get(row["role"], "ink")), xanchor="center")
    for n, name in enumerate(severities):
        sketch.note(totals[name], n, f" <b>{number(totals[name])}</b>: {_states(rows, name, colours)}", colours.ink, 12)
    return sketch.figure(mark)


def _states(rows: list[dict], severity: str, colours: Palette | None = None) -> str:
    """«3 vencidos · 5 abiertos»; what breaks its term is in its colour."""
    said = []
    for row in (each for each in rows if each["severity"] == severity and each["count"]):
        text = f"{number(row['count'])} {row['state'].lower()}"
        said.append(coloured(text, getattr(colours, row["role"])) if colours and row["role"] in ("breach", "concern") else text)
    return " · ".join(said) or "ninguno"


def severity_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    said = [f"{name}: {_states(rows, name)}" for name in dict.fromkeys(row["severity"] for row in rows)]
    return "Severidad y estado. " + "; ".join(said) + "." if said else "Severidad y estado: no hay casos."
