"""Owns the shapes of what is defined: vocabulary words, registers, indicators, views, checks.

Plain frozen data; `catalog.py` fills it from the declarative files and refuses what is wrong.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sig_metrics.catalog.released import Disclosure
from sig_metrics.catalog.screen_model import Screens
from sig_metrics.language.nearest import nearest

# Months in a period of each cadence or frequency; «on_change» has no calendar. Periods are counted from January.
CADENCE_MONTHS = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "four_monthly": 4, "half_yearly": 6, "yearly": 12}
PARTS = {"month": 1, "bimester": 2, "quarter": 3, "semester": 6}  # columns that name a part of the year, and its months
YEAR_MONTH = r"20\d{2}-(0[1-9]|1[0-2])"  # the pattern of a text that is a month: «2020-12»
OWN_WORDS = ("kind", "severity", "domain")  # dimensions whose codes are of another vocabulary in each indicator
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
    # add up to it; not_future
    kind: str
    column: str  # the column that is judged
    when: str = ""  # the column, of codes, on which it depends
    among: tuple[str, ...] = ()  # the words of `when` under which the rule is asked
    other: str = ""  # not_before: the column that must not be later; not_above: the whole that this part may not exceed
    value: str = ""  # not_value: the one that cannot go with `among`
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


@dataclass(frozen=True)
class Target:
    """A target with its validity and its basis: N norm, S plan, P proposed."""

    value: float  # in the unit of the indicator; a share is 0.9, not 90
    text: str  # as the norm or the plan says it: «90 %»
    basis: str  # N norm, S plan, P proposed
    since: date  # the first day that it holds
    until: date | None = None  # the last day that it holds; without it, until another one


@dataclass(frozen=True)
class Bands:
    """Values from which an indicator is good and fair, and the basis of the bands."""

    good: float  # from here, «cerca de la meta»
    fair: float  # from here, «bajo la meta»; beyond, «fuera de meta»
    basis: str  # N norm, S plan, P proposed
    relative: bool = False  # the limits are shares of the target

    def limits(self, target: float) -> tuple[float, float]:
        """(good, fair) in the unit of the indicator, for a target."""
        of = target if self.relative else 1.0
        return self.good * of, self.fair * of


@dataclass(frozen=True)
class Indicator:
    """One indicator: its ficha and the SQL that returns its additive monthly parts."""

    name: str  # found: the stem of its files
    code: str  # the code of the ficha, used once: «MAN-06»
    title: str  # a short name, in Spanish
    sentence: str  # how its value is said; `{numerator}` and `{denominator}` are filled in
    definition: str  # what it measures, so that another person gets the same number
    why: str  # which decision it lets somebody take
    limits: str  # what it does not say
    unit: str  # of its value
    direction: str  # which way is better
    # how months make a value: a `stock` of a day, a `flow` of a month, the sum since January, the `last` one published
    accumulation: str
    carry: str  # what becomes of a case open past its term; «none»: nothing here has a term
    counts: str  # what the denominator adds up
    numerator: str  # what the numerator counts, in Spanish
    owner: str  # the unit that answers for it
    frequency: str  # how often it is measured
    due_day: int  # days after the close by which its value is expected
    activities: tuple[str, ...]  # numbers of the activities of the plan that it serves
    systems: tuple[str, ...]  # the systems that it serves
    stages: tuple[str, ...]  # the stages on whose screens it is
    clauses: tuple[str, ...]  # what it evidences: «ISO 9001 § 9.1.3»
    dimensions: tuple[str, ...]  # the columns of its SQL by which it can be divided
    reads: tuple[str, ...]  # the tables and views that its SQL reads, all and no more
    sql: str  # found: `<name>.sql`, its additive parts by month
    # the registers that grey it when they are late; by default, those that its SQL reaches
    source_registers: tuple[str, ...] = ()
    version: int = 1  # the number of its definition: raise it when the formula changes
    backlog: str = ""  # found: the SQL of the cases open past their term at each month end, `<name>.backlog.sql`
    denominator: str = ""  # what the denominator counts, in Spanish; without it the value is the numerator
    # «respuesta válida|respuestas válidas»: what `cases` of the SQL counts, where the denominator adds weights or
    # points
    sample: str = ""
    decimals: int = 1  # digits after the point when it is shown
    scale: float = 1.0  # value = numerator ÷ denominator × scale (an index per million hours, a rate per 10 000)
    # the value is shown in steps of it, never to the whole what is not (0.05 of a share of protected counts); 0: as it
    # is
    step: float = 0.0
    ceiling: float | None = None  # a value above it cannot be: it is told, and never «met»
    # value = product of these indicators × scale; it has no SQL and no parts of its own
    product_of: tuple[str, ...] = ()
    target_rule: str = ""  # «previous_year»: the target is the value at the end of the year before
    factors: tuple["Indicator", ...] = ()  # found: the indicators of `product_of`
    reserved: bool = False  # found: some register it comes from is reserved
    targets: tuple[Target, ...] = ()  # what is to be reached, each with its validity
    bands: Bands | None = None  # the limits of each status; without them there is only met or not
    # the vocabulary of its kind, severity or domain: each indicator has its own
    labels: dict[str, str] = field(default_factory=dict, hash=False)
    topics: tuple[str, ...] = ()  # in which of what the stages follow up it is shown

    @property
    def sampled(self) -> tuple[str, str]:
        """(one, several) of what its n counts; («», «») where the denominator is what it counts."""
        one, _, many = self.sample.partition("|")
        return one, many

    def vocabulary(self, dimension: str) -> str:
        """The vocabulary of the codes of a dimension; a product has those of its factors."""
        return (self.factors[0] if self.factors else self).labels.get(dimension, dimension)


@dataclass(frozen=True)
class Check:
    """A consistency rule («Rayos X»): its SQL returns the offending rows."""

    name: str  # found: the stem of its files
    code: str  # the code of the rule, used once: «LEY-01»
    title: str  # what is wrong in the rows that it finds, in Spanish
    why: str  # why it matters
    remedy: str  # what to do about it
    severity: str  # a grave one is told in «Requiere decisión»
    reads: tuple[str, ...]  # the tables and views that its SQL reads, all and no more
    sql: str  # found: `<name>.sql`, the offending rows
    # of the columns that no register it reads has, or means otherwise
    headings: dict[str, str] = field(default_factory=dict, hash=False)
    # the vocabulary of such a column; «register»: their titles
    labels: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class View:
    """A derived table built at publish time."""

    name: str  # found: the stem of the file
    grain: str  # found: the first line, `-- grain: one row a …`
    reads: tuple[str, ...]  # found: the tables and views that the SQL reads, which are built before it
    sql: str  # found: the file whole
    # found: its second line is `-- frame: …`: it lays out days on which others are looked at, and is the origin of no
    # figure
    frame: bool = False


@dataclass(frozen=True)
class Catalog:
    """Everything that is defined. Dictionaries are keyed by name, in reading order."""

    vocabularies: dict[str, dict[str, Code]]
    registers: dict[str, Register]
    views: dict[str, View]
    indicators: dict[str, Indicator]
    checks: dict[str, Check]
    root: Path
    fingerprint: str  # SHA-256 of the files that decide what a snapshot holds
    # {register: its columns, then its rows} of the program
    law: dict[str, tuple[tuple[str | None, ...], ...]] = field(default_factory=dict)
    screens: Screens | None = None  # what the screens show of all this

    def label(self, vocabulary: str, code: str) -> str:
        word = self.vocabularies[vocabulary].get(code)
        return word.label if word else code

    def standing(self, indicator: "Indicator", status: str) -> Code:
        """The word of a status: less is «bajo la meta» where more is better, and more «por encima del máximo» where
        less is."""
        down = self.vocabularies["status_down"] if indicator.direction in ("down", "zero") else {}
        return down.get(status) or self.vocabularies["status"][status]

    def indicator(self, name: str) -> Indicator:
        """By name or ficha code; raises CatalogError with the nearest right word."""
        for indicator in self.indicators.values():
            if name in (indicator.name, indicator.code):
                return indicator
        known = [*self.indicators, *(i.code for i in self.indicators.values())]
        raise CatalogError(f"no existe el indicador «{name}»{nearest(name, known)}")

    def register(self, name: str) -> Register:
        """By name; raises CatalogError with the nearest right word."""
        if name not in self.registers:
            raise CatalogError(f"no existe el registro «{name}»{nearest(name, self.registers)}")
        return self.registers[name]


def part_months(name: str) -> int:
    """The months in the part of the year that a column names («bimester», «programmed_month»); 0 when it names none."""
    return PARTS.get(name.rpartition("_")[2], 0)
