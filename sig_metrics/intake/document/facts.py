"""Owns what a document says of the plan that it approves: year, version, resolution and day, where it says so of itself.

A resolution cites many others («modificada por…», «déjese sin efecto la…»): only the title that stands alone over
«VISTOS», its place and day, the title of the annex and the table of changes are of this one. What is not there is
left empty, and asked of whoever loads."""

import re

from sig_metrics.intake.annex.identity import PlanHeader, read_fact, read_lines
from sig_metrics.intake.values.dates import parse_day
from sig_metrics.language.text import fold

TITLE = re.compile(
    r"\s*((?:RESOLUCI[OÓ]N|RDE|R\.\s?D\.\s?E\.?)\b[^\d:;,.]{0,70}?N\s*[°º.ro]*\s*\d{1,5}\s*-\s*20\d\d[-/\w.]*)\s*\.?",
    re.I,
)
DATED = re.compile(
    r"\s*[^\W\d][^\d,:;]{2,40},\s*(?:a los\s+)?(\d{1,2}\s+(?:d[ií]as\s+)?(?:de|del)\s+.{4,40}?20\d\d)\s*\.?", re.I
)
SEEN = re.compile(r"\s*(?:vistos?|visto el|considerando)\b", re.I)
CHANGES = re.compile(r"\b(?:control|historial|cuadro) de (?:cambios|versiones)\b")
CHANGE = re.compile(r"(?<![\d/.-])0?(\d{1,2})\s*\|?\s+(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})\b")
FIRST = re.compile(r"\s*(?:versi[oó]n\s*)?0?1\b\W*(?:elaboraci[oó]n|emisi[oó]n|versi[oó]n) inicial", re.I)
LABELLED = re.compile(r"\s*versi[oó]n\s*(?:n[°º]\s*)?:?\s*(\d{1,2})\s*\.?", re.I)
CHANGE_LINES = 80
LABEL_LINES = 60  # at the beginning of the document, in which «Versión: 05» is of the document


def facts(lines: list[str], above: list[str]) -> PlanHeader:
    """`lines`: all the text of the document; `above`: what stands over its table."""
    lines = [" ".join(line.split()) for line in lines if line.strip()]
    seen = next((n for n, line in enumerate(lines) if SEEN.match(line)), 0)
    front = lines[:seen]
    return PlanHeader(_year(above), _version(lines, above), _resolution(front), _day(front))


def _year(above: list[str]) -> str:
    said = read_lines([[line] for line in above])
    years = [text for text in said.labelled["year"] + said.claimed["year"] if read_fact("year", text)[0]]
    return years[0] if len(set(years)) == 1 else ""


def _version(lines: list[str], above: list[str]) -> str:
    said = read_lines([[line] for line in above])
    own = [text for text in said.labelled["version"] + said.claimed["version"] if read_fact("version", text)[0]]
    own += [found[1] for line in lines[:LABEL_LINES] if (found := LABELLED.fullmatch(line))]
    if not own:
        own = _last_change(lines)
    found = {int(read_fact("version", text)[0]) for text in own if read_fact("version", text)[0]}
    return f"{found.pop():02d}" if len(found) == 1 else ""


def _last_change(lines: list[str]) -> list[str]:
    """The last version in the table of changes, when it has all of them from the first, in whatever order."""
    best: set[int] = set()
    for at in (n for n, line in enumerate(lines) if CHANGES.search(fold(line))):
        following = lines[at : at + CHANGE_LINES]
        pairs = [f"{line} {after}" for line, after in zip(following, [*following[1:], ""])]  # a number may be alone
        found = {int(change) for text in pairs for change in CHANGE.findall(text)}
        best = max(best, found | ({1} if any(map(FIRST.match, pairs)) else set()), key=len)
    return [str(len(best))] if best and best == set(range(1, len(best) + 1)) else []


def _resolution(front: list[str]) -> str:
    found = {fold(title[1]): title[1] for line in front if (title := TITLE.fullmatch(line))}
    return next(iter(found.values())) if len(found) == 1 else ""


def _day(front: list[str]) -> str:
    found = {}
    for line in front:
        if (dated := DATED.fullmatch(line)) and (day := parse_day(dated[1])[0]):
            found[day] = dated[1]
    return f"{next(iter(found)):%d/%m/%Y}" if len(found) == 1 else ""
