"""Owns the price of the limits of every process: as the product makes them when they are asked for ÷ the same by numpy,
written by hand, from the same series in the same run."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from math import inf
from statistics import median

import numpy as np

from benchmarks.servers import demo_store

CUTOFF = date(2021, 11, 30)


def _moved(values: np.ndarray) -> float:
    """The mean moving range of what is known on both sides."""
    return float(np.nanmean(np.abs(np.diff(values))))


def _individuals(values: np.ndarray, ceiling: float) -> tuple[np.ndarray, ...]:
    centre, wide = np.nanmean(values), 2.66 * _moved(values)
    return tuple(np.clip(np.full(len(values), centre + side * wide), 0.0, ceiling) for side in (-1, 0, 1))


def _prime(counted: np.ndarray, of: np.ndarray, share: bool) -> tuple[np.ndarray, ...]:
    """Laney's p′ and u′."""
    known = ~np.isnan(counted) & ~np.isnan(of)
    mean = counted[known].sum() / of[known].sum()
    sizes = np.where(known, of, of[known].mean())
    alone = np.sqrt(mean * (1 - mean) / sizes if share else mean / sizes)
    wide = 3 * alone * _moved((counted / of - mean) / alone) / 1.128
    return tuple(np.clip(mean + side * wide, 0.0, 1.0 if share else inf) for side in (-1, 0, 1))


def by_hand(form: str, indicator, months: Sequence) -> tuple[np.ndarray, ...]:
    """(lower, centre, upper) of the chart that the product chose."""
    values = np.array([each.value for each in months], dtype=float)
    if form == "xmr":
        return _individuals(values, 1.0 if indicator.unit == "percent" else inf)
    counted = np.array([None if each.value is None else each.numerator for each in months], dtype=float)
    of = np.array([None if each.value is None else each.denominator for each in months], dtype=float) / indicator.scale
    return _prime(counted, of, form == "p")


def _same(found, lines: tuple[np.ndarray, ...]) -> None:
    for mine, theirs in zip((found.limits.lower, found.limits.centre, found.limits.upper), lines):
        assert np.allclose(np.array(mine, dtype=float), theirs, rtol=1e-9, atol=1e-12), found.indicator.name


def _limits(form: str, indicator, months: Sequence):
    """The limits alone, with the functions of the product, and their three lines."""
    from sig_metrics.measure.process.chosen import _limits as made

    found = made(indicator, form, False, months, None)
    return found.lower, found.centre, found.upper


def _taken(work: Callable, asked: list, repeated: int) -> float:
    began = time.perf_counter()
    for _ in range(repeated):
        for each in asked:
            work(*each)
    return (time.perf_counter() - began) / repeated


def spc(rounds: int = 21, repeated: int = 10) -> list[dict]:
    """Every indicator of the demonstration whose process has limits that nobody decided, and no cycle; both are compared first."""
    from sig_metrics.measure.dataset import open_dataset
    from sig_metrics.measure.process.chosen import process, process_of
    from sig_metrics.measure.scope import Scope

    with demo_store() as store:
        dataset = open_dataset(store)
        every = [process(dataset, each, Scope(CUTOFF), 60) for each in dataset.catalog.indicators.values()]
        chosen = [each for each in every if each.limits and not each.decided and each.indicator.cycle == 1]
        asked = [(each.form, each.indicator, each.history) for each in chosen]
        whole = [(each.indicator, each.history) for each in chosen]
        for each, of in zip(chosen, asked):
            _same(each, by_hand(*of))
        taken = []
        for _ in range(rounds):
            hand = _taken(by_hand, asked, repeated)
            taken.append((_taken(_limits, asked, repeated), _taken(process_of, whole, repeated), hand))
        limits, processes, hand = (median(each[at] for each in taken) for at in range(3))
        dataset.close()
    forms = ", ".join(f"{sum(each.form == form for each in chosen)} {form}" for form in ("xmr", "p", "u"))
    return [
        {
            "what": f"spc {len(chosen)} indicators ({forms}), up to 60 months",
            "ratio": limits / hand,
            "other": processes / hand,
            "n": rounds * repeated,
            "raw": f"limits {limits * 1e3:.2f} ms, numpy {hand * 1e3:.2f} ms; with the choice of the chart, rules, runs, marks and "
            f"capability {processes * 1e3:.2f} ms; same limits",
        }
    ]
