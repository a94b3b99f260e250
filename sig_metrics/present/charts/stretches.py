"""A line that is not joined where what it counts begins again: one trace a stretch."""

from collections.abc import Sequence
from itertools import pairwise


def stretches(trace: dict, breaks: Sequence[int]) -> list[dict]:
    """The traces of a line cut before the points `breaks`; what the trace has of each point goes with it."""
    edges = [0, *breaks, len(trace["x"])]
    return [_part(trace, first, end) for first, end in pairwise(edges)] if breaks else [trace]


def _part(given: dict, first: int, end: int) -> dict:
    """The same with the points from `first` until `end`."""
    return {
        name: _part(value, first, end)
        if isinstance(value, dict)
        else value[first:end]
        if isinstance(value, list)
        else value
        for name, value in given.items()
    }
