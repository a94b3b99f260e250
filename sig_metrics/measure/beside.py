"""Owns the words beside a value: its parts or its n, what is open past its term, and the filters that it does not
follow.

One wording for boards, drawers, charts, exports and the command line. Nothing is computed here.
"""

from collections.abc import Iterable
from datetime import date

from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.language import words
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.filters import excluding
from sig_metrics.measure.judgement import months_without
from sig_metrics.measure.scope import Scope

FEW = 10  # under this n the count is said before the percentage


def parts_text(measured: Measure) -> str:
    """The parts of a value in a word or two; «» where there is nothing to say."""
    if measured.indicator.unit != "percent" and not measured.indicator.sample:
        return ""
    return parts_said(measured.indicator, measured.numerator, measured.denominator, measured.n)


def parts_said(
    indicator: Indicator, numerator: float | None, denominator: float | None, n: float | None, named: bool = False
) -> str:
    """«54 de 56»; «n = 11» where the denominator adds weights or points, which are nobody; «S/ 21,600 de S/ 60,000»;
    «» without parts."""
    if not indicator.denominator or numerator is None or denominator is None:
        return ""
    if indicator.sample:
        return f"n = {words.number(n)}" if not named else f"n = {words.count(int(n or 0), *indicator.sampled)}"
    money = "S/ " if indicator.counts == "money" else ""
    return f"{money}{words.number(numerator)} de {money}{words.number(denominator)}"


def overdue_short(overdue: int | None, oldest: int | None) -> str:
    """«24 abiertos · 655 días», for a row of one line; «» when none is."""
    if not overdue:
        return ""
    open_ones = words.count(overdue, "abierto", "abiertos")
    return f"{open_ones} · {words.count(oldest, 'día', 'días')}" if oldest else open_ones


def value_text(measured: Measure) -> str:
    """«96.4 % (54 de 56)»; with few, the count first: «5 de 7 (71.4 %)», «n = 8 (62.5 %)»."""
    value, parts = (
        words.amount(measured.value, measured.indicator.unit, measured.indicator.decimals),
        parts_text(measured),
    )
    if not parts or measured.value is None:
        return value
    return f"{parts} ({value})" if is_few(measured) else f"{value} ({parts})"


def few_text(measured: Measure) -> str:
    """«61.8 %»; with few, their count too: «5 de 7 (71.4 %)»."""
    if is_few(measured):
        return value_text(measured)
    return words.amount(measured.value, measured.indicator.unit, measured.indicator.decimals)


def goal_text(measured: Measure) -> str:
    """What it is to be: «meta 90 %»; where less is better and there is more, «por encima del máximo de 10 %»."""
    indicator, target = measured.indicator, measured.target
    if target is None:
        return words.say("goal_none")
    said = words.amount(target.value, indicator.unit, indicator.decimals if indicator.unit == "index" else 0)
    above = indicator.direction == "down" and measured.value is not None and measured.value > target.value
    return words.say("goal_above" if above else "goal", target=said)


def is_few(measured: Measure) -> bool:
    """Whether so few stand behind a percentage that it must not go without its count."""
    return measured.n is not None and measured.n < FEW


def overdue_text(overdue: int | None, oldest: int | None) -> str:
    """«24 abiertos fuera de plazo, el más antiguo venció hace 655 días»; «» when none is, or nothing here has a
    term."""
    if not overdue:
        return ""
    since = (
        words.say("beside_since", days=words.count(oldest, "día", "días"))
        if oldest
        else words.say("beside_today", plural="" if overdue == 1 else "s")
    )
    return words.say("beside_overdue", overdue=words.count(overdue, "abierto", "abiertos"), since=since)


def whole_text(ignored: tuple[str, ...]) -> str:
    """«todas las unidades»: the filters in force that a value does not follow; «» when it follows them all."""
    return words.listing([words.say(f"whole_{name}") for name in ignored])


def without_text(months: tuple[date, ...]) -> str:
    """«sin los casos de octubre de 2021: falta su archivo»; «» of a value that lacks none (`months_without`)."""
    return words.say("beside_without", months=words.listing([words.month(each) for each in months])) if months else ""


def without_short(months: tuple[date, ...]) -> str:
    """«sin casos de Oct 21», for a row of one line."""
    return (
        words.say("beside_without_short", months=words.listing([words.short_month(each) for each in months]))
        if months
        else ""
    )


def all_without(dataset: Dataset, measured: Iterable[Measure]) -> dict[str, str]:
    """{name of an indicator: the same in short}, of some measures; «» of those that lack none."""
    return {m.indicator.name: without_short(months_without(dataset, m.indicator, m.cutoff)) for m in measured}


def undivided_text(catalog: Catalog, whole: tuple[str, ...]) -> str:
    """The same as a sentence, for a figure of many values."""
    names = [catalog.label("dimension", name).lower() for name in whole]
    return words.say("undivided", filters=" ni por ".join(names), whole=whole_text(whole)) if whole else ""


def beside_text(measured: Measure) -> str:
    """Both, in one line."""
    said = (overdue_text(measured.open_overdue, measured.oldest_overdue_days), whole_text(measured.ignored))
    return " · ".join(each for each in said if each)


def excluded_text(catalog: Catalog, indicator: Indicator, scope: Scope) -> str:
    """«SEG-07 no es de SGSI: es de SGC.», by each filter that leaves an indicator out; «» when none does."""
    among = {"system": indicator.systems, "stage": indicator.stages}
    return " ".join(
        words.say(
            "beside_excluded",
            indicator=indicator.code,
            chosen=catalog.label(name, getattr(scope, name)),
            among=words.listing([catalog.label(name, code) for code in among[name]]),
        )
        for name in excluding(indicator, scope)
    )
