"""Owns what a heading carries that is no part of its name (the mark of a footnote, the format of its cells), and what
tells that it was read with other letters."""

import re

from sig_metrics.intake.table.cleaning import MISREAD
from sig_metrics.language import words

MARK = r"\*+|\(\*+\)|[(\[]\d{1,2}[)\]]|(?<!\d)\d{1,2}/|[¹²³⁴-⁹]+"  # «*», «(1)», «1/», «²»
FORMAT = r"\([dmay]{1,4}(?:[-/. ][dmay]{1,4}){1,2}\)|\(aaaa\)|\(hh:mm\)"  # «(dd/mm/aaaa)»
DRESS = re.compile(rf"(?:\s*(?:{MARK}|{FORMAT}))+$", re.I)
DRESSED = frozenset("*)]/¹²³⁴⁵⁶⁷⁸⁹")  # how it ends
NAMED = 3


def bare(text: str) -> str:
    """«Fecha límite (dd/mm/aaaa)» → «Fecha límite»."""
    return DRESS.sub("", text) if text[-1:] in DRESSED else text


def misread(row: list[str]) -> str:
    """The headings whose letters in UTF-8 were read as those of Windows, each with what it says: «AÃ±o» («Año»); «»
    when there is none."""
    broken = [text for text in row if MISREAD.search(text)]
    return words.listing([f"«{words.short(text, 40)}»{_repaired(text)}" for text in broken[:NAMED]])


def _repaired(text: str) -> str:
    try:
        return f" por «{words.short(text.encode('cp1252').decode(), 40)}»"
    except UnicodeError:  # a letter of it was lost
        return ""
