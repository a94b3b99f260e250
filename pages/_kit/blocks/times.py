"""Owns the view «Tiempos» of the Explorador: how long the cases of a register take, open ones counted, and by which steps."""

import streamlit as st

from pages._kit.blocks import address
from pages._kit.blocks.figure import Evidence, chart, downloads, grid, source, undivided
from pages._kit.shell import frame
from pages._kit.shell.frame import marked
from pages._kit.topics import case_charts
from pages._kit.topics.drawing import behind, points, whole
from sig_metrics.catalog.screen_model import Chart
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import freshness
from sig_metrics.measure.durations import spoken, tables, times
from sig_metrics.measure.durations.paths import paths
from sig_metrics.measure.evidence import form_sql
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts

REGISTER, KIND, DAYS = "reg", "tipo", "dias"  # of the address
TIMES = {
    "label": "Grupo",
    "n": "Casos",
    "closed": "Cerrados",
    "open": "Abiertos",
    "median": "Mediana",
    "p90": "P90",
    "oldest": "Más antiguo",
    "suspended": "Suspendidos",
}
STEPS = {
    "days": "Días",
    "at_risk": "Podían cerrarse",
    "ended": "Se cerraron",
    "survival": "Sigue abierto (%)",
    "lower": "Desde (%)",
    "upper": "Hasta (%)",
}
PATHS = {"path": "Recorrido", "cases": "Casos", "share": "Parte (%)", "taken": "Días en total (mediana)"}


def body(view: frame.View) -> None:
    """The register, its sentence, its curve and table; its flow, its stock and its paths."""
    known, scope = times.registers(view.dataset), view.scope()
    if not known:
        st.info(in_markdown(words.say("times_none_known")), icon=":material/timer_off:")
        return
    register = address.chosen("tiempos_registro", REGISTER, known, known[0])
    _choose("tiempos_registro", REGISTER, known, lambda name: view.catalog.registers[name].title)
    if why := freshness.stock_unknown(view.dataset, (register,), scope.cutoff):
        frame.section(words.say("times_curve"), why)
        return
    usual = times.clock_of(view.dataset, register, scope)
    clock = address.chosen("tiempos_dias", DAYS, times.CLOCKS, usual)
    found = times.durations(view.dataset, register, scope, clock)
    kinds = (times.ALL, *(each.code for each in found.kinds))
    kind = address.chosen("tiempos_tipo", KIND, kinds, times.ALL)
    _said(view, scope, found, kind)
    _chips(found, kinds)
    left, right = st.columns([10, 11], gap="large")
    with left:
        _curve(view, scope, found, kind)
    with right:
        _table(view, scope, found)
    _stock(view, scope, register)
    _paths(view, scope, register, kind)


def _choose(key: str, name: str, known: tuple[str, ...], label) -> None:
    st.segmented_control(
        "Qué se mira",
        known,
        format_func=lambda code: in_markdown(label(code)),
        required=True,
        key=key,
        label_visibility="collapsed",
        on_change=address.fold,
        args=(name, key),
    )


def _chips(found: times.Durations, kinds: tuple[str, ...]) -> None:
    with st.container(horizontal=True, gap="medium"):
        if len(kinds) > 1:
            _choose("tiempos_tipo", KIND, kinds, lambda code: found.of(code).label)
        _choose("tiempos_dias", DAYS, times.CLOCKS, lambda code: spoken.unit_of(code).capitalize())


def _said(view: frame.View, scope: Scope, found: times.Durations, kind: str) -> None:
    with st.container(key="sig-lead"):
        st.markdown(marked(spoken.times_said(found, found.of(kind), scope)))


def _curve(view: frame.View, scope: Scope, found: times.Durations, kind: str) -> None:
    shown, said = found.of(kind), spoken.curve_said(found, found.of(kind))
    rows = tables.step_rows(shown)
    if not rows:
        return frame.section(words.say("times_curve"), said)
    term = None
    if shown.term is not None:
        basis = words.say(f"times_term_{'legal' if shown.is_legal else 'internal'}")
        term = {"days": shown.term, "label": basis, "share": shown.still_open(shown.term)}
    shares = [{**row, **{name: points(row[name]) for name in ("survival", "lower", "upper")}} for row in rows]
    chart(
        view,
        f"tiempos_{found.register}",
        words.say("times_curve"),
        said,
        charts.survival_curve(rows, term, view.colours, view.mark),
        charts.survival_alt(rows, said),
        Evidence(
            shares,
            STEPS,
            (found.register,),
            "",
            whole=whole(view, scope, ("unit",), found.register),
            sql=form_sql("survival"),
            points=(f"time.{found.register}.{shown.code if shown.by == 'kind' else times.ALL}.all",),
        ),
    )


def _table(view: frame.View, scope: Scope, found: times.Durations) -> None:
    frame.section(words.say("times_table"), spoken.table_said(found, scope))
    rows, key = tables.time_rows(found), f"tiempos_tabla_{found.register}"
    headings = {name: said for name, said in TIMES.items() if found.whole.suspended or name != "suspended"}
    grid(rows, headings, key, behind(""))
    undivided(view, whole(view, scope, ("unit",), found.register))
    if scope.unit:
        st.caption(in_markdown(words.say("times_unit_whole")))
    source(view, (found.register,))
    downloads(view, key, words.say("times_table"), Evidence(rows, headings, (found.register,), ""))


def _stock(view: frame.View, scope: Scope, register: str) -> None:
    left, right = st.columns([13, 8], gap="large")
    with left:
        case_charts.flow(
            view, scope, Chart("flow", words.say("times_flow"), registers=(register,), key=f"tiempos_flujo_{register}")
        )
    with right:
        about = Chart(
            "ages", words.say("times_ages"), registers=(register,), rows="age", key=f"tiempos_edad_{register}"
        )
        case_charts.ages(view, scope, about)


def _paths(view: frame.View, scope: Scope, register: str, kind: str) -> None:
    found = paths(view.dataset, register, scope, kind)
    rows = tables.path_rows(view.catalog, register, kind, found)
    cases = words.count(sum(each.cases for each in found), "caso", "casos")
    frame.section(words.say("times_paths"), words.say("times_paths_said", cases=cases))
    rows = [{**row, "share": points(row["share"])} for row in rows]
    key = f"tiempos_recorridos_{register}"
    grid(rows, PATHS, key, behind(""))
    undivided(view, whole(view, scope, ("unit",), register))
    source(view, (register,))
    downloads(view, key, words.say("times_paths"), Evidence(rows, PATHS, (register,), ""))
