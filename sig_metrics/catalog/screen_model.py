"""Owns the shapes of `screens.toml`: what the screens show of the definitions, and where."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A screen of its own: that of a stage or of a system."""

    address: str  # of the screen: «seguimiento»
    title: str = ""  # in the navigation; by default the word of the stage or of the system


@dataclass(frozen=True)
class Chart:
    """A chart of a topic: its form, what it says over itself, and what it is made of; which of these a form needs, it says."""

    form: str
    title: str
    sentence: str = ""
    registers: tuple[str, ...] = ()
    indicator: str = ""  # the code of the ficha that says why it is so
    dimension: str = ""  # by which an indicator is divided
    rows: str = ""  # the kind of point in `drill.toml` that gives the rows behind it
    key: str = ""  # of its element on the screen; by default its form and first register


@dataclass(frozen=True)
class Topic:
    """What a stage follows up: its charts, beside the indicators whose ficha names it. Its title is a word of `topic`.

    A wide topic takes a whole row, with `beside` charts at the side of its indicators; the others go two a row.
    """

    key: str
    stage: str
    systems: tuple[str, ...]
    registers: tuple[str, ...]  # it is shown when one of them has rows
    charts: tuple[Chart, ...] = ()
    wide: bool = False
    beside: int = 1
    on_system: tuple[str, ...] = ()  # the system screens that show its charts
    indicators: tuple[str, ...] = ()  # found: the codes of the fichas that name it, in order
    instead: bool = False  # shown where a stage has no activity of the system asked for


@dataclass(frozen=True)
class Served:
    """Whom a register serves that has no system in its rows: the systems, and the topic in which its cases are followed up."""

    systems: tuple[str, ...]
    topic: str = ""


@dataclass(frozen=True)
class Closing:
    """How the rows of a register end.

    `state` is its column of states («» when it has none: `asks[""]` is what an open row lacks); `paths` says from
    each open state where a row may go; `asks`, the columns to fill for each end, the one that dates it first;
    `shown`, what tells a row from another; `since`, the date that orders them.
    """

    title: str  # «Un acuerdo que se cumplió»
    asks: dict[str, tuple[str, ...]]
    shown: tuple[str, ...]
    since: str
    state: str = ""
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanShown:
    """The indicators of the plan that the screens name: those of every stage and system, those of Resumen, the parts of the state of a
    group (`programmed`, `delivered`, `on_time`, `overdue`, `unsupported`, `current`, `uncapped`), and the fichas of its charts (`curve`, `late`, `versions`)."""

    headlines: tuple[str, ...]
    summary: tuple[str, ...]
    state: dict[str, str]
    charts: dict[str, str]


@dataclass(frozen=True)
class Commitments:
    """What somebody promised with a date: the registers, those said in masculine («vencidos»), those that are of the whole SIG, and the
    indicator whose open cases past their date need a decision («» for none)."""

    registers: tuple[str, ...] = ()
    masculine: tuple[str, ...] = ()
    of_no_system: tuple[str, ...] = ()
    decided: str = ""


@dataclass(frozen=True)
class Part:
    """A folder of files of the demonstration, and what its rows are."""

    folder: str
    origin: str  # «real» or «synthetic»
    plan: bool = False  # it is loaded also when only the plan is asked for


@dataclass(frozen=True)
class Demonstration:
    """The data that a store without any begins with: what is said meanwhile, where they are (from the folder of definitions) and in which order."""

    sentence: str
    folder: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Screens:
    """What the screens show. Dictionaries are keyed by code of stage or system, or by register."""

    plan: PlanShown
    stages: dict[str, Place]
    systems: dict[str, Place]
    demonstration: Demonstration
    topics: tuple[Topic, ...] = ()
    serves: dict[str, Served] = field(default_factory=dict)
    closings: dict[str, Closing] = field(default_factory=dict)
    commitments: Commitments = Commitments()

    def topic(self, key: str) -> Topic | None:
        return next((each for each in self.topics if each.key == key), None)

    def served(self, register: str) -> tuple[str, ...]:
        """The systems that a register serves; () when its rows say it."""
        return self.serves[register].systems if register in self.serves else ()
