"""Owns how a question is written over the table of its register: names come from the catalogue, values are always
parameters. What is shown can be copied: the same text, with its values in their places."""

import re
from datetime import date

from sig_metrics.catalog.dated import month_of
from sig_metrics.catalog.law import program_table
from sig_metrics.catalog.model import Column, Register
from sig_metrics.catalog.queries import query
from sig_metrics.measure.evidence import plain_sql
from sig_metrics.measure.explore.question import COUNT, DISTINCT, GRAINS, MEDIAN, SHARE, SUM, Question
from sig_metrics.measure.scope import Scope

PARAMETER = re.compile(r"\$([a-z]\w*)")
REST = "*"  # of a list of words: those that are not told by themselves
SCOPED = ("unit", "system")  # filters of a scope, by the vocabulary of a column


def table_of(register: Register) -> str:
    """The rows of a register, under its own name; those of the law are the store's and the program's."""
    if not register.law:
        return register.name
    columns = ", ".join(column.name for column in register.columns)
    rows = query(
        "explore_law",
        columns=columns,
        register=register.name,
        table=program_table(register.name),
        key=" and ".join(f"own.{name} = program.{name}" for name in register.key),
    )
    return f"({plain_sql(rows)}\n) as {register.name}"


def day_of(register: Register, day: str) -> str:
    """SQL: the day of a row; «» of a register that says no period."""
    if day:
        return f"{register.name}.{day}"
    if not register.dated_by:
        return ""
    first = register.column(register.dated_by[0])
    own = first.type == "date" and len(register.dated_by) == 1
    return f"{register.name}.{first.name}" if own else month_of(register, f"{register.name}.")


def period_of(day: str, grain: str) -> str:
    """SQL: the last day of the period of a day."""
    months = GRAINS[grain]
    if months == 1:
        return f"last_day({day})"
    if months == 12:
        return f"make_date(year({day}), 12, 31)"
    return f"last_day(make_date(year({day}), ((month({day}) - 1) // {months} + 1) * {months}, 1))"


def known_day(register: Register, name: str) -> str:
    """SQL: a day as it was known at the cut-off; one that tells what happened later is not known."""
    told = f"{register.name}.{name}"
    past = any(rule.kind == "not_future" and rule.column == name for rule in register.rules)
    return f"case when {told} <= $cutoff then {told} end" if past else told


def told_days(register: Register) -> list[str]:
    """SQL: the days on which something happened that a row tells of."""
    past = {rule.column for rule in register.rules if rule.kind == "not_future"}
    return [f"{register.name}.{each.name}" for each in register.columns if each.type == "date" and each.name in past]


def piece_of(register: Register, name: str, parted: str) -> str:
    """SQL: the value of a column as a text; of several words, each one (`parted` is the name of their list)."""
    column = register.column(name)
    if column.type == "codes":
        return f"{parted}.value"
    return f"{register.name}.{name}" + ("::varchar" if column.type == "int" else "")


def parting(register: Register, name: str, parted: str, kept: str = "") -> str:
    """SQL: what makes a row of several words a row of each; «» of a column with one. `kept`: the parameter of those that
    are told by themselves: the others of a row are one, so that it counts once among them."""
    if not name or register.column(name).type != "codes":
        return ""
    each = f"string_split({register.name}.{name}, '/')"
    if kept:
        inside = f"case when list_contains(${kept}::varchar[], word) then word else '{REST}' end"
        each = f"list_transform({each}, lambda word: {inside})"
    return f"\ncross join unnest(coalesce(list_distinct({each}), [null])) as {parted}(value)"


def told_or_rest(register: Register, name: str, parted: str, kept: str) -> tuple[str, str]:
    """SQL: (the value of a column where it is told by itself, whether it is one of the others)."""
    piece = piece_of(register, name, parted)
    if register.column(name).type == "codes":
        return f"nullif({piece}, '{REST}')", f"coalesce({piece} = '{REST}', false)"
    inside = f"list_contains(${kept}::varchar[], {piece})"
    return f"case when {inside} then {piece} end", f"coalesce(not {inside}, false)"


def holds(register: Register, column: Column, parameter: str, wanted: list[str]) -> tuple[str, dict[str, object]]:
    """(SQL: whether a row has one of some values, its parameter)."""
    told, some = f"{register.name}.{column.name}", [int(each) if column.type == "int" else each for each in wanted]
    if len(some) == 1:
        one = f"list_contains(string_split({told}, '/'), ${parameter})"
        return one if column.type == "codes" else f"{told} = ${parameter}", {parameter: some[0]}
    if column.type == "codes":
        return f"list_has_any(string_split({told}, '/'), ${parameter})", {parameter: some}
    return f"list_contains(${parameter}, {told})", {parameter: some}


