"""Owns which rows under the headings are data: totals, notes, signatures and headings that repeat are not, and each is
told.

A row that has every datum its register needs is always data, whatever its words. What lacks most of them and is
nothing known, or stands for an example, is refused in one sentence, never dropped."""

import re
from dataclasses import dataclass, field
from itertools import islice

from sig_metrics.catalog.model import Column, Register
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.below import another, explaining, top
from sig_metrics.intake.table.cleaning import rows_said
from sig_metrics.intake.table.headings import Match, headings
from sig_metrics.intake.table.row_words import (
    LABEL,
    MARK,
    PAGE,
    SHORT,
    SIGNATURE,
    TOTAL,
    TOTAL_ALONE,
    begins_columns,
    is_example,
    is_of_columns,
    is_total,
    noted,
    prose,
)
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.language.text import fold

LEFT_OUT = ("rows_heading", "rows_total", "rows_note", "rows_signature", "rows_outside")
KEPT = {"full_total": "rows_total_kept", "example": "rows_example"}  # that are read, and what is told of them
SPARSE = 2  # rows without what stands above them, and columns, that are told together


@dataclass
class Sifted:
    """The indexes, in the grid, of the rows of data; the numbers of the others by why they are none; what refuses
    the sheet."""

    kept: list[int] = field(default_factory=list)
    left: dict[str, list[int]] = field(default_factory=lambda: {code: [] for code in LEFT_OUT})
    faults: list[Problem] = field(default_factory=list)
    said: list[Problem] = field(default_factory=list)


def sift(sheet: Sheet, match: Match, register: Register) -> Sifted:
    """The rows of a sheet from the first under its headings on; short rows are padded to the last column of the
    register."""
    judge = _Judge(sheet, match, register)
    found, doubts = Sifted(), []
    needed = max(match.placed.values()) + 1
    for index in range(match.start, len(sheet.grid)):
        cells = sheet.grid[index]
        if len(cells) < needed:
            cells = sheet.grid[index] = cells + [""] * (needed - len(cells))
        if not any(cells):
            continue
        why = judge.why(cells)
        if not why:
            found.kept.append(index)
        elif why in found.left:
            found.left[why].append(index)
        else:
            doubts.append((index, why))
    _settle(sheet, judge, found, doubts)
    found.left = {code: [index + sheet.first_row for index in rows] for code, rows in found.left.items()}
    return found


