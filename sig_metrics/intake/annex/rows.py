"""Owns what each row of Anexo 01 is: an activity, a title, or something of the page that is left out and told.

An activity has its number. A title is one text in a row, and stays as a row with nothing but a stage for whoever
knows the stages. Refuses, one sentence a kind, what merged cells make doubtful: an activity in several rows, a bar
over months, a month of two activities."""

from dataclasses import dataclass, field

from sig_metrics.intake.annex.head import FEW, Head
from sig_metrics.intake.annex.words import (
    EXECUTED,
    PROGRAMMED,
    bare,
    block_of,
    is_foot,
    is_note,
    is_signature,
    is_stage_title,
    is_total,
    quantity,
)
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.cleaning import clean, rows_said
from sig_metrics.intake.table.sift import SIGNATURE
from sig_metrics.intake.values.dress import activity
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.language.text import fold

DATA, TITLE, TOTAL, NOTE, HEADING, OUTSIDE, BROKEN, SECTION = (
    "data",
    "title",
    "total",
    "note",
    "heading",
    "outside",
    "broken",
    "section",
)
FOOT = "foot"
TELLS = {
    TOTAL: "rows_total",
    NOTE: "rows_note",
    HEADING: "annex_repeated",
    OUTSIDE: "rows_outside",
    FOOT: "annex_foot",
    EXECUTED: "annex_executed_below",
}
MONTHS = tuple(f"m{month:02d}" for month in range(1, 13))
AMOUNTS = ("target", *MONTHS)
FILLED_WIDTH = 7  # a wider block is a title row, not a cell of a column


@dataclass
class Rows:
    """The rows that remain, {column: text} each with its index in the sheet, and what was left out: {kind: indexes}."""

    kept: list[dict[str, str]] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    titles: set[int] = field(default_factory=set)  # of `at`
    pages: set[int] = field(default_factory=set)  # where a page begins: rows of repeated headings
    left_out: dict[str, list[int]] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)


def read_rows(sheet: Sheet, head: Head) -> Rows:
    """The rows under the headings of one sheet."""
    found = Rows()
    grid = _unmerged(sheet, head, found)
    kinds = {index: _kind(grid[index], head) for index in range(head.start, len(grid)) if any(grid[index])}
    _sections(kinds)
    _signed(head, kinds, grid)
    _feet(sheet, head, kinds, grid)
    section = PROGRAMMED
    for index, kind in kinds.items():
        cells = grid[index]
        if kind == SECTION:
            section = block_of(next(filter(None, cells)))
        elif section != PROGRAMMED:
            found.left_out.setdefault(EXECUTED, []).append(index)
        elif kind in (DATA, TITLE):
            found.kept.append(_row(cells, head, kind))
            found.at.append(index)
            found.titles |= {index} if kind == TITLE else set()
        else:
            found.left_out.setdefault(kind, []).append(index)
    found.pages = set(found.left_out.get(HEADING, []))
    _refuse_broken(sheet, found)
    _stacked(sheet, found)
    _ragged(sheet, head, found)
    return found


def told(sheet: Sheet, found: Rows, grid: list[list[str]]) -> list[Problem]:
    """A warning a kind of what is left out of the rows."""
    said = []
    for kind, code in TELLS.items():
        if indexes := found.left_out.get(kind):
            rows = rows_said(index + sheet.first_row for index in indexes)
            text = words.short(next(filter(None, map(clean, grid[indexes[0]])), ""), 40)
            said.append(Problem(code, words.say(code, rows=rows, text=text), sheet.name, indexes[0] + sheet.first_row))
    return said


def _cell(cells: list[str], head: Head, name: str) -> str:
    index = head.placed.get(name, -1)
    return cells[index] if 0 <= index < len(cells) else ""


def _row(cells: list[str], head: Head, kind: str) -> dict[str, str]:
    if kind == TITLE:
        label = next(text for text in cells if text and not _number(text))
        return {name: "" for name in head.placed} | {"stage": label, **{name: "" for name in AMOUNTS}}
    return {name: _cell(cells, head, name) for name in head.placed}


def _number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "", 1).rstrip(" %").isdecimal()


