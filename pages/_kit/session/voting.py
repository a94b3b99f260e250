"""Owns the votes of an agreement while they are taken: one press for all in favour, and each seat by itself; reasons of who
votes otherwise, norm and reasons of who abstains, the casting vote of a tie."""

import streamlit as st

from pages._kit.shell import frame
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.session.model import (
    ABSTENTION,
    AGAINST,
    IN_FAVOUR,
    PRESIDENCY,
    TIED,
    Agreement,
    Attendance,
    Session,
    Vote,
)
from sig_metrics.session.rules import sitting, voters
from sig_metrics.session.said import outcome_said

COLUMNS = [6, 7]
ICONS = {"adopted": ":blue[:material/check_circle:]", "rejected": ":gray[:material/cancel:]"}


def votes(view: frame.View, session: Session, key: str, held: tuple[Vote, ...] = ()) -> tuple[tuple[Vote, ...], str]:
    """(votes, casting vote) as they are written, of who is present; of a seat that has not voted there is none. `held`:
    those that were written before."""
    voting = voters(session)
    for each in held:
        st.session_state.setdefault(_key(key, each.office), each.sense)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown("**Votación**", width="content")
        st.button("Todos a favor", key=f"{key}_todos", icon=":material/done_all:", on_click=_all, args=(session, key))
    with st.container(key="sig-votes", gap="xsmall"):
        written = [_seat(view, session, each, key) for each in voting]
    cast = tuple(each for each in written if each is not None)
    casting = _casting(view, session, cast, key) if len(cast) == len(voting) else ""
    _tell(cast, casting, len(voting))
    return cast, casting


def _seat(view: frame.View, session: Session, each: Attendance, key: str) -> Vote | None:
    """A seat: its vote and, if it is not in favour, why."""
    name, senses = _key(key, each.office), view.catalog.vocabularies["vote_sense"]
    one, two = st.columns(COLUMNS, gap="small", vertical_alignment="center")
    by = sitting(session, each.office)
    if by == each.office:
        one.markdown(in_markdown(each.office))
    else:
        one.markdown(f"{in_markdown(each.office)}  \n:gray[{in_markdown(words.say('sitting_votes_by', office=by))}]")
    sense = two.segmented_control(
        in_markdown(words.say("sitting_vote_of", office=each.office)),
        list(senses),
        format_func=lambda code: in_markdown(senses[code].label),
        key=name,
        label_visibility="collapsed",
    )
    if sense is None:
        return None
    if sense == IN_FAVOUR:
        return Vote(each.office, sense)
    norm = ""
    if sense == ABSTENTION:
        norm = st.text_input(
            in_markdown(words.say("sitting_norm", office=each.office)),
            key=f"{name}_norma",
            placeholder="Norma que la faculta (art. 112)",
        )
    why = st.text_area(
        in_markdown(words.say("sitting_reasons", office=each.office)),
        height=70,
        key=f"{name}_motivos",
        placeholder="Motivos; si vota en contra pueden llegar por escrito hasta el día siguiente (arts. 108.3 y 111.2)",
    )
    return Vote(each.office, sense, why.strip(), norm.strip())


def _casting(view: frame.View, session: Session, cast: tuple[Vote, ...], key: str) -> str:
    """The casting vote, which is asked of who presides when there is a tie."""
    if _put(cast, "").outcome != TIED:
        return ""
    senses, seat = view.catalog.vocabularies["vote_sense"], session.seat(PRESIDENCY)
    said = words.say("sitting_casting", office=seat.office if seat else "la Presidencia")
    chosen = st.segmented_control(
        in_markdown(said),
        [IN_FAVOUR, AGAINST],
        format_func=lambda code: in_markdown(senses[code].label),
        key=f"{key}_dirimente",
    )
    return chosen or ""


def _tell(cast: tuple[Vote, ...], casting: str, present: int) -> None:
    """What comes of the votes, as they are written."""
    if len(cast) < present:
        lack = words.count(present - len(cast), "voto", "votos")
        st.caption(in_markdown(words.say("sitting_votes_lack", votes=lack)))
        return
    put = _put(cast, casting)
    st.markdown(f"{ICONS.get(put.outcome, ':orange[:material/balance:]')} {in_bold(outcome_said(put))}")


def _put(cast: tuple[Vote, ...], casting: str) -> Agreement:
    return Agreement("", 0, "", "", None, "", "", votes=cast, casting=casting)


def _key(key: str, office: str) -> str:
    return f"{key}_voto_{office}"


def _all(session: Session, key: str) -> None:
    """From a callback: every seat votes in favour."""
    for each in voters(session):
        st.session_state[_key(key, each.office)] = IN_FAVOUR
