"""Owns what is searched: the box of a whole screen, and that of a long table, where what is typed leaves the rows that have
it. Both are in the address; of tables, one of the screen and one of its drawer."""

import streamlit as st

from pages._kit.blocks import address
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.text import fold
from sig_metrics.present.display import display_table

PAGE, DRAWER = "q", "qd"  # of the address: «q=tabla.lo que se busca»
SCREEN = "buscar"  # of the address: what a whole screen is searched for
LONGEST, ASKED = 60, 80  # characters of the search of a table, and of a screen


def box(label: str, hint: str, key: str) -> str:
    """The box that a screen is searched by, of which the address says the text; what was typed."""
    st.session_state[key] = text = words.plain(st.query_params.get(SCREEN, ""), ASKED)
    st.text_input(
        label,
        key=key,
        type="search",
        icon=":material/search:",
        placeholder=hint,
        max_chars=ASKED,
        on_change=address.keep,
        args=(SCREEN, key),
        label_visibility="collapsed",
    )
    return text


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
