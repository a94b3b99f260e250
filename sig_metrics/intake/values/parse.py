"""Owns the reading of one written value as a type: texts in, values out, never a guess.

Each parser returns (value, ""), (value, note) when it dropped or converted something worth saying, or (None, fault).
Notes and faults are codes of `messages.toml`; «not_date.absent» is the sentence `not_date_absent` of the fault
«not_date»."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial

from sig_metrics.catalog.model import YEAR_MONTH, Code, Column, part_months
from sig_metrics.intake.values.dates import closes_period, month_number, month_of, parse_day
from sig_metrics.intake.values.dress import activity, undressed
from sig_metrics.intake.values.nothing import has_number, is_error, is_no_day, is_zero, nothing_finder
from sig_metrics.intake.values.numbers import Form, decide, parse_number
from sig_metrics.language.text import fold

Parsed = tuple[object, str]
EXPONENT = re.compile(r"\d([.,]\d+)?E\+\d{2,3}")  # what Excel shows of a long code that it took for a number
# of the vocabulary «nothing»: an «x» is no document, but in a month or a date it may mean «yes», and «NONE» may be a
# code
MARK = "mark"
# and «Pendiente» or «En proceso», where a word must be chosen, is a state that the list does not have
PENDING = "pending"
EMPTIED = ("no_document", "nothing_emptied")  # notes of a cell that is read as an empty one
EDITION = re.compile(r":(?:19|20)\d\d$")
TWICE = re.compile(r"(.+?)\s*\((.+)\)|(.+?)\s+[-–—]\s*(.+)|(.+?)\s*:\s*(.+)")
BARS = re.compile(r"\s*(?:/(?!IEC\b)|[;|+·\n])\s*(?:[ye]\s+)?", re.I)
# between codes, from what no name has to what many do
JOINTS = (r"\s*,\s*(?:[ye]\s+)?|\s+y\s+", r"\s*,\s*|\s+[ye]\s+", r"\s*[,–—-]\s*|\s+[ye]\s+", r"[\s,–—-]+(?:[ye]\s+)?")
YEARS = range(1900, 2101)  # a norm may rule since long ago
WHOLE = re.compile(r"(\d+)\.0+")


def parse_quantity(text: str, column: Column, form: Form) -> Parsed:
    """A number within the limits of its column; a column of months takes their names too."""
    if column.type == "int" and part_months(column.name) == 1 and (month := month_number(text)):
        return month, ""
    value, code = parse_number(text, column, form)
    if value is None:
        return None, code
    if column.minimum is not None and value < column.minimum:
        return None, "below"
    if column.maximum is not None and value > column.maximum:
        return None, "above"
    return value, code


def parse_date(text: str, column: Column | None) -> Parsed:
    """A day of these centuries; in a column that closes a period («Cierre de mes») the last of a month, which the month
    alone says too."""
    closes = closes_period(column)
    value, code = parse_day(text, closes)
    if value is None or is_no_day(value):
        return value, code
    if value.year not in YEARS:
        return None, "not_date.far"
    return (None, "not_date.open") if closes and (value + timedelta(1)).day != 1 else (value, code)


def parse_text(text: str, column: Column) -> Parsed:
    """A text in the shape of its column; codes that Excel took for numbers get their zeros back, or are refused."""
    text = activity(text) if column.name == "activity" else text
    if column.pad and (whole := WHOLE.fullmatch(text)):
        text = whole[1]
    if column.pad and text.isdigit():
        text = text.zfill(column.pad)
    text = undressed(text, column.pattern) if column.pattern else text
    if column.pattern and not re.fullmatch(column.pattern, text):
        month = _year_month(text) if column.pattern == YEAR_MONTH else ""
        return (month, "") if month else (None, "pattern")
    if len(text) < column.shortest or 0 < column.longest < len(text):
        return None, "too_short" if len(text) < column.shortest else "too_long"
    return (None, "code_exponent") if EXPONENT.fullmatch(text) else (text, "")


def _parse_word(text: str, column: Column, find: Callable[[str], str | None]) -> Parsed:
    """A text that may be a word of a vocabulary, as its code."""
    found = find(text)
    return (found, "") if found else parse_text(text, column)


def _year_month(text: str) -> str:
    """«ene-21», «202101» or the first day that Excel makes of «2021-01» → «2021-01»; «» for anything else."""
    day, _ = parse_day(text) if "-" in text[4:5] else (None, "")
    found = (day.year, day.month) if isinstance(day, date) and day.day == 1 else month_of(text)
    return f"{found[0]}-{found[1]:02d}" if found else ""


def code_finder(vocabulary: dict[str, Code]) -> Callable[[str], str | None]:
    """A function from a code, label, name or alias, as people write it, to the code. «Unidad de … (UTI)» says it twice,
    and is it when both agree; the year of a standard («ISO 9001:2015») does not make another."""
    known: dict[str, str] = {}
    for word in vocabulary.values():
        for spelling in (word.code, word.label, word.name, *word.aliases):
            known.setdefault(fold(spelling), word.code)
    known.pop("", None)

    def one(text: str) -> str | None:
        return known.get(fold(text)) or known.get(fold(EDITION.sub("", text)))

    def find(text: str) -> str | None:
        twice = None if (found := one(text)) else TWICE.fullmatch(text.strip())
        both = {one(part) for part in twice.groups() if part} if twice else {found}
        return both.pop() if len(both) == 1 else None

    return find


def parse_code(text: str, find: Callable[[str], str | None]) -> Parsed:
    found = find(text)
    return (found, "") if found else (None, "unknown_code")


def parse_opening(text: str, column: Column, find: Callable[[str], str | None]) -> Parsed:
    """A code of the vocabulary, or a new one, in capitals, in the form of its column."""
    found = find(text) or text.upper()
    return (found, "") if re.fullmatch(column.pattern, found) else (None, "pattern")


def parse_codes(text: str, find: Callable[[str], str | None]) -> Parsed:
    """«URH / UPPM» → «URH/UPPM»; separators / ; | + · line breaks, commas, «y», «e», dashes and spaces, but for names
    that have them."""
    found = []
    for part in [text] if find(text) else BARS.split(text):
        whole = find(part)
        ways = [[find(piece) for piece in re.split(joint, part) if piece] for joint in ([] if whole else JOINTS)]
        found += [whole] if whole else next((way for way in ways if None not in way), ways[0])
    return (None, "unknown_code") if not found or None in found else ("/".join(dict.fromkeys(found)), "")


def parser(
    column: Column, vocabularies: dict[str, dict[str, Code]], texts: Iterable[str] = (), blank: bool = False
) -> Callable[[str], Parsed]:
    """The parser of a column's texts; an empty text or a declared null word is (None, "").

    `texts` are all those of the column: they decide together how its numbers are written. Without them each text
    decides alone. A word that means «nothing yet» is the fault «nothing», or nothing at all with a note of EMPTIED:
    in a column that reads such words as empty, and in every optional one when `blank`."""
    nulls = {fold(word) for word in column.null_words}
    if column.type in ("code", "codes"):
        find = code_finder(vocabularies[column.vocabulary])
        one = partial(parse_opening, column=column) if column.opens else parse_code
        read = partial(parse_codes if column.type == "codes" else one, find=find)
    elif column.type in ("int", "decimal"):
        read = partial(parse_quantity, column=column, form=decide(texts, column))
    elif column.words:
        read = partial(_parse_word, column=column, find=code_finder(vocabularies[column.words]))
    else:
        read = partial({"date": parse_date, "text": parse_text}[column.type], column=column)

    means_nothing = nothing_finder(_saying_nothing(column, vocabularies.get("nothing", {})))
    says_nothing = partial(_says_nothing, column=column, means_nothing=means_nothing)
    emptied = {"empty": "no_document"}.get(
        column.placeholders, "nothing_emptied" if blank and not column.required else ""
    )

    def parse(text: str) -> Parsed:
        if not text or (nulls and fold(text) in nulls):
            return None, ""
        if is_error(text) and emptied != "nothing_emptied":
            return None, "cell_error"
        value, code = read(text)
        if (value is None or column.code or column.type == "date") and says_nothing(text, value):
            return None, emptied or ("nothing.required" if column.required else "nothing")
        return value, code

    return parse


def _saying_nothing(column: Column, said: dict[str, Code]) -> dict[str, Code]:
    """The words of the vocabulary «nothing» that in a column are no value."""
    values = {MARK} if column.placeholders != "empty" else set()
    if column.required and column.type in ("code", "codes"):
        values.add(PENDING)
    return {word: code for word, code in said.items() if word not in values}


def _says_nothing(text: str, value: object, column: Column, means_nothing: Callable[[str], bool]) -> bool:
    """Whether what was read of a cell, or could not be read, is no value but a way of saying that there is none yet."""
    if isinstance(value, date):
        return is_no_day(value)
    if column.placeholders == "empty" and not has_number(text):
        return True
    return (column.type == "date" and is_zero(text)) or means_nothing(text) or is_error(text)
