"""Owns what flows through the months that a paper tells of, added: the parts of an indicator, month by month or group by
group, and what they make together.

Ratios are never averaged. A month whose file did not come counts with what others tell of it, and is named beside the sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.compute import NOT_KNOWN, Measure, divide, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope
from sig_metrics.report.drafts.held import month_ends


@dataclass(frozen=True)
class Sum:
    """What flows in some months, added: its parts, and what they make."""

    numerator: float
    denominator: float
    value: float | None

    @property
    def missed(self) -> float:
        return self.denominator - self.numerator


def monthly(dataset: Dataset, indicator: Indicator, since: date, cutoff: date) -> list[Measure]:
    """An indicator in each month after a day up to a cut-off."""
    return [measures(dataset, (indicator,), Scope(month))[0] for month in month_ends(since, cutoff)]


def period(dataset: Dataset, indicator: Indicator, since: date, scope: Scope) -> Sum | None:
    """An indicator that flows, of the months after a day up to a cut-off; None when none of them is known."""
    found = monthly(dataset, indicator, since, scope.cutoff)
    return summed(indicator, found) if any(is_known(each) for each in found) else None


def is_known(m: Measure) -> bool:
    """Whether something is known of a month: its file came, or others tell of it."""
    return m.numerator is not None or m.status not in NOT_KNOWN


def awaited(found: Iterable[Measure]) -> list[date]:
    """The months whose own file did not come: what is known of them is what others tell."""
    return [m.cutoff for m in found if m.status in NOT_KNOWN]


def summed(indicator: Indicator, found: Iterable[Measure]) -> Sum:
    """The parts of some months added; in a month that came without any, there was none."""
    found = tuple(found)
    numerator, denominator = (sum(getattr(m, name) or 0 for m in found) for name in ("numerator", "denominator"))
    return Sum(numerator, denominator, divide(indicator, numerator, denominator))
