"""Owns the reading of `screens.toml`: every name in it is one of the definitions. Refuses, naming the key, what is
not."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from string import Formatter

from sig_metrics.catalog.build import build, read_toml
from sig_metrics.catalog.model import CatalogError, Code, Indicator, Register
from sig_metrics.catalog.screen_model import Chart, Screens, Topic
from sig_metrics.language.nearest import nearest

FILE = "screens.toml"
STATE = ("programmed", "delivered", "on_time", "overdue", "unsupported", "current", "uncapped")
COUNTED_APART = ("documents",)  # of the plan's state, what an institution may leave out
PLAN_CHARTS = ("curve", "late", "versions")
# form: which of its keys it needs
FORMS = {
    "flow": ("registers", "indicator"),
    "ages": ("registers", "indicator", "rows"),
    "places": ("registers", "indicator", "rows"),
    "reasons": ("registers", "indicator", "rows"),
    "incidents": ("registers", "indicator", "rows"),
    "controls": ("registers", "indicator", "rows"),
    "commitments": ("registers", "indicator"),
    "documents": ("registers", "indicator", "rows"),
    "risks": ("registers", "indicator"),
    "groups": ("indicator", "dimension", "sentence"),
    "milestones": ("registers", "indicator", "rows"),
    "trend": ("indicator",),
    "projects": ("registers", "indicator"),
    "project_table": ("registers",),
    "protected": ("registers",),
    "latest": ("registers",),
    "listed": ("registers",),
    "objectives": ("registers",),
}
Vocabularies = dict[str, dict[str, Code]]


def read_screens(
    root: Path, vocabularies: Vocabularies, registers: dict[str, Register], indicators: dict[str, Indicator]
) -> Screens:
    """What the screens of a folder of definitions show; raises CatalogError with every fault, a line each."""
    made = build(Screens, read_toml(root / FILE), FILE)
    codes = {each.code for each in indicators.values()}
    topics = tuple(
        replace(
            topic,
            indicators=tuple(i.code for i in indicators.values() if topic.key in i.topics),
            charts=tuple(
                replace(chart, key=chart.key or "_".join([chart.form, *chart.registers[:1]])) for chart in topic.charts
            ),
        )
        for topic in made.topics
    )
    faults = list(_strange(made, vocabularies, registers, indicators, codes))
    if faults:
        raise CatalogError("\n".join(faults))
    return replace(made, topics=topics)


def addresses(root: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(those of the stages, those of the systems) of a folder of definitions, of which the rest is not read; raises
    CatalogError."""
    made = build(Screens, read_toml(root / FILE), FILE)
    return tuple(tuple(each.address for each in places.values()) for places in (made.stages, made.systems))


def _strange(
    made: Screens,
    vocabularies: Vocabularies,
    registers: dict[str, Register],
    indicators: dict[str, Indicator],
    codes: set[str],
) -> Iterator[str]:
    """Each name that is none of what is defined, or that is missing."""
    yield from _complete("stages", made.stages, vocabularies["stage"])
    yield from _complete("systems", made.systems, vocabularies["system"])
    addresses = [place.address for place in (*made.stages.values(), *made.systems.values())]
    yield from (
        f"{FILE}: la dirección «{each}» está dos veces"
        for each in sorted({each for each in addresses if addresses.count(each) > 1})
    )
    yield from _known("plan.headlines", made.plan.headlines, indicators)
    yield from _known("plan.summary", made.plan.summary, indicators)
    yield from _complete("plan.state", {k: v for k, v in made.plan.state.items() if k not in COUNTED_APART}, STATE)
    yield from _known("plan.state", made.plan.state.values(), indicators)
    yield from _complete("plan.charts", made.plan.charts, PLAN_CHARTS)
    yield from _known("plan.charts", made.plan.charts.values(), codes)
    yield from _known("plan.budget", filter(None, (made.plan.budget,)), registers)
    keys = [topic.key for topic in made.topics]
    for topic in made.topics:
        yield from _topic(topic, vocabularies, registers, codes)
    yield from (
        f"{each.name}.toml: topics: «{key}»{nearest(key, keys)}"
        for each in indicators.values()
        for key in each.topics
        if key not in keys
    )
    for name, served in made.serves.items():
        yield from _known("serves", [name], registers)
        yield from _known(f"serves.{name}.systems", served.systems, vocabularies["system"])
        yield from _known(f"serves.{name}.topic", [served.topic] if served.topic else (), keys)
    for name in ("registers", "masculine", "of_no_system"):
        yield from _known(f"commitments.{name}", getattr(made.commitments, name), registers)
    yield from _known("commitments.decided", [made.commitments.decided] if made.commitments.decided else (), indicators)
    yield from _closings(made, registers)
    yield from _events(made, registers)


def _topic(topic: Topic, vocabularies: Vocabularies, registers: dict[str, Register], codes: set[str]) -> Iterator[str]:
    where = f"topics.{topic.key}"
    yield from _known("topics", [topic.key], vocabularies["topic"])
    yield from _known(f"{where}.stage", [topic.stage], vocabularies["stage"])
    yield from _known(f"{where}.systems", (*topic.systems, *topic.on_system), vocabularies["system"])
    yield from _known(f"{where}.registers", topic.registers, registers)
    if topic.indicators:
        yield f"{FILE}: {where}.indicators: lo dice cada ficha, con su clave «topics»"
    for n, chart in enumerate(topic.charts):
        yield from _chart(f"{where}.charts[{n}]", chart, registers, codes)


def _chart(where: str, chart: Chart, registers: dict[str, Register], codes: set[str]) -> Iterator[str]:
    yield from _known(f"{where}.form", [chart.form], FORMS)
    yield from _known(f"{where}.registers", chart.registers, registers)
    yield from _known(f"{where}.indicator", [chart.indicator] if chart.indicator else (), codes)
    yield from (
        f"{FILE}: {where}: la forma «{chart.form}» exige «{key}»"
        for key in FORMS.get(chart.form, ())
        if not getattr(chart, key)
    )


def _closings(made: Screens, registers: dict[str, Register]) -> Iterator[str]:
    for name, closing in made.closings.items():
        yield from _known("closings", [name], registers)
        if name in registers:
            columns = {column.name for column in registers[name].columns}
            named = {
                closing.since,
                *closing.shown,
                *([closing.state] if closing.state else []),
                *(column for each in closing.asks.values() for column in each),
            }
            yield from _known(f"closings.{name}", sorted(named), columns)
            ends = {end for each in closing.paths.values() for end in each}
            yield from _known(f"closings.{name}.paths", sorted(ends), closing.asks)


def _events(made: Screens, registers: dict[str, Register]) -> Iterator[str]:
    for name, event in made.events.items():
        yield from _known("events", [name], registers)
        if name in registers:
            said = [column for _, column, _, _ in Formatter().parse(event.says) if column]
            named = [event.on, *said, *([event.systems] if event.systems else [])]
            yield from _known(f"events.{name}", named, {column.name for column in registers[name].columns})


def _known(where: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    yield from (f"{FILE}: {where}: «{name}»{nearest(name, list(known))}" for name in names if name not in known)


def _complete(where: str, given: Iterable[str], wanted: Iterable[str]) -> Iterator[str]:
    yield from _known(where, given, wanted)
    yield from (f"{FILE}: {where}: falta «{name}»" for name in wanted if name not in given)
