"""Owns the sheets of the book of figures of a session that no slide has: the fichas, and the values of the corte by month and
by group, each as it was frozen. None is of a reserved indicator."""

from sig_metrics.catalog.labels import labelled
from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import owner_said
from sig_metrics.measure.labels import group_label
from sig_metrics.measure.scope import month_end
from sig_metrics.report.model import Cell, Number, Table

FICHA = ("code", "title", "definition", "numerator", "denominator", "unit", "target", "direction", "frequency")
FICHA += ("owner", "systems", "clauses", "limits", "version")
VALUE = ("code", "title", "month", "group", "value", "numerator", "denominator", "target", "state", "open")
NUMBERS = (4, 5, 6, 7, 9)


def sheets(dataset: Dataset, rows: list[dict]) -> tuple[Table, ...]:
    """The fichas, the values of each month of the year, and those of each group in the last; `rows`: of the corte."""
    catalog = dataset.catalog
    told = {each.name: each for each in catalog.indicators.values() if not each.reserved}
    values = [row for row in rows if row["kind"] == "value" and row["indicator"] in told]
    last = rows[0]["cutoff"]
    whole = [row for row in values if not row["by"]]
    groups = [row for row in values if row["by"] and row["month"] == last]
    versions = {row["indicator"]: row["definition"] for row in whole}
    headings = tuple(words.say(f"book_{name}") for name in VALUE)
    fichas = tuple(_ficha(catalog, each, versions.get(each.name, "")) for each in told.values())
    return (
        Table(tuple(words.say(f"book_{name}") for name in FICHA), fichas, words.say("book_fichas")),
        Table(headings, tuple(_value(dataset, told, row) for row in whole), words.say("book_values"), NUMBERS),
        Table(headings, tuple(_value(dataset, told, row) for row in groups), words.say("book_groups"), NUMBERS),
    )


def _ficha(catalog: Catalog, indicator: Indicator, version: str) -> tuple[Cell, ...]:
    target = indicator.targets[-1] if indicator.targets else None
    return (
        indicator.code,
        indicator.title,
        indicator.definition,
        indicator.numerator,
        indicator.denominator,
        catalog.label("measure_unit", indicator.unit),
        target.text if target else "",
        catalog.label("direction", indicator.direction),
        catalog.label("frequency", indicator.frequency),
        owner_said(catalog, indicator),
        labelled(catalog, "system", "/".join(indicator.systems)),
        "; ".join(indicator.clauses),
        indicator.limits,
        version,
    )


def _value(dataset: Dataset, told: dict[str, Indicator], row: dict) -> tuple[Cell, ...]:
    indicator = told[row["indicator"]]
    of = ".".join([row["code"], row["month"], *(f"{name}={code}" for name, code in row["by"].items())])
    said = words.amount(row["value"], indicator.unit, indicator.decimals)
    group = [group_label(dataset, indicator, name, code) for name, code in row["by"].items()]
    return (
        row["code"],
        indicator.short or indicator.title,
        words.short_month(month_end(*map(int, row["month"].split("-")))),
        ", ".join(group),
        Number(said, row["value"], of),
        *(_part(row, of, name) for name in ("numerator", "denominator")),
        _target(indicator, row, of),
        dataset.catalog.standing(indicator, row["status"]).label,
        _part(row, of, "open_overdue"),
    )


def _part(row: dict, of: str, name: str) -> Cell:
    value = row[name]
    whole = value is None or float(value).is_integer()
    return "" if value is None else Number(words.number(value, 0 if whole else 2), value, f"{of}.{name}")


def _target(indicator: Indicator, row: dict, of: str) -> Cell:
    value = row["target"]
    return (
        "" if value is None else Number(words.amount(value, indicator.unit, indicator.decimals), value, f"{of}.target")
    )
