"""Owns how the agreements of a session are read: what was agreed, whose it is, how it was voted, and the reasons that came
in writing."""

import streamlit as st

from pages._kit.session import acting, place, voting
from pages._kit.shell import data, frame
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.session import acts
from sig_metrics.session.model import (
    ADOPTED,
    IN_FAVOUR,
    IN_SESSION,
    OPEN,
    SUSPENDED,
    TIED,
    TO_APPROVE,
    Agreement,
    Session,
    Vote,
)
from sig_metrics.session.rules import unreasoned
from sig_metrics.session.said import OUTCOMES, outcome_said

COLOURS = {"improvement": "blue", "concern": "orange", "muted": "gray"}
WRITTEN = (IN_SESSION, SUSPENDED, TO_APPROVE)  # the states in which reasons may come


def agreements(view: frame.View, session: Session, found: list[Agreement], changed: bool) -> None:
    """Each agreement in a frame of its own; of one without its votes, the form that takes them."""
    for each in found:
        with st.container(border=True, key=f"sig-agreed-{each.code}", gap="small"):
            _one(view, session, each)
            if each.outcome in (OPEN, TIED) and session.state == IN_SESSION:
                _vote(view, session, each, changed)
            if session.state in WRITTEN:
                _reasons(session, each, changed)


def _one(view: frame.View, session: Session, each: Agreement) -> None:
    icon, tone = OUTCOMES[ADOPTED if each in session.adopted else each.outcome]
    st.markdown(f"{in_bold(each.code)} · {in_markdown(each.agreed)}")
    st.caption(in_markdown(_facts(view, each)))
    st.markdown(f":{COLOURS[tone]}[{in_markdown(icon)}] {in_markdown(outcome_said(each, session))}")
    told = [_voted(view, vote) for vote in each.votes if vote.sense != IN_FAVOUR]
    if told:
        st.markdown("\n".join(f"- {in_bold(sense)}, {in_markdown(why)}" for sense, why in told))
    with st.container(horizontal=True, gap="small"):
        if each.view:
            place.link(session, each.view, "Lo que lo motiva", f"motivo_{each.code}")


def _facts(view: frame.View, each: Agreement) -> str:
    """«UTI · hasta el 31/01/2022 · Mejora · SGC y SGSI · responde a HAL-2021-003»."""
    catalog = view.catalog
    systems = words.listing([catalog.label("system", code) for code in each.systems])
    told = [
        catalog.label("unit", each.unit),
        words.say("sitting_until", day=words.day(each.due_on)),
        catalog.label("agreement_kind", each.kind),
        systems,
        words.say("sitting_moves", code=each.reschedules) if each.reschedules else "",
        words.say("sitting_answers", code=each.answers) if each.answers and not each.reschedules else "",
        words.say("sitting_now") if each.at_once else "",
    ]
    grounds = words.say("sitting_grounds", said=each.grounds) if each.grounds else ""
    return " · ".join(filter(None, told)) + (f". {grounds}" if grounds else "")


def _voted(view: frame.View, vote: Vote) -> tuple[str, str]:
    """(«En contra», «Jefatura de la UAJ: …»)."""
    why = "; ".join(filter(None, (vote.norm, vote.reasons))) or words.say("sitting_reasons_lack")
    return view.catalog.label("vote_sense", vote.sense), f"{vote.office}: {why}"


def _vote(view: frame.View, session: Session, each: Agreement, changed: bool) -> None:
    key = f"votar_{each.code}"
    votes, casting = voting.votes(view, session, key, each.votes)
    if st.button("Registrar los votos", key=key, type="primary", icon=":material/how_to_vote:"):
        given = {"agreement": each.code, "votes": votes, "casting": casting, "who": acting.who(session)}
        acting.do(
            changed, words.say("sitting_done_votes", code=each.code), acts.vote, data.store(), session.code, **given
        )


def _reasons(session: Session, each: Agreement, changed: bool) -> None:
    """The reasons that who voted otherwise gives in writing, until the next day."""
    for office in [office for code, office in unreasoned(session) if code == each.code]:
        key = f"motivos_{each.code}_{office}"
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            why = st.text_input(in_markdown(words.say("sitting_reasons_of", office=office)), key=key)
            pressed = st.button("Agregar los motivos", key=f"{key}_guardar")
        if pressed:
            given = {"agreement": each.code, "office": office, "reasons": why, "who": acting.who(session)}
            done = words.say("sitting_done_reasons", code=each.code)
            acting.do(changed, done, acts.reason, data.store(), session.code, **given)
