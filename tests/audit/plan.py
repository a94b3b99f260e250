"""Owns the plan: which version rules at a cut-off, which deliverables are due, and which document covers each; and
its budget."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from audit.book import Book, Fact
from audit.calendar import end_of
from audit.registers import Row


@dataclass(frozen=True)
class Standing:
    """One activity of the ruling version at a month end, or what one unit owes of it: `due` are the month ends of
    its deliverables due so far, `days` the day on which each was covered (None if it is not), `accepted` how many
    documents it has and `capped` how many of those count."""

    activity: Row
    due: list[date]
    days: list[date | None]
    accepted: int
    capped: int
    unsupported: int
    at: dict[str, object]
    only: str | None = None


def last_approved(book: Book, year: int, day: date) -> Row | None:
    """The version of a year's plan in force on a day."""
    found = [row for row in book["plan_version"] if row["year"] == year and row["approved_on"] <= day]
    return max(found, key=lambda row: (row["approved_on"], row["version"]), default=None)


def ruling(book: Book, period: date) -> Row | None:
    """«Contra la versión vigente al corte. Cuando el año todavía no tiene un plan aprobado, contra el último plan
    anterior, que continúa después de su diciembre con lo entregado hasta el corte; si no hay ninguno, contra la
    primera versión del año.»"""
    years = sorted((int(row["year"]) for row in book["plan_version"] if row["year"] <= period.year), reverse=True)
    for year in years:
        if found := last_approved(book, year, period):
            return found
    first = [row for row in book["plan_version"] if row["year"] == period.year]
    return min(first, key=lambda row: (row["approved_on"], row["version"]), default=None)


def cover(due: list[tuple[date, int]], documents: list[Row]) -> list[date | None]:
    """The day on which each due deliverable was covered.

    A document covers the deliverable that it names (month and item), if it is due; «lo que sobra de un mes cubre el
    pendiente más antiguo», in order of date."""
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


def attributes(book: Book, activity: Row) -> dict[str, object]:
    systems = [
        row["system"] for row in book.of("activity_system", year=activity["year"], activity=activity["activity"])
    ]
    return {
        "activity": activity["activity"],
        "stage": activity["stage"],
        "line": activity["line"],
        "system": systems or None,
    }


def delivered(book: Book, year: int, code: str, period: date) -> list[Row]:
    return [
        row
        for row in book.of("deliverable", year=year, activity=code)
        if row["delivered_on"] and row["delivered_on"] <= period
    ]


def programmed(book: Book, activity: Row) -> dict[int, int]:
    """{month: how many} of an activity in its version."""
    own = book.of("plan_schedule", year=activity["year"], version=activity["version"], activity=activity["activity"])
    return {int(row["month"]): int(row["quantity"]) for row in own}


def owners(book: Book, activity: Row) -> Callable[[int, int], list[str]]:
    """(month, item) → the units that owe a deliverable of an activity.

    «Es de la unidad del documento que lo nombra, si la actividad la tiene, también cuando ese documento no cuenta;
    si no, cuando el mes programa tantos como unidades tiene la actividad, el n-ésimo es de la n-ésima unidad; si no,
    de todas.»"""
    units, months = activity["units"], programmed(book, activity)
    own = book.of("deliverable", year=activity["year"], activity=activity["activity"])
    signed = {(int(row["programmed_month"]), int(row["item"])): row["unit"] for row in own}

    def of(month: int, item: int) -> list[str]:
        if signed.get((month, item)) in units:
            return [signed[month, item]]
        return [units[item - 1]] if months.get(month) == len(units) and item <= len(units) else units

    return of


def by_unit(
    whole: Standing, slots: list[tuple[date, int]], arrived: list[Row], whose: Callable[[int, int], list[str]]
) -> Iterator[Standing]:
    """What each unit of an activity owes; «lo que sobra» of one may cover what another owes."""
    for unit in whole.activity["units"]:
        mine = [place for place, (day, item) in enumerate(slots) if unit in whose(day.month, item)]
        days = [whole.days[place] for place in mine]
        own = [row for row in arrived if unit in whose(int(row["programmed_month"]), int(row["item"]))]
        accepted = sum(1 for row in own if row["document_number"])
        yield Standing(
            whole.activity,
            [slots[place][0] for place in mine],
            days,
            accepted,
            sum(1 for day in days if day),
            len(own) - accepted,
            {"unit": unit},
            "unit",
        )


def standings(book: Book, version: Row | None, period: date) -> Iterator[Standing]:
    """Every activity of a version at a month end, whole and by unit."""
    if version is None:
        return
    year = int(version["year"])
    for activity in book.of("plan_activity", year=version["year"], version=version["version"]):
        code = activity["activity"]
        due = sorted(
            (end_of(year, month), item)
            for month, quantity in programmed(book, activity).items()
            if end_of(year, month) <= period
            for item in range(1, quantity + 1)
        )
        arrived = delivered(book, year, code, period)
        accepted = [row for row in arrived if row["document_number"]]
        whole = Standing(
            activity,
            [day for day, _ in due],
            cover(due, accepted),
            len(accepted),
            min(len(accepted), len(due)),
            len(arrived) - len(accepted),
            attributes(book, activity),
        )
        yield whole
        yield from by_unit(whole, due, arrived, owners(book, activity))


