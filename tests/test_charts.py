"""Every form of chart: plotly accepts each piece, the words are Spanish, and hard cases draw."""

import plotly.graph_objects as go
import pytest

from sig_metrics import charts
from sig_metrics.theme import DARK, LIGHT

CURVE = [{"month": m, "programmed": m * 7, "delivered": m * 6 if m < 12 else None, "uncapped": m * 6} for m in range(1, 13)]
GROUPS = [{"code": "UTI", "label": "Seguimiento a los mecanismos implementados en el marco del SIG", "programmed": 9, "delivered": 6, "overdue": 3},
          {"code": "URH", "label": "URH", "programmed": 2, "delivered": 2, "overdue": 0}]  # fmt: skip
LATE = [{"activity": "24", "month": 4, "item": 1, "days": 38, "state": "late", "title": "x"},
        {"activity": "18", "month": 7, "item": 2, "days": -4, "state": "on_time", "title": "x"}]  # fmt: skip
VERSIONS = [{"month": m, "before": m, "after": m + 1} for m in range(1, 13)]
FORMS = {
    "curve": lambda c, m: charts.cumulative_curve(CURVE, [{"month": 8.97, "text": "v05 aprobada"}], c, m),
    "curve_of_december": lambda c, m: charts.cumulative_curve([{**r, "delivered": r["month"]} for r in CURVE], [], c, m),
    "curve_without_deliveries": lambda c, m: charts.cumulative_curve([{**r, "delivered": None} for r in CURVE], [], c, m),
    "empty_curve": lambda c, m: charts.cumulative_curve([], [], c, m),
    "bars": lambda c, m: charts.progress_bars(GROUPS, c, m),
    "no_bars": lambda c, m: charts.progress_bars([], c, m),
    "slip": lambda c, m: charts.slip_chart(LATE, c, m),
    "no_slip": lambda c, m: charts.slip_chart([], c, m),
    "versions": lambda c, m: charts.versions_curve(VERSIONS, "04", "05", c, m),
    "no_versions": lambda c, m: charts.versions_curve([], "04", "05", c, m),
}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("form", FORMS)
def test_plotly_accepts_every_piece(form, colours):
    drawn = FORMS[form](colours, "Datos de demostración")
    assert go.Figure(drawn.to_dict()).to_dict()["data"] == drawn.to_dict()["data"]


@pytest.mark.parametrize("form", FORMS)
def test_the_demonstration_mark_is_on_the_figure_itself(form):
    def texts(mark: str) -> list[str]:
        return [note["text"] for note in FORMS[form](LIGHT, mark).to_dict()["layout"]["annotations"]]

    assert "Datos de demostración" in texts("Datos de demostración")
    assert "Datos de demostración" not in texts("")


def test_what_is_missing_is_said_in_words():
    notes = " ".join(note["text"] for note in FORMS["curve"](LIGHT, "").to_dict()["layout"]["annotations"])
    assert "66 entregados" in notes and "11 vencidos" in notes and "84 en el año" in notes


def test_alternative_texts_say_the_numbers():
    assert charts.curve_alt(CURVE) == "Curva acumulada: a Nov se programaron 77 entregables y se entregaron 66 (86 %)."
    assert "UTI" not in charts.progress_alt(GROUPS) and "6 de 9" in charts.progress_alt(GROUPS)
    assert charts.slip_alt(LATE) == "De 2 entregables, 1 llegó con atraso; el mayor atraso es de 38 días, en la actividad 24."


def test_the_tools_of_a_chart_speak_spanish():
    words = charts.PLOTLY_CONFIG["locales"]["es"]
    assert words["dictionary"]["Download plot as a PNG"] == "Descargar PNG" and words["format"]["decimal"] == "."
