"""Owns the session in course: at the left its order of the day, at the right the point in view, with what it shows, what is
debated and what is agreed; below, what may happen to the session itself."""

import streamlit as st

from pages._kit.blocks import address
from pages._kit.session import acting, carrying, drafts, happening, place, slides
from pages._kit.session.agreed import agreements
from pages._kit.session.agreement import agreement_form
from pages._kit.shell import data, frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.session import acts
from sig_metrics.session.model import IN_SESSION, Item, Session
from sig_metrics.session.proposed import EARLIER
from sig_metrics.session.said import quorum_said

POINT = "sesion_punto"
MANY, TALL = 14, 440  # points that are seen at once, and the pixels of a longer order of the day
NEW = "nuevo"  # of the address: the form of an agreement is open


def step(view: frame.View, session: Session, changed: bool) -> None:
    """The order of the day and the point in view."""
    left, right = st.columns([4, 9], gap="large")
    with left:
        item = _order(session)
        happening.around(view, session, changed)
    with right:
        if item is not None:
            _point(view, session, item, changed)
    slides.arranging(view, session, place.corte_of(session))


def _order(session: Session) -> Item | None:
    """The order of the day, of which one point is in view: the address says which."""
    frame.section("Orden del día", quorum_said(session))
    numbers = [str(each.number) for each in session.items]
    if not numbers:
        st.caption(in_markdown(words.say("sitting_no_items")))
        return None
    address.chosen(POINT, place.ITEM, numbers, numbers[0])
    with st.container(height=TALL if len(numbers) > MANY else "content", border=False, key="sig-points"):
        chosen = st.radio(
            "Punto en vista",
            numbers,
            format_func=lambda number: in_markdown(_named(session, int(number))),
            key=POINT,
            label_visibility="collapsed",
            on_change=_turn,
        )
    return session.item(int(chosen))


def _turn() -> None:
    """From a callback: another point, whose forms are shut."""
    place.look(**{place.ITEM: st.session_state[POINT], place.AGREEMENT: "", place.RESCHEDULED: ""})


def _named(session: Session, number: int) -> str:
    """«3. Resultados de las auditorías · 2 acuerdos», or «· tratado»."""
    item, agreed = session.item(number), sum(each.item == number for each in session.agreements)
    told = (
        words.count(agreed, "acuerdo", "acuerdos") if agreed else words.say("sitting_debated") if item.debated else ""
    )
    urgent = words.say("sitting_urgent") if item.urgent else ""
    return " · ".join(filter(None, (f"{number}. {item.topic}", urgent, told)))


def _point(view: frame.View, session: Session, item: Item, changed: bool) -> None:
    frame.section(f"{item.number}. {item.topic}")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        unit = words.say("sitting_brought_by", unit=view.catalog.label("unit", item.unit))
        st.caption(in_markdown(unit), width="content")
        if item.view:
            place.link(session, item.view, "Ver en el corte", f"ver_{session.code}_{item.number}")
    if item.review_input == EARLIER:
        carrying.waiting(view, session, changed)
        found = carrying.back(view, session)
        carrying.earlier(view, session, found, state.seen(carrying.WHOLE, ("todo",)) is not None)
        if session.state == IN_SESSION:
            _reschedule(found)
    _debate(session, item, changed)
    agreements(view, session, [each for each in session.agreements if each.item == item.number], changed)
    if session.state == IN_SESSION:
        _new(view, session, item)


def _debate(session: Session, item: Item, changed: bool) -> None:
    """What was said of a point, for the minutes."""
    if session.state != IN_SESSION:
        if item.debated:
            st.markdown(in_markdown(item.debated))
        return
    key = f"debate_{session.code}_{item.number}"
    said = drafts.text_area(
        "Qué se trató",
        item.debated,
        f"{key}_{hash(item.debated):x}",
        height=110,
        placeholder="Lo que se expuso y se debatió, para el acta; sin datos personales",
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        kept = st.button("Guardar lo tratado", key=f"{key}_guardar", icon=":material/check:")
        noted = not item.debated and st.button("Se tomó conocimiento", key=f"{key}_conocido", type="tertiary")
    if kept or noted:
        text = words.say("sitting_noted") if noted and not said else said
        given = {"item": item.number, "text": text, "who": acting.who(session)}
        done = words.say("sitting_done_debated", item=item.number)
        acting.do(changed, done, acts.debate, data.store(), session.code, **given)


def _reschedule(found: tuple) -> None:
    """An earlier agreement is given another date only by an agreement of a session."""
    still = {each.agreement: each for each in found if each.state in carrying.STILL}
    if not still:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        code = st.selectbox(
            "Reprogramar un acuerdo anterior",
            list(still),
            index=None,
            format_func=lambda each: " · ".join(filter(None, (each, words.short(still[each].agreed, 70)))),
            key="reprogramar",
            placeholder="Código o palabras",
            width=520,
        )
        given = {place.RESCHEDULED: code or "", place.AGREEMENT: NEW}
        st.button(
            "Reprogramar",
            key="reprogramar_abrir",
            icon=":material/event_repeat:",
            disabled=code is None,
            on_click=place.look,
            kwargs=given,
        )


def _new(view: frame.View, session: Session, item: Item) -> None:
    """The form of a new agreement on the point, which the address opens."""
    open_now = state.seen(place.AGREEMENT, (NEW,)) is not None
    st.button(
        in_markdown("Cerrar sin registrar" if open_now else "Nuevo acuerdo"),
        key="acuerdo_nuevo",
        icon=":material/close:" if open_now else ":material/add:",
        type="tertiary" if open_now else "primary",
        on_click=place.look,
        kwargs={place.AGREEMENT: "" if open_now else NEW, place.RESCHEDULED: ""},
    )
    if open_now:
        moved = st.query_params.get(place.RESCHEDULED, "")
        with st.container(border=True, key="sig-agreement"):
            motive = place.address(session, item.view or "revision?parte=matriz")
            agreement_form(view, session, item.number, motive, moved)
