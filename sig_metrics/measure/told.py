"""Owns what is told of one row of a register, whatever it is: its words, what it answers or belongs to, and what answers it
or belongs to it, as they were known at a cut-off.

A link is found in the definitions. A row belongs to what a reference of its register points to; to what has for key two or
more of its own columns, when both are of the same thing; and it answers what its columns `answers_kind` and `answers` say: a
register and the key of a row, or the month in which its rows came, or the code of a ficha. A key says which row: «case.», the
register, and what its key holds; what is missing of a key is taken from the last row known. Reserved registers have none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.labels import JOIN, shown_value
from sig_metrics.catalog.model import YEAR_MONTH, Column, Register
from sig_metrics.catalog.queries import query
from sig_metrics.catalog.reader import FICHAS
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, register_rows, remembered
from sig_metrics.measure.drill import MOST, Behind
from sig_metrics.measure.labels import cell_label
from sig_metrics.measure.origin import original_at

CASE, LISTED = "case", "rows"  # of a key: one row, or all those of a register
LISTING = ("listed", "latest")  # the forms of chart that give all the rows of a register
KIND, CODE = "answers_kind", "answers"  # the columns that say what a row answers
MOST_COLUMNS = 6  # of what belongs to a row
NOTE = "note"  # what is said of the row itself, not of what it is about
PLACE = "ut"  # what is of a territorial unit belongs to many


@dataclass(frozen=True)
class Link:
    """What a row answers or belongs to: as it is read, and what the address of its drawer asks for."""

    says: str
    asks: dict[str, str]


@dataclass(frozen=True)
class Told:
    """A row: what it is called, its `words` and the rest of what it says, under their headings; its links, and what has
    one to it, by register."""

    title: str
    register: str
    words: dict[str, str]
    facts: dict[str, str]
    links: tuple[Link, ...]
    behind: tuple[Behind, ...]

    @property
    def speaks(self) -> bool:
        """Whether there is something to read or to follow."""
        return bool(self.words or self.links or self.behind)


def key_of(register: Register, row: dict) -> str:
    """What the address calls a row: «case.vote.ACU-2021-080|Jefatura de la UAJ»."""
    return f"{CASE}.{register.name}.{'|'.join(str(row[name]) for name in register.key)}"


def at(dataset: Dataset, original: str) -> str:
    """The key of the row that came in a place of a load, as `origin` says it; «» where nobody knows of which register."""
    if (place := original_at(original)) is None:
        return ""
    load, _, key = place
    line = next((row for row in dataset.rows(query("loads")) if row["load"] == load), None)
    return f"{CASE}.{line['register']}.{'|'.join(key)}" if line else ""


@remembered(64)
def told(dataset: Dataset, cutoff: date, key: str) -> Told | None:
    """What a key is of, at a cut-off; None for one that no row has that day."""
    _, _, said = key.partition(".")
    name, _, code = said.partition(".")
    register = dataset.catalog.registers.get(name)
    if register is None or not _open(register) or not code:
        return None
    row = _row(dataset, register, register.key[: code.count("|") + 1], code, cutoff)
    if row is None:
        return None
    texts = {each.name for each in _texts(register)}
    said = {each: text for each in register.columns if (text := _text(dataset, register, each, row, cutoff))}
    return Told(
        _called(dataset, register, row),
        name,
        {each.heading: text for each, text in said.items() if each.name in texts},
        {each.heading: text for each, text in said.items() if each.name not in {*texts, *register.key, KIND, CODE}},
        tuple(_links(dataset, register, row)),
        tuple(
            each for other in dataset.catalog.registers.values() if (each := _of(dataset, other, register, row, cutoff))
        ),
    )


@remembered(64)
def listed(dataset: Dataset, cutoff: date, name: str, brief: bool = False) -> Behind | None:
    """The rows of a register known at a cut-off, in the order of its key; None of one that no topic lists, or is reserved.
    `brief`: only what tells one from another, and how it stands."""
    charts = [chart for topic in dataset.catalog.screens.topics for chart in topic.charts if chart.form in LISTING]
    register = dataset.catalog.registers.get(name)
    if not any(name in chart.registers for chart in charts) or not _open(register):
        return None
    rows = [row for row in register_rows(dataset, name) if _known(dataset, register, row, cutoff)]
    columns = list(register.columns)
    if brief:
        named = {*register.key, *register.dated_by}
        columns = [each for each in columns if each.name in named or each.type == "code"][:MOST_COLUMNS]
    return _behind(dataset, register, rows, columns, cutoff)


def _open(register: Register) -> bool:
    return not register.reserved and not register.law and register.layout == "table"


def _texts(register: Register) -> list[Column]:
    """What is written to be read: free text, and no note."""
    return [each for each in register.columns if each.type == "text" and not each.code and each.name != NOTE]


def _row(dataset: Dataset, register: Register, names: tuple[str, ...], code: str, cutoff: date) -> dict | None:
    rows = [row for row in _rows(dataset, register, names, code) if _known(dataset, register, row, cutoff)]
    return max(rows, key=lambda row: [str(row[name]) for name in register.key], default=None)


def _rows(dataset: Dataset, register: Register, names: tuple[str, ...], code: str) -> list[dict]:
    """The rows of a register whose columns hold a code, the last that came first."""
    sql = query(
        "evidence_origin",
        columns=", ".join(f"{register.name}.{each.name}" for each in register.columns),
        table=register.name,
        key=", ".join(f"{register.name}.{name}::varchar" for name in names),
    )
    return dataset.rows(sql, {"keys": [code]})


def _known(dataset: Dataset, register: Register, row: dict, cutoff: date) -> bool:
    """Whether a row was known that day: by its own date, or by that of what it belongs to."""
    dates = [row[name] for name in register.dated_by if register.column(name).type == "date"]
    if dates:
        return all(day is not None and day <= cutoff for day in dates)
    for reference in register.references:
        if len(reference.columns) == 1 and reference.columns[0] != PLACE:
            parent, code = dataset.catalog.registers[reference.register], row[reference.columns[0]]
            found = _rows(dataset, parent, reference.there, str(code)) if _open(parent) else []
            return not found or any(_known(dataset, parent, each, cutoff) for each in found)
    return True


def _owners(dataset: Dataset, register: Register) -> Iterator[tuple[tuple[str, ...], Register, tuple[str, ...]]]:
    """(columns, the register of what they belong to, what they are called there) of a register."""
    registers, names = dataset.catalog.registers, {column.name for column in register.columns}
    single = {each.columns[0] for each in register.references if len(each.columns) == 1} - {PLACE}
    for each in register.references:
        if each.columns[0] in single and len(each.columns) == 1 and _open(registers[each.register]):
            yield each.columns, registers[each.register], each.there
    for other in registers.values():
        shared = len(other.key) > 1 and names.issuperset(other.key) and other.key != register.key
        mine = {each.columns[0] for each in other.references if len(each.columns) == 1}
        if shared and other.name != register.name and other.key[0] in single & mine and _open(other):
            yield other.key, other, other.key


def _links(dataset: Dataset, register: Register, row: dict) -> Iterator[Link]:
    if row.get(KIND) and row.get(CODE):
        kind, code = row[KIND], row[CODE]
        word = dataset.catalog.label(register.column(KIND).vocabulary, kind)
        if kind == FICHAS:
            asks = {"ficha": code}
        elif re.fullmatch(YEAR_MONTH, code):
            asks = {"casos": f"inflow.{kind}.{code}"}
        else:
            asks = {"casos": f"{CASE}.{kind}.{code}"}
        yield Link(words.say("told_answers", kind=word, key=code), asks)
    for columns, owner, _ in _owners(dataset, register):
        values = [row[name] for name in columns]
        if None not in values:
            code = "|".join(map(str, values))
            called = JOIN.join(map(str, values))
            yield Link(
                words.say("told_belongs", kind=owner.counted[0].capitalize(), key=called),
                {"casos": f"{CASE}.{owner.name}.{code}"},
            )


def _of(dataset: Dataset, other: Register, register: Register, row: dict, cutoff: date) -> Behind | None:
    """The rows of another register that answer a row, or belong to it."""
    if not _open(other):
        return None
    asked = [
        (columns, "|".join(str(row[name]) for name in there))
        for columns, owner, there in _owners(dataset, other)
        if owner.name == register.name
    ]
    if {KIND, CODE} <= {column.name for column in other.columns}:
        asked.append(((KIND, CODE), f"{register.name}|{row[register.key[0]]}"))
    found = [each for columns, code in asked for each in _rows(dataset, other, columns, code)]
    found = [each for each in found if _known(dataset, other, each, cutoff)]
    columns = _shown(other, found, {*(name for columns, _ in asked for name in columns), NOTE})
    found.sort(key=lambda each: [(each[name] is not None, each[name]) for name in other.key])
    return _behind(dataset, other, found, columns, cutoff) if found else None


def _shown(register: Register, rows: list[dict], left: set[str]) -> list[Column]:
    """What tells some rows of a register one from another: their key, their first words, and how they stand; words that
    not every row has come last. Without the columns of `left`, which all of them share."""
    columns = [each for each in register.columns if each.name not in left]
    key, spoken = [each for each in columns if each.name in register.key], _texts(register)[:1]
    rest = [each for each in columns if each not in key and (each.type in ("code", "date") or each.code)]
    whole = all(row[each.name] is not None for row in rows for each in spoken)
    return list(dict.fromkeys([*key, *spoken, *rest] if whole else [*key, *rest, *spoken]))[:MOST_COLUMNS]


def _behind(dataset: Dataset, register: Register, rows: list[dict], columns: list[Column], cutoff: date) -> Behind:
    shown = [
        {
            **{each.name: _value(dataset, register, each, row, cutoff) for each in columns},
            "key": key_of(register, row),
        }
        for row in rows[:MOST]
    ]
    kept = [each for each in columns if any(row[each.name] is not None for row in shown)]
    return Behind(register.title, (register.name,), {each.name: each.heading for each in kept}, shown, len(rows))


def _value(dataset: Dataset, register: Register, column: Column, row: dict, cutoff: date) -> object:
    """A cell as it is read: what happened after the cut-off is not known that day."""
    value = row[column.name]
    happens = {rule.column for rule in register.rules if rule.kind == "not_future"}
    if isinstance(value, date) and column.name in happens and value > cutoff:
        return None
    return cell_label(dataset, column.name, value, column.vocabulary) if isinstance(value, str) else value


def _text(dataset: Dataset, register: Register, column: Column, row: dict, cutoff: date) -> str:
    value = _value(dataset, register, column, row, cutoff)
    said = value if isinstance(value, str) else shown_value(dataset.catalog, register, column.name, value)
    return "" if said is None else str(said)


def _called(dataset: Dataset, register: Register, row: dict) -> str:
    """«Hallazgo HAL-2021-063»."""
    key = JOIN.join(str(shown_value(dataset.catalog, register, name, row[name])) for name in register.key)
    return f"{register.counted[0].capitalize()} {key}"