def per_activity(book: Book, parts, of_before: bool = False) -> Iterator[Fact]:
    """The parts of every activity of the plan that rules and, if asked, of each plan before it: «lo que vence en un
    plan sigue contando en los años siguientes, hasta que se entrega: se suma lo de los planes anteriores, en su
    versión vigente al corte»."""
    for period in book.periods:
        version = ruling(book, period)
        before = (
            sorted({row["year"] for row in book["plan_version"] if version and row["year"] < version["year"]})
            if of_before
            else []
        )
        plans = [version, *(last_approved(book, int(year), period) for year in before)]
        for one in (one for plan in plans for one in standings(book, plan, period)):
            found = parts(one)
            if found is not None:
                yield Fact(period, *found, at=one.at, only=one.only)


def has_target(one: Standing) -> bool:
    """«La actividad 01 no tiene meta y no cuenta.»"""
    return bool(one.activity["target"])


def plan_delivered_rate(book: Book) -> Iterator[Fact]:
    """PLN-01. «Entregables con fecha y número de documento, hasta la fecha de corte, con tope por actividad en lo
    programado a la fecha, entre los entregables programados a la fecha.»"""
    return per_activity(book, lambda one: (one.capped, len(one.due)) if has_target(one) else None)


def plan_on_time_rate(book: Book) -> Iterator[Fact]:
    """PLN-02. «Entregables aceptados hasta el último día del mes programado, entre los entregables cuyo mes
    programado ya venció. Lo no entregado cuenta como no oportuno.»"""
    on_time = lambda one: sum(1 for limit, day in zip(one.due, one.days) if day and day <= limit)  # noqa: E731
    return per_activity(book, lambda one: (on_time(one), len(one.due)) if has_target(one) else None)


def plan_delivered_uncapped_rate(book: Book) -> Iterator[Fact]:
    """PLN-04. «Entregables con fecha y número de documento hasta la fecha de corte, sin tope, entre los programados
    a la fecha. No incluye las actividades sin meta.»"""
    return per_activity(book, lambda one: (one.accepted, len(one.due)) if has_target(one) else None)


def plan_activities_current_rate(book: Book) -> Iterator[Fact]:
    """PLN-05. «Actividades que entregaron todo lo programado a la fecha, entre las actividades con algo programado a
    la fecha.»"""
    return per_activity(book, lambda one: (int(one.capped == len(one.due)), 1) if one.due and has_target(one) else None)


def plan_overdue_count(book: Book) -> Iterator[Fact]:
    """PLN-06. «Entregables programados hasta la fecha de corte que no están entregados con fecha y número de
    documento.»"""
    return per_activity(book, lambda one: (len(one.due) - one.capped, None) if has_target(one) else None, True)


def plan_unsupported_count(book: Book) -> Iterator[Fact]:
    """PLN-07. «Entregables con fecha de entrega hasta la fecha de corte y sin número de documento.»"""
    return per_activity(book, lambda one: (one.unsupported, None), True)


def plan_programmed_count(book: Book) -> Iterator[Fact]:
    """PLN-08. «Suma de lo programado desde el enero del plan hasta el mes de corte, en la versión vigente al corte.»"""
    return per_activity(book, lambda one: (len(one.due), None) if has_target(one) else None)


def plan_delivered_count(book: Book) -> Iterator[Fact]:
    """PLN-09. «Entregables con fecha y número de documento hasta la fecha de corte, sin tope, incluidas las
    actividades sin meta. Incluye lo entregado de una actividad que una versión posterior retiró, y lo que en el año
    del corte se entregó de planes de años anteriores.»"""
    for period in book.periods:
        version = ruling(book, period)
        for row in book["deliverable"] if version else []:
            day, year = row["delivered_on"], row["year"]
            counts = year == version["year"] or (year < version["year"] and day and day.year == period.year)
            activity = last_known(book, row, version, period)
            if row["document_number"] and day and day <= period and counts and activity:
                yield Fact(period, 1, at=attributes(book, activity))
                for unit in owners(book, activity)(int(row["programmed_month"]), int(row["item"])):
                    yield Fact(period, 1, at={"unit": unit}, only="unit")
        for one in standings(book, version, period):
            yield Fact(period, 0, at=one.at, only=one.only)


def last_known(book: Book, document: Row, version: Row, period: date) -> Row | None:
    """The activity of a document in the last version that had it, of those approved by then: what a later version
    adds was not in the plan yet."""
    approved = {row["version"]: row["approved_on"] for row in book["plan_version"] if row["year"] == document["year"]}
    rows = [
        row
        for row in book["plan_activity"]
        if (row["year"], row["activity"]) == (document["year"], document["activity"])
    ]
    known = [
        row
        for row in rows
        if approved[row["version"]] <= period or (row["year"], row["version"]) == (version["year"], version["version"])
    ]
    return max(known, key=lambda row: approved[row["version"]], default=None)


def budget_accrued_rate(book: Book) -> Iterator[Fact]:
    """PLN-03. «Devengado acumulado desde enero hasta la fecha de corte, entre el PIM de las mismas tareas a esa
    fecha. De cada tarea vale su última fila del año.»"""
    for period in book.periods:
        last: dict[str, Row] = {}
        for row in sorted(book["budget_execution"], key=lambda row: row["month"]):
            if row["year"] == period.year and row["month"] <= period.month:
                last[row["task"]] = row
        for row in last.values():
            yield Fact(period, row["accrued"], row["pim"])
