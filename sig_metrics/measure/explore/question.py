"""Owns what can be asked of a register: the shape of a question, which columns each part of it may name, and its
defaults. A question names declared columns only, and its values are never part of a query's text."""

from dataclasses import dataclass, replace

from sig_metrics.catalog.model import CADENCE_MONTHS, Catalog, Column, Register, part_months
from sig_metrics.language import words
from sig_metrics.language.nearest import nearest
from sig_metrics.language.problems import refuse
from sig_metrics.measure.kept import kept

COUNT, DISTINCT, SUM, SHARE, MEDIAN = MEASURES = ("count", "distinct", "sum", "share", "median")
ADDITIVE = (COUNT, SUM, SHARE)  # the parts of their answers add up
GRAINS = {"month": 1, "bimester": 2, "quarter": 3, "semester": 6, "year": 12}  # months of each
YEAR, ALL = "year", "all"
SPANS = ("12", "24", "36", "60", YEAR, ALL)  # months back from the cut-off; the year so far; everything that came
MOST_TOP, MOST_FILTERS = 25, 6
TOP, TOP_LINES, TOP_PARTS = 10, 5, 5  # groups by themselves: of bars, of lines, and of what each is divided into
FEW = 31  # a whole number with more values than the days of a month is measured, not told apart
NOTE = "note"  # what anybody writes, of anything
PERSON = "pseudo"  # in the name of a column: it stands for a person, who is counted and never told apart


@dataclass(frozen=True)
class Question:
    """A question of a register. `column`: what is distinct or summed, the column of the condition of a share, or the
    day from which a median runs; `other`: the word of that condition, or the day until which it runs; `day`: the
    column that dates a row («»: the register's own); `filters`: (column, its values), where «» is none; `top`: how
    many groups are told by themselves (0: as many as are read)."""

    register: str
    measure: str = COUNT
    column: str = ""
    other: str = ""
    group: str = ""
    split: str = ""
    grain: str = ""
    day: str = ""
    span: str = SPANS[0]
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    top: int = 0

    @property
    def most(self) -> int:
        """How many groups are told by themselves."""
        return self.top or (TOP_LINES if self.grain else TOP)

    @property
    def additive(self) -> bool:
        return self.measure in ADDITIVE


@kept(4, same=True)
def askable(catalog: Catalog) -> dict[str, Register]:
    """{name: register} of those that can be asked, in the order of the catalogue: never a reserved one."""
    tables = [each for each in catalog.registers.values() if each.layout == "table" and not each.reserved]
    return {each.name: each for each in sorted(tables, key=lambda each: (each.order, each.name))}


def days(register: Register) -> tuple[Column, ...]:
    return tuple(each for each in register.columns if each.type == "date")


@kept(256, same=True)
def told_apart(register: Register) -> tuple[Column, ...]:
    """The columns that a register can be divided by: words first, then what points elsewhere, numbers of few values
    and other texts."""
    pointing = {name for reference in register.references for name in reference.columns}

    def turn(column: Column) -> int:
        return 0 if column.vocabulary else 1 if column.name in pointing else 2 if column.type == "int" else 3

    return tuple(sorted((each for each in register.columns if _is_told_apart(register, each)), key=turn))


def _is_told_apart(register: Register, column: Column) -> bool:
    if column.name == NOTE or PERSON in column.name or (column.name,) == register.key:
        return False
    return column.type in ("code", "codes", "text") or column.type == "int" and _is_few(column)


def _is_few(column: Column) -> bool:
    if column.name == "year" or part_months(column.name):
        return True
    return None not in (column.minimum, column.maximum) and column.maximum - column.minimum <= FEW


def summable(register: Register) -> tuple[Column, ...]:
    """The columns of quantities: numbers that do not tell one row from another."""
    numbers = [each for each in register.columns if each.type in ("int", "decimal") and each.name not in register.key]
    return tuple(each for each in numbers if each.type == "decimal" or not _is_few(each))


def countable(register: Register) -> tuple[Column, ...]:
    """The columns whose distinct values can be counted."""
    return tuple(each for each in register.columns if each.type != "decimal" and each.name != NOTE)


