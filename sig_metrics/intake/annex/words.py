"""Owns how the words of Anexo 01 are dressed: headings with footnote marks, months in every shape, «2 informes»,
«Etapa II».

A text becomes the plain word that it dresses, or stays as it was written for the judge to refuse; nothing is guessed.
"""

import re
from calendar import monthrange
from collections.abc import Callable

from sig_metrics.intake.values.dates import month_number, month_of, parse_day
from sig_metrics.language.text import fold

DASHES = re.compile(r"[-‐-―−_]+")
MARK = re.compile(r"\s*(?:\(\s*(?:\d{1,2}|\*+)\s*\)|[⁰¹²³⁴-⁹*]+|(?<=\D)\d{1,2})\s*$")
PLURAL = re.compile(r"\((?:e?s|a|as|os)\)", re.I)
INITIALS = tuple("efmamjjasond")
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
AGAIN = re.compile(r"\s*\(?\s*continuaci[oó]n\s*\)?\s*$|\s*\(\s*cont\.?\s*\)\s*$", re.I)
NUMBERED = re.compile(r"(?:mes|m)?\s*0?(\d{1,2})")
PROGRAMMED, EXECUTED, OTHER = "programmed", "executed", "other"
BLOCK = re.compile(
    r"(?:(?:cronograma|programacion|meses|mes|avance|metas?|entregables?)(?: de)?(?: lo)?\s+)?"
    r"(?:(?P<programmed>programad[oa]s?|programacion|prog|planificad[oa]s?|previst[oa]s?|p)"
    r"|(?P<executed>ejecutad[oa]s?|ejecucion|ejec|logrados?|realizad[oa]s?|cumplid[oa]s?|avance|e)"
    r"|(?P<other>reprogramad[oa]s?|reprogramacion|modificad[oa]s?|r))(?:\s+(?:mensual|20\d\d))*"
)
NO_TARGET = re.compile(r"n[o°]\s*aplica|n\.?\s*/?\s*a\.?")  # «no » is «n°» once folded
BLANK = re.compile(r"[-‐-―−_./]+|n[o°]\.?", re.I)  # in a month, that there is nothing
COUNTED = (
    re.compile(r"(\d{1,3})\s*\(\s*[^\W\d]+\s*\)"),
    re.compile(r"[^\W\d]+\s*\(\s*(\d{1,3})\s*\)"),
    re.compile(r"(\d{1,3})\s+[^\W\d][^\d]*"),
)
NUMERAL = re.compile(r"(?:[ivx]{1,4}|\d{1,2}|[a-c])\s*(?:[.:)°]|-|\s)[\s.:)°-]*", re.I)
TOTALS = re.compile(r"(?:sub\s*-?\s*)?total(?:es)?\b|suma\b|[σς∑]")
NOTES = ("fuente", "nota", "notas", "elaboracion", "elaborado", "elaborado por", "leyenda")
FOOT = re.compile(r"\(?\s*(?:\d{1,2}|[*]+|[⁰¹²³⁴-⁹]+)\s*[).:/]*\s*\S|(?:pagina|pag)\b|\d+\s*(?:/|de)\s*\d+$")
SIGNED = re.compile(r"\b(?:elaborado|revisado|aprobado|visado|firma|v\s*°?\s*b\s*°?|vigencia)\b")


def bare(text: str) -> str:
    """A heading without case, accents, spaces, points nor optional plurals: «Unidad(es)⏎responsable(s)» →
    «unidadresponsable»."""
    text = re.sub(r"-\n\s*", "", PLURAL.sub("", text))
    return re.sub(r"[\s.,:;/_-]+", "", fold(text))


def unmarked(text: str) -> str:
    """A text without the marks of footnotes at its end: «Meta física (4)», «Meta física⁴», «Meta física4» → «Meta
    física»."""
    while (found := MARK.sub("", text)) != text:
        text = found
    return text.strip()


def dashed(text: str) -> str:
    """A text with one kind of dash and of spaces."""
    return " ".join(DASHES.sub("-", text).split())


def upright(text: str) -> str:
    """A text written downwards, a letter a line, as a word: «E⏎N⏎E» → «ENE»."""
    letters = text.split()
    return "".join(letters) if len(letters) > 2 and all(len(each) == 1 for each in letters) else text


