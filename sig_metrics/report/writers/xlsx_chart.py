"""Owns charts of a workbook: Excel's own, over the cells that hold their numbers."""

from xlsxwriter.chart import Chart as Drawn
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sig_metrics.present.theme import LIGHT
from sig_metrics.report.model import BARS, LINE, STACKED, Chart, Series
from sig_metrics.report.writers.look import TONES, line, number_format, unmarked, width
from sig_metrics.report.writers.scale import axis_format, known, ticks

WIDE, HIGH = 760, 340  # pixels
SIZE = 9


def chart(book: Workbook, sheet: Worksheet, given: Chart, top: int, at: int) -> None:
    """Draws the rows under the headings of row `top` (categories in the first column), in the column `at`."""
    kind, stacked = _kind(given), {"subtype": "stacked"} if given.kind == STACKED else {}
    drawn = book.add_chart({"type": kind, **stacked})
    mixed = kind == "column" and len({each.dashed for each in given.series}) == 2
    over = book.add_chart({"type": "line"}) if mixed else None
    for k, each in enumerate(given.series, 1):
        (over if over and each.dashed else drawn).add_series(_series(sheet.name, given, each, k, top))
    if over:
        drawn.combine(over)
    _dress(drawn, given, kind)
    about = {"description": unmarked(given.alt or given.title), "object_position": 2}
    sheet.insert_chart(top, at, drawn, {"x_offset": 24, "y_offset": 2, **about})


def _kind(given: Chart) -> str:
    """Bars lie where their names are long, unless a line goes over them."""
    if given.kind == LINE:
        return "line"
    longest = max((width(line(each), SIZE) for each in given.categories), default=0) + 8
    long = longest * len(given.categories) > WIDE * 0.7 and not any(each.dashed for each in given.series)
    return "bar" if long and len(given.categories) <= 18 else "column"


def _series(name: str, given: Chart, each: Series, k: int, top: int) -> dict:
    colour = getattr(LIGHT, each.tone if each.tone in TONES else "ink")
    last = max((n for n, value in enumerate(each.values) if value is not None), default=None)
    end = top + len(given.categories)
    made = {"name": [name, top, k], "categories": [name, top + 1, 0, end, 0], "values": [name, top + 1, k, end, k]}
    if given.kind == LINE or each.dashed:
        made["line"] = {"color": colour, "width": 1.5 if each.dashed else 2.25}
        if each.dashed:
            made["line"]["dash_type"] = "dash"
            made["marker"] = {"type": "none"}
        else:
            made["marker"] = {"type": "circle", "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
        if each.again:  # a line of a workbook is broken by empty cells alone
            made["line"] = {"none": True}
    else:
        made |= {"fill": {"color": colour}, "border": {"none": True}, "gap": 45}
        made["overlap"] = 100 if given.kind == STACKED else -4
    if given.kind == LINE and last is not None:  # the name of a line at its end
        font = {"color": colour, "bold": not each.dashed, "size": SIZE}
        custom = [{"delete": True}] * last + [{}]
        made["data_labels"] = {"series_name": True, "value": True, "separator": " ", "position": "right", "font": font}
        made["data_labels"] |= {"custom": custom + [{"delete": True}] * (len(each.values) - last - 1)}
        made["data_labels"]["num_format"] = number_format(given)
    elif given.kind == BARS and not each.dashed:
        made["data_labels"] = {"value": True, "position": "outside_end", "font": {"size": SIZE}}
    return made


def _dress(drawn: Drawn, given: Chart, kind: str) -> None:
    quiet = {"name": "Arial", "size": SIZE, "color": LIGHT.muted}
    several = len(given.series) > 1 and given.kind != LINE
    drawn.set_title({"none": True})
    drawn.set_legend({"position": "top", "font": {**quiet, "color": LIGHT.ink}} if several else {"none": True})
    marks = ticks(known(given))
    values = {
        "num_font": quiet,
        "num_format": axis_format(given, marks),
        "min": marks[0],
        "max": marks[-1],
        "major_unit": marks[1] - marks[0],
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}},
        "major_tick_mark": "none",
    }
    names = {
        "num_font": quiet,
        "line": {"color": LIGHT.faint},
        "major_tick_mark": "none",
        "label_position": "low",
        "text_axis": True,
        "reverse": kind == "bar",
    }
    if kind == "bar":
        drawn.set_y_axis(names)
        drawn.set_x_axis({**values, "label_position": "high"})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)
    drawn.show_blanks_as("gap")
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_size({"width": WIDE, "height": HIGH})
    if given.kind == LINE:
        longest = max(width(f"{line(each.name)} 1,000 días", SIZE * 1.4, bold=True) for each in given.series)
        right = min(longest / WIDE, 0.34)
        drawn.set_plotarea({"layout": {"x": 0.07, "y": 0.05, "width": 0.92 - right, "height": 0.75}})
