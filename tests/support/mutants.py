"""Makes mutants of good books: rows of the demonstration as an office may keep them, with what must come back, computed
here.

A `Draft` holds what is written and, beside it, `truth`: the rows as the definition of each mutation says that they
must be read. A mutation either leaves the truth as it is, or changes it in a cell that it knows, or sets `refused`:
that file may not load. The mutations of cells are here; those of rows and headings in `mutant_rows`, of formats and
sheets in `mutant_files`."""

import random
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from sig_metrics.catalog.model import Catalog, Column, Register
from sig_metrics.language.words import MONTHS

NOTHING = ("N/A", "-", "s/d", "Pendiente", "n.d.", "—", "(en blanco)", "S/N", "No aplica")
ERRORS = (
    "########",
    "#N/A",
    "#¡REF!",
    "#N/D",
    "#¿NOMBRE?",
    "#DIV/0!",
    "#¡DIV/0!",
    "#REF!",
    "#¡VALOR!",
    "#VALUE!",
    "#NAME?",
)
TEXTS = (
    "Sintético: revisión",
    "Ñandú & Cía. «A/B»",
    "dos  espacios",
    "Total de horas: 12",
    "Nota: ver acta",
    "3/4",
    "100%",
    "VERDADERO",
    "línea uno\nlínea dos",
    "“comillas” – guion",
    "=1+1",
    "'apóstrofo",
    "a;b,c|d",
    "8.10",
    "0012",
)
INVISIBLE = "\u00a0"


@dataclass
class Cell:
    """A value and the number format of its cell."""

    value: object
    format: str = ""


@dataclass
class Draft:
    """A file to be; `names` and `head` go together, `lines` are cells in that order, `truth` the rows that must come
    back."""

    register: Register
    catalog: Catalog
    pack: str  # «xlsx», «csv» or «parquet»
    names: list[str]
    head: list
    lines: list[list]
    truth: list[dict]
    above: list[list] = field(default_factory=list)
    over: list[list] = field(default_factory=list)  # rows between the titles and the headings
    between: list[tuple[int, list]] = field(default_factory=list)  # (before which row of data, cells)
    below: list[list] = field(default_factory=list)
    merges: list[tuple[int, int, int]] = field(default_factory=list)  # (first, last row of data, column)
    # (name, state, lines, before the table)
    sheets: list[tuple[str, str, list[list], bool]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    refused: bool = False
    blank: bool = False
    from_1904: bool = False
    done: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)  # columns that may not be dropped: what refuses the file is in them

    def at(self, name: str) -> int:
        return self.names.index(name)

    def columns(self, test) -> list[Column]:
        return [column for column in self.register.columns if column.name in self.names and test(column)]


def draft(dice: random.Random, register: Register, catalog: Catalog, pack: str, rows: list[dict]) -> Draft:
    """The rows as they are, in the order of the register; vocabularies by code or by label, days by one of their
    forms."""
    labels, day = dice.random() < 0.5, dice.choice((date.isoformat, lambda each: f"{each:%d/%m/%Y}"))
    lines = [
        [_written(catalog, column, row[column.name], labels, day, pack) for column in register.columns] for row in rows
    ]
    return Draft(
        register,
        catalog,
        pack,
        [c.name for c in register.columns],
        [c.heading for c in register.columns],
        lines,
        [dict(row) for row in rows],
    )


def _written(catalog: Catalog, column: Column, value: object, labels: bool, day, pack: str) -> object:
    if value is None:
        return ""
    if column.type == "code" and labels:
        word = catalog.vocabularies[column.vocabulary][value]
        same = [each for each in catalog.vocabularies[column.vocabulary].values() if each.label == word.label]
        return word.label if len(same) == 1 else value
    if column.type == "date" and pack != "xlsx":
        return day(value)
    return value


# --- cells: each returns whether it could


def free(column: Column) -> bool:
    """A text that may say anything."""
    return column.type == "text" and not column.pattern and not column.code


def _pick(dice, d: Draft, test, filled: bool | None = None) -> tuple[int, Column] | None:
    """(row, column) of a cell of a column that passes; `filled`: with a value, or without one."""
    places = [
        (n, c)
        for c in d.columns(test)
        for n, row in enumerate(d.truth)
        if filled is None or (row[c.name] is not None) == filled
    ]
    return dice.choice(places) if places else None


def _write(d: Draft, n: int, name: str, value: object) -> None:
    d.lines[n][d.at(name)] = value


def refuse(d: Draft, name: str, when: bool = True) -> None:
    """What is in a column refuses the file."""
    if when:
        d.refused = True
        d.kept.add(name)


def number_changed(dice, d) -> bool:
    if not (place := _pick(dice, d, lambda c: c.type in ("int", "decimal") and c.name not in d.register.key, True)):
        return False
    n, column = place
    value = dice.randrange(0, 90) if column.type == "int" else dice.choice((0.0, 7.0, 12.5, 33.25, 80.4, 99.9))
    d.truth[n][column.name] = value
    _write(d, n, column.name, value)
    return True


