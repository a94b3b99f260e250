"""Owns the screen of a stage: its sentences, its calendar, what needs a decision, and each line of action with its
indicators and what it follows up."""

import streamlit as st

from pages._kit import boards, topics
from pages._kit.blocks import drawer, parts, registers
from pages._kit.boards import tables
from pages._kit.shell import frame, state
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import insights, plan
from sig_metrics.measure.dataset import register_rows
from sig_metrics.measure.scope import Scope


def stage_page(view: frame.View, stage: str) -> None:
    """Draws a stage of the plan."""
    scope = view.scope(stage=stage)
    seen = insights.overview(view.dataset, scope)
    before = view.before(scope)
    about = next(
        (
            row
            for row in register_rows(view.dataset, "plan_stage")
            if row["stage"] == stage and row["year"] == view.plan_year(scope)
        ),
        None,
    )
    title = view.catalog.label("stage", stage)
    caption = about and f"Plan, numeral {about['section']} · {about['name']}" or ""
    if scope.system and not plan.grid(view.dataset, scope):
        _elsewhere(view, scope, title, caption)
    else:
        frame.title(
            title,
            insights.summary(view.catalog, seen, insights.overview(view.dataset, before) if before else None),
            caption,
        )
        frame.section("Actividades por línea de acción", "Pulse una celda para ver los entregables que hay detrás.")
        parts.calendar(view, scope, by="line")
        _standing(view, scope, seen)
        _topics(view, scope, stage)
    registers.gaps(view, stage=stage, system=scope.system)
    if about:
        with st.expander("Qué dice el plan de esta etapa"):
            st.markdown(in_markdown(about["description"]))
    drawer.open_if_asked(view, scope)


def _standing(view: frame.View, scope: Scope, seen: insights.Overview) -> None:
    """The advance of the stage and what needs a decision, side by side."""
    left, right = st.columns([12, 8], gap="large")
    with left:
        frame.section("Avance de la etapa", "Calculado solo con las actividades de la etapa y los filtros elegidos.")
        parts.measures(view, scope, view.catalog.screens.plan.headlines)
    with right:
        frame.section("Requiere decisión")
        boards.decisions(
            tables.decisions(view.catalog, seen.decisions, most=6), key="decisions", on_pick=drawer.pick_cell
        )


def _topics(view: frame.View, scope: Scope, stage: str) -> None:
    """What is followed up in each line of action, in the order of the plan; the reader may keep one topic on screen."""
    found, out = topics.of_stage(view, scope, stage)
    chosen = state.topic([topic.key for topic in found])
    names = {topic.key: topics.title_of(view, topic) for topic in found}
    st.pills(
        "Ver un solo tema",
        list(names),
        default=chosen,
        format_func=lambda key: in_markdown(names[key]),
        key=f"tema_{stage}_{chosen}",
        on_change=state.keep_topic,
        args=(f"tema_{stage}_{chosen}",),
    )
    if said := topics.left_out(view, scope, found, out):
        st.caption(in_markdown(said))
    topics.show(view, scope, [topic for topic in found if chosen in (None, topic.key)])


def _elsewhere(view: frame.View, scope: Scope, title: str, caption: str) -> None:
    """A stage without activities of a system: it says so, and shows what improves in that system all the same."""
    system = view.catalog.label("system", scope.system)
    frame.title(
        title,
        [
            words.say("no_activities", year=view.plan_year(scope), system=system, stage=title),
            words.say("no_activities_instead", system=system),
        ],
        caption,
    )
    whole = view.scope(stage=None)
    topics.show(view, whole, [topic for topic in view.catalog.screens.topics if topic.instead])
