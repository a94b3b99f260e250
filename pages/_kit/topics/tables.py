"""Owns the tables of the topics whose rows lead to a drawer: what a register has, several of them, and objectives beside what
measures them."""

import streamlit as st

from pages._kit.blocks.figure import Evidence, downloads, grid, source, undivided
from pages._kit.blocks.rows import hidden, hides
from pages._kit.shell.frame import View, section
from pages._kit.topics.drawing import behind, whole
from sig_metrics.catalog.screen_model import Chart
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.objectives import objectives as measured
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.told import LISTED
from sig_metrics.measure.told import listed as rows_of

REGISTERS = {"title": "Registro", "rows": "Filas", "source": "De dónde viene"}
OBJECTIVES = {
    "statement": "Objetivo",
    "indicator": "Indicador",
    "value": "Valor",
    "target": "Meta",
    "status": "Estado",
    "systems": "Sistemas",
}


def _unloaded(view: View, about: Chart) -> bool:
    """Whether none of its registers has rows: it says which to load."""
    if any(view.sources[name].rows for name in about.registers):
        return False
    names = words.listing([f"«{view.catalog.registers[name].title}»" for name in about.registers])
    section(about.title)
    st.caption(in_markdown(words.say("topic_unloaded", registers=names)))
    return True


def _table(view: View, about: Chart, rows: list[dict], headings: dict[str, str], ignored: tuple[str, ...]) -> None:
    """The rows, each a way to what is behind it, where they come from, and the files they are taken away in."""
    grid(rows, headings, about.key, behind(""))
    undivided(view, ignored)
    source(view, about.registers)
    downloads(view, about.key, about.title, Evidence(rows, headings, about.registers, "", whole=ignored))


def latest(view: View, scope: Scope, about: Chart) -> None:
    """The rows of a register, the last first; each leads to its words and to what belongs to it."""
    if _unloaded(view, about):
        return
    found = rows_of(view.dataset, scope.cutoff, about.registers[0], brief=True)
    section(about.title, about.sentence)
    if found and hides(about.registers):
        hidden(found.total)
    elif found:
        _table(view, about, found.rows[::-1], found.headings, whole(view, scope, ()))


def listed(view: View, scope: Scope, about: Chart) -> None:
    """Several registers, with how many rows of each are known; each leads to them."""
    if _unloaded(view, about):
        return
    rows = []
    for name in about.registers:
        found, register = rows_of(view.dataset, scope.cutoff, name), view.catalog.registers[name]
        if found and found.total:
            described = {"title": register.title, "rows": found.total, "source": register.source}
            rows.append({**described, "key": f"{LISTED}.{name}"})
    section(about.title, about.sentence)
    _table(view, about, rows, REGISTERS, whole(view, scope, ()))


def objectives(view: View, scope: Scope, about: Chart) -> None:
    """The objectives of the year beside the value of what measures each."""
    if _unloaded(view, about):
        return
    found = measured(view.dataset, scope, about.registers[0])
    rows = [
        {
            **each.row,
            "value": words.amount(each.measure.value, each.measure.indicator.unit, each.measure.indicator.decimals),
            "target": each.goal,
            "status": view.catalog.standing(each.measure.indicator, each.measure.status).label,
        }
        for each in found
    ]
    section(about.title, about.sentence)
    _table(view, about, rows, OBJECTIVES, whole(view, scope, ("system",)))
