"""Bars in pieces: a bar a group, its parts one after another from ink to pale, and in a row above them what each tone is."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import NO_DATA, short
from sig_metrics.measure.kept import kept
from sig_metrics.present.charts.base import Sketch, keys_of
from sig_metrics.present.charts.rows import rows_sketch
from sig_metrics.present.theme import Palette, contrast, mixed

INSIDE = 0.05  # the smallest share of the longest bar that has room for its figure
ACROSS = 150  # characters of the names of all the tones
SWATCH = 0.012  # of the longest bar: a piece of tone before its name
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
    sketch = rows_sketch(["", *labels], longest, colours, right=30 + 7 * max(map(len, totals), default=0))
    _names(sketch, tones, longest)
    filled = dict.fromkeys(labels, 0.0)
    for part in parts:
        mine = [row for row in rows if row["part"] == part and row["value"]]
        at = [labels.index(row["label"]) + 1 for row in mine]
        hover = [f"{in_plotly(row['label'])}<br>{in_plotly(part)}: <b>{in_plotly(row['said'])}</b>" for row in mine]
        base, sizes = [filled[row["label"]] for row in mine], [row["value"] for row in mine]
        sketch.bars(sizes, at, tones[part], hover, orientation="h", width=0.62, base=base, customdata=keys_of(mine))
        for row, n, since in zip(mine, at, base):
            filled[row["label"]] += row["value"]
            if row["value"] >= INSIDE * longest:
                on = max((colours.ink, colours.on_ink), key=lambda colour: contrast(colour, tones[part]))
                sketch.note(since + row["value"] / 2, n, in_plotly(row["said"]), on, 12, xanchor="center")
    for n, text in enumerate(totals):
        sketch.note(whole[n], n + 1, f" <b>{in_plotly(text)}</b>", colours.ink)
    if not rows:
        sketch.note(0.5, 0.5, NO_DATA, colours.muted, xref="paper", yref="paper", xanchor="center")
    return sketch.figure(mark)


def _tones(parts: int, colours: Palette) -> list[str]:
    """So many tones from ink to pale, on each of which a figure can be read."""
    steps = [mixed(colours.ink, colours.border, n / STEPS) for n in range(STEPS + 1)]
    clear = [tone for tone in steps if max(contrast(tone, on) for on in (colours.ink, colours.on_ink)) >= READ]
    return [clear[round(n * (len(clear) - 1) / max(parts - 1, 1))] for n in range(parts)]


def _names(sketch: Sketch, tones: dict[str, str], longest: float) -> None:
    """What each tone is: a piece of it, and its name."""
    for n, (part, tone) in enumerate(tones.items()):
        at = n * longest / len(tones)
        sketch.bars([SWATCH * longest], [0], tone, [in_plotly(part)], orientation="h", width=0.4, base=[at])
        name = in_plotly(short(part, max(ACROSS // len(tones) - 2, 4)))
        sketch.note(at + SWATCH * longest, 0, f" {name}", sketch.colours.muted)


def stacked_alt(rows: list[dict]) -> str:
    """What the bars show, in one sentence."""
    said = []
    for label in dict.fromkeys(row["label"] for row in rows):
        parts = [f"{row['part']} {row['said']}" for row in rows if row["label"] == label and row["value"]]
        said.append(f"{label}: {', '.join(parts) or NO_DATA}")
    return "; ".join(said) + "." if said else f"{NO_DATA.capitalize()}."
