"""Questions of any register against a count of its CSV in plain Python, which knows neither SQL nor the catalogue: every
point, its «Otros», its total, what is left out, and the rows behind it."""

import csv
import random
from datetime import date
from statistics import median

import pytest

from conftest import DEMO, NOVEMBER
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.explore import answer, asking, rows, spoken
from sig_metrics.measure.explore.answer import NONE, OTHERS, WHOLE, Cell, ask
from sig_metrics.measure.explore.question import SHARE, Question, askable, checked, default, told_apart
from sig_metrics.measure.scope import Scope

JUNE = date(2021, 6, 30)
# As a person reads their headings: what dates a row, its words, its lists of words, its quantities, and pairs of days on
# which something happened.
KNOWN = {
    "qrd": ("registered_on", ("kind", "channel", "unit", "reason", "ut", "outcome"), (), (), (("registered_on", "notified_on"), ("referred_on", "answered_on"))),
    "ctvc_alert": ("received_on", ("topic", "severity", "unit", "ut", "state"), (), (), (("received_on", "answered_on"),)),
    "vulnerability": ("detected_on", ("severity", "origin", "component"), (), (), (("detected_on", "closed_on"),)),
    "document": ("approved_on", ("kind", "unit", "state"), ("systems",), (), (("approved_on", "published_on"),)),
    "improvement_action": ("opened_on", ("origin", "unit", "effective"), ("systems",), (), (("opened_on", "implemented_on"),)),
    "sst_event": ("happened_on", ("kind", "severity", "ut"), (), ("lost_days", "charged_days"), ()),
    "sst_hours": ("year month", ("ut",), (), ("workers", "hours"), ()),
    "finding": ("", ("kind", "unit", "clause"), ("systems",), (), ()),
}  # fmt: skip
LENGTH = {"month": 1, "quarter": 3, "year": 12}


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


def lines(register: str) -> list[dict]:
    with (DEMO / f"{register}.csv").open(encoding="utf-8") as source:
        return list(csv.DictReader(source))


def day(row: dict, by: str) -> date | None:
    """The day of a row, or of its month."""
    if " " in by:
        return date(int(row["year"]), int(row["month"]), 1)
    return date.fromisoformat(row[by]) if row[by] else None