def measured_by(register: Register, measure: str) -> tuple[Column, ...]:
    """The columns that a measure may be of."""
    by = {DISTINCT: countable, SUM: summable, SHARE: told_apart, MEDIAN: days}
    return by[measure](register) if measure in by else ()


def measures_of(register: Register) -> tuple[str, ...]:
    """The measures that a register has columns for."""
    least = {MEDIAN: 2}
    return tuple(each for each in MEASURES if each == COUNT or len(measured_by(register, each)) >= least.get(each, 1))


def grains_of(register: Register, day: str = "") -> tuple[str, ...]:
    """The grains of time that a register can be followed by: none without days, and none finer than its file."""
    if not (day or register.dated_by):
        return ()
    least = CADENCE_MONTHS.get(register.cadence, 1) if register.dense and not day else 1
    return tuple(
        name for name, months in GRAINS.items() if months % least == 0 and name != "bimester" or months == least
    )


def default(catalog: Catalog, register: Register) -> Question:
    """The question that a register opens with: its rows, or the quantity of each of its periods, by its first word (or
    what it points to), through time where it is dated."""
    grains, groups = grains_of(register), told_apart(register)
    named = [each.name for each in groups if each.name not in register.dated_by and each.type != "int"]
    measure = _quantity(register)
    return Question(
        register.name,
        SUM if measure else COUNT,
        measure,
        group=next(iter(named), ""),
        grain=grains[0] if grains else "",
    )


def periodic(register: Register) -> bool:
    """Whether a row is of something in a period, and not one of many that are counted: what it has may be a balance,
    which is not added through time."""
    others = [register.column(name) for name in register.key if name not in register.dated_by]
    numbered = any(each.type == "int" and not _is_few(each) for each in others)
    return bool(register.dated_by) and set(register.dated_by) < set(register.key) and not numbered


def _quantity(register: Register) -> str:
    """The first quantity of a register whose rows are of a period each; a share of 100 is none."""
    if not periodic(register):
        return ""
    return next((each.name for each in summable(register) if each.maximum is None or each.maximum > 100), "")


def checked(catalog: Catalog, question: Question) -> Question:
    """The question, if all that it names is there; raises Refused with the nearest right word."""
    register = _one(question.register, askable(catalog))
    register = askable(catalog)[register]
    _one(question.measure, measures_of(register))
    _one(question.span, SPANS)
    names = [each.name for each in told_apart(register)]
    for name in filter(None, (question.group, question.split, *(column for column, _ in question.filters))):
        _one(name, names)
    if question.split and question.split == question.group or len(question.filters) > MOST_FILTERS:
        raise refuse("explore_twice", most=MOST_FILTERS)
    if question.day:
        _one(question.day, [each.name for each in days(register)])
    if question.grain:
        _one(question.grain, grains_of(register, question.day))
    if not 0 <= question.top <= MOST_TOP:
        raise refuse("explore_top", value=question.top, most=MOST_TOP)
    for name, values in question.filters:
        _values(catalog, register, name, [value for value in values if value])
    return _measured(catalog, register, question)


def _measured(catalog: Catalog, register: Register, question: Question) -> Question:
    """What a measure is of; what it does not need is left out."""
    if question.measure == COUNT:
        return replace(question, column="", other="")
    _one(question.column, [each.name for each in measured_by(register, question.measure)])
    if question.measure == MEDIAN:
        _one(question.other, [each.name for each in days(register) if each.name != question.column])
    elif question.measure == SHARE:
        if not question.other:
            raise refuse("explore_value", heading=register.column(question.column).heading)
        _values(catalog, register, question.column, [question.other])
    else:
        return replace(question, other="")
    return question


def _values(catalog: Catalog, register: Register, name: str, values: list[str]) -> None:
    """Words of a column of words are those of its vocabulary; numbers are numbers."""
    column = register.column(name)
    for value in values:
        if column.vocabulary and not column.opens:
            _one(value, catalog.vocabularies[column.vocabulary])
        if column.type == "int" and words.whole(value) is None:
            raise refuse("explore_unknown", value=words.short(words.plain(value), 40), hint="")


def _one(name: str, known) -> str:
    if name not in known:
        raise refuse("explore_unknown", value=words.short(words.plain(name), 40), hint=nearest(name, known))
    return name
