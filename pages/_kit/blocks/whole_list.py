"""Owns the whole list of what requires a decision, in a drawer, with filters by kind and by unit; and of it, the signals of a
system and a stage."""

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import address
from pages._kit.boards import OnPick, listed
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.decisions import Decision
from sig_metrics.measure.insights import overview
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signals import signals_of

KIND, UNIT = "clase", "de"  # of the address: the filters of the list
SIGNALS = "signal"  # of the address: the signals of a system and a stage, «signal.SGC.monitoring»


def whole_list(view: View, scope: Scope, asked: str, on_pick: OnPick):
    """(title, what draws it, with what) of the drawer of the whole list, or of the signals of a system and a stage; None
    when nothing requires a decision."""
    which, _, crossed = asked.partition(".")
    if which == SIGNALS:
        return _signals(view, scope, *crossed.partition(".")[::2], on_pick)
    found = overview(view.dataset, scope).decisions
    title = words.say("decisions_title", count=words.number(len(found)))
    return (title, decisions, (view, found, on_pick)) if found else None


def _signals(view: View, scope: Scope, system: str, stage: str, on_pick: OnPick):
    known = view.catalog.vocabularies
    found = (
        signals_of(view.dataset, scope, system, stage) if system in known["system"] and stage in known["stage"] else []
    )
    where = f"{view.catalog.label('system', system)} · {view.catalog.label('stage', stage)}" if found else ""
    return (words.say("signals_title", where=where), _listed, (view, found, on_pick)) if found else None


@guarded("decisions")
def _listed(view: View, found: list[Decision], on_pick: OnPick) -> None:
    boards.decisions(listed.decisions(view.catalog, found), key="decisions_whole", on_pick=on_pick)


@guarded("decisions")
def decisions(view: View, found: list[Decision], on_pick: OnPick) -> None:
    """Every decision, or those of a kind and of a unit."""
    kinds = view.catalog.vocabularies["decision"]
    left, right = st.columns([3, 2])
    there = list(dict.fromkeys(each.kind for each in found))
    kind = address.chosen("decisions_kind", KIND, there, "")
    left.selectbox(
        "Clase",
        ["", *there],
        format_func=lambda code: _counted(kinds[code].label, [d for d in found if d.kind == code]) if code else "Todas",
        key="decisions_kind",
        on_change=lambda: address.put_beside(KIND, st.session_state["decisions_kind"]),
    )
    units = sorted({unit for each in found for unit in each.units.split(" / ") if unit})
    unit = address.chosen("decisions_unit", UNIT, units, "")
    right.selectbox(
        "Unidad",
        ["", *units],
        format_func=lambda code: code or "Todas",
        key="decisions_unit",
        on_change=lambda: address.put_beside(UNIT, st.session_state["decisions_unit"]),
    )
    shown = [d for d in found if kind in ("", d.kind) and (not unit or unit in d.units.split(" / "))]
    if shown:
        boards.decisions(listed.decisions(view.catalog, shown), key="decisions_whole", on_pick=on_pick)
    else:
        st.caption(in_markdown(words.say("nothing_with_filters")))


def _counted(label: str, found: list[Decision]) -> str:
    return f"{label} ({words.number(len(found))})"
