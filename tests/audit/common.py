"""Owns what the four systems share: documents, context, audits, agreements, training, actions, risks and reports."""

from collections.abc import Callable, Iterator
from datetime import date

from audit.book import Book, Fact, year_to_date
from audit.calendar import a_year_after, month_end
from audit.registers import Row

ABOVE_APPETITE = ("high", "very_high")


def commitments(
    book: Book,
    rows: list[Row],
    due: str,
    done: str,
    at: Callable[[Row], dict],
    counts=lambda row, period: True,
    still=lambda row, day: True,
    by_cutoff: bool = False,
) -> Iterator[Fact]:
    """«… cuya fecha cae en el año, hasta la fecha de corte, cumplidas a más tardar ese día; entre todas las de ese
    plazo. También cuenta lo que vencía en un año anterior y seguía abierto al empezar el año.»

    `counts(row, period)` says whether a row counts at a cut-off, `still(row, first)` whether it was still asked for
    when the year began, and `by_cutoff` that what was done late counts from when it was («mide avance, no
    oportunidad»)."""
    for period in book.periods:
        first = date(period.year, 1, 1)
        for row in rows:
            if row[due] is None or row[due] > period or not counts(row, period):
                continue
            if row[due] < first and ((row[done] and row[done] < first) or not still(row, first)):
                continue
            met = bool(row[done] and row[done] <= (period if by_cutoff else row[due]))
            yield Fact(period, int(met), 1, at(row))


def agreement_on_time_rate(book: Book) -> Iterator[Fact]:
    """MAN-07. «Acuerdos cuya fecha límite cae en el año, hasta la fecha de corte, cumplidos a más tardar ese día…
    También cuenta lo que vencía en un año anterior y seguía abierto al empezar el año.»"""
    return commitments(
        book, book["agreement"], "due_on", "fulfilled_on", lambda row: {"unit": row["unit"], "kind": row["kind"]}
    )


def finding_closed_on_time_rate(book: Book) -> Iterator[Fact]:
    """MAN-06. «No conformidades y observaciones cuya fecha de compromiso cae en el año, hasta la fecha de corte,
    cerradas a más tardar ese día… Las oportunidades de mejora no son hallazgos por cerrar. Un hallazgo aparece desde
    que se ejecuta su auditoría: si la auditoría no tiene fecha de ejecución no cuenta.»"""
    executed = {row["audit"]: row["executed_on"] for row in book["audit"]}

    def counts(row: Row, period: date) -> bool:
        day = executed.get(row["audit"])
        return row["kind"] != "opportunity" and day is not None and day <= period

    return commitments(
        book,
        book["finding"],
        "committed_on",
        "closed_on",
        counts=counts,
        at=lambda row: {"system": row["systems"], "unit": row["unit"], "kind": row["kind"]},
    )


def not_cancelled(row: Row, period: date) -> bool:
    """«Una acción anulada deja de contar desde la fecha en que se anula.»"""
    return not (row["cancelled_on"] and row["cancelled_on"] <= period)


def improvement_on_time_rate(book: Book) -> Iterator[Fact]:
    """SEG-02. «Acciones cuya fecha de compromiso cae en el año, hasta la fecha de corte, implementadas a más tardar
    ese día… Una acción anulada deja de contar desde la fecha en que se anula.»"""
    return commitments(
        book,
        book["improvement_action"],
        "committed_on",
        "implemented_on",
        counts=not_cancelled,
        at=lambda row: {"system": row["systems"], "unit": row["unit"]},
    )


def risk_treatment_done_rate(book: Book) -> Iterator[Fact]:
    """SEG-04. «Acciones de tratamiento programadas en el año hasta la fecha de corte y ya ejecutadas ese día, entre las
    programadas hasta ese día… El sistema es el de la primera evaluación del riesgo.»"""
    first: dict[str, Row] = {}
    for row in sorted(book["risk"], key=lambda row: row["evaluated_on"]):
        first.setdefault(row["risk"], row)
    known = lambda row, period: not_cancelled(row, period) and first[row["risk"]]["evaluated_on"] <= period  # noqa: E731
    return commitments(
        book,
        book["risk_treatment"],
        "planned_on",
        "executed_on",
        counts=known,
        by_cutoff=True,
        at=lambda row: {"system": first[row["risk"]]["systems"], "unit": row["unit"]},
    )


def document_implemented_on_time_rate(book: Book) -> Iterator[Fact]:
    """SEG-06. «Documentos cuyo plazo de implementación cae en el año, hasta la fecha de corte, con evidencia de
    implementación a más tardar ese día… El que quedó obsoleto a más tardar el día en que vencía su plazo no se
    exige, y el que queda obsoleto sin implementarse no pasa al año siguiente.»"""
    return commitments(
        book,
        book["document"],
        "implementation_due_on",
        "implemented_on",
        counts=lambda row, period: not (row["obsolete_on"] and row["obsolete_on"] <= row["implementation_due_on"]),
        still=lambda row, first: not (row["obsolete_on"] and row["obsolete_on"] < first),
        at=lambda row: {"system": row["systems"], "unit": row["unit"]},
    )


def document_current_rate(book: Book) -> Iterator[Fact]:
    """MAN-01. «Documentos aprobados y no obsoletos a la fecha de corte cuya fecha de próxima revisión no ha pasado,
    entre los documentos aprobados y no obsoletos. Rige desde su aprobación hasta el día anterior al de su
    obsolescencia. Sin fecha de próxima revisión cuenta como vencido. El día mismo de la revisión todavía está al
    día.»"""
    for period in book.periods:
        for row in book["document"]:
            approved = row["approved_on"] and row["approved_on"] <= period
            if approved and not (row["obsolete_on"] and row["obsolete_on"] <= period):
                current = bool(row["next_review_on"] and row["next_review_on"] >= period)
                yield Fact(period, int(current), 1, {"system": row["systems"], "unit": row["unit"]})


