"""Owns what users say: complaints, claims, denunciations and suggestions, alerts, households and their satisfaction."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audit.book import Book, Fact
from audit.calendar import end_of, month_end
from audit.registers import Row

ANSWER = {"claim": "claim_response", "complaint": "complaint_internal", "denunciation": "denunciation_internal"}


@dataclass(frozen=True)
class Clock:
    """One term that a case ran: its kind, its last day, and whether the suspension left it without one.

    `bare` is the last day without suspension; `due`, with it, None while it has no end.
    """

    kind: str
    start: date
    bare: date
    due: date | None
    leaves: date | None


def moved_on(case: Row) -> date | None:
    """The day of a reclassification to another kind: «reclasificarlo a su mismo tipo no reinicia el plazo»."""
    return case["reclassified_on"] if case["reclassified_as"] not in (None, case["kind"]) else None


def clock(
    book: Book, case: Row, term: str, kind: str, start: date, leaves: date | None, known: date | None
) -> Clock | None:
    """The clock of a case from a day; None without term, or where it needs a day that the calendar does not know.

    «La suspensión corre desde el día siguiente» of the observation: made on the last day of the term it suspends
    nothing. «Una subsanación posterior a la respuesta no lo cambia»: a correction after `known` is as if it were not
    recorded. An observation made before a reclassification belonged to the term that it left («desde el día
    siguiente de la reclasificación»)."""
    bare = book.due(term, start, case["ut"])
    if bare is None:
        return None
    observed, corrected = case["observed_on"], case["corrected_on"]
    if observed is None or not start <= observed < bare:
        return Clock(kind, start, bare, bare, leaves)
    if corrected is None or (known and corrected > known):
        return Clock(kind, start, bare, None, leaves)
    due = book.due(term, start, case["ut"], (observed, corrected))
    return Clock(kind, start, bare, due, leaves) if due else None


def answer_clocks(book: Book, case: Row) -> Iterator[Clock]:
    """The clocks of the answer: of the kind it was registered with and, from its reclassification, of the new one.

    None of a new kind for what was already answered, nor for what had lapsed: «si ya había vencido, sigue contando
    como vencido»."""
    moved, answered = moved_on(case), case["answered_on"]
    first = clock(book, case, ANSWER[case["kind"]], case["kind"], case["registered_on"], moved, answered)
    if first:
        yield first
    done = moved and (answered and answered < moved or first and first.due and first.due < moved)
    if moved and not done:
        second = clock(book, case, ANSWER[case["reclassified_as"]], case["reclassified_as"], moved, None, answered)
        if second:
            yield second


def judged(one: Clock, case: Row) -> tuple[date, bool] | None:
    """(the day its term ended, on time), or None if it is not judged.

    «No cuentan los archivados, acumulados o derivados a otra entidad hasta su fecha límite»; «un reclamo
    reclasificado deja de contar desde ese día; si ya había vencido, sigue contando»; «mientras la suspensión no
    tiene fin no hay fecha límite; si se respondió sin que conste la subsanación y ya había pasado el plazo sin
    suspensión, cuenta como fuera de plazo en el mes de la respuesta»."""
    answered, closed, due = case["answered_on"], case["closed_on"], one.due
    as_this_kind = answered if answered and not (one.leaves and one.leaves <= answered) else None
    if as_this_kind and as_this_kind <= (due or one.bare):
        return due or one.bare, True
    if due is None:
        return (as_this_kind, False) if as_this_kind else None
    if any(day and day <= due for day in (closed, one.leaves)):
        return None
    return due, False


def claim_answered_on_time_rate(book: Book) -> Iterator[Fact]:
    """SEG-07. «Reclamos con primera respuesta hasta su fecha límite, entre los reclamos respondidos o vencidos en el
    mes. Cada reclamo cuenta una sola vez: en el mes en que se respondió o en el que venció, lo que ocurrió primero.»"""
    for case in book["qrd"]:
        for one in answer_clocks(book, case):
            verdict = judged(one, case) if one.kind == "claim" else None
            if verdict:
                day, on_time = verdict
                yield Fact(
                    month_end(case["answered_on"] if on_time else day),
                    int(on_time),
                    1,
                    {"unit": case["unit"], "ut": case["ut"], "reason": case["reason"]},
                )


def claim_referred_on_time_rate(book: Book) -> Iterator[Fact]:
    """SEG-08. «Reclamos derivados a la unidad competente, o respondidos directamente, hasta el tercer día hábil…
    entre los reclamos cuyo plazo de derivación terminó en el mes. No cuentan los que hasta ese día se archivaron, se
    derivaron a otra entidad o se reclasificaron a otro tipo. Lo derivado en plazo con una suspensión que no termina
    aún no se juzga; lo derivado después del plazo sin que conste la subsanación cuenta como tarde en el mes en que
    se derivó.»"""
    for case in book["qrd"]:
        verdict = referral(book, case) if case["kind"] == "claim" else None
        if verdict:
            yield Fact(month_end(verdict[0]), int(verdict[1]), 1, {"unit": case["unit"], "ut": case["ut"]})


def referral(book: Book, case: Row) -> tuple[date, bool] | None:
    """(the day on which the referral of a claim is judged, in time), or None. An answer in term leaves nothing to
    wait for."""
    answered = case["answered_on"]
    act = min((day for day in (case["referred_on"], answered) if day), default=None)
    bare = book.due("claim_referral", case["registered_on"], case["ut"])
    one = clock(
        book,
        case,
        "claim_referral",
        "claim",
        case["registered_on"],
        moved_on(case),
        act if act and bare and act > bare else answered,
    )
    if one is None:
        return None
    if one.due:
        day, in_time = one.due, bool(act and act <= one.due)
    elif answered and answered <= bare:
        day, in_time = bare, True
    elif act and act > bare:
        day, in_time = act, False
    else:
        return None
    return None if any(gone and gone <= day for gone in (case["closed_on"], one.leaves)) else (day, in_time)


def request_answered_on_time_rate(book: Book) -> Iterator[Fact]:
    """SEG-09. «Quejas, denuncias que no son de corrupción y sugerencias con respuesta hasta su fecha límite, entre
    aquellas cuyo plazo interno terminó en el mes. Un reclamo reclasificado como queja o denuncia cuenta con el plazo
    de su nuevo tipo, desde el día siguiente de la reclasificación.»"""
    for case in book["qrd"]:
        for one in answer_clocks(book, case):
            verdict = judged(one, case) if one.kind != "claim" else None
            if verdict:
                day, on_time = verdict
                yield Fact(month_end(day), int(on_time), 1, {"unit": case["unit"], "ut": case["ut"], "kind": one.kind})
    for row in book["suggestion"]:
        due = book.due("suggestion_internal", row["received_on"], row["ut"])
        if due:
            on_time = bool(row["answered_on"] and row["answered_on"] <= due)
            yield Fact(month_end(due), int(on_time), 1, {"unit": row["unit"], "ut": row["ut"], "kind": "suggestion"})


def ctvc_alert_answered_on_time_rate(book: Book) -> Iterator[Fact]:
    """SEG-11. «Alertas del CTVC con respuesta hasta su fecha límite, entre aquellas cuyo plazo interno terminó en el
    mes. No cuentan las desestimadas hasta su fecha límite; las desestimadas después siguen como vencidas.»"""
    for row in book["ctvc_alert"]:
        due = book.due("ctvc_alert_internal", row["received_on"], row["ut"])
        if due and not (row["dismissed_on"] and row["dismissed_on"] <= due):
            on_time = bool(row["answered_on"] and row["answered_on"] <= due)
            yield Fact(month_end(due), int(on_time), 1, {"unit": row["unit"], "ut": row["ut"]})


def last_bimester(period: date) -> tuple[int, int]:
    """«El último bimestre terminado hasta el fin de ese mes.»"""
    return (period.year, period.month // 2) if period.month > 1 else (period.year - 1, 6)


def qrd_registered_per_household_rate(book: Book) -> Iterator[Fact]:
    """SEG-10. «Quejas, reclamos y denuncias registrados en el mes, por cada 10,000 hogares afiliados al cierre del
    último bimestre terminado. En un mes y tipo con casos mandan los casos; si solo hay totales, cuentan los totales.
    Los totales mensuales no dicen la Unidad Territorial: por UT, van en «Sin UT». Un mes sin casos ni totales es
    «sin dato». Cuenta el tipo con que se registró el caso, sin reclasificar.» A month that came only as totals is
    whole in «Sin UT»."""
    cases = Counter((month_end(row["registered_on"]), row["kind"], row["ut"]) for row in book["qrd"])
    counted = {(period, kind) for period, kind, _ in cases}
    for row in book["qrd_monthly"]:
        key = (end_of(int(row["year"]), int(row["month"])), row["kind"])
        if key not in counted:
            cases[(*key, None)] += row["quantity"]
    months = {period for period, _, _ in cases}
    with_cases = {period for period, _ in counted}
    for (period, _, ut), count in cases.items():
        yield Fact(period, count, None, {"ut": ut})
    for period in months & set(book.periods):
        for row in book["household"]:
            if (row["year"], row["bimester"]) == last_bimester(period):
                yield Fact(period, 0, row["affiliated"], {"ut": row["ut"] if period in with_cases else None})


def household_satisfied_rate(book: Book) -> Iterator[Fact]:
    """MAN-10. «Suma de factores de expansión de las respuestas 4 y 5 a la pregunta de satisfacción general, entre la
    suma de los factores de las respuestas válidas de la última ola. La ola se fecha en el mes en que terminó el
    campo. No sabe / no responde no es respuesta válida.»"""
    answers = [
        row for row in book["survey_answer"] if row["question"] == "overall_satisfaction" and row["score"] is not None
    ]
    dated = [(end_of(*map(int, row["wave"].split("-"))), row) for row in answers]
    for period in book.periods:
        last = max((wave for wave, _ in dated if wave <= period), default=None)
        for wave, row in dated:
            if wave == last:
                yield Fact(period, row["weight"] if row["score"] >= 4 else 0, row["weight"], {"ut": row["ut"]})
