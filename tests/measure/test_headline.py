"""The one sentence of a screen, from a state typed here and from the demonstration: never more than 25 words."""

import re
from dataclasses import replace
from datetime import date

import pytest

from conftest import NOVEMBER
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.decisions import Decision
from sig_metrics.measure.insights import Overview, State, headline, overview
from sig_metrics.measure.scope import PlanVersion, Scope, month_end, months_before

V05 = PlanVersion(2021, "05", "RDE", date(2021, 9, 30), "", False)
OCTOBER = date(2021, 10, 31)


def owed(*units: str, bare: int = 0) -> list[Decision]:
    """One overdue deliverable a unit, the first `bare` of them delivered without a number."""
    return [
        Decision("unsupported" if n < bare else "overdue", f"{n:02d}", 3, 1, 9, unit, "Informe", "")
        for n, unit in enumerate(units)
    ]


SIX = owed("UTI", "UPPM", "CT", "UTI", "UTI", "UPPM", bare=3)
NOW = Overview(Scope(NOVEMBER), State(75, 69, 60, 6, 3, 17, 23), [], V05, owed=SIX)
BEFORE = Overview(Scope(OCTOBER), State(69, 62, 56, 7, 2, 15, 22), [], V05)


def seen(programmed: int, delivered: int, decisions: list[Decision], cutoff: date = NOVEMBER, **filters) -> Overview:
    """The demonstration's plan with other counts."""
    state = State(programmed, delivered, delivered, len(decisions), 0, 1, 1)
    return Overview(Scope(cutoff, **filters), state, [], V05, owed=decisions)


def test_those_without_a_number_are_among_the_overdue(whole_catalog):
    assert headline(whole_catalog, NOW, BEFORE) == (
        "**69 de 75** entregables al 30 de noviembre: !!6 vencidos!! (3 entregados sin número), "
        "de **UTI 3 · UPPM 2 · CT 1**. Desde octubre: 7 entregados más, 1 vencido menos."
    )


def test_one_is_said_as_one(whole_catalog):
    assert headline(whole_catalog, seen(1, 0, owed("UTI", bare=1))) == (
        "**0 de 1** entregable al 30 de noviembre: !!1 vencido!! (entregado sin número), de **UTI**."
    )
    assert headline(whole_catalog, seen(4, 2, owed("UTI", "UTI", bare=1))) == (
        "**2 de 4** entregables al 30 de noviembre: !!2 vencidos!! (1 entregado sin número), de **UTI**."
    )


def test_a_unit_that_was_asked_for_is_not_named_again(whole_catalog):
    assert headline(whole_catalog, seen(4, 2, owed("UTI", "UTI"), unit="UTI")) == (
        "**2 de 4** entregables al 30 de noviembre: !!2 vencidos!!."
    )


def test_three_units_are_named_and_the_others_counted(whole_catalog):
    units = ["UPPM"] * 3 + ["UTI"] * 2 + ["CT"] * 2 + ["UCI"]
    assert headline(whole_catalog, seen(9, 1, owed(*units))) == (
        "**1 de 9** entregables al 30 de noviembre: !!8 vencidos!!, de **UPPM 3 · CT 2 · UTI 2** y 1 de otra."
    )
    more = headline(whole_catalog, seen(12, 1, owed(*units, "URH", "UCI")))
    assert more.endswith("!!10 vencidos!!, de **UPPM 3 · CT 2 · UCI 2** y 3 de otras.")


def test_nothing_overdue_nothing_programmed_and_what_is_of_before(whole_catalog):
    assert headline(whole_catalog, seen(4, 4, [])) == "**4 de 4** entregables al 30 de noviembre: ninguno vencido."
    assert headline(whole_catalog, seen(0, 0, [])) == "Al 30 de noviembre el plan no tiene entregables programados."
    assert headline(whole_catalog, seen(0, 0, [], unit="DE")) == (
        "Al 30 de noviembre el plan no tiene entregables programados con estos filtros."
    )
    assert headline(whole_catalog, seen(0, 0, [], stage="improvement")) == (
        "Al 30 de noviembre el plan no tiene entregables programados en esta etapa."
    )
    assert headline(whole_catalog, seen(0, 0, [], system="SGSST")) == (
        "Al 30 de noviembre el plan no tiene entregables programados en este sistema."
    )
    assert headline(whole_catalog, seen(0, 0, [], stage="improvement", unit="DE")) == (
        "Al 30 de noviembre el plan no tiene entregables programados con estos filtros."
    )
    assert headline(whole_catalog, seen(0, 0, owed("UTI", "UTI"))) == (
        "Al 30 de noviembre no hay entregables programados; de antes, !!2 vencidos!!, de **UTI**."
    )


