"""Owns how the secretary arranges the slides: their order, which are hidden, and what the presenter is told of each. It is
saved as an act of the session, whole."""

import streamlit as st

from pages._kit.presenting.made import whole_deck
from pages._kit.session import acting
from pages._kit.shell import data, frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.report.model import Deck
from sig_metrics.report.slides.deck import arranged
from sig_metrics.session import acts, model
from sig_metrics.session.model import Session

HEADINGS = {"place": "Orden", "shown": "Se muestra", "title": "Lámina", "note": "Nota del orador"}


def arrange_form(view: frame.View, session: Session, deck: Deck | None = None) -> None:
    """A row a slide: its place, whether it is shown, and its note. `deck`: every slide, hidden ones too; of the corte of the
    session, where it is not given."""
    if deck is None:
        if view.corte is None or view.corte.number != session.corte:
            st.caption(in_markdown(words.say("slide_arrange_none")))
            return
        deck = whole_deck(data.store(), view.dataset, view.corte, session)
    session, changed = acting.look(session.code)
    rows = _rows(deck, session, state.shared())
    st.caption(in_markdown(words.say("slide_arrange_about")))
    with st.form(f"laminas_{session.code}_{session.facts}", border=False):
        edited = st.data_editor(
            rows,
            key=f"laminas_tabla_{session.code}_{session.facts}",
            hide_index=True,
            width="stretch",
            height=420,
            disabled=["title", "key"],
            column_order=[name for name in HEADINGS if name in rows[0]],
            column_config={
                "place": st.column_config.NumberColumn(HEADINGS["place"], format="%d", width="small", step=1),
                "shown": st.column_config.CheckboxColumn(HEADINGS["shown"], width="small"),
                "title": st.column_config.TextColumn(HEADINGS["title"], width="large"),
                "note": st.column_config.TextColumn(HEADINGS["note"], width="large"),
            },
        )
        sent = st.form_submit_button(in_markdown(words.say("slide_arrange_save")), icon=":material/save:")
    if sent:
        _save(session, changed, kept(edited, session.deck.notes))


def _rows(deck: Deck, session: Session, shared: bool) -> list[dict]:
    """Every slide in the order that it has now, the hidden ones where they would be; on a screen that is `shared`, without the
    notes of the presenter."""
    order = arranged(deck, model.Deck(session.deck.order)).slides
    return [
        {
            "place": n,
            "shown": each.key not in session.deck.hidden,
            "title": f"{each.eyebrow}: {each.title}",
            "key": each.key,
            **({} if shared else {"note": session.deck.notes.get(each.key, "")}),
        }
        for n, each in enumerate(order, 1)
    ]


def kept(rows: list[dict], notes: dict[str, str]) -> model.Deck:
    """What the rows say: those of the same place stay as they were among themselves; where they have no notes, those that
    there were (`notes`) stay."""
    ordered = sorted(rows, key=lambda row: row["place"] if row["place"] is not None else len(rows))
    said = {row["key"]: (row["note"] or "").strip() for row in rows if "note" in row}
    return model.Deck(
        tuple(row["key"] for row in ordered),
        tuple(row["key"] for row in ordered if not row["shown"]),
        {key: text for key, text in {**notes, **said}.items() if text},
    )


def _save(session: Session, changed: bool, made: model.Deck) -> None:
    said = words.say("slide_arranged")
    acting.do(changed, said, acts.arrange, data.store(), session.code, deck=made, who=acting.who(session))
