"""Owns the numbers that a sentence of a paper names, the conditions under which it stands, and how it is written.

A number is asked of the functions that the screens ask. A sentence one of whose numbers nobody knows does not stand: what
has no data is not told as if it had. Which figure each is, `Number.of` says: «SEG-07.2021-10», «SEG-07.2021-10.open_overdue»,
«SEG-07.2021-10.unit=UCI», «qrd.2021-10.overdue», «qrd.2021-10.report.inflow» since the report before, «finding.2021-10.year»."""

import re
from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.paper_model import DUE, PaperSentence
from sig_metrics.catalog.papers import AND, BEFORE, CAME, CASES, MONTHLY, NUMBER, ON, PERIOD, RULE, conditions
from sig_metrics.language import words
from sig_metrics.measure import cases
from sig_metrics.measure.beside import few_text
from sig_metrics.measure.comparison import difference
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.report.drafts.added import period
from sig_metrics.report.drafts.held import EPOCH, by_month, came, kept, rows
from sig_metrics.report.drafts.sight import Sight
from sig_metrics.report.model import Number

MOVES = ("inflow", "outflow")


@dataclass(frozen=True)
class Known:
    """A number that a sentence may say; `measured` of an indicator, whose value it is."""

    number: Number
    measured: Measure | None = None


def known(sight: Sight, path: str) -> Known | None:
    """The number of a path of a definition; None where nobody knows it."""
    if path.startswith(f"{DUE}."):
        number = sight.due_number(path.partition(".")[2])
        return None if number is None else Known(number)
    then = path.endswith(BEFORE)
    scope = sight.before if then else sight.scope
    if scope is None:
        return None
    of, _, rest = path.removesuffix(BEFORE).partition(".")
    if of in sight.catalog.registers:
        found = of_register(sight, of, rest, scope)
        said = f"report.{rest}" if rest in MOVES else rest
        return None if found is None else Known(Number(words.number(found), found, f"{of}.{scope.cutoff:%Y-%m}.{said}"))
    return _of_indicator(sight, of, rest, scope)


def _of_indicator(sight: Sight, code: str, rest: str, scope: Scope) -> Known | None:
    indicator = sight.catalog.indicator(code)
    if rest.startswith(PERIOD):
        return _added(sight, indicator, rest, scope)
    by, _, word = rest.partition("=")
    if word:
        found = next((m for m in measures(sight.dataset, (indicator,), scope, (by,)) if m.group == (word,)), None)
    else:
        found = measures(sight.dataset, (indicator,), scope)[0]
    field = "value" if word or not rest else rest
    value = found and (found.target and found.target.value if field == "target" else getattr(found, field))
    if value is None:
        return None
    of = f"{code}.{scope.cutoff:%Y-%m}" + (f".{rest}" if rest and rest != "value" else "")
    return Known(Number(_written(found, field, value), value, of), found)


def _added(sight: Sight, indicator: Indicator, path: str, scope: Scope) -> Known | None:
    """A number of the months of a report, added; None while one of them is not known."""
    since = _since(sight, "report", scope)
    found = period(sight.dataset, indicator, since, scope) if since else None
    field = path.removeprefix(PERIOD)
    value = found and getattr(found, field)
    if value is None:
        return None
    said = words.amount(value, indicator.unit, indicator.decimals) if field == "value" else words.number(value)
    return Known(Number(said, value, f"{indicator.code}.{scope.cutoff:%Y-%m}.{path}"))


def _written(measured: Measure, field: str, value: float) -> str:
    if field == "value":
        return few_text(measured)
    if field == "target":
        of = measured.indicator
        return words.amount(value, of.unit, of.decimals if of.unit == "index" else 0)
    return words.number(value, 0 if float(value).is_integer() else 1)


def of_register(sight: Sight, name: str, what: str, scope: Scope) -> int | None:
    """How many cases are open or past their term, how many came or went in the months of a report, or how many rows a
    register has."""
    what, _, asked = what.partition(".")
    if what == ON:
        return _on(sight, name, asked, scope)
    if what in MONTHLY:
        return _by_month(sight, name, what, conditions(asked), scope)
    if what not in CASES:
        since = _since(sight, what, scope)
        found = rows(sight.dataset, name, scope, since) if since and came(sight, name, scope) else None
        return len(kept(sight, name, found, conditions(asked), scope)) if found is not None else None
    if what in MOVES:
        return _moved(sight, name, what, scope)
    found = cases.ages(sight.dataset, name, scope)
    if not cases.flow(sight.dataset, name, scope, 1):
        return None
    if what == "oldest":
        return max((row["oldest"] or 0 for row in found), default=0)
    return sum(row["count" if what == "open" else what] for row in found)


