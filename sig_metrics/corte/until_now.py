"""Owns what changed from a corte to the data of now, told apart by why as between two cortes (`between.py`): figure by figure,
in the months that were frozen and in those that came after them, up to the cut-off that is compared.

Only the whole of each indicator is looked at, or of the one filter that it follows; of two at once nothing was frozen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sig_metrics.catalog.model import Indicator
from sig_metrics.corte.between import Between, changes_of, loads_between
from sig_metrics.corte.compared import BeforeCorte
from sig_metrics.corte.frozen import Group
from sig_metrics.corte.values import value_row
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import concerns
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.store import LocalStore

Places = dict[tuple, dict]


@remembered(16)
def changed_until(dataset: Dataset, scope: Scope, before: BeforeCorte) -> Between:
    """What changed from a corte to a scope of a dataset; `loads`: those that came, or were annulled, since it."""
    catalog, figures = dataset.catalog, before.figures
    asked = {each.name: each for each in catalog.indicators.values() if concerns(each, scope)}
    groups = {name: figures.group_of(each, scope) for name, each in asked.items()}
    told = {name for name, group in groups.items() if len(group) < 2}
    gone = set() if scope.filters() else {name for name, *_ in figures.values} - catalog.indicators.keys()
    then = {
        (name, month, ()): row
        for (name, month, group), row in figures.values.items()
        if (name in told and group == groups[name]) or (name in gone and not group)
    }
    whole = tuple(each for name, each in asked.items() if not groups[name])
    parted = tuple(each for name, each in asked.items() if len(groups[name]) == 1)
    now: Places = {}
    for month in _months(before, scope):
        for measured in (*measures(dataset, whole, Scope(month)), *_parted(dataset, parted, groups, month)):
            now[measured.indicator.name, f"{month:%Y-%m}", ()] = value_row(dataset, measured)
    return Between(changes_of(then, now), loads=loads_between(LocalStore(before.store).journal, before.corte, None))


def _parted(dataset: Dataset, asked: tuple[Indicator, ...], groups: dict[str, Group], month: date) -> Iterator[Measure]:
    """The measures of a month of the one group that each indicator is of, as they were frozen: one without rows has none."""
    for name in sorted({groups[each.name][0][0] for each in asked}):
        of = tuple(each for each in asked if groups[each.name][0][0] == name)
        for measured in measures(dataset, of, Scope(month), (name,)):
            if measured.group == (groups[measured.indicator.name][0][1],):
                yield replace(measured, group=())


def _months(before: BeforeCorte, scope: Scope) -> list[date]:
    """The months that were frozen and those of the year of a scope, up to its cut-off."""
    frozen = {month_end(before.cutoff.year, month) for month in range(1, before.cutoff.month + 1)}
    mine = {month_end(scope.year, month) for month in range(1, scope.cutoff.month + 1)}
    return sorted(frozen | mine)
