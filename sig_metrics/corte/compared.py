"""Owns the corte as what a reader compares with: its figures are those that were frozen, and what was not frozen (two filters
at once, the rows of its deliverables, its curve) is asked of its own data with the definitions of then.

Never of the data of now: what neither has, the corte lacks. It is compared as it was frozen, against the version of the plan
that ruled then. Refuses a corte that is not there, was let go, was altered, or is later than what it is compared with."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sig_metrics.catalog.build import using
from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.corte.defined import definition_of
from sig_metrics.corte.frozen import Frozen, frozen_figures
from sig_metrics.corte.reopen import definitions_of, open_corte
from sig_metrics.language import words
from sig_metrics.language.problems import Refused, refuse
from sig_metrics.measure import plan
from sig_metrics.measure.before import Answer, Before
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import crossings, whole
from sig_metrics.measure.scope import IN_FORCE, PlanVersion, Scope, horizon, month_end
from sig_metrics.measure.state import Overview, State
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import Corte, cortes

CHOICE = re.compile(r"corte-(\d{1,6})")
NAME = 40  # characters of a name within a sentence


def number_of(choice: str) -> str:
    """The number of the corte that a choice of «Comparar con» means («corte-3»); «» of any other choice."""
    found = CHOICE.fullmatch(choice)
    return found[1] if found else ""


def cutoff_of(corte: Corte) -> date:
    return month_end(int(corte.cutoff[:4]), int(corte.cutoff[5:]))


def choices(known: Iterable[Corte], cutoff: date) -> list[tuple[str, str]]:
    """(choice, words) of the cortes that a cut-off can be compared with, the newest first."""
    return [
        (f"corte-{each.number}", words.say("compare_corte", number=each.number, name=words.short(each.name, NAME)))
        for each in reversed(tuple(known))
        if not each.released_at and cutoff_of(each) <= cutoff
    ]


def corte_asked(store: LocalStore, choice: str, cutoff: date) -> Corte:
    """The corte of a choice that is to be compared with a cut-off; raises Refused saying why it cannot be."""
    number = number_of(choice)
    known = cortes(store)
    corte = next((each for each in known if str(each.number) == number), None)
    if corte is None:
        names = [f"{each.number} «{each.name}»" for each in known]
        raise refuse("corte_unknown", value=choice, known=words.listing(names) or "—")
    if corte.released_at:
        raise refuse("corte_released", name=corte.name, hash=corte.hash[:12])
    if cutoff_of(corte) > cutoff:
        later = {"month": words.month(cutoff_of(corte)), "cutoff": words.month(cutoff)}
        raise refuse("compare_corte_later", number=corte.number, name=words.short(corte.name, NAME), **later)
    return corte


def before_corte(
    store: LocalStore, corte: Corte, dataset: Dataset, scope: Scope, opened: Callable[[Corte], Dataset] | None = None
) -> "BeforeCorte":
    """A corte as what a scope of a dataset is compared with; `opened`: what opens its data, where it is kept open. Raises
    Refused when its values are not what was frozen."""
    found = frozen_figures(store, corte)
    try:
        data = opened(corte) if opened else open_corte(store, corte)
    except Refused as refusal:
        if refusal.problems[0].code != "corte_lost":
            raise
        data = None
    then = replace(scope, cutoff=cutoff_of(corte), plan=IN_FORCE)
    return BeforeCorte(data, then, corte, store.folder, found, dataset)


@dataclass(frozen=True)
class BeforeCorte(Before):
    """A corte to compare with: its record, the folder of its store, what was frozen, and the data it is compared with."""

    frozen_as: Corte
    store: Path
    figures: Frozen
    now: Dataset

    @property
    def corte(self) -> Corte:
        return self.frozen_as

    def precedes(self, scope: Scope) -> bool:
        """What came after it was frozen may be of its own month."""
        return self.cutoff <= scope.cutoff

    def said(self, scope: Scope) -> str:
        """«el corte n.º 3 «Cierre de octubre»»."""
        return words.say("corte_named", number=self.corte.number, name=words.short(self.corte.name, NAME))

    def brief(self, scope: Scope) -> str:
        """«el corte n.º 3»."""
        return words.say("corte_brief", number=self.corte.number)

    def plan_said(self, scope: Scope) -> str:
        """«el corte n.º 3», and that the plan was then counted by another definition, if it was."""
        state = self.now.catalog.screens.plan.state
        redefined = any(self.redefined(self.now.catalog.indicators[name]) for name in state.values())
        return words.say("corte_brief_redefined", brief=self.brief(scope)) if redefined else self.brief(scope)

    def curve_said(self, scope: Scope) -> str:
        return words.say("corte_label", number=self.corte.number).capitalize()

    @property
    def labels(self) -> tuple[str, str]:
        short = words.say("corte_label", number=self.corte.number)
        return f"{short}:", words.say("corte_heading", label=short, month=words.month(self.cutoff).capitalize())

    @property
    def mark(self) -> str:
        """What an export says of what its figures are compared with."""
        return words.say("corte_compared", name=self.corte.name, number=self.corte.number, hash=self.corte.hash[:12])

    def ask(self, question: Callable[..., Answer], *given: object) -> Answer | None:
        if self.dataset is None:
            return None
        with using(definitions_of(LocalStore(self.store), self.corte)):
            return question(self.dataset, self.scope, *given)

    def measures(self, asked: tuple[Indicator, ...], by: tuple[str, ...] = ()) -> list[Measure]:
        """What was frozen; of what was not, what its own data say; of neither, «sin dato»."""
        kept = {each.name: self.figures.measures(each, self.scope, by) for each in asked}
        lacking = tuple(name for name, found in kept.items() if found is None)
        opened = (self.ask(_measured, lacking, by) if lacking else None) or {}
        made: list[Measure] = []
        for indicator in asked:
            found = kept[indicator.name]
            made += self._opened(indicator, by, opened) if found is None else found
        return made

    def _opened(self, indicator: Indicator, by: tuple[str, ...], opened: dict[str, list[Measure]]) -> list[Measure]:
        nothing = [] if by else [Measure(indicator, self.cutoff, None, None, None, "no_data", None)]
        return [replace(each, indicator=indicator) for each in opened.get(indicator.name, nothing)]

    def whole(self) -> Overview:
        """As it was frozen; of more than one filter, of its own data."""
        total = self.figures.state(self.scope)
        found = self.ask(whole) if total is None else None
        total = total or (found.total if found else State(known=False))
        return Overview(self.scope, total, [], self._ruling(), named=self.plan_said(self.scope))

    def _ruling(self) -> PlanVersion | None:
        """The version that ruled then, as the data of now know it."""
        told = self.figures.plan
        if told is None:
            return None
        named = (told["year"], told["version"], told["approved_on"])
        same = (v for v in horizon(self.now).versions if (v.year, v.version, v.approved_on.isoformat()) == named)
        return next(same, PlanVersion(*named[:2], "", date.fromisoformat(named[2]), told["note"], False))

    def crossings(self) -> dict[tuple[str, str], State]:
        found = self.figures.matrix(self.scope)
        return (self.ask(crossings) or {}) if found is None else found

    def curve(self, dataset: Dataset, scope: Scope) -> list[dict]:
        """Its own, where what was delivered of its months, or the plan, is another now."""
        then, now = self.ask(plan.curve) or [], plan.curve(dataset, scope)
        months = [row["month"] for row in then if row["delivered"] is not None]
        same = plan.ruling_of(dataset, scope) == self._ruling()
        kept = {row["month"]: (row["programmed"], row["delivered"]) for row in now}
        drawn = {row["month"]: (row["programmed"], row["delivered"]) for row in then}
        return [] if same and all(kept.get(month) == drawn[month] for month in months) else then

    def came(self, dataset: Dataset, scope: Scope) -> list[dict]:
        """What came after it was frozen, whatever its day."""
        start = date(self.cutoff.year - 1, 12, 31)
        there = {_place(row) for row in self.ask(plan.came, start) or ()}
        return [row for row in plan.came(dataset, scope, start) if _place(row) not in there]

    def loaded_after(self, load: dict) -> bool:
        last = self.ask(_last_load)
        return load["load"] > last if last is not None else load["loaded_at"].isoformat() > self.corte.at

    def lacks(self, indicator: Indicator) -> bool:
        """Whether it was not frozen, nor do its data have it."""
        if self.figures.measures(indicator, self.scope, ()) is not None:
            return False
        return not (self.ask(_measured, (indicator.name,), ()) or {})

    def redefined(self, indicator: Indicator) -> bool:
        then = self.figures.definition(indicator)
        return bool(then) and then != definition_of(self.now.catalog, indicator)


def _place(row: dict) -> tuple:
    """What tells a delivery from another: its slot, or its own day where it fills none."""
    day = row["delivered_on"] if row["state"] == "extra" else None
    return row["year"], row["activity"], row["month"], row["item"], day


def _measured(dataset: Dataset, scope: Scope, names: tuple[str, ...], by: tuple[str, ...]) -> dict[str, list[Measure]]:
    """{name: its measures} of the indicators that the data of then have."""
    known = tuple(dataset.catalog.indicators[name] for name in names if name in dataset.catalog.indicators)
    found: dict[str, list[Measure]] = {each.name: [] for each in known}
    for measured in measures(dataset, known, scope, by):
        found[measured.indicator.name].append(measured)
    return found


def _last_load(dataset: Dataset, scope: Scope) -> int:
    return max((row["load"] for row in dataset.rows(query("loads"))), default=0)
