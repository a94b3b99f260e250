"""What changed between two cut-offs: counted by hand from data/demo and data/plan.

In November 2021 eight documents came; the one of activity 05 has no number. Those of 08, 15 and 25 were of October. At
31/10/2021 seven were overdue: 08, 15, 22, 23 and 25 of October, and two delivered without a number, 20 of September and
18 of October (item 2). 96 of 120 documents were current that day (80 %), and 95 on 30/11/2021."""

from datetime import date, timedelta

import pytest

from conftest import LEGAL, NOVEMBER, V05, incomings
from sig_metrics.language import words
from sig_metrics.measure.before import Before
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.process.chosen import process
from sig_metrics.measure.process.points import points
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.since import Correction, Since, _corrected, since
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

OCTOBER, SEPTEMBER, AUGUST = date(2021, 10, 31), date(2021, 9, 30), date(2021, 8, 31)
CAME = [  # in the order of their day
    ("15.10", "UPPM", "entregado 10/11/2021, con 10 días de atraso"),
    ("08.10", "UPPM", "entregado 17/11/2021, con 17 días de atraso"),
    ("19.11", "URH", "entregado 19/11/2021, a tiempo"),
    ("25.10", "UTI", "entregado 23/11/2021, con 23 días de atraso"),
    ("04.11", "UPPM", "entregado 24/11/2021, a tiempo"),
    ("18.11", "CT", "entregado 26/11/2021, a tiempo"),
    ("18.11", "UCI", "entregado 29/11/2021, a tiempo"),
]


def asked(snapshot, catalog, after: date, before: date, **filters) -> Since:
    return since(Dataset(snapshot, catalog), Scope(after, **filters), Scope(before, **filters))


def keys(items) -> list[str]:
    return [each.key for each in items]


def test_what_came_and_what_is_owed_since_october(demo_snapshot, whole_catalog):
    found = asked(demo_snapshot, whole_catalog, NOVEMBER, OCTOBER)
    assert (found.before, found.after, found.plan_known) == (OCTOBER, NOVEMBER, True)
    assert [(each.key, each.units, each.detail) for each in found.came] == CAME
    assert found.came[4].title == "Memorando múltiple – noviembre"
    assert [(each.key, each.detail) for each in found.overdue] == [
        ("05.11", "programado para noviembre · entregado sin número 29/11/2021"),
        ("06.11", "programado para noviembre · venció el día del corte"),
    ]
    assert [(each.key, each.detail) for each in found.settled] == [
        ("08.10", "entregado 17/11/2021, con 17 días de atraso"),
        ("15.10", "entregado 10/11/2021, con 10 días de atraso"),
        ("25.10", "entregado 23/11/2021, con 23 días de atraso"),
    ]


@pytest.mark.parametrize(
    ("filters", "came", "overdue", "settled"),
    [
        ({"unit": "UTI"}, ["25.10"], [], ["25.10"]),
        ({"unit": "CT"}, ["18.11"], [], []),
        ({"unit": "UPPM"}, ["15.10", "08.10", "04.11"], ["05.11", "06.11"], ["08.10", "15.10"]),
        # it is served by 01 to 04, 06 to 08, 14 to 17 and 24
        ({"system": "SGSST"}, ["15.10", "08.10", "04.11"], ["06.11"], ["08.10", "15.10"]),
        ({"system": "SGSST", "unit": "UTI"}, [], [], []),
        ({"stage": "improvement"}, ["25.10"], [], ["25.10"]),
    ],
    ids=str,
)
def test_with_filters_it_is_of_those(demo_snapshot, whole_catalog, filters, came, overdue, settled):
    found = asked(demo_snapshot, whole_catalog, NOVEMBER, OCTOBER, **filters)
    assert (keys(found.came), keys(found.overdue), keys(found.settled)) == (came, overdue, settled)


def test_what_a_new_version_of_the_plan_does_not_ask_for_any_more_is_told_so(demo_snapshot, whole_catalog):
    """Version 05, of 30/09/2021, moved the document of activity 16 that version 04 had in August; activity 01 has no
    target, so that its document is nobody's slot."""
    found = asked(demo_snapshot, whole_catalog, SEPTEMBER, AUGUST)
    assert [(each.key, each.detail) for each in found.settled] == [
        ("10.08", "entregado 09/09/2021, con 9 días de atraso"),
        ("16.08", "ya no figura vencido en el plan"),
    ]
    assert keys(found.overdue) == ["03.09", "20.09"]
    assert [each.detail for each in found.came if each.activity == "01"] == ["entregado 27/09/2021"]


