"""Owns the form that calls a session: its kind, day, hour and place, since when it is called, and its order of the day."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from pages._kit.loading.changes import NOBODY
from pages._kit.screens import LOADING
from pages._kit.session import acting, agenda, place
from pages._kit.shell import data, frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.publish.condition import today
from sig_metrics.session import acts, facts
from sig_metrics.session.carried import carried
from sig_metrics.session.model import SECRETARIAT, Item, Seat, Session
from sig_metrics.session.proposed import REVIEW, only_gaps, proposed
from sig_metrics.session.rules import MEMBERS, regime_in_use, seats_on

KEY = "convocar"
AHEAD = timedelta(days=7)  # of notice, that are proposed
EARLY, LATE = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class Call:
    """What is written of a call."""

    kind: str
    period: str
    held_on: date | None
    starts_at: str
    place: str
    called_on: date | None


def form(view: frame.View) -> None:
    """Calls a session; nothing of it is kept until it is called."""
    frame.title("Convocar una sesión", [words.say("sitting_call_about")])
    call = _written(view)
    seats = seats_on(view.dataset, call.held_on) if call.held_on else ()
    if call.held_on and not seats:
        no_members(view, call.held_on)
        return
    secretary = next((each.office for each in seats if each.role == SECRETARIAT), "")
    _notice(call)
    items = _agenda(view, call, seats)
    told = st.container()  # over the button: under it, the end of so long a screen hides what is said
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        who = st.text_input("Convoca (cargo)", value=secretary, max_chars=80, key=f"{KEY}_quien_{secretary}", width=320)
        sent = st.button("Convocar la sesión", key=f"{KEY}_enviar", type="primary", icon=":material/event:")
        st.button("Cancelar", key=f"{KEY}_cancelar", on_click=place.go, kwargs={place.PART: place.LIST})
    if sent:
        with told:
            _send(view, call, items, who)


def _written(view: frame.View) -> Call:
    kinds, now = view.catalog.vocabularies["minutes_kind"], today(data.current_snapshot())
    one, two, three, four = st.columns([5, 3, 3, 3], gap="medium")
    kind = one.selectbox(
        "Clase de sesión",
        list(kinds),
        index=list(kinds).index(REVIEW) if REVIEW in kinds else 0,
        format_func=lambda code: kinds[code].label,
        key=f"{KEY}_clase",
    )
    held_on = _day(two, "Fecha de la sesión", now + AHEAD, "fecha")
    at = three.time_input("Hora", value="09:00", step=900, key=f"{KEY}_hora")
    called_on = _day(four, "Se convoca el", now, "convocada")
    one, two = st.columns([8, 6], gap="medium")
    where = one.text_input("Lugar o medio", key=f"{KEY}_lugar", placeholder="Sede Central, sala de reuniones")
    period = two.text_input(
        "Periodo que se revisa",
        value=f"{view.scope().cutoff.year}",
        max_chars=20,
        key=f"{KEY}_periodo_{view.scope().cutoff.year}",
        help="Como se escribe en el acta: 2021, 2021-S2, 2021-T3.",
    )
    return Call(kind, period.strip(), held_on, f"{at:%H:%M}" if at else "", where.strip(), called_on)


def _day(where, said: str, value: date, key: str) -> date | None:
    return where.date_input(
        in_markdown(said), value=value, min_value=EARLY, max_value=LATE, format="DD/MM/YYYY", key=f"{KEY}_{key}"
    )


def _notice(call: Call) -> None:
    """How many days ahead it is called: shown, not refused."""
    if call.held_on and call.called_on:
        days = (call.held_on - call.called_on).days
        code = "sitting_notice" if days > 0 else "sitting_notice_none"
        st.caption(in_markdown(words.say(code, days=words.count(days, "día", "días"))))


def _agenda(view: frame.View, call: Call, seats: tuple[Seat, ...]) -> tuple[Item, ...]:
    """The order of the day, which is proposed for the kind of session and written on."""
    cutoff, before = view.scope().cutoff, call.held_on or date.max
    back = carried(view.dataset, cutoff, before, facts.sessions(data.store()))
    still = sum(each.state in ("open", "overdue") for each in back)
    given = proposed(view.dataset, cutoff, call.kind, seats, still)
    frame.section("Orden del día", words.say("sitting_order_about", day=words.day(cutoff)))
    key = _key(view, call)
    items = agenda.editor(view, key, given)
    short = only_gaps(view.dataset, cutoff, given)
    with st.container(horizontal=True, gap="medium"):
        for name, said, icon, some in (
            ("faltas", "Dejar solo lo que falta", ":material/filter_alt:", short),
            ("proponer", "Volver a lo propuesto", ":material/restart_alt:", given),
        ):
            st.button(
                in_markdown(said),
                key=f"{KEY}_{name}",
                icon=icon,
                type="tertiary",
                on_click=agenda.propose,
                args=(key, some),
            )
    return items


def _key(view: frame.View, call: Call) -> str:
    """What is written of an order of the day is of its kind, and of the data that it was proposed with."""
    return f"{KEY}_{call.kind}_{view.scope().cutoff:%Y-%m}"


def no_members(view: frame.View, day: date) -> None:
    """Nobody is a member that day: how to say who is."""
    st.info(in_markdown(words.say("sitting_no_members", day=words.day(day))), icon=":material/group:")
    if MEMBERS not in view.catalog.registers:
        return
    title = view.catalog.register(MEMBERS).title
    st.button(
        in_markdown(words.say("sitting_load_members", title=title)),
        key=f"{KEY}_miembros",
        type="primary",
        icon=":material/upload_file:",
        on_click=state.go,
        args=(LOADING,),
        kwargs={"registro": MEMBERS},
    )


def _send(view: frame.View, call: Call, items: tuple[Item, ...], who: str) -> None:
    if call.held_on is None or call.called_on is None:
        acting.fault([words.say("sitting_day_lacks")])
        return
    session, faults = acting.refusal(
        acts.convene,
        data.store(),
        view.dataset,
        kind=call.kind,
        period=call.period,
        held_on=call.held_on,
        place=call.place,
        starts_at=call.starts_at,
        called_on=call.called_on,
        items=items,
        who=who.strip() or NOBODY,
        regime=regime_in_use(),
    )
    if session is None:
        acting.fault(faults)
        return
    agenda.forget(_key(view, call))
    acting.settled(session, words.say("sitting_done_called", code=session.code))
    place.go(**{place.SESSION: session.code})
    st.rerun()


def again(session: Session, changed: bool) -> None:
    """What is offered once the first call had no quorum: the next day, with a third and never fewer than three."""
    frame.section("Segunda convocatoria", words.say("sitting_second_about"))
    with st.form(f"segunda_{session.code}", border=False):
        one, two, three = st.columns([3, 2, 5], gap="medium")
        day = one.date_input(
            "Fecha", value=session.held_on + timedelta(days=1), format="DD/MM/YYYY", key=f"segunda_dia_{session.code}"
        )
        at = two.time_input("Hora", value=session.starts_at or "09:00", key=f"segunda_hora_{session.code}")
        where = three.text_input("Lugar o medio", value=session.place, key=f"segunda_lugar_{session.code}")
        sent = st.form_submit_button("Convocar por segunda vez", type="primary", icon=":material/event_repeat:")
    if sent and day:
        starts = f"{at:%H:%M}" if at else ""
        given = {"held_on": day, "place": where.strip(), "starts_at": starts, "who": acting.who(session)}
        done = words.say("sitting_done_second", day=words.day(day))
        acting.do(changed, done, acts.call_again, data.store(), session.code, **given)


def rearrange(view: frame.View, session: Session, changed: bool) -> None:
    """The order of the day of a session that is called, while nobody has begun it."""
    items = agenda.editor(view, session.code, session.items, session)
    if st.button(
        "Guardar el orden del día", key=f"orden_guardar_{session.code}", type="primary", icon=":material/check:"
    ):
        given = {"items": items, "who": acting.who(session), "then": lambda: agenda.forget(session.code)}
        acting.do(changed, words.say("sitting_done_order"), acts.rearrange, data.store(), session.code, **given)
