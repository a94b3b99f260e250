"""Owns the one way from the cube to a number: parts are added, then divided, here and nowhere else.

0/0 is «sin dato», never 0 % nor 100 %; ratios are never averaged; a value at a cut-off adds only parts dated up to
it. Everything on a screen, in an export or on the command line comes from here. A value whose registers are stale at
its own cut-off keeps its number and loses its judgement («dato antiguo»); one of a month that they have not come for
loses it too («aún no llega»; «sin archivo» where its first one is of later), and its number if nothing of that month
is known; of a register never loaded there is none («falta cargar»). So in a series as in a tile: the last point of one is the other. A share that is on time never
stands alone: beside it, how many of its cases are open past their term, by the same filters; and the filters by
which it cannot be divided."""

from dataclasses import dataclass, replace
from datetime import date
from math import isfinite, prod

from sig_metrics.catalog.model import Catalog, Indicator, Target
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.filters import within
from sig_metrics.measure.judgement import status_of
from sig_metrics.measure.months import add, added, months_between, months_of, stock, year_end
from sig_metrics.measure.scope import IN_FORCE, Scope, horizon
from sig_metrics.measure.targets import restated, target_at

ABSENT = ("not_loaded", "not_yet", "no_file")  # of these what is open has not come
NOT_KNOWN = (*ABSENT, "not_computable", "excluded")  # of these nobody knows what is open
NOTHING = {"numerator": None, "denominator": None, "cases": None}
NO_STOCK = {"overdue": 0, "oldest_days": None}


@dataclass(frozen=True)
class Measure:
    """The value of an indicator at a cut-off, for one group. `status` is a word of the vocabulary."""

    indicator: Indicator
    cutoff: date
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str
    target: Target | None
    group: tuple[str, ...] = ()
    cases: float | None = None  # how many answers or projects stand behind a denominator of weights or points
    # of its cases, how many are open past their term (None: it has no term, or nobody knows)
    open_overdue: int | None = None
    oldest_overdue_days: int | None = None  # days past due of the oldest of those
    ignored: tuple[str, ...] = ()  # filters of the scope by which it cannot be divided: it is of all
    begun: int | None = None  # of what counts since the January of a plan: the year of that plan

    @property
    def n(self) -> float | None:
        """How many stand behind the value, which is what «few» is asked of; None where nothing is counted one by
        one."""
        return self.cases if self.indicator.sample else self.denominator if self.indicator.counts == "units" else None


def divide(indicator: Indicator, numerator: float | None, denominator: float | None) -> float | None:
    """The value of added parts; None («sin dato») without rows or with a zero denominator."""
    if numerator is None:
        return None
    if not indicator.denominator:
        return numerator * indicator.scale
    if denominator and indicator.step and isfinite(numerator / denominator / indicator.step):
        return stepped(numerator, denominator, indicator.step)
    return numerator / denominator * indicator.scale if denominator else None


