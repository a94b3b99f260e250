"""Owns the evidence of a cell of the management review, as the drawer shows it: what is missing and who owes it, the
registers with where their rows come from, the rows of an output, and the indicators."""

import streamlit as st

from pages._kit import boards
from pages._kit.blocks.figure import Evidence, reading, source
from pages._kit.blocks.registers import gaps_of
from pages._kit.blocks.rows import rows_of
from pages._kit.boards import tables
from pages._kit.shell import state
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.catalog.labels import typed_value
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.measure import compute
from sig_metrics.measure.beside import all_without
from sig_metrics.measure.review import Cell, Item, Line, Review, review
from sig_metrics.measure.review_rows import output_lines
from sig_metrics.measure.review_said import activities_said, clauses_said, lacking_said, owners_said
from sig_metrics.measure.scope import Scope

TONES = {"breach": "red", "concern": "orange"}  # the colours that Markdown has for what is missing
REGISTERS = {
    "title": "Registro",
    "situation": "Situación",
    "rows": "Filas",
    "load": "Carga",
    "file": "Archivo",
    "covered": "Cubierto hasta",
}


def asked_review(view: View, scope: Scope, name: str):
    """(title, what draws it, with what) of the cell that the address asks for, «SGSI.e11»; None of what is not asked."""
    system, _, key = name.partition(".")
    found = review(view.dataset, scope)
    line, cell = found.cell(key, system) or (None, None)
    if cell is None or not cell.clauses:
        return None
    title = f"{view.catalog.label('system', system)} {clauses_said(cell)} · {line.asked.title}"
    return title, _cell, (view, found, line, cell)


@guarded("review")
def _cell(view: View, found: Review, line: Line, cell: Cell) -> None:
    _standing(view, found, cell)
    registers = [item for item in cell.items if item.measure is None]
    if registers:
        st.markdown(in_bold(words.say("review_registers")))
        rows = [_register(view, item) for item in registers]
        reading(rows, REGISTERS, numbers=("rows",), narrow="named")
        if any(item.whole and item.of is None for item in registers):
            st.caption(in_markdown(words.say("review_whole")))
    for item in registers:
        if item.of is not None and item.there:
            _lines(view, found, cell, item)
    _indicators(view, found, cell)
    source(view, tuple(dict.fromkeys(item.name for item in registers if item.name in view.sources)))


def _standing(view: View, found: Review, cell: Cell) -> None:
    """How the cell stands, what is missing of it and who owes it, and what the plan does not programme of it."""
    word = view.catalog.vocabularies["review_state"][cell.state]
    sign = f"{word.icon} {word.label.capitalize()}"
    tone = "" if cell.indirect else TONES.get(word.role, "")
    st.markdown(f":{in_markdown(tone)}[{in_bold(sign)}]" if tone else in_bold(sign))
    if cell.indirect:
        st.caption(in_markdown(words.say("review_indirect_why")))
    lacks = lacking_said(view.catalog, found, cell)
    if lacks:
        whose = ", ".join(filter(None, (owners_said(view.catalog, cell), activities_said(cell))))
        st.markdown("\n".join(f"- {in_markdown(each[0].upper() + each[1:])}" for each in lacks))
        st.markdown(in_markdown(words.say("review_owes", whose=whose)))
    for gap in gaps_of(view, cell.system, cell.activities if lacks else ()):
        st.caption(in_markdown(words.say("review_gap", title=gap.title, norm=gap.norm)))


def _register(view: View, item: Item) -> dict:
    """A register as evidence: its rows, the load and the file they come from, and until when it is covered."""
    held, register = view.sources.get(item.name), view.catalog.registers.get(item.name)
    reserved = bool(register and register.reserved)
    title = register.title if register else item.name
    loaded = item.fresh is not None and item.fresh.loaded
    return {
        "title": _headed(item.of.says) if item.of is not None else title,
        "situation": words.say(f"review_is_{item.state}"),
        "rows": words.say("review_reserved") if reserved else words.number(item.rows if loaded else None),
        "load": f"n.º {held.load}" if held and held.load else "",
        "file": held.file or "" if held else "",
        "covered": words.day(item.fresh.covered_until) if item.fresh and item.fresh.covered_until else "",
    }


def _lines(view: View, found: Review, cell: Cell, item: Item) -> None:
    """The rows of the review that evidence an output."""
    register = view.catalog.registers[item.name]
    lines = output_lines(view.dataset, item.of, cell.system, found.scope.cutoff)
    shown = [{name: typed_value(view.catalog, register, name, row[name]) for name in row} for row in lines]
    asked = {*register.key, *item.of.filled} if item.of.filled else {each.name for each in register.columns}
    headings = {n.name: n.heading for n in register.columns if n.name in asked and any(row[n.name] for row in lines)}
    title, name = _headed(item.of.says), f"revision_{item.name}"
    st.markdown(in_bold(title))
    if item.of.filled:
        reading(shown, headings, narrow="named")
    else:
        rows_of(view, name, name, title, Evidence(shown, headings, (item.name,), ""))


def _headed(says: str) -> str:
    return says[0].upper() + says[1:]


def _indicators(view: View, found: Review, cell: Cell) -> None:
    """The indicators with their value and state, each of which opens its ficha; those of other systems are named."""
    asked = tuple(item.measure.indicator for item in cell.counted if item.measure is not None)
    if asked:
        st.markdown(in_bold(words.say("review_measures")))
        if found.scope.system is None:
            st.caption(in_markdown(words.say("review_values", system=view.catalog.label("system", cell.system))))
        at = found.at(cell.system)
        measured, histories = compute.measures(view.dataset, asked, at), compute.all_series(view.dataset, asked, at)
        without = all_without(view.dataset, measured)
        board = tables.measures(view.catalog, measured, histories, tight=True, without=without)
        boards.measures(board, key="revision_indicadores", on_pick=_open_ficha)
    others = [item.name for item in cell.items if not item.counts]
    if others:
        st.caption(in_markdown(words.say("review_elsewhere", codes=words.listing(others))))


def _open_ficha(code: str) -> None:
    state.place(ficha=code)
