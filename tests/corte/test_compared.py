"""Holds «Comparar con» a corte to what was frozen: its October, typed, and not the one of now; another plan, another definition
and another store of its data are told; what it does not have is lacking, and never a figure of now."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest

from conftest import DEMO, NOVEMBER, V04, V05, incomings
from sig_metrics.catalog.build import using
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.cli.commands import main
from sig_metrics.corte.compared import before_corte, choices, corte_asked, number_of
from sig_metrics.corte.until_now import changed_until
from sig_metrics.language.problems import Refused
from sig_metrics.measure import crossings, plan
from sig_metrics.measure.comparison import differences_said
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.insights import headline, overview
from sig_metrics.measure.moved import change_said, moved_by
from sig_metrics.measure.process.chosen import process
from sig_metrics.measure.process.compared import compared
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.since import since
from sig_metrics.measure.since_said import told_since
from sig_metrics.measure.spoken import headline_numbers
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import Incoming, load_files, refresh
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import VALUES, cortes, folder_of, let_go
from support.compared import AFTERWARDS, OCTOBER, frozen_october
from support.redefined import redefined

NAMED = "el corte n.º 1 «Cierre de octubre»"
# By hand, of `data/demo/deliverable.csv` and the plan, as `support/compared.py` counts them: numerator and denominator.
FROZEN, OCTOBER_NOW, NOVEMBER_NOW = (62, 69), (64, 69), (71, 75)
# what was overdue when it was frozen, by its systems and stage: 08; 15, 18, 20, 22 and 23; 25
OVERDUE = {
    **{(system, "maintenance"): 1 for system in ("SGC", "SGAS", "SGSI", "SGSST")},
    **{("SGC", "monitoring"): 2, ("SGAS", "monitoring"): 2, ("SGSI", "monitoring"): 4, ("SGSST", "monitoring"): 1},
    ("SGC", "improvement"): 1,
}
# less what is overdue in November by now: 05 and 06 (of SGC and SGAS both, of SGSI and SGSST one), 20, and 24 of SGSST
CHANGES = {
    **{("SGC", "maintenance"): "+1", ("SGAS", "maintenance"): "+1", ("SGC", "monitoring"): "−2"},
    **{("SGAS", "monitoring"): "−2", ("SGSI", "monitoring"): "−3", ("SGSST", "monitoring"): "−1"},
    **{("SGC", "improvement"): "−1", ("SGSST", "improvement"): "+1"},
}


@pytest.fixture(scope="module")
def store(demo_folder, whole_catalog, tmp_path_factory):
    """The demonstration with a corte of October, and what came after it; to be read only."""
    made = LocalStore(shutil.copytree(demo_folder, tmp_path_factory.mktemp("compared") / "store"), wait=1)
    frozen_october(made, whole_catalog)
    (report,) = load_files(made, whole_catalog, [Incoming("deliverable", "x.csv", AFTERWARDS)], "UPPM")
    assert report.loaded, report.problems
    return made


@pytest.fixture
def mine(store, tmp_path):
    """The same, which a test may change."""
    return LocalStore(shutil.copytree(store.folder, tmp_path / "store"), wait=1)


@pytest.fixture(scope="module")
def now(store, whole_catalog):
    dataset = dataset_of(store.open(), whole_catalog)
    yield dataset
    dataset.close()


@pytest.fixture(scope="module")
def before(store, now):
    """The corte, beside November."""
    return asked(store, now)


def asked(store, dataset, scope=Scope(NOVEMBER), choice="corte-1"):
    return before_corte(store, corte_asked(store, choice, scope.cutoff), dataset, scope)


def parts(measured):
    return measured.numerator, measured.denominator


def test_the_before_is_what_was_frozen_and_not_what_october_is_now(now, before):
    indicator = now.catalog.indicator("PLN-01")
    assert parts(before.measure(indicator)) == FROZEN
    assert parts(measure(now, indicator, Scope(OCTOBER))) == OCTOBER_NOW
    here = measure(now, indicator, Scope(NOVEMBER))
    assert parts(here) == NOVEMBER_NOW
    # 94.7 less 89.9, and not 94.7 less 92.8
    assert differences_said(now, [here], before)["plan_delivered_rate"] == "+4.8 puntos"
    assert before.said(Scope(NOVEMBER)) == NAMED


def test_of_its_own_month_what_changed_is_what_came_afterwards(store, now):
    there = asked(store, now, Scope(OCTOBER))
    here = measure(now, now.catalog.indicator("PLN-01"), Scope(OCTOBER))
    assert differences_said(now, [here], there)["plan_delivered_rate"] == "+2.9 puntos"
    found = since(now, Scope(OCTOBER), there)
    assert {each.key for each in found.came} == {"18.10", "22.10", "23.10"}
    assert {each.key for each in found.overdue} == {"24.10"}
    assert changed_until(now, Scope(OCTOBER), there).count("new") == 0


def test_the_sentence_the_matrix_and_the_rows_are_of_the_corte(now, before):
    seen = overview(now, Scope(NOVEMBER))
    said = headline(now.catalog, seen, before.whole())
    assert said.endswith("Desde el corte n.º 1: 9 entregados más, 3 vencidos menos.")
    assert {place: state.overdue for place, state in before.crossings().items() if state.overdue} == OVERDUE
    found = crossings.since(now, seen, before)
    assert {place: change.short for place, change in found.items()} == CHANGES
    assert found["SGSI", "monitoring"].said == "3 vencidos menos que en el corte n.º 1"
    rows = {each.name: each for each in headline_numbers(now, Scope(NOVEMBER), before)}
    delivered, late = (rows[f"{what} desde el corte n.º 1"] for what in ("Entregados", "Vencidos"))
    assert (delivered.number, late.number) == (9, -3)


def test_the_curve_is_its_own(now, before):
    curve = {row["month"]: row["delivered"] for row in before.curve(now, Scope(NOVEMBER))}
    assert curve[10] == 62 and curve[11] is None
    assert {row["month"]: row["delivered"] for row in plan.curve(now, Scope(NOVEMBER))}[10] == 64


def test_what_changed_tells_what_came_what_fell_and_the_load(now, before):
    found = since(now, Scope(NOVEMBER), before)
    # seven came in November; three more were of October, and came after it was frozen
    ours = {"18.10", "22.10", "23.10"}
    theirs = {"15.10", "08.10", "19.11", "25.10", "04.11", "18.11"}
    assert {each.key for each in found.came} == ours | theirs and len(found.came) == 10
    assert {each.key for each in found.overdue} == {"24.10", "05.11", "06.11"}
    assert {each.key for each in found.settled} == {"08.10", "15.10", "18.10", "22.10", "23.10", "25.10"}
    assert [(each.register, each.changed, each.removed) for each in found.corrected] == [("deliverable", 3, 0)]
    assert not any(each.redefined for each in found.crossed)


def test_a_change_is_told_apart_by_why(store, now, before):
    found = changed_until(now, Scope(NOVEMBER), before)
    told = {each.code: (each.before, each.after) for each in found.changes["restated"]}
    assert {each.month for each in found.changes["restated"]} == {"2021-10"}
    assert told["PLN-01"] == (pytest.approx(62 / 69), pytest.approx(64 / 69)) and told["PLN-06"] == (7, 5)
    assert set(found.changes) == {"new", "restated"}
    assert {each.month for each in found.changes["new"]} == {"2021-11"}
    assert found.loads == {store.journal.last(): ("deliverable", False)}
    # of one filter, the part of each as it was frozen; of two, as its own data say it: 22 and 23 came
    for filters, count in (({"unit": "URH"}, 0), ({"unit": "CT"}, 7), ({"unit": "UTI", "system": "SGSI"}, 6)):
        scope = Scope(NOVEMBER, **filters)
        assert changed_until(now, scope, asked(store, now, scope)).count("restated") == count


def test_one_filter_was_frozen_and_two_are_asked_of_its_own_data(store, now):
    indicator = now.catalog.indicator("PLN-01")
    for scope, then, today in (
        (Scope(NOVEMBER, unit="UTI"), (9, 13), (11, 13)),
        (Scope(NOVEMBER, activity="22"), (1, 2), (2, 2)),
        (Scope(NOVEMBER, unit="UTI", activity="22"), (1, 2), (2, 2)),
    ):
        there = asked(store, now, scope)
        assert parts(there.measure(indicator)) == then, scope
        assert parts(measure(now, indicator, replace(scope, cutoff=OCTOBER))) == today, scope
    both = Scope(NOVEMBER, unit="UTI", stage="monitoring")
    assert asked(store, now, both).figures.measures(indicator, asked(store, now, both).scope, ()) is None
    assert asked(store, now, both).whole().total.overdue == 3  # 20, 22 and 23


def test_without_its_snapshot_what_was_frozen_stays_and_the_rest_is_lacking(mine, whole_catalog):
    mine.file(cortes(mine)[0].snapshot).unlink()
    dataset = dataset_of(mine.open(), whole_catalog)
    indicator, both = dataset.catalog.indicator("PLN-01"), Scope(NOVEMBER, unit="UTI", activity="22")
    there, here = asked(mine, dataset), measure(dataset, indicator, both)
    assert parts(there.measure(indicator)) == FROZEN and there.whole().total.overdue == 7
    lost = asked(mine, dataset, both)
    assert lost.measure(indicator).value is None and lost.lacks(indicator)
    assert differences_said(dataset, [here], lost) == {"plan_delivered_rate": "el corte no tiene este dato"}
    found = since(dataset, Scope(NOVEMBER), there)
    assert found.closed and not (found.came or found.overdue or found.settled or found.signals)
    assert there.curve(dataset, Scope(NOVEMBER)) == []
    dataset.close()


def test_another_definition_is_told_wherever_its_figure_is(mine, whole_catalog, tmp_path):
    other = load_catalog(redefined(whole_catalog.root, tmp_path / "definitions"))
    refresh(mine, other, "UPPM")
    with using(other.root):
        dataset = dataset_of(mine.open(), other)
        there, scope = asked(mine, dataset), Scope(NOVEMBER)
        found = [measure(dataset, dataset.catalog.indicator(code), scope) for code in ("PLN-01", "SEG-07")]
        assert parts(there.measure(found[0].indicator)) == FROZEN
        # nothing times zero: 0 % of now less 89.9 %; `month_end`, which both read, is another view too
        said = differences_said(dataset, found, there)
        assert said["plan_delivered_rate"] == "−89.9 puntos · redefinido"
        assert there.whole().named == "el corte n.º 1 (con otra definición)"
        crossed = {each.after.indicator.code: each for each in since(dataset, scope, there).crossed}
        assert crossed["PLN-01"].redefined
        assert change_said(dataset, found[0].indicator, scope, there) == "−89.9 puntos · redefinido"
        process_of = compared(dataset, process(dataset, found[0].indicator, scope), scope, there, "corte-1")
        assert process_of.heading == "Octubre de 2021, corte n.º 1 · redefinido"
        assert any("otra definición" in each.said for each in told_since(dataset.catalog, since(dataset, scope, there)))
        kinds = {
            each.code for each in changed_until(dataset, scope, there).changes["redefined"] if each.month == "2021-10"
        }
        assert "PLN-01" in kinds
        dataset.close()


def test_the_same_definition_is_not_told_as_another(now, before):
    assert not any(before.redefined(each) for each in now.catalog.indicators.values())


def test_the_process_and_what_moved_it_are_beside_the_corte(now, before):
    indicator, scope = now.catalog.indicator("PLN-01"), Scope(NOVEMBER)
    found = compared(now, process(now, indicator, scope), scope, before, "corte-1")
    assert found.heading == "Octubre de 2021, corte n.º 1" and found.at is None
    assert found.values[-1] == pytest.approx(62 / 69) and set(found.values[:-1]) == {None}
    moves = moved_by(now, indicator, scope, before, "activity")
    assert sum(each.total for each in moves) == pytest.approx(71 / 75 - 62 / 69)


def without(incoming: Incoming, start: bytes) -> Incoming:
    """The same file but for the lines that begin so."""
    lines = incoming.content.splitlines(keepends=True)
    return replace(incoming, content=b"".join(line for line in lines if not line.startswith(start)))


def test_another_version_of_the_plan_is_told_and_nothing_is_subtracted(empty_store, whole_catalog):
    """The version 04 programmes 70 to October, and the 05, approved on 30/09 and loaded afterwards, 69."""
    ruled = {"plan_activity", "plan_schedule", "plan_version"}
    official = incomings(V05, whole_catalog)
    apart = {*ruled, "plan_change", "plan_budget", "activity_topic"}
    first = [
        *(without(each, b"2021,25,") for each in official if each.register not in apart),  # the 04 has no activity 25
        *incomings(V04, whole_catalog, "synthetic"),
        without(Incoming("deliverable", "d.csv", (DEMO / "deliverable.csv").read_bytes()), b"2021,25,"),
    ]
    reports = load_files(empty_store, whole_catalog, first, "UPPM")
    assert all(each.loaded for each in reports), [each.problems for each in reports]
    frozen_october(empty_store, whole_catalog)
    reports = load_files(empty_store, whole_catalog, [each for each in official if each.register in ruled], "UPPM")
    assert all(each.loaded for each in reports), [each.problems for each in reports]
    dataset, scope = dataset_of(empty_store.open(), whole_catalog), Scope(NOVEMBER)
    there, indicator = asked(empty_store, dataset), dataset.catalog.indicator("PLN-01")
    assert there.measure(indicator).denominator == 70 and there.whole().ruling.version == "04"
    assert measure(dataset, indicator, Scope(OCTOBER)).denominator == 69
    found = changed_until(dataset, scope, there)
    assert ("PLN-01", "2021-10") in {(each.code, each.month) for each in found.changes["replanned"]}
    assert "restated" not in found.changes and "redefined" not in found.changes
    # of another version, neither the sentence nor the matrix subtract; the curve is drawn against its own
    seen = overview(dataset, scope)
    assert "Desde" not in headline(dataset.catalog, seen, there.whole())
    assert crossings.since(dataset, seen, there) == {}
    assert {row["month"]: row["programmed"] for row in there.curve(dataset, scope)}[10] == 70
    dataset.close()


def test_of_cortes_of_two_years_only_the_months_of_both_are_compared(store, now):
    found = changed_until(now, Scope(date(2022, 1, 31)), asked(store, now, Scope(date(2022, 1, 31))))
    months = {each.month for each in found.changes["new"]}
    assert months == {"2022-01"} and set(found.changes) == {"new", "restated"}


@pytest.mark.parametrize(
    ("choice", "cutoff", "code", "said"),
    [
        (
            "corte-9",
            NOVEMBER,
            "corte_unknown",
            "No hay un corte «corte-9». Los que hay: 1 «Cierre de octubre» y 2 «9».",
        ),
        ("corte-1", date(2021, 9, 30), "compare_corte_later", "elija una fecha de corte desde octubre de 2021"),
        ("corte-2", NOVEMBER, "corte_released", "se soltaron"),
    ],
)
def test_one_that_cannot_be_compared_with_says_why(mine, whole_catalog, choice, cutoff, code, said):
    frozen_october(mine, whole_catalog, "9")  # a name is not a number
    let_go(mine, cortes(mine)[1], "UPPM", "hay que destruir una carga")
    with pytest.raises(Refused) as refusal:
        corte_asked(mine, choice, cutoff)
    assert refusal.value.problems[0].code == code and said in str(refusal.value)
    offered = [choice for choice, _ in choices(cortes(mine), cutoff)]
    assert offered == (["corte-1"] if cutoff == NOVEMBER else [])


def test_each_is_asked_by_its_own_number(mine, whole_catalog):
    frozen_october(mine, whole_catalog, "Noviembre", NOVEMBER)
    dataset = dataset_of(mine.open(), whole_catalog)
    indicator = dataset.catalog.indicator("PLN-01")
    told = [parts(asked(mine, dataset, choice=choice).measure(indicator)) for choice in ("corte-1", "corte-2")]
    assert told == [FROZEN, NOVEMBER_NOW]
    assert choices(cortes(mine), NOVEMBER) == [
        ("corte-2", "Corte n.º 2 «Noviembre»"),
        ("corte-1", "Corte n.º 1 «Cierre de octubre»"),
    ]
    dataset.close()


def test_what_was_altered_is_refused(mine, whole_catalog):
    path = folder_of(mine, 1) / VALUES
    path.write_bytes(path.read_bytes().replace(b'"numerator":62', b'"numerator":64', 1))
    dataset = dataset_of(mine.open(), whole_catalog)
    with pytest.raises(Refused) as refusal:
        asked(mine, dataset)
    assert refusal.value.problems[0].code == "corte_altered"
    dataset.close()


def test_an_annulled_load_gives_back_what_was_frozen(mine, whole_catalog):
    annul(mine, whole_catalog, mine.journal.last(), "era de otro mes", "UPPM")
    dataset = dataset_of(mine.open(), whole_catalog)
    there = asked(mine, dataset)
    found = changed_until(dataset, Scope(NOVEMBER), there)
    assert set(found.changes) == {"new"} and list(found.loads.values()) == [("deliverable", True)]
    assert since(dataset, Scope(NOVEMBER), there).corrected == ()
    assert there.curve(dataset, Scope(NOVEMBER)) == []  # it is the same, a month shorter
    dataset.close()


@pytest.mark.parametrize("text", ["", "corte-", "corte-x", "corte--1", "corte-1 ", "corte-12345678", "mes", "2021-10"])
def test_any_other_choice_is_of_no_corte(text):
    assert number_of(text) == ""


def test_the_commands_compare_with_the_same_functions(store, capsys):
    place = ["--cutoff", "2021-11", "--store", str(store.folder)]
    assert main(["value", "PLN-01", "--compare", "corte-1", "--by", "unit", *place, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["compared"]
    assert (told["numerator"], told["denominator"], told["said"]) == (*FROZEN, "+4.8 puntos")
    assert told["corte"]["name"] == "Cierre de octubre" and not told["redefined"] and not told["lacking"]
    assert {row["unit"]: row["numerator"] for row in told["rows"]}["UTI"] == 9
    assert main(["value", "PLN-01", "--compare", "corte-1", *place]) == 0
    assert f"Comparado con {NAMED}: 89.9 % (62 de 69) · +4.8 puntos" in capsys.readouterr().out
    assert main(["status", "--compare", "corte-1", *place]) == 0
    assert "Desde el corte n.º 1: 9 entregados más y 3 vencidos menos." in capsys.readouterr().out
    assert main(["status", "--compare", "corte-1", *place, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["compared"]
    assert told["comparable"] and (told["delivered"], told["overdue"]) == (62, 7)
    assert main(["insights", "--since", "corte-1", *place]) == 0
    out = capsys.readouterr().out
    assert f"Qué cambió desde {NAMED}" in out
    assert "PLN-01 Avance por entregables, octubre de 2021: 89.9 % → 92.8 %" in out
    assert main(["insights", "--since", "corte-1", *place, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["corte"]["number"] == 1 and told["changed"]["restated"] == 6 and told["loads"] == [store.journal.last()]
    assert main(["value", "PLN-01", "--compare", "corte-7", *place]) == 1
    assert "No hay un corte «corte-7»" in capsys.readouterr().err
    assert main(["value", "PLN-01", "--compare", "mes", *place]) == 0
    assert "Comparado con octubre: 92.8 % (64 de 69) · +1.9 puntos" in capsys.readouterr().out
