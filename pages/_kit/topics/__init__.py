"""Owns what is followed up, topic by topic: indicators beside their charts.

A topic hangs on its registers (`screens.toml`); which activities answer for it, the plan says (register
«activity_topic»). A screen shows those of its stage, or of its system, that have data, and on a stage those too that
the plan has an activity for, which say what to load."""

from dataclasses import replace

import streamlit as st

from pages._kit.blocks.figure import one_source
from pages._kit.blocks.parts import measures
from pages._kit.shell.frame import View, section
from pages._kit.topics.charts import Draw, drawn_by
from sig_metrics.catalog.screen_model import Topic
from sig_metrics.language import words
from sig_metrics.language.literal import filled, in_markdown
from sig_metrics.measure import plan
from sig_metrics.measure.filters import groupings
from sig_metrics.measure.scope import Scope

LINE = '<p class="sig-line">$line</p>'


def has_rows(view: View, topic: Topic) -> bool:
    return any(view.sources[name].rows for name in topic.registers)


def divides(view: View, scope: Scope, topic: Topic) -> bool:
    """Whether there is something of the unit asked for: an indicator that divides by unit, or charts alone (cases
    have a unit)."""
    return (
        scope.unit is None
        or not topic.indicators
        or any("unit" in groupings(view.catalog.indicator(code)) for code in topic.indicators)
    )


def title_of(view: View, topic: Topic) -> str:
    return view.catalog.label("topic", topic.key)


def drawers(topic: Topic) -> list[Draw]:
    """What draws each chart of a topic."""
    return [drawn_by(chart) for chart in topic.charts]


def show(view: View, scope: Scope, topic: Topic, name: str = "") -> None:
    """A topic: its indicators on the left, its charts on the right and then below them, and one source line; `name`
    heads it on a screen that is not its own."""
    drawn = drawers(topic)
    with one_source(view):
        left, right = st.columns(2, gap="large")
        with left:
            _head(view, scope, topic, name)
            charts_of(view, scope, topic, drawn[1::2])
        with right:
            charts_of(view, scope, topic, drawn[::2])


def _head(view: View, scope: Scope, topic: Topic, name: str) -> None:
    """The line of action with the activities that answer for the topic, if any does, and its indicators."""
    activities = plan.serving(view.dataset, scope, topic.key)
    line = next(
        (a.line for a in plan.grid(view.dataset, replace(scope, system=None, unit=None)) if a.activity in activities),
        "",
    )
    section(name or ("Indicadores" if topic.indicators else title_of(view, topic)))
    if activities:
        st.html(filled(LINE, line=f"{words.listing([f'Act. {activities[0]}', *activities[1:]])} · {line.rstrip('.')}"))
    found = [view.catalog.indicator(code) for code in topic.indicators]
    if names := tuple(i.name for i in found if scope.system in (None, *i.systems)):
        measures(view, scope, names, key=f"measures_{topic.key}")


def charts_of(view: View, scope: Scope, topic: Topic, drawn: list[Draw]) -> None:
    if drawn and not has_rows(view, topic):
        st.caption(
            in_markdown(
                words.say(
                    "topic_unloaded",
                    registers=words.listing([f"«{view.catalog.registers[name].title}»" for name in topic.registers]),
                )
            )
        )
        return
    for draw in drawn:
        draw(view, scope)


def of_stage(view: View, scope: Scope, stage: str) -> tuple[list[Topic], list[Topic]]:
    """(the topics of a stage to show, those that the filters leave out), of those with data or that the plan has an
    activity for.

    A topic stays with the activities that answer for it, and without them when its rows can be divided by the unit
    asked for."""
    there, shown, out = {activity.activity for activity in plan.grid(view.dataset, scope)}, [], []
    for topic in (each for each in view.catalog.screens.topics if each.stage == stage):
        serving = set(plan.serving(view.dataset, scope, topic.key))
        if not (serving or has_rows(view, topic)):
            continue
        kept = scope.system in (None, *topic.systems) and (
            there & serving or not serving or (has_rows(view, topic) and divides(view, scope, topic))
        )
        (shown if kept else out).append(topic)
    return shown, out


def left_out(view: View, scope: Scope, shown: list[Topic], out: list[Topic]) -> str:
    """What the filters take from a stage: whole topics by name, and indicators of the topics that stay; «» when
    nothing."""
    codes = [
        code
        for topic in shown
        for code in topic.indicators
        if scope.system not in (None, *view.catalog.indicator(code).systems)
    ]
    names = [title_of(view, topic) for topic in out]
    parts = [
        f"{words.count(len(found), *nouns)} ({words.listing(found)})"
        for found, nouns in ((names, ("tema", "temas")), (codes, ("indicador", "indicadores")))
        if found
    ]
    return words.say("left_out", what=words.listing(parts)) if parts else ""


def of_system(view: View, scope: Scope, system: str) -> list[Topic]:
    """The topics whose charts a system's screen shows."""
    return [
        topic
        for topic in view.catalog.screens.topics
        if system in topic.on_system and scope.system in (None, *topic.systems) and has_rows(view, topic)
    ]
