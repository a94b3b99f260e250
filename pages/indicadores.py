"""Indicadores: all of them, to search; one in depth, with what its process does by itself and what moved its number."""

from collections.abc import Callable

import streamlit as st

from pages._kit.blocks import address, breakout, changed, closing, decided, drawer, marked, parts, process, rare
from pages._kit.blocks.ficha import asked_of
from pages._kit.blocks.searching import box
from pages._kit.shell import frame, state
from pages._kit.shell.start import show
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.process import chosen
from sig_metrics.measure.scope import Scope
from sig_metrics.present import find

SPANS = ("24", "36", "60")
ONE, MONTHS, RANGE = "ind", "meses", "rango"
RANGES = ("media", "mediana")  # of the ranges of an XmR chart: what its limits are made of


def every(view: frame.View) -> None:
    """All the indicators in a line each; what is typed leaves those that say it."""
    frame.title("Indicadores")
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="sig-search"):
        text = box("Buscar un indicador", "Un código, una palabra, una unidad…", "indicadores_buscar")
        marked.chips()
    scope = view.scope()
    found = find.indicators(view.catalog, text)
    names, marks = marked.left(view, scope, found)
    if not names:
        said = words.say("process_only_none") if found else words.say("process_none", text=text)
        st.info(in_markdown(said), icon=":material/search_off:")
        return
    whole = not text and names == found
    if whole and changed.sentences(view, scope, lambda code: state.look(ind=code)):
        frame.section(words.say("process_all"), aside=words.number(len(names)))
    parts.measures(view, scope, names, "indicadores", True, False, lambda code: state.look(ind=code, buscar=""), marks)


def one(view: frame.View, indicator: Indicator) -> None:
    """An indicator in depth."""
    scope, aside = asked_of(view.catalog, indicator, view.scope())
    span = address.chosen(f"indicador_{MONTHS}", MONTHS, SPANS, SPANS[0])
    medians = address.chosen(f"indicador_{RANGE}", RANGE, RANGES, RANGES[0]) == RANGES[1]
    found = chosen.process(view.dataset, indicator, scope, int(span), medians)
    about = (indicator.code, indicator.owner, view.catalog.label("frequency", indicator.frequency).lower())
    frame.title(indicator.title, process.sentence(view, found), " · ".join(about))
    if aside:
        st.info(in_markdown(f"{aside} {words.say('beside_aside')}"), icon=":material/filter_alt_off:")
    dimension = _asked(view, scope, found)
    left, right = st.columns([13, 8], gap="large")
    with left:
        process.series(view, scope, found)
        rare.between(view, scope, indicator, int(span))
        decided.happened(view, found)
        decided.forms(view, found)
        closing.lacking(view, scope, indicator)
    with right:
        process.reading(found)
        decided.history(view, found)
        closing.said(view, scope, indicator)
        closing.clock(view, scope, indicator)
        process.moved(view, scope, indicator)
    breakout.apart_by(view, scope, indicator, dimension, int(span))


def _asked(view: frame.View, scope: Scope, found: chosen.Process) -> str:
    """The way back, the ficha, and what is chosen of an indicator: how many months, what its limits are made of, and by
    which dimension it is told apart, which is given back."""
    code = found.indicator.code
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        _way("process_all", "arrow_back", state.look, ind="")
        _way("process_ficha", "article", drawer.pick_ficha, code=code)
        _choice("Cuántos meses", {each: words.say("process_span", months=each) for each in SPANS}, MONTHS)
        if found.form == "xmr":
            _choice("De qué son los límites", {each: words.say(f"process_range_{each}") for each in RANGES}, RANGE)
        return breakout.choice(view, scope, found.indicator)


def _way(said: str, icon: str, does: Callable[..., None], **given: str) -> None:
    """A quiet button that leads elsewhere."""
    st.button(in_markdown(words.say(said)), icon=f":material/{icon}:", type="tertiary", on_click=does, kwargs=given)


def _choice(label: str, said: dict[str, str], name: str) -> None:
    """One of a few, kept in the address under `name`."""
    key = f"indicador_{name}"
    st.segmented_control(
        label,
        said,
        format_func=lambda each: in_markdown(said[each]),
        required=True,
        key=key,
        label_visibility="collapsed",
        on_change=address.fold,
        args=(name, key),
    )


def page(view: frame.View) -> None:
    asked = {indicator.code: indicator for indicator in view.catalog.indicators.values()}.get(
        st.query_params.get(ONE, "")
    )
    one(view, asked) if asked else every(view)
    drawer.open_if_asked(view, view.scope())


show(page)
