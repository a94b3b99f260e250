"""Owns what a management review must look at and what must come out of it, by standard, and the gaps between plan and
law.

Reads `clauses.toml` and `gaps.toml` of a folder of definitions. Refuses, naming file and key, an unknown or
missing key, a wrong type and a number out of order. Whether the registers, columns and indicators that a row names
exist is asked with `missing_evidence`: an institution may publish its cross-walk before all its registers.
"""

from dataclasses import dataclass
from pathlib import Path

from sig_metrics.catalog.build import build, folder, read_toml
from sig_metrics.catalog.model import Catalog, CatalogError
from sig_metrics.language.nearest import nearest


@dataclass(frozen=True)
class Clause:
    """Where a standard asks for an input or an output; `indirect` when it does not name it and the evidence still
    serves."""

    system: str  # whose standard asks for it
    clause: str  # where: «9.3.2 a»
    indirect: bool = False  # it is not asked for by name, and the evidence serves it
    # of the registers of its row, those that evidence it in this system; without it, all of them do
    registers: tuple[str, ...] = ()

    def evidenced_by(self, register: str) -> bool:
        """Whether a register of its row evidences it."""
        return not self.registers or register in self.registers


class Asked:
    """What the standards ask of a review: an input or an output, by its `clauses`."""

    def asked_by(self, system: str) -> tuple[Clause, ...]:
        """The clauses of one system that ask for it, in order; empty when it does not ask."""
        return tuple(clause for clause in self.clauses if clause.system == system)


@dataclass(frozen=True)
class ReviewInput(Asked):
    """One input of the review (clause 9.3) and what evidences it."""

    number: int  # its place in a session, from 1, without gaps
    input: str  # what is looked at, in Spanish
    clauses: tuple[Clause, ...]  # where each standard asks for it
    registers: tuple[str, ...]  # the registers that evidence it
    indicators: tuple[str, ...]  # codes of fichas
    page: str  # the heading under which a session looks at it
    owner: str  # the unit that owes what is missing, where no indicator of that system reads it
    every_indicator: bool = False  # all the indicators are evidence, besides those named
    objectives: str = ""  # a register of objectives: the indicators that measure them are evidence, besides those named

    @property
    def title(self) -> str:
        return self.input


@dataclass(frozen=True)
class OutputRows:
    """Rows that evidence an output: those of a register that are of the review, or have come since it was held."""

    register: str  # where they are
    says: str  # what they are, in Spanish, where they are missing: «acuerdos de mejora»
    column: str = ""  # only those that have in this column one of `among`
    among: tuple[str, ...] = ()  # the words of `column`
    filled: tuple[str, ...] = ()  # only those that have something in these columns
    systems: tuple[str, ...] = ()  # of the systems that ask for the output, those that they evidence it in; or all


@dataclass(frozen=True)
class ReviewOutput(Asked):
    """One output of the review (clause 9.3.3) and the rows that evidence it; a row that names no system is of all."""

    number: int  # its place, from 1, without gaps
    output: str  # what must come out, in Spanish
    clauses: tuple[Clause, ...]  # where each standard asks for it
    rows: tuple[OutputRows, ...]  # what evidences it, all of it
    owner: str  # the unit that owes what is missing, where no indicator reads it

    @property
    def title(self) -> str:
        return self.output


@dataclass(frozen=True)
class ReviewHeld:
    """Which rows of a register are reviews that were held; its day is that by which the register is dated. Without
    it, the outputs are those of the year of a cut-off."""

    register: str  # where the minutes are
    column: str = ""  # only those that have in this column one of `among`
    among: tuple[str, ...] = ()  # the words of `column`
    # the columns of that register in which a session that is such a review says what it concludes, before it is closed
    concludes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CrossWalk:
    """What the standards ask of a review, and which reviews were held."""

    inputs: tuple[ReviewInput, ...]
    outputs: tuple[ReviewOutput, ...]
    held: ReviewHeld | None


TABLES = {"inputs": ReviewInput, "outputs": ReviewOutput, "held": ReviewHeld}  # of clauses.toml


@dataclass(frozen=True)
class Gap:
    """Something the law or a standard asks and one version of a plan does not programme, or programmes otherwise."""

    year: int  # the year of the plan it was written for
    version: str  # the version of that plan; another one does not show it
    title: str  # what lacks, in one line, in Spanish
    text: str  # what the norm asks and what the plan says
    norm: str  # where the obligation comes from
    activities: tuple[str, ...]  # the activities of the plan that it is about
    systems: tuple[str, ...]  # the systems on whose screens it is shown
    stage: str  # the stage on whose screen it is shown


