"""Owns the shape of a decision: what a meeting must settle, in the words of a table, and what it leads to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """Something a meeting must settle. `activity` and `month` lead to its cell of the plan."""

    kind: str
    activity: str
    month: int
    item: int
    days: int
    units: str
    title: str
    detail: str
    place: str = ""  # what it leads to, when it is not a cell of the plan
    year: int = 0  # of the plan it is owed by, when it is an earlier one
    norm: str = ""  # what it is measured against, in a few words: the norm, the month, the rule, the day it was due
    when: str = ""  # how long it has waited, in a few words: «655 días», «hoy», «sin número»

    @property
    def key(self) -> str:
        return self.place or f"{self.activity}.{self.month:02d}{f'.{self.year}' if self.year else ''}"
