"""Owns what changed from a corte to the data of now, told apart by why as between two cortes (`between.py`): figure by figure,
in the months that were frozen and in those that came after them, up to the cut-off that is compared.

Only the whole of each indicator is looked at, or the part of the one filter that it follows; of two at once nothing was
frozen, and its own data say it, while they are there."""

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
from sig_metrics.measure.scope import IN_FORCE, Scope, month_end
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
    months = _months(before, scope)
    for month in months:
        for measured in (*measures(dataset, whole, Scope(month)), *_parted(dataset, parted, groups, month)):
            now[measured.indicator.name, f"{month:%Y-%m}", ()] = value_row(dataset, measured)
    twice = tuple(name for name, group in groups.items() if len(group) > 1)
    frozen = before.ask(_filtered, twice, [month for month in months if month <= before.cutoff]) if twice else None
    if frozen is not None:
        then |= frozen
        now |= _filtered(dataset, scope, twice, months)
    return Between(changes_of(then, now), loads=loads_between(LocalStore(before.store).journal, before.corte, None))


def _parted(dataset: Dataset, asked: tuple[Indicator, ...], groups: dict[str, Group], month: date) -> Iterator[Measure]:
    """The measures of a month of the one group that each indicator is of, as they were frozen: one without rows has none."""
    for name in sorted({groups[each.name][0][0] for each in asked}):
        of = tuple(each for each in asked if groups[each.name][0][0] == name)
        for measured in measures(dataset, of, Scope(month), (name,)):
            if measured.group == (groups[measured.indicator.name][0][1],):
                yield replace(measured, group=())


def _filtered(dataset: Dataset, scope: Scope, names: tuple[str, ...], months: list[date]) -> Places:
    """The figures of a scope with its filters, month by month, of the indicators that its data have."""
    asked = tuple(dataset.catalog.indicators[name] for name in names if name in dataset.catalog.indicators)
    there = (replace(scope, cutoff=month, plan=IN_FORCE) for month in months)
    found = (measured for each in there for measured in measures(dataset, asked, each))
    return {(each.indicator.name, f"{each.cutoff:%Y-%m}", ()): value_row(dataset, each) for each in found}


def _months(before: BeforeCorte, scope: Scope) -> list[date]:
    """The months that were frozen and those of the year of a scope, up to its cut-off."""
    frozen = {month_end(before.cutoff.year, month) for month in range(1, before.cutoff.month + 1)}
    mine = {month_end(scope.year, month) for month in range(1, scope.cutoff.month + 1)}
    return sorted(frozen | mine)
