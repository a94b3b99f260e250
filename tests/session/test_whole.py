"""Holds a session from its call to its signed minutes, and reads what it left: its rows in the registers, cell by cell, and a
log that verifies. What it must say is typed from what was decided in it."""

import io
import json
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from conftest import copied
from sig_metrics.cli.commands import main
from sig_metrics.language.problems import Refused
from sig_metrics.measure.consistency import check_document
from sig_metrics.measure.dataset import dataset_of, register_rows
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.session import rules
from sig_metrics.session.facts import session_of, sessions
from sig_metrics.session.model import (
    ABSTENTION,
    AGAINST,
    ALTERNATE,
    EXCUSED,
    Attendance,
    Conclusion,
    Deck,
    Item,
    Vote,
)
from sig_metrics.store import LocalStore
from sig_metrics.store.ledger.pack import sealed_pack, zipped
from sig_metrics.store.verify import verify
from support.sessions import (
    CT,
    DAY,
    DE,
    ITEMS,
    NEXT,
    SEATS,
    SUPPORT,
    UAJ,
    UCI,
    UPPM,
    URH,
    UTI,
    WANTED,
    Held,
    signed,
    there,
    voted,
    with_corte,
)

RESCHEDULED, REJECTED, URGENT = "ACU-2021-082", "ACU-2021-083", "ACU-2021-084"


def hold(held: Held) -> str:
    """The first call has no quorum; in the second, an agreement with a dissent, one that is rejected, one for urgency."""
    held.convene()
    held.attend(*there(DE, UPPM, URH))
    held.act("call_again", held_on=NEXT, place="Sala de la sede", starts_at="9:30")
    held.attend(*there(*SEATS[:3]), Attendance(UTI, ALTERNATE, SUPPORT), *there(UCI, CT, UAJ))
    held.install()
    held.act("arrange", deck=Deck(("portada", "riesgos"), ("riesgos",), {"portada": "Saludar al Comité."}))
    moves = {"due_on": date(2022, 2, 28), "reschedules": "ACU-2021-063"}
    assert held.agree(replace(WANTED, **moves)) == RESCHEDULED
    held.vote(RESCHEDULED, [*voted(among=SEATS[:6]), Vote(UAJ, AGAINST)])
    assert held.agree(replace(WANTED, item=2, answers_kind="risk", answers="RIE-0006")) == REJECTED
    held.vote(REJECTED, voted(URH, UTI, UCI, CT, UAJ))
    for office in (DE, UPPM):
        held.act("reason", agreement=REJECTED, office=office, reasons="El riesgo sigue alto.")
    held.act("include", item=Item(0, "Corte del servicio de respaldo", "UTI", 15), in_favour=SEATS)
    assert held.agree(replace(WANTED, item=3, unit="UTI", kind="resource", output="resource")) == URGENT
    norm = "TUO Ley 27444 art. 99"
    held.vote(URGENT, [*voted(among=SEATS[:6]), Vote(UAJ, ABSTENTION, "Participó en la evaluación.", norm)])
    held.act("authorise", agreement=URGENT)
    concluded = Conclusion("Conviene.", "Es adecuado.", "Es eficaz.", "Sigue al PEI.")
    held.act("conclude", conclusion=concluded)
    held.attend(Attendance(URH, EXCUSED))
    held.end("close", ends_at="12:45")
    held.act("reason", agreement=RESCHEDULED, office=UAJ, reasons="El plazo no alcanza.", on=date(2021, 12, 18))
    return held.code


@pytest.fixture(scope="module")
def folder(demo_folder, whole_catalog, tmp_path_factory):
    """A store in which the session was held and closed; to be read only."""

    store = with_corte(demo_folder, whole_catalog, tmp_path_factory.mktemp("closed") / "store")
    dataset = dataset_of(store.open(), whole_catalog)
    hold(Held(store, whole_catalog, dataset))
    dataset.close()
    return store.folder


@pytest.fixture(scope="module")
def seen(folder, whole_catalog):
    dataset = dataset_of(LocalStore(folder).open(), whole_catalog)
    yield dataset
    dataset.close()


@pytest.fixture
def held(folder, seen, whole_catalog, tmp_path):
    return Held(LocalStore(copied(folder, tmp_path / "store"), wait=1), whole_catalog, seen, "ACT-2021-05")


def of(dataset, register, **named):
    rows = register_rows(dataset, register)
    return [row for row in rows if all(row[name] == value for name, value in named.items())]


def now(held, register, **named):
    with closing(dataset_of(held.store.open(), held.catalog)) as dataset:
        return of(dataset, register, **named)