def stepped(numerator: float, denominator: float, step: float) -> float:
    """A share of rounded counts to the nearest step, a half upwards; what lacks something is never shown as the
    whole, nor what has something as nothing."""
    steps = round(1 / step)
    nearest = int((2 * numerator * steps + denominator) // (2 * denominator))
    nearest = min(nearest, steps - 1) if numerator < denominator else nearest
    return (max(nearest, 1) if numerator else 0) / steps


def judge(indicator: Indicator, value: float | None, target: Target | None) -> str:
    """met · near · watch · missed · beyond · no_target · no_data, on the unrounded value."""
    if value is None:
        return "no_data"
    if target is None or indicator.direction == "neutral":
        return "no_target"
    if indicator.ceiling is not None and value > indicator.ceiling:
        return "beyond"
    if indicator.direction == "zero":
        return "met" if value == 0 else "missed"
    sign = -1 if indicator.direction == "down" else 1
    limits = [("met", target.value)]
    if indicator.bands:
        limits += zip(("near", "watch"), indicator.bands.limits(target.value))
    return next((word for word, limit in limits if sign * value >= sign * limit), "missed")


@remembered(512)
def measures(
    dataset: Dataset, indicators: tuple[Indicator, ...], scope: Scope, by: tuple[str, ...] = ()
) -> list[Measure]:
    """One Measure per indicator and group, groups in the order of their values; a group without rows is absent.

    Without `by` every indicator has exactly one, «sin dato» when it has no rows.
    """
    return [measured for indicator in indicators for measured in _of(dataset, indicator, scope, by)]


@remembered(16_384)
def _of(dataset: Dataset, indicator: Indicator, scope: Scope, by: tuple[str, ...]) -> list[Measure]:
    """Those of one: who asks for some soon asks for others with it."""
    target = _target(dataset, indicator, scope)
    if indicator.factors:
        found = _products(indicator, measures(dataset, indicator.factors, scope, by), target)
    else:
        rows = added(dataset, (indicator,), scope, by)[indicator.name] or ([] if by else [NOTHING])
        found = [_measure(indicator, scope.cutoff, row, tuple(row[name] for name in by), target) for row in rows]
    held = {tuple(row[name] for name in by): row for row in stock(dataset, (indicator,), scope, by)}
    # a group that has only old open cases is one more, of which as much is known as of the others
    only_old = [group for group in held if group not in {each.group for each in found}]
    found += [Measure(indicator, scope.cutoff, None, None, None, "no_data", None, group) for group in only_old]
    ignored = within(indicator, scope)
    beside = [_accompanied(each, ignored, held.get(each.group, NO_STOCK)) for each in _greyed(dataset, found)]
    return _begun(dataset, beside, indicator, scope)


def _begun(dataset: Dataset, found: list[Measure], indicator: Indicator, scope: Scope) -> list[Measure]:
    """The same, each with the year of the plan that it counts from, if it is of one."""
    if indicator.restarts != "plan":
        return found
    plans = horizon(dataset)
    ruling = {cutoff: plans.ruling(cutoff, scope.plan) for cutoff in {each.cutoff for each in found}}
    return [_but(each, begun=rules.year) if (rules := ruling[each.cutoff]) else each for each in found]


def open_overdue(
    dataset: Dataset, indicators: tuple[Indicator, ...], scope: Scope, by: tuple[str, ...] = ()
) -> list[dict]:
    """What is open past its term at the cut-off: indicator, the groups asked for, overdue, oldest_days. Of what
    cannot all be computed, what is known."""
    return [row for row in stock(dataset, indicators, scope, by) if row["overdue"]]


def _accompanied(measured: Measure, ignored: tuple[str, ...] | None, row: dict) -> Measure:
    """A measure with its stock and the filters that it ignores (see `within`); what is met with cases open past their
    term is «con vencidos»."""
    if ignored is None:
        return _but(measured, status="excluded")
    if not measured.indicator.backlog or measured.status in NOT_KNOWN:
        return _but(measured, ignored=ignored) if ignored else measured
    status = "backlog" if row["overdue"] and measured.status == "met" else measured.status
    return _but(
        measured,
        status=status,
        open_overdue=row["overdue"],
        oldest_overdue_days=row["oldest_days"],
        ignored=ignored,
    )


def _but(measured: Measure, **given: object) -> Measure:
    """The same measure but for what is given; `replace` goes over its fields each time, and a month has hundreds."""
    made = object.__new__(Measure)
    vars(made).update(vars(measured), **given)
    return made


def _greyed(dataset: Dataset, found: list[Measure]) -> list[Measure]:
    """The same, with the status that what is known of their registers gives them, and without a value where none is
    known."""
    made = []
    for measured in found:
        status, kept = status_of(dataset, measured.indicator, measured.cutoff, measured.value, measured.status)
        if not kept:
            measured = _but(measured, status=status, value=None, numerator=None, denominator=None)
        made.append(measured if status == measured.status else _but(measured, status=status))
    return made


def _products(indicator: Indicator, found: list[Measure], target: Target | None) -> list[Measure]:
    """Derived indices: the product of the values of their factors, group by group; «sin dato» if one is missing."""
    groups: dict[tuple, list[Measure]] = {}
    for each in found:
        groups.setdefault((each.cutoff, each.group), []).append(each)
    made = []
    for (cutoff, group), factors in groups.items():
        known = len(factors) == len(indicator.factors) and all(f.value is not None for f in factors)
        value = prod(f.value for f in factors) * indicator.scale if known else None
        made.append(Measure(indicator, cutoff, value, None, None, judge(indicator, value, target), target, group))
    return made


def _target(dataset: Dataset, indicator: Indicator, scope: Scope) -> Target | None:
    """The target of a scope: the one in force, or last year's value where the ficha says so, with this year's
    multipliers; none if that year is not whole."""
    if indicator.target_rule != "previous_year":
        return target_at(indicator, scope.cutoff)
    before = replace(scope, cutoff=date(scope.year - 1, 12, 31), plan=IN_FORCE)
    last = measure(dataset, replace(indicator, target_rule=""), before)
    if last.value is None or last.status in ("stale", *NOT_KNOWN):
        return None
    value = last.value * restated(dataset, indicator, scope.year)
    return Target(value, f"no más que el acumulado de {scope.year - 1}", "P", date(scope.year, 1, 1))


def measure(dataset: Dataset, indicator: Indicator, scope: Scope) -> Measure:
    """The value of one indicator in a scope."""
    return measures(dataset, (indicator,), scope)[0]


@remembered(512)
def series(dataset: Dataset, indicator: Indicator, scope: Scope, since: date | None = None) -> list[Measure]:
    """One Measure a month, from `since` (January) to the cut-off; months without rows are «sin dato», and each is
    judged by what was fresh at its own end."""
    return all_series(dataset, (indicator,), scope, since)[indicator.name]


@remembered(256)
def all_series(
    dataset: Dataset, indicators: tuple[Indicator, ...], scope: Scope, since: date | None = None
) -> dict[str, list[Measure]]:
    """{name: its series}. A month is the same whatever the cut-off that looks back at it, within a year."""
    found = _series_of_year(dataset, indicators, year_end(scope), since)
    return {name: [m for m in history if m.cutoff <= scope.cutoff] for name, history in found.items()}


@remembered(256)
def _series_of_year(
    dataset: Dataset, indicators: tuple[Indicator, ...], scope: Scope, since: date | None
) -> dict[str, list[Measure]]:
    """{name: its series} to the last month of a year."""
    start = date(since.year if since else scope.year, 1, 1)
    months = months_between(dataset, start, scope.cutoff)
    found: dict[str, list[Measure]] = {}
    for indicator in indicators:
        target = _target(dataset, indicator, scope)
        if indicator.factors:
            factors = all_series(dataset, indicator.factors, scope, since)
            each = [measured for history in factors.values() for measured in history]
            found[indicator.name] = _products(indicator, each, target)
        else:
            found[indicator.name] = _months(indicator, months, _single(dataset, indicator, scope), target)
    if since:
        found = {name: [m for m in history if m.cutoff >= since] for name, history in found.items()}
    return {each.name: _with_stock(dataset, each, found[each.name], scope) for each in indicators}


def _with_stock(dataset: Dataset, indicator: Indicator, found: list[Measure], scope: Scope) -> list[Measure]:
    """The months of an indicator with what was open past its term at the end of each."""
    held = _single(dataset, indicator, scope, "backlog") if indicator.backlog else {}
    ignored = within(indicator, scope)
    beside = [_accompanied(m, ignored, held.get(m.cutoff, NO_STOCK)) for m in _greyed(dataset, found)]
    return _begun(dataset, beside, indicator, scope)


def _single(dataset: Dataset, indicator: Indicator, scope: Scope, table: str = "cube") -> dict[date, dict]:
    """{month: the row of its parts}, of no group."""
    return {month: rows[0] for month, rows in months_of(dataset, indicator, scope, (), table).items()}


def _months(indicator: Indicator, months: list[date], found: dict[date, dict], ruled: Target | None) -> list[Measure]:
    before = max((period for period in found if months and period < months[0]), default=None)
    added = found[before] if before and indicator.accumulation == "last" else NOTHING
    shown = []
    for month in months:
        here = found.get(month, NOTHING)
        if indicator.accumulation == "year_to_date":
            base = NOTHING if month.month == 1 else added
            added = {part: add(base[part], here[part]) for part in NOTHING}
        elif indicator.accumulation != "last" or month in found:
            added = here
        target = ruled if indicator.target_rule else target_at(indicator, month)
        shown.append(_measure(indicator, month, added, (), target))
    return shown


def _measure(indicator: Indicator, cutoff: date, row: dict, group: tuple[str, ...], target: Target | None) -> Measure:
    value = divide(indicator, row["numerator"], row["denominator"])
    denominator = row["denominator"] if indicator.denominator else None
    return Measure(
        indicator,
        cutoff,
        value,
        row["numerator"],
        denominator,
        judge(indicator, value, target),
        target,
        group,
        row["cases"],
    )


def in_order(catalog: Catalog, dimension: str, found: list[Measure], at: int = 0) -> list[Measure]:
    """Groups in the order of their vocabulary; other dimensions keep the order of their values."""

    def place(measured: Measure) -> tuple[int, str]:
        code, words = measured.group[at], catalog.vocabularies.get(measured.indicator.vocabulary(dimension), {})
        return (words[code].order if code in words else len(words), code or "")

    return sorted(found, key=place)