def test_since_a_year_without_a_plan_all_of_it_came(demo_snapshot, whole_catalog):
    """Of the 76 rows of the register 72 count: three have no number, and one is not delivered. Three are of the activity
    without target."""
    found = asked(demo_snapshot, whole_catalog, NOVEMBER, date(2020, 11, 30))
    assert len(found.came) == 72 and sum(each.activity == "01" for each in found.came) == 3
    assert sorted(keys(found.overdue)) == ["05.11", "06.11", "18.10", "20.09", "22.10", "23.10"]
    assert found.settled == ()


def test_of_a_month_whose_file_has_not_come_nothing_is_told(demo_snapshot, whole_catalog):
    found = asked(demo_snapshot, whole_catalog, date(2021, 12, 31), NOVEMBER)
    assert (found.plan_known, found.came, found.overdue, found.settled) == (False, (), (), ())


@pytest.mark.parametrize("before", [NOVEMBER, date(2021, 12, 31)])
def test_nothing_changed_since_a_day_that_is_not_earlier(demo_snapshot, whole_catalog, before):
    found = asked(demo_snapshot, whole_catalog, NOVEMBER, before)
    assert (found.came, found.overdue, found.settled, found.crossed, found.corrected) == ((), (), (), (), ())


def test_an_indicator_with_another_word_crossed_a_limit(demo_snapshot, whole_catalog):
    """Documents: 80 % is the lower limit of «bajo la meta». The requirements of the SGSST were 33 of 60, for a target
    of 50 %, and 39 of 60 a month later, for one of 90 %; the high risks, 14 of 141 at the end of October."""
    found = {each.key: each for each in asked(demo_snapshot, whole_catalog, NOVEMBER, OCTOBER).crossed}
    documents = found["ficha.MAN-01"]
    assert (documents.was, documents.now, documents.worse) == ("bajo la meta", "fuera de meta", True)
    assert [(each.numerator, each.denominator) for each in (documents.before, documents.after)] == [
        (96, 120),
        (95, 120),
    ]
    assert "ficha.MEJ-01" not in found and "ficha.SEG-05" not in found  # the same word
    earlier = {each.key: each for each in asked(demo_snapshot, whole_catalog, OCTOBER, SEPTEMBER).crossed}
    assert (earlier["ficha.MEJ-01"].was, earlier["ficha.MEJ-01"].now) == ("cumple", "fuera de meta")
    risks = earlier["ficha.SEG-05"]
    assert (risks.was, risks.now, risks.worse) == ("por encima del máximo", "cumple", False)


def test_those_that_got_worse_are_first_and_of_them_the_worst(demo_snapshot, whole_catalog):
    for after, before in ((NOVEMBER, OCTOBER), (OCTOBER, SEPTEMBER)):
        crossed = asked(demo_snapshot, whole_catalog, after, before).crossed
        assert [each.worse for each in crossed] == sorted((each.worse for each in crossed), reverse=True)
        assert crossed[0].now == "fuera de meta" and {each.worse for each in crossed} == {True, False}


def test_what_is_not_judged_on_both_days_did_not_cross(demo_snapshot, whole_catalog):
    """Digital projects are stale in November 2021, and no plan ruled in November 2020."""
    crossed = asked(demo_snapshot, whole_catalog, NOVEMBER, OCTOBER).crossed
    assert "ficha.SEG-19" not in keys(crossed)
    year = asked(demo_snapshot, whole_catalog, NOVEMBER, date(2020, 11, 30)).crossed
    assert "ficha.SEG-07" in keys(year) and not [key for key in keys(year) if key.startswith("ficha.PLN-")]


