"""Owns the judgement of typed columns together: the rules of a register, its key and what is out of all likelihood.

It works on whole columns of Arrow and words a problem only for the rows that are wrong.
"""

from collections.abc import Callable, Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from sig_metrics.catalog.labels import JOIN
from sig_metrics.catalog.model import Rule
from sig_metrics.catalog.units import EVERY
from sig_metrics.intake.judge.wording import Cells
from sig_metrics.intake.values.numbers import in_points
from sig_metrics.language import words
from sig_metrics.language.problems import Problem

Columns = dict[str, pa.Array]
SEPARATOR = "[\\s\u00a0\u2010-\u2015\u2212_-]+"  # spaces and dashes of every kind
CREATED = date(2005, 4, 7)  # DS 032-2005-PCM creates the Programme

FAR = 2  # years from that of its row
NUMBERS = ("int", "decimal")
STATE = "Estado"  # the heading that a sentence says without quotes


def where(mask: pa.Array) -> list[int]:
    """The places where a mask is true; unknown is false."""
    return pc.indices_nonzero(mask.fill_null(False)).to_pylist()


def break_rule(cells: Cells, values: Columns, rule: Rule) -> Iterator[Problem]:
    """The rows of a file that break one rule of its register."""
    kinds: dict[str, Callable[[Cells, Columns, Rule], Iterator[Problem]]] = {
        "month_sum": _month_sum,
        "not_before": _not_before,
        "not_future": _not_future,
        "not_above": _not_above,
        "not_value": _not_value,
        "unchanged": lambda *given: iter(()),  # of what is stored: `publish/unchanged.py`
    }
    return kinds.get(rule.kind, _by_state)(cells, values, rule)


def asked_later(rule: Rule, came: tuple[str, ...]) -> bool:
    """Whether a rule needs a column that a file with the columns `came` does not bring; () brings all."""
    return bool(came) and any(name and name not in came for name in (rule.column, rule.when, rule.other))


def _by_state(cells: Cells, values: Columns, rule: Rule) -> Iterator[Problem]:
    """A value that a state needs and is not there, or that it does not admit and is."""
    needed = rule.kind == "required_when"
    held = values[rule.column]
    among = pc.is_in(values[rule.when], value_set=pa.array(list(rule.among), pa.string()))
    vocabulary = cells.column(rule.when).vocabulary
    for at in where(pc.and_(among, held.is_null() if needed else held.is_valid())):
        if not needed or not cells.text(rule.column, at):  # a text that could not be read has its own problem
            state = cells.catalog.label(vocabulary, values[rule.when][at].as_py())
            when, said = cells.column(rule.when).heading, cells.shown(state) if cells.reserved else state
            code = rule.kind if when == STATE else f"{rule.kind}.other"
            yield cells.problem(code, at, rule.column, state=said, when=when)


def _not_before(cells: Cells, values: Columns, rule: Rule) -> Iterator[Problem]:
    other = cells.column(rule.other).heading
    for at in where(pc.less(values[rule.column], values[rule.other])):
        late, early = (_day_said(values[name][at].as_py()) for name in (rule.other, rule.column))
        yield cells.problem("not_before", at, rule.column, early, other=other, before=cells.shown(late))


def _day_said(value: date | str) -> str:
    """A day as it reads; a month («2020-12») is already so."""
    return value if isinstance(value, str) else words.day(value)


def _not_above(cells: Cells, values: Columns, rule: Rule) -> Iterator[Problem]:
    """A part that is more than its whole; a protected count («<5») is told only when it is sure."""
    other = cells.column(rule.other).heading
    for at in where(pc.greater(_amounts(values[rule.column], 0), _amounts(values[rule.other], 1))):
        whole = values[rule.other][at].as_py()
        limit = cells.shown(
            whole if isinstance(whole, str) else words.number(whole, 0 if float(whole).is_integer() else 6), number=True
        )
        yield cells.problem("not_above", at, rule.column, other=other, limit=limit)


def _amounts(held: pa.Array, less: int) -> pa.Array:
    """Numbers, also of texts that are counts; of «<5», the least that it may be (0), or with `less` the most (4)."""
    if not pa.types.is_string(held.type):
        return held
    return pa.array(
        [
            None if text is None else less * (int(text[1:]) - 1) if text.startswith("<") else int(text)
            for text in held.to_pylist()
        ],
        pa.int64(),
    )


def _not_future(cells: Cells, values: Columns, rule: Rule) -> Iterator[Problem]:
    for at in where(pc.greater(values[rule.column], pa.scalar(cells.today, pa.date32()))):
        yield cells.problem("not_future", at, rule.column, words.day(values[rule.column][at].as_py()))


