"""Owns the way from a CSV to a grid of texts, by rule: the separator and the rows (`encodings.py` has the letters).

Nothing is guessed by frequency. Refuses, naming them, bytes that are no text and rows that do not close. A row is a
record, as a spreadsheet numbers it; a line ends where the file does, also inside quotes."""

import csv
import io
import re
from collections.abc import Iterator, Set

from sig_metrics.intake.files.encodings import decode
from sig_metrics.intake.files.grid import EXTRA_ROWS, ORDINARY, Limits, Sheet, check_span
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.language.text import fold

DELIMITERS = ",;\t|"
HEAD_ROWS, HEAD_CHARACTERS = 30, 200_000
SEPARATOR = re.compile(r'"?sep=(.)"?[ \t,;]*(?:\r\n|\r|\n|$)', re.I)
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
    csv.field_size_limit(limits.mb * 1_000_000)  # a long cell is told with its place by whoever reads the grid
    reader = csv.reader(_lines(text), delimiter=told[1] if told else delimiter(text, headings), strict=True)
    grid: list[list[str]] = []
    same: dict[str, str] = {}  # repeated texts are kept once
    try:
        for row in reader:
            cells = list(map(str.strip, row))
            grid.append(list(map(same.setdefault, cells, cells)))
            if len(grid) > limits.rows + EXTRA_ROWS:
                check_span(len(text.splitlines()), 1, limits=limits)
    except csv.Error:
        raise Refused(
            [Problem("file_quotes", words.say("file_quotes", row=len(grid) + 1), row=len(grid) + 1)]
        ) from None
    check_span(len(grid), max(map(len, grid), default=0), limits=limits)
    return Sheet("", grid), said


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: an `io.StringIO` would hold the text again, at four bytes a
    character."""
    return (found[0] for found in LINE.finditer(text))


def _line(before: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", before)) + 1


def delimiter(text: str, headings: Set[str]) -> str:
    """The separator with which one of the first rows, quotes understood, names most of the headings; when none names
    any, that of the most cells."""
    head = text[:HEAD_CHARACTERS]

    def named(character: str) -> tuple[int, int]:
        best = (0, 0)
        try:
            for _, row in zip(range(HEAD_ROWS), csv.reader(io.StringIO(head, newline=""), delimiter=character)):
                best = max(best, (len(headings & {fold(cell) for cell in row}), len(row)))
        except csv.Error:  # not this one
            pass
        return best

    return max(DELIMITERS, key=named)
