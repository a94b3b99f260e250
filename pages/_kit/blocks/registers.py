"""Owns what the screens show of the registers: those that evidence a system, with the clauses, and the gaps between
plan and law."""

from dataclasses import replace

import streamlit as st

from pages._kit.blocks.figure import reading
from pages._kit.shell import frame
from sig_metrics.catalog.review import Gap, ReviewInput, load_clauses, load_gaps, registers_of
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import compute, review
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.objectives import measured_by
from sig_metrics.measure.plan import ruling_of
from sig_metrics.measure.review_said import clauses_said
from sig_metrics.measure.scope import Scope


@remembered(1)
def _gaps(dataset: Dataset) -> tuple[Gap, ...]:
    return load_gaps(dataset.catalog.root)


@remembered(1)
def _clauses(dataset: Dataset) -> tuple[ReviewInput, ...]:
    return load_clauses(dataset.catalog.root)


def _of_plan(view: frame.View) -> list[Gap]:
    """The gaps of the plan in view; those of another plan are not its own."""
    ruling = ruling_of(view.dataset, view.scope())
    return [gap for gap in _gaps(view.dataset) if ruling and (gap.year, gap.version) == (ruling.year, ruling.version)]


def gaps(view: frame.View, stage: str | None = None, system: str | None = None) -> None:
    """Where the law asks what the plan in view does not programme, for a stage or a system."""
    found = [gap for gap in _of_plan(view) if stage in (None, gap.stage) and system in (None, *gap.systems)]
    if not found:
        return
    with st.expander(f"Brechas entre el plan y la norma ({len(found)})"):
        for gap in found:
            st.markdown(f"**{in_markdown(gap.title)}.** {in_markdown(gap.text)}")
            st.caption(in_markdown(f"{gap.norm} · actividades {words.listing(list(gap.activities))}"))


def gaps_of(view: frame.View, system: str, activities: tuple[str, ...]) -> list[Gap]:
    """The gaps of the plan in view that are of a system and of some of these activities."""
    return [gap for gap in _of_plan(view) if system in gap.systems and set(activities) & set(gap.activities)]


def evidence(view: frame.View, scope: Scope, system: str) -> None:
    """The registers of a system with the clauses each evidences, and what its management review asks for."""
    standard, found = view.standard_prefix(system), view.sources
    inputs = _clauses(view.dataset)
    left, right = st.columns(2, gap="large")
    with left:
        frame.section(
            "Registros y cláusulas que evidencian",
            f"Cláusulas de {standard}; un registro sin filas todavía no evidencia nada.",
        )
        rows = [
            {
                "title": found[name].title,
                "rows": words.number(found[name].rows) if found[name].rows else words.NO_DATA,
                "loaded": words.moment(found[name].loaded_at)[:10] if found[name].load else "",
                "clauses": ", ".join(clause.removeprefix(f"{standard} § ") for clause in clauses),
            }
            for name, clauses in registers_of(view.catalog, system, standard, inputs).items()
            if name in found
        ]
        reading(
            rows,
            {"title": "Registro", "rows": "Filas", "loaded": "Última carga", "clauses": "Cláusulas"},
            numbers=("rows",),
            place="clausulas",
            narrow="named",
        )
    with right:
        _inputs(view, scope, system, inputs)


def _inputs(view: frame.View, scope: Scope, system: str, inputs: tuple[ReviewInput, ...]) -> None:
    """What the management review asks of a system, and with what it is answered."""
    frame.section(
        "Entradas de la Revisión por la Dirección",
        "Lo que la cláusula 9.3 pide de este sistema y con qué se responde.",
    )
    asked = [each for each in inputs if each.asked_by(system)]
    rows = [
        {
            "clause": ", ".join(clause.clause for clause in each.asked_by(system)),
            "input": each.input,
            "evidence": _answer(view, scope, each),
        }
        for each in asked
    ]
    headings = {"clause": "Cláusula", "input": "Qué pide", "evidence": "Con qué se responde"}
    reading(rows, headings, place="entradas", narrow="coded")


def unanswered(view: frame.View, scope: Scope) -> None:
    """What the management review asks of a system by name and has no evidence at the cut-off, as its own screen says."""
    lines = review.inputs(view.dataset, replace(scope, unit=None))
    asked = review.tally(lines)
    count = words.count(sum(asked.values()), "entrada", "entradas")
    frame.section("Cláusulas sin evidencia", aside=words.say("shown_of", shown=asked[review.MISSING], count=count))
    if not asked[review.MISSING]:
        st.caption(in_markdown(words.say("all_answered")))
    for line in lines:
        for cell in line.owed:
            if cell.state == review.MISSING:
                st.markdown(f"{in_markdown(line.asked.title)} :gray[{in_markdown(clauses_said(cell))}]")


def _answer(view: frame.View, scope: Scope, each: ReviewInput) -> str:
    """«3 de 4 indicadores con dato», or whose indicators they are, or the registers where none answers, or that
    nothing does yet."""
    names = (
        tuple(i.name for i in view.catalog.indicators.values() if scope.system in i.systems)
        if each.every_indicator
        else tuple(view.catalog.indicator(code).name for code in each.indicators)
    )
    if each.objectives:
        names += measured_by(view.dataset, scope, each.objectives)
    found = (
        [m for m in compute.measures(view.dataset, view.dataset.indicators(names), scope) if m.status != "excluded"]
        if names
        else []
    )
    if found:
        known, kept = sum(m.value is not None for m in found), sum(m.status == "protected" for m in found)
        said = f"{words.number(known)} de {words.count(len(found), 'indicador con dato', 'indicadores con dato')}"
        return f"{said}; {words.count(kept, 'protegido', 'protegidos')}" if kept else said
    loaded = [view.sources[name].title for name in each.registers if name in view.sources and view.sources[name].rows]
    if loaded or not names:
        return words.listing(loaded) if loaded else words.say("answered_by_nothing")
    return words.say("answered_elsewhere", indicators=words.listing(list(each.indicators)))
