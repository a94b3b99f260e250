"""A month that nothing came for judges nothing: not in a sentence, a cell, a chart or a command. The demonstration
ends in November 2021."""

from datetime import date, datetime

import pytest
from test_pages import board, opened

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.cli.commands import main
from sig_metrics.measure import compute, freshness
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import overview, status_document, summary
from sig_metrics.measure.scope import Scope
from support.screen_reader import charts_of

NOVEMBER, DECEMBER, JANUARY = date(2021, 11, 30), date(2021, 12, 31), date(2022, 1, 31)
LOADED = datetime(2026, 11, 28, 15, 0)


@pytest.mark.parametrize(
    ("synthetic", "at", "day"),
    [
        (76, LOADED, NOVEMBER),
        (75, LOADED, date(2026, 11, 28)),
        (76, datetime(2021, 10, 5, 15, 0), date(2021, 10, 5)),
        (76, None, None),
    ],
)
def test_a_demonstration_tells_until_its_last_month_and_one_real_row_until_its_load(synthetic, at, day):
    assert freshness._told_on({"rows": 76, "synthetic": synthetic, "at": at}, NOVEMBER) == day


def test_nothing_of_it_is_overdue(demo_snapshot):
    """85 deliverables are due by December and 69 came by November: of the 16 between, nobody knows."""
    catalog = default_catalog()
    status = status_document(Dataset(demo_snapshot, catalog), Scope(DECEMBER))
    assert (status["programmed"], status["delivered"], status["overdue"], status["activities_current"]) == (
        85,
        69,
        None,
        None,
    )
    assert {cell["overdue"] for cell in status["matrix"].values()} == {None}
    # rules look at all that is loaded; what changes rarely (the SoA, the norms) is as it was
    assert {decision["kind"] for decision in status["decisions"]} == {"rule", "off_target", "stale"}
    assert {d["norm"] for d in status["decisions"] if d["kind"] == "off_target"} == {"SEG-17", "MAN-12", "SEG-18"}
    assert summary(catalog, overview(Dataset(demo_snapshot, catalog), Scope(DECEMBER))) == [
        "**Los datos de Entregables aún no llegan** al 31 de diciembre de 2021: lo que falta entregar no se juzga todavía.",
        "Contra la v05 del plan 2021, aprobada el 30/09/2021.",
    ]


def test_the_month_that_came_is_judged(demo_snapshot):
    status = status_document(Dataset(demo_snapshot, default_catalog()), Scope(NOVEMBER))
    assert (status["overdue"], status["activities_current"]) == (6, 17)


def test_a_month_whose_day_to_send_passed_is_overdue(demo_snapshot):
    """The file of December was due on 10/01/2022: on 31/01/2022 what lacks is overdue, and the register is asked
    for."""
    status = status_document(Dataset(demo_snapshot, default_catalog()), Scope(JANUARY))
    assert status["overdue"] == 16 and {"overdue", "stale"} <= {decision["kind"] for decision in status["decisions"]}


@pytest.mark.parametrize(
    ("registers", "cutoff", "last"),
    [
        (("qrd",), DECEMBER, NOVEMBER),
        (("finding", "agreement"), DECEMBER, NOVEMBER),
        (("qrd",), NOVEMBER, None),
        (("soa_control",), DECEMBER, None),
        # of rare events, what was asked for and did not come counts as nothing new
        (("qrd",), JANUARY, NOVEMBER),
        (("finding",), JANUARY, None),
    ],
)
def test_what_a_figure_of_the_day_waits_for(demo_snapshot, registers, cutoff, last):
    assert freshness.awaited(Dataset(demo_snapshot, default_catalog()), registers, cutoff) == last


