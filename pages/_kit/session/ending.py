"""Owns the end of a session: what the review concludes, what its minutes still lack, its closing, and the approval of its
minutes."""

from functools import partial

import streamlit as st

from pages._kit.session import acting, place
from pages._kit.shell import data, frame
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.session import acts
from sig_metrics.session.model import IN_SESSION, SUSPENDED, TO_APPROVE, Conclusion, Session
from sig_metrics.session.rules import unreasoned
from sig_metrics.session.said import lacking_said

ASKED = {  # of a conclusion: its heading and what it is about
    "suitability": ("Conveniencia", "¿Sigue sirviendo al propósito de la entidad?"),
    "adequacy": ("Adecuación", "¿Alcanza, con los recursos y la forma que tiene?"),
    "effectiveness": ("Eficacia", "¿Logra lo que planificó?"),
    "alignment": ("Alineación con la dirección estratégica", "¿Sigue la dirección estratégica?"),
}


def step(view: frame.View, session: Session, changed: bool) -> None:
    """At the left what is concluded; at the right what lacks, and the end."""
    left, right = st.columns([11, 9], gap="large")
    with left:
        _conclusion(session, changed)
    with right:
        _lacks(session)
        if session.state == IN_SESSION:
            _close(view, session, changed)
        elif session.state == SUSPENDED:
            st.caption(in_markdown(words.say("sitting_suspended_first")))
        elif session.state == TO_APPROVE:
            approval(view, session, changed)


def _conclusion(session: Session, changed: bool) -> None:
    frame.section("Conclusión de la revisión", words.say("sitting_conclusion_about"))
    if session.state != IN_SESSION:
        said = {name: getattr(session.conclusion, name) for name in ASKED}
        for name, text in said.items():
            if text:
                st.markdown(f"{in_bold(ASKED[name][0])}  \n{in_markdown(text)}")
        if not any(said.values()):
            st.caption(in_markdown(words.say("sitting_not_concluded")))
        return
    key = f"concluye_{session.code}"
    with st.form(key, border=False):
        written = {
            name: st.text_area(
                in_markdown(heading),
                value=getattr(session.conclusion, name),
                height=80,
                key=f"{key}_{name}_{hash(getattr(session.conclusion, name)):x}",
                placeholder=about,
            ).strip()
            for name, (heading, about) in ASKED.items()
        }
        sent = st.form_submit_button("Guardar la conclusión", icon=":material/check:")
    if sent:
        given = {"conclusion": Conclusion(**written), "who": acting.who(session)}
        acting.do(changed, words.say("sitting_done_concluded"), acts.conclude, data.store(), session.code, **given)


def _lacks(session: Session) -> None:
    """Which of the elements of art. 113.1 the minutes still lack, in words."""
    lost = lacking_said(session)
    frame.section("Lo que le falta al acta", aside=words.number(len(lost)) if lost else "")
    if not lost:
        st.markdown(f":green[:material/check_circle:] {in_markdown(words.say('sitting_whole'))}")
        return
    st.caption(in_markdown(words.say("sitting_lacks_about")))
    st.markdown("\n".join(f"- {in_markdown(each[0].upper() + each[1:])}" for each in lost))


def _close(view: frame.View, session: Session, changed: bool) -> None:
    frame.section("Cierre", words.say("sitting_close_about"))
    key = f"cerrar_{session.code}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        at = st.time_input("Hora de término", value=None, step=300, key=f"{key}_hora", width=160)
        pressed = st.button("Cerrar la sesión", key=key, type="primary", icon=":material/lock_clock:")
    if pressed and (lost := _before(session)):
        acting.fault([words.say("sitting_close_lacks", which=words.listing(lost))])
    elif pressed:
        given = {"ends_at": f"{at:%H:%M}" if at else "", "who": acting.who(session)}
        done = words.say("sitting_done_closed")
        acting.do(
            changed,
            done,
            acts.close,
            data.store(),
            view.catalog,
            session.code,
            then=partial(place.look, **{place.STEP: ""}),
            **given,
        )


def _before(session: Session) -> list[str]:
    """What the minutes lack that nobody can write once it is closed: all but its hour, and the reasons that may still come."""
    later = {words.say("session_lacks_reasons", key=code, office=office) for code, office in unreasoned(session)}
    return [each for each in lacking_said(session.changed(ends_at=session.starts_at)) if each not in later]


def approval(view: frame.View, session: Session, changed: bool) -> None:
    """Its minutes, read and approved at its end; or else at the start of the next session, which offers it."""
    frame.section("Aprobación del acta", words.say("sitting_approve_about"))
    if st.button(
        "Leída y aprobada al final de la sesión",
        key=f"aprobar_{session.code}",
        type="primary",
        icon=":material/task_alt:",
    ):
        given = {"who": acting.who(session)}
        done = words.say("sitting_done_approved", code=session.code)
        acting.do(changed, done, acts.approve, data.store(), view.catalog, session.code, **given)
