"""What a wrong or missing value does to headings, totals, ratios, series and charts. Rows 14, 30, 36, 37, 40 and 41."""

import math
import os
import random
import subprocess
import sys
from contextlib import closing
from datetime import date
from itertools import product

import plotly.graph_objects as go
import pytest
from test_containers import changed

from conftest import NOVEMBER, ROOT, codes
from sig_metrics.intake.table.read import read_file
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.language.text import fold
from sig_metrics.measure.compute import divide, judge, measure, measures, series
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.labels import group_label
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.value_document import series_document
from sig_metrics.present import charts
from sig_metrics.present.export import to_csv
from sig_metrics.present.theme import LIGHT
from sig_metrics.publish.tables import derive
from support.bad_files import as_book, as_csv

HEAVY = os.environ.get("SIG_HEAVY") == "1"
CASES = "qrd_registered_per_household_rate"
CLAIMS = "claim_answered_on_time_rate"
HOLE = (4, 5, 6)


# --- row 14: what a bomb costs

BOMB = """
import sys
sys.path.insert(0, sys.argv[1])
from sig_metrics.catalog.model import Column, Register
from sig_metrics.language.problems import Refused
from sig_metrics.intake.table.read import read_file
register, content = Register("t", "T", "", "", (Column("unit", "Unidad", "text", ""),), ("unit",), 1), open(sys.argv[2], "rb").read()
def most():  # kilobytes; the counter of getrusage is the parent's at first
    return next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
before = most()
try:
    read_file("x.xlsx", content, register)
except Refused as refusal:
    print(refusal.problems[0].code, before, most())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for kilobytes")
def test_a_bomb_costs_less_than_a_hundred_megabytes(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(changed(lambda xml: xml + b" " * 190_000_000))
    done = subprocess.run(
        [sys.executable, "-c", BOMB, str(ROOT), str(tmp_path / "x.xlsx")], capture_output=True, text=True, timeout=60
    )
    code, before, after = done.stdout.split()
    assert code == "file_swells" and int(after) < 100_000 and int(after) - int(before) < 10_000


# --- row 30: headings that are not of the register


def spoilt(dice: random.Random, heading: str) -> str:
    """A heading with letters changed, taken out or put in: not the same word, whatever its dress."""
    letters = list(heading)
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(letters))
        letters[at : at + 1] = dice.choice((["x"], [letters[at], "q"], [], ["w", "k"]))
        letters = letters or ["x"]
    return "".join(letters)


def test_a_spoilt_heading_is_refused_by_name(whole_catalog):
    dice, tried, hinted = random.Random(30), 0, 0
    registers = [register for register in whole_catalog.registers.values() if register.layout == "table"]
    while tried < (1000 if HEAVY else 120):
        register = dice.choice(registers)
        known = {fold(name) for column in register.columns for name in (column.heading, column.name, *column.aliases)}
        needed = [n for n, column in enumerate(register.columns) if not column.optional_heading]
        head = [column.heading for column in register.columns]
        at = dice.choice(needed)
        head[at] = spoilt(dice, head[at])
        if fold(head[at]) in known or len(head) < 3:
            continue
        tried += 1
        lines = [head, [column.example or "x" for column in register.columns]]
        name, content = ("x.csv", as_csv(lines).encode()) if tried % 4 else ("x.xlsx", as_book(lines))
        with pytest.raises(Refused) as caught:
            read_file(name, content, register)
        problems = caught.value.problems
        heading = register.columns[at].heading
        missing = [p for p in problems if p.code == "header_column"]
        assert codes(missing) == ["header_column"] and f"«{heading}»" in missing[0].message, (
            register.name,
            head[at],
            codes(problems),
        )
        hinted += "¿Es" in missing[0].message
    assert hinted > tried / 2, "most slips of a few letters have their nearest word"


# --- rows 36 and 40: a case without unit, and three months without cases


@pytest.fixture(scope="module")
def holed(demo_folder, tmp_path_factory, whole_catalog):
    """(before, after): the demonstration, and a copy without the QRD of April to June and with claims whose unit is
    blank."""
    import shutil

    from sig_metrics.store import LocalStore

    folder = tmp_path_factory.mktemp("holed") / "store"
    shutil.copytree(demo_folder, folder)
    store = LocalStore(folder)

    def build(connection, number):
        connection.execute("delete from qrd where registered_on between '2021-04-01' and '2021-06-30'")
        connection.execute("delete from qrd_monthly where year = 2021 and month in (4, 5, 6)")
        connection.execute("update qrd set unit = null where unit = 'UTI'")
        derive(connection, whole_catalog)

    store.publish("prueba", build)
    with closing(store.open(1)) as before, closing(store.open(2)) as after:
        yield before, after


def test_three_months_without_rows_are_a_gap_and_not_a_zero(holed, whole_catalog):
    before, after = holed
    indicator, scope = whole_catalog.indicator(CASES), Scope(NOVEMBER)
    was, found = (
        series(Dataset(before, whole_catalog), indicator, scope),
        series(Dataset(after, whole_catalog), indicator, scope),
    )
    assert [m.value for m in found] == [None if m.cutoff.month in HOLE else m.value for m in was] and all(
        m.value for m in was
    )
    assert {m.status for m in found if m.cutoff.month in HOLE} == {"no_data", "not_yet"}, (
        "before its file is due, nobody knows yet that it does not come"
    )
    assert [
        measure(Dataset(after, whole_catalog), indicator, Scope(date(2021, 5, 31))).value,
        measure(Dataset(after, whole_catalog), indicator, Scope(date(2021, 7, 31))).value,
    ] == [None, was[6].value]
    document = series_document(Dataset(after, whole_catalog), indicator, scope)
    assert [row["month"] for row in document if row["value"] is None] == ["2021-04", "2021-05", "2021-06"]
    rows = [{"month": words.month(m.cutoff), "value": m.value} for m in found]
    drawn = charts.indicator_line(rows, None, [], indicator.unit, LIGHT, "").to_dict()
    line = drawn["data"][0]
    assert [n + 1 for n, y in enumerate(line["y"]) if y is None] == list(HOLE) and line["connectgaps"] is False
    assert all("sin dato" in line["hovertext"][month - 1] for month in HOLE)
    assert "3 meses sin dato" in charts.line_alt(rows, None, indicator.unit)
    assert words.amount(None, indicator.unit, 1) == "sin dato"
    assert (
        to_csv([{"v": m.value, "n": 1} for m in found], {"v": "Valor", "n": "N"}).decode("utf-8-sig").splitlines()[4:7]
        == [",1"] * 3
    )


def test_cases_without_unit_stay_in_the_total(holed, whole_catalog):
    before, after = holed
    indicator = whole_catalog.indicator(CLAIMS)
    for scope in (Scope(date(2021, 11, 30)), Scope(date(2021, 3, 31))):
        was, now = (
            measure(Dataset(before, whole_catalog), indicator, scope),
            measure(Dataset(after, whole_catalog), indicator, scope),
        )
        assert (now.numerator, now.denominator, now.value) == (
            was.numerator,
            was.denominator,
            was.value,
        ) and now.denominator
    groups = {
        m.group[0]: m.denominator
        for m in measures(Dataset(after, whole_catalog), (indicator,), Scope(NOVEMBER), ("unit",))
    }
    assert sum(groups.values()) == measure(Dataset(after, whole_catalog), indicator, Scope(NOVEMBER)).denominator, (
        "each one is in some group"
    )
    assert groups[None] and group_label(Dataset(after, whole_catalog), indicator, "unit", None) == words.say(
        "group_unknown"
    )
    assert "UTI" not in groups and "UTI" in {
        m.group[0] for m in measures(Dataset(before, whole_catalog), (indicator,), Scope(NOVEMBER), ("unit",))
    }


# --- row 37: parts that nobody expected


PARTS = (None, 0, 0.0, -1, -5, 1, 3, 1e-12, 1e15, -1e15, 1e300)


def test_no_parts_make_an_infinite_or_invented_value(whole_catalog):
    for indicator in whole_catalog.indicators.values():
        for numerator, denominator in product(PARTS, PARTS):
            value = divide(indicator, numerator, denominator)
            if numerator is None or (indicator.denominator and not denominator):
                assert value is None, (indicator.name, numerator, denominator)
            target = indicator.targets[0] if indicator.targets else None
            assert judge(indicator, value, target) in whole_catalog.vocabularies["status"], indicator.name
            assert (judge(indicator, value, target) == "no_data") == (value is None)
            said = words.amount(value, indicator.unit, 1)
            assert "inf" not in said and "nan" not in said.lower() and (value is not None or said == "sin dato"), (
                indicator.name,
                said,
            )
            assert value is None or not math.isnan(value)


# --- row 41: more categories than fit


@pytest.mark.parametrize("many", [48, 346])
def test_bars_of_many_long_categories_add_up_to_the_total(many):
    dice = random.Random(many)
    rows = [
        {"label": f"Motivo {n} " + "con un nombre muy largo " * 6, "count": dice.randrange(1, 500)} for n in range(many)
    ]
    shown, total = charts.pareto_rows(rows), sum(row["count"] for row in rows)
    drawn = charts.pareto_bars(rows, LIGHT, "").to_dict()
    bars = [value for trace in drawn["data"] for value in trace.get("x", ()) if value]
    assert (
        sum(row["count"] for row in shown) == total == sum(bars) and len(shown) == 9 and shown[-1]["label"] == "Otros"
    )
    assert go.Figure(drawn).to_dict()["data"] == drawn["data"]
    ticks = drawn["layout"]["yaxis"].get("ticktext") or []
    assert len(ticks) == 9 and all(max(map(len, text.split("<br>"))) <= 60 for text in ticks), ticks
