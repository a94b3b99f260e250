"""Owns what is dated by «vigente desde … hasta»: terms and parameters."""

from datetime import date

from audit.registers import Row


def in_force(rows: list[Row], key: str, code: str, day: date) -> Row | None:
    """The row of a code that rules on a day: the last to begin, if it has not ended. A newer row ends the one before it."""
    begun = [row for row in rows if row[key] == code and row["since"] <= day]
    if not begun:
        return None
    last = max(begun, key=lambda row: row["since"])
    return None if last["until"] and last["until"] < day else last
