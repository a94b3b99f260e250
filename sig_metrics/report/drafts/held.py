"""Owns the rows of a register as a paper counts them: known at a cut-off and not before a day, with some words in their
columns; month by month, with the totals of the months that have no rows.

A reserved register has none to give, and a month that did not come is no zero."""

from datetime import date

from sig_metrics.catalog.dated import known_since
from sig_metrics.catalog.papers import KNOWN, UNKNOWN
from sig_metrics.catalog.queries import query
from sig_metrics.measure.dataset import Dataset, register_rows, remembered
from sig_metrics.measure.explore.question import askable
from sig_metrics.measure.freshness import freshness, seen_months
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.report.drafts.sight import Sight

EPOCH = date(1900, 1, 1)
MONTH, QUANTITY = ("year", "month"), "quantity"  # of a register of totals
Where = dict[str, tuple[str, ...]]  # {column: its words}


@remembered(256)
def rows(dataset: Dataset, name: str, scope: Scope, since: date = EPOCH) -> list[dict] | None:
    """The rows of a register that are known at a cut-off and were not at an earlier day; None of one never loaded. A
    reserved one has none to give."""
    if name not in askable(dataset.catalog):
        return None
    register = askable(dataset.catalog)[name]
    month = known_since(dataset.catalog, register)
    columns = ", ".join(f"held.{each.name}" for each in register.columns)
    places = {
        "columns": columns,
        "register": name,
        "known": f"{month} <= $cutoff" if month else "$cutoff is not null",
        "later": f"{month} > $since" if month else "$since is not null",
        "key": ", ".join(f"held.{each}" for each in register.key),
    }
    found = dataset.rows(query("paper_rows", **places), {"cutoff": scope.cutoff, "since": since})
    return found if found or _loaded(dataset, name) else None


def _loaded(dataset: Dataset, name: str) -> bool:
    return bool(dataset.rows(query("register_rows", columns="count(*) as n", register=name, key="1"))[0]["n"])


def kept(
    sight: Sight, name: str, found: list[dict], where: dict[str, tuple[str, ...]], scope: Scope | None = None
) -> list[dict]:
    """The rows with one of some words in each column; of a day, that is known or unknown by a cut-off; of a column of
    several words, that has one of them."""
    cutoff = (scope or sight.scope).cutoff
    register = sight.catalog.register(name)

    def words_of(row: dict, column: str) -> set[str]:
        value, about = row[column], register.column(column)
        if about.type == "date":
            return {KNOWN if value is not None and value <= cutoff else UNKNOWN}
        return set(str(value).split("/")) if about.type == "codes" and value else {"" if value is None else str(value)}

    return [row for row in found if all(words_of(row, column) & set(among) for column, among in where.items())]


def came(sight: Sight, name: str, scope: Scope) -> bool:
    """Whether all that a register has to tell of by a cut-off came: what did not is no zero."""
    found = freshness(sight.dataset, scope.cutoff).get(name)
    if found is not None and found.covered_until is None and found.last is not None:
        return False  # before the first of its months
    return found is None or not (found.unseen(scope.cutoff) or found.stale)


def month_ends(since: date, cutoff: date) -> list[date]:
    """The month ends after a day, up to a cut-off."""
    at = since.year * 12 + since.month
    return [month_end(n // 12, n % 12 + 1) for n in range(at, cutoff.year * 12 + cutoff.month)]


def by_month(
    sight: Sight, name: str, where: Where, since: date, scope: Scope
) -> tuple[dict[date, int], dict[date, int], list[date]] | None:
    """(rows in each month, totals of the months that have none, months without either) after a day up to a cut-off; None of
    a register never loaded. Where a month has rows, they are what counts."""
    found = rows(sight.dataset, name, scope, since)
    if found is None:
        return None
    column = sight.catalog.register(name).dated_by[0]
    months = month_ends(since, scope.cutoff)
    days = [row[column] for row in kept(sight, name, found, where, scope)]
    counts = {month: sum((day.year, day.month) == (month.year, month.month) for day in days) for month in months}
    totals = {month: n for month, n in _totals(sight, name, where).items() if month in counts and not counts[month]}
    seen = seen_months(sight.dataset, name, months)
    rowed = {month: n for month, n in counts.items() if month in seen and month not in totals}
    return rowed, totals, [month for month in months if month not in rowed and month not in totals]


def _totals(sight: Sight, name: str, where: Where) -> dict[date, int]:
    """{month: how many} of the registers of totals that stand for one; of a condition that they cannot tell, none."""
    found: dict[date, int] = {}
    for register in sight.catalog.registers.values():
        columns = {each.name for each in register.columns}
        if register.stands_for != name or not {*where, QUANTITY, *MONTH} <= columns:
            continue
        for row in register_rows(sight.dataset, register.name):
            if all(str(row[column]) in among for column, among in where.items()):
                month = month_end(row[MONTH[0]], row[MONTH[1]])
                found[month] = found.get(month, 0) + row[QUANTITY]
    return found
