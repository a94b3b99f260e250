"""Owns the shape of what a reserved register may admit: its tables of protected counts, and from how many cases a
year."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReleasedTable:
    """A table of protected counts that a register admits, and from how many cases a year."""

    table: str  # a word of the column `table`
    periods: tuple[str, ...]  # the words of the column `period` that it may have
    categories: tuple[str, ...]  # the words of the column `category` that it may have
    least: int = 0  # cases that the year surely has: with fewer the table is not admitted
    zero: bool = False  # an exact 0 is admitted; elsewhere it hides in «<5»


@dataclass(frozen=True)
class Disclosure:
    """What a reserved register admits: the columns that name a cell, its counts, and the tables."""

    year: str  # the column of the year
    period: str  # the column of the part of the year
    table: str  # the column that says which table a cell is of
    category: str  # the column that says which cell of the table it is
    counts: tuple[str, ...]  # the columns with protected counts
    total: str  # the table whose cells add up to the cases of a year
    rounding: int  # counts are multiples of it
    tables: tuple[ReleasedTable, ...]  # each table that it admits
    basis: str  # what orders it