@pytest.mark.parametrize(
    ("registers", "cutoff", "said"),
    [
        # the first file of QRD of the demonstration is that of January 2020
        (
            ("qrd",),
            date(2019, 12, 31),
            "Los datos empiezan en enero de 2020: lo que estaba abierto o vencido antes no se sabe.",
        ),
        (("qrd",), date(2020, 1, 31), ""),
        (("finding",), date(2019, 12, 31), ""),  # its rows say since when each is open
        (("qrd",), NOVEMBER, ""),
    ],
)
def test_before_the_first_file_nothing_is_said_to_be_open_nor_none(demo_snapshot, registers, cutoff, said):
    assert freshness.stock_unknown(Dataset(demo_snapshot, default_catalog()), registers, cutoff) == said


@pytest.mark.parametrize(
    ("code", "cutoff", "said"),
    [
        ("SEG-07", date(2019, 12, 31), "no_file"),
        ("MEJ-02", date(2019, 12, 31), "no_file"),
        ("SEG-05", date(2019, 12, 31), "no_data"),  # risks are a list: what was there is dated by its rows
        ("SEG-07", DECEMBER, "not_yet"),
    ],
)
def test_a_month_before_the_first_file_is_told_from_one_that_may_come(demo_snapshot, code, cutoff, said):
    catalog = default_catalog()
    found = compute.measure(Dataset(demo_snapshot, catalog), catalog.indicator(code), Scope(cutoff))
    assert (found.status, found.value) == (said, None)


def test_no_screen_judges_it(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = opened("resumen", corte="2021-12")
    cells = {cell["key"]: cell for row in board(app, "sig_matrix")["rows"] for cell in row["cells"]}
    assert cells["SGC.maintenance"]["value"] == "aún no llega" and cells["SGC.maintenance"]["tone"] == "muted"
    assert cells["SGC.maintenance"]["label"].startswith("SGC, Mantenimiento: aún no llega, 15 de 19 (79 %)")
    assert not any("vencido" in cell["label"] for cell in cells.values())
    assert "Lo entregado en diciembre de 2021 aún no llega: lo que falta no se juzga todavía." in [
        caption.value for caption in app.caption
    ]
    assert "vencido" not in charts_of(app)[0]["layout"]["annotations"].__str__()
    captions = [caption.value for caption in opened("plan", corte="2021-12").caption]
    # the curve and the bars by unit
    assert captions.count("Lo entregado en diciembre de 2021 aún no llega: lo que falta no se juzga todavía.") == 2


# obligations of SST; due diligence and training
@pytest.mark.parametrize(
    ("stage", "topic"), [("mejora", "sst"), ("mantenimiento", "comunes"), ("mantenimiento", "capacitacion")]
)
def test_a_share_by_group_waits_too(demo_folder, monkeypatch, stage, topic):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    captions = [caption.value for caption in opened(stage, corte="2021-12", tema=topic).caption]
    assert captions.count("Diciembre de 2021 aún no llega: el último mes con datos es noviembre de 2021") == 1


def test_the_command_line_says_the_same(demo_folder, capsys):
    assert main(["status", "--store", str(demo_folder), "--cutoff", "2021-12"]) == 0
    said = capsys.readouterr().out
    assert "aún no llega" in said and "vencido" not in said


@pytest.mark.parametrize("code", ["SEG-01", "SEG-07", "SEG-09"])
def test_of_a_month_to_come_a_group_with_only_old_cases_is_as_unknown_as_its_filter(demo_snapshot, code):
    # some of URH were past their term in November: of December nobody knows whether they are still open
    catalog = default_catalog()
    dataset, indicator = Dataset(demo_snapshot, catalog), catalog.indicator(code)
    groups = compute.measures(dataset, (indicator,), Scope(DECEMBER), ("unit",))
    assert "URH" in {each.group[0] for each in groups}
    alone = compute.measure(dataset, indicator, Scope(DECEMBER, unit="URH"))
    told = {(each.status, each.value, each.open_overdue, each.oldest_overdue_days) for each in (*groups, alone)}
    assert told == {("not_yet", None, None, None)}
