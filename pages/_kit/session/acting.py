"""Owns how an act of a session is done from a screen: upon what whoever acts saw, and refused at its place.

If another person changed the session since it was drawn, what is new is said and nothing is done until whoever acts has
seen it. What was typed stays in its boxes."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages._kit.loading.changes import NOBODY
from pages._kit.shell import data
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.session import facts
from sig_metrics.session.model import SECRETARIAT, Session
from sig_metrics.session.news import news
from sig_metrics.session.texts import column
from sig_metrics.store import StoreError

# of the browser's session: the session that was drawn last; what others did since; what was just done
SEEN, NEWS, DONE = "sesion_vista", "sesion_novedades", "sesion_hecha"
CHANGED = "sesion_cambio"  # whether it was found changed when this screen began to be drawn
WHO = "sesion_quien"
BOXES = {  # (register, column) of which an act says the heading: what its box is called on these screens
    ("minutes", "place"): "Lugar o medio",
    ("minutes", "alignment"): "Alineación con la dirección estratégica",
    ("agreement", "agreed"): "Qué se acuerda",
}


def look(code: str) -> tuple[Session, bool]:
    """The session of now, and whether it changed since it was drawn; what is new stays said until it is answered. Raises
    Refused when there is none."""
    now, before = facts.session_of(data.store(), code), st.session_state.get(SEEN)
    changed = before is not None and before.code == now.code and before.facts != now.facts
    if before is None or before.code != now.code:
        st.session_state[NEWS] = []
    if changed:
        st.session_state[NEWS] = news(before, now)
    st.session_state.update({SEEN: now, CHANGED: changed})
    return now, changed


def look_again(code: str) -> tuple[Session, bool]:
    """The same of a form, which a dialog draws again alone: what its screen found changed as it began counts once, and what
    it finds itself is said in it."""
    before = st.session_state.pop(CHANGED, False)
    now, changed = look(code)
    if changed:
        tell()
    st.session_state.pop(CHANGED, None)
    return now, changed or before


def tell() -> None:
    """What was just done, and what others did meanwhile."""
    if done := st.session_state.pop(DONE, ""):
        st.success(in_markdown(done), icon=":material/check:")
    if told := st.session_state.get(NEWS):
        said = words.say("sitting_changed", what=words.listing(told))
        st.warning(in_markdown(said), icon=":material/sync_problem:")


def who_box(session: Session) -> None:
    """Who registers: the secretariat, until somebody says another office."""
    seat = session.seat(SECRETARIAT)
    with st.popover(
        in_markdown(words.say("sitting_who", office=who(session))), icon=":material/edit:", type="tertiary"
    ):
        st.text_input("Registra (cargo)", value=seat.office if seat else "", max_chars=80, key=f"{WHO}_{session.code}")
        st.caption(in_markdown(words.say("sitting_who_about")))


def who(session: Session) -> str:
    """The office that registers."""
    seat = session.seat(SECRETARIAT)
    said = st.session_state.get(f"{WHO}_{session.code}", seat.office if seat else "")
    return said.strip() or NOBODY


def refusal(act: Callable[..., Session], *given: Any, **named: Any) -> tuple[Session | None, list[str]]:
    """What an act leaves: the session, or why it is refused."""
    try:
        return act(*given, **named), []
    except Refused as refused:
        return None, [_by_boxes(problem.message) for problem in refused.problems]
    except StoreError as fault:
        return None, [str(fault)]


def _by_boxes(said: str) -> str:
    """What an act says, with each box named as it is written over it."""
    for of, box in BOXES.items():
        said = said.replace(f"«{column(*of).heading}»", f"«{box}»")
    return said


def do(
    changed: bool,
    done: str,
    act: Callable[..., Session],
    *given: Any,
    then: Callable[[], None] | None = None,
    **named: Any,
) -> None:
    """Does an act and draws the screen anew, with what was `done`; refused, says why here. `changed`: not upon what was
    seen; `then`: what follows when it is done."""
    if changed:
        st.warning(in_markdown(words.say("sitting_not_done")), icon=":material/sync_problem:")
        return
    with st.spinner("Registrando…"):
        session, faults = refusal(act, *given, **named)
    if session is None:
        fault(faults)
        return
    settled(session, done)
    if then:
        then()
    st.rerun()


def settled(session: Session, done: str) -> None:
    """What was done is seen by whoever did it."""
    st.session_state.update({SEEN: session, NEWS: [], DONE: done})


def fault(said: list[str]) -> None:
    """Why something is refused, at its place."""
    st.error("  \n".join(in_markdown(each) for each in said), icon=":material/error:")
