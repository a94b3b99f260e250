"""Owns which value of a corte a figure of a paper or a slide is (`Number.of`), so that whoever reads a file again can compare
it. Refuses nothing: of what the corte does not have, the value is None.

«SEG-07.2021-11» is the value of an indicator in a month; «SEG-07.2021-11.unit=UCI», of a group of it;
«SEG-07.2021-11.open_overdue», another of its fields. «status.overdue» and «status.stages.monitoring.overdue» are of the plan;
«decision.legal», how many decisions of a kind there are; «review.SGSI.e11», the state of a cell of the review."""

from collections.abc import Iterable

VALUE = "value"
FIELDS = ("numerator", "denominator", "n", "target", "open_overdue", "oldest_overdue_days")


def value_of(rows: Iterable[dict], of: str) -> float | int | str | None:
    """The value that a figure is of, among the lines of a corte (`corte.values.rows_of`)."""
    kind, _, rest = of.partition(".")
    found = {"status": _status, "decision": _decisions, "review": _state}.get(kind)
    return found(rows, rest) if found else _measured(rows, kind, rest)


def _measured(rows: Iterable[dict], code: str, rest: str) -> float | int | None:
    month, _, more = rest.partition(".")
    by = dict([more.split("=", 1)]) if "=" in more else {}
    field = more if more in FIELDS else VALUE
    if more and not by and field == VALUE:
        return None
    for row in rows:
        if row["kind"] == "value" and (row["code"], row["month"], row["by"]) == (code, month, by):
            return row[field]
    return None


def _status(rows: Iterable[dict], path: str) -> float | int | None:
    """A count of the plan; the key of a crossing has a point of its own."""
    held = next((row for row in rows if row["kind"] == "status"), {})
    parts = path.split(".")
    if parts[0] == "matrix" and len(parts) > 2:
        parts = ["matrix", ".".join(parts[1:3]), *parts[3:]]
    for each in parts:
        held = held.get(each) if isinstance(held, dict) else None
    return held if isinstance(held, (int, float)) else None


def _decisions(rows: Iterable[dict], kind: str) -> int:
    return sum(row["kind"] == "decision" and row["what"] == kind for row in rows)


def _state(rows: Iterable[dict], rest: str) -> str | None:
    system, _, key = rest.partition(".")
    return next(
        (row["state"] for row in rows if row["kind"] == "review" and (row["system"], row["key"]) == (system, key)), None
    )
