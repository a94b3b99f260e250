"""Flow of cases: what came in, what went out, and what is left open, month by month."""

from datetime import date

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import number, say, short_months
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, keys_of, spread
from sig_metrics.present.theme import Palette


@kept(64)
def case_flow(rows: list[dict], colours: Palette, mark: str = "", height: int = 280) -> go.Figure:
    """`rows`: month (label), inflow, outflow, stock (None: no data yet), key. Two greys for the flow, the dark line
    for the stock."""
    sketch = Sketch(colours, height, left=36, right=112, top=24)
    at, labels = list(range(len(rows))), [row["month"] for row in rows]
    for name, colour, said, aside in (
        ("inflow", colours.common, "ingresaron", -0.2),
        ("outflow", colours.border, "se cerraron", 0.2),
    ):
        sketch.bars(
            [n + aside for n in at],
            [row[name] for row in rows],
            colour,
            [_hover(row, name, f"{number(row[name])} {said}") for row in rows],
            width=0.36,
            customdata=_keys(name, rows),
        )
    sketch.data.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": at,
            "y": [row["stock"] for row in rows],
            "line": {"color": colours.ink, "width": 3},
            "connectgaps": False,
            "marker": {"color": colours.ink, "size": 5},
            "hoverinfo": "text",
            "hovertext": [_hover(row, "stock", f"<b>{number(row['stock'])}</b> abiertos al cierre") for row in rows],
            "customdata": _keys("stock", rows),
        }
    )
    sketch.layout["barmode"] = "overlay"  # the two tones are already side by side
    for n, row in enumerate(rows):  # a month whose file did not come is a gap with its word, never a zero
        if row["stock"] is None and any(each["stock"] is not None for each in rows):
            sketch.note(n, 0, "sin dato", colours.muted, textangle=-90, yanchor="bottom")
    sketch.categories(labels)
    top = max((row[name] or 0 for row in rows for name in ("inflow", "outflow", "stock")), default=0)
    sketch.y |= {"range": [0, max(top * 1.12, 1)], "nticks": 6}
    _label_last(sketch, rows, top)
    return sketch.figure(mark)


def _hover(row: dict, name: str, said: str) -> str:
    return f"{in_plotly(row['month'])}: {said if row[name] is not None else 'no llegó el registro'}"


def _keys(name: str, rows: list[dict]) -> list[str]:
    """What a click leads to: «inflow.qrd.2021-09»."""
    return [f"{name}.{key}" if key else "" for key in keys_of(rows)]


def _label_last(sketch: Sketch, rows: list[dict], top: float) -> None:
    """At the right edge, the figures of the last month that has them."""
    at = max((n for n, row in enumerate(rows) if row["stock"] is not None), default=None)
    if at is None:
        sketch.note(0.5, 0.5, "sin dato", sketch.colours.muted, xref="paper", yref="paper", xanchor="center")
        return
    last = rows[at]
    words = [
        ("stock", "<b>{} abiertos</b>", sketch.colours.ink),
        ("inflow", "{} ingresan", sketch.colours.muted),
        ("outflow", "{} se cierran", sketch.colours.muted),
    ]
    words = [each for each in words if last[each[0]] is not None]
    heights = spread([last[name] for name, _, _ in words], max(top, 1) * 0.1)
    for (name, text, colour), height in zip(words, heights):
        sketch.note(len(rows) - 0.4, height, " " + text.format(number(last[name])), colour, yanchor="middle")


def flow_alt(rows: list[dict]) -> str:
    """What the chart shows, in one sentence."""
    known = [row for row in rows if row["stock"] is not None]
    if not known:
        return "Flujo de casos: todavía no hay datos."
    gaps = [row["period"] for row in rows[: rows.index(known[-1])] if row["stock"] is None]
    came, went = sum(row["inflow"] or 0 for row in known), sum(row["outflow"] or 0 for row in known)
    return (
        f"Flujo de casos de {known[0]['month']} a {known[-1]['month']}: ingresaron {number(came)}, se cerraron {number(went)} "
        f"y quedan {number(known[-1]['stock'])} abiertos{missing(gaps)}."
    )


def missing(gaps: list[date]) -> str:
    """What a sum over months says of those whose file did not come; «» without any."""
    return say("flow_missing", months=short_months(gaps)) if gaps else ""
