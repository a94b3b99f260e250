"""Holds the reader of the kinds of paper to what it refuses, each naming the file and the key; the official ones to the plan;
and the skeleton to failing until it is filled."""

import csv
import shutil

import pytest

from conftest import LEGAL, ROOT, V05
from sig_metrics.catalog.build import HERE
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.papers import read_papers
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.catalog.skeleton import new_paper
from sig_metrics.language.problems import Refused

CUIDAR = ROOT / "examples" / "cuidar" / "definitions"
NOT_DRAFTED = {"01", "11", "12"}  # the paper is the new document itself


def read(folder):
    whole = default_catalog()
    duties = {row[0] for row in csv.reader((LEGAL / "legal_duty.csv").open(encoding="utf-8"))} - {"duty"}
    parameters = {row[0] for row in csv.reader((LEGAL / "parameter.csv").open(encoding="utf-8"))} - {"parameter"}
    return read_papers(folder, whole.vocabularies, whole.registers, whole.indicators, (), duties, parameters)


@pytest.fixture
def folder(tmp_path):
    """A folder with one paper, to be spoiled."""
    (tmp_path / "papers").mkdir()
    shutil.copy(HERE / "papers" / "qrd_status.toml", tmp_path / "papers")
    return tmp_path


def test_each_activity_with_a_paper_has_its_own_and_activity_18_has_two():
    with (V05 / "plan_activity.csv").open(encoding="utf-8", newline="") as source:
        activities = {row["activity"] for row in csv.DictReader(source)}
    papers = {name: each for name, each in default_catalog().papers.items() if not each.duty}
    asked = [each.activity for each in papers.values()]
    assert set(asked) == activities - NOT_DRAFTED and len(asked) == 23 and asked.count("18") == 2
    assert all(len(each.blanks) <= 3 for each in papers.values())
    assert all(
        each.norms and all(n.source for n in each.norms) for each in papers.values() if each.document_type == "report"
    )


