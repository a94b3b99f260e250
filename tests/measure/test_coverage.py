"""Proves which month of a register is received, late, missing or not due, from cases typed by hand; and the trend of
the rules."""

from datetime import date

import pytest

from conftest import LEGAL, V05, deliverables, incomings
from sig_metrics.measure.consistency import Finding, findings, grave, grave_said, trend
from sig_metrics.measure.coverage import (
    Cell,
    Line,
    Load,
    coverage,
    deliveries,
    greyed,
    judged,
    lacking,
    lacking_said,
    summary,
    year,
)
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.freshness import Freshness, known
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

NOVEMBER, SEPTEMBER = date(2021, 11, 30), date(2021, 9, 30)
OCTOBER, DUE = date(2021, 10, 31), date(2021, 11, 10)
SIGNS = {
    "on_time": "T",
    "received": "R",
    "late": "L",
    "missing": "M",
    "pending": "p",
    "not_expected": "-",
    "unused": "u",
    "on_change": "c",
}


def load(number: int, day: date, synthetic: bool = False, changed: int = 0) -> Load:
    return Load(number, day, synthetic, changed)


def cells(
    loads: list[Load],
    periods: dict[int, int] = {},
    cadence: str = "monthly",
    dense: bool = True,
    cutoff: date = NOVEMBER,
    due_day: int = 10,
) -> str:
    """The twelve cells as letters; `periods`: {month of 2021 with rows: number of their earliest load}."""
    ends = {month_end(2021, month): number for month, number in periods.items()}
    calendar = {
        "register": "r",
        "cadence": cadence,
        "dense": dense,
        "due_day": due_day,
        "rows": len(loads),
        "periods": list(ends) or None,
        "loaded_on": loads[-1].day if loads else None,
    }
    return "".join(SIGNS[cell.state] for cell in year(calendar, known(calendar, cutoff), loads, ends, cutoff))


IN_USE = load(1, date(2021, 2, 5))


@pytest.mark.parametrize(
    ("loads", "told"),
    [
        ([IN_USE, load(2, DUE)], "on_time"),  # on the very day
        ([IN_USE, load(2, date(2021, 11, 11))], "late"),  # the day after
        ([load(2, date(2021, 11, 11))], "received"),  # nobody used the register before
        ([load(2, date(2026, 1, 5), synthetic=True)], "received"),
        ([IN_USE, load(2, date(2026, 1, 5), synthetic=True)], "received"),  # demonstration data has no lateness
        # perhaps a correction of what came on the 5th
        ([IN_USE, load(3, date(2021, 11, 5)), load(2, date(2021, 11, 20), changed=4)], "received"),
        ([IN_USE, load(2, date(2021, 11, 20), changed=4)], "late"),  # nothing came in between that it could correct
        ([IN_USE, load(3, date(2021, 11, 5)), load(2, date(2021, 11, 20))], "late"),  # it corrected nothing
    ],
)
def test_late_is_said_only_where_it_is_certain(loads, told):
    assert judged(next(each for each in loads if each.number == 2), loads, OCTOBER, DUE) == told


def test_a_month_of_a_dense_register_came_when_it_has_rows():
    loads = [IN_USE, load(2, date(2021, 4, 8)), load(3, date(2021, 9, 20))]
    assert cells(loads, {1: 1, 2: 2, 3: 2, 8: 3}) == "TLTMMMMLMMpp"  # on 30 November, October was due on the 10th
    assert cells(loads, {1: 1, 2: 2, 3: 2, 8: 3}, cutoff=SEPTEMBER) == "TLTMMMMLpppp"
    # nothing is asked before its first rows; December is not known in November
    assert cells(loads, {3: 2, 12: 3}) == "--TMMMMMMMpp"


def test_due_on_the_cut_off_is_missing_and_a_day_later_is_not():
    assert cells([IN_USE], {1: 1}, due_day=30)[9] == "M" and cells([IN_USE], {1: 1}, due_day=31)[9] == "p"


