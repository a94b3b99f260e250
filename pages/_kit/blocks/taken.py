"""Owns what of a table leaves a screen: its evidence, and the files that it is taken away in."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages._kit.shell.frame import View
from sig_metrics.language.literal import in_file_name
from sig_metrics.measure.beside import undivided_text
from sig_metrics.measure.drill import Behind
from sig_metrics.present.export import EMPTY, to_csv, to_parquet, to_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"


@dataclass(frozen=True)
class Evidence:
    """What stands behind a figure: its rows with their headings, its registers, the ficha that explains it, what a
    click on a point does (it gets the point's `customdata` or `y`; a row of its table, its `key`), the filters in
    force that it does not follow, its points together, as the drawer asks for their rows, the query that ran,
    whether its number is that of its ficha, what gives the rows behind all of it where no key of `drill` does, and the
    lines that go under its picture where it is taken away."""

    rows: list[dict]
    headings: dict[str, str]
    registers: tuple[str, ...]
    ficha: str
    on_pick: Callable[[str], None] | None = None
    whole: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    sql: str = ""
    of_ficha: bool = False
    behind: Callable[[], tuple[Behind, ...]] | None = None
    below: tuple[str, ...] = ()


def file_name(view: View, key: str) -> str:
    return marked_name(view, f"{key}_{view.choice.corte}")


def marked_name(view: View, name: str) -> str:
    """The name of a file that leaves, which says that it has demonstration data."""
    return in_file_name(f"{'demostracion_' if view.notice else ''}{name}")


def downloads(view: View, key: str, title: str, evidence: Evidence) -> None:
    """CSV, Excel and Parquet of a table, made only when asked for, with source and demonstration mark: in a CSV and in
    Parquet, columns of every row."""
    rows, headings, name = evidence.rows, evidence.headings or {"said": title}, file_name(view, key)
    notes = [
        view.source(evidence.registers),
        *filter(None, [undivided_text(view.catalog, evidence.whole)]),
        *view.notes,
    ]
    beside = {"notice": view.mark, "source": " · ".join(notes[:-1] if view.notice else notes)}
    marked = {**headings, **({"notice": "Aviso"} if view.notice else {}), "source": "Fuente"}
    lines = rows or [{next(iter(headings)): EMPTY}]
    files = {
        "csv": ("CSV", "text/csv", lambda: to_csv([{**row, **beside} for row in lines], marked)),
        "xlsx": ("Excel", XLSX, lambda: to_xlsx(rows, headings, title, notes)),
        "parquet": ("Parquet", PARQUET, lambda: to_parquet([{**row, **beside} for row in rows], marked)),
    }
    for place, (kind, (label, mime, make)) in zip(st.columns([2, 2, 2, 3]), files.items()):
        place.download_button(
            label,
            make,
            f"{name}.{kind}",
            mime,
            key=f"{kind}_{key}",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
