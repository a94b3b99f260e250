"""Owns the order of a table: the heading that is pressed orders its rows by what that column holds, once more turns them, and
then they are as they came. It is in the address, of one table of the screen and of one of its drawer.

The grid sorts by itself only what it draws, and tells nobody: here its heading is told instead, and the library orders."""

from collections.abc import Mapping
from zlib import crc32

import streamlit as st

from pages._kit.blocks import address
from sig_metrics.present.display import in_order

PAGE, DRAWER = "o", "od"  # of the address: «o=5c1f2.received_on», «o=5c1f2.-received_on», by the sign of a table
SHORT = 5  # letters of that sign
DOWN = "-"
SIGNS = {"": "↑", DOWN: "↓"}


def sign(key: str) -> str:
    """What stands for a table in an address, which has no room for its whole name."""
    return f"{crc32(key.encode()):08x}"[:SHORT]


def order_of(headings: Mapping[str, str], key: str, name: str) -> tuple[str, str]:
    """(the column that a table is ordered by, «-» if from its end); («», «») as it came."""
    place, _, said = st.query_params.get(name, "").partition(".")
    column = said.removeprefix(DOWN)
    return (column, DOWN if said.startswith(DOWN) else "") if place == sign(key) and column in headings else ("", "")


def ordered(rows: list[dict], headings: Mapping[str, str], key: str, name: str) -> tuple[list[dict], dict[str, str]]:
    """(the rows in the order of the address, {heading: how it is written} of the one that orders them)."""
    column, way = order_of(headings, key, name)
    if not column:
        return rows, {}
    return in_order(rows, column, way == DOWN), {headings[column]: f"{headings[column]} {SIGNS[way]}"}


def press(heading: str, headings: Mapping[str, str], key: str, name: str) -> None:
    """From a callback: a heading was pressed."""
    column = next(each for each, said in headings.items() if said == heading)
    held, way = order_of(headings, key, name)
    turned = {"": DOWN + column, DOWN: ""}[way] if held == column else column
    address.put_beside(name, f"{sign(key)}.{turned}" if turned else "")
