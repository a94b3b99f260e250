"""Owns the measures of a drawn chart: round marks of a scale, where a value and a category stand, and words that do not
run over each other."""

import math
from dataclasses import dataclass

from sig_metrics.report.model import STACKED, Chart
from sig_metrics.report.writers.look import number_format, width


@dataclass(frozen=True)
class Frame:
    """Where the values stand: the box and the marks of its scale; `lying`: bars lie, and values go to the right."""

    left: float
    right: float
    top: float
    bottom: float
    marks: tuple[float, ...]
    count: int  # of categories
    lying: bool = False

    def at(self, value: float) -> float:
        share = (value - self.marks[0]) / (self.marks[-1] - self.marks[0])
        if self.lying:
            return self.left + share * (self.right - self.left)
        return self.bottom - share * (self.bottom - self.top)

    def slot(self, n: int) -> tuple[float, float]:
        """From where to where a category has its place."""
        start, end = (self.top, self.bottom) if self.lying else (self.left, self.right)
        step = (end - start) / max(self.count, 1)
        return start + n * step, start + (n + 1) * step

    def middle(self, n: int) -> float:
        return sum(self.slot(n)) / 2


def ticks(values: list[float], most: int = 5) -> tuple[float, ...]:
    """Round marks from 0, or from below it, to the highest value or above."""
    low, high = min([0.0, *values]), max([0.0, *values])
    reach = high - low
    if not reach:
        return 0.0, 1.0
    power = 10.0 ** math.floor(math.log10(reach / most))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if reach / (power * n) <= most + 1e-9)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(n * step, 10) for n in range(first, max(last, first + 1) + 1))


def apart(wanted: list[float], gap: float, last: float) -> list[float]:
    """Places near those that are wanted, in their order, none nearer to another than the gap nor beyond the last."""
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    placed, before = list(wanted), -math.inf
    for n in order:
        before = placed[n] = max(wanted[n], before + gap)
    after = last + gap
    for n in reversed(order):
        after = placed[n] = min(placed[n], after - gap)
    return placed


def fitted(text: str, size: float, room: float, bold: bool = False) -> str:
    """A text that is no wider than its room: its end gives way to «…»."""
    if width(text, size, bold) <= room:
        return text
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def known(given: Chart) -> list[float]:
    """Every height that a chart reaches: its values, and the whole of what is piled."""
    solid = [each for each in given.series if not each.dashed]
    piled = [sum(each.values[n] or 0 for each in solid) for n in range(len(given.categories))]
    values = [value for each in given.series for value in each.values if value is not None]
    return values + (piled if given.kind == STACKED and values else [])


def axis_format(given: Chart, marks: tuple[float, ...]) -> str:
    """How a spreadsheet writes the marks of a scale: without «días», and whole percents without decimals."""
    whole = given.unit == "percent" and all(abs(each * 100 - round(each * 100)) < 1e-9 for each in marks)
    return "0\\ %" if whole else number_format(given).replace('" días"', "")
