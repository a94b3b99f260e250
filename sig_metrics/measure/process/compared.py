"""Owns what the months of a process are compared with, as the reader chose: each with the same month of the year before,
or the last with an earlier one."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.language import words
from sig_metrics.measure.before import Before, then_of
from sig_metrics.measure.comparison import YEAR, begins_again, difference, one_sum
from sig_metrics.measure.compute import Measure, measure, series
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.process.chosen import Process
from sig_metrics.measure.scope import Scope, months_before


@dataclass(frozen=True)
class Compared:
    """`label` in a word or two, and `heading`; `values`, what each month is compared with (None: nothing); `line`: whether all are, which is
    drawn as a line; `at`: the place of the one month that is compared with, if it is one of those drawn; what was frozen is not;
    `again`: the places where that line begins again."""

    label: str
    heading: str
    values: tuple[float | None, ...]
    line: bool = False
    at: int | None = None
    again: tuple[int, ...] = ()


def compared(
    dataset: Dataset, found: Process, scope: Scope, before: Scope | Before | None, choice: str
) -> Compared | None:
    """What a process is compared with; None where the reader compares with nothing, or there is nothing then."""
    if before is None or found.last is None:
        return None
    made = _years(dataset, found, scope) if choice == YEAR else _month(dataset, found, scope, then_of(dataset, before))
    return made if made and any(value is not None for value in made.values) else None


def _years(dataset: Dataset, found: Process, scope: Scope) -> Compared:
    """Each month with that of the year before."""
    days = [months_before(each.cutoff, 12) for each in found.history]
    then = {each.cutoff: each for each in series(dataset, found.indicator, scope, date(days[0].year, 1, 1))}
    values = tuple(_value(each, then.get(day)) for each, day in zip(found.history, days))
    label = words.say("versus_year")
    return Compared(label, label.capitalize(), values, True, again=tuple(sorted(begins_again(found.history))))


def _value(after: Measure, before: Measure | None) -> float | None:
    """What a month is compared with; None of what does not count the same months."""
    return before.value if before and one_sum(after, before) else None


def _month(dataset: Dataset, found: Process, scope: Scope, before: Before) -> Compared | None:
    """The last month with an earlier one, as every screen says it."""
    now, then = measure(dataset, found.indicator, scope), before.measure(found.indicator)
    if difference(now, then) is None:
        return None
    at = next((n for n, each in enumerate(found.history) if each.cutoff == before.cutoff and not before.corte), None)
    label, heading = before.labels
    heading = words.say("compare_redefined", said=heading) if before.redefined(found.indicator) else heading
    return Compared(label, heading, (None,) * (len(found.history) - 1) + (then.value,), at=at)


def compared_said(found: Process, versus: Compared | None) -> str:
    """«Un año antes: 80.0 %.»: what the last month is compared with; «» with nothing."""
    if versus is None or versus.values[-1] is None:
        return ""
    indicator = found.indicator
    return f"{versus.heading}: {words.amount(versus.values[-1], indicator.unit, indicator.decimals)}."


def table(
    found: Process, rows: list[dict], headings: dict[str, str], versus: Compared | None
) -> tuple[list[dict], dict[str, str]]:
    """The rows of a process as a table has them, with what they are compared with, and the headings of those columns
    that have something: shares in percentages, counts whole."""
    unit = found.indicator.unit
    shares = ("value", "lower", "centre", "upper", "target", "versus") if unit == "percent" else ()
    counts = ("numerator", "denominator", *(("value", "target", "versus") if unit in ("count", "days") else ()))
    beside = versus.values if versus else (None,) * len(rows)
    told = [{**row, "versus": other} for row, other in zip(rows, beside)]
    named = {**headings, "versus": versus.heading if versus else ""}
    shown = [
        {
            name: _percent(value) if name in shares else _whole(value) if name in counts else value
            for name, value in row.items()
        }
        for row in told
    ]
    return shown, {
        name: f"{said} (%)" if name in shares else said
        for name, said in named.items()
        if any(row[name] not in (None, "") for row in shown)
    }


def _percent(value: float | None) -> float | None:
    return None if value is None else round(value * 100, 9)


def _whole(value: object) -> object:
    """A count as a whole number, however it is kept."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
