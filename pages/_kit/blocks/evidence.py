"""Owns the evidence as a drawer shows it: of an indicator, its series and the rows of its parts; of a figure, what it
says, what it draws and the rows behind its points."""

from dataclasses import replace
from functools import partial

import streamlit as st

from pages._kit.blocks import address
from pages._kit.blocks.case import case_of
from pages._kit.blocks.figure import Drawn, grid, reading, source, undivided
from pages._kit.blocks.figure import Evidence as Behind
from pages._kit.blocks.rows import rows_of
from pages._kit.shell import state
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.catalog.model import Catalog, CatalogError, Indicator
from sig_metrics.catalog.screen_model import Topic
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import drill
from sig_metrics.measure.beside import whole_text
from sig_metrics.measure.evidence import LEFT_OUT, Evidence, evidence
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.spoken import Number

PLAN_REGISTERS = ("plan_schedule", "deliverable")


@guarded("figure")
def of_figure(view: View, scope: Scope, key: str, found: Drawn) -> None:
    """Why the number of a figure: its own sentence, what it draws, the rows behind it and its query."""
    behind = found.evidence
    if "plan_schedule" not in behind.registers:  # only what is the plan's is of the stage of its screen
        scope = replace(scope, stage=None)
    if found.sentence:
        st.markdown(f"**{in_markdown(found.sentence.rstrip('.'))}.**")
    undivided(view, behind.whole)
    st.caption(in_markdown(filters_said(view.catalog, scope, behind.whole)))
    indicator = explained(view.catalog, behind.ficha)
    if behind.of_ficha and indicator:
        parts_of(view, key, evidence(view.dataset, indicator, scope))
    else:
        _rows_of(view, scope, key, found)
    source(view, behind.registers)
    files(view, behind.registers)
    if behind.sql:
        query_of(behind.sql)
    if indicator:
        to_ficha(indicator, key)


def _rows_of(view: View, scope: Scope, key: str, found: Drawn) -> None:
    """What a figure draws, and the rows behind its points, each kind of row in its tab."""
    drawn = found.evidence
    kinds = drawn.behind() if drawn.behind else drill.together(view.dataset, scope, drawn.points)
    titles = [each.title if len(kinds) > 1 else words.say("evidence_rows") for each in kinds]
    names = [f"{title} · {words.number(each.total)}" for title, each in zip(titles, kinds)]
    first, *others = address.tabs([in_markdown(name) for name in (words.say("evidence_drawn"), *names)], f"hojas_{key}")
    with first:
        grid(drawn.rows, drawn.headings, f"figura_{key}", drawn.on_pick)
    for n, (tab, behind) in enumerate(zip(others, kinds)):
        with tab:
            _many(len(behind.rows), behind.total)
            rows, name = Behind(behind.rows, behind.headings, behind.registers, ""), f"filas_{key}_{n}"
            rows_of(view, name, name, behind.title, rows, below=partial(case_of, view), total=behind.total)


def parts_of(view: View, key: str, found: Evidence) -> None:
    """The parts of a number in tabs, each with its rows: what is not in the numerator is first in the denominator."""
    indicator = found.measured.indicator
    if found.why:
        st.caption(in_markdown(found.why))
    if not found.parts:
        return
    said = {
        "denominator": ("Denominador", indicator.denominator),
        "numerator": ("Numerador", indicator.numerator),
        LEFT_OUT: (words.say("evidence_left_out_tab"), words.say("evidence_left_out")),
    }
    shown = [name for name in said if name in found.parts]
    tabs = address.tabs(
        [in_markdown(f"{said[name][0]} · {words.number(found.parts[name].total)}") for name in shown], f"hojas_{key}"
    )
    for tab, name in zip(tabs, shown):
        part = found.parts[name]
        with tab:
            st.caption(in_markdown(said[name][1]))
            if found.counted:
                _many(len(part.rows), int(part.total))
            rows = Behind(part.rows, part.headings, found.registers, indicator.code)
            place, title = f"{name}_{key}", f"{indicator.code} · {said[name][0]}"
            total = int(part.total) if found.counted else None
            rows_of(view, place, place, title, rows, below=partial(case_of, view), total=total)
    if found.counted:
        st.caption(in_markdown(words.say("evidence_as_known")))


