"""Owns the wording of the faults of a table's cells: where each is, what it shows and what it must not show.

A problem never repeats personal data, and one of a reserved register repeats no value at all.
"""

from dataclasses import dataclass, field
from datetime import date

from sig_metrics.catalog.model import Catalog, Column
from sig_metrics.intake.personal.search import MASK, masked
from sig_metrics.intake.table.read import TextTable
from sig_metrics.language import words
from sig_metrics.language.problems import Problem

WIDTH = 60


@dataclass(frozen=True)
class Cells:
    """A table being judged, as of `today`."""

    table: TextTable
    catalog: Catalog
    blank: bool = False  # what says that there is nothing yet is read as empty
    today: date = field(default_factory=words.today)

    @property
    def reserved(self) -> bool:
        return self.table.register.reserved

    def shown(self, value: object, number: bool = False) -> str:
        """A value as a problem may repeat it; the digits of a number or a date are nobody's."""
        text = " ".join(str(value).splitlines())
        return MASK if self.reserved else words.short(text if number else masked(text), WIDTH)

    def column(self, name: str) -> Column:
        return self.table.register.column(name)

    def text(self, name: str, at: int) -> str:
        return self.table.columns[name][at]

    def problem(self, code: str, at: int, name: str, value: object = None, **blanks: object) -> Problem:
        """The problem of one cell; `value` (else its text) and any blank but words of the catalogue go through `shown`.

        A code «not_date.absent» is the problem «not_date» worded by the sentence `not_date_absent`.
        """
        column = self.column(name)
        value = self.shown(self.text(name, at) if value is None else value, column.type in ("int", "decimal", "date"))
        message = words.say(
            code.replace(".", "_"),
            value=value,
            heading=column.heading,
            example=words.recent(column.example, self.today),
            **blanks,
        )
        return Problem(
            code.partition(".")[0],
            message,
            self.table.sheet_at(at),
            self.table.rows[at],
            self.table.places[name],
            value,
        )

    def row_said(self, at: int, beside: int) -> str:
        """The number of a row as the problem of another says it; with its sheet, when it is in another."""
        sheet = self.table.sheet_at(at)
        return f"{self.table.rows[at]}{f' de la hoja «{words.short(sheet, 40)}»' if sheet != self.table.sheet_at(beside) else ''}"
