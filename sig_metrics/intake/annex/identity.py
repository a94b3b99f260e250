"""Owns what identifies a plan: its year, its version, the resolution that approves it and the day, as a book says them
over its table.

A fact is read whole or refused with what was read: «2021-05» is no version, «2.1» neither. What a label says («Año:
2021») and what a title claims must agree; what is only cited («que deja sin efecto el plan del año 2020») counts for
nothing. Two sayings that differ are refused, also when one is of the book and the other of whoever loads it."""

import re
from dataclasses import dataclass, field
from datetime import date

from sig_metrics.intake.annex.words import dashed, month_at
from sig_metrics.intake.values.dates import MONTHS, month_said, parse_day
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.language.text import fold

FACTS = {
    "year": "annex_year",
    "version": "annex_version",
    "resolution": "annex_resolution",
    "approved_on": "annex_approved",
}
LABELS = {
    "year": (
        "año",
        "año del plan",
        "año fiscal",
        "ejercicio",
        "ejercicio fiscal",
        "año de ejecucion",
        "periodo",
        "periodo del plan",
    ),
    "version": ("version", "version del plan", "version n°", "n° de version", "numero de version", "ver"),
    "resolution": (
        "resolucion",
        "resolucion que aprueba",
        "resolucion que aprueba el plan",
        "resolucion de aprobacion",
        "resolucion aprobatoria",
        "rde",
        "rde n°",
        "aprobado por",
        "aprobado con",
        "aprobado mediante",
        "n° de resolucion",
        "resolucion n°",
    ),
    "approved_on": (
        "fecha de aprobacion",
        "aprobado el",
        "fecha de la resolucion",
        "fecha de resolucion",
        "fecha de aprobacion del plan",
    ),
}
KNOWN = {fold(label): name for name, labels in LABELS.items() for label in labels}
# on folded texts, in which «año» is «ano»
PERIOD = re.compile(
    r"(?:(?:de )?enero (?:al? |- ?)(?:31 de )?diciembre(?: del?)?(?: ano)? )?(?:ano )?(?:fiscal )?(20\d\d)"
)
VERSION = re.compile(r"(?:(?:version|ver|v)\s*[.:]?\s*)?(?:n°\s*)?(\d{1,2})|v\.?\s*(\d{1,2})\s*-\s*(20\d\d)")
ORDINALS = {
    word: n
    for n, pair in enumerate(
        (
            ("primera",),
            ("segunda",),
            ("tercera",),
            ("cuarta",),
            ("quinta",),
            ("sexta",),
            ("septima", "setima"),
            ("octava",),
            ("novena",),
            ("decima",),
        ),
        1,
    )
    for word in pair
}
CITED = re.compile(
    r"\b(?:deja(?:ndo|r|n)? sin efecto|modific\w+|derog\w+|reemplaz\w+|sustituy\w+|anterior\w*|en el marco|de acuerdo|segun"
    r"|conforme)\b"
)
ENDED = re.compile(r"\b(?:queda\w* sin efecto|fue \w+ad[oa])\b")
CLAIMED_YEAR = re.compile(
    r"\bano(?: fiscal)?\s*:?\s*(20\d\d)\b(?![-/.]\d)|\b(?:plan|cronograma|programacion)\b[^;|]*?\b(20\d\d)\b(?![-/.]\d)"
    r"|\bv\.?\s*\d{1,2}\s*-\s*(20\d\d)\b"
)
NUMBERS = re.compile(
    r"\bn°\s*\S+|\b\d{1,4}-20\d\d(?=[-/])\S*|\b20\d\d\s*(?:-|al?)\s*20\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    rf"|\b(?:{'|'.join(MONTHS)}) (?:del? )?(?:ano )?20\d\d\b"
)
CLAIMED_VERSION = re.compile(
    r"\bversion\s*:?\s*(?:n°\s*)?(\d{1,2})\b(?![-/.,]\d)|(?:^|[\s(])v\.?\s*(\d{2})\b(?![/.,]\d)"
)
APPROVAL = re.compile(
    r"(?:aprobad[oa]s?\s+(?:por|con|mediante|según|a través de)\s+(?:la\s+)?)?"
    r"((?:RDE|R\.\s?D\.\s?E\.?|RD|RM|Resolución[^\d:;]{0,60}?)\s*N[°º.ro]*\s*\d.*)",
    re.I,
)
TAIL = re.compile(
    r",?\s+(?:de fecha|de|del)\s+(\d{1,2}(?:[/.-]\d{1,2}[/.-]|\s+de\s+[^\W\d]+\s+(?:del?\s+)?)(?:año\s+)?\d{4})\s*[).]*$",
    re.I,
)
PLACE = re.compile(r"^[^\W\d]+,\s*")
# a cell may say several facts: «Año: 2021 – Versión: 05»
PIECES = re.compile(
    r"\n|\t|\s{3,}|\s*[|;]\s*|[\s,.–—-]+(?=(?:año|versi[oó]n|resoluci[oó]n|fecha|per[ií]odo|aprobado)\b[^:\n]{0,25}:)",
    re.I,
)
YEARS = range(2015, 2101)  # as the register of versions


