"""Owns the forms beside a process: a decision about its limits, with its reason, and a note of what happened. Each is
a row that is loaded as any file."""

from dataclasses import replace
from datetime import date

import streamlit as st

from pages._kit.loading import day, near
from pages._kit.loading.sending import WHO, send
from pages._kit.shell import data, frame
from sig_metrics.catalog.model import Indicator, Register
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.noted import next_position
from sig_metrics.measure.process.chosen import Process
from sig_metrics.measure.process.decided import in_force
from sig_metrics.measure.process.spoken import short_base
from sig_metrics.publish.condition import today
from sig_metrics.publish.entry import entry
from sig_metrics.publish.seen import drawn_from

REGISTERS = {"nota": "annotation", "limites": "process_decision"}
EVERY = "ALL"
SENT = "limites_enviado"  # of the session: a form of here was sent, and what became of it is told here


def decision_form(view: frame.View, found: Process) -> None:
    """Calculate anew, freeze or let go, of which month, and why."""
    register, vocabularies = view.catalog.register(REGISTERS["limites"]), view.catalog.vocabularies
    months = [f"{each.cutoff:%Y-%m}" for each in found.history if each.value is not None]
    held = [f"{each.since:%Y-%m}" for each in in_force(found.decided)]
    if not found.limits and not held:
        st.info(in_markdown(words.say("limits_none")), icon=":material/info:")
        return
    kinds = vocabularies["process_decision"]
    kind = st.selectbox(
        "Decisión",
        [each for each in kinds if held or each != "release"],
        format_func=lambda code: kinds[code].name,
        key="limites_decision",
    )
    with st.form(f"limites_{found.indicator.code}_{kind}", border=False):
        one, two = st.columns(2)
        values = {"indicator": found.indicator.code, "kind": kind}
        values["begins"] = _month(one, register, "begins", held if kind == "release" else months)
        if kind == "freeze":
            values["ends"] = _month(two, register, "ends", months)
        values["reason"] = st.text_area("Motivo", height=80, placeholder="Qué cambió, o por qué").strip()
        near.tell(st, register.column("reason").heading)
        one, two = st.columns(2)
        values["decided_on"] = _day(one, register, "decided_on", words.say("limits_known"))
        bodies = vocabularies["deciding_body"]
        values["decided_by"] = two.selectbox("Quién decidió", list(bodies), format_func=lambda code: bodies[code].label)
        values["document"] = one.text_input("Acta o documento", placeholder="Número del acta, o del documento").strip()
        near.tell(one, register.column("document").heading)
        who = two.text_input(WHO, max_chars=60)
        near.rest()
        sent = st.form_submit_button("Registrar la decisión", type="primary", icon=":material/check:")
    both = kind == "freeze" and values["begins"] and values["ends"]
    if sent and both and (wrong := short_base(found, values["begins"], values["ends"])):
        st.error(in_markdown(wrong), icon=":material/error:")
    elif sent:
        _send_new(view, register, values, who)


def note_form(view: frame.View, indicator: Indicator) -> None:
    """What happened on a day, in a line."""
    register, units = view.catalog.register(REGISTERS["nota"]), view.catalog.vocabularies["unit"]
    with st.form(f"nota_{indicator.code}", border=False, clear_on_submit=False):
        one, two = st.columns(2)
        values = {"happened_on": _day(one, register, "happened_on")}
        codes = (indicator.code, EVERY)
        values["indicator"] = two.selectbox(
            "Indicador", codes, format_func=lambda code: view.catalog.label("indicator", code)
        )
        values["text"] = st.text_input("Anotación", placeholder="Qué pasó, en una línea").strip()
        near.tell(st, register.column("text").heading)
        one, two = st.columns(2)
        offices = [unit for unit in units if unit != EVERY]
        values["unit"] = one.selectbox("Unidad que anota", offices, format_func=lambda code: units[code].label)
        values["known_on"] = _day(two, register, "known_on", words.say("limits_known"))
        near.rest()
        sent = st.form_submit_button("Anotar", type="primary", icon=":material/check:")
    if sent:
        day = values["happened_on"]
        values["position"] = next_position(view.dataset, values["indicator"], day) if day else 1
        _send_new(view, register, values, view.catalog.label("unit", values["unit"]))


def _send_new(view: frame.View, register: Register, values: dict, who: str) -> None:
    """Loads a row that must not be there yet."""
    st.session_state[SENT] = True
    now = drawn_from(view.dataset.snapshot.connection, register, values)
    send(view, entry(register, values), who, replace(now, row={}))


def _month(where, register: Register, column: str, months: list[str]) -> str | None:
    """A month that somebody chooses: none is proposed."""
    heading = register.column(column).heading
    named = {each: words.month(date(int(each[:4]), int(each[5:]), 1)) for each in months}
    chosen = where.selectbox(in_markdown(heading), months, index=None, format_func=named.get, placeholder="Elija")
    near.tell(where, heading)
    return chosen


def _day(where, register: Register, column: str, said: str | None = None) -> date | None:
    """A day that somebody says: none is proposed."""
    heading = register.column(column).heading
    chosen = where.date_input(
        in_markdown(heading),
        value=None,
        format="DD/MM/YYYY",
        min_value=day.BORN,
        max_value=today(data.current_snapshot()),
        help=in_markdown(said) if said else None,
    )
    near.tell(where, heading)
    return chosen
