"""Owns the way of a draft of a plan to a session: a point of its order of the day whose view is the address of the draft.

A session that was called takes it at the end; one in course, for urgency, if all are there and in favour (art. 109.4). What
is seen of a session is what is acted upon, as in its own screens."""

from urllib.parse import urlencode

import streamlit as st

from pages._kit.screens import PLAN, REVIEW
from pages._kit.session import acting, place
from pages._kit.shell import data, frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure.replan.draft import Draft
from sig_metrics.measure.replan.said import Simulated, before_after
from sig_metrics.session import acts, facts
from sig_metrics.session.listed import keeps_sessions, takers
from sig_metrics.session.model import IN_SESSION, SECRETARIAT, Item, Session
from sig_metrics.session.rules import everybody, voters
from sig_metrics.session.said import state_said

DRAFT = "borrador"  # of the address
KEY = "replan_session"


def address(made: Draft) -> str:
    """The address of a draft, as a point of a session has it."""
    return f"{PLAN}?{urlencode({DRAFT: made.text})}"


def bring(view: frame.View, found: Simulated) -> None:
    """Where the draft is a point already, and the way to a session that can take it."""
    if not keeps_sessions(view.catalog) or view.corte:
        return
    frame.section(words.say(KEY), words.say("replan_session_how"))
    known = facts.sessions(data.store())
    there = {each.code: number for each in known if (number := _number(each, found.draft))}
    for each in known:
        if each.code in there:
            _there(each, there[each.code])
    able = [each for each in takers(known) if each.code not in there]
    if able:
        with st.popover(in_markdown(words.say("replan_session_bring")), icon=":material/event_note:", key=KEY):
            _form(view, found, able)
    elif not there:
        st.caption(in_markdown(words.say("replan_session_none")))
        st.button(
            in_markdown(words.say("replan_session_call")),
            key=f"{KEY}_call",
            icon=":material/event:",
            on_click=state.go,
            args=(REVIEW,),
            kwargs={place.PART: place.CALL},
        )


def _number(session: Session, made: Draft) -> int | None:
    return next((each.number for each in session.items if each.view == address(made)), None)


def _there(session: Session, number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = words.say("replan_session_is", item=number, code=session.code, day=words.day(session.held_on))
        st.markdown(f":material/check: {in_markdown(said)}", width="content")
        st.button(
            in_markdown(words.say("replan_session_open", code=session.code)),
            key=f"{KEY}_open_{session.code}",
            icon=":material/arrow_forward:",
            type="tertiary",
            on_click=place.open_session,
            args=(session.code,),
        )


def _form(view: frame.View, found: Simulated, able: list[Session]) -> None:
    """Which session, what it is called, who brings it, and the act."""
    named = {each.code: each for each in able}
    code = st.selectbox(
        in_markdown(words.say("replan_session_which")),
        list(named),
        format_func=lambda each: in_markdown(_said(named[each])),
        key=f"{KEY}_which",
    )
    session, changed = acting.look(code)
    if changed:
        acting.tell()
    item = _item(view, found, session)
    seat = session.seat(SECRETARIAT)
    st.text_input("Registra (cargo)", value=seat.office if seat else "", max_chars=80, key=f"{acting.WHO}_{code}")
    urgent = session.state == IN_SESSION
    given = {"in_favour": _votes(session)} if urgent else {}
    act, said = (acts.include, "include") if urgent else (acts.bring, "send")
    if st.button(in_markdown(words.say(f"replan_session_{said}")), key=f"{KEY}_send", type="primary"):
        # where it is, is said above as soon as it is there
        acting.do(changed, "", act, data.store(), code, item=item, who=acting.who(session), **given)


def _said(session: Session) -> str:
    state_now, day = state_said(session.state).lower(), words.day(session.held_on)
    return words.say("replan_session_one", code=session.code, day=day, state=state_now)


def _item(view: frame.View, found: Simulated, session: Session) -> Item:
    """The point as it is written now; its topic and its unit are proposed."""
    changes = words.count(len(before_after(view.dataset, found.draft)), "cambio", "cambios")
    units = [code for code in view.catalog.vocabularies["unit"] if code != "ALL"]
    secretary = session.seat(SECRETARIAT)
    topic = st.text_input(
        in_markdown(words.say("replan_session_topic")),
        words.say("replan_session_topic_said", changes=changes),
        key=f"{KEY}_topic_{found.draft.text}",
    )
    unit = st.selectbox(
        in_markdown(words.say("replan_session_unit")),
        units,
        index=units.index(secretary.unit) if secretary and secretary.unit in units else 0,
        format_func=lambda each: in_markdown(view.catalog.label("unit", each)),
        key=f"{KEY}_unit_{session.code}",
    )
    return Item(len(session.items) + 1, topic.strip(), unit, view=address(found.draft))


def _votes(session: Session) -> list[str]:
    """Who is in favour of including it (art. 109.4)."""
    st.caption(in_markdown(words.say("replan_session_urgent")))
    offices = [each.office for each in voters(session)]
    return st.multiselect(
        in_markdown(words.say("replan_session_votes")),
        offices,
        default=offices if everybody(session) else [],
        format_func=in_markdown,
        key=f"{KEY}_votes_{session.code}_{session.facts}",
    )
