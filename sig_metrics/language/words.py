"""Owns every Spanish sentence the library utters and the Peruvian form of numbers and dates.

Peru writes 1,234.5 and dd/mm/yyyy, and says «setiembre». Sentences live in `messages.toml`
by code; nothing else formats a number or a date for a reader.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path

import tomli

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
SHORT_MONTHS = ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Set", "Oct", "Nov", "Dic")
NORM = re.compile(r"\b(?:DS|DU|DL|RM|Ley|RSEGDI|RSGP)\b")
NO_DATA = "sin dato"
LIMA = timezone(timedelta(hours=-5))  # Peru keeps UTC-5 all year


@lru_cache(maxsize=1)
def _messages() -> dict[str, str]:
    return tomli.loads((Path(__file__).parent / "messages.toml").read_text(encoding="utf-8"))


def say(code: str, /, **values: object) -> str:
    """The sentence `code` with its blanks filled; raises KeyError for an unknown code."""
    return _messages()[code].format(**values)


def known(code: str) -> bool:
    """Whether there is a sentence with that code."""
    return code in _messages()


def recent(example: str, on: date | None = None) -> str:
    """An example of the catalogue, which tells of 2021, as of the last whole year, so that no day of it is to come:
    «30/09/2021» → «30/09/2025»; a norm keeps its own («DS 161-2021-PCM»)."""
    if NORM.search(example):
        return example
    later = (on or today()).year - 1 - 2021
    return re.sub(r"(?<!\d)20(?:19|2[0-4])(?!\d)", lambda found: str(int(found[0]) + later), example)


def number(value: float | None, decimals: int = 0) -> str:
    """1234.5 → «1,234.5»; None and not-a-number → «sin dato»."""
    if value is None or not math.isfinite(value):
        return NO_DATA
    return f"{rounded(value, decimals) + 0:,.{decimals}f}"  # + 0: no «-0»


def rounded(value: float, decimals: int) -> float:
    """A half goes away from zero, as spreadsheets and people do it: 5 of 8 is 63 %."""
    if abs(value) >= 10**15:  # a float has no decimals left
        return value
    return _rounded(float(value) + 0.0, decimals)


@lru_cache(8192)
def _rounded(value: float, decimals: int) -> float:
    return float(Decimal(str(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def percent(ratio: float | None, decimals: int = 1) -> str:
    """0.933 → «93.3 %». Never rounds an incomplete ratio up to 100 %, nor a positive one down to 0 %."""
    if ratio is None or not math.isfinite(ratio):
        return NO_DATA
    step = 10**-decimals
    shown = rounded(ratio, decimals + 2) * 100
    if ratio < 1 <= shown / 100:
        shown = 100 - step
    if ratio > 0 >= shown:
        shown = step
    return f"{shown:,.0f} %" if shown in (0, 100) else f"{shown:,.{decimals}f} %"


def amount(value: float | None, unit: str, decimals: int = 1) -> str:
    """A value in its unit: «93.3 %», «6», «121 días», «4.2»."""
    if unit == "percent":
        return percent(value, decimals)
    said = number(value, decimals)
    return f"{said} días" if unit == "days" and said != NO_DATA else said


def money(value: float | None) -> str:
    """60000 → «S/ 60,000.00»."""
    return NO_DATA if number(value) == NO_DATA else f"S/ {number(value, 2)}"


def count(n: int, one: str, many: str) -> str:
    """«1 vencido», «3 vencidos»."""
    return f"{number(n)} {one if n == 1 else many}"


def day(value: date | None) -> str:
    """30/11/2021."""
    return f"{value:%d/%m}/{value.year:04d}" if value else NO_DATA


def long_day(value: date) -> str:
    """«30 de noviembre de 2021»."""
    return f"{value.day} de {MONTHS[value.month - 1]} de {value.year}"


def month(value: date) -> str:
    """«noviembre de 2021»."""
    return f"{MONTHS[value.month - 1]} de {value.year}"


def short_month(value: date) -> str:
    """«Nov 21»."""
    return f"{SHORT_MONTHS[value.month - 1]} {value:%y}"


def today() -> date:
    """The day it is in Lima, whatever the clock of the machine calls it: the only «hoy» of any rule or default."""
    return datetime.now(LIMA).date()


def in_lima(value: datetime) -> datetime:
    """A UTC instant on the clock of Lima."""
    return value.replace(tzinfo=timezone.utc).astimezone(LIMA)


def moment(value: datetime) -> str:
    """A UTC instant as read in Lima: «03/12/2021 10:32»."""
    return f"{in_lima(value):%d/%m/%Y %H:%M}"


def plain(text: str, width: int = 120) -> str:
    """A text that somebody typed as one line to show and keep: without control or bidi characters, nor half a
    character."""
    text = unicodedata.normalize("NFC", text)
    shown = "".join(
        " " if c in "\r\n\t" else c for c in text if c in "\r\n\t" or not unicodedata.category(c).startswith("C")
    )
    return short(re.sub(r"\s+", " ", shown).strip(), width)


def listing(words: list[str]) -> str:
    """«a», «a y b», «a, b y c» («e» before an i sound)."""
    if len(words) < 2:
        return "".join(words)
    last = words[-1].lower()
    link = " e " if last.startswith(("i", "í", "hi", "hí")) and not last.startswith(("hia", "hie", "hio")) else " y "
    return ", ".join(words[:-1]) + link + words[-1]


def short_months(days: Iterable[date]) -> str:
    """Some months in their order, three or more that follow one another together: «Jul 20 y Feb 21 a Abr 21»."""
    runs: list[list[date]] = []
    for day in days:
        if runs and (day.year - runs[-1][-1].year) * 12 + day.month - runs[-1][-1].month == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = [
        [f"{short_month(run[0])} a {short_month(run[-1])}"] if len(run) > 2 else [short_month(day) for day in run]
        for run in runs
    ]
    return listing([text for each in said for text in each])


def opening(text: str) -> str:
    """A text as a sentence begins: its first letter a capital, and the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def whole(text: str) -> int | None:
    """The number that 1 to 9 of the digits 0 to 9 write, None for anything else: «²» and «٣» are digits for
    str.isdigit and no number for int."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def short(text: str, width: int = 60) -> str:
    """`text` cut at a word with «…» when longer than `width`."""
    if len(text) <= width:
        return text
    return text[: width - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