class _Judge:
    """What there is to know of a table to tell its rows from the rest."""

    def __init__(self, sheet: Sheet, match: Match, register: Register):
        self.left = match.left
        self.placed = sorted(match.placed.values())
        self.columns = {at: register.column(name) for name, at in match.placed.items()}
        needed = [name for name in match.placed if name in register.key or register.column(name).required]
        self.needed = sorted(match.placed[name] for name in needed)
        self.required = [at for at in self.needed if self.columns[at].required]
        self.key = {match.placed[name] for name in register.key if name in match.placed}
        self.identity = [at for at in self.needed if at in self.key or self.columns[at].type not in ("int", "decimal")]
        self.known = headings(register)
        self.most = sum(not column.optional_heading for column in register.columns) / 2
        above = sheet.grid[: match.start]
        self.above = {masked for row in above if (masked := _masked(row))}
        self.words = {text for row in above[match.header :] for text in row if text}
        self.words |= {
            word
            for column in register.columns
            for text in (column.heading, *column.aliases)
            for word in (text, text.upper(), text.lower())
        }
        self.free = [at for at in self.key if self.columns[at].type == "text" and not self.columns[at].pattern]
        self.coded = [at for at in self.free if re.search(r"\d", self.columns[at].example)]
        self.amounts = any(
            column.type in ("int", "decimal") and at not in self.key for at, column in self.columns.items()
        )

    def why(self, cells: list[str]) -> str:
        """Why a row is no data: a code of LEFT_OUT, «order», «example», «full_total», «doubt» or «alone»; «» for a row
        of data."""
        suspect = not self.words.isdisjoint(cells)
        if suspect and (why := self.heading(cells) or ("rows_heading" if _masked(cells) in self.above else "")):
            return why
        first = cells[self.placed[0]]
        if (not first or begins_columns(first)) and is_of_columns([cells[at] for at in self.placed if cells[at]]):
            return "rows_heading"
        whole = all(map(cells.__getitem__, self.needed))
        if whole and len(self.needed) > 1:
            if any(is_example(cells[at]) for at in self.coded):
                return "example"
            return "full_total" if self._named_total(cells) else ""
        return self._lacking(cells, whole)

    def heading(self, cells: list[str]) -> str:
        """The headings again, in their places or in others; «» when the row is none."""
        found = {
            at: self.known[fold(cell)]
            for at, cell in enumerate(cells)
            if cell and len(cell) < 80 and fold(cell) in self.known
        }
        same = sum(column is self.columns.get(at) for at, column in found.items())
        if len(found) > 1 and 2 * same > len(self.placed):
            return "rows_heading"
        return "order" if len(found) > 1 and len({column.name for column in found.values()}) > self.most else ""

    def _lacking(self, cells: list[str], whole: bool) -> str:
        """A row without something that its register needs, or of a register that needs a single column."""
        filled = [cell for cell in cells if cell]
        first = self._first(cells)
        folded = fold(first[:SHORT])
        if _masked(cells) in self.above or any(PAGE.match(fold(cell)) for cell in filled) and len(filled) < 4:
            return "rows_heading"
        if TOTAL.match(folded) and (why := self._total(cells, first, folded, whole)) != "data":
            return why
        has = 2 * sum(1 for at in self.needed if cells[at])
        few = len(filled) == 1 or (has <= len(self.needed) if len(self.needed) > 2 else has < len(self.needed) == 2)
        if not whole and len(filled) > 1 and all(SIGNATURE.match(fold(cell)) for cell in filled):
            return "rows_signature"
        if not whole and self.amounts and all(cells[at] for at in self.key) and self._named_total(cells):
            return "rows_total" if any(cells[at].startswith("%") for at in self.free) else "doubt"
        if not whole and self._keyed(cells, first):
            return "doubt" if few else ""
        if few and any(SIGNATURE.match(fold(cell)) for cell in filled):
            return "rows_signature"
        if few and (
            noted(first) if len(filled) == 1 or whole else LABEL.match(folded) or MARK.match(first) and len(filled) < 3
        ):
            return "rows_note"
        if not any(cells[at] for at in self.placed):
            return "rows_outside"
        if whole or not few:
            return ""
        return "alone" if len(filled) == 1 else "doubt"

    def _first(self, cells: list[str]) -> str:
        return next(filter(None, islice(cells, self.left, None)), "") or next(filter(None, cells))

    def _total(self, cells: list[str], first: str, folded: str, whole: bool) -> str:
        """A total lacks most of what tells a row from the others; «data» for one that has it, «doubt» for half and
        half."""
        if whole:  # of a single column: only its words tell
            return "rows_total" if TOTAL_ALONE.match(folded) else "data"
        if self._keyed(cells, first):
            return "data"
        others = [at for at in self.identity if cells[at] != first]
        lacks = 2 * sum(not cells[at] for at in others)
        return "rows_total" if lacks > len(others) else "doubt" if lacks == len(others) else "data"

    def _keyed(self, cells: list[str], first: str) -> bool:
        """Whether a row has its key, and its first words are not in it: whatever they are, it is not left out."""
        return all(cells[at] and cells[at] != first for at in self.key)

    def _named_total(self, cells: list[str]) -> bool:
        """Whether a free text of the key says that the row is a total."""
        return any(is_total(cells[at], self.amounts) for at in self.free)

    def holds(self, cells: list[str]) -> bool:
        """Whether a lone text may be the value of its column."""
        at = next(at for at, cell in enumerate(cells) if cell)
        column: Column | None = self.columns.get(at)
        if column is None:
            return False
        return bool(re.fullmatch(column.pattern, cells[at])) if column.pattern else column.type == "text"


def _masked(row: list[str]) -> tuple:
    """A row as its repetition on the next page would be: in its places, folded, whatever its figures."""
    return tuple((at, re.sub(r"\d+", "#", fold(cell))) for at, cell in enumerate(row) if cell)


