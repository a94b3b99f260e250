"""Owns the view «Preguntar» of the Explorador: the parts of a question, its answer in a sentence, a chart, a table and its
query."""

from functools import partial

import plotly.graph_objects as go
import streamlit as st

from pages._kit.blocks.ask_parts import FORM, KEYS, VERSUS, parts
from pages._kit.blocks.drawer import EXPLORED
from pages._kit.blocks.figure import Evidence, chart
from pages._kit.blocks.saved import saved_views
from pages._kit.shell import frame, state
from pages._kit.shell.frame import marked
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.drill import Behind
from sig_metrics.measure.explore import address, shaped, spoken
from sig_metrics.measure.explore.answer import WHOLE, Answer, against, ask
from sig_metrics.measure.explore.rows import behind, key_of
from sig_metrics.present import charts


def body(view: frame.View) -> None:
    """The question of the address, and its answer."""
    question, told = address.read(view.catalog, st.query_params)
    scope = view.scope()
    found = ask(view.dataset, question, scope)
    versus = state.seen(VERSUS, spoken.VERSUS)
    before = against(view.dataset, found, spoken.VERSUS[versus]) if versus else None
    parts(view, found, shaped.forms_of(found))
    for line in told:
        st.info(in_markdown(line), icon=":material/info:")
    said, aside = st.columns([8, 2], vertical_alignment="center", gap="small")
    with said, st.container(key="sig-lead"):
        st.markdown(marked(spoken.sentence(view.catalog, found, before)))
    with aside.container(horizontal=True, horizontal_alignment="right"):
        saved_views(view, KEYS)
    figure, alt = _figure(view, found, before)
    rows, headings = shaped.laid_out(view.catalog, found, before)
    evidence = Evidence(
        rows,
        headings,
        (question.register,),
        "",
        _open,
        found.ignored,
        sql=found.sql,
        behind=partial(_behind, view, found),
    )
    said = " ".join([f"{spoken.scope_said(view.catalog, found)}.", *spoken.notes(found)])
    chart(view, f"pregunta_{question.register}", spoken.titled(view.catalog, found), said, figure, alt, evidence, True)


def _open(key: str) -> None:
    """Callback of a point: the rows that it counts."""
    if key:
        state.place(casos=f"{EXPLORED}.{key}")


def _behind(view: frame.View, found: Answer) -> tuple[Behind, ...]:
    """The rows that the whole answer counts."""
    some = behind(view.dataset, found.question, found.scope, key_of(None, WHOLE))
    return (some,) if some else ()


def _figure(view: frame.View, found: Answer, before: Answer | None) -> tuple[go.Figure, str]:
    """The chart that was chosen, or the one that the question asks for by itself; and what it shows."""
    known = shaped.forms_of(found)
    form = state.seen(FORM, known) or known[0]
    if form == shaped.LINES:
        lines = shaped.lines(found)
        figure = charts.series_lines(lines, spoken.unit_of(found.question), view.colours, view.mark)
        return figure, charts.series_alt(lines)
    if form == shaped.STACK:
        pieces, totals = shaped.stack(found)
        return charts.stacked_bars(pieces, totals, view.colours, view.mark), charts.stacked_alt(pieces)
    bars = shaped.bars(found, before)
    return charts.value_bars(bars, view.colours, view.mark), charts.values_alt(bars)