def month_at(text: str) -> tuple[int, int]:
    """(year or 0, month) of a heading that names a month, as a word, «ene-21» or a whole date; (0, 0) when it names
    none."""
    text = re.sub(r"['´’`]\s*", "-", dashed(upright(text)))
    if month := month_number(text) or month_number(unmarked(text)):
        return 0, month
    if found := month_of(text):
        return found
    day, _ = parse_day(text) if len(text) > 4 else (None, "")
    if day is None:
        return 0, 0
    # «ene-21» that Excel took for the 21st of January has no year
    edge = day.day in (1, monthrange(day.year, day.month)[1])
    return (day.year if edge else 0), day.month


def in_order(row: list[str]) -> list[list[int]]:
    """The columns of each run of twelve months written as initials or numbers, in their order; other headings may
    stand between."""
    plain = [fold(text) for text in row]
    shapes = (plain, plain, [found[1] if (found := NUMBERED.fullmatch(fold(text))) else "" for text in row])
    for texts, wanted in zip(shapes, (INITIALS, ROMANS, tuple(map(str, range(1, 13))))):
        runs, run = [], []
        for index, text in enumerate(texts):
            if text == wanted[len(run)]:
                run.append(index)
            elif text in wanted:
                run = [index] if text == wanted[0] else []
            if len(run) == 12:
                runs.append(run)
                run = []
        if runs:
            return runs
    return []


def block_of(text: str) -> str:
    """Which block of months a heading names: programmed, executed, other; «» when it names none."""
    found = BLOCK.fullmatch(re.sub(r"[().:\s]+", " ", fold(text)).strip())
    return found.lastgroup if found else ""


def quantity(text: str) -> str:
    """The text of a month: one of dashes or points alone, «No» or «No aplica», is empty."""
    if not text or text.isdecimal():
        return text
    plain = " ".join(text.split())
    return "" if BLANK.fullmatch(plain.replace(" ", "")) or NO_TARGET.fullmatch(unmarked(fold(plain))) else text


def target(text: str) -> str:
    """«2 informes», «02 (dos)» → the number; «No aplica (5)» → «No aplica». The sum of the months judges the number."""
    plain = fold(" ".join(text.split()))
    if DASHES.fullmatch(plain):
        return "-"
    if NO_TARGET.fullmatch(unmarked(plain)):
        return "No aplica"
    plain = re.sub(r"\s*[⁰¹²³⁴-⁹]+$", "", plain)
    return next((found[1] for shape in COUNTED if (found := shape.fullmatch(plain))), text)


def stage_readings(text: str) -> list[str]:
    """What may be the name of a stage in «ETAPA III - Mejora», «II) Seguimiento», «Etapa de Mejora5»; the text
    itself first."""
    plain = AGAIN.sub("", dashed(text))
    found = [plain]
    plain = re.sub(r"^etapas?\b[\s.:-]*", "", plain, flags=re.I)
    found += [plain, NUMERAL.sub("", plain, count=1) if NUMERAL.match(plain) else plain]
    found += [re.sub(r"^(?:del?|la)\s+", "", each, flags=re.I) for each in found[1:]]
    return list(dict.fromkeys(each.strip(' .:;-"«»') for one in found for each in (one, unmarked(one))))


def is_stage_title(text: str) -> bool:
    return bool(re.match(r"etapas?\b", fold(text)))


def is_total(text: str) -> bool:
    return bool(TOTALS.match(fold(text)))


def is_note(text: str) -> bool:
    """«Fuente: UPPM», «(*) Según necesidad»: what is a note wherever it stands."""
    return fold(text.partition(":")[0]) in NOTES or text.lstrip(" (").startswith("*")


def is_foot(text: str) -> bool:
    """«4 Anual», «Página 1 de 3»: what may stand under a page."""
    return is_note(text) or bool(FOOT.match(fold(text)))


def is_signature(texts: list[str]) -> bool:
    return any(SIGNED.search(fold(text)) for text in texts)


def units_readings(text: str, find: Callable[[str], str | None]) -> str:
    """The codes of «UPPM - URH», «UCI y CT», «UTI e URH» with bars between them, when `find` knows each; else the
    text as it was."""
    if not text or find(text):
        return text
    found: list[str | None] = []
    for part in re.split(r"\s*[/;|+·&\n]\s*|\s+-\s*|\s*-\s+", re.sub(r"[‐-―−]", "-", text)):
        whole = find(part)
        found += [whole] if whole else [find(piece) for piece in re.split(r"\s*[,-]\s*|\s+[ye]\s+", part) if piece]
    return "/".join(dict.fromkeys(found)) if found and None not in found else text