def _kind(cells: list[str], head: Head) -> str:
    """What a row is, by itself."""
    texts = list(dict.fromkeys(text for text in cells if text))
    named = [text for text in texts if not _number(text) and quantity(text)]
    number, title = _cell(cells, head, "activity"), _cell(cells, head, "title")
    again = sum(head.is_at(name, _cell(cells, head, name)) for name in head.placed)
    if again >= 3 or (again and again == len(texts)) or _counts(cells, head):
        return HEADING
    amounts = any(quantity(_cell(cells, head, name)) for name in AMOUNTS)
    if number and len(texts) > 1 and (activity(number) != number or number.isdecimal() or (title and title != number)):
        return DATA
    if named and is_total(named[0]):
        return TOTAL
    if len(texts) == 1 and is_note(texts[0]):
        return NOTE
    if len(named) == 1:
        if block_of(named[0]) and len(named[0]) > 2 and not amounts:
            return SECTION
        own = _cell(cells, head, "deliverable") or title  # else it is a label, of a stage perhaps, with its subtotals
        return BROKEN if amounts and own and not is_stage_title(named[0]) else TITLE
    if not any(_cell(cells, head, name) for name in head.placed):
        return OUTSIDE
    if is_signature(texts) and not amounts:
        return OUTSIDE
    return DATA if title and (amounts or _cell(cells, head, "deliverable")) else BROKEN


def _counts(cells: list[str], head: Head) -> bool:
    """Whether a row only numbers the columns: «(1) (2) (3) …», «a b c …»."""
    held = [_cell(cells, head, name).strip("() ") for name, _ in sorted(head.placed.items(), key=lambda each: each[1])]
    held = [text for text in held if text]
    if len(held) < 6 or not _cell(cells, head, "title"):
        return False
    if all(map(str.isdecimal, held)):
        return sorted(set(map(int, held))) == list(map(int, held))
    lettered = [text.lower() for text in held]
    return all(len(text) == 1 and text.isalpha() for text in held) and sorted(set(lettered)) == lettered


def _sections(kinds: dict[int, str]) -> None:
    """«EJECUTADO» alone in a row begins another table only when its headings follow; else it is a title as any
    other."""
    order = list(kinds)
    for index, after in zip(order, [*order[1:], None]):
        if kinds[index] == SECTION and kinds.get(after) != HEADING:
            kinds[index] = TITLE


def _signs(cells: list[str], head: Head, kind: str) -> bool:
    """Whether a row is one of signatures; of one that has the texts of an activity, its number tells."""
    return any(SIGNATURE.match(fold(text)) for text in ([_cell(cells, head, "activity")] if kind == DATA else cells))


def _signed(head: Head, kinds: dict[int, str], grid: list[list[str]]) -> None:
    """From the first line of signatures on, if no activity follows it, what has no amounts is of the foot."""
    numbered = max((index for index in kinds if activity(_cell(grid[index], head, "activity")).isdecimal()), default=-1)
    signs = [index for index in kinds if index > numbered and _signs(grid[index], head, kinds[index])]
    for index in kinds if signs else ():
        if index >= signs[0] and not any(_number(_cell(grid[index], head, name)) for name in AMOUNTS):
            kinds[index] = FOOT


def _feet(sheet: Sheet, head: Head, kinds: dict[int, str], grid: list[list[str]]) -> None:
    """What stands under the last activity is not one; nor are the notes and the titles of the page between two
    pages."""
    last = max((index for index, kind in kinds.items() if kind == DATA), default=-1)
    above = {bare(text) for row in sheet.grid[: head.row] for text in map(clean, row) if text}
    below = HEADING
    for index in sorted(kinds, reverse=True):
        texts = [text for text in grid[index] if text]
        if kinds[index] in (TOTAL, NOTE, DATA, HEADING, SECTION):
            below = kinds[index] if kinds[index] != NOTE else below
        elif index > last and not (
            kinds[index] == BROKEN and (_cell(grid[index], head, "deliverable") or _cell(grid[index], head, "title"))
        ):
            kinds[index] = FOOT
        elif (
            below == HEADING
            and not is_stage_title(texts[0])
            and ({bare(text) for text in texts} <= above or is_foot(texts[0]))
        ):
            kinds[index] = FOOT
        else:
            below = kinds[index]


