"""Owns the shapes of what is defined: vocabulary words, registers, indicators, views, checks.

Plain frozen data; `catalog.py` fills it from the declarative files and refuses what is wrong.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sig_metrics.catalog.paper_model import PaperKind
from sig_metrics.catalog.register_model import (
    ARCHIVES,
    CADENCE_MONTHS,
    ORIGINAL_WHY,
    PARTS,
    YEAR_MONTH,
    CatalogError,
    Code,
    Column,
    Reference,
    Register,
    Rule,
    part_months,
)
from sig_metrics.catalog.screen_model import Screens
from sig_metrics.language.nearest import nearest

__all__ = [
    "ARCHIVES",
    "Bands",
    "CADENCE_MONTHS",
    "Catalog",
    "CatalogError",
    "Check",
    "Code",
    "Column",
    "Indicator",
    "ORIGINAL_WHY",
    "NATIVE",
    "OWN_WORDS",
    "PARTS",
    "Reference",
    "Register",
    "Rule",
    "Target",
    "View",
    "YEAR_MONTH",
    "part_months",
]
OWN_WORDS = (
    "kind",
    "severity",
    "domain",
    "reason",
)  # dimensions whose codes are of another vocabulary in each indicator
# The columns of the cube that an indicator may fill, beside those of the plan. `system` and `unit` may hold several codes
# («SGC/SGAS»): a fact is one row, whatever the number of systems it serves.
NATIVE = ("system", "unit", "ut", *OWN_WORDS)


@dataclass(frozen=True)
class Target:
    """A target with its validity and its basis: N norm, S plan, P proposed."""

    value: float  # in the unit of the indicator; a share is 0.9, not 90
    text: str  # as the norm or the plan says it: «90 %»
    basis: str  # N norm, S plan, P proposed
    since: date  # the first day that it holds
    until: date | None = None  # the last day that it holds; without it, until another one
    month: int | None = None  # the month of each year in which it holds; without it, in all of them

    def holds(self, day: date) -> bool:
        """Whether it is the target of a day."""
        return self.since <= day and (self.until is None or day <= self.until) and self.month in (None, day.month)


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
    short: str = ""  # its title in about 25 characters, for a row of one line
    backlog: str = ""  # found: the SQL of the cases open past their term at each month end, `<name>.backlog.sql`
    added: str = ""  # found: the SQL of the rows of the registers that add to its parts, `<name>.rows.sql`
    # found: the SQL of the days on which what it counts happened, one by one, of what is rare, or of each of its cases and
    # whether it failed: `<name>.events.sql`
    events: str = ""
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
    # months after which what it measures begins again, as a payment every two: a month is compared with those of its
    # place
    cycle: int = 1
    # of a `stock` whose SQL counts since a January: that of its «year», or that of the «plan» that rules; between two of
    # them nothing is subtracted
    restarts: str = ""
    target_rule: str = ""  # «previous_year»: the target is the value at the end of the year before
    # the parameter by which its numerator is multiplied, that of the first day of the year: what another year gave is told
    # with this year's
    multiplier: str = ""
    factors: tuple["Indicator", ...] = ()  # found: the indicators of `product_of`
    reserved: bool = False  # found: some register it comes from is reserved
    targets: tuple[Target, ...] = ()  # what is to be reached, each with its validity
    bands: Bands | None = None  # the limits of each status; without them there is only met or not
    # the vocabulary of its kind, severity, domain or reason: each indicator has its own
    labels: dict[str, str] = field(default_factory=dict, hash=False)
    topics: tuple[str, ...] = ()  # in which of what the stages follow up it is shown

    def __hash__(self) -> int:
        """By its name alone: answers are remembered by indicators, and one has thirty fields."""
        return hash(self.name)

    @property
    def sampled(self) -> tuple[str, str]:
        """(one, several) of what its n counts; («», «») where the denominator is what it counts."""
        one, _, many = self.sample.partition("|")
        return one, many

    @property
    def events_of_cases(self) -> bool:
        """Whether its events are all its cases, each with whether it failed, and not only what happened."""
        return " as failed" in self.events

    @property
    def lower_is_better(self) -> bool:
        return self.direction in ("down", "zero")

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


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything that is defined. Dictionaries are keyed by name, in reading order. One is the same as itself only."""

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
    papers: dict[str, PaperKind] = field(default_factory=dict)  # those that the plan asks for and the program drafts

    def label(self, vocabulary: str, code: str) -> str:
        word = self.vocabularies[vocabulary].get(code)
        return word.label if word else code

    def standing(self, indicator: "Indicator", status: str) -> Code:
        """The word of a status: less is «bajo la meta» where more is better, and more «por encima del máximo» where
        less is."""
        down = self.vocabularies["status_down"] if indicator.lower_is_better else {}
        return down.get(status) or self.vocabularies["status"][status]

    def indicator(self, name: str) -> Indicator:
        """By name or ficha code; raises CatalogError with the nearest right word."""
        found = self.indicators.get(name) or next((i for i in self.indicators.values() if i.code == name), None)
        if found:
            return found
        known = [*self.indicators, *(i.code for i in self.indicators.values())]
        raise CatalogError(f"no existe el indicador «{name}»{nearest(name, known)}")

    def register(self, name: str) -> Register:
        """By name; raises CatalogError with the nearest right word."""
        if name not in self.registers:
            raise CatalogError(f"no existe el registro «{name}»{nearest(name, self.registers)}")
        return self.registers[name]
