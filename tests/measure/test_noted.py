"""What happened beside an indicator: by hand, decided, or of the plan; each when it is known, and of its systems."""

from datetime import date

import pytest

from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.noted import Note, by_month, line_said, next_position, note_said, notes, numbered
from sig_metrics.measure.process.chosen import process
from sig_metrics.measure.process.points import points
from sig_metrics.measure.scope import Scope

START, NOVEMBER = date(2019, 12, 31), date(2021, 11, 30)


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


def told(dataset, code: str, cutoff: date, since: date = START, kind: str = "") -> list[str]:
    found = notes(dataset, dataset.catalog.indicator(code), since, cutoff)
    return [note_said(each) for each in found if kind in ("", each.kind)]


def test_what_is_noted_by_hand_is_of_its_indicator_and_known_on_its_day(dataset):
    """The closing of 16/03/2020 was known on 15/04/2020: the cut-off of March has not got it."""
    closed = "16/03/2020: Cierran las oficinas; se atiende solo por teléfono (UCI)"
    assert told(dataset, "SEG-07", date(2020, 3, 31), kind="noted") == []
    assert told(dataset, "SEG-07", date(2020, 4, 30), kind="noted") == [closed]
    assert told(dataset, "SEG-07", NOVEMBER, kind="noted") == [
        closed,
        "01/02/2021: Un equipo dedicado responde los reclamos (UCI)",
    ]
    assert told(dataset, "SEG-08", NOVEMBER, kind="noted") == []
    assert told(dataset, "SEG-07", NOVEMBER, date(2021, 1, 31), "noted") == [
        "01/02/2021: Un equipo dedicado responde los reclamos (UCI)"
    ]


def test_the_plan_tells_what_is_of_the_systems_of_the_indicator(dataset):
    """Of the first half of 2021: the six audits are of SGC and SGAS, so that incidents of SGSI have none."""
    june = date(2021, 6, 30)
    of_all = [
        "25/02/2021: Análisis de datos (Actas)",
        "25/02/2021: Plan 2021, versión 04 (Versiones del plan)",
        "25/03/2021: Revisión por la Dirección (Actas)",
        "24/06/2021: Comité del SIG (Actas)",
    ]
    assert told(dataset, "SEG-14", june, date(2020, 12, 31), "event") == of_all
    audit = "28/04/2021: Auditoría interna (Auditorías)"
    assert told(dataset, "SEG-07", june, date(2020, 12, 31), "event") == [*of_all[:3], audit, of_all[3]]


def test_a_decision_is_told_on_the_day_that_it_was_made(dataset):
    assert told(dataset, "SEG-14", NOVEMBER, kind="decided") == [
        "25/02/2021: Límites congelados, de enero de 2020 en adelante (Unidad que conduce el SIG)",
        "24/06/2021: Sin efecto la decisión que empieza en enero de 2020 (Comité del SIG)",
    ]


def test_a_note_stands_in_its_month():
    one, other = (Note(date(2021, 2, day), "noted", "x", "UCI") for day in (1, 28))
    found = by_month([one, other, Note(date(2020, 2, 1), "noted", "y", "UCI")], [date(2021, 1, 31), date(2021, 2, 28)])
    assert found == {1: [one, other]}
    march = Note(date(2021, 3, 5), "event", "y", "Actas")
    months = [date(2021, 1, 31), date(2021, 2, 28), date(2021, 3, 31)]
    assert numbered([one, other, march], months) == [(1, one), (1, other), (2, march)]
    assert line_said(2, march) == "2 · 05/03/2021: y (Actas)" and line_said(0, march) == "05/03/2021: y (Actas)"


def test_one_more_note_of_a_day_comes_after_those_that_it_has(dataset):
    assert next_position(dataset, "SEG-07", date(2020, 3, 16)) == 2
    assert next_position(dataset, "SEG-08", date(2020, 3, 16)) == next_position(dataset, "SEG-07", NOVEMBER) == 1


def test_the_rows_of_a_process_carry_what_happened(dataset):
    """The table, and so the files that are taken away, say it in its month; the chart numbers them from the first."""
    found = process(dataset, dataset.catalog.indicator("SEG-11"), Scope(NOVEMBER))
    rows = points(found, notes(dataset, found.indicator, START, NOVEMBER))
    february = next(row for row in rows if row["key"] == "2020-02")
    assert (february["noted"], february["number"]) == ("27/02/2020: Análisis de datos", 1)
    assert [row["key"] for row in rows if row["begins"]] == ["2021-01"] and rows[0]["number"] is None
    june = next(row for row in rows if row["key"] == "2021-06")
    assert june["noted"] == ("24/06/2021: Límites calculados de nuevo desde enero de 2021 · 24/06/2021: Comité del SIG")
