"""Owns the table of who attends: each seat, whether its titular, its alternate or whom the body chose, and the quorum that
it makes as it is written."""

import streamlit as st

from pages._kit.session import acting
from pages._kit.shell import data, frame
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.session import acts
from sig_metrics.session.model import ALTERNATE, CHOSEN, TITULAR, Attendance, Seat, Session
from sig_metrics.session.rules import has_quorum
from sig_metrics.session.said import quorum_said

COLUMNS = [6, 4, 5]


def seats(view: frame.View, session: Session, changed: bool, inside: bool = False) -> None:
    """Writes how each seat attends, with the quorum that it makes, and registers it. `inside`: of a session in course."""
    if inside:
        st.caption(in_markdown(words.say("sitting_moved_about")))
    else:
        frame.section("Asistencia", words.say("sitting_attendance_about"))
        st.button(
            "Todos los titulares",
            key=f"asisten_todos_{session.code}",
            type="tertiary",
            icon=":material/done_all:",
            on_click=_all,
            args=(session,),
        )
    with st.container(key="sig-seats", gap="xsmall"):
        written = [_seat(view, session, each, inside) for each in session.seats]
    attendance = tuple(each for each in written if each is not None)
    tell(session.changed(attendance=attendance), len(attendance))
    if st.button(
        "Registrar la asistencia", key=f"asisten_{session.code}", type="primary", icon=":material/how_to_reg:"
    ):
        given = {"attendance": attendance, "who": acting.who(session)}
        acting.do(changed, words.say("sitting_done_attendance"), acts.attend, data.store(), session.code, **given)


def tell(session: Session, written: int) -> None:
    """The quorum, once every seat was written; until then, how many lack."""
    lacking = len(session.seats) - written
    if lacking:
        said = words.count(lacking, "miembro", "miembros")
        st.caption(in_markdown(words.say("sitting_seats_lack", seats=said)))
        return
    if has_quorum(session):
        st.markdown(f":blue[:material/check_circle:] {in_markdown(quorum_said(session))}")
    else:
        st.markdown(f":orange[:material/error:] {in_markdown(quorum_said(session))}")


def _seat(view: frame.View, session: Session, seat: Seat, stacked: bool) -> Attendance | None:
    """A seat: how it attends, and who takes it; `stacked`: in little room."""
    name, words_of = _key(session, seat), view.catalog.vocabularies["attended_as"]
    held = next((each for each in session.attendance if each.office == seat.office), None)
    one, two, three = [st.container()] * 3 if stacked else st.columns(COLUMNS, gap="small", vertical_alignment="center")
    one.markdown(f"{in_bold(seat.office)}  \n:gray[{in_markdown(_role(view, seat))}]")
    options = [each for each in words_of if each != ALTERNATE or seat.alternates]
    how = two.selectbox(
        in_markdown(words.say("sitting_how", office=seat.office)),
        options,
        index=options.index(held.attended_as) if held and held.attended_as in options else None,
        format_func=lambda code: words_of[code].label,
        key=name,
        placeholder="Elija",
        label_visibility="collapsed",
    )
    if how is None:
        return None
    by = ""
    if how in (ALTERNATE, CHOSEN):
        who = seat.alternates if how == ALTERNATE else tuple(s.office for s in session.seats if s.office != seat.office)
        by = three.selectbox(
            in_markdown(words.say("sitting_by", office=seat.office)),
            list(who),
            index=who.index(held.replaced_by) if held and held.replaced_by in who else 0 if len(who) == 1 else None,
            key=f"{name}_{how}",
            placeholder="Quién",
            label_visibility="collapsed",
        )
    return Attendance(seat.office, how, by or "")


def _role(view: frame.View, seat: Seat) -> str:
    """«Secretaría · UPPM»."""
    return f"{view.catalog.label('committee_role', seat.role)} · {view.catalog.label('unit', seat.unit)}"


def _key(session: Session, seat: Seat) -> str:
    return f"asiste_{session.code}_{session.call}_{seat.office}"


def _all(session: Session) -> None:
    """From a callback: every seat is taken by its titular."""
    for seat in session.seats:
        st.session_state[_key(session, seat)] = TITULAR


def read(view: frame.View, session: Session) -> None:
    """How each seat attended, once it is registered."""
    words_of = view.catalog.vocabularies["attended_as"]
    told = {
        each.office: ": ".join(filter(None, (words_of[each.attended_as].label, each.replaced_by)))
        for each in session.attendance
    }
    st.markdown("\n".join(f"- {in_bold(office)} · {in_markdown(said)}" for office, said in told.items()))
    tell(session, len(session.attendance))
