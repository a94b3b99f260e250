"""Owns what a file holds outside the table of its register, among the cells of its sheets: above, beside and below it,
and in other sheets.

It finds and says where; whether it may be there is `validate.py`'s. Of a reserved register only the headings and the
words of our own template are of the file; of any other, what could hold personal data is kept, and the rest is
nobody's business."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from sig_metrics.catalog.model import Register
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.personal.search import FEW, find, kinds, masked
from sig_metrics.intake.personal.search import likely as personal_hint
from sig_metrics.intake.table.headings import OWN_SHEETS, headings
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.language.text import fold, letter

ABOVE, AROUND = "above", "around"
FIGURE = re.compile(r"[\d.,\s'-]+")
PIECE, OVERLAP = 2_000, 200  # characters of a long text that are looked at together
SEARCHED = 200_000  # characters, of those that may hold something, in which a person is searched
PLACES = 5  # that a problem names
# the heading that tells whose a bare number is
LABEL = re.compile(r"dni|d\.\s?n\.\s?i|identidad|celular|tel[eé]f|whatsapp", re.I)
FILLED = (
    re.escape(words.say("filled_how", rows="\0", load="\1", mark="\2"))
    .replace("\0", r"[\d,]+ filas?")
    .replace("\1", r"(?:\d+|None)")
)


@dataclass(frozen=True)
class Outside:
    """A text outside the table: where it is, in words («la celda K3»), and whether above it or elsewhere."""

    place: str
    text: str
    where: str = AROUND
    row: int | None = None


@dataclass(frozen=True)
class Held:
    """The cells of a sheet that are of the table: its rows and columns, and the row of its headings, all from 0."""

    sheet: str
    rows: frozenset[int]
    columns: frozenset[int]
    header: int


def beside(sheets: list[Sheet], tables: Iterable[Held], register: Register) -> tuple[list[Outside], bool]:
    """(what is outside the table in the sheets that were read, whether all was looked at); of a register that is not
    reserved, only what may be personal."""
    held = {each.sheet: each for each in tables}
    if register.reserved:
        return [
            each
            for sheet in sheets
            if fold(sheet.name) not in OWN_SHEETS
            for each in _foreign(sheet, held.get(sheet.name), register)
        ], True
    several = sum(any(map(any, sheet.grid)) for sheet in sheets) > 1
    return personal([each for sheet in sheets for each in _texts(sheet, held.get(sheet.name), several)])


def personal(found: list[Outside]) -> tuple[list[Outside], bool]:
    """(those in which somebody's data are, whether all were searched): of those that can hold any, up to `SEARCHED`
    characters."""
    pieces = [
        replace(each, text=each.text[at : at + PIECE])
        for each in found
        for at in range(0, max(len(each.text) - OVERLAP, 1), PIECE - OVERLAP)
    ]
    few = sum(len(each.text) for each in pieces) < FEW
    able = pieces if few else [each for each, may in zip(pieces, likely([each.text for each in pieces])) if may]
    texts = list(dict.fromkeys(each.text for each in able))
    within = sum(to <= SEARCHED for to in accumulate(map(len, texts)))
    held = {text for text in texts[:within] if kinds(text)}
    return [each for each in able if each.text in held], within == len(texts)


def likely(texts: list[str]) -> list[bool]:
    """Whether each text can hold personal data: a quick look, before the search."""
    import pyarrow as pa  # whoever reads a table alone does not need it

    return personal_hint(pa.array(texts, pa.string())).to_pylist() if texts else []


def told(found: list[Outside]) -> tuple[list[Problem], list[Problem]]:
    """(a problem for what looks like personal data outside the table, a warning for what looks like a name); never
    the value."""
    kinds: dict[str, None] = {}
    places: dict[str, dict[str, None]] = {"data": {}, "name": {}}
    for each in found:
        here = {finding.kind for finding in find(each.text)}
        kinds |= dict.fromkeys(sorted(here - {"name"}))
        if here:
            places["data" if here - {"name"} else "name"][each.place] = None
    shown = {
        kind: words.listing([*list(held)[:PLACES], *([f"{len(held) - PLACES} más"] if len(held) > PLACES else [])])
        for kind, held in places.items()
    }
    errors = [
        Problem(
            "personal_places",
            words.say(
                "personal_places",
                kinds=words.listing([words.say(f"found_{kind}") for kind in kinds]),
                places=shown["data"],
            ),
        )
    ]
    names = [Problem("personal_places_name", words.say("personal_places_name", places=shown["name"]))]
    return errors * bool(places["data"]), names * bool(places["name"])


def _cells(sheet: Sheet, held: Held | None) -> Iterator[tuple[int, int, str]]:
    """(row, column, text) of the cells that are not of the table."""
    width = max(map(len, sheet.grid), default=0)
    extra = [at for at in range(width) if at not in held.columns] if held else []
    for row, cells in enumerate(sheet.grid):
        if held and row in held.rows:
            if extra:
                yield from ((row, at, cells[at]) for at in extra if at < len(cells) and cells[at])
        elif any(cells):
            yield from ((row, at, text) for at, text in enumerate(cells) if text)


def _foreign(sheet: Sheet, held: Held | None, register: Register) -> Iterator[Outside]:
    """What neither the table nor our template wrote."""
    known = headings(register)
    for row, column, text in _cells(sheet, held):
        above = held is not None and row < held.header
        heading = held is not None and row == held.header and column in held.columns and fold(text) in known
        if not heading and not (above and _of_the_template(text, register)):
            yield Outside("", text, ABOVE if above else AROUND, row + sheet.first_row if held else None)


def _of_the_template(text: str, register: Register) -> bool:
    own = (register.title, register.description, words.say("template_how"))
    filled = FILLED.replace("\2", f"(?:{re.escape(words.say('synthetic_mark'))})?")
    return " ".join(text.split()) in {" ".join(each.split()) for each in own} or re.fullmatch(filled, text) is not None


def _texts(sheet: Sheet, held: Held | None, several: bool) -> Iterator[Outside]:
    """What is written outside the table; a bare number only under, or beside, a word that says whose it is."""
    labels: dict[int, str] = {}
    of = f" de la hoja «{words.short(masked(sheet.name), 40)}»" if several else ""
    last = (-1, "")
    for row, column, text in _cells(sheet, held):
        figure = FIGURE.fullmatch(text)
        if figure:
            label = next(
                (each for each in (labels.get(column, ""), last[1] if last[0] == row else "") if LABEL.search(each)), ""
            )
            text = f"{label}: {text}" if label else ""
        else:
            labels.setdefault(column, text)
            last = (row, text)
        if text:
            yield Outside(f"la celda {letter(column)}{row + sheet.first_row}{of}", text)
