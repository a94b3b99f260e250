"""What the sentences and the list of decisions say, from a state typed here."""

from dataclasses import replace
from datetime import date

import pytest

from sig_metrics.measure import decisions as module
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.decisions import Decision, deliverable_title
from sig_metrics.measure.freshness import Freshness
from sig_metrics.measure.insights import Overview, State, summary
from sig_metrics.measure.scope import PlanVersion, Scope

OCTOBER, NOVEMBER = date(2021, 10, 31), date(2021, 11, 30)
V05 = PlanVersion(2021, "05", "RDE", date(2021, 9, 30), "", False)
V04 = replace(V05, version="04", approved_on=date(2021, 2, 26))
OWED = [
    Decision("overdue", "05", 3, 1, 9, "UTI", "Informe", ""),
    Decision("unsupported", "06", 4, 1, 8, "CT", "Acta", ""),
    Decision("overdue", "07", 5, 1, 7, "UTI", "Acta", ""),
]
NOW = Overview(Scope(NOVEMBER), State(75, 70, 61, 5, 1, 17, 23), [], V05, owed=OWED)
BEFORE = Overview(Scope(OCTOBER), State(68, 66, 58, 2, 0, 18, 22), [], V05)


def test_every_number_of_the_summary_is_in_its_place(whole_catalog):
    assert summary(whole_catalog, NOW, BEFORE) == [
        "Al 30 de noviembre de 2021 se entregaron **70 de 75** entregables programados (93 %), **61 a tiempo**.",
        "!!5 están vencidos!!: 2 de UTI y 1 de CT.",
        "**17 de 23** actividades están al día (74 %).",
        "**1 se entregó** sin número de documento y no cuenta como entregado.",
        "Desde octubre: 4 entregados más y 3 vencidos más.",
        "Contra la v05 del plan 2021, aprobada el 30/09/2021.",
    ]


def test_one_activity_is_said_as_one(whole_catalog):
    said = summary(whole_catalog, replace(NOW, total=State(1, 0, 0, 1, 0, 0, 1)))
    assert said[0] == "Al 30 de noviembre de 2021 se entregó **0 de 1** entregable programado (0 %), **0 a tiempo**."
    assert said[2] == "**0 de 1** actividad está al día (0 %)."


def test_what_changed_is_said_in_its_direction(whole_catalog):
    better = replace(NOW, total=replace(NOW.total, delivered=66, overdue=1))
    assert summary(whole_catalog, better, BEFORE)[-2] == "Desde octubre: los mismos entregados y 1 vencido menos."


def test_months_against_different_versions_are_not_compared(whole_catalog):
    assert not [said for said in summary(whole_catalog, NOW, replace(BEFORE, ruling=V04)) if said.startswith("Desde")]
    assert not [said for said in summary(whole_catalog, NOW) if said.startswith("Desde")]


def test_each_deliverable_has_its_own_title():
    assert [deliverable_title("Informe A · Informe B.", item) for item in (1, 2, 3)] == [
        "Informe A",
        "Informe B",
        "Informe A",
    ]


CASES = [
    {
        "register": "qrd",
        "is_legal": True,
        "units": ["CT", "UCI"],
        "soon_units": ["URH"],
        "overdue": 3,
        "due_soon": 2,
        "oldest": 34,
    },
    {
        "register": "ctvc_alert",
        "is_legal": False,
        "units": None,
        "soon_units": None,
        "overdue": 1,
        "due_soon": 0,
        "oldest": 0,
    },
]


# of SEG-07
LATE = {(): [{"overdue": 3, "oldest_days": 34}], ("unit",): [{"unit": "UCI"}, {"unit": "CT"}, {"unit": None}]}


@pytest.fixture
def cased(monkeypatch, whole_catalog):
    """Deadlines of cases typed above, of registers that came; and 3 claims past their legal term."""
    claims = whole_catalog.indicator("SEG-07")
    monkeypatch.setattr(module.cases, "deadlines", lambda *_: CASES)
    monkeypatch.setattr(module, "freshness", lambda *_: {"qrd": Freshness("qrd", False, NOVEMBER)})
    monkeypatch.setattr(module.plan, "serving", lambda _, scope, topic: {"qrd": ["12"], "alertas": ["14", "15"]}[topic])
    monkeypatch.setattr(
        module,
        "measures",
        lambda _, some, scope: [Measure(i, NOVEMBER, 1.0, 1, 1, "backlog", i.targets[-1]) for i in some if i == claims],
    )
    monkeypatch.setattr(
        module,
        "open_overdue",
        lambda _, some, scope, by=(): [{"indicator": claims.name, **row} for row in LATE[by] if claims in some],
    )
    monkeypatch.setattr(module, "grave_rules", lambda *_: [])
    monkeypatch.setattr(module, "off_target", lambda *_: [])
    monkeypatch.setattr(module, "signalled", lambda *_: [])


def listed(catalog, **filters) -> list[Decision]:
    dataset, scope = Dataset(None, catalog), Scope(NOVEMBER, **filters)
    return [*module._past_term(dataset, scope), *module._deadlines(dataset, scope)]


def test_terms_of_cases_are_charged_to_their_units_and_lead_to_them(whole_catalog, cased):
    found = listed(whole_catalog)
    assert [(d.kind, d.title, d.units, d.days, d.key) for d in found] == [
        ("legal", "3 reclamos sin cerrar fuera de plazo legal", "CT / UCI", 34, "overdue.SEG-07"),
        ("due_soon", "2 reclamos vencen en cinco días hábiles o menos", "URH", 0, "soon.qrd.legal"),
        ("term", "1 alerta CTVC sin cerrar fuera de plazo", "", 0, "term.ctvc_alert.internal"),
    ]
    assert found[0].detail == "CT / UCI · el más antiguo venció hace 34 días · DS 007-2020-PCM art. 14"
    assert found[2].detail == "La más antigua venció el día del corte · plazo propuesto"


def test_cases_of_several_systems_say_that_they_are_of_all(whole_catalog, cased):
    alone = listed(whole_catalog, system="SGAS")
    assert [d.key for d in alone] == ["term.ctvc_alert.internal"] and alone[0].detail.endswith(" · todos los sistemas")
    assert not listed(whole_catalog, system="SGSI")
    assert not listed(whole_catalog, stage="improvement")
    quality = listed(whole_catalog, system="SGC")
    assert [d.detail.endswith("todos los sistemas") for d in quality] == [False, False, True]  # claims are only SGC's


def test_what_has_waited_longest_is_first(whole_catalog, cased, monkeypatch):
    rows = [
        {
            "unsupported_on": bare,
            "year": 2021,
            "month": 3,
            "units": "UTI",
            "activity": activity,
            "days_late": days,
            "item": 1,
            "name": "",
            "deliverable": "Informe",
        }
        for activity, days, bare in (
            ("07", 10, None),
            ("05", 240, None),
            ("06", 50, date(2021, 4, 2)),
            ("02", 90, None),
        )
    ]
    monkeypatch.setattr(module.plan, "overdue", lambda *_: rows)
    monkeypatch.setattr(module.plan, "ruling_of", lambda *_: V05)
    monkeypatch.setattr(module, "plan_unknown", lambda *_: "")
    found = module.decisions(Dataset(None, whole_catalog), Scope(NOVEMBER))
    assert [(d.kind, d.activity, d.days) for d in found] == [
        ("legal", "12", 34),
        ("overdue", "05", 240),
        ("overdue", "02", 90),
        ("overdue", "07", 10),
        ("unsupported", "06", 50),
        ("term", "14", 0),
        ("due_soon", "12", 0),
    ]
