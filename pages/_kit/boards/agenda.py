"""Owns the way from the due dates of an agenda to its boards: a tight row each, and what each unit owes. No calculation."""

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.duties_due import OVERDUE, WEEK, Due, Moment
from sig_metrics.measure.duties_said import (
    LATER,
    MONTH,
    Load,
    due_said,
    norm_said,
    of_said,
    proposed,
    units_said,
    wait_said,
)
from sig_metrics.measure.kept import kept

COLUMNS = (OVERDUE, WEEK, MONTH, LATER)
UNIT = "unidad"  # of a key: the unit that is looked at, «unidad.UTI»
TONES = {OVERDUE: "breach", WEEK: "concern"}


@kept(64)
def listed(catalog: Catalog, dues: tuple[Due, ...], moment: Moment, title: str, empty: str) -> dict:
    """Some due dates; a key leads to the cell of the plan or to the duty."""
    return {
        "label": title,
        "head": ["", *(words.say(f"agenda_head_{name}") for name in ("what", "whose", "when", "norm"))],
        "empty": empty,
        "items": [_item(catalog, each, moment) for each in dues],
        "more": None,
        "uncut": True,
    }


def _item(catalog: Catalog, due: Due, moment: Moment) -> dict:
    word = catalog.vocabularies["duty_state"][due.state]
    told, mark = of_said(catalog, due), proposed(due)
    title = f"{due.title} ({told})" if told else due.title
    norm = " · ".join(filter(None, (norm_said(due), mark)))
    due_on = words.say("agenda_due", day=due_said(due)) if due.when.on else due_said(due)
    whose = units_said(catalog, due)
    return {
        "key": due.key,
        "icon": word.icon,
        "tone": word.role,
        "title": title,
        "whose": whose,
        "when": wait_said(due, moment),
        "norm": norm,
        "hint": f"{word.label}. {due_on}. {norm}",
        "label": f"{word.label}: {title}. {whose}. {due_on}. {norm}. {words.say('agenda_open')}",
    }


@kept(64)
def units(catalog: Catalog, loads: tuple[Load, ...]) -> dict:
    """What each unit owes, by when; a key «unidad.UTI» leads to its own agenda."""
    heads = {name: words.say(f"agenda_column_{name}") for name in COLUMNS}
    return {
        "label": words.say("agenda_by_unit"),
        "wide": False,
        "columns": [{"key": name, "label": heads[name], "sub": ""} for name in COLUMNS],
        "rows": [
            {
                "key": load.unit,
                "label": catalog.label("unit", load.unit),
                "sub": "",
                "cells": [_cell(catalog, load, name, heads[name]) for name in COLUMNS],
            }
            for load in loads
        ],
    }


def _cell(catalog: Catalog, load: Load, name: str, head: str) -> dict:
    n = load.counts.get(name, 0)
    unit = catalog.label("unit", load.unit)
    return {
        "key": f"{UNIT}.{load.unit}" if n else None,
        "value": words.number(n) if n else "—",
        "tone": TONES.get(name, "ink") if n else "muted",
        "icon": None,
        "share": None,
        "mark": None,
        "signals": None,
        "label": words.say("agenda_cell", unit=unit, head=head, n=n),
    }