@dataclass(frozen=True)
class PlanHeader:
    """What identifies a plan version, as whoever loads it says; what is empty is read over the table."""

    year: str = ""
    version: str = ""
    resolution: str = ""
    approved_on: str = ""


@dataclass
class Said:
    """What a book says of each fact: texts behind a label, and claims of its titles."""

    labelled: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FACTS})
    claimed: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FACTS})


def identify(lines: list[list[str]], months: list[str], given: PlanHeader, sheet: str) -> tuple[dict, list[Problem]]:
    """({year, version, resolution, approved_on}, []) or what is missing, unreadable or in disagreement; `months`:
    their headings."""
    said = read_lines(lines)
    said.claimed["year"] += [str(year) for text in months if (year := month_at(text)[0])]
    said.claimed["year"] += [
        found[3] for text in said.labelled["version"] if (found := VERSION.fullmatch(_plain(text))) and found[3]
    ]
    _take_tail(said)
    found, problems = {}, []
    for name in FACTS:
        value, fault = _fact(name, said, getattr(given, name).strip())
        if fault:
            problems.append(Problem(fault.code, fault.message, sheet, value=fault.value))
        found[name] = value
    year, day = found["year"], found["approved_on"]
    if year and day and abs(day.year - year) > 1:
        said = words.say("annex_approved_far", day=words.day(day), year=year)
        problems.append(Problem("annex_approved", said, sheet, value=words.day(day)))
    return found, problems


def read_lines(lines: list[list[str]]) -> Said:
    """What the lines over a table say."""
    said = Said()
    for row, cells in enumerate(lines):
        for index, cell in enumerate(cells):
            for piece in PIECES.split(cell):
                if piece.strip() and not _labelled(piece.strip(), lines, row, index, said):
                    _claimed(piece, said)
    return said


def _labelled(piece: str, lines: list[list[str]], row: int, index: int, said: Said) -> bool:
    """Notes what a label says: behind its colon, in the next cell, or under it in a table; whether the piece is a
    label."""
    label, colon, value = piece.partition(":")
    name = KNOWN.get(fold(label))
    if name and value.strip():
        said.labelled[name].append(value.strip())
        return True
    if name is None:
        name, value = _without_colon(piece)
        if name:
            said.labelled[name].append(value)
        return bool(name)
    beside = next((text for text in lines[row][index + 1 :] if text), "")
    under = [lines[n][index] if n < len(lines) and index < len(lines[n]) else "" for n in (row + 1, row + 2)]
    if beside and fold(beside.partition(":")[0]) not in KNOWN and (colon or read_fact(name, beside)[0] is not None):
        said.labelled[name].append(beside)
    elif under[0] and read_fact(name, under[0])[0] is not None and read_fact(name, under[1])[0] is None and not colon:
        said.labelled[name].append(under[0])
    elif beside and fold(beside.partition(":")[0]) not in KNOWN and not under[0]:
        said.labelled[name].append(beside)
    return True


def _without_colon(piece: str) -> tuple[str, str]:
    """«Versión 05», «Año 2021», «Periodo 2021»: (fact, text) when the piece is a label and its value; ("", "")
    otherwise."""
    first, _, rest = piece.partition(" ")
    name = KNOWN.get(fold(first), "")
    if name in ("year", "version") and re.match(r"(?:n[°º]\s*)?[\dv]", rest.strip(), re.I) and len(rest.split()) <= 2:
        return name, rest.strip()
    return "", ""


