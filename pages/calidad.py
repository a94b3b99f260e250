"""Calidad: which files came and which are missing, how fresh each register is, and what the consistency rules found."""

from collections.abc import Callable

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import drawer
from pages._kit.blocks.figure import Evidence, downloads, reading
from pages._kit.boards import quality
from pages._kit.shell import frame
from pages._kit.shell.start import show
from sig_metrics.catalog.register_model import Code
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import consistency, coverage, law_state
from sig_metrics.measure.coverage import Line

TONES = {"breach": "red", "concern": "orange"}  # the colours that Markdown has for the roles of what comes first
NO_FILTERS = "Miran todo lo cargado: no cambian con la fecha de corte ni con los filtros. Pulse una regla para ver sus filas y qué hacer."


def first(view: frame.View, lines: list[Line]) -> None:
    """What is missing and what is grave, a sentence each, with the button that answers it."""
    frame.section(words.say("quality_first"))
    grave, lacking = consistency.grave(consistency.findings(view.dataset)), coverage.lacking(lines)
    words_of = view.catalog.vocabularies
    for found in grave:
        word = words_of["severity"][found.check.severity]
        _line(word, consistency.grave_said(found), "Ver filas", drawer.pick_rule, found.check.code)
    for line in lacking:
        word, said = words_of["freshness_state"][line.situation], coverage.lacking_said(view.catalog, line)
        _line(word, said, "Cargar", drawer.pick_cell, f"register.{line.register}")
    if not grave and not lacking:
        st.caption(in_markdown(words.say("coverage_whole")))


def _line(word: Code, said: str, button: str, act: Callable[[str], None], key: str) -> None:
    """A sentence under its sign, and its button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":{TONES[word.role]}[{in_markdown(word.icon)}] {in_markdown(said)}", width="content")
        st.button(in_markdown(button), key=f"primero_{key}", type="tertiary", on_click=act, args=(key,))


def calendar(view: frame.View, lines: list[Line], cutoff_month: int) -> None:
    """The register × month board; a register leads to its load."""
    frame.section(
        "Envíos por registro y mes",
        "Cada bloque está en el último mes de su periodo. Pulse un registro, o lo que falta, para cargarlo.",
    )
    board = quality.calendar(view.catalog, lines, cutoff_month)
    if not board["groups"]:
        st.caption(in_markdown(f"Ningún registro con calendario tiene datos{view.filtered}."))
        return
    rows = sum(len(group["rows"]) for group in board["groups"])
    high = 4.4 + 1.65 * rows + 2.2 * len(board["groups"])
    boards.plan_grid(board, key="cobertura", on_pick=drawer.pick_cell, lines=high)
    rest = [line.situation for line in lines]
    notes = [
        words.count(rest.count(state), "registro", "registros") + text
        for state, text in (
            ("on_change", " sin calendario: se cargan cuando cambian."),
            ("unused", " todavía sin datos."),
        )
        if state in rest
    ]
    if "received" in {block["state"] for block in board["legend"]}:
        notes.append(
            "«Sin juzgar el plazo»: datos de demostración, o meses que ya habían vencido cuando el registro empezó a usarse aquí."
        )
    st.caption("  \n".join(notes))


def freshness(view: frame.View, lines: list[Line]) -> None:
    """Until when each register is covered, when more is due and which indicators it leaves in grey."""
    frame.section(
        "Frescura de cada registro",
        "Lo atrasado primero. Un registro sin actualizar deja en gris los indicadores que dependen de él.",
    )
    dated = quality.freshness(view.catalog, [line for line in lines if line.dated])
    rest = quality.freshness(view.catalog, [line for line in lines if not line.dated])
    with st.container(key="wide-frescura"):
        reading(dated, quality.FRESHNESS)
    if rest:
        with (
            st.expander(in_markdown(words.say("quality_on_change", count=len(rest)))),
            st.container(key="wide-sin-calendario"),
        ):
            reading(rest, quality.UNDATED)
    if rows := [*dated, *rest]:
        downloads(
            view,
            "frescura",
            "Frescura de cada registro",
            Evidence(rows, quality.FRESHNESS, tuple(line.register for line in lines), ""),
        )


def xray(view: frame.View) -> None:
    """«Rayos X»: the rules that found something, the gravest first, and those that found nothing."""
    found = consistency.findings(view.dataset)
    guilty, innocent = [each for each in found if each.count], [each for each in found if not each.count]
    frame.section("Rayos X", NO_FILTERS)
    if guilty:
        board = quality.rules(view.catalog, guilty, consistency.trend(view.dataset))
        boards.measures(board, key="reglas", on_pick=drawer.pick_rule, lines=1.5 + 1.6 * len(guilty))
    with st.expander(f"Reglas sin hallazgos ({len(innocent)})"):
        reading(quality.clean(view.catalog, innocent), quality.CLEAN)


def page(view: frame.View) -> None:
    scope = view.scope()
    lines = coverage.coverage(view.dataset, scope)
    frame.title(
        "Calidad",
        [
            *coverage.summary(view.catalog, lines, scope.cutoff, bool(scope.unit), view.filtered),
            consistency.summary(consistency.findings(view.dataset)),
            *law_state.calendar_said(view.dataset),
        ],
    )
    first(view, lines)
    calendar(view, lines, scope.cutoff.month)
    xray(view)
    freshness(view, lines)
    drawer.open_if_asked(view, scope)


show(page)