def test_the_budget_of_another_year_is_another_line_and_crossed_no_limit(tmp_path, whole_catalog):
    # 97 of 100 accrued by December («cumple», of 95 %) and 1 of 100 by January («fuera de meta», of 8.3 %), then 4
    spent = "\n".join(f"{row},97,97,97" for row in ("2021,11,T1,100,100", "2021,12,T1,100,100"))
    spent += "".join(f"\n2022,{month},T1,100,100,{sum_},{sum_},{sum_}" for month, sum_ in ((1, 1), (2, 17)))
    text = f"year,month,task,pia,pim,certified,committed,accrued\n{spent}\n"
    store = LocalStore(tmp_path, wait=1)
    load_files(store, whole_catalog, [Incoming("budget_execution", "b.csv", text.encode())], "pruebas")
    dataset = Dataset(store.open(), whole_catalog)
    days = [date(2021, 12, 31), date(2022, 1, 31), date(2022, 2, 28)]
    crossed = [since(dataset, Scope(now), Scope(then)).crossed for then, now in zip(days, days[1:])]
    assert [[(each.was, each.now) for each in some] for some in crossed] == [[], [("fuera de meta", "cumple")]]
    found = process(dataset, whole_catalog.indicator("PLN-03"), Scope(date(2022, 2, 28)))
    assert [(row["key"], row["value"], row["again"]) for row in points(found)] == [
        ("2021-11", 0.97, False),
        ("2021-12", 0.97, False),
        ("2022-01", 0.01, True),
        ("2022-02", 0.17, False),
    ]


def test_crossings_are_of_the_scope(demo_snapshot, whole_catalog):
    system = asked(demo_snapshot, whole_catalog, OCTOBER, SEPTEMBER, system="SGSST").crossed
    assert "ficha.MEJ-01" in keys(system) and "ficha.SEG-07" not in keys(system)
    unit = asked(demo_snapshot, whole_catalog, OCTOBER, SEPTEMBER, unit="UCI").crossed
    assert "ficha.MEJ-01" not in keys(unit)  # it is of URH, and has no unit


AGREEMENTS = """agreement,minutes,kind,unit,due_on,fulfilled_on,note
A-1,M-1,other,UTI,2021-06-30,,
A-2,M-1,other,UCI,2021-07-31,,
A-3,M-1,other,CT,2021-08-31,,
"""
MINUTES = """minutes,kind,held_on,period,note
M-1,data_analysis,2021-01-29,2020-T4,
"""


@pytest.fixture(scope="module")
def corrected(tmp_path_factory, whole_catalog):
    """The plan, three agreements, and a second file that changes two of them; nothing else was changed."""
    store = LocalStore(tmp_path_factory.mktemp("since") / "store", wait=1)
    files = [*incomings(V05, whole_catalog), *incomings(LEGAL, whole_catalog)]
    files += [Incoming("minutes", "m.csv", MINUTES.encode()), Incoming("agreement", "a.csv", AGREEMENTS.encode())]
    load_files(store, whole_catalog, files, "pruebas")
    later = AGREEMENTS.replace("2021-06-30,,", "2021-06-30,2021-06-29,").replace(
        "2021-08-31,,", "2021-08-31,2021-08-30,"
    )
    load_files(store, whole_catalog, [Incoming("agreement", "b.csv", later.encode())], "pruebas")
    return store.open()


def test_a_load_that_changed_rows_is_told_with_its_count(corrected, whole_catalog):
    dataset = Dataset(corrected, whole_catalog)
    number = corrected.rows("select max(load) as load from load_log")[0]["load"]
    today = words.in_lima(corrected.rows("select max(loaded_at) as at from load_log")[0]["at"]).date()
    told = Correction(number, "agreement", "Acuerdos", today, 2, 0, "2 filas cambiadas")
    assert since(dataset, Scope(NOVEMBER), Scope(OCTOBER)).corrected == (told,)
    assert told.key == "register.agreement"
    october = Before(dataset, Scope(OCTOBER))
    assert _corrected(dataset, Scope(NOVEMBER), Before(dataset, Scope(today - timedelta(1)))) == (told,)
    assert _corrected(dataset, Scope(NOVEMBER), Before(dataset, Scope(today))) == ()  # it was known that day
    assert _corrected(dataset, Scope(NOVEMBER, stage="maintenance"), october) == (told,)
    assert _corrected(dataset, Scope(NOVEMBER, stage="improvement"), october) == ()


def test_nothing_was_corrected_in_the_demonstration(demo_snapshot, whole_catalog):
    assert asked(demo_snapshot, whole_catalog, NOVEMBER, OCTOBER).corrected == ()
