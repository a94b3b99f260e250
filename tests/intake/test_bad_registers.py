"""What an office sends wrong in any register is a problem with its row, its column and what to do; nothing is
loaded."""

import re

import pytest

from conftest import DEMO, codes, incomings
from sig_metrics.intake.child import read_apart
from sig_metrics.intake.judge.causes import causes
from sig_metrics.intake.prepare import prepare
from sig_metrics.language.problems import Refused
from sig_metrics.present.template import workbook_for
from sig_metrics.publish.load import Incoming, load_file, load_files
from sig_metrics.publish.references import prepare_in
from sig_metrics.store import LocalStore

QRD = "case_number,kind,channel,book_origin,registered_on,ut,unit,reason,state,referred_on,observed_on,corrected_on,answered_on,outcome,notified_on,closed_on,reclassified_as,reclassified_on\n"
GOOD = "R-2021-90001,claim,letter,sheet_2011,2021-03-01,CAJ,UCI,access,answered,2021-03-02,,,2021-03-20,accepted,,,,\n"
CELLS = "year,semester,tabulation,category,count_shown,within_shown,due_shown,released_on,note\n"
MONTHLY = "year,month,kind,channel,unit,state,quantity\n"
CASES = {
    "closed before it opened": (
        "qrd",
        QRD + GOOD.replace("2021-03-20", "2021-02-20"),
        "not_before",
        2,
        "Fecha de respuesta",
        "Corrija una de las dos fechas",
    ),
    "a future date": (
        "qrd",
        QRD
        + GOOD.replace("2021-03-01", "2099-03-01")
        .replace("2021-03-02", "2099-03-02")
        .replace("2021-03-20", "2099-03-20"),
        "not_future",
        2,
        "Fecha de registro",
        "Corrija la fecha",
    ),
    "an unknown territorial unit": ("qrd", QRD + GOOD.replace("CAJ", "XXX"), "reference", 2, "UT", "Cárguelo antes"),
    "an unknown state": (
        "qrd",
        QRD + GOOD.replace("answered,2021-03-02", "contestado,2021-03-02"),
        "unknown_code",
        2,
        "Estado",
        "Escriba uno de estos: Registrado",
    ),
    "a misspelt state": (
        "qrd",
        QRD + GOOD.replace("answered,2021-03-02", "respodnido,2021-03-02"),
        "unknown_code",
        2,
        "Estado",
        "¿Quiso decir «Respondido»",
    ),
    "the same case twice": (
        "qrd",
        QRD + GOOD + GOOD.replace("access", "trust"),
        "duplicate",
        3,
        "Código del caso",
        "Deje una sola fila",
    ),
    "month 13": (
        "sst_hours",
        "year,month,ut,workers,hours,training_hours\n2021,13,CAJ,10,1600,8\n",
        "above",
        2,
        "Mes",
        "Escriba 12 o menos",
    ),
    "a negative count": (
        "household",
        "year,bimester,ut,affiliated,paid\n2021,1,CAJ,-5,0\n",
        "below",
        2,
        "Hogares afiliados",
        "Escriba 0 o más",
    ),
    "a text in a number": (
        "household",
        "year,bimester,ut,affiliated,paid\n2021,1,CAJ,muchos,0\n",
        "not_int",
        2,
        "Hogares afiliados",
        "Escriba solo cifras",
    ),
    "more in term than due": (
        "corruption_status",
        CELLS + "2021,first,by_clock,verify,,40,30,2021-07-15,protected\n",
        "not_above",
        2,
        "Dentro de plazo, protegido",
        "Corrija una de las dos cifras",
    ),
    "five in term of fewer": (
        "corruption_status",
        CELLS + "2021,first,by_clock,verify,,5,<5,2021-07-15,protected\n",
        "not_above",
        2,
        "Dentro de plazo, protegido",
        "una parte no supera a su total",
    ),
    "a score over its maximum": (
        "integrity_component",
        "period_end,component,score,maximum,note\n2021-06-30,commitment,25,20,\n",
        "not_above",
        2,
        "Puntaje",
        r"«Puntaje» \(25\) es mayor que «Puntaje máximo» \(20\)",
    ),
    "more training than work": (
        "sst_hours",
        "year,month,ut,workers,hours,training_hours\n2021,1,CAJ,10,1600,1601\n",
        "not_above",
        2,
        "Horas de capacitación",
        "Corrija una de las dos cifras",
    ),
    "a state without its date": (
        "qrd",
        QRD + GOOD.replace("2021-03-20", ""),
        "required_when",
        2,
        "Fecha de respuesta",
        "Escriba ese dato o cambie el estado",
    ),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory, whole_catalog):
    """A store with the territorial units only."""
    made = LocalStore(tmp_path_factory.mktemp("bad"))
    load_files(
        made,
        whole_catalog,
        [i for i in incomings(DEMO, whole_catalog, "synthetic") if i.register == "territorial_unit"],
        "prueba",
    )
    return made


