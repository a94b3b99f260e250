"""Owns the way from a CSV to a grid of texts, by rule: the encoding, the separator, the lines.

Nothing is guessed by frequency. Refuses, naming the lines, bytes that are no text and lines that do not close.
"""

import csv
import io
import re
from collections.abc import Iterator, Set

from sig_metrics import words
from sig_metrics.problems import Problem, Refused, refuse
from sig_metrics.sheet import EXTRA_ROWS, ORDINARY, Limits, Sheet, check_span, fold

DELIMITERS = ",;\t|"
LINES_NAMED = 50
HEAD_ROWS, HEAD_CHARACTERS = 30, 200_000
SEPARATOR = re.compile(r'"?sep=(.)"?[ \t,;]*(?:\r\n|\r|\n|$)', re.I)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|\xc2[\xa0-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def read_text(content: bytes, headings: Set[str], limits: Limits = ORDINARY) -> list[Sheet]:
    """The one sheet of a CSV; `headings`, folded, tell which character separates the cells. Raises Refused."""
    text = decode(content)
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
        raise Refused([Problem("file_quotes", words.say("file_quotes", row=len(grid) + 1), row=len(grid) + 1)]) from None
    check_span(len(grid), max(map(len, grid), default=0), limits=limits)
    return [Sheet("", grid)]


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: an `io.StringIO` would hold the text again, at four bytes a character."""
    return (found[0] for found in LINE.finditer(text))


def decode(content: bytes) -> str:
    """BOM, else strict UTF-8 of the whole file, else Windows-1252 if every byte is one of its characters.

    Raises Refused naming the lines otherwise: a file with letters in UTF-8 is UTF-8, and a bad byte in it is a fault.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as fault:
            raise _undecoded([_line(content[: fault.start].decode("utf-16", "replace"))]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        marked = content.startswith(b"\xef\xbb\xbf")
    if not marked and not MULTIBYTE.search(content):
        try:
            return content.decode("cp1252")  # strict: the five bytes without a character, which would be C1 controls, fail
        except UnicodeDecodeError:
            return _no_windows(content)
    raise _undecoded(_bad_lines(content, "utf-8"))


def _no_windows(content: bytes) -> str:
    raise _undecoded(_bad_lines(content, "cp1252"))


def _bad_lines(content: bytes, encoding: str) -> list[int]:
    """The numbers of the lines that do not decode."""
    found = []
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", content), 1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            found.append(number)
    return found or [1]


def _undecoded(lines: list[int]) -> Refused:
    shown = [Problem("file_encoding", words.say("file_encoding", row=row), row=row) for row in lines[:LINES_NAMED]]
    if more := len(lines) - len(shown):
        shown.append(Problem("file_encoding_more", words.say("file_encoding_more", lines=words.count(more, "línea", "líneas"))))
    return Refused(shown)


def _line(before: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", before)) + 1


def delimiter(text: str, headings: Set[str]) -> str:
    """The separator with which one of the first rows, quotes understood, names most of the headings; when none names any,
    that of the most cells."""
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
