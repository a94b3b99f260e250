"""Owns the forms of Carga for what arrives one at a time: a delivered document, and what ends something that was open."""

from dataclasses import replace
from datetime import date

import streamlit as st

from pages._kit import data, frame, work
from pages._kit.figure import literal
from pages._kit.loading import NOBODY
from sig_metrics import words
from sig_metrics.closing import CLOSINGS, asked, closing, closing_of, ends, open_rows, row_label
from sig_metrics.labels import shown_value
from sig_metrics.definitions import Column, Register
from sig_metrics.entry import entry, existing, places_to_fill
from sig_metrics.problems import Refused
from sig_metrics.publish import Incoming, LoadReport, load_files

NAMES = {"agreement": "Un acuerdo que se cumplió", "security_incident": "Un incidente de seguridad", "ctvc_alert": "Una alerta CTVC"}
WHO = "Quién registra (cargo o unidad)"


def _send(view: frame.View, incoming: Incoming, who: str) -> None:
    store, catalog, name = data.store(), view.catalog, who.strip() or NOBODY

    def run(step) -> LoadReport:
        try:
            return load_files(store, catalog, [incoming], name, step)[0]
        except Refused as refusal:  # a form has no rows nor letters of columns
            raise Refused([replace(problem, sheet="", row=None, column="") for problem in refusal.problems]) from None

    work.start("Revisando lo escrito", run)


def entry_form(view: frame.View | None) -> None:
    """One delivered document: activity (with search), the deliverable it answers for, and its support."""
    if view is None:
        st.info("Cargue primero el plan anual.", icon=":material/info:")
        return
    scope = view.scope()
    activities = {a.activity: a for a in view.kept.grid(replace(scope, system=None, unit=None))}
    left, right = st.columns([1, 1], gap="large")
    with left:
        code = st.selectbox("Actividad (escriba para buscar)", list(activities), key="form_act", filter_mode="contains", index=None,
                            format_func=lambda c: f"{c} · {activities[c].title}", placeholder="Número o palabras de la actividad")  # fmt: skip
        if code is None:
            return
        places = places_to_fill(view.snapshot, view.catalog, scope, activities[code])
        if not places:
            st.info("Esta actividad no tiene entregables pendientes a la fecha de corte.", icon=":material/info:")
            return
        spot = st.selectbox("Entregable", range(len(places)), format_func=lambda n: _place(view, places[n]), key=f"form_lugar_{code}")
    with right:
        _document(view, scope.year, activities[code].units.split("/"), code, places[spot])


def _place(view: frame.View, place: dict) -> str:
    state = view.catalog.label("slot_state", place["state"]).lower() if place["state"] != "not_applicable" else "según necesidad"
    return f"{words.MONTHS[place['month'] - 1].capitalize()}, n.º {place['item']} · {state}"


def _document(view: frame.View, year: int, units: list[str], code: str, place: dict) -> None:
    vocabularies = view.catalog.vocabularies
    choices = [unit for unit in units if unit != "ALL"] or [unit for unit in vocabularies["unit"] if unit != "ALL"]
    with st.form(f"form_{code}_{place['month']}_{place['item']}", border=False):
        one, two = st.columns(2)
        unit = one.selectbox("Unidad que entrega", choices, format_func=lambda u: vocabularies["unit"][u].label)
        delivered = two.date_input("Fecha de entrega", value=None, format="DD/MM/YYYY", min_value=date(year, 1, 1), max_value=words.today())
        kind = one.selectbox("Tipo de documento", list(vocabularies["document_type"]), format_func=lambda t: vocabularies["document_type"][t].label)
        number = two.text_input("N° de documento", placeholder="Informe N° 210-2021-MIDIS/PNADP-UTI", max_chars=120)
        evidence = st.text_input("Evidencia (enlace o SHA-256)", max_chars=300)
        who = st.text_input(WHO, placeholder="Por ejemplo: UPPM-CMG", max_chars=60)
        sent = st.form_submit_button("Registrar el entregable", type="primary", icon=":material/check:")
    if sent:
        register = view.catalog.register("deliverable")
        values = {"year": year, "activity": code, "programmed_month": place["month"], "item": place["item"], "unit": unit,
                  "delivered_on": delivered, "document_type": kind, "document_number": number.strip(), "state": "delivered",
                  "evidence": evidence.strip()}  # fmt: skip
        _send(view, entry(register, {**existing(view.snapshot, register, values), **values}), who)


