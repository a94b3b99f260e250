"""Owns the agreements of earlier sessions as a session looks at them: where each stands, in how many sessions it was still
open, and the minutes of earlier sessions that wait to be approved."""

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import drawer
from pages._kit.session import acting, place
from pages._kit.shell import data, frame
from sig_metrics.catalog.build import using
from sig_metrics.corte.reopen import definitions_of
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.session import acts, facts
from sig_metrics.session.carried import carried
from sig_metrics.session.listed import AGREEMENTS
from sig_metrics.session.model import TO_APPROVE, Carried, Session
from sig_metrics.session.said import TONES, carried_said, state_of

STILL = ("overdue", "open")  # first what is past its date
MOST = 12  # rows at first
WHOLE = "anteriores"  # of the address: every agreement is seen


def back(view: frame.View, session: Session) -> tuple[Carried, ...]:
    """The agreements that come back to a session, with the data of its corte: what is past its date first."""
    corte, known = place.corte_of(session), facts.sessions(data.store())
    if corte is None or corte.released_at or view.corte is not None:
        return carried(view.dataset, view.scope().cutoff, session.held_on, known)
    with using(definitions_of(data.store(), corte)):
        return carried(data.frozen(corte), place.cutoff_of(corte), session.held_on, known)


def earlier(view: frame.View, session: Session, found: tuple[Carried, ...], whole: bool) -> None:
    """A row an agreement; the rest is folded."""
    still = [each for each in found if each.state in STILL]
    shown = list(found) if whole else still[:MOST]
    said = words.say("shown_of", shown=len(shown), count=len(found)) if found else ""
    frame.section("Acuerdos de sesiones anteriores", aside=said)
    board = {
        "label": "Acuerdos de sesiones anteriores",
        "head": ["", "Acuerdo", "De quién", "Días", "Cómo está"],
        "empty": words.say("sitting_nothing_back"),
        "items": [_row(view, each) for each in shown],
        "more": {"key": WHOLE, "text": words.say("sitting_all_back", count=words.number(len(found)))}
        if len(shown) < len(found)
        else None,
        "uncut": True,
        "reasons": True,
    }
    boards.decisions(board, key=f"anteriores_{session.code}", on_pick=_pick)


def _pick(key: str) -> None:
    if key == WHOLE:
        place.look(**{WHOLE: "todo"})
    else:
        drawer.pick_cell(key)


def _row(view: frame.View, each: Carried) -> dict:
    icon, tone = TONES[each.state]
    title = " · ".join(filter(None, (each.agreement, words.short(each.agreed, 90))))
    told = f"{state_of(each)}; {carried_said(each)}"
    return {
        "key": f"case.{AGREEMENTS}.{each.agreement}",
        "icon": icon,
        "tone": tone,
        "title": title,
        "whose": view.catalog.label("unit", each.unit),
        "when": words.number(each.days) if each.days else "",
        "norm": told,
        "hint": told,
        "label": f"{title}. {told}. Abrir",
    }


def waiting(view: frame.View, session: Session, changed: bool) -> None:
    """The minutes of earlier sessions that wait to be approved: this one reads and approves them."""
    earlier = [
        each for each in facts.sessions(data.store()) if each.state == TO_APPROVE and each.held_on <= session.held_on
    ]
    for each in (each for each in earlier if each.code != session.code):
        with st.container(key=f"sig-waits-{each.code}", horizontal=True, vertical_alignment="center", gap="small"):
            said = words.say("sitting_waits", code=each.code, day=words.day(each.held_on))
            st.markdown(f":material/hourglass_top: {in_markdown(said)}", width="content")
            pressed = st.button("Leída y aprobada", key=f"aprobar_{each.code}", icon=":material/check:")
        if pressed:
            given = {"who": acting.who(session), "in_session": session.code}
            done = words.say("sitting_done_approved", code=each.code)
            acting.do(changed, done, _approved(session), data.store(), view.catalog, each.code, **given)


def _approved(session: Session):
    """Approves the minutes of another session in this one, which is the one that is looked at."""

    def act(store, catalog, code: str, **given) -> Session:
        acts.approve(store, catalog, code, **given)
        return facts.session_of(store, session.code)

    return act
