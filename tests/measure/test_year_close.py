"""How a year can close: every outcome of what is open, one by one; and the plan of the demonstration, counted by hand."""

from datetime import date, timedelta
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.year_close import (
    Close,
    close_by_unit,
    close_of,
    close_said,
    items_lacking,
    lacking,
    still_lacking,
    year_close,
)
from sig_metrics.measure.year_slots import Document, Slot, filled

NOVEMBER = Scope(date(2021, 11, 30))


@given(st.integers(0, 12), st.integers(0, 9), st.integers(0, 12), st.sampled_from([0.5, 0.8, 0.9, 0.95, 1.0]))
def test_every_outcome_is_between_the_two_closes(counted, open_, lost, target):
    total = counted + open_ + lost
    if not total:
        return
    found = Close(2021, counted, open_, total, target)
    ends = [(sum(outcome), (counted + sum(outcome)) / total) for outcome in product((0, 1), repeat=open_)]
    shares = [share for _, share in ends]
    assert (min(shares), max(shares)) == (found.worst, found.best)
    reached = [some for some, share in ends if share >= target - 1e-9]
    assert found.needed == (min(reached) if reached else None)


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40))
def test_one_more_that_is_lost_is_never_better(counted, open_, lost):
    total = counted + open_ + lost
    now = Close(2021, counted, open_, total, 0.9)
    for after in (Close(2021, counted + 1, open_ - 1, total, 0.9), Close(2021, counted, open_ - 1, total, 0.9)):
        assert now.worst <= after.worst <= after.best <= now.best


# A small plan: which activity and month each deliverable is of, and the documents that came by the end of June, by the
# place that they name (some name none of the plan) and their day of the year.
PLACES = st.tuples(st.sampled_from(["01", "02"]), st.integers(1, 8), st.integers(1, 2))
PLANS = st.tuples(
    st.sets(PLACES, min_size=1, max_size=7),
    st.dictionaries(PLACES, st.integers(0, 180), max_size=6),
)
JUNE = date(2021, 6, 30)


def made(plan) -> tuple[list[Slot], list[Document]]:
    places, came = plan
    slots = [Slot(*place, month_end(2021, place[1])) for place in places]
    return slots, [Document(*place, date(2021, 1, 1) + timedelta(day)) for place, day in came.items()]


def ended(slots: list[Slot], documents: list[Document], in_time: bool) -> int:
    """How many count at the end of the year, by the rule of the plan: a document answers for the place that it names; of
    those left over, the first to come answers for the oldest place of its activity without one."""
    count = 0
    for activity in {each.activity for each in slots}:
        mine = sorted((each.month, each.item, each.due_on) for each in slots if each.activity == activity)
        came = sorted((each.delivered_on, each.month, each.item) for each in documents if each.activity == activity)
        answers = {}
        left = []
        for day, month, item in came:
            at = [n for n, (m, i, _) in enumerate(mine) if (m, i) == (month, item)]
            answers.update({at[0]: day}) if at else left.append(day)
        free = [n for n in range(len(mine)) if n not in answers]
        answers.update(zip(free, left))
        count += sum(not in_time or day <= mine[n][2] for n, day in answers.items())
    return count


def outcomes(slots: list[Slot], documents: list[Document]):
    """(what was delivered after June, the documents of the year) of every subset of what has no document by June: what was
    due comes late, and the rest on its day."""
    bare = [each for each in filled(slots, documents) if each.delivered_on is None]
    for some in chain.from_iterable(combinations(bare, n) for n in range(len(bare) + 1)):
        later = [Document(*each.place, max(each.due_on, JUNE + timedelta(1))) for each in some]
        yield some, [*documents, *later]


