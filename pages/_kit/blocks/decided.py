"""Owns what is shown beside a process of what was decided about its limits and of what happened, and the way to its two
forms."""

import streamlit as st

from pages._kit.loading import faults, limits, near
from pages._kit.shell import frame, state, work
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.noted import Note, line_said, notes_of, numbered
from sig_metrics.measure.process.chosen import Process
from sig_metrics.measure.process.decided import decision_said
from sig_metrics.publish.load import LoadReport

FORM = "formulario"  # of the address: which of the two forms is open
FORMS = {"nota": ("limits_note", ":material/add_comment:"), "limites": ("limits_change", ":material/rule:")}


def history(view: frame.View, found: Process) -> None:
    """All that was decided about the limits, the last first, with its reason."""
    if found.decided:
        frame.section(words.say("process_decided"))
        said = (decision_said(view.catalog, each) for each in reversed(found.decided))
        st.markdown("\n".join(f"- {in_markdown(each)}" for each in said))


def happened(view: frame.View, found: Process) -> None:
    """What the numbered marks of the chart say: what was noted by hand, and all of it when it is asked for."""
    notes = notes_of(view.dataset, found)
    drawn = found.last is not None and found.indicator.accumulation != "year_to_date"  # a line a year has no marks
    lines = [(n if drawn else 0, each) for n, each in numbered(notes, [each.cutoff for each in found.history])]
    by_hand = [(n, each) for n, each in lines if each.kind == "noted"]
    if by_hand:
        _listed(by_hand)
    if len(lines) > len(by_hand):
        with st.expander(in_markdown(words.say("process_all_noted", count=words.number(len(lines))))):
            _listed(lines)


def _sent() -> LoadReport | None:
    """What became of the form that was sent from here, told once; a load of another screen is told there."""
    if limits.SENT not in st.session_state:
        return None
    report = work.result()
    if not near.take(report, True):
        faults.tell(report)
    if report is None:
        work.follow()
    del st.session_state[limits.SENT]
    return report


def _listed(lines: list[tuple[int, Note]]) -> None:
    st.markdown("  \n".join(in_markdown(line_said(n, each)) for n, each in lines))


def forms(view: frame.View, found: Process) -> None:
    """The two buttons that open a form, the one that is open, and what the last load said."""
    offered = ["nota", *(["limites"] if found.limits or found.decided else [])]
    if view.corte:  # nothing is written from what is frozen
        return
    kept = [name for name in offered if limits.REGISTERS[name] in view.catalog.registers]
    report = _sent()
    open_now = state.seen(FORM, kept)
    if report is not None and report.loaded:
        state.look(**{FORM: ""})
        open_now = None
    with st.container(horizontal=True, gap="medium"):
        for name in kept:
            said, icon = FORMS[name]
            st.button(
                in_markdown(words.say(said)),
                key=f"abrir_{name}",
                icon=icon,
                type="tertiary",
                on_click=state.look,
                kwargs={FORM: "" if open_now == name else name},
            )
    if open_now == "nota":
        limits.note_form(view, found.indicator)
    elif open_now == "limites":
        limits.decision_form(view, found)
    near.rest()
