"""Owns the shapes of `value --json` and `series --json`: a value with what stands beside it, and nothing of its own."""

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.against import against
from sig_metrics.measure.before import Before
from sig_metrics.measure.comparison import difference, differences_said
from sig_metrics.measure.compute import Measure, in_order, measure, measures, series
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.filters import excluding
from sig_metrics.measure.judgement import months_without
from sig_metrics.measure.scope import Scope


def value_document(dataset: Dataset, indicator: Indicator, scope: Scope, by: str | None = None) -> dict:
    """The shape of `value --json`: one value and, with `by`, one row a group."""
    whole = measure(dataset, indicator, scope)
    found = in_order(dataset.catalog, by, measures(dataset, (indicator,), scope, (by,))) if by else []
    return {
        "indicator": indicator.name,
        "code": indicator.code,
        "cutoff": scope.cutoff.strftime("%Y-%m"),
        **_parts(whole),
        "unit": indicator.unit,
        "status": whole.status,
        "target": whole.target.value if whole.target else None,
        **against(dataset, indicator, scope, scope.cutoff),
        "ignored_filters": list(whole.ignored),
        "without_months": _without(dataset, whole),
        "excluded_by": list(excluding(indicator, scope)),
        "rows": [{by: each.group[0], **_parts(each)} for each in found],
    }


def compared_document(
    dataset: Dataset, indicator: Indicator, scope: Scope, before: Before, by: str | None = None
) -> dict:
    """The shape of `compared` in `value --json`: the value of then, how much the one of now differs (None: it cannot be
    said), in words, and one row a group. What the value of then lacks is None where its data cannot be opened."""
    then, now = before.measure(indicator), measure(dataset, indicator, scope)
    found = difference(now, then)
    groups = in_order(dataset.catalog, by, before.measures((indicator,), (by,))) if by else []
    return {
        "compared": {
            **named(before, scope),
            **_parts(then),
            "status": then.status,
            "without_months": None if before.dataset is None else _without(before.dataset, then),
            "change": found.change if found else None,
            "said": differences_said(dataset, [now], before).get(indicator.name, ""),
            "lacking": before.lacks(indicator),
            "redefined": before.redefined(indicator),
            "rows": [{by: each.group[0], **_parts(each)} for each in groups],
        }
    }


def named(before: Before, scope: Scope) -> dict:
    """What is compared with, as every JSON names it: its month, its words and the corte that it is of, if any."""
    corte = {"corte": corte_document(before)} if before.corte else {}
    return {"cutoff": f"{before.cutoff:%Y-%m}", "name": before.said(scope), **corte}


def corte_document(before: Before) -> dict:
    """{number, name, hash} of the corte."""
    return {name: getattr(before.corte, name) for name in ("number", "name", "hash")}


def _parts(measured: Measure) -> dict:
    return {
        "value": measured.value,
        "numerator": measured.numerator,
        "denominator": measured.denominator,
        "n": measured.n,
        "open_overdue": measured.open_overdue,
        "oldest_overdue_days": measured.oldest_overdue_days,
    }


def _without(dataset: Dataset, measured: Measure) -> list[str]:
    """The months whose cases the value does not have, since their file did not come: «2021-10»."""
    return [f"{month:%Y-%m}" for month in months_without(dataset, measured.indicator, measured.cutoff)]


def series_document(dataset: Dataset, indicator: Indicator, scope: Scope) -> list[dict]:
    """The shape of `series --json`: one row a month."""
    return [
        {
            "month": m.cutoff.strftime("%Y-%m"),
            **_parts(m),
            "status": m.status,
            **against(dataset, indicator, scope, m.cutoff),
            "ignored_filters": list(m.ignored),
            "without_months": _without(dataset, m),
        }
        for m in series(dataset, indicator, scope)
    ]
