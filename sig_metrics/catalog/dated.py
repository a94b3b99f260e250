"""Owns the month that a row of a register belongs to and since when it is known, as SQL."""

from sig_metrics.catalog.model import Catalog, Register, part_months

BEGINS = ("since", "valid_from", "identified_on", "changed_on")  # the day from which a row of no period holds
DEEP = 3  # registers that are gone through to the one that has a day
YEAR = "year"  # of a key: the year that a row is of
ALWAYS = "date '1900-01-31'"  # since when a row is known that says no day


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


def known_since(catalog: Catalog, register: Register, name: str = "held") -> str:
    """SQL: the month end since when a row of what is called `name` is known: that of the day it is dated by or, without
    one, of the day or the year it holds since, or of the row it points to; null of one that is never known, and «» where
    nothing dates it, so that it always is."""
    if register.dated_by:
        month = month_of(register, f"{name}.")
        return f"case when {name}.{register.dated_if} is not null then {month} end" if register.dated_if else month
    columns = {column.name for column in register.columns}
    if begins := next((each for each in BEGINS if each in columns), ""):
        return f"coalesce(last_day({name}.{begins}), {ALWAYS})"
    if YEAR in register.key:
        return f"make_date({name}.{YEAR}, 1, 31)"
    for each in register.references if name.count("_of") < DEEP else ():
        other, alias = catalog.registers[each.register], f"{name}_of"
        if known := known_since(catalog, other, alias):
            same = " and ".join(f"{alias}.{there} = {name}.{here}" for here, there in zip(each.columns, each.there))
            return f"(select min({known}) from {other.name} as {alias} where {same})"
    return ""


def known_at(catalog: Catalog, register: Register, name: str = "held") -> str:
    """SQL: whether a row of what is called `name` is known at `$cutoff`, the end of a month."""
    known = known_since(catalog, register, name)
    return f"{known} <= $cutoff" if known else "true"