def _claimed(piece: str, said: Said) -> None:
    """Notes what a title claims; what it only cites is left."""
    plain = _plain(piece)
    if ENDED.search(plain):
        return
    if found := CITED.search(plain):
        plain, piece = plain[: found.start()], piece[: found.start()]
    said.claimed["year"] += [
        next(filter(None, groups)) for groups in CLAIMED_YEAR.findall(NUMBERS.sub(" ", plain)) if any(groups)
    ]
    said.claimed["version"] += [next(filter(None, groups)) for groups in CLAIMED_VERSION.findall(plain) if any(groups)]
    if found := APPROVAL.fullmatch(piece.strip()):
        said.claimed["resolution"].append(found[1].strip())


def _take_tail(said: Said) -> None:
    """«RDE N° 151-2021 del 30.09.2021», when nothing else says the day of approval: the resolution and its day."""
    for held in (said.labelled, said.claimed):
        for n, text in enumerate(held["resolution"]):
            if (found := TAIL.search(text)) and not said.labelled["approved_on"]:
                said.claimed["approved_on"].append(found[1])
                held["resolution"][n] = text[: found.start()].strip(" ,(")


def _plain(text: str) -> str:
    return fold(dashed(text))


def read_fact(name: str, text: str) -> tuple[object, str]:
    """(value, "") of the whole text of a fact, or (None, code of what is wrong with it)."""
    plain = _plain(text)
    if name == "year":
        found = PERIOD.fullmatch(plain)
        return (int(found[1]), "") if found and int(found[1]) in YEARS else (None, "annex_year_read")
    if name == "version":
        number = ORDINALS.get(re.sub(r"\s*version$", "", plain), 0)
        found = VERSION.fullmatch(plain)
        number = number or (int(found[1] or found[2]) if found else 0)
        return (f"{number:02d}", "") if number else (None, "annex_version_read")
    if name == "approved_on":
        value, code = parse_day(PLACE.sub("", text.strip(" .")))
        return (value, "") if value else (None, code)
    return (text, "") if re.search(r"\w", text) else (None, "annex_resolution")


def _same(value: object) -> object:
    return re.sub(r"[\W_]+", "", fold(value)) if isinstance(value, str) else value


def _distinct(values: list) -> list:
    return list({_same(value): value for value in reversed(values)}.values())[::-1]


def _fact(name: str, said: Said, given: str) -> tuple[object, Problem | None]:
    """(value, None) of a fact, or (None, what is wrong)."""
    own, fault = read_fact(name, given) if given else (None, "")
    if fault:
        return None, _unread(name, given, fault)
    labelled = [(text, *read_fact(name, text)) for text in said.labelled[name]]
    claimed = [value for text in said.claimed[name] if (value := read_fact(name, text)[0]) is not None]
    unread = [(text, code) for text, value, code in labelled if value is None]
    read = _distinct([value for _, value, _ in labelled if value is not None])
    if unread and not (name == "year" and read):
        return (None, _disagree(name, unread[0][0], given)) if given else (None, _unread(name, *unread[0]))
    values = _distinct([*read, *claimed]) if name in ("year", "version") else read or _distinct(claimed)
    if own is not None and (other := [value for value in values if _same(value) != _same(own)]):
        if len(other) == len(values):
            return None, _disagree(name, _shown(other[0]), _shown(own))
        values = values if read else [own]  # whoever loads it chooses among what the titles only claim
    elif own is not None:
        return own, None
    if len(values) > 1:
        listed = words.listing([f"«{_shown(value)}»" for value in values])
        return None, Problem("annex_two", words.say(f"annex_two_{name}", values=listed), value=words.short(listed, 60))
    return (values[0], None) if values else (None, Problem(FACTS[name], words.say(FACTS[name])))


def _shown(value: object) -> str:
    return words.day(value) if isinstance(value, date) else words.short(str(value), 60)


def _unread(name: str, text: str, code: str) -> Problem:
    """A text that was read and is not the fact; a day has the sentences of every date."""
    shown = words.short(text, 60)
    if name != "approved_on":
        return Problem(code, words.say(code, value=shown), value=shown)
    month = month_said(text) if code == "not_date.day_first" else ""
    message = words.say(code.replace(".", "_"), value=shown, month=month)
    return Problem("annex_approved", words.say("annex_day", fault=message), value=shown)


def _disagree(name: str, book: str, given: str) -> Problem:
    shown = words.short(given, 60)
    return Problem(
        "annex_disagree", words.say(f"annex_disagree_{name}", book=words.short(book, 60), given=shown), value=shown
    )