@pytest.mark.parametrize(
    ("text", "instead", "said"),
    [
        ('activity = "18"', 'activity = "188"', "activity: «188». ¿Quiso decir «18»?"),
        ('activity = "18"', 'duty = "F013"', "duty: «F013». ¿Quiso decir «F13»?"),
        (
            'activity = "18"',
            'activity = "18"\nduty = "F13"',
            "es de una actividad del plan o de un deber («duty»), no de los dos",
        ),
        ('activity = "18"', 'duty = "F13"', "blocks[0].form: «plan» es de un papel con la clave «activity»"),
        ('form = "plan"', 'form = "duty"', "blocks[0].form: «duty» es de un papel con la clave «duty»"),
        ('activity = "18"', 'activity = "18"\nformat = "docs"', "format: «docs». ¿Quiso decir «docx»?"),
        ('activity = "18"', 'activity = "18"\nregister = "qrd"', "register: solo el papel de un deber"),
        ('activity = "18"', 'duty = "F13"\nregister = "corruption_status"', "ningún papel es de una fila suya"),
        ('activity = "18"', 'activty = "18"', "clave desconocida «activty». ¿Quiso decir «activity»?"),
        ('topic = "qrd"', 'topic = "qrdd"', "topic: «qrdd». ¿Quiso decir «qrd»?"),
        ('activity = "18"', 'duty = "F13"', "topic: es de una actividad del plan («activity»)"),
        ('document_type = "report"', 'document_type = "reprot"', "document_type: «reprot». ¿Quiso decir «report»?"),
        ('sender = "UCI"', 'sender = "UCY"', "sender: «UCY»"),
        ('indicators = ["SEG-07"]', 'indicators = ["SEG-007"]', "indicators: «SEG-007». ¿Quiso decir «SEG-07»?"),
        ('registers = ["qrd"]', 'registers = ["qdr"]', "registers: «qdr». ¿Quiso decir «qrd»?"),
        ('registers = ["qrd"]', 'registers = ["corruption_status"]', "solo se muestra con la forma «protected»"),
        ('by = "reason"', 'by = "raeson"', "by: «raeson». ¿Quiso decir «reason»?"),
        ('by = "unit"', 'by = "system"', "by: «system»"),
        ('form = "flow"', 'form = "flw"', "form: «flw». ¿Quiso decir «flow»?"),
        ('came = "qrd.inflow"', 'came = "qrd.inflows"', "numbers.came: «inflows». ¿Quiso decir «inflow»?"),
        ('came = "qrd.inflow"', 'came = "corruption_status.year"', "ninguna frase lleva un número suyo"),
        ('claims = "SEG-07"', 'claims = "SEG-07.numeratr"', "numbers.claims: «numeratr». ¿Quiso decir «numerator»?"),
        ("ingresaron {came|caso|casos}", "ingresaron {cames|caso|casos}", "«cames». ¿Quiso decir «came»?"),
        ('when = "overdue > 0"', 'when = "overdue mayor 0"', "«overdue mayor 0» no es una condición"),
        ('when = "overdue > 0"', 'when = "overdu > 0"', "when: «overdu». ¿Quiso decir «overdue»?"),
        ('form = "flow"', 'form = "blank"', "la forma «blank» pide la clave «sentences»"),
    ],
)
def test_what_is_refused_names_the_file_and_the_key(folder, text, instead, said):
    path = folder / "papers" / "qrd_status.toml"
    whole = path.read_text(encoding="utf-8")
    assert text in whole
    path.write_text(whole.replace(text, instead, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as found:
        read(folder)
    assert said in str(found.value) and str(found.value).startswith("papers/qrd_status.toml: ")


def test_more_blanks_than_three_and_two_papers_of_a_deliverable_are_refused(folder):
    path = folder / "papers" / "qrd_status.toml"
    whole = path.read_text(encoding="utf-8")
    more = '\n[[sections.blocks]]\nform = "blank"\nsentences = [{ says = "algo" }]\n'
    (folder / "papers" / "otra.toml").write_text(whole + more * 2, encoding="utf-8")
    with pytest.raises(CatalogError) as found:
        read(folder)
    assert "papers/otra.toml: sections: tiene 4 espacios por completar y se admiten 3" in str(found.value)
    assert "papers/qrd_status.toml: activity: otra.toml ya es de ese entregable" in str(found.value)


def test_two_papers_of_a_duty_are_refused_and_those_of_different_years_are_not(folder):
    path = folder / "papers" / "qrd_status.toml"
    text = path.read_text(encoding="utf-8").replace('activity = "18"\ntopic = "qrd"\nitem = 1', 'duty = "F12-A"')
    text = text.replace('form = "plan"', 'form = "duty"')
    path.write_text(text.replace('"F12-A"', '"F12-A"\nuntil = 2024'), encoding="utf-8")
    other = folder / "papers" / "otra.toml"
    other.write_text(text.replace('"F12-A"', '"F12-A"\nsince = 2025'), encoding="utf-8")
    assert {name: each.duty for name, each in read(folder).items()} == {"otra": "F12-A", "qrd_status": "F12-A"}
    other.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match="papers/qrd_status.toml: duty: otra.toml ya es de ese deber"):
        read(folder)


def test_a_register_with_pseudonyms_lists_none_of_them(folder):
    path = folder / "papers" / "qrd_status.toml"
    more = (
        '\n[[sections.blocks]]\nform = "listed"\nregisters = ["training_attendance"]\ncolumns = ["server_pseudo_id"]\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(CatalogError, match="«server_pseudo_id» representa a una persona"):
        read(folder)


def test_the_sessions_of_a_paper_are_two_registers(folder):
    path = folder / "papers" / "qrd_status.toml"
    more = '\n[[sections.blocks]]\nform = "sitting"\nregisters = ["minutes"]\nsentences = [{ says = "fecha" }]\n'
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(CatalogError, match="la forma «sitting» pide dos registros: las sesiones y su asistencia"):
        read(folder)


def test_a_folder_without_papers_has_none(tmp_path):
    assert read(tmp_path) == {}


def test_the_skeleton_fails_until_it_is_filled(tmp_path):
    (made,) = new_paper(tmp_path, "visitas")
    assert made == tmp_path / "papers" / "visitas.toml" and "«escriba" in made.read_text(encoding="utf-8")
    with pytest.raises(CatalogError, match="papers/visitas.toml: falta la clave «activity»"):
        read(tmp_path)
    text = made.read_text(encoding="utf-8").replace("# activity", "activity")
    with pytest.raises(Refused, match="Ya existe «visitas»"):
        new_paper(tmp_path, "visitas")
    filled = text.replace("«escriba", "«dicho").replace("{rate}", "la tasa")
    made.write_text(filled.replace('activity = "18"', 'activity = "05"', 1), encoding="utf-8")
    assert read(tmp_path)["visitas"].activity == "05"


@pytest.mark.parametrize(
    ("name", "text", "instead", "said"),
    [
        ("sst_statistics", 'register = "sst_hours"', 'register = "sst_hour"', "register: «sst_hour». ¿Quiso decir"),
        (
            "sst_statistics",
            'severity = ["fatal"]',
            'severity = ["fatl"]',
            "where.severity: «fatl». ¿Quiso decir «fatal»?",
        ),
        ("sst_statistics", 'kind = ["incident"]', 'knd = ["incident"]', "where: «knd». ¿Quiso decir «kind»?"),
        ("sst_statistics", 'adds = ["hours"]', 'adds = ["hour"]', "monthly[3]: «hour». ¿Quiso decir «hours»?"),
        ("sst_statistics", 'indicator = "MEJ-02"', 'indicator = "MEJ-2"', "monthly[4].indicator: «MEJ-2»"),
        ("sst_statistics", 'whole = "ut"', 'indicator = "MEJ-02"', "de un indicador («indicator») o de un registro"),
        (
            "sst_statistics",
            'register = "sst_hours"',
            'register = "corruption_status"',
            "ninguna cifra suya va en una tabla",
        ),
        ("sst_statistics", 'register = "sst_hours"', 'register = "unit"', "register: «unit»"),
        ("sst_statistics", '"sst_index_factor"', '"sst_index_facto"', "parameters: «sst_index_facto». ¿Quiso decir"),
        ("sst_notice", 'columns = ["ut"]', 'columns = ["utt"]', "fields[3].columns: «utt». ¿Quiso decir «ut»?"),
        ("sst_notice", 'kind = ["incident"]', 'kind = ["incidnt"]', "exempt[0].where.kind: «incidnt»"),
        ("sst_notice", 'late = "due.late"', 'late = "due.lat"', "numbers.late: «lat». ¿Quiso decir «late»?"),
        ("sst_notice", 'register = "sst_event"', "", "exempt: solo lo tiene el papel de una fila"),
        ("sst_notice", 'register = "sst_event"', "", "numbers.late: «due» es de un papel con la clave «register»"),
        ("sst_notice", 'register = "sst_event"', "", "form: «row» es de un papel con la clave «register»"),
    ],
)
def test_what_a_form_names_and_is_not_there_is_refused(tmp_path, name, text, instead, said):
    (tmp_path / "papers").mkdir()
    whole = (HERE / "papers" / f"{name}.toml").read_text(encoding="utf-8")
    assert text in whole
    (tmp_path / "papers" / f"{name}.toml").write_text(whole.replace(text, instead, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as found:
        read(tmp_path)
    assert said in str(found.value)