def test_what_it_left_in_the_registers(seen):
    (minutes,) = of(seen, "minutes", minutes="ACT-2021-05")
    assert minutes == {
        "minutes": "ACT-2021-05",
        "kind": "management_review",
        "held_on": NEXT,
        "period": "2021-S2",
        "called_on": date(2021, 12, 9),
        "session_call": 2,
        "place": "Sala de la sede",
        "starts_at": "09:30",
        "ends_at": "12:45",
        "state": "to_approve",
        "approved_on": None,
        "suitability": "Conviene.",
        "adequacy": "Es adecuado.",
        "effectiveness": "Es eficaz.",
        "alignment": "Sigue al PEI.",
        "workers_told_on": None,
        "governing_body_told_on": None,
        "note": None,
    }
    came = {row["office"]: row for row in of(seen, "session_attendance", minutes="ACT-2021-05")}
    assert {office: row["attended_as"] for office, row in came.items()} == {
        **dict.fromkeys(SEATS, "titular"),
        UTI: "alternate",
    }
    assert came[UTI]["replaced_by"] == SUPPORT
    items = of(seen, "agenda_item", minutes="ACT-2021-05")
    assert [(row["item"], row["review_input"], row["urgent"]) for row in items] == [
        (1, 1, "no"),
        (2, 5, "no"),
        (3, 15, "yes"),
    ]


def test_only_what_was_adopted_is_an_agreement_and_has_votes(seen):
    found = {row["agreement"]: row for row in of(seen, "agreement", minutes="ACT-2021-05")}
    assert list(found) == [RESCHEDULED, URGENT]
    row = found[RESCHEDULED]
    assert (row["item"], row["unit"], row["due_on"], row["systems"]) == (1, "UPPM", date(2022, 2, 28), "SGC/SGAS")
    assert (row["answers_kind"], row["answers"], row["output"]) == ("agreement", "ACU-2021-063", "improvement")
    assert row["agreed"] == "Reforzar el seguimiento de los acuerdos." and row["fulfilled_on"] is None
    assert of(seen, "agreement", agreement="ACU-2021-063")[0]["due_on"] < NEXT  # its own date stays
    votes = of(seen, "vote", agreement=URGENT)
    assert len(votes) == 7 and {row["office"]: row["sense"] for row in votes}[UAJ] == "abstention"
    assert of(seen, "vote", agreement=REJECTED) == []


def test_the_rules_of_consistency_find_what_they_found_before(held, seen, demo_folder, whole_catalog):
    """But the reasons that came the next day, which the minutes have when they are approved."""

    def found(dataset):
        return {each["check"]: each["count"] for each in check_document(dataset)}

    with closing(dataset_of(LocalStore(demo_folder).open(), whole_catalog)) as dataset:
        before = found(dataset)
    waiting = {"dissent_without_reasons": before["dissent_without_reasons"] + 1}
    assert found(seen) == before | waiting
    held.end("approve")
    with closing(dataset_of(held.store.open(), whole_catalog)) as dataset:
        assert found(dataset) == before


def test_its_minutes_are_approved_and_signed_and_its_rows_say_so(held):
    assert held.end("approve").approved_in == "ACT-2021-05"
    (row,) = now(held, "minutes", minutes="ACT-2021-05")
    assert (row["state"], row["approved_on"]) == ("approved", NEXT)
    reasons = {row["office"]: row["reasons"] for row in now(held, "vote", agreement=RESCHEDULED)}
    assert reasons[UAJ] == "El plazo no alcanza."
    signers = [office for office, _ in rules.signers(session_of(held.store, held.code))]
    assert signers == [UPPM, DE, UAJ]
    held.end("sign", signed=signed(*signers))
    (row,) = now(held, "minutes", minutes="ACT-2021-05")
    assert (row["state"], row["ends_at"]) == ("signed", "12:45")


def test_what_was_loaded_of_it_meanwhile_stays(held, whole_catalog):
    """An agreement that was fulfilled, and when the workers were told, are loaded between the acts."""
    head = "agreement,minutes,kind,unit,due_on,fulfilled_on"
    line = f"{URGENT},ACT-2021-05,resource,UTI,2022-01-31,2022-01-20"
    told = "minutes,kind,held_on,period,workers_told_on\nACT-2021-05,management_review,2021-12-17,2021-S2,2022-01-10\n"
    files = [
        Incoming("agreement", "a.csv", f"{head}\n{line}\n".encode()),
        Incoming("minutes", "m.csv", told.encode()),
    ]
    load_files(held.store, whole_catalog, files, "UTI")
    held.end("approve")
    assert now(held, "agreement", agreement=URGENT)[0]["fulfilled_on"] == date(2022, 1, 20)
    assert now(held, "minutes", minutes="ACT-2021-05")[0]["workers_told_on"] == date(2022, 1, 10)


