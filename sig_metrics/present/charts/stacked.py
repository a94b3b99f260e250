"""Bars in pieces: a bar a group, its parts one after another from ink to pale, and in a row above them what each tone is."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import NO_DATA, short
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, keys_of
from sig_metrics.present.charts.rows import rows_sketch
from sig_metrics.present.theme import Palette, contrast, mixed

NAMES = 16  # pixels more above the bars, for the row of names
LONGEST = 60  # characters of the name of a tone
READ = 4.5  # the least contrast between a figure and its piece
STEPS = 24


@kept(64)
def stacked_bars(rows: list[dict], totals: list[str], colours: Palette, mark: str = "") -> go.Figure:
    """`rows`: label, part, value (None: no data), said and key; labels and parts are drawn in the order in which they
    first come. `totals`: what is said at the end of each bar."""
    labels, parts = (list(dict.fromkeys(row[name] for row in rows)) for name in ("label", "part"))
    whole = [sum(row["value"] or 0 for row in rows if row["label"] == label) for label in labels]
    longest = max(whole, default=1) or 1
    tones = dict(zip(parts, _tones(len(parts), colours)))
    sketch = rows_sketch(labels, longest, colours, right=30 + 7 * max(map(len, totals), default=0))
    _names(sketch)
    filled = dict.fromkeys(labels, 0.0)
    for part in parts:
        mine = [row for row in rows if row["part"] == part and row["value"]]
        at = [labels.index(row["label"]) for row in mine]
        hover = [f"{in_plotly(row['label'])}<br>{in_plotly(part)}: <b>{in_plotly(row['said'])}</b>" for row in mine]
        base, sizes = [filled[row["label"]] for row in mine], [row["value"] for row in mine]
        inked = max((colours.ink, colours.on_ink), key=lambda colour: contrast(colour, tones[part]))
        said = {"text": [in_plotly(row["said"]) for row in mine], "textfont": {"color": inked, "size": 12}}
        named = {"name": in_plotly(short(part, LONGEST)), "textposition": "inside", "insidetextanchor": "middle"}
        look = {"orientation": "h", "width": 0.62, "base": base, "customdata": keys_of(mine)}
        sketch.bars(sizes, at, tones[part], hover, **look, **said, **named)
        for row in mine:
            filled[row["label"]] += row["value"]
    for n, text in enumerate(totals):
        sketch.note(whole[n], n, f" <b>{in_plotly(text)}</b>", colours.ink)
    if not rows:
        sketch.note(0.5, 0.5, NO_DATA, colours.muted, xref="paper", yref="paper", xanchor="center")
    return sketch.figure(mark)


def _tones(parts: int, colours: Palette) -> list[str]:
    """So many tones from ink to pale, on each of which a figure can be read."""
    steps = [mixed(colours.ink, colours.border, n / STEPS) for n in range(STEPS + 1)]
    clear = [tone for tone in steps if max(contrast(tone, on) for on in (colours.ink, colours.on_ink)) >= READ]
    return [clear[round(n * (len(clear) - 1) / max(parts - 1, 1))] for n in range(parts)]


def _names(sketch: Sketch) -> None:
    """What each tone is, in a row above the bars, which the screen goes on with in another where it does not fit."""
    sketch.layout["margin"]["t"] += NAMES
    sketch.layout["height"] += NAMES
    font = {"color": sketch.colours.muted, "size": 13}
    sketch.layout |= {"showlegend": True, "legend": {"orientation": "h", "font": font, "traceorder": "normal"}}


def stacked_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    said = []
    for label in dict.fromkeys(row["label"] for row in rows):
        parts = [f"{row['part']} {row['said']}" for row in rows if row["label"] == label and row["value"]]
        said.append(f"{label}: {', '.join(parts) or NO_DATA}")
    return "; ".join(said) + "." if said else f"{NO_DATA.capitalize()}."
