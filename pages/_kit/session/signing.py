"""Owns how the signed copy of the minutes comes back: its file is looked at, who signed is said by office, and of it the
session keeps the hash, never the content."""

from collections.abc import Callable

import streamlit as st

from pages._kit.session import acting
from pages._kit.shell import data, frame, work
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.publish.condition import today
from sig_metrics.session import acts
from sig_metrics.session.model import APPROVED, HELD, SIGNED, Session
from sig_metrics.session.rules import signers

LARGEST = 25  # MB


def copy(view: frame.View, session: Session, changed: bool, issued: Callable[[], bytes]) -> None:
    """Who signs, and the copy that comes back."""
    if session.state not in HELD:
        return
    frame.section("Firmas", words.say("sitting_sign_about"))
    st.markdown("\n".join(f"- {in_bold(office)} · {in_markdown(role)}" for office, role in signers(session)))
    if session.state == SIGNED and session.signed:
        _kept(session)
        return
    if view.corte is not None:
        return
    _also(session, changed)
    if session.state == APPROVED:
        _upload(view, session, changed, issued)
    else:
        st.caption(in_markdown(words.say("sitting_sign_later")))


def _kept(session: Session) -> None:
    held = session.signed
    pages = words.count(held.pages, "página", "páginas") if held.pages else ""
    said = words.say("sitting_signed_kept", day=words.day(held.on), hash=held.sha256[:12], pages=pages)
    st.markdown(f":green[:material/verified:] {in_markdown(said)}")
    st.caption(in_markdown(words.say("sitting_hash_whole", hash=held.sha256)))


def _also(session: Session, changed: bool) -> None:
    """Members who ask to sign (art. 113.3)."""
    there = {office for office, _ in signers(session)}
    others = [each.replaced_by or each.office for each in session.present]
    others = [each for each in others if each not in there]
    if not others:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        asked = st.multiselect(
            "También pide firmar", others, key=f"pide_{session.code}", placeholder="Elija", width=420
        )
        pressed = st.button("Agregar", key=f"pide_enviar_{session.code}", disabled=not asked)
    if pressed:
        offices = [_seat(session, each) for each in asked]
        given = {"offices": offices, "who": acting.who(session)}
        acting.do(changed, words.say("sitting_done_also"), acts.also_sign, data.store(), session.code, **given)


def _seat(session: Session, sat: str) -> str:
    """The seat in which an office sat."""
    return next((each.office for each in session.present if sat in (each.replaced_by, each.office)), sat)


def _upload(view: frame.View, session: Session, changed: bool, issued: Callable[[], bytes]) -> None:
    """The copy, what is known of it, and who signed it."""
    from sig_metrics.report.signed import read_signed, registered

    came = st.file_uploader("Acta firmada (PDF)", type="pdf", key=f"firmada_{session.code}", max_upload_size=LARGEST)
    if came is None:
        return
    try:
        found = _read(read_signed, came, issued)
    except Refused as refused:
        acting.fault([problem.message for problem in refused.problems])
        return
    for line in found.told:
        st.caption(in_markdown(line))
    if found.same and not found.signatures:
        acting.fault([words.say("sitting_unsigned")])
        return
    offices = [office for office, _ in signers(session)]
    signed = st.multiselect(
        "Quiénes la firmaron (cargos)", offices, key=f"firmaron_{session.code}", placeholder="Elija a cada uno"
    )
    if st.button(
        "Registrar la copia firmada", key=f"firmar_{session.code}", type="primary", icon=":material/verified:"
    ):
        day = today(data.current_snapshot())
        given = {"signed": registered(found, signed, day), "who": acting.who(session)}
        done = words.say("sitting_done_signed", code=session.code)
        acting.do(changed, done, acts.sign, data.store(), view.catalog, session.code, **given)


def _read(read, came, issued: Callable[[], bytes]):
    """What is known of the copy that came; read once while it is the same."""
    key = ("firmada_leida", came.file_id)
    if st.session_state.get("firmada", (None, None))[0] != key:
        found = work.read("Leyendo la copia…", lambda: read(came.getvalue(), came.name, issued()))
        st.session_state["firmada"] = key, found
    return st.session_state["firmada"][1]
