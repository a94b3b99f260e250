"""Owns the shape of a register: its columns, the rules of its rows, what they point to; and of a word.

Plain frozen data; `registers.py` fills it from the declarative files and refuses what is wrong.
"""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.released import Disclosure

# Months in a period of each cadence or frequency; «on_change» has no calendar. Periods are counted from January.
CADENCE_MONTHS = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "four_monthly": 4, "half_yearly": 6, "yearly": 12}
PARTS = {"month": 1, "bimester": 2, "quarter": 3, "semester": 6}  # columns that name a part of the year, and its months
YEAR_MONTH = r"20\d{2}-(0[1-9]|1[0-2])"  # the pattern of a text that is a month: «2020-12»
# what the archive keeps of an accepted file: the bytes that came, or its accepted cells written again
ARCHIVES = ("original", "rewrite")
ORIGINAL_WHY = (
    "el archivo es la prueba de lo que se envió; por eso también se busca si trae datos personales fuera de su tabla"
)


class CatalogError(Exception):
    """A definition is wrong; the text names the file, the fault and the nearest right word."""


@dataclass(frozen=True)
class Code:
    """One word of a vocabulary: stored as `code`, shown as `label`."""

    code: str  # found: the key of its table, `[unit.UPPM]`
    label: str  # what a reader sees, in Spanish
    order: int  # found: its place in the file, which is the order on the screens
    name: str = ""  # the long form, where the label is short
    role: str = "neutral"  # the colour of meaning that a figure gives it (`present/theme.py`)
    icon: str = ""  # a sign beside the word, so that colour is never alone
    aliases: tuple[str, ...] = ()  # other spellings that a file may bring
    until: date | None = None  # the last day of what gave it: the manual of a unit

    @property
    def named(self) -> tuple[str, tuple[str, ...]]:
        """Its label, and every way it is written: what a wrong word is near to."""
        return self.label, (self.code, self.label, self.name, *self.aliases)


@dataclass(frozen=True)
class Column:
    """One column of a register: its code, Spanish heading, type and limits."""

    name: str  # the code of the column: in the tables, in SQL and in CSV
    heading: str  # the Spanish heading in templates and tables
    type: str  # what its cells are
    definition: str  # one sentence for whoever fills it, in Spanish
    required: bool = False  # an empty cell is a problem
    vocabulary: str = ""  # of a code or codes: the vocabulary of its words
    minimum: float | None = None  # the least number that it admits
    maximum: float | None = None  # the greatest number that it admits
    pattern: str = ""  # the regular expression that a whole text must match
    shortest: int = 0  # of a text: the fewest letters that say something
    longest: int = 0  # of a text: the most letters that there is room for; 0: as many as it has
    pad: int = 0  # codes that Excel keeps as numbers: «1» is «01»
    example: str = ""  # what the template shows in its example row
    aliases: tuple[str, ...] = ()  # other headings that a file may bring
    null_words: tuple[str, ...] = ()  # texts that mean «no value», such as «No aplica»
    optional_heading: bool = False  # the whole column may be missing from a file
    # a text that identifies something, kept to the letter; keys, references and patterns are, without saying it
    code: bool = False
    opens: bool = False  # a code that its vocabulary does not have yet, in the form of `pattern`, is a new one
    placeholders: str = ""  # «empty»: a word that means «nothing yet» is read as an empty cell, and told
    # of a text: a vocabulary whose words it may also be, in any of their spellings («Perú» is «nacional»)
    words: str = ""


@dataclass(frozen=True)
class Rule:
    """A condition across columns of one row."""

    # required_when, empty_when, not_value: by `when`; not_before, not_above: by `other`; month_sum: the twelve months
    # add up to it; not_future; unchanged: a load may not change what is stored
    kind: str
    column: str  # the column that is judged
    when: str = ""  # the column, of codes, on which it depends
    among: tuple[str, ...] = ()  # the words of `when` under which the rule is asked
    other: str = ""  # not_before: the column that must not be later; not_above: the whole that this part may not exceed
    value: str = ""  # not_value: the one that cannot go with `among`
    instead: str = ""  # unchanged: what is done instead of loading another value, in Spanish
    level: str = "error"  # an `error` refuses the load, a `warning` is told


@dataclass(frozen=True)
class Reference:
    """`columns` of this register must exist, together, in `register`, where they are called `called`; `besides`
    point nowhere."""

    columns: tuple[str, ...]  # the columns of this register, together
    register: str  # the register in which they must exist
    called: tuple[str, ...] = ()  # their names there, where they are others
    besides: tuple[str, ...] = ()  # values of a single column that are good by themselves

    @property
    def there(self) -> tuple[str, ...]:
        """The names of the columns in the other register."""
        return self.called or self.columns


@dataclass(frozen=True)
class Register:
    """One register: template, reading, validation, table and document derive from it."""

    name: str  # found: the stem of the file
    title: str  # how the screens call it, in Spanish
    description: str  # what one row is, in Spanish
    source: str  # who keeps it and where it comes from, in Spanish
    columns: tuple[Column, ...]  # its columns, in the order of the template
    key: tuple[str, ...]  # the columns that tell one row from another
    order: int  # its place in every list; the plan's are below 100
    partition: tuple[str, ...] = ()  # a replacing load, and any annex, take out rows only where these are equal
    additive: bool = False  # an annex only adds to it what is not there yet
    cadence: str = "on_change"  # how often its file comes; `on_change` has no calendar
    # which period a row belongs to: a date, a «2020-12», or a year and its month, bimester…
    dated_by: tuple[str, ...] = ()
    # a row tells of its period only where this column has a value: a schedule is written before it happens
    dated_if: str = ""
    dense: bool = False  # every period of the cadence has rows: without them a file is missing
    # months after a period in which its rows can exist: at a cut-off, the period so many months before is asked for
    lag: int = 0
    # a register whose months without rows this one tells: either serves, and none of both alone is missed
    stands_for: str = ""
    due_day: int = 10  # days after the end of a period by which its file is expected; proposed
    rules: tuple[Rule, ...] = ()  # conditions across the columns of one row
    references: tuple[Reference, ...] = ()  # columns that must exist in another register
    layout: str = "table"  # `annex`: shaped as Anexo 01, feeds other registers
    feeds: tuple[str, ...] = ()  # the registers that an annex fills
    reserved: bool = False  # no value of it is shown nor quoted; only protected counts are kept
    archive: str = "original"  # what is kept of an accepted file; a reserved register is always rewritten
    archive_why: str = ORIGINAL_WHY  # why it is rewritten, in Spanish; only with `archive = "rewrite"`
    disclosure: Disclosure | None = None  # the protected tables that a reserved register admits
    law: bool = False  # rows of it come with the program, beside the store's own (`catalog/law.py`)
    rows: str = "fila|filas"  # what one of its rows is called, and several, when a load counts them

    @property
    def counted(self) -> tuple[str, str]:
        """(one, several): «actividad», «actividades»."""
        one, _, many = self.rows.partition("|")
        return one, many

    @property
    def rewritten(self) -> bool:
        """Whether the archive keeps its accepted cells, written again, and never the bytes that came."""
        return self.archive == "rewrite"

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def part_months(name: str) -> int:
    """The months in the part of the year that a column names («bimester», «programmed_month»); 0 when it names none."""
    return PARTS.get(name.rpartition("_")[2], 0)
