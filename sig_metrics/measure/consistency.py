"""Owns what «Rayos X» found, as it is read: the rows of a rule under Spanish headings, and its counts snapshot by
snapshot.

The rules look at everything that is loaded: neither a cut-off nor a filter changes what they find. Old snapshots are
opened read-only and closed at once; one that cannot be opened is left out."""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import duckdb

from sig_metrics.catalog.model import Catalog, Check
from sig_metrics.catalog.origins import reached
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.labels import cell_label
from sig_metrics.measure.origin import ORIGIN, origins_of
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.snapshot import Snapshot

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LAST = 20  # snapshots of a trend


@dataclass(frozen=True)
class Finding:
    """A rule and the rows it found: `rows` labelled, under `headings`, and as they were `kept`; `count` is that of
    `check --json`."""

    check: Check
    count: int
    headings: dict[str, str]
    rows: list[dict]
    kept: list[dict] = field(default_factory=list, repr=False)


@dataclass(frozen=True)
class Version:
    """What every rule found in a snapshot; None for a rule that may not have existed then. `at`: UTC, of its last
    load."""

    number: int
    at: datetime | None
    counts: dict[str, int | None]


@remembered(2)
def findings(dataset: Dataset) -> list[Finding]:
    """Every rule, the gravest with most rows first and those without rows last."""
    order = list(dataset.catalog.vocabularies["severity"])
    made = [_finding(dataset, found) for found in check_document(dataset)]
    return sorted(
        made, key=lambda each: (not each.count, order.index(each.check.severity), -each.count, each.check.code)
    )


def _finding(dataset: Dataset, found: dict) -> Finding:
    catalog = dataset.catalog
    check = catalog.checks[found["check"]]
    names = list(dict.fromkeys(name for row in found["rows"] for name in row))
    labels = {name: vocabulary for name in names if (vocabulary := vocabulary_of(catalog, check, name))}
    rows = [
        {name: _read(dataset, name, value, labels.get(name, "")) for name, value in row.items()}
        for row in found["rows"]
    ]
    headings = {name: heading_of(catalog, check, name) for name in names}
    return Finding(check, found["count"], headings, rows, found["rows"])


@remembered(4)
def traced(dataset: Dataset, code: str) -> Finding | None:
    """A rule with the load, the file and the row that each of its rows came in; none of a row that sums up several."""
    found = next((each for each in findings(dataset) if each.check.code == code), None)
    if found is None:
        return None
    origins = origins_of(dataset, registers_of(dataset.catalog, found.check), found.kept)
    if not any(origins):
        return found
    rows = [{**row, **origin} for row, origin in zip(found.rows, origins)]
    return replace(found, rows=rows, headings={**found.headings, **ORIGIN})


def registers_of(catalog: Catalog, check: Check) -> tuple[str, ...]:
    """The registers that a rule looks at, as it names them; those that its views reach, where it names none."""
    named = tuple(name for name in check.reads if name in catalog.registers)
    return named or reached(check.reads, catalog.views, catalog.registers)


def heading_of(catalog: Catalog, check: Check, column: str) -> str:
    """The heading of a column of a rule: its own, else that of the first register it reads that has it, else its
    code."""
    declared = _declared(catalog, check, column)
    return check.headings.get(column) or (declared.heading if declared else column)


def vocabulary_of(catalog: Catalog, check: Check, column: str) -> str:
    """The vocabulary of the codes of a column; «» for any other."""
    declared = None if column in check.headings else _declared(catalog, check, column)
    return check.labels.get(column) or (declared.vocabulary if declared else "")


def _declared(catalog: Catalog, check: Check, column: str):
    columns = (each for name in check.reads if name in catalog.registers for each in catalog.registers[name].columns)
    return next((each for each in columns if each.name == column), None)


def _read(dataset: Dataset, name: str, value: object, vocabulary: str) -> object:
    """A value as it is read: the words of its codes, the names of registers and territorial units, days as days."""
    if not isinstance(value, str):
        return value
    if not vocabulary and name != "ut" and DAY.fullmatch(value):
        return date.fromisoformat(value)
    return cell_label(dataset, name, value, vocabulary)


@remembered(2)
def trend(dataset: Dataset) -> list[Version]:
    """What every rule found in the last snapshots that the store keeps, up to this one; the oldest first."""
    snapshot, catalog = dataset.snapshot, dataset.catalog
    store = LocalStore(snapshot.path.parent)
    earlier = [number for number in store.numbers() if number < snapshot.number][1 - LAST :]
    return [*filter(None, (_earlier(store, number, catalog) for number in earlier)), _version(snapshot, catalog)]


def _earlier(store: LocalStore, number: int, catalog: Catalog) -> Version | None:
    try:
        snapshot = store.open(number)
    except StoreError:
        return None
    try:
        return _version(snapshot, catalog)
    except duckdb.Error:  # damaged after it opened, or of another shape
        return None
    finally:
        snapshot.close()


def _version(snapshot: Snapshot, catalog: Catalog) -> Version:
    found = {row["rule"]: row["n"] for row in snapshot.rows(query("rules_counted"))}
    at = snapshot.rows(query("last_load"))[0]["at"]
    none = 0 if snapshot.fingerprint == catalog.fingerprint else None
    return Version(snapshot.number, at, {name: found.get(name, none) for name in catalog.checks})


def grave(found: list[Finding]) -> list[Finding]:
    """Those of the gravest severity that found something."""
    return [each for each in found if each.count and each.check.severity == "error"]


def grave_said(found: Finding) -> str:
    """«SST-01: 2 filas. Accidente mortal sin notificación en 24 horas.»."""
    rows = words.count(found.count, "fila", "filas")
    return words.say("xray_grave", rule=found.check.code, rows=rows, title=found.check.title.rstrip("."))


def summary(found: list[Finding]) -> str:
    """One sentence: how many rules found something, of which severity, and how many found nothing."""
    guilty = [each for each in found if each.count]
    if not guilty:
        return words.say("xray_clean", rules=words.number(len(found)))
    gravest = grave(found)
    marked = (
        words.say(
            "xray_errors",
            rules=words.count(len(gravest), "regla", "reglas"),
            found=words.count(sum(each.count for each in gravest), "fila", "filas"),
        )
        if gravest
        else ""
    )
    return words.say(
        "xray_found",
        rules=words.count(len(guilty), "regla", "reglas"),
        of=words.number(len(found)),
        rows=words.count(sum(each.count for each in guilty), "fila", "filas"),
        errors=marked,
        verb="encuentra" if len(guilty) == 1 else "encuentran",
    )


def check_document(dataset: Dataset) -> list[dict]:
    """Every rule with the rows it found: check, code, title, severity, why, remedy, count, rows."""
    found: dict[str, list[dict]] = {}
    for line in dataset.rows(query("rules_found")):
        found.setdefault(line["rule"], []).append(json.loads(line["row"]))
    return [
        {
            "check": check.name,
            "code": check.code,
            "title": check.title,
            "severity": check.severity,
            "why": check.why,
            "remedy": check.remedy,
            "count": len(found.get(check.name, [])),
            "rows": found.get(check.name, []),
        }
        for check in dataset.catalog.checks.values()
    ]
