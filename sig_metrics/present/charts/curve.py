"""The cumulative curve of the plan: what should be delivered, what is, and the gap between them."""

from dataclasses import dataclass

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import SHORT_MONTHS, count, percent
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch
from sig_metrics.present.theme import Palette

FIRST = 0.8  # where the year begins on the axis: a plan approved before rules the whole curve
LATE = 10  # the month from which the words of a point go to the margin
WIDE = 5  # months that the words of a point take where the figure is narrowest, half a laptop's screen


@dataclass(frozen=True)
class Then:
    """An earlier day that a curve is compared with: its `month`, in words (`label`), and, where another plan or version
    ruled it, the rows of the curve of then."""

    month: int
    label: str
    rows: tuple[dict, ...] = ()


@kept(64)
def cumulative_curve(
    rows: list[dict],
    approvals: list[dict],
    colours: Palette,
    mark: str = "",
    height: int = 300,
    judged: bool = True,
    then: Then | None = None,
) -> go.Figure:
    """`rows`: month (1–12), programmed, delivered (None after the cut-off), uncapped; `approvals`: month, text. Not
    `judged`, what is missing is not said to be overdue."""
    sketch = Sketch(colours, height, left=28, right=104, top=24)
    known = [row for row in rows if row["delivered"] is not None]
    top = max((row["programmed"] for row in rows), default=0)
    for part, some, colour, said, look in (
        ("programmed", rows, colours.common, "Programado", {"dash": "dash"}),
        ("delivered", known, colours.ink, "Entregado", {"width": 3}),
    ):
        months, values = [row["month"] for row in some], [row[part] for row in some]
        sketch.line(months, values, colour, f"{said} a %{{customdata}}: <b>%{{y}}</b>", list(SHORT_MONTHS), **look)
    sketch.months(FIRST, 12.15)
    sketch.y |= {"range": [0, max(top * 1.12, 1)], "nticks": 6}
    approvals = [approval for approval in approvals if approval["month"] >= FIRST]
    for approval in approvals:
        sketch.rule(colours.accent, x=approval["month"], dash="dot")
        anchor = "left" if approval["month"] < 2 else "center"
        place = {"yref": "paper", "yanchor": "bottom", "xanchor": anchor}
        sketch.note(approval["month"], 1, in_plotly(approval["text"]), colours.accent, 12, **place)
    if top:
        sketch.note(12, top, f" {top} en el año", colours.muted, yanchor="middle")
    words = _then(sketch, rows, then) if then else ""
    if known:
        _gap(sketch, rows, known[-1], top, judged, words)
    return sketch.figure(mark, "right" if any(approval["month"] < 6 for approval in approvals) else "left")


def _then(sketch: Sketch, rows: list[dict], then: Then) -> str:
    """What was delivered on an earlier day: a point of the curve, or a thin curve of its own against another plan; its
    words, where there is no room for them beside it."""
    colours = sketch.colours
    own = [row for row in then.rows if row["delivered"] is not None]
    if own:
        months, values = [row["month"] for row in own], [row["delivered"] for row in own]
        said = f"Entregado a %{{customdata}}, {in_plotly(then.label)}: <b>%{{y}}</b>"
        sketch.line(months, values, colours.muted, said, list(SHORT_MONTHS), width=1.5)
        sketch.y["range"][1] = max(sketch.y["range"][1], values[-1] * 1.12)
    month, delivered = (own[-1]["month"], own[-1]["delivered"]) if own else (then.month, _delivered(rows, then.month))
    if delivered is None:
        return ""
    sketch.data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [month],
            "y": [delivered],
            "hovertemplate": f"{in_plotly(then.label)}: <b>%{{y}}</b><extra></extra>",
            "marker": {"color": colours.background, "size": 9, "line": {"color": colours.ink, "width": 2}},
        }
    )
    words = f"{in_plotly(then.label)}: {delivered}"
    if month >= LATE:
        return words.replace(" de ", "<br> de ", 1)
    if delivered < sketch.lines(*sketch.y["range"]):  # under the point there are the months
        return words
    sketch.note(month, delivered, words, colours.muted, 12, yshift=-11, xshift=3)
    return ""


def _delivered(rows: list[dict], month: int) -> int | None:
    return next((row["delivered"] for row in rows if row["month"] == month), None)


