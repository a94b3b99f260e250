"""Owns what a reader compares with, as one thing that answers for itself: the same data at an earlier cut-off or, in a
kind of its own (`corte/compared.py`), what was frozen.

Whoever compares asks it for the measures, the state and the rows of then, and never asks the data of now for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure import insights, plan
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.state import Overview, State
from sig_metrics.store.cortes import Corte

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Before:
    """The day to compare with: its data (None: they cannot be opened any more) and its scope."""

    dataset: Dataset | None
    scope: Scope

    @property
    def corte(self) -> Corte | None:
        """The corte that it is of, if it is of one."""
        return None

    @property
    def cutoff(self) -> date:
        return self.scope.cutoff

    def precedes(self, scope: Scope) -> bool:
        """Whether something can have changed from it to a scope."""
        return self.cutoff < scope.cutoff

    def said(self, scope: Scope) -> str:
        """«octubre», with its year where it is another than that of the scope that is compared."""
        return insights.month_of(self.scope, scope)

    def brief(self, scope: Scope) -> str:
        """The same in a few words, for a sentence that has more to say."""
        return self.said(scope)

    def plan_said(self, scope: Scope) -> str:
        """The same, of what is told of the plan."""
        return self.brief(scope)

    def curve_said(self, scope: Scope) -> str:
        """How its curve is named."""
        return self.said(scope).capitalize()

    @property
    def labels(self) -> tuple[str, str]:
        """How a chart names it, and its table."""
        return words.short_month(self.cutoff), words.month(self.cutoff).capitalize()

    def measures(self, asked: tuple[Indicator, ...], by: tuple[str, ...] = ()) -> list[Measure]:
        """The measures of then, as `compute.measures` gives them."""
        return measures(self.dataset, asked, self.scope, by)

    def measure(self, indicator: Indicator) -> Measure:
        return self.measures((indicator,))[0]

    def whole(self) -> Overview:
        """The state of the plan of then, without its parts."""
        return insights.whole(self.dataset, self.scope)

    def crossings(self) -> dict[tuple[str, str], State]:
        """{(system, stage): State} of then."""
        return insights.crossings(self.dataset, self.scope)

    def curve(self, dataset: Dataset, scope: Scope) -> list[dict]:
        """The curve of then (see `plan.curve`), where it is another than the one of now."""
        return plan.curve_then(dataset, scope, self.scope)

    def ask(self, question: Callable[..., Answer], *given: object) -> Answer | None:
        """What a function of a dataset and a scope answers of the data of then; None where they cannot be opened."""
        return question(self.dataset, self.scope, *given)

    def loaded_after(self, load: dict) -> bool:
        """Whether a load (a row of `loads_changed`) came after it."""
        return words.in_lima(load["loaded_at"]).date() > self.cutoff

    def came(self, dataset: Dataset, scope: Scope) -> list[dict]:
        """The documents that count delivered by the cut-off of a scope and were not by then (see `plan.came`)."""
        return plan.came(dataset, scope, self.cutoff)

    def lacks(self, indicator: Indicator) -> bool:
        """Whether nothing was kept of an indicator."""
        return False

    def redefined(self, indicator: Indicator) -> bool:
        """Whether an indicator was then calculated by another definition."""
        return False


def then_of(dataset: Dataset, before: Scope | Before) -> Before:
    """What is compared with; a scope alone is of the same data."""
    return before if isinstance(before, Before) else Before(dataset, before)
