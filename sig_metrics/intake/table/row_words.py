"""Owns the words by which a row under the headings says what it is: a total, a note, a signature, an example, or the
number of each column. Whether its words or its data decide is `sift.py`'s."""

import re

from sig_metrics.language.text import fold

SHORT = 200  # characters in which a row says what it is
TOTAL = re.compile(
    r"(sub ?-? ?total|gran total|total)(es)?\b|(suma|promedios?|σ|ς|∑)( (total|general|mensual|anual))?$"
)
TOTAL_ALONE = re.compile(
    r"(sub ?-? ?total|gran total|total)(es)?( general(es)?| acumulado| anual| mensual)?\W*[\d.,]*$|(suma|promedios?|σ|ς|∑)$"
)
# beside amounts it may also be among other words: «Subtotal UPPM», «Presupuesto total», «% de ejecución»
TOTAL_AMONG = re.compile(
    r"(sub ?-? ?total|gran total|total|acumulad[oa]|suma)(e?s)?\b|.*\b(sub ?-? ?)?total(es)?( s/)?$|%|porcentaje\b"
)
LETTERED = re.compile(r"\w(?: \w){3,}\W*")  # «t o t a l»
LABEL = re.compile(
    r"(fuentes?|notas?|elaboracion|elaborado|leyenda|observacion(es)?|aclaracion(es)?|importante|datos al|informacion al|cifras|corte)\b"
)
MARK = re.compile(r"\*|\(\*+\)|[¹²³⁴-⁹]|[(\[]?\d{1,2}[)\]/](?!\d)|\d{1,2}[.\-]? [A-ZÁÉÍÓÚÑ¿¡«“(]")
SIGNATURE = re.compile(
    r"(elaborado|revisado|aprobado|validado|consolidado|preparado|firmado) por\b|v ?\.? ?[°º]? ?b ?\.? ?[°º]$|vo\.? ?bo|visto bueno|firmas?\b|[_\-–—.… ]{5,}$"
)
PAGE = re.compile(r"pag(ina|\.)? *(n° *)?\d+( *(de|/) *\d+)?$")
EXAMPLE = re.compile(r"(\w+ de )?ejemplos?\b.*|(anulad|eliminad|cancelad)[oa]s?")
NUMBERED = re.compile(r"[(\[]?(\d{1,2}|[a-z])[)\].]?")
TYPE = re.compile(
    r"(texto|fecha|numero|entero|decimal|lista|codigo|alfanumerico|text|date|number|int|integer|numeric|n?varchar|char|string|float|bit)( ?\([\d,]+\))?"
)
RULE = re.compile(r"[-–—=:]+")
MARKS = re.compile("|".join(each.pattern for each in (TYPE, NUMBERED, RULE)))
MARKED = 20  # characters of a cell that numbers its column, or says its type
FEWEST = 3  # columns of which a row may tell the numbers
PROSE_WORDS = 3


def is_total(text: str, among: bool) -> bool:
    """Whether a text of the key is that of a total; `among`: also with other words."""
    folded = fold(text[:SHORT])
    if LETTERED.fullmatch(folded):
        folded = folded.replace(" ", "")
    return bool(TOTAL_ALONE.match(folded) or among and TOTAL_AMONG.match(folded))


def is_example(text: str) -> bool:
    """«Ejemplo: …», «Texto de ejemplo», «(anulado)», where a code goes."""
    return bool(EXAMPLE.fullmatch(fold(text).strip("()[]«» .:")))


def begins_columns(text: str) -> bool:
    """Whether the first cell of a row lets it be `is_of_columns`; of nearly no row of data need the others be looked at."""
    return len(text) < MARKED and MARKS.fullmatch(fold(text)) is not None


def is_of_columns(texts: list[str]) -> bool:
    """Whether the cells of a row number the columns («1 2 3», «(1) (2) (3)», «a b c»), say their types, or underline
    their headings."""
    if len(texts) < FEWEST:
        return False
    if RULE.fullmatch(texts[0]):
        return max(map(len, texts)) > 1 and all(map(RULE.fullmatch, texts))
    first = fold(texts[0])
    form = TYPE if TYPE.fullmatch(first) else NUMBERED
    found = [form.fullmatch(fold(text)) for text in texts] if form.fullmatch(first) else []
    if form is TYPE or not all(found) or not found:
        return form is TYPE and all(found)
    marks = [int(each[1]) if each[1].isdecimal() else ord(each[1]) - ord("a") + 1 for each in found]
    alike = len({each[1].isdecimal() for each in found}) == 1
    return alike and marks[0] < FEWEST and marks == [*range(marks[0], marks[0] + len(marks))]


def noted(text: str) -> bool:
    """«Fuente: UPPM», «(*) cifras preliminares», «1/ Incluye…», when it is alone in its row."""
    label = LABEL.match(fold(text))
    return bool(
        label
        and (":" in text or label.end() == len(fold(text)) or len(text.split()) >= PROSE_WORDS)
        or MARK.match(text)
        and " " in text
    )


def prose(text: str) -> bool:
    """Whether a text is a sentence, or the beginning of one."""
    return len(text.split()) >= PROSE_WORDS or " " in text and text.endswith((".", ":"))
