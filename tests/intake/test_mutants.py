"""Some seventy mutants of good books (2,000 with SIG_HEAVY=1): none loads wrong. Right, or refused in at most five
lines.

The truth of each is computed by the generator from the rows of the demonstration, as this file reads them, never by
the program. Each is read, judged and compared with the demonstration as a file that somebody sends; some by the
process that reads apart."""

import csv
import os
import random
import re
from collections import Counter
from contextlib import closing
from datetime import date

import pytest

from conftest import DEMO, codes
from sig_metrics.intake.prepare import Incoming, Prepared, RefusedRows, prepare
from sig_metrics.language.problems import Problem, Refused
from sig_metrics.measure.dataset import Dataset
from sig_metrics.present.problem_report import grouped
from sig_metrics.present.template import filled
from sig_metrics.publish.identity import settle
from sig_metrics.publish.load import preview
from sig_metrics.publish.references import against, prepare_for, references
from support.annex_book import OFFICIAL, came_back
from support.mutant_files import mutant
from support.mutant_plans import annex_mutant, edited
from support.soundness import check_said

HEAVY = os.environ.get("SIG_HEAVY") == "1"
CASES, ANNEXES, EDITED, APART = (1700, 180, 120, 60) if HEAVY else (54, 8, 5, 30)
DOWNLOADED = ("agreement", "finding", "deliverable", "app_project", "headcount")
REGISTERS = (
    "qrd",
    "deliverable",
    "agreement",
    "app_project",
    "finding",
    "sst_hours",
    "headcount",
    "household",
    "soa_control",
)
TYPED = {"int": int, "decimal": float, "date": date.fromisoformat}
ENGLISH = re.compile(
    r"\b(the|is|are|not|invalid|row|rows|column|must|failed|expected|value|values|with|of|cannot|unknown)\b", re.I
)
QUOTED = re.compile('«.*?»|".*?"')


@pytest.fixture(scope="module")
def demo(whole_catalog) -> dict[str, list[dict]]:
    """{register: its rows, typed by this file}."""
    found = {}
    for name in REGISTERS:
        types = {column.name: column.type for column in whole_catalog.register(name).columns}
        with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as source:
            lines = list(csv.DictReader(source))
        found[name] = [
            {c: TYPED.get(kind, str)(line[c]) if line.get(c) else None for c, kind in types.items()} for line in lines
        ]
    return found


def judged(connection, catalog, incoming: Incoming, apart: bool) -> Prepared:
    """`prepare_for`, in this process unless `apart`. Raises Refused."""
    if apart:
        return prepare_for(connection, catalog, incoming)
    with closing(connection.cursor()) as cursor:
        try:
            prepared = settle(cursor, catalog, prepare(incoming, catalog))
        except RefusedRows as refusal:
            rows = settle(cursor, catalog, refusal.rows)
            raise Refused(
                refusal.problems + against(cursor, catalog, rows) + references(cursor, catalog, rows)
            ) from None
        if found := [*against(cursor, catalog, prepared), *references(cursor, catalog, prepared)]:
            raise Refused(found)
    return prepared


def check_refusal(problems: list[Problem]) -> None:
    check_said(problems)
    assert problems and len(grouped(problems)) <= 5, f"{len(grouped(problems))} causes: {codes(problems)[:12]}"
    for problem in problems:
        english = ENGLISH.findall(
            QUOTED.sub("", problem.message.replace(problem.value, "") if problem.value else problem.message)
        )
        assert not english, (english, problem.message)


def expected_counts(register, truth: list[dict], stored: list[dict], came: set[str]) -> tuple[int, int]:
    """(new, changed) rows of the truth beside what is stored."""
    held = {tuple(row[name] for name in register.key): row for row in stored}
    pairs = [(row, held.get(tuple(row[name] for name in register.key))) for row in truth]
    return sum(old is None for _, old in pairs), sum(
        old is not None and any(row[c] != old[c] for c in came) for row, old in pairs
    )


def check_rows(register, prepared: Prepared, truth: list[dict], stored: list[dict], came: set[str], report) -> None:
    check_said(prepared.warnings)
    order = lambda rows: sorted(([row[name] for name in came] for row in rows), key=repr)  # noqa: E731
    read, must = order(prepared.parts[register.name].to_pylist()), order(truth)
    odd = [(a, b) for a, b in zip(read, must) if a != b][:2]
    assert len(read) == len(must) and not odd, f"WRONG {len(read)} rows of {len(must)}: {odd}"
    assert (report.new, report.changed, report.removed) == (*expected_counts(register, truth, stored, came), 0), (
        "WRONG counts"
    )