def _unmerged(sheet: Sheet, head: Head, found: Rows) -> list[list[str]]:
    """The clean grid with each merged block of a text column written in all its rows; notes what merged amounts make
    doubtful."""
    grid = [list(map(clean, row)) for row in sheet.grid]
    amounts = {head.placed[name]: name for name in AMOUNTS if name in head.placed}
    number = head.placed.get("activity", -1)
    whole = {(top, bottom) for top, left, bottom, right in sheet.merges if left <= number <= right}
    doubts: dict[str, list[int]] = {}
    for top, left, bottom, right in sheet.merges:
        if top < head.start or top >= len(grid) or left >= len(grid[top]) or not grid[top][left]:
            continue
        covered = [index for index in amounts if left <= index <= right]
        alone = left > number and quantity(grid[top][left]) and _held(grid[top], number)
        if len(covered) > 1 and alone:
            doubts.setdefault("annex_bar", []).append(top)
        elif covered and bottom > top and (top, bottom) not in whole and alone:
            doubts.setdefault("annex_shared", []).extend(range(top, bottom + 1))
        elif (
            not covered
            and not left <= number <= right
            and _held(grid[top], number)
            and sum(left <= at <= right for at in head.placed.values()) > 1
        ):
            doubts.setdefault("annex_across", []).append(top)
        elif not covered and right - left < FILLED_WIDTH:
            _fill(grid, sheet, (top, left, bottom, right))
    _several(sheet, head, grid, whole, doubts)
    for code, indexes in doubts.items():
        rows = rows_said(index + sheet.first_row for index in indexes)
        found.faults.append(Problem(code, words.say(code, rows=rows), sheet.name, min(indexes) + sheet.first_row))
    return grid


def _held(cells: list[str], index: int) -> bool:
    return 0 <= index < len(cells) and bool(cells[index])


def _fill(grid: list[list[str]], sheet: Sheet, block: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = block
    for row in range(top, min(bottom + 1, len(grid))):
        for index in range(left, min(right + 1, len(grid[row]))):
            grid[row][index] = grid[top][left]


def _several(
    sheet: Sheet, head: Head, grid: list[list[str]], whole: set[tuple[int, int]], doubts: dict[str, list[int]]
) -> None:
    """An activity whose number is merged over rows is one if the others hold nothing of their own; they are emptied."""
    for top, bottom in sorted(whole):
        if not head.start <= top < min(bottom, len(grid)) or not _held(grid[top], head.placed["activity"]):
            continue
        inner = range(top + 1, min(bottom + 1, len(grid)))
        if any(quantity(text) for row in inner for text in sheet.grid[row]):
            doubts.setdefault("annex_several", []).extend(range(top, bottom + 1))
        for row in inner:
            grid[row] = [""] * len(grid[row])


def _refuse_broken(sheet: Sheet, found: Rows) -> None:
    """Rows without the number of an activity that hold something of one: they belong to the one above, or lost their
    number."""
    if indexes := found.left_out.pop(BROKEN, []):
        rows = rows_said(index + sheet.first_row for index in indexes)
        found.faults.append(
            Problem(
                "annex_numberless", words.say("annex_numberless", rows=rows), sheet.name, indexes[0] + sheet.first_row
            )
        )


def _stacked(sheet: Sheet, found: Rows) -> None:
    """Headings again and activities that are already above them: another plan in the sheet."""
    numbers = [activity(row.get("activity", "")) for row in found.kept]
    for page in sorted(found.pages):
        above = {number for number, at in zip(numbers, found.at) if number and at < page}
        again = [number for number, at in zip(numbers, found.at) if at > page and number in above]
        if len(again) > 1:
            row = page + sheet.first_row
            said = words.say("annex_stacked", row=row, activities=words.listing([f"«{each}»" for each in again[:FEW]]))
            found.faults = [each for each in found.faults if (each.row or 0) < row]
            found.faults.append(Problem("annex_stacked", said, sheet.name, row))
            return


def _ragged(sheet: Sheet, head: Head, found: Rows) -> None:
    """In a CSV, a row with more cells than the headings has a comma or a quote too many; one with fewer ends in
    empty cells."""
    width = max(len(sheet.grid[head.row]), max(head.placed.values(), default=0) + 1)
    for index in found.at if not sheet.name else ():
        if any(sheet.grid[index][width:]):
            row, wide = index + sheet.first_row, words.count(len(sheet.grid[index]), "celda", "celdas")
            found.faults.append(
                Problem("file_ragged", words.say("file_ragged", row=row, found=wide, expected=width), row=row)
            )