def _not_value(cells: Cells, values: Columns, rule: Rule) -> Iterator[Problem]:
    """A value that cannot go with what another column says."""
    among = pc.is_in(values[rule.when], value_set=pa.array(list(rule.among), pa.string()))
    vocabulary, when = cells.column(rule.when).vocabulary, cells.column(rule.when).heading
    for at in where(pc.and_(among, pc.equal(values[rule.column], rule.value))):
        state = cells.catalog.label(vocabulary, values[rule.when][at].as_py())
        of = cells.column(rule.column).vocabulary
        value = cells.catalog.label(of, rule.value) if of else rule.value
        yield cells.problem("not_value", at, rule.column, value, when=when, state=state)


def _month_sum(cells: Cells, values: Columns, rule: Rule) -> Iterator[Problem]:
    total = pa.array([0] * len(cells.table.rows), pa.int64())
    for month in range(1, 13):
        total = pc.add(total, values[f"m{month:02d}"].fill_null(0))
    target = values[rule.column]
    for at in where(pc.not_equal(total, target.fill_null(0))):
        code = "month_sum" if target[at].is_valid else "month_sum.empty"
        yield cells.problem(code, at, rule.column, target=target[at].as_py(), sum=total[at].as_py())


def duplicates(cells: Cells, values: Columns) -> list[Problem]:
    """The rows whose key is already in a row above; a key with an empty part has its own problem."""
    key = cells.table.register.key
    whole = pa.table({name: _undressed(cells, name, values[name]) for name in key})
    distinct = (
        pc.count_distinct(whole[0], "all").as_py()
        if len(key) == 1
        else whole.group_by(list(key)).aggregate([]).num_rows
    )
    if distinct == whole.num_rows:
        return []
    seen: dict[tuple, int] = {}
    found = []
    for at, entry in enumerate(zip(*(column.to_pylist() for column in whole.columns))):
        first = seen.setdefault(entry, at)
        if first != at and None not in entry:
            found.append(
                cells.problem(
                    "duplicate",
                    at,
                    key[-1],
                    JOIN.join(str(values[name][at]) for name in key),
                    other=cells.row_said(first, at),
                )
            )
    return found


def totals(cells: Cells, values: Columns) -> Iterator[Problem]:
    """The rows of all the units beside those of each, where amounts are by unit: they would be added to them."""
    register = cells.table.register
    units = [name for name in register.key if register.column(name).vocabulary == "unit"]
    if not units or not any(column.type in NUMBERS and column.name not in register.key for column in register.columns):
        return
    if not (every := where(pc.equal(values[units[0]], EVERY))):
        return
    rest = list(zip(*(values[name].to_pylist() for name in register.key if name != units[0])))
    parts = {rest[at] for at in where(pc.not_equal(values[units[0]], EVERY))}
    for at in every:
        if rest[at] in parts:
            yield cells.problem("unit_total", at, units[0])


def _undressed(cells: Cells, name: str, values: pa.Array) -> pa.Array:
    """A key without the dress of its typing (case, spaces, dashes, accents), as `identity.py` compares it with what
    is stored."""
    if cells.column(name).type != "text":
        return values
    bare = pc.utf8_lower(values)
    if not pc.all(pc.string_is_ascii(bare)).as_py():
        bare = pc.replace_substring_regex(pc.utf8_normalize(bare, "NFD"), r"\p{Mn}", "")
    return pc.utf8_trim(pc.replace_substring_regex(bare, SEPARATOR, "-"), "-")


def scales(cells: Cells, values: Columns) -> Iterator[Problem]:
    """Columns of percentages in which every value without its sign could be a proportion, whatever the others say. A
    file without types cannot tell: it is an error there."""
    for column in cells.table.register.columns:
        if column.type == "decimal" and in_points(column):
            held = values[column.name]
            bare = pc.invert(pc.match_substring(pa.array(cells.table.columns[column.name], pa.string()), "%"))
            parts = where(pc.and_(bare, pc.and_(pc.greater(held, 0), pc.less(held, 1))))
            if parts and not where(pc.and_(bare, pc.greater(held, 1))):
                yield cells.problem("percent_scale", parts[0], column.name)


def unlikely(cells: Cells, values: Columns) -> Iterator[Problem]:
    """Warnings: days before the Programme, and days far from the year of their own row."""
    register = cells.table.register
    yield from _far(cells, values)
    happened = {rule.column for rule in register.rules if rule.kind == "not_future"} | set(register.dated_by)
    for column in register.columns:
        held = values[column.name]
        if column.type == "date" and column.name in happened:
            for at in where(pc.less(held, pa.scalar(CREATED, pa.date32()))):
                yield cells.problem(
                    "before_programme", at, column.name, words.day(held[at].as_py()), before=words.day(CREATED)
                )


def _far(cells: Cells, values: Columns) -> Iterator[Problem]:
    years = values.get("year")
    for column in cells.table.register.columns if years is not None else ():
        held = values[column.name]
        if column.type == "date":
            apart = pc.greater(pc.abs(pc.subtract(pc.year(held), years)), FAR)
            for at in where(pc.and_(apart, pc.greater_equal(held, pa.scalar(CREATED, pa.date32())))):
                day, year = words.day(held[at].as_py()), cells.shown(years[at].as_py(), number=True)
                yield cells.problem("date_far", at, column.name, day, year=year)
