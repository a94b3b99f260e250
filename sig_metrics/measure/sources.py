"""Owns where a number comes from: register, load, date, when more is expected, and whether demonstration data is in
it."""

from dataclasses import dataclass
from datetime import datetime

from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.freshness import Freshness, next_value, stale
from sig_metrics.measure.scope import Horizon, Scope

MOST = 3  # registers that a source line names


@dataclass(frozen=True)
class Source:
    """The last load that a register's rows come from. `synthetic` counts its demonstration rows."""

    register: str
    title: str
    rows: int
    synthetic: int
    load: int | None
    loaded_at: datetime | None
    file: str
    sha256: str


@remembered(2)
def sources(dataset: Dataset) -> dict[str, Source]:
    """{register: Source} for every register of the catalogue that has a table."""
    catalog = dataset.catalog
    return {
        row["register"]: Source(title=catalog.registers[row["register"]].title, **row)
        for row in dataset.rows(query("sources"))
        if row["register"] in catalog.registers
    }


def demo_notice(found: dict[str, Source], available: Horizon) -> str:
    """The sentence of the demonstration mark, naming what is synthetic; «» when every row is real."""
    what = [source.title for source in found.values() if source.synthetic and not source.register.startswith("plan_")]
    if len(what) > MOST:
        what = [words.say("demo_many", n=len(what))]
    what += [
        f"versión {version.version} del plan {version.year}" for version in available.versions if version.synthetic
    ]
    return words.say("demo_notice", what=words.listing(what)) if what else ""


def source_line(
    found: dict[str, Source], registers: tuple[str, ...], scope: Scope, fresh: dict[str, Freshness], against: str = ""
) -> str:
    """«Fuente: …» under a figure: register, load, day, cut-off, the plan it is against, and when the first of its
    registers is due next."""
    named = [found[name] for name in registers if name in found]
    values = {
        "cutoff": words.day(scope.cutoff),
        "against": words.say("source_against", plan=against) if against else "",
        "next": _next(registers, fresh),
        "synthetic": words.say("synthetic_mark") if any(source.synthetic for source in named) else "",
    }
    if len(named) > MOST:
        return words.say("source_line", parts=words.say("source_many", n=len(named)), **values)
    parts = [
        f"{source.title}, carga n.º {source.load} ({words.moment(source.loaded_at)[:10]})"
        for source in named
        if source.load
    ]
    return words.say("source_line", parts=" · ".join(parts) or words.NO_DATA, **values)


def _next(registers: tuple[str, ...], fresh: dict[str, Freshness]) -> str:
    """The earliest day by which one of the registers must be updated; «» when none has a calendar of its own."""
    due = [fresh[name] for name in registers if name in fresh and fresh[name].due_on]
    if not due:
        return ""
    first = min(due, key=lambda each: each.due_on)
    return words.say("source_late" if first.stale else "source_next", day=words.day(first.due_on))


def expected(dataset: Dataset, indicator: Indicator, scope: Scope) -> str:
    """When the next value of an indicator is expected, and what it waits for when it is late; «» while a register is
    empty."""
    day = next_value(dataset, indicator, scope.cutoff)
    if day is None:
        return ""
    late = stale(dataset, scope.cutoff)
    waits = [f"«{dataset.catalog.registers[name].title}»" for name in indicator.source_registers if name in late]
    said = words.say("value_late" if day <= scope.cutoff else "value_next", day=words.day(day))
    return said + (words.say("value_waits", registers=words.listing(waits)) if waits else "")
