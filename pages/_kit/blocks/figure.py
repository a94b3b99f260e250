"""Owns the block around every chart: title, what it shows, chart and table tabs, source line."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from pages._kit import boards
from pages._kit.blocks import address, ordered
from pages._kit.blocks.searching import DRAWER, PAGE, searched
from pages._kit.blocks.taken import XLSX, Evidence, downloads, file_name, marked_name
from pages._kit.shell import state
from pages._kit.shell.frame import View, reserved, section
from sig_metrics.language import words
from sig_metrics.language.literal import Markdown, in_markdown, in_plotly
from sig_metrics.measure.beside import undivided_text
from sig_metrics.measure.kept import kept
from sig_metrics.measure.origin import ORIGINAL
from sig_metrics.present.display import display_table, kinds

__all__ = ["XLSX", "Evidence", "downloads", "marked_name"]  # what a figure leaves with, asked for here too
FIGURE = "figura"  # of the address: the evidence of a figure of this screen
TABLE = "tabla"  # of the address: the figures of this screen that are seen as tables
ASKED = "consulta"  # of the address: the one that is seen as its query
LOOKED_AT = ("Gráfico", "Tabla", "SQL")
# of the session: whose mark is picked, and which one; how often each table was drawn anew
MARKED, PICKED, TURNS = "marked", "picked", "turns"
QUERY = 340  # pixels of a query beside its chart
SHORT = 14  # rows that are seen at once; longer tables can be searched

LOOKS = {  # how a column of a table that can be sorted is written: its values keep their type
    "day": lambda heading: st.column_config.DateColumn(heading, format="DD/MM/YYYY"),
    "whole": lambda heading: st.column_config.NumberColumn(heading, format="%,d"),
    "decimal": lambda heading: st.column_config.NumberColumn(heading, format="%,.1f" if "(%)" in heading else "%,.2f"),
    "year": lambda heading: st.column_config.NumberColumn(heading, format="%d"),
    "text": lambda heading: st.column_config.TextColumn(heading),
}


@dataclass(frozen=True)
class Drawn:
    """A figure as it was drawn in this run, for the drawer that answers «¿Por qué este número?»."""

    title: str
    sentence: str
    evidence: Evidence


def drawn(view: View) -> dict[str, Drawn]:
    """{key: the figure} of what this run has drawn so far."""
    return vars(view).setdefault("drawn", {})


def chart(
    view: View,
    key: str,
    title: str,
    sentence: str,
    figure: go.Figure,
    alt: str,
    evidence: Evidence,
    query: bool = False,
) -> None:
    """One figure with its evidence: the table says the same as the picture, and is made when it is looked at; with
    `query`, its SQL has a place of its own. Of no rows there is no picture: it is said, unless its query is asked for."""
    drawn(view)[key] = Drawn(title, sentence, evidence)
    section(title, sentence)
    if evidence.rows or query:
        _looked_at(view, key, title, figure, alt, evidence, query)
    else:
        st.caption(in_markdown(view.nothing))
    with nullcontext() if view.cited and not evidence.whole else st.container(gap=None):
        undivided(view, evidence.whole)
        source(view, evidence.registers)
        st.button(
            "¿Por qué este número?",
            key=f"why_{key}",
            type="tertiary",
            on_click=state.place,
            kwargs={"casos": f"{FIGURE}.{key}"},
        )


def _looked_at(view: View, key: str, title: str, figure: go.Figure, alt: str, evidence: Evidence, query: bool) -> None:
    """The picture, its table and its query, of which one is seen."""
    name, labels = f"{TABLE}_{key}", LOOKED_AT if query else LOOKED_AT[:2]
    st.session_state[name] = LOOKED_AT[2 if query and key in address.several(ASKED) else key in address.several(TABLE)]
    picture, table, *more = st.tabs(labels, key=name, on_change=_look, args=(key,))
    if more and more[0].open:
        more[0].code(evidence.sql, language="sql", height=QUERY)
    elif table.open:
        with table:
            grid(evidence.rows, evidence.headings, key, evidence.on_pick)
            downloads(view, key, title, evidence)
    else:
        with picture:
            _picture(view, key, figure, alt, evidence)


def _look(key: str) -> None:
    """Callback of the tabs of a figure: the address says whether its table is seen, or its query."""
    _, table, asked = (st.session_state[f"{TABLE}_{key}"] == each for each in LOOKED_AT)
    address.put_beside(ASKED, key if asked else "")
    address.turn(TABLE, key, table)


def undivided(view: View, whole: tuple[str, ...]) -> None:
    """That a figure does not follow some of the filters in force, and what it shows instead."""
    if said := undivided_text(view.catalog, whole):
        st.caption(in_markdown(said))


def source(view: View, registers: tuple[str, ...]) -> None:
    """The line under a figure or a table: where it comes from."""
    if view.cited:
        view.cited[-1].extend(registers)
    else:
        st.caption(in_markdown(view.source(registers)))


@contextmanager
def one_source(view: View) -> Iterator[None]:
    """What is drawn inside has one source line, under all of it."""
    view.cited.append([])
    try:
        yield
    finally:
        registers = tuple(dict.fromkeys(view.cited.pop()))
    if registers:
        source(view, registers)


def _picture(view: View, key: str, figure: go.Figure, alt: str, evidence: Evidence) -> None:
    name = f"fig_{key}"
    held = st.session_state.get(PICKED) if st.session_state.get(MARKED) == name and state.placed() else None

    def picked(mark: str) -> None:
        _pick(name, [] if mark == held else [mark], evidence.on_pick)
        st.session_state[PICKED] = mark

    picture(figure, alt, name, file_name(view, key), picked if evidence.on_pick else None, held, evidence.below)


def picture(
    figure: go.Figure,
    alt: str,
    key: str,
    file: str,
    on_pick: Callable[[str], None] | None = None,
    picked: str | None = None,
    below: Iterable[str] = (),
) -> None:
    """A figure alone; `file`: the name under which it is taken away, with the lines `below` it."""
    about = {"alt": alt, "file": file, "opens": on_pick is not None, "picked": picked}
    boards.chart(figure, about | {"below": [in_plotly(line) for line in below]}, key=key, on_pick=on_pick)


def _turned(name: str) -> str:
    """The name of a table whose row may be picked: another one once the drawer of its mark is closed, so that
    nothing stays picked and the same row opens it again."""
    if st.session_state.get(MARKED) == name and not state.placed():
        _turn(name)
        del st.session_state[MARKED]
    turns = st.session_state.get(TURNS, {})
    return f"{name}_t{turns[name]}" if name in turns else name


def _turn(name: str) -> None:
    """Leaves nothing picked in a table: it is drawn anew."""
    turns = st.session_state.setdefault(TURNS, {})
    turns[name] = turns.get(name, 0) + 1


def _pick(name: str, picked: list[str], on_pick: Callable[[str], None]) -> None:
    """What is picked in an element, which leaves nothing picked in another; to pick it once more closes its drawer."""
    before = st.session_state.get(MARKED)
    if not picked:
        if before == name:
            state.close()
        return
    if before not in (None, name):
        _turn(before)
    if picked[0]:
        st.session_state[MARKED] = name
        on_pick(picked[0])


def grid(
    rows: list[dict],
    headings: dict[str, str],
    key: str,
    on_pick: Callable[[str], None] | None = None,
    below: Callable[[str], None] | None = None,
) -> None:
    """A table that can be searched, if it is long, and put in order by its headings; with `on_pick`, to pick a row does
    what a click on its mark does; with `below`, it draws the original of the picked row under the table."""
    if not rows:
        st.caption(in_markdown(words.say("nothing_listed")))
        return
    search, order = (DRAWER, ordered.DRAWER) if below or key.startswith(f"{FIGURE}_") else (PAGE, ordered.PAGE)
    found = searched(rows, headings, key, search) if len(rows) > SHORT else rows
    found, headed = ordered.ordered(found, headings, key, order)
    keys = [str(row.get(ORIGINAL if below else "key") or "") for row in found]
    opens = any(keys) and bool(on_pick or below)
    name = _turned(f"tab_{key}")

    def picked() -> None:
        selection = st.session_state[name].selection
        if selection.columns:
            _turn(f"tab_{key}")
            ordered.press(selection.columns[0], headings, key, order)
        elif opens and on_pick:
            _pick(f"tab_{key}", [keys[at] for at in selection.rows[:1] if at < len(keys)], on_pick)

    table = st.dataframe(
        display_table(found, headings, typed=True),
        hide_index=True,
        key=name,
        width="stretch",
        height="content" if len(found) <= SHORT else 420,
        placeholder="—",
        column_config=_looks(rows, headings, headed),
        on_select=picked,
        selection_mode=["single-column", *(["single-row"] if opens else [])],
    )
    _how(rows, ("row_original" if below else "row_opens") if opens else "")
    _originals(keys, table.selection.rows if below else [], below)


def _looks(rows: list[dict], headings: dict[str, str], headed: dict[str, str]) -> dict[str, dict]:
    """How each column is written, and its heading."""
    return {each: LOOKS[kind](headed.get(each, each)) for each, kind in kinds(rows, headings).items()}


def _how(rows: list[dict], opens: str) -> None:
    """What can be done with a table: its rows opened, and put in order."""
    said = [*([opens] if opens else []), *(["row_order"] if len(rows) > 1 else [])]
    if said:
        st.caption(in_markdown(" ".join(words.say(each) for each in said)))


def _originals(keys: list[str], picked: list[int], below: Callable[[str], None] | None) -> None:
    """What stands under a table of the row that is picked in it."""
    for at in picked[:1]:
        if at < len(keys) and keys[at]:
            below(keys[at])


def reading(
    rows: list[dict], headings: dict[str, str], numbers: tuple[str, ...] = (), place: str = "", narrow: str = ""
) -> None:
    """A short table meant to be read whole: long texts wrap, and the columns in `numbers` are aligned on the right. In
    a `place` of its own, as high as it will be, so that what is under it does not move. `narrow`: on a telephone a row
    is a few lines, the first of its name («named»), of its name and the last column («ended»), or of its code and its
    name («coded»).

    `st.table` reads Markdown: every text is made literal here, but for what comes as `Markdown`. It aligns by the
    type of a column, and these come as text («92.0 %»): the key tells frame.STYLE their places."""
    if not rows:
        st.caption(in_markdown(words.say("nothing_listed")))
        return
    places = "".join(f"n{n}-" for n, name in enumerate(headings, 1) if name in numbers)
    keys = [f"numbers-{'-'.join(numbers)}-{places}"] if numbers else []
    keys += [f"narrow-{narrow}-{'-'.join(headings)}"] if narrow else []
    with (
        reserved(2 + 1.5 * len(rows), place) if place else nullcontext(),
        st.container(key="-".join(keys) or None),
    ):
        st.table(_table(rows, headings), border="horizontal", hide_index=True)


@kept(64)
def _table(rows: list[dict], headings: dict[str, str]) -> object:
    """What `st.table` is given, made once for the same rows."""
    return display_table([{name: _read(row.get(name)) for name in headings} for row in rows], headings)


def _read(value: object) -> object:
    """A cell of `reading`: its text made literal, unless it is Markdown already."""
    return in_markdown(value) if isinstance(value, str) and not isinstance(value, Markdown) else value
