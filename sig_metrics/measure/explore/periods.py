"""Owns how a period of time of an answer reads: a month, several or a year, no further than the cut-off."""

from collections.abc import Iterable
from datetime import date

from sig_metrics.language.words import MONTHS, SHORT_MONTHS, listing
from sig_metrics.measure.explore.question import GRAINS
from sig_metrics.measure.scope import months_before


def period_said(period: date, grain: str, cutoff: date) -> str:
    """«setiembre de 2021», «julio a setiembre de 2021», «2020», «enero a noviembre de 2021»."""
    first, last = _ends(period, grain, cutoff)
    if GRAINS[grain] == 12 and last.month == 12:
        return str(last.year)
    return span_said(first, last)


def period_short(period: date, grain: str, cutoff: date) -> str:
    """«Set 21», «Jul–Set 21», «2020»: a place of an axis."""
    first, last = _ends(period, grain, cutoff)
    if GRAINS[grain] == 12 and last.month == 12:
        return str(last.year)
    said = dict.fromkeys(SHORT_MONTHS[day.month - 1] for day in (first, last))
    return f"{'–'.join(said)} {last:%y}"


def span_said(first: date, last: date) -> str:
    """«julio a setiembre de 2021», «diciembre de 2020 a noviembre de 2021», «mayo de 2021»."""
    ends = (MONTHS[first.month - 1], MONTHS[last.month - 1])
    if (first.year, first.month) == (last.year, last.month):
        return f"{ends[1]} de {last.year}"
    year = "" if first.year == last.year else f" de {first.year}"
    return f"{ends[0]}{year} a {ends[1]} de {last.year}"


def months_said(months: Iterable[date]) -> str:
    """Some months, those that follow one another together: «febrero de 2021 y abril a junio de 2021»."""
    runs: list[list[date]] = []
    for month in months:
        if runs and months_before(month, 1) == runs[-1][-1]:
            runs[-1].append(month)
        else:
            runs.append([month])
    return listing([span_said(run[0], run[-1]) for run in runs])


def _ends(period: date, grain: str, cutoff: date) -> tuple[date, date]:
    """The first and the last month of a period that a cut-off reaches."""
    return months_before(period, GRAINS[grain] - 1), min(period, cutoff)
