"""Owns the forms of Carga for what arrives one at a time: a delivered document, and what ends something that was
open."""

from dataclasses import replace

import streamlit as st

from pages._kit.blocks import shown
from pages._kit.blocks.slot_papers import back
from pages._kit.loading import day, document, near
from pages._kit.loading.sending import WHO, drawn_row, send
from pages._kit.shell import data, frame
from sig_metrics.catalog.labels import JOIN, shown_value
from sig_metrics.catalog.model import Column, Register
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.measure import plan
from sig_metrics.measure.places import places_to_fill
from sig_metrics.publish.closing import asked, closing, closing_of, ends, open_rows, row_label
from sig_metrics.publish.condition import today
from sig_metrics.publish.entry import entry
from sig_metrics.publish.seen import Drawn
from sig_metrics.report.drafts.activity_back import Place


def _lost(view: frame.View, register: Register, offered: set[tuple]) -> Drawn | None:
    """The row whose form was on the screen and is no longer offered because another load wrote it, having said
    which; else None."""
    before = shown.last()
    if not isinstance(before, Drawn) or before.register != register.name or tuple(before.key.values()) in offered:
        return None
    now, _ = drawn_row(view, register, before.key)
    return now if shown.noticed() else None


def entry_form(view: frame.View | None) -> None:
    """One delivered document: activity (with search), the deliverable it answers for, and its support."""
    if view is None:
        st.info("Cargue primero el plan anual.", icon=":material/info:")
        return
    scope, register = view.scope(), view.catalog.register("deliverable")
    activities = {a.activity: a for a in plan.grid(view.dataset, replace(scope, system=None, unit=None))}
    left, right = st.columns([1, 1], gap="large")
    if not activities:
        st.info(in_markdown(words.say("form_no_plan", year=scope.year)), icon=":material/info:")
        return
    with left:
        code = st.selectbox(
            "Actividad (escriba para buscar)",
            list(activities),
            key="form_act",
            filter_mode="contains",
            index=None,
            format_func=lambda c: f"{c} · {activities[c].title}",
            placeholder="Número o palabras de la actividad",
        )
        if code is None:
            return
        year = view.plan_year(scope)
        places = {
            (place["month"], place["item"]): place for place in places_to_fill(view.dataset, scope, activities[code])
        }
        if _taken(view, register, year, code, places):
            return
        if not places:
            st.info("Esta actividad no tiene entregables pendientes a la fecha de corte.", icon=":material/info:")
            return
        spot = st.selectbox(
            "Entregable", list(places), format_func=lambda at: _place(view, places[at]), key=f"form_lugar_{code}"
        )
    with right:
        _document(view, year, activities[code].units.split("/"), code, places[spot])
        back(view, activities[code].units, Place(year, code, *spot), told_here=False)


def _taken(view: frame.View, register: Register, year: int, code: str, places: dict) -> bool:
    """Whether another load wrote the deliverable whose form was on the screen: it is shown, and another one is asked
    for."""
    before = shown.last()
    if not isinstance(before, Drawn) or before.key.get("activity") != code or before.key.get("year") != year:
        return False
    now = _lost(view, register, {(year, code, *at) for at in places})
    if now:
        _as_it_is(view, register, now.row)
        st.button("Registrar otro entregable", icon=":material/arrow_forward:", key="form_otro", on_click=shown.forget)
    return now is not None


def _place(view: frame.View, place: dict) -> str:
    state = (
        view.catalog.label("slot_state", place["state"]).lower()
        if place["state"] != "not_applicable"
        else "según necesidad"
    )
    return f"{words.MONTHS[place['month'] - 1].capitalize()}, n.º {place['item']} · {state}"


def _document(view: frame.View, year: int, units: list[str], code: str, place: dict) -> None:
    """The boxes of a document; what is left empty stays as its row already says."""
    vocabularies, register = view.catalog.vocabularies, view.catalog.register("deliverable")
    choices = [unit for unit in units if unit != "ALL"] or [unit for unit in vocabularies["unit"] if unit != "ALL"]
    drawn, mark = drawn_row(
        view, register, {"year": year, "activity": code, "programmed_month": place["month"], "item": place["item"]}
    )
    held = drawn.row
    if held:
        _as_it_is(view, register, held)
    with st.form(f"form_{code}_{place['month']}_{place['item']}_{mark}", border=False):
        values, note = document.boxes(view, register, choices, held, (year, place["month"]))
        who = st.text_input(WHO, max_chars=60)
        sent = st.form_submit_button("Registrar el entregable", type="primary", icon=":material/check:")
    if sent and not day.confirmed(values["delivered_on"], year, place["month"], held, drawn):
        said = words.say("form_date_proposed", day=words.day(values["delivered_on"]))
        note.warning(in_markdown(said), icon=":material/event:")
    elif sent:
        filled = {name: value for name, value in values.items() if value}
        send(view, entry(register, {**held, **drawn.key, **filled, "state": "delivered"}), who, drawn)


