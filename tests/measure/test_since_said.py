"""The sentences of what changed, each with its rule, in their order: typed from data/demo and data/plan, as
`test_since.py` counts them; and processes that begin or cease to give a signal, made for it."""

from datetime import date

import pytest
from test_process_chosen import ALIKE, APART, months

from conftest import NOVEMBER
from sig_metrics.measure import signalled as module
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.process.chosen import process_of
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signalled import signalled_since
from sig_metrics.measure.since import Correction, Item, Since, since
from sig_metrics.measure.since_said import ORDER, address, since_document, told_since

OCTOBER = date(2021, 10, 31)
QUIET = ALIKE * 6
FELL = APART * 5 + [(22, 50), (35, 71), (12, 28)]  # of 89 % in its months, to 44, 49 and 43
ROSE = [(25, 50), (34, 71), (14, 28), (11, 22)] * 5 + [(49, 50), (70, 71), (28, 28)]
# what was told in October, and what in November: it began, went on, ended, turned
MADE = {"SEG-07": (QUIET, FELL), "SEG-08": (FELL, FELL), "SEG-11": (ROSE, QUIET), "SEG-09": (FELL, ROSE)}


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture
def made(demo_snapshot, whole_catalog, monkeypatch):
    """The demonstration, in which what four processes say in October and in November is made."""

    def process(dataset, indicator, scope):
        parts = MADE.get(indicator.code, (QUIET, QUIET))[scope.cutoff == NOVEMBER]
        found = process_of(whole_catalog.indicator("SEG-07"), months(whole_catalog.indicator("SEG-07"), parts))
        return type(found)(**{**vars(found), "indicator": indicator})

    monkeypatch.setattr(module, "process", process)
    return dataset_of(demo_snapshot, whole_catalog)


def test_what_began_and_what_ended_since_october(made):
    """SEG-08 goes on falling, and is not new; SEG-09 fell, and now it rises: one began and another ended."""
    found = signalled_since(made, Scope(NOVEMBER), Scope(OCTOBER))
    assert [(each.key, each.ended, each.worse) for each in found] == [
        ("ind.SEG-07", False, True),
        ("ind.SEG-09", False, False),
        ("ind.SEG-09", True, True),
        ("ind.SEG-11", True, False),
    ]


def test_a_day_against_itself_began_nothing_and_ended_nothing(made):
    assert signalled_since(made, Scope(NOVEMBER), Scope(NOVEMBER)) == ()


def test_each_sentence_of_a_signal_says_its_months_and_its_rule(made, whole_catalog):
    found = since(made, Scope(NOVEMBER), Scope(OCTOBER))
    said = {each.said: each for each in told_since(whole_catalog, found)}
    worse = next(each for text, each in said.items() if text.startswith("Reclamos en plazo: empeora"))
    assert worse.said == (
        "Reclamos en plazo: empeora más de lo habitual (setiembre de 2021 a noviembre de 2021: "
        "dos de tres meses cerca del límite inferior)."
    )
    assert worse.with_rule.endswith(" Regla S2: dos de tres meses seguidos cerca del mismo límite.")
    assert [each.kind for each in said.values() if each.rule.startswith("S")] == ["signal", "better", "ended", "ended"]


def test_the_sentences_of_november_in_their_order(dataset, whole_catalog):
    """What got worse, what got better or ended: crossings of a limit as in `test_since.py`; SEG-09 was over its
    mean in each of the eleven months of 2021; so was SEG-11, whose limits are of that year since it was decided so."""
    told = told_since(whole_catalog, since(dataset, Scope(NOVEMBER), Scope(OCTOBER)))
    assert [(each.kind, each.key) for each in told] == [
        ("breach", "ficha.MAN-01"),
        ("breach", "ficha.SEG-15"),
        ("breach", "ficha.SEG-16"),
        ("breach", "ficha.SEG-01"),
        ("breach", "ficha.SEG-07"),
        ("breach", "overdue.SEG-02"),
        ("breach", "overdue.SEG-11"),
        ("overdue", "05.11"),
        ("overdue", "06.11"),
        ("better", "ind.SEG-09"),
        ("recovered", "ficha.PLN-03"),
        ("recovered", "ficha.SEG-09"),
        ("recovered", "ficha.SEG-14"),
        ("recovered", "overdue.MAN-06"),
        ("recovered", "ficha.SEG-08"),
        ("settled", "08.10"),
        ("settled", "15.10"),
        ("settled", "25.10"),
    ]
    assert told[0].with_rule == (
        "Documentos vigentes: pasó de «bajo la meta» (80.0 %) a «fuera de meta» (79.2 %). "
        "Regla L1: la meta de MAN-01 y sus límites, en su ficha."
    )
    assert told[7].said == (
        "Venció «Informe de auditoría – noviembre» (act. 05, UPPM): "
        "programado para noviembre · entregado sin número 29/11/2021."
    )
    assert told[9].said == (
        "Quejas y sugerencias: mejora más de lo habitual "
        "(enero de 2021 a noviembre de 2021: 11 meses seguidos sobre la media)."
    )
    assert [each.kind for each in told] == sorted((each.kind for each in told), key=ORDER.index)