@settings(max_examples=150, deadline=None)
@given(PLANS, st.booleans())
def test_every_subset_of_what_lacks_ends_between_the_two_and_the_list_is_the_shortest(plan, in_time):
    slots, documents = made(plan)
    answered = filled(slots, documents)
    found, short = close_of(answered, in_time, JUNE, 2021, 1.0), lacking(answered, in_time, JUNE)
    ends = [(len(some), ended(slots, every, in_time)) for some, every in outcomes(slots, documents)]
    assert min(count for _, count in ends) == found.counted
    most = max(count for _, count in ends)
    assert most == found.counted + found.open
    assert min(size for size, count in ends if count == most) == len(short)
    with_list = [*documents, *(Document(*each.place, max(each.due_on, JUNE + timedelta(1))) for each in short)]
    assert ended(slots, with_list, in_time) == most
    assert not in_time and most == len(slots) or in_time


@settings(max_examples=150, deadline=None)
@given(PLANS, st.booleans(), st.data())
def test_one_more_of_what_lacks_never_lowers_either_close(plan, in_time, data):
    slots, documents = made(plan)
    before = filled(slots, documents)
    short = lacking(before, in_time, JUNE)
    if not short:
        return
    one = data.draw(st.sampled_from(short))
    after = filled(slots, [*documents, Document(*one.place, JUNE)])
    was, now = (close_of(each, in_time, JUNE, 2021, 1.0) for each in (before, after))
    assert (now.counted, now.open) == (was.counted + 1, was.open - 1)
    assert was.worst < now.worst <= now.best == was.best


def test_a_document_of_a_month_to_come_counts_already():
    """Of a plan of June and December, the one of December came in May: only June lacks, and it is past its day."""
    slots = [Slot("01", 6, 1, JUNE), Slot("01", 12, 1, date(2021, 12, 31))]
    found = filled(slots, [Document("01", 12, 1, date(2021, 5, 3))])
    assert [each.month for each in lacking(found, False, JUNE)] == [6]
    assert close_of(found, False, JUNE, 2021, 1.0) == Close(2021, 1, 1, 2, 1.0)
    assert close_of(found, True, JUNE, 2021, 1.0) == Close(2021, 1, 0, 2, 1.0)


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


def test_the_plan_of_november(dataset):
    """Of 85, 75 are due and 60 were in time: the best is 70 of 85, the worst 60. Of version 05 four were lost by July (24
    of April, 19 of May, 11 of June, one of 18 of July): 81 of 85 are 95.3 %. With 10 of August, 80 are 94.1 %. In June
    version 04 ruled, and it had 84 and 13 in June: 24, 19, 11 and 13 lost, 80 of 84 are 95.2 %."""
    late = dataset.catalog.indicator("PLN-02")
    found = year_close(dataset, late, NOVEMBER)
    assert (found.counted, found.open, found.total, found.needed) == (60, 10, 85, None)
    assert (round(found.best, 4), round(found.worst, 4)) == (0.8235, 0.7059)
    assert found.lost == date(2021, 8, 31)
    june = year_close(dataset, late, Scope(month_end(2021, 6)))
    assert june.lost is None and (june.counted + june.open, june.total) == (80, 84)
    assert close_said(dataset, late, NOVEMBER) == [
        "95.0 % es inalcanzable desde el 31/08/2021; lo mejor posible, 82.4 %.",
        "El año 2021 cerrará entre 70.6 % y 82.4 %.",
    ]


# of October 22 and 23, of November 05 and 06; 20 of September and the second of 18 of October came without a number
OWED = ["20.09", "18.10", "22.10", "23.10", "05.11", "06.11"]
DECEMBER = ["07.12", "09.12", "10.12", "13.12", "14.12", "16.12", "18.12", "18.12", "19.12", "20.12"]


