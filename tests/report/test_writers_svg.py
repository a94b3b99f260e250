"""Proves that a drawn chart says its numbers where they are, breaks at a gap, and is alone in its text."""

import re
from xml.etree import ElementTree

import pytest

from sig_metrics.present.theme import DARK, LIGHT
from sig_metrics.report.model import BARS, LINE, STACKED, Chart, Series
from sig_metrics.report.writers import svg
from sig_metrics.report.writers.scale import apart, fitted, ticks
from support.paper_samples import DAYS, HOSTILE, MONTHS, PILED, SHARES, UNITS

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart, colours=LIGHT):
    return ElementTree.fromstring(svg.chart(chart, colours))


def words_of(chart: Chart) -> list[str]:
    return [each.text for each in drawn(chart).iter(f"{SVG}text")]


def test_a_line_breaks_where_there_is_no_value_and_a_target_is_dashed():
    lines = [*drawn(DAYS).iter(f"{SVG}polyline")]
    solid = [each for each in lines if not each.get("stroke-dasharray")]
    assert len(solid) == 2 and len(lines) == 3  # two stretches, and the target
    assert len([*drawn(DAYS).iter(f"{SVG}circle")]) == 4
    assert next(each for each in lines if each.get("stroke-dasharray")).get("stroke") == "#a5301c"


def test_a_line_is_not_joined_where_it_begins_again():
    again = Series("devengado", (0.9, 0.98, 0.05, 0.1), again=(2,))
    root = drawn(Chart(LINE, MONTHS[:4], (again,), unit="percent", decimals=1))
    assert [len(each.get("points").split()) for each in root.iter(f"{SVG}polyline")] == [2, 2]
    assert len([*root.iter(f"{SVG}circle")]) == 4
    assert "devengado 10.0 %" in words_of(Chart(LINE, MONTHS[:4], (again,), unit="percent", decimals=1))


def test_each_line_is_named_at_its_end_with_its_last_value():
    assert {"mediana 23 días", "meta legal 30 días", "Ene 21", "May 21"} <= set(words_of(DAYS))


def test_each_bar_has_its_number_and_one_without_says_so():
    assert {"1,047", "3", "sin dato"} <= set(words_of(UNITS))
    assert {"93.3 %", "50.0 %", "meta 90.0 %"} <= set(words_of(SHARES))


def test_pieces_are_piled_and_a_gap_is_no_piece():
    pieces = [each for each in drawn(PILED).iter(f"{SVG}rect") if each.get("stroke")]
    assert len(pieces) == 5 + 3  # five months on time; overdue in three, 0 in one and a gap in one
    assert {"a tiempo", "vencido", "13"} <= set(words_of(PILED))


def test_a_height_is_in_proportion_to_its_value():
    pieces = [each for each in drawn(PILED).iter(f"{SVG}rect") if each.get("stroke")]
    highs = [float(each.get("height")) for each in pieces if each.get("fill") == LIGHT.ink]
    assert [high / highs[0] for high in highs] == pytest.approx([1, 4 / 5, 6 / 5, 7 / 5, 8 / 5], abs=0.01)


def test_a_chart_of_nothing_says_so():
    assert words_of(Chart(LINE, MONTHS, (Series("x", (None,) * 5),))) == ["Sin datos que dibujar."]
    assert words_of(Chart(BARS, (), ())) == ["Sin datos que dibujar."]


@pytest.mark.parametrize("kind", [LINE, BARS, STACKED])
def test_a_drawing_takes_any_text_and_is_alone_in_it(kind):
    for text in (*HOSTILE, "\x00\u202e<"):
        one = Chart(kind, (text, "b"), (Series(text, (1.5, -2)), Series(text, (1, 3), text, True)), text, alt=text)
        root = drawn(one, DARK)
        assert not re.search(
            r"class=|style=|href|url\(", " ".join(f"{name}=" for e in root.iter() for name in e.attrib)
        )
        assert {each.tag for each in root.iter()} <= {
            SVG + name for name in "svg line rect text polyline circle".split()
        }
    assert drawn(DAYS).get("aria-label") == "La mediana baja de 31 a 23 días; la meta es 30."


@pytest.mark.parametrize("wide", [370, 720])
@pytest.mark.parametrize("chart", [DAYS, UNITS, SHARES, PILED], ids=lambda chart: chart.title)
def test_nothing_is_drawn_outside(chart, wide):
    root = ElementTree.fromstring(svg.chart(chart, LIGHT, wide))
    high = float(root.get("viewBox").split()[3])
    for each in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(each.get(name)) for name in ("x", "y", "width", "height"))
        assert 0 <= x and x + w <= wide and 0 <= y and y + h <= high and w >= 0 and h >= 0
    for each in root.iter(f"{SVG}text"):
        long = svg.width(each.text, svg.SIZE, each.get("font-weight") == "bold")
        start = float(each.get("x")) - {"middle": long / 2, "end": long}.get(each.get("text-anchor"), 0)
        assert start >= -1 and start + long <= wide + 1, each.text


@pytest.mark.parametrize(
    "values, marks",
    [
        ([42], (0, 10, 20, 30, 40, 50)),
        ([0.933], (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ([7], (0, 2, 4, 6, 8)),
        ([-3, 4], (-4, -2, 0, 2, 4)),
        ([0], (0, 1)),
        ([1_000_000], (0, 200_000, 400_000, 600_000, 800_000, 1_000_000)),
    ],
)
def test_marks_are_round_and_reach_every_value(values, marks):
    assert ticks(values) == pytest.approx(marks)


def test_words_do_not_run_over_each_other():
    assert apart([10, 11, 50], 16, 100) == [10, 26, 50]
    assert apart([95, 96, 97], 16, 100) == [68, 84, 100]
    assert fitted("Unidad de Planeamiento", 13, 60).endswith("…") and fitted("SGC", 13, 60) == "SGC"