def test_a_month_of_any_other_register_came_with_the_first_load_after_it():
    loads = [IN_USE, load(2, date(2021, 4, 10)), load(3, date(2021, 8, 30))]
    assert cells(loads, dense=False) == "TLTLLLLMMMpp"
    assert cells([load(1, date(2026, 1, 5), synthetic=True)], dense=False) == "RRRRRRRRRRRp"
    assert cells([load(1, date(2026, 1, 5))], dense=False) == "RRRRRRRRRRRp"  # history loaded later is not late


def test_longer_cadences_stand_in_their_last_month():
    assert cells([IN_USE], {2: 1, 4: 1, 5: 1}, "bimonthly", due_day=15) == "-T-T-T-M-M-p"
    assert cells([IN_USE], {6: 1}, "yearly", due_day=30) == "-----------T"  # the wave of the year came in June
    assert cells([IN_USE], {}, "on_change", dense=False) == "c" * 12
    assert cells([], {}) == "u" * 12


def arriving(register: str, text: str) -> Incoming:
    return Incoming(register, f"{register}.csv", text.encode())


@pytest.fixture(scope="module")
def store(tmp_path_factory, whole_catalog):
    """Two loads: the plan with two deliverables, one of them without document; then a third, also without."""
    made = LocalStore(tmp_path_factory.mktemp("coverage"), wait=1)
    first = Incoming(
        "deliverable", "d.csv", deliverables("01,1,1,2021-01-29,N-1,delivered", "05,2,1,2021-02-26,,delivered")
    )
    load_files(
        made, whole_catalog, [*incomings(LEGAL, whole_catalog), *incomings(V05, whole_catalog), first], "pruebas"
    )
    load_files(
        made, whole_catalog, [Incoming("deliverable", "e.csv", deliverables("05,3,1,2021-03-26,,delivered"))], "pruebas"
    )
    return made


def test_a_register_without_rows_is_not_expected_and_says_so(store, whole_catalog):
    snapshot, scope = store.open(), Scope(NOVEMBER)
    lines = {line.register: line for line in coverage(Dataset(snapshot, whole_catalog), scope)}
    assert lines["qrd"].situation == "unused" and (lines["qrd"].received, lines["qrd"].expected) == (0, 0)
    assert lines["plan_schedule"].situation == "on_change" and lines["deliverable"].situation == "current"
    assert (
        deliveries(Dataset(snapshot, whole_catalog), scope)
        == deliveries(Dataset(snapshot, whole_catalog), scope, ("deliverable",))
        == (11, 11)
    )
    assert deliveries(Dataset(snapshot, whole_catalog), scope, ("qrd",)) == (0, 0)
    told = summary(whole_catalog, list(lines.values()), NOVEMBER)
    assert told[0] == "Esta fecha usa **11 de 11** envíos esperados en 2021." and told[-1].endswith(
        "registros todavía sin datos."
    )
    assert summary(whole_catalog, list(lines.values()), NOVEMBER, True)[:2] == [
        "Esta fecha usa **11 de 11** envíos esperados en 2021 de los registros a su cargo.",
        "Ningún registro a su cargo está atrasado.",
    ]


def test_a_scope_keeps_the_registers_of_its_indicators(demo_snapshot, whole_catalog):
    dataset = Dataset(demo_snapshot, whole_catalog)

    def names(**filters: str) -> set[str]:
        return {line.register for line in coverage(dataset, Scope(NOVEMBER, **filters))}

    assert {"sst_event", "deliverable"} <= names(system="SGSST") and "qrd" not in names(system="SGSST")
    assert "digital_project" in names(unit="UTI") and "digital_project" not in names(unit="URH")
    assert "plan_stage" in names() and "plan_stage" not in names(system="SGC")
    assert [indicator.code for indicator in greyed(coverage(dataset, Scope(NOVEMBER)))] == ["SEG-19"]


def test_demonstration_data_is_never_judged(demo_snapshot, whole_catalog):
    states = {
        cell.state for line in coverage(Dataset(demo_snapshot, whole_catalog), Scope(NOVEMBER)) for cell in line.cells
    }
    assert states == {"received", "missing", "pending", "not_expected", "on_change"}