def test_the_next_session_approves_them(held):
    first = held.code
    later = {"held_on": date(2021, 12, 29), "called_on": date(2021, 12, 20), "kind": "committee"}
    held.begun(**later)
    second, held.code = held.code, first
    made = held.end("approve", in_session=second)
    assert (made.state, made.approved_in, made.approved_on) == ("approved", second, date(2021, 12, 29))
    assert session_of(held.store, second).approves == (first,)
    assert now(held, "minutes", minutes=first)[0]["approved_on"] == date(2021, 12, 29)
    with pytest.raises(Refused, match="aprobada"):
        held.end("approve", in_session=second)


def test_a_session_is_read_again_from_its_log_as_it_was(held):
    made = session_of(held.store, held.code)
    assert (made.held_on, made.second_on, made.call, made.corte, made.called_on) == (
        NEXT,
        NEXT,
        2,
        1,
        date(2021, 12, 9),
    )
    assert made.left == (URH,) and len(made.present) == 6 and len(made.attendance) == 7
    assert [each.outcome for each in made.agreements] == ["adopted", "rejected", "adopted"]
    assert made.agreement(RESCHEDULED).reschedules == "ACU-2021-063" and made.agreement(URGENT).at_once
    assert made.agreement(RESCHEDULED).view == WANTED.view
    assert (made.deck.hidden, made.deck.notes) == (("riesgos",), {"portada": "Saludar al Comité."})
    assert made.items[2].in_favour == SEATS and made.items[0].topic == ITEMS[0].topic
    assert made.starts_at == "09:30" and DAY != made.held_on


def test_the_log_verifies_with_sessions_in_it(held, tmp_path):
    found = verify(held.store)
    assert found.log.conforms and found.log.problems == []
    acts_told = [each["act"] for each in held.store.journal.entries() if each["event"] == "session"]
    assert acts_told[:5] == ["convene", "attend", "call_again", "attend", "install"]
    assert acts_told[-3:] == ["attend", "close", "reason"] and len(acts_told) == session_of(held.store, held.code).facts
    zipfile.ZipFile(io.BytesIO(zipped(sealed_pack(held.store.journal, {})))).extractall(tmp_path / "pack")
    made = subprocess.run([sys.executable, "verifica.py"], cwd=tmp_path / "pack", capture_output=True, text=True)
    assert made.returncode == 0 and "CONFORME" in made.stdout and "NO CONFORME" not in made.stdout, made.stdout


def test_no_text_of_it_is_in_a_leaf_and_what_a_stranger_reads_is(held):
    pack = sealed_pack(held.store.journal, {})
    said = b"".join(each if isinstance(each, bytes) else each.encode() for each in pack.values())
    assert b"ACT-2021-05" in said and b"convene" in said
    assert "Reforzar el seguimiento".encode() not in said and UAJ.encode() not in said


def test_the_command_line_tells_it(folder, capsys):
    assert main(["sessions", "--store", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "ACT-2021-05" in said and "segunda convocatoria" in said and "por aprobar" in said
    assert main(["sessions", "--json", "--store", str(folder)]) == 0
    (brief,) = json.loads(capsys.readouterr().out)
    assert (brief["code"], brief["state"], brief["call"], brief["quorum"], brief["members"]) == (
        *("ACT-2021-05", "to_approve", 2),
        *(3, 7),
    )
    assert (brief["present"], brief["agreements"], brief["adopted"]) == (6, 3, 2)
    assert main(["session", "ACT-2021-05", "--store", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "ACU-2021-083 (no adoptado)" in said and SUPPORT in said and "  Jefatura de la UAJ: Abstención" in said
    assert main(["session", "ACT-2021-05", "--json", "--store", str(folder)]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["outcomes"] == {RESCHEDULED: "adopted", REJECTED: "rejected", URGENT: "adopted"}
    assert whole["signers"][0] == {"office": UPPM, "as": "Secretaría"} and whole["lacking"] == []
    assert main(["session", "ACT-2099-01", "--store", str(folder)]) == 1
    assert "ACT-2021-05" in capsys.readouterr().err


def test_a_store_without_sessions_says_how_to_have_one(demo_folder, capsys):
    assert main(["sessions", "--store", str(demo_folder)]) == 0
    assert "Convoque una" in capsys.readouterr().out
    assert sessions(LocalStore(demo_folder)) == ()