def report(store, catalog, register, text):
    return load_file(store, catalog, Incoming(register, f"{register}.csv", text.encode()), "prueba")


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_by_row_and_column_with_a_remedy(store, whole_catalog, case):
    register, text, code, row, column, remedy = CASES[case]
    before = store.current()
    found = report(store, whole_catalog, register, text)
    assert not found.loaded and store.current() == before, "nothing was loaded"
    assert code in codes(found.problems), found.problems
    problem = next(p for p in found.problems if p.code == code)
    assert problem.row == row and column in problem.column, (problem.row, problem.column)
    assert re.search(remedy, problem.message), problem.message


def test_one_sentence_for_one_cause(store, whole_catalog):
    rows = "".join(f"2021,{month},CAJ,10,1600,{1600 + month}\n" for month in range(1, 13))
    found = report(store, whole_catalog, "sst_hours", "year,month,ut,workers,hours,training_hours\n" + rows)
    assert not found.loaded and len(found.problems) == 12 and len(causes(found.problems)) == 1


@pytest.mark.parametrize(
    ("clock", "within", "due"),
    [("verify", "<5", "<5"), ("correct", "<5", "5"), ("notify", "40", "40"), ("grant", "35", "40")],
)
def test_a_part_that_may_be_its_whole_is_taken(store, whole_catalog, clock, within, due):
    assert report(
        store,
        whole_catalog,
        "corruption_status",
        CELLS + f"2021,first,by_clock,{clock},,{within},{due},2021-07-15,protected\n",
    ).loaded


def test_the_good_row_loads(store, whole_catalog):
    assert report(store, whole_catalog, "qrd", QRD + GOOD).loaded, "the cases above fail for the fault they name"


def test_a_file_of_another_register_says_of_which(whole_catalog):
    registers = whole_catalog.registers
    for own, other in zip(registers, [*list(registers)[7:], *list(registers)[:7]]):
        with pytest.raises(Refused) as refusal:
            prepare(Incoming(other, "libro.xlsx", workbook_for(registers[own], whole_catalog)), whole_catalog)
        problem, *rest = refusal.value.problems
        assert (
            problem.code == "header_other"
            and not rest
            and f"Elija el registro «{registers[own].title}»" in problem.message
        ), (own, other)


def test_a_file_of_another_register_is_told_from_the_child_and_with_any_separator(whole_catalog):
    with pytest.raises(Refused) as refusal:
        prepare(Incoming("household", "quejas.csv", (QRD + GOOD).replace(",", ";").encode()), whole_catalog, read_apart)
    assert codes(refusal.value.problems) == ["header_other"]


def test_a_file_that_lacks_a_column_is_still_of_its_register(whole_catalog):
    with pytest.raises(Refused) as refusal:
        prepare(Incoming("household", "h.csv", b"year,bimester,ut,affiliated\n2021,1,CAJ,5\n"), whole_catalog)
    assert codes(refusal.value.problems) == ["header_column"]


def test_what_a_row_points_to_is_judged_with_the_rest_and_the_nearest_is_named(store, whole_catalog):
    rows = [GOOD.replace("CAJ", "CAX"), GOOD.replace("90001", "90002").replace("answered", "contestado")]
    with pytest.raises(Refused) as refusal:
        prepare_in(store, whole_catalog, Incoming("qrd", "q.csv", (QRD + "".join(rows)).encode()))
    assert [(p.code, p.row, p.column) for p in refusal.value.problems] == [
        ("reference", 2, "F «UT»"),
        ("unknown_code", 3, "I «Estado»"),
    ]
    assert refusal.value.problems[0].message == "«CAX» no existe en «Unidades Territoriales». ¿Quiso decir «CAJ»?"


def test_what_points_to_nothing_is_refused_before_it_is_confirmed(store, whole_catalog):
    content = (QRD + GOOD.replace("CAJ", "XQZ")).encode()
    with pytest.raises(Refused) as refusal:
        prepare_in(store, whole_catalog, Incoming("qrd", "q.csv", content))
    (problem,) = refusal.value.problems
    assert problem.message == "«XQZ» no existe en «Unidades Territoriales». Cárguelo antes o corrija el valor."
    assert load_file(store, whole_catalog, Incoming("qrd", "q.csv", content), "prueba").problems == [problem], (
        "publishing judges the same"
    )
