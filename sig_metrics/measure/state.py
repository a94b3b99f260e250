"""Owns the shape of the state of the plan: its counts for one group, and all that a screen shows of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from sig_metrics.measure.compute import Measure
from sig_metrics.measure.decision import Decision
from sig_metrics.measure.scope import PlanVersion, Scope


@dataclass(frozen=True)
class State:
    """The plan of one group at a cut-off; counts are deliverables, but `current` of `activities`."""

    programmed: int = 0
    delivered: int = 0  # with a ceiling per activity in what is programmed: never more than `programmed`
    on_time: int = 0
    overdue: int = 0
    unsupported: int = 0
    current: int = 0
    activities: int = 0
    known: bool = True  # False: the register of deliverables was never loaded, and no count means anything
    waiting: bool = False  # True: its file of the month has not come, and what is missing is not overdue for that

    @property
    def rate(self) -> float | None:
        return self.delivered / self.programmed if self.programmed else None

    @property
    def has_rows(self) -> bool:
        """Whether there are deliverables behind its counts, and they are known."""
        return self.known and not self.waiting and bool(self.programmed or self.overdue)

    def as_dict(self) -> dict:
        """The shape of one group of `status --json`."""
        counts = {
            "programmed": self.programmed,
            "delivered": self.delivered,
            "on_time": self.on_time,
            "overdue": self.overdue,
            "unsupported": self.unsupported,
            "activities_current": self.current,
            "activities": self.activities,
        }
        if self.waiting:
            return {**counts, "overdue": None, "activities_current": None}
        return counts if self.known else {**dict.fromkeys(counts), "programmed": self.programmed}


@dataclass(frozen=True)
class Overview:
    """Everything Resumen shows about the plan, for one scope."""

    scope: Scope
    total: State
    headlines: list[Measure]
    ruling: PlanVersion | None = None  # the version of the plan that all of it is against
    groups: dict[str, dict[str, State]] = field(default_factory=dict)  # dimension → value → state
    matrix: dict[tuple[str, str], State] = field(default_factory=dict)  # (system, stage) → state
    owed: list[Decision] = field(default_factory=list)  # what of the plan is overdue: part of `decisions`
    settle: Callable[[], list[Decision]] = field(default=list, compare=False, repr=False)

    @cached_property
    def decisions(self) -> list[Decision]:
        """What needs a decision; worked out when it is looked at, since most screens name only what is owed."""
        return self.settle()
