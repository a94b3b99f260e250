"""Owns the reading of written numbers. Which sign marks the decimals is decided by all the texts of a column.

«1.234,56» and «1,234.56» tell; «1.234» alone may be a thousand or one and a bit, and is refused, never guessed.
A column that shows both forms is refused too. A column from 0 to 100 is in points and may carry «%»: «12,5%» is 12.5.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sig_metrics.catalog.model import Column

SPACES = re.compile(r"[\u00a0\u2009\u202f]")
MONEY = re.compile(r"S/\.?\s*", re.I)
GROUPED = r"(?:[1-9]\d{{0,2}}(?:{0}\d{{3}})+|[1-9]\d{{0,2}}(?: \d{{3}})+|{1}0|[1-9]\d*)(?:{2}\d+)?|\d+|\d(?:{2}\d+)?[eE][+-]?\d{{1,3}}"
# «1'234,567.89» is Peruvian too
POINT = re.compile(GROUPED.format(",", r"[1-9]\d{0,2}['’]\d{3}(?:,\d{3})?|", r"\."), re.A)
COMMA = re.compile(GROUPED.format(r"\.", "", ","), re.A)
CENT = 0.01
GROUPS = {".": re.compile("[ ,'’]"), ",": re.compile("[ .]")}  # decimal mark → what may stand between thousands


@dataclass(frozen=True)
class Written:
    """A number taken from its signs: `bare` digits and marks, and what stood around them."""

    bare: str
    sign: int = 1
    money: bool = False
    percent: bool = False


@dataclass(frozen=True)
class Form:
    """How a column writes decimals: `mark` «.» or «,», «» when nothing tells; `clash` is a pair of texts that
    disagree."""

    mark: str = ""
    clash: tuple[str, str] = ("", "")


def in_points(column: Column) -> bool:
    """A percentage or a weight in points: the column goes from 0 to 100."""
    return (column.minimum, column.maximum) == (0, 100)


def in_soles(column: Column) -> bool:
    """An amount of money, which has two decimals at most: «60,000» can only be thousands."""
    return "(S/)" in column.heading


def strip(text: str) -> Written | None:
    """«-S/ 1,200.00», «(500)», «12,5 %» → what is left between the signs; None when a sign is repeated."""
    text, sign, money, signed = SPACES.sub(" ", text).replace("−", "-").strip(), 1, False, False
    percent = text.endswith("%")
    text = text[:-1].rstrip() if percent else text
    for _ in range(2):  # the currency and the sign come in either order
        if not money and (found := MONEY.match(text)):
            money, text = True, text[found.end() :]
            if text == "-":  # how the accounting format of Excel shows a zero
                return Written("0", money=True)
        closed = text[:1] == "(" and text[-1:] == ")"
        if closed or text[:1] in ("-", "+"):
            if signed:
                return None
            sign, signed = -1 if text[0] in "-(" else 1, True
            text = text[1:-1].strip() if closed else text[1:].lstrip()
    return Written(text, sign, money, percent)


def told(written: Written | None, soles: bool = False) -> str | None:
    """The decimal mark that a text shows: «.», «,», «» when it shows none; None when it is no number."""
    if written is None:
        return None
    point, comma = POINT.fullmatch(written.bare), COMMA.fullmatch(written.bare)
    if not (point and comma):
        return "." if point else "," if comma else None
    return "." if "," in written.bare and (soles or written.money) else ""


def decide(texts: Iterable[str], column: Column) -> Form:
    """The form in which all the texts of a column are written."""
    first: dict[str, str] = {}
    for text in texts:
        mark = told(strip(text), in_soles(column))
        if mark:
            first.setdefault(mark, text)
    if len(first) == 2:
        return Form(".", (first["."], first[","]))
    return Form(next(iter(first), ""))


def parse_number(text: str, column: Column, form: Form) -> tuple[float | None, str]:
    """(value, "") or (None, fault); a number in powers of ten as Excel shows it is the fault «number_cut» when it
    may have lost whole figures, and comes with the note «number_exponent» when it may not."""
    kind = "not_int" if column.type == "int" else "not_decimal"
    written = strip(text)
    mark = told(written, in_soles(column))
    if mark is None or (written.money and column.type == "int"):
        return None, kind
    if written.percent and not in_points(column):
        return None, f"{kind}.percent"
    if form.clash[1] and mark == ",":
        return None, "number_forms"
    if not (mark or form.mark) and re.search("[.,]", written.bare):
        return None, "ambiguous.whole" if column.type == "int" else "ambiguous"
    if not mark and form.mark == "." and in_soles(column) and "." in written.bare:
        return None, "ambiguous.soles"
    mark = mark or form.mark or "."
    exact = GROUPS[mark].sub("", written.bare).replace(mark, ".")
    value = written.sign * float(exact)
    if not math.isfinite(value):
        return None, kind
    if column.type == "int" and (not value.is_integer() or abs(value) >= 1e15):
        return None, kind
    if in_soles(column) and abs(value) < CENT / 2:  # what a subtraction leaves of nothing
        value = 0.0
    if _cut(exact):
        return None, "number_cut"
    note = "number_exponent" if "E" in exact else ""
    return int(value) if column.type == "int" else value + 0.0, note


def _cut(exact: str) -> bool:
    """Whether a number as Excel shows it has more whole figures than it shows: «1.42E+05» may have been 142,350.

    A small «e» is of programs, which write every figure that there is.
    """
    shown, mark, power = exact.partition("E")
    return bool(mark) and int(power) >= sum(map(str.isdigit, shown))
