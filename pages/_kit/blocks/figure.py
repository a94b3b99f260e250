"""Owns the block around every chart: title, what it shows, chart and table tabs, downloads, source line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from pages._kit.shell import state
from pages._kit.shell.frame import View, section
from sig_metrics.language import words
from sig_metrics.language.literal import Markdown, in_file_name, in_markdown
from sig_metrics.measure.beside import undivided_text
from sig_metrics.present.charts import PLOTLY_CONFIG
from sig_metrics.present.display import display_table, kinds
from sig_metrics.present.export import EMPTY, to_csv, to_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# How a column of a table that can be sorted is written: its values keep their type.
LOOKS = {
    "day": lambda heading: st.column_config.DateColumn(heading, format="DD/MM/YYYY"),
    "decimal": lambda heading: st.column_config.NumberColumn(heading, format="%.1f" if "(%)" in heading else "%.2f"),
}


@dataclass(frozen=True)
class Evidence:
    """What stands behind a figure: its rows with their headings, its registers, the ficha that explains it, what a
    click on a point does (it gets the point's `customdata` or `y`), and the filters in force that it does not
    follow."""

    rows: list[dict]
    headings: dict[str, str]
    registers: tuple[str, ...]
    ficha: str
    on_pick: Callable[[str], None] | None = None
    whole: tuple[str, ...] = ()


def chart(view: View, key: str, title: str, sentence: str, figure: go.Figure, alt: str, evidence: Evidence) -> None:
    """One figure with its evidence: the table says the same as the picture."""
    section(title, sentence)
    picture, table = st.tabs(["Gráfico", "Tabla"])
    with picture:
        _picture(view, key, figure, alt, evidence.on_pick)
    with table:
        grid(evidence.rows, evidence.headings, key)
        downloads(view, key, title, evidence)
    with st.container(gap=None):
        undivided(view, evidence.whole)
        source(view, evidence.registers)
        st.button(
            "¿Por qué este número?",
            key=f"why_{key}",
            type="tertiary",
            on_click=state.place,
            kwargs={"ficha": evidence.ficha},
        )


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


def _picture(view: View, key: str, figure: go.Figure, alt: str, on_pick: Callable[[str], None] | None) -> None:
    config = {**PLOTLY_CONFIG, "toImageButtonOptions": {"filename": _file_name(view, key), "scale": 2}}

    def picked() -> None:
        for point in st.session_state[f"fig_{key}"].selection.points[:1]:
            held = point.get("customdata")
            if picked_key := str(held[0] if isinstance(held, list) and held else held or ""):
                on_pick(picked_key)

    more = {"on_select": picked, "selection_mode": "points"} if on_pick else {}
    st.plotly_chart(figure, key=f"fig_{key}", theme=None, config=config, alt=alt, **more)


def _file_name(view: View, key: str) -> str:
    return in_file_name(f"{'demostracion_' if view.notes else ''}{key}_{view.choice.corte}")


def grid(rows: list[dict], headings: dict[str, str], key: str) -> None:
    """A table with Spanish headings, dates and numbers; «sin datos» when there is nothing."""
    if not rows:
        st.caption(words.say("nothing_with_filters"))
        return
    shown = display_table(rows, headings, typed=True)
    looks = {heading: LOOKS[kind](heading) for heading, kind in kinds(rows, headings).items() if kind in LOOKS}
    st.dataframe(
        shown,
        hide_index=True,
        key=f"tab_{key}",
        width="stretch",
        height="content" if len(rows) <= 14 else 420,
        placeholder="—",
        column_config=looks,
    )


def reading(rows: list[dict], headings: dict[str, str], numbers: tuple[str, ...] = ()) -> None:
    """A short table meant to be read whole: long texts wrap, and the columns in `numbers` are aligned on the right.

    `st.table` reads Markdown: every text is made literal here, but for what comes as `Markdown`. It aligns by the
    type of a column, and these come as text («92.0 %»): the key tells frame.STYLE their places."""
    if not rows:
        st.caption(words.say("nothing_with_filters"))
        return
    places = "".join(f"n{n}-" for n, name in enumerate(headings, 1) if name in numbers)
    with st.container(key=f"numbers-{'-'.join(numbers)}-{places}" if numbers else None):
        st.table(
            display_table([{name: _read(row.get(name)) for name in headings} for row in rows], headings),
            border="horizontal",
            hide_index=True,
        )


def _read(value: object) -> object:
    """A cell of `reading`: its text made literal, unless it is Markdown already."""
    return in_markdown(value) if isinstance(value, str) and not isinstance(value, Markdown) else value


def downloads(view: View, key: str, title: str, evidence: Evidence) -> None:
    """CSV and Excel of a table, made only when asked for, with source and demonstration mark: in a CSV, columns of
    every row."""
    rows, headings, name = evidence.rows, evidence.headings, _file_name(view, key)
    notes = [
        view.source(evidence.registers),
        *filter(None, [undivided_text(view.catalog, evidence.whole)]),
        *view.notes,
    ]
    beside = {"notice": view.mark, "source": " · ".join(notes[:-1] if view.notes else notes)}
    marked = {**headings, **({"notice": "Aviso"} if view.notes else {}), "source": "Fuente"}
    lines = rows or [{next(iter(headings)): EMPTY}]
    left, right, _ = st.columns([1, 1, 4])
    left.download_button(
        "CSV",
        lambda: to_csv([{**row, **beside} for row in lines], marked),
        f"{name}.csv",
        "text/csv",
        key=f"csv_{key}",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )
    right.download_button(
        "Excel",
        lambda: to_xlsx(rows, headings, title, notes),
        f"{name}.xlsx",
        XLSX,
        key=f"xlsx_{key}",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )
