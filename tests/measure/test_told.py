"""What is told of a row, and what leads to it and from it. Expected words are typed from the files of the demonstration."""

from datetime import date

import pytest

from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.objectives import measured_by, objectives
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.told import Told, at, listed, told

NOVEMBER, JUNE = date(2021, 11, 30), date(2021, 6, 30)


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


def keys(found: Told, register: str) -> list[str]:
    return [row["key"] for each in found.behind if each.registers == (register,) for row in each.rows]


def test_a_finding_says_its_words_and_what_answers_it(dataset):
    found = told(dataset, NOVEMBER, "case.finding.HAL-2020-027")
    assert found.title == "Hallazgo HAL-2020-027"
    assert found.words == {
        "Criterio": "Los regalos y atenciones se declaran y se registran.",
        "Enunciado": "El registro de regalos no se lleva en una unidad.",
        "Evidencia objetiva": "Entrevista y carpeta de la unidad.",
    }
    assert found.facts["Cláusula"] == "ISO 37001 § 8.7" and found.facts["Fecha de compromiso"] == "18/03/2021"
    assert [(each.says, each.asks) for each in found.links] == [
        ("Auditoría AUD-2020-03", {"casos": "case.audit.AUD-2020-03"})
    ]
    assert keys(found, "agreement") == ["case.agreement.ACU-2021-078"]


def test_an_agreement_leads_to_what_it_answers_to_its_session_to_its_item_and_to_its_votes(dataset):
    found = told(dataset, NOVEMBER, "case.agreement.ACU-2021-080")
    assert found.words["Fundamentos"] == "Los incidentes del año y el informe de la UTI."
    assert [(each.says, each.asks["casos"]) for each in found.links] == [
        ("Responde a: Incidente de seguridad SI-2021-099", "case.security_incident.SI-2021-099"),
        ("Acta ACT-2021-04", "case.minutes.ACT-2021-04"),
        ("Punto ACT-2021-04 · 7", "case.agenda_item.ACT-2021-04|7"),
    ]
    (votes,) = [each for each in found.behind if each.registers == ("vote",)]
    assert votes.total == 6 and {row["office"]: row["sense"] for row in votes.rows if row["sense"] != "A favor"} == {
        "Jefatura de la UAJ": "En contra",
        "Jefatura de la URH": "Abstención",
    }
    assert list(votes.headings) == ["office", "sense", "norm", "reasons"], "words that not every row has come last"
    incident = told(dataset, NOVEMBER, "case.security_incident.SI-2021-099")
    assert keys(incident, "agreement") == ["case.agreement.ACU-2021-080"], "and back"


def test_what_an_action_answers_is_a_case_a_month_or_a_ficha(dataset):
    asked = {
        "AM-2021-140": {"casos": "case.agreement.ACU-2021-071"},
        "AM-2021-135": {"casos": "inflow.qrd.2021-09"},
        "AM-2021-127": {"ficha": "SEG-02"},
    }
    found = {name: told(dataset, NOVEMBER, f"case.improvement_action.{name}").links for name in asked}
    assert {name: links[0].asks for name, links in found.items()} == asked


def test_a_session_has_its_agenda_its_attendance_and_its_agreements(dataset):
    found = told(dataset, NOVEMBER, "case.minutes.ACT-2021-04")
    assert found.facts["Estado del acta"] == "Por aprobar" and found.words["Lugar"] == "Sede Central"
    assert {each.registers[0]: each.total for each in found.behind} == {
        "agreement": 7,
        "session_attendance": 7,
        "agenda_item": 10,
    }
    item = told(dataset, NOVEMBER, "case.agenda_item.ACT-2021-04|7")
    assert keys(item, "agreement") == ["case.agreement.ACU-2021-080"]


