"""What each group has of a change: bars to both sides of zero, the furthest first."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import number, short
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, keys_of
from sig_metrics.present.theme import Palette

LONGEST = 26  # letters of a name; the whole of it is under the pointer and in the table


@kept(64)
def move_bars(rows: list[dict], colours: Palette, mark: str = "", decimals: int = 1) -> go.Figure:
    """`rows`: label, total, own, mix (in the unit that is said), tone (a role of the palette), key (what a click leads to;
    «»: nothing)."""
    labels = [short(row["label"], LONGEST) for row in rows]
    longest = max(map(len, labels), default=0)
    sketch = Sketch(colours, 24 + 27 * max(len(rows), 1), left=14 + 7 * longest, right=60, top=14, bottom=4)
    at = list(range(len(rows)))
    hover, keys = [_hover(row, decimals) for row in rows], keys_of(rows)
    sketch.bars([row["total"] for row in rows], at, "", hover, orientation="h", width=0.5, customdata=keys)
    sketch.data[0]["marker"] = {"color": [getattr(colours, row["tone"]) for row in rows], "line": {"width": 0}}
    most = max((abs(row["total"]) for row in rows), default=1) or 1
    lows = min(0, *(row["total"] for row in rows), 0)
    for n, row in enumerate(rows):
        ahead = row["total"] >= 0
        sketch.note(
            row["total"],
            n,
            f" {_signed(row['total'], decimals)} ",
            colours.ink,
            xanchor="left" if ahead else "right",
            yanchor="middle",
        )
    sketch.y |= {
        "tickvals": at,
        "ticktext": [in_plotly(label) for label in labels],
        "range": [max(len(rows), 1) - 0.5, -0.5],
        "showgrid": False,
        "tickfont": {"color": colours.ink, "size": 13},
    }
    sketch.x |= {
        "visible": False,
        "range": [lows - (0.35 * most if lows < 0 else 0), max(0, *(row["total"] for row in rows), 0) + 0.35 * most],
    }
    return sketch.figure(mark, "right")


def _hover(row: dict, decimals: int) -> str:
    own, mix = (_signed(row[part], decimals) for part in ("own", "mix"))
    return (
        f"{in_plotly(row['label'])}: {_signed(row['total'], decimals)}<br>{own} de su propio cambio, {mix} de su peso"
    )


def _signed(value: float, decimals: int) -> str:
    said = number(abs(value), decimals)
    return said if not float(said.replace(",", "")) else f"{'+' if value > 0 else '−'}{said}"


def moves_alt(rows: list[dict], decimals: int = 1) -> str:
    """What the bars show, in one sentence."""
    return "; ".join(f"{row['label']}: {_signed(row['total'], decimals)}" for row in rows) + "."
