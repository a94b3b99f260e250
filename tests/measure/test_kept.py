"""What is drawn of the same answers is made once: what is the same, how many are kept, and how long."""

import gc
import weakref
from types import SimpleNamespace

import pytest

from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.kept import kept

MADE = []


class Answer:
    """Something that is not a value."""


@kept(2)
def board(rows: object, of: object = None, tight: bool = False) -> dict:
    MADE.append(rows)
    return {"rows": rows}


@kept(2, same=True)
def literal(data: dict) -> dict:
    MADE.append(data)
    return dict(data)


@pytest.fixture(autouse=True)
def nothing_made():
    board.cache_clear()
    literal.cache_clear()
    MADE.clear()


def test_values_are_the_same_when_they_read_so():
    first = board([{"month": 1, "value": 2.5}], tight=True)
    assert board([{"month": 1, "value": 2.5}], tight=True) is first and len(MADE) == 1


@pytest.mark.parametrize(
    "other",
    [
        ([{"month": 1, "value": 2}],),
        ([{"month": 1}],),
        ([{"value": 1, "month": 1}, {}],),
        (({"month": 1, "value": 1},),),
        ([{"month": True, "value": 1}],),
        ([{"month": 1, "value": 1.0}],),
        ([{"month": 1, "value": None}],),
    ],
)
def test_what_reads_otherwise_is_made_again(other):
    board([{"month": 1, "value": 1}])
    assert board(*other) == {"rows": other[0]} and len(MADE) == 2


def test_an_object_is_the_same_as_itself_only_and_is_held():
    one, other = Answer(), Answer()
    board([], one), board([], one), board([], other)
    assert len(MADE) == 2
    held = weakref.ref(one)
    del one
    gc.collect()
    assert held() is not None, "another object would take its place, and its board"


def test_a_container_that_is_compared_as_it_is_tells_of_no_change_in_another():
    one = {"a": 1}
    assert literal(one) is literal(one) and literal({"a": 1}) is not literal(one) and len(MADE) == 2


def test_the_last_are_kept():
    for rows in ("a", "b", "c", "b", "c", "a"):
        board(rows)
    assert MADE == ["a", "b", "c", "a"]


def test_they_are_let_go_with_the_answers(catalog):
    board("a")
    Dataset(SimpleNamespace(), catalog)
    board("a")
    assert MADE == ["a", "a"]
