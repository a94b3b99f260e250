"""Owns the way from a point of an answer to the rows that its number counts, each with the file that it came in.

A key says which point, «2021-09.=claim.»: its period, its group and its part, where «» is all, «-» what has no value and
«*» the others together."""

from datetime import date
from urllib.parse import quote, unquote

from sig_metrics.catalog.labels import JOIN
from sig_metrics.catalog.model import Column, Register
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.drill import MOST, Behind
from sig_metrics.measure.explore import sql as written
from sig_metrics.measure.explore.answer import NONE, OTHERS, WHOLE, Answer, Cell, ask
from sig_metrics.measure.explore.periods import period_said
from sig_metrics.measure.explore.question import NOTE, PERSON, Question
from sig_metrics.measure.labels import cell_label
from sig_metrics.measure.origin import ORIGIN, origins_of
from sig_metrics.measure.scope import Scope

MOST_COLUMNS = 10
MOST_VALUES = 500  # of a column, to choose from
SIGNS = {"": WHOLE, "-": NONE, "*": OTHERS}


def key_of(period: date | None, group: Cell, split: Cell = WHOLE) -> str:
    """A point as an address says it."""
    return ".".join([f"{period:%Y-%m}" if period else "", _said(group), _said(split)])


def _said(cell: Cell) -> str:
    signs = {found: sign for sign, found in SIGNS.items()}
    return signs[cell] if cell in signs else "=" + quote(cell.code, safe="").replace(".", "%2E")


def place_of(found: Answer, key: str) -> tuple[date | None, Cell, Cell] | None:
    """The place of an answer that a key says; None of one that it does not have."""
    parts = key.split(".")
    if len(parts) != 3:
        return None
    period = next((each for each in found.periods if each and f"{each:%Y-%m}" == parts[0]), None)
    cells = [Cell("one", unquote(part[1:])) if part[:1] == "=" else SIGNS.get(part) for part in parts[1:]]
    known = all(cell == WHOLE or cell in some for cell, some in zip(cells, (found.groups, found.splits)))
    return (period, *cells) if known and (period or not parts[0]) else None


def behind(dataset: Dataset, question: Question, scope: Scope, key: str) -> Behind | None:
    """The rows that the number of a point counts; None for a point that the answer does not have."""
    try:
        found = ask(dataset, question, scope)
    except Refused:
        return None
    place = place_of(found, key)
    return _behind(dataset, found, place) if place else None


def _behind(dataset: Dataset, found: Answer, place: tuple[date | None, Cell, Cell]) -> Behind:
    register, columns = found.register, _columns(found)
    wheres, values = _conditions(found, place)
    days = {each.name for each in register.columns if each.type == "date"}
    shown = [
        f"{written.known_day(register, name)} as {name}" if name in days else f"{register.name}.{name}"
        for name in dict.fromkeys([*(each.name for each in columns), *register.key])
    ]
    sql = query(
        "explore_rows",
        columns=",\n    ".join(shown),
        register=written.table_of(register),
        filters="\n    and ".join(wheres or ["true"]),
        key=",\n    ".join(f"{register.name}.{name}" for name in register.key),
    )
    given = written.asked(sql, values)
    rows = dataset.rows(f"{sql}\nlimit {MOST}", given)
    total = len(rows) if len(rows) < MOST else dataset.rows(query("rows_counted", rows=f"({sql}\n)"), given)[0]["total"]
    origins = origins_of(dataset, (register.name,), rows)
    headings = {each.name: each.heading for each in columns} | (ORIGIN if any(origins) else {})
    lines = [{**_labelled(dataset, columns, row), **origin} for row, origin in zip(rows, origins)]
    return Behind(register.title, (register.name,), headings, lines, total, _subject(found, place))


def _conditions(found: Answer, place: tuple[date | None, Cell, Cell]) -> tuple[list[str], dict[str, object]]:
    """(conditions, parameters) of the rows that a point counts."""
    question, register, (period, *cells) = found.question, found.register, place
    day = written.day_of(register, question.day)
    wheres, values = written.within(day, found.since, found.scope.cutoff)
    held, more = written.filters(register, question, found.scope)
    counted, word = written.counted(register, question)
    wheres, values = [*wheres, *held, *counted], {"cutoff": found.scope.cutoff, **values, **more, **word}
    if period:
        wheres.append(f"{written.period_of(day, question.grain)} = $period")
        values["period"] = period
    named = (("piece", question.group, found.groups), ("part", question.split, found.splits))
    for cell, (parameter, name, some) in zip(cells, named):
        if cell == NONE:
            wheres.append(f"{register.name}.{name} is null")
        elif cell.kind == "one":
            one, given = written.holds(register, register.column(name), parameter, [cell.code])
            wheres, values = [*wheres, one], values | given
        elif cell == OTHERS:
            wheres.append(written.beyond(register, register.column(name), parameter))
            values[parameter] = [each.code for each in some if each.kind == "one"]
    return wheres, values


def _columns(found: Answer) -> list[Column]:
    """Its key, what is asked of it, and what else says whose a row is; never what stands for a person."""
    register, question = found.register, found.question
    asked = (question.group, question.split, question.day, *(name for name, _ in question.filters))
    measured = (question.column, question.other) if question.measure == "median" else (question.column,)
    names = dict.fromkeys([*register.key, *register.dated_by, *filter(None, (*asked, *measured))])
    others = [each.name for each in register.columns if each.name != NOTE and each.type != "text"]
    names |= dict.fromkeys(others[: max(0, MOST_COLUMNS - len(names))])
    return [register.column(name) for name in names if PERSON not in name]


def _labelled(dataset: Dataset, columns: list[Column], row: dict) -> dict:
    words_of = {each.name: each.vocabulary for each in columns}
    return {
        name: cell_label(dataset, name, value, words_of[name]) if isinstance(value, str) else value
        for name, value in row.items()
        if name in words_of
    }


def _subject(found: Answer, place: tuple[date | None, Cell, Cell]) -> str:
    period, group, split = place
    said = (
        period_said(period, found.question.grain, found.scope.cutoff) if period else "",
        found.label(group, found.question.group) if group != WHOLE else "",
        found.label(split, found.question.split) if split != WHOLE else "",
    )
    return JOIN.join(filter(None, said))


@remembered(64)
def values_of(dataset: Dataset, register: Register, name: str) -> dict[str, str]:
    """{value: how it reads} of those that a filter can ask of a column, those of more rows first; «» is none."""
    column = register.column(name)
    if column.vocabulary and not column.opens:
        found = dict.fromkeys(dataset.catalog.vocabularies[column.vocabulary])
    else:
        sql = query(
            "explore_values",
            piece=written.piece_of(register, name, "by_group"),
            register=written.table_of(register) + written.parting(register, name, "by_group"),
            filters="true",
        )
        found = dict.fromkeys(row["value"] for row in dataset.rows(sql, {"most": MOST_VALUES}) if row["value"])
    said = {value: cell_label(dataset, name, value, column.vocabulary) for value in found}
    return said if column.required else {**said, "": words.say("explore_none")}
