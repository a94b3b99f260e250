"""Owns which registers an indicator comes from: those that its SQL reaches through the views, in the order of the
catalogue.

A *frame* (a view whose second line is «-- frame: …») only lays out the days on which others are looked at: what it
reads is the origin of nobody. Nor is the law, which always came. A ficha writes `source_registers` where its origin
is another: fewer registers (those whose file decides whether there is a value) or also the law that it depends on.
Refuses, naming the file, one that its SQL does not reach."""

from collections.abc import Iterable
from dataclasses import replace

from sig_metrics.catalog.model import CatalogError, Indicator, Register, View
from sig_metrics.language.nearest import nearest

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
    """The registers that an indicator comes from when its ficha does not say them; an index comes from those of its
    factors."""
    return tuple(name for name in reached(_reads(indicator), views, registers) if not registers[name].law)


def with_origin(
    indicator: Indicator, views: dict[str, View], registers: dict[str, Register], whole: bool = True
) -> Indicator:
    """An indicator with the registers that it comes from, and whether some of what it reaches is reserved. Raises
    CatalogError.

    Not `whole`: some view or register could not be read, and what is not reached may be so for that.
    """
    within = reached(_reads(indicator), views, registers)
    for name in indicator.source_registers:
        if whole and name not in within:
            raise CatalogError(
                f"{indicator.name}.toml: source_registers: su SQL no llega a «{name}»{nearest(name, within)}"
            )
    found = indicator.source_registers or derived(indicator, views, registers)
    reserved = any(name in registers and registers[name].reserved for name in (*within, *found))
    if reserved and indicator.unit == "percent" and not indicator.step:
        raise CatalogError(
            f"{indicator.name}.toml: step: falta; un porcentaje de conteos protegidos se muestra por pasos"
        )
    return replace(indicator, source_registers=found, reserved=reserved)


def _reads(indicator: Indicator) -> tuple[str, ...]:
    return tuple(table for each in indicator.factors or (indicator,) for table in each.reads)