def back(cutoff: date, months: int) -> date:
    at = cutoff.year * 12 + cutoff.month - months
    return date(at // 12, at % 12 + 1, 1)


def whose(row: dict, name: str, many: bool) -> list[str | None]:
    return (row[name].split("/") if many else [row[name]]) if row[name] else [None]


class Counted:
    """A question answered from the CSV."""

    def __init__(self, question: Question, cutoff: date):
        by, _, lists, _, _ = KNOWN[question.register]
        self.question, self.cutoff, some = question, cutoff, lines(question.register)
        size = LENGTH.get(question.grain, 1)
        first = back(cutoff, int(question.span))
        self.since = date(first.year, (first.month - 1) // size * size + 1, 1)
        if by:
            self.undated = sum(day(row, by) is None for row in some)
            self.later = sum(day(row, by) is not None and day(row, by) > cutoff for row in some)
            some = [row for row in some if day(row, by) and self.since <= day(row, by) <= cutoff]
        self.rows = some
        self.many = {question.group: question.group in lists, question.split: question.split in lists}

    def place(self, row: dict) -> set[tuple]:
        """The places of a row, before any is among the others."""
        period = None
        if self.question.grain:
            at, size = day(row, KNOWN[self.question.register][0]), LENGTH[self.question.grain]
            period = (at.year, (at.month - 1) // size)
        groups, splits = (
            whose(row, name, self.many[name]) if name else ["all"]
            for name in (self.question.group, self.question.split)
        )
        return {(period, group, split) for group in groups for split in splits}

    def value(self, some: list[dict]) -> tuple[float | None, int]:
        """(the number of some rows, how many of them it counts)."""
        question = self.question
        if question.measure == "count":
            return len(some), len(some)
        if question.measure == "median":
            took = [days for row in some if (days := self.took(row)) is not None and days >= 0]
            return (median(took) if took else None), len(took)
        if question.measure == "share":
            good = sum(row[question.column] == question.other for row in some)
            return (good / len(some) if some else None), good
        valued = [row[question.column] for row in some if row[question.column]]
        if question.measure == "distinct":
            return len(set(valued)), len(valued)
        return (sum(map(float, valued)) if valued or not some else None), len(valued)

    def took(self, row: dict) -> int | None:
        begun, ended = (day(row, name) for name in (self.question.column, self.question.other))
        known = begun and ended and max(begun, ended) <= self.cutoff
        return (ended - begun).days if known else None


def asked(chance: random.Random) -> Question:
    register = chance.choice([*KNOWN])
    by, coded, lists, quantities, pairs = KNOWN[register]
    group, split = chance.sample([*coded, *lists, ""], 2) if len(coded) > 1 else (chance.choice([*coded, ""]), "")
    if split and not group:
        group, split = split, ""
    measures = ["count", "distinct", "share", *["sum"] * bool(quantities), *["median"] * bool(pairs)]
    measure, column, other = chance.choice(measures), "", ""
    if measure == "distinct":
        column = chance.choice(coded)
    elif measure == "share":
        column = chance.choice(coded)
        other = chance.choice(sorted({row[column] for row in lines(register)} - {""}))
    elif measure == "sum":
        column = chance.choice(quantities)
    elif measure == "median":
        column, other = chance.choice(pairs)
    grain = chance.choice(["", "", *LENGTH]) if by else ""
    return Question(register, measure, column, other, group, split, grain, "", chance.choice(["12", "24"]), top=chance.choice([2, 4, 25]))  # fmt: skip


QUESTIONS = [asked(random.Random(seed)) for seed in range(90)]


@pytest.mark.parametrize("cells", (5000, 0), ids=("few_cells", "many_cells"))
@pytest.mark.parametrize("cutoff", (NOVEMBER, JUNE), ids=("november", "june"))
def test_every_point_is_what_the_rows_of_the_file_say(dataset, cutoff, cells, monkeypatch):
    """With many cells the smaller groups are folded by the query; with few, after it."""
    monkeypatch.setattr(asking, "MOST_CELLS", cells)
    answer._answer.cache_clear()
    several = 0
    for question in QUESTIONS:
        found, counted = ask(dataset, question, Scope(cutoff)), Counted(question, cutoff)
        told = [{cell.code for cell in cells if cell.kind == "one"} for cells in (found.groups, found.splits)]
        places: dict[tuple, list[dict]] = {}
        for row in counted.rows:
            for place in {(period, *map(named, (group, split), told)) for period, group, split in counted.place(row)}:
                places.setdefault(place, []).append(row)
        seen = {}
        for (period, group, split), point in found.points.items():
            at = period and (period.year, (period.month - 1) // LENGTH[question.grain])
            some = places.pop((at, group, split), [])
            value, number = counted.value(some)
            if point.value is None and not some:  # a gap, or nothing to share or to last
                continue
            assert (point.value, point.size, point.counted) == (pytest.approx(value), len(some), number), question
            seen[(period, group, split)] = point
        assert not places, question
        assert found.total.value == pytest.approx(counted.value(counted.rows)[0]), question
        several += sum(cell == OTHERS for cell in (*found.groups, *found.splits))
        if hasattr(counted, "undated"):
            assert (found.left_out["undated"], found.left_out["later"]) == (counted.undated, counted.later)
    assert several > 40, "«Otros» is seldom asked for"


def named(value: str | None, told: set[str]) -> Cell:
    return WHOLE if value == "all" else NONE if value is None else Cell("one", value) if value in told else OTHERS


def test_what_adds_adds_up_with_its_others(dataset):
    for question in (each for each in QUESTIONS if each.measure in ("count", "sum")):
        found = ask(dataset, question, Scope(NOVEMBER))
        if not found.shared:
            whole = sum(point.value or 0 for point in found.points.values())
            assert whole == pytest.approx(found.total.value or 0), question


def test_the_rows_behind_a_point_are_those_that_it_counts(dataset):
    behind = 0
    for question in QUESTIONS[:30]:
        found = ask(dataset, question, Scope(NOVEMBER))
        for (period, group, split), point in [*found.points.items()][:12]:
            if point.size:
                some = rows.behind(dataset, question, Scope(NOVEMBER), rows.key_of(period, group, split))
                assert some.total == point.counted == len(some.rows), (question, period, group, split)
                behind += some.total
        whole = rows.behind(dataset, question, Scope(NOVEMBER), rows.key_of(None, WHOLE))
        assert whole.total == found.total.counted
    assert behind > 3000


def test_the_groups_by_themselves_are_the_largest(dataset):
    found = ask(dataset, Question("qrd", group="ut", top=3, span="12"), Scope(NOVEMBER))
    counts: dict[str, int] = {}
    for row in lines("qrd"):
        if date(2020, 12, 1) <= date.fromisoformat(row["registered_on"]) <= NOVEMBER:
            counts[row["ut"]] = counts.get(row["ut"], 0) + 1
    largest = sorted(counts, key=lambda ut: (-counts[ut], ut))[:3]
    assert [cell.code for cell in found.groups] == [*largest, ""] and found.groups[-1] == OTHERS
    assert found.at(OTHERS).value == sum(counts.values()) - sum(counts[ut] for ut in largest)


def test_a_month_without_its_file_is_a_gap_and_no_zero(dataset):
    """The file of QRD of February 2021 did not come; that of the alerts came in every month."""
    found = ask(dataset, Question("qrd", group="kind", grain="month"), Scope(NOVEMBER))
    february = date(2021, 2, 28)
    assert [found.at(cell, WHOLE, february).value for cell in found.groups] == [None] * 3
    assert found.gaps == (february,)
    assert ask(dataset, Question("ctvc_alert", grain="month"), Scope(NOVEMBER)).gaps == ()
    # a month with its file and no row of a group is a zero
    rare = ask(dataset, Question("sst_event", group="kind", grain="month"), Scope(NOVEMBER))
    assert min(point.value for point in rare.points.values()) == 0


def test_what_ended_after_the_cut_off_had_not_ended(dataset):
    question = Question("qrd", "median", "registered_on", "notified_on", span="12")
    found = ask(dataset, question, Scope(JUNE))
    known = [row for row in lines("qrd") if "2020-07-01" <= row["registered_on"] <= "2021-06-30"]
    assert found.left_out["unended"] == sum(
        not row["notified_on"] or row["notified_on"] > "2021-06-30" for row in known
    )
    some = rows.behind(dataset, question, Scope(JUNE), rows.key_of(None, WHOLE))
    assert max(row["notified_on"] for row in some.rows) <= JUNE


def test_a_unit_and_a_system_are_followed_or_said_to_be_ignored(dataset):
    found = ask(dataset, Question("qrd", span="12"), Scope(NOVEMBER, unit="URH", system="SGSI", stage="improvement"))
    assert found.ignored == ("stage", "system")
    assert found.total.value == sum(
        row["unit"] == "URH" and row["registered_on"] >= "2020-12-01" for row in lines("qrd")
    )
    # all of that register serves SGC
    assert ask(dataset, Question("qrd", span="12"), Scope(NOVEMBER, system="SGC")).ignored == ()
    found = ask(dataset, Question("document", span="all"), Scope(NOVEMBER, system="SGSI"))
    assert found.ignored == ()
    assert found.total.value == sum(
        "SGSI" in row["systems"].split("/") and "" < row["approved_on"] <= "2021-11-30" for row in lines("document")
    )


def test_words_that_may_be_of_after_the_cut_off_say_so(dataset):
    """Of improvement_action.csv: none of URH was opened after September of 2021, and five of them were implemented,
    verified or cancelled later; after November nothing is told."""
    asked = Question("improvement_action", SHARE, "effective", "yes", filters=(("unit", ("URH",)),), span="all")
    said = "Lo que no es fecha se lee como en la última carga."
    early = ask(dataset, asked, Scope(date(2021, 9, 30)))
    assert early.left_out["later"] == 0 and said in spoken.notes(early)
    assert said not in spoken.notes(ask(dataset, asked, Scope(NOVEMBER)))
    assert said not in spoken.notes(ask(dataset, Question("improvement_action", span="all"), Scope(date(2021, 9, 30))))


def test_filters_take_several_values_and_none(dataset):
    kinds = (("kind", ("claim", "complaint")), ("unit", ("", "URH")))
    found = ask(dataset, Question("qrd", filters=kinds), Scope(NOVEMBER))
    assert found.total.value == sum(
        row["kind"] in ("claim", "complaint") and row["unit"] in ("", "URH") and row["registered_on"] >= "2020-12-01"
        for row in lines("qrd")
    )


def test_the_window_before_and_the_year_before_are_asked_as_they_were_known(dataset):
    question = Question("qrd", "share", "outcome", "accepted", "kind", span="12")
    found = ask(dataset, question, Scope(JUNE))
    for kind, first, last in (("previous", "2019-07-01", "2020-06-30"), ("year", "2019-07-01", "2020-06-30")):
        before = answer.against(dataset, found, kind)
        rows_then = [row for row in lines("qrd") if first <= row["registered_on"] <= last]
        assert before.total.size == len(rows_then) and {*before.groups} == {*found.groups}
    quarter = ask(dataset, Question("qrd", group="ut", top=2, span="year"), Scope(date(2021, 3, 31)))
    before = answer.against(dataset, quarter, "previous")
    then = [row for row in lines("qrd") if "2020-10-01" <= row["registered_on"] <= "2020-12-31"]
    assert before.total.value == len(then)
    mine = {cell.code for cell in quarter.groups}
    assert before.at(OTHERS).value == sum(row["ut"] not in mine for row in then)


def test_a_reserved_register_is_never_asked(dataset, whole_catalog):
    assert "corruption_status" not in askable(whole_catalog) and "plan" not in askable(whole_catalog)
    assert set(askable(whole_catalog)) >= {"qrd", "risk", "deliverable", "calendar_day"}
    with pytest.raises(Refused):
        ask(dataset, Question("corruption_status"), Scope(NOVEMBER))


def test_who_was_trained_is_counted_and_never_told_apart(dataset, whole_catalog):
    register = askable(whole_catalog)["training_attendance"]
    assert [each.name for each in told_apart(register)] == ["unit", "training"]
    found = ask(dataset, Question("training_attendance", "distinct", "server_pseudo_id"), Scope(NOVEMBER))
    assert found.total.value == len({row["server_pseudo_id"] for row in lines("training_attendance")})
    some = rows.behind(dataset, Question("training_attendance", group="unit"), Scope(NOVEMBER), "..")
    assert "server_pseudo_id" not in some.headings and "server_pseudo_id" not in some.rows[0]


HOSTILE = ("x' or 1=1 --", "kind; drop table qrd", '"', "qrd.kind", "kind\x00", "$cutoff", "é" * 300, "'] or true --")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_becomes_part_of_a_query(dataset, text):
    base = Question("qrd", group="kind", grain="month")
    for name in ("register", "measure", "group", "split", "grain", "day", "span"):
        with pytest.raises(Refused):
            ask(dataset, Question(**{**vars(base), name: text}), Scope(NOVEMBER))
    for given in ({"filters": ((text, ("claim",)),)}, {"filters": (("kind", (text,)),)}, {"measure": "share", "column": "kind", "other": text}):  # fmt: skip
        with pytest.raises(Refused):
            ask(dataset, Question(**{**vars(base), **given}), Scope(NOVEMBER))
    # where any text may stand, it is a value: no row has it
    found = ask(dataset, Question("qrd", filters=(("ut", (text,)),)), Scope(NOVEMBER))
    assert found.total.value == 0
    assert rows.behind(dataset, Question("qrd", group="ut"), Scope(NOVEMBER), f".={text}.") is None
    assert ask(dataset, Question("qrd", "share", "ut", text, span="all"), Scope(NOVEMBER)).total.value == 0


@pytest.mark.parametrize("seed", range(0, 90, 6))
def test_the_query_that_is_shown_runs_as_it_is(dataset, seed):
    """Copied into another program it gives the same rows: no parameter is left in it."""
    question = QUESTIONS[seed]
    found = ask(dataset, question, Scope(NOVEMBER, unit="UCI"))
    *_, last = found.sql.split(";\n\n")
    assert "$" not in found.sql
    shown = dataset.rows(last)
    if ";" not in found.sql:
        assert sum(row["size"] for row in shown if row.get("cell", True)) == sum(
            point.size for point in found.points.values()
        )


def test_a_text_with_quotes_is_shown_as_a_text(dataset):
    found = ask(dataset, Question("qrd", filters=(("ut", ("a'b; drop table qrd --",)),)), Scope(NOVEMBER))
    assert "'a''b; drop table qrd --'" in found.sql and dataset.rows(found.sql) == [{"size": 0}]


def test_every_register_opens_with_a_question_that_it_can_answer(dataset, whole_catalog):
    for register in askable(whole_catalog).values():
        question = default(whole_catalog, register)
        assert checked(whole_catalog, question) == question
        found = ask(dataset, question, Scope(NOVEMBER))
        assert bool(question.grain) == bool(register.dated_by)
        assert found.total.size >= 0 and found.sql
