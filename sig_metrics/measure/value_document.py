"""Owns the shapes of `value --json` and `series --json`: a value with what stands beside it, and nothing of its own."""

from sig_metrics.catalog.model import Indicator
from sig_metrics.measure.against import against
from sig_metrics.measure.compute import Measure, in_order, measure, measures, series
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.filters import excluding
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
        "excluded_by": list(excluding(indicator, scope)),
        "rows": [{by: each.group[0], **_parts(each)} for each in found],
    }


def _parts(measured: Measure) -> dict:
    return {
        "value": measured.value,
        "numerator": measured.numerator,
        "denominator": measured.denominator,
        "n": measured.n,
        "open_overdue": measured.open_overdue,
        "oldest_overdue_days": measured.oldest_overdue_days,
    }


def series_document(dataset: Dataset, indicator: Indicator, scope: Scope) -> list[dict]:
    """The shape of `series --json`: one row a month."""
    return [
        {
            "month": m.cutoff.strftime("%Y-%m"),
            **_parts(m),
            "status": m.status,
            **against(dataset, indicator, scope, m.cutoff),
            "ignored_filters": list(m.ignored),
        }
        for m in series(dataset, indicator, scope)
    ]
