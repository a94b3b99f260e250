"""Owns the definitions: reads TOML and same-stem SQL into frozen objects.

Refuses, naming file and key: unknown or repeated keys, wrong types, an orphan half
of a TOML/SQL pair, a code used twice, SQL that reads an undeclared table, that
uses a clock or `select *`. Imports nothing of this package but the shapes it fills.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from sig_metrics.catalog.build import HERE, build, folder, read_sql, read_toml
from sig_metrics.catalog.drill import queries as drill_queries
from sig_metrics.catalog.fichas import CARRIED, check_ficha
from sig_metrics.catalog.fingerprint import files_of, fingerprint, hash_of_folder
from sig_metrics.catalog.law import law_column, law_fingerprint, program_table, read_law
from sig_metrics.catalog.model import (
    Catalog,
    CatalogError,
    Check,
    Code,
    Indicator,
    View,
)
from sig_metrics.catalog.origins import is_frame, with_origin
from sig_metrics.catalog.papers import read_papers
from sig_metrics.catalog.queries import check_queries
from sig_metrics.catalog.registers import check_references, read_register
from sig_metrics.catalog.review import load_cross_walk, load_gaps, load_obligations
from sig_metrics.catalog.screens import read_screens
from sig_metrics.catalog.targets import FICHA_TARGETS, ficha_targets
from sig_metrics.language.nearest import nearest

BACKLOG = ".backlog.sql"  # the third file of an indicator with a clock, beside x.toml and x.sql
ROWS = ".rows.sql"  # that of one that adds amounts: the rows of the registers that add to its parts
EVENTS = ".events.sql"  # of one that counts what is rare: the days on which it happened
BESIDE = (BACKLOG, ROWS, EVENTS)
# the registers of the law whose rows are duties with a date, and numbers
DUTIES, PARAMETERS = "legal_duty", "parameter"
FICHAS, EVERY = "indicator", "ALL"  # the vocabulary of the codes of the indicators, and its word for all of them
# what publication writes of the registers before the views: which periods have rows
PERIODS = ("register_period", "register_due")
WORDS = {
    "unit": "measure_unit",
    "direction": "direction",
    "accumulation": "accumulation",
    "frequency": "frequency",
    "carry": "carry",
    "counts": "counts",
    "owner": "unit",
    "systems": "system",
    "stages": "stage",
    "severity": "severity",
    "basis": "target_basis",
}


def _pairs(folder: Path, without: Collection[Path]) -> list[tuple[str, Path, Path]]:
    there = [path for path in [*folder.glob("*.toml"), *folder.glob("*.sql")] if path not in without]
    stems = sorted({path.stem for path in there if not path.name.endswith(BESIDE)})
    for stem in stems:
        for suffix in (".toml", ".sql"):
            # an index of others has no SQL
            derived = suffix == ".sql" and "product_of" in read_toml(folder / f"{stem}.toml")
            if not derived and not (folder / f"{stem}{suffix}").exists():
                raise CatalogError(f"{folder.name}/{stem}: falta su mitad {stem}{suffix}")
    return [(stem, folder / f"{stem}.toml", folder / f"{stem}.sql") for stem in stems]


def _spelled(made: Indicator | Check, file: str, vocabularies: dict[str, dict[str, Code]]) -> None:
    """Refuses a word of an indicator or check that its vocabulary does not have."""
    bases = [*getattr(made, "targets", ()), *([made.bands] if getattr(made, "bands", None) else [])]
    said = [(field, getattr(made, field, ())) for field in WORDS if field != "basis"] + [
        ("basis", each.basis) for each in bases
    ]
    for field, value in said:
        known = vocabularies.get(WORDS[field], {})
        for word in value if isinstance(value, tuple) else (value,):
            if word not in known:
                raise CatalogError(f"{file}: {field}: «{word}»{nearest(word, known)}")


def _with_backlog(made: Indicator, folder: Path, known: set[str]) -> Indicator:
    """The indicator with the SQL of what is open past its term, which is there if, and only if, its `carry` says
    that there is a stock."""
    path = folder / f"{made.name}{BACKLOG}"
    if path.exists() != (made.carry in CARRIED):
        raise CatalogError(
            f"{made.name}.toml: carry: «{made.carry}» {'no lleva' if path.exists() else 'exige'} {path.name}"
        )
    return replace(made, backlog=_beside(path, known))


def _beside(path: Path, known: set[str]) -> str:
    """The SQL of a file beside a ficha; «» when it is not there."""
    if not path.exists():
        return ""
    text, tables = read_sql(path)
    for table in sorted(tables - known):
        raise CatalogError(f"{path.name}: la tabla «{table}» no existe{nearest(table, sorted(known))}")
    return text


class _Faults(list):
    """What is wrong in a folder of definitions: a fault ends the reading of its file, not that of the folder."""

    def of(self, make: Callable[..., Any], *given: Any) -> Any:
        """What `make` gives; None, having kept its fault."""
        try:
            return make(*given)
        except CatalogError as fault:
            self.append(str(fault))
            return None


def _defined(
    kind: type,
    folder: Path,
    known: set[str],
    vocabularies: dict[str, dict[str, Code]],
    faults: _Faults,
    without: Collection[Path],
) -> dict[str, Any]:
    """The TOML/SQL pairs of a folder, by code; declared tables must be exactly the tables read."""
    found: dict[str, Any] = {}
    for stem, toml, sql in faults.of(_pairs, folder, without) or ():
        if made := faults.of(_one, kind, stem, toml, sql, known, vocabularies):
            if twin := next((other for other in found.values() if other.code == made.code), None):
                faults.append(f"{toml.name}: el código «{made.code}» ya es de {twin.name}.toml")
            found[stem] = made
    stems = {path.stem for path in folder.glob("*.toml")}
    faults += [
        f"{path.name}: falta su mitad {path.name.removesuffix(kind)}.toml"
        for kind in BESIDE
        for path in folder.glob(f"*{kind}")
        if path.name.removesuffix(kind) not in stems
    ]
    for stem, made in found.items():
        lost = [other for other in getattr(made, "product_of", ()) if other not in found]
        faults += [f"{stem}.toml: product_of: «{other}»{nearest(other, found)}" for other in lost]
        if not lost and getattr(made, "product_of", ()):
            found[stem] = replace(made, factors=tuple(found[name] for name in made.product_of))
    return dict(sorted(found.items(), key=lambda item: item[1].code))


def _one(
    kind: type, stem: str, toml: Path, sql: Path, known: set[str], vocabularies: dict[str, dict[str, Code]]
) -> Any:
    """One TOML/SQL pair; raises CatalogError on its first fault."""
    text, tables = read_sql(sql) if sql.exists() else ("", frozenset())
    made = build(kind, read_toml(toml), toml.name, name=stem, sql=text)
    _spelled(made, toml.name, vocabularies)
    if kind is Indicator:
        check_ficha(made, toml.name, vocabularies)
        made = _with_backlog(made, toml.parent, known)
        added, events = (_beside(toml.parent / f"{stem}{kind}", known) for kind in (ROWS, EVENTS))
        made = replace(made, added=added, events=events)
    for table in sorted(tables - set(made.reads)):
        raise CatalogError(f"{sql.name}: lee la tabla «{table}», que no está en «reads» de {toml.name}")
    for table in made.reads:
        if table not in tables:
            raise CatalogError(f"{toml.name}: «reads» declara «{table}» y el SQL no la lee")
    for table in (*made.reads, *getattr(made, "source_registers", ())):
        if table not in known:
            raise CatalogError(f"{toml.name}: la tabla «{table}» no existe{nearest(table, sorted(known))}")
    return made


def _views(folder: Path, registers: set[str]) -> dict[str, View]:
    """The views, each after those it reads."""
    waiting = {}
    for path in sorted(folder.glob("*.sql")):
        text, tables = read_sql(path)
        head = text.partition("\n")[0]
        if not head.startswith("-- grain: "):
            raise CatalogError(f"{path.name}: la primera línea debe ser «-- grain: …»")
        waiting[path.stem] = View(
            path.stem, head.removeprefix("-- grain: "), tuple(sorted(tables)), text, is_frame(text)
        )
    for view in waiting.values():
        for table in set(view.reads) - registers - set(waiting):
            raise CatalogError(f"{view.name}.sql: la tabla «{table}» no existe{nearest(table, [*registers, *waiting])}")
    ordered: dict[str, View] = {}
    while waiting:
        ready = [v for v in waiting.values() if not set(v.reads) & set(waiting)]
        if not ready:
            raise CatalogError(f"views: dependencia circular entre {', '.join(waiting)}")
        ordered |= {view.name: waiting.pop(view.name) for view in ready}
    return ordered


def load_catalog(root: Path | str | None = None, without: Collection[Path] = ()) -> Catalog:
    """Every definition below `root` (None: the folder in use); raises CatalogError with every fault, a line each.

    What depends on a broken file is not told as another fault: its name is taken as known. The files of `without`
    are left out, as if they were not there.
    """
    root, faults = Path(root) if root else folder(), _Faults()
    vocabularies = _vocabularies(root)
    paths = sorted(path for path in (root / "registers").glob("*.toml") if path not in without)
    loaded = [each for path in paths if (each := faults.of(read_register, path, vocabularies))]
    registers = {register.name: register for register in sorted(loaded, key=lambda r: (r.order, r.name))}
    if len(loaded) == len(paths):
        for register in loaded:
            faults.of(check_references, register, registers)
    law = (faults.of(read_law, registers) or {}) if not faults else {}
    tables = (
        {path.stem for path in paths} - {r.name for r in loaded if r.layout != "table"}
        | {program_table(r.name) for r in loaded if r.law}
        | set(map(program_table, law))
    )
    views = faults.of(_views, root / "views", tables | set(PERIODS)) or {}
    known = tables | {path.stem for path in (root / "views").glob("*.sql")}
    indicators = _defined(Indicator, root / "indicators", known, vocabularies, faults, without)
    whole = not faults
    for each in list(indicators.values()):
        indicators[each.name] = faults.of(with_origin, each, views, registers, whole) or each
    views[FICHA_TARGETS] = ficha_targets(indicators.values())
    checks = _defined(Check, root / "checks", known | {FICHA_TARGETS}, vocabularies, faults, without)
    screens = faults.of(read_screens, root, vocabularies, registers, indicators) if not faults else None
    of_law = law_column(law, DUTIES, "duty"), law_column(law, PARAMETERS, "parameter")
    papers = faults.of(read_papers, root, vocabularies, registers, indicators, without, *of_law) if not faults else None
    for read in (load_cross_walk, load_gaps, load_obligations, drill_queries, partial(check_queries, screens=screens)):
        faults.of(read, root)
    if faults:
        raise CatalogError("\n".join(faults))
    mark = fingerprint(root, law_fingerprint(law), without)
    return Catalog(vocabularies, registers, views, indicators, checks, root, mark, law, screens, papers)


def _vocabularies(root: Path) -> dict[str, dict[str, Code]]:
    written = {
        name: {
            code: build(Code, entry, f"vocabulary.toml: {name}.{code}", code=code, order=n)
            for n, (code, entry) in enumerate(words.items())
        }
        for name, words in read_toml(root / "vocabulary.toml").items()
    }
    return written | {FICHAS: _fichas(root / "indicators")}


def _fichas(folder: Path) -> dict[str, Code]:
    """The codes of the fichas as words, with their titles as other spellings, and one for all of them."""
    found = {}
    for path in folder.glob("*.toml"):
        try:
            said = read_toml(path)
        except CatalogError:  # told where the file is read
            continue
        found[str(said.get("code", path.stem))] = tuple(str(said[name]) for name in ("title", "short") if name in said)
    words = [(EVERY, "Todos", ()), *((code, code, found[code]) for code in sorted(found))]
    return {code: Code(code, label, n, aliases=aliases) for n, (code, label, aliases) in enumerate(words)}


KEPT = 4  # the folder in use, and those of what was frozen
_HELD: list[tuple[Path, tuple, Catalog]] = []  # folders that were read, how their files looked, and what they say


@lru_cache(maxsize=KEPT)
def _read_once(root: Path) -> Catalog:
    """The catalogue of a folder; of one whose files say letter by letter what another said when it was read (a copy, as a
    corte keeps), what was made of that one."""
    files = files_of(root)
    said = hash_of_folder(root) if _HELD else ""
    for place, before, found in _HELD:
        if files_of(place) == before and hash_of_folder(place) == said:
            return replace(found, root=root)
    made = load_catalog(root)
    if files_of(root) == files:
        _HELD.append((root, files, made))
        del _HELD[:-KEPT]
    return made


def default_catalog() -> Catalog:
    """The catalogue of the folder in use, read once."""
    return _read_once(folder())


def shipped_title(register: str) -> str:
    """The title of a register in the definitions that come with the program, which those in use may not have."""
    return read_toml(HERE / "registers" / f"{register}.toml")["title"]
