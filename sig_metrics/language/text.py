"""Owns what is done to any text before it is compared, and the letters that name the columns of a sheet."""

import re
import unicodedata
from functools import lru_cache

CHARACTERS_LIMIT = 32_767  # of a cell, as in Excel
REMEMBERED = 120  # characters of a text whose folded form is kept: headings, words, codes

MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # the accents of a Latin letter, all of which combine


def fold(text: str) -> str:
    """Case, accents, spaces and N°/Nº/Nro. do not tell headings or words apart."""
    return _folded(text) if len(text) <= REMEMBERED else _folded.__wrapped__(text)


@lru_cache(maxsize=16_384)  # the same headings and words are asked for again and again
def _folded(text: str) -> str:
    text = text.casefold()
    if not text.isascii():  # plain text has nothing to take apart, and most cells are plain
        text = MARKS.sub("", unicodedata.normalize("NFD", text))
        if not text.isascii():
            text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\bn\s*\.?\s*(?:°|º|ro\.?|o\.?(?=\s))", "n°", text)
    return re.sub(r"\s+", " ", text).strip(" .:*")


def letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(65 + index % 26)


def index_of(place: str) -> int:
    """«A», «AA12» or «C «Estado»» → the column, from 0."""
    found = 0
    for character in place:
        if not "A" <= character <= "Z":
            break
        found = found * 26 + ord(character) - 64
    return found - 1