def closing_form(view: frame.View | None) -> None:
    """What was open and ended: an agreement, an incident, an alert; the rest of its row stays as it is."""
    if view is None:
        st.info("Cargue primero el plan anual.", icon=":material/info:")
        return
    found = {
        name: open_rows(view.dataset.snapshot, view.catalog, view.catalog.register(name))
        for name in view.catalog.screens.closings
    }
    left, right = st.columns([1, 1], gap="large")
    named = {name: in_markdown(closing.title) for name, closing in view.catalog.screens.closings.items()}
    with left:
        titles = {name: f"{named[name]} ({words.number(len(rows))} por cerrar)" for name, rows in found.items()}
        name = st.radio("Qué terminó", list(found), format_func=titles.get, key="cierre")
        register, rows = view.catalog.register(name), found[name]
        if gone := _lost(view, register, {tuple(row[name] for name in register.key) for row in rows}):
            _as_it_is(view, register, gone.row)
        if not rows:
            st.info(f"«{register.title}» no tiene nada abierto.", icon=":material/info:")
            return
        labels = {_key(register, row): row_label(view.catalog, register, row) for row in rows}
        chosen = st.selectbox(
            f"{register.title}: escriba para buscar",
            list(labels),
            format_func=labels.get,
            key=f"cierre_{name}",
            index=None,
            filter_mode="contains",
            placeholder="Código o palabras",
        )
        row = next((row for row in rows if _key(register, row) == chosen), None)
        if row is not None:
            _as_it_is(view, register, row)
    if row is not None:
        with right:
            _ending(view, register, row)


def _as_it_is(view: frame.View, register: Register, row: dict) -> None:
    """What the row says now; all of it stays but for what the form writes."""
    filled = [
        (column.heading, shown_value(view.catalog, register, column.name, row[column.name]))
        for column in register.columns
        if column.name in row
    ]
    st.caption(
        " · ".join(f"{in_markdown(heading)}: {in_bold(str(value))}" for heading, value in filled if value is not None)
    )


def _key(register: Register, row: dict) -> str:
    return JOIN.join(str(row[name]) for name in register.key)


def _ending(view: frame.View, register: Register, row: dict) -> None:
    """The state it goes to, and the columns that state asks for."""
    how, key, end = closing_of(view.catalog, register), _key(register, row), ""
    drawn, mark = drawn_row(view, register, row)
    if how.state:
        vocabulary = register.column(how.state).vocabulary
        end = st.selectbox(
            "Cómo queda",
            ends(view.catalog, register, row),
            format_func=lambda code: view.catalog.label(vocabulary, code),
            key=f"cierre_estado_{key}",
        )
    with st.form(f"cierre_{key}_{end}_{mark}", border=False):
        boxes = st.columns(2)
        values = {}
        for n, column in enumerate(asked(view.catalog, register, row, end)):
            values[column.name] = _box(view, boxes[n % 2], column, row, f"cierre_{key}_{end}_{column.name}")
            near.tell(boxes[n % 2], column.heading)
        near.rest()
        who = st.text_input(WHO, max_chars=60, key=f"cierre_quien_{key}")
        sent = st.form_submit_button("Registrar", type="primary", icon=":material/check:")
    if sent:
        send(view, closing(register, row, values | ({how.state: end} if end else {})), who, drawn)


def _box(view: frame.View, where, column: Column, row: dict, key: str) -> object:
    """The widget of a column, by its type; empty is None."""
    label, more = column.heading, {"key": key, "help": column.definition}
    if column.type == "date":
        return where.date_input(
            label,
            value=None,
            format="DD/MM/YYYY",
            min_value=day.BORN,
            max_value=today(data.current_snapshot()),
            **more,
        )
    if column.type == "int":
        return where.number_input(
            label,
            value=None,
            step=1,
            min_value=int(column.minimum or 0),
            max_value=int(column.maximum or 10**9),
            **more,
        )
    if column.type == "code":
        words_of = view.catalog.vocabularies[column.vocabulary]
        return where.selectbox(
            label,
            list(words_of),
            index=None,
            format_func=lambda code: words_of[code].label,
            placeholder="Elija",
            **more,
        )
    text = str(row[column.name] or "")
    # a text that another load wrote since is shown, never what this box said before
    more["key"] = f"{key}_{hash(text):x}"
    return where.text_input(label, value=text, **more).strip() or None
