"""Owns which registers an indicator comes from: those that its SQL reaches through the views, in the order of the catalogue.

A *frame* (a view whose second line is «-- frame: …») only lays out the days on which others are looked at: what it reads is the
origin of nobody. Nor is the law, which always came. A ficha writes `source_registers` where its origin is another: fewer registers
(those whose file decides whether there is a value) or also the law that it depends on. Refuses, naming the file, one that its SQL
does not reach.
"""

from collections.abc import Iterable
from dataclasses import replace

from sig_metrics.catalog.model import CatalogError, Indicator, Register, View, nearest

MARK = "-- frame: "


def is_frame(sql: str) -> bool:
    """Whether the second line of a view says that it is a frame."""
    return sql.partition("\n")[2].startswith(MARK)


def reached(reads: Iterable[str], views: dict[str, View], registers: dict[str, Register]) -> tuple[str, ...]:
    """The registers that a query reaches, those of the law too, in their order; frames hide what they read."""
    found, waiting = set(), list(reads)
    while waiting:
        if (table := waiting.pop()) not in found and not (table in views and views[table].frame):
            found.add(table)
            waiting += views[table].reads if table in views else ()
    return tuple(name for name in registers if name in found)


def derived(indicator: Indicator, views: dict[str, View], registers: dict[str, Register]) -> tuple[str, ...]:
    """The registers that an indicator comes from when its ficha does not say them; an index comes from those of its factors."""
    return tuple(name for name in reached(_reads(indicator), views, registers) if not registers[name].law)


def with_origins(indicators: dict[str, Indicator], views: dict[str, View], registers: dict[str, Register]) -> dict[str, Indicator]:
    """The indicators with the registers that each comes from, and whether some of them is reserved."""
    return {name: _complete(each, views, registers) for name, each in indicators.items()}


def _complete(indicator: Indicator, views: dict[str, View], registers: dict[str, Register]) -> Indicator:
    within = reached(_reads(indicator), views, registers)
    for name in indicator.source_registers:
        if name not in within:
            raise CatalogError(f"{indicator.name}.toml: source_registers: su SQL no llega a «{name}»{nearest(name, within)}")
    return replace(indicator, source_registers=indicator.source_registers or derived(indicator, views, registers),
                   reserved=any(registers[name].reserved for name in within))  # fmt: skip


def _reads(indicator: Indicator) -> tuple[str, ...]:
    return tuple(table for each in indicator.factors or (indicator,) for table in each.reads)
