"""Owns the form of an agreement, of the session screen and of a slide: what is agreed, on which grounds, by whom and when,
what it answers, and the votes of who is present. It is registered with its votes, or nothing is."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from pages._kit.session import acting, drafts, place, voting
from pages._kit.session.carrying import STILL, back
from pages._kit.shell import data, frame
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.session import acts, permits
from sig_metrics.session.answered import KINDS, codes
from sig_metrics.session.model import REJECTED, TIED, Agreement, Item, Session
from sig_metrics.session.texts import cell

LATE = date(2100, 12, 31)
NOBODY_OF = "ALL"  # the unit that is all of them
LACKS = ("agreed", "grounds", "unit", "due_on", "systems", "output")  # without which it is not sent


def agreement_form(
    view: frame.View, session: Session, item: int | None, address: str, reschedules: str = "", choose: bool = False
) -> None:
    """Asks for an agreement on a point of the order of the day and its votes, and registers it. `address`: the screen that
    motivates it, with its corte; `reschedules`: the earlier one whose date it moves; `choose`: the point is only proposed."""
    session, changed = acting.look_again(session.code)
    key = f"acuerdo_{session.code}_{item or 0}_{reschedules}"
    on = _item(session, item, key) if choose else session.item(item)
    if on is None:
        st.caption(in_markdown(words.say("sitting_item_lacks")))
        return
    values = _texts(view, key, reschedules)
    values |= _whose(view, session, on, key)
    values |= _answers(view, session, key, reschedules)
    votes, casting = voting.votes(view, session, key)
    made = Agreement("", on.number, view=address, votes=votes, casting=casting, **values)
    at_once = st.checkbox(in_markdown(words.say("sitting_at_once")), key=f"{key}_ya")
    told = st.container()  # over the button, as of every form whose end is that of the screen
    if st.button("Registrar el acuerdo", key=f"{key}_registrar", type="primary", icon=":material/gavel:"):
        with told:
            _register(view, session, made, at_once, key, changed)


def _item(session: Session, item: int | None, key: str) -> Item | None:
    """The point it is on, which is chosen; of what is in view, its own is proposed."""
    numbers = [each.number for each in session.items]
    number = st.selectbox(
        "Punto del orden del día",
        numbers,
        index=numbers.index(item) if item in numbers else None,
        placeholder="Elija",
        format_func=lambda n: f"{n}. {session.item(n).topic}",
        key=f"{key}_punto",
    )
    return session.item(number) if number else None


def _texts(view: frame.View, key: str, reschedules: str) -> dict:
    proposed = words.say("sitting_reschedule_text", code=reschedules) if reschedules else ""
    said = drafts.text_area(
        "Qué se acuerda",
        proposed,
        f"{key}_que",
        height=90,
        placeholder="Lo que se hará, en una oración; sin datos personales",
    )
    grounds = drafts.text_area(
        "Fundamentos",
        "",
        f"{key}_por",
        height=70,
        placeholder="En qué se apoya la decisión (art. 113.1)",
    )
    return {"agreed": said, "grounds": grounds}


def _whose(view: frame.View, session: Session, item: Item, key: str) -> dict:
    """Who does it, until when, of which kind, for which systems and as which output of the review."""
    known = view.catalog.vocabularies
    units, kinds, outputs = (
        [each for each in known["unit"] if each != NOBODY_OF],
        known["agreement_kind"],
        known["review_output"],
    )
    one, two, three = st.columns([3, 3, 4], gap="small")
    unit = one.selectbox(
        "Unidad responsable",
        units,
        index=units.index(item.unit) if item.unit in units else None,
        format_func=lambda code: known["unit"][code].label,
        key=f"{key}_unidad_{item.number}",
    )
    due_on = two.date_input(
        "Fecha límite", value=None, min_value=session.held_on, max_value=LATE, format="DD/MM/YYYY", key=f"{key}_limite"
    )
    kind = three.selectbox("Tipo", list(kinds), format_func=lambda code: kinds[code].label, key=f"{key}_tipo")
    one, two = st.columns([6, 4], gap="small")
    systems = one.multiselect(
        "Sistemas",
        list(known["system"]),
        format_func=lambda code: known["system"][code].label,
        key=f"{key}_sistemas",
        placeholder="Elija",
    )
    output = two.selectbox(
        "Salida de la revisión",
        list(outputs),
        index=None,
        format_func=lambda code: outputs[code].label,
        key=f"{key}_salida",
        placeholder="Elija",
    )
    return {"unit": unit or "", "due_on": due_on, "kind": kind or "", "systems": tuple(systems), "output": output or ""}


def _answers(view: frame.View, session: Session, key: str, reschedules: str) -> dict:
    """What it answers: an earlier agreement whose date it moves, or a kind and a code that exists."""
    if reschedules:
        st.caption(in_markdown(words.say("sitting_reschedules", code=reschedules)))
        return {"reschedules": reschedules}
    kinds = view.catalog.vocabularies[KINDS]
    one, two = st.columns([4, 6], gap="small")
    kind = one.selectbox(
        "A qué responde",
        list(kinds),
        index=None,
        format_func=lambda code: kinds[code].label,
        key=f"{key}_a",
        placeholder="Nada en particular",
    )
    if kind is None:
        return {}
    found = codes(view.dataset, kind, view.scope().cutoff)
    code = two.selectbox(
        "Código",
        list(found),
        index=None,
        format_func=lambda each: " · ".join(filter(None, (each, found.get(each, "")))),
        key=f"{key}_a_{kind}",
        placeholder="Escriba parte del código o de sus palabras",
        accept_new_options=not found,
    )
    moved = _moved(view, session, key) if code and code in _movable(view, session) else ""
    return {"answers_kind": kind, "answers": code or "", "reschedules": code if moved else ""}


def _movable(view: frame.View, session: Session) -> set[str]:
    """The earlier agreements that are still open."""
    return {each.agreement for each in back(view, session) if each.state in STILL}


def _moved(view: frame.View, session: Session, key: str) -> bool:
    return st.checkbox("Le pone esta fecha límite: lo reprograma", key=f"{key}_mueve")


def _register(view: frame.View, session: Session, made: Agreement, at_once: bool, key: str, changed: bool) -> None:
    lacks = [words.say(f"sitting_lacks_{name}") for name in LACKS if not getattr(made, name)]
    if made.answers_kind and not made.answers:
        lacks.append(words.say("sitting_lacks_answers"))
    if made.outcome == TIED:
        lacks.append(words.say("sitting_lacks_casting"))
    if at_once and made.outcome == REJECTED:
        lacks.append(words.say("sitting_lacks_adopted"))
    if lacks and not changed:
        acting.fault(lacks)
        return
    done = words.say("sitting_done_agreement")
    then = partial(forget, key)
    acting.do(changed, done, _agreed, view, session, made, acting.who(session), at_once, then=then)


def _agreed(view: frame.View, session: Session, made: Agreement, who: str, at_once: bool) -> Session:
    """The agreement with its votes and, if it is not to wait for the minutes, that it is done at once."""
    store = data.store()
    permits.going_on(session, "agree")  # what votes lack, or have too much of, is said before anything is written
    permits.votes(session, made, made.votes, made.casting)
    for each in made.votes:
        cell(each.reasons, "vote", "reasons")
        cell(each.norm, "vote", "norm")
    now = acts.agree(store, view.dataset, session.code, agreement=replace(made, votes=(), casting=""), who=who)
    code = now.agreements[-1].code
    now = acts.vote(store, session.code, agreement=code, votes=made.votes, casting=made.casting, who=who)
    return acts.authorise(store, session.code, agreement=code, who=who) if at_once else now


def forget(key: str) -> None:
    """What was written of an agreement that is registered, whose form is shut."""
    for name in [name for name in st.session_state if str(name).startswith(key)]:
        del st.session_state[name]
    drafts.forget(key)
    place.look(**{place.AGREEMENT: "", place.RESCHEDULED: ""})
