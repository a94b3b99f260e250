"""Owns what every figure has in common: fonts, margins, axes, Spanish, and no legend."""

import plotly.graph_objects as go

from sig_metrics.language.literal import in_plotly
from sig_metrics.language.words import SHORT_MONTHS
from sig_metrics.present.theme import FONT, Palette

LINE = 17  # pixels from a line of words to the next


class Sketch:
    """A figure in the making, as plain data: building it piece by piece in plotly costs ten times more."""

    def __init__(self, colours: Palette, height: int, left: int = 36, right: int = 24, top: int = 18, bottom: int = 28):
        axis = {
            "showgrid": False,
            "zeroline": False,
            "linecolor": colours.border,
            "tickfont": {"color": colours.muted, "size": 13},
            "fixedrange": True,
            "ticks": "",
            "tickangle": 0,
        }
        self.colours = colours
        self.data: list[dict] = []
        self.annotations: list[dict] = []
        self.shapes: list[dict] = []
        self.x = dict(axis)
        self.y = {**axis, "showgrid": True, "gridcolor": colours.grid, "showline": False, "rangemode": "tozero"}
        self.layout = {
            "template": {"data": {"scatter": [{"type": "scatter"}]}},
            "height": height,
            "margin": {"l": left, "r": right, "t": top, "b": bottom},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": 13, "color": colours.ink},
            "separators": ".,",
            "showlegend": False,
            "hoverlabel": {
                "bgcolor": colours.background,
                "bordercolor": colours.border,
                "font": {"color": colours.ink, "size": 13},
            },
        }

    def lines(self, low: float, high: float) -> float:
        """What a line of words takes of an upright axis from `low` to `high`."""
        margin = self.layout["margin"]
        return (high - low) * LINE / (self.layout["height"] - margin["t"] - margin["b"])

    def months(self, low: float, high: float) -> None:
        """The twelve months of a year along the bottom."""
        self.x |= {
            "tickvals": list(range(1, 13)),
            "ticktext": list(SHORT_MONTHS),
            "range": [low, high],
            "tickfont": {"color": self.colours.muted, "size": 12},
        }

    def line(self, x: list, y: list, colour: str, said: str, labels: list[str], width: float = 2, **more: str) -> None:
        """A series as a line; `said` is its hover text, with %{customdata} for the label of a point."""
        self.data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "line": {"color": colour, "width": width, **more},
                "hovertemplate": f"{said}<extra></extra>",
                "customdata": labels,
            }
        )

    def bars(self, x: list, y: list, colour: str, hover: list[str], **more: object) -> None:
        """Bars of one tone; `hover` says each in words, and `more` goes to the trace (width, orientation;
        customdata: what a click on each leads to)."""
        self.data.append(
            {
                "type": "bar",
                "x": x,
                "y": y,
                "marker": {"color": colour, "line": {"width": 0}},
                "hovertext": hover,
                "hoverinfo": "text",
                **more,
            }
        )

    def categories(self, labels: list[str], most: int = 12) -> None:
        """Named places 0, 1, 2… along the bottom; when they are many only some are written, the last always."""
        step = -(-len(labels) // most) or 1
        at = sorted(range(len(labels) - 1, -1, -step))
        self.x |= {
            "tickvals": at,
            "ticktext": [in_plotly(labels[n]) for n in at],
            "range": [-0.6, max(len(labels), 1) - 0.4],
            "tickfont": {"color": self.colours.muted, "size": 12},
        }

    def note(self, x: object, y: object, text: str, colour: str, size: int = 13, **more: object) -> None:
        """A direct label: words at a point instead of a legend."""
        self.annotations.append(
            {
                "x": x,
                "y": y,
                "text": text,
                "showarrow": False,
                "font": {"color": colour, "size": size},
                "xanchor": "left",
                **more,
            }
        )

    def rule(self, colour: str, x: float | None = None, y: float | None = None, **line: object) -> None:
        """A straight line across the figure: upright at `x`, or level at `y`."""
        ends = (
            {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
            if x is not None
            else {"y0": y, "y1": y, "x0": 0, "x1": 1, "xref": "paper"}
        )
        self.shapes.append({"type": "line", **ends, "line": {"color": colour, "width": 1, **line}})

    def figure(self, mark: str = "", side: str = "left") -> go.Figure:
        """The finished figure; `mark` is written on it (above, on its «left» or «right»), and so on its downloaded
        image.

        Plotly does not judge the pieces at every draw (2 to 3 ms a figure): tests/test_charts.py does, for every form.
        """
        if mark:
            self.note(
                0 if side == "left" else 1,
                1,
                in_plotly(mark),
                self.colours.muted,
                10,
                xref="paper",
                yref="paper",
                yanchor="bottom",
                xanchor=side,
            )
        return Drawing(
            {
                "data": self.data,
                "layout": {
                    **self.layout,
                    "xaxis": self.x,
                    "yaxis": self.y,
                    "annotations": self.annotations,
                    "shapes": self.shapes,
                },
            }
        )


class Drawing(go.Figure):
    """A finished figure, which nobody changes any more: as plain data it is what it was made of. The objects of plotly,
    which no screen asks for, are made when somebody does."""

    def __init__(self, made: dict):
        self._made = made

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") or "_made" not in vars(self) or "_whole" in vars(self):
            raise AttributeError(name)
        self._whole = True
        super().__init__(self._made, _validate=False)
        return getattr(self, name)

    def to_dict(self) -> dict:
        return self._made


def keys_of(rows: list[dict]) -> list[str]:
    """What a click on each row leads to; «» where there is nothing behind."""
    return [row.get("key", "") for row in rows]


def spread(heights: list[float], gap: float) -> list[float]:
    """The heights of labels pushed up until none is nearer than `gap` to the one below; the order stays."""
    placed: list[float] = [0.0] * len(heights)
    below = None
    for n in sorted(range(len(heights)), key=lambda n: heights[n]):
        placed[n] = heights[n] if below is None else max(heights[n], below + gap)
        below = placed[n]
    return placed
