"""A draft of a plan: what its edits do, what would be so of it, and that no official figure reads it.

The figures of the demonstration at 30/11/2021 are typed from `data/plan/2021-v05` and `data/demo/deliverable.csv`: 75
deliverables programmed, 69 delivered; overdue are one of activity 18 (October), 20 (September), 22 and 23 (October), 05 and
06 (November)."""

import hashlib

import pytest

from conftest import NOVEMBER
from sig_metrics.catalog.review import Obligation
from sig_metrics.measure import insights
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.replan.draft import Edit, drafted, edited, edits_of, replayed
from sig_metrics.measure.replan.effect import effect, effects
from sig_metrics.measure.replan.said import before_after, document, loads, simulated, summary
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.versions import changes, version_of

COUNTS = ("programmed", "delivered", "on_time", "overdue", "current", "activities")


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


def simulate(dataset, text, cutoff=NOVEMBER, version="05"):
    return simulated(dataset, Scope(cutoff), drafted(dataset, 2021, version, text))


def counted(state) -> tuple[int, ...]:
    return tuple(getattr(state, name) for name in ("programmed", "delivered", "overdue"))


def test_a_deliverable_that_goes_to_another_month_is_not_delivered_for_that(dataset):
    found = simulate(dataset, "06~pasa~11~12")
    assert counted(found.before.total) == (75, 69, 6) and counted(found.after.total) == (74, 69, 5)
    assert (found.owed.owed, found.owed.still, found.owed.hidden) == (6, 5, 1)
    assert summary(found) == [
        "Al 30 de noviembre de 2021, con la versión 05: 69 de 75 entregables (92.0 %), 6 vencidos; con el borrador: 69 de 74 "
        "entregables (93.2 %), 5 vencidos.",
        "!!1 entregable vencido!! dejaría de contarse solo porque se reprograma: no se entregó. Frente a la versión 05 "
        "siguen siendo 6.",
    ]
    assert before_after(dataset, found.draft) == [("06", "Mes programado", "Noviembre", "Diciembre")]


def test_what_is_added_in_a_month_that_is_over_is_overdue_at_once(dataset):
    found = simulate(dataset, "22~mas~9.22~meta~3")
    assert counted(found.after.total) == (76, 69, 7) and found.owed.hidden == 0 and not found.draft.uneven
    assert simulate(dataset, "22~mas~9").draft.uneven == ("22",)


def test_what_is_added_overdue_does_not_hide_what_is_moved(dataset):
    """Six are overdue before and after: one of activity 06 is only programmed again, and one of activity 22 is new."""
    found = simulate(dataset, "06~pasa~11~12.22~mas~9.22~meta~3")
    assert counted(found.after.total) == (75, 69, 6)
    assert (found.owed.owed, found.owed.still, found.owed.hidden) == (6, 5, 1)


def test_what_was_delivered_for_a_place_that_is_dropped_answers_for_another_of_its_activity(dataset):
    """Activity 20 delivered in March and June and owes September: without March, its document answers for September."""
    found = simulate(dataset, "20~menos~3")
    assert counted(found.after.total) == (74, 69, 5)


def test_the_load_of_each_unit_month_by_month(dataset):
    rows = {row["unit"]: row for row in loads(dataset, simulate(dataset, "06~pasa~11~12"))}
    assert (rows["UPPM"]["m11"], rows["UPPM"]["m12"], rows["UPPM"]["overdue"]) == ("3 → 2", "5 → 6", "2 → 1")
    assert (rows["UTI"]["m11"], rows["UTI"]["overdue"]) == ("", "3")


def test_what_a_norm_asks_of_the_months_is_opened_and_closed(dataset):
    found = simulate(dataset, "05~menos~4.05~menos~11.23~pasa~5~7.23~mas~1.23~meta~3")
    assert [each.norm for each in found.opened] == ["ISO 9001 § 9.2.1; ISO 37001 § 9.2"]
    assert [each.norm for each in found.closed] == ["RSEGDI 005-2018-PCM/SEGDI art. 8.c"]


@pytest.mark.parametrize(
    ("least", "months", "counts", "met"),
    [
        (1, (), [0] * 12, False),
        (1, (), [0] * 11 + [1], True),
        (2, (), [1] + [0] * 11, False),
        (1, (1, 7), [1] + [0] * 11, False),
        (1, (1, 7), [1, 0, 0, 0, 0, 0, 1] + [0] * 5, True),
        (2, (7,), [0] * 6 + [1] + [0] * 5, False),
    ],
)
def test_an_obligation_is_met_by_what_is_programmed(least, months, counts, met):
    assert Obligation(2021, "t", "n", ("07", "99"), least, months).met({"07": counts}) is met


