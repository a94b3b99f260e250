"""Owns charts that PowerPoint edits: lines, bars and stacked bars, each with its numbers in a workbook of its own; a target
or a limit is a dashed line over them. Refuses a formula: a name that looks like one is a text in that workbook too."""

import copy
import math
from dataclasses import replace
from itertools import pairwise

from pptx.chart.chart import Chart as Drawn
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Pt

from sig_metrics.language import words
from sig_metrics.present.export import new_book, write_text
from sig_metrics.present.theme import LIGHT
from sig_metrics.report.model import BARS, LINE, STACKED, Chart, Series
from sig_metrics.report.writers.look import OFFICE_FACE, TONES, line, number_format, unmarked, width
from sig_metrics.report.writers.placed import Box
from sig_metrics.report.writers.pptx_look import child, rgb
from sig_metrics.report.writers.scale import apart, axis_format, known, ticks

SIZE = 12
PALE = frozenset({"pending", "grid", "border", "surface", "background", "notice"})
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
KINDS = {
    (LINE, False): XL_CHART_TYPE.LINE_MARKERS,
    (BARS, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    (BARS, True): XL_CHART_TYPE.BAR_CLUSTERED,
    (STACKED, False): XL_CHART_TYPE.COLUMN_STACKED,
    (STACKED, True): XL_CHART_TYPE.BAR_STACKED,
}


def chart(shapes: SlideShapes, given: Chart, box: Box) -> None:
    """The chart in its box, with what it shows in words."""
    given = replace(given, series=tuple(part for each in given.series for part in _stretches(each)))
    data = CategoryChartData(number_format=number_format(given))
    lying = _lies(given, box)
    data.categories = names = _names(given, lying)
    for each in given.series:
        data.add_series(line(each.name), each.values)
    kind = KINDS[given.kind, lying]
    frame = shapes.add_chart(kind, Pt(box.x), Pt(box.y), Pt(box.wide), Pt(box.high), data)
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("descr", unmarked(given.alt or given.title))
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_book(given, names))
    drawn.font.size, drawn.font.name = Pt(SIZE), OFFICE_FACE
    drawn.font.color.rgb = rgb(LIGHT.muted)
    drawn.has_title = False
    _axes(drawn, given, lying)
    if not lying:
        _level(drawn, given, box)
    for series, each in zip(drawn.plots[0].series, given.series):
        _toned(series, each, given)
    _legend(drawn, given)
    if given.kind == LINE:
        _named(drawn, given, box)
    else:
        _labelled(drawn, given, box)
        _over(drawn, given)


def _stretches(each: Series) -> list[Series]:
    """A series for each time that it begins, for a line of an office program is broken by months without a value alone."""
    edges = pairwise((0, *each.again, len(each.values)))
    return [
        replace(
            each, values=tuple(value if first <= n < end else None for n, value in enumerate(each.values)), again=()
        )
        for first, end in edges
    ]


def _lies(given: Chart, box: Box) -> bool:
    """Bars lie where their names would not fit below them; a line over them needs them to stand."""
    if given.kind == LINE or any(each.dashed for each in given.series):
        return False
    longest = max((width(line(each), SIZE) for each in given.categories), default=0) + 8
    return longest * len(given.categories) > box.wide - 50 and len(given.categories) <= 18


def _names(given: Chart, lying: bool) -> list[str]:
    """The categories; a bar that lies says that it has no number."""
    if not lying:
        return [line(each) for each in given.categories]
    none = [all(each.values[n] is None for each in given.series) for n in range(len(given.categories))]
    return [f"{line(each)} ({words.NO_DATA})" if no else line(each) for each, no in zip(given.categories, none)]


def _book(given: Chart, names: list[str]) -> bytes:
    """The workbook of the chart, where PowerPoint looks for its numbers."""
    book, memory = new_book()
    sheet, plain = book.add_worksheet("Sheet1"), book.add_format({"num_format": number_format(given)})
    for n, each in enumerate(names, 1):
        write_text(sheet, n, 0, each, None)
    for k, each in enumerate(given.series, 1):
        write_text(sheet, 0, k, line(each.name), None)
        for n, value in enumerate(each.values, 1):
            if value is not None:
                sheet.write_number(n, k, value, plain)
    sheet.set_column(0, 0, 28)
    book.close()
    return memory.getvalue()


