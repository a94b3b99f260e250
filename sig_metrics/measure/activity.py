"""Owns the shape of the calendar of the plan: an activity and its twelve cells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One activity × month. `state` is a word of `slot_state`; counts are deliverables."""

    state: str
    programmed: int = 0
    delivered: int = 0
    unsupported: int = 0


@dataclass(frozen=True)
class Activity:
    """One row of the grid, with its twelve cells and its totals at the cut-off."""

    activity: str
    stage: str
    line: str
    units: str
    title: str
    deliverable: str
    target: int | None
    programmed: int
    credited: int
    delivered: int
    overdue: int
    on_time: int
    unsupported: int
    cells: tuple[Cell, ...]
