"""Owns what a page gets and says first: the View, its title and sentences, its sections."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property

import streamlit as st

from pages._kit.shell import data, state
from sig_metrics.catalog.model import Catalog
from sig_metrics.corte.compared import number_of
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.measure import insights
from sig_metrics.measure.before import Before
from sig_metrics.measure.comparison import earlier
from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.measure.freshness import freshness
from sig_metrics.measure.scope import Horizon, Scope, horizon
from sig_metrics.measure.sources import Source, demo_notice, source_line, sources
from sig_metrics.present.theme import Palette
from sig_metrics.store.cortes import Corte


@dataclass(frozen=True)
class View:
    """What a page gets: the data of now, and what the reader is looking at. It is made once a run."""

    dataset: Dataset
    horizon: Horizon
    choice: state.Choice
    colours: Palette
    corte: Corte | None = None  # the corte that is looked at: nothing is written from its screens
    cited: list[list[str]] = field(default_factory=list)  # registers that one line will name for many figures

    @property
    def catalog(self) -> Catalog:
        return self.dataset.catalog

    @property
    def sources(self) -> dict[str, Source]:
        """{register: where its rows come from}."""
        return sources(self.dataset)

    @cached_property
    def chosen(self) -> Scope:
        """The reader's scope."""
        return state.scope_of(self.choice, self.horizon)

    def scope(self, **fixed: str | None) -> Scope:
        """The reader's scope; `fixed` sets the stage or the system of the page."""
        return replace(self.chosen, **fixed)

    def plan_year(self, scope: Scope) -> int:
        """The year of the plan that rules in a scope: the one before, while its own has none approved."""
        ruling = self.horizon.ruling(scope.cutoff, scope.plan)
        return ruling.year if ruling else scope.year

    def before(self, scope: Scope) -> Before | None:
        """What to compare a scope with, if the reader wants something: an earlier cut-off, or a corte."""
        if number_of(self.choice.comparar):
            return data.compared(self.dataset, self.choice.comparar, scope)
        found = earlier(self.choice.comparar, scope, self.horizon)
        return Before(self.dataset, found) if found else None

    @property
    def filtered(self) -> str:
        """« con estos filtros», said of what there is nothing of; «» where the reader set none."""
        return words.say("filtered") if self.choice.sistema or self.choice.unidad else ""

    @property
    def nothing(self) -> str:
        """What is said where there is nothing to draw."""
        return words.say("nothing_with_filters" if self.filtered else "nothing_at_date")

    def source(self, registers: tuple[str, ...]) -> str:
        scope = self.scope()
        ruling = (
            self.horizon.ruling(scope.cutoff, scope.plan)
            if any(name == "deliverable" or name.startswith("plan_") for name in registers)
            else None
        )
        against = insights.plan_words(ruling, scope.cutoff) if ruling else ""
        return source_line(self.sources, registers, scope, freshness(self.dataset, scope.cutoff), against)

    def standard_prefix(self, system: str) -> str:
        """«ISO 9001», as clauses name the standard of a system."""
        rows = register_rows(self.dataset, "system_scope")
        found = next((row["standard"] for row in rows if row["system"] == system), system)
        return found.partition(":")[0]

    @cached_property
    def mark(self) -> str:
        """What is written on every figure while there is synthetic data."""
        return "Datos de demostración" if self.notice else ""

    @cached_property
    def notice(self) -> str:
        """What is said of synthetic data, while there is any."""
        return demo_notice(self.sources, self.horizon)

    @property
    def frozen(self) -> str:
        """«Corte «…», huella 1a2b3c4d5e6f», of what is made of a corte."""
        return words.say("corte_mark", name=self.corte.name, hash=self.corte.hash[:12]) if self.corte else ""

    @property
    def against(self) -> str:
        """«Comparado con el corte n.º 3 «…», huella 1a2b3c4d5e6f», of what is compared with one."""
        return before.mark if (before := self.before(self.chosen)) and before.corte else ""

    @property
    def notes(self) -> list[str]:
        """What every export says of itself: the corte it is made of, the one it is compared with and the demonstration
        mark, if any."""
        return list(filter(None, (self.frozen, self.against, self.notice)))


def demonstration() -> tuple[str, ...]:
    """The demonstration mark of what is loaded now, for what leaves a screen without a View."""
    dataset = data.dataset()
    notice = demo_notice(sources(dataset), horizon(dataset)) if dataset else ""
    return (notice,) if notice else ()


def title(text: str, sentences: list[str] = (), caption: str = "", hidden: bool = False, why: str = "") -> None:
    """The title of a screen and, in words, what it says; `hidden`: only for who does not see the screen. `why`: what
    the drawer is asked for, of the numbers that are said."""
    with st.container(key="sig-hidden" if hidden else "sig-title", gap=None):
        st.title(in_markdown(text), anchor=False)
        if caption:
            st.caption(in_markdown(caption))
    if sentences:
        with st.container(key="sig-lead", horizontal=True, vertical_alignment="center"):
            st.markdown(" ".join(marked(sentence) for sentence in sentences), width="content")
            if why:
                label = words.say("spoken_why")
                st.button(label, key="spoken_rows", type="tertiary", on_click=state.place, kwargs={"casos": why})


def marked(sentence: str) -> str:
    """Library emphasis as Streamlit Markdown: !!…!! takes the colour of a breach. The rest of the sentence is
    literal."""
    parts = re.split(r"!!(.+?)!!|\*\*(.+?)\*\*", sentence)
    said = [""] * len(parts)
    for n, part in enumerate(parts):
        if part:
            said[n] = ("{}" if n % 3 == 0 else ":red[**{}**]" if n % 3 == 1 else "**{}**").format(in_markdown(part))
    return "".join(said)


def section(text: str, caption: str = "", aside: str = "") -> None:
    """A heading inside a screen, how much of it is shown, and what the figure under it shows."""
    with st.container(gap=None) if caption else nullcontext():
        st.header(f"{in_markdown(text)} :gray[· {in_markdown(aside)}]" if aside else in_markdown(text), anchor=False)
        if caption:
            st.caption(in_markdown(caption))


@contextmanager
def reserved(lines: float, key: str) -> Iterator[None]:
    """A place as high as what will be drawn in it, so that nothing under it moves: of so many lines of 1.2 rem."""
    with st.container(key=f"sig-tall-{key}-h{min(120, math.ceil(lines))}-"):
        yield
