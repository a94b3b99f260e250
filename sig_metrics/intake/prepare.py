"""Owns what is being loaded: a file as it came, read and judged, and the report of what its load did."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.annex.annex import PlanHeader, split_annex
from sig_metrics.intake.base_version import base_of
from sig_metrics.intake.files.source import clean_name
from sig_metrics.intake.judge.causes import documented
from sig_metrics.intake.judge.disclosure import misplaced
from sig_metrics.intake.judge.validate import validate
from sig_metrics.intake.kept import covered, neutral_name, ordered, rewritten
from sig_metrics.intake.table.headings import of_another
from sig_metrics.intake.table.outside import Outside, personal, told
from sig_metrics.intake.table.read import TextTable, read_file
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse


@dataclass(frozen=True)
class Incoming:
    """One file to load: its register, name, bytes, mode («merge» or «replace») and origin («real», «synthetic»).

    `judged_on` is the day that counts as today when it is judged: of one accepted before, the day it was; None, the
    day it is."""

    register: str
    name: str
    content: bytes
    mode: str = "merge"
    origin: str = "real"
    header: PlanHeader = field(default_factory=PlanHeader)
    blank: bool = False  # what says that there is nothing yet («N/A», «-») is read as an empty cell
    # what stays where another load wrote since the file was made: «theirs», «mine», or nobody has said
    conflicts: str = ""
    judged_on: date | None = None
    # it was accepted before, and is read to make the data again: what it holds besides its rows was judged then
    again: bool = False

    @cached_property  # asked once for each load it is compared with; `replace` makes another object
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def cleaned(self, register: Register) -> "Incoming":
        """The same under a name that may be shown; of a reserved register, with nothing that somebody wrote beside
        the file."""
        name = neutral_name(register, clean_name(self.name))
        if register.reserved:
            return replace(self, name=name, header=PlanHeader(), conflicts="")
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
    # of a preview: the state of each register that it was compared with
    compared: dict[str, str] = field(default_factory=dict)

    # new, changed, same, removed of each
    by_register: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)

    def count(self, register: str, new: int, changed: int, same: int, removed: int) -> None:
        """Adds the rows of one register."""
        self.by_register[register] = (new, changed, same, removed)
        self.new, self.changed, self.same, self.removed = (
            self.new + new,
            self.changed + changed,
            self.same + same,
            self.removed + removed,
        )

    def doubt(self, found: list[Problem]) -> None:
        """Adds the warnings of `older`; older data that only fills what was empty turns nothing back."""
        self.warnings = [
            *self.warnings,
            *(each for each in found if each.code == "older_file" or self.changed or self.removed),
        ]

    def as_dict(self) -> dict:
        """The shape of `load --json`."""
        shown = {
            name: getattr(self, name)
            for name in ("loaded", "load", "snapshot", "read", "new", "changed", "same", "removed")
        }
        return {
            **shown,
            "problems": documented(self.problems),
            "warnings": documented(self.warnings),
            "message": self.message,
        }


@dataclass
class Prepared:
    """An incoming file, read and judged: typed rows by register; the sheet they are in, where each column is, and
    which columns of each register came (a register that is not in `came` came whole)."""

    incoming: Incoming
    parts: dict[str, pa.Table]
    warnings: list[Problem]
    sheet: str = ""
    places: dict[str, str] = field(default_factory=dict)
    came: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # the last load that the file was made from, 0 if there was none; None: it does not say
    base_load: int | None = None
    # the sheets of a table that is in several, as `TextTable` has them
    joined: list[list] = field(default_factory=list)

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
    """Reads and validates one file; raises Refused with every problem. What somebody sends goes by
    `apart.prepare_apart`."""
    register = catalog.register(incoming.register)
    incoming = incoming.cleaned(register)
    table = _read(incoming, register, catalog, reader)
    beside, names = _besides(incoming, table, register)
    if table.register.layout == "annex":
        split = split_annex(table, incoming.header, catalog, incoming.blank)
        parts, came, errors, warnings = split.parts, split.came, split.errors, split.warnings
        if errors + beside:
            raise Refused(errors + beside)
    else:
        rows, errors, warnings = validate(table, catalog, incoming.blank, incoming.judged_on)
        errors = errors if incoming.again else errors + misplaced(register, rows)
        parts, came = {incoming.register: rows}, {incoming.register: table.came}
    errors, warnings = beside + errors, warnings + names
    prepared = Prepared(
        incoming, parts, warnings, table.sheet, table.places, came, _base_load(incoming, register), table.joined
    )
    if errors:
        raise RefusedRows(errors, prepared)
    prepared = as_kept(prepared, register)
    if register.rewritten:
        _check_rewriting(prepared, register, catalog, reader)
    return prepared


def _read(incoming: Incoming, register: Register, catalog: Catalog, reader: Callable[..., TextTable]) -> TextTable:
    """The table of a file; of a reserved register, nothing of it but its cells is repeated by anybody."""
    try:
        table = reader(incoming.name, incoming.content, register)
    except Refused as refusal:
        refusal = of_another(refusal, register, catalog)
        raise Refused(
            covered(refusal.problems, register, catalog), [] if register.reserved else refusal.headings
        ) from None
    if register.reserved:
        table = replace(table, sheet="", joined=[], warnings=covered(table.warnings, register, catalog))
    return table


def _besides(incoming: Incoming, table: TextTable, register: Register) -> tuple[list[Problem], list[Problem]]:
    """(what refuses, what is told) of the personal data outside the table and in the name of a file that is kept as
    it came."""
    if incoming.again:
        table.outside = []
    # what is outside the table of a reserved one is judged with it, and of the others is not kept
    if register.rewritten:
        return [], []
    stem = Path(incoming.name).stem
    return told(
        table.outside
        + personal([Outside(words.say("place_file_name"), text) for text in (stem, re.sub(r"[_-]+", " ", stem))])[0]
    )


def as_kept(prepared: Prepared, register: Register) -> Prepared:
    """The same as the archive is to keep it: of a register whose files are rewritten, the accepted cells instead of
    what came."""
    if not register.rewritten:
        return prepared
    content = rewritten(register, prepared.parts[register.name], prepared.came.get(register.name, ()))
    return replace(prepared, incoming=replace(prepared.incoming, name=f"{register.name}.csv", content=content))


def as_stored(prepared: Prepared, catalog: Catalog) -> Prepared:
    """The same with each row numbered as it is in the file that the archive keeps, which is the one that a figure
    cites."""
    register = catalog.register(prepared.incoming.register)
    return (
        replace(prepared, parts={register.name: ordered(register, prepared.parts[register.name])})
        if register.rewritten
        else prepared
    )


def _check_rewriting(
    prepared: Prepared, register: Register, catalog: Catalog, reader: Callable[..., TextTable]
) -> None:
    """Refuses when what is to be kept would not be read again as what was accepted."""
    incoming = prepared.incoming
    try:
        again, errors, _ = validate(
            reader(incoming.name, incoming.content, register), catalog, incoming.blank, incoming.judged_on
        )
    except Refused:
        raise refuse("reserved_rewritten") from None
    if errors or not again.equals(ordered(register, prepared.parts[register.name])):
        raise refuse("reserved_rewritten")


def _base_load(incoming: Incoming, register: Register) -> int | None:
    """The last load that a workbook was made from; what is rewritten does not say it, and so it is not asked."""
    base = base_of(incoming.content) if incoming.suffix == ".xlsx" and not register.rewritten else None
    return (base.load or 0) if base and base.register == incoming.register else None


def counted_by_kind(report: LoadReport, catalog: Catalog) -> dict[str, str]:
    """{«new», «changed», «same», «removed»: «1 versión y 25 actividades»} of a load that feeds several registers,
    each in its own words; kinds without rows are left out."""
    found = {}
    for n, kind in enumerate(("new", "changed", "same", "removed")):
        told = [
            words.count(counts[n], *catalog.register(name).counted)
            for name, counts in report.by_register.items()
            if counts[n]
        ]
        if told:
            found[kind] = words.listing(told)
    return found


def refused(refusal: Refused) -> LoadReport:
    """The report of a file that was not accepted. What has a place is corrected in the file; what has none says
    itself what to do."""
    counted = words.count(len(refusal.problems), words.say("problem_one"), words.say("problem_many"))
    code = "refused" if any(each.row or each.column for each in refusal.problems) else "refused_whole"
    return LoadReport(problems=refusal.problems, message=words.say(code, problems=counted))
