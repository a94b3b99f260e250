"""Holds the turns of the cases of a family: a whole run has some of each, the same in every worker, and others when the
program is another; all come in time; a run of a part has them all."""

import pytest

from support import turns

CASES = [f"case {n}" for n in range(40)]


class Item:
    """A test as pytest collects it."""

    def __init__(self, nodeid: str, most: int | None = None):
        self.nodeid, self.mark = nodeid, most and pytest.mark.in_turn(most).mark

    def get_closest_marker(self, name: str):
        return self.mark if name == "in_turn" else None


FAMILY = [Item(f"tests/a.py::test_some[{n}]", 4) for n in range(20)]
OTHER = [Item(f"tests/a.py::test_few[{n}]", 4) for n in range(3)]
ALONE = [Item("tests/a.py::test_alone"), Item("tests/a.py::test_each[1]"), Item("tests/a.py::test_each[2]")]


@pytest.fixture
def by(monkeypatch):
    return lambda seed: monkeypatch.setenv(turns.SEED, seed)


def test_of_a_family_some_run_and_of_the_rest_all(by):
    by("one")
    kept, waiting = turns.split([*ALONE, *FAMILY, *OTHER])
    assert [each for each in kept if each in (*ALONE, *OTHER)] == [*ALONE, *OTHER]
    assert len([each for each in kept if each in FAMILY]) == 4
    assert len(kept) + len(waiting) == 26 and set(waiting) < set(FAMILY)


def test_they_are_the_same_for_a_seed_and_in_their_order(by):
    by("one")
    once = turns.in_turn(CASES, 10)
    assert turns.in_turn(CASES, 10) == once == sorted(once, key=CASES.index) and len(once) == 10
    assert len(turns.share(CASES, 0.3)) == 12 and len(turns.share(CASES[:1], 0.3)) == 1


def test_every_case_has_its_turn(by):
    seen, ran = set(), set()
    for seed in map(str, range(60)):
        by(seed)
        seen |= set(turns.in_turn(CASES, 10))
        ran |= {each.nodeid for each in turns.split(FAMILY)[0]}
    assert seen == set(CASES) and ran == {each.nodeid for each in FAMILY}


def test_without_a_seed_nothing_waits(monkeypatch):
    monkeypatch.delenv(turns.SEED, raising=False)
    assert turns.in_turn(CASES, 10) == CASES and turns.split(FAMILY) == (FAMILY, [])


@pytest.mark.parametrize(
    ("everything", "asked", "waits"),
    [(True, {}, True), (False, {}, False), (True, {"SIG_WHOLE": "1"}, False), (True, {"SIG_HEAVY": "1"}, False)],
    ids=str,
)
def test_a_part_and_whoever_asks_have_them_all(monkeypatch, everything, asked, waits):
    monkeypatch.setenv(turns.SEED, "of the run that this one is in")
    for name in turns.ALL:
        monkeypatch.delenv(name, raising=False)
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    turns.begin(everything)
    assert (turns.SEED in turns.os.environ) is waits
    assert turns.os.environ.get(turns.SEED, turns.seed()) == turns.seed()
