"""Owns what is dated by «vigente desde … hasta»: terms and parameters."""

from datetime import date

from audit.registers import Row


def in_force(rows: list[Row], key: str, code: str, day: date) -> Row | None:
    """The row of a code that rules on a day: the last to begin of those that have not ended. A newer row rules
    before the one before it, which rules again when that one ends by its own date, unless somebody closed it."""
    ruling = [
        row for row in rows if row[key] == code and row["since"] <= day and not (row["until"] and row["until"] < day)
    ]
    return max(ruling, key=lambda row: row["since"], default=None)