def document_published_on_time_rate(book: Book) -> Iterator[Fact]:
    """MAN-04. «Documentos cuyo plazo de difusión (2 días hábiles desde el siguiente a su aprobación) venció entre
    enero y la fecha de corte, difundidos a más tardar el último día del plazo. Lo no difundido cuenta como no
    oportuno.»"""

    def monthly() -> Iterator[Fact]:
        for row in book["document"]:
            due = row["approved_on"] and book.due("document_publication", row["approved_on"])
            if due:
                on_time = bool(row["published_on"] and row["published_on"] <= due)
                yield Fact(month_end(due), int(on_time), 1, {"system": row["systems"], "unit": row["unit"]})

    return year_to_date(monthly(), book.periods)


def context_review_age_days(book: Book) -> Iterator[Fact]:
    """MAN-02. «Días calendario entre la última actualización aprobada del análisis FODA o de las partes interesadas
    y la fecha de corte. Antes de la primera actualización no hay dato.»"""
    for period in book.periods:
        last = max((row["approved_on"] for row in book["context_review"] if row["approved_on"] <= period), default=None)
        if last:
            yield Fact(period, (period - last).days)


def audit_done_rate(book: Book) -> Iterator[Fact]:
    """MAN-05. «Auditorías internas programadas en el año hasta la fecha de corte y ejecutadas hasta ese día, entre las
    programadas hasta ese día. Las externas no cuentan.»"""
    for period in book.periods:
        for row in book["audit"]:
            if row["kind"] == "internal" and row["planned_on"].year == period.year and row["planned_on"] <= period:
                done = bool(row["executed_on"] and row["executed_on"] <= period)
                yield Fact(period, int(done), 1, {"system": row["systems"]})


def training_coverage_rate(book: Book) -> Iterator[Fact]:
    """MAN-08. «Servidores distintos que asistieron desde enero, hasta la fecha de corte, a por lo menos un evento
    del SIG; entre los servidores activos al cierre del mes. Cada servidor cuenta una vez, en la unidad de su última
    asistencia; de una unidad sin dotación del mes no se cuenta nada.»"""
    held = {row["training"]: row["held_on"] for row in book["training"]}
    for period in book.periods:
        staff = {row["unit"]: row["servers"] for row in book["headcount"] if row["period"] == period}
        last: dict[str, tuple] = {}
        for row in book["training_attendance"]:
            day = held[row["training"]]
            if day.year == period.year and day <= period:
                seen = (day, row["training"], row["unit"])
                last[row["server_pseudo_id"]] = max(seen, last.get(row["server_pseudo_id"], seen))
        for unit, servers in staff.items():
            yield Fact(period, sum(1 for seen in last.values() if seen[2] == unit), servers, {"unit": unit})


def risk_matrix_current_rate(book: Book) -> Iterator[Fact]:
    """MAN-09. «Procesos en el alcance a la fecha de corte cuya matriz se actualizó en los 12 meses anteriores, entre
    los procesos en el alcance. Vale la última fila registrada hasta el corte. Doce meses exactos todavía es
    vigente.»"""
    for period in book.periods:
        last: dict[str, Row] = {}
        for row in sorted(book["risk_matrix"], key=lambda row: row["recorded_on"]):
            if row["recorded_on"] <= period:
                last[row["process"]] = row
        for row in last.values():
            if row["in_scope"] == "yes":
                current = bool(row["updated_on"] and a_year_after(row["updated_on"]) >= period)
                yield Fact(period, int(current), 1, {"system": row["systems"]})


def risk_above_appetite_rate(book: Book) -> Iterator[Fact]:
    """SEG-05. «Riesgos cuya última evaluación, a la fecha de corte, da un nivel residual alto o muy alto; entre los
    riesgos vigentes con nivel residual determinado. Un riesgo dado de baja sale desde ese día; si después se evalúa
    de nuevo, vuelve a contar desde esa evaluación.»"""
    for period in book.periods:
        last: dict[str, Row] = {}
        closed: dict[str, date] = {}
        for row in sorted(book["risk"], key=lambda row: row["evaluated_on"]):
            if row["evaluated_on"] <= period:
                last[row["risk"]] = row
                if row["closed_on"] and row["closed_on"] <= period:
                    closed[row["risk"]] = max(row["closed_on"], closed.get(row["risk"], row["closed_on"]))
        for risk, row in last.items():
            if row["residual_level"] and not (risk in closed and closed[risk] >= row["evaluated_on"]):
                yield Fact(period, int(row["residual_level"] in ABOVE_APPETITE), 1, {"system": row["systems"]})


def improvement_effective_rate(book: Book) -> Iterator[Fact]:
    """SEG-03. «Acciones verificadas desde enero hasta la fecha de corte con resultado «eficaz», entre las
    verificadas con resultado en el mismo periodo.»"""
    verified = (
        Fact(
            month_end(row["verified_on"]),
            int(row["effective"] == "yes"),
            1,
            {"system": row["systems"], "unit": row["unit"]},
        )
        for row in book["improvement_action"]
        if row["verified_on"] and row["effective"]
    )
    return year_to_date(verified, book.periods)


def indicator_reported_on_time_rate(book: Book) -> Iterator[Fact]:
    """SEG-01. «Indicadores con fecha límite de reporte en el mes, reportados y validados a más tardar ese día; entre
    todos los que tenían fecha límite en el mes.»"""
    for row in book["indicator_report"]:
        on_time = bool(row["reported_on"] and row["reported_on"] <= row["due_on"])
        yield Fact(month_end(row["due_on"]), int(on_time), 1, {"unit": row["unit"]})
