"""Holds the drafts of the deliverables of 2021 to the data: every number of the 82, read again from its DOCX, is what `value`
says at that cut-off or what is counted here, by another way, from the rows; a sentence that nobody can know is not there;
what only a person can write is a blank; and no row of a reserved register is in one."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from functools import lru_cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from conftest import DEMO, V05, made_once
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.cli.commands import main
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.value_document import value_document
from sig_metrics.report.activity import drafted, programmed
from sig_metrics.report.activity_identity import identity_in
from sig_metrics.report.activity_sight import kind_of
from sig_metrics.report.model import Chart, Number, Table
from support.office import by_office

BLANK = re.compile(r"\[completar: [^\]]+\]")
SHARE, AMOUNT = re.compile(r"(-?[\d,]+(?:\.\d+)?) %"), re.compile(r"-?[\d,]+(?:\.(\d+))?")
# the day by which each register that is counted is dated, read from its CSV
DATED = {
    "qrd": "registered_on",
    "suggestion": "received_on",
    "ctvc_alert": "received_on",
    "audit": "executed_on",
    "training": "held_on",
    "risk": "evaluated_on",
    "improvement_action": "opened_on",
    "document": "approved_on",
    "security_incident": "detected_on",
    "vulnerability": "detected_on",
    "legal_requirement": "evaluated_on",
    "sst_event": "happened_on",
    "context_review": "approved_on",
}


@pytest.fixture(scope="module")
def data(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def every(tmp_path_factory, demo_folder) -> Path:
    """The folder of all the drafts, as the command writes them."""

    def make(folder: Path) -> None:
        assert main(["report", "--all", "--year", "2021", str(folder), "--store", str(demo_folder)]) == 0

    return made_once(tmp_path_factory, "drafts", make)


@pytest.fixture(scope="module")
def drafts(data):
    return [drafted(data, kind, 2021, month, None, item) for kind, month, item in programmed(data, 2021)]


def read(path: Path) -> tuple[str, list[list[list[str]]]]:
    """The text and the tables of a DOCX."""
    body = docx.Document(str(path)).element.body
    tables = [
        [["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))] for row in each.iter(qn("w:tr"))]
        for each in body.iter(qn("w:tbl"))
    ]
    return " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))), tables


def reads(said: str, value: float) -> bool:
    """Whether a text says a value, rounded as it says."""
    if share := SHARE.search(said):
        return abs(float(share[1].replace(",", "")) / 100 - value) < 0.00051
    found = AMOUNT.match(said)
    return abs(float(found[0].replace(",", "")) - value) <= 0.5 * 10 ** -len(found[1] or "") + 1e-9


class Asked:
    """What a figure is, by another way than the papers': `value`, the tables of publication, or the rows of the CSV."""

    def __init__(self, data):
        self.data = data

    @lru_cache(None)
    def document(self, code: str, month: str, by: str = "") -> dict:
        scope = Scope(month_end(*map(int, month.split("-"))))
        return value_document(self.data, self.data.catalog.indicator(code), scope, by or None)

    def of(self, of: str, since: date) -> float | None:
        name, month, rest = (of.split(".", 2) + [""])[:3]
        if name in self.data.catalog.registers:
            return self.register(name, month_end(*map(int, month.split("-"))), rest, since)
        by, _, word = rest.partition("=")
        if not word:
            found = self.document(name, month)
            return found[rest or "value"]
        word, _, field = word.rpartition(".") if word.endswith(FIELDS) else (word, "", "value")
        rows = self.document(name, month, by)["rows"]
        return next(row[field] for row in rows if str(row[by]) == word)

    def register(self, name: str, cutoff: date, rest: str, since: date) -> float | None:
        what, _, one = rest.partition(".")
        if one in ("inflow", "outflow"):
            months = [day for day in (month_end(cutoff.year, n) for n in range(1, cutoff.month + 1)) if day > since]
            return sum(self.cases(name, day, one) for day in months)
        if what in ("inflow", "outflow", "stock", "open", "overdue", "oldest") or "=" in what:
            return self.cases(name, cutoff, rest)
        return self.rows(name, cutoff, what, one, since)

    def cases(self, name: str, cutoff: date, rest: str) -> float | None:
        table, column = ("case_open", {"stock": "cases", "open": "cases", "": "cases", "overdue": "overdue"})
        part, _, field = rest.partition(".") if "=" in rest else ("", "", rest)
        if field in ("inflow", "outflow"):
            table, column = "case_flow", {field: field}
        of, _, word = part.partition("=")
        where = {"age": "band = $word", "ut": "coalesce(ut, 'none') = $word"}.get(of, "true")
        given = {"name": name, "cutoff": cutoff, **({"word": int(word) if of == "age" else word} if of else {})}
        if field == "oldest":
            sql = f"select max(oldest_days) as n from case_open where register = $name and period = $cutoff and {where}"
        else:
            sql = f"select sum({column[field]}) as n from {table} where register = $name and period = $cutoff and {where}"
        return int(self.data.rows(sql, given)[0]["n"] or 0)

    def rows(self, name: str, cutoff: date, what: str, one: str, since: date) -> int:
        """Of the CSV, those whose day is since the report before, in the year or by the cut-off."""
        with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        since = {"year": date(cutoff.year - 1, 12, 31), "report": since}.get(what, date(1900, 1, 1))
        days = [(row, date.fromisoformat(row[DATED[name]])) for row in rows if row[DATED[name]]]
        column, _, word = one.partition("=")
        return sum(since < day <= cutoff and (not one or row[column] == word) for row, day in days)