def text_changed(dice, d) -> bool:
    if not (place := _pick(dice, d, lambda c: free(c) and c.name not in d.register.key)):
        return False
    text = dice.choice(TEXTS)
    d.truth[place[0]][place[1].name] = text
    _write(d, place[0], place[1].name, text)
    return True


def day_changed(dice, d) -> bool:
    if not (place := _pick(dice, d, lambda c: c.type == "date" and c.name not in d.register.key, True)):
        return False
    n, column = place
    value = d.truth[n][column.name] + timedelta(dice.randrange(1, 5))
    d.truth[n][column.name] = value
    _write(d, n, column.name, value if d.pack == "xlsx" else value.isoformat())
    return True


def cell_emptied(dice, d) -> bool:
    if not (place := _pick(dice, d, lambda c: not c.required, True)):
        return False
    d.truth[place[0]][place[1].name] = None
    _write(d, place[0], place[1].name, "")
    return True


def placeholder(dice, d) -> bool:
    """What says that there is nothing yet, in an empty cell: a free text keeps its words, the rest is empty or is
    asked."""
    if not (
        place := _pick(dice, d, lambda c: not c.required and not c.pattern and c.name not in d.register.key, False)
    ):
        return False
    n, column = place
    words = d.catalog.vocabularies.get(column.vocabulary, {}) if column.type in ("code", "codes") else {}
    known = {
        spelling.casefold() for word in words.values() for spelling in (word.code, word.label, word.name, *word.aliases)
    }
    said = dice.choice([each for each in NOTHING if each.casefold() not in known])
    d.blank = dice.random() < 0.5
    for row in range(n, len(d.lines) if dice.random() < 0.5 else n + 1):
        if d.truth[row][column.name] is None:
            _write(d, row, column.name, said)
            if free(column):
                d.truth[row][column.name] = said
    refuse(d, column.name, not d.blank and not free(column) and column.placeholders != "empty")
    return True


def zero_day(dice, d) -> bool:
    if not (place := _pick(dice, d, lambda c: c.type == "date" and not c.required, False)):
        return False
    _write(d, place[0], place[1].name, dice.choice((0, "0", "00/00/0000", "00/01/1900")))
    d.blank = dice.random() < 0.5
    refuse(d, place[1].name, not d.blank)
    return True


def excel_error(dice, d) -> bool:
    n, column = _pick(dice, d, lambda c: True)
    _write(d, n, column.name, dice.choice(ERRORS))
    refuse(d, column.name)
    return True


def numbers_as_texts(dice, d) -> bool:
    """A number as it is typed: with thousands, with spaces that do not break, with its currency, with decimals."""
    if not (
        columns := d.columns(
            lambda c: c.type in ("int", "decimal") and not c.name.startswith(("year", "month", "bimester"))
        )
    ):
        return False
    column = dice.choice(columns)
    comma = d.pack == "csv" and dice.random() < 0.3
    shape = dice.choice(
        (
            lambda v: f"{v:,.2f}",
            lambda v: f"{v:,}",
            lambda v: f"{INVISIBLE}{v}{INVISIBLE}",
            lambda v: f"{v:,}".replace(",", INVISIBLE),
            lambda v: f" {v} ",
        )
    )
    every = dice.random() < 0.6
    for n, row in enumerate(d.truth):
        value = row[column.name]
        if value is None or not every and dice.random() < 0.5 or isinstance(value, float) and round(value, 2) != value:
            continue
        _write(d, n, column.name, str(value).replace(".", ",") if comma else shape(value))
    return True


def percent_texts(dice, d) -> bool:
    if not (columns := d.columns(lambda c: "(%)" in c.heading)):
        return False
    column = dice.choice(columns)
    sign = dice.choice(("%", " %", INVISIBLE + "%"))
    for n, row in enumerate(d.truth):
        if row[column.name] is not None:
            _write(d, n, column.name, f"{row[column.name]}{sign}")
    return True


def key_dressed(dice, d) -> bool:
    """The same key in another dress: case, spaces or another dash for its dashes."""
    names = [c.name for c in d.columns(lambda c: c.type == "text" and c.name in d.register.key and not c.pad)]
    if not names:
        return False
    name, dress = (
        dice.choice(names),
        dice.choice(
            (
                str.lower,
                lambda t: t.replace("-", " "),
                lambda t: t.replace("-", "–"),
                lambda t: f" {t} ",
                str.title,
                lambda t: t.replace("-", " - "),
            )
        ),
    )
    for n in dice.sample(range(len(d.lines)), dice.randrange(1, len(d.lines))):
        _write(d, n, name, dress(str(d.truth[n][name])))
    return True


def key_without_zeros(dice, d) -> bool:
    names = [c.name for c in d.columns(lambda c: c.type == "text" and c.name in d.register.key and not c.pad)]
    places = [(n, name) for name in names for n, row in enumerate(d.truth) if re.search(r"(^|\D)0+\d", row[name])]
    if not places:
        return False
    n, name = dice.choice(places)
    _write(d, n, name, re.sub(r"(^|\D)0+(\d)", r"\1\2", d.truth[n][name]))
    d.refused = True
    return True