def closing_form(view: frame.View | None) -> None:
    """What was open and ended: an agreement, an incident, an alert; the rest of its row stays as it is."""
    if view is None:
        st.info("Cargue primero el plan anual.", icon=":material/info:")
        return
    found = {name: open_rows(view.snapshot, view.catalog, view.catalog.register(name)) for name in CLOSINGS}
    left, right = st.columns([1, 1], gap="large")
    with left:
        name = st.radio("Qué terminó", list(CLOSINGS), format_func=lambda n: f"{NAMES[n]} ({words.number(len(found[n]))} por cerrar)", key="cierre")
        register, rows = view.catalog.register(name), found[name]
        if not rows:
            st.info(f"«{register.title}» no tiene nada abierto.", icon=":material/info:")
            return
        labels = {_key(register, row): row_label(view.catalog, register, row) for row in rows}
        chosen = st.selectbox(f"{register.title}: escriba para buscar", list(labels), format_func=labels.get, key=f"cierre_{name}", index=None,
                              filter_mode="contains", placeholder="Código o palabras")  # fmt: skip
        row = next((row for row in rows if _key(register, row) == chosen), None)
        if row is not None:
            _as_it_is(view, register, row)
    if row is not None:
        with right:
            _ending(view, register, row)


def _as_it_is(view: frame.View, register: Register, row: dict) -> None:
    """What the row says now; all of it stays but for what the form writes."""
    filled = [(column.heading, shown_value(view.catalog, register, column.name, row[column.name])) for column in register.columns]
    st.caption(" · ".join(f"{heading}: **{literal(str(value))}**" for heading, value in filled if value is not None))


def _key(register: Register, row: dict) -> str:
    return " · ".join(str(row[name]) for name in register.key)


def _ending(view: frame.View, register: Register, row: dict) -> None:
    """The state it goes to, and the columns that state asks for."""
    how, key, end = closing_of(register), _key(register, row), ""
    if how.state:
        vocabulary = register.column(how.state).vocabulary
        end = st.selectbox("Cómo queda", ends(register, row), format_func=lambda code: view.catalog.label(vocabulary, code), key=f"cierre_estado_{key}")
    with st.form(f"cierre_{key}_{end}", border=False):
        boxes = st.columns(2)
        values = {column.name: _box(view, boxes[n % 2], column, row, f"cierre_{key}_{end}_{column.name}")
                  for n, column in enumerate(asked(register, row, end))}  # fmt: skip
        who = st.text_input(WHO, placeholder="Por ejemplo: UPPM-CMG", max_chars=60, key=f"cierre_quien_{key}")
        sent = st.form_submit_button("Registrar", type="primary", icon=":material/check:")
    if sent:
        _send(view, closing(register, row, values | ({how.state: end} if end else {})), who)


def _box(view: frame.View, where, column: Column, row: dict, key: str) -> object:
    """The widget of a column, by its type; empty is None."""
    label, more = column.heading, {"key": key, "help": column.definition}
    if column.type == "date":
        return where.date_input(label, value=None, format="DD/MM/YYYY", min_value=date(2015, 1, 1), max_value=words.today(), **more)
    if column.type == "int":
        return where.number_input(label, value=None, step=1, min_value=int(column.minimum or 0), max_value=int(column.maximum or 10**9), **more)
    if column.type == "code":
        words_of = view.catalog.vocabularies[column.vocabulary]
        return where.selectbox(label, list(words_of), index=None, format_func=lambda code: words_of[code].label, placeholder="Elija", **more)
    return where.text_input(label, value=str(row[column.name] or ""), max_chars=300, **more).strip() or None
