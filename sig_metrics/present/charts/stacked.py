"""Bars in pieces: a bar a group, its parts one after another from ink to pale, and what each tone is above them."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import NO_DATA, short
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import keys_of
from sig_metrics.present.charts.rows import rows_sketch
from sig_metrics.present.theme import Palette, contrast, mixed

INSIDE = 0.05  # the smallest share of the longest bar that has room for its figure
WIDTH, LINE, ACROSS = 26, 17, 90  # characters of a name, pixels of a line of names, characters of one


@kept(64)
def stacked_bars(rows: list[dict], totals: list[str], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: label, part, value (None: no data), said and key; labels and parts are drawn in the order in which they
    first come. `totals`: what is said at the end of each bar."""
    labels, parts = (list(dict.fromkeys(row[name] for row in rows)) for name in ("label", "part"))
    whole = [sum(row["value"] or 0 for row in rows if row["label"] == label) for label in labels]
    longest = max(whole, default=1) or 1
    tones = {part: mixed(colours.ink, colours.border, n / max(len(parts) - 1, 1)) for n, part in enumerate(parts)}
    sketch = rows_sketch(labels, longest, colours, right=30 + 7 * max(map(len, totals), default=0))
    filled = dict.fromkeys(labels, 0.0)
    for part in parts:
        mine = [row for row in rows if row["part"] == part and row["value"]]
        at = [labels.index(row["label"]) for row in mine]
        hover = [f"{in_plotly(row['label'])}<br>{in_plotly(part)}: <b>{in_plotly(row['said'])}</b>" for row in mine]
        base, sizes = [filled[row["label"]] for row in mine], [row["value"] for row in mine]
        sketch.bars(sizes, at, tones[part], hover, orientation="h", width=0.62, base=base, customdata=keys_of(mine))
        for row, n, since in zip(mine, at, base):
            filled[row["label"]] += row["value"]
            if row["value"] >= INSIDE * longest:
                on = max((colours.ink, colours.on_ink), key=lambda colour: contrast(colour, tones[part]))
                sketch.note(since + row["value"] / 2, n, in_plotly(row["said"]), on, 12, xanchor="center")
    for n, text in enumerate(totals):
        sketch.note(whole[n], n, f" <b>{in_plotly(text)}</b>", colours.ink)
    if not rows:
        sketch.note(0.5, 0.5, NO_DATA, colours.muted, xref="paper", yref="paper", xanchor="center")
    return _named(sketch, tones).figure(mark, "right")


def _named(sketch, tones: dict[str, str]):
    """What each tone is, in lines above the bars."""
    lines: list[list[str]] = [[]]
    for part in tones:
        if lines[-1] and sum(len(short(each, WIDTH)) + 4 for each in (*lines[-1], part)) > ACROSS:
            lines.append([])
        lines[-1].append(part)
    said = [
        " · ".join(
            f"<span style='color:{tones[part]}'><b>■</b></span> {in_plotly(short(part, WIDTH))}" for part in line
        )
        for line in lines
    ]
    room = LINE * len(lines) + 8
    sketch.layout["margin"]["t"] += room
    sketch.layout["height"] += room
    if tones:
        more = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "align": "left", "yshift": 16}
        sketch.note(0, 1, "<br>".join(said), sketch.colours.muted, 13, **more)
    return sketch


def stacked_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    said = []
    for label in dict.fromkeys(row["label"] for row in rows):
        parts = [f"{row['part']} {row['said']}" for row in rows if row["label"] == label and row["value"]]
        said.append(f"{label}: {', '.join(parts) or NO_DATA}")
    return "; ".join(said) + "." if said else f"{NO_DATA.capitalize()}."