def test_of_a_risk_the_last_evaluation_known_is_told(dataset):
    last, before = (told(dataset, day, "case.risk.RIE-0137") for day in (NOVEMBER, JUNE))
    assert last.title == "Riesgo RIE-0137 · 21/10/2021" and before.title == "Riesgo RIE-0137 · 18/02/2021"
    assert last.words["Evento"] == "Que se favorezca a un proveedor en una contratación." and before.words == {}
    assert keys(last, "risk_treatment") == ["case.risk_treatment.TRA-0023", "case.risk_treatment.TRA-0093"]


def test_nothing_later_than_the_cut_off_is_told(dataset):
    assert told(dataset, JUNE, "case.minutes.ACT-2021-04") is None
    assert told(dataset, JUNE, "case.agreement.ACU-2021-078") is None, "it is of a session that was not held yet"
    assert keys(told(dataset, JUNE, "case.finding.HAL-2020-027"), "agreement") == []
    then, now = (told(dataset, day, "case.finding.HAL-2021-036") for day in (date(2021, 5, 31), NOVEMBER))
    assert "Fecha de cierre" not in then.facts and now.facts["Fecha de cierre"] == "18/06/2021"
    assert [listed(dataset, day, "agenda_item").total for day in (date(2021, 5, 31), JUNE, NOVEMBER)] == [0, 7, 17]
    assert [listed(dataset, day, "vote").total for day in (JUNE, NOVEMBER)] == [0, 42]


@pytest.mark.parametrize(
    "key", ["case.corruption_status.2021", "case.finding.HAL-1", "case.nada.1", "case.finding", "case.plan.1", "case"]
)
def test_what_is_of_no_row_or_is_reserved_is_not_told(dataset, key):
    assert told(dataset, NOVEMBER, key) is None


@pytest.mark.parametrize("register", ["corruption_status", "qrd", "nada"])
def test_only_what_a_topic_lists_is_listed_whole(dataset, register):
    assert listed(dataset, NOVEMBER, register) is None


def test_a_row_of_a_file_is_found_by_the_place_that_it_came_in(dataset):
    load = dataset.rows("select max(load) as load from load_log where register = 'finding'")[0]["load"]
    assert at(dataset, f"{load}.28.HAL-2020-027") == "case.finding.HAL-2020-027"
    assert at(dataset, "999999.28.HAL-2020-027") == "" and at(dataset, "x") == ""


def test_every_link_of_the_demonstration_leads_somewhere(dataset):
    """Of each register that answers, by hand of its file: the kinds that have rows, and no link that opens nothing."""
    for register, least in (("improvement_action", 70), ("agreement", 5)):
        key = dataset.catalog.register(register).key[0]
        rows = dataset.rows(f"select {key} as code from {register} where answers is not null")
        found = [told(dataset, NOVEMBER, f"case.{register}.{row['code']}") for row in rows]
        links = [each for row in found for each in row.links if "Responde" in each.says]
        cases = [each.asks["casos"] for each in links if each.asks.get("casos", "").startswith("case.")]
        assert len(links) >= least and [each for each in cases if told(dataset, NOVEMBER, each) is None] == []


def test_objectives_are_of_their_year_and_system_beside_what_measures_them(dataset):
    scope = Scope(NOVEMBER, system="SGC")
    found = objectives(dataset, scope, "policy_objective")
    assert [(each.row["objective"], each.goal) for each in found] == [
        ("OBJ-SGC-01", "100 %"),
        ("OBJ-SGC-02", "80.0 %"),
        ("OBJ-SIG-01", "100 %"),
        ("OBJ-SIG-02", "100 %"),
    ]
    assert [each.measure.indicator.code for each in found] == ["SEG-07", "MAN-10", "PLN-01", "MAN-07"]
    assert found[0].measure.value == measure(dataset, dataset.catalog.indicator("SEG-07"), scope).value
    staged = objectives(dataset, Scope(NOVEMBER, system="SGC", stage="improvement"), "policy_objective")
    assert [each.measure.value for each in staged] == [each.measure.value for each in found], "they are of no stage"
    assert objectives(dataset, Scope(date(2020, 11, 30)), "policy_objective") == ()
    assert len(measured_by(dataset, Scope(NOVEMBER), "policy_objective")) == 10