@pytest.mark.parametrize("version", ["04", "05"])
def test_without_edits_it_is_the_version_at_every_month_end(dataset, version):
    """Against the SQL of the store, which the audit holds: the two calculations were written apart."""
    programme = version_of(dataset, 2021, version)
    for month in range(1, 13):
        scope = Scope(month_end(2021, month), version)
        made, official = effect(dataset, scope, 2021, programme), insights.overview(dataset, scope)
        assert [getattr(made.total, name) for name in COUNTS] == [getattr(official.total, name) for name in COUNTS]
        units = {unit: state.overdue for unit, state in official.groups["unit"].items()}
        assert {unit: made.overdue(unit) for unit in units} == units


def test_the_reformulation_of_2021_is_the_same_when_it_is_replayed(dataset):
    """04 → 05 by the table of the plan: five activities move a deliverable, one changes its target, one its unit, one is new."""
    both = [version_of(dataset, 2021, version) for version in ("04", "05")]
    text = ".".join(each.text for each in replayed(*both))
    made = drafted(dataset, 2021, "04", text)
    assert not made.told and made.changes == changes(dataset, 2021, "04", "05")
    assert sorted((each.activity, each.kind) for each in made.changes) == [
        ("05", "moved"),
        ("06", "moved"),
        ("09", "moved"),
        ("13", "moved"),
        ("16", "target"),
        ("23", "unit"),
        ("25", "added"),
    ]
    assert effects(dataset, Scope(NOVEMBER), made)[1].total == effect(dataset, Scope(NOVEMBER), 2021, both[1]).total


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("99~mas~1", "La actividad «99» no está en el plan"),
        ("05~pasa~1~2", "no tiene nada programado en enero"),
        ("05~pasa~11~13", "no es de 1 a 12"),
        ("05~menos~x", "no es de 1 a 12"),
        ("05~meta~dos", "es un número"),
        ("05~unidad~XYZ", "La unidad «XYZ»"),
        ("26~nueva~99~UTI~Algo", "La actividad nueva «26»"),
        ("05~nueva~06~UTI~Algo", "La actividad nueva «05»"),
        ("26~nueva~05~UTI~", "no tiene nombre"),
        ("05~vuela~3", "no se entiende"),
        ("05", "no se entiende"),
        ("<script>~mas~1", "no está en el plan"),
    ],
)
def test_what_cannot_be_done_is_told_and_the_rest_stands(dataset, text, told):
    made = drafted(dataset, 2021, "05", f"{text}.06~pasa~11~12")
    assert len(made.told) == 1 and told in made.told[0]
    assert [(each.activity, each.kind) for each in made.changes] == [("06", "moved")]


def test_what_is_only_added_or_dropped_is_a_change_too(dataset):
    """Activity 20 has March, June, September and December (data/plan/2021-v05)."""
    for text, after in (("20~mas~6", "Mar, Jun (2), Set, Dic"), ("20~menos~3", "Jun, Set, Dic")):
        made = drafted(dataset, 2021, "05", text)
        assert not made.empty and made.resized == ("20",)
        assert before_after(dataset, made) == [("20", "Meses programados", "Mar, Jun, Set, Dic", after)]
    assert drafted(dataset, 2021, "05", "20~mas~6.20~menos~6").empty


def test_a_month_takes_no_more_than_nine(dataset):
    made = drafted(dataset, 2021, "05", ".".join(["05~mas~4"] * 9))
    assert made.after["05"]["months"][3] == 9 and len(made.told) == 1 and "ya tiene 9" in made.told[0]


def test_an_address_says_the_same_edits_whatever_they_hold():
    edits = [Edit("26", "nueva", ("05", "UTI/UCI", "Acción ~ 1. «x», 100 %")), Edit("A-1", "pasa", ("1", "12"))]
    assert list(edits_of(".".join(each.text for each in edits))) == edits


def test_what_is_undone_leaves_nothing(dataset):
    made = drafted(dataset, 2021, "05", "06~pasa~11~12.22~mas~9.05~meta~3")
    assert edited(made, Edit("06", "pasa", ("12", "11"))) == "22~mas~9.05~meta~3"
    assert edited(made, Edit("22", "menos", ("9",))) == "06~pasa~11~12.05~meta~3"
    assert edited(made, Edit("05", "meta", ("2",))) == "06~pasa~11~12.22~mas~9.05~meta~2"


def test_a_draft_touches_no_official_figure(dataset, demo_folder):
    before = insights.status_document(dataset, Scope(NOVEMBER))
    files = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in demo_folder.rglob("*") if path.is_file()}
    told = document(simulate(dataset, "06~pasa~11~12.05~menos~4"))
    assert told["before"]["programmed"] == before["programmed"] == 75 and told["after"]["programmed"] == 73
    assert insights.status_document(dataset, Scope(NOVEMBER)) == before
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == files
