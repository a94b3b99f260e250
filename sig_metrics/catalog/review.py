"""Owns what a management review must look at: its inputs by standard, and the gaps between plan and law.

Reads `clauses.toml` and `gaps.toml` of a folder of definitions. Refuses, naming file and key, an unknown or
missing key, a wrong type and a number out of order. Whether the registers and indicators that a row names
exist is asked with `missing_evidence`: an institution may publish its cross-walk before all its registers.
"""

from dataclasses import dataclass
from pathlib import Path

from sig_metrics.catalog.build import build, folder, read_toml
from sig_metrics.catalog.model import Catalog, CatalogError
from sig_metrics.language.nearest import nearest


@dataclass(frozen=True)
class Clause:
    """Where a standard asks for an input; `indirect` when it does not name it and the evidence still serves."""

    system: str  # whose standard asks for it
    clause: str  # where: «9.3.2 a»
    indirect: bool = False  # it is not asked for by name, and the evidence serves it


@dataclass(frozen=True)
class ReviewInput:
    """One input of the review (clause 9.3) and what evidences it."""

    number: int  # its place in a session, from 1, without gaps
    input: str  # what is looked at, in Spanish
    clauses: tuple[Clause, ...]  # where each standard asks for it
    registers: tuple[str, ...]  # the registers that evidence it
    indicators: tuple[str, ...]  # codes of fichas
    page: str  # the heading under which a session looks at it
    every_indicator: bool = False  # all the indicators are evidence, besides those named
    objectives: str = ""  # a register of objectives: the indicators that measure them are evidence, besides those named

    def asked_by(self, system: str) -> tuple[Clause, ...]:
        """The clauses of one system that ask for this input, in order; empty when it does not ask."""
        return tuple(clause for clause in self.clauses if clause.system == system)


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


def load_clauses(root: Path | str | None = None) -> tuple[ReviewInput, ...]:
    """The inputs of the review, numbered from 1; raises CatalogError on the first fault."""
    inputs = _rows(ReviewInput, Path(root or folder()) / "clauses.toml", "inputs")
    for expected, found in enumerate(inputs, start=1):
        if found.number != expected:
            raise CatalogError(f"clauses.toml: inputs: se esperaba number = {expected} y dice {found.number}")
    return inputs


def load_gaps(root: Path | str | None = None) -> tuple[Gap, ...]:
    """The gaps between plan and law, in the order of the file; raises CatalogError on the first fault."""
    return _rows(Gap, Path(root or folder()) / "gaps.toml", "gaps")


def missing_evidence(found: ReviewInput, catalog: Catalog) -> tuple[str, ...]:
    """The registers and the indicator codes that an input names and the catalogue does not have."""
    codes = {indicator.code for indicator in catalog.indicators.values()}
    lost = [name for name in (*found.registers, found.objectives) if name and name not in catalog.registers]
    return tuple(lost + [code for code in found.indicators if code not in codes])


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
            for register in each.registers:
                found.setdefault(register, set()).add(f"{standard} § {clause.clause}")
    return {name: tuple(sorted(found[name])) for name in catalog.registers if name in found}


def _rows(kind: type, path: Path, name: str) -> tuple:
    """The only table of a file, each row as `kind`."""
    document = read_toml(path)
    for key in document:
        if key != name:
            raise CatalogError(f"{path.name}: clave desconocida «{key}»{nearest(key, [name])}")
    return tuple(build(kind, row, f"{path.name}: {name}[{n}]") for n, row in enumerate(document.get(name, [])))
