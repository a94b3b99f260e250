"""Owns the reading of one written value as a type: texts in, values out, never a guess.

Each parser returns (value, "") or (None, code of the problem in `messages.toml`).
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from sig_metrics.definitions import Code, Column
from sig_metrics.read import fold

Parsed = tuple[object, str]
INT = re.compile(r"[+-]?\d{1,15}")
DECIMAL = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
DATES = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"), (3, 2, 1)),  # Peru: the day first, always
)
EXCEL_ERROR = re.compile(r"#(DIV/0!|REF!|N/A|VALUE!|NAME\?|NUM!|NULL!|¡.*!)")


def parse_int(text: str, column: Column) -> Parsed:
    if not INT.fullmatch(text):
        return None, "not_int"
    return _within(int(text), column)


def parse_decimal(text: str, column: Column) -> Parsed:
    bare = re.sub(r"^S/\.?\s*", "", text)
    if not DECIMAL.fullmatch(bare):
        return None, "not_decimal"
    return _within(float(bare.replace(",", "")), column)


def _within(value: float, column: Column) -> Parsed:
    if column.minimum is not None and value < column.minimum:
        return None, "below"
    if column.maximum is not None and value > column.maximum:
        return None, "above"
    return value, ""


def parse_date(text: str, column: Column) -> Parsed:
    for shape, (year, month, day) in DATES:
        if found := shape.fullmatch(text):
            try:
                return date(int(found[year]), int(found[month]), int(found[day])), ""
            except ValueError:
                return None, "not_date"
    return None, "not_date"


def parse_text(text: str, column: Column) -> Parsed:
    if column.pad and text.isdigit():
        text = text.zfill(column.pad)
    if column.pattern and not re.fullmatch(column.pattern, text):
        return None, "pattern"
    return text, ""


def code_finder(vocabulary: dict[str, Code]) -> Callable[[str], str | None]:
    """A function from a code, label, name or alias, as people write it, to the code."""
    known: dict[str, str] = {}
    for word in vocabulary.values():
        for spelling in (word.code, word.label, word.name, *word.aliases):
            known.setdefault(fold(spelling), word.code)
    known.pop("", None)
    return lambda text: known.get(fold(text))


def parse_code(text: str, find: Callable[[str], str | None]) -> Parsed:
    found = find(text)
    return (found, "") if found else (None, "unknown_code")


def parse_codes(text: str, find: Callable[[str], str | None]) -> Parsed:
    """«URH / UPPM» → «URH/UPPM»; separators / ; | + · line breaks, commas and «y», but for names that have them."""
    found = []
    for part in [text] if find(text) else re.split(r"\s*[/;|+·\n]\s*", text):
        whole = find(part)
        found += [whole] if whole else [find(piece) for piece in re.split(r"\s*,\s*|\s+y\s+", part) if piece]
    return (None, "unknown_code") if not found or None in found else ("/".join(dict.fromkeys(found)), "")


def parser(column: Column, vocabularies: dict[str, dict[str, Code]]) -> Callable[[str], Parsed]:
    """The parser of a column's texts; an empty text or a declared null word is (None, "")."""
    nulls = {fold(word) for word in column.null_words}
    if column.type in ("code", "codes"):
        find = code_finder(vocabularies[column.vocabulary])
        read = partial(parse_code if column.type == "code" else parse_codes, find=find)
    else:
        typed = {"int": parse_int, "decimal": parse_decimal, "date": parse_date, "text": parse_text}[column.type]
        read = partial(typed, column=column)

    def parse(text: str) -> Parsed:
        if not text or (nulls and fold(text) in nulls):
            return None, ""
        return (None, "cell_error") if EXCEL_ERROR.fullmatch(text) else read(text)

    return parse
