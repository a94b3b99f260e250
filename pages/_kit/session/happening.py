"""Owns what happens to a session in course besides its points: a point is included for urgency, somebody comes or goes, it is
suspended and goes on."""

from datetime import date, timedelta

import streamlit as st

from pages._kit.session import acting, attendance, place
from pages._kit.shell import data, frame
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.session import acts
from sig_metrics.session.model import IN_SESSION, SUSPENDED, Item, Session
from sig_metrics.session.rules import everybody, last_day, voters


def around(view: frame.View, session: Session, changed: bool) -> None:
    """What may happen, each folded until it does."""
    if session.state == SUSPENDED:
        _resume(session, changed)
    if session.state != IN_SESSION:
        return
    with st.expander(
        "Incluir un punto urgente", icon=":material/priority_high:", key="sesion_incluye", on_change="rerun"
    ):
        _include(view, session, changed)
    with st.expander("Alguien llegó o se retiró", icon=":material/group:", key="sesion_llega", on_change="rerun"):
        attendance.seats(view, session, changed, inside=True)
    with st.expander("Suspender la sesión", icon=":material/pause:", key="sesion_suspende", on_change="rerun"):
        _suspend(session, changed)


def _include(view: frame.View, session: Session, changed: bool) -> None:
    """All the members present, and all in favour (art. 109.4)."""
    st.caption(in_markdown(words.say("sitting_include_about")))
    key, units = (
        f"incluir_{session.code}_{len(session.items)}",
        [u for u in view.catalog.vocabularies["unit"] if u != "ALL"],
    )
    with st.form(key, border=False):
        topic = st.text_input("Qué se trata", key=f"{key}_asunto")
        unit = st.selectbox(
            "Lo expone", units, format_func=lambda code: view.catalog.label("unit", code), key=f"{key}_unidad"
        )
        offices = [each.office for each in voters(session)]
        votes = st.multiselect(
            "A favor de incluirlo",
            offices,
            default=offices if everybody(session) else [],
            key=f"{key}_votos_{hash(tuple(offices)):x}",  # whoever comes or goes changes who is asked
        )
        sent = st.form_submit_button("Incluir el punto", icon=":material/add:")
    if sent:
        item = Item(len(session.items) + 1, topic.strip(), unit, urgent=True)
        given = {"item": item, "in_favour": votes, "who": acting.who(session)}
        number = str(max(each.number for each in session.items) + 1 if session.items else 1)
        done = words.say("sitting_done_included", item=number)
        acting.do(
            changed,
            done,
            acts.include,
            data.store(),
            session.code,
            then=lambda: place.look(**{place.ITEM: number}),
            **given,
        )


def _suspend(session: Session, changed: bool) -> None:
    """Why, at which hour, and when and where it goes on (art. 110.3)."""
    st.caption(in_markdown(words.say("sitting_suspend_about")))
    key = f"suspender_{session.code}_{len(session.suspensions)}"
    with st.form(key, border=False):
        reason = st.text_input("Motivo", key=f"{key}_motivo")
        at = st.time_input("Hora en que se suspende", value=None, key=f"{key}_hora")
        day = st.date_input(
            "Sigue el", value=last_day(session) + timedelta(days=1), format="DD/MM/YYYY", key=f"{key}_dia"
        )
        where = st.text_input("Dónde sigue", value=session.place, key=f"{key}_lugar")
        sent = st.form_submit_button("Suspender", icon=":material/pause:")
    if sent:
        given = {
            "reason": reason.strip(),
            "at": f"{at:%H:%M}" if at else "",
            "goes_on": _day(day),
            "place": where.strip(),
        }
        acting.do(
            changed,
            words.say("sitting_done_suspended"),
            acts.suspend,
            data.store(),
            session.code,
            **given,
            who=acting.who(session),
        )


def _day(chosen: object) -> date | None:
    return chosen if isinstance(chosen, date) else None


def _resume(session: Session, changed: bool) -> None:
    last = session.suspensions[-1]
    day = st.date_input(
        "Se reanuda el",
        value=last.goes_on,
        format="DD/MM/YYYY",
        key=f"reanudar_dia_{session.code}_{len(session.suspensions)}",
    )
    at = st.time_input(
        "Hora en que se reanuda", value=None, key=f"reanudar_hora_{session.code}_{len(session.suspensions)}"
    )
    if st.button("Reanudar la sesión", key=f"reanudar_{session.code}", type="primary", icon=":material/play_arrow:"):
        given = {"on": _day(day), "at": f"{at:%H:%M}" if at else "", "who": acting.who(session)}
        acting.do(changed, words.say("sitting_done_resumed"), acts.resume, data.store(), session.code, **given)