def test_the_trend_counts_each_rule_in_each_snapshot(store, whole_catalog):
    found = trend(Dataset(store.open(), whole_catalog))
    assert [
        (each.number, each.counts["deliverable_without_document"], each.counts["qrd_open_beyond_year"])
        for each in found
    ] == [(1, 1, 0), (2, 2, 0)]
    assert trend(Dataset(store.open(1), whole_catalog)) == found[:1]


def test_a_damaged_snapshot_and_another_catalogue_leave_gaps(store, whole_catalog, tmp_path):
    import shutil
    from dataclasses import replace

    copy = LocalStore(shutil.copytree(store.folder, tmp_path / "store"), wait=1)
    later = trend(Dataset(copy.open(), replace(whole_catalog, fingerprint="another")))
    assert [each.counts["qrd_open_beyond_year"] for each in later] == [None, None] and later[0].counts[
        "deliverable_without_document"
    ] == 1
    copy.file(1).write_bytes(b"no")
    assert [each.number for each in trend(Dataset(copy.open(), whole_catalog))] == [2]


def test_the_gravest_rules_come_first_and_those_without_rows_last(demo_snapshot, whole_catalog):
    found = findings(Dataset(demo_snapshot, whole_catalog))
    assert (
        found[0].check.severity == "error"
        and found[0].count
        and [each.count > 0 for each in found] == sorted((each.count > 0 for each in found), reverse=True)
    )
    late = next(each for each in found if each.check.code == "SST-01")
    assert late.headings["happened_on"] == "Fecha del evento" and {row["ut"] for row in late.rows} == {
        "Ayacucho",
        "Huancavelica",
    }
    assert all(isinstance(row["happened_on"], date) and row["kind"] == "Incidente peligroso" for row in late.rows)


def lacks(register: str, *missing: int, stale: bool = False, codes: tuple[str, ...] = (), catalog=None) -> Line:
    """A register of 2021 that lacks some of its first six months."""
    cells = tuple(Cell(date(2021, n, 28), "missing" if n in missing else "received") for n in range(1, 7))
    fresh = Freshness(register, True, date(2021, 5, 31), date(2021, 6, 30), date(2021, 7, 10), stale)
    return Line(register, "monthly", cells, fresh, tuple(catalog.indicator(code) for code in codes))


def test_what_is_missing_is_said_with_its_months_and_what_it_greys_comes_first(whole_catalog):
    holed = lacks("suggestion", 2, 3, codes=("SEG-09",), catalog=whole_catalog)
    late = lacks("qrd", 6, stale=True, codes=("SEG-07", "SEG-08"), catalog=whole_catalog)
    whole = lacks("ctvc_alert", catalog=whole_catalog)
    assert lacking([holed, whole, late]) == [late, holed]
    assert [lacking_said(whole_catalog, line) for line in (late, holed)] == [
        "Falta «Quejas, reclamos y denuncias (QRD)» de junio de 2021; deja en gris SEG-07 y SEG-08.",
        "Falta «Sugerencias» de febrero y marzo de 2021.",
    ]
    assert [line.situation for line in (holed, late, whole)] == ["gap", "stale", "current"]
    told = summary(whole_catalog, [holed, whole], date(2021, 6, 30))
    assert told == ["Esta fecha usa **10 de 12** envíos esperados en 2021."], "one that lacks a month is not up to date"
    assert summary(whole_catalog, [whole], date(2021, 6, 30))[1] == "Ningún registro está atrasado."


def test_only_a_grave_rule_that_found_something_is_told_apart(whole_catalog):
    rules = {check.code: check for check in whole_catalog.checks.values()}
    found = [Finding(rules[code], n, {}, []) for code, n in (("SST-01", 2), ("ENT-01", 3))]
    assert grave(found) == found[:1] and grave([Finding(rules["SST-01"], 0, {}, [])]) == []
    assert grave_said(found[0]) == (
        "SST-01: 2 filas. Accidente mortal o incidente peligroso sin notificación en 24 horas."
    )
    assert grave_said(Finding(rules["SST-01"], 1, {}, [])).startswith("SST-01: 1 fila. ")
