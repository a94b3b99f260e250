"""Counts with a finger which agreements of earlier sessions come back, how each stands, and in how many sessions it drags."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

import pytest

from conftest import copied, made_once, rows_only
from sig_metrics.measure.dataset import Dataset, dataset_of
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.session.carried import carried
from sig_metrics.session.facts import session_of, sessions
from sig_metrics.session.model import Session, Vote
from sig_metrics.store import LocalStore
from support.sessions import DAY, WANTED, Held, voted, with_corte

# Four sessions in registers; one of them never reached its quorum, and one is later than the one that asks.
MINUTES = """minutes,kind,held_on,period,state
A,committee,2021-02-10,2021,to_approve
B,committee,2021-05-12,2021,to_approve
C,committee,2021-06-01,2021,no_quorum
D,committee,2021-08-11,2021,to_approve
E,committee,2021-12-01,2021,to_approve
"""
AGREEMENTS = """agreement,minutes,kind,unit,due_on,fulfilled_on,agreed
1,A,improvement,UPPM,2021-03-31,,Abierto desde febrero
2,A,improvement,UTI,2021-06-30,2021-09-15,Cumplido tarde después de la última
3,A,improvement,UTI,2021-06-30,2021-07-20,Cumplido antes de la última
4,B,improvement,UCI,2021-12-31,,Abierto y aún en plazo
5,D,improvement,UCI,2021-09-30,2021-09-01,De la última y cumplido a tiempo
6,D,improvement,UCI,2021-10-15,2021-11-20,Cumplido después del corte
7,E,improvement,UCI,2022-10-15,,De una sesión posterior
"""


@pytest.fixture(scope="module")
def seen(whole_catalog, tmp_path_factory):
    """The data of those files."""
    part = {n: replace(r, references=()) for n, r in whole_catalog.registers.items() if n in ("minutes", "agreement")}
    catalog = replace(rows_only(whole_catalog), registers=part)
    store = LocalStore(tmp_path_factory.mktemp("carried") / "store", wait=1)
    files = [Incoming("minutes", "m.csv", MINUTES.encode()), Incoming("agreement", "a.csv", AGREEMENTS.encode())]
    load_files(store, catalog, files, "UPPM")
    dataset = Dataset(store.open(), catalog)
    yield dataset
    dataset.close()


def brief(found):
    return [(each.agreement, each.state, each.days, each.sessions) for each in found]


def test_what_is_open_comes_back_and_what_was_fulfilled_comes_back_once(seen):
    """To a session of 25 November, with a corte of 31 October. The last one held was D."""
    found = carried(seen, date(2021, 10, 31), date(2021, 11, 25))
    assert brief(found) == [
        ("1", "overdue", 214, 2),  # since 31 March; it was open in B and in D, and C was not held
        ("6", "overdue", 16, 0),  # its fulfilment is later than the corte
        ("4", "open", 0, 1),
        ("2", "late", 77, 2),
        ("5", "fulfilled", 0, 0),
    ]
    assert (
        found[0].agreed == "Abierto desde febrero" and found[0].minutes == "A" and found[0].due_on == date(2021, 3, 31)
    )


def test_a_session_sees_only_those_before_it(seen):
    assert brief(carried(seen, date(2021, 4, 30), date(2021, 5, 12))) == [
        ("1", "overdue", 30, 0),
        ("2", "open", 0, 0),
        ("3", "open", 0, 0),
    ]
    assert carried(seen, date(2021, 1, 31), date(2021, 2, 10)) == ()


def test_the_log_says_what_is_not_in_the_registers_yet_and_where_a_date_was_moved(seen):
    """F was closed after the data were frozen: it moved agreement 1 and took one of its own; G moved it again. What was
    rejected moves nothing, and neither does a session that is still in course."""
    adopted = (Vote("X", "in_favour"), Vote("Y", "in_favour"), Vote("Z", "against"))
    moves = replace(WANTED, code="8", reschedules="1", due_on=date(2021, 12, 15), votes=adopted)
    rejected = replace(moves, code="9", reschedules="4", votes=(Vote("X", "against"), Vote("Y", "against")))
    again = replace(moves, code="10", due_on=date(2022, 2, 28))
    f = log("F", date(2021, 9, 10), "signed", moves, rejected)
    g = log("G", date(2021, 11, 10), "to_approve", again)
    course = log("H", date(2021, 11, 20), "in_session", replace(again, code="11", due_on=date(2023, 1, 1)))
    found = {each.agreement: each for each in carried(seen, date(2021, 10, 31), date(2021, 11, 25), (f, g, course))}
    one = found["1"]
    assert (one.due_on, one.rescheduled_to, one.rescheduled_by) == (date(2021, 3, 31), date(2022, 2, 28), "10")
    assert (one.state, one.days, one.sessions) == ("overdue", 214, 4)  # open in B, D, F and G: its date stays
    assert found["4"].rescheduled_to is None and (found["8"].minutes, found["8"].sessions) == ("F", 1)
    assert "9" not in found and "11" not in found and found["10"].sessions == 0


def log(code, day, state, *agreements):
    return Session(code, "committee", "2021", day, "Sede", "09:00", day, state=state, agreements=agreements)


def test_of_institutions_without_these_registers_nothing_comes_back():
    @dataclass
    class Catalog:
        registers: dict

    assert carried(Dataset(None, Catalog({})), DAY, DAY) == ()


def test_the_next_session_sees_the_arrastre_of_what_the_one_before_moved(
    demo_folder, whole_catalog, tmp_path_factory, tmp_path
):
    """ACU-2021-063 is of June (ACT-2021-03); it was still open in November and in December."""
    made = made_once(tmp_path_factory, "session", lambda at: with_corte(demo_folder, whole_catalog, at))
    store = LocalStore(copied(made, tmp_path / "store"), wait=1)
    frozen = dataset_of(LocalStore(made).open(), whole_catalog)
    held = Held(store, whole_catalog, frozen)
    held.begun()
    code = held.agree(replace(WANTED, reschedules="ACU-2021-063", due_on=date(2022, 2, 28)))
    held.vote(code, voted())
    held.act("debate", item=2, text="Se expuso.")
    held.act("conclude", conclusion=session_of(store, held.code).conclusion.__class__("a", "b", "c", "d"))
    before = {each.agreement: each for each in carried(frozen, date(2021, 11, 30), DAY)}
    held.end("close", ends_at="12:00")
    with closing(dataset_of(store.open(), whole_catalog)) as dataset:
        for data in (dataset, frozen):  # with the rows of December, and as they were frozen before them
            found = {
                each.agreement: each for each in carried(data, date(2021, 11, 30), date(2022, 3, 25), sessions(store))
            }
            one = found["ACU-2021-063"]
            assert (one.minutes, one.sessions, before["ACU-2021-063"].sessions) == ("ACT-2021-03", 2, 1)
            assert (one.rescheduled_to, one.rescheduled_by) == (date(2022, 2, 28), code)
            assert one.due_on == before["ACU-2021-063"].due_on and one.state == "overdue"
            assert (found[code].state, found[code].sessions) == ("open", 0)
