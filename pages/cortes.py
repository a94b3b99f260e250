"""Cortes: the figures that were frozen, what changed from each to the next, and freezing those of a date."""

from datetime import datetime

import streamlit as st

from pages._kit.blocks import between, freezing
from pages._kit.blocks.freezing import month_of
from pages._kit.screens import HOME
from pages._kit.shell import data, frame, state
from pages._kit.shell.start import show
from sig_metrics.corte.between import Between, changed_between
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.store.cortes import Corte, cortes

FREEZING, CHANGED = (
    "congelar",
    "cambios",
)  # of the address: whether the form is open, and of which corte its changes are
DONE = "corte_hecho"
HASH = 12


def page(view: frame.View) -> None:
    known = cortes(data.store())
    frame.title("Cortes", [_sentence(known)])
    if done := st.session_state.pop(DONE, ""):
        st.success(in_markdown(done), icon=":material/lock:")
    open_now = state.seen(FREEZING, ("1",))
    st.button(
        in_markdown(words.say("corte_new_button")),
        key="corte_nuevo",
        icon=":material/lock:",
        type="secondary" if open_now or known else "primary",
        on_click=state.look,
        kwargs={FREEZING: "" if open_now else "1"},
    )
    if open_now:
        freezing.form(view, _done)
    shown = state.seen(CHANGED, [str(each.number) for each in known])
    for earlier, corte in reversed(list(zip((None, *known), known))):
        _row(view, corte, earlier, shown == str(corte.number))


def _sentence(known: tuple[Corte, ...]) -> str:
    if not known:
        return words.say("cortes_none")
    count = words.count(len(known), "corte congelado", "cortes congelados")
    return words.say("cortes_some", count=count, name=known[-1].name, month=words.month(month_of(known[-1].cutoff)))


def _done(made: Corte) -> None:
    st.session_state[DONE] = words.say("corte_done", name=made.name, hash=made.hash[:HASH])
    state.look(**{FREEZING: ""})


def _row(view: frame.View, corte: Corte, earlier: Corte | None, open_now: bool) -> None:
    """A corte in two lines, with what changed since the one before and the way into it."""
    found = changed_between(data.store().folder, earlier, corte) if earlier else None
    with st.container(border=True, key=f"corte-{corte.number}"):
        one, two, three = st.columns([9, 8, 4], gap="medium", vertical_alignment="center")
        with one:
            st.markdown(f"{in_bold(corte.name)}  \n:gray[{in_markdown(_told(corte))}]")
        with two:
            st.markdown(
                f"{in_markdown(_since(earlier, found))}  \n:gray[{in_markdown(words.say('corte_hash'))} `{in_markdown(corte.hash[:HASH])}`]",
                help=f"SHA-256 {in_markdown(corte.hash)}",
            )
        with three, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
            if found and (found.said or found.began or found.ended):
                st.button(
                    in_markdown(words.say("corte_what")),
                    key=f"corte_cambios_{corte.number}",
                    type="tertiary",
                    on_click=state.look,
                    kwargs={CHANGED: "" if open_now else str(corte.number)},
                )
            st.button(
                in_markdown(words.say("corte_open")),
                key=f"corte_abrir_{corte.number}",
                disabled=bool(corte.released_at),
                on_click=state.go,
                args=(HOME,),
                kwargs={"corte_fijo": str(corte.number), "corte": corte.cutoff},
            )
        if open_now and found:
            _changes(view, found)


def _told(corte: Corte) -> str:
    month = words.month(month_of(corte.cutoff)).capitalize()
    told = {"month": month, "at": words.moment(datetime.fromisoformat(corte.at)), "who": corte.who}
    if not corte.released_at:
        return words.say("corte_row", **told, snapshot=corte.snapshot)
    day = words.day(words.in_lima(datetime.fromisoformat(corte.released_at)).date())
    return words.say("corte_row_loose", **told, day=day, reason=corte.reason)


def _since(earlier: Corte | None, found: Between | None) -> str:
    if found is None:
        return words.say("corte_first")
    if not found.said:
        return words.say("corte_no_change", name=earlier.name)
    return words.say("corte_changed", name=earlier.name, said=found.said)


def _changes(view: frame.View, found: Between) -> None:
    """What changed, by why; the new ones are only counted beside the others."""
    between.listed(view.catalog, found)
    for title, some in (("corte_began", found.began), ("corte_ended", found.ended)):
        if some:
            between.lines(words.say(title), [each["title"] for each in some])
    between.loads(view.catalog, found)


show(page)
