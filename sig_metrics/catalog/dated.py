"""Owns the month that a row of a register belongs to, as SQL."""

from sig_metrics.catalog.model import Register, part_months


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
