"""Owns what a number of a workbook looks like: the few number formats that change what a person reads in a cell, and
those of dates that do not show the whole day.

A percentage is a hundred times what is stored; «0.00» shows 8.1 as «8.10», and «"R-"0000» shows 12 as «R-0012».
Other formats of dates, fractions, powers of ten and colours are not its own: those numbers stay as they are stored.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# ECMA-376 part 1, 18.8.30: formats that a workbook names by number without writing them
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    16: "d-mmm",
    17: "mmm-yy",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
}
TOKEN = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|([_*].)|(.)', re.S)
DIGITS = "0#?"
SHOWN, LEFT = 15, 3  # significant digits that Excel shows; zeros at their end that tell what is left of a sum
LAPSE = re.compile(r"\[[hms]+\]", re.I)


@lru_cache(maxsize=1024)
def tokens(code: str) -> tuple[tuple[str, bool], ...]:
    """((character, whether it is a literal), …) of the section of a format that positive numbers use."""
    found = []
    for quoted, escaped, bracket, spaced, bare in TOKEN.findall(code):
        if bare == ";":
            break
        found += [(letter, True) for letter in quoted or escaped]
        found += [(bare, False)] if bare else []
    return tuple(found)


def is_percent(code: str) -> bool:
    """Whether the cell shows a hundred times its number: «0%», but not «0"%"», where the sign is a letter."""
    return ("%", False) in tokens(code)


def hides(code: str) -> str:
    """What a format of dates leaves out: «day» when it shows a month and its year («mmm-yy»), «part» when it is
    otherwise not whole («d-mmm», «yyyy»), «» when it shows all or is none."""
    letters = {letter.casefold() for letter, literal in tokens(code) if not literal and letter.isalpha()}
    if not letters or not letters <= set("dmyhs") or (letters & set("hs") and not letters & set("dy")):
        return ""
    if LAPSE.search(code):
        return ""
    shown = letters & set("dmy")
    return "day" if shown == {"m", "y"} else "part" if len(shown) < 3 else ""


def changes(code: str) -> bool:
    """Whether a cell with this format may read otherwise than the plain number, or the whole day, that it holds."""
    return is_percent(code) or shown_as("7", code) != "7" or bool(hides(code))


def percent(value: float) -> str:
    """0.804 → «80.4%», with every digit of the cell, whatever its format rounds."""
    return f"{Decimal(repr(settled(value))).scaleb(2).normalize():f}%"


def settled(value: float) -> float:
    """A number without what a sum in binary leaves beyond the digits that Excel shows: 13.000000000000002 → 13.0. One
    that has so many digits of its own stays."""
    if len(repr(value)) <= SHOWN or value.is_integer():
        return value
    shown = f"{value:.{SHOWN}g}"
    return float(shown) if len(Decimal(shown).normalize().as_tuple().digits) <= SHOWN - LEFT else value


def shown_as(text: str, code: str) -> str:
    """A number as text as its cell shows it; unchanged when the format is none of those that this module knows."""
    parts = tokens(code)
    marks = [(letter, literal) for letter, literal in parts if literal or letter in f"{DIGITS}.,- ()$/+"]
    if len(marks) < len(parts) or not any(letter in DIGITS and not literal for letter, literal in parts):
        return text
    bare = "".join(letter for letter, literal in parts if not literal and letter in f"{DIGITS}.,")
    whole, _, decimals = bare.partition(".")
    # thousands left out; fractions
    if whole.endswith(",") or "/" in {letter for letter, literal in parts if not literal}:
        return text
    places = sum(letter in DIGITS for letter in decimals)
    number = Decimal(text).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{abs(number):.{places}f}".partition(".")
    return ("-" if number < 0 else "") + _laid(parts, digits[0], digits[2])


def _laid(parts: tuple[tuple[str, bool], ...], whole: str, decimals: str) -> str:
    """The digits in the places of a format, literals between them; zeros fill its «0», and the first place takes what
    is left.

    Commas between thousands are left out: in a code they would be other characters.
    """
    point = next((n for n, part in enumerate(parts) if part == (".", False)), len(parts))
    left = [n for n, (letter, literal) in enumerate(parts[:point]) if letter in DIGITS and not literal]
    held: dict[int, str] = {}
    rest = whole.lstrip("0")
    for n in reversed(left):
        held[n], rest = (rest[-1:] or ("0" if parts[n][0] == "0" else "")), rest[:-1]
    if left:
        held[left[0]] = rest + held[left[0]]
    optional = [part for part in parts[point + 1 :] if part[0] in DIGITS and not part[1]]
    while decimals and decimals[-1] == "0" and optional[len(decimals) - 1][0] != "0":  # «0.0###» shows 8.5 as «8.5»
        decimals = decimals[:-1]
    right = [n for n, (letter, literal) in enumerate(parts) if n > point and letter in DIGITS and not literal]
    held |= dict.fromkeys(right, "") | dict(zip(right, decimals))
    held |= {} if decimals else {point: ""}
    laid = [
        letter if literal or letter in "-()$+ " else held.get(n, "" if letter == "," else letter)
        for n, (letter, literal) in enumerate(parts)
    ]
    return "".join(laid).strip()
