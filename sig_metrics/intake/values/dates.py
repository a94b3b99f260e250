"""Owns the reading of written dates. The day goes first, always: «05/03/2021» is the fifth of March, in every file.

Years of two digits are 2000–2049; «50» to «99» are refused. The serial numbers of Excel count from 2000 to 2100 only.
A time of day is dropped with a note; an instant with a time zone is refused, since its day depends on where one stands.
A month without its day is a date only in a column that closes a period, and then it is the last day of the month.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from sig_metrics.catalog.model import Column
from sig_metrics.language import words
from sig_metrics.language.text import fold

MONTHS = {name.lower(): n for names in (words.SHORT_MONTHS, words.MONTHS) for n, name in enumerate(names, 1)} | {
    "sep": 9,
    "sept": 9,
    "septiembre": 9,
}
# of a computer in English; the others are those of Spanish
MONTHS |= {"jan": 1, "january": 1, "february": 2, "march": 3, "apr": 4, "april": 4, "june": 6, "july": 7, "aug": 8}
MONTHS |= {"august": 8, "september": 9, "october": 10, "november": 11, "dec": 12, "december": 12}
WEEKDAYS = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
WEEKDAY = re.compile(rf"({'|'.join(WEEKDAYS)}),?\s+(.+)")
JOINT = re.compile(r"\s*(/|[‐-―−-]+)\s*")
FIGURES = re.compile(r"[\d/-]+", re.A)  # nothing to undress
YEAR = r"(\d{4}|\d{2})"
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.A)
NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]" + YEAR, re.A)
NAMED = re.compile(
    r"(\d{1,2})(?:\s?[°º]|e?ro\.?)?(?:\s*[-/.]\s*|\s+(?:de\s+)?)([a-z]{3,10})\.?(?:\s*[-/]\s*|,?\s+(?:del?\s+)?)"
    + YEAR,
    re.A,
)
NAMED_MONTH = re.compile(r"([a-z]{3,10})\.?(?:\s*[-/]\s*|,?\s+(?:del?\s+)?)" + YEAR, re.A)
MONTH = re.compile(r"(?P<a>20\d{2})[-/.]?(?P<b>0[1-9]|1[0-2])|(?P<c>0?[1-9]|1[0-2])[-/.](?P<d>20\d{2})", re.A)
TIME = re.compile(r"(?:\s*t\s*|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?\s?m\.?)?", re.A)
CLOCK = re.compile(r"(.*\d)(" + TIME.pattern + ")", re.A)
SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?", re.A)
SERIALS = range(36526, 73416)  # 01/01/2000 to 31/12/2100; day 0 of Excel, its false 29/02/1900 counted, is 30/12/1899
CENTURY, LAST_SHORT_YEAR = 2000, 49


def _year(text: str) -> int:
    """«21» → 2021; «87», which could be either century, → 0."""
    return int(text) if len(text) == 4 else CENTURY + int(text) if int(text) <= LAST_SHORT_YEAR else 0


def _day(year: int, month: int, day: int) -> tuple[date | None, str]:
    if not year:
        return None, "not_date.year"
    if month > 12 >= day >= 1:
        return None, "not_date.day_first"
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, "not_date.absent" if 1 <= month <= 12 and 1 <= day <= 31 else "not_date"


def month_of(text: str) -> tuple[int, int] | None:
    """(year, month) of «ene-21», «setiembre de 2021», «202101», «2021-01» or «01/2021»; None for anything else."""
    text = text.strip().casefold()
    if found := NAMED_MONTH.fullmatch(text):
        month, year = MONTHS.get(found[1], 0), _year(found[2])
        return (year, month) if month and year else None
    found = MONTH.fullmatch(text)
    return (int(found["a"] or found["d"]), int(found["b"] or found["c"])) if found else None


def month_number(text: str) -> int:
    """«Enero », «SET.» → its number; 0 when it is no month."""
    return MONTHS.get(text.strip(" .").casefold(), 0)


def closes_period(column: Column | None) -> bool:
    """Whether a column of days («Cierre de mes») holds the last day of a month, and takes the month for it."""
    return column is not None and column.name.partition("_")[0] == "period"


def parse_day(text: str, closes_period: bool = False) -> tuple[date | None, str]:
    """(day, ""), (day, note of what was dropped or converted) or (None, fault). «lunes 15 de marzo de 2021» must have
    been a Monday."""
    text = _bare(text)
    if text[:1].isalpha() and (named := WEEKDAY.fullmatch(fold(text))):
        value, code = parse_day(named[2], closes_period)
        return (None, "not_date.weekday") if value and WEEKDAYS[value.weekday()] != named[1] else (value, code)
    note = ""
    if clock := CLOCK.fullmatch(text):
        if int(clock[3]) > 23 or int(clock[4]) > 59 or int(clock[5] or 0) > 59:
            return None, "not_date"
        text, note = clock[1], "date_time" if any(int(part or 0) for part in clock.group(3, 4, 5)) else ""
    if found := ISO.fullmatch(text):
        value, fault = _day(*map(int, found.groups()))
        return value, "not_date.absent" if fault == "not_date.day_first" else fault or note
    if found := NUMERIC.fullmatch(text):
        value, fault = _day(_year(found[3]), int(found[2]), int(found[1]))
        return value, fault or note
    if (found := NAMED.fullmatch(text)) and found[2] in MONTHS:
        value, fault = _day(_year(found[3]), MONTHS[found[2]], int(found[1]))
        return value, fault or note
    return (None, "not_date") if clock else _serial_or_month(text, closes_period)


def _bare(text: str) -> str:
    """A date without case, spaces about its marks, other dashes nor the point of a sentence."""
    if FIGURES.fullmatch(text):
        return text
    text = " ".join(text.casefold().split()).rstrip(" .")
    return JOINT.sub(lambda found: "/" if found[1] == "/" else "-" * len(found[1]), text)


def month_said(text: str) -> str:
    """What stands where a numeric date («05/13/2021») has its month."""
    return re.findall(r"\d+", text)[1]


def _serial_or_month(text: str, closes_period: bool) -> tuple[date | None, str]:
    if (found := SERIAL.fullmatch(text)) and int(found[1]) in SERIALS:
        return date(1899, 12, 30) + timedelta(int(found[1])), "date_time" if int(found[2] or 0) else "date_serial"
    if month := month_of(text):
        last = date(*month, monthrange(*month)[1])
        return (last, "") if closes_period else (None, "not_date.month")
    return None, "not_date"