def test_a_day_of_another_year_than_its_plan_says_its_year(whole_catalog):
    assert headline(whole_catalog, seen(4, 4, [], date(2022, 1, 31))).startswith(
        "**4 de 4** entregables al 31 de enero de 2022: "
    )
    january = headline(whole_catalog, seen(4, 4, [], date(2022, 1, 31)), seen(4, 3, owed("CT"), date(2021, 12, 31)))
    assert january.endswith(" Desde diciembre de 2021: 1 entregado más, 1 vencido menos.")


@pytest.mark.parametrize(
    ("delivered", "overdue", "said"),
    [
        (62, 7, "Desde octubre: sin cambios."),
        (63, 7, "Desde octubre: 1 entregado más."),
        (62, 6, "Desde octubre: 1 vencido menos."),
        (60, 9, "Desde octubre: 2 entregados menos, 2 vencidos más."),
    ],
)
def test_only_what_changed_is_told(whole_catalog, delivered, overdue, said):
    now = replace(NOW, total=replace(NOW.total, delivered=delivered, overdue=overdue))
    assert headline(whole_catalog, now, BEFORE).endswith(f" {said}")


@pytest.mark.parametrize(
    "before",
    [
        None,
        replace(BEFORE, ruling=replace(V05, version="04")),
        replace(BEFORE, total=replace(BEFORE.total, known=False)),
        replace(BEFORE, total=replace(BEFORE.total, waiting=True)),
        replace(BEFORE, total=State()),
    ],
)
def test_what_cannot_be_compared_is_not(whole_catalog, before):
    assert "Desde" not in headline(whole_catalog, NOW, before)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("not_loaded", "**Falta cargar Entregables**: al 30 de noviembre no se sabe qué se entregó de lo programado."),
        (
            "not_yet",
            "**Los datos de Entregables aún no llegan** al 30 de noviembre: lo que falta entregar no se juzga todavía.",
        ),
    ],
)
def test_what_is_not_known_is_not_counted(whole_catalog, status, said):
    indicator = whole_catalog.indicators["plan_delivered_rate"]
    unknown = Measure(indicator, NOVEMBER, None, None, None, status, None)
    assert headline(whole_catalog, replace(NOW, headlines=[unknown]), BEFORE) == said


def test_without_a_plan_it_says_so(whole_catalog):
    assert headline(whole_catalog, replace(NOW, ruling=None, scope=Scope(date(2020, 12, 31)))) == (
        "Al 31 de diciembre de 2020 no hay plan de 2020 ni de un año anterior: sus entregables no se miden."
    )


FILTERS = [
    {},
    *({"system": system} for system in ("SGC", "SGAS", "SGSI", "SGSST")),
    *({"unit": unit} for unit in ("DE", "UAJ", "UPPM", "URH", "UTI", "UCI", "CT")),
]


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_it_is_of_25_words_at_most_at_any_cut_off(demo_snapshot, whole_catalog, filters):
    dataset = Dataset(demo_snapshot, whole_catalog)
    for cutoff in [
        date(2020, 12, 31),
        *(month_end(2021, n) for n in range(1, 13)),
        *(month_end(2022, n) for n in (1, 2)),
    ]:
        now, before = (overview(dataset, Scope(day, **filters)) for day in (cutoff, months_before(cutoff, 1)))
        said = headline(whole_catalog, now, before)
        written = [word for word in said.split() if re.search(r"[^\W\d_]", word)]  # figures and dots are no words
        assert len(written) <= 25 and said.endswith("."), said
        assert said.count("**") % 2 == 0 and said.count("!!") % 2 == 0 and "None" not in said


def test_the_demonstration_in_november_is_the_same_sentence(demo_snapshot, whole_catalog):
    dataset = Dataset(demo_snapshot, whole_catalog)
    now, before = overview(dataset, Scope(NOVEMBER)), overview(dataset, Scope(OCTOBER))
    assert headline(whole_catalog, now, before) == headline(whole_catalog, NOW, BEFORE)