def _settle(sheet: Sheet, judge: _Judge, found: Sifted, doubts: list[tuple[int, str]]) -> None:
    """Decides the rows that no rule of one row could: below the table a text alone is a note, and a table is
    another's."""
    if blank := _blank(sheet, judge, found, doubts):
        found.faults.append(blank)
        return
    needed = {at: judge.columns[at] for at in judge.needed}
    if (below := another(sheet, needed, found.kept)) is not None:
        found.faults.append(_fault("rows_below", sheet, below))
        return
    last = found.kept[-1] if found.kept else -1
    told: dict[str, list[int]] = {"rows_example": [], "rows_doubtful": [], "rows_total_kept": []}
    told["rows_doubtful"] += [index + sheet.first_row for index in explaining(sheet, needed, found.kept)]
    signed = min((index for index in found.left["rows_signature"] if index > last), default=len(sheet.grid))
    for index, why in doubts:
        if why in KEPT:
            found.kept.append(index)
            told[KEPT[why]].append(index + sheet.first_row)
        elif why == "order":
            found.faults.append(_fault("table_below", sheet, index))
            return
        elif last < 0:
            found.kept.append(index)
        elif index > signed:
            found.left["rows_signature"].append(index)
        elif why == "alone" and _is_note(judge, found, sheet, index, last):
            found.left["rows_note"].append(index)
        elif index > last and why == "doubt":
            found.faults.append(_fault("rows_below", sheet, top(sheet, index, last)))
            return
        else:
            told["rows_doubtful"].append(index + sheet.first_row)
    found.kept.sort()
    _tell(sheet, judge, found, told)


def _tell(sheet: Sheet, judge: _Judge, found: Sifted, told: dict[str, list[int]]) -> None:
    """Says once each kind of row that is not clear."""
    missing = _named(judge, judge.needed)
    said = {
        code: Problem(code, words.say(code, rows=rows_said(rows), missing=missing), sheet.name, rows[0])
        for code, rows in told.items()
        if rows
    }
    found.said += [said.pop("rows_total_kept")] if "rows_total_kept" in said else []
    found.faults += said.values()


def _named(judge: _Judge, columns: list[int]) -> str:
    return words.listing([f"«{judge.columns[at].heading}»" for at in columns])


def _blank(sheet: Sheet, judge: _Judge, found: Sifted, doubts: list[tuple[int, str]]) -> Problem | None:
    """What refuses rows that leave blank, at the left, what would be as in the row above; None when they are few."""
    doubtful = [index for index, why in doubts if why == "doubt"]
    rows, blank, last, under = [], set(), 0, False  # `under`: no blank line since a row that lacks nothing
    for index in sorted([*found.kept, *doubtful]):
        lacks = [at for at in judge.required if not sheet.grid[index][at]]
        under, last = not lacks or under and all(map(any, sheet.grid[last:index])), index
        if lacks and under and _to_the_left(lacks, judge.required):
            rows.append(index + sheet.first_row)
            blank |= set(lacks)
    if len(rows) < SPARSE:
        return None
    text = words.say("rows_blank", rows=rows_said(rows), columns=_named(judge, sorted(blank)))
    return Problem("rows_blank", text, sheet.name, rows[0])


def _to_the_left(lacks: list[int], required: list[int]) -> bool:
    """Whether several columns that follow one another lack, and the next one does not."""
    first = required.index(lacks[0])
    return len(lacks) >= SPARSE and required[first : first + len(lacks)] == lacks and lacks[-1] != required[-1]


def _is_note(judge: _Judge, found: Sifted, sheet: Sheet, index: int, last: int) -> bool:
    """Whether a text alone in its row is a note: it fits no column of the table, or it stands under the last row."""
    cells = sheet.grid[index]
    text = next(filter(None, cells))
    if not prose(text):
        return False
    apart = index > last and not any(map(any, sheet.grid[last + 1 : index])) and not any(sheet.grid[index - 1])
    below = index > last and (apart or text.endswith(".") or _noted_before(found, index, last))
    return below or not judge.holds(cells)


def _noted_before(found: Sifted, index: int, last: int) -> bool:
    """Whether the notes below the table have begun."""
    return any(last < other < index for other in found.left["rows_note"])


def _fault(code: str, sheet: Sheet, index: int) -> Problem:
    row = index + sheet.first_row
    return Problem(code, words.say(code, row=row), sheet.name, row)
