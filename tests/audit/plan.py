"""Owns the plan: which version rules at a cut-off, which deliverables are due, and which document covers each; and its budget."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audit.book import Book, Fact
from audit.calendar import end_of
from audit.registers import Row


@dataclass(frozen=True)
class Standing:
    """One activity of the ruling version at a month end: `due` are the month ends of its deliverables due so far, `days` the
    day on which each was covered (None if it is not), `accepted` how many documents it has."""

    activity: Row
    due: list[date]
    days: list[date | None]
    accepted: int
    unsupported: int
    at: dict[str, object]


def ruling(book: Book, period: date) -> Row | None:
    """«La versión en vigor a la fecha de corte»: the last approved on or before it; with none yet, the earliest of the year."""
    versions = sorted((row for row in book["plan_version"] if row["year"] == period.year), key=lambda row: (row["approved_on"], row["version"]))
    approved = [row for row in versions if row["approved_on"] <= period]
    return approved[-1] if approved else versions[0] if versions else None


def cover(due: list[tuple[date, int]], documents: list[Row]) -> list[date | None]:
    """The day on which each due deliverable was covered.

    A document covers the deliverable that it names (month and item), if it is due; «lo que sobra de un mes cubre el pendiente
    más antiguo», in order of date.
    """
    days: dict[tuple[date, int], date] = {}
    left = []
    for row in sorted(documents, key=lambda row: (row["delivered_on"], row["programmed_month"], row["item"])):
        named = (end_of(int(row["year"]), int(row["programmed_month"])), int(row["item"]))
        if named in due:
            days[named] = row["delivered_on"]
        else:
            left.append(row["delivered_on"])
    for slot in sorted(due):
        if slot not in days and left:
            days[slot] = left.pop(0)
    return [days.get(slot) for slot in due]


def standings(book: Book, period: date) -> Iterator[Standing]:
    """Every activity of the version that rules at a month end."""
    version = ruling(book, period)
    if version is None:
        return
    this = lambda row: (row["year"], row["version"]) == (version["year"], version["version"])  # noqa: E731
    systems: dict[str, list] = {}
    for row in book["activity_system"]:
        if row["year"] == period.year:
            systems.setdefault(row["activity"], []).append(row["system"])
    for activity in filter(this, book["plan_activity"]):
        code = activity["activity"]
        due = sorted((end_of(period.year, int(row["month"])), item) for row in filter(this, book["plan_schedule"])
                     if row["activity"] == code and row["month"] <= period.month for item in range(1, int(row["quantity"]) + 1))  # fmt: skip
        delivered = [row for row in book["deliverable"] if (row["year"], row["activity"]) == (period.year, code)
                     and row["delivered_on"] and row["delivered_on"] <= period]  # fmt: skip
        accepted = [row for row in delivered if row["document_number"]]
        at = {"activity": code, "stage": activity["stage"], "line": activity["line"], "unit": activity["units"], "system": systems.get(code)}
        yield Standing(activity, [day for day, _ in due], cover(due, accepted), len(accepted), len(delivered) - len(accepted), at)


def per_activity(book: Book, parts) -> Iterator[Fact]:
    for period in book.periods:
        for one in standings(book, period):
            found = parts(one, period)
            if found is not None:
                yield Fact(period, *found, at=one.at)


def has_target(one: Standing) -> bool:
    """«La actividad 01 no tiene meta y no cuenta.»"""
    return bool(one.activity["target"])


def plan_delivered_rate(book: Book) -> Iterator[Fact]:
    """PLN-01. «Entregables con fecha y número de documento, hasta la fecha de corte, con tope por actividad en lo programado a la
    fecha, entre los entregables programados a la fecha.»"""
    return per_activity(book, lambda one, _: (min(one.accepted, len(one.due)), len(one.due)) if has_target(one) else None)


def plan_on_time_rate(book: Book) -> Iterator[Fact]:
    """PLN-02. «Entregables aceptados hasta el último día del mes programado, entre los entregables cuyo mes programado ya venció.
    Lo no entregado cuenta como no oportuno.»"""
    def parts(one: Standing, _: date):
        return sum(1 for limit, day in zip(one.due, one.days) if day and day <= limit), len(one.due)

    return per_activity(book, lambda one, period: parts(one, period) if has_target(one) else None)


def plan_delivered_uncapped_rate(book: Book) -> Iterator[Fact]:
    """PLN-04. «Entregables con fecha y número de documento hasta la fecha de corte, sin tope, entre los programados a la fecha. No
    incluye las actividades sin meta.»"""
    return per_activity(book, lambda one, _: (one.accepted, len(one.due)) if has_target(one) else None)


def plan_activities_current_rate(book: Book) -> Iterator[Fact]:
    """PLN-05. «Actividades que entregaron todo lo programado a la fecha, entre las actividades con algo programado a la fecha.»"""
    return per_activity(book, lambda one, _: (int(one.accepted >= len(one.due)), 1) if one.due and has_target(one) else None)


def plan_overdue_count(book: Book) -> Iterator[Fact]:
    """PLN-06. «Entregables programados hasta la fecha de corte que no están entregados con fecha y número de documento.»"""
    return per_activity(book, lambda one, _: (len(one.due) - min(one.accepted, len(one.due)), None) if has_target(one) else None)


def plan_unsupported_count(book: Book) -> Iterator[Fact]:
    """PLN-07. «Entregables con fecha de entrega hasta la fecha de corte y sin número de documento.»"""
    return per_activity(book, lambda one, _: (one.unsupported, None))


def plan_programmed_count(book: Book) -> Iterator[Fact]:
    """PLN-08. «Suma de lo programado desde enero hasta el mes de corte en la versión del plan elegida.»"""
    return per_activity(book, lambda one, _: (len(one.due), None) if has_target(one) else None)


def plan_delivered_count(book: Book) -> Iterator[Fact]:
    """PLN-09. «Entregables con fecha y número de documento hasta la fecha de corte, sin tope, incluidas las actividades sin meta.»"""
    return per_activity(book, lambda one, _: (one.accepted, None))


def budget_accrued_rate(book: Book) -> Iterator[Fact]:
    """PLN-03. «Devengado acumulado desde enero hasta la fecha de corte, entre el PIM de las mismas tareas a esa fecha. De cada tarea
    vale su última fila del año.»"""
    for period in book.periods:
        last: dict[str, Row] = {}
        for row in sorted(book["budget_execution"], key=lambda row: row["month"]):
            if row["year"] == period.year and row["month"] <= period.month:
                last[row["task"]] = row
        for row in last.values():
            yield Fact(period, row["accrued"], row["pim"])
