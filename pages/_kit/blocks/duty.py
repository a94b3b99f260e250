"""Owns what the drawer tells of a duty: whose it is, when it is due and by which rule, the norm, and what answers it; and the
moment that an agenda is of."""

from datetime import datetime

import streamlit as st

from pages._kit.shell import state
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.measure.duties import duties, moment_of, tells
from sig_metrics.measure.duties_due import Due, Moment, at_end_of
from sig_metrics.measure.duties_said import (
    basis_said,
    due_said,
    evidence_said,
    norm_said,
    of_said,
    rule_said,
    units_said,
)

DUTY = "deber"  # of the address: one due date of a duty, «deber.F13.2021-12»
TONES = {"breach": "red", "concern": "orange"}  # the colours that Markdown has


def moment_seen(view: View) -> Moment:
    """What the agenda of the screens is of: the end of the cut-off, or now, while there is a plan of this year."""
    cutoff = view.scope().cutoff
    if view.corte:
        return at_end_of(cutoff)
    return moment_of(view.dataset, datetime.now(words.LIMA).replace(tzinfo=None, second=0, microsecond=0), cutoff)


def asked_duty(view: View, key: str):
    """(title, what draws it, with what) of the due date that the address asks for; None of one that there is not."""
    if not tells(view.dataset):
        return None
    found = next((each for each in duties(view.dataset, moment_seen(view)) if each.key == key), None)
    return found and (f"{found.code} · {found.title}", _duty, (view, found))


def of_case(due: Due) -> bool:
    """Whether it is of something that happened, which is not to be on a screen that is shared now."""
    return bool(due.event) and state.shared()


@guarded("duty")
def _duty(view: View, due: Due) -> None:
    if of_case(due):
        return st.info(in_markdown(words.say("shared_case")), icon=":material/cast:")
    word = view.catalog.vocabularies["duty_state"][due.state]
    sign, tone = f"{word.icon} {word.label}", TONES.get(word.role, "")
    st.markdown(f":{in_markdown(tone)}[{in_bold(sign)}]" if tone else in_bold(sign))
    if due.state == "unknown":
        st.caption(in_markdown(words.say("duty_unknown_why")))
    st.markdown("\n".join(f"- {in_bold(name)}: {in_markdown(said)}" for name, said in _facts(view, due) if said))
    if due.duty.note:
        st.caption(in_markdown(due.duty.note))
    st.caption(in_markdown(words.say(f"duty_origin_{due.duty.origin}")))
    from pages._kit.blocks import duty_papers  # with all that drafts papers

    duty_papers.papers(view, due)
    if due.row:
        st.button(
            in_markdown(words.say("duty_row")),
            key="duty_row",
            icon=":material/table_rows:",
            on_click=state.place,
            kwargs={"casos": due.row},
        )


def _facts(view: View, due: Due) -> list[tuple[str, str]]:
    """What is told, under its name."""
    duty = due.duty
    whose = " · ".join(filter(None, (units_said(view.catalog, due), duty.office)))
    done = f"{due.done_at:%d/%m/%Y %H:%M}" if due.done_at else words.day(due.done_on) if due.done_on else ""
    said = {
        "whose": whose,
        "of": of_said(view.catalog, due),
        "due": due_said(due),
        "done": done,
        "rule": rule_said(view.dataset, due),
        "norm": norm_said(due),
        "basis": basis_said(view.catalog, due),
        "recipient": duty.recipient or "",
        "evidence": evidence_said(view.catalog, due),
    }
    return [(words.say(f"duty_fact_{name}"), text) for name, text in said.items()]