def scientific(dice, d) -> bool:
    """Big numbers as a narrow column leaves them in a CSV: their last figures are lost, and what is left is not the
    number."""
    columns = d.columns(lambda c: c.type in ("int", "decimal") and c.name not in d.register.key)
    places = [
        (n, c.name)
        for c in columns
        for n, row in enumerate(d.truth)
        if (row[c.name] or 0) >= 1000 and float(f"{row[c.name]:.2E}") != row[c.name]
    ]
    if not places:
        return False
    n, name = dice.choice(places)
    _write(d, n, name, f"{d.truth[n][name]:.2E}".replace(".", dice.choice(".,")))
    refuse(d, name)
    return True


def days_written(dice, d) -> bool:
    """Days as texts, in the forms in which people and programs write them."""
    if not (columns := d.columns(lambda c: c.type == "date")):
        return False
    shape = dice.choice(
        (
            lambda v: f"{v:%d/%m/%y}",
            lambda v: f"{v.day}-{MONTHS[v.month - 1][:3]}-{v:%y}",
            lambda v: f"{v.day} de {MONTHS[v.month - 1]} de {v.year}",
            lambda v: f"{v:%d/%m/%Y} 00:00",
            lambda v: f"{v:%d/%m/%Y} 10:32:00 a. m.",
            lambda v: f"{v:%d.%m.%Y}",
            lambda v: f"{v:%d-%m-%Y}",
            lambda v: f"{v:%Y/%m/%d}",
            lambda v: f"{v:%Y%m%d}",
            lambda v: f"{v.day}/{v.month}/{v.year}",
            lambda v: f"{INVISIBLE}{v:%d/%m/%Y}",
            lambda v: f"{v:%Y-%m-%d}T00:00:00",
            lambda v: f"{MONTHS[v.month - 1][:3].upper()} {v.day}, {v.year}",
        )
    )
    some = dice.random() < 0.5
    for column in columns:
        for n, row in enumerate(d.truth):
            if row[column.name] is not None and not (some and dice.random() < 0.5):
                _write(d, n, column.name, shape(row[column.name]))
    return True


def words_dressed(dice, d) -> bool:
    """Words of a vocabulary in another dress, and lists of them with other separators."""
    plain = lambda t: "".join(c for c in unicodedata.normalize("NFD", t) if not unicodedata.combining(c))  # noqa: E731
    dress = dice.choice(
        (
            str.upper,
            str.lower,
            plain,
            lambda t: f" {t}{INVISIBLE}",
            lambda t: t.replace(" ", "  "),
            lambda t: f"{t}.",
            str.title,
        )
    )
    separator = dice.choice((" / ", ", ", " y ", "; ", "\n", " - ", "-", " & ", "+"))
    for column in d.columns(lambda c: c.type in ("code", "codes")):
        for n, row in enumerate(d.truth):
            if row[column.name] is not None:
                text = str(d.lines[n][d.at(column.name)])
                _write(d, n, column.name, text.replace("/", separator) if column.type == "codes" else dress(text))
    return True


def numbers_plain_texts(dice, d) -> bool:
    for column in d.columns(lambda c: c.type in ("int", "decimal")):
        for n, row in enumerate(d.truth):
            if (
                row[column.name] is not None
                and d.lines[n][d.at(column.name)] == row[column.name]
                and dice.random() < 0.7
            ):
                _write(d, n, column.name, f"'{row[column.name]}"[dice.random() < 0.9 :])
    return True


def row_twice(dice, d) -> bool:
    """The same row again: one key, two rows."""
    d.lines.append(list(d.lines[0]))
    d.truth.append(dict(d.truth[0]))
    d.refused = True
    return True


def new_row(dice, d) -> bool:
    """A row that the register has not: a copy of one under a key of its own."""
    n = dice.randrange(len(d.lines))
    name = next(
        (
            c.name
            for c in d.register.columns
            if c.name in d.register.key and c.type in ("text", "int") and c.name not in ("year", "ut", "activity")
        ),
        "",
    )
    if not name or d.register.column(name).maximum:
        return False
    key = re.sub(r"\d+$", "987", d.truth[n][name])
    if (
        any(row[name] == key for row in d.truth)
        or d.register.column(name).pattern
        and not re.fullmatch(d.register.column(name).pattern, key)
    ):
        return False
    d.truth.append({**d.truth[n], name: key})
    d.lines.append(list(d.lines[n]))
    _write(d, len(d.lines) - 1, name, key)
    return True


# what refuses a file goes last: nothing writes over it
CELLS = (
    number_changed,
    text_changed,
    day_changed,
    cell_emptied,
    placeholder,
    zero_day,
    days_written,
    words_dressed,
    numbers_plain_texts,
    numbers_as_texts,
    percent_texts,
    key_dressed,
    new_row,
    row_twice,
    key_without_zeros,
    scientific,
    excel_error,
)
