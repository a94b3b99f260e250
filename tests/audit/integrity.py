"""Owns integrity: business associates, the integrity model, and the protected counts of corruption complaints."""

from collections.abc import Iterator
from datetime import date

from audit.book import Book, Fact
from audit.registers import Row

COMPONENTS = 9
SMALLEST = 10
ORDER = {"first": 1, "second": 2}


def associate_due_diligence_rate(book: Book) -> Iterator[Fact]:
    """MAN-03. «Socios de negocio con relación vigente el último día del mes, riesgo de soborno medio o alto y una
    debida diligencia ya hecha cuya vigencia alcanza ese día, entre los socios con relación vigente y riesgo medio o
    alto. El día de vencimiento todavía cuenta como vigente.»"""
    for period in book.periods:
        held = {
            row["associate"] for row in book["due_diligence"] if row["due_diligence_on"] <= period <= row["valid_until"]
        }
        for row in book["business_associate"]:
            related = row["related_from"] <= period and not (row["related_until"] and row["related_until"] < period)
            if related and row["bribery_risk"] in ("medium", "high"):
                yield Fact(
                    period, int(row["associate"] in held), 1, {"kind": row["kind"], "severity": row["bribery_risk"]}
                )


def integrity_capacity_rate(book: Book) -> Iterator[Fact]:
    """MAN-11. «Puntaje obtenido en los nueve componentes del modelo de integridad, entre el puntaje máximo de la
    etapa, en la última evaluación completa (los nueve componentes con puntaje).»"""
    scored: dict[date, list[Row]] = {}
    for row in book["integrity_component"]:
        if row["score"] is not None:
            scored.setdefault(row["period_end"], []).append(row)
    whole = [day for day, rows in scored.items() if len(rows) == COMPONENTS]
    for period in book.periods:
        last = max((day for day in whole if day <= period), default=None)
        for row in scored.get(last, []):
            yield Fact(period, row["score"], row["maximum"], {"domain": row["component"]})


def published(book: Book, period: date, categories: tuple[str, ...]) -> list[Row]:
    """The clock cells of the last published semester: «un semestre cuenta desde el mes en que se publicó»."""
    cells = [
        row
        for row in book["corruption_status"]
        if row["tabulation"] == "by_clock"
        and row["category"] in categories
        and row["semester"] in ORDER
        and row["released_on"] <= period
    ]
    last = max(((row["year"], ORDER[row["semester"]]) for row in cells), default=None)
    return [row for row in cells if (row["year"], ORDER[row["semester"]]) == last]


def protected(book: Book, categories: tuple[str, ...]) -> Iterator[Fact]:
    """«Si «<5» oculta alguno de los conteos, o un denominador es menor que 10, queda «sin dato».»"""
    for period in book.periods:
        cells = published(book, period, categories)
        shown = [text for row in cells for text in (row["within_shown"], row["due_shown"])]
        if len(cells) == len(categories) and all(text and text.isdigit() for text in shown):
            if all(int(row["due_shown"]) >= SMALLEST for row in cells):
                yield Fact(
                    period, sum(int(row["within_shown"]) for row in cells), sum(int(row["due_shown"]) for row in cells)
                )


def corruption_verified_rate(book: Book) -> Iterator[Fact]:
    """SEG-12. «Denuncias cuyos requisitos se verificaron dentro de 2 días hábiles, entre las denuncias con ese plazo
    ya vencido. Total nacional del último semestre publicado, con ambos conteos protegidos.»"""
    return protected(book, ("verify",))


def corruption_protection_rate(book: Book) -> Iterator[Fact]:
    """SEG-13. «Plazos cumplidos de las solicitudes de protección (notificación en 7 días hábiles y otorgamiento o
    denegación en 15), entre los plazos ya vencidos. Cada solicitud aporta hasta dos plazos.»"""
    return protected(book, ("notify", "grant"))
