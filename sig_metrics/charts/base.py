"""Owns what every figure has in common: fonts, margins, axes, Spanish, and no legend."""

import plotly.graph_objects as go

from sig_metrics.theme import FONT, Palette
from sig_metrics.words import MONTHS, SHORT_MONTHS

_ES = {
    "dictionary": {
        "Zoom": "Zoom", "Pan": "Desplazar", "Zoom in": "Acercar", "Zoom out": "Alejar", "Autoscale": "Autoescala",
        "Reset axes": "Restablecer ejes", "Download plot as a PNG": "Descargar PNG", "Download plot": "Descargar imagen",
        "Taking snapshot - this may take a few seconds": "Preparando la imagen…", "Snapshot succeeded": "Imagen lista",
        "Double-click to zoom back out": "Doble clic para volver",
    },
    "format": {
        "days": ["Domingo", "Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado"],
        "shortDays": ["Dom", "Lun", "Mar", "Mié", "Jue", "Vie", "Sáb"],
        "months": [month.capitalize() for month in MONTHS], "shortMonths": list(SHORT_MONTHS),
        "date": "%d/%m/%Y", "decimal": ".", "thousands": ",", "currency": ["S/ ", ""],
    },
}  # fmt: skip

# Fixed: a locale that does not depend on the browser, and only the tools a reader needs.
PLOTLY_CONFIG = {
    "locale": "es",
    "locales": {"es": _ES},
    "displaylogo": False,
    "modeBarButtonsToRemove": ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"],
    "scrollZoom": False,
}


def figure(colours: Palette, height: int, left: int = 36, right: int = 24, top: int = 18, bottom: int = 28) -> go.Figure:
    """An empty figure of `height` px with the house's axes."""
    made = go.Figure()
    axis = {"showgrid": False, "zeroline": False, "linecolor": colours.border, "tickfont": {"color": colours.muted, "size": 13},
            "fixedrange": True, "ticks": "", "tickangle": 0}  # fmt: skip
    made.update_layout(
        template="none",
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": colours.ink},
        separators=".,",
        showlegend=False,
        hoverlabel={"bgcolor": colours.background, "bordercolor": colours.border, "font": {"color": colours.ink, "size": 13}},
        xaxis=axis,
        yaxis={**axis, "showgrid": True, "gridcolor": colours.grid, "showline": False, "rangemode": "tozero"},
    )
    return made


def note(made: go.Figure, x: object, y: object, text: str, colour: str, **more: object) -> None:
    """A direct label: words at a point instead of a legend."""
    made.add_annotation(**{"x": x, "y": y, "text": text, "showarrow": False, "font": {"color": colour, "size": 13},
                           "xanchor": "left", **more})  # fmt: skip


def mark_demo(made: go.Figure, colours: Palette) -> None:
    """Writes on the figure itself, and so on its downloaded image, that its data is synthetic."""
    made.add_annotation(x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False,
                        text="Datos de demostración", font={"color": colours.faint, "size": 10})  # fmt: skip
