"""Holds the acts of a session to being facts: two who act at once do not break a rule, a crash leaves the session as it was,
and nothing that cannot be written happened."""

import json
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timezone

import pytest

from conftest import copied, made_once
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import dataset_of, register_rows
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.session import acts, facts, shapes
from sig_metrics.session.facts import session_of, sessions
from sig_metrics.session.folding import after
from sig_metrics.session.model import Deck, Item, Session, Signed
from sig_metrics.store import LocalStore
from sig_metrics.store.journal import Journal
from sig_metrics.store.verify import verify
from support.sessions import CONCLUDED, DE, SEATS, UAJ, UPPM, URH, UTI, WANTED, WHO, Held, there, voted, with_corte


class Stopped(Exception):
    """The machine stops here."""


@pytest.fixture(scope="module")
def whole(demo_folder, whole_catalog, tmp_path_factory):
    folder = made_once(tmp_path_factory, "session", lambda at: with_corte(demo_folder, whole_catalog, at))
    dataset = dataset_of(LocalStore(folder).open(), whole_catalog)
    yield folder, dataset
    dataset.close()


@pytest.fixture
def held(whole, whole_catalog, tmp_path):
    folder, dataset = whole
    return Held(LocalStore(copied(folder, tmp_path / "store"), wait=30), whole_catalog, dataset)


def rows(held, register, **named):
    with closing(dataset_of(held.store.open(), held.catalog)) as dataset:
        return [row for row in register_rows(dataset, register) if all(row[n] == v for n, v in named.items())]


def test_an_act_is_one_line_of_the_log_with_what_it_says(held):
    before = len(list(held.store.journal.entries()))
    held.convene()
    *_, last = held.store.journal.entries()
    assert len(list(held.store.journal.entries())) == before + 1
    assert (last["event"], last["session"], last["act"], last["who"]) == ("session", "ACT-2021-05", "convene", WHO)
    said = json.loads(last["text"])
    assert said["held_on"] == "2021-12-16" and [each["office"] for each in said["seats"]][:2] == [DE, UPPM]
    assert last["text"] == json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert (datetime.now(timezone.utc).replace(tzinfo=None) - datetime.fromisoformat(last["at"])).total_seconds() < 60


def test_two_who_call_at_once_get_two_codes_and_two_who_begin_begin_once(held):
    done: list[object] = []

    def at_once(what):
        def run():
            try:
                done.append(what(LocalStore(held.store.folder, wait=30)))
            except Refused as refused:
                done.append(str(refused))

        done.clear()
        both = [threading.Thread(target=run) for _ in range(2)]
        [each.start() for each in both]
        [each.join() for each in both]
        return done

    called = at_once(lambda store: Held(store, held.catalog, held.dataset).convene().code)
    assert sorted(called) == ["ACT-2021-05", "ACT-2021-06"]
    held.code = "ACT-2021-05"
    held.attend()
    begun = at_once(lambda store: acts.install(store, held.code, corte=1, who=WHO).state)
    assert begun.count("in_session") == 1 and any("en curso" in each for each in begun)
    numbers = at_once(
        lambda store: acts.agree(store, held.dataset, held.code, agreement=WANTED, who=WHO).agreements[-1].code
    )
    assert sorted(each.code for each in session_of(held.store, held.code).agreements) == [
        "ACU-2021-082",
        "ACU-2021-083",
    ]
    assert len(numbers) == 2 and verify(held.store).log.conforms


def test_what_another_did_while_it_was_being_closed_is_seen_and_nothing_is_loaded(held, monkeypatch):
    """A second secretary writes a vote between what the first saw and the lock."""
    code = held.decided()
    other = LocalStore(held.store.folder, wait=30)
    before = held.store.current()

    def load_files(store, *given, **named):
        acts.vote(other, held.code, agreement=code, votes=voted(DE, UPPM, URH, UTI), who="Jefatura de la UAJ")
        return real(store, *given, **named)

    real = acts.close.__globals__["rows"].load_files
    monkeypatch.setattr("sig_metrics.session.rows.load_files", load_files)
    with pytest.raises(Refused, match="Otra persona registró algo"):
        held.end("close", ends_at="12:30")
    assert held.store.current() == before and session_of(held.store, held.code).state == "in_session"


def test_a_load_that_is_refused_leaves_it_in_course(held):
    """A session of a day to come is no minutes: the register refuses its date."""
    held.begun(held_on=date(2099, 12, 16))
    held.vote(held.agree(replace(WANTED, due_on=date(2100, 1, 31))), voted())
    for number in (1, 2):
        held.act("debate", item=number, text="Se expuso.")
    held.act("conclude", conclusion=CONCLUDED)
    before, facts_before = held.store.current(), session_of(held.store, held.code).facts
    with pytest.raises(Refused, match="posterior a hoy"):
        held.end("close", ends_at="12:30")
    assert held.store.current() == before
    found = session_of(held.store, held.code)
    assert (found.state, found.facts, rows(held, "minutes", minutes=held.code)) == ("in_session", facts_before, [])


@pytest.mark.parametrize("step", ["copy", "build", "commit", "checkpoint", "sync", "rename"])
def test_a_machine_that_stops_before_the_pointer_leaves_it_in_course(held, step):
    held.decided()
    before = held.store.current()
    held.store.on_step = stop_at(step)
    with pytest.raises(Stopped):
        held.end("close", ends_at="12:30")
    held.store.on_step = lambda each: None
    assert session_of(held.store, held.code).state == "in_session" and held.store.current() == before
    assert held.end("close", ends_at="12:30").state == "to_approve"
    assert len(rows(held, "vote", agreement="ACU-2021-082")) == 7