def _by_month(sight: Sight, name: str, what: str, where: dict, scope: Scope) -> int | None:
    """How many came in the months of a report, with the totals of those without rows; or those totals alone."""
    since = _since(sight, "report", scope)
    found = by_month(sight, name, where, since, scope) if since and came(sight, name, scope) else None
    if found is None:
        return None
    rowed, totals, _ = found
    return sum(totals.values()) + (sum(rowed.values()) if what == CAME else 0)


def _on(sight: Sight, name: str, asked: str, scope: Scope) -> int | None:
    """How many rows have the day of a column in the months of a report."""
    day, _, asked = asked.partition(".")
    since = _since(sight, "report", scope)
    found = rows(sight.dataset, name, scope) if since and came(sight, name, scope) else None
    if found is None:
        return None
    within = [row for row in found if row[day] is not None and since < row[day] <= scope.cutoff]
    return len(kept(sight, name, within, conditions(asked), scope))


def _moved(sight: Sight, name: str, what: str, scope: Scope) -> int | None:
    """What came in or went out since the report before, month by month; None when the file of one did not come."""
    since = _since(sight, "report", scope) or scope.cutoff
    found = [row for row in cases.flow(sight.dataset, name, scope) if row["period"] > since]
    return sum(row[what] for row in found) if found and all(row[what] is not None for row in found) else None


def _since(sight: Sight, what: str, scope: Scope) -> date | None:
    """The day after which rows are counted; None of the months of a report that nobody knows when they began."""
    if what == "year":
        return month_end(scope.year - 1, 12)
    if what == "report" and scope == sight.scope:
        return sight.began
    return sight.opened if what == "report" else EPOCH


def rows_of(sight: Sight, name: str, since: str) -> list[dict] | None:
    """The rows of a register since the report before («report»), since January («year») or whenever («always»)."""
    return rows(sight.dataset, name, sight.scope, _since(sight, since, sight.scope))


def written(sight: Sight, sentences: tuple[PaperSentence, ...]) -> list[str]:
    """The sentences that stand, as they are written; their numbers are noted as cited."""
    return [said for each in sentences if (said := _sentence(sight, each)) is not None]


def _sentence(sight: Sight, given: PaperSentence) -> str | None:
    if given.when and not all(_holds(sight, each.strip()) for each in given.when.split(AND)):
        return None
    names = [each[0] for each in NUMBER.findall(given.says)]
    numbers = {name: known(sight, sight.kind.numbers[name]) for name in names if name in sight.kind.numbers}
    if any(each is None for each in numbers.values()):
        return None
    fixed = sight.said
    if any(not fixed[name] for name in names if name in fixed):
        return None
    sight.cited.extend(each.number for each in numbers.values())

    def put(found: re.Match) -> str:
        if found[1] in fixed:
            return fixed[found[1]]
        number = numbers[found[1]].number
        if not found[2]:
            return number.said
        return words.count(int(number.value), found[2], found[3])

    return NUMBER.sub(put, given.says)


def _holds(sight: Sight, rule: str) -> bool:
    """Whether a condition is so; of what nobody knows, only that it is unknown."""
    name, sign, other, how, status = RULE.fullmatch(rule).groups()
    path = sight.kind.numbers[name]
    here = known(sight, path)
    if how in ("known", "unknown"):
        return (here is None) == (how == "unknown")
    if here is None:
        return False
    if status:
        return here.measured is not None and here.measured.status == status
    if how:
        return _moved_so(here, known(sight, path + BEFORE), how)
    if other in sight.kind.numbers:
        there = known(sight, sight.kind.numbers[other])
        return there is not None and _compared(here.number.value, sign, there.number.value)
    return _compared(here.number.value, sign, float(other))


def _moved_so(here: Known, then: Known | None, how: str) -> bool:
    """Whether an indicator is worse, or better, than in the report before."""
    if then is None or here.measured is None or then.measured is None:
        return False
    found = difference(here.measured, then.measured)
    if found is None or not found.change or here.measured.indicator.direction == "neutral":
        return False
    return (found.change < 0) == ((how == "worse") != here.measured.indicator.lower_is_better)


def _compared(one: float, sign: str, other: float) -> bool:
    signs = {"=": one == other, "!=": one != other, ">": one > other, ">=": one >= other, "<": one < other}
    return signs.get(sign, one <= other)