def test_what_lacks_to_close_whole_and_who_owes_it(dataset):
    """Six overdue and ten of December (07, 09, 10, 13, 14, 16, 19, 20 and both of 18): each in the units that owe it."""
    delivered = dataset.catalog.indicator("PLN-01")
    found = year_close(dataset, delivered, NOVEMBER)
    assert (found.counted, found.open, found.needed, found.best, found.lost) == (69, 16, 16, 1, None)
    assert [each.key for each in still_lacking(dataset, delivered, NOVEMBER)] == OWED + DECEMBER
    assert [each.key for each in still_lacking(dataset, dataset.catalog.indicator("PLN-02"), NOVEMBER)] == DECEMBER
    # UPPM: 05, 06, 07, 09, 13, 14, 16; UTI: 20 twice, 22, 23; URH: 07, 10, 19; CT: one of 18 of October and of December
    units = {unit: each.open for unit, each in close_by_unit(dataset, delivered, NOVEMBER).items() if each.open}
    assert units == {"UPPM": 7, "UTI": 4, "URH": 3, "CT": 2, "UCI": 1}
    in_time = close_by_unit(dataset, dataset.catalog.indicator("PLN-02"), NOVEMBER)
    assert {unit: each.open for unit, each in in_time.items()} == {"UPPM": 5, "URH": 3, "CT": 1, "UCI": 1, "UTI": 1}
    assert close_said(dataset, delivered, NOVEMBER) == [
        "Para llegar a 100 % hacen falta los 16 que quedan.",
        "El año 2021 cerrará entre 81.2 % y 100 %.",
    ]


def test_with_a_filter_it_is_of_those(dataset):
    """UTI owes 20 of September and of December, 22 and 23; in improvement nothing lacks but what is of December."""
    delivered = dataset.catalog.indicator("PLN-01")
    of_uti = Scope(NOVEMBER.cutoff, unit="UTI")
    assert [each.key for each in still_lacking(dataset, delivered, of_uti)] == ["20.09", "22.10", "23.10", "20.12"]
    assert list(close_by_unit(dataset, delivered, of_uti)) == ["UTI"]
    assert [(each.title, each.overdue, each.detail) for each in items_lacking(dataset, delivered, of_uti)] == [
        (
            "Informe del estatus de las incidencias y vulnerabilidades registradas",
            True,
            "entregado sin número 23/09/2021",
        ),
        (
            "Informe sobre el estatus de implementación de la normativa legal aplicable al SI",
            True,
            "vencido hace 30 días",
        ),
        ("Informe de avance de implementación", True, "vencido hace 30 días"),
        ("Informe del estatus de las incidencias y vulnerabilidades registradas", False, "en plazo"),
    ]


@pytest.mark.parametrize("code", ["PLN-01", "PLN-02"])
def test_what_counts_is_what_the_indicator_counts(dataset, code):
    """In every month, of every unit and of every system, what counts of the year is what is due and counts; and one of
    June of activity 21, of UTI for the SGSI, which came on 27 May, before its month."""
    indicator, words = dataset.catalog.indicator(code), dataset.catalog.vocabularies
    filters = [
        {},
        *({"unit": each} for each in words["unit"] if each != "ALL"),
        *({"system": s} for s in words["system"]),
    ]
    for month, given_ in product(range(1, 12), filters):
        scope = Scope(month_end(2021, month), **given_)
        found, shown = year_close(dataset, indicator, scope), measure(dataset, indicator, scope)
        if found and shown.value is not None:
            early = month == 5 and scope.unit in (None, "UTI") and scope.system in (None, "SGSI")
            assert found.counted == shown.numerator + early, scope


def test_what_is_not_a_share_of_the_plan_has_no_close(dataset):
    assert year_close(dataset, dataset.catalog.indicator("SEG-07"), NOVEMBER) is None
    assert close_by_unit(dataset, dataset.catalog.indicator("SEG-07"), NOVEMBER) == {}
    assert close_said(dataset, dataset.catalog.indicator("PLN-02"), Scope(date(2020, 11, 30))) == []


def test_of_a_month_that_has_not_come_nothing_is_told(dataset):
    december = Scope(date(2021, 12, 31))
    assert year_close(dataset, dataset.catalog.indicator("PLN-01"), december) is None
    assert still_lacking(dataset, dataset.catalog.indicator("PLN-01"), december) == ()
