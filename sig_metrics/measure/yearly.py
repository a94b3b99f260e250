"""Owns what is asked of every month of a year at once, of the tables that publication leaves ready: who asks of a month
soon asks of another, and a query of twelve costs little more than one of one."""

from datetime import date

from sig_metrics.catalog.queries import query
from sig_metrics.measure.dataset import Dataset, remembered


def at(dataset: Dataset, name: str, cutoff: date, filled: dict[str, str] | None = None, **values: object) -> list[dict]:
    """The rows of a query that are of a cut-off, in a list of their own; `filled`: the blanks of its text."""
    asked = tuple(sorted((filled or {}).items())), tuple(sorted(values.items()))
    return list(_of_year(dataset, name, date(cutoff.year, 12, 31), *asked).get(cutoff, ()))


@remembered(128)
def _of_year(
    dataset: Dataset,
    name: str,
    cutoff: date,
    filled: tuple[tuple[str, str], ...],
    values: tuple[tuple[str, object], ...],
) -> dict[date, list[dict]]:
    """{month end: its rows}; of what is many, a tuple."""
    given = {key: list(each) if isinstance(each, tuple) else each for key, each in values}
    found: dict[date, list[dict]] = {}
    for row in dataset.rows(query(name, **dict(filled)), {"cutoff": cutoff, **given}):
        found.setdefault(row.pop("period"), []).append(row)
    return found
