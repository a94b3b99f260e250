"""What is written inside a chart can be read: each label on the fill under it, in both palettes; what adds up from January
is never joined across years."""

import re

import pytest
from test_charts import FORMS, RISKS, SEVERITIES, YEARS

from sig_metrics.present import charts
from sig_metrics.present.theme import DARK, LIGHT, contrast

READ = 4.5
SPAN = re.compile(r"color:(#[0-9a-f]{6})")


def rectangles(figure: dict) -> list[tuple]:
    """(left, right, bottom, top, colour) of every bar, in the order in which they are drawn."""
    found = []
    for trace in (each for each in figure["data"] if each["type"] == "bar"):
        level = trace.get("orientation") == "h"
        at, long = (trace["y"], trace["x"]) if level else (trace["x"], trace["y"])
        bases, colours = trace.get("base") or [0] * len(at), trace["marker"]["color"]
        for n, (place, length) in enumerate(zip(at, long)):
            ends = bases[n], bases[n] + (length or 0)
            across = place - trace["width"] / 2, place + trace["width"] / 2
            colour = colours if isinstance(colours, str) else colours[n]
            found.append((*(ends + across if level else across + ends), colour))
    return found


def under(note: dict, bars: list[tuple], background: str) -> str:
    """The fill under the words of a label: the last bar drawn there; beyond the end of a bar, the background."""
    fill = background
    if isinstance(note["x"], str) or note.get("xref") == "paper" or note.get("yref") == "paper":
        return fill
    for left, right, bottom, top, colour in bars:
        inside = left <= note["x"] < right if note.get("xanchor", "left") == "left" else left < note["x"] < right
        if inside and min(bottom, top) < note["y"] < max(bottom, top):
            fill = colour
    return fill


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("form", FORMS)
def test_every_label_can_be_read_on_what_is_under_it(form, colours):
    figure = FORMS[form](colours, "Datos de demostración").to_dict()
    bars = rectangles(figure)
    faint = [
        (note["text"], ink, fill)
        for note in figure["layout"]["annotations"]
        for fill in [under(note, bars, colours.background)]
        for ink in [note["font"]["color"], *SPAN.findall(note["text"])]
        if contrast(ink, fill) < READ
    ]
    assert not faint


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_figures_of_the_risk_map_and_of_the_states_are_on_their_fills(colours):
    """The same test cannot pass for want of labels: these stand on bars."""
    levels = [(code, code) for code in ("low", "medium", "high", "very_high")]
    for figure, least in (
        (charts.risk_heat(RISKS, levels, (), colours), 3),
        (charts.severity_stack(SEVERITIES, colours), 3),
    ):
        drawn = figure.to_dict()
        on = [
            note
            for note in drawn["layout"]["annotations"]
            if under(note, rectangles(drawn), colours.background) != colours.background
        ]
        assert len(on) >= least


def test_black_and_white_are_as_far_apart_as_can_be():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the grey that WCAG gives as the least


def test_no_line_joins_two_years():
    lines = [trace for trace in charts.years_line(YEARS, 3.5, "index", LIGHT).to_dict()["data"]]
    assert [list(line["x"]) for line in lines] == [list(range(1, 13))] * 2
    assert lines[0]["y"][0] == lines[1]["y"][0] == 7.4 and lines[1]["y"][8] is None
    assert lines[0]["line"]["color"] == LIGHT.common and lines[1]["line"]["color"] == LIGHT.ink
    said = charts.years_alt(YEARS, 3.5, "index", 2)
    assert said == "Acumulado de cada año: 2020, 0.62 hasta diciembre; 2021, 0.93 hasta agosto; la meta es 3.50."
    assert charts.years_alt([], None, "index") == "Acumulado de cada año: sin dato."


def test_the_words_of_a_chart_of_states_name_what_they_count():
    said = charts.severity_alt([{"severity": "Política", "state": "Vigentes", "count": 2, "role": "common"}])
    assert said == "Política: 2 vigentes."
