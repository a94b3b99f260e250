"""Proves that a month whose file did not come is a gap, never a zero, and that what it would tell is not judged."""

from datetime import date
from types import SimpleNamespace

import pytest

from conftest import LEGAL, incomings
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.cli.output import print_series
from sig_metrics.measure import cases
from sig_metrics.measure.before import Before
from sig_metrics.measure.beside import all_without, without_short, without_text
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import decisions
from sig_metrics.measure.judgement import months_without
from sig_metrics.measure.off_target import off_target
from sig_metrics.measure.scope import Scope, horizon, month_end
from sig_metrics.measure.value_document import compared_document, series_document, value_document
from sig_metrics.present.charts import case_flow, flow_alt
from sig_metrics.present.theme import LIGHT
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.report.drafts import draft
from sig_metrics.report.parts import without_said
from sig_metrics.store import LocalStore

# Claims registered on the 4th of January, February, April and May 2021: March did not come. Only January's was
# answered.
DAYS = {
    "R-1": ("2021-01-04", "2021-01-20"),
    "R-2": ("2021-02-04", ""),
    "R-4": ("2021-04-05", ""),
    "R-5": ("2021-05-04", ""),
}
JUNE = date(2021, 6, 30)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory, whole_catalog):
    """A store without any plan: the law and four claims."""
    register = whole_catalog.registers["qrd"]
    head = [column.name for column in register.columns]
    known = {
        "kind": "claim",
        "channel": next(iter(whole_catalog.vocabularies[register.column("channel").vocabulary])),
        "ut": "AMA",
        "reason": next(iter(whole_catalog.vocabularies["qrd_reason"])),
    }
    lines = [",".join(head)]
    for number, (day, answered) in DAYS.items():
        row = {
            **known,
            head[0]: number,
            "registered_on": day,
            "answered_on": answered,
            "state": "answered" if answered else "in_progress",
            "referred_on": day,
            "outcome": next(iter(whole_catalog.vocabularies[register.column("outcome").vocabulary]))
            if answered
            else "",
        }
        lines.append(",".join(row.get(name, "") for name in head))
    units = "ut,name,valid_from,valid_until,note\nAMA,Amazonas,2018-01-01,,\n"
    folder = tmp_path_factory.mktemp("gaps")
    files = [
        *incomings(LEGAL, whole_catalog),
        Incoming("territorial_unit", "u.csv", units.encode()),
        Incoming("qrd", "q.csv", "\n".join([*lines, ""]).encode()),
    ]
    load_files(LocalStore(folder, wait=1), whole_catalog, files, "pruebas")
    return LocalStore(folder, wait=1).open()


def test_a_month_in_the_middle_is_a_gap_in_the_flow_and_its_chart(snapshot):
    dataset = Dataset(snapshot, default_catalog())
    rows = cases.flow(dataset, "qrd", Scope(JUNE))
    assert [(row["period"].month, row["inflow"], row["outflow"], row["stock"]) for row in rows] == [
        (1, 1, 1, 0),
        (2, 1, 0, 1),
        (3, None, None, None),
        (4, 1, 0, 2),
        (5, 1, 0, 3),
        (6, None, None, None),
    ]
    figure = case_flow(rows, LIGHT)
    assert [note.text for note in figure.layout.annotations].count("sin dato") == 2
    assert "no llegó el registro" in figure.data[0].hovertext[2]
    assert "ingresaron 4, se cerraron 1 y quedan 3 abiertos; sin el archivo de" in flow_alt(rows)
    assert len(cases.missing(dataset, "qrd", Scope(JUNE))) == 2


def test_a_month_beyond_what_came_is_not_judged(snapshot, whole_catalog):
    dataset = Dataset(snapshot, whole_catalog)
    claims = whole_catalog.indicator("SEG-07")
    # R-1 is judged in January, when it was answered; R-2 falls due on 18 March and R-4 on 19 May, unanswered: thirty
    # working days
    assert [measure(dataset, claims, Scope(month_end(2021, month))).status for month in range(1, 8)] == [
        "met",
        "no_data",
        "not_yet",
        "no_data",
        "missed",
        "not_yet",
        "not_yet",
    ]
    june = measure(dataset, claims, Scope(JUNE))
    assert (june.value, june.numerator, june.denominator) == (None, None, None)
    assert [
        d for d in decisions(Dataset(snapshot, whole_catalog), Scope(JUNE)) if d.kind in ("legal", "term", "due_soon")
    ] == []
    assert [
        d.kind for d in decisions(Dataset(snapshot, whole_catalog), Scope(date(2021, 5, 31))) if d.kind == "legal"
    ] == ["legal"]


