"""Owns which target rules on a day, and how the value of another year is told with this year's multipliers."""

from datetime import date
from math import prod

from sig_metrics.catalog.model import Indicator, Target
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.law_state import parameter_on


def target_at(indicator: Indicator, cutoff: date) -> Target | None:
    """The target that is valid on a day."""
    return next((each for each in reversed(indicator.targets) if each.holds(cutoff)), None)


def restated(dataset: Dataset, indicator: Indicator, year: int) -> float:
    """By what last year's value of an indicator is multiplied to be of the multipliers of a year: its own, or those of
    its factors."""
    return prod(_ratio(dataset, each.multiplier, year) for each in (indicator, *indicator.factors) if each.multiplier)


def _ratio(dataset: Dataset, name: str, year: int) -> float:
    then, now = (parameter_on(dataset, name, date(each, 1, 1)) for each in (year - 1, year))
    return now / then if now and then else 1.0
