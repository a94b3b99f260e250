"""Owns the way from a CSV to a grid of texts, by rule: the separator and the rows (`encodings.py` has the letters).

Nothing is guessed by frequency. Refuses, naming them, bytes that are no text, and rows that do not close or that quotes
put inside another. A row is a
record, as a spreadsheet numbers it; a line ends where the file does, also inside quotes."""

import csv
import io
import re
from collections.abc import Iterator, Set
from contextlib import suppress

from sig_metrics.intake.files.encodings import decode
from sig_metrics.intake.files.grid import EXTRA_ROWS, ORDINARY, Limits, Sheet, check_span
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.language.text import fold

DELIMITERS = ",;\t|"
HEAD_ROWS, HEAD_CHARACTERS = 30, 200_000
SEPARATOR = re.compile(r'"?sep=(.)"?[ \t,;]*(?:\r\n|\r|\n|$)', re.I)
FORMULA = re.compile(r'="((?:[^"]|"")*)"')  # how a system keeps the zeros of a code: ="007"
FIGURE = re.compile(r"\d")
HEADING = 300  # letters that none has
NEAR, ALIKE = 20, 2  # rows around one, and cells as theirs, by which a line is told to be a row
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read_text(content: bytes, headings: Set[str], limits: Limits = ORDINARY) -> tuple[Sheet, list[Problem]]:
    """The one sheet of a CSV, and what is to be told of its letters; `headings`, folded, tell which character
    separates the cells. Raises Refused."""
    text, said = decode(content)
    if "\0" in text:
        raise refuse("file_nul", row=_line(text[: text.index("\0")]))
    told = SEPARATOR.match(text)  # Excel's own first line; it is not a row
    if told:
        text = text[told.end() :]
    character = told[1] if told else delimiter(text, headings)
    grid, ends = _rows(text, character, limits)
    if not told and (inside := _inside(grid, headings)):  # each line, whole, was put in quotes
        character = delimiter(inside, headings)
        grid, ends = _rows(inside, character, limits)
    _check_swallowed(grid, ends, character, headings, 1 if told else 0)
    return Sheet("", grid), said


def _rows(text: str, character: str, limits: Limits) -> tuple[list[list[str]], dict[int, tuple[int, int]]]:
    """The rows of a text, and the first and last line of each that takes several. Raises Refused."""
    csv.field_size_limit(limits.mb * 1_000_000)  # a long cell is told with its place by whoever reads the grid
    reader = csv.reader(_lines(text), delimiter=character, strict=True)
    grid: list[list[str]] = []
    same: dict[str, str] = {}  # repeated texts are kept once
    ends: dict[int, tuple[int, int]] = {}
    line = 0
    try:
        for row in reader:
            cells = list(map(str.strip, row))
            grid.append(list(map(same.setdefault, cells, cells)))
            if reader.line_num > line + 1:
                ends[len(grid) - 1] = (line + 1, reader.line_num)
            line = reader.line_num
            if len(grid) > limits.rows + EXTRA_ROWS:
                check_span(len(text.splitlines()), 1, limits=limits)
    except csv.Error:
        raise Refused(
            [Problem("file_quotes", words.say("file_quotes", row=len(grid) + 1), row=len(grid) + 1)]
        ) from None
    check_span(len(grid), max(map(len, grid), default=0), limits=limits)
    dressed = {
        cell: found[1].replace('""', '"').strip()
        for cell in same
        if cell[:2] == '="' and (found := FORMULA.fullmatch(cell))
    }
    return [[dressed.get(cell, cell) for cell in row] for row in grid] if dressed else grid, ends


def _inside(grid: list[list[str]], headings: Set[str]) -> str:
    """The lines of a table that came whole in the first cell of each row; «» when it did not."""
    if not grid or any(any(row[1:]) for row in grid):
        return ""
    text = "\n".join(row[0] if row else "" for row in grid)
    return text if _named(text, delimiter(text, headings), headings)[0] > 1 else ""


def _check_swallowed(
    grid: list[list[str]], ends: dict[int, tuple[int, int]], character: str, headings: Set[str], before: int
) -> None:
    """Raises Refused for a cell of several lines in which one is a whole row: its quotes close where they should
    not."""
    if not ends:
        return
    width = len(max(grid[:HEAD_ROWS], key=lambda row: len(headings & set(map(fold, row)))))
    for at, (first, last) in ends.items():
        lines = [line for cell in grid[at] for line in cell.splitlines()[1:] if line.count(character) >= width - 1 > 0]
        near = grid[max(at - NEAR, 0) : at + NEAR]
        if any(_is_row(cells, near) for cells in csv.reader(lines, delimiter=character)):
            text = words.say("file_swallowed", row=at + 1, first=first + before, last=last + before)
            raise Refused([Problem("file_swallowed", text, row=at + 1)])


def _is_row(cells: list[str], rows: list[list[str]]) -> bool:
    """Whether the cells of a line are as those of the rows: several have, but for their figures, one of their column."""

    def alike(at: int, cell: str) -> bool:
        masked = FIGURE.sub("#", cell)
        return any(at < len(row) and FIGURE.sub("#", row[at]) == masked for row in rows)

    return sum(alike(at, cell.strip()) for at, cell in enumerate(cells) if cell.strip()) >= ALIKE


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: an `io.StringIO` would hold the text again, at four bytes a
    character."""
    return (found[0] for found in LINE.finditer(text))


def _line(before: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", before)) + 1


def delimiter(text: str, headings: Set[str]) -> str:
    """The separator with which one of the first rows, quotes understood, names most of the headings; when none names
    any, that of the most cells."""
    return max(DELIMITERS, key=lambda character: _named(text, character, headings))


def _named(text: str, character: str, headings: Set[str]) -> tuple[int, int]:
    """(how many headings, how many cells) has the first row, among the first ones, that has most, with a separator."""
    best = (0, 0)
    head = io.StringIO(text[:HEAD_CHARACTERS], newline="")
    with suppress(csv.Error):  # not this one
        for _, row in zip(range(HEAD_ROWS), csv.reader(head, delimiter=character)):
            named = {fold(FORMULA.sub(r"\1", cell) if '="' in cell else cell) for cell in row if len(cell) < HEADING}
            best = max(best, (len(headings & named), len(row)))
    return best
