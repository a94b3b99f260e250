"""Owns the shape of what a reserved register may admit: its tables of protected counts, and from how many cases a year."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReleasedTable:
    """A table of protected counts that a register admits, and from how many cases a year."""

    table: str
    periods: tuple[str, ...]
    categories: tuple[str, ...]
    least: int = 0  # cases that the year surely has: with fewer the table is not admitted
    zero: bool = False  # an exact 0 is admitted; elsewhere it hides in «<5»


@dataclass(frozen=True)
class Disclosure:
    """What a reserved register admits: the columns that name a cell, its counts, and the tables."""

    year: str
    period: str
    table: str
    category: str
    counts: tuple[str, ...]
    total: str  # the table whose cells add up to the cases of a year
    rounding: int  # counts are multiples of it
    tables: tuple[ReleasedTable, ...]
    basis: str  # what orders it
