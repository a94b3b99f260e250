"""Owns the view «Cruzar» of the Explorador: the charts of a register that filter one another in the browser."""

import streamlit as st

from pages._kit import boards
from pages._kit.blocks import address
from pages._kit.blocks.figure import source, undivided
from pages._kit.boards import crossed_board
from pages._kit.shell import frame, state
from pages._kit.topics.drawing import whole
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import crossed, crossed_choice
from sig_metrics.measure.crossed_choice import CHOICE, REGISTER, Chosen
from sig_metrics.measure.scope import Scope

PICKED = "explorador_registro"  # the box that chooses the register
GROUP = "por"  # of the address of «Preguntar»
HELD = "crossed"  # of the session: what the browser was last given, and what it chose since


def body(view: frame.View) -> None:
    """The register, its charts, and what they leave out."""
    offered = crossed.crossable(view.dataset)
    if not offered:
        st.info(in_markdown(words.say("crossed_nothing")), icon=":material/info:")
        return
    drawn = PICKED in st.session_state  # by the last run: what the browser chose since is still there
    name = address.chosen(PICKED, REGISTER, offered, next(iter(offered)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.selectbox(
            in_markdown(words.say("crossed_register")),
            offered,
            format_func=lambda each: in_markdown(view.catalog.registers[each].title),
            key=PICKED,
            on_change=_another,
            label_visibility="collapsed",
            width=380,
        )
        st.caption(in_markdown(words.say("crossed_how")), width="stretch")
    scope = view.scope()
    found = crossed.feed(view.dataset, name, Scope(scope.cutoff, unit=scope.unit))
    if found is None:
        title = view.catalog.registers[name].title
        st.info(in_markdown(words.say("crossed_none_yet", register=title, month=words.month(scope.cutoff))))
        return
    _charts(view, found, drawn)
    with st.container(gap=None):
        if found.gaps:
            months = words.listing([words.month(month) for month in found.gaps])
            st.caption(in_markdown(words.say("crossed_gaps", months=months)))
        undivided(view, whole(view, scope, ("unit",) if crossed.follows_unit(found.crossable) else (), name))
        source(view, (name,))


def _charts(view: frame.View, found: crossed.Feed, drawn: bool) -> None:
    """The charts, with what the address asks for of them."""
    asked = crossed_choice.chosen(found, st.query_params.get(CHOICE, ""))
    if asked.lost:
        lost = words.listing([f"«{words.short(words.plain(each), 40)}»" for each in asked.lost])
        st.warning(in_markdown(words.say("crossed_lost", lost=lost)), icon=":material/link_off:")
    if found.left_out:
        _beyond(found)
    given, turn = _given(found, asked, drawn)
    longest = max(len(each.codes[: crossed_board.FEW + 1]) for each in found.values)
    name, board = found.crossable.register.name, crossed_board.crossed(found, given, turn)
    boards.crossed(board, key=f"crossed_{name}", on_pick=_picked, lines=11 + 1.25 * longest)


def _beyond(found: crossed.Feed) -> None:
    """What the browser cannot have, and where it is asked."""
    left = words.listing([each.heading for each in found.left_out])
    own = {each.name for each in found.crossable.register.columns}
    asked = {REGISTER: found.crossable.register.name}
    asked |= {GROUP: each.name for each in found.left_out[:1] if each.name in own}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(in_markdown(words.say("crossed_left_out", dimensions=left)), width="content")
        st.button(
            in_markdown(words.say("crossed_ask")),
            key="crossed_ask",
            type="tertiary",
            on_click=address.put,
            kwargs=asked,
        )


def _given(found: crossed.Feed, asked: Chosen, drawn: bool) -> tuple[Chosen, int]:
    """What the browser is told to choose, and how many times it was told: again when its charts are drawn anew, and when the
    address is not the one that it chose itself. Otherwise it is given what it was, and so nothing."""
    text = st.query_params.get(CHOICE, "")
    held = st.session_state.get(HELD) if drawn else None
    if held is None or held["feed"] is not found or held["last"] != text:
        turn = st.session_state.get(HELD, {"turn": 0})["turn"] + 1
        held = st.session_state[HELD] = {"feed": found, "last": text, "asked": asked, "turn": turn}
    return held["asked"], held["turn"]


def _picked(said: str) -> None:
    """Callback of the charts: «=» and what is chosen goes to the address; «>» opens its rows too. A drawer of rows that is
    open follows what is chosen."""
    sign, text = said[:1], said[1:]
    if HELD in st.session_state:
        st.session_state[HELD]["last"] = text
    if sign == ">" or st.query_params.get("casos") == CHOICE:
        state.place(casos=CHOICE, **{CHOICE: text})
    else:
        state.look(**{CHOICE: text})


def _another() -> None:
    """Callback of the box: another register, of which nothing is chosen."""
    state.look(**{REGISTER: st.session_state[PICKED], CHOICE: ""})
