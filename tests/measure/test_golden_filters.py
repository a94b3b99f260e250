"""Compares what a value answers under filters, in groups and a year before with cases worked out by hand:
`filtered.csv`.

It stands beside `expected.csv` of an indicator (whose registers it uses), or in `golden_filters/<case>/` with
registers of its own. A row is a question (cut-off, version of the plan, filters, group) and what it must answer; an
empty cell asks nothing, «-» is none. `ignored` are the filters it does not follow («» is that it follows all),
`previous_year` the value of the same question twelve months before against the plan in force then, and `target` the
value of a target that is last year's. Groups that are not written have no value, or a count of zero. Folders that do
not bring different rows of a register share a store."""

import csv
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from conftest import LEGAL, incomings, made_once, what_it_needs
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.compute import Measure, measure, measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import FILTERS, IN_FORCE, Scope, months_before
from sig_metrics.publish.load import load_files
from sig_metrics.store import LocalStore

TESTS = Path(__file__).parents[1]
BASE = TESTS / "golden" / "base"
CATALOG = default_catalog()
FOLDERS = sorted(path.parent for part in ("golden", "golden_filters") for path in (TESTS / part).glob("*/filtered.csv"))
ASKED = ("cutoff", "plan", *FILTERS)
READ = ("activity_dimension", "unit_part")  # what a filter reads, whatever the indicator