def _gap(sketch: Sketch, rows: list[dict], last: dict, top: int, judged: bool, then: str) -> None:
    """The last point, its words, and in the colour of a breach what is missing; under them, those of an earlier day."""
    colours, behind = sketch.colours, last["programmed"] - last["delivered"]
    sketch.data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [last["month"]],
            "y": [last["delivered"]],
            "hoverinfo": "skip",
            "marker": {"color": colours.ink, "size": 10},
        }
    )
    words = [f"<b>{count(last['delivered'], 'entregado', 'entregados')}</b>"]
    if behind > 0 and judged:
        sketch.shapes.append(
            {
                "type": "line",
                "x0": last["month"],
                "x1": last["month"],
                "y0": last["delivered"],
                "y1": last["programmed"],
                "line": {"color": colours.breach, "width": 3},
            }
        )
        words.append(f"<span style='color:{colours.breach}'>{count(behind, 'vencido', 'vencidos')}</span>")
    if last["month"] >= LATE:
        _beside(sketch, words, last, top, then)
    else:
        _above(sketch, [*words, *([f"<span style='color:{colours.muted}'>{then}</span>"] if then else [])], rows, last)


def _beside(sketch: Sketch, words: list[str], last: dict, top: int, then: str) -> None:
    """Near the edge the words go to the margin: above the axis, below the total of the year."""
    step = max(top, 1) * 0.085
    height = min(last["delivered"], top - (1 if last["month"] == 12 else 2.2) * step)
    lines = len(words) + (1 + then.count("<br>") if then else 0)
    height = max(height, (lines - 0.5) * step)
    place = {"xshift": 7 if last["month"] == 12 else 0}
    for n, text in enumerate(words):
        sketch.note(12, height - n * step, f" {text}", sketch.colours.ink, yanchor="middle", **place)
    if then:
        under = height - (len(words) - 0.5) * step
        sketch.note(12, under, f" {then}", sketch.colours.muted, 12, yanchor="top", align="left", **place)


def _above(sketch: Sketch, words: list[str], rows: list[dict], last: dict) -> None:
    """In the free corner above both curves, which never come down: on the left of the point, or at the start of
    the year over all the months (`WIDE`) that the words take; then a thin line leads to them."""
    early = last["month"] < WIDE
    floor = max(row["programmed"] for row in rows if row["month"] <= (WIDE if early else last["month"]))
    floor += sketch.y["range"][1] * 0.02
    sketch.y["range"][1] = max(sketch.y["range"][1], floor / (1 - 0.08 * max(len(words), 2.5)))  # room for them
    if early:
        sketch.shapes.append(
            {
                "type": "line",
                "x0": last["month"],
                "x1": last["month"],
                "y0": last["programmed"],
                "y1": floor,
                "line": {"color": sketch.colours.muted, "width": 1},
            }
        )
    sketch.note(
        0.85 if early else last["month"] - 0.12,
        floor,
        "<br>".join(words),
        sketch.colours.ink,
        yanchor="bottom",
        xanchor="left" if early else "right",
        align="left" if early else "right",
        bgcolor=sketch.colours.background,
    )


def curve_alt(rows: list[dict], then: Then | None = None) -> str:
    """What the curve shows, in one sentence; of an earlier day to compare with, in another."""
    known = [row for row in rows if row["delivered"] is not None]
    if not known:
        return "Curva acumulada de entregables programados; todavía no hay entregas."
    last = known[-1]
    month = SHORT_MONTHS[last["month"] - 1]
    if not last["programmed"]:
        return f"Curva acumulada: nada programado a {month}.{_then_said(rows, then)}"
    share = percent(last["delivered"] / last["programmed"], 0)
    programmed = count(last["programmed"], "entregable programado", "entregables programados")
    came = count(last["delivered"], "entregado", "entregados")
    return f"Curva acumulada: a {month}, {programmed} y {came} ({share}).{_then_said(rows, then)}"


def _then_said(rows: list[dict], then: Then | None) -> str:
    if then is None:
        return ""
    was = next((row for row in then.rows or rows if row["month"] == then.month), None)
    if was is None or was["delivered"] is None:
        return ""
    said = f"{was['delivered']} de {was['programmed']}" if was["programmed"] else "nada programado"
    return f" {then.label}: {said}."
