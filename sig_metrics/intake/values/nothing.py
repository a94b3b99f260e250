"""Owns what a filled cell says when it says nothing: the words of the vocabulary «nothing», signs alone, Excel's
errors, zero dates, the name of a document without its number.

A filled cell is not evidence. One list for every register; what is done with such a cell is the judge's.
"""

import re
from collections.abc import Callable
from datetime import date

from sig_metrics.catalog.model import Code
from sig_metrics.intake.values.dates import MONTHS
from sig_metrics.language.text import fold

# Excel's errors in English and in Spanish (a CSV keeps the words of whoever saved it); «####» is a column too narrow to
# show its value
ERROR = re.compile(r"#(?:[¡¿]?[A-ZÁÉÍÓÚÑ/0_ ]+[!?]|N/[AD]|GETTING_DATA|OBTENIENDO_DATOS|¡.*!|#{2,})")
SIGNS = re.compile(r"[-‐-―−_./\\*·•…?¿!¡,;:'´`\"~=\s]+")
# «0», «00/00/0000», «00/01/1900», «0000-00-00», «00:00:00»
ZEROS = re.compile(r"[0\W_]*0[0\W_]*(?:1900)?|1900\W0?[01]\W0?0|0?0\W0?[01]\W1900")
FIRST_DAYS = {date(1904, 1, 1), date(1970, 1, 1)}  # day zero of a Mac's books and of Unix

# on folded texts: a day («15/03/2021», «15 de marzo de 2021», «mar-21»), unless it stands where the number goes
DATED = re.compile(
    r"(?<!n° )(?<!n°)(?<![\w/.-])(?:\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|(?:\d{{1,2}}°?[-/. ]+(?:de )?)?(?:{'|'.join(MONTHS)})\.?(?:[-/ ]+(?:del? )?(?:20)?\d\d)?)(?![\w/-])"
)
WHOLE_DAY = re.compile(r"\d{1,2}-\d{1,2}-20\d\d")
# the place of a number still to be given («___», «XXX», «…», «000», «S/N»), with the year and the series after it
UNGIVEN = re.compile(
    r"(?:(?<!\w)(?:x+|0+|s\s*/?\s*n)(?!\w)|[_…]+|[-.]{2,}|(?<=n°))[\s_.…]*[-‐-―/]\s*(?:20)?\d\d(?!\d)\S*"
)
GIVEN = re.compile(r"[1-9]\d*\s*[-‐-―/]\s*20\d\d(?!\d)")  # «210-2021», and «2021-2021» too
A_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")


def nothing_finder(vocabulary: dict[str, Code]) -> Callable[[str], bool]:
    """A function that says whether a text means «nothing yet»: «S/N», «-», «Pendiente», «(en blanco)»…"""
    known = {fold(spelling) for word in vocabulary.values() for spelling in (word.code, word.label, *word.aliases)} - {
        ""
    }

    def means_nothing(text: str) -> bool:
        bare = text.strip().strip("()[]<>«»\"'")
        return not bare or bool(SIGNS.fullmatch(bare)) or fold(bare) in known

    return means_nothing


def has_number(text: str) -> bool:
    """Whether what is written of a document has its number: a figure that is not of its year, nor of a day.

    «Informe N° 064-2021» and «Memorando 12» have it; «Informe N° ___-2021», «Informe S/N» and «15/03/2021» do not. A
    text without figures names no document that another person could ask for."""
    bare = fold(text)
    if WHOLE_DAY.fullmatch(bare):
        return False
    bare = UNGIVEN.sub(" ", DATED.sub(" ", bare))
    return bool(GIVEN.search(bare) or re.search("[1-9]", A_YEAR.sub(" ", bare)))


def is_error(text: str) -> bool:
    """Whether a text is an error of Excel, in the words of any version."""
    return text[:1] == "#" and ERROR.fullmatch(text) is not None


def is_zero(text: str) -> bool:
    """Whether a text is a number or a date made of zeros."""
    return ZEROS.fullmatch(text) is not None


def is_no_day(day: date) -> bool:
    """Whether a date is the zero, or the end of time, of the program that wrote it."""
    return day.year in (1, 1899, 1900) or day.year >= 9000 or day in FIRST_DAYS