def stop_at(step):
    def stop(each):
        if each == step:
            raise Stopped

    return stop


def test_one_that_stops_between_the_rows_and_the_fact_closes_again_and_loads_nothing_twice(held, monkeypatch):
    held.decided()

    def record(self, ledger, *events):
        raise Stopped if events else AssertionError

    real = Journal.record
    monkeypatch.setattr(Journal, "record", record)
    with pytest.raises(Stopped):
        held.end("close", ends_at="12:30")
    monkeypatch.setattr(Journal, "record", real)
    assert session_of(held.store, held.code).state == "in_session"
    assert rows(held, "minutes", minutes=held.code)[0]["state"] == "to_approve"
    loaded = held.store.current()
    assert held.end("close", ends_at="12:30").state == "to_approve"
    assert held.store.current() == loaded and len(rows(held, "agreement", minutes=held.code)) == 1
    held.end("approve")
    assert verify(held.store).log.conforms


def test_what_it_had_left_and_was_decided_otherwise_since_is_not_hidden(held, monkeypatch):
    code = held.decided()
    real = Journal.record
    monkeypatch.setattr(Journal, "record", lambda self, ledger, *events: (_ for _ in ()).throw(Stopped))
    with pytest.raises(Stopped):
        held.end("close", ends_at="12:30")
    monkeypatch.setattr(Journal, "record", real)
    held.vote(code, voted(*SEATS[:5]))
    for office in SEATS[5:]:
        held.act("reason", agreement=code, office=office, reasons="Hace falta.")
    with pytest.raises(Refused, match=code) as refused:
        held.end("close", ends_at="12:30")
    assert "Anule la carga" in str(refused.value)


def test_a_disk_that_takes_the_rows_and_not_the_fact_is_told(held, monkeypatch):
    held.decided()
    real = Journal._append
    monkeypatch.setattr(Journal, "_append", lambda *given: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(Refused, match="no se pudo escribir"):
        held.end("close", ends_at="12:30")
    monkeypatch.setattr(Journal, "_append", real)
    assert held.end("close", ends_at="12:30").state == "to_approve"


def test_what_cannot_be_written_did_not_happen(held, monkeypatch):
    held.begun()
    monkeypatch.setattr(Journal, "_append", lambda *given: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError):
        held.agree()
    assert session_of(held.store, held.code).agreements == ()


def test_minutes_of_that_code_that_a_file_brought_are_not_overwritten(held, whole_catalog):
    held.decided()
    text = "minutes,kind,held_on,period\nACT-2021-05,committee,2021-12-14,2021\n"
    load_files(held.store, whole_catalog, [Incoming("minutes", "actas.csv", text.encode())], "UPPM")
    with pytest.raises(Refused, match="ACT-2021-05"):
        held.end("close", ends_at="12:30")
    assert rows(held, "minutes", minutes="ACT-2021-05")[0]["kind"] == "committee"
    assert held.convene().code == "ACT-2021-06"


def test_codes_go_on_from_what_a_file_brought(held, whole_catalog):
    text = "minutes,kind,held_on,period\nACT-2021-41,committee,2021-12-14,2021\n"
    load_files(held.store, whole_catalog, [Incoming("minutes", "actas.csv", text.encode())], "UPPM")
    assert held.convene().code == "ACT-2021-42"
    assert held.convene(held_on=date(2022, 3, 1)).code == "ACT-2022-01"


def test_the_log_is_read_once_while_it_does_not_change(held, monkeypatch):
    held.begun()
    assert sessions(held.store)[0].state == "in_session"
    monkeypatch.setattr(Journal, "entries", lambda self: (_ for _ in ()).throw(AssertionError))
    assert (
        sessions(held.store)[0].state == "in_session"
        and session_of(LocalStore(held.store.folder), held.code).facts == 3
    )


def test_a_line_that_somebody_made_is_left_out(held):
    held.begun()
    made = {"event": "session", "session": held.code, "act": "vote", "at": "", "who": "", "text": "{"}
    held.store.journal.record([], made)
    held.store.journal.record([], {**made, "session": "ACT-2021-77", "text": "{}"})
    held.store.journal.record([], {**made, "act": "dance", "text": '{"with":"a later program"}'})
    found = session_of(held.store, held.code)
    assert [each.code for each in sessions(held.store)] == [held.code] and found.state == "in_session"
    held.attend(*there(*SEATS))


def test_what_a_later_program_says_more_is_left_out_and_what_it_lacks_takes_its_place():
    kept = shapes.said(_deck, {"deck": {"order": ["a"], "theme": "dark"}})
    assert kept == {"deck": Deck(("a",))}
    made = Session("S", "committee", "2021", date(2021, 1, 1), "Sede", "09:00", date(2021, 1, 1))
    assert after(made, "dance", {}).changed(facts=0) == made


def _deck(deck: Deck) -> None: ...


def test_shapes_are_read_again_as_they_were_written():
    for value in (
        Signed("ab", None, ("Jefatura de la UAJ",), None, date(2021, 12, 18)),
        Item(1, "Riesgos", "UPPM", None, "/x", True, "", (UAJ,)),
        replace(WANTED, votes=tuple(voted(UAJ))),
        Deck(("a", "b"), (), {"a": "Saludar."}),
    ):
        assert shapes.unpacked(type(value), json.loads(shapes.written(shapes.packed(value)))) == value


def test_facts_of_other_kinds_are_not_of_a_session(held):
    held.store.record_event("release", "UPPM", session="ACT-2021-05", act="convene", text="{}")
    assert sessions(held.store) == () and facts.EVENT == "session"
