"""Owns what the registers let an indicator say at a cut-off: a judgement, or one of the words for what is not known.

«not_loaded»: one of them never was. «not_yet»: the file of the month did not come, whatever the rows of others say.
«no_file»: its first file is of later, so that what is lacking will not come. «stale»: it was due by the cut-off. «not_computable»: there are cases and no term or calendar to count them with.
«protected»: a reserved one is too small to be divided. Refuses to judge by rows alone: no file is no zero."""

from datetime import date

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.measure.against import of_plan
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.freshness import Freshness, missing_months, plan_unknown, seen_months, sources_of
from sig_metrics.measure.scope import month_end, months_before

OF_TERM = 2  # months before its own from which a case falls due in a month: of what comes monthly, thirty working days


def status_of(
    dataset: Dataset, indicator: Indicator, cutoff: date, value: float | None, judged: str
) -> tuple[str, bool]:
    """(status, whether the value stands) of a value at a cut-off that was judged by its rows alone."""
    found, stands = _found_of(dataset, indicator, cutoff, value is None)
    return found or judged, stands


def stands(dataset: Dataset, indicator: Indicator, cutoff: date) -> bool:
    """Whether the parts of a value are known at a cut-off, whatever they are."""
    return _found_of(dataset, indicator, cutoff, True)[1]


@remembered(8192)
def _found_of(dataset: Dataset, indicator: Indicator, cutoff: date, empty: bool) -> tuple[str, bool]:
    """The same of any value, or of none (`empty`): «» leaves the judgement of its rows."""
    if (
        of_plan(indicator)
        and "deliverable" in indicator.source_registers
        and plan_unknown(dataset, cutoff) == "not_yet"
    ):
        return "not_yet", True
    found = sources_of(dataset, indicator, cutoff)
    if any(not each.loaded for each in found):
        return "not_loaded", False
    if any(each.begins_after(_least(indicator, cutoff, empty)) for each in found):
        return "no_file", not empty or indicator.accumulation != "flow"
    absent = (
        [] if indicator.accumulation == "last" else [each for each in found if _lacks(dataset, indicator, each, cutoff)]
    )
    if indicator.accumulation == "flow" and any(each.beyond(cutoff) for each in absent):
        return "not_yet", False
    if empty:
        if indicator.backlog and any(unclocked(dataset).get(each.register, cutoff) < cutoff for each in found):
            return "not_computable", True
        if any(each.beyond(cutoff) or not each.stale for each in absent):
            return "not_yet", True
        return "protected" if indicator.reserved and any(each.covered_until for each in found) else "", True
    if any(each.stale for each in found):
        return "stale", True
    return "not_yet" if absent else "", True


@remembered(4096)
def months_without(dataset: Dataset, indicator: Indicator, cutoff: date) -> tuple[date, ...]:
    """The months before a cut-off whose file did not come and whose cases fall due in it: the value of a clock that is
    judged by its own month has none of them. What is before the first file of a register is not of it."""
    if indicator.accumulation != "flow" or not indicator.backlog:
        return ()
    months = [months_before(cutoff, n) for n in range(OF_TERM, 0, -1)]
    found = (missing_months(dataset, each, months) for each in sources_of(dataset, indicator, cutoff))
    return tuple(sorted(set().union(*found)))


@remembered(2)
def unclocked(dataset: Dataset) -> dict[str, date]:
    """{register: the day its first case began whose due date cannot be computed}: no term ruled, or the calendar
    does not reach."""
    return {row["register"]: row["first"] for row in dataset.rows(query("registers_unclocked"))}


def _least(indicator: Indicator, cutoff: date, empty: bool) -> date:
    """The first month end of which an indicator asks its registers at a cut-off; what it has of a list is enough."""
    if indicator.accumulation == "last" and not empty:
        return date.max
    return month_end(cutoff.year, 1) if indicator.accumulation == "year_to_date" else cutoff


def _lacks(dataset: Dataset, indicator: Indicator, each: Freshness, cutoff: date) -> bool:
    """Whether a register has not come for a cut-off; a sum over the year lacks also a month missing in the middle."""
    return not each.came(cutoff) or indicator.accumulation == "year_to_date" and _holed(dataset, each, cutoff)


def _holed(dataset: Dataset, each: Freshness, cutoff: date) -> bool:
    months = [month_end(cutoff.year, month) for month in range(1, cutoff.month + 1)]
    return (
        each.dense
        and each.covered_until is not None
        and bool(
            {month for month in months if month <= each.covered_until} - seen_months(dataset, each.register, months)
        )
    )