def filters(register: Register, question: Question, scope: Scope) -> tuple[list[str], dict[str, object]]:
    """(conditions, parameters) of the filters of a question and of a scope."""
    wheres, values = [], {}
    for at, (name, wanted) in enumerate(question.filters, 1):
        column, some, either = register.column(name), [value for value in wanted if value], []
        if some:
            held, given = holds(register, column, f"held_{at}", some)
            either, values = [held], values | given
        if "" in wanted:
            either.append(f"{register.name}.{name} is null")
        wheres.append(f"({' or '.join(either)})" if len(either) > 1 else either[0])
    for dimension, column in scoped(register).items():
        if asked := getattr(scope, dimension):
            held, given = holds(register, column, dimension, [asked])
            wheres, values = [*wheres, held], values | given
    return wheres, values


def scoped(register: Register) -> dict[str, Column]:
    """{filter of a scope: the column of a register that it is asked of}."""
    found = {}
    for dimension in SCOPED:
        if column := next((each for each in register.columns if each.vocabulary == dimension), None):
            found[dimension] = column
    return found


def within(day: str, since: date | None, until: date) -> tuple[list[str], dict[str, object]]:
    """(conditions, parameters) of a window of days."""
    if not day:
        return [], {}
    wheres, values = [f"{day} <= $until"], {"until": until}
    if since:
        return [f"{day} >= $since", *wheres], {"since": since, **values}
    return wheres, values


def measured(register: Register, question: Question) -> tuple[list[str], dict[str, object]]:
    """(columns, parameters): the rows of a cell (`size`), those with a value (`valued`), and what they add up to
    (`added`) or, of what does not add up, its answer; of a count, its rows alone."""
    told = f"{register.name}.{question.column}"
    some, values = ["count(*) as size"], {}
    if question.measure == SUM:
        kind = "bigint" if register.column(question.column).type == "int" else "double"
        some += [f"count({told}) as valued", f"sum({told})::{kind} as added"]
    elif question.measure == SHARE:
        held, values = holds(register, register.column(question.column), "word", [question.other])
        some += [f"count({told}) as valued", f"count(*) filter (where {held}) as added"]
    elif question.measure == DISTINCT:
        some += [f"count({told}) as valued", f"count(distinct {told}) as answer"]
    elif question.measure == MEDIAN:
        some += _median(register, question)
    return some, values


def lasted(register: Register, question: Question) -> tuple[str, str]:
    """SQL: (the first day, the last day) of a median, as they were known."""
    return known_day(register, question.column), known_day(register, question.other)


def _median(register: Register, question: Question) -> list[str]:
    since, until = lasted(register, question)
    ended = f"({until}) >= ({since})"
    return [
        f"count(*) filter (where {ended}) as valued",
        f"count(*) filter (where ({since}) is not null and ({until}) is null) as unended",
        f"count(*) filter (where ({until}) < ({since})) as backward",
        f"median(date_diff('day', {since}, {until})) filter (where {ended}) as answer",
    ]


def counted(register: Register, question: Question) -> tuple[list[str], dict[str, object]]:
    """(conditions, parameters): of the rows of a cell, those that its number counts."""
    told = f"{register.name}.{question.column}"
    if question.measure == COUNT:
        return [], {}
    if question.measure == MEDIAN:
        since, until = lasted(register, question)
        return [f"({until}) >= ({since})"], {}
    if question.measure == SHARE:
        held, values = holds(register, register.column(question.column), "word", [question.other])
        return [held], values
    return [f"{told} is not null"], {}


def asked(sql: str, values: dict[str, object]) -> dict[str, object]:
    """Of some parameters, those that a query has."""
    return {name: values[name] for name in dict.fromkeys(PARAMETER.findall(sql)) if name in values}


def shown(sql: str, values: dict[str, object]) -> str:
    """A query as it can be copied and run: its values in their places."""
    return PARAMETER.sub(lambda found: literal(values[found[1]]) if found[1] in values else found[0], plain_sql(sql))


def literal(value: object) -> str:
    """A value as SQL writes it."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def beyond(register: Register, column: Column, parameter: str) -> str:
    """SQL: whether a row has a value that is not one of a list of texts."""
    told = f"{register.name}.{column.name}"
    if column.type == "codes":
        return f"not list_has_all(${parameter}::varchar[], string_split({told}, '/'))"
    return f"not list_contains(${parameter}::varchar[], {told}{'::varchar' if column.type == 'int' else ''})"
