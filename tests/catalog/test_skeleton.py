"""Makes skeletons in a copy of the library: they fail, by name and in Spanish, until somebody fills them."""

import shutil

import pytest

from conftest import ROOT, codes
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.catalog.skeleton import BLANK, new_chart, new_check, new_indicator, new_register, new_screen
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, prepare

LIBRARY = ROOT / "sig_metrics" / "definitions"


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(LIBRARY, tmp_path / "library")


def a_check(root, other, name):
    return new_check(root, name)


def a_chart(root, other, name):
    return new_chart(other, name)


def a_screen(root, other, name):
    return new_screen(other, name, "UPPM", "SGC")


def fault(root) -> str:
    with pytest.raises(CatalogError) as caught:
        load_catalog(root)
    return str(caught.value)


def edit(path, *changes) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_a_new_indicator_is_refused_until_each_part_is_filled(root, tmp_path):
    toml, sql, golden = new_indicator(root, tmp_path / "tests", "audits_closed_rate")
    assert golden == tmp_path / "tests" / "golden" / "audits_closed_rate" / "expected.csv"
    assert golden.read_text(encoding="utf-8") == "period,version,activity,numerator,denominator\n"
    assert fault(root) == "audits_closed_rate.toml: falta la clave «code»"
    edit(toml, ('# code = "«escriba el código de la ficha, por ejemplo PLN-10»"', 'code = "AUD-01"'))
    assert "audits_closed_rate.toml" in fault(root) and BLANK in fault(root)
    edit(
        toml,
        ("«escriba la unidad»", "UPPM"),
        ("«escriba up, down, zero o neutral»", "up"),
        ("«escriba stock, flow, year_to_date o last»", "stock"),
    )
    assert "audits_closed_rate.toml: carry: «" in fault(root) and BLANK in fault(root), (
        "what becomes of what is overdue may not be forgotten"
    )
    edit(toml, ("«escriba once, until_closed o, si no mide un plazo, none»", "once"))
    assert fault(root) == "audits_closed_rate.toml: carry: «once» exige audits_closed_rate.backlog.sql"
    edit(toml, ('carry = "once"', 'carry = "none"'))
    assert "lee la tabla «table_to_declare», que no está en «reads» de audits_closed_rate.toml" in fault(root)
    edit(toml, ("reads = []", 'reads = ["activity_state"]'))
    edit(sql, ("table_to_declare", "activity_state"))
    made = load_catalog(root).indicator("AUD-01")
    assert (made.unit, made.decimals, made.dimensions) == ("percent", 1, ("version", "activity"))


def test_a_new_count_has_no_denominator(root, tmp_path):
    toml, sql, _ = new_indicator(root, tmp_path / "tests", "audits_open_count")
    assert 'unit = "count"' in toml.read_text(encoding="utf-8") and "\ndenominator" not in toml.read_text(
        encoding="utf-8"
    )
    assert "null as denominator" in sql.read_text(encoding="utf-8")
    assert "audits_open_count.toml" in fault(root)


def test_a_new_register_is_refused_until_it_has_a_key_and_its_demonstration_until_it_has_rows(root, tmp_path):
    toml, demo = new_register(root, tmp_path / "data", "audit_finding")
    assert fault(root) == "audit_finding.toml: falta la clave «key»"
    edit(toml, ("# key =", "key ="))
    catalog = load_catalog(root)
    with pytest.raises(Refused) as caught:
        prepare(Incoming("audit_finding", demo.name, demo.read_bytes()), catalog)
    assert codes(caught.value.problems) == ["no_rows"]


@pytest.mark.parametrize("make", [new_indicator, new_register, a_check, a_chart, a_screen])
@pytest.mark.parametrize(
    "name",
    [
        "",
        "Auditorias",
        "audits-open",
        "audits open",
        "auditoría_x",
        "2_audits",
        "_audits",
        "audits_",
        "audits__open",
        "../audits",
        "audits/open",
        "audits.open",
        "audits\n",
    ],
)
def test_a_name_that_is_not_snake_case_is_refused(root, tmp_path, make, name):
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused) as caught:
        make(root, tmp_path / "other", name)
    assert codes(caught.value.problems) == ["name_form"] and f"«{name}» no sirve de nombre" in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("make", "name", "where"),
    [
        (new_indicator, "plan_delivered_rate", "plan_delivered_rate.toml"),
        (new_indicator, "deliverable", "deliverable.toml"),
        (new_register, "deliverable", "deliverable.toml"),
        (new_register, "activity_state", "activity_state.sql"),
        (new_register, "load_log", "la tabla interna load_log"),
        (a_check, "deliverable", "deliverable.toml"),
        (a_check, "document_repeated", "document_repeated.sql"),
    ],
)
def test_a_name_that_exists_is_refused_saying_where(root, tmp_path, make, name, where):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(Refused) as caught:
        make(root, tmp_path / "other", name)
    assert codes(caught.value.problems) == ["name_taken"] and where in str(caught.value)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_half_a_leftover_is_never_written_over(root, tmp_path):
    golden = tmp_path / "tests" / "golden" / "audits_open_count" / "expected.csv"
    golden.parent.mkdir(parents=True)
    golden.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused):
        new_indicator(root, tmp_path / "tests", "audits_open_count")
    assert golden.read_text(encoding="utf-8") == "mine"
    assert not (root / "indicators" / "audits_open_count.toml").exists()
