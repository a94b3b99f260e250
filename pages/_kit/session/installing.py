"""Owns the beginning of a session: the corte that it looks at, chosen or frozen here, and its installation."""

import streamlit as st

from pages._kit.blocks import freezing
from pages._kit.session import acting, attendance, convene, place, slides
from pages._kit.shell import data, frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.session import acts
from sig_metrics.session.model import NO_QUORUM, Session
from sig_metrics.session.rules import everybody, has_quorum, in_form
from sig_metrics.store.cortes import Corte, cortes

FREEZING = "congelar"  # of the address: whether the form is open
CHOSEN = "corte_sesion"
MADE = "corte_hecho"  # of the browser's session: the corte just frozen, which the box says when it is drawn anew


def step(view: frame.View, session: Session, changed: bool) -> None:
    """Who attends, of which corte, and the installation; without quorum, the second call."""
    left, right = st.columns([11, 9], gap="large")
    with left:
        attendance.seats(view, session, changed)
    with right:
        if session.state == NO_QUORUM:
            st.warning(in_markdown(words.say("sitting_no_quorum_now")), icon=":material/group_off:")
            if session.call == 1:
                convene.again(session, changed)
            return
        corte = _corte(view, session)
        _install(session, corte, changed)
    if session.state != NO_QUORUM:
        slides.arranging(view, session, corte)
    if state.seen(FREEZING, ("1",)):
        named = words.say(
            "sitting_corte_name", kind=view.catalog.label("minutes_kind", session.kind), code=session.code
        )
        freezing.form(view, lambda made: _frozen(session, made), named, acting.who(session))


def _corte(view: frame.View, session: Session) -> Corte | None:
    """The corte that the session will look at: one that is frozen, or another that is frozen here."""
    frame.section("Corte", words.say("sitting_corte_about"))
    known = [each for each in reversed(cortes(data.store())) if not each.released_at]
    key, chosen = f"{CHOSEN}_{session.code}", None
    if known:
        named = {each.number: each for each in known}
        if (made := st.session_state.pop(f"{MADE}_{session.code}", None)) in named:
            st.session_state[key] = made
        number = st.selectbox(
            "Con qué corte se sesiona",
            list(named),
            format_func=lambda n: words.say(
                "sitting_corte_option",
                number=n,
                name=named[n].name,
                month=words.month(freezing.month_of(named[n].cutoff)),
            ),
            key=key,
        )
        chosen = named.get(number)
    open_now = state.seen(FREEZING, ("1",))
    st.button(
        "Congelar un corte nuevo",
        key="sesion_congelar",
        icon=":material/lock:",
        type="tertiary" if known else "secondary",
        on_click=state.look,
        kwargs={FREEZING: "" if open_now else "1"},
    )
    return chosen


def _frozen(session: Session, made: Corte) -> None:
    """What is frozen here is what the session will look at."""
    st.session_state[f"{MADE}_{session.code}"] = made.number
    st.session_state[acting.DONE] = words.say("corte_done", name=made.name, hash=made.hash[:12])
    state.look(**{FREEZING: ""})


def _install(session: Session, corte: Corte | None, changed: bool) -> None:
    frame.section("Instalación")
    if not session.attendance:
        st.caption(in_markdown(words.say("sitting_install_first")))
    unanimous = False
    if session.attendance and everybody(session) and not in_form(session):
        unanimous = st.checkbox(in_markdown(words.say("sitting_unanimous")), key=f"unanime_{session.code}")
    if st.button(
        "Instalar la sesión",
        key=f"instalar_{session.code}",
        type="primary",
        icon=":material/gavel:",
        disabled=not session.attendance,
    ):
        if corte is None:
            acting.fault([words.say("sitting_corte_lacks")])
            return
        quorum = has_quorum(session)
        done = words.say("sitting_done_installed" if quorum else "sitting_done_no_quorum")
        given = {"corte": corte.number, "who": acting.who(session), "unanimous_start": unanimous}
        then = (lambda: place.go(**{place.SESSION: session.code})) if quorum else None
        acting.do(changed, done, acts.install, data.store(), session.code, then=then, **given)
