"""Owns what is shown of the process of one indicator: its chart with limits, what it says, and what moved its number."""

import plotly.graph_objects as go
import streamlit as st

from pages._kit.blocks import drawer, marked
from pages._kit.blocks.figure import Evidence, chart
from pages._kit.blocks.series import series as by_year
from pages._kit.shell import frame, state
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.before import Before
from sig_metrics.measure.beside import overdue_text, value_text, without_text
from sig_metrics.measure.filters import ignored_filters
from sig_metrics.measure.judgement import months_without
from sig_metrics.measure.moved import Move, change_said, divisible, most_moved, move_rows, moved_by, still
from sig_metrics.measure.noted import line_said, notes_of, numbered
from sig_metrics.measure.process.apart import group_keys
from sig_metrics.measure.process.chosen import Process
from sig_metrics.measure.process.compared import Compared, compared, compared_said
from sig_metrics.measure.process.compared import table as process_table
from sig_metrics.measure.process.points import points
from sig_metrics.measure.process.spoken import chart_said, read_said, signal_said
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts

HEIGHT = 360  # pixels of the picture
MOST = 6  # groups of what moved a number
SIGNALS = 3  # the last ones, in words; the chart and its table have them all
BY = "por"  # of the address: by what the change is told apart
HEADINGS = {
    "day": "Mes",
    "value": "Valor",
    "numerator": "Numerador",
    "denominator": "Denominador",
    "lower": "Límite inferior",
    "centre": "Media",
    "upper": "Límite superior",
    "target": "Meta",
    "said": "Señal",
    "begins": "Desde aquí",
    "noted": "Lo que pasó",
}
MOVED = {"label": "Grupo", "total": "Cambio", "own": "De su propio cambio", "mix": "De su peso"}


def sentence(view: frame.View, found: Process) -> list[str]:
    """The last month in words: its value with its parts, or why it has none, and what is open past its term."""
    last = found.history[-1]
    known = last.value is not None
    value = value_text(last) if known else view.catalog.standing(found.indicator, last.status).label.capitalize()
    said = words.say("process_now", value=value, month=words.month(last.cutoff))
    overdue = overdue_text(last.open_overdue, last.oldest_overdue_days)
    without = without_text(months_without(view.dataset, found.indicator, last.cutoff))
    return [
        said,
        *([f"!!{words.opening(overdue)}!!."] if overdue else []),
        *([f"{words.opening(without)}."] if without else []),
    ]


def series(view: frame.View, scope: Scope, found: Process) -> None:
    """The chart that the months ask for, with the signals of its process; a point opens the indicator in its month."""
    if found.last is None:
        frame.section(words.say("process_title"), words.say("process_nothing"))
        return
    indicator, notes = found.indicator, notes_of(view.dataset, found)
    rows = points(found, notes)
    versus = compared(view.dataset, found, scope, view.before(scope), view.choice.comparar)
    told, headings = process_table(found, rows, HEADINGS, versus)
    chart(
        view,
        f"proceso_{indicator.code}",
        words.say("process_title"),
        chart_said(found),
        *_picture(view, found, rows, versus),
        Evidence(
            told,
            headings,
            indicator.source_registers,
            indicator.code,
            lambda key: _open(key, indicator),
            found.history[-1].ignored,
            below=tuple(
                line_said(n, each)
                for n, each in numbered(notes, [month.cutoff for month in found.history])
                if each.kind != "event"
            ),
        ),
    )


def _picture(view: frame.View, found: Process, rows: list[dict], versus: Compared | None) -> tuple[go.Figure, str]:
    """(the figure, what it shows); what adds up from January is a line a year."""
    indicator, target = found.indicator, found.history[-1].target
    if indicator.accumulation == "year_to_date":
        return by_year(view, indicator, list(found.history), HEIGHT)
    unit, decimals, aim = indicator.unit, indicator.decimals, target.value if target else None
    beside = charts.Versus(versus.label, versus.values, versus.line, versus.at, versus.again) if versus else None
    figure = charts.process_chart(rows, aim, unit, view.colours, view.mark, decimals, beside)
    alt = charts.process_alt(rows, chart_said(found), unit, decimals)
    return figure, " ".join(filter(None, (alt, compared_said(found, versus))))


def _open(key: str, indicator: Indicator) -> None:
    """The ficha of an indicator in the month of a point."""
    state.set_choice(corte=key)
    drawer.pick_ficha(indicator.code)


def reading(found: Process) -> None:
    """What the process says to who decides, and its last signals."""
    frame.section(words.say("process_reading"))
    said = read_said(found, marked.beside(found)) or [words.say("process_reading_none")] * (not found.limits)
    if last := [signal_said(found, each) for each in found.signals[-SIGNALS:]]:
        said.append(words.say("process_found", signals="; ".join(reversed(last))))
    if said:
        st.markdown("  \n".join(in_markdown(each) for each in said))


def moved(view: frame.View, scope: Scope, indicator: Indicator) -> None:
    """What moved the number since the day that the reader compares with, by a dimension of the reader's choice."""
    before = view.before(scope)
    if before is None:
        return
    told = {each: moved_by(view.dataset, indicator, scope, before, each) for each in divisible(indicator)}
    found = {each: moves for each, moves in told.items() if moves}
    if not found:
        return
    finest = max(found, key=lambda each: len(found[each]))
    dimension = state.seen(BY, found) or finest
    _moved(view, scope, before, indicator, dimension, found[dimension])


def _moved(
    view: frame.View, scope: Scope, before: Before, indicator: Indicator, dimension: str, found: list[Move]
) -> None:
    since = before.brief(scope)
    if still(found):
        frame.section(words.say("moved_title"), words.say("moved_none", month=since))
        return
    keys = group_keys(view.dataset, indicator, scope, dimension)
    rows = move_rows(indicator, most_moved(found, MOST), keys)
    chart(
        view,
        f"movio_{dimension}",
        words.say("moved_title"),
        words.say(
            "moved_said",
            month=since,
            total=change_said(view.dataset, indicator, scope, before),
        ),
        charts.move_bars(rows, view.colours, view.mark, indicator.decimals),
        charts.moves_alt(rows, indicator.decimals),
        Evidence(
            move_rows(indicator, found, keys),
            MOVED,
            indicator.source_registers,
            indicator.code,
            lambda key: state.place(casos=key),
            whole=ignored_filters(indicator, scope),
        ),
    )
