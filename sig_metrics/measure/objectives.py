"""Owns the objectives that a register sets for a year, beside the indicator that measures each.

A row names its indicator by the code of the ficha, its year and its systems; one whose ficha does not exist any more is
told by a rule, and is not measured."""

from dataclasses import dataclass, replace

from sig_metrics.catalog.model import Indicator, Register
from sig_metrics.language import words
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset, register_rows, remembered
from sig_metrics.measure.labels import cell_label
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.told import key_of


@dataclass(frozen=True)
class Objective:
    """An objective of the year of the cut-off: its row as it is read, with the `key` of its drawer; its `goal`, in the unit
    of its ficha, and its measure."""

    row: dict
    goal: str
    measure: Measure


@remembered(64)
def objectives(dataset: Dataset, scope: Scope, register: str) -> tuple[Objective, ...]:
    """The objectives of a register in the year of a scope, of its system if there is one, in the order of its key; of no
    stage, as no objective is."""
    scope = replace(scope, stage=None)
    about = dataset.catalog.registers[register]
    codes = {each.code for each in dataset.catalog.indicators.values()}
    mine = [
        row
        for row in register_rows(dataset, register)
        if row["year"] == scope.year
        and row["indicator"] in codes
        and scope.system in (None, *row["systems"].split("/"))
    ]
    asked = dataset.indicators(dict.fromkeys(row["indicator"] for row in mine))
    found = {each.indicator.code: each for each in measures(dataset, asked, scope)} if asked else {}
    return tuple(
        Objective(
            _said(dataset, about, row), _goal(row["target"], found[row["indicator"]].indicator), found[row["indicator"]]
        )
        for row in mine
    )


def _said(dataset: Dataset, about: Register, row: dict) -> dict:
    vocabularies = {column.name: column.vocabulary for column in about.columns}
    read = {
        name: cell_label(dataset, name, value, vocabularies[name]) if isinstance(value, str) else value
        for name, value in row.items()
    }
    return {**read, "key": key_of(about, row)}


def _goal(target: float, indicator: Indicator) -> str:
    """The target of a row, which writes 95 for 95 %."""
    return words.amount(target / 100 if indicator.unit == "percent" else target, indicator.unit, indicator.decimals)


def measured_by(dataset: Dataset, scope: Scope, register: str) -> tuple[str, ...]:
    """The names of the indicators that measure the objectives of a scope."""
    return tuple(dict.fromkeys(each.measure.indicator.name for each in objectives(dataset, scope, register)))