FIELDS = (".numerator", ".denominator", ".open_overdue", ".oldest_overdue_days")


def numbers(draft):
    """(table of the paper, row, column, number) of each, and the numbers of its sentences and of its charts."""
    tables = [block for block in draft.paper.blocks if isinstance(block, Table) and block.rows]
    cells = [(t, r, c, cell) for t, each in enumerate(tables) for r, row in enumerate(each.rows) for c, cell in enumerate(row)]
    return [each for each in cells if isinstance(each[3], Number)]


def test_every_number_of_the_82_drafts_read_again_is_what_value_says(data, drafts, every):
    assert len(drafts) == 82 == len(list(every.glob("*.docx")))
    asked, seen = Asked(data), 0
    for draft in drafts:
        since = before(draft)
        text, tables = read(every / f"{draft.paper.name}.docx")
        for t, r, c, number in numbers(draft):
            said = tables[t + 1][r + 1][c]  # the first is the heading
            assert said == number.said
            told(asked, draft, said, number.of, since)
            seen += 1
        for number in draft.cited:
            assert number.said in text
            told(asked, draft, number.said, number.of, since)
        for chart in (block for block in draft.paper.blocks if isinstance(block, Chart)):
            for series in chart.series:
                for value, of in zip(series.values, series.of):
                    if of and value is not None:
                        assert value == pytest.approx(asked.of(of, since), rel=1e-9), (draft.paper.name, of)
    assert seen > 3500  # cells; what no CSV dates is not counted again here


@lru_cache(None)
def months_of(activity: str) -> tuple[int, ...]:
    """The months in which the official plan programs an activity."""
    with (V05 / "plan_schedule.csv").open(encoding="utf-8", newline="") as source:
        return tuple(int(row["month"]) for row in csv.DictReader(source) if row["activity"] == activity)


def before(draft) -> date:
    """The close of the month of the report before: of the first of the year, December."""
    month = int(draft.identity.month[5:])
    earlier = [each for each in months_of(draft.identity.activity) if each < month]
    return month_end(2021, max(earlier)) if earlier else date(2020, 12, 31)


def told(asked: Asked, draft, said: str, of: str, since: date) -> None:
    if of.split(".")[0] not in (*DATED, *codes()) and not of.startswith(tuple(CASES)):
        return
    expected = asked.of(of, since)
    assert expected is not None and reads(said, expected), (draft.paper.name, of, said, expected)


CASES = ("qrd.", "suggestion.", "ctvc_alert.")


@lru_cache(1)
def codes() -> frozenset[str]:
    return frozenset(each.code for each in default_catalog().indicators.values())
