"""Owns the one way of the rows of a register to a screen: the table that is looked at and the files that it is taken away in.

While the screen is shared, a sentence stands for them with how many there are. What is hidden so: the rows behind a point,
a number or a cell (`drawer`, `evidence`, `rule`), a row alone with what answers it (`case`), the rows of a register that a
topic lists (`topics/tables`) or that evidence an output (`reviewed`), those behind a question of the Explorador, which come
by the drawer, and what Agenda owes of something that happened (`duty`). Carga, whose whole matter is rows, is closed
meanwhile. The plan is no case: what it programmes and who owes it is what a session looks at."""

from collections.abc import Callable

import streamlit as st

from pages._kit.blocks.figure import Evidence, downloads, grid
from pages._kit.shell import state
from pages._kit.shell.frame import View
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown

PLAN = ("deliverable", "plan_")  # the registers of the plan, and how the names of the others of it begin


def hides(registers: tuple[str, ...]) -> bool:
    """Whether the rows of some registers are not to be on the screen now."""
    return state.shared() and not all(name.startswith(PLAN) for name in registers)


def rows_of(
    view: View,
    key: str,
    name: str,
    title: str,
    evidence: Evidence,
    on_pick: Callable[[str], None] | None = None,
    below: Callable[[str], None] | None = None,
    total: int | None = None,
) -> None:
    """The rows of registers: a table whose element is `key`, and its files, called `name`; `total`: how many there are, where
    not all are in it."""
    if hides(evidence.registers):
        return hidden(len(evidence.rows) if total is None else total)
    grid(evidence.rows, evidence.headings, key, on_pick, below)
    downloads(view, name, title, evidence)


def hidden(count: int) -> None:
    """What stands for rows that are not shown."""
    st.info(in_markdown(words.say("shared_rows", rows=words.count(count, "fila", "filas"))), icon=":material/cast:")
