"""Owns the search of a long table: what is typed leaves the rows that have it, and is in the address, of one table of the
screen and of one of its drawer."""

import streamlit as st

from pages._kit.blocks import address
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.text import fold
from sig_metrics.present.display import display_table

PAGE, DRAWER = "q", "qd"  # of the address: «q=tabla.lo que se busca»
LONGEST = 60  # characters


def searched(rows: list[dict], headings: dict[str, str], key: str, name: str = PAGE) -> list[dict]:
    """The rows that have every word looked for, in any of their cells as they read."""
    place, _, text = st.query_params.get(name, "").partition(".")
    st.session_state[f"find_{key}"] = words.plain(text, LONGEST) if place == key else ""
    asked = st.text_input(
        in_markdown(words.say("table_search")),
        key=f"find_{key}",
        placeholder=words.say("table_search"),
        label_visibility="collapsed",
        icon=":material/search:",
        max_chars=LONGEST,
        on_change=_keep,
        args=(name, key),
    )
    parts = fold(asked or "").split()
    if not parts:
        return rows
    texts = zip(*display_table(rows, headings).to_pydict().values())
    found = [row for row, cells in zip(rows, texts) if all(part in fold(_joined(cells)) for part in parts)]
    st.caption(in_markdown(words.say("table_found", found=words.number(len(found)), rows=words.number(len(rows)))))
    return found


def _keep(name: str, key: str) -> None:
    text = words.plain(st.session_state[f"find_{key}"] or "", LONGEST)
    address.put_beside(name, f"{key}.{text}" if text else "")


def _joined(cells: tuple) -> str:
    return " ".join(str(cell) for cell in cells if cell is not None)