@dataclass(frozen=True)
class Obligation:
    """What a norm asks of the months of a plan of a year: whether a version, or a draft, programmes it can be told."""

    year: int  # the year of the plan whose activities it names
    title: str  # what is asked, in one line, in Spanish
    norm: str  # where it comes from
    activities: tuple[str, ...]  # the activities that answer for it, together
    least: int = 1  # how many deliverables at least: in the year or, with `months`, in each of them
    months: tuple[int, ...] = ()  # the months (1 to 12) in which it is asked

    def met(self, months: dict[str, list[int]]) -> bool:
        """Whether a programme, {activity: its twelve counts}, has what is asked."""
        counts = [sum(months[code][n] for code in self.activities if code in months) for n in range(12)]
        return all(counts[n - 1] >= self.least for n in self.months) if self.months else sum(counts) >= self.least


GAPS = {"gaps": Gap, "obligations": Obligation}  # of gaps.toml


def load_cross_walk(root: Path | str | None = None) -> CrossWalk:
    """All of it, with inputs and outputs numbered from 1; raises CatalogError on the first fault."""
    path = Path(root or folder()) / "clauses.toml"
    inputs, outputs, held = (_rows(kind, path, name, tuple(TABLES)) for name, kind in TABLES.items())
    if len(held) > 1:
        raise CatalogError("clauses.toml: held: hay más de una tabla")
    return CrossWalk(_numbered(inputs, "inputs"), _numbered(outputs, "outputs"), held[0] if held else None)


def load_clauses(root: Path | str | None = None) -> tuple[ReviewInput, ...]:
    """The inputs of the review, numbered from 1; raises CatalogError on the first fault."""
    return load_cross_walk(root).inputs


def load_gaps(root: Path | str | None = None) -> tuple[Gap, ...]:
    """The gaps between plan and law, in the order of the file; raises CatalogError on the first fault."""
    return _rows(Gap, Path(root or folder()) / "gaps.toml", "gaps", tuple(GAPS))


def load_obligations(root: Path | str | None = None) -> tuple[Obligation, ...]:
    """What the norms ask of the months of a plan; raises CatalogError on the first fault."""
    path = Path(root or folder()) / "gaps.toml"
    found = _rows(Obligation, path, "obligations", tuple(GAPS))
    for n, each in enumerate(found):
        if each.least < 1 or not all(1 <= month <= 12 for month in each.months):
            raise CatalogError(f"gaps.toml: obligations[{n}]: «least» es 1 o más, y cada mes de «months», de 1 a 12")
    return found


def missing_evidence(found: ReviewInput | ReviewOutput, catalog: Catalog) -> tuple[str, ...]:
    """The registers, the columns («minutes.told») and the indicator codes that a row names and the catalogue does not
    have."""
    if isinstance(found, ReviewInput):
        codes = {indicator.code for indicator in catalog.indicators.values()}
        lost = [name for name in (*found.registers, found.objectives) if name and name not in catalog.registers]
        return tuple(lost + [code for code in found.indicators if code not in codes])
    return tuple(name for rows in found.rows for name in undefined(rows, catalog))


def undefined(rows: OutputRows, catalog: Catalog) -> tuple[str, ...]:
    """The register, or the columns of it, that some rows name and the catalogue does not have."""
    if rows.register not in catalog.registers:
        return (rows.register,)
    has = {column.name for column in catalog.registers[rows.register].columns}
    return tuple(f"{rows.register}.{name}" for name in (*filter(None, [rows.column]), *rows.filled) if name not in has)


def registers_of(
    catalog: Catalog, system: str, standard: str, inputs: tuple[ReviewInput, ...]
) -> dict[str, tuple[str, ...]]:
    """{register: the clauses it evidences} of a system, in the order of the catalogue: the registers of its
    indicators, with the clauses of `standard` («ISO 9001») that their fichas name, and those of the review inputs
    that the system asks for."""
    found: dict[str, set[str]] = {}
    for indicator in catalog.indicators.values():
        if system in indicator.systems:
            mine = {clause for clause in indicator.clauses if clause.startswith(standard)}
            for register in indicator.source_registers:
                found.setdefault(register, set()).update(mine)
    for each in inputs:
        for clause in each.asked_by(system):
            for register in filter(clause.evidenced_by, each.registers):
                found.setdefault(register, set()).add(f"{standard} § {clause.clause}")
    return {name: tuple(sorted(found[name])) for name in catalog.registers if name in found}


def _numbered(rows: tuple, name: str) -> tuple:
    for expected, found in enumerate(rows, start=1):
        if found.number != expected:
            raise CatalogError(f"clauses.toml: {name}: se esperaba number = {expected} y dice {found.number}")
    return rows


def _rows(kind: type, path: Path, name: str, tables: tuple[str, ...]) -> tuple:
    """One of the tables of a file, each row as `kind`; refuses a table that is none of them."""
    document = read_toml(path)
    for key in document:
        if key not in tables:
            raise CatalogError(f"{path.name}: clave desconocida «{key}»{nearest(key, tables)}")
    return tuple(build(kind, row, f"{path.name}: {name}[{n}]") for n, row in enumerate(document.get(name, [])))
