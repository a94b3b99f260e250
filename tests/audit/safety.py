"""Owns safety and health at work, and the applications for households."""

from collections.abc import Iterator

from audit.book import Book, Fact, year_to_date
from audit.calendar import end_of, month_end
from audit.registers import Row
from audit.terms import in_force

DISABLING = ("disabling_temporary", "disabling_partial_permanent", "disabling_total_permanent", "fatal")


def sst_requirements_rate(book: Book) -> Iterator[Fact]:
    """MEJ-01. «Requisitos de la línea base con fecha de implementación hasta el corte, entre los que aplican y ya
    estaban identificados al corte.»"""
    for period in book.periods:
        for row in book["sst_requirement"]:
            if row["applies"] == "applicable" and row["identified_on"] <= period:
                done = bool(row["implemented_on"] and row["implemented_on"] <= period)
                yield Fact(period, int(done), 1, {"kind": row["standard"]})


def accidents(book: Book) -> Iterator[Row]:
    """«No cuentan los accidentes leves, los incidentes ni las enfermedades ocupacionales.»"""
    return (row for row in book["sst_event"] if row["kind"] == "accident" and row["severity"] in DISABLING)


def index(book: Book, weigh) -> Iterator[Fact]:
    """«… ocurridos de enero al corte, por el factor vigente al empezar el año (parámetro sst_index_factor), entre las horas-hombre
    trabajadas de los mismos meses. Un accidente de un mes sin horas cargadas suma al numerador.»"""

    def monthly() -> Iterator[Fact]:
        for row in accidents(book):
            first = row["happened_on"].replace(month=1, day=1)
            factor = in_force(book["parameter"], "parameter", "sst_index_factor", first)
            if factor:
                yield Fact(month_end(row["happened_on"]), weigh(row) * factor["value"], None, {"ut": row["ut"]})
        for row in book["sst_hours"]:
            yield Fact(end_of(int(row["year"]), int(row["month"])), 0, row["hours"], {"ut": row["ut"]})

    return year_to_date(monthly(), book.periods)


def sst_frequency_index(book: Book) -> Iterator[Fact]:
    """MEJ-02. «Accidentes de trabajo incapacitantes y mortales ocurridos de enero al corte, por el factor vigente al
    empezar el año, entre las horas-hombre trabajadas de los mismos meses.»"""
    return index(book, lambda row: 1)


def sst_severity_index(book: Book) -> Iterator[Fact]:
    """MEJ-03. «Días perdidos o cargados por los accidentes incapacitantes y mortales… Los días cargados, cuando los
    hay, reemplazan a los perdidos. Todos los días de un accidente se asignan al mes en que ocurrió.»"""
    return index(book, lambda row: row["charged_days"] if row["charged_days"] is not None else row["lost_days"] or 0)


def sst_obligations_rate(book: Book) -> Iterator[Fact]:
    """MEJ-05. «Obligaciones cumplidas hasta su vencimiento, entre las que vencieron de enero al corte. Lo cumplido
    después de su vencimiento no cuenta.»"""
    due = (
        Fact(
            month_end(row["due_on"]),
            int(bool(row["done_on"] and row["done_on"] <= row["due_on"])),
            1,
            {"kind": row["kind"]},
        )
        for row in book["sst_obligation"]
    )
    return year_to_date(due, book.periods)


def app_progress_rate(book: Book) -> Iterator[Fact]:
    """MEJ-06. «Suma de peso por avance real acumulado, entre la suma de peso por avance programado acumulado, al fin
    del mes de corte. Cada aplicativo trae su último avance reportado y su última programación hasta el corte. Un mes
    sin reporte no suma avance pero sí su programación.»"""
    projects: dict[str, list[Row]] = {}
    for row in sorted(book["app_project"], key=lambda row: (row["year"], row["month"])):
        projects.setdefault(row["project"], []).append(row)
    for period in book.periods:
        for rows in projects.values():
            until = [row for row in rows if (row["year"], row["month"]) <= (period.year, period.month)]
            if until:
                told = [row["actual"] for row in until if row["actual"] is not None]
                share = until[-1]["weight"] / 100
                yield Fact(period, share * (told[-1] if told else 0), share * until[-1]["planned"])