@guarded("numbers")
def of_numbers(
    view: View,
    scope: Scope,
    key: str,
    numbers: tuple[Number, ...],
    topic: Topic | None = None,
    ignored: tuple[str, ...] = (),
) -> None:
    """The numbers of a sentence, of a crossing or of the tile of a topic, each with its rows in its tab; `ignored`: the
    filters in force that they do not follow."""
    registers = tuple(dict.fromkeys(name for each in numbers for name in each.registers)) or PLAN_REGISTERS
    st.caption(in_markdown(filters_said(view.catalog, scope, ignored)))
    names = [f"{each.name} · {words.number(each.number)}" for each in numbers]
    tabs = address.tabs([in_markdown(name) for name in names], f"hojas_{key}")
    for n, (tab, each) in enumerate(zip(tabs, numbers)):
        with tab:
            st.caption(in_markdown(each.says))
            _many(len(each.part.rows), int(each.part.total))
            rows, name = Behind(each.part.rows, each.part.headings, registers, ""), f"{key}_{n}"
            rows_of(view, name, name, each.name, rows, below=partial(case_of, view), total=int(each.part.total))
    source(view, registers)
    files(view, registers)
    for code in topic.indicators if topic else ():
        to_ficha(view.catalog.indicator(code), f"{key}_{code}")
    if topic is None:
        _of_plan(view, scope, key)


def _of_plan(view: View, scope: Scope, key: str) -> None:
    """The query of the numbers of the plan, and the way to their fichas."""
    plan = view.catalog.screens.plan.state
    advance = view.catalog.indicators[plan["delivered"]]
    query_of(evidence(view.dataset, advance, scope).sql)
    for indicator in (advance, view.catalog.indicators[plan["overdue"]]):
        to_ficha(indicator, f"{key}_{indicator.code}")


def to_ficha(indicator: Indicator, key: str) -> None:
    st.button(
        in_markdown(words.say("evidence_ficha", indicator=indicator.code, title=indicator.title)),
        key=f"ficha_{key}",
        icon=":material/article:",
        on_click=partial(state.place, ficha=indicator.code),
    )


def _many(shown: int, total: int) -> None:
    """How many rows there are, where not all are shown."""
    if shown < total:
        st.caption(in_markdown(words.say("evidence_first", total=words.number(total), shown=words.number(shown))))


def filters_said(catalog: Catalog, scope: Scope, ignored: tuple[str, ...], group: str = "") -> str:
    """The filters in force, the group of what is told apart, and those that a number does not follow."""
    held = {name: value for name, value in scope.filters().items() if name not in ignored}
    named = [
        f"{catalog.label('dimension', name).lower()} {catalog.label(name, value) if name in catalog.vocabularies else value}"
        for name, value in held.items()
    ]
    said = words.say(
        "evidence_filters",
        day=words.day(scope.cutoff),
        filters=words.listing([*named, *filter(None, [group])]) or "ninguno",
    )
    return said + (f" {whole_text(ignored).capitalize()}." if ignored else "")


def files(view: View, registers: tuple[str, ...]) -> None:
    """The last load of each register: file, and the hash of what came in."""
    rows = [
        {
            "register": found.title,
            "load": f"n.º {found.load}",
            "file": found.file,
            "sha256": found.sha256,
        }
        for name in registers
        if (found := view.sources.get(name)) and found.load
    ]
    if rows:
        with st.expander(in_markdown(words.say("evidence_files"))):
            reading(
                rows,
                {"register": "Registro", "load": "Carga", "file": "Archivo", "sha256": "SHA-256"},
                narrow="named",
            )


def query_of(sql: str) -> None:
    with st.expander(in_markdown(words.say("evidence_query"))):
        st.code(sql, language="sql")


def explained(catalog: Catalog, code: str) -> Indicator | None:
    """The indicator of a ficha, if there is one."""
    try:
        return catalog.indicator(code) if code else None
    except CatalogError:
        return None
