"""Owns the judgement of a table of texts: typed rows, or every problem with row, column and remedy.

Errors refuse the whole file; warnings load and stay in the ledger. It knows the shapes of the
catalogue and nothing of any store: what needs other registers is asked in `publish.py`.
"""

from collections.abc import Iterator
from datetime import date

import pyarrow as pa

from sig_metrics import words
from sig_metrics.definitions import Catalog, Column, Register, Rule, nearest
from sig_metrics.parse import parser
from sig_metrics.problems import Problem
from sig_metrics.read import TextTable

ARROW = {"text": pa.string(), "int": pa.int64(), "decimal": pa.float64(), "date": pa.date32(),
         "code": pa.string(), "codes": pa.string()}  # fmt: skip


def arrow_schema(register: Register) -> pa.Schema:
    """The typed columns of a register, and `_row`, the row of the file each came from."""
    columns = [pa.field(column.name, ARROW[column.type]) for column in register.columns]
    return pa.schema([*columns, pa.field("_row", pa.int64())])


def validate(table: TextTable, catalog: Catalog) -> tuple[pa.Table | None, list[Problem], list[Problem]]:
    """(typed rows, errors, warnings); the rows are None when there is any error.

    Columns are those of `arrow_schema`; each distinct text of a column is parsed once.
    """
    register = table.register
    values: dict[str, list] = {}
    errors: list[Problem] = []
    for column in register.columns:
        texts = table.columns[column.name]
        parse = parser(column, catalog.vocabularies)
        parsed = {text: parse(text) for text in set(texts)}
        values[column.name] = [parsed[text][0] for text in texts]
        faulty = {text for text, (_, fault) in parsed.items() if fault}
        if faulty:
            errors += [_cell(table, column, n, parsed[text][1], catalog) for n, text in enumerate(texts) if text in faulty]
        if column.required:
            errors += [_cell(table, column, n, "required", catalog) for n, text in enumerate(texts)
                       if values[column.name][n] is None and text not in faulty]  # fmt: skip
    warnings = list(table.warnings)
    for rule in register.rules:
        (errors if rule.level == "error" else warnings).extend(_rule(table, values, rule, catalog))
    errors += _duplicates(table, values)
    errors.sort(key=lambda problem: problem.row or 0)
    if errors:
        return None, errors, warnings
    values["_row"] = table.rows
    return pa.table(values, schema=arrow_schema(register)), [], warnings


def _cell(table: TextTable, column: Column, at: int, code: str, catalog: Catalog) -> Problem:
    text = table.columns[column.name][at]
    limit = column.minimum if code == "below" else column.maximum
    hint = ""
    if code == "unknown_code":
        hint = nearest(text, [word.label for word in catalog.vocabularies[column.vocabulary].values()])
    message = words.say(code, value=words.short(text, 60), heading=column.heading, example=column.example, hint=hint,
                        limit=f"{limit:g}" if limit is not None else "")  # fmt: skip
    return Problem(code, message, table.sheet, table.rows[at], table.places[column.name], words.short(text, 60))


def _rule(table: TextTable, values: dict[str, list], rule: Rule, catalog: Catalog) -> Iterator[Problem]:
    """The rows of a file that break one rule of its register."""
    if rule.kind == "month_sum":
        yield from _month_sums(table, values, rule)
        return
    column = table.register.column(rule.column)
    if rule.kind in ("not_before", "not_future"):
        yield from _dates(table, values, rule, column)
        return
    for at, state in enumerate(values[rule.when]):
        empty = values[rule.column][at] is None
        if state in rule.among and empty == (rule.kind == "required_when") and not (empty and table.columns[rule.column][at]):
            label = catalog.label(table.register.column(rule.when).vocabulary, state)
            yield Problem(rule.kind, words.say(rule.kind, state=label, heading=column.heading), table.sheet,
                          table.rows[at], table.places[rule.column], table.columns[rule.column][at])  # fmt: skip


def _dates(table: TextTable, values: dict[str, list], rule: Rule, column: Column) -> Iterator[Problem]:
    """Dates in an impossible order, or after today."""
    earliest = values[rule.other] if rule.other else [None] * len(table.rows)
    heading = table.register.column(rule.other).heading if rule.other else ""
    today = date.today()
    for at, value in enumerate(values[rule.column]):
        wrong = (value is not None and earliest[at] is not None and value < earliest[at] if rule.kind == "not_before"
                 else value is not None and value > today)  # fmt: skip
        if wrong:
            message = words.say(rule.kind, heading=column.heading, value=words.day(value), other=heading, before=words.day(earliest[at]))
            yield Problem(rule.kind, message, table.sheet, table.rows[at], table.places[rule.column], words.day(value))


def _month_sums(table: TextTable, values: dict[str, list], rule: Rule) -> Iterator[Problem]:
    months = [f"m{month:02d}" for month in range(1, 13)]
    for at, target in enumerate(values[rule.column]):
        total = sum(values[month][at] or 0 for month in months)
        if total == (target or 0):
            continue
        message = (words.say("month_sum", target=target, sum=total) if target is not None
                   else words.say("month_sum_empty", sum=total))  # fmt: skip
        yield Problem("month_sum", message, table.sheet, table.rows[at], table.places[rule.column],
                      table.columns[rule.column][at])  # fmt: skip


def _duplicates(table: TextTable, values: dict[str, list]) -> list[Problem]:
    seen: dict[tuple, int] = {}
    found = []
    key = table.register.key
    for at, entry in enumerate(zip(*(values[name] for name in key))):
        first = seen.setdefault(entry, at)
        if first != at and None not in entry:
            shown = " · ".join(map(str, entry))
            found.append(Problem("duplicate", words.say("duplicate", value=shown, other=table.rows[first]),
                                 table.sheet, table.rows[at], table.places[key[-1]], shown))  # fmt: skip
    return found