def questions(folder: Path) -> list[dict[str, str]]:
    with (folder / "filtered.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, strict=True))
    return [{"by": "", "ignored": "", **row, "indicator": row.get("indicator") or folder.name} for row in rows]


def scope_of(row: dict[str, str]) -> Scope:
    return Scope(
        date.fromisoformat(row["cutoff"]),
        row.get("plan") or IN_FORCE,
        **{name: row.get(name) or None for name in FILTERS},
    )


def registers(folder: Path) -> dict[str, bytes]:
    own = {each.register: each.content for each in incomings(folder, CATALOG)}
    return own or {each.register: each.content for each in incomings(BASE, CATALOG)}


def sharing() -> list[list[Path]]:
    """The folders in as few stores as they need: two may share one if what both bring is the same."""
    stores: list[tuple[list[Path], dict[str, bytes]]] = []
    for folder in FOLDERS:
        mine = registers(folder)
        for folders, known in stores:
            if all(known.get(name, content) == content for name, content in mine.items()):
                folders.append(folder)
                known |= mine
                break
        else:
            stores.append(([folder], dict(mine)))
    return [folders for folders, _ in stores]


SHARED = sharing()


def needed(folders: list[Path]):
    """The catalogue with the indicators that are asked, what stands beside them, and the views under both."""
    names = {row["indicator"] for folder in folders for row in questions(folder)}
    views, texts = {}, [CATALOG.indicators[name].backlog for name in names] + list(READ)
    for name in names:
        views |= what_it_needs(CATALOG, name).views
    while found := {
        name: view for name, view in CATALOG.views.items() if name not in views and any(name in text for text in texts)
    }:
        views |= found
        texts = [word for view in found.values() for word in view.reads]
    indicators = {each: CATALOG.indicators[each] for each in CATALOG.indicators if each in names}
    return replace(
        CATALOG,
        views={name: view for name, view in CATALOG.views.items() if name in views},
        indicators=indicators,
        checks={},
    )


def load(folders: list[Path], store: LocalStore) -> None:
    found = {each.register: each for part in (LEGAL, BASE, *folders) for each in incomings(part, CATALOG)}
    load_files(store, needed(folders), [found[name] for name in CATALOG.registers if name in found], "pruebas")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """folder → the snapshot of the store it shares, made when first asked."""
    opened = {}

    def of(folder: Path):
        number = next(number for number, folders in enumerate(SHARED) if folder in folders)
        if number not in opened:
            made = made_once(
                tmp_path_factory, f"golden filters {number}", lambda at: load(SHARED[number], LocalStore(at, wait=1))
            )
            opened[number] = LocalStore(made, wait=1).open()
        return opened[number]

    yield of
    for each in opened.values():
        each.close()


def number(text: str) -> float | None:
    return None if text == "-" else float(Fraction(text))


def same(expected: str, answered: float | None) -> bool:
    """Whether an answer is what is written; of what is not written nothing is asked."""
    wanted = number(expected) if expected else answered
    return answered is None if wanted is None else answered is not None and answered == pytest.approx(wanted, abs=1e-12)


def told(answered: Measure) -> dict[str, float | None]:
    return {
        "numerator": answered.numerator,
        "denominator": answered.denominator,
        "value": answered.value,
        "open_overdue": answered.open_overdue,
        "oldest_days": answered.oldest_overdue_days,
    }


def wrong(row: dict[str, str], answered: Measure, snapshot) -> list[str]:
    """What an answer says otherwise than its row."""
    said = told(answered)
    if row.get("previous_year"):
        before = replace(scope_of(row), cutoff=months_before(answered.cutoff, 12), plan=IN_FORCE)
        said["previous_year"] = measure(Dataset(snapshot, CATALOG), answered.indicator, before).value
    if row.get("target"):
        said["target"] = answered.target.value if answered.target else None
    found = [
        f"{name}: a mano {row[name]}, calculado {value}"
        for name, value in said.items()
        if not same(row.get(name) or "", value)
    ]
    if row.get("status") and row["status"] != answered.status:
        found.append(f"status: a mano {row['status']}, calculado {answered.status}")
    if not row["by"] and answered.status != "excluded" and row["ignored"] != "/".join(answered.ignored):
        found.append(f"ignored: a mano «{row['ignored']}», calculado «{'/'.join(answered.ignored)}»")
    return [
        f"{row['indicator']} {[row[name] for name in (*ASKED, 'by', 'key') if row.get(name)]} {each}" for each in found
    ]


def grouped(rows: list[dict[str, str]], snapshot) -> list[str]:
    """What the groups of one question say otherwise; those that are not written have no value."""
    indicator, by = CATALOG.indicators[rows[0]["indicator"]], rows[0]["by"]
    groups = {
        measured.group[0] or "-": measured
        for measured in measures(Dataset(snapshot, CATALOG), (indicator,), scope_of(rows[0]), (by,))
    }
    missing = Measure(indicator, scope_of(rows[0]).cutoff, None, None, None, "no_data", None)
    written = {row["key"] for row in rows}
    valued = {
        key: each.value
        for key, each in groups.items()
        if each.value or indicator.denominator and each.value is not None
    }
    extra = [
        f"{indicator.name} {by} {key}: no está escrito y vale {value}"
        for key, value in valued.items()
        if key not in written
    ]
    return extra + [each for row in rows for each in wrong(row, groups.get(row["key"], missing), snapshot)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_value_under_filters_is_the_one_worked_out_by_hand(folder, snapshot):
    opened, found, by_question = snapshot(folder), [], {}
    for row in questions(folder):
        if row["by"]:
            by_question.setdefault((row["indicator"], row["by"], scope_of(row)), []).append(row)
        else:
            found += wrong(
                row, measure(Dataset(opened, CATALOG), CATALOG.indicators[row["indicator"]], scope_of(row)), opened
            )
    for rows in by_question.values():
        found += grouped(rows, opened)
    assert not found, "\n".join(found)


def test_the_cases_ask_every_kind_of_question():
    rows = [row for folder in FOLDERS for row in questions(folder)]
    assert len({row["indicator"] for row in rows}) >= 16 and all(row.get("value") for row in rows)
    for name in ("plan", *FILTERS, "by", "previous_year", "target", "ignored", "open_overdue"):
        assert any(row.get(name) for row in rows), name
    assert {"unit", "ut", "kind", "severity", "system", "stage"} <= {row["by"] for row in rows}
