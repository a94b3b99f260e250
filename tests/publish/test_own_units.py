"""An institution loads its own units, and they are units everywhere; what a plan calls a stage is read; the rest is
refused, saying how."""

from io import BytesIO

import openpyxl
import pytest

from conftest import rows_only
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.catalog.units import known_to
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.intake.prepare import prepare
from sig_metrics.language.problems import Refused
from sig_metrics.present.template import workbook_for
from sig_metrics.publish.annul import annul
from sig_metrics.publish.load import Incoming, load_file, load_files
from sig_metrics.publish.rebuild import rebuild
from sig_metrics.publish.references import prepare_in
from sig_metrics.store import LocalStore

UNITS = "unit,name,valid_from,valid_until,norm\nUA,Unidad de Administración,2020-01-01,2022-06-30,RM 1\nUA,Oficina de Administración,2022-07-01,,RM 2\nub,Unidad B,2020-01-01,,RM 1\n"
PLAN = (
    "N°,Línea de acción,Unidad(es) responsable(s),Actividades,Entregable(s),Meta física,Ene,Feb,Mar,Abr,May,Jun,Jul,Ago,Set,Oct,Nov,Dic,Etapa\n"
    "01,Línea,{units},Actividad,Informe,1,1,,,,,,,,,,,,{stage}\n"
)
HEADER = ("2022", "01", "RDE 1", "03/01/2022")
STAGES = "year,stage,name,description,section\n2022,maintenance,Planificación,Texto,1\n"


def plan(units: str, stage: str = "Mantenimiento") -> Incoming:
    return Incoming("plan", "plan.csv", PLAN.format(units=units, stage=stage).encode(), header=PlanHeader(*HEADER))


@pytest.fixture(scope="module")
def lean():
    """Nothing here looks at what is derived from rows."""
    return rows_only(default_catalog())


@pytest.fixture
def store(tmp_path) -> LocalStore:
    return LocalStore(tmp_path / "store")


@pytest.fixture
def own(store, lean) -> LocalStore:
    assert load_file(store, lean, Incoming("organizational_unit", "u.csv", UNITS.encode()), "prueba").loaded
    return store


def test_an_empty_store_has_the_units_of_the_vocabulary_and_says_how_one_is_added(store, lean):
    with pytest.raises(Refused) as refusal:
        prepare_in(store, lean, plan("UA"))
    said = str(refusal.value)
    assert (
        "UAJ»?" not in said and "cárguela antes en «Unidades responsables»" in said and len(refusal.value.problems) == 1
    )
    assert load_file(store, lean, plan("UPPM"), "prueba").loaded


def test_loaded_units_are_units_in_every_register_and_those_of_the_vocabulary_no_more(own, lean):
    assert load_file(own, lean, plan("UA / UB"), "prueba").loaded
    assert load_file(own, lean, plan("Oficina de Administración"), "prueba").loaded  # by its name of today
    for word in ("UPPM", "UAJ"):
        with pytest.raises(Refused) as refusal:
            prepare_in(own, lean, plan(word))
        assert "UA, UB y Todas" in str(refusal.value) and "«Unidades responsables»" in str(refusal.value)
    delivered = "year,activity,programmed_month,item,unit,delivered_on,document_number,state\n2022,01,1,1,UA,2022-01-20,I-1,delivered\n"
    assert load_file(own, lean, Incoming("deliverable", "d.csv", delivered.encode()), "prueba").loaded
    assert own.open().rows("select unit from deliverable") == [{"unit": "UA"}]


def test_their_label_their_name_of_today_and_their_order(own, lean):
    known = known_to(lean, own.open().connection)
    words = known.vocabularies["unit"]
    assert [(word.code, word.label, word.name) for word in words.values()] == [
        ("UA", "UA", "Oficina de Administración"),
        ("UB", "UB", "Unidad B"),
        ("ALL", "Todas", "Todas las unidades"),
    ]
    assert words["UA"].aliases == ("Unidad de Administración",)
    assert list(lean.vocabularies["unit"]) == ["UPPM", "URH", "UTI", "UCI", "CT", "UAJ", "DE", "ALL"]


