"""Owns the month that a row of a register belongs to and since when it is known, as SQL."""

from sig_metrics.catalog.model import Catalog, Register, part_months


def month_of(register: Register, prefix: str = "") -> str:
    """SQL: the month end that a row belongs to (the last of its bimester, quarter or semester); `prefix` goes before
    each column («qrd.»).

    The register says its period (`dated_by`).
    """
    columns = [register.column(name) for name in register.dated_by]
    name = prefix + columns[0].name
    if len(columns) == 1:
        text = f"make_date(substr({name}, 1, 4)::bigint, substr({name}, 6, 2)::bigint, 1)"
        return f"last_day({name if columns[0].type == 'date' else text})"
    part = prefix + columns[1].name
    month = (
        f"case {part} when 'first' then 6 else 12 end"
        if columns[1].type == "code"
        else f"{part} * {part_months(columns[1].name)}"
    )
    return f"last_day(make_date({name}, {month}, 1))"


def day_of(register: Register, prefix: str = "") -> str:
    """SQL: the day of a row, or the end of its period."""
    column = register.column(register.dated_by[0])
    return f"{prefix}{column.name}" if column.type == "date" else month_of(register, prefix)


def known_at(catalog: Catalog, register: Register, name: str = "held") -> str:
    """SQL: whether a row of what is called `name` is known at `$cutoff`: by the day it is dated by or, without one, by
    that of the row it points to; one that nothing dates always is."""
    if register.dated_by:
        told = f" and {name}.{register.dated_if} is not null" if register.dated_if else ""
        return f"{month_of(register, f'{name}.')} <= $cutoff{told}"
    for each in register.references:
        other = catalog.registers[each.register]
        if other.dated_by:
            same = " and ".join(f"dated.{there} = {name}.{here}" for here, there in zip(each.columns, each.there))
            day = month_of(other, "dated.")
            return f"exists (select 1 from {other.name} as dated where {same} and {day} <= $cutoff)"
    return "true"
