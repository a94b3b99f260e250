"""Owns the boxes of a delivered document, each with what it was refused for under it."""

import streamlit as st

from pages._kit.loading import day, near
from pages._kit.shell import frame
from sig_metrics.catalog.model import Register
from sig_metrics.language.literal import in_markdown


def boxes(
    view: frame.View, register: Register, units: list[str], held: dict, at: tuple[int, int]
) -> tuple[dict, st.delta_generator.DeltaGenerator]:
    """What is written, by column, and the place under the day of delivery; `at`: year and month of the deliverable,
    `held`: what its row says already."""
    one, two = st.columns(2)
    labels = view.catalog.vocabularies
    values = {"unit": _choice(one, "Unidad que entrega", units, held.get("unit"), labels["unit"])}
    _told(one, register, "unit")
    values["delivered_on"] = day.delivered(two, *at, held)
    _told(two, register, "delivered_on")
    note = two.empty()
    kinds, now = labels["document_type"], held.get("document_type")
    values["document_type"] = _choice(one, "Tipo de documento", list(kinds), now, kinds)
    _told(one, register, "document_type")
    values["document_number"] = two.text_input("N° de documento", placeholder="Informe N° …").strip()
    _told(two, register, "document_number")
    values["evidence"] = st.text_input("Evidencia (enlace o SHA-256)").strip()
    _told(st, register, "evidence")
    near.rest()
    return values, note


def _told(where, register: Register, column: str) -> None:
    near.tell(where, register.column(column).heading)


def _choice(where, label: str, codes: list[str], held: str | None, words_of: dict) -> str:
    """One of some codes; the one held first."""
    at = codes.index(held) if held in codes else 0
    return where.selectbox(in_markdown(label), codes, index=at, format_func=lambda code: words_of[code].label)
