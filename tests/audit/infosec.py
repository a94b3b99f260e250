"""Owns information security: incidents, vulnerabilities, controls, legal requirements and the digital plan."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from audit.book import Book, Fact
from audit.calendar import a_year_after, month_end
from audit.registers import Row
from audit.terms import in_force


def moment(row: Row, what: str, unknown: int) -> datetime | None:
    """The hour of an event; «sin hora registrada se toma la menos favorable»."""
    day, hour = row[f"{what}_on"], row[f"{what}_hour"]
    return day and datetime.combine(day, time(unknown if hour is None else int(hour)))


def discarded_by(row: Row, period: date) -> bool:
    """«Lo descartado después de su mes sigue contando en él.»"""
    return bool(row["discarded_on"] and row["discarded_on"] <= period)


def security_incident_resolved_rate(book: Book) -> Iterator[Fact]:
    """SEG-14. «Incidentes resueltos hasta su vencimiento, entre los incidentes cuyo plazo de resolución venció en el
    mes. El plazo corre desde el conocimiento y depende de la severidad: crítico 8 h y alto 24 h, corridas; medio 5 y
    bajo 10 días hábiles. Sin hora registrada se toma la menos favorable: las 0 h para empezar y las 23 h para
    terminar.»"""
    for row in book["security_incident"]:
        term = in_force(book["legal_term"], "term", f"incident_sla_{row['severity']}", row["known_on"])
        if term is None:
            continue
        if term["unit"] == "hours":
            limit = moment(row, "known", 0) + timedelta(hours=int(term["quantity"]))
            due, on_time = limit.date(), bool(row["resolved_on"] and moment(row, "resolved", 23) <= limit)
        else:
            due = book.due(term["term"], row["known_on"])
            on_time = bool(due and row["resolved_on"] and row["resolved_on"] <= due)
        if due and not discarded_by(row, month_end(due)):
            yield Fact(month_end(due), int(on_time), 1, {"kind": row["kind"], "severity": row["severity"]})


def security_incident_notified_rate(book: Book) -> Iterator[Fact]:
    """SEG-15. «Incidentes notificados al CNSD y, si afectaron datos personales, también a la ANPD dentro de 48 horas
    de conocidos, entre los incidentes confirmados cuyo plazo de notificación venció en el mes. Si aún no se
    determinó si hubo datos personales, se exige la notificación a la ANPD. El de la ANPD solo obliga desde el
    20/02/2021.»"""
    for row in book["security_incident"]:
        limits = {}
        for authority, term, asked in (
            ("cnsd", "incident_cnsd", True),
            ("anpd", "incident_personal_data", row["personal_data"] != "no"),
        ):
            ruling = in_force(book["legal_term"], "term", term, row["known_on"])
            if ruling and asked:
                limits[authority] = moment(row, "known", 0) + timedelta(hours=int(ruling["quantity"]))
        if not limits or discarded_by(row, month_end(max(limits.values()).date())):
            continue
        told = {authority: moment(row, f"notified_{authority}", 23) for authority in limits}
        on_time = all(told[authority] and told[authority] <= limit for authority, limit in limits.items())
        yield Fact(
            month_end(max(limits.values()).date()), int(on_time), 1, {"kind": row["kind"], "severity": row["severity"]}
        )


def vulnerability_remediated_rate(book: Book) -> Iterator[Fact]:
    """SEG-16. «Vulnerabilidades críticas y altas cerradas hasta su vencimiento, entre las que vencieron en el mes:
    15 días calendario las críticas y 30 las altas, desde su detección. Si el riesgo se aceptó antes de vencer el
    plazo, vence el último día de la aceptación; si se acepta después de vencido no lo mueve. El tipo es la clase de
    componente.»"""
    for row in book["vulnerability"]:
        due = (
            book.due(f"vulnerability_{row['severity']}", row["detected_on"])
            if row["severity"] in ("critical", "high")
            else None
        )
        if due is None:
            continue
        if row["accepted_on"] and row["accepted_until"] and row["accepted_on"] <= due:
            due = row["accepted_until"]
        on_time = bool(row["closed_on"] and row["closed_on"] <= due)
        yield Fact(month_end(due), int(on_time), 1, {"kind": row["component"], "severity": row["severity"]})


def controls(book: Book, period: date) -> Iterator[tuple[Row, Row | None]]:
    """(control of the version in force, its last review up to that day), also one made under an earlier version: «la
    revisión de una versión que aún no rige no cuenta»."""
    ruling = [row for row in book["soa_control"] if row["valid_from"] <= period]
    current = max((row["valid_from"] for row in ruling), default=None)
    for row in ruling:
        if row["valid_from"] == current:
            reviews = [
                one
                for one in ruling
                if one["control"] == row["control"] and one["reviewed_on"] and one["reviewed_on"] <= period
            ]
            yield row, max(reviews, key=lambda one: (one["reviewed_on"], one["valid_from"]), default=None)


def control_reviewed_rate(book: Book) -> Iterator[Fact]:
    """MAN-12. «Controles cuya última revisión tiene 12 meses o menos, de fecha a fecha, a la fecha de corte, entre
    todos los controles de la versión de la SoA vigente ese día, apliquen o no. Vale la revisión hecha bajo una
    versión anterior.»"""
    for period in book.periods:
        for row, review in controls(book, period):
            recent = bool(review and a_year_after(review["reviewed_on"]) >= period)
            yield Fact(period, int(recent), 1, {"unit": row["owner"], "domain": row["domain"]})


def control_implemented_rate(book: Book) -> Iterator[Fact]:
    """SEG-17. «Controles aplicables cuya última revisión, con fecha hasta el corte, los halló implementados, entre
    los controles aplicables de la versión de la SoA vigente ese día. Un control nunca verificado no cuenta como
    implementado.»"""
    for period in book.periods:
        for row, review in controls(book, period):
            if row["applies"] == "yes":
                done = bool(review and review["implementation"] == "implemented")
                yield Fact(period, int(done), 1, {"unit": row["owner"], "domain": row["domain"]})


def legal_requirement_met_rate(book: Book) -> Iterator[Fact]:
    """SEG-18. «Requisitos cuya última evaluación, con fecha hasta el corte, dice «cumple», entre los requisitos del
    SGSI evaluados hasta entonces cuya norma no está suspendida ni derogada ese día. «Parcial» no cumple.»"""
    ids: dict[str, list[Row]] = {}
    for row in book["legal_requirement"]:
        ids.setdefault(row["id"], []).append(row)
    for period in book.periods:
        for rows in ids.values():
            evaluated = [row for row in rows if row["evaluated_on"] and row["evaluated_on"] <= period]
            if not evaluated:
                continue
            last = max(evaluated, key=lambda row: (row["evaluated_on"], row["round"]))
            # «el que dice la última ronda que lo tenía ya ese día: desde su fecha o, … el día de su evaluación»
            since = [(row["round"], row["norm_state_on"] or row["evaluated_on"], row["norm_state"]) for row in rows]
            told = [each for each in since if each[1] and each[1] <= period]
            state = max(told)[2] if told else ""
            if "SGSI" in last["system"] and state not in ("suspended", "repealed"):
                yield Fact(period, int(last["evaluation"] == "meets"), 1, {"unit": last["unit"]})


def digital_plan_progress_rate(book: Book) -> Iterator[Fact]:
    """SEG-19. «Suma del avance real de cada proyecto por su peso, entre la suma del avance programado por su peso,
    al último mes informado. Si un proyecto no informó ese mes, vale su último avance informado contra lo programado
    al último mes que tiene fila. El proyecto que nunca informó avance queda fuera de ambas partes.»"""
    projects: dict[str, list[Row]] = {}
    for row in sorted(book["digital_project"], key=lambda row: (row["year"], row["month"])):
        projects.setdefault(row["project"], []).append(row)
    for period in book.periods:
        for rows in projects.values():
            until = [row for row in rows if (row["year"], row["month"]) <= (period.year, period.month)]
            told = [row for row in until if row["actual_progress"] is not None]
            if told:
                last = until[-1]
                share = last["weight"] / 100
                yield Fact(
                    period,
                    told[-1]["actual_progress"] * share,
                    last["planned_progress"] * share,
                    {"unit": last["unit"]},
                )
