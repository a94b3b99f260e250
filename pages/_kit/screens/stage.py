"""Owns the screen of a stage: its sentence, a tile for each topic, what needs a decision and what is overdue; and each
topic alone, at an address of its own."""

import streamlit as st

from pages._kit import boards, topics
from pages._kit.blocks import drawer, parts, registers
from pages._kit.blocks.figure import one_source
from pages._kit.boards import tables
from pages._kit.shell import frame, state
from sig_metrics.catalog.screen_model import Topic
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import compute, insights, plan
from sig_metrics.measure.beside import all_without
from sig_metrics.measure.dataset import register_rows
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.topics import topics_standing

FEW = 5  # activities that are shown whole


def stage_page(view: frame.View, stage: str) -> None:
    """Draws a stage of the plan, or the one of its topics that the address asks for."""
    scope = view.scope(stage=stage)
    title = view.catalog.label("stage", stage)
    if scope.system and not plan.grid(view.dataset, scope):
        _elsewhere(view, scope, title)
    else:
        found, out = topics.of_stage(view, scope, stage)
        asked = state.seen("tema", [topic.key for topic in found])
        if asked is None:
            _whole(view, scope, title, found, out)
        else:
            _alone(view, scope, title, next(topic for topic in found if topic.key == asked))
    drawer.open_if_asked(view, scope)


def _whole(view: frame.View, scope: Scope, title: str, found: list[Topic], out: list[Topic]) -> None:
    """The first screen: what the stage says, its topics, what to decide and what is overdue."""
    seen = insights.overview(view.dataset, scope)
    before = view.before(scope)
    earlier = before.whole() if before else None
    frame.title(
        title, [insights.headline(view.catalog, seen, earlier)], why=drawer.SENTENCE if seen.total.has_rows else ""
    )
    standing = topics_standing(view.dataset, scope, tuple(found))
    worst = {each.worst.indicator: each.worst for each in standing.values() if each.worst}
    months = compute.all_series(view.dataset, tuple(worst), scope) if worst else {}
    tiles = [
        (topics.title_of(view, each.topic), each, months[each.worst.indicator.name] if each.worst else [])
        for each in standing.values()
    ]
    if tiles:
        without = all_without(view.dataset, worst.values())
        board, lines = tables.tiles(view.catalog, tiles, without), 5.2 * -(-len(tiles) // 5)
        boards.tiles(board, key="tiles", on_pick=_pick_tile, lines=lines)
    if said := topics.left_out(view, scope, found, out):
        st.caption(in_markdown(said))
    with one_source(view):
        left, right = st.columns([27, 24], gap="medium")
        with left:
            _calendar(view, scope)
        with right:
            parts.decisions(view, seen.decisions, most=9)
    _about(view, scope)


def _pick_tile(key: str) -> None:
    """«qrd» opens the topic; «tema.qrd» and «ficha.SEG-07», the rows of a number of its tile."""
    if "." in key:
        drawer.pick_cell(key)
    else:
        state.look(tema=key)


def _alone(view: frame.View, scope: Scope, title: str, topic: Topic) -> None:
    """A topic from the top, with the way back to its stage."""
    st.button(f"← {in_markdown(title)}", key="to_stage", type="tertiary", on_click=state.look, kwargs={"tema": ""})
    frame.title(topics.title_of(view, topic))
    topics.show(view, scope, topic)


def _calendar(view: frame.View, scope: Scope) -> None:
    """The activities that have something overdue or without support; all of them, when asked for."""
    every = plan.grid(view.dataset, scope)
    late = [each for each in every if each.overdue or each.unsupported]
    folded = state.seen("calendario", ("todo",)) is None and len(late) < len(every) and len(every) > FEW
    aside = words.say("calendar_late", late=len(late), of=words.count(len(every), "actividad", "actividades"))
    frame.section("Calendario", aside=aside if every else "")
    if late or not folded:
        parts.calendar(view, scope, by="" if folded else "line", only=late if folded else None)
    if len(late) < len(every) and len(every) > FEW:
        label = words.say("calendar_all", count=len(every)) if folded else words.say("calendar_fold")
        to = {"calendario": "todo" if folded else ""}
        st.button(in_markdown(label), key="calendar_more", type="tertiary", on_click=state.look, kwargs=to)


def _about(view: frame.View, scope: Scope) -> None:
    """What the plan says of the stage, and where the law asks for more; folded."""
    registers.gaps(view, stage=scope.stage, system=scope.system)
    year = view.plan_year(scope)
    rows = register_rows(view.dataset, "plan_stage")
    about = next((row for row in rows if (row["stage"], row["year"]) == (scope.stage, year)), None)
    if about:
        with st.expander(f"Qué dice el plan de esta etapa (numeral {in_markdown(about['section'])})"):
            st.markdown(in_markdown(about["description"]))


def _elsewhere(view: frame.View, scope: Scope, title: str) -> None:
    """A stage without activities of a system: it says so, and shows what improves in that system all the same."""
    system = view.catalog.label("system", scope.system)
    sentences = [
        words.say("no_activities", year=view.plan_year(scope), system=system, stage=title),
        words.say("no_activities_instead", system=system),
    ]
    frame.title(title, sentences)
    for topic in view.catalog.screens.topics:
        if topic.instead:
            topics.show(view, view.scope(stage=None), topic, topics.title_of(view, topic))
    _about(view, scope)
