"""Owns what is asked of every month of a year at once, of the tables that publication leaves ready: who asks of a month
soon asks of another, and a query of twelve costs little more than one of one."""

from datetime import date

from sig_metrics.measure.dataset import Dataset, remembered


def at(dataset: Dataset, sql: str, cutoff: date, **values: object) -> list[dict]:
    """The rows of a query (`catalog/queries.py`) that are of a cut-off, in a list of their own."""
    return list(_of_year(dataset, sql, date(cutoff.year, 12, 31), tuple(sorted(values.items()))).get(cutoff, ()))


@remembered(128)
def _of_year(
    dataset: Dataset, sql: str, cutoff: date, values: tuple[tuple[str, object], ...]
) -> dict[date, list[dict]]:
    """{month end: its rows}; of what is many, a tuple."""
    given = {key: list(each) if isinstance(each, tuple) else each for key, each in values}
    found: dict[date, list[dict]] = {}
    for row in dataset.rows(sql, {"cutoff": cutoff, **given}):
        found.setdefault(row.pop("period"), []).append(row)
    return found