def _axes(drawn: Drawn, given: Chart, lying: bool) -> None:
    values, names = drawn.value_axis, drawn.category_axis
    reached = known(given)
    marks = ticks(reached, 3 if lying else 5)  # numbers below take more room than beside
    if given.kind == BARS and given.unit != "percent" and max(reached) > 0.95 * marks[-1]:  # a number stands on its bar
        marks = (*marks, 2 * marks[-1] - marks[-2])
    values.minimum_scale, values.maximum_scale, values.major_unit = marks[0], marks[-1], marks[1] - marks[0]
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(LIGHT.grid)
    values.format.line.fill.background()
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format_is_linked = False
    values.tick_labels.number_format = axis_format(given, marks)
    names.format.line.color.rgb = rgb(LIGHT.faint)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if lying:
        names.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _level(drawn: Drawn, given: Chart, box: Box) -> None:
    """The names below are level where all fit, and stand where they do not; as many are written as fit then."""
    longest = max((width(line(each), SIZE) for each in given.categories), default=0)
    room = (box.wide * (0.7 if given.kind == LINE else 0.92)) / max(len(given.categories), 1)
    fit = longest + 6 <= room or longest > 120
    drawn.category_axis.tick_labels.font.size = Pt(SIZE)
    axis = drawn.category_axis._element
    turned = axis.find(qn("c:txPr")).find(qn("a:bodyPr"))
    turned.set("rot", "0" if fit else "-5400000")
    turned.set("vert", "horz")
    every = 1 if fit else max(1, math.ceil(SIZE * 1.15 / room))
    skip = parse_xml(f'<c:tickLblSkip xmlns:c="{C}" val="{every}"/>')
    axis.insert_element_before(skip, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")


def _tone(each: Series) -> str:
    return getattr(LIGHT, each.tone if each.tone in TONES else "ink")


def _toned(series: object, each: Series, given: Chart) -> None:
    colour = rgb(_tone(each))
    if given.kind == LINE or each.dashed:
        series.format.line.color.rgb = colour
        series.format.line.width = Pt(1.5 if each.dashed else 2.25)
    if given.kind == LINE:
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.NONE if each.dashed else XL_MARKER_STYLE.CIRCLE
        series.marker.size = 7
        if not each.dashed:
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = colour
            series.marker.format.line.color.rgb = colour
    elif not each.dashed:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        series.invert_if_negative = False
    if each.dashed:
        series.format.line.dash_style = MSO_LINE.DASH


def _legend(drawn: Drawn, given: Chart) -> None:
    """Above bars of several series; lines have their names at their ends."""
    drawn.has_legend = given.kind != LINE and len(given.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        drawn.legend.font.size, drawn.legend.font.name = Pt(SIZE), OFFICE_FACE
        drawn.legend.font.color.rgb = rgb(LIGHT.ink)


def _labelled(drawn: Drawn, given: Chart, box: Box) -> None:
    """The numbers of bars, at their ends or in their pieces; a piece with no room for its number says nothing."""
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, (100 if given.kind == STACKED else -4)
    for series, each in zip(plot.series, given.series):
        if each.dashed:
            continue
        labels = series.data_labels
        labels.show_value = True
        form = number_format(given)
        labels.number_format = f"{form};-{form};;" if given.kind == STACKED else form
        labels.number_format_is_linked = False
        labels.position = XL_LABEL_POSITION.CENTER if given.kind == STACKED else XL_LABEL_POSITION.OUTSIDE_END
        on = LIGHT.ink if given.kind == BARS or each.tone in PALE else LIGHT.on_ink
        labels.font.size, labels.font.color.rgb = Pt(SIZE), rgb(on)
        if given.kind == STACKED:
            least = drawn.value_axis.maximum_scale * SIZE * 1.2 / (box.high * 0.75)
            for n in reversed([n for n, value in enumerate(each.values) if value is not None and value < least]):
                labels._element.insert(
                    0, parse_xml(f'<c:dLbl xmlns:c="{C}"><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>')
                )


def _over(drawn: Drawn, given: Chart) -> None:
    """The dashed series of bars, as lines on the same axes."""
    plot = drawn.plots[0]._element
    dashed = [each for each, one in zip(plot.findall(qn("c:ser")), given.series) if one.dashed]
    if not dashed:
        return
    over = parse_xml(f'<c:lineChart xmlns:c="{C}"><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for each in dashed:
        plot.remove(each)
        for name in ("c:invertIfNegative", "c:dLbls"):
            for found in each.findall(qn(name)):
                each.remove(found)
        after = each.find(qn("c:spPr"))
        after.addnext(parse_xml(f'<c:marker xmlns:c="{C}"><c:symbol val="none"/></c:marker>'))
        over.append(each)
    child(over, "c:marker", val="1")
    for axis in plot.findall(qn("c:axId")):
        over.append(copy.deepcopy(axis))
    plot.addnext(over)


def _named(drawn: Drawn, given: Chart, box: Box) -> None:
    """The name and the last value of each line, at its end; the names do not run over each other."""
    ends = [
        next((n for n in reversed(range(len(each.values))) if each.values[n] is not None), None)
        for each in given.series
    ]
    after = [{each.name for each in given.series[n + 1 :]} for n in range(len(given.series))]
    known = [n for n, end in enumerate(ends) if end is not None and given.series[n].name not in after[n]]
    if not known:
        return
    top, bottom = drawn.value_axis.maximum_scale, drawn.value_axis.minimum_scale
    stands = drawn.category_axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).get("rot") != "0"
    below = (max(width(line(each), SIZE) for each in given.categories) if stands else SIZE * 2.0) + 12
    inner = box.high * 0.97 - below
    wanted = [(top - given.series[n].values[ends[n]]) / ((top - bottom) or 1) * inner for n in known]
    places = apart(wanted, SIZE * 1.3, inner)
    room = max(width(f"{line(given.series[n].name)} 1,000 días", SIZE, bold=True) for n in known) + 12
    share = min(room / box.wide, 0.34)
    for n, at, want in zip(known, places, wanted):
        _end_label(
            drawn.plots[0].series[n]._element, ends[n], given.series[n], (at - want) / box.high, number_format(given)
        )
    _inner(drawn, (width("1,000 %", SIZE) + 8) / box.wide, share, inner / box.high)


def _end_label(series: object, last: int, each: Series, shift: float, form: str) -> None:
    colour, bold = _tone(each).lstrip("#").upper(), 0 if each.dashed else 1
    moved = f'<c:layout><c:manualLayout><c:x val="0.006"/><c:y val="{shift:.4f}"/></c:manualLayout></c:layout>'
    flags = "".join(
        f'<c:{name} val="{on}"/>'
        for name, on in (
            *(("showLegendKey", 0), ("showVal", 1), ("showCatName", 0), ("showSerName", 1)),
            *(("showPercent", 0), ("showBubbleSize", 0)),
        )
    )
    quoted = form.replace('"', "&quot;")
    label = (
        f'<c:dLbls xmlns:c="{C}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:dLbl>'
        f'<c:idx val="{last}"/>{moved if each.dashed or abs(shift) > 0.002 else ""}<c:numFmt formatCode="{quoted}" sourceLinked="0"/>'
        f'<c:spPr><a:noFill/></c:spPr><c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{SIZE * 100}" '
        f'b="{bold}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="es-PE"/>'
        f'</a:p></c:txPr><c:dLblPos val="r"/>{flags}<c:separator> </c:separator></c:dLbl>'
        f"{flags.replace(chr(34) + '1' + chr(34), chr(34) + '0' + chr(34))}</c:dLbls>"
    )
    series.find(qn("c:cat")).addprevious(parse_xml(label))


def _inner(drawn: Drawn, left: float, right: float, high: float) -> None:
    """The box of the lines, with room for their names to the right."""
    area = drawn._chartSpace.chart.plotArea
    for found in area.findall(qn("c:layout")):
        area.remove(found)
    sides = (("x", left), ("y", 0.03), ("w", 1 - left - right), ("h", high))
    values = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in sides)
    area.insert(
        0,
        parse_xml(
            f'<c:layout xmlns:c="{C}"><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{values}</c:manualLayout></c:layout>'
        ),
    )
