"""Owns the shapes of `screens.toml`: what the screens show of the definitions, and where."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Place:
    """A screen of its own: that of a stage or of a system."""

    address: str  # of the screen: «seguimiento»
    title: str = ""  # in the navigation; by default the word of the stage or of the system


@dataclass(frozen=True)
class Chart:
    """A chart of a topic: its form, what it says over itself, and what it is made of; which of these a form needs,
    it says."""

    form: str  # how it is drawn
    title: str  # in Spanish
    sentence: str = ""  # what is said under the title, where the form does not say it
    registers: tuple[str, ...] = ()  # whose rows it draws
    indicator: str = ""  # the code of the ficha that says why it is so
    dimension: str = ""  # by which an indicator is divided
    rows: str = ""  # the kind of point in `drill.toml` that gives the rows behind it
    key: str = ""  # of its element on the screen; by default its form and first register


@dataclass(frozen=True)
class Topic:
    """What a stage follows up: its charts, beside the indicators whose ficha names it. Its title is a word of
    `topic`."""

    key: str  # its word in the vocabulary
    stage: str  # on whose screen it is
    systems: tuple[str, ...]  # whose it is: a filter by another one leaves it out
    registers: tuple[str, ...]  # it is shown when one of them has rows
    charts: tuple[Chart, ...] = ()  # in their order
    on_system: tuple[str, ...] = ()  # the system screens that show its charts
    indicators: tuple[str, ...] = ()  # found: the codes of the fichas that name it, in order
    instead: bool = False  # shown where a stage has no activity of the system asked for


@dataclass(frozen=True)
class Served:
    """Whom a register serves that has no system in its rows: the systems, and the topic in which its cases are
    followed up."""

    systems: tuple[str, ...]  # those that it serves
    topic: str = ""  # in which its cases are followed up


@dataclass(frozen=True)
class Closing:
    """How the rows of a register end.

    `state` is its column of states («» when it has none: `asks[""]` is what an open row lacks); `paths` says from
    each open state where a row may go; `asks`, the columns to fill for each end, the one that dates it first;
    `shown`, what tells a row from another; `since`, the date that orders them.
    """

    title: str  # «Un acuerdo que se cumplió»
    # for each end, the columns to fill, the one that dates it first; «» is what an open row lacks
    asks: dict[str, tuple[str, ...]]
    shown: tuple[str, ...]  # the columns that tell a row from another
    since: str  # the date that orders them
    state: str = ""  # its column of states; «» when it has none
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)  # for each open state, the ends that it may have


@dataclass(frozen=True)
class Event:
    """What the rows of a register say happened, which helps to read the charts of indicators."""

    on: str  # the date on which it happened
    says: str  # in Spanish, with columns in braces: «Auditoría {kind}»
    systems: str = ""  # the column of the systems that it is of; «» when it is of all


@dataclass(frozen=True)
class PlanShown:
    """The indicators of the plan that the screens name: those of every stage and system, those of Resumen, the parts
    of the state of a group (`programmed`, `delivered`, `on_time`, `overdue`, `unsupported`, `current`, `uncapped`,
    `documents`), and the fichas of its charts (`curve`, `late`, `versions`)."""

    headlines: tuple[str, ...]  # the indicators of every stage and system
    summary: tuple[str, ...]  # those of Resumen
    # the indicator of each part of the state of a group: programmed, delivered, on_time, overdue, unsupported, current,
    # uncapped, documents
    state: dict[str, str]
    charts: dict[str, str]  # the ficha of each of its charts: curve, late, versions
    # the register of what was accrued of its budget: `year`, `month`, `task`, `pim` and `accrued`; «» for none
    budget: str = ""


@dataclass(frozen=True)
class Commitments:
    """What somebody promised with a date: the registers, those said in masculine («vencidos»), those that are of the
    whole SIG, and the indicator whose open cases past their date need a decision («» for none)."""

    registers: tuple[str, ...] = ()  # those of what somebody promised with a date
    masculine: tuple[str, ...] = ()  # those said in masculine, «vencidos»
    of_no_system: tuple[str, ...] = ()  # those that are of the whole SIG
    decided: str = ""  # the indicator whose open cases past their date need a decision; «» for none


@dataclass(frozen=True)
class Part:
    """A folder of files of the demonstration, and what its rows are."""

    folder: str  # below that of the demonstration
    origin: str  # «real» or «synthetic»
    plan: bool = False  # it is loaded also when only the plan is asked for


@dataclass(frozen=True)
class Demonstration:
    """The data that a store without any begins with: what is said meanwhile, where they are (from the folder of
    definitions) and in which order."""

    sentence: str  # what is said while it is loaded, in Spanish
    folder: str  # where its files are, from the folder of definitions
    parts: tuple[Part, ...]  # in the order in which they are loaded


@dataclass(frozen=True)
class Motto:
    """What the State has every paper say under its heading, while it holds: the name of a year or of a decade."""

    says: str  # in Spanish, without quotes
    since: date  # the first day that it holds
    until: date  # the last day that it holds


@dataclass(frozen=True)
class Institution:
    """Whose papers they are: the lines over a title, the body that holds the sessions, and where they are dated."""

    lines: tuple[str, ...] = ()  # over the title of a paper, the largest first
    body: str = ""  # the body that holds the sessions, in Spanish
    city: str = ""  # where its papers are dated
    mottos: tuple[Motto, ...] = ()  # the names of years and decades that its papers say
    plan: str = "Plan"  # what its yearly plan is called, in Spanish
    head: str = ""  # the office that a change of the plan goes to
    changes: str = ""  # what rules a change of the plan, in a sentence with its norms
    published: str = ""  # where and when a change that was approved is published, in a sentence

    def mottos_on(self, day: date) -> tuple[str, ...]:
        return tuple(each.says for each in self.mottos if each.since <= day <= each.until)


@dataclass(frozen=True)
class Screens:
    """What the screens show. Dictionaries are keyed by code of stage or system, or by register."""

    plan: PlanShown  # what is shown of the plan
    stages: dict[str, Place]  # by code of stage, in the order of the screens
    systems: dict[str, Place]  # by code of system, in the order of the screens
    demonstration: Demonstration  # the data that a store without any begins with
    topics: tuple[Topic, ...] = ()  # what the stages follow up, in order
    serves: dict[str, Served] = field(default_factory=dict)  # by register without a system in its rows
    closings: dict[str, Closing] = field(default_factory=dict)  # by register with a form in which a row is ended
    commitments: Commitments = Commitments()  # what somebody promised with a date
    events: dict[str, Event] = field(default_factory=dict)  # by register whose rows are told beside the charts
    institution: Institution = Institution()  # whose papers they are

    def topic(self, key: str) -> Topic | None:
        return next((each for each in self.topics if each.key == key), None)

    def served(self, register: str) -> tuple[str, ...]:
        """The systems that a register serves; () when its rows say it."""
        return self.serves[register].systems if register in self.serves else ()
