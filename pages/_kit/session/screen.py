"""Owns the screen of one session: what it is and what it asks for next, and its steps, of which one is in view."""

import streamlit as st

from pages._kit.blocks import address, drawer
from pages._kit.session import acting, convene, course, ending, installing, papers, place, slides
from pages._kit.session.agreed import agreements
from pages._kit.session.attendance import read
from pages._kit.shell import frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.session.listed import MINUTES, lines
from sig_metrics.session.model import (
    APPROVED,
    CALLED,
    HELD,
    IN_SESSION,
    NO_QUORUM,
    SIGNED,
    SUSPENDED,
    TO_APPROVE,
    Session,
)
from sig_metrics.session.said import summary

CALL, START, COURSE, END, PAPERS = "convocatoria", "inicio", "sesion", "cierre", "acta"
STEPS = {
    CALL: "Convocatoria",
    START: "Asistencia, corte e instalación",
    COURSE: "Orden del día y acuerdos",
    END: "Conclusión y cierre",
    PAPERS: "Acta y documentos",
}
# the step that each state asks for
ASKED = {
    CALLED: START,
    NO_QUORUM: START,
    IN_SESSION: COURSE,
    SUSPENDED: COURSE,
    TO_APPROVE: PAPERS,
    APPROVED: PAPERS,
    SIGNED: PAPERS,
}


def page(view: frame.View, code: str) -> None:
    """The session of a code; of none, that there is none and the way to the list."""
    try:
        session, changed = acting.look(code)
    except Refused as refused:
        _unknown(view, code, str(refused))
        return
    kind = view.catalog.label("minutes_kind", session.kind)
    frame.title(f"{kind} · {session.code}", [summary(view.catalog, session), *_corte(session)])
    _bar(view, session)
    acting.tell()
    step = _steps(session)
    if view.corte is not None:
        st.info(in_markdown(words.say("sitting_frozen")), icon=":material/lock:")
    _draw(view, session, step, changed or view.corte is not None)
    drawer.open_if_asked(view, view.scope())


def _corte(session: Session) -> list[str]:
    """Which corte it looks at, once it has one."""
    if (corte := place.corte_of(session)) is None:
        return []
    given = {"name": corte.name, "day": words.day(place.cutoff_of(corte)), "hash": corte.hash[:12]}
    return [words.say("sitting_of_corte", number=corte.number, **given)]


def _unknown(view: frame.View, code: str, why: str) -> None:
    """A session that the log does not have: its register may."""
    of_register = next((each for each in lines(view.dataset, ()) if each.code == code), None)
    kind = view.catalog.label("minutes_kind", of_register.kind) if of_register else ""
    said = words.say("sitting_register_only", day=words.long_day(of_register.held_on)) if of_register else why
    frame.title(f"{kind} · {code}" if of_register else "Revisión por la Dirección")
    st.info(in_markdown(said), icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        _back()
        if of_register:
            given = {"casos": f"case.{MINUTES}.{code}"}
            st.button("Ver lo que dice su registro", key="sesion_registro", on_click=state.place, kwargs=given)
    drawer.open_if_asked(view, view.scope())


def _draw(view: frame.View, session: Session, step: str, changed: bool) -> None:
    if view.corte is not None:
        _read(view, session, step)
    elif step == CALL and session.state == CALLED:
        _call(view, session)
        convene.rearrange(view, session, changed)
    elif step == START and session.state in (CALLED, NO_QUORUM):
        installing.step(view, session, changed)
    elif step == COURSE and session.state in (IN_SESSION, SUSPENDED):
        course.step(view, session, changed)
    elif step == END:
        ending.step(view, session, changed)
    elif step == PAPERS:
        papers.step(view, session, changed)
    else:
        _read(view, session, step)


def _back() -> None:
    st.button(
        "Todas las sesiones",
        key="sesiones_todas",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=place.go,
        kwargs={place.PART: place.LIST},
    )


def _bar(view: frame.View, session: Session) -> None:
    """The way back to the list, to the slides, and who registers."""
    with st.container(key="sig-session-bar", horizontal=True, vertical_alignment="center", gap="medium"):
        _back()
        slides.present(session)
        if view.corte is None and session.state != SIGNED:
            acting.who_box(session)


def _steps(session: Session) -> str:
    """The steps, of which the address says the one in view; by itself, the one that the state asks for."""
    asked = ASKED.get(session.state, COURSE)
    step = address.chosen("sesion_paso", place.STEP, STEPS, asked)
    st.segmented_control(
        "Paso de la sesión",
        list(STEPS),
        format_func=lambda each: in_markdown(f"{list(STEPS).index(each) + 1} {STEPS[each]}"),
        required=True,
        key="sesion_paso",
        label_visibility="collapsed",
        on_change=_turn,
        args=(asked,),
    )
    return step


def _turn(asked: str) -> None:
    """From a callback: another step; that which opens by itself is left out of the address."""
    step = st.session_state["sesion_paso"]
    shut = dict.fromkeys((place.ITEM, place.AGREEMENT, place.RESCHEDULED), "")
    place.look(**{place.STEP: "" if step == asked else step, **shut})


def _call(view: frame.View, session: Session) -> None:
    frame.section("Convocatoria", words.say("sitting_call_read", day=words.long_day(session.called_on)))
    days = words.count(session.notice_days(), "día", "días")
    st.markdown(
        in_markdown(
            words.say(
                "sitting_call_said",
                day=words.long_day(session.held_on),
                at=session.starts_at,
                place=session.place,
                days=days,
            )
        )
    )
    frame.section("Orden del día", words.say("sitting_order_rearranged"))


def _read(view: frame.View, session: Session, step: str) -> None:
    """A step as it is read, when nothing is to be written in it."""
    if step == CALL:
        _call(view, session)
        st.markdown(
            "\n".join(
                f"{in_markdown(f'{each.number}. {each.topic}')} :gray[· {in_markdown(view.catalog.label('unit', each.unit))}]"
                for each in session.items
            )
        )
    elif step == START and session.attendance:
        frame.section("Asistencia")
        read(view, session)
    elif step == COURSE and session.items and session.state not in (CALLED, NO_QUORUM):
        _minutes(view, session)
    elif step == END and session.state in HELD:
        ending.step(view, session, True)
    else:
        st.caption(in_markdown(words.say("sitting_not_yet")))


def _minutes(view: frame.View, session: Session) -> None:
    """Point by point, what was said and agreed."""
    for item in session.items:
        agreed = [each for each in session.agreements if each.item == item.number]
        said = item.debated or ("" if agreed else words.say("sitting_undebated"))
        st.markdown(f"{in_bold(f'{item.number}. {item.topic}')}  \n{in_markdown(said)}")
        agreements(view, session, agreed, True)