def test_a_unit_that_rows_already_use_stays_when_others_are_loaded(store, lean):
    load_file(store, lean, plan("UPPM / URH"), "prueba")
    load_file(store, lean, Incoming("organizational_unit", "u.csv", UNITS.encode()), "prueba")
    assert set(known_to(lean, store.open().connection).vocabularies["unit"]) == {"UPPM", "URH", "UA", "UB", "ALL"}


def test_templates_list_the_units_of_the_store_and_the_example_is_one_of_them(own, lean):
    known = known_to(lean, own.open().connection)
    book = openpyxl.load_workbook(BytesIO(workbook_for(known.register("deliverable"), known)))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert "UA" in texts and "UB" in texts and not {"UPPM", "UTI", "UCI"} & set(texts)
    register = known.register("organizational_unit")  # a new one can be written: it has no closed list
    book = openpyxl.load_workbook(BytesIO(workbook_for(register, known)))
    assert "Listas" not in book.sheetnames


@pytest.mark.parametrize("word", ["Unidad de Archivo", "U A", "UA/UB", "-UA", "UNIDADDEADMINISTRACIONYFINANZAS"])
def test_what_is_not_an_acronym_is_not_a_unit(store, lean, word):
    with pytest.raises(Refused) as refusal:
        prepare(
            Incoming(
                "organizational_unit",
                "u.csv",
                f"unit,name,valid_from,valid_until,norm\n{word},Nombre,2020-01-01,,RM\n".encode(),
            ),
            lean,
        )
    assert {problem.code for problem in refusal.value.problems} == {"pattern"}


def test_units_and_the_plan_that_needs_them_come_in_one_publication(store, lean):
    load_files(store, lean, [Incoming("organizational_unit", "u.csv", UNITS.encode()), plan("UB")], "prueba")
    assert store.open().rows("select units from plan_activity") == [{"units": "UB"}]


def test_a_rebuild_gives_the_same_and_the_units_that_a_plan_needs_are_not_annulled(own, lean):
    load_file(own, lean, plan("UA"), "prueba")
    made = rebuild(own, lean, "prueba")
    assert made.hash == made.before
    with pytest.raises(Refused) as refusal:
        annul(own, lean, 1, "mes equivocado", "prueba")
    assert "UA" in str(refusal.value)


def test_a_rebuild_takes_what_was_accepted_before_the_store_had_units_of_its_own(store, lean):
    load_file(store, lean, plan("CT"), "prueba")
    load_file(store, lean, Incoming("organizational_unit", "u.csv", UNITS.encode()), "prueba")
    made = rebuild(store, lean, "prueba")
    assert made.hash == made.before


def test_a_fourth_stage_is_refused_saying_how_and_another_name_of_one_is_read(store, lean):
    with pytest.raises(Refused) as refusal:
        prepare_in(store, lean, plan("UPPM", "Planificación"))
    assert len(refusal.value.problems) == 1 and "cargue antes ese nombre en «Etapas»" in str(refusal.value)
    load_file(store, lean, Incoming("plan_stage", "s.csv", STAGES.encode()), "prueba")
    assert load_file(store, lean, plan("UPPM", "Planificación"), "prueba").loaded
    assert store.open().rows("select stage from plan_activity") == [{"stage": "maintenance"}]


@pytest.mark.parametrize(("year", "told"), [("2025", False), ("2026", True)])
def test_a_plan_of_a_year_after_the_manual_of_its_units_is_told_so(store, lean, year, told):
    book = Incoming(
        "plan",
        "plan.csv",
        PLAN.format(units="UPPM", stage="Mejora").encode(),
        header=PlanHeader(year, "01", "RDE 1", f"03/01/{year}"),
    )
    said = [problem.message for problem in prepare_in(store, lean, book).warnings if problem.code == "units_ended"]
    assert said == (
        [
            "El plan nombra UPPM, de un manual que rigió hasta el 17/12/2025. Si hoy son otras, cárguelas en «Unidades responsables»."
        ]
        if told
        else []
    )
    load_file(store, lean, Incoming("organizational_unit", "u.csv", UNITS.encode()), "prueba")
    own = Incoming("plan", "plan.csv", PLAN.format(units="UA", stage="Mejora").encode(), header=book.header)
    assert not [problem for problem in prepare_in(store, lean, own).warnings if problem.code == "units_ended"]
