"""Owns what is being loaded: a file as it came, read and judged, and the report of what its load did."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from sig_metrics import words
from sig_metrics.annex import PlanHeader, split_annex
from sig_metrics.arrival import clean_name
from sig_metrics.base_version import base_of
from sig_metrics.causes import documented
from sig_metrics.definitions import Catalog
from sig_metrics.headings import of_another
from sig_metrics.problems import Problem, Refused
from sig_metrics.read import TextTable, read_file
from sig_metrics.validate import validate


@dataclass(frozen=True)
class Incoming:
    """One file to load: its register, name, bytes, mode («merge» or «replace») and origin («real», «synthetic»).

    `judged_on` is the day that counts as today when it is judged: of one accepted before, the day it was; None, the day it is.
    """

    register: str
    name: str
    content: bytes
    mode: str = "merge"
    origin: str = "real"
    header: PlanHeader = field(default_factory=PlanHeader)
    blank: bool = False  # what says that there is nothing yet («N/A», «-») is read as an empty cell
    conflicts: str = ""  # what stays where another load wrote since the file was made: «theirs», «mine», or nobody has said
    judged_on: date | None = None

    @cached_property  # asked once for each load it is compared with; `replace` makes another object
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def cleaned(self) -> "Incoming":
        """The same under a name that may be shown."""
        name = clean_name(self.name)
        return self if name == self.name else replace(self, name=name)

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()

    @property
    def header_text(self) -> str:
        """What was given beside the file, as the ledger keeps it: JSON, «» when nothing was."""
        given = (asdict(self.header) if self.header != PlanHeader() else {}) | ({"blank": True} if self.blank else {})
        given |= {"conflicts": self.conflicts} if self.conflicts else {}
        return json.dumps(given, ensure_ascii=False) if given else ""


@dataclass
class LoadReport:
    """What a load did. Counts are rows; `message` is the result in one Spanish sentence."""

    loaded: bool = False
    load: int | None = None
    snapshot: int | None = None
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    message: str = ""
    compared: dict[str, str] = field(default_factory=dict)  # of a preview: the state of each register that it was compared with

    by_register: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)  # new, changed, same, removed of each

    def count(self, register: str, new: int, changed: int, same: int, removed: int) -> None:
        """Adds the rows of one register."""
        self.by_register[register] = (new, changed, same, removed)
        self.new, self.changed, self.same, self.removed = self.new + new, self.changed + changed, self.same + same, self.removed + removed

    def doubt(self, found: list[Problem]) -> None:
        """Adds the warnings of `older`; older data that only fills what was empty turns nothing back."""
        self.warnings = [*self.warnings, *(each for each in found if each.code == "older_file" or self.changed or self.removed)]

    def as_dict(self) -> dict:
        """The shape of `load --json`."""
        shown = {name: getattr(self, name) for name in ("loaded", "load", "snapshot", "read", "new", "changed", "same", "removed")}
        return {**shown, "problems": documented(self.problems), "warnings": documented(self.warnings), "message": self.message}


@dataclass
class Prepared:
    """An incoming file, read and judged: typed rows by register; the sheet they are in, where each column is, and which columns
    of each register came (a register that is not in `came` came whole)."""

    incoming: Incoming
    parts: dict[str, pa.Table]
    warnings: list[Problem]
    sheet: str = ""
    places: dict[str, str] = field(default_factory=dict)
    came: dict[str, tuple[str, ...]] = field(default_factory=dict)
    base_load: int | None = None  # the last load that the file was made from, 0 if there was none; None: it does not say
    joined: list[list] = field(default_factory=list)  # the sheets of a table that is in several, as `TextTable` has them

    @property
    def read(self) -> int:
        rows = self.parts.get("plan_activity") if len(self.parts) > 1 else next(iter(self.parts.values()))
        return rows.num_rows


class RefusedRows(Refused):
    """A file whose cells have errors; `rows` is the rest, to be judged against other registers too."""

    def __init__(self, problems: list[Problem], rows: Prepared):
        super().__init__(problems)
        self.rows = rows


def prepare(incoming: Incoming, catalog: Catalog, reader: Callable[..., TextTable] = read_file) -> Prepared:
    """Reads and validates one file; raises Refused with every problem. What somebody sends goes by `apart.prepare_apart`."""
    incoming = incoming.cleaned()
    register = catalog.register(incoming.register)
    try:
        table = reader(incoming.name, incoming.content, register)
    except Refused as refusal:
        raise of_another(refusal, register, catalog) from None
    if table.register.layout == "annex":
        split = split_annex(table, incoming.header, catalog, incoming.blank)
        parts, came, errors, warnings = split.parts, split.came, split.errors, split.warnings
        if errors:
            raise Refused(errors)
    else:
        rows, errors, warnings = validate(table, catalog, incoming.blank, incoming.judged_on)
        parts, came = {incoming.register: rows}, {incoming.register: table.came}
    prepared = Prepared(incoming, parts, warnings, table.sheet, table.places, came, _base_load(incoming), table.joined)
    if errors:
        raise RefusedRows(errors, prepared)
    return prepared


def _base_load(incoming: Incoming) -> int | None:
    base = base_of(incoming.content) if incoming.suffix == ".xlsx" else None
    return (base.load or 0) if base and base.register == incoming.register else None


def counted_by_kind(report: LoadReport, catalog: Catalog) -> dict[str, str]:
    """{«new», «changed», «same», «removed»: «1 versión y 25 actividades»} of a load that feeds several registers, each in its own
    words; kinds without rows are left out."""
    found = {}
    for n, kind in enumerate(("new", "changed", "same", "removed")):
        told = [words.count(counts[n], *catalog.register(name).counted) for name, counts in report.by_register.items() if counts[n]]
        if told:
            found[kind] = words.listing(told)
    return found


def refused(refusal: Refused) -> LoadReport:
    """The report of a file that was not accepted."""
    counted = words.count(len(refusal.problems), words.say("problem_one"), words.say("problem_many"))
    return LoadReport(problems=refusal.problems, message=words.say("refused", problems=counted))