@pytest.mark.parametrize(
    ("indicator", "months"),
    [
        ("SEG-07", ["", "", "", "marzo", "marzo"]),  # thirty working days: what came in March falls due by May
        ("SEG-11", [""] * 5),  # alerts: another register, that never came
        ("SEG-10", [""] * 5),  # it has no term
    ],
)
def test_a_value_says_whose_cases_it_does_not_have(snapshot, whole_catalog, indicator, months):
    dataset, asked = Dataset(snapshot, whole_catalog), whole_catalog.indicator(indicator)
    said = [without_text(months_without(dataset, asked, month_end(2021, month))) for month in range(1, 6)]
    assert said == [each and f"sin los casos de {each} de 2021: falta su archivo" for each in months]


def test_in_a_row_of_one_line_it_is_short():
    assert without_short((date(2021, 2, 28), date(2021, 3, 31))) == "sin casos de Feb 21 y Mar 21"
    assert without_short(()) == ""


def test_a_slide_and_a_board_say_it(snapshot, whole_catalog):
    dataset, may = Dataset(snapshot, whole_catalog), Scope(date(2021, 5, 31))
    claims = measure(dataset, whole_catalog.indicator("SEG-07"), may)
    assert all_without(dataset, [claims]) == {claims.indicator.name: "sin casos de Mar 21"}
    sight = SimpleNamespace(dataset=dataset)
    assert without_said(sight, claims) == ["Sin los casos de marzo de 2021: falta su archivo."]


def test_a_program_that_asks_is_told_too(snapshot, whole_catalog):
    dataset, claims = Dataset(snapshot, whole_catalog), whole_catalog.indicator("SEG-07")
    assert value_document(dataset, claims, Scope(date(2021, 5, 31)))["without_months"] == ["2021-03"]
    rows = {row["month"]: row["without_months"] for row in series_document(dataset, claims, Scope(date(2021, 5, 31)))}
    assert (rows["2021-02"], rows["2021-04"], rows["2021-05"]) == ([], ["2021-03"], ["2021-03"])
    then = compared_document(dataset, claims, Scope(date(2021, 5, 31)), Before(dataset, Scope(date(2021, 4, 30))))
    assert then["compared"]["without_months"] == ["2021-03"]


def test_the_months_on_the_command_line_say_it_in_short(snapshot, whole_catalog, capsys):
    dataset, claims = Dataset(snapshot, whole_catalog), whole_catalog.indicator("SEG-07")
    print_series(whole_catalog, claims, series_document(dataset, claims, Scope(date(2021, 5, 31))))
    said = {line[:7]: line.rpartition("  ")[2] for line in capsys.readouterr().out.splitlines()}
    assert said["2021-04"] == said["2021-05"] == "sin casos de Mar 21" and "sin casos" not in said["2021-02"]


@pytest.mark.parametrize(
    ("began", "cutoff", "months"),
    [
        ((2021, 4), (2021, 5), "marzo de 2021"),  # of May alone: what came in March falls due in it
        ((2020, 12), (2021, 6), "marzo de 2021"),  # March is of the half year; June did not come, and is told apart
        ((2021, 1), (2021, 2), ""),
    ],
)
def test_a_draft_says_it_once_for_all_its_figures(snapshot, whole_catalog, began, cutoff, months):
    dataset = Dataset(snapshot, whole_catalog)
    kind = next(each for each in whole_catalog.papers.values() if each.name == "qrd_status")
    days = {"began": month_end(*began), "cutoff": month_end(*cutoff)}
    sight = SimpleNamespace(dataset=dataset, catalog=whole_catalog, kind=kind, own_registers=(), **days)
    said = [each.said for each in draft._lacking(sight) if "les falta lo de" in each.said]
    hole = f"A estas cifras les falta lo de {months} de «Quejas, reclamos y denuncias (QRD)»: no llegó su archivo."
    assert said == [hole] * bool(months)


def test_what_is_off_target_says_it_too(snapshot, whole_catalog):
    """R-4 falls due on 19 May and is not answered."""
    found = off_target(Dataset(snapshot, whole_catalog), Scope(date(2021, 5, 31)), [])
    assert ["sin los casos de marzo de 2021: falta su archivo" in each.detail for each in found] == [True]


def test_a_store_without_a_plan_has_its_months_and_its_default(snapshot, whole_catalog):
    dataset = Dataset(snapshot, whole_catalog)
    available = horizon(dataset)
    assert (available.months[0], available.months[-1], available.default_cutoff(date(2026, 11, 28))) == (
        date(2021, 1, 31),
        date(2022, 12, 31),
        date(2021, 5, 31),
    )
    assert measure(dataset, whole_catalog.indicator("SEG-11"), Scope(JUNE)).status == "not_loaded"
