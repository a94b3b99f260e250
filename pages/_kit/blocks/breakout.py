"""Owns what is shown of an indicator told apart by one of its dimensions: small pictures on one scale, the worst first, and
a funnel of who differs from the whole by more than chance."""

import streamlit as st

from pages._kit.blocks import address
from pages._kit.blocks.figure import Evidence, chart
from pages._kit.shell import frame, state
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.compute import measures
from sig_metrics.measure.filters import ignored_filters
from sig_metrics.measure.process import apart
from sig_metrics.measure.process.funnel import Funnel
from sig_metrics.measure.process.groups import Group, dimensions, funnel_of, groups
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts

BY, ALL, WIDE = "por", "grupos", "limites"  # of the address: the dimension, all its groups, limits widened
EVERY, WIDENED = "todos", "anchos"
MOST = 12  # small pictures at once
COLUMNS, BESIDE, NAMED = 6, 3, 3  # of them: alone, beside a funnel, and where their names are long
LONG = 22  # letters of a name
FUNNEL = {
    "label": "Grupo",
    "counted": "Numerador",
    "of": "Denominador",
    "shown": "Valor",
    "low": "Límite inferior de 99.8 %",
    "high": "Límite superior de 99.8 %",
    "where": "Lectura",
}
SHARES = ("shown", "low", "high")


def choice(view: frame.View, scope: Scope, indicator: Indicator) -> str:
    """The dimension that the reader tells an indicator apart by, or that of most groups; «» without any."""
    known = dimensions(view.dataset, indicator, scope)
    if not known:
        return ""
    many = {each: len(measures(view.dataset, (indicator,), scope, (each,))) for each in known}
    dimension, label = address.chosen("aparte_por", BY, known, max(many, key=many.get)), view.catalog.label
    if len(known) > 1:
        st.segmented_control(
            in_markdown(words.say("apart_title")),
            known,
            format_func=lambda each: in_markdown(words.say("apart_by", dimension=label("dimension", each).lower())),
            required=True,
            key="aparte_por",
            label_visibility="collapsed",
            on_change=address.fold,
            args=(BY, "aparte_por"),
        )
    return dimension


def apart_by(view: frame.View, scope: Scope, indicator: Indicator, dimension: str, months: int) -> None:
    """An indicator by one of its dimensions; nothing without one, or without a value to draw."""
    found = groups(view.dataset, indicator, scope, dimension, months) if dimension else ()
    if not found:
        return
    drawn = funnel_of(view.dataset, indicator, scope, dimension, _wide())
    if drawn is None:
        long = max(len(each.label) for each in found) > LONG
        _pictures(view, scope, indicator, dimension, months, found, NAMED if long else COLUMNS)
        return
    left, right = st.columns(2, gap="large")
    with left:
        _pictures(view, scope, indicator, dimension, months, found, BESIDE)
    with right:
        _funnel(view, scope, indicator, dimension, drawn)


def _pictures(
    view: frame.View,
    scope: Scope,
    indicator: Indicator,
    dimension: str,
    months: int,
    found: tuple[Group, ...],
    columns: int,
) -> None:
    """The months of each group, a small picture each."""
    asked = (view.dataset, indicator, scope, dimension, months)
    whole = len(found) <= MOST or st.query_params.get(ALL) == EVERY
    panels, rows = apart.panels(*asked), apart.group_rows(*asked)
    shown = panels if whole else panels[:MOST]
    named, goals = apart.months_of(found, scope)
    label = view.catalog.label("dimension", dimension).lower()
    percent = " (%)" if indicator.unit == "percent" else ""
    headings = {"label": "Grupo", "numerator": "Numerador", "denominator": "Denominador"}
    headings |= {key: f"{said}{percent}" for key, said in reversed(named.items())}
    chart(
        view,
        f"aparte_{dimension}",
        words.say("apart_by", dimension=label),
        apart.groups_said(indicator, found),
        charts.small_multiples(
            shown, list(named.values()), goals, indicator.unit, view.colours, view.mark, min(columns, len(shown))
        ),
        charts.multiples_alt(shown, len(panels) - len(shown)),
        _evidence(indicator, scope, rows, headings),
    )
    if len(panels) > MOST:
        said = words.say("apart_fewer", count=MOST) if whole else words.say("apart_all", count=len(panels))
        st.button(
            in_markdown(said),
            key="aparte_todos",
            type="tertiary",
            on_click=state.look,
            kwargs={ALL: "" if whole else EVERY},
        )


def _funnel(view: frame.View, scope: Scope, indicator: Indicator, dimension: str, found: Funnel) -> None:
    """Who differs from the whole by more than chance explains."""
    asked = (view.dataset, indicator, scope, dimension, found.widened)
    rows = apart.funnel_rows(*asked)
    percent = indicator.unit == "percent"
    headings = {name: f"{said} (%)" if percent and name in SHARES else said for name, said in FUNNEL.items()}
    headings |= {"counted": "Eventos"} if indicator.counts == "hours" else {}
    said = " ".join(apart.funnel_said(*asked[:4], found))
    chart(
        view,
        f"embudo_{dimension}",
        words.say("funnel_title"),
        said,
        charts.funnel_chart(
            rows,
            apart.funnel_limits(*asked),
            found.centre,
            indicator.unit,
            view.colours,
            view.mark,
            indicator.decimals,
            indicator.denominator,
        ),
        charts.funnel_alt(rows, said),
        _evidence(indicator, scope, rows, headings),
    )
    if found.dispersed:
        st.session_state["embudo_ancho"] = found.widened
        st.toggle(in_markdown(words.say("funnel_wide")), key="embudo_ancho", on_change=_widen)


def _widen() -> None:
    state.look(**{WIDE: WIDENED if st.session_state["embudo_ancho"] else ""})


def _wide() -> bool:
    return st.query_params.get(WIDE) == WIDENED


def _evidence(indicator: Indicator, scope: Scope, rows: list[dict], headings: dict[str, str]) -> Evidence:
    return Evidence(
        rows,
        {name: said for name, said in headings.items() if any(row.get(name) not in (None, "") for row in rows)},
        indicator.source_registers,
        indicator.code,
        lambda key: state.place(casos=key),
        ignored_filters(indicator, scope),
    )