def outcome(snapshot, catalog, demo, n: int) -> tuple[str, tuple[str, ...], list[str]]:
    """(«right» or «refused», what was done to it, why it was refused) of the n-th mutant; raises AssertionError for
    a wrong one."""
    register = catalog.register(REGISTERS[n % len(REGISTERS)])
    dice = random.Random(f"rows {n}")
    size, rows = dice.randrange(6, 14), demo[register.name]
    start = dice.randrange(len(rows) - size)
    d, name, content = mutant(n, register, catalog, rows[start : start + size])
    incoming = Incoming(register.name, name, content, blank=d.blank)
    try:
        prepared = judged(snapshot.connection, catalog, incoming, n % APART == 0)
    except Refused as refusal:
        check_refusal(refusal.problems)
        return "refused", tuple(d.done), codes(refusal.problems)
    assert not d.refused, f"WRONG accepted: {codes(prepared.warnings)}"
    check_rows(
        register,
        prepared,
        d.truth,
        rows,
        {name for name in d.names if name},
        preview(snapshot.connection, catalog, prepared),
    )
    return "right", tuple(d.done), []


def annex_outcome(snapshot, catalog, n: int) -> tuple[str, list[str], list[str]]:
    """The same of the n-th mutant of Anexo 01."""
    truth, done, refused, name, content = annex_mutant(n)
    try:
        prepared = judged(snapshot.connection, catalog, Incoming("plan", name, content), n % APART == 0)
    except Refused as refusal:
        check_refusal(refusal.problems)
        return "refused", done, codes(refusal.problems)
    check_said(prepared.warnings)
    assert not refused, f"WRONG accepted: {codes(prepared.warnings)}"
    found = came_back(prepared.parts)
    odd = [
        (number, found.get(number), truth.get(number))
        for number in {*found, *truth}
        if found.get(number) != truth.get(number)
    ]
    assert not odd, f"WRONG {len(odd)}: {odd[:1]}"
    report = preview(snapshot.connection, catalog, prepared)
    # the stored version says that its source does not give the number of the resolution; the titles of the annex here
    # give one
    assert truth != OFFICIAL or (report.new, report.changed, report.removed) == (0, 1, 0), (
        f"WRONG counts: {report.by_register}"
    )
    return "right", done, []


def edited_outcome(snapshot, catalog, demo, given: dict[str, bytes], n: int) -> tuple[str, list[str], list[str]]:
    """The same of the n-th mutant of a downloaded register."""
    register = catalog.register(DOWNLOADED[n % len(DOWNLOADED)])
    truth, done, content = edited(n, register, given[register.name], demo[register.name])
    try:
        prepared = judged(snapshot.connection, catalog, Incoming(register.name, "x.xlsx", content), n % APART == 0)
    except Refused as refusal:
        check_refusal(refusal.problems)
        return "refused", done, codes(refusal.problems)
    came = {column.name for column in register.columns}
    check_rows(register, prepared, truth, demo[register.name], came, preview(snapshot.connection, catalog, prepared))
    return "right", done, []


def run(count: int, tried) -> Counter:
    """{outcome: how many} of `tried(n)`; all that fail are told, not the first alone."""
    told, failed = Counter(), []
    for n in range(count):
        try:
            told[tried(n)[0]] += 1
        except Exception as fault:
            failed.append((n, type(fault).__name__, str(fault)[:300]))
    assert not failed, f"{len(failed)} of {count}: {failed[:10]}"
    return told


def test_no_mutant_of_a_good_table_loads_wrong(whole_catalog, demo_snapshot, demo):
    told = run(CASES, lambda n: outcome(demo_snapshot, whole_catalog, demo, n))
    assert told["right"] > CASES / 2, told


def test_no_mutant_of_the_annex_loads_wrong(whole_catalog, demo_snapshot):
    told = run(ANNEXES, lambda n: annex_outcome(demo_snapshot, whole_catalog, n))
    assert told["right"] > ANNEXES / 3, told


def test_no_mutant_of_a_downloaded_register_loads_wrong(whole_catalog, demo_snapshot, demo):
    given = {name: filled(Dataset(demo_snapshot, whole_catalog), whole_catalog.register(name)) for name in DOWNLOADED}
    told = run(EDITED, lambda n: edited_outcome(demo_snapshot, whole_catalog, demo, given, n))
    assert told["right"] > EDITED / 2, told
