"""Owns the table of the order of the day while it is written: each point with its place, topic, unit and the screen that
shows it; points are moved by their number, added and taken out."""

from itertools import count

import streamlit as st

from pages._kit.session import place
from pages._kit.shell import frame
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.session.model import Item, Session

DRAFT = "orden"
COLUMNS = [1.7, 8.2, 1.7, 0.9, 1.0]


def drafted(key: str, items: tuple[Item, ...]) -> list[dict]:
    """The points that are being written under a key; the first time, those given."""
    held = st.session_state.setdefault(f"{DRAFT}_{key}", {"next": count(1), "rows": None})
    if held["rows"] is None:
        held["rows"] = [_row(held, each) for each in items]
    return held["rows"]


def _row(held: dict, item: Item) -> dict:
    return {
        "id": next(held["next"]),
        "topic": item.topic,
        "unit": item.unit,
        "input": item.review_input,
        "view": item.view,
        "urgent": item.urgent,
    }


def propose(key: str, items: tuple[Item, ...]) -> None:
    """From a callback: what is written gives way to what is proposed."""
    held = st.session_state[f"{DRAFT}_{key}"]
    held["rows"] = [_row(held, each) for each in items]


def forget(key: str) -> None:
    """What was written under a key is settled."""
    st.session_state.pop(f"{DRAFT}_{key}", None)


def editor(view: frame.View, key: str, items: tuple[Item, ...], session: Session | None = None) -> tuple[Item, ...]:
    """The table, and the order of the day as it is written now: points without a topic are left out."""
    rows = drafted(key, items)
    with st.container(key=f"sig-order-{key}", gap="xsmall"):
        _head()
        for at, row in enumerate(rows, 1):
            _line(view, key, row, at, len(rows), session)
    st.button(
        "Agregar un punto",
        key=f"{DRAFT}_{key}_mas",
        icon=":material/add:",
        type="tertiary",
        on_click=_add,
        args=(key, view),
    )
    written = [row for row in rows if row["topic"].strip()]
    return tuple(
        Item(n, row["topic"].strip(), row["unit"], row["input"], row["view"], row["urgent"])
        for n, row in enumerate(written, 1)
    )


def _head() -> None:
    with st.container(key="sig-order-head"):
        for column, said in zip(st.columns(COLUMNS, gap="small"), ("Punto", "Qué se trata", "Lo expone", "Vista", "")):
            column.caption(in_markdown(said))


def _line(view: frame.View, key: str, row: dict, at: int, last: int, session: Session | None) -> None:
    name, units = f"{DRAFT}_{key}_{row['id']}", _units(view)
    one, two, three, four, five = st.columns(COLUMNS, gap="small", vertical_alignment="center")
    st.session_state[f"{name}_lugar"] = at
    one.number_input(
        in_markdown(words.say("sitting_item_place", number=at)),
        1,
        last,
        key=f"{name}_lugar",
        label_visibility="collapsed",
        on_change=_move,
        args=(key, row["id"]),
    )
    row["topic"] = two.text_input(
        in_markdown(words.say("sitting_item_topic", number=at)),
        value=row["topic"],
        key=f"{name}_asunto",
        label_visibility="collapsed",
        placeholder="Qué se trata",
    )
    row["unit"] = three.selectbox(
        in_markdown(words.say("sitting_item_unit", number=at)),
        units,
        index=units.index(row["unit"]) if row["unit"] in units else 0,
        format_func=lambda code: view.catalog.label("unit", code),
        key=f"{name}_unidad",
        label_visibility="collapsed",
    )
    with four:
        if row["view"]:
            place.link(session, row["view"], "Ver", f"{name}_vista")
    five.button("Quitar", key=f"{name}_quitar", type="tertiary", on_click=_drop, args=(key, row["id"]))


def _units(view: frame.View) -> list[str]:
    return [code for code in view.catalog.vocabularies["unit"] if code != "ALL"]


def _rows(key: str) -> list[dict]:
    return st.session_state[f"{DRAFT}_{key}"]["rows"]


def _at(key: str, row: int) -> int:
    return next(at for at, each in enumerate(_rows(key)) if each["id"] == row)


def _move(key: str, row: int) -> None:
    """From a callback: a point goes to the place that its number says."""
    rows, to = _rows(key), st.session_state[f"{DRAFT}_{key}_{row}_lugar"]
    rows.insert(to - 1, rows.pop(_at(key, row)))


def _drop(key: str, row: int) -> None:
    _rows(key).pop(_at(key, row))


def _add(key: str, view: frame.View) -> None:
    _rows(key).append(_row(st.session_state[f"{DRAFT}_{key}"], Item(0, "", _units(view)[0])))