@pytest.mark.parametrize("which", ["dataset", "made"])
def test_none_is_without_a_rule_and_a_place(request, which, whole_catalog):
    for told in told_since(whole_catalog, since(request.getfixturevalue(which), Scope(NOVEMBER), Scope(OCTOBER))):
        code, _, rule = told.rule.partition(": ")
        assert code in ("S1", "S2", "S3", "S4", "L1", "T1", "P1") and len(rule) > 10 and told.key, told.said


def test_a_correction_comes_last_with_its_load(whole_catalog):
    corrected = Correction(12, "agreement", "Acuerdos", date(2021, 12, 3), 2, 0, "2 filas cambiadas")
    settled = Item("08", 10, 1, "UPPM", "Informe", "entregado 17/11/2021, a tiempo")
    found = Since(OCTOBER, NOVEMBER, True, settled=(settled,), corrected=(corrected,))
    first, told = told_since(whole_catalog, found)
    assert first.said == "Dejó de estar vencido «Informe» (act. 08, UPPM): entregado 17/11/2021, a tiempo."
    assert told.with_rule == (
        "La carga n.º 12 corrigió «Acuerdos» el 03/12/2021: 2 filas cambiadas. "
        "Regla D1: una carga que cambia o retira filas que ya estaban."
    )
    assert told.kind == "correction"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("ind.SEG-07", "indicadores?corte=2021-11&unidad=UCI&ind=SEG-07"),
        ("ficha.MAN-01", "?corte=2021-11&unidad=UCI&ficha=MAN-01"),
        ("overdue.SEG-08", "?corte=2021-11&unidad=UCI&casos=overdue.SEG-08"),
        ("register.agreement", "carga?corte=2021-11&unidad=UCI&registro=agreement"),
        ("05.11", "?corte=2021-11&unidad=UCI&act=05&mes=11"),
        ("24.12.2020", "?corte=2021-11&unidad=UCI&act=24&mes=12&anio=2020"),
    ],
)
def test_the_address_of_a_sentence_is_that_of_its_place(key, expected):
    assert address(key, Scope(NOVEMBER, unit="UCI")) == expected


def test_the_document_says_the_order_and_each_rule(dataset, whole_catalog):
    scope = Scope(NOVEMBER)
    made = since_document(whole_catalog, since(dataset, scope, Scope(OCTOBER)), scope)
    assert (made["cutoff"], made["since"], made["order"]) == ("2021-11", "2021-10", list(ORDER))
    assert made["sentences"][9] == {
        "kind": "better",
        "sentence": "Quejas y sugerencias: mejora más de lo habitual "
        "(enero de 2021 a noviembre de 2021: 11 meses seguidos sobre la media).",
        "units": "UCI",
        "rule": "S3",
        "rule_text": "siete meses seguidos o más del mismo lado de la media",
        "address": "indicadores?corte=2021-11&ind=SEG-09",
    }


def test_more_and_fewer_cases_past_their_term_are_told(dataset, whole_catalog):
    """Of the same word in both months. A document approved on 21 June was published on 6 July; a claim of
    24 October was referred on 3 November. SEG-02 had 8 and has 10, MAN-06 had 2 and has 1 (agenda of each month end)."""
    june = told_since(whole_catalog, since(dataset, Scope(date(2021, 6, 30)), Scope(date(2021, 5, 31))))
    began = next(each for each in june if each.rule.startswith("T1"))
    assert (began.kind, began.key, began.units) == ("breach", "overdue.MAN-04", "UPPM")
    assert began.with_rule == (
        "Difusión oportuna: no tenía y ahora tiene 1 abierto fuera de plazo, el más antiguo venció hace 7 días. "
        "Regla T1: lo abierto pasada su fecha, según MAN-04."
    )
    november = told_since(whole_catalog, since(dataset, Scope(NOVEMBER), Scope(OCTOBER)))
    terms = {each.key: each for each in november if each.rule.startswith("T1")}
    ended, more, fewer = terms["ficha.SEG-08"], terms["overdue.SEG-02"], terms["overdue.MAN-06"]
    assert (more.kind, fewer.kind) == ("breach", "recovered")
    assert more.said.startswith("Acciones de mejora en plazo: tenía 8 y ahora tiene 10 abiertos fuera de plazo, ")
    assert fewer.said.startswith("Hallazgos en plazo: tenía 2 y ahora tiene 1 abierto fuera de plazo, ")
    assert (ended.kind, ended.key) == ("recovered", "ficha.SEG-08")
    assert ended.said.startswith("Reclamos derivados: ya no tiene nada abierto fuera de plazo (tenía 1 abierto ")
    plan = whole_catalog.indicator("PLN-02")  # of the plan, each deliverable is told
    assert not [each for each in [*june, *november] if plan.code in each.key]
